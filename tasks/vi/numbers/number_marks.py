"""Marks that are printed right at a number: minus signs, currencies before it, footnote marks and tolerances behind it."""

from __future__ import annotations

import re

from tasks.vi.numbers.measure_words import currency_before

# `−2,5` (U+2212), `-3,2`; a dash of a list (`- 40 hộ`, `-40 hộ` at a line's head) or of a range is none.
_MINUS = re.compile(r"(?:^|(?<=[\s(:]))([-−–]|[Ââ]m\s)$")
_BULLET = re.compile(r"(?:^|[;:.\n])\s*[-–]$")
_NUMBER_BEFORE = re.compile(r"[\d%]\s*[-–]$")
_DEGREE = re.compile(r"[^\S\n]?(?:độ(?!\s(?:tuổi|mặn))|°|º|oC)")
_MONEY = re.compile(r"[^\S\n]?(?:đồng|đ|vnđ|vnd|usd|đô la|đô|euro)(?!\w)", re.IGNORECASE)
_SHARE = re.compile(r"[^\S\n]?(?:%|‰|điểm\s(?:phần|%)|phần\s)")
# A minus sign of anything else is read only behind a word that states a level.
_LEVEL = re.compile(r"(?:là|mức|còn|xuống|đạt|khoảng|nhuận|trưởng|dư|lệch|cân đối)\s[-−–]$")
_FOOTNOTE = re.compile(r"(?:[¹²³⁰⁴-⁹]+|\(\d{1,2}\)|\[\d{1,2}\]|\(?\*{1,3}\)?)(?=[\s,.;:)!?]|$)")
_SPACED_NOTE = re.compile(r"[^\S\n](\([1-9]\d?\)|\[[1-9]\d?\])(?=[\s,.;:)!?]|$)")
_COUNTED = re.compile(r"\d(?:[^\S\n]?(?:%|‰|tỷ|tỉ|triệu|nghìn|ngàn))?$")
_BRACKETS = ("(", "[")
_FOOTNOTE_SIGNS = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹([*")
_TOLERANCE = re.compile(r"[^\S\n]?(?:±|\+/-)[^\S\n]?(?=\d)")
_CURRENCY_ENDS = frozenset("$€£¥₫DĐRTYPFWBNdđrtypfwbn")
# What stands before a currency that belongs to the number before it: `3 triệu USD 500 hộ`.
_OTHER_NUMBER = re.compile(r"(?:\d|nghìn|ngàn|triệu|tr|tỷ|tỉ|trăm|vạn|rưỡi)\s?$")
_SPAN = re.compile(r"[\d.,]+(?:\s(?:đến|tới)\s[-−]?[\d.,]+)?")
_NEAR = 16


def sign_keeps_value(text: str, end: int, *, has_currency: bool) -> bool:
    """Whether the number with a minus sign that ends at `end` is below zero: a temperature or a sum of money, no share."""
    return has_currency or _DEGREE.match(text, end) is not None or _MONEY.match(text, end) is not None


def read_sign(text: str, start: int) -> int:
    """Where the minus sign or `âm` of the number at `start` begins; -1 where a dash joins, lists or begins a line.

    >>> read_sign("là -3,2%", 4), read_sign("từ 30 -40 hộ", 7), read_sign("âm 2 độ", 3)
    (3, -1, 0)
    """
    last = text[start - 1 : start]
    if last not in ("-", "−", "–") and not (last.isspace() and text[start - 2 : start - 1] == "m"):
        return -1
    near = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    match = _MINUS.search(near)
    if match is None:
        return -1
    begin = start - len(match[1])
    if last == "−" or last.isspace():
        return begin
    whole_line = len(near) < _NEAR
    if _NUMBER_BEFORE.search(near) or (_BULLET.search(near) and (whole_line or near[0] != " ")):
        return -1
    numeral = _SPAN.match(text, start)
    stop = numeral.end() if numeral else start
    if _SHARE.match(text, stop) or _DEGREE.match(text, stop) or _LEVEL.search(near):
        return begin
    return -1


def counted_from(text: str, start: int, end: int, *, is_percent: bool) -> int:
    """Where what a number counts is printed, when not right behind it: after its footnote mark or at the currency before; else -1.

    >>> counted_from("128(1) đảng viên", 0, 3, is_percent=False), counted_from("US$ 1,3 tỷ", 4, 10, is_percent=False)
    (6, 0)
    """
    if text[end : end + 1] in _FOOTNOTE_SIGNS and (footnote := _FOOTNOTE.match(text, end)):
        return footnote.end()
    if text[end + 1 : end + 2] in _BRACKETS and (noted := _explained_note(text, end)):
        return noted
    if is_percent or start == 0:
        return -1
    last = text[start - 1] if text[start - 1] != " " else text[start - 2 : start - 1]
    if last not in _CURRENCY_ENDS:
        return -1
    currency = currency_before(text, start)
    if currency < 0 or _MONEY.match(text, end) or _OTHER_NUMBER.search(text, max(0, currency - 8), currency):
        return -1
    return currency


def footnote_digits(text: str, start: int, end: int) -> bool:
    """Whether the numeral `start:end` is the footnote mark of the number before: `128(1)`, `5,2%[3]`.

    >>> footnote_digits("128(1) đảng viên", 4, 5), footnote_digits("Bến Tre (72)", 9, 11)
    (True, False)
    """
    before = text[start - 2 : start - 1] if start > 1 else ""
    if before == " ":
        return _COUNTED.search(text, max(0, start - 12), start - 2) is not None and _explained_note(text, start - 2) == end + 1
    if text[start - 1 : start] not in _BRACKETS or not (before.isdecimal() or before in "%‰") or text[start] == "0":
        return False
    match = _FOOTNOTE.match(text, start - 1)
    return match is not None and match.end() == end + 1


def _explained_note(text: str, end: int) -> int:
    """Where a footnote mark ends that stands behind a blank, when a line below begins with the same mark; else 0.

    >>> _explained_note("có 128 (1) hộ\\n(1) Số liệu sơ bộ", 6), _explained_note("có 128 (1) hộ", 6)
    (10, 0)
    """
    match = _SPACED_NOTE.match(text, end)
    return match.end() if match is not None and text.find("\n" + match[1], match.end()) >= 0 else 0


def tolerance_end(text: str, end: int) -> int:
    """Where the number begins that a tolerance gives (`6.500 ± 50`); 0 when none does."""
    match = _TOLERANCE.match(text, end)
    return match.end() if match else 0
