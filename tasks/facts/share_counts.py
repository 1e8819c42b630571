"""Counts that a share stands for: `còn 6,7% hộ nghèo, với hơn 2.500 hộ`, `giảm 0,8% hộ nghèo (290 hộ)`."""

from __future__ import annotations

import re

from tasks.facts.drafts import Draft
from tasks.facts.reading import Reading

# What a count of households is that a share of this stands for.
_COUNTED_AS = {
    "poverty_rate": "poor_households",
    "poor_households": "poor_households",
    "near_poor_households": "near_poor_households",
    "poverty_reduction": "poverty_reduction",
}
_STANDS_FOR = re.compile(
    r"(?:[^,;:()\d]{0,40}\()?[\s,]*(?:(?:với|tương đương|tương ứng|ứng với|tức|bằng|là|chỉ|có|còn|số|khoảng|gần|hơn|trên)\s+)*"
)
_SAYS_SO = re.compile(r"\(|\b(?:với|tương đương|tương ứng|tức|chỉ có)\b")


def take_as_count(draft: Draft, reading: Reading) -> bool:
    """Households told right after the share that they are; True when it counts them."""
    share = draft.previous
    if share is None or not share.is_percent or draft.noun_class != "household" or draft.number.denominator is not None:
        return False
    indicator = _COUNTED_AS.get(share.indicator)
    between = reading.spelled[share.noun_end : draft.start]
    if indicator is None or _STANDS_FOR.fullmatch(between) is None or _SAYS_SO.search(between) is None:
        return False
    draft.take(indicator, f"count_of:{share.rule}")
    draft.head, draft.counts = share, draft.noun_class
    draft.breakdown = dict(share.breakdown)
    draft.why["count_of"] = share.printed
    if indicator == "poverty_reduction" and share.direction is not None:
        draft.measure, draft.direction = "change", share.direction
    return True
