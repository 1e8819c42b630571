"""Single calendar expressions at a place in a text: a month, a quarter, a year, a term, a stretch of years; days by `calendar_days`.

`periods.py` puts these together (`từ … đến …`, `tính đến …`, `so với …`). All patterns run on the lower-cased text and are
tried only at a word that can begin one, so that the cost is that of one pass over the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tasks.vi.temporal.calendar_days import RELATIVE_YEAR, YEAR, full_year, read_bare_day, read_named_day
from tasks.vi.temporal.moments import Grain, Kind, Moment, edge_date, is_year, month_end, moved, years

_MONTH = re.compile(r"tháng\s+(\d{1,2})(?!\d)(?:(?:\s?[/.\-–]\s?|\s*,?\s+năm\s+)" + YEAR + ")?")
_MONTHS = re.compile(r"tháng\s+(\d{1,2})\s?(?:,|và|-|–|&)\s?(?:tháng\s+)?(\d{1,2})(?!\d)(?:\s?[/.\-–]\s?|\s+năm\s+)" + YEAR)
# `tháng 3 và tháng 4`, of the year told of; not `tháng 3 và 4 hộ`.
_MONTHS_UNDATED = re.compile(r"tháng\s+(\d{1,2})\s?(?:và|-|–|&)\s?tháng\s+(\d{1,2})(?!\d|\s?[/.\-–]\s?\d)")
_N_MONTHS = re.compile(
    r"(2|hai|3|ba)\s+tháng\s+\(?(\d{1,2})(?:\s?,\s?\d{1,2})?\s?(?:,|và|-|–)\s?(\d{1,2})(?![\d%])(?:(?:\s?[/.\-–]\s?|\s+năm\s+)"
    + YEAR
    + r")?\)?"
)
_THIS_MONTH = re.compile(r"tháng\s+(này|qua|trước(?! khi)|vừa qua|vừa rồi|rồi)(?!\w)")
_QUARTER_NUMBER = r"(iv|i{1,3}|[1-4])(?!\w)"
_QUARTER = re.compile(rf"quý\s+{_QUARTER_NUMBER}(?:(?:\s?[/.\-–]\s?|\s*,?\s+(?:năm\s+)?)" + YEAR + ")?")
_QUARTERS = re.compile(
    rf"quý\s+{_QUARTER_NUMBER}\s?(?:,|và|-|–)\s?(?:quý\s+)?{_QUARTER_NUMBER}(?:\s?[/.\-–]\s?|\s*,?\s+(?:năm\s+)?)" + YEAR
)
_QUARTERS_UNDATED = re.compile(rf"quý\s+{_QUARTER_NUMBER}\s?(?:và|-|–)\s?quý\s+{_QUARTER_NUMBER}")
_SCHOOL_YEAR = re.compile(r"năm\s+học\s+(\d{4})\s?[-–/]\s?(\d{4})(?!\d)")
_SCHOOL_YEAR_SAID = re.compile(r"năm\s+học\s+(?:này|nay|trước|qua|vừa\s+qua|vừa\s+rồi)(?!\w)")
_YEARS = re.compile(
    r"năm\s+(\d{4})(?!\d)(?:\s?[-–]\s?(?:năm\s+)?(\d{4})(?!\d)|((?:\s?,\s?\d{4}(?![\d.]))*)\s*(?:và|,)\s+(\d{4})(?![\d.])(?!\s+\w))?"
)
_YEAR_LIST = re.compile(r"năm\s+(\d{4})((?:\s?,\s?\d{4})*)\s+và\s+(\d{4})(?![\d.])")
_RELATIVE = re.compile(rf"năm\s+({RELATIVE_YEAR}|vừa qua|vừa rồi|qua|rồi)(?!\w)")
_SPAN_TAIL = r"(\d{4})\s?(?:-|–|—|đến(?:\s+năm)?|tới(?:\s+năm)?)\s?(\d{4})(?![\d.,]*\d)"
_SPAN = re.compile(_SPAN_TAIL)
_SPAN_NAMED = re.compile(rf"(?:giai\s+đoạn|thời\s+kỳ|thời\s+kì)\s+\(?(?:từ\s+)?(?:những\s+)?(?:năm\s+)?{_SPAN_TAIL}")
_UNITS_AFTER_SPAN = re.compile(
    r"\s*(?:đồng|người|hộ|tấn|tạ|kg|ha|m2|m3|m|km|usd|%|con|cây|tỷ|tỉ|triệu|nghìn|ngàn|ca|đảng viên|lượt|em|chiếc|đ)(?!\w)"
)
_TERM = re.compile(r"nhiệm\s+k[ỳì](?:\s+[ivx]+)?\s*,?\s*\(?\s*(\d{4})\s?[-–—]\s?(\d{4})(?!\d)\)?")
_TERM_BARE = re.compile(r"nhiệm\s+k[ỳì](?:\s+(vừa\s+qua|qua|này|trước|mới|tới|sau|tiếp\s+theo)(?!\w))?")
_PART_OF_TERM = re.compile(r"(đầu|giữa|cuối|hết)\s+nhiệm\s+k[ỳì](?:\s+(?:[ivx]+\s*,?\s*)?\(?(\d{4})\s?[-–]\s?(\d{4})(?!\d)\)?)?")
_HALF_TERM = re.compile(r"nửa\s+(?:đầu\s+|cuối\s+)?(?:của\s+)?nhiệm\s+k[ỳì](?:\s+\(?\d{4}\s?[-–]\s?\d{4}(?!\d)\)?)?")
_HALF_YEAR = re.compile(r"nửa\s+(đầu|cuối)\s+(?:của\s+)?(?:năm(?:\s+" + YEAR + r")?|(\d{4})(?!\d))")
_PART_OF_YEAR = re.compile(r"(đầu|giữa|cuối|hết)\s+(?:của\s+)?năm(?:\s+" + YEAR + ")?(?!\\s+học)")
_PART = re.compile(r"(đầu|giữa|cuối|hết)\s+")
NUMBER_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10}
COUNT = rf"(\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"
_MONTHS_OF_YEAR = re.compile(rf"{COUNT}\s+(tháng|quý)(?:\s+(đầu|cuối))?(?:\s+(?:của\s+)?năm(?:\s+{YEAR})?|\s?/?\s?(\d{{4}})(?!\d))")
_LAST_N = re.compile(rf"{COUNT}\s+(năm|tháng|tuần|ngày)\s+(?:vừa\s+|trở\s+lại\s+|gần\s+)?(qua|đây|gần đây|gần nhất|nhất)(?!\w)")
_N_YEARS_SPAN = re.compile(rf"{COUNT}\s+năm\s*\(?\s*(?:giai\s+đoạn\s+)?(?:từ\s+)?(?:năm\s+)?{_SPAN_TAIL}\)?")
_N_YEARS_LIST = re.compile(rf"{COUNT}\s+năm\s*\(?\s*(\d{{4}})(?:\s?,\s?\d{{4}})*\s?(?:,|và)\s?(\d{{4}})(?!\d)\)?")


def _month(low: str, at: int) -> Moment | None:
    if m := _MONTHS.match(low, at):
        first, last = int(m[1]), int(m[2])
        if 1 <= first < last <= 12:
            return _of_months(at, m.end(), first, last, m[3], "range")
    if (m := _MONTHS_UNDATED.match(low, at)) and 1 <= int(m[1]) < int(m[2]) <= 12:
        return _of_months(at, m.end(), int(m[1]), int(m[2]), None, "range")
    if (m := _MONTH.match(low, at)) and 1 <= int(m[1]) <= 12:
        return _of_months(at, m.end(), int(m[1]), int(m[1]), m[2], "month")
    if m := _THIS_MONTH.match(low, at):
        return Moment(at, m.end(), "month", "month", "this_month" if m[1] == "này" else "last_month", needs="published")
    return None


def _of_months(start: int, end: int, first: int, last: int, year: str | None, kind: Kind) -> Moment:
    grain: Grain = "month" if first == last else "span"
    if year is None or not year.isdigit():
        return Moment(start, end, kind, grain, "month", needs=f"year {year}" if year else "year", month=first, month_last=last)
    value = full_year(year)
    if not is_year(value):
        return Moment(start, end, kind, grain, "month")
    return Moment(start, end, kind, grain, "month", date(value, first, 1), month_end(value, last), month=first, month_last=last)


def _quarter_number(printed: str) -> int:
    return int(printed) if printed.isdigit() else {"i": 1, "ii": 2, "iii": 3, "iv": 4}[printed]


def _quarter(low: str, at: int) -> Moment | None:
    if (m := _QUARTERS.match(low, at)) and _quarter_number(m[1]) < _quarter_number(m[2]):
        first, last, year, kind = _quarter_number(m[1]), _quarter_number(m[2]), m[3], "range"
    elif (m := _QUARTERS_UNDATED.match(low, at)) and _quarter_number(m[1]) < _quarter_number(m[2]):
        first, last, year, kind = _quarter_number(m[1]), _quarter_number(m[2]), None, "range"
    elif m := _QUARTER.match(low, at):
        first = last = _quarter_number(m[1])
        year, kind = m[2], "quarter"
    else:
        return None
    found = _of_months(at, m.end(), 3 * first - 2, 3 * last, year, "range" if kind == "range" else "quarter")
    return Moment(
        at, m.end(), found.kind, "span" if kind == "range" else "quarter", "quarter",
        found.first, found.last, found.needs, found.month, month_last=found.month_last,
    )  # fmt: skip


def _year_term(low: str, at: int) -> Moment | None:
    if m := _SCHOOL_YEAR.match(low, at):
        return years(at, m.end(), int(m[1]), int(m[2]), "school_year")
    if m := _SCHOOL_YEAR_SAID.match(low, at):
        return Moment(at, m.end(), "range", "span", "school_year")
    if (m := _YEAR_LIST.match(low, at)) and (found := years(at, m.end(), int(m[1]), int(m[3]), "years")):
        return found
    if m := _YEARS.match(low, at):
        if m[2] and (found := years(at, m.end(), int(m[1]), int(m[2]), "years")):
            return found
        if m[4] and (found := years(at, m.end(), int(m[1]), int(m[4]), "years")):
            return found
        return years(at, m.end(1), int(m[1]), int(m[1]), "year", "year", "year") or Moment(at, m.end(1), "year", "year", "year_misprint")
    if m := _RELATIVE.match(low, at):
        rule = {"nay": "this_year", "này": "this_year", "qua": "past_year", "vừa qua": "past_year"}.get(m[1], "last_year")
        return Moment(at, m.end(), "year", "year", rule, needs="published")
    return _counted(low, at)


def _named_span(low: str, at: int) -> Moment | None:
    return years(at, m.end(), int(m[1]), int(m[2]), "span") if (m := _SPAN_NAMED.match(low, at)) else None


def _term(low: str, at: int) -> Moment | None:
    if m := _TERM.match(low, at):
        return years(at, m.end(), int(m[1]), int(m[2]), "term", "term", "term")
    if m := _TERM_BARE.match(low, at):
        which = re.sub(r"\s+", " ", m[1] or "")
        known = which in {"", "qua", "vừa qua", "này"}
        rule = "term_bare" if known else "term_before" if which == "trước" else "other_term"
        return Moment(at, m.end(), "term", "term", rule, needs="" if rule == "other_term" else "term")
    return None


def _half(low: str, at: int) -> Moment | None:
    if m := _HALF_TERM.match(low, at):
        return Moment(at, m.end(), "term", "part", "half_term")
    if m := _HALF_YEAR.match(low, at):
        first = 1 if m[1] == "đầu" else 7
        found = _of_months(at, m.end(), first, first + 5, m[2] or m[3], "range")
        return (
            found
            if found.first
            else Moment(at, m.end(), "range", "span", "half_year", needs=found.needs, month=first, month_last=first + 5)
        )
    return None


def _part(low: str, at: int) -> Moment | None:
    """`đầu`, `giữa`, `cuối`, `hết` of a year, month, quarter or term: a point in time."""
    if low.endswith("lần ", 0, at):
        return None  # `lần đầu năm 2022`: the first time
    if m := _PART_OF_TERM.match(low, at):
        edge = _EDGES[m[1]]
        term = years(at, m.end(), int(m[2]), int(m[3]), "term") if m[2] else None
        first, last = (term.first, term.last) if term else (None, None)
        point = (first, None) if edge == "start" else (last, last) if edge == "end" else (None, None)
        return Moment(at, m.end(), "as_of", "part", "part_of_term", point[0], point[1], "" if term else "term", edge=edge)
    if m := _PART_OF_YEAR.match(low, at):
        edge = _EDGES[m[1]]
        if m[2] and m[2].isdigit():
            whole = years(at, m.end(), int(m[2]), int(m[2]), "year")
            when = edge_date(whole.first, whole.last, edge) if whole else None
            return Moment(at, m.end(), "as_of", "part", "part_of_year", when, when, edge=edge)
        return Moment(
            at, m.end(), "as_of", "part", "part_of_year", needs=f"year {m[2]}" if m[2] else "year", month=1, month_last=12, edge=edge
        )
    if m := _PART.match(low, at):
        inner = DISPATCH.get(_word_at(low, m.end()))
        if inner and (found := inner(low, m.end())) and found.grain in {"month", "quarter", "day", "year", "span"}:
            edge = _EDGES[m[1]]
            if found.grain == "day":
                return moved(found, at)
            when = edge_date(found.first, found.last, edge)
            return Moment(
                at,
                found.end,
                "as_of",
                "part",
                f"part_of_{found.grain}",
                when,
                when,
                found.needs,
                found.month,
                0,
                found.month_last,
                0,
                0,
                edge,
            )
    return None


_EDGES = {"đầu": "start", "giữa": "middle", "cuối": "end", "hết": "end"}


def count_of(printed: str) -> int:
    """The number that a numeral or number word prints."""
    return int(printed) if printed.isdigit() else NUMBER_WORDS[printed]


def _counted(low: str, at: int) -> Moment | None:
    """`6 tháng đầu năm 2019`, `5 năm qua`, `4 năm (2011-2014)`, `ba năm gần đây`."""
    if m := _N_YEARS_SPAN.match(low, at):
        return years(at, m.end(), int(m[2]), int(m[3]), "span")
    if m := _N_YEARS_LIST.match(low, at):
        return years(at, m.end(), int(m[2]), int(m[3]), "years")
    if m := _MONTHS_OF_YEAR.match(low, at):
        count = count_of(m[1]) * (3 if m[2] == "quý" else 1)
        if not 1 <= count <= 12:
            return None
        first, last = (13 - count, 12) if m[3] == "cuối" else (1, count)
        found = _of_months(at, m.end(), first, last, m[4] or m[5], "range")
        return Moment(at, m.end(), "range", "span", "months_of_year", found.first, found.last, found.needs, first, month_last=last)
    if (m := _N_MONTHS.match(low, at)) and int(m[3]) - int(m[2]) + 1 == count_of(m[1]) and 1 <= int(m[2]) < int(m[3]) <= 12:
        return _of_months(at, m.end(), int(m[2]), int(m[3]), m[4], "range")
    if m := _LAST_N.match(low, at):
        return Moment(at, m.end(), "range", "span", f"last_{_UNIT_NAMES[m[2]]}", needs="published", amount=count_of(m[1]))
    return None


# `tăng từ 5,28 (2011) lên 12,9 (2015)`: the year of the value before it.
_YEAR_OF_VALUE = re.compile(r"(20\d{2})\)")
_END_OF_VALUE = frozenset("0123456789%")
_UNIT_NAMES = {"năm": "years", "tháng": "months", "tuần": "weeks", "ngày": "days"}


def _digits(low: str, at: int) -> Moment | None:
    """What may begin with a digit and no word before it: a full date, years joined by a dash, a count of months or years."""
    before = low[at - 1] if at else " "
    if before == "(" and (m := _YEAR_OF_VALUE.match(low, at)) and low[max(0, at - 3) : at - 1].rstrip()[-1:] in _END_OF_VALUE:
        return years(at, m.end(1), int(m[1]), int(m[1]), "year", "year", "year")
    if before in "/.,-–%":
        return _counted(low, at) if before in "-–" else None
    if (day := read_bare_day(low, at)) is not None:
        return day
    if m := _SPAN.match(low, at):
        if _UNITS_AFTER_SPAN.match(low, m.end()):
            return None
        return years(at, m.end(), int(m[1]), int(m[2]), "span")
    return _counted(low, at)


def _word_at(low: str, at: int) -> str:
    m = _WORD.match(low, at)
    return m[0] if m else ""


_WORD = re.compile(r"\w+")

Reader = Callable[[str, int], Moment | None]
DISPATCH: dict[str, Reader] = {
    **dict.fromkeys(("ngày", "sáng", "chiều", "trưa", "tối", "đêm", "rạng", "hôm"), read_named_day),
    **dict.fromkeys(("đầu", "giữa", "cuối", "hết"), _part),
    **dict.fromkeys(("giai", "thời"), _named_span),
    **dict.fromkeys(NUMBER_WORDS, _counted),
    "tháng": _month,
    "quý": _quarter,
    "năm": _year_term,
    "nhiệm": _term,
    "nửa": _half,
}


def read_moment(low: str, at: int, word: str) -> Moment | None:
    """The calendar expression that begins with `word` at `at` of a lower-cased text, if any.

    >>> read_moment("nhiệm kỳ 2015 - 2020", 0, "nhiệm").last
    datetime.date(2020, 12, 31)
    >>> read_moment("6 tháng đầu năm 2019", 0, "6").last
    datetime.date(2019, 6, 30)
    >>> read_moment("năm mới", 0, "năm") is None
    True
    """
    reader = DISPATCH.get(word)
    if reader is not None:
        return reader(low, at)
    return _digits(low, at) if word[0].isdigit() else None
