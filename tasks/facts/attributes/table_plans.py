"""Columns of a table that tell a plan, what was done of it, and how much of it that is; sums in the unit that is printed once."""

from __future__ import annotations

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.vi.numbers.magnitudes import MAGNITUDES, scale
from tasks.vi.text.patterns import pattern
from tasks.vi.text.spans import Span

# `Kế hoạch năm`, `Thực hiện 6 tháng`, `% so với kế hoạch`
_PLAN, _DONE, _RATE = pattern("head_of_plan"), pattern("head_of_done"), pattern("head_of_rate")
# `(triệu đồng)`, `Đơn vị tính: tỷ đồng`
_SUMS = pattern("unit_of_sums")


def as_headed(draft: Draft, head: Span, heads: Span, reading: Reading) -> Draft | None:
    """A number with what the head of its column says of a plan; None where that names no plan and nothing done.

    `heads` is the line of all heads: a share is one of a plan only where another column tells the plan.
    """
    spelled = reading.spelled
    if _RATE.search(spelled, *head):
        if draft.number.denominator is not None or not (draft.is_percent or "%" in spelled[head.start : head.end]):
            return None
        if _PLAN.search(spelled, *heads) is None:
            return None
        number = draft.number._replace(is_percent=True)
        return draft._replace(number=number, is_percent=True, kind="plan", measure="target_rate", unit="percent", status="actual")
    if _DONE.search(spelled, *head):
        return draft._replace(status="actual")
    return draft._replace(status="target") if _PLAN.search(spelled, *head) else None


def as_sum(draft: Draft, spans: tuple[Span, ...], reading: Reading) -> Draft:
    """A bare count as the sum that the first of some spans makes it: the name of its row, the head of its column, the caption."""
    unit = next((found for span in spans if (found := _SUMS.search(reading.spelled, *span)) is not None), None)
    if unit is None or draft.kind != "count" or draft.number.denominator is not None:
        return draft
    factor = MAGNITUDES[unit[1]] if unit[1] else 1
    high = draft.number.value_high
    number = draft.number._replace(
        value=scale(draft.number.value, factor), value_high=None if high is None else scale(high, factor), magnitude=factor
    )
    return draft._replace(number=number, kind="money", measure="amount", unit="vnd", unit_text=None)
