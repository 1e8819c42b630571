"""Whose figure it is and when it holds: the nearest organisation and period, carried as OBSERVATIONS §3 says."""

from __future__ import annotations

import re
from bisect import bisect_left

from tasks.facts.drafts import Draft
from tasks.facts.lexicons import indicator_kinds
from tasks.facts.reading import Reading
from tasks.vi.names import Organisation
from tasks.vi.periods import Period

_AT = re.compile(r"\b(?:ở|tại|của|trên địa bàn|thuộc|trong)\s*$")
_ADJACENT = re.compile(r"^[\s,]*(?:\(|trong |vào |của |đạt được |tại |trong cả |mới |được kết nạp )*$")
_FLOW_MEASURES = frozenset({"change", "growth", "multiple", "target_rate", "target_excess"})
_FLOW_KINDS = frozenset({"range", "to_date", "term", "year", "quarter", "month"})
_STOCK_WORDS = re.compile(r"\b(?:có|còn|hiện|tổng số|quản lý|gồm|là)\b[^,;]{0,30}$")


class Context:
    """Organisations and periods of one article, asked for by place."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._times = [period for period in reading.periods if period.role == "time"]
        self._time_starts = [period.start for period in self._times]
        self._organisations = reading.organisations
        self._organisation_starts = [one.start for one in reading.organisations]
        title = next((one for one in reading.organisations if reading.in_title(one.start)), None)
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

    def _period(self, draft: Draft) -> tuple[str, object, object, str | None]:
        found = self._period_at(draft)
        source = _source(draft)
        if found is None and source is not None:
            return source.period if _is_stock(draft, self._reading) == _is_stock(source, self._reading) else _coded(None, draft, self._reading)
        if found is None:
            found = self._period_around(draft)
        if found is not None:
            draft.why["period"] = found.text
        return _coded(found, draft, self._reading)

    def _period_at(self, draft: Draft) -> Period | None:
        for period in self._times_between(draft.noun_end, draft.right.end + 1):
            if _ADJACENT.match(self._reading.spelled, draft.noun_end, period.start) and _ADJACENT.fullmatch(self._reading.spelled[draft.noun_end : period.start]):
                return period
        inside = self._times_between(draft.left.start, draft.start)
        return inside[-1] if inside else None

    def _period_around(self, draft: Draft) -> Period | None:
        before = self._times_between(draft.sentence.start, draft.left.start)
        if before:
            return before[-1]
        after = self._times_between(draft.end, draft.sentence.end)
        if after and not draft.following:
            return after[0]
        earlier = self._times_between(self._reading.line_start(draft.start), draft.sentence.start)
        return earlier[-1] if earlier else None

    def _times_between(self, start: int, end: int) -> list[Period]:
        low, high = bisect_left(self._time_starts, start), bisect_left(self._time_starts, end)
        found = [period for period in self._times[low:high] if period.end <= end]
        plain = [period for period in found if not period.is_document_or_name]
        return plain or found


def _source(draft: Draft) -> Draft | None:
    """The figure whose organisation and period a part or share takes when its own clause names none."""
    if draft.head is not None:
        return draft.head
    return draft.previous if "share_of" in draft.why else None


def _is_stock(draft: Draft, reading: Reading) -> bool:
    if draft.measure in _FLOW_MEASURES:
        return False
    if draft.indicator == "other":
        return draft.is_percent or _STOCK_WORDS.search(reading.spelled[draft.clause.start : draft.start]) is not None
    return indicator_kinds()[draft.indicator] == "stock"


def _coded(period: Period | None, draft: Draft, reading: Reading) -> tuple[str, object, object, str | None]:
    """A period as OBSERVATIONS §3 codes it for a stock (a state at a time) or a flow (what happened in a time)."""
    stock = _is_stock(draft, reading)
    if period is None:
        return ("as_of" if stock else "none", None, None, None)
    if period.is_now:
        if stock or not period.text.lower().startswith(("đến", "tới", "tính đến")):
            return ("as_of", None, None, period.text)
        return ("to_date", None, None, period.text)
    if stock and period.kind in ("year", "month", "quarter"):
        return ("as_of", period.first, period.last, period.text)
    if stock and period.kind in ("range", "to_date", "term") and draft.status == "actual":
        return ("as_of", None, None, None)
    return (period.kind, period.first, period.last, period.text)
