"""Roman numerals that name a congress, a quarter, a century: identifiers, never figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ROMAN = re.compile(r"[IVX]{1,6}(?!\w)")
_VALID = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_HEADS = {
    "khóa": "ordinal", "khoá": "ordinal", "thứ": "ordinal", "lần": "ordinal", "hội": "ordinal", "kỳ": "ordinal", "kì": "ordinal",
    "hạng": "ordinal", "loại": "ordinal", "cấp": "ordinal", "nhóm": "ordinal", "bậc": "ordinal", "vùng": "ordinal", "đợt": "ordinal",
    "đoạn": "ordinal", "tập": "ordinal", "phần": "ordinal", "chương": "document", "mục": "document", "điều": "document",
    "quý": "period", "quí": "period", "kỷ": "period", "kỉ": "period", "tk": "period", "lục": "document", "đảng": "ordinal",
    "độ": "ordinal", "vòng": "ordinal", "giải": "ordinal", "trung": "ordinal", "chiến": "name", "khu": "name", "số": "ordinal",
    "ương": "ordinal", "bảng": "name", "liên": "name", "tw": "ordinal",
}  # fmt: skip
_WORD_BEFORE = re.compile(r"([^\W\d_]+|[-–,])[\s(“\"]{0,2}$")


def find_romans(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, kind and rule of each Roman numeral that follows a word that takes one.

    >>> [(kind, rule) for _, _, kind, rule in find_romans("Đại hội lần thứ III, khoá XI, XII và quý I; ông Vũ V. Nam")]
    [('ordinal', 'roman:thứ'), ('ordinal', 'roman:khoá'), ('ordinal', 'roman:khoá'), ('period', 'roman:quý')]
    """
    last: tuple[int, str, str] | None = None
    for match in _ROMAN.finditer(text):
        start, end = match.span()
        if (start and text[start - 1].isalnum()) or not _VALID.fullmatch(match[0]):
            continue
        before = _WORD_BEFORE.search(text, max(0, start - 12), start)
        word = before[1].lower() if before else ""
        kind = _HEADS.get(word)
        if kind is not None:
            last = (end, kind, f"roman:{word}")
            yield start, end, kind, last[2]
        elif last is not None and start - last[0] <= 6 and text[last[0] : start].strip(" ,") in ("", "và", "-", "–", "hoặc"):
            last = (end, last[1], last[2])
            yield start, end, last[1], last[2]
        elif ((start == 0 or text[start - 1] == "\n") and text[end : end + 1] in ".)-") or (
            text[start - 1] == "(" and text[end : end + 1] == ")"
        ):
            yield start, end, "list_marker", "roman_marker"
