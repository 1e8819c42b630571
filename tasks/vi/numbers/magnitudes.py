"""Magnitude words after a numeral: `7 tỷ`, `1 tỷ 618 triệu`, `1 nghìn 230 tỷ`, `1 tỷ 2`, `1tr2`, `2 triệu rưỡi`, `3 tá`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from tasks.vi.numbers.context import is_counted
from tasks.vi.text.word_set import word_set

MAGNITUDES = {
    "tá": 12.0, "chục": 1e1, "trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "k": 1e3, "vạn": 1e4, "triệu": 1e6, "tr": 1e6, "tỷ": 1e9,
    "tỉ": 1e9, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_MONEY = r"(?:đồng|đ|vnđ|vnd|usd|đô|đô la|đô-la|mỹ kim|euro|eur)(?!\w)"
_MAGNITUDE = re.compile(
    # `5 tr đồng`; glued, the short forms need no currency: `250tr`, `500k`, but `vàng 24k` is its purity.
    rf"\s?(tá|chục|trăm|nghìn|ngàn|vạn|triệu|tr(?=[^\S\n]?{_MONEY})|tỷ|tỉ|k(?=[^\S\n]?{_MONEY})|"
    r"[mb]illion|trillion|(?<=[\d ])[mb]n)(?!\w)"
    r"(?![^\S\n](?:lệ|trọng|số|suất|giá|phú|tập|phần|đô\sthị|hồi|chứng|điền|tràng|dược|lả))".replace(r"\s?", r"[^\S\n]?")
    + r"|(?<=\d)(tr)(?!\w)|(?<=\d)(triệu|tr|tỷ|tỉ)(?=\d)|(?<=\d\d)(?<!vàng \d\d)(?<!vàng tây \d\d)(?<!vàng ta \d\d)(k)(?!\w|\.\w)",
    re.IGNORECASE,
)
_HALF = re.compile(r"[^\S\n]r(?:ưỡi|ưởi|uỡi)(?!\w)")
_STEP = re.compile(r"([^\S\n]?)(?=(\d{1,3})(?![\d%-]|/\s?\d|[.,]\d))")
_SPELLED_STEP = re.compile(r"[^\S\n](một|mốt|hai|ba|bốn|tư|sáu|bảy|tám|chín)(?!\w)")
_SPELLED = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_MONEY_AFTER = re.compile(rf"[^\S\n]?{_MONEY}", re.IGNORECASE)
_CLOSES = re.compile(r"\s*(?:$|[.,;:)!?](?!\d)|\n|/[^\W\d]|(?:một|mỗi|để|cho|mà|nhưng|nên|thì|do|và|xây|làm|mua|sửa|nuôi|trả|tiền|vốn)\s)")
_NEXT_TWO = re.compile(r"[^\S\n](\w+)(?:[^\S\n](\w+))?")
# What millions and billions are counted of: `1 triệu 2 người`, but `5 triệu 3 hộ` is a list without its comma.
_COUNTED_IN_MILLIONS = word_set("người lượt dân lao khách con cây tấn ha m2 m3 kwh cổ hành liều")
_THOUSAND, _MILLION = 1e3, 1e6
_TEN_THOUSAND = 1e4
_SHORT_TAIL = 1


class Amount(NamedTuple):
    """A numeral with its magnitude words: its value, where it stops, its largest magnitude, and whether nothing was added to it."""

    value: float
    end: int
    magnitude: float
    is_plain: bool


def scale(value: float, magnitude: float) -> float:
    """A decimal times a power of ten without the dust of binary fractions.

    >>> scale(8.2, 1e9)
    8200000000.0
    """
    return float(Decimal(repr(value)) * Decimal(magnitude)) if magnitude != 1 else value


def read_magnitude(text: str, end: int, limit: int) -> tuple[float, int]:
    """The product of the magnitude words at `end` (`nghìn tỷ`, `trăm triệu`) and where they stop; 1 and `end` when there are none."""
    factor = 1.0
    for _ in range(3):
        match = _MAGNITUDE.match(text, end, limit)
        if match is None:
            break
        factor *= MAGNITUDES[match[match.lastindex or 1].lower()]
        end = match.end()
    return factor, end


def read_amount(text: str, value: float, end: int, limit: int) -> Amount:
    """What the magnitude words at `end` make of the numeral before them, said in steps or not.

    >>> [read_amount(text, 1, 1, 99).value for text in ("1 tỷ 618 triệu", "1 nghìn 230 tỷ", "1 tỷ 2.", "1tr2", "1 triệu rưỡi")]
    [1618000000.0, 1230000000000.0, 1200000000.0, 1200000.0, 1500000.0]
    """
    magnitude, end = read_magnitude(text, end, limit)
    total = scale(value, magnitude)
    if magnitude == 1:
        return Amount(total, end, magnitude, True)
    lowest, is_plain = magnitude, True
    while True:
        half = _HALF.match(text, end, limit)
        if half:
            return Amount(total + lowest / 2, half.end(), magnitude, False)
        step = _STEP.match(text, end, limit)
        if step is None:
            spelled = _SPELLED_STEP.match(text, end, limit)
            if spelled and _MONEY_AFTER.match(text, spelled.end()):
                return Amount(total + _SPELLED[spelled[1]] * lowest / 10, spelled.end(), magnitude, False)
            break
        digits, after = step[2], step.end() + len(step[2])
        factor, stop = read_magnitude(text, after, limit)
        if factor == 1:
            tail = _tail(text, digits, after, lowest, is_glued=not step[1])
            if tail is None or after > limit:
                break
            return Amount(total + tail, after, magnitude, False)
        if factor < lowest and float(digits) * factor < lowest:
            total, lowest, end = total + float(digits) * factor, factor, stop
        elif lowest in (_THOUSAND, _TEN_THOUSAND) and factor >= _MILLION and float(digits) < lowest:
            total, magnitude, lowest, end = (total + float(digits)) * factor, factor, factor, stop  # (1 nghìn 230) tỷ
        else:
            break
        is_plain = False
    return Amount(total, end, magnitude, is_plain)


def _tail(text: str, digits: str, end: int, lowest: float, *, is_glued: bool) -> float | None:
    """What digits without a magnitude add: the next place (`1 tỷ 2`), the next thousand (`1 tỷ 250`), themselves (`2 nghìn 500`).

    Glued to the magnitude they are its decimals (`1tr25`). None where they begin something else.
    """
    if digits[0] == "0" and not is_glued:
        return None
    if not _is_tail(text, len(digits), end, lowest, is_glued=is_glued):
        return None
    if is_glued or len(digits) == _SHORT_TAIL:
        return float(Decimal(digits) * Decimal(lowest) / 10 ** len(digits))
    value = float(digits) * (lowest / _THOUSAND if lowest >= _MILLION else 1)
    return value if value < lowest else None


def _is_tail(text: str, length: int, end: int, lowest: float, *, is_glued: bool) -> bool:
    """Whether the amount goes on in the digits that end here: money or what is counted follows, or nothing."""
    if lowest < 100:
        return False
    if is_glued or _MONEY_AFTER.match(text, end):
        return True
    if _CLOSES.match(text, end):
        return (length != 2 and lowest >= _MILLION) or (length == _SHORT_TAIL and lowest == _TEN_THOUSAND)
    following = _NEXT_TWO.match(text, end)
    if following is None:
        return False
    word, second = following[1].lower(), (following[2] or "").lower()
    if lowest >= _MILLION:
        return word in _COUNTED_IN_MILLIONS
    return is_counted(word, f"{word} {second}") and (length > _SHORT_TAIL or lowest > 100)
