"""Where a phrase of time can begin: a word that opens one, with a word after it that can go on, or digits of a date.

A text has hundreds of places where the grammar of `periods.py` would have to be tried; a page of 8 KB has some thirty of these.
"""

from __future__ import annotations

import re

import ahocorasick_rs

from tasks.vi.calendar_terms import NUMBER_WORDS

_DIGIT = "0 1 2 3 4 5 6 7 8 9"
_COUNTS = f"{_DIGIT} {' '.join(NUMBER_WORDS)}"
_UNITS = "năm tháng quý tuần ngày"
_DAYS = "rạng sáng chiều trưa tối đêm hôm ngày"
_NOW = "hiện thời giai lúc bây giờ ngày nay"
_SPANS = "năm tháng ngày tuần thời nhiệm"
_CALENDAR = f"vụ {_UNITS} {_DAYS} nhiệm nửa đầu giữa cuối hết giai thời {_COUNTS}"
_ABOUT = "hơn gần khoảng trên"
# The words that can come second, of which the first letters are looked at.
_FOLLOWED: dict[str, str] = {
    "từ": f"nay bây giờ những sau ngay khi lúc đại đó trước khóa khoá {_CALENDAR}",
    **dict.fromkeys(("đến", "tới", "cho"), f"cho đến tới {_NOW}"),
    "tính": f"chung cho đến tới {_NOW}",
    "bây": "giờ",
    "giờ": "đây",
    "lúc": "này",
    "cùng": "kỳ kì thời",
    "trong": f"năm tháng quý {_ABOUT} {_COUNTS}",
    "cả": "năm",
    **dict.fromkeys(("sau", "qua"), f"{_ABOUT} {_COUNTS}"),
    "suốt": f"{_SPANS} {_ABOUT} {_COUNTS}",
    **dict.fromkeys(("những", "nhiều", "mấy", "vài", "các"), _SPANS),
    **dict.fromkeys(("gần", "mới"), "đây"),
    "vừa": "qua",
    "trước": "đây kia",
    "lâu": "nay",
    "giai": "đoạn",
    "thời": "gian điểm đoạn kỳ kì",
    "ngày": f"nay {_DIGIT}",
    **dict.fromkeys(("sáng", "chiều", "trưa", "tối", "đêm", "rạng"), f"{_DAYS} các {_DIGIT}"),
    "hôm": f"nay qua {_DAYS} các {_DIGIT}",
    **dict.fromkeys(("đầu", "giữa", "cuối", "hết"), f"của {_CALENDAR}"),
    **dict.fromkeys(NUMBER_WORDS, _UNITS),
    "một": f"số {_UNITS}",
    "năm": f"học nay ngoái trước này vừa qua rồi đó ấy {_UNITS} {_DIGIT}",
    "tháng": f"này qua trước vừa rồi {_DIGIT}",
    "quý": "i v 1 2 3 4 đầu",
    "nhiệm": "kỳ kì",
    "nửa": "đầu cuối của nhiệm năm",
    "tuần": f"qua vừa rồi thứ {_DIGIT}",
    "vụ": f"lúa rau ngô đông hè thu xuân mùa chiêm năm {_DIGIT}",
    "niên": "vụ",
}
_ALONE = ("hiện", "nay", "lũy", "luỹ")
_LETTERS = 3


def _openings() -> dict[str, str]:
    """Each way in which a phrase can begin, up to the first letters of its second word, and its first word."""
    found = {word: word for word in _ALONE}
    for word, following in _FOLLOWED.items():
        found.update(((f"{word}  ", word), (f"{word}\n", word)))  # more than one space: whatever follows
        found.update((f"{word} {second[:_LETTERS]}", word) for second in following.split())
    return found


_OPENINGS = _openings()
_WORDS = list(_OPENINGS.values())
_AUTOMATON = ahocorasick_rs.AhoCorasick(_OPENINGS)
_DIGITS = re.compile(r"[0-9](?<!\w.)(?=\d{0,2}\s+(?:năm|tháng|quý|tuần|ngày)|\d?\s?[/.\-–]\s?\d|\d{3}(?:\)|\s?(?:[-–—]|đến|tới)))")


def find_triggers(low: str) -> list[tuple[int, str]]:
    """Where a phrase of time can begin in a lower-cased text, and the word or digit there, in text order.

    >>> find_triggers("từ đầu năm 2019 trong xã có 6 chi bộ, năm mới")
    [(0, 'từ'), (3, 'đầu'), (7, 'năm')]
    >>> find_triggers("6 tháng, 12/5, 12.500 người")
    [(0, '6'), (9, '1'), (15, '1')]
    """
    words = _WORDS
    found = {
        (start, words[index])
        for index, start, end in _AUTOMATON.find_matches_as_indexes(low, overlapping=True)
        if not (start and low[start - 1].isalnum()) and (index >= len(_ALONE) or not low[end : end + 1].isalnum())
    }
    for match in _DIGITS.finditer(low):
        start = match.start()
        found.add((start, low[start]))
    return sorted(found)
