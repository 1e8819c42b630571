"""Figures of one article that do not agree with each other. Nothing is repaired: each disagreement names the others."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tasks.facts.candidates.drafts import Draft


def find_disagreements(drafts: Sequence[Draft], ids: Sequence[str]) -> list[str]:
    """For every draft the JSON list of what its number contradicts; `[]` when nothing.

    Rules: `share_of_counts` a share against the count before it and the whole that count is part of; `share_of_ratio` a
    share against the n/m before it; `parts_exceed_whole` a part larger than its whole.
    Shares are compared at the printed precision plus one unit of the last digit, since papers both round and truncate.
    """
    number_of = {draft.start: name for draft, name in zip(drafts, ids, strict=True)}
    return [json.dumps(found, ensure_ascii=False) if (found := _check(draft, number_of)) else "[]" for draft in drafts]


def _check(draft: Draft, ids: dict[int, str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    count = draft.of
    if draft.measure == "share" and count is not None and draft.number.value_high is None:
        if count.number.denominator:
            _compare("share_of_ratio", draft, 100 * count.number.value / count.number.denominator, [count], ids, found)
        elif count.head is not None and count.measure == "count" and _divides(draft, count.head):
            _compare("share_of_counts", draft, 100 * count.number.value / count.head.number.value, [count, count.head], ids, found)
    whole = draft.head
    if (
        whole is not None
        and whole.frequency == draft.frequency  # of `mỗi năm một đảng viên` a term may count two
        and draft.measure == whole.measure == "count"
        and draft.status == whole.status
        and draft.unit == whole.unit
        and draft.number.value > whole.number.value
    ):
        found.append({"rule": "parts_exceed_whole", "with": [ids[whole.start]], "expected_at_most": whole.number.value})
    return found


def _divides(share: Draft, whole: Draft) -> bool:
    """Whether a share is of that whole: not one that names its own (`chiếm 68,3% tổng số đảng viên toàn huyện`)."""
    return share.noun is None and not whole.is_percent and bool(whole.number.value)


def _compare(
    rule: str, draft: Draft, expected: float, others: Sequence[Draft], ids: dict[int, str], found: list[dict[str, object]]
) -> None:
    inexact = any(one.qualifier != "exact" for one in (draft, *others))
    tolerance = max(1.01 * 10.0**-draft.number.decimals, 0.02 * expected if inexact else 0.0)
    if abs(expected - draft.number.value) > tolerance:
        found.append({"rule": rule, "with": [ids[one.start] for one in others], "expected": round(expected, 2)})
