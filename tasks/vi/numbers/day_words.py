"""A day of the year by its two numbers, and the words that announce one: `ngày 20-4`, `thứ Bảy 20-5`, `đường 30/4`."""

from __future__ import annotations

from tasks.vi.numbers.context import Site
from tasks.vi.text.word_set import phrase_set, word_set

_DAY_WORDS = word_set("ngày sáng chiều tối trưa đêm khuya hôm nay qua mùng mồng ngày: rằm")
_SOFT_DAY_WORDS = word_set("từ đến tới trước sau vào lễ dịp hết nhật tuần cuối đầu giữa kể thứ và nghỉ niệm")
_WEEKDAYS = phrase_set("thứ hai, thứ ba, thứ tư, thứ năm, thứ sáu, thứ bảy, thứ bẩy, chủ nhật, chúa nhật")
_STREET_WORDS = word_set("đường phố trường cầu đường: quảng non công viên nông")


def match_day_month(site: Site) -> int:
    """End of a `d/m`, `d-m` or `d.m` that starts at `site`; 0 when there is none."""
    text, end = site.text, site.end
    token = text[site.start : end]
    if "." in token:
        day, _, month = token.partition(".")
        return end if month.isdigit() and _is_day_month(day, month) else 0
    if not token.isdigit():
        return 0
    mark = end + 1 if text[end : end + 1] == " " and text[end + 1 : end + 2] in "/-–" else end
    if text[mark : mark + 1] not in ("/", "-", "–"):
        return 0
    low = mark + 1
    while text[low : low + 1] == " ":
        low += 1
    high = low
    while high < len(text) and text[high].isdigit():
        high += 1
    return high if _is_day_month(token, text[low:high]) else 0


def _is_day_month(day: str, month: str) -> bool:
    return 0 < len(day) <= 2 and 0 < len(month) <= 2 and 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def is_day_word(site: Site, soft: bool) -> bool:
    """Whether the word before announces a day."""
    last = site.last
    return last in _DAY_WORDS or (soft and last in _SOFT_DAY_WORDS) or f"{site.word(2)} {last}".rstrip(",") in _WEEKDAYS


def is_street_word(site: Site) -> bool:
    """Whether the word before is of a street, a school or a square that is named after a day."""
    return site.last in _STREET_WORDS
