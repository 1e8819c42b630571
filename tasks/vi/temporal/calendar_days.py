"""Days at a place in a text: a date, some days, a day of a named month."""

from __future__ import annotations

import re

from tasks.vi.temporal.moments import Moment, moved, safe_date

_SEP = r"\s?([/.\-–])\s?"
RELATIVE_YEAR = r"nay|ngoái|trước|này"
YEAR = rf"(\d{{4}}(?!\d)|(?:{RELATIVE_YEAR})(?!\w))"
_FULL = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}})\s?\2\s?(\d{{4}})(?![\d/])")
_FULL_SHORT = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{2})(?![\d/])")
_LONG = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})(?!\d)(?:\s?(?:,?\s?năm|[/.\-–])\s?(\d{4})(?!\d))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:\s?/\s?|[.\-–])(\d{1,2})(?![\d%]|\s?[/.\-–]\s?\d)(?:\s+năm\s+" + YEAR + ")?")
_DAY_RANGE = re.compile(
    r"(\d{1,2})(?:[/.](\d{1,2}))?(?:[/.](\d{4}))?\s?(?:[-–]|(?:đến|tới)(?:\s+ngày)?)\s?(\d{1,2})([/.\-])(\d{1,2})(?:\5(\d{4}))?(?![\d%]|\s?[/\-–]\s?\d)"
)
_DAY_LIST = re.compile(r"\d{1,2}(?:\s?,\s?\d{1,2})*\s+và\s+(\d{1,2})\s?([/\-])\s?(\d{1,2})(?:\2(\d{4}))?(?![\d%])")
_BARE_DAYS = re.compile(
    r"(?:\d{1,2}(?:/\d{1,2})?\s?[-–]\s?|(?<=từ )\d{1,2} (?:đến|tới) )\d{1,2}/\d{1,2}(?:/\d{4})?(?![\d/%])"
    r"(?!\s*(?:xã|bản|thôn|xóm|ấp|hộ|số|chỉ|tiêu|chi|trường|tổ|đơn|đảng|huyện|người)(?!\w))"
)


def full_year(printed: str) -> int:
    """The year that two or four digits print.

    >>> full_year("19"), full_year("2019")
    (2019, 2019)
    """
    value = int(printed)
    return 2000 + value if value < 100 else value


def read_day(low: str, at: int) -> Moment | None:
    """A day or some days at `at`, where a word such as `ngày` or `sáng` has gone before.

    >>> read_day("31/12/2017", 0).first, read_day("13 - 14/4", 0).needs
    (datetime.date(2017, 12, 31), 'year')
    """
    if m := _FULL.match(low, at):
        day = safe_date(full_year(m[4]), int(m[3]), int(m[1]))
        if (joined := _DAY_RANGE.match(low, at)) and joined.end() > m.end():
            return _days(joined, at)
        return Moment(at, m.end(), "as_of", "day", "date", day, day)
    if m := _DAY_RANGE.match(low, at):
        return _days(m, at)
    if m := _FULL_SHORT.match(low, at):
        day = safe_date(full_year(m[4]), int(m[3]), int(m[1]))
        return Moment(at, m.end(), "as_of", "day", "date", day, day)
    if m := _LONG.match(low, at):
        return _one_day(at, m.end(), int(m[1]), int(m[2]), m[3])
    if m := _DAY_LIST.match(low, at):
        last = safe_date(full_year(m[4]), int(m[3]), int(m[1])) if m[4] else None
        return Moment(at, m.end(), "as_of", "day", "day_list", last, last, "" if m[4] else "year", int(m[3]), int(m[1]))
    if m := _DAY_MONTH.match(low, at):
        return _one_day(at, m.end(), int(m[1]), int(m[2]), m[3])
    return None


def _one_day(start: int, end: int, day: int, month: int, year: str | None) -> Moment | None:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if year is None or not year.isdigit():
        return Moment(start, end, "as_of", "day", "day_month", needs=f"year {year}" if year else "year", month=month, day=day)
    when = safe_date(full_year(year), month, day)
    return Moment(start, end, "as_of", "day", "date", when, when)


def _days(m: re.Match[str], at: int) -> Moment | None:
    """`13-17/10`, `10/9 - 10/10`, `5/6/2019 - 7/6/2019`."""
    day, day_last, month_last = int(m[1]), int(m[4]), int(m[6])
    month = int(m[2]) if m[2] else month_last
    if not (1 <= day <= 31 and 1 <= day_last <= 31 and 1 <= month <= 12 and 1 <= month_last <= 12) or (month, day) >= (
        month_last,
        day_last,
    ):
        return None
    if not m[7]:
        return Moment(at, m.end(), "range", "span", "days", None, None, "year", month, day, month_last, day_last)
    year = full_year(m[7])
    return Moment(
        at,
        m.end(),
        "range",
        "span",
        "days",
        safe_date(full_year(m[3]) if m[3] else year, month, day),
        safe_date(year, month_last, day_last),
    )


def read_named_day(low: str, at: int) -> Moment | None:
    """`ngày 5/3/2020`, `sáng 14/4`, `chiều ngày 12 tháng 4 năm 2018`."""
    if not (m := _DAY_WORDS.match(low, at)) or not (found := read_day(low, m.end())):
        return None
    return moved(found, at)


_DAY_WORDS = re.compile(r"(?:(?:rạng\s+)?(?:sáng|chiều|trưa|tối|đêm)\s+)?(?:hôm\s+|các\s+ngày\s+|ngày\s+)?")


def read_bare_day(low: str, at: int) -> Moment | None:
    """A full date or some days that no word announces: `24/6/2020`, `5-7/3`, not `1-2/5 xã`."""
    if m := _FULL.match(low, at):
        day = safe_date(full_year(m[4]), int(m[3]), int(m[1]))
        return Moment(at, m.end(), "as_of", "day", "date", day, day)
    if _BARE_DAYS.match(low, at) and (days := _DAY_RANGE.match(low, at)):
        return _days(days, at)
    return None
