"""Periods: every phrase of a text that says when a figure holds, resolved against the published day.

`find_periods` gives what is printed, nothing is carried from one clause to another: that is the work of `tasks/facts`.
A stated year, month or quarter has the kind of a flow here (`year`, `month`, `quarter`), with its first and last day; a stock
in it is `as_of` over the same days, which only the assembly can know.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tasks.vi.calendar_terms import (
    DISPATCH,
    Grain,
    Kind,
    Moment,
    edge_date,
    is_year,
    month_end,
    moved,
    read_day,
    read_moment,
    safe_date,
    years,
)
from tasks.vi.spelling import one_spelling

Role = Literal["time", "comparison", "future", "duration", "event"]


@dataclass(frozen=True, slots=True)
class Period:
    """One phrase of time. `first` and `last` are inclusive days, null where neither text nor published day tells.

    `role` is `comparison` for what a figure is measured against (`so với năm 2022`), which is never its own period; `future` for
    `thời gian tới`; `duration` for `sau 10 năm`; else `time`. `is_document_or_name` marks the date of a decree, a congress
    or a programme (`Nghị quyết … ngày 23/5/2018`, `Đại hội … nhiệm kỳ 2020-2025`), which ranks below a date of the clause.
    `grain` is how fine the phrase is; `until` marks `đến`, `tính đến`, `hết`, the words that make a year a point in time.
    """

    start: int
    end: int
    text: str
    kind: Kind
    first: date | None
    last: date | None
    is_now: bool
    is_document_or_name: bool
    role: Role
    grain: Grain
    until: bool
    rule: str


_WORD = re.compile(r"\w+")
_AFTER_FROM = re.compile(r"từ\s+")

_NOW_PHRASE = re.compile(
    r"(?:tính\s+)?(?:cho\s+)?(?:(?:đến|tới)\s+)?(?:"
    r"(?:(?:thời|giai)\s+(?:điểm|đoạn)\s+)?(?:hiện\s+nay|hiện\s+tại|hiện\s+giờ)|thời\s+điểm\s+này|lúc\s+này|bây\s+giờ|giờ\s+đây|ngày\s+nay|hiện)(?!\w)"
)
_TO_NOW = re.compile(r"(?:tính\s+)?(?:cho\s+)?(?:đến|tới)\s+(?:ngày\s+)?nay(?!\w)")
# Words of which `hiện` and `nay` are one half.
_BEFORE_HIEN = frozenset(["thực", "phát", "thể", "xuất", "biểu", "hiển", "tái", "ẩn", "cải"])
_AFTER_HIEN = frozenset(
    ["đại", "trạng", "tượng", "thực", "vật", "thân", "diện", "hữu", "hình", "trường", "kim", "hành", "thị", "giá", "sinh"]
)
_BEFORE_NAY = frozenset(
    [
        "năm",
        "hôm",
        "ngày",
        "xưa",
        "lâu",
        "từ",
        "sáng",
        "chiều",
        "trưa",
        "tối",
        "đêm",
        "lần",
        "đời",
        "tháng",
        "tuần",
        "quý",
        "đến",
        "tới",
        "hiện",
        "mùa",
        "vụ",
    ]
)
_AFTER_NAY = frozenset(["mai"])

_JOIN = re.compile(r"\s*(?:[-–—]|(?:cho\s+)?(?:đến|tới))\s*(?:(?:ngày|hết)\s+(?=\d|năm|tháng|quý|nhiệm))?")
_JOIN_NOW = re.compile(
    r"\s*,?\s*(?:cho\s+)?(?:đến|tới|[-–])\s+(?:(?:ngày\s+|hiện\s+)?nay|hiện\s+tại|bây\s+giờ|(?:thời\s+điểm|lúc)\s+(?:này|hiện\s+tại|hiện\s+nay|báo\s+cáo))(?!\w)"
)
_SINCE = re.compile(
    r"từ\s+(?:sau\s+|ngay\s+)?(?:khi|lúc|đại\s+hội|đó|ngày|thời\s+điểm|đầu\s+nhiệm|trước|năm|khóa|khoá|những|sau)(?!\w)[^.;:\n]{0,110}?(?<!\w)(?:đến|tới)\s+nay(?!\w)"
)
_FROM_NOW = re.compile(r"từ\s+(?:nay|bây\s+giờ|giờ)\s+(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+)?")
_FROM_YEAR = re.compile(r"từ\s+(?:những\s+)?(?:năm\s+)?(\d{4})(?=\s+(?:cho\s+)?(?:đến|tới)\s+nay(?!\w))")
_FROM_SPAN = re.compile(r"từ\s+(?:năm\s+)?(\d{4})\s?(?:-|–|—|(?:đến|tới)(?:\s+hết)?(?:\s+năm)?)\s?(\d{4})(?![\d.,]*\d)")
_VAGUE = re.compile(
    r"(?:(?:những|nhiều|mấy|vài|một\s+số|các|suốt)\s+(?:năm|tháng|ngày|tuần|thời\s+gian|nhiệm\s+k[ỳì])\s+(?:vừa\s+)?(qua|gần\s+đây|gần|trở\s+lại\s+đây|nay|tới|tiếp\s+theo|sắp\s+tới|trước\s+đây|trước)(?:\s+đây)?"
    r"|thời\s+gian\s+(?:vừa\s+)?(qua|gần\s+đây|tới|sắp\s+tới)|giai\s+đoạn\s+(?:vừa\s+)?(qua|tới|hiện\s+nay)|gần\s+đây|mới\s+đây|vừa\s+qua|trước\s+(?:đây|kia)|lâu\s+nay)(?!\w)"
)
_SAME_TIME = re.compile(r"cùng\s+(?:k[ỳì]|thời\s+(?:kỳ|điểm|gian))(?:\s+(?:của\s+)?năm\s+(?:(\d{4})(?!\d)|(trước|ngoái)(?!\w)))?")
_CUMULATIVE = re.compile(r"(?:lũy|luỹ)\s+k[ếê](?!\w)")
_RELATIVE_DAY = re.compile(r"hôm\s+(nay|qua)(?!\w)")
_DURATION = re.compile(
    r"(?:sau|qua|trong|suốt)\s+(?:hơn\s+|gần\s+|khoảng\s+|trên\s+)?(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:năm|tháng)(?!\w)"
)
_IN_MONTH = re.compile(r"(?:trong\s+)tháng(?!\s+\d)(?!\w)")
_IN_YEAR = re.compile(r"(?:trong|cả)\s+năm(?!\s+(?:\d|nay|qua|ngoái|học|trước|tới|sau|vừa|tháng|năm|đầu|thứ|đó|gần|tiếp|cuối))(?!\w)")
_THAT_YEAR = re.compile(r"(?:trong\s+)?năm\s+(?:này|đó|ấy)(?!\w)")

_COMPARED = re.compile(
    r"(?<!\w)(?:so(?:\s+(?:với|sánh\s+với|cùng))?\s+(?P<rest>(?:năm\s+\d{4}(?:\s?,|\s+và)\s+)?(?:(?!tăng|giảm|đạt|là|có|và)[^\W\d]+\s+){0,6})|(?:hơn|lần)\s+)$"
)
_PLAN = re.compile(r"(?<!\w)(?:kế\s+hoạch|chỉ\s+tiêu|nghị\s+quyết|mục\s+tiêu|tổng\s+số|dự\s+toán)(?!\w)")
_DOCUMENT = re.compile(
    r"(?<!\w)(?:nghị\s+quyết|quyết\s+định|chỉ\s+thị|nghị\s+định|thông\s+(?:tư|báo|tri)|công\s+(?:văn|điện)|kế\s+hoạch|tờ\s+trình|hướng\s+dẫn|kết\s+luận"
    r"|quy\s+(?:định|chế)|luật|văn\s+bản|chương\s+trình|đề\s+án|báo\s+cáo|pháp\s+lệnh|giấy\s+phép|số)(?!\w)(?:[^.;:\n]|\.(?=\d)){0,70}\d[^.;\n]{0,40}$"
)
_DOCUMENT_CODE = re.compile(r"\d\s?[-/]\s?[a-zđ][a-zđ\s/.-]{0,14},?\s*$")
_FEAST = re.compile(r"(?<!\w)(?:kỷ\s+niệm|kỉ\s+niệm|nhân\s+dịp|chào\s+mừng|mừng|ngày\s+lễ|nhân\s+ngày)(?!\w)[^.;\n]{0,60}$")
_BODY = re.compile(
    r"(?<!\w)(?:đại\s+hội|nghị\s+quyết|khóa|khoá|ban\s+chấp\s+hành|bch|[uủ][yỷ]\s+viên|bí\s+thư|đại\s+biểu|hđnd|hội\s+đồng|chủ\s+tịch"
    r"|quy\s+hoạch|kế\s+hoạch|chương\s+trình)(?!\w)[^.;:\n]{0,80}$"
)
# A programme keeps its years without a comma before them; after a comma the years speak of the clause.
_PROGRAMME = re.compile(
    r"(?<!\w)(?:nghị\s+quyết|chỉ\s+thị|đề\s+án|chương\s+trình|kế\s+hoạch|quy\s+hoạch|tiêu\s+chí|chiến\s+lược|dự\s+án|phong\s+trào|đề\s+tài"
    r"|cuộc\s+vận\s+động|khóa|khoá|đầu\s+tư\s+công)(?!\w)[^.;:,\n]{0,190}$"
)
_NEVER_NAMED = frozenset({"months_of_year", "half_year", "since_event", "to_now"})
_UNTIL = frozenset({"đến", "tới", "hết"})
_LEADING = frozenset({"các", "trong", "vào", "riêng", "đến", "tới", "tính", "kể", "cho", "hết", "qua", "suốt", "hồi", "cả", "từ"})
_MANY = frozenset({"các", "những", "nhiều", "mỗi", "từng", "hai", "ba", "mấy"})
_BIRTH = frozenset({"sinh", "sn", "thọ"})
# A year named at most this far before, in the same paragraph, gives the year of a month or day printed without one.
NEAR = 220


def find_periods(text: str, published_on: date | None, spelled: str | None = None) -> list[Period]:
    """All phrases of time, in text order, never overlapping. `spelled` is `one_spelling(text)` where the caller has it already.

    >>> [(p.text, p.kind, p.first) for p in find_periods("Từ đầu năm 2017 đến nay, toàn Đảng bộ đã kết nạp 9 đồng chí.", None)]
    [('Từ đầu năm 2017 đến nay', 'to_date', datetime.date(2017, 1, 1))]
    >>> [p.role for p in find_periods("tăng 10 chỉ tiêu so với năm 2022", None)]
    ['comparison']
    """
    return _Reading(text, spelled if spelled is not None else one_spelling(text), published_on).periods()


class _Reading:
    """One pass over one text; keeps what later phrases need: the terms, months and years named before."""

    def __init__(self, text: str, low: str, published_on: date | None) -> None:
        self.text, self.low, self.published = text, low, published_on
        self.found: list[Period] = []
        self.year_at, self.year = -10 * NEAR, 0
        self.month: Period | None = None
        self.terms = [(m.start(), int(m[1]), int(m[2])) for m in _DATED_TERM.finditer(low) if is_year(int(m[1])) and is_year(int(m[2]))]
        self.title_end = low.find("\n") if "\n" in low else len(low)

    def periods(self) -> list[Period]:
        done = 0
        for match in _STARTER.finditer(self.low):
            at = match.start()
            if at >= done and (period := self.period_at(at, match[0])) is not None:
                self.remember(period)
                self.found.append(period)
                done = period.end
        return self.found

    # -- one phrase -------------------------------------------------------------------------------------------------

    def period_at(self, at: int, word: str) -> Period | None:
        special = _SPECIAL.get(word)
        if special is not None and (period := special(self, at)) is not None:
            return period
        moment = read_moment(self.low, at, word)
        if moment is None or self.word_before(at) in _BIRTH or (moment.rule == "term_bare" and self.word_before(at) in _MANY):
            return None
        return self.from_moment(moment)

    def from_moment(self, moment: Moment) -> Period:
        """A moment, its continuation (`… đến …`), and the words before it."""
        if now := _JOIN_NOW.match(self.low, moment.end):
            first = self.resolve(moment)[0]
            return self.make(moment.start, now.end(), "to_date", first, self.published, "span", "to_now")
        if (other := self.joined(moment)) is not None:
            return self.stretch(moment.start, moment, other)
        if moment.kind == "year" and (period := self.year_until(moment)) is not None:
            return period
        return self.with_lead(moment)

    def joined(self, moment: Moment) -> Moment | None:
        """The second of two moments joined by a dash or `đến`."""
        if moment.grain in {"vague", "now"} or moment.rule in {"span", "term"} or moment.kind == "range":
            return None
        join = _JOIN.match(self.low, moment.end)
        if not join or join.end() == moment.end:
            return None
        return self.moment_after(join.end())

    def moment_after(self, at: int) -> Moment | None:
        word = _WORD.match(self.low, at)
        if not word:
            return None
        if moment := read_moment(self.low, at, word[0]):
            return moment
        return read_day(self.low, at) if _BARE_DAY.match(self.low, at) else None

    def stretch(self, start: int, one: Moment, two: Moment) -> Period:
        """`từ A đến B`: A takes the year of B when it prints none."""
        first, last = self.resolve(one)[0], self.resolve(two)[1]
        if one.needs == "year" and two.needs != "year" and last is not None and one.month:
            year = last.year - 1 if one.month > last.month else last.year
            first = safe_date(year, one.month, one.day or 1)
        if first and last and last < first:
            first = last = None
        return self.make(start, two.end, "range", first, last, "span", "from_to")

    def year_until(self, moment: Moment) -> Period | None:
        """`Năm 2019, đến hết tháng 7`: from the beginning of the year to the end of the month."""
        first, _ = self.resolve(moment)
        tail = _UNTIL_MONTH.match(self.low, moment.end)
        if tail is None or first is None or not 1 <= int(tail[1]) <= 12:
            return None
        return self.make(moment.start, tail.end(), "range", first, month_end(first.year, int(tail[1])), "span", "year_until_month")

    def with_lead(self, moment: Moment) -> Period:
        """A single moment with the words before it: `tính đến`, `trong`, `so với`."""
        start, until = self.lead(moment.start)
        kind, (first, last) = moment.kind, self.resolve(moment)
        if until and kind in {"year", "month", "quarter"}:
            kind = "as_of"
        if moment.rule == "past_year" and first and last and (last - first).days > 366:
            kind = "range"
        return self.make(start, moment.end, kind, first, last, moment.grain, moment.rule, until=until)

    def lead(self, start: int) -> tuple[int, bool]:
        """Where the phrase begins with its small words, and whether they mean `until`."""
        until = False
        while True:
            word, at = self.word_before_at(start)
            if word not in _LEADING or (word == "từ" and not until):
                return start, until
            until = until or word in _UNTIL
            start = at

    # -- dates ------------------------------------------------------------------------------------------------------

    def resolve(self, moment: Moment) -> tuple[date | None, date | None]:
        """First and last day, from the published day, the year named before or the term named before."""
        needs = moment.needs
        if not needs:
            return moment.first, moment.last
        if needs == "term":
            return self.resolve_term(moment)
        if needs == "published":
            return self.resolve_published(moment)
        year = self.missing_year(moment)
        if year is None:
            return None, None
        if moment.day:
            first = safe_date(year, moment.month, moment.day)
            return first, safe_date(year, moment.month_last, moment.day_last) if moment.day_last else first
        first_day, last_day = date(year, moment.month, 1), month_end(year, moment.month_last or moment.month)
        if moment.edge:
            when = edge_date(first_day, last_day, moment.edge)
            return when, when
        return first_day, last_day

    def missing_year(self, moment: Moment) -> int | None:
        """The year of a day or month that prints none: the one just named, else by the published day."""
        published = self.published
        if moment.needs in {"year nay", "year này"}:
            return published.year if published else None
        if moment.needs.startswith("year "):
            return published.year - 1 if published else None
        if moment.rule != "part_of_year" and moment.start - self.year_at <= NEAR and "\n" not in self.low[self.year_at : moment.start]:
            return self.year
        if published is None:
            return None
        if moment.rule in {"part_of_year", "half_year", "months_of_year"}:
            finished = moment.month_last - 1 if moment.rule == "months_of_year" and moment.month == 1 else 0
            return published.year if published.month >= finished else None
        ahead = moment.month - published.month
        return published.year - 1 if ahead > 5 else published.year

    def resolve_term(self, moment: Moment) -> tuple[date | None, date | None]:
        index = bisect_left(self.terms, (moment.start,)) - 1
        if index < 0 and moment.start < self.title_end and self.terms:
            index = 0  # The title speaks of the term that the text names first.
        if index < 0:
            return None, None
        first, last = date(self.terms[index][1], 1, 1), date(self.terms[index][2], 12, 31)
        if moment.rule != "part_of_term":
            return first, last
        return {"start": (first, None), "end": (last, last)}.get(moment.edge, (None, None))

    def resolve_published(self, moment: Moment) -> tuple[date | None, date | None]:
        published = self.published
        if published is None:
            return None, None
        rule, amount = moment.rule, moment.amount
        if rule.startswith("last_") and amount:
            return _back(published, rule, amount), published
        if rule == "this_year":
            return date(published.year, 1, 1), date(published.year, 12, 31)
        if rule == "last_year" or (rule == "past_year" and published.month <= 3):
            return date(published.year - 1, 1, 1), date(published.year - 1, 12, 31)
        if rule == "past_year":
            return _back(published, "last_years", 1), published
        month_first = published.replace(day=1)
        if rule == "last_month":
            month_first = (month_first - timedelta(days=1)).replace(day=1)
        return month_first, month_end(month_first.year, month_first.month)

    def remember(self, period: Period) -> None:
        one_year = period.first is not None and (period.last is None or period.first.year == period.last.year)
        if one_year and period.first is not None and period.role == "time" and not period.is_document_or_name and period.kind != "to_date":
            self.year_at, self.year = period.end, period.first.year
        if period.kind == "month" and period.first is not None and period.role != "comparison":
            self.month = period

    # -- the words around -------------------------------------------------------------------------------------------

    def word_before_at(self, at: int) -> tuple[str, int]:
        """The word before `at` with only spaces between, and where it begins; empty after punctuation."""
        low, end = self.low, at
        while end and low[end - 1] == " ":
            end -= 1
        begin = end
        while begin and low[begin - 1].isalnum():
            begin -= 1
        return (low[begin:end], begin) if end < at or begin == end else ("", at)

    def word_before(self, at: int) -> str:
        return self.word_before_at(at)[0]

    def make(
        self, start: int, end: int, kind: Kind, first: date | None, last: date | None, grain: Grain, rule: str,
        *, until: bool = False, is_now: bool = False, role: Role = "time",
    ) -> Period:  # fmt: skip
        """The period, with its role read from the words before it."""
        before = self.low[max(0, start - 200) : start]
        before = before[before.rfind("\n") + 1 :]
        named = False
        opening = self.low[start : start + 6].split(" ", 1)[0]
        if role == "time" and not is_now and opening != "từ":
            compared = _COMPARED.search(before[-60:])
            if compared and not _PLAN.search(compared["rest"] or ""):
                role = "comparison"
            named = opening not in {"trong", "trước", "sau"} and rule not in _NEVER_NAMED and self.is_named(before, grain)
        return Period(start, end, self.text[start:end], kind, first, last, is_now, named, role, grain, until, rule)

    def is_named(self, before: str, grain: Grain) -> bool:
        """Whether the date is that of a document, a feast, a congress or a programme."""
        if grain == "day":
            return bool(_DOCUMENT.search(before) or _DOCUMENT_CODE.search(before) or _FEAST.search(before))
        if grain == "term":
            return bool(_BODY.search(before[-100:]) or _FEAST.search(before))
        return grain == "span" and bool(_PROGRAMME.search(before) or _FEAST.search(before))

    # -- phrases that are not one moment ----------------------------------------------------------------------------

    def from_phrase(self, at: int) -> Period | None:
        """`từ … đến …`, `từ … đến nay`, `từ nay đến …`, `từ …`."""
        low = self.low
        start = at
        while (previous := self.word_before_at(start))[0] in {"kể", "tính", "ngay"}:
            start = previous[1]
        if m := _FROM_NOW.match(low, at):
            other = self.moment_after(m.end())
            if other is not None:
                return self.make(start, other.end, "range", self.published, self.resolve(other)[1], "span", "from_now", role="future")
        if (m := _FROM_SPAN.match(low, at)) and (moment := years(at, m.end(), int(m[1]), int(m[2]), "from_to")):
            return self.make(start, m.end(), "range", moment.first, moment.last, "span", "from_to")
        if m := _FROM_YEAR.match(low, at):
            year = years(at, m.end(), int(m[1]), int(m[1]), "year")
            now = _JOIN_NOW.match(low, m.end())
            return self.make(
                start, now.end() if now else m.end(), "to_date", year.first if year else None, self.published, "span", "to_now"
            )
        after = _AFTER_FROM.match(low, at)
        moment = self.moment_after(after.end()) if after else None
        if moment is not None and moment.rule not in {"term", "span"}:
            if now := _JOIN_NOW.match(low, moment.end):
                return self.make(start, now.end(), "to_date", self.resolve(moment)[0], self.published, "span", "to_now")
            if (other := self.joined(moment)) is not None:
                return self.stretch(start, moment, other)
        if m := _SINCE.match(low, at):
            return self.make(start, m.end(), "to_date", self.start_within(at, m.end(), moment), self.published, "span", "since_event")
        if moment is None or moment.kind in {"range", "none"}:
            return None if moment is None else self.from_moment(moved(moment, start))
        first = self.resolve(moment)[0]
        past = first is not None and (self.published is None or first <= self.published)
        return self.make(start, moment.end, "to_date" if past else "range", first, self.published if past else None, "span", "from")

    def start_within(self, at: int, end: int, moment: Moment | None) -> date | None:
        """The start named inside `từ sau Đại hội …, nhiệm kỳ 2015-2020 đến nay`."""
        if moment is not None and moment.end <= end:
            return self.resolve(moment)[0]
        inner = _DATED_TERM.search(self.low, at, end)
        return date(int(inner[1]), 1, 1) if inner and is_year(int(inner[1])) else None

    def now_phrase(self, at: int) -> Period | None:
        """`đến nay`, `hiện nay`, `hiện`, `bây giờ`: a state at the time of writing."""
        low = self.low
        m = _TO_NOW.match(low, at) or _NOW_PHRASE.match(low, at)
        if m is None:
            return None
        if m[0].endswith("hiện") and not self.stands_alone(m.end() - 4, m.end(), _BEFORE_HIEN, _AFTER_HIEN):
            return None
        return self.make(at, m.end(), "as_of", None, None, "now", "now", is_now=True)

    def bare_now(self, at: int) -> Period | None:
        """`, nay chỉ còn 2 xã`."""
        end = at + 3
        if not self.stands_alone(at, end, _BEFORE_NAY, _AFTER_NAY):
            return None
        return self.make(at, end, "as_of", None, None, "now", "now", is_now=True)

    def stands_alone(self, start: int, end: int, not_before: frozenset[str], not_after: frozenset[str]) -> bool:
        after = _WORD.match(self.low, end + 1) if self.low[end : end + 1] == " " else None
        return self.word_before(start) not in not_before and (after is None or after[0] not in not_after)

    def until_phrase(self, at: int) -> Period | None:
        """`đến`, `tới`, `tính` open a now phrase; before a date they are read with it. `Tính chung 9 tháng` is from January."""
        m = _SUM_OF_MONTHS.match(self.low, at)
        if m is None or not 1 <= int(m[1]) <= 12:
            return self.now_phrase(at)
        moment = Moment(at, m.end(), "range", "span", "months_of_year", needs="year", month=1, month_last=int(m[1]))
        return self.make(at, m.end(), "range", *self.resolve(moment), "span", "months_of_year")

    def vague(self, at: int) -> Period | None:
        """`những năm qua`, `thời gian qua`, `trước đây`, `thời gian tới`."""
        m = _VAGUE.match(self.low, at)
        if m is None:
            return None
        which = m[0]
        start = self.lead(at)[0]
        if "tới" in which or "tiếp" in which:
            return self.make(start, m.end(), "range", None, None, "vague", "vague_future", role="future")
        if "hiện" in which:
            return self.make(start, m.end(), "as_of", None, None, "now", "now", is_now=True)
        kind: Kind = "as_of" if which.startswith("trước") else "range"
        return self.make(start, m.end(), kind, None, None, "vague", "vague_past")

    def same_time(self, at: int) -> Period | None:
        """`cùng kỳ năm 2016`: always what a figure is compared with."""
        m = _SAME_TIME.match(self.low, at)
        if m is None:
            return None
        year = int(m[1]) if m[1] else self.published.year - 1 if m[2] and self.published else 0
        whole = years(at, m.end(), year, year, "year") if year else None
        first, last = (whole.first, whole.last) if whole else (None, None)
        return self.make(at, m.end(), "year", first, last, "year", "same_time", role="comparison")

    def cumulative(self, at: int) -> Period | None:
        """`lũy kế`, unless a date follows that says until when."""
        m = _CUMULATIVE.match(self.low, at)
        if m is None or _DATE_FOLLOWS.match(self.low, m.end()):
            return None
        return self.make(at, m.end(), "to_date", None, None, "vague", "cumulative")

    def in_phrase(self, at: int) -> Period | None:
        """`trong tháng`, `trong năm`, `cả năm`, `sau 10 năm`, `qua 3 năm thực hiện`."""
        low = self.low
        if m := _IN_MONTH.match(low, at):
            known = self.month
            return self.make(at, m.end(), "month", known.first if known else None, known.last if known else None, "month", "in_month")
        if (m := _IN_YEAR.match(low, at)) or (m := _THAT_YEAR.match(low, at)):
            near = at - self.year_at <= 4 * NEAR and self.year
            whole = years(at, m.end(), self.year, self.year, "year") if near else None
            first, last = (whole.first, whole.last) if whole else (None, None)
            return self.make(at, m.end(), "year", first, last, "year", "in_year")
        m = _DURATION.match(low, at)
        if m is None:
            return None
        inner = _FIRST_NUMBER.search(low, at, m.end())
        if inner and (moment := read_moment(low, inner.start(), inner[0])) and moment.end >= m.end():
            return self.make(at, moment.end, moment.kind, *self.resolve(moment), moment.grain, moment.rule)
        return self.make(at, m.end(), "none", None, None, "duration", "duration", role="duration")

    def relative_day(self, at: int) -> Period | None:
        m = _RELATIVE_DAY.match(self.low, at)
        if m is None:
            return None
        when = self.published - timedelta(days=m[1] == "qua") if self.published else None
        return self.make(at, m.end(), "as_of", when, when, "day", "relative_day")


def _back(published: date, rule: str, amount: int) -> date | None:
    """The published day minus so many years, months, weeks or days."""
    if rule == "last_years":
        year, month = published.year - amount, published.month
    elif rule == "last_months":
        year, month = divmod(published.year * 12 + published.month - 1 - amount, 12)
        month += 1
    else:
        return published - timedelta(days=amount * (7 if rule == "last_weeks" else 1))
    if not is_year(year):
        return None
    return min(published.replace(day=1, year=year, month=month) + timedelta(days=published.day - 1), month_end(year, month))


_DATED_TERM = re.compile(r"nhiệm\s+k[ỳì](?:\s+[ivx]+)?\s*,?\s*\(?\s*(\d{4})\s?[-–—]\s?(\d{4})(?!\d)")
_UNTIL_MONTH = re.compile(r"\s*,?\s*(?:tính\s+)?(?:đến|tới)\s+(?:hết\s+|cuối\s+)?tháng\s+(\d{1,2})(?![\d/.\-])(?!\s+năm)")
_SUM_OF_MONTHS = re.compile(r"tính\s+chung(?:\s+(?:cả|trong))?\s+(\d{1,2})\s+tháng(?!\s+(?:đầu|năm|cuối|qua))(?!\w)")
_DATE_FOLLOWS = re.compile(r"\s+(?:tính\s+)?(?:đến|từ|tới)\s+(?!nay)")
# Without a word for day before it, `5/11` is more often 5 of 11.
_BARE_DAY = re.compile(
    r"\d{1,2}/\d{1,2}(?![\d%])(?!\s*(?:xã|bản|thôn|xóm|ấp|hộ|số|chỉ|tiêu|chi|trường|trạm|tổ|đơn|đảng|huyện|người)(?!\w))"
)
_FIRST_NUMBER = re.compile(r"\d{1,3}|(?<= )(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?= )")

_SPECIAL: dict[str, Callable[[_Reading, int], Period | None]] = {
    "từ": _Reading.from_phrase,
    "đến": _Reading.until_phrase,
    "tới": _Reading.until_phrase,
    "tính": _Reading.until_phrase,
    "cho": _Reading.until_phrase,
    "hiện": _Reading.now_phrase,
    "bây": _Reading.now_phrase,
    "giờ": _Reading.now_phrase,
    "lúc": _Reading.now_phrase,
    "nay": _Reading.bare_now,
    "cùng": _Reading.same_time,
    "lũy": _Reading.cumulative,
    "luỹ": _Reading.cumulative,
    "hôm": _Reading.relative_day,
    "trong": _Reading.in_phrase,
    "cả": _Reading.in_phrase,
    "sau": _Reading.in_phrase,
    "qua": _Reading.in_phrase,
    **dict.fromkeys(("những", "nhiều", "mấy", "vài", "các", "suốt", "gần", "mới", "vừa", "trước", "lâu", "giai", "một"), _Reading.vague),
    "thời": lambda self, at: self.vague(at) or self.now_phrase(at),
    "ngày": lambda self, at: self.now_phrase(at) if self.low.startswith("ngày nay", at) else None,
    "năm": lambda self, at: self.in_phrase(at) if _THAT_YEAR.match(self.low, at) else None,
}
_STARTER = re.compile(rf"\b(?:(?:{'|'.join(sorted({*_SPECIAL, *DISPATCH}))})\b|\d+)")
