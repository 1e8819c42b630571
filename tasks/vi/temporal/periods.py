"""Periods: every phrase of a text that says when a figure holds, resolved against the published day.

`find_periods` gives what is printed, nothing is carried from one clause to another: that is the work of `tasks/facts`.
A stated year, month or quarter has the kind of a flow here (`year`, `month`, `quarter`), with its first and last day; a stock
in it is `as_of` over the same days, which only the assembly can know.
"""

from __future__ import annotations

from datetime import date

from tasks.vi.temporal import period_patterns as patterns
from tasks.vi.temporal.calendar_terms import read_moment
from tasks.vi.temporal.period_phrases import PHRASES
from tasks.vi.temporal.period_reading import Period, PeriodReading
from tasks.vi.temporal.period_triggers import find_triggers
from tasks.vi.temporal.span_terms import read_span
from tasks.vi.text.words import Words

__all__ = ["Period", "find_periods"]

# Where `năm` or `những` begins a stretch of its own, before it is read as a word of time.
_COUNTS = frozenset({"năm", "những", "mấy", "các", "một"})


def find_periods(text: str, published_on: date | None, words: Words | None = None) -> list[Period]:
    """All phrases of time, in text order, never overlapping. `words` are those of `text` where the caller has them already.

    >>> [(p.text, p.kind, p.first) for p in find_periods("Từ đầu năm 2017 đến nay, toàn Đảng bộ đã kết nạp 9 đồng chí.", None)]
    [('Từ đầu năm 2017 đến nay', 'to_date', datetime.date(2017, 1, 1))]
    >>> [p.role for p in find_periods("tăng 10 chỉ tiêu so với năm 2022", None)]
    ['comparison']
    """
    words = words or Words(text)
    reading = PeriodReading(text, words.low, published_on)
    found: list[Period] = []
    for at, word in find_triggers(words):
        if at >= reading.done and (period := _period_at(reading, at, word)) is not None:
            reading.remember(period)
            found.append(period)
            reading.done = period.end
    return found


def _period_at(reading: PeriodReading, at: int, word: str) -> Period | None:
    special = PHRASES.get(word)
    if word in _COUNTS and (moment := read_span(reading.low, at)) is not None:
        return reading.with_lead(moment)
    if special is not None and (period := special(reading, at)) is not None:
        return period
    moment = read_moment(reading.low, at, word) or read_span(reading.low, at)
    if (
        moment is None
        or reading.word_before(at) in patterns.BIRTH
        or (moment.rule == "term_bare" and reading.word_before(at) in patterns.MANY)
    ):
        return None
    return reading.from_moment(moment)
