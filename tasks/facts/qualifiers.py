"""How exact a figure is said to be, and whether it is what was or what is aimed at."""

from __future__ import annotations

import re
from datetime import date

from tasks.facts.drafts import OF_PLAN, Draft
from tasks.facts.phrases import Hit
from tasks.facts.reading import Reading

_AFTER_NOUN = re.compile(r"\s*(?:,\s*)?(trở lên|trở xuống)\b")
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
            draft.qualifier = hit.key
            return


def _outside_cues(reading: Reading, hits: list[Hit]) -> list[Hit]:
    """The hits that are no part of a longer cue: `mục tiêu` in `chương trình mục tiêu quốc gia` aims at nothing."""
    cues = reading.phrases["cue"]
    return [hit for hit in hits if not any(cue.start < hit.start and hit.end < cue.end for cue in cues.within(hit.start - 40, hit.end + 60))]


def read_status(draft: Draft, reading: Reading, published_on: date | None) -> None:
    """Fills `status`: the last word of aiming or of doing since the figure before decides; without one, that figure's status."""
    before = draft.previous
    start = draft.sentence.start
    if before is not None:
        start = before.noun_end
        if plan := OF_PLAN.match(reading.spelled, before.end):  # `đạt 105% chỉ tiêu được giao;` says nothing of what follows
            ends = (reading.spelled.find(mark, plan.end(), draft.start) for mark in ",;:")
            start = min((end for end in ends if end >= 0), default=plan.end())
    hits = _outside_cues(reading, reading.phrases["status"].longest_within(start, draft.start))
    status = hits[-1].key if hits else before.status if before else "actual"
    for match in _HORIZON.finditer(reading.spelled, before.noun_end if before else draft.sentence.start, draft.right.end):
        if published_on is not None and int(match[1]) > published_on.year:
            status = "target"
    draft.status = status
