"""Rows that keep every rule of their table, for tests to break one at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa

from warehouse.contracts import CONTRACTS

RUN_ON = date(2026, 11, 21)
RUN_ID = "20261121T023000Z-3f9a"
Row = dict[str, Any]

TITLE = "Xã Bình An kết nạp 20 đảng viên mới"
TEXT = f"{TITLE}\nNăm 2025, Đảng bộ xã có 214 đảng viên, chiếm 50,47% số cán bộ.\nCó 20/70 thôn đạt chuẩn."


def hex_id(number: int) -> str:
    """A well-formed id."""
    return f"{number:016x}"


def article(number: int = 1) -> Row:
    """One article."""
    return {
        "article_id": hex_id(number), "source_uri": f"file:///bao/{number}.txt", "source_host": "baoxa.vn", "source_sha256": "ab" * 32,
        "format": "txt", "encoding": "utf-8", "repairs": "", "title": TITLE, "lead": "Năm 2025, Đảng bộ xã có 214 đảng viên.",
        "author": "Lê An", "published_at": datetime(2026, 1, 31, 20, 30, tzinfo=UTC), "published_on": date(2026, 2, 1),
        "published_rule": "dateline", "source_url": "https://baoxa.vn/a1", "section": "Xây dựng Đảng", "view_count": 104,
        "comment_count": 2, "language": "vi", "text": TEXT, "text_folded": fold(TEXT), "raw_bytes": 4000, "raw_lines": 40,
        "text_chars": len(TEXT), "word_count": 28, "sentence_count": 3, "paragraph_count": 2, "boilerplate_share": 0.3,
        "run_id": RUN_ID,
    }  # fmt: skip


def fold(text: str) -> str:
    """Lower case without marks, letter by letter."""
    import unicodedata

    plain = (unicodedata.normalize("NFD", letter)[0] for letter in text.lower())
    return "".join(plain).replace("đ", "d")


def observation(number: int = 1) -> Row:
    """One share of the whole, in a stated year."""
    return {
        "observation_id": hex_id(number), "article_id": hex_id(1), "value": 50.47, "value_high": None, "denominator": None,
        "span_start": 84, "span_end": 90, "span_text": "50,47%", "indicator": "other", "measure": "share", "direction": None,
        "unit": "percent", "unit_text": "cán bộ", "qualifier": "exact", "status": "actual", "frequency": None, "breakdown": "{}",
        "organisation": "Đảng bộ xã Bình An", "place_code": "00001", "place_rule": "unique_name", "period_kind": "year",
        "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31), "period_text": "Năm 2025", "sentence_start": 36,
        "sentence_end": 104, "fact_key": "0f" * 16, "rule": "share_of_count", "warnings": "[]", "correction": None, "confidence": 0.8,
        "run_id": RUN_ID,
    }  # fmt: skip


def block(number: int = 1) -> Row:
    """One block, kept when its number is odd."""
    kept = number % 2 == 1
    return {
        "article_id": hex_id(1), "block_no": number, "line_start": number, "line_end": number + 1,
        "kind": "body" if kept else "navigation", "kept": kept, "rule": "paragraph" if kept else "menu",
        "dropped_text": None if kept else "Trang chủ | Tin tức", "text_start": 0 if kept else None, "text_end": 35 if kept else None,
        "run_id": RUN_ID,
    }  # fmt: skip


def number(place: int = 1) -> Row:
    """One number that is a figure."""
    return {
        "article_id": hex_id(1), "span_start": place * 10, "span_end": place * 10 + 3, "span_text": "214",
        "disposition": "observation", "rule": "count", "observation_id": hex_id(place), "run_id": RUN_ID,
    }  # fmt: skip


def article_place(place: int = 1) -> Row:
    """One commune, resolved."""
    return {
        "article_id": hex_id(place), "level": "commune", "name": "Bình An", "place_code": "00001", "place_code_2025": "00002",
        "place_rule": "unique_name", "mention_count": 3, "run_id": RUN_ID,
    }  # fmt: skip


def duplicate(place: int = 1) -> Row:
    """One reprint."""
    return {"article_id": hex_id(place), "duplicate_of": hex_id(99), "similarity": 1.0, "method": "exact", "run_id": RUN_ID}


MAKERS: dict[str, Callable[[int], Row]] = {
    "articles": article,
    "observations": observation,
    "blocks": block,
    "numbers": number,
    "article_places": article_place,
    "duplicates": duplicate,
}


def good_rows(table: str, count: int = 4) -> list[Row]:
    """Rows of the table that keep every rule."""
    return [MAKERS[table](place) for place in range(1, count + 1)]


def table_of_rows(table: str, rows: list[Row]) -> pa.Table:
    """The rows under the types of the contract; nulls are not checked, so that tests can break that too."""
    columns = CONTRACTS[table].columns
    return pa.table({column.name: pa.array([row[column.name] for row in rows], column.type) for column in columns})


def frame_of(table: str, rows: list[Row]) -> pd.DataFrame:
    """The rows as the frame that is judged."""
    return table_of_rows(table, rows).to_pandas(types_mapper=pd.ArrowDtype)
