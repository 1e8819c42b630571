"""Numbers written in words: `hai mươi lăm`, `một trăm linh năm`, `hai phần ba`, `một nửa`.

A number word is far more often no number: `năm` is a year, `ba` and `bảy` are weekdays, `một` an article, `hai là` an item
of a list. So only two things are found: a numeral that carries a magnitude (mươi, trăm, nghìn, vạn, triệu, tỷ) or is a
fraction, and a plain numeral that stands before a noun that is counted. Whether its sentence counts something is decided
where the figure is assembled.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.vi.context import is_counted
from tasks.vi.word_set import word_set
from tasks.vi.words import Words

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_MAGNITUDES = frozenset((*_SCALES, "chục", "trăm"))
_TENS = ("mười", "mươi", "chục")
_WORDS = frozenset((*_UNITS, *_SCALES, *_TENS, "trăm", "linh", "lẻ", "rưỡi"))
# What a number word can begin with.
_FIRST = frozenset({"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười"})
_NEXT = re.compile(r"[^\S\n]([^\W\d_]+)")
# `2.500.000đ (Hai triệu năm trăm nghìn đồng)`, `12 (mười hai) hộ`: the number before, said again in words.
_SAID_AGAIN = re.compile(r"\d\s?(?:[^\W\d]+\s?){0,2}\((?:[Bb]ằng chữ\s?:?\s?)?$")
_AFTER_WORDS = frozenset({"đồng", "chẵn", "đồng./", "chẵn./"})
_FRACTION = re.compile(r" phần (\w+)(?!\w)")

# What stands after a number word that counts nothing.
_NOT_AFTER = word_set("số trong cách là phần lần mặt cửa chiều bên phía nước lúc khi thời vài ít chút khác mình")
# What stands before one: weekdays, months, ordinals, "both", years.
_NOT_BEFORE = word_set("vài mấy thứ tháng cả hàng hằng lớp tầng bậc đứng là từng")
_YEAR_BEFORE = word_set(
    """
    trong mỗi hàng hằng cả nhiều vài mấy đầu cuối giữa một hai ba bốn những các tháng từ sau qua nửa tới đến này hết
    """
)


class NumberWord(NamedTuple):
    """A number in words. `magnitude` is its largest scale word (1 when it has none), `form` is words, fraction or percent."""

    start: int
    end: int
    value: float
    denominator: float | None
    magnitude: float
    form: str


def parse_number_words(words: str) -> float | None:
    """The value of a whole phrase of number words; None when it is none.

    >>> [parse_number_words(w) for w in ("hai mươi lăm", "một trăm linh năm", "mười lăm", "hai triệu rưỡi", "một nghìn hai trăm", "ba tư")]
    [25.0, 105.0, 15.0, 2500000.0, 1200.0, 34.0]
    >>> parse_number_words("xã") is None
    True
    """
    tokens = words.lower().split()
    if not tokens or any(token not in _WORDS for token in tokens):
        return None
    read = _read(tokens)
    return read[0] if read is not None and read[1] == len(tokens) else None


def _read(tokens: list[str]) -> tuple[float, int, float] | None:
    """Value, number of tokens read, and largest scale of the longest numeral at the head of `tokens`."""
    total, last_scale, place, largest = 0.0, float("inf"), 0, 1.0
    while True:
        group = _read_hundreds(tokens, place, first=place == 0)
        if group is None:
            break
        value, stop = group
        scale = 1.0
        while stop < len(tokens) and tokens[stop] in _SCALES:
            scale *= _SCALES[tokens[stop]]
            stop += 1
        if scale >= last_scale:
            break
        total, last_scale, place, largest = total + value * scale, scale, stop, max(largest, scale)
        if scale == 1:
            break
        if place < len(tokens) and tokens[place] == "rưỡi":
            total, place = total + scale / 2, place + 1
            break
    if place == 0:
        return None
    if largest == 1 and total >= 10:
        largest = 100.0 if total >= 100 else 10.0
    return total, place, largest


def _read_hundreds(tokens: list[str], place: int, first: bool) -> tuple[float, int] | None:
    """A group below a thousand at `place`: `hai trăm linh năm`, `mươi lăm`, `ba tư`; and where it stops."""
    size = len(tokens)
    if place >= size:
        return None
    start = place
    if not first and tokens[place] in ("linh", "lẻ"):
        place += 1
        if place < size and tokens[place] in _UNITS:
            return float(_UNITS[tokens[place]]), place + 1
        return None
    value = 0.0
    if place + 1 < size and tokens[place + 1] == "trăm" and tokens[place] in _UNITS:
        value, place = 100.0 * _UNITS[tokens[place]], place + 2
        if place < size and tokens[place] in ("linh", "lẻ"):
            if place + 1 < size and tokens[place + 1] in _UNITS:
                return value + _UNITS[tokens[place + 1]], place + 2
            return value, place
        if place < size and tokens[place] == "rưỡi":
            return value + 50, place + 1
    tens = _read_tens(tokens, place)
    if tens is not None:
        return value + tens[0], tens[1]
    return (value, place) if place > start else None


def _read_tens(tokens: list[str], place: int) -> tuple[float, int] | None:
    size = len(tokens)
    if place >= size:
        return None
    token = tokens[place]
    following = tokens[place + 1] if place + 1 < size else ""
    if token == "mười":  # noqa: S105 - a token of a text
        return (
            (10.0 + _UNITS[following], place + 2) if following in _UNITS and following not in ("không", "tư", "mốt") else (10.0, place + 1)
        )
    if token in _UNITS and following in ("mươi", "chục"):
        last = tokens[place + 2] if place + 2 < size else ""
        if last in _UNITS and last != "không":
            return 10.0 * _UNITS[token] + _UNITS[last], place + 3
        return 10.0 * _UNITS[token], place + 2
    if token in _UNITS and following in ("mốt", "tư", "lăm", "nhăm") and token not in ("không", "một"):
        return 10.0 * _UNITS[token] + _UNITS[following], place + 2
    if token in _UNITS and token not in ("mốt", "lăm", "nhăm"):
        return float(_UNITS[token]), place + 1
    return None


def find_number_words(text: str, words: Words | None = None) -> list[NumberWord]:
    """Numbers in words that may count something, in reading order. `words` are those of `text` where the caller has them already.

    >>> [(w.value, w.denominator) for w in find_number_words("kết nạp được một đảng viên, một số nơi; hai phần ba số hộ; thứ hai")]
    [(1.0, None), (2.0, 3.0)]
    """
    words = words or Words(text)
    found: list[NumberWord] = []
    done = 0
    for index in words.among(_FIRST):
        start, end = words.starts[index], words.ends[index]
        if start < done or (start and text[start - 1] in "-–"):
            continue
        if text[start:end] == "Ba" and start and text[start - 1] != "\n":
            continue  # Ba Đình, Ba Vì: a name
        if "(" in text[max(0, start - 14) : start] and (closed := _said_again(text, start)):
            done = closed
            continue
        word = _read_candidate(text, start, end)
        if word is not None:
            found.append(word)
            done = word.end
    return found


def _said_again(text: str, start: int) -> int:
    """Where the bracket closes that says the number before it once more in words; 0 when it says something else."""
    closed = text.find(")", start, start + 120)
    if closed < 0 or _SAID_AGAIN.search(text, max(0, start - 60), start) is None:
        return 0
    told = text[start:closed].lower().replace(",", " ").split()
    return closed if all(word in _WORDS or word in _AFTER_WORDS for word in told) else 0


def _read_candidate(text: str, start: int, end: int) -> NumberWord | None:
    following = _NEXT.match(text, end)
    after = following[1].lower() if following else ""
    if after not in _WORDS and after not in ("phần", "nửa"):
        return _read_plain(text, start, end, after, following)
    tokens, ends = [text[start:end].lower()], [end]
    while following is not None and following[1].lower() in _WORDS and len(tokens) < 24:
        tokens.append(following[1].lower())
        ends.append(following.end())
        following = _NEXT.match(text, following.end())
    read = _read(tokens)
    if read is None:
        return None
    value, count, magnitude = read
    stop = ends[count - 1]
    following = _NEXT.match(text, stop)
    after = following[1].lower() if following else ""
    if after == "phần":
        return _read_fraction(text, start, stop, value)
    if after == "nửa":
        return NumberWord(start, following.end(), 0.5, None, 1.0, "fraction") if following and value == 1 else None
    if magnitude == 1:
        return _read_plain(text, start, stop, after, following)
    before = _word_before(text, start)
    if (before in _NOT_BEFORE and before != "là") or after in _NOT_AFTER:
        return None
    return NumberWord(start, stop, value, None, magnitude, "words")


def _read_fraction(text: str, start: int, stop: int, value: float) -> NumberWord | None:
    """`hai phần ba`, `mười phần trăm`; not `một phần do`."""
    fraction = _FRACTION.match(text, stop)
    if fraction is None:
        return None
    denominator = parse_number_words(fraction[1])
    if denominator is not None and denominator > value:
        return NumberWord(start, fraction.end(), value, denominator, 1.0, "fraction")
    if fraction[1] == "trăm":
        return NumberWord(start, fraction.end(), value, None, 1.0, "percent")
    return None


def _read_plain(text: str, start: int, end: int, after: str, following: re.Match[str] | None) -> NumberWord | None:
    """A numeral without magnitude: it must stand before a counted noun and be no year, weekday or article of a phrase."""
    word = text[start:end].lower()
    value = _UNITS.get(word, 10 if word == "mười" else None)
    if value is None or following is None or after in _NOT_AFTER or after in _MAGNITUDES:
        return None
    second = _NEXT.match(text, following.end())
    if not is_counted(after, f"{after} {second[1].lower()}" if second else after):
        return None
    before = _word_before(text, start)
    if before in _NOT_BEFORE or (word == "năm" and (before in _YEAR_BEFORE or before.isdigit())):
        return None
    if before == "trong" and text[max(0, start - 10) : start].lower() == "một trong ":
        return None
    return NumberWord(start, end, float(value), None, 1.0, "words")


def _word_before(text: str, start: int) -> str:
    words = text[max(0, start - 16) : start].split()
    return words[-1].lower().lstrip("(\"“‘'") if words else ""
