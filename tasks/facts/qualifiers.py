"""How exact a figure is said to be, and whether it is what was or what is aimed at."""

from __future__ import annotations

import re
from datetime import date

from tasks.facts.drafts import OF_PLAN, Draft
from tasks.facts.indicators import outside_cues
from tasks.facts.reading import Reading

_AFTER_NOUN = re.compile(r"\s*(?:,\s*)?(trở lên|trở xuống)\b")
_COMPARISONS = frozenset({"thấp hơn", "cao hơn", "ít hơn", "nhiều hơn", "lớn hơn"})
_HORIZON = re.compile(r"\b(?:đến|tới|vào|trong|từ nay đến|đến hết|đến cuối)\s+(?:hết |cuối )?năm (\d{4})\b")


def read_qualifier(draft: Draft, reading: Reading) -> None:
    """Fills `qualifier` from the word right before the number, or right after it and its noun."""
    after = _AFTER_NOUN.match(reading.spelled, draft.noun_end) or _AFTER_NOUN.match(reading.spelled, draft.end)
    if after:
        draft.qualifier = "at_least" if after[1] == "trở lên" else "at_most"
        return
    if draft.number.value_high is not None:
        draft.qualifier = "range"
        return
    for hit in reversed(reading.phrases["qualifier_before"].longest_within(max(draft.left.start, draft.start - 24), draft.start)):
        if reading.spelled[hit.end : draft.start].strip() in ("", "là", "tới", "đến", "lên", "khoảng"):
            compares = draft.is_percent and draft.direction is not None and hit.phrase.surface in _COMPARISONS  # `thấp hơn 0,4%`
            draft.qualifier = "exact" if compares else hit.key
            return


def read_status(draft: Draft, reading: Reading, published_on: date | None) -> None:
    """Fills `status`: the last word of aiming or of doing since the figure before decides; without one, that figure's status."""
    before = draft.previous
    start = draft.sentence.start
    if before is not None:
        start = before.noun_end
        if plan := OF_PLAN.match(reading.spelled, before.end):  # `đạt 105% chỉ tiêu được giao;` says nothing of what follows
            ends = (reading.spelled.find(mark, plan.end(), draft.start) for mark in ",;:")
            start = min((end for end in ends if end >= 0), default=plan.end())
    hits = outside_cues(reading, reading.phrases["status"].longest_within(start, draft.start))
    status = hits[-1].key if hits else before.status if before else "actual"
    for match in _HORIZON.finditer(reading.spelled, before.noun_end if before else draft.sentence.start, draft.right.end):
        if published_on is not None and int(match[1]) > published_on.year:
            status = "target"
    draft.status = status
