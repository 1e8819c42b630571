"""What number words are worth: `hai mươi lăm`, `một trăm linh năm`, `hai vạn tám`, `hai nghìn bốn trăm năm mươi tỷ`, `hai phẩy năm`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tasks.vi.numbers.context import is_counted
from tasks.vi.text.word_set import word_set

UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
SCALES = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
MAGNITUDE_WORDS = frozenset((*SCALES, "chục", "trăm", "tá"))
_TENS = ("mười", "mươi", "chục")
_ODD = ("linh", "lẻ", "lẽ")
_HALVES = ("rưỡi", "rưởi", "ruỡi")
_POINTS = ("phẩy", "chấm")
WORDS = frozenset((*UNITS, *SCALES, *_TENS, "trăm", "hăm", "tá", *_ODD, *_HALVES, *_POINTS))
# After these words a number goes on, and no new one begins.
_GOES_ON = frozenset((*_POINTS, *_TENS, "trăm", "phần", "%"))
# Units that stand only behind a ten.
_ONLY_LAST = ("mốt", "lăm", "nhăm")
_LAST_OR_FOUR = frozenset(_ONLY_LAST) | {"tư"}
_MONEY = word_set("đồng đ vnđ vnd usd đô")
_DOZEN, _HUNDRED, _THOUSAND, _TEN_THOUSAND, _MILLION = 12, 100, 1e3, 1e4, 1e6
_MOST_DECIMALS = 4
FEW = frozenset({"vài", "dăm", "đôi"})
# Two units said together are a range.
NEIGHBOURS = frozenset({(low, low + 1) for low in range(1, 9)} | {(3, 5), (5, 7)})
_FEW_NEIGHBOURS = {("vài", "ba"): (2, 3), ("đôi", "ba"): (2, 3), ("dăm", "ba"): (3, 5), ("dăm", "bảy"): (5, 7)}
_NO_LOW_UNITS = frozenset({"tư", "mốt", "lăm", "nhăm"})
_TENS_APART = 5

# `2.500.000đ (Hai triệu năm trăm nghìn đồng)`, `12 (mười hai) hộ`: the number before, said again in words.
_SAID_AGAIN = re.compile(r"\d\s?(?:[^\W\d]+\s?){0,2}\((?:[Bb]ằng chữ\s?:?\s?)?$")
_AFTER_WORDS = frozenset({"đồng", "chẵn", "đồng./", "chẵn./"})
_AFTER_SCALE = frozenset({"lệ", "trọng", "suất", "số", "phú", "giá", "mỉ"})


class Spelled(NamedTuple):
    """Value, how many words were read, the largest magnitude (1 when there is none), printed decimals, whether a half without a scale."""

    value: float
    word_count: int
    magnitude: float
    decimals: int = 0
    is_half: bool = False


class _Group(NamedTuple):
    """A number below a thousand, where it stops, and whether it is one unit alone."""

    value: float
    stop: int
    is_unit: bool


def parse_number_words(words: str) -> float | None:
    """The value of a whole phrase of number words; None when it is none.

    >>> [parse_number_words(w) for w in ("hai mươi lăm", "một trăm linh năm", "mười lăm", "hai triệu rưỡi", "một nghìn hai trăm", "ba tư")]
    [25.0, 105.0, 15.0, 2500000.0, 1200.0, 34.0]
    >>> [parse_number_words(w) for w in ("hai vạn tám", "ba trăm tám", "hai nghìn bốn trăm tỷ", "hai phẩy không năm", "hăm lăm", "ba tá")]
    [28000.0, 380.0, 2400000000000.0, 2.05, 25.0, 36.0]
    >>> parse_number_words("xã") is None
    True
    """
    tokens = words.lower().split()
    if not tokens or any(word not in WORDS for word in tokens):
        return None
    read = read_spelled(tokens, "đồng")
    return read.value if read is not None and read.word_count == len(tokens) else None


def read_spelled(tokens: Sequence[str], after: str) -> Spelled | None:
    """The longest numeral at the head of `tokens`; `after` is the word behind them all.

    A unit right behind a scale counts the next place (`hai vạn tám` is 28,000), unless `linh` or `lẻ` says units.
    """
    total, lowest, largest, place, decimals = 0.0, float("inf"), 1.0, 0, 0
    while True:
        group = _read_hundreds(tokens, place, after)
        if group is None:
            break
        value, stop, is_unit = group
        if place == 0 and (point := _read_decimals(tokens, stop, after)):
            digits, stop = point
            value, decimals, is_unit = float(f"{int(value)}.{digits}"), len(digits), False
        factor = 1.0
        while stop < len(tokens) and tokens[stop] in SCALES and not (stop + 1 == len(tokens) and _is_word_of(tokens[stop], after)):
            factor *= SCALES[tokens[stop]]
            stop += 1
        if place == 0 and factor == 1 and stop < len(tokens) and tokens[stop] == "tá" and not decimals:
            return Spelled(value * _DOZEN, stop + 1, _DOZEN)
        if factor == 1:
            if place == 0 and stop < len(tokens) and tokens[stop] in _HALVES and not decimals and value < 10:
                return Spelled(value + 0.5, stop + 1, 1.0, 1, True)
            if is_unit and lowest < float("inf"):
                value *= lowest / 10
            if value < lowest:
                total, place = total + value, stop
            break
        if factor < lowest:
            total, lowest = total + float(Decimal(repr(value)) * Decimal(factor)), factor
        elif lowest in (_THOUSAND, _TEN_THOUSAND) and factor >= _MILLION and value < lowest:
            total, lowest = (total + value) * factor, factor  # (hai nghìn bốn trăm) tỷ
        else:
            break
        place, largest = stop, max(largest, factor)
        if place < len(tokens) and tokens[place] in _HALVES:
            total, place = total + lowest / 2, place + 1
            break
    if place == 0:
        return None
    if largest == 1 and total >= 10:
        largest = 100.0 if total >= _HUNDRED else 10.0
    return Spelled(total, place, largest, decimals)


def _is_word_of(scale: str, after: str) -> bool:
    """Whether a scale begins another word: `chiếm một tỉ trọng lớn`."""
    return scale in ("tỷ", "tỉ") and after in _AFTER_SCALE


def _read_hundreds(tokens: Sequence[str], place: int, after: str) -> _Group | None:
    """A group below a thousand at `place`: `hai trăm linh năm`, `ba trăm tám`, `mươi lăm`, `ba tư`."""
    size = len(tokens)
    if place >= size:
        return None
    if place > 0 and tokens[place] in _ODD:
        place += 1
        return _Group(float(UNITS[tokens[place]]), place + 1, False) if place < size and tokens[place] in UNITS else None
    value = 0.0
    start = place
    if place + 1 < size and tokens[place + 1] == "trăm" and tokens[place] in UNITS:
        value, place = 100.0 * UNITS[tokens[place]], place + 2
        if place < size and tokens[place] in _ODD:
            if place + 1 < size and tokens[place + 1] in UNITS:
                return _Group(value + UNITS[tokens[place + 1]], place + 2, False)
            return _Group(value, place, False)
        if place < size and tokens[place] in _HALVES:
            return _Group(value + 50, place + 1, False)
        if place < size and tokens[place] == "mốt":
            return _Group(value + 10, place + 1, False)
    tens = _read_tens(tokens, place, after)
    if tens is not None and value and tens.is_unit and value >= _HUNDRED:
        if _is_year(tokens, place, after):
            return _Group(value, place, False)
        return _Group(value + 10 * tens.value, tens.stop, False)  # `ba trăm tám` is 380
    if tens is not None:
        if tens.is_unit and start > 0 and _is_year(tokens, place, after):
            return None  # `hai nghìn năm nay`
        return _Group(value + tens.value, tens.stop, tens.is_unit and not value)
    return _Group(value, place, False) if place > start else None


def _is_year(tokens: Sequence[str], place: int, after: str) -> bool:
    """Whether `năm` at `place` is the year: `hai mươi năm qua`, `một trăm năm`; but `ba trăm năm mươi`, `một triệu năm đồng`."""
    if tokens[place] != "năm":
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else after
    if following in SCALES or following in _GOES_ON:
        return False
    return following not in _MONEY and (following == "người" or not is_counted(following, following))


def _read_tens(tokens: Sequence[str], place: int, after: str) -> _Group | None:
    size = len(tokens)
    if place >= size:
        return None
    word = tokens[place]
    following = tokens[place + 1] if place + 1 < size else ""
    if word in ("mười", "hăm"):
        ten = 10.0 if word == "mười" else 20.0
        alone = ("không", "tư", "mốt") if word == "mười" else ("không", "một")
        if following in UNITS and following not in alone and not _is_year(tokens, place + 1, after):
            return _Group(ten + UNITS[following], place + 2, False)
        return _Group(ten, place + 1, False) if word == "mười" else None
    if word in UNITS and following in ("mươi", "chục"):
        last = tokens[place + 2] if place + 2 < size else ""
        if following == "chục" and last in _HALVES:
            return _Group(10.0 * UNITS[word] + 5, place + 3, False)  # `ba chục rưỡi`
        if last in UNITS and last != "không" and not _is_year(tokens, place + 2, after):
            return _Group(10.0 * UNITS[word] + UNITS[last], place + 3, False)
        return _Group(10.0 * UNITS[word], place + 2, False)
    if word in UNITS and following in _LAST_OR_FOUR and word not in ("không", "một"):
        return _Group(10.0 * UNITS[word] + UNITS[following], place + 2, False)
    if word in UNITS and word not in _ONLY_LAST:
        return _Group(float(UNITS[word]), place + 1, True)
    return None


def _read_decimals(tokens: Sequence[str], place: int, after: str) -> tuple[str, int] | None:
    """The digits behind `phẩy`: `phẩy năm`, `phẩy không năm`, `phẩy bảy lăm`, `phẩy hai mươi lăm`."""
    if place >= len(tokens) or tokens[place] not in _POINTS:
        return None
    digits, place = "", place + 1
    while place < len(tokens) and len(digits) < _MOST_DECIMALS:
        more = place + 1 < len(tokens) and tokens[place + 1] in UNITS
        if digits.strip("0") and not more and _is_year(tokens, place, after):
            break
        tens = _read_tens(tokens, place, after)
        if tens is None:
            break
        digits, place = f"{digits}{int(tens.value)}", tens.stop
    return (digits, place) if digits else None


def read_tens_apart(tokens: Sequence[str]) -> tuple[float, float] | None:
    """The two ends of a number of five words whose tens are said as neighbours; None where they are not.

    >>> read_tens_apart("một trăm hai ba mươi".split()), read_tens_apart("một trăm hai mươi ba".split())
    ((120.0, 130.0), None)
    """
    if len(tokens) < _TENS_APART or tokens[0] not in UNITS or tokens[1] != "trăm" or tokens[4] not in ("mươi", "chục"):
        return None
    low, high = UNITS.get(tokens[2], 0), UNITS.get(tokens[3], 0)
    base = 100.0 * UNITS[tokens[0]]
    return (base + 10 * low, base + 10 * high) if low and high == low + 1 else None


def said_again(text: str, start: int) -> int:
    """Where the bracket closes that says the number before it once more in words; 0 when it says something else."""
    closed = text.find(")", start, start + 120)
    if closed < 0 or _SAID_AGAIN.search(text, max(0, start - 60), start) is None:
        return 0
    told = text[start:closed].lower().replace(",", " ").split()
    return closed if all(word in WORDS or word in _AFTER_WORDS for word in told) else 0


def read_neighbours(low_word: str, high_word: str) -> tuple[int, int] | None:
    """The ends of a range of two units said together; None where they are none, or their scale tells: `vài chục`.

    >>> read_neighbours("hai", "ba"), read_neighbours("dăm", "ba"), read_neighbours("hai", "năm")
    ((2, 3), (3, 5), None)
    """
    if (few := _FEW_NEIGHBOURS.get((low_word, high_word))) is not None:
        return few
    pair = (UNITS.get(low_word, 0), UNITS.get(high_word, 0))
    return pair if low_word not in FEW and pair in NEIGHBOURS and high_word not in _NO_LOW_UNITS else None
