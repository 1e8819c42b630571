"""Date stamps of pages: every way in which sites print the day and the minute of publication."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

VIETNAM = timezone(timedelta(hours=7), "+07")

_WEEKDAY = r"(?:thu\s*(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn)\b"
_ENGLISH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SPELT = "muoi mot|muoi hai|muoi|mot|gieng|hai|ba|tu|nam|sau|bay|tam|chin|chap"
_DAY = (
    r"(?:(?P<iso>(?P<y1>(?:19|"
    r"20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)(?:t(?P<isotime>\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?P<zone>z|[+-]\d\d:?\d\d)?)?)"
    r"|(?P<d2>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<y2>(?:19|20)\d\d)"
    r"|(?P<d3>\d{1,2}) (?P<m3>\d{1,2}) (?P<y3>(?:19|20)\d\d)"
    r"|(?P<d4>\d{1,2}) (?:thang )(?P<m4>\d{1,2})(?:,? nam|,)? (?P<y4>(?:19|20)\d\d)"
    rf"|(?P<d5>\d{{1,2}}) thang (?P<m5>{_SPELT})(?:,? nam|,)? (?P<y5>(?:19|20)\d\d)"
    rf"|(?P<m6>{_ENGLISH})[a-z]* (?P<d6>\d{{1,2}}), (?P<y6>(?:19|20)\d\d)"
    rf"|(?P<d7>\d{{1,2}}) (?P<m7>{_ENGLISH})[a-z]*,? (?P<y7>(?:19|20)\d\d)"
    rf"|th(?:ang)? ?(?P<m8>\d{{1,2}}|{_SPELT}) (?P<d8>\d{{1,2}}), (?P<y8>(?:19|20)\d\d)"
    r"|(?P<d9>\d{1,2}) th(?P<m9>\d{1,2}),? (?P<y9>(?:19|20)\d\d))(?!\d)"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "mot gieng jan",
            "hai feb",
            "ba mar",
            "tu apr",
            "nam may",
            "sau jun",
            "bay jul",
            "tam aug",
            "chin sep",
            "muoi oct",
            "muoi_mot nov",
            "muoi_hai chap dec",
        ),
        1,
    )
    for name in names.replace("_", "-").split()
}
_TIME = r"(?P<h>[01]?\d|2[0-4])\s?(?::|h|gio)\s?(?P<mi>[0-5]?\d)?(?::(?P<s>[0-5]?\d))?(?: phut)?['’]?(?:\s?(?P<half>am|pm|sa|ch)\b)?"
_DAY_RE = re.compile(rf"(?<![\d/.\-])(?:ngay )?{_DAY}")
_TIME_RE = re.compile(rf"(?<![\d:/.,]){_TIME}(?![\d%/])")
_WEEKDAY_RE = re.compile(_WEEKDAY)
# What may stand beside the date on a line of its own.
_LABEL = re.compile(
    r"\b(?:cap nhat|lan cuoi|ngay cap nhat|ngay dang(?: tin| bai)?|dang ngay|dang luc|dang|xuat ban|ngay xuat ban|ngay viet|ngay tao|ngay"
    r"|luc|"
    r"vao luc|tin dang|bai dang|thoi gian(?: dang)?|gmt|utc|update[d]?|posted(?: on)?|published(?: on)?|date|clock|"
    r"calendar|dinh dang|vao|thu tu so)\b"
)
# `Cập nhật số liệu ...` is what an office does: words after a label that are no part of a stamp make it none.
_GOES_WITH_LABEL = re.compile(rf"{_WEEKDAY}|moi nhat|gan nhat|cuoi|sang|chieu|toi|gio|boi|by|on\b|at\b")
_SPAN = ("den ", "tu ", "het ", "trong ", "truoc ", "sau ", "sang ", "chieu ", "toi ")
_NOISE = re.compile(r"\[?\(?gmt ?[+-] ?\d{1,2}(?::?\d\d)?\)?\]?|[\s\[\](){}|,;:\-–—•·*'’./+_>»]+")
_LONGEST = 130
# `20/10/1930 - 20/10/2023`: what is remembered, or how long something lasts.
_TO_A_DAY = re.compile(r"\s*[-–]\s*\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d\d")
_FIRST_SITES = 1990


class Stamp(NamedTuple):
    """A date stamp: the day, the instant when a clock time is printed, what else stands on the line, and how it was marked.

    `labelled`: "updated", "published" and the like stand before it; `clock`: it has the look of a page clock ([GMT+7]);
    `before` and `after`: the rest of the line (section name, author, counters).
    """

    day: date
    at: datetime | None
    labelled: bool
    clock: bool
    weekday: bool
    before: str
    after: str


def find_stamp(text: str, folded: str) -> Stamp | None:
    """The date stamp that a line is about, or nothing when it holds none.

    `folded` is `text` folded, exactly as long.

    >>> from tasks.vi.fold import fold_text
    >>> line = "Tin tức - Sự kiện Thứ Tư, 24/06/2020, 14:50"
    >>> stamp = find_stamp(line, fold_text(line))
    >>> stamp.at.isoformat(), stamp.before
    ('2020-06-24T14:50:00+07:00', 'Tin tức - Sự kiện')
    """
    if len(folded) > _LONGEST:
        return None
    found = _DAY_RE.search(folded)
    if found is None:
        return None
    day = _day(found)
    if day is None or day.year < _FIRST_SITES or _TO_A_DAY.match(folded, found.end()):
        return None
    start, end = found.span()
    clock = "[gmt" in folded or folded.startswith("hom nay")
    at = _iso_instant(found, day)
    if at is None:
        at, start, end = _clock_time(folded, day, start, end)
    weekday = next((w for w in _WEEKDAY_RE.finditer(folded) if _beside(w, start, end)), None)
    if weekday is not None:
        start, end = min(start, weekday.start()), max(end, weekday.end())
    before, after = text[:start], text[end:]
    labelled = _is_labelled(folded[:start])
    before = _bare(before, folded[:start])
    after = _bare(after, folded[end:])
    return Stamp(day, at, labelled, clock, weekday is not None, before, after)


def _is_labelled(before: str) -> bool:
    """Whether what stands before the date marks it: "Cập nhật: ", "ngày"; not a headline's verb or "tính đến ngày"."""
    for label in _LABEL.finditer(before):
        rest = before[label.end() :].lstrip(" ")
        if rest[:1].isalpha() and _LABEL.match(rest) is None and _GOES_WITH_LABEL.match(rest) is None:
            continue
        if not before.endswith(_SPAN, 0, label.start()) or before.endswith("thu tu ", 0, label.start()):
            return True
    return False


def _beside(weekday: re.Match[str], start: int, end: int) -> bool:
    return 0 <= start - weekday.end() <= 12 or 0 <= weekday.start() - end <= 4 or start <= weekday.start() < end


def _bare(text: str, folded: str) -> str:
    """What of `text` is neither label nor punctuation, stripped; nothing when only that is left."""
    rest = _NOISE.sub(" ", _LABEL.sub(" ", _NOISE.sub(" ", folded))).strip()
    if not rest:
        return ""
    strip = " |,;:-–—•·*>»[]().'’"
    while True:
        text = text.strip(strip)
        found = _TAIL_LABEL.search(text)
        if found is None:
            return text
        text = text[: found.start()]


_TAIL_LABEL = re.compile(
    r"(?:^|[\s|,;.\-–])(?:cập nhật(?: lúc| ngày)?|ngày(?: đăng(?: tin| bài)?| cập nhật)?|đăng ngày|đăng lúc|lúc)\s*:?$", re.IGNORECASE
)


def _day(found: re.Match[str]) -> date | None:
    for index in "123456789":
        year = found.group(f"y{index}")
        if year is not None:
            month = found.group(f"m{index}")
            first, second = int(found.group(f"d{index}")), int(month) if month.isdecimal() else _MONTHS[month.replace(" ", "-")]
            if second > 12 >= first and index == "2":
                first, second = second, first  # a site that prints the month first
            try:
                return date(int(year), second, first)
            except ValueError:
                return None
    return None


def _iso_instant(found: re.Match[str], day: date) -> datetime | None:
    clock, zone = found.group("isotime"), found.group("zone")
    if clock is None:
        return None
    hours, minutes = int(clock[:2]), int(clock[3:5])
    if hours > 23 or minutes > 59:
        return None
    offset = VIETNAM if zone is None else UTC if zone == "z" else timezone(timedelta(hours=int(zone[:3]), minutes=int(zone[-2:])))
    return datetime(day.year, day.month, day.day, hours, minutes, tzinfo=offset).astimezone(VIETNAM)


def _clock_time(folded: str, day: date, start: int, end: int) -> tuple[datetime | None, int, int]:
    """The clock time that stands next to the date, and the range of both."""
    for found in _TIME_RE.finditer(folded):
        if found.start() < end and found.end() > start:
            continue
        gap = folded[end : found.start()] if found.start() >= end else folded[found.end() : start]
        if len(gap) > 24 or _gap_is_foreign(gap):
            continue
        at = _instant(found, day)
        if at is not None or found.group("mi") is not None:
            return at, min(start, found.start()), max(end, found.end())
    return None, start, end


def _gap_is_foreign(gap: str) -> bool:
    return _NOISE.sub("", _LABEL.sub("", _WEEKDAY_RE.sub("", gap))) != ""


def _instant(found: re.Match[str], day: date) -> datetime | None:
    if found.group("mi") is None:
        return None
    hour, minute, half = int(found.group("h")), int(found.group("mi")), found.group("half")
    second = int(found.group("s") or 0)
    if half in ("pm", "ch") and hour < 12:
        hour += 12
    elif half in ("am", "sa") and hour == 12:
        hour = 0
    if hour > 23 or (found.group("s") is not None and hour == minute == second == 0):
        return None  # 00:00:00 is how a site prints a day without a time
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIETNAM)


_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?:[0-2]\d[0-5]\d(?:[0-5]\d\d{0,4})?)?(?!\d)|/((?:19|20)\d\d)[/\-](\d\d?)[/\-](\d\d?)(?!\d)"
)


def find_url_day(url: str) -> date | None:
    """The day that an address bears: `/2022/07/31/`, `d20230421092720952.htm`.

    >>> find_url_day("https://vi.example.vn/quan-tam/d20230421092720952.htm").isoformat()
    '2023-04-21'
    """
    for found in _URL_DAY.finditer(url):
        year, month, day = (int(part) for part in (found.groups()[:3] if found.group(1) else found.groups()[3:]))
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None
