"""Numbers that only tell items or times apart: `Bất an 1: …`, `năm Canh Thìn (1400)`, `(1460-1497)`, `19o17’ 200’’N`, `mới 100%`."""

from __future__ import annotations

import re

from tasks.vi.numbers.context import Site
from tasks.vi.numbers.number_bases import ONE
from tasks.vi.numbers.number_heads import Judgement

_MOST_HEAD_WORDS = 3
_SENTENCE_END = frozenset('.:!?…”"')
_STEMS = "giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý"
_BRANCHES = "tý|tí|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi"
_LUNAR_YEAR = re.compile(rf"(?<!\w)(?:{_STEMS}) (?:{_BRANCHES}) \($", re.IGNORECASE)
# A reign or a life: `vua Lê Thánh Tông (1460-1497)`.
_REIGN = re.compile(r"\s?[-–]\s?(1\d{3}|20\d\d)\)")
_LONGEST_REIGN = 120
_MARK = r"[’'′″\"”]"
_SECONDS = re.compile(rf"\s?{_MARK}{{1,3}}\s?(?:[NSEWBĐT]\b|\d{{1,3}}(?:[.,]\d+)?\s?{_MARK}{{1,3}}\s?[NSEWBĐT]\b)")
# `15,8 độ Vĩ Bắc`, `15 đến 19 độ vĩ Bắc`: where something is, not how much.
_DEGREES = re.compile(r"(?:\s?(?:đến|[-–])\s?\d{1,3}(?:[.,]\d+)?)?\s?độ\s+(?:vĩ|kinh)\s", re.IGNORECASE)
# `dãy số trúng thưởng là 22, 57, 59`: numbers that were drawn.
_DRAWN_NUMBERS = re.compile(
    r"(?:dãy số|bộ số|số trúng thưởng|số may mắn|con số trúng|số đặc biệt)[^.;\d]{0,30} (?:là|gồm|:) $", re.IGNORECASE
)
# `quy hoạch chi tiết 1/500`, `bản đồ tỷ lệ 1/25.000`: how large a plan is drawn.
_SCALE = re.compile(r"\s?/\s?(?:\d00|\d{1,3}\.?[05]00)(?![\d.])")
_DRAWN = re.compile(r"(?:quy hoạch|bản đồ|bình đồ|chi tiết|phân khu|bản vẽ)", re.IGNORECASE)
_DRAWN_DIGITS = 6
_NEW = "mới "


def judge_item(site: Site) -> Judgement | None:
    """The number of an item, a year behind the name of one, or part of a position; None where it may be a figure."""
    after = site.after[:1]
    if after == ":" and len(site.token) <= 2 and _is_enumerated(site):
        return "list_marker", "enumerated", site.end
    if site.prefix == "(" and len(site.token) == 4 and site.token.isdigit():
        if after == ")" and _LUNAR_YEAR.search(site.near):
            return "date", "lunar_year", site.end
        reign = _REIGN.match(site.text, site.end)
        if reign is not None and 0 <= int(reign[1]) - int(site.token) <= _LONGEST_REIGN and site.near[:-1].rstrip()[-1:].isalpha():
            return "period", "reign", reign.end(1)
    if site.token in ONE and (scale := _SCALE.match(site.after)) and (_DRAWN.search(site.near) or _DRAWN.search(site.after)):
        return "name", "scale", site.end + scale.end()
    if site.last in ("là", "gồm", ":") and len(site.token) <= _DRAWN_DIGITS and _DRAWN_NUMBERS.search(site.near):
        return "code", "drawn", site.end
    if after in ("’", "'", "′", "″", '"', "”", " ") and _SECONDS.match(site.after) and _is_position(site):
        return "code", "coordinate", site.end
    if after in (" ", "-", "–") and _DEGREES.match(site.after):
        return "code", "coordinate", site.end
    return None


def _is_enumerated(site: Site) -> bool:
    """Whether the words before open their sentence and stand before the next or the last number as well: `Cách 1: … Cách 2: …`."""
    if not site.token.isdigit() or site.prefix or not site.left:
        return False
    words: list[str] = []
    for word in reversed(site.near.split()):
        if word[-1] in _SENTENCE_END or len(words) > _MOST_HEAD_WORDS:
            break
        words.insert(0, word)
    if not words or len(words) > _MOST_HEAD_WORDS or not words[0][0].isupper():
        return False
    head, number = " ".join(words), int(site.token)
    return any(f"{head} {other}:" in site.text for other in (number + 1, number - 1))


def _is_position(site: Site) -> bool:
    """Whether degrees stand before: `19o17’ 200’’N`."""
    degrees = site.near[-16:]
    return any(mark in degrees for mark in "°’'′º") and any(character.isdigit() for character in degrees)


def is_brand_new(text: str, start: int, end: int) -> bool:
    """Whether a share of a hundred only says that a thing is new: `máy chính hãng mới 100%.`; but `mới 100% số hộ`."""
    if text[start:end] != "100" or not text.endswith(_NEW, 0, start):
        return False
    following = text[end + 1 : end + 3].strip()
    return not following or not following[0].islower()
