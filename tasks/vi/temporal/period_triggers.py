"""Where a phrase of time can begin: a word that opens one, with a word after it that can go on, or digits of a date.

A text has hundreds of places where the grammar of `periods.py` would have to be tried; a page of 8 KB has some thirty of these.
"""

from __future__ import annotations

import re

from tasks.vi.temporal.calendar_terms import NUMBER_WORDS
from tasks.vi.text.words import Words

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
    **dict.fromkeys(("đến", "tới"), f"cho đến tới hết {_NOW} {_DIGIT}"),
    "cho": f"cho đến tới {_NOW}",
    "tính": f"chung cho đến tới {_NOW}",
    "bây": "giờ",
    "giờ": "đây thì đã có chỉ còn cả toàn mỗi anh chị ông bà gia bản xã thôn làng",
    "lúc": "này",
    "sang": "năm",
    "bình": "quân",
    "cùng": "kỳ kì thời vụ ngày",
    "trong": f"năm tháng quý kỳ kì {_ABOUT} {_COUNTS}",
    "liền": f"trong {_COUNTS}",
    "cách": "đây",
    "cả": "năm",
    **dict.fromkeys(("sau", "qua"), f"{_ABOUT} {_COUNTS}"),
    "suốt": f"{_SPANS} {_ABOUT} {_COUNTS}",
    **dict.fromkeys(("những", "nhiều", "mấy", "vài", "các"), _SPANS),
    **dict.fromkeys(("gần", "mới"), "đây"),
    "vừa": "qua",
    "trước": "đây kia 19 20",
    "vào": "19 20",
    "lâu": "nay",
    "giai": "đoạn",
    "thời": "gian điểm đoạn kỳ kì",
    "ngày": f"nay {_DIGIT}",
    **dict.fromkeys(("sáng", "chiều", "trưa", "tối", "đêm", "rạng"), f"{_DAYS} các nay qua {_DIGIT}"),
    "hôm": f"nay qua {_DAYS} các {_DIGIT}",
    **dict.fromkeys(("đầu", "giữa", "cuối", "hết"), f"của {_CALENDAR}"),
    **dict.fromkeys(NUMBER_WORDS, _UNITS),
    "một": f"số {_UNITS}",
    "năm": f"học về sắp nữa nay ngoái trước này vừa qua rồi tới đó ấy {_UNITS} {_DIGIT}",
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
# How the word after each can begin; null where it does not matter.
_OPENINGS: dict[str, frozenset[str] | None] = {
    **{word: frozenset(second[:_LETTERS] for second in following.split()) for word, following in _FOLLOWED.items()},
    **dict.fromkeys(_ALONE),
}
_DIGITS = re.compile(
    r"[0-9](?<!\w.)(?:(?=\d{0,2}\s+(?:năm|tháng|quý|tuần|ngày)|\d?\s?[/.\-–]\s?\d|\d{3}(?:\)|\s?(?:[-–—]|đến|tới)))"
    r"|(?<=từ [0-9])(?=\d? (?:đến|tới) \d{1,2}/\d))"
)


def find_triggers(words: Words) -> list[tuple[int, str]]:
    """Where a phrase of time can begin in a text, and the word or digit there, in text order.

    >>> find_triggers(Words("từ đầu năm 2019 trong xã có 6 chi bộ, năm mới"))
    [(0, 'từ'), (3, 'đầu'), (7, 'năm')]
    >>> find_triggers(Words("6 tháng, 12/5, 12.500 người"))
    [(0, '6'), (9, '1'), (15, '1')]
    """
    low, lows, starts, ends, last = words.low, words.lows, words.starts, words.ends, words.count - 1
    found: list[tuple[int, str]] = []
    for index in words.among(_OPENINGS):
        beginnings = _OPENINGS[lows[index]]
        if beginnings is not None:
            gap = low[ends[index] : starts[index + 1]] if index < last else ""
            if gap != " " and not gap.startswith(("  ", "\n")):
                continue
            following = lows[index + 1]
            if gap == " " and not (following[:3] in beginnings or following[:2] in beginnings or following[0] in beginnings):
                continue
        found.append((starts[index], lows[index]))
    digits = [(match.start(), match[0]) for match in _DIGITS.finditer(low)]
    return sorted(found + digits) if digits else found
