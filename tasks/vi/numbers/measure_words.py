"""Units of measure as words, where numbers ask for them: `2 tấn rưỡi`, `hai ha lúa`, `US$ 1,3 tỷ`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.spans import Span

COLUMNS = ("surface", "unit", "example", "expected", "source")
_MONEY = frozenset({"vnd", "usd", "foreign_currency"})
_TIME = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "times"})
_LONGEST = 24


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A unit of measure with `rưỡi` behind it, a unit that is no time and no point of a scale, and a currency before a number."""
    units = {row["surface"]: row["unit"] for row in read_lexicon("measures", COLUMNS)}
    every = _alternatives(units)
    things = _alternatives(surface for surface, unit in units.items() if unit not in _TIME and unit != "point")
    # A code of three letters or a sign stands on either side; a word (`đồng`, `yên`) stands behind the number.
    money = {surface: unit for surface, unit in units.items() if unit in _MONEY and " " not in surface}
    is_code = {surface: len(surface) == 3 and (surface.isascii() or unit == "vnd") for surface, unit in money.items()}
    codes = _alternatives(surface for surface in money if is_code[surface] or not surface.isalpha())
    return (
        re.compile(rf"[^\S\n]?({every})[^\S\n]r(?:ưỡi|ưởi|uỡi)(?!\w)", re.IGNORECASE),
        re.compile(rf"[^\S\n]?(?:{things})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<![\w$€£¥₫])({codes})[^\S\n]?$", re.IGNORECASE),
    )


def _alternatives(surfaces: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(surfaces, key=len, reverse=True)))


def half_unit_at(text: str, end: int) -> Span | None:
    """Where the unit begins and `rưỡi` ends that follow a number at `end`; None when they do not.

    >>> half_unit_at("2 tấn rưỡi cà phê", 1)
    Span(start=2, end=10)
    """
    window = text[end : end + _LONGEST]
    if " r" not in window:
        return None
    match = _patterns()[0].match(window)
    return Span(end + match.start(1), end + match.end()) if match else None


def is_measure(text: str, end: int) -> bool:
    """Whether a unit of measure follows, times aside.

    >>> is_measure("bốn ha lúa", 3), is_measure("bốn năm nay", 3)
    (True, False)
    """
    return _patterns()[1].match(text, end) is not None


def currency_before(text: str, start: int) -> int:
    """Where the sign or code of a currency begins that stands right before a number; -1 when there is none.

    >>> currency_before("đạt US$ 1,3 tỷ", 8), currency_before("đạt 3 tỷ", 4)
    (4, -1)
    """
    match = _patterns()[2].search(text[max(0, start - 6) : start])
    return max(0, start - 6) + match.start(1) if match else -1
