"""Numbers written in words: `hai mươi lăm`, `một trăm linh năm`, `hai phần ba`, `một nửa`, `ba bốn trăm`.

A number word is far more often no number: `năm` is a year, `ba` and `bảy` are weekdays, `một` an article, `hai là` an item
of a list. So only two things are found: a numeral that carries a magnitude (mươi, trăm, nghìn, vạn, triệu, tỷ), a decimal or
a fraction, and a plain numeral that stands before a noun that is counted. Whether its sentence counts something is decided
where the figure is assembled. What the words are worth is `spelled_values`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.vi.numbers import spelled_values
from tasks.vi.numbers.bare_magnitudes import BARE, read_bare
from tasks.vi.numbers.durations import tells_length
from tasks.vi.numbers.measure_words import half_unit_at, is_measure
from tasks.vi.numbers.noun_words import BLANK, counts_at
from tasks.vi.numbers.numbered_names import SEATS_OF
from tasks.vi.numbers.spelled_values import FEW, MAGNITUDE_WORDS, NEIGHBOURS, SCALES, UNITS, WORDS, Spelled, read_spelled, said_again
from tasks.vi.numbers.word_wholes import ALL_BEFELL, tells, whole_of
from tasks.vi.text.spans import Span
from tasks.vi.text.word_set import word_set
from tasks.vi.text.words import Words

# What a number word can begin with.
_FIRST = word_set("một hai ba bốn năm sáu bảy bẩy tám chín mười hăm không nửa vài dăm đôi chục trăm tá") | SCALES.keys()
# A magnitude with its `một` left out: `trăm mốt`, `nghìn rưỡi`, `triệu hai`.
_HEADLESS = frozenset({"trăm", *SCALES})
_HEADLESS_NEXT = frozenset({"mốt", "hai", "ba", "bốn", "tư", "sáu", "bảy", "tám", "chín", "rưỡi", "rưởi", "ruỡi"})
_HALF_OF = frozenset((*SCALES, "tá"))
_WHOLES = word_set("số tổng dân diện")
_HALF = 50.0  # per cent
_NEXT = re.compile(r"[^\S\n]([^\W\d_]+)")
_NEXT_QUOTED = re.compile(rf"{BLANK}([^\W\d_]+)")
_OPENS = re.compile(r"[.:!?…][”\")]?\s$")  # behind these a sentence begins: `thương vong. Ba nạn nhân đã tử vong`
_LINK = re.compile(r"(,|[^\S\n](?:đến|tới))[^\S\n]([^\W\d_]+)")  # `năm, bảy chục`, `hai mươi đến ba mươi`
_TO = frozenset({"đến", "tới"})
_PERCENT_SIGN = re.compile(r"[^\S\n]?%")
_FRACTION = re.compile(r" phần (\w+)(?!\w)")

# What stands after a number word that counts nothing.
_NOT_AFTER = word_set("số trong cách là phần lần mặt cửa chiều bên phía nước lúc khi thời vài ít chút khác mình")
_TOLD = frozenset({"trong", "lần"})  # `hai trong số sáu`, `trải qua hai lần`
# What stands before one: weekdays, months, ordinals, "both", years.
_NOT_BEFORE = word_set("ngã vài mấy thứ tháng cả hàng hằng lớp tầng bậc đứng là từng")
_NOT_BEFORE_HEADLESS = word_set("vài mấy hàng hằng cả nhiều những bạc đến từng số hai ba bốn năm sáu bảy tám chín một mươi mười trăm nghìn")
_YEAR_BEFORE = word_set(
    "vào sang trong mỗi hàng hằng cả nhiều vài mấy đầu cuối giữa một hai ba bốn những các tháng chục từ sau qua nửa tới đến này hết"
)
_NO_COUNT_BEFORE = ("ột trong ", "viên năm ", "năm lần ", "ba lần ")  # `sinh viên năm ba`: in the third year; `năm lần bảy lượt`
_MOST_WORDS, _SURE_MAGNITUDE = 24, 100


class NumberWord(NamedTuple):
    """A number in words.

    Attributes:
        start, end: Half-open code points.
        value, denominator, value_high: As of `numbers.Number`.
        magnitude: Its largest scale word; 1 when it has none.
        form: words, fraction, half, percent or range.
        decimals: How many decimals are spelled.
        counted_at: Where what is counted begins, when not right behind it (`hai tấn rưỡi`); else -1.
    """

    start: int
    end: int
    value: float
    denominator: float | None
    magnitude: float
    form: str
    value_high: float | None = None
    decimals: int = 0
    counted_at: int = -1
    is_percent: bool = False


class _Run(NamedTuple):
    """The number words from a place on: lower case, where each ends, the word behind them and where that ends."""

    tokens: list[str]
    ends: list[int]
    after: str
    after_end: int


def find_number_words(text: str, words: Words | None = None) -> list[NumberWord]:
    """Numbers in words that may count something, in reading order. `words` are those of `text` where the caller has them already.

    >>> [(w.value, w.denominator) for w in find_number_words("kết nạp được một đảng viên, một số nơi; hai phần ba số hộ; thứ hai")]
    [(1.0, None), (2.0, 3.0)]
    >>> [(w.value, w.value_high) for w in find_number_words("có ba bốn trăm hộ, năm, bảy chục người; nửa triệu dân")]
    [(300.0, 400.0), (50.0, 70.0), (500000.0, None)]
    """
    words = words or Words(text)
    found: list[NumberWord] = []
    done = 0
    for index in words.among(_FIRST):
        start, end = words.starts[index], words.ends[index]
        if start < done or (start and text[start - 1] in "-–"):
            continue
        if "(" in text[max(0, start - 14) : start] and (closed := said_again(text, start)):
            done = closed
            continue
        if text[start:end] == "Ba" and start and text[start - 1] != "\n" and not _OPENS.search(text, max(0, start - 3), start):
            continue  # Ba Đình, Ba Vì: a name
        word = _read_candidate(text, start, end)
        if word is not None:
            found.append(word)
            done = word.end
    return found


def _run(text: str, start: int, end: int) -> _Run:
    """The number words at `start:end` and behind it, as far as only blanks part them."""
    tokens, ends = [text[start:end].lower()], [end]
    following = _NEXT.match(text, end)
    while following is not None and following[1].lower() in WORDS and len(tokens) < _MOST_WORDS:
        tokens.append(following[1].lower())
        ends.append(following.end())
        following = _NEXT.match(text, following.end())
    return _Run(tokens, ends, following[1].lower() if following else "", following.end() if following else ends[-1])


def _read_candidate(text: str, start: int, end: int) -> NumberWord | None:
    first = text[start:end].lower()
    following = _NEXT_QUOTED.match(text, end)
    after = following[1].lower() if following else ""
    if first in FEW or first == "nửa" or first in _HEADLESS or first in ("tá", "không", "chục"):
        return _read_irregular(text, start, end, first, after)
    if after not in WORDS and after not in ("phần", "nửa"):
        listed = _read_list(text, start, _run(text, start, end)) if after in _TO or text.startswith(",", end) else None
        return listed or _read_plain(text, start, end, after)
    run = _run(text, start, end)
    return _read_neighbours(text, start, run) or _read_list(text, start, run) or _read_numeral(text, start, run)


def _read_numeral(text: str, start: int, run: _Run) -> NumberWord | None:
    """A numeral with a magnitude, a decimal, a fraction, or a plain one."""
    read = read_spelled(run.tokens, run.after)
    if read is None:
        return None
    stop = run.ends[read.word_count - 1]
    following = _NEXT.match(text, stop)
    after = following[1].lower() if following else ""
    if after == "phần":
        return _read_fraction(text, start, stop, read)
    if after == "nửa":
        return NumberWord(start, following.end(), _HALF, None, 1.0, "half", is_percent=True) if following and read.value == 1 else None
    sign = _PERCENT_SIGN.match(text, stop)
    if sign:
        return NumberWord(start, sign.end(), read.value, None, 1.0, "percent", decimals=read.decimals, is_percent=True)
    before = _word_before(text, start)
    if read.magnitude == 1 and not read.decimals:
        return _read_plain(text, start, stop, after)
    if (before in _NOT_BEFORE and before != "là") or (after in _NOT_AFTER and not read.decimals):
        return None
    is_told = after == "lần" or counts_at(text, stop) or is_measure(text, stop)
    if (read.is_half or (read.decimals and read.magnitude == 1)) and not is_told:
        return None  # `lúc hai rưỡi`
    if after in ("năm", "tháng", "tuổi") and not tells_length(text, start, stop):
        return None  # a time or an age: `hai mươi năm qua`
    return NumberWord(start, stop, read.value, None, read.magnitude, "words", decimals=read.decimals)


def _read_fraction(text: str, start: int, stop: int, read: Spelled) -> NumberWord | None:
    """`hai phần ba`, `mười phần trăm`, `hai phẩy năm phần trăm`; not `một phần do`."""
    fraction = _FRACTION.match(text, stop)
    if fraction is None:
        return None
    denominator = spelled_values.parse_number_words(fraction[1])
    if denominator is not None and denominator > read.value and not read.decimals:
        return NumberWord(start, fraction.end(), read.value, denominator, 1.0, "fraction")
    if fraction[1] == "trăm":
        return NumberWord(start, fraction.end(), read.value, None, 1.0, "percent", decimals=read.decimals, is_percent=True)
    return None


def _read_plain(text: str, start: int, end: int, after: str) -> NumberWord | None:
    """A numeral without magnitude: it must stand before a counted noun and be no year, weekday or article of a phrase."""
    word = text[start:end].lower()
    value = UNITS.get(word, 10 if word == "mười" else None)
    if value is None or not after or (after in _NOT_AFTER and after not in _TOLD) or after in MAGNITUDE_WORDS:
        return None
    before = _word_before(text, start)
    if after == "trong":  # `hai trong số 12 xã`; but `đứng thứ hai trong số 12 xã`
        whole = whole_of(text, end, value) if before == "là" or before not in _NOT_BEFORE else None
        return NumberWord(start, whole[1], float(value), whole[0], 1.0, "ratio") if whole else None
    if (after in ("chỗ", "bánh") and before in SEATS_OF) or (word, after) == ("ba", "lô") or (before, after) == ("nhà", "tầng"):
        return None  # `xe bảy chỗ`, `tòa nhà năm tầng`
    if before in _NOT_BEFORE and not (before == "là" and value > 1) and not (before == "cả" and ALL_BEFELL.match(text, end)):
        return None
    if word == "năm" and after != "lần" and (before in _YEAR_BEFORE or before.isdigit()):
        return None
    counts = tells(text, Span(start, end), before, after) or (after != "lần" and (counts_at(text, end) or is_measure(text, end)))
    if text.endswith(_NO_COUNT_BEFORE, 0, start) or not counts:
        return None
    half = half_unit_at(text, end)
    stop, part, decimals, at = (half.end, 0.5, 1, half.start) if half else (end, 0.0, 0, -1)
    return NumberWord(start, stop, value + part, None, 1.0, "words", decimals=decimals, counted_at=at)


def _read_irregular(text: str, start: int, end: int, first: str, after: str) -> NumberWord | None:
    """`nửa triệu`, `nửa tấn`, `trăm mốt`, `nghìn rưỡi`, `vài ba trăm`, `không phẩy năm phần trăm`."""
    if first == "không":
        return _read_numeral(text, start, _run(text, start, end)) if after in ("phẩy", "chấm") else None
    if first == "nửa":
        if _word_before(text, start) == "một" or not (after in _HALF_OF or after in _WHOLES or is_measure(text, end)):
            return None
        if after not in _HALF_OF and after not in _WHOLES:
            return NumberWord(start, end, 0.5, None, 1.0, "words", decimals=1)
        if after in _WHOLES:  # `nửa số hộ`: whether it is one is said by its sentence
            return NumberWord(start, end, _HALF, None, 1.0, "half", is_percent=True)
        run = _run(text, start, end)
        factor = read_spelled(["một", *run.tokens[1:]], run.after)
        if factor is None or factor.word_count != len(run.tokens):
            return None
        return NumberWord(start, run.ends[-1], factor.value / 2, None, factor.magnitude, "words")
    if first in FEW:
        return _read_neighbours(text, start, _run(text, start, end))
    if first in BARE and (bare := read_bare(text, run := _run(text, start, end), _word_before(text, start), start)):
        return NumberWord(start, run.ends[-1], bare.value, None, bare.magnitude, "words")
    if first == "tá" or after not in _HEADLESS_NEXT or _word_before(text, start) in _NOT_BEFORE_HEADLESS:
        return None
    if start and text[start - 1].isdigit():
        return None
    run = _run(text, start, end)
    read = read_spelled(["một", *run.tokens], run.after)
    if read is None or read.word_count != len(run.tokens) + 1 or not counts_at(text, run.ends[-1]):
        return None
    return NumberWord(start, run.ends[-1], read.value, None, read.magnitude, "words")


def _read_neighbours(text: str, start: int, run: _Run) -> NumberWord | None:
    """Two units said together: `ba bốn trăm hộ`, `hai ba người`, `vài ba chục`; not `bốn năm` (years)."""
    if len(run.tokens) < 2 or _word_before(text, start) in _NOT_BEFORE:
        return None
    if (tens := spelled_values.read_tens_apart(run.tokens)) is not None:
        return _ranged(text, start, run.ends[4], tens[0], Spelled(tens[1], 5, 1e2))
    low_word, high_word = run.tokens[:2]
    pair = spelled_values.read_neighbours(low_word, high_word)
    high = read_spelled(run.tokens[1:], run.after) if pair else None
    if pair is None or high is None or high.decimals:
        return None
    stop = run.ends[high.word_count]
    if high.word_count == 1:  # a few people are no figure; `hai năm` are years
        if low_word in FEW or high_word == "năm" or not counts_at(text, stop):
            return None
        return NumberWord(start, stop, float(pair[0]), None, 1.0, "range", float(pair[1]))
    factor = high.value / UNITS[high_word]
    if factor not in (1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12):
        return None  # `hai ba trăm linh năm`
    ranged = _ranged(text, start, stop, pair[0] * factor, high._replace(value=pair[1] * factor))
    if ranged is None and high.magnitude >= _SURE_MAGNITUDE and run.after and run.after not in _NOT_AFTER:
        return NumberWord(start, stop, pair[0] * factor, None, high.magnitude, "range", pair[1] * factor)  # `năm sáu trăm khách`
    return ranged


def _read_list(text: str, start: int, run: _Run) -> NumberWord | None:
    """Two numerals of one noun: `mười lăm, hai mươi hộ`, `năm, bảy chục hộ`, `ba, bốn phần trăm`, `hai mươi đến ba mươi hộ`.

    A comma joins only what is near (`mười hộ, ba mươi người` is none); a unit takes the scale of the second.
    """
    link = _LINK.match(text, run.ends[-1])
    if link is None or link[2].lower() not in WORDS or _word_before(text, start) in _NOT_BEFORE:
        return None
    low = read_spelled(run.tokens, run.after)
    if low is None or low.word_count != len(run.tokens) or low.decimals:
        return None
    second = _run(text, link.start(2), link.end(2))
    high = read_spelled(second.tokens, second.after)
    if high is None or high.word_count != len(second.tokens) or high.decimals:
        return None
    stop = second.ends[-1]
    value, last, is_near = low.value, UNITS.get(second.tokens[0], 0), link[1] == ","
    shares = (int(value), last) in NEIGHBOURS if is_near else value < last
    if low.magnitude == 1 and high.magnitude > 1 and shares and not high.value % last:
        value *= high.value / last  # (năm, bảy) chục
    if not value < high.value or (is_near and high.value > 2 * value):
        return None
    if is_near and low.magnitude == high.magnitude == 1 and (int(value), int(high.value)) not in NEIGHBOURS:
        return None
    return _ranged(text, start, stop, value, high)


def _ranged(text: str, start: int, stop: int, value: float, high: Spelled) -> NumberWord | None:
    """A range of words, where a noun or a share follows."""
    fraction = _FRACTION.match(text, stop)
    if fraction is not None and fraction[1] == "trăm":
        return NumberWord(start, fraction.end(), value, None, 1.0, "range", high.value, is_percent=True)
    if not (counts_at(text, stop) or is_measure(text, stop)):
        return None
    return NumberWord(start, stop, value, None, high.magnitude, "range", high.value)


def _word_before(text: str, start: int) -> str:
    words = text[max(0, start - 16) : start].split()
    return words[-1].lower().lstrip("(\"“‘'") if words else ""
