"""Every number of a text that may be a figure, with its value.

A number takes what belongs to its value (magnitude words, the per cent sign, the denominator, the end of its range),
never its qualifier or noun. What `dispositions` claims is no number here, so each digit of a text lies in exactly one
`Number` or one `Disposition` (the 2 of `m2` is part of a unit and lies in neither).

What is one number and what is two:
    `từ 1 đến 2`, `30-35`, `5,11% - 7,13%`, `2 tấn đến 3 tấn` are one range; `từ 28 lên 35`, `giảm từ 5% xuống 3%` are two.
    `311/463` and `50 trong tổng số 88` are one ratio; `50 thôn trong tổng số 88` are two, a noun stands between.
    `164hộ/268 nhân khẩu` are two counts. `394 tỷ 581 triệu` is one. `3x4 m` are two.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from tasks.vi.dispositions import Disposition, find_dispositions
from tasks.vi.number_shapes import is_unit_exponent
from tasks.vi.number_words import find_number_words
from tasks.vi.numerals import find_numerals, read_numeral, unit_after
from tasks.vi.words import Words


def _on_one_line(pattern: str) -> re.Pattern[str]:
    """A pattern whose spaces are no line breaks: no range goes on in the next line (`30`, below it `- 40 hộ`), as its unit may."""
    return re.compile(pattern.replace(r"\s", r"[^\S\n]"))


_SPACED = re.compile(r"\d{1,3}(?: \d{3}){2,}(?![\d.,])|\d{1,3} (?:[1-9]00|000)(?=\s(?:đồng|người|USD|hộ|tấn|ha)\b)|[1-9]\d \d{3}(?=\shộ\b)")
MAGNITUDES = {
    "chục": 1e1, "trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "k": 1e3, "vạn": 1e4, "triệu": 1e6, "tr": 1e6, "tỷ": 1e9, "tỉ": 1e9,
}  # fmt: skip
# The words and signs after a numeral that belong to its value.
_PARTS = frozenset((*MAGNITUDES, "%", "‰", "phần", "điểm"))
_MAGNITUDE = re.compile(
    r"\s?(chục|trăm|nghìn|ngàn|vạn|triệu|tr(?=\s?(?:đồng|đ\b))|tỷ|tỉ|k(?=\s?(?:đồng|đ\b)))(?!\w)"
    # Words that begin with a magnitude and are none: tỷ lệ, tỷ phú, triệu tập.
    r"(?!\s(?:lệ|trọng|số|suất|giá|phú|tập|phần|đô\sthị|hồi|chứng))",
    re.IGNORECASE,
)
_HALF = re.compile(r"\srưỡi(?!\w)")
_PERCENT = re.compile(r"\s?(%|‰)|\s((?:điểm\s)(?:phần\străm|%)|phần\străm|phần\snghìn|phần\sngàn|phần\svạn)(?!\w)")
_NEXT_PART = re.compile(r"\s?(?=(\d{1,3})(?![\d./%-]))")
_RANGE = _on_one_line(r"\s?[-–—]\s?(?=\d)|\s(?:đến|tới)\s(?=\d)")
_RANGE_OVER_NOUN = _on_one_line(r"(\s?[^\W\d_]+[²³23]?(?:\s[^\W\d_]+)?)\s?(?:[-–—]|\s(?:đến|tới))\s?(?=\d)")
_RATIO = _on_one_line(r"\s?/\s?(?=\d)|\s(?:trong|trên)\s(?:tổng\s)?(?:số\s)(?=\d)|/(?:tổng\ssố\s)(?=\d)|\strên\stổng\s(?=\d)")
_MORE_SLASHES = _on_one_line(r"\s?/\s?\d")


class Number(NamedTuple):
    """A number of the text that may be a figure.

    Attributes:
        start, end: Half-open code-point offsets of the number with its magnitude words, its per cent sign, its
            denominator or range end.
        value: The number itself; the lower end of a range, the numerator of a ratio. Per cents stay as printed.
        value_high: Upper end of a range.
        denominator: Of a ratio or a fraction.
        form: integer, decimal, percent, permille, percent_point, ratio, range, words, fraction.
        is_percent: Whether it is printed as per cent (a range of per cents too; not percentage points).
        magnitude: What the printed numeral was multiplied by; 1 without a magnitude word.
        decimals: How many decimals are printed (of the last part of a chain: 0).
        is_word: Whether it is written in words: a candidate, a figure only where its sentence counts something.
    """

    start: int
    end: int
    value: float
    value_high: float | None
    denominator: float | None
    form: str
    is_percent: bool
    magnitude: float
    decimals: int
    is_word: bool


@dataclass(slots=True)
class _Part:
    """One numeral with its magnitude and per cent sign."""

    start: int
    end: int
    value: float
    magnitude: float
    decimals: int
    percent: str  # "", "percent", "permille", "percent_point"


def find_numbers(
    text: str,
    dispositions: Sequence[Disposition] | None = None,
    numerals: Sequence[tuple[int, int]] | None = None,
    words: Words | None = None,
) -> list[Number]:
    """Every number of `text` that no disposition claims, in reading order, and number words that may count something.

    `dispositions`, `numerals` and `words` are what `find_dispositions`, `find_numerals` and `Words` give, where the caller has them.

    >>> [(text[n.start : n.end], n.value) for text in ["ước đạt 394 tỷ 581triệu đồng, tăng 5,2%"] for n in find_numbers(text)]
    [('394 tỷ 581triệu', 394581000000.0), ('5,2%', 5.2)]
    >>> [(n.value, n.value_high, n.denominator) for n in find_numbers("còn 20/70 bản, kết nạp từ 1 đến 2 đảng viên")]
    [(20.0, None, 70.0), (1.0, 2.0, None)]
    """
    claimed = find_dispositions(text) if dispositions is None else dispositions
    found: list[Number] = []
    index, done = 0, 0
    limit, reach = _next_claim(text, claimed, 0)
    for start, stop in find_numerals(text) if numerals is None else numerals:
        if start < done:
            continue
        while reach <= start:
            index += 1
            limit, reach = _next_claim(text, claimed, index)
        if limit <= start or is_unit_exponent(text, start, stop):
            continue
        number = _read_number(text, start, stop, limit)
        found.append(number)
        done = number.end
    free = _free_words(text, words, found, claimed)
    if free:
        found.extend(free)
        found.sort(key=itemgetter(0))
    return found


def _next_claim(text: str, claimed: Sequence[Disposition], index: int) -> tuple[int, int]:
    """Where the disposition of that index stands; beyond the text when there is none."""
    return claimed[index][:2] if index < len(claimed) else (len(text), len(text) + 1)


def _free_words(text: str, words: Words | None, numbers: Sequence[Number], claimed: Sequence[Disposition]) -> list[Number]:
    """Number words that lie outside of every number and disposition."""
    spelled = find_number_words(text, words)
    if not spelled:
        return []
    spans = sorted([(number.start, number.end) for number in numbers] + [(item.start, item.end) for item in claimed])
    starts = [span[0] for span in spans]
    free: list[Number] = []
    for word in spelled:
        before = bisect_right(starts, word.end - 1) - 1
        if before < 0 or spans[before][1] <= word.start:
            percent = word.form == "percent"
            free.append(Number(word.start, word.end, word.value, None, word.denominator, word.form, percent, word.magnitude, 0, True))
    return free


def _read_number(text: str, start: int, stop: int, limit: int) -> Number:
    """The number whose first numeral is `start:stop` and which does not reach beyond `limit`."""
    first = _read_part(text, start, limit, stop)
    if not first.percent and first.magnitude == 1:
        ratio = _read_ratio(text, first, limit)
        if ratio is not None:
            return ratio
    span = _read_range(text, first, limit)
    if span is not None:
        return span
    return _single(first)


def _single(part: _Part, denominator: float | None = None, end: int | None = None) -> Number:
    form = part.percent or ("ratio" if denominator is not None else "decimal" if part.decimals else "integer")
    return Number(
        part.start, end or part.end, part.value, None, denominator, form, part.percent == "percent", part.magnitude, part.decimals, False
    )


def _read_part(text: str, start: int, limit: int, stop: int | None = None) -> _Part:
    """A numeral, its chained magnitudes (`1 tỷ 618 triệu`, `2 triệu rưỡi`) and its per cent sign."""
    may_be_spaced = stop is None or (text.startswith(" ", stop) and text[stop + 1 : stop + 2].isdigit())
    spaced = _SPACED.match(text, start, limit) if may_be_spaced else None
    end = spaced.end() if spaced else stop or next(find_numerals(text, start, limit))[1]
    unit = unit_after(text, end)
    if spaced:
        value, decimals = float(spaced[0].replace(" ", "")), 0
    else:
        value, decimals = read_numeral(text[start:end], unit)
    if unit not in _PARTS:
        return _Part(start, end, value, 1.0, decimals, "")
    magnitude, end = _read_magnitude(text, end, limit)
    total = value * magnitude if not decimals else _scale(value, magnitude)
    lowest = magnitude
    while lowest > 1:
        half = _HALF.match(text, end, limit)
        if half:
            return _Part(start, half.end(), total + lowest / 2, magnitude, decimals, "")
        step = _NEXT_PART.match(text, end, limit)
        if step is None:
            break
        factor, stop = _read_magnitude(text, step.end() + len(step[1]), limit)
        if not 1 < factor < lowest or float(step[1]) * factor >= lowest:
            break
        total, lowest, end = total + float(step[1]) * factor, factor, stop
    percent = _PERCENT.match(text, end, limit) if magnitude == 1 else None
    if percent is None:
        return _Part(start, end, total, magnitude, decimals, "")
    sign = percent[1] or percent[2].lower()
    kind = "percent_point" if sign.startswith("điểm") else "percent" if sign in ("%", "phần trăm") else "permille"
    return _Part(start, percent.end(), total, magnitude, decimals, kind)


def _scale(value: float, magnitude: float) -> float:
    """A decimal times a power of ten without the dust of binary fractions.

    >>> _scale(8.2, 1e9)
    8200000000.0
    """
    return float(Decimal(repr(value)) * Decimal(magnitude)) if magnitude > 1 else value


def _read_magnitude(text: str, end: int, limit: int) -> tuple[float, int]:
    """The product of the magnitude words at `end` (`nghìn tỷ`, `trăm triệu`) and where they stop."""
    factor = 1.0
    for _ in range(3):
        match = _MAGNITUDE.match(text, end, limit)
        if match is None:
            break
        factor *= MAGNITUDES[match[1].lower()]
        end = match.end()
    return factor, end


def _read_ratio(text: str, first: _Part, limit: int) -> Number | None:
    if text[first.end : first.end + 2].strip()[:1] not in ("/", "t"):
        return None
    link = _RATIO.match(text, first.end, limit)
    if link is None:
        return None
    second = _read_part(text, link.end(), limit)
    if second.percent or second.value == 0:
        return None
    if _MORE_SLASHES.match(text, second.end, limit):  # 83/57/67 is no ratio
        return None
    if second.magnitude > 1:  # 1.250/1.500 tỷ đồng: both are billions
        if text[first.end : link.end()].strip() != "/":
            return None
        first = replace(first, value=_scale(first.value, second.magnitude), magnitude=second.magnitude)
    return _single(first, second.value, second.end)


def _read_range(text: str, first: _Part, limit: int) -> Number | None:
    """`1 - 2`, `15,5-16,3%`, `từ 5 triệu đến 10 triệu`, `từ 2 tấn đến 3 tấn`; the two ends ascend."""
    ahead = text[first.end : first.end + 24]
    if not ("-" in ahead or "–" in ahead or "—" in ahead or " đến " in ahead or " tới " in ahead):
        return None
    link = _RANGE.match(text, first.end, limit)
    noun = ""
    if link is None:
        over = _RANGE_OVER_NOUN.match(text, first.end, limit)
        if over is None:
            return None
        noun, link = over[1].strip().lower(), over
    second = _read_part(text, link.end(), limit)
    if noun and not re.match(rf"\s?{re.escape(noun)}(?!\w)", text[second.end : second.end + 24].lower()):
        return None
    if first.percent and first.percent != second.percent:
        return None
    low = first.value
    if first.magnitude == 1 and second.magnitude > 1 and low < second.value / second.magnitude:
        low = _scale(low, second.magnitude)
    if not low < second.value or (text[second.end : second.end + 1] == "/" and text[second.end + 1 : second.end + 2].isdigit()):
        return None
    return Number(
        first.start,
        second.end,
        low,
        second.value,
        None,
        "range",
        second.percent == "percent",
        second.magnitude,
        max(first.decimals, second.decimals),
        False,
    )
