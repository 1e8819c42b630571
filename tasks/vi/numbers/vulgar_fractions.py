"""Fractions that are one character, or parts in digits: `½ số hộ`, `1½ tạ`, `¾ quãng đường`, `9 phần 10 số hộ`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from tasks.vi.numbers.context import CLOSERS, is_counted
from tasks.vi.text.word_set import word_set

_SIGNS = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_WHOLES = word_set("số dân diện tổng lượng chặng quãng chiều thành cư trọng đường đời thời sản vốn khối nhân")
_TWO_WORDS = re.compile(r"[^\S\n]([^\W\d_]+)(?:[^\S\n]([^\W\d_]+))?")
_BEHIND = re.compile(rf"[^\S\n]?([{_SIGNS}])")
_SIGN = re.compile(f"[{_SIGNS}]")


# `2 phần 3 chương` is none.
_PARTS = re.compile(r"[^\S\n]phần[^\S\n](\d{1,2})(?=[^\S\n](?:số|tổng|diện|dân|hộ|của|các|quân)(?!\w)|[^\S\n]?(?:[.,;](?!\d)|$))")


class VulgarFraction(NamedTuple):
    """A fraction of one character: where it ends, and what stands over and under its bar."""

    end: int
    over: int
    under: int


def fraction_behind(text: str, end: int) -> VulgarFraction | None:
    """The fraction that is a part of the number that ends there.

    >>> fraction_behind("1½ tạ", 1), fraction_behind("2 ¾ tấn", 1), fraction_behind("2 tấn", 1)
    (VulgarFraction(end=2, over=1, under=2), VulgarFraction(end=3, over=3, under=4), None)
    """
    near = text[end : end + 2]
    if not near or (near[0] not in _SIGNS and near[-1] not in _SIGNS):
        return None
    match = _BEHIND.match(text, end)
    return _read(match[1], match.end()) if match is not None else None


def parts_behind(text: str, end: int) -> VulgarFraction | None:
    """What a number is so many parts of, said in digits; over its bar stands the number itself, here 0.

    >>> parts_behind("9 phần 10 số hộ", 1), parts_behind("2 phần 3 chương", 1)
    (VulgarFraction(end=9, over=0, under=10), None)
    """
    match = _PARTS.match(text, end)
    return VulgarFraction(match.end(), 0, int(match[1])) if match is not None else None


def find_fractions(text: str) -> Iterator[VulgarFraction]:
    """Every fraction of one character, in reading order; to look for each of them is faster than a pattern where there is none."""
    if any(sign in text for sign in _SIGNS):
        for match in _SIGN.finditer(text):
            yield _read(match[0], match.end())


def is_part_of_whole(text: str, end: int) -> bool:
    """Whether a fraction is of what is counted, or nothing follows it: `½ số hộ`, `¾ diện tích`, `còn ½.`; not `bằng ½ giá điện`.

    >>> is_part_of_whole("½ số hộ", 1), is_part_of_whole("½ giá điện", 1), is_part_of_whole("còn ½ so với", 5)
    (True, False, True)
    """
    match = _TWO_WORDS.match(text, end)
    if match is None:
        return True
    word, two = match[1].lower(), f"{match[1]} {match[2] or ''}".lower()
    return is_counted(word, two) or word in CLOSERS or word in _WHOLES or two == "giá trị"


def _read(sign: str, end: int) -> VulgarFraction:
    over, _, under = unicodedata.normalize("NFKC", sign).partition("\u2044")
    return VulgarFraction(end, int(over), int(under))
