"""One calendar expression: where it stands, what kind of time it is, its first and last day as far as the text says."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["as_of", "year", "month", "quarter", "range", "term", "to_date", "none"]
Grain = Literal["day", "month", "quarter", "year", "span", "term", "part", "now", "vague", "duration"]

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_SPAN_YEARS = 60


class Moment(NamedTuple):
    """One calendar expression, `first` and `last` inclusive; both null when the text alone cannot say.

    `needs` says what would resolve it: `year` (a month or day without one; then `month`, `day`, `month_last`, `day_last` count),
    `published` or `term`. `edge` is `start`, `middle` or `end` for `đầu`, `giữa`, `cuối`/`hết`.
    """

    start: int
    end: int
    kind: Kind
    grain: Grain
    rule: str
    first: date | None = None
    last: date | None = None
    needs: str = ""
    month: int = 0
    day: int = 0
    month_last: int = 0
    day_last: int = 0
    amount: int = 0
    edge: str = ""


def month_end(year: int, month: int) -> date:
    """Last day of a month.

    >>> month_end(2020, 2)
    datetime.date(2020, 2, 29)
    """
    return date(year, month, calendar.monthrange(year, month)[1])


def is_year(year: int) -> bool:
    """Whether a number can be the year of a figure: `năm 2915` is a misprint and stays unresolved."""
    return FIRST_YEAR <= year <= LAST_YEAR


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or null when there is no such day.

    >>> safe_date(2019, 2, 30) is None
    True
    """
    if not is_year(year) or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def moved(moment: Moment, start: int) -> Moment:
    """The same moment with an earlier start."""
    if moment.start == start:
        return moment
    return moment._replace(start=start)


def years(start: int, end: int, first: int, last: int, rule: str, kind: Kind = "range", grain: Grain = "span") -> Moment | None:
    """Whole years; null when they run backwards or over more than a lifetime, which is another kind of number pair."""
    if not 0 <= last - first <= LONGEST_SPAN_YEARS or not (is_year(first) and is_year(last)):
        return None
    return Moment(start, end, kind, grain, rule, date(first, 1, 1), date(last, 12, 31))


def edge_date(first: date | None, last: date | None, edge: str) -> date | None:
    """The day that stands for the beginning, the middle or the end of a stretch of time.

    >>> edge_date(date(2018, 1, 1), date(2018, 12, 31), "middle")
    datetime.date(2018, 7, 1)
    """
    if first is None or last is None:
        return None
    if edge == "middle":
        return date(first.year, 7, 1) if (last - first).days > 300 else first + (last - first) // 2
    return first if edge == "start" else last
