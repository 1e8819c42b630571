"""Whether a figure tells a state or what happened, and how OBSERVATIONS §3 can code its time accordingly."""

from __future__ import annotations

from datetime import date

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.lexicons import indicator_kinds
from tasks.facts.knowledge.links import OTHER
from tasks.facts.knowledge.rules import RuleId
from tasks.vi.temporal.periods import Period
from tasks.vi.text.patterns import pattern

Coded = tuple[str, date | None, date | None, str | None]
"""Kind, first and last day, words."""

# What there is at a time is coded so, whenever that is.
AS_OF = "as_of"
_STOCK_WORDS = pattern("stock_words")
# `những năm gần đây`, `trong thời gian qua` are stretches, `mới đây`, `thời gian qua` and `lâu nay` name none.
_STRETCH_NAMED = pattern("stretch_named")
# How large, long or strong something is: a state, whatever was done in the year told of.
_SIZE = pattern("size")
_FLOW_MEASURES = frozenset({"change", "growth", "multiple", "target_rate", "target_excess"})
_VISITS = pattern("visits")
_WITH_SUM = pattern("with_sum")
# `phát triển thêm 24 tổ chức đảng`, `thành lập được 12 tổ chức đảng`: what was added, not what there is.
_ADDS = pattern("adds")


def is_stock(draft: Draft, reading: Reading) -> bool:
    """Whether what a figure counts, by its sort and its words, is there at a time rather than happens in one."""
    if draft.measure in _FLOW_MEASURES or _is_of_a_year(draft.rule):
        return False
    if draft.indicator == OTHER:
        if _VISITS.match(draft.unit_text or ""):
            return False  # visits are made, whatever stands before them
        if draft.kind != "count" and draft.measure == "amount" and _is_size(draft, reading):
            return True
        return draft.is_percent or _STOCK_WORDS.search(reading.spelled[draft.clause.start : draft.start]) is not None
    return indicator_kinds()[draft.indicator] == "stock" and not _ADDS.search(reading.spelled, draft.clause.start, draft.start)


def codings(period: Period | None) -> list[Coded]:
    """How a time can be coded: as what happened in it, then as a state at it; one coding where only one is possible."""
    if period is None:
        return [("none", None, None, None), (AS_OF, None, None, None)]
    words = period.text
    if period.is_now:
        return [(AS_OF, None, None, words)]
    if (period.rule == "vague_past" or period.grain == "duration") and not _STRETCH_NAMED.search(words.lower()):
        return [("none", None, None, words), (AS_OF, None, None, words)]
    stretch = (period.kind, period.first, period.last, words)
    if period.kind in ("year", "month", "quarter"):
        return [stretch, (AS_OF, period.first, period.last, words)]
    return [stretch]


def _is_of_a_year(rule: RuleId) -> bool:
    """Whether a rule names what happens in a year, whatever is counted: ratings, foundations."""
    return rule.row is not None and any(cue == "establish" or cue.startswith("rated_") for cue in rule.row.needs)


def _is_size(draft: Draft, reading: Reading) -> bool:
    """Whether it says how large something is; but `giao rừng cho 57 nhóm hộ với diện tích 19 ha` goes on with what was done."""
    size = _SIZE.search(reading.spelled, draft.left.start, draft.start)
    return size is not None and not (draft.previous is not None and _WITH_SUM.search(reading.spelled, draft.sentence.start, size.start()))
