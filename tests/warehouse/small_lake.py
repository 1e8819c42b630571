"""Small lakes for the tests: articles made from a few words, their figures and numbers, written as a run would."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from warehouse.contracts import CONTRACTS
from warehouse.lake.lake import Lake
from warehouse.lake.tables import SIGNED_TABLE
from warehouse.parquet import rows_to_table
from warehouse.signatures import sign_texts

WHEN = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
NUMBER = re.compile(r"\d+(?:,\d+)?")
FOLD = str.maketrans(
    "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ",
    "a" * 17 + "e" * 11 + "i" * 5 + "o" * 17 + "u" * 11 + "y" * 5 + "d",
)


@dataclass(frozen=True)
class Page:
    """One made-up page: every number of its text becomes a figure of `indicator`, save those in `dates` and `unexplained`.

    `more` overrides columns of its observations.
    """

    uri: str
    text: str
    published_on: date | None = date(2026, 1, 5)
    host: str | None = "bao.example.vn"
    organisation: str | None = "Đảng bộ xã A"
    indicator: str = "party_members"
    qualifier: str = "exact"
    unit: str = "person"
    place_code: str | None = None
    warnings: str = "[]"
    dates: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    period_start: date | None = date(2025, 1, 1)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def article_id(self) -> str:
        return article_id(self.uri)


def article_id(uri: str) -> str:
    return hashlib.sha256(uri.encode()).hexdigest()[:16]


def fold(text: str) -> str:
    return text.lower().translate(FOLD)


def is_signed(page: Page) -> bool:
    """Half of the pages were signed when they were cleaned, the others are when they are loaded."""
    return page.article_id < "8"


def table(name: str, rows: Sequence[dict[str, Any]]) -> Any:
    columns = [c.name for c in CONTRACTS[name].columns]
    return rows_to_table(CONTRACTS[name], {c: [row.get(c) for row in rows] for c in columns})


def article_row(page: Page, run_id: str) -> dict[str, Any]:
    title = page.text.split("\n", maxsplit=1)[0]
    return {
        "article_id": page.article_id, "source_uri": page.uri, "source_host": page.host, "source_sha256": "0" * 64, "format": "txt",
        "encoding": "utf-8", "repairs": "", "title": title, "lead": None, "author": None, "published_at": None,
        "published_on": page.published_on, "published_rule": "dateline" if page.published_on else None,
        "source_url": f"https://{page.host}/{page.article_id}" if page.host else None, "section": None,
        "view_count": 10, "comment_count": None, "language": "vi", "text": page.text, "text_folded": fold(page.text),
        "raw_bytes": len(page.text.encode()), "raw_lines": page.text.count("\n") + 1, "text_chars": len(page.text),
        "word_count": len(page.text.split()), "sentence_count": 2, "paragraph_count": page.text.count("\n"), "boilerplate_share": 0.1,
        "run_id": run_id,
    }  # fmt: skip


def block_rows(page: Page, run_id: str) -> list[dict[str, Any]]:
    rows, start = [], 0
    for number, line in enumerate(page.text.split("\n")):
        rows.append(
            {"article_id": page.article_id, "block_no": number, "line_start": number + 1, "line_end": number + 1,
             "kind": "body" if number else "title", "kept": True, "rule": "made_up", "dropped_text": None,
             "text_start": start, "text_end": start + len(line), "run_id": run_id}
        )  # fmt: skip
        start += len(line) + 1
    rows.append(
        {"article_id": page.article_id, "block_no": len(rows), "line_start": len(rows) + 1, "line_end": len(rows) + 1,
         "kind": "footer", "kept": False, "rule": "footer", "dropped_text": "Bản quyền thuộc về báo", "run_id": run_id}
    )  # fmt: skip
    return rows


def figure_rows(page: Page, run_id: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Observations and numbers of a page."""
    observations, numbers = [], []
    for found in NUMBER.finditer(page.text):
        span = {"span_start": found.start(), "span_end": found.end(), "span_text": found[0]}
        head = {"article_id": page.article_id, **span, "run_id": run_id}
        if found[0] in page.dates:
            numbers.append({**head, "disposition": "date", "rule": "year"})
            continue
        if found[0] in page.unexplained:
            numbers.append({**head, "disposition": "unexplained", "rule": "none"})
            continue
        value = float(found[0].replace(",", "."))
        line_start = page.text.rfind("\n", 0, found.start()) + 1
        line_end = page.text.find("\n", found.end())
        noun = re.findall(r"\w+", page.text[found.end() :].split("\n", 1)[0])[:2]
        observation_id = hashlib.sha256(f"{page.article_id}{found.start()}{found.end()}{page.indicator}".encode()).hexdigest()[:16]
        fact = f"{sorted(page.more.items())}|{page.indicator}|{page.organisation}|{page.period_start}|{' '.join(noun)}"
        observations.append(
            {**head, "observation_id": observation_id, "value": value, "indicator": page.indicator, "measure": "count",
             "unit": page.unit, "unit_text": " ".join(noun) or None, "qualifier": page.qualifier, "status": "actual", "breakdown": "{}",
             "organisation": page.organisation, "place_code": page.place_code, "place_rule": None, "period_kind": "as_of",
             "period_start": page.period_start, "period_end": page.period_start, "period_text": "năm 2025",
             "sentence_start": line_start, "sentence_end": line_end if line_end > 0 else len(page.text),
             "fact_key": hashlib.sha256(fact.encode()).hexdigest()[:16], "rule": "made_up", "warnings": page.warnings, **page.more}
        )  # fmt: skip
        numbers.append({**head, "disposition": "observation", "rule": "made_up", "observation_id": observation_id})
    return observations, numbers


def raw_row(uri: str, run_id: str, status: str = "loaded", cleaned: str | None = None, extracted: str | None = None) -> dict[str, Any]:
    loaded = status == "loaded"
    return {
        "source_uri": uri, "container_uri": uri, "location_uri": "file:///raw", "size": 1, "modified_at": WHEN, "etag": None,
        "sha256": "0" * 64, "status": status, "article_id": article_id(uri) if loaded else None,
        "cleaned_run_id": (cleaned or run_id) if loaded else None, "extracted_run_id": (extracted or run_id) if loaded else None,
        "clean_fingerprint": "c1", "extract_fingerprint": "e1", "run_id": run_id,
    }  # fmt: skip


def run_row(run_id: str, status: str = "published", **more: Any) -> dict[str, Any]:
    counts = ("discovered", "unchanged", "loaded", "quarantined", "gone", "observations", "numbers", "unexplained",
              "observations_quarantined", "expectations", "expectations_failed")  # fmt: skip
    return {
        "run_id": run_id, "status": status, "message": "ok", "parameters": "{}", "versions": "{}", "contract_version": 1,
        "clean_fingerprint": "c1", "extract_fingerprint": "e1", "started_at": WHEN, "ended_at": WHEN,
        "stages": json.dumps({}), "diff": None, **dict.fromkeys(counts, 0), **more,
    }  # fmt: skip


def refused_row(uri: str, item_id: str, run_id: str, stage: str = "validate", reason: str = "failed_expectation") -> dict[str, Any]:
    return {
        "source_uri": uri, "item_id": item_id, "stage": stage, "reason": reason, "detail": "made up",
        "quarantined_at": WHEN, "run_id": run_id,
    }  # fmt: skip


def write_run(
    lake: Lake,
    run_id: str,
    pages: Iterable[Page] = (),
    *,
    gone: Iterable[str] = (),
    broken: Iterable[str] = (),
    refused: Iterable[tuple[Page, int]] = (),
    validations: Iterable[dict[str, Any]] = (),
    status: str = "published",
    parts: int = 2,
) -> None:
    """Stage a run: pages loaded, documents gone or broken, the n-th figure of a page refused by validation."""
    pages = list(pages)
    for part in range(parts):
        some = pages[part::parts]
        if not some:
            continue
        figures = [figure_rows(page, run_id) for page in some]
        for name, rows in (
            ("articles", [article_row(page, run_id) for page in some]),
            ("blocks", [row for page in some for row in block_rows(page, run_id)]),
            ("observations", [row for observations, _ in figures for row in observations]),
            ("numbers", [row for _, numbers in figures for row in numbers]),
            ("article_places", [place_row(page, run_id) for page in some]),
        ):
            lake.write(name, run_id, f"{part:04}", table(name, rows))
        signed = [(page.article_id, fold(page.text)) for page in some if is_signed(page)]
        lake.write(SIGNED_TABLE, run_id, f"{part:04}", sign_texts(signed, run_id))
    gone, broken = list(gone), list(broken)
    raw = [raw_row(page.uri, run_id) for page in pages]
    raw += [raw_row(uri, run_id, "gone") for uri in gone] + [raw_row(uri, run_id, "quarantined") for uri in broken]
    lake.write("raw_files", run_id, "raw", table("raw_files", raw))
    quarantine = [refused_row(uri, uri, run_id, "clean", "empty") for uri in broken]
    quarantine += [refused_row(page.uri, figure_rows(page, run_id)[0][n]["observation_id"], run_id) for page, n in refused]
    if quarantine:
        lake.write("quarantine", run_id, "quarantine", table("quarantine", quarantine))
    if validations := list(validations):
        lake.write("validations", run_id, "validations", table("validations", [{**row, "run_id": run_id} for row in validations]))
    lake.write(
        "runs",
        run_id,
        "run",
        table(
            "runs",
            [run_row(run_id, status, discovered=len(pages) + len(broken), loaded=len(pages), gone=len(gone), quarantined=len(broken))],
        ),
    )


def place_row(page: Page, run_id: str) -> dict[str, Any]:
    return {
        "article_id": page.article_id, "level": "commune", "name": "A", "place_code": page.place_code,
        "place_code_2025": None, "place_rule": "unique_name" if page.place_code else "ambiguous", "mention_count": 1, "run_id": run_id,
    }  # fmt: skip


def commit_run(lake: Lake, run_id: str, pages: Iterable[Page] = (), status: str = "published", **more: Any) -> None:
    """`write_run` and its commit."""
    write_run(lake, run_id, pages, status=status, **more)
    lake.commit(run_id, status)


def page(number: int, text: str | None = None, **more: Any) -> Page:
    """The n-th page, with its own words unless given."""
    own = " ".join(chr(97 + (number * 7 + i * i) % 26) + chr(97 + (number + i) % 26) + chr(97 + number // 26 % 26) for i in range(40))
    body = text or f"Tin số {number} của xã\nToàn Đảng bộ có {100 + number} đảng viên.\nĐã kết nạp {number + 1} quần chúng. {own}"
    return Page(f"file:///raw/{number:05}.txt", body, **more)


def home_lake(folder: Path) -> Lake:
    return Lake(folder / "home")
