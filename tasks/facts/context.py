"""Whose figure it is and when it holds: the nearest organisation and period, carried as OBSERVATIONS §3 says."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from tasks.facts.drafts import Draft
from tasks.facts.lexicons import indicator_kinds
from tasks.facts.reading import Reading
from tasks.vi.names import Organisation
from tasks.vi.periods import Period

_AT = re.compile(r"\b(?:ở|tại|của|trên địa bàn|thuộc|trong)\s*$")
_ADJACENT = re.compile(r"(?:\s*\([^()]{1,30}\))?[\s,]*(?:\(|trong |vào |của |đạt được |tại |trong cả |mới |được kết nạp )*$")
_REFERS_BACK = re.compile(r"\s*(?:trong (?:số )?đó|cụ thể|theo đó|qua đó|ngoài ra|bên cạnh đó|đồng thời|số (?:còn lại|này)|trong số này|riêng)\b")
_RAISES = re.compile(r"\b(?:nâng|tổng số|lên)\b")
_SETS_SCENE = re.compile(r"(?:^|[,;:(“\"–-]|\b(?:riêng|trong|và|đặc biệt|cũng|rằng|là|tính|nếu như|vào|thì|nhưng|chỉ))\s*$")
_TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
_LEVEL = re.compile(r"\b(?:là|đạt|có|còn|chiếm|lên)(?:\s+(?:tới|đến|khoảng|gần|hơn|trên|được))*\s*$")
_NEAR = 48
_FLOW_MEASURES = frozenset({"change", "growth", "multiple", "target_rate", "target_excess"})
_STOCK_WORDS = re.compile(r"\b(?:còn|(?<!phát )(?<!thực )(?<!thể )(?<!xuất )hiện|tổng số|quản lý|hiện có|nợ)\b[^,;]{0,30}$")


class Context:
    """Organisations and periods of one article, asked for by place."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._times = [period for period in reading.periods if period.role == "time"]
        self._time_starts = [period.start for period in self._times]
        self._organisations = [one for one in reading.organisations if _may_hold(one)]
        self._organisation_starts = [one.start for one in self._organisations]
        title = next((one for one in self._organisations if reading.in_title(one.start)), None)
        self._title = (title.full or title.text) if title else None

    def settle(self, draft: Draft) -> None:
        """Fills organisation and period of a draft whose indicator is decided; a part or share takes those of its whole."""
        draft.organisation = self._organisation(draft)
        draft.period = self._period(draft)

    # -- whose

    def _organisation(self, draft: Draft) -> str | None:
        source = _source(draft)
        found = self._organisation_in_clause(draft)
        if found is None and source is not None:
            draft.why["organisation"] = "inherited"
            return source.organisation
        if found is None:
            found = self._organisation_around(draft)
        if found is not None:
            draft.why.setdefault("organisation", found.text)
            return found.full or found.text
        draft.why["organisation"] = "title"
        return self._title

    def _organisation_in_clause(self, draft: Draft) -> Organisation | None:
        spelled = self._reading.spelled
        for one in self._between(draft.noun_end, draft.right.end):
            if _AT.search(spelled, max(draft.noun_end, one.start - 16), one.start) and not one.is_short and one.start - draft.noun_end < 24:
                return one
        inside = self._between(draft.left.start, draft.start)
        return inside[-1] if inside else None

    def _organisation_around(self, draft: Draft) -> Organisation | None:
        before = self._between(draft.sentence.start, draft.left.start)
        if before:
            return before[-1]
        after = [one for one in self._between(draft.end, draft.sentence.end) if _AT.search(self._reading.spelled, max(0, one.start - 16), one.start)]
        if after:
            return after[0]
        if self._reading.in_title(draft.start):
            return None
        earlier = self._between(self._reading.line_start(draft.start), draft.sentence.start)
        return earlier[-1] if earlier else None

    def _between(self, start: int, end: int) -> list[Organisation]:
        low = bisect_left(self._organisation_starts, start)
        high = bisect_left(self._organisation_starts, end)
        return [one for one in self._organisations[low:high] if one.end <= end]

    # -- when

    def _period(self, draft: Draft) -> tuple[str, date | None, date | None, str | None]:
        if "share_of" in draft.why and draft.previous is not None and self._period_after(draft) is None:
            draft.time = draft.previous.time
            if not draft.is_percent and _is_stock(draft, self._reading):
                return _coded(None, draft, self._reading)
            return draft.previous.period
        draft.time = self._period_after(draft) or self._period_before(draft)
        if draft.time is None and draft.head is not None:
            draft.time = draft.head.time
            if not _is_stock(draft, self._reading) or _is_stock(draft.head, self._reading):
                return draft.head.period
        if draft.time is None:
            draft.time = self._period_around(draft)
        if draft.time is not None:
            draft.why["period"] = draft.time.text
        return _coded(draft.time, draft, self._reading)

    def _period_after(self, draft: Draft) -> Period | None:
        """A time right after the noun: `2.094 USD năm 2018`."""
        for period in self._times_between(draft.noun_end, min(draft.noun_end + _NEAR, draft.sentence.end)):
            if _ADJACENT.fullmatch(self._reading.spelled[draft.noun_end : period.start]):
                return period
        return None

    def _period_before(self, draft: Draft) -> Period | None:
        inside = self._times_between(draft.left.start, draft.start)
        return inside[-1] if inside else None

    def _period_around(self, draft: Draft) -> Period | None:
        before = self._times_between(draft.sentence.start, draft.left.start)
        if before:
            return before[-1]
        stock = _is_stock(draft, self._reading)
        for period in self._times_between(_last_of(draft).end, draft.sentence.end):
            if not stock and period.kind != "as_of":
                return period
        if stock or draft.unit in _TIME_UNITS:
            return None  # a state holds now, a rule always, unless its own sentence says when
        earlier = self._times_between(self._context_start(draft), draft.sentence.start)
        return next((period for period in reversed(earlier) if self._carries(period)), None)

    def _carries(self, period: Period) -> bool:
        """Whether a time set the scene of its sentence, so that the next one is still in it: not the day of an event, not
        the year of a plan (`theo chuyên đề năm 2019`)."""
        if period.grain == "day" and not period.until and period.kind == "as_of":
            return False
        sentence = self._reading.sentences[self._reading.sentence_of(period.start)]
        return _SETS_SCENE.search(self._reading.spelled[sentence.start : period.start]) is not None

    def _context_start(self, draft: Draft) -> int:
        """Where the context of a figure begins: its paragraph, or the one before when the sentence refers back to it."""
        start = self._reading.line_start(draft.start)
        if start == draft.sentence.start and start > 0 and _REFERS_BACK.match(self._reading.spelled, start):
            return self._reading.line_start(start - 1)
        return start

    def _times_between(self, start: int, end: int) -> list[Period]:
        low, high = bisect_left(self._time_starts, start), bisect_left(self._time_starts, end)
        found = [period for period in self._times[low:high] if period.end <= end]
        plain = [period for period in found if not period.is_document_or_name]
        return plain or found


def _may_hold(one: Organisation) -> bool:
    """Whether a mention may be whose figure it is: not the office of a person, a giver or an item of a list."""
    return one.role not in ("title", "by", "list") and (one.full is not None or not one.is_short)


def _source(draft: Draft) -> Draft | None:
    """The figure whose organisation a part or share takes when its own clause names none."""
    if draft.head is not None:
        return draft.head
    return draft.previous if "share_of" in draft.why else None


def _last_of(draft: Draft) -> Draft:
    """The last figure of the sentence."""
    while draft.following is not None:
        draft = draft.following
    return draft


def _is_stock(draft: Draft, reading: Reading) -> bool:
    if draft.measure in _FLOW_MEASURES:
        return False
    if draft.indicator == "other":
        return draft.is_percent or _STOCK_WORDS.search(reading.spelled[draft.clause.start : draft.start]) is not None
    return indicator_kinds()[draft.indicator] == "stock"


def _coded(period: Period | None, draft: Draft, reading: Reading) -> tuple[str, date | None, date | None, str | None]:
    """A period as OBSERVATIONS §3 codes it for a stock (a state at a time) or a flow (what happened in a time)."""
    stock = _is_stock(draft, reading)
    if period is None:
        return ("as_of" if stock and draft.status == "actual" else "none", None, None, None)
    if period.is_now:
        level = draft.indicator == "other" and _LEVEL.search(reading.spelled[draft.clause.start : draft.start]) is not None
        if stock or level or not period.text.lower().startswith(("đến", "tới", "tính đến")):
            return ("as_of", None, None, period.text)
        return ("to_date", None, None, period.text)
    if stock and period.kind in ("year", "month", "quarter"):
        return ("as_of", period.first, period.last, period.text)
    if stock and period.kind in ("range", "to_date", "term") and draft.status == "actual":
        said_of_it = period.start >= draft.left.start and not _RAISES.search(reading.spelled[draft.clause.start : draft.start])
        return (period.kind, period.first, period.last, period.text) if said_of_it else ("as_of", None, None, None)
    return (period.kind, period.first, period.last, period.text)
