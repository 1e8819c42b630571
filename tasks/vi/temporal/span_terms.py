"""Stretches of time that are counted or named rather than dated: `9 tháng`, `ba năm nay`, `những tháng đầu năm`, `vụ hè thu`.

They speak of the published day, or of no day that the text could tell; `periods.py` asks for them where no calendar term stands.
"""

from __future__ import annotations

import re

from tasks.vi.temporal.calendar_days import YEAR
from tasks.vi.temporal.calendar_terms import COUNT, count_of
from tasks.vi.temporal.moments import Moment, years

_SO_FAR = re.compile(rf"{COUNT}\s+tháng(?!\w)(?=\s*,)")
# `khai thác 9 tháng ước đạt`: the verbs of a sum, which a duration (`thi công 9 tháng`) does not have after it.
_SUMMED = re.compile(rf"{COUNT}\s+tháng(?=\s+(?:ước|đạt|toàn|cả\s+nước|tăng|giảm|vượt|bằng)(?!\w))")
_LASTS = re.compile(r"(?<!\w)(?:tù|án|phạt|mỗi|vòng|gian|dài|được|hơn|trên|gần|dưới|khoảng|thêm|đủ|hạn|từ|đến|tới|[-–/\d])\s*$")
_CUMULATED = re.compile(rf"{COUNT}\s+tháng(?!\w)(?!\s+(?:đầu|cuối|năm|qua|gần|trở|tù|tuổi|một|liền|liên)(?!\w))")
# A sentence that begins with it, or words that only a stretch of the year follows.
_OPENS_SENTENCE = re.compile(r"(?:^|[\n.;:!?(•*+–-]\s*)$")
_YEARS_ON_END = re.compile(rf"{COUNT}\s+năm\s+(nay|liền|liên\s+t(?:iếp|ục))(?!\w)")
# `quận 1 năm nay`: the number is the name of the quận.
_NUMBERED_PLACE = re.compile(r"(?:quận|phường|khu phố|khu|tổ|thôn|xóm|ấp|đội|bản|buôn|lớp|chi bộ|số|q\.|p\.)\s*$")
_YEARS_NAMED = re.compile(r"\s*\(\s*(?:từ\s+)?(?:năm\s+)?(\d{4})\s?(?:[-–]|đến)\s?(\d{4})\s*\)")
_EARLY_MONTHS = re.compile(rf"(?:những|mấy|các)\s+tháng\s+(đầu|cuối|giữa)\s+(?:của\s+)?năm(?:\s+{YEAR})?(?!\s+học)(?!\w)")
_SEASON = re.compile(
    r"(?:niên\s+)?vụ(?:\s+(?:lúa|rau|ngô))?(?:\s+(?:đông\s?-?\s?xuân|hè\s?-?\s?thu|thu\s?-?\s?đông|xuân\s?-?\s?hè|chiêm\s?-?\s?xuân"
    r"|xuân|hè|thu|đông|mùa|chiêm))?\s+(?:năm\s+)?(\d{4})(?!\d)(?:\s?[-–/]\s?(\d{2,4})(?!\d))?"
)
# `nhiệm vụ năm 2019`: no season.
_HALF_OF_SEASON = ("nhiệm ", "dịch ", "nghĩa ", "chức ", "phục ", "nghiệp ", "công ", "sự ", "thường ", "ban ")
_WEEK = re.compile(r"tuần\s+(?:vừa\s+)?(?:qua|rồi)(?!\w)")
# The epidemic weeks of health offices.
_WEEK_OF_YEAR = re.compile(r"tuần\s+(?:thứ\s+)?\d{1,2}(?:\s?/\s?\d{4}|\s+(?:của\s+)?năm\s+\d{4})(?!\d)")
_MANY, _SEASONS = ("những", "mấy", "các"), ("vụ", "niên")
_HALF_YEAR_OVER = re.compile(r"nửa\s+năm(?=\s*,|\s+(?:qua|nay)(?!\w))")


def read_span(low: str, at: int) -> Moment | None:
    """The stretch of time that begins at `at` of a lower-cased text, if any.

    >>> read_span("ba năm nay, xã có", 0).amount, read_span("9 tháng, toàn tỉnh", 0).month_last
    (3, 9)
    >>> read_span("phạt 9 tháng, 2 người", 5) is None
    True
    >>> read_span("vụ hè thu năm 2022", 0).kind, read_span("vụ đông xuân 2021 - 2022", 0).first
    ('year', None)
    """
    if low.startswith(_MANY, at):
        m = _EARLY_MONTHS.match(low, at)
        return Moment(at, m.end(), "range", "span", f"months_{m[1]}") if m else None
    if low.startswith(_SEASONS, at):
        return _read_season(low, at)
    if low.startswith("tuần", at):
        return _read_week(low, at)
    if low.startswith("nửa", at):
        m = _HALF_YEAR_OVER.match(low, at)
        return _months(at, m.end(), 6) if m else None
    return _read_counted(low, at)


def _read_season(low: str, at: int) -> Moment | None:
    m = _SEASON.match(low, at)
    if m is None or low.endswith(_HALF_OF_SEASON, 0, at):
        return None
    if m[2] is not None:
        return Moment(at, m.end(), "range", "span", "season")
    return years(at, m.end(), int(m[1]), int(m[1]), "season", "year", "year")


def _read_week(low: str, at: int) -> Moment | None:
    if m := _WEEK.match(low, at):
        return Moment(at, m.end(), "range", "span", "last_weeks", needs="published", amount=1)
    m = _WEEK_OF_YEAR.match(low, at)
    return Moment(at, m.end(), "range", "span", "week_of_year") if m else None


def _read_counted(low: str, at: int) -> Moment | None:
    """`ba năm nay`, `9 tháng, …`."""
    if (m := _YEARS_ON_END.match(low, at)) and not _NUMBERED_PLACE.search(low, max(0, at - 16), at):
        named = _YEARS_NAMED.match(low, m.end()) if m[2] != "nay" else None
        if named is not None and (dated := years(at, named.end(), int(named[1]), int(named[2]), "years_on_end")) is not None:
            return dated  # `3 năm liền (2015-2017)`
        if m[2] != "nay":
            return Moment(at, m.end(), "range", "span", "years_on_end")
        return Moment(at, m.end(), "range", "span", "last_years", needs="published", amount=count_of(m[1]))
    if m := _SO_FAR.match(low, at):
        return _months(at, m.end(), count_of(m[1])) if _OPENS_SENTENCE.search(low[max(0, at - 3) : at]) else None
    if (m := _SUMMED.match(low, at)) and not _LASTS.search(low[max(0, at - 8) : at]):
        return _months(at, m.end(), count_of(m[1]))
    return None


def read_months_after(low: str, at: int, *, cumulated: bool) -> Moment | None:
    """`9 tháng` after `trong`, `qua`, `sau` where a comma or the verb of a sum follows, or after `lũy kế` whatever follows.

    >>> read_months_after("trong 9 tháng, xã có", 6, cumulated=False).month_last
    9
    >>> read_months_after("trong 9 tháng thi công", 6, cumulated=False) is None
    True
    """
    m = _CUMULATED.match(low, at) if cumulated else _SO_FAR.match(low, at) or _SUMMED.match(low, at)
    return _months(at, m.end(), count_of(m[1])) if m else None


def _months(start: int, end: int, count: int) -> Moment | None:
    """The first months of the published year, as many as these."""
    if not 2 <= count <= 11:
        return None
    return Moment(start, end, "range", "span", "months_so_far", needs="months_so_far", month=1, month_last=count)
