"""One numeral with what belongs to its value: magnitude words, a per cent sign, a half said behind its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.vi.numbers.magnitudes import MAGNITUDES, read_amount
from tasks.vi.numbers.measure_words import half_unit_at, unit_step_at
from tasks.vi.numbers.numerals import (
    find_numerals,
    match_apostrophes,
    match_grouped,
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
