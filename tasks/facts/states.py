"""Whether a figure tells a state or what happened, and how OBSERVATIONS §3 codes its time accordingly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tasks.facts.drafts import Draft
from tasks.facts.lexicons import indicator_kinds
from tasks.facts.reading import Reading
from tasks.facts.relations import OTHER
from tasks.facts.rules import RuleId
from tasks.vi.temporal.periods import Period
from tasks.vi.text.patterns import pattern

Coded = tuple[str, date | None, date | None, str | None]


class Dated(NamedTuple):
    """When a figure holds: the time that says so, as it is coded, and its words where the figure took them itself."""

    time: Period | None
    coded: Coded
    words: str | None = None


Told = Mapping[int, Dated]
"""When the figures before hold, by where they begin."""

_RAISES = pattern("raises")
_STOCK_WORDS = pattern("stock_words")
# `những năm gần đây`, `trong thời gian qua` are stretches, `mới đây`, `thời gian qua` and `lâu nay` name none.
_STRETCH_NAMED = pattern("stretch_named")
# How large, long or strong something is: a state, whatever was done in the year told of.
_SIZE = pattern("size")
FLOW_MEASURES = frozenset({"change", "growth", "multiple", "target_rate", "target_excess"})
_VISITS = pattern("visits")
_WITH_SUM = pattern("with_sum")
_THERE_IS = pattern("there_is")
# `có 24 tập thể, 186 cá nhân được khen thưởng`: what happened is said after the last of the list.
_HAPPENED = pattern("happened")
# `có 24 cơ sở hội, 186 chi hội`: the next of a list.
_NEXT = pattern("next_of_list")
# `phát triển thêm 24 tổ chức đảng`, `thành lập được 12 tổ chức đảng`: what was added, not what there is.
_ADDS = pattern("adds")


def is_stock(draft: Draft, reading: Reading) -> bool:
    """Whether a figure tells what there is at a time rather than what happened in one."""
    if draft.measure in FLOW_MEASURES or _is_of_a_year(draft.rule):
        return False
    if draft.indicator == OTHER:
        if _VISITS.match(draft.unit_text or ""):
            return False  # visits are made, whatever stands before them
        if draft.kind != "count" and draft.measure == "amount" and _is_size(draft, reading):
            return True
        return draft.is_percent or _STOCK_WORDS.search(reading.spelled[draft.clause.start : draft.start]) is not None
    return indicator_kinds()[draft.indicator] == "stock" and not _ADDS.search(reading.spelled, draft.clause.start, draft.start)


def _is_of_a_year(rule: RuleId) -> bool:
    """Whether a rule names what happens in a year, whatever is counted: ratings, foundations."""
    return rule.row is not None and any(cue == "establish" or cue.startswith("rated_") for cue in rule.row.needs)


def _is_size(draft: Draft, reading: Reading) -> bool:
    """Whether it says how large something is; but `giao rừng cho 57 nhóm hộ với diện tích 19 ha` goes on with what was done."""
    size = _SIZE.search(reading.spelled, draft.left.start, draft.start)
    return size is not None and not (draft.previous is not None and _WITH_SUM.search(reading.spelled, draft.sentence.start, size.start()))


def _is_there(draft: Draft, reading: Reading, told: Told) -> bool:
    """Whether something is said to be there (`có 5 dân tộc`, `có 24 cơ sở hội, 186 chi hội`); but `có 12 hộ được hỗ trợ`."""
    if draft.indicator != OTHER or draft.measure not in ("count", "amount"):
        return False
    opening: Draft | None = draft
    while opening is not None and not _HAPPENED.match(reading.spelled, opening.noun_end):
        if _THERE_IS.search(reading.spelled, opening.left.start, opening.start):
            return True
        opening = _before_in_list(opening, reading, told)
        if opening is not None and opening.indicator == OTHER:
            return True  # read before, and found to be there
    return False


def _before_in_list(draft: Draft, reading: Reading, told: Told) -> Draft | None:
    """The figure before in a list of what there is."""
    before = draft.previous
    if before is None or before.is_part or told[before.start].coded[:3] != ("as_of", None, None):
        return None
    return before if _NEXT.fullmatch(reading.spelled, before.noun_end, draft.start) else None


def coded(period: Period | None, draft: Draft, reading: Reading, told: Told) -> Coded:
    """A period as OBSERVATIONS §3 codes it for a stock (a state at a time) or a flow (what happened in a time)."""
    stock = is_stock(draft, reading)
    vague = period is not None and (period.rule == "vague_past" or period.grain == "duration")
    if period is not None and vague and not _STRETCH_NAMED.search(period.text.lower()):
        there = stock or _is_there(draft, reading, told)
        return ("as_of" if there and draft.status == "actual" else "none", None, None, period.text)
    if period is None:
        return ("as_of" if (stock or _is_there(draft, reading, told)) and draft.status == "actual" else "none", None, None, None)
    if period.is_now:
        return ("as_of", None, None, period.text)
    if stock and period.kind in ("year", "month", "quarter"):
        return ("as_of", period.first, period.last, period.text)
    if stock and period.kind in ("range", "to_date", "term") and draft.status == "actual":
        before = told[draft.previous.start] if draft.previous is not None else None
        goes_on = before is not None and before.time is period and before.coded[0] == period.kind
        said_of_it = (period.start >= draft.left.start or goes_on) and not _RAISES.search(reading.spelled[draft.clause.start : draft.start])
        return (period.kind, period.first, period.last, period.text) if said_of_it else ("as_of", None, None, None)
    return (period.kind, period.first, period.last, period.text)
