"""Periods: every phrase of a text that says when a figure holds, resolved against the published day.

`find_periods` gives what is printed, nothing is carried from one clause to another: that is the work of `tasks/facts`.
A stated year, month or quarter has the kind of a flow here (`year`, `month`, `quarter`), with its first and last day; a stock
in it is `as_of` over the same days, which only the assembly can know.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from tasks.vi import period_patterns as patterns
from tasks.vi.calendar_terms import read_day, read_moment
from tasks.vi.moments import Grain, Kind, Moment, is_year, month_end, moved, safe_date, years
from tasks.vi.period_dates import PeriodDates
from tasks.vi.period_triggers import find_triggers
from tasks.vi.span_terms import read_months_after, read_span
from tasks.vi.spelling import one_spelling

Role = Literal["time", "comparison", "future", "duration", "event"]


class Period(NamedTuple):
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
        self.done = 0
        self.dates = PeriodDates(low, published_on)
        self.resolve = self.dates.resolve

    def periods(self) -> list[Period]:
        for at, word in find_triggers(self.low):
            if at >= self.done and (period := self.period_at(at, word)) is not None:
                self.remember(period)
                self.found.append(period)
                self.done = period.end
        return self.found

    # -- one phrase -------------------------------------------------------------------------------------------------

    def period_at(self, at: int, word: str) -> Period | None:
        special = _SPECIAL.get(word)
        if word in _COUNTS and (moment := read_span(self.low, at)) is not None:
            return self.with_lead(moment)
        if special is not None and (period := special(self, at)) is not None:
            return period
        moment = read_moment(self.low, at, word) or read_span(self.low, at)
        if (
            moment is None
            or self.word_before(at) in patterns.BIRTH
            or (moment.rule == "term_bare" and self.word_before(at) in patterns.MANY)
        ):
            return None
        return self.from_moment(moment)

    def from_moment(self, moment: Moment) -> Period:
        """A moment, its continuation (`… đến …`), and the words before it."""
        now = patterns.JOIN_NOW.match(self.low, moment.end)
        if now and not now[0].lstrip().startswith(","):  # `2 tiêu chí năm 2010, đến nay 15`: two times
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
        join = patterns.JOIN.match(self.low, moment.end)
        if not join or join.end() == moment.end:
            return None
        return self.moment_after(join.end())

    def moment_after(self, at: int) -> Moment | None:
        word = patterns.WORD.match(self.low, at)
        if not word:
            return None
        if moment := read_moment(self.low, at, word[0]):
            return moment
        return read_day(self.low, at) if patterns.BARE_DAY.match(self.low, at) else None

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
        tail = patterns.UNTIL_MONTH.match(self.low, moment.end)
        if tail is None or first is None or not 1 <= int(tail[1]) <= 12:
            return None
        return self.make(moment.start, tail.end(), "range", first, month_end(first.year, int(tail[1])), "span", "year_until_month")

    def with_lead(self, moment: Moment) -> Period:
        """A single moment with the words before it: `tính đến`, `trong`, `so với`."""
        start, until = self.lead(moment.start)
        kind, (first, last) = moment.kind, self.resolve(moment)
        if until and kind in {"year", "month", "quarter"}:
            kind = "as_of"
        if until and moment.rule == "week_of_year":
            kind = "to_date"
        if moment.rule == "past_year" and first and last and (last - first).days > 366:
            kind = "range"
        return self.make(start, moment.end, kind, first, last, moment.grain, moment.rule, until=until)

    def lead(self, start: int) -> tuple[int, bool]:
        """Where the phrase begins with its small words, and whether they mean `until`."""
        until = False
        while True:
            word, at = self.word_before_at(start)
            if at < self.done or word not in patterns.LEADING or (word == "từ" and not until):
                return start, until
            until = until or word in patterns.UNTIL
            start = at

    def remember(self, period: Period) -> None:
        """Keeps the year and the month that later phrases may mean."""
        first, last = period.first, period.last
        if first is None or period.role == "comparison":
            return
        if period.kind == "month":
            self.dates.month = (first, last)
        if (
            (last is None or first.year == last.year)
            and period.role == "time"
            and not period.is_document_or_name
            and period.kind != "to_date"
            and not patterns.PLANNED.search(self.low, max(0, period.start - 60), period.start)
        ):
            self.dates.remember_year(period.end, first.year)

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
            near = before[-60:]
            compared = patterns.COMPARED.search(near) if "so" in near or "hơn" in near or "lần" in near else None
            if compared and not patterns.PLAN.search(compared["rest"] or ""):
                role = "comparison"
            named = opening not in {"trong", "trước", "sau"} and rule not in patterns.NEVER_NAMED and self.is_named(before, grain)
        return Period(start, end, self.text[start:end], kind, first, last, is_now, named, role, grain, until, rule)

    def is_named(self, before: str, grain: Grain) -> bool:
        """Whether the date is that of a document, a feast, a congress or a programme."""
        if grain == "day":
            return bool(patterns.DOCUMENT.search(before) or patterns.DOCUMENT_CODE.search(before) or patterns.FEAST.search(before))
        if grain == "term":
            return bool(patterns.BODY.search(before[-100:]) or patterns.FEAST.search(before))
        return grain == "span" and bool(patterns.PROGRAMME.search(before) or patterns.FEAST.search(before))

    # -- phrases that are not one moment ----------------------------------------------------------------------------

    def from_phrase(self, at: int) -> Period | None:
        """`từ … đến …`, `từ … đến nay`, `từ nay đến …`, `từ …`."""
        low = self.low
        start = at
        while (previous := self.word_before_at(start))[0] in {"kể", "tính", "ngay"} and previous[1] >= self.done:
            start = previous[1]
        if m := patterns.SINCE_SEASON.match(low, at):
            return self.make(start, m.end(), "to_date", None, self.published, "span", "since_season")
        if m := patterns.FROM_NOW.match(low, at):
            other = self.moment_after(m.end())
            if other is not None:
                return self.make(start, other.end, "range", self.published, self.resolve(other)[1], "span", "from_now", role="future")
        if (m := patterns.FROM_SPAN.match(low, at)) and (moment := years(at, m.end(), int(m[1]), int(m[2]), "from_to")):
            return self.make(start, m.end(), "range", moment.first, moment.last, "span", "from_to")
        if m := patterns.FROM_YEAR.match(low, at):
            year = years(at, m.end(), int(m[1]), int(m[1]), "year")
            now = patterns.JOIN_NOW.match(low, m.end())
            return self.make(
                start, now.end() if now else m.end(), "to_date", year.first if year else None, self.published, "span", "to_now"
            )
        after = patterns.AFTER_FROM.match(low, at)
        moment = self.moment_after(after.end()) if after else None
        if moment is not None and moment.rule not in {"term", "span"}:
            if now := patterns.JOIN_NOW.match(low, moment.end):
                return self.make(start, now.end(), "to_date", self.resolve(moment)[0], self.published, "span", "to_now")
            if (other := self.joined(moment)) is not None:
                return self.stretch(start, moment, other)
        if m := patterns.SINCE.match(low, at):
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
        inner = patterns.DATED_TERM.search(self.low, at, end)
        return date(int(inner[1]), 1, 1) if inner and is_year(int(inner[1])) else None

    def now_phrase(self, at: int) -> Period | None:
        """`đến nay`, `hiện nay`, `hiện`, `bây giờ`: a state at the time of writing."""
        low = self.low
        m = patterns.TO_NOW.match(low, at) or patterns.NOW_PHRASE.match(low, at)
        if m is None:
            return None
        if m[0].endswith("hiện") and not self.stands_alone(m.end() - 4, m.end(), patterns.BEFORE_HIEN, patterns.AFTER_HIEN):
            return None
        return self.make(at, m.end(), "as_of", None, None, "now", "now", is_now=True)

    def bare_now(self, at: int) -> Period | None:
        """`, nay chỉ còn 2 xã`."""
        end = at + 3
        renamed = self.low[at - 1 : at] == "(" and patterns.RENAMED.match(self.low, end)
        if renamed or not self.stands_alone(at, end, patterns.BEFORE_NAY, patterns.AFTER_NAY):
            return None
        return self.make(at, end, "as_of", None, None, "now", "now", is_now=True)

    def stands_alone(self, start: int, end: int, not_before: frozenset[str], not_after: frozenset[str]) -> bool:
        after = patterns.WORD.match(self.low, end + 1) if self.low[end : end + 1] == " " else None
        return self.word_before(start) not in not_before and (after is None or after[0] not in not_after)

    def until_phrase(self, at: int) -> Period | None:
        """`đến`, `tới`, `tính` open a now phrase; before a date they are read with it. `Tính chung 9 tháng` is from January."""
        m = patterns.SUM_OF_MONTHS.match(self.low, at)
        if m is None or not 1 <= int(m[1]) <= 12:
            return self.now_phrase(at)
        moment = Moment(at, m.end(), "range", "span", "months_of_year", needs="year", month=1, month_last=int(m[1]))
        return self.make(at, m.end(), "range", *self.resolve(moment), "span", "months_of_year")

    def vague(self, at: int) -> Period | None:
        """`những năm qua`, `thời gian qua`, `trước đây`, `thời gian tới`."""
        m = patterns.VAGUE.match(self.low, at)
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
        m = patterns.SAME_TIME.match(self.low, at)
        if m is None:
            return None
        year = int(m[1]) if m[1] else self.published.year - 1 if m[2] and self.published else 0
        whole = years(at, m.end(), year, year, "year") if year else None
        first, last = (whole.first, whole.last) if whole else (None, None)
        return self.make(at, m.end(), "year", first, last, "year", "same_time", role="comparison")

    def cumulative(self, at: int) -> Period | None:
        """`lũy kế`, unless a date follows that says until when."""
        led = patterns.CUMULATED.match(self.low, at)
        if led and (moment := read_months_after(self.low, led.end(), cumulated=True)):
            return self.make(at, moment.end, "range", *self.resolve(moment), "span", "months_so_far")
        m = patterns.CUMULATIVE.match(self.low, at)
        if m is None or patterns.DATE_FOLLOWS.match(self.low, m.end()):
            return None
        return self.make(at, m.end(), "to_date", None, None, "vague", "cumulative")

    def in_phrase(self, at: int) -> Period | None:
        """`trong tháng`, `trong năm`, `cả năm`, `sau 10 năm`, `qua 3 năm thực hiện`."""
        low = self.low
        if m := patterns.IN_MONTH.match(low, at):
            first, last = self.dates.month or (None, None)
            return self.make(at, m.end(), "month" if first else "range", first, last, "month", "in_month")
        if m := patterns.IN_QUARTER.match(low, at):
            return self.make(at, m.end(), "quarter", None, None, "quarter", "in_quarter")
        if (m := patterns.IN_YEAR.match(low, at)) or (m := patterns.THAT_YEAR.match(low, at)):
            first, last = self.dates.whole_year(at) if m[0].startswith("cả") else self.dates.year_spoken_of(at)
            return self.make(at, m.end(), "year" if first else "range", first, last, "year", "in_year")
        if (led := patterns.LED_MONTHS.match(low, at)) and (months := read_months_after(low, led.end(), cumulated=False)):
            return self.make(at, months.end, "range", *self.resolve(months), "span", "months_so_far")
        if m := patterns.RUN_OF_YEARS.match(low, at):
            return self.make(at, m.end(), "range", None, None, "vague", "run_of_years")
        m = patterns.DURATION.match(low, at)
        if m is None:
            return None
        inner = patterns.FIRST_NUMBER.search(low, at, m.end())
        if inner and (moment := read_moment(low, inner.start(), inner[0]) or read_span(low, inner.start())) and moment.end >= m.end():
            return self.make(at, moment.end, moment.kind, *self.resolve(moment), moment.grain, moment.rule)
        return self.make(at, m.end(), "none", None, None, "duration", "duration", role="duration")

    def relative_day(self, at: int) -> Period | None:
        m = patterns.RELATIVE_DAY.match(self.low, at)
        if m is None:
            return None
        when = self.published - timedelta(days=m[1] == "qua") if self.published else None
        return self.make(at, m.end(), "as_of", when, when, "day", "relative_day")


# Where `năm` or `những` begins a stretch of its own, before it is read as a word of time.
_COUNTS = frozenset({"năm", "những", "mấy", "các", "một"})
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
    "năm": lambda self, at: self.in_phrase(at) if patterns.THAT_YEAR.match(self.low, at) else None,
}
