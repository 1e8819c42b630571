"""Phrases of time that are more than one moment: `từ … đến …`, `đến nay`, `những năm qua`, `cùng kỳ`, `trong năm`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tasks.vi.temporal import period_patterns as patterns
from tasks.vi.temporal.calendar_days import read_day
from tasks.vi.temporal.calendar_terms import NUMBER_WORDS, read_moment
from tasks.vi.temporal.moments import Kind, Moment, is_year, moved, years
from tasks.vi.temporal.period_reading import Period, PeriodReading
from tasks.vi.temporal.span_terms import read_months_after, read_span

# What came after so much time is not told of as that time: `Sau hơn 2 tháng, con đường dài 7 km`.
_AFTER_ABOUT = ("sau hơn ", "sau gần ", "sau khoảng ", "sau trên ")

# `trong 5 năm tới` is not the five years named before.
_NOT_AGAIN = (" qua", " vừa qua", " gần", " tới", " nữa", " sắp tới", " tiếp theo", " sau")


def _from_phrase(reading: PeriodReading, at: int) -> Period | None:
    """`từ … đến …`, `từ … đến nay`, `từ nay đến …`, `từ …`."""
    low = reading.low
    start = at
    while (previous := reading.word_before_at(start))[0] in {"kể", "tính", "ngay"} and previous[1] >= reading.done:
        start = previous[1]
    if m := patterns.EVER.match(low, at):
        return reading.make(at, m.end(), "none", None, None, "duration", "ever", role="duration")  # `cao nhất từ trước đến nay`
    if m := patterns.SINCE_SEASON.match(low, at):
        return reading.make(start, m.end(), "to_date", None, reading.published, "span", "since_season")
    if m := patterns.FROM_NOW.match(low, at):
        other = reading.moment_after(m.end())
        if other is not None:
            return reading.make(start, other.end, "range", reading.published, reading.resolve(other)[1], "span", "from_now", role="future")
    if (m := patterns.FROM_SPAN.match(low, at)) and (moment := years(at, m.end(), int(m[1]), int(m[2]), "from_to")):
        return reading.make(start, m.end(), "range", moment.first, moment.last, "span", "from_to")
    if m := patterns.FROM_YEAR.match(low, at):
        year = years(at, m.end(), int(m[1]), int(m[1]), "year")
        now = patterns.JOIN_NOW.match(low, m.end())
        return reading.make(
            start, now.end() if now else m.end(), "to_date", year.first if year else None, reading.published, "span", "to_now"
        )
    after = patterns.AFTER_FROM.match(low, at)
    moment = reading.moment_after(after.end()) if after else None
    if moment is not None and moment.rule not in {"term", "span"}:
        if now := patterns.JOIN_NOW.match(low, moment.end):
            return reading.make(start, now.end(), "to_date", reading.resolve(moment)[0], reading.published, "span", "to_now")
        if (other := reading.joined(moment)) is not None:
            return reading.stretch(start, moment, other)
    if m := patterns.SINCE.match(low, at):
        return reading.make(
            start, m.end(), "to_date", _start_within(reading, at, m.end(), moment), reading.published, "span", "since_event"
        )
    if moment is None or moment.kind in {"range", "none"}:
        return None if moment is None else reading.from_moment(moved(moment, start))
    first = reading.resolve(moment)[0]
    past = first is not None and (reading.published is None or first <= reading.published)
    return reading.make(start, moment.end, "to_date" if past else "range", first, reading.published if past else None, "span", "from")


def _start_within(reading: PeriodReading, at: int, end: int, moment: Moment | None) -> date | None:
    """The start named inside `từ sau Đại hội …, nhiệm kỳ 2015-2020 đến nay`."""
    if moment is not None and moment.end <= end:
        return reading.resolve(moment)[0]
    inner = patterns.DATED_TERM.search(reading.low, at, end)
    return date(int(inner[1]), 1, 1) if inner and is_year(int(inner[1])) else None


def _now_phrase(reading: PeriodReading, at: int) -> Period | None:
    """`đến nay`, `hiện nay`, `hiện`, `bây giờ`: a state at the time of writing."""
    low = reading.low
    m = patterns.TO_NOW.match(low, at) or patterns.NOW_PHRASE.match(low, at)
    if m is None and reading.text[at] == "G":
        m = patterns.NOW_AT_HEAD.match(low, at)
    if m is None:
        return None
    if m[0].endswith("hiện") and not _stands_alone(reading, m.end() - 4, m.end(), patterns.BEFORE_HIEN, patterns.AFTER_HIEN):
        return None
    if _is_given_name(reading, at):
        return None
    return reading.make(at, m.end(), "as_of", None, None, "now", "now", is_now=True)


def _is_given_name(reading: PeriodReading, at: int) -> bool:
    """Whether a capital within a line of small letters makes the word a person's name: `Đại úy Hiện`, `bà Sáng nay đã`."""
    before = reading.text[max(0, at - 2) : at]
    return reading.text[at].isupper() and before.endswith(" ") and before[0].isalpha()


def _bare_now(reading: PeriodReading, at: int) -> Period | None:
    """`, nay chỉ còn 2 xã`."""
    end = at + 3
    renamed = reading.low[at - 1 : at] == "(" and patterns.RENAMED.match(reading.low, end)
    if renamed or not _stands_alone(reading, at, end, patterns.BEFORE_NAY, patterns.AFTER_NAY):
        return None
    return reading.make(at, end, "as_of", None, None, "now", "now", is_now=True)


def _stands_alone(reading: PeriodReading, start: int, end: int, not_before: frozenset[str], not_after: frozenset[str]) -> bool:
    after = patterns.WORD.match(reading.low, end + 1) if reading.low[end : end + 1] == " " else None
    return reading.word_before(start) not in not_before and (after is None or after[0] not in not_after)


def _until_phrase(reading: PeriodReading, at: int) -> Period | None:
    """`đến`, `tới`, `tính` open a now phrase; before a date they are read with it. `Tính chung 9 tháng` is from January."""
    bare = patterns.BARE_YEAR.match(reading.low, at)
    year = years(at, bare.end(), int(bare[1]), int(bare[1]), "year", "year", "year") if bare else None
    if bare is not None and year is not None:
        return reading.make(at, bare.end(), "as_of", year.first, year.last, "year", "year", until=True)
    if (m := patterns.UNTIL_DAY.match(reading.low, at)) and int(m[2]) > int(m[3]) and (day := read_day(reading.low, m.start("day"))):
        return reading.make(at, day.end, "as_of", *reading.resolve(day), "day", day.rule, until=True)
    m = patterns.SUM_OF_MONTHS.match(reading.low, at)
    if m is None or not 1 <= int(m[1]) <= 12:
        return _now_phrase(reading, at)
    moment = Moment(at, m.end(), "range", "span", "months_of_year", needs="year", month=1, month_last=int(m[1]))
    return reading.make(at, m.end(), "range", *reading.resolve(moment), "span", "months_of_year")


def _vague(reading: PeriodReading, at: int) -> Period | None:
    """`những năm qua`, `thời gian qua`, `trước đây`, `thời gian tới`."""
    m = patterns.VAGUE.match(reading.low, at)
    if m is None:
        return None
    which = m[0]
    start = reading.lead(at)[0]
    if "tới" in which or "tiếp" in which:
        return reading.make(start, m.end(), "range", None, None, "vague", "vague_future", role="future")
    if "liền" in which or "liên t" in which:
        return reading.make(start, m.end(), "range", None, None, "vague", "years_on_end")
    if "hiện" in which:
        return reading.make(start, m.end(), "as_of", None, None, "now", "now", is_now=True)
    kind: Kind = "as_of" if which.startswith("trước") else "range"
    return reading.make(start, m.end(), kind, None, None, "vague", "vague_past")


def _same_time(reading: PeriodReading, at: int) -> Period | None:
    """`cùng kỳ năm 2016`: always what a figure is compared with; `chiều cùng ngày`: the day named last."""
    if m := patterns.SAME_DAY.match(reading.low, at):
        day = reading.dates.day
        return reading.with_lead(Moment(at, m.end(), "as_of", "day", "same_day", day, day)) if day is not None else None
    m = patterns.SAME_TIME.match(reading.low, at)
    if m is None:
        return None
    year = int(m[1]) if m[1] else reading.published.year - 1 if m[2] and reading.published else 0
    whole = years(at, m.end(), year, year, "year") if year else None
    first, last = (whole.first, whole.last) if whole else (None, None)
    kind: Kind = "range" if year == 0 else "year"
    return reading.make(at, m.end(), kind, first, last, "year", "same_time", role="comparison")


def _cumulative(reading: PeriodReading, at: int) -> Period | None:
    """`lũy kế`, unless a date follows that says until when."""
    led = patterns.CUMULATED.match(reading.low, at)
    if led and (moment := read_months_after(reading.low, led.end(), cumulated=True)):
        return reading.make(at, moment.end, "range", *reading.resolve(moment), "span", "months_so_far")
    m = patterns.CUMULATIVE.match(reading.low, at)
    if m is None or patterns.DATE_FOLLOWS.match(reading.low, m.end()):
        return None
    return reading.make(at, m.end(), "to_date", None, None, "vague", "cumulative")


def _in_phrase(reading: PeriodReading, at: int) -> Period | None:
    """`trong tháng`, `trong năm`, `cả năm`, `sau 10 năm`, `qua 3 năm thực hiện`."""
    low = reading.low
    if m := patterns.IN_PERIOD.match(low, at):
        return reading.make(at, m.end(), "range", None, None, "vague", "in_period")
    if m := patterns.IN_MONTH.match(low, at):
        first, last = reading.dates.month or (None, None)
        return reading.make(at, m.end(), "month" if first else "range", first, last, "month", "in_month")
    if m := patterns.IN_QUARTER.match(low, at):
        return reading.make(at, m.end(), "quarter", None, None, "quarter", "in_quarter")
    if (m := patterns.IN_YEAR.match(low, at)) or (m := patterns.THAT_YEAR.match(low, at)):
        first, last = reading.dates.whole_year(at) if m[0].startswith("cả") else reading.dates.year_spoken_of(at)
        return reading.make(at, m.end(), "year" if first else "range", first, last, "year", "in_year")
    if (led := patterns.LED_MONTHS.match(low, at)) and (months := read_months_after(low, led.end(), cumulated=False)):
        return reading.make(at, months.end, "range", *reading.resolve(months), "span", "months_so_far")
    if m := patterns.RUN_OF_YEARS.match(low, at):
        return reading.make(at, m.end(), "range", None, None, "vague", "run_of_years")
    m = patterns.DURATION.match(low, at)
    if m is None:
        return None
    again = not low.startswith("sau", at) and not low.startswith(_NOT_AGAIN, m.end())
    if again and (dated := reading.dates.span_of(m[0])) is not None:
        return reading.make(at, m.end(), "range", *dated, "span", "span_again")
    if low.startswith(_AFTER_ABOUT, at):
        return reading.make(at, m.end(), "none", None, None, "duration", "duration", role="duration")
    inner = patterns.FIRST_NUMBER.search(low, at, m.end())
    if inner and (moment := read_moment(low, inner.start(), inner[0]) or read_span(low, inner.start())) and moment.end >= m.end():
        return reading.make(at, moment.end, moment.kind, *reading.resolve(moment), moment.grain, moment.rule)
    return reading.make(at, m.end(), "none", None, None, "duration", "duration", role="duration")


def _on_average(reading: PeriodReading, at: int) -> Period | None:
    """`bình quân 5 năm`, after `5 năm 2011-2015`: the years named before."""
    m = patterns.ON_AVERAGE.match(reading.low, at)
    dated = reading.dates.span_of(m[0]) if m is not None else None
    return reading.make(at, m.end(), "range", *dated, "span", "span_again") if m is not None and dated is not None else None


def _next_year(reading: PeriodReading, at: int) -> Period | None:
    """`sang năm`, `năm tới`: the year after the published one; `5 năm trước` and `5 năm tới` name no day."""
    if reading.low.startswith((*patterns.YEARS_AGO, *patterns.YEARS_AHEAD), at):
        count, start = reading.word_before_at(at)
        if start >= reading.done and (count.isdigit() or count in NUMBER_WORDS):
            return _years_from_now(reading, start, at)
    m = patterns.NEXT_YEAR.match(reading.low, at)
    if m is None:
        return None
    year = reading.published.year + 1 if reading.published is not None else 0
    whole = years(at, m.end(), year, year, "year") if year else None
    first, last = (whole.first, whole.last) if whole is not None else (None, None)
    return reading.make(at, m.end(), "year", first, last, "year", "next_year")


def _years_from_now(reading: PeriodReading, start: int, at: int) -> Period:
    """`5 năm trước`, `10 năm tới`, counted from the word for years at `at`."""
    ahead = next((words for words in patterns.YEARS_AHEAD if reading.low.startswith(words, at)), None)
    if ahead is not None:
        return reading.make(start, at + len(ahead), "range", None, None, "vague", "vague_future", role="future")
    ago = next(words for words in patterns.YEARS_AGO if reading.low.startswith(words, at))
    return reading.make(start, at + len(ago), "as_of", None, None, "vague", "vague_past")


def _ago(reading: PeriodReading, at: int) -> Period | None:
    """`cách đây 5 năm`: when, but no day."""
    m = patterns.AGO.match(reading.low, at)
    return reading.make(at, m.end(), "as_of", None, None, "vague", "vague_past") if m is not None else None


def _on_end(reading: PeriodReading, at: int) -> Period | None:
    """`bốn bản liền ba năm không kết nạp được đảng viên nào`."""
    m = patterns.YEARS_ON_END.match(reading.low, at)
    return reading.make(at, m.end(), "range", None, None, "span", "years_on_end") if m is not None else None


def _relative_day(reading: PeriodReading, at: int) -> Period | None:
    m = patterns.RELATIVE_DAY.match(reading.low, at)
    if m is None or _is_given_name(reading, at):
        return None
    when = reading.published - timedelta(days=m[1] == "qua") if reading.published else None
    return reading.make(at, m.end(), "as_of", when, when, "day", "relative_day")


PHRASES: dict[str, Callable[[PeriodReading, int], Period | None]] = {
    "từ": _from_phrase,
    "đến": _until_phrase,
    "tới": _until_phrase,
    "tính": _until_phrase,
    "cho": _until_phrase,
    "hiện": _now_phrase,
    "bây": _now_phrase,
    "giờ": _now_phrase,
    "lúc": _now_phrase,
    "nay": _bare_now,
    "cùng": _same_time,
    "lũy": _cumulative,
    "luỹ": _cumulative,
    **dict.fromkeys(("hôm", "sáng", "trưa", "chiều", "tối", "đêm"), _relative_day),
    "cách": _ago,
    "liền": _on_end,
    "trong": _in_phrase,
    "cả": _in_phrase,
    "sau": _in_phrase,
    "qua": _in_phrase,
    **dict.fromkeys(("những", "nhiều", "mấy", "vài", "các", "suốt", "gần", "mới", "vừa", "trước", "lâu", "giai", "một"), _vague),
    "thời": lambda reading, at: _vague(reading, at) or _now_phrase(reading, at),
    "ngày": lambda reading, at: _now_phrase(reading, at) if reading.low.startswith("ngày nay", at) else None,
    "năm": lambda reading, at: _in_phrase(reading, at) if patterns.THAT_YEAR.match(reading.low, at) else _next_year(reading, at),
    "sang": _next_year,
    "bình": _on_average,
}
"""What reads a phrase, by the word that opens it; null where that word opens none there."""
