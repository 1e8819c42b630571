"""How far the confidence that figures state can be relied on, measured as the reference scorer does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Judged:
    """One extracted figure: the confidence it states (0 to 1, or null) and whether its whole row is right."""

    confidence: float | None
    is_right: bool


def calibrate(judged: Sequence[Judged]) -> dict[str, Any]:
    """How far the stated confidence can be relied on.

    `bins` holds the rows and the share of right ones by tenth of confidence, `expected_calibration_error` the mean gap
    between the two, `coverage_at_95` the largest share of all rows that stays when those below some confidence are left
    out and 95 % of the rest are right. Rows of equal confidence stay or go together.

    >>> calibrate([Judged(0.9, True), Judged(0.9, True), Judged(0.1, False)])["coverage_at_95"]
    0.6667
    """
    known = sorted(((float(row.confidence), row.is_right) for row in judged if row.confidence is not None), reverse=True)
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in known:
        bins.setdefault(min(int(confidence * 10), 9), []).append((confidence, right))
    table = {
        f"{tenth / 10:.1f}": {"rows": len(rows), "right": round(sum(right for _, right in rows) / len(rows), 3)}
        for tenth, rows in sorted(bins.items())
    }
    gap = sum(abs(sum(confidence - right for confidence, right in rows)) for rows in bins.values()) / len(known)
    kept = hits = 0
    for count, (confidence, right) in enumerate(known, 1):
        hits += right
        is_last_of_its_confidence = count == len(known) or known[count][0] < confidence
        if is_last_of_its_confidence and hits >= 0.95 * count:
            kept = count
    return {"bins": table, "expected_calibration_error": round(gap, 4), "coverage_at_95": round(kept / len(judged), 4)}
