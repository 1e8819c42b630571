"""First and last day of what the text does not print in full: from the published day, the year or the term named before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from tasks.vi.temporal.moments import Moment, edge_date, is_year, month_end, safe_date, years
from tasks.vi.temporal.period_patterns import DATED_TERM

# A year named at most this far before, in the same paragraph, gives the year of a month or day printed without one.
NEAR = 220
LONGEST_TITLE = 220
_NEAR_CONGRESS = 90
# `đầu năm`, `6 tháng đầu năm`, `9 tháng`: of the year that is told of.
_PARTS_OF_YEAR = frozenset({"part_of_year", "half_year", "months_of_year"})
# Full dates and `tháng 6/2022`; not the numbers of documents (`12/2022/NĐ-CP`), nor the first of two years.
_YEAR_OF_DATE = re.compile(r"[/.-]((?:19|20)\d\d)(?![\d/-])")
_DAY_BEFORE = re.compile(r"(?<![\d/])(?:\d{1,2}[/.-])?\d{1,2}$")
_LONGEST_DAY = len("31/12")
_COUNTED_YEARS = re.compile(r"(\d{1,2})\s+năm")
_YEAR_NAMED = re.compile(r"năm (?<!từ năm )(?<!đến năm )(?<!tới năm )(?<!hết năm )(?<!qua năm )(?<!sinh năm )((?:19|20)\d\d)(?!\d|\s?[-–])")


class PeriodDates:
    """What one text has said of time so far: its terms, the year, the month and the day named last."""

    def __init__(self, low: str, published_on: date | None) -> None:
        self.low, self.published = low, published_on
        self.year_at, self.year = -10 * NEAR, 0
        self.month: tuple[date, date | None] | None = None
        self.day: date | None = None
        self.title_year = 0
        self.spans: dict[int, tuple[date, date]] = {}
        self._only_year: int | None = None
        self.terms = [(m.start(), int(m[1]), int(m[2])) for m in DATED_TERM.finditer(low) if is_year(int(m[1])) and is_year(int(m[2]))]
        first_line = low.find("\n") if "\n" in low else len(low)
        self.title_end = first_line if first_line <= LONGEST_TITLE else 0

    def span_of(self, phrase: str) -> tuple[date, date] | None:
        """The years that a text named as so many before: `trong 5 năm`, after `giai đoạn 2011-2015`; null where it named none."""
        count = _COUNTED_YEARS.search(phrase)
        return self.spans.get(int(count[1])) if count is not None else None

    def remember_span(self, first: date, last: date) -> None:
        """Whole years were named, which a later `5 năm` may mean."""
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and last.year > first.year:
            self.spans[last.year - first.year + 1] = (first, last)
            self.spans[last.year - first.year] = (first, last)

    def remember_year(self, end: int, year: int) -> None:
        """A year was named that later days and months without one may share."""
        self.year_at, self.year = end, year
        if end <= self.title_end:
            self.title_year = year

    def year_spoken_of(self, at: int) -> tuple[date | None, date | None]:
        """The year that `trong năm` means: the one named shortly before."""
        near = at - self.year_at <= 4 * NEAR or (self.year_at >= 0 and "\n" not in self.low[self.year_at : at])
        year = self.year if near else self.title_year
        whole = years(at, at, year, year, "year") if year else None
        return (whole.first, whole.last) if whole is not None else (None, None)

    def whole_year(self, at: int) -> tuple[date | None, date | None]:
        """The year that `cả năm` means: the published one, in news of its first months, else the one named shortly before."""
        if self.published is None:
            return self.year_spoken_of(at)
        return date(self.published.year, 1, 1), date(self.published.year, 12, 31)

    def resolve(self, moment: Moment) -> tuple[date | None, date | None]:
        """First and last day, from the published day, the year named before or the term named before."""
        needs = moment.needs
        if not needs:
            return moment.first, moment.last
        if needs == "term":
            return self.resolve_term(moment)
        if needs == "published":
            return self.resolve_published(moment)
        if needs == "months_so_far":
            return self.months_so_far(moment.month_last)
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

    def months_so_far(self, count: int) -> tuple[date | None, date | None]:
        """The first months of the published year, where so many have passed or are about to."""
        published = self.published
        if published is None or (published.month, published.day) < (count, 15):
            return None, None
        return date(published.year, 1, 1), month_end(published.year, count)

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
            spoken = self.year_spoken_of(moment.start)[0] if moment.rule in _PARTS_OF_YEAR or moment.rule == "quarter" else None
            return spoken.year if spoken else self.only_year() if moment.day or moment.rule in _PARTS_OF_YEAR else None
        if moment.rule in _PARTS_OF_YEAR:
            finished = moment.month_last - 1 if moment.rule == "months_of_year" and moment.month == 1 else 0
            return published.year if published.month >= finished else None
        ahead = moment.month - published.month
        return published.year - 1 if ahead > 5 else published.year

    def only_year(self) -> int | None:
        """The year of every full date of the text, or without one of every `năm 2022`; null where they name several."""
        if self._only_year is None:
            found = set(self._years_of_dates()) or set(_YEAR_NAMED.findall(self.low))
            self._only_year = int(found.pop()) if len(found) == 1 else 0
        return self._only_year or None

    def _years_of_dates(self) -> Iterator[str]:
        for match in _YEAR_OF_DATE.finditer(self.low):
            if _DAY_BEFORE.search(self.low, max(0, match.start() - _LONGEST_DAY), match.start()):
                yield match[1]

    def resolve_term(self, moment: Moment) -> tuple[date | None, date | None]:
        """First and last day of the term, or of a part of it, that was named last before."""
        index = bisect_left(self.terms, (moment.start,)) - 1
        if index < 0 and moment.start < self.title_end and self.terms:
            index = 0  # The title speaks of the term that the text names first.
        if index < 0:
            return None, None
        begin, end = self.terms[index][1:]
        over = "qua" in self.low[moment.start : moment.end] and self._opens_term(self.terms[index][0], begin)
        if over:  # said at the congress that opens the term
            begin, end = 2 * begin - end, begin
        if moment.rule == "term_before":
            begin, end = 2 * begin - end, begin
        first, last = date(begin, 1, 1), date(end, 12, 31)
        if moment.rule != "part_of_term":
            return first, last
        return {"start": (first, None), "end": (last, last)}.get(moment.edge, (None, None))

    def _opens_term(self, at: int, begin: int) -> bool:
        """Whether a term named at a place was about to begin: by the year of publication or of all the dates of the text, without
        one by the congress that it is named after."""
        spoken_in = self.published.year if self.published is not None else self.only_year() or 0
        return spoken_in <= begin if spoken_in else "đại hội" in self.low[max(0, at - _NEAR_CONGRESS) : at]

    def resolve_published(self, moment: Moment) -> tuple[date | None, date | None]:
        """First and last day of what speaks of the published day: `năm nay`, `tháng này`, `3 năm qua`."""
        published = self.published
        if published is None:
            return self.year_spoken_of(moment.start) if moment.rule == "past_year" else (None, None)
        rule, amount = moment.rule, moment.amount
        if rule == "last_months" and amount >= 2 and amount in {published.month, published.month - 1}:
            return date(published.year, 1, 1), month_end(published.year, amount)  # `8 tháng qua`, said in August: those of the year
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
