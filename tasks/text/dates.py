"""Date stamps of pages: every way in which sites print the day and the minute of publication."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from tasks.text.instants import VIETNAM, Instant, parse_moment
from tasks.vi.text.fold import fold_text

_WEEKDAY = r"(?:thu\s*(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
_ENGLISH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SPELT = "muoi mot|muoi hai|muoi|mot|gieng|hai|ba|tu|nam|sau|bay|tam|chin|chap"
_DAY = (
    r"(?:(?P<iso>(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)"
    r"(?:t\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?(?:z|[+-]\d\d(?::?\d\d)?)?)?)"
    r"|(?P<d2>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y10>(?:19|20)\d\d)(?P<sep10>[/.])(?P<m10>\d{1,2})(?P=sep10)(?P<d10>\d{1,2})"
    r"|(?P<d11>\d{1,2})(?P<sep11>[/.\-])(?P<m11>\d{1,2})(?P=sep11)(?P<y11>\d\d)(?![/.\-]?\d)"
    r"|(?P<d3>\d{1,2}) (?P<m3>\d{1,2}) (?P<y3>(?:19|20)\d\d)"
    r"|(?P<d4>\d{1,2}) (?:thang )(?P<m4>\d{1,2})(?:,? nam|,)? (?P<y4>(?:19|20)\d\d)"
    rf"|(?P<d5>\d{{1,2}}) thang (?P<m5>{_SPELT})(?:,? nam|,)? (?P<y5>(?:19|20)\d\d)"
    rf"|(?P<m6>{_ENGLISH})[a-z]*\.? (?P<d6>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y6>(?:19|20)\d\d)"
    rf"|(?P<d7>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<m7>{_ENGLISH})[a-z]*\.?,?[ -](?P<y7>(?:19|20)\d\d)"
    rf"|th(?:ang)? ?(?P<m8>\d{{1,2}}|{_SPELT}) (?P<d8>\d{{1,2}}), (?P<y8>(?:19|20)\d\d)"
    r"|(?P<d9>\d{1,2}) th(?P<m9>\d{1,2}),? (?P<y9>(?:19|20)\d\d))(?!\d)"
)
_SHORT_YEAR, _ENGLISH_FORMS = 11, (6, 7)
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
# What every date holds: a search that only begins at digits is ten times as fast. The group is what a date can have behind a month.
_MAYBE_DAY = re.compile(r"\d(?:\s?[/.\-]\s?\d\d?\s?[/.\-]\s?\d|(?:st|nd|rd|th)?(?:(,? \d)| th|[ -][jfmasond]))")
_REACH, _REACH_OF_MONTH = 9, 40
"""Characters that a date can have before that."""
_TIME_RE = re.compile(rf"(?<![\d:/.,]){_TIME}(?![\d%/])")
_WEEKDAY_RE = re.compile(_WEEKDAY)
# What may stand beside the date on a line of its own.
_LABEL = re.compile(
    r"\b(?:cap nhat|lan cuoi|ngay cap nhat|ngay dang(?: tin| bai)?|dang ngay|dang luc|dang|xuat ban|ngay xuat ban|ngay viet|ngay tao|ngay"
    r"|luc|"
    r"vao luc|tin dang|bai dang|thoi gian(?: dang)?|gmt|utc|update[d]?|posted(?: on)?|published(?: on)?|date|clock|"
    r"calendar|dinh dang|vao|thu tu so)\b"
)
# What says that a page was changed then, and what says that it came out then.
_UPDATED = re.compile(r"\b(?:cap nhat|chinh sua|sua doi|hieu chinh|update[d]?|modified|edited)\b")
_PUBLISHED = re.compile(
    r"\b(?:(?:ngay )?dang(?: tin| bai| luc| ngay)?|tin dang|bai dang|xuat ban|ngay (?:viet|tao)|posted|published|publish)\b"
)
_LABEL_SIGNS = ("cap nhat", "dang", "sua", "hieu chinh", "update", "modified", "edited", "xuat ban", "ngay ", "post", "publish")
"""Of these every label holds one."""
_SHORTEST_LABEL = min(map(len, _LABEL_SIGNS))
# `Cập nhật số liệu ...` is what an office does: words after a label that are no part of a stamp make it none.
_GOES_WITH_LABEL = re.compile(rf"{_WEEKDAY}|moi nhat|gan nhat|cuoi|sang|chieu|toi|gio|boi|by|on\b|at\b")
_SPAN = ("den ", "tu ", "het ", "trong ", "truoc ", "sau ", "sang ", "chieu ", "toi ")
_NOISE = re.compile(r"\[?\(?gmt ?[+-] ?\d{1,2}(?::?\d\d)?\)?\]?|[\s\[\](){}|,;:\-–—•·*'’./+_>»]+")
_NOISE_SIGNS = " [](){}|,;:-–—•·*'’./+_>»"
_LONGEST = 130
# `20/10/1930 - 20/10/2023`: what is remembered, or how long something lasts.
_TO_A_DAY = re.compile(r"\s*[-–]\s*\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d\d")
_FIRST_SITES = 1990


class Stamp(NamedTuple):
    """A date stamp: the day, the instant when a clock time is printed, what else stands on the line, and how it was marked.

    `labelled`: "updated", "published" and the like stand before it; `clock`: it has the look of a page clock ([GMT+7]);
    `before` and `after`: the rest of the line (section name, author, counters); `label`: "updated" or "published" where
    the words before it say which; `english`: the month is an English name; `by_machine`: an attribute of the page says it.
    """

    day: date
    at: datetime | None
    labelled: bool
    clock: bool
    weekday: bool
    before: str
    after: str
    label: str = ""
    english: bool = False
    by_machine: bool = False


def find_stamp(text: str, folded: str) -> Stamp | None:
    """The date stamp that a line is about, or nothing when it holds none.

    `folded` is `text` folded, exactly as long. Of two labelled dates the one of publication counts.

    >>> from tasks.vi.text.fold import fold_text
    >>> line = "Tin tức - Sự kiện Thứ Tư, 24/06/2020, 14:50"
    >>> stamp = find_stamp(line, fold_text(line))
    >>> stamp.at.isoformat(), stamp.before
    ('2020-06-24T14:50:00+07:00', 'Tin tức - Sự kiện')
    """
    if len(folded) > _LONGEST:
        return None
    first = _search_day(folded, 0)
    if first is None:
        return None
    found, label, opens, closes = _chosen(first, folded)
    read = _day(found)
    if read is None or read[0].year < _FIRST_SITES or _TO_A_DAY.match(folded, found.end()):
        return None
    day, form = read
    start, end = found.span()
    clock = "[gmt" in folded or folded.startswith("hom nay")
    at = None
    if found.group("iso") and "t" in found.group("iso"):
        moment = parse_moment(found.group("iso").upper())
        if moment is not None:
            day, at = moment  # the day in Việt Nam, which begins seven hours before that of an instant in UTC
    if at is None:
        at, start, end = _clock_time(folded, day, start, end)
    weekday = next((w for w in _WEEKDAY_RE.finditer(folded) if _beside(w, start, end)), None)
    if weekday is not None:
        start, end = min(start, weekday.start()), max(end, weekday.end())
    before = _bare(text[: min(start, opens)], folded[: min(start, opens)])
    after = _bare(text[max(end, closes) :], folded[max(end, closes) :])
    labelled = _is_labelled(folded[:start])
    if form == _SHORT_YEAR and not (labelled or weekday is not None or at is not None or not (before or after)):
        return None  # `5-3-10` is anything where nothing else says that it is a day
    return Stamp(day, at, labelled, clock, weekday is not None, before, after, label, form in _ENGLISH_FORMS)


def find_declared(text: str | None) -> Instant | None:
    """The day and instant that a page or a container declares, in a machine's form or in that of a stamp.

    >>> find_declared("12/03/2024 08:10").at.isoformat(), find_declared("1710205800").day.isoformat(), find_declared("hôm qua")
    ('2024-03-12T08:10:00+07:00', '2024-03-12', None)
    """
    if not text:
        return None
    moment = parse_moment(text)
    if moment is None:
        stamp = find_stamp(text.strip(), fold_text(text.strip()))
        moment = Instant(stamp.day, stamp.at) if stamp is not None else None
    return moment if moment is not None and moment.day.year >= _FIRST_SITES else None


def _search_day(folded: str, begin: int) -> re.Match[str] | None:
    """The first date from `begin` on."""
    maybe = _MAYBE_DAY.search(folded, begin)
    if maybe is None:
        return None
    reach = _REACH_OF_MONTH if maybe.lastindex else _REACH
    return _DAY_RE.search(folded, max(begin, maybe.start() - reach))


def _chosen(first: re.Match[str], folded: str) -> tuple[re.Match[str], str, int, int]:
    """The date of a line that is meant, its label, and the range outside of which no other labelled date stands."""
    label = _label_before(folded[: first.start()])
    following = _search_day(folded, first.end()) if _holds_label(folded[first.end() :]) else None
    if following is None:
        return first, label, first.start(), first.end()
    other = _label_before(folded[first.end() : following.start()])
    if not other:
        return first, label, first.start(), first.end()
    if label == "updated" and other == "published":
        return following, other, first.start(), following.end()
    return first, label, first.start(), following.end()


def _label_before(words: str) -> str:
    """What the last label before a date says: that the page was changed, or that it came out."""
    if not _holds_label(words):
        return ""
    updated = max((found.end() for found in _UPDATED.finditer(words)), default=-1)
    published = max((found.end() for found in _PUBLISHED.finditer(words)), default=-1)
    return "" if updated == published else "updated" if updated > published else "published"


def _holds_label(words: str) -> bool:
    """Whether words can hold a label; cheap."""
    return len(words) >= _SHORTEST_LABEL and any(sign in words for sign in _LABEL_SIGNS)


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
    if not folded.strip(_NOISE_SIGNS):
        return ""
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


def _day(found: re.Match[str]) -> tuple[date, int] | None:
    """The day that a date means, and the number of its form."""
    last = found.lastgroup or ""
    form = int(last[1:]) if last != "iso" else 1
    year, month, day = found.group(f"y{form}", f"m{form}", f"d{form}")
    first, second = int(day), int(month) if month.isdecimal() else _MONTHS[month.replace(" ", "-")]
    if second > 12 >= first and form == 2:
        first, second = second, first  # a site that prints the month first
    century = ("19" if year > "89" else "20") if form == _SHORT_YEAR else ""
    try:
        return date(int(century + year), second, first), form
    except ValueError:
        return None


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
    if not gap.strip(_NOISE_SIGNS):
        return False
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
