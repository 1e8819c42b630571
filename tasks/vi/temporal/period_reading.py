"""One reading of a text for its times: single moments put together, the small words around them, what was named before."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from tasks.vi.temporal import period_patterns as patterns
from tasks.vi.temporal.calendar_days import read_day
from tasks.vi.temporal.calendar_terms import read_moment
from tasks.vi.temporal.moments import Grain, Kind, Moment, month_end, safe_date
from tasks.vi.temporal.period_dates import PeriodDates

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


class PeriodReading:
    """One pass over one text; keeps what later phrases need: the terms, months and years named before."""

    def __init__(self, text: str, low: str, published_on: date | None) -> None:
        self.text, self.low, self.published = text, low, published_on
        self.done = 0
        self.dates = PeriodDates(low, published_on)
        self.resolve = self.dates.resolve

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
        """The moment that begins at `at`, a bare day too."""
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
        end = moment.end
        if moment.grain == "day" and not until and (clock := patterns.UNTIL_CLOCK.search(self.low, max(self.done, start - 40), start)):
            start, until = clock.start(), True
        elif self.low.startswith(patterns.JUST_OVER, end):
            end += len(patterns.JUST_OVER[0])
        if until and kind in {"year", "month", "quarter"}:
            kind = "as_of"
        if until and moment.rule == "week_of_year":
            kind = "to_date"
        if moment.rule == "past_year" and first and last and (last - first).days > 366:
            kind = "range"
        return self.make(start, end, kind, first, last, moment.grain, moment.rule, until=until)

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
        if last is not None and period.kind in ("range", "term"):
            self.dates.remember_span(first, last)
        if period.grain == "day":
            self.dates.day = first
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
        """The word before `at` with only spaces between."""
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
