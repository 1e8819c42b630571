"""Every number of a text that may be a figure, with its value.

A number takes what belongs to its value (magnitude words, the per cent sign, the denominator, the end of its range),
never its qualifier or noun. What `dispositions` claims is no number here, so each digit of a text lies in exactly one
`Number` or one `Disposition` (the 2 of `m2` is part of a unit and lies in neither).

What is one number and what is two:
    `từ 1 đến 2`, `30-35`, `5,11% - 7,13%`, `2 tấn đến 3 tấn` are one range; `từ 28 lên 35`, `giảm từ 5% xuống 3%` are two.
    `311/463` and `50 trong tổng số 88` are one ratio; `50 thôn trong tổng số 88` are two, a noun stands between.
    `164hộ/268 nhân khẩu`, `3x4 m`, `140/90 mmHg` and `từ 15 lên 24 triệu` are two, `394 tỷ 581 triệu`, `6.500 ± 50` one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from tasks.vi.numbers.dispositions import Disposition, find_dispositions
from tasks.vi.numbers.magnitudes import read_amount, scale
from tasks.vi.numbers.measure_words import is_measure
from tasks.vi.numbers.number_marks import counted_from, read_sign, sign_keeps_value, tolerance_end
from tasks.vi.numbers.number_parts import PAIRS, Part, pair_end, read_part, thousands_behind
from tasks.vi.numbers.number_shapes import is_unit_exponent
from tasks.vi.numbers.number_words import find_number_words
from tasks.vi.numbers.numerals import find_numerals
from tasks.vi.numbers.vulgar_fractions import find_fractions, is_part_of_whole, parts_behind
from tasks.vi.text.word_set import on_one_line
from tasks.vi.text.words import Words

_SIGN = re.compile(r"[-−]|âm ")
_RANGE = on_one_line(r"\s?[-–—~]\s?(?=\d)|\s(?:đến|tới)\s(?:dưới\s)?(?=(?:[-−]|âm )?\d)")
_RANGE_OVER_NOUN = on_one_line(r"(\s?(?:/\s?)?[^\W\d_]+[²³23]?(?:(?:\s|\s?/\s?)[^\W\d_]+)?)\s?(?:[-–—]|\s(?:đến|tới)(?:\sdưới)?)\s?(?=\d)")
_RATIO = on_one_line(
    r"\s?/\s?(?=\d)|\s(?:trong|trên)\s(?:tổng\s)?(?:số\s)(?=\d)|/(?:tổng\ssố\s)(?=\d)|\strên\stổng\s(?=\d)"
    r"|(?<=\b[Cc]hỉ\s\d)\strong\s(?=\d)|\s(?P<of>trong)\s(?:tổng\s|cả\s)?(?:số\s)?(?:(?:hơn|gần|khoảng|trên)\s)?"
    r"(?=\d[\d.]*\s(?!năm|tháng|ngày|tuần|giờ|phút|giây|quý|lần|phiên|trận|vòng|hiệp|mùa|đợt|vụ|kỳ|thập)[^\W\d_])"
)
_MORE_SLASHES = on_one_line(r"\s?/\s?\d")
# Blood pressure and sizes of one thing: two quantities, no part of a whole.
_NO_RATIO = on_one_line(r"\s?mm[Hh][Gg](?!\w)")
_TIME_UNIT = on_one_line(r"\s?(năm|tháng|tuần|ngày|giờ|tiếng|phút)(?!\w)", re.IGNORECASE)
_TIME_STEPS = {
    ("tháng", "năm"): 12, ("ngày", "tháng"): 30, ("ngày", "tuần"): 7, ("giờ", "ngày"): 24, ("phút", "giờ"): 60, ("phút", "tiếng"): 60,
    ("giây", "phút"): 60,
}  # fmt: skip
# `từ 15 lên 24 triệu`, `từ 1,2 xuống còn 0,9 tỷ`: the first number shares the magnitude of the second.
_FROM = re.compile(r"(?<!\w)[Tt]ừ(?:[^\S\n](?:mức|khoảng|gần|hơn|trên|dưới|chỉ))?[^\S\n]$")
_TO = on_one_line(r"\s(?:đã\s)?(?:tăng\s|giảm\s)?(?:lên|xuống|còn|đến|tới)(?:\s(?:còn|tới|đến|mức|khoảng|gần|hơn|trên|dưới))?\s")
_FAR_APART = 20


class Number(NamedTuple):
    """A number of the text that may be a figure.

    Attributes:
        start, end: Half-open code-point offsets of the number with its magnitude words, its per cent sign, its
            denominator or range end.
        value: The number itself; the lower end of a range, the numerator of a ratio. Per cents stay as printed.
        value_high: Upper end of a range.
        denominator: Of a ratio or a fraction.
        form: integer, decimal, percent, permille, percent_point, ratio, range, words, fraction, half.
        is_percent: Whether it is printed as per cent (a range of per cents too; not percentage points).
        magnitude: What the printed numeral was multiplied by; 1 without a magnitude word.
        decimals: How many decimals are printed (of the last part of a chain: 0).
        is_word: Whether it is written in words: a candidate, a figure only where its sentence counts something.
        counted_at: Where what it counts is printed: behind its footnote mark (`128(1) đảng viên`), inside it (`2 tấn rưỡi`)
            or before it (`US$ 1,3 tỷ`). -1 where it stands right behind the number.
        sign: -1 with a minus sign or `âm` before it, else 0. A share stays unsigned, a temperature or sum below zero has a
            negative value.
        is_about: Whether a tolerance is printed with it (`6.500 ± 50`).
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
    counted_at: int = -1
    sign: int = 0
    is_about: bool = False


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
        found.append(_read_number(text, start, stop, limit, done))
        done = found[-1].end
    _share_magnitudes(text, found)
    free = [*_free_words(text, words, found, claimed), *_free_fractions(text, found, claimed)]
    if free:
        wholes = [word for word in free if word.denominator is not None]
        found = [one for one in found if not any(word.start <= one.start < word.end for word in wholes)]  # `ba trong số 5 nghi phạm`
        found.extend(free)
        found.sort(key=itemgetter(0))
    return found


def _next_claim(text: str, claimed: Sequence[Disposition], index: int) -> tuple[int, int]:
    """Where the disposition of that index stands, or beyond the text."""
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
        if before < 0 or spans[before][1] <= word.start or (word.form == "ratio" and word.start < spans[before][0]):
            number = Number(
                word.start, word.end, word.value, word.value_high, word.denominator, word.form, word.is_percent, word.magnitude,
                word.decimals, True, word.counted_at,
            )  # fmt: skip
            free.append(_with_marks(text, number, -1))
    return free


def _free_fractions(text: str, numbers: Sequence[Number], claimed: Sequence[Disposition]) -> list[Number]:
    """Fractions of one character that are no part of a number: `½ số hộ` is one in two, `½ tấn` is 0.5."""
    free: list[Number] = []
    for end, over, under in find_fractions(text):
        start = end - 1
        if any(one.start < end <= one.end for one in numbers) or any(one.start < end <= one.end for one in claimed):
            continue
        amount = read_amount(text, over / under, end, len(text))
        if amount.magnitude > 1:
            free.append(Number(start, amount.end, amount.value, None, None, "decimal", False, amount.magnitude, 1, False))
        elif is_measure(text, end):
            free.append(Number(start, end, over / under, None, None, "decimal", False, 1.0, 1, False))
        elif is_part_of_whole(text, end):
            free.append(Number(start, end, float(over), None, float(under), "fraction", False, 1.0, 0, False))
    return free


def _read_number(text: str, start: int, stop: int, limit: int, done: int) -> Number:
    """The number whose first numeral is `start:stop`, which does not reach beyond `limit` nor begin before `done`."""
    sign = read_sign(text, start) if start > done else -1
    first = read_part(text, start, limit, stop)
    if sign >= 0:
        first = replace(first, value=-first.value)
    number = _read_several(text, first, limit) or _single(first)
    return _with_marks(text, number, sign)


def _read_several(text: str, first: Part, limit: int) -> Number | None:
    """The ratio, range or number with a tolerance that begins with `first`."""
    if not first.percent and first.magnitude == 1 and first.counted_at < 0:
        ratio = _read_ratio(text, first, limit)
        if ratio is not None:
            return ratio
    return _read_range(text, first, limit) or _read_tolerance(text, first, limit)


def _with_marks(text: str, number: Number, sign: int) -> Number:
    """The number with what the marks around it say: its sign, its currency, where its footnote mark ends."""
    if number.counted_at < 0 and (at := counted_from(text, number.start, number.end, is_percent=number.is_percent)) >= 0:
        number = number._replace(counted_at=at)
    if sign < 0:
        return number
    if number.value_high is not None or sign_keeps_value(text, number.end, has_currency=0 <= number.counted_at < number.start):
        return number._replace(start=sign, sign=-1)
    return number._replace(value=-number.value, sign=-1)


def _share_magnitudes(text: str, numbers: list[Number]) -> None:
    """Gives the first of `từ 15 lên 24 triệu đồng` the magnitude, of `từ 20 xuống 12%` the per cent sign of the second."""
    for index, (first, second) in enumerate(pairwise(numbers)):
        is_plain = first.magnitude == 1 and first.form in ("integer", "decimal")
        if not is_plain or (second.magnitude < 1e3 and second.form != "percent"):
            continue
        link = _TO.match(text, first.end, second.start)
        if link is None or link.end() != second.start or _FROM.search(text, max(0, first.start - 16), first.start) is None:
            continue
        if second.form == "percent":
            numbers[index] = first._replace(form="percent", is_percent=True)
            continue
        low, high = first.value, second.value / second.magnitude
        if high / _FAR_APART <= low <= high * _FAR_APART:
            numbers[index] = first._replace(value=scale(low, second.magnitude), magnitude=second.magnitude)


def _single(part: Part, denominator: float | None = None, end: int | None = None) -> Number:
    form = part.percent or ("ratio" if denominator is not None else "decimal" if part.decimals else "integer")
    stop = end or part.end
    percent = part.percent == "percent"
    return Number(part.start, stop, part.value, None, denominator, form, percent, part.magnitude, part.decimals, False, part.counted_at)


def _read_ratio(text: str, first: Part, limit: int) -> Number | None:
    if text[first.end : first.end + 2].strip()[:1] not in ("/", "t", "p"):
        return None
    parts = parts_behind(text, first.end)
    if parts is not None and not first.decimals and first.value < parts.under and parts.end <= limit:
        return _single(first, float(parts.under), parts.end)._replace(form="fraction")
    link = _RATIO.match(text, first.end, limit)
    if link is None:
        return None
    second = read_part(text, link.end(), limit)
    if link["of"] and (first.value >= second.value or first.decimals):  # `2 trong hơn 70 cơ sở`
        return None
    if second.percent or second.value == 0 or _NO_RATIO.match(text, second.end):
        return None
    if _MORE_SLASHES.match(text, second.end, limit):  # 83/57/67 is no ratio
        return None
    if second.magnitude > 1:  # 1.250/1.500 tỷ đồng: both are billions
        if text[first.end : link.end()].strip() != "/":
            return None
        first = replace(first, value=scale(first.value, second.magnitude), magnitude=second.magnitude)
    return _single(first, second.value, second.end)


def _read_range(text: str, first: Part, limit: int) -> Number | None:
    """`1 - 2`, `15,5-16,3%`, `từ 5 triệu đến 10 triệu`, `từ 2 tấn đến 3 tấn`, `1, 2 cuộc`; the two ends ascend."""
    ahead = text[first.end : first.end + 24]
    if ahead.startswith(PAIRS) and (pair := pair_end(text, first, limit)):
        return Number(first.start, pair, first.value, first.value + 1, None, "range", False, 1.0, 0, False)
    if not ("-" in ahead or "–" in ahead or "—" in ahead or "~" in ahead or " đến " in ahead or " tới " in ahead):
        return None
    link = _RANGE.match(text, first.end, limit)
    noun = ""
    if link is None:
        over = _RANGE_OVER_NOUN.match(text, first.end, limit)
        if over is None:
            return None
        noun, link = over[1].strip().lower(), over
    sign = _SIGN.match(text, link.end())
    second = read_part(text, sign.end() if sign else link.end(), limit)
    if sign:
        second = replace(second, value=-second.value)
    if noun and not re.match(rf"\s?{re.escape(noun)}(?!\w)", text[second.end : second.end + 24].lower()):
        return _read_over_units(text, first, second, noun)
    if first.percent and first.percent != second.percent:
        return None
    low = first.value
    if first.magnitude == 1 and second.magnitude > 1 and low < second.value / second.magnitude:
        low = scale(low, second.magnitude)
    low *= thousands_behind(text, first, second.value)
    if not low < second.value or (text[second.end : second.end + 1] == "/" and text[second.end + 1 : second.end + 2].isdigit()):
        return None
    decimals = max(first.decimals, second.decimals)
    percent = second.percent == "percent"
    return Number(first.start, second.end, low, second.value, None, "range", percent, second.magnitude, decimals, False)


def _read_over_units(text: str, first: Part, second: Part, unit: str) -> Number | None:
    """`từ 6 tháng đến 3 năm`, `30 phút đến 1 tiếng`: a range told in two units of time, in the larger one."""
    larger = _TIME_UNIT.match(text, second.end)
    per = _TIME_STEPS.get((unit, larger[1].lower())) if larger else None
    if per is None or first.magnitude > 1 or second.magnitude > 1 or not first.value / per < second.value:
        return None
    return Number(first.start, second.end, round(first.value / per, 6), second.value, None, "range", False, 1.0, 2, False)


def _read_tolerance(text: str, first: Part, limit: int) -> Number | None:
    """`6.500 ± 50`: one number that is about so much."""
    begin = tolerance_end(text, first.end)
    if not begin or begin >= limit:
        return None
    second = read_part(text, begin, limit)
    if not second.value < first.value:
        return None
    return _single(first, end=second.end)._replace(is_about=True)
