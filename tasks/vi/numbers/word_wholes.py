"""Number words that state a part of a whole, a number of times or a length of time: `hai trong số sáu`, `ba lần`, `kéo dài ba ngày`."""

from __future__ import annotations

import re

from tasks.vi.numbers.durations import tells_length
from tasks.vi.numbers.noun_words import counts_at
from tasks.vi.numbers.spelled_values import UNITS, parse_number_words
from tasks.vi.text.spans import Span
from tasks.vi.text.word_set import word_set

_OF = re.compile(r"[^\S\n]trong[^\S\n](tổng số |số )?(\d{1,3}|[^\W\d_]+)(?=[^\S\n]([^\W\d_]+))")
# `cả hai nạn nhân đều đã tử vong`
ALL_BEFELL = re.compile(r"[^.;,]{1,80} đều (?:đã )?(?:bị thương|tử vong|chết|thiệt mạng|mất tích)(?!\w)")
_TIME_WORDS = word_set("năm tháng tuần ngày giờ phút giây tiếng đêm")
# `lần` behind these is one of several, or none that is counted.
_NO_TIMES_BEFORE = word_set("lần lượt sau cả mỗi các những mấy vài đôi một hai ba là")
_NO_TIMES_AFTER = re.compile(r"[^\S\n]lần(?: (?:này|đó|trên|thứ|lượt|bảy|trước|sau|nữa)(?!\w)|[.,;]? ?(?:bảy|bẩy) lượt)")
_ONLY_ONCE = word_set("chỉ đúng nhất hơn")  # `ít nhất một lần`
_SEVERAL = 2


def whole_of(text: str, end: int, value: float) -> tuple[float, int] | None:
    """How many there are in all, and where that ends, behind a number word of a part: `hai trong số sáu xã`; None where none is told.

    >>> whole_of("hai trong số sáu công nhân", 3, 2), whole_of("hai trong năm qua", 3, 2)
    ((6.0, 16), None)
    """
    match = _OF.match(text, end)
    if match is None or value < _SEVERAL:
        return None
    whole = float(match[2]) if match[2].isdecimal() else parse_number_words(match[2].lower())
    if whole is None or whole <= value or (match[2].lower() == "năm" and not match[1]):
        return None
    return (whole, match.end()) if match[3].lower() not in _TIME_WORDS and counts_at(text, match.end()) else None


def tells(text: str, word: Span, before: str, after: str) -> bool:
    """Whether a number word says how often something happened or how long it lasts: `trải qua hai lần`, `nghỉ việc một tuần`.

    `before` and `after` are the words around it.
    """
    if after == "lần":
        several = UNITS.get(text[word.start : word.end].lower(), _SEVERAL) >= _SEVERAL
        return (several or before in _ONLY_ONCE) and before not in _NO_TIMES_BEFORE and _NO_TIMES_AFTER.match(text, word.end) is None
    return after in _TIME_WORDS and tells_length(text, word.start, word.end)
