"""The words of the pages in Vietnamese and English: sentences of `seeds/site_words.csv`, codes of `seeds/labels.csv`."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

LANGUAGES = ("vi", "en")
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DIGITS = 6
"""Decimals of a number that are shown at most; more come from arithmetic, not from an article."""


@dataclass(frozen=True)
class Words:
    """The words of one language, and how it writes numbers and days."""

    language: str

    def say(self, english: str, **values: object) -> str:
        """A sentence of the pages, with its `{places}` filled.

        Raises:
            KeyError: seeds/site_words.csv has no such sentence.
        """
        told = english if self.language == "en" else _sentences()[english]
        return told.format(**values) if values else told

    def known(self, text: str) -> str:
        """A sentence of the pages in this language; any other text as it is, such as a message of DuckDB."""
        return self.say(text) if text in _sentences() else text

    def label(self, group: str, code: object) -> str:
        """The name of a code, such as `label("measure", "share")`; a code without a name is its own name."""
        return _labels().get((group, str(code)), {}).get(self.language, str(code))

    def number(self, value: float | int | None) -> str:
        """A number with all its digits, grouped as the language groups them.

        >>> Words("vi").number(1234567.5), Words("en").number(1234567.5), Words("vi").number(None)
        ('1.234.567,5', '1,234,567.5', '')
        """
        if value is None:
            return ""
        if isinstance(value, float):
            small = 0 < abs(value) < 10**-DIGITS
            written = f"{value:.3g}" if small else f"{value:,.{DIGITS}f}".rstrip("0").rstrip(".")
        else:
            written = f"{value:,}"
        return written if self.language == "en" else written.translate(_COMMAS)

    def read_number(self, value: float | int | None) -> str:
        """A number as people read it: a long round one by its magnitude, with no digit lost.

        >>> Words("vi").read_number(41799e9), Words("vi").read_number(185e6), Words("en").read_number(2.9e9)
        ('41.799 tỷ', '185 triệu', '2.9 billion')
        >>> Words("vi").read_number(12345678)
        '12.345.678'
        """
        sizes = ((1e9, 1e6, "tỷ", "billion"), (1e6, 1e3, "triệu", "million"))
        for size, step, vietnamese, english in sizes:
            if value is not None and abs(value) >= size and value % step == 0:
                return f"{self.number(value / size)} {vietnamese if self.language == 'vi' else english}"
        return self.number(value)

    def short_number(self, value: float) -> str:
        """A number as a label of an axis shows it.

        >>> Words("vi").short_number(7.5e9), Words("en").short_number(1200), Words("vi").short_number(2.5e13)
        ('7,5 tỷ', '1,200', '25 nghìn tỷ')
        """
        sizes = ((1e15, "triệu tỷ", "qn"), (1e12, "nghìn tỷ", "tn"), (1e9, "tỷ", "bn"), (1e6, "triệu", "m"))
        for size, vietnamese, english in sizes:
            if abs(value) >= size:
                return f"{self.number(float(f'{value / size:.4g}'))} {vietnamese if self.language == 'vi' else english}"
        return self.number(float(f"{value:.6g}"))

    def day(self, value: date | None) -> str:
        """A day as people of the language write it.

        >>> Words("vi").day(date(2026, 3, 1)), Words("en").day(date(2026, 3, 1))
        ('01/03/2026', '1 Mar 2026')
        """
        if value is None:
            return ""
        if self.language == "vi":
            return f"{value.day:02}/{value.month:02}/{value.year}"
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def moment(self, value: datetime | None) -> str:
        """An instant by the clocks of Việt Nam."""
        if value is None:
            return ""
        local = value.astimezone(HANOI)
        return f"{local:%H:%M} {self.day(local.date())}"

    def days(self, start: date | None, end: date | None) -> str:
        """A period by its days; whole years, months and single days by their names.

        >>> Words("vi").days(date(2025, 1, 1), date(2025, 12, 31)), Words("en").days(None, date(2025, 6, 30))
        ('2025', 'to 30 Jun 2025')
        """
        if start is None and end is None:
            return self.say("no date")
        if start is None:
            return self.say("to {day}", day=self.day(end))
        if end is None:
            return self.say("from {day}", day=self.day(start))
        if start == end:
            return self.day(start)
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        return f"{self.day(start)} – {self.day(end)}"

    def slice_of(self, breakdown: str | None) -> str:
        """The slice of the whole that a figure speaks of, in words; empty for the whole.

        >>> Words("en").slice_of('{"sex": "female"}')
        'sex: female'
        """
        parts = json.loads(breakdown) if breakdown else {}
        return ", ".join(f"{self.label('breakdown_key', key)}: {self.label('breakdown', value)}" for key, value in sorted(parts.items()))


def in_sentence(label: str) -> str:
    """A label in the middle of a sentence; names keep their capitals.

    >>> in_sentence("Đô la Mỹ"), in_sentence("USD")
    ('đô la Mỹ', 'USD')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_COMMAS = str.maketrans(",.", ".,")


@cache
def _sentences() -> dict[str, str]:
    with files("seeds").joinpath("site_words.csv").open(encoding="utf-8") as rows:
        return {row["en"]: row["vi"] for row in csv.DictReader(rows)}


@cache
def _labels() -> dict[tuple[str, str], dict[str, str]]:
    with files("seeds").joinpath("labels.csv").open(encoding="utf-8") as rows:
        return {(row["code_of"], row["code"]): {"vi": row["label_vi"], "en": row["label_en"]} for row in csv.DictReader(rows)}
