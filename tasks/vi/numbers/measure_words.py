"""Units of measure as words, where numbers ask for them: `2 tấn rưỡi`, `hai ha lúa`, `US$ 1,3 tỷ`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.spans import Span

COLUMNS = ("surface", "unit", "example", "expected", "source")
STEP_COLUMNS = ("surface", "smaller", "per", "unit", "example", "expected", "source")
_MONEY = frozenset({"vnd", "usd", "foreign_currency"})
_TIME = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "times"})
_LONGEST = 24


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A unit of measure with `rưỡi` behind it, a unit that is no time and no point of a scale, and a currency before a number."""
    units = {row["surface"]: row["unit"] for row in read_lexicon("measures", COLUMNS)}
    stepped = {row["surface"] for row in read_lexicon("unit_steps", STEP_COLUMNS)}  # `2 mẫu rưỡi`: a mẫu alone may be a sample
    every = _alternatives({*units, *stepped})
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


class UnitStep(NamedTuple):
    """A unit with so many of the next smaller one behind it: where the unit begins, what they add to it, and where they end."""

    start: int
    value: float
    end: int


@cache
def _steps() -> tuple[re.Pattern[str], re.Pattern[str], dict[tuple[str, str], int]]:
    """A unit, digits and a smaller unit; a unit and its decimal, the last word or glued; how many of the smaller one make the unit."""
    per = {(row["surface"], row["smaller"]): int(row["per"]) for row in read_lexicon("unit_steps", STEP_COLUMNS)}
    units, smaller = (_alternatives({pair[place] for pair in per}) for place in (0, 1))
    step = rf"[^\S\n]?({units}),?[^\S\n](\d{{1,3}})[^\S\n]?({smaller})(?![\w²³/])"
    tail = (
        rf"[^\S\n]?({units}|mét)[^\S\n](\d)(?=[^\S\n]?(?:[.,;:)](?!\d)|\n|$))|({units})(\d)(?<!km[23])(?![\w/²³]|[.,]\d)|"
        r"[^\S\n](mét)[^\S\n](\d\d)(?![\w/%]|[.,]\d)"
    )
    return re.compile(step, re.IGNORECASE), re.compile(tail, re.IGNORECASE), per


def unit_step_at(text: str, end: int) -> UnitStep | None:
    """What a number at `end` goes on with in the next smaller unit, of which there are fewer than make one; None where it does not.

    The smaller unit is left out at the end of a clause, between letters, and behind two digits of a height.

    >>> unit_step_at("2 mẫu 3 sào ruộng", 1), unit_step_at("2 mẫu 30 sào", 1)
    (UnitStep(start=2, value=0.3, end=11), None)
    >>> unit_step_at("3 tấn 2.", 1), unit_step_at("1ha2 đất", 1), unit_step_at("1 mét 65", 1), unit_step_at("3 tấn 2 hộ", 1)
    (UnitStep(start=2, value=0.2, end=7), UnitStep(start=1, value=0.2, end=4), UnitStep(start=2, value=0.65, end=8), None)
    """
    pattern, tail, per = _steps()
    match = pattern.match(text, end)
    if match is None:
        match = tail.match(text, end)
        if match is None:
            return None
        last = match.lastindex or 2
        return UnitStep(match.start(last - 1), int(match[last]) / 10 ** len(match[last]), match.end())
    whole = per.get((match[1].lower(), match[3].lower()))
    count = int(match[2])
    if whole is None or not 0 < count < whole:
        return None
    finer = unit_step_at(text, match.start(3)) if text.startswith((",", " "), match.end()) else None  # `27 chỉ, 9 phân, 6 ly`
    return UnitStep(match.start(1), (count + (finer.value if finer else 0.0)) / whole, finer.end if finer else match.end())


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
