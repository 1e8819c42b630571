"""Who does or suffers something is no stock: `đình chỉ 2 cô giáo`, `265 giáo viên gửi đơn`; that there are so many must be said."""

from __future__ import annotations

from bisect import bisect_right

from tasks.facts.attributes.indicators import Verdict
from tasks.facts.candidates.cues import speaks_of_whole
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.lexicons import STOCK, indicator_kinds
from tasks.facts.knowledge.noun_classes import acting_nouns
from tasks.vi.text.patterns import pattern

# `trường có 56 giáo viên`, `Tổng số hộ: 120`, `120 hộ sống ở ven sông`
_SAYS_THERE_ARE, _LIVE_THERE = pattern("says_there_are"), pattern("live_there")
# What stands before the item of a list, and what goes on behind a noun.
_ITEM_MARKS = " -+*•"
_GOES_ON = pattern("says_more")


def is_actor(draft: Draft, verdict: Verdict, reading: Reading) -> bool:
    """Whether a noun alone makes a stock of people or bodies of whom nobody says that there are so many."""
    if verdict.strong or verdict.conditions > 1 or draft.noun_class not in acting_nouns() or draft.kind != "count":
        return False
    if draft.measure != "count" or draft.number.denominator is not None or speaks_of_whole(draft, reading):
        return False
    spelled = reading.spelled
    if _SAYS_THERE_ARE.search(spelled, draft.left.start, draft.start) or _LIVE_THERE.match(spelled, draft.noun_end):
        return False
    if draft.previous is not None and indicator_kinds()[draft.previous.indicator] == STOCK:
        return False  # `toàn xã còn 140 hộ nghèo, 18 doanh nghiệp`
    if _stands_behind_body(draft, reading):
        return False
    alone = not spelled[draft.left.start : draft.start].strip(_ITEM_MARKS)
    return not alone or _GOES_ON.match(spelled, draft.noun_end) is not None


def _stands_behind_body(draft: Draft, reading: Reading) -> bool:
    """Whether only the name of a body stands before a number: `Chi bộ 9 đảng viên`."""
    left = reading.spelled[draft.left.start : draft.start]
    index = bisect_right(reading.name_starts, draft.left.start + len(left) - len(left.lstrip())) - 1
    if index < 0:
        return False
    end = reading.organisations[index].end
    return draft.left.start < end <= draft.start and not reading.spelled[end : draft.start].strip()
