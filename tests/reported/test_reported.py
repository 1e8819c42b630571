"""Small inputs with the right value of each: `../shared/reported`, read, cleaned and extracted as a run does it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tasks.facts.document.records import ArticleText
from tasks.facts.extraction import extract_figures
from tasks.text.cleaning import clean_document
from tasks.text.readers import read_documents
from tasks.text.records import Rejection

REPORTED = Path(__file__).resolve().parents[2].parent / "shared" / "reported"
_KEYWORD = re.compile(r"(figures|never|text holds|text lacks|published_on|places)\s+")
_NUMBER = re.compile(r"-?[\d.]+(?:e[+-]?\d+)?")


@dataclass
class Outcome:
    """What became of one input: its cleaned texts and days, its figures and places, how many documents were accounted for."""

    texts: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    documents: int = 0


def _rows() -> list[dict[str, str]]:
    """The rows of `expected.csv`; none where it is absent."""
    path = REPORTED / "expected.csv"
    return list(csv.DictReader(path.read_text("utf8").splitlines())) if path.is_file() else []


def parse_expectation(text: str) -> Iterator[tuple[str, Any]]:
    """The parts of an expectation as (kind, item); what stands in round brackets is a remark.

    >>> list(parse_expectation('figures 128; {"value": 3}; never 5; (a remark)'))
    [('figures', {'value': 128.0}), ('figures', {'value': 3}), ('never', ['value', 5.0, None])]
    """
    kind, rest, decoder = "", text.strip(), json.JSONDecoder()
    while rest:
        if keyword := _KEYWORD.match(rest):
            kind, rest = keyword[1], rest[keyword.end() :]
        if rest.startswith("("):
            rest = rest.partition(")")[2].lstrip("; ")
            continue
        if rest[0] in "{[":
            item, end = decoder.raw_decode(rest)
            rest = rest[end:].lstrip("; ")
            yield kind, item
            continue
        word, _, rest = rest.partition("; ")
        rest = rest.strip()
        if documents := re.fullmatch(r"(\d+) documents accounted for", word):
            yield "documents", int(documents[1])
        elif kind == "figures" and _NUMBER.fullmatch(word):
            yield kind, {"value": float(word)}
        elif kind == "never" and _NUMBER.fullmatch(word):
            yield kind, ["value", float(word), None]
        else:
            yield kind, word


@cache
def outcome_of(path: Path) -> Outcome:
    """Reads, cleans and extracts every document of a file."""
    found = Outcome()
    for document in read_documents(path.as_uri(), path.read_bytes()):
        found.documents += 1
        cleaned = document if isinstance(document, Rejection) else clean_document(document)
        if isinstance(cleaned, Rejection):
            continue
        one = cleaned.article
        found.texts.append(one.text)
        found.days.append(str(one.published_on))
        extracted = extract_figures(ArticleText(one.article_id, one.text, one.title, one.published_on, one.source_host))
        found.figures += [figure._asdict() for figure in extracted.observations]
        found.places += [place._asdict() for place in extracted.places]
    return found


def _same(got: object, want: object) -> bool:
    if isinstance(got, int | float) and isinstance(want, int | float):
        return got == pytest.approx(want)
    return got == want


def _is_unwanted(figure: dict[str, Any], column: str, value: object, unit: str | None) -> bool:
    if column == "denominator":
        return _same(figure["denominator"], value)
    of_unit = {"unit": figure["unit"] == unit, "count": figure["measure"] == "count"}.get(column, True)
    return _same(figure["value"], value) and of_unit and not figure["denominator"]


def find_faults(found: Outcome, expectation: str) -> list[str]:
    """What is wrong with an outcome; a figure that one part wants is no false figure of another (`15` as the end of 15-20)."""
    parts = list(parse_expectation(expectation))
    assert parts
    asked = [item for kind, item in parts if kind == "figures"]
    wanted = [figure for figure in found.figures if any(_is_figure(figure, item) for item in asked)]
    return [fault for kind, item in parts if (fault := _find_fault(found, kind, item, wanted))]


def _is_figure(figure: dict[str, Any], item: dict[str, Any]) -> bool:
    return all(_same(figure[name], value) for name, value in item.items())


def _find_fault(found: Outcome, kind: str, item: Any, wanted: list[dict[str, Any]]) -> str | None:
    text = "\n".join(found.texts)
    if kind == "figures":
        return None if any(_is_figure(figure, item) for figure in wanted) else f"no figure {item}"
    if kind == "never":
        column, value, unit = (*item, None)[:3]
        spans = [figure["span_text"] for figure in found.figures if _is_unwanted(figure, column, value, unit) and figure not in wanted]
        return f"false figures {spans}" if spans else None
    if kind == "text holds":
        return None if item in text else f"the text lacks {item!r}"
    if kind == "text lacks":
        kept = [part for part in item.split(" / ") if part in text]
        return f"the text keeps {kept}" if kept else None
    if kind == "published_on":
        return None if item in found.days else f"published on {found.days}, not {item}"
    if kind == "places":
        missing = [place for place in item if not any(_is_place(row, *place) for row in found.places)]
        return f"no place {missing}" if missing else None
    return None if found.documents == item else f"{found.documents} documents, not {item}"


def _is_place(row: dict[str, Any], level: str, code: str | None, code_2025: str | None) -> bool:
    wanted = ((code, row["place_code"]), (code_2025, row["place_code_2025"]))
    return row["level"] == level and all(want is None or (got is not None if want == "*" else got == want) for want, got in wanted)


@pytest.mark.skipif(not REPORTED.is_dir(), reason="the reported inputs of ../shared are not on this machine")
@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"])
def test_the_right_value_comes_out(row: dict[str, str]) -> None:
    faults = find_faults(outcome_of(REPORTED / row["file"]), row["expected"])
    assert not faults, f"{row['what']}: {'; '.join(faults)}"


@pytest.mark.skipif(not REPORTED.is_dir(), reason="the reported inputs of ../shared are not on this machine")
def test_spelled_numbers_of_one_article() -> None:
    values = [figure["value"] for figure in outcome_of(REPORTED / "spelled-numbers.txt").figures]
    assert values == [28_000, 1_200_000, 380, 2_500_000, 1_200_000_000, 15_000]


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ('figures {"value": 8}', "no figure"),
        ("never 7", "false figures"),
        ('never ["denominator", 9, null]', "false figures"),
        ("text holds mưa", "lacks"),
        ("text lacks nắng", "keeps"),
        ("published_on 2020-01-02", "published on"),
        ('places [["commune", "1", null]]', "no place"),
        ("2 documents accounted for", "1 documents"),
    ],
)
def test_a_wrong_outcome_is_told(part: str, fault: str) -> None:
    figures = [
        {"value": 7.0, "denominator": None, "unit": "item", "measure": "count", "span_text": "7"},
        {"value": 5.0, "denominator": 9.0, "unit": "item", "measure": "ratio", "span_text": "5/9"},
    ]
    place = {"level": "commune", "place_code": "2", "place_code_2025": None}
    found = Outcome(["trời nắng"], ["2020-01-01"], figures, [place], 1)
    (told,) = find_faults(found, part)
    assert fault in told
