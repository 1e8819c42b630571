"""What rules, the dictionary and explanations say in English, in Vietnamese: whole sentences and patterns of `seeds/told_words.csv`."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

_PLACE = re.compile(r"\\\{([a-z])\\\}")
_ADDED = r"(?:Unit: |One of: |Unique by \(|Written by: |Contract version )"
_PARTS = re.compile(rf" (?={_ADDED}(?!.* {_ADDED}))")
"""Where the last of the parts begins that a column's comment adds to its meaning."""


@lru_cache(4096)
def tell_vietnamese(text: str) -> str | None:
    """The Vietnamese of a sentence; None when nobody wrote it.

    >>> tell_vietnamese("Documents listed. Unit: documents.")
    'Số tệp liệt kê. Đơn vị: tệp.'
    >>> tell_vietnamese("span_start is at least 0.")
    'span_start ít nhất là 0.'
    >>> tell_vietnamese("A sentence that is not there.") is None
    True
    """
    if (told := _sentences().get(text)) is not None:
        return told
    if cut := _PARTS.search(text):
        head, tail = tell_vietnamese(text[: cut.start()]), tell_vietnamese(text[cut.end() :])
        return f"{head} {tail}" if head and tail else None
    for pattern, vietnamese in _patterns():
        if found := pattern.fullmatch(text):
            return vietnamese.format(**{name: tell_vietnamese(part) or part for name, part in found.groupdict().items()})
    return None


@cache
def _sentences() -> dict[str, str]:
    return {english: vietnamese for english, vietnamese in _rows() if "{a}" not in english}


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Sentences with places to fill, those with most words of their own first."""
    rows = sorted(((english, vietnamese) for english, vietnamese in _rows() if "{a}" in english), key=lambda row: -len(row[0]))
    return [(re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL), vietnamese) for english, vietnamese in rows]


@cache
def _rows() -> list[tuple[str, str]]:
    with files("seeds").joinpath("told_words.csv").open(encoding="utf-8") as rows:
        return [(row["en"], row["vi"]) for row in csv.DictReader(rows)]
