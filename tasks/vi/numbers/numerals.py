"""One numeral as printed: which marks group its digits and which one is the decimal mark."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from tasks.vi.numbers.context import MAGNITUDE_WORDS, is_counted
from tasks.vi.text.word_set import word_set

# Units that can be cut in parts: three digits after a comma are decimals before these.
_DIVISIBLE = word_set(
    """
    nghìn ngàn vạn triệu tỷ tỉ % phần điểm lần ha hécta hecta héc m m2 m3 m² m³ km km2 km² cm mm kg tạ tấn gam gram g mg lít lit ml
    kwh mw kw mwh gw tr million billion trillion bn mn độ giây phút giờ inch thùng/ngày ounce lượng chỉ cây usd/thùng usd/ounce
    """
)
_CUT_BY_DOTS = frozenset({"%", "‰", "lần", "million", "billion", "trillion", "bn", "mn"})
# Things that come whole: after these even "1.319,652" is a grouped count.
_WHOLE = word_set(
    """
    người hộ đảng đồng lượt em cháu học sinh giáo cán nhân khẩu ca vụ trường trẻ bà thùng con xe chiếc đơn doanh hội đoàn tổ chi bản
    xã thôn xóm căn nhà hồ sơ suất cuốn tờ tàu thuê bao cổ phiếu cử tri phụ nữ thành lao công vé máy quyển cây tin bài
    """
)
_AFTER = re.compile(r"[^\S\n]?([%‰°]|[^\W\d_]+(?:[²³]|[23](?!\d))?)")
# `1 234 567`, `12 345,6`: blanks of any kind group the digits as they stand in the text, where every kind of blank is one.
_GROUPED = re.compile(r"\d{1,3}((?: \d{3})+)(,\d{1,2})?(?![\d.,/:]*\d)")
# `1'234`, `1’234’567,5`: apostrophes group as in Swiss tables, and no word counts the groups.
_APOSTROPHES = re.compile(r"\d{1,3}((?:['’]\d{3})+)([.,]\d{1,2})?(?![\d.,/:'’]*\d)")
_TWO_WORDS = re.compile(r"\s?([^\W_]+)(?:\s([^\W\d_]+))?")
# `tổng số đảng viên: 1 234`, `số hộ nghèo là 1 234.`: a value that ends its line.
_ENDS_LINE = re.compile(r"[^\S\n]*[.;]?[^\S\n]*(?=\n|$)")
_STATES = re.compile(r"(?:[^\W\d_][)”\"]?:|(?<!\w)(?:là|đạt|còn|có|tới|được|lên|xuống|bằng)|[^\S\n]\|)[^\S\n]$", re.IGNORECASE)
_REACH = 16
_SPACED_MARK = re.compile(r"[^\S\n],[^\S\n]?(\d{1,2})(?=[^\S\n]?%)")
_LISTED = re.compile(r"\d[^\S\n]?%?[^\S\n]?,[^\S\n]?$")
_POINT = re.compile(r"[^\S\n](?:phẩy|chấm)[^\S\n](\d{1,4})(?![\d.,]*\d)")


# A class of plain characters is scanned much faster than \d or a group; marks at the end are cut off afterwards.
_DIGITS = re.compile(r"[0-9][0-9.,]*")
# One number: digits grouped by one mark and cut by the other, or one mark at most.
_ONE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\d+(?:\.\d+)+")
_PARTS = re.compile(r"[0-9]+(?:\.[0-9]+)*")


def find_numerals(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[tuple[int, int]]:
    """Spans of the maximal runs of digits with their marks; a list without blanks is several.

    >>> text = "1.023 cây, 40,45,50 năm, 2.715,4 ha"
    >>> [text[start:end] for start, end in find_numerals(text)]
    ['1.023', '40', '45', '50', '2.715,4']
    """
    for match in _DIGITS.finditer(text, start, end):
        token = match[0]
        low = match.start()
        if token.isdigit():
            yield low, match.end()
            continue
        token = token.rstrip(".,")
        if token.isdigit() or _ONE.fullmatch(token):
            yield low, low + len(token)
            continue
        for part in _PARTS.finditer(token):
            yield low + part.start(), low + part.end()


class Numeral(NamedTuple):
    """A numeral: its value and how many decimals were printed."""

    value: float
    decimals: int


def unit_after(text: str, end: int) -> str:
    """The word or sign that follows, in lower case; empty when there is none.

    >>> unit_after("2.864,527 tỉ đồng", 9)
    'tỉ'
    """
    match = _AFTER.match(text, end)
    return match[1].lower() if match else ""


def read_numeral(token: str, unit: str) -> Numeral:
    """Reads digits with `.` and `,` between them; `unit` is the word that follows and decides the ambiguous ones.

    Vietnamese groups with dots and marks decimals with a comma; imported text does the reverse.

    >>> read_numeral("2.804", "đảng"), read_numeral("67.17", "%"), read_numeral("1.319,652", "người")
    (Numeral(value=2804.0, decimals=0), Numeral(value=67.17, decimals=2), Numeral(value=1319652.0, decimals=0))
    >>> read_numeral("1,685", "lượt"), read_numeral("24,023", "tỷ"), read_numeral("2.864,527", "tỉ")
    (Numeral(value=1685.0, decimals=0), Numeral(value=24.023, decimals=3), Numeral(value=2864.527, decimals=3))
    """
    if token.isdigit():
        return Numeral(float(token), 0)
    dots, commas = token.count("."), token.count(",")
    if dots and commas:
        return _read_mixed(token, unit)
    mark = "." if dots else ","
    head, *groups = token.split(mark)
    grouped = 1 <= len(head) <= 3 and head[0] != "0" and all(len(group) == 3 for group in groups)
    if len(groups) > 1:
        return _whole(token) if grouped else _decimal(token, mark, last=True)
    if not grouped:
        return _decimal(token, mark)
    if mark == ".":
        return _decimal(token, ".") if unit in _CUT_BY_DOTS else _whole(token)
    if groups[0].endswith("00") or unit in _WHOLE:
        return _whole(token)
    return _decimal(token, ",") if unit in _DIVISIBLE else _whole(token)


def _read_mixed(token: str, unit: str) -> Numeral:
    """Both marks: the one printed last is the decimal mark, unless only groups of three follow and things come whole."""
    decimal_mark = "," if token.rfind(",") > token.rfind(".") else "."
    last = token.rsplit(decimal_mark, 1)[1]
    if token.count(decimal_mark) > 1 or (len(last) == 3 and unit in _WHOLE):
        return _whole(token)
    return _decimal(token, decimal_mark, last=True)


def _whole(token: str) -> Numeral:
    return Numeral(float(token.replace(".", "").replace(",", "")), 0)


def _decimal(token: str, mark: str, last: bool = False) -> Numeral:
    whole, decimals = token.rsplit(mark, 1) if last else token.split(mark, 1)
    digits = whole.replace(".", "").replace(",", "")
    return Numeral(float(f"{digits}.{decimals}"), len(decimals))


class Longer(NamedTuple):
    """A numeral of more than one run of digits: where it ends, its value and how many decimals were printed."""

    end: int
    value: float
    decimals: int


def match_grouped(text: str, start: int, end: int, limit: int) -> Longer | None:
    """Digits grouped by blanks; one group needs something that is counted behind it, and no line that it opens.

    >>> match_grouped("có 1 234 hộ", 3, 4, 99), match_grouped("bàn 5 120 là", 4, 5, 99)
    (Longer(end=8, value=1234.0, decimals=0), None)
    """
    if text[end : end + 1] != " " or end - start > 3 or not text[end + 1 : end + 4].isdecimal():
        return None
    match = _GROUPED.match(text, start, limit)
    if match is None:
        return None
    if len(match[1]) == len(" 000") and not _may_be_one_group(text, start, match.end()):
        return None
    decimals = (match[2] or ",")[1:]
    return Longer(match.end(), float(f"{text[start : match.end(1)].replace(' ', '')}.{decimals or 0}"), len(decimals))


def match_apostrophes(text: str, start: int, end: int, limit: int) -> Longer | None:
    """Digits grouped by apostrophes; a height in feet (`5'11`) has no three digits behind one.

    >>> match_apostrophes("có 1'234 hộ", 3, 4, 99)
    Longer(end=8, value=1234.0, decimals=0)
    """
    if text[end : end + 1] not in ("'", "’") or end - start > 3 or text[start] == "0":
        return None
    match = _APOSTROPHES.match(text, start, limit)
    if match is None:
        return None
    decimals = (match[2] or ",")[1:]
    whole = text[start : match.end(1)].replace("'", "").replace("’", "")
    return Longer(match.end(), float(f"{whole}.{decimals or 0}"), len(decimals))


def _may_be_one_group(text: str, start: int, end: int) -> bool:
    """Whether `12 345` is one number: a unit or a counted noun follows, and it neither opens its line nor continues a list."""
    before = text[max(0, start - 4) : start].rpartition("\n")[2].rstrip()
    if text[start] == "0" or not before or before.rstrip(",;")[-1:].isdigit():
        return False
    after = _TWO_WORDS.match(text, end)
    if after is None:
        return _ENDS_LINE.match(text, end) is not None and _STATES.search(text, max(0, start - _REACH), start) is not None
    word = after[1].lower()
    return word in MAGNITUDE_WORDS or word in _DIVISIBLE or is_counted(word, f"{word} {(after[2] or '').lower()}")


def match_spelled_decimal(text: str, start: int, end: int, limit: int) -> Longer | None:
    """`3 phẩy 5`: the decimal mark said as a word.

    >>> match_spelled_decimal("còn 3 phẩy 5%", 4, 5, 99)
    Longer(end=12, value=3.5, decimals=1)
    """
    match = _POINT.match(text, end, limit)
    if match is None or not text[start:end].isdigit():
        return None
    return Longer(match.end(), float(f"{text[start:end]}.{match[1]}"), len(match[1]))


def match_spaced_decimal(text: str, start: int, end: int, limit: int) -> Longer | None:
    """`98 , 5 %`: blanks about the decimal mark, as texts cut into words have them; a list (`3 , 5 , 7 %`) is none.

    >>> match_spaced_decimal("còn 98 , 5 %", 4, 6, 99), match_spaced_decimal("3 , 5 , 7 %", 4, 5, 99)
    (Longer(end=10, value=98.5, decimals=1), None)
    """
    match = _SPACED_MARK.match(text, end, limit)
    if match is None or not text[start:end].isdigit() or _LISTED.search(text, max(0, start - _REACH), start):
        return None
    return Longer(match.end(), float(f"{text[start:end]}.{match[1]}"), len(match[1]))


def starts_with_comma(text: str, start: int) -> bool:
    """Whether the nought before a decimal comma was left out: `tăng ,76%`; not `2, 76%` nor `xã A,76%`."""
    before = text[max(0, start - 12) : start - 1] if start else ""
    if not text.startswith(",", start - 1) or not before.endswith((" ", "(")):
        return False
    word = before.rstrip(" (").rsplit(" ", 1)[-1].lstrip("(")
    return word.isalpha() and word.islower()
