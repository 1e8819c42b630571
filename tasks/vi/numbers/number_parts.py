"""One numeral with what belongs to its value: magnitude words, a per cent sign, a half said behind its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.vi.numbers.context import is_counted
from tasks.vi.numbers.magnitudes import MAGNITUDES, read_amount
from tasks.vi.numbers.measure_words import half_unit_at, unit_step_at
from tasks.vi.numbers.numerals import (
    find_numerals,
    match_apostrophes,
    match_grouped,
    match_spaced_decimal,
    match_spelled_decimal,
    read_numeral,
    starts_with_comma,
    unit_after,
)
from tasks.vi.numbers.powers import read_power
from tasks.vi.numbers.vulgar_fractions import fraction_behind
from tasks.vi.text.word_set import on_one_line

# The words and signs after a numeral that belong to its value.
_PARTS = frozenset((*MAGNITUDES, "%", "‰", "phần", "điểm", "phẩy", "chấm"))
# With the digit of `1tr2`, which may as well be the power of a unit (`m2`).
_GLUED_PARTS = frozenset(("tr", "triệu", "tỷ", "tỉ", "nghìn", "ngàn"))
_PERCENT = on_one_line(r"\s?(%|‰)|\s((?:điểm\s)(?:phần\străm|%)|phần\străm|phần\snghìn|phần\sngàn|phần\svạn)(?!\w)")
_STEP_DECIMALS = 6
# One or two, where a noun follows and no third.
PAIRS = (",", " hoặc ", " hay ")
_OR_NEXT = on_one_line(r"(?:,\s?|\s(?:hoặc|hay)\s)(?=\d\s[^\W\d_])")
_NEXT_WORDS = re.compile(r" ([^\W\d_]+)(?: ([^\W\d_]+))?")
_THOUSAND = 1000.0
_THOUSANDS = on_one_line(r"\s?[-–]\s?[2-9]000(?![\d.,])")
_METRES = re.compile(r"m(\d\d|[1456789])(?![\w.,]*\d|[^\W\d_])")


@dataclass(slots=True)
class Part:
    """One numeral with its magnitude and per cent sign."""

    start: int
    end: int
    value: float
    magnitude: float
    decimals: int
    percent: str  # "", "percent", "permille", "percent_point"
    counted_at: int = -1


def read_part(text: str, start: int, limit: int, stop: int | None = None) -> Part:
    """A numeral, its chained magnitudes (`1 tỷ 618 triệu`, `2 triệu rưỡi`) and its per cent sign."""
    end = stop or next(find_numerals(text, start, limit))[1]
    power = read_power(text, start, end, limit)
    if power is not None:
        value, decimals = read_numeral(text[start:end], "")
        return Part(start, power[0], value * power[1], max(1.0, power[1]), decimals, "")
    grouped = match_grouped(text, start, end, limit) or match_apostrophes(text, start, end, limit)
    if grouped is not None:
        end, value, decimals = grouped
        unit = unit_after(text, end)
    else:
        unit = unit_after(text, end)
        value, decimals = read_numeral(text[start:end], unit)
    if (fraction := fraction_behind(text, end)) is not None and fraction.end <= limit and not decimals:  # `1½ tạ`
        end, value, decimals = fraction.end, value + fraction.over / fraction.under, 1
        unit = unit_after(text, end)
    if unit in ("phẩy", "chấm") and (spelled := match_spelled_decimal(text, start, end, limit)):
        end, value, decimals = spelled
        unit = unit_after(text, end)
    if text.startswith(" ,", end) and (spaced := match_spaced_decimal(text, start, end, limit)):
        end, value, decimals = spaced
        unit = unit_after(text, end)
    if unit not in _PARTS and unit[:-1] not in _GLUED_PARTS:
        metres = _METRES.match(text, end, limit) if unit == "m" and not decimals else None
        if metres is not None:  # `cao 1m65`
            return Part(start, metres.end(), float(f"{int(value)}.{metres[1]}"), 1.0, len(metres[1]), "", end)
        half = half_unit_at(text, end)
        if half is not None and half.end <= limit and not decimals:
            return Part(start, half.end, value + 0.5, 1.0, 1, "", half.start)
        step = unit_step_at(text, end) if not decimals else None
        if step is not None and step.end <= limit:  # `2 mẫu 3 sào`
            return Part(start, step.end, round(value + step.value, _STEP_DECIMALS), 1.0, 1, "", step.start)
        return Part(start, end, value, 1.0, decimals, "")
    amount = read_amount(text, value, end, limit)
    if amount.magnitude > 1:
        return Part(start, amount.end, amount.value, amount.magnitude, decimals, "")
    percent = _PERCENT.match(text, end, limit)
    if percent is None:
        return Part(start, end, value, 1.0, decimals, "")
    sign = percent[1] or percent[2].lower()
    kind = "percent_point" if sign.startswith("điểm") else "percent" if sign in ("%", "phần trăm") else "permille"
    if starts_with_comma(text, start) and not decimals:  # `tăng ,76%`
        start, value, decimals = start - 1, float(f"0.{text[start:end]}"), end - start
    return Part(start, percent.end(), value, 1.0, decimals, kind)


def pair_end(text: str, first: Part, limit: int) -> int:
    """Where the next number ends that is said with the first of one noun: `có 1, 2 cuộc`, `chừng 1 hoặc 2 ngón tay`; 0 where none."""
    link = _OR_NEXT.match(text, first.end, limit)
    if link is None or first.end - first.start != 1 or text[link.end()] != str(int(first.value) + 1) or not first.value:
        return 0
    before = text[max(0, first.start - 4) : first.start].rstrip()
    if not before or before[-1] in ",;:" or before[-1].isdigit():
        return 0  # `1, 2, 3 hộ`
    word = _NEXT_WORDS.match(text, link.end() + 1)
    if word is None:
        return 0
    counts = not link[0].startswith(",") or is_counted(word[1].lower(), f"{word[1].lower()} {(word[2] or '').lower()}")
    return link.end() + 1 if counts else 0


def thousands_behind(text: str, first: Part, high: float) -> float:
    """A thousand where the low end of a range leaves out the thousands that its high end tells (`1-2000 USD`), else one."""
    if not (first.end - first.start == 1 and 0 < first.value < high / _THOUSAND):
        return 1.0
    return _THOUSAND if _THOUSANDS.match(text, first.end) else 1.0
