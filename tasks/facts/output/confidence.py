"""How far a row can be trusted: how often rows that rest on the same were right as a whole on labelled articles.

What a row rests on is said in features; `seeds/weights/confidence.csv` holds what each was worth, measured by `solieu calibrate` on
articles whose own labels played no part in the reading.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.rules import RuleId
from tasks.facts.knowledge.weights import Said, Weights, measured_weights, probability_of, score_of

_BOUNDS = (0.4, 0.6, 0.75, 0.9, 0.97)
# How many answers of each sort are kept.
_KEPT = 4096


def confidence_of(draft: Draft, reading: Reading) -> float | None:
    """The share of rows like this one that were right: value, what is counted, period and organisation together; 0 to 1, two digits.

    Null where nothing was measured.
    """
    weights = measured_weights("confidence")
    if weights.is_empty:
        return None
    return round(probability_of(score_of(_grounds(draft, reading, weights))), 2)


def grounds_of(draft: Draft, reading: Reading) -> frozenset[str]:
    """What a row rests on."""
    return frozenset(feature for said in _grounds(draft, reading, measured_weights("confidence")) for feature in said.features)


def _grounds(draft: Draft, reading: Reading, weights: Weights) -> tuple[Said, ...]:
    """What a row rests on, with what it counts; what depends on the same few things is said together, and so seldom anew."""
    likely, when = bisect_right(_BOUNDS, draft.holder_probability), bisect_right(_BOUNDS, draft.period_probability)
    said, coded = _said(draft.rule), draft.period[0]
    period = "none" if draft.period[3] is None else "own" if _in_own_sentence(draft) else "carried"
    dated = "dated" if draft.period[1] or draft.period[2] else "undated"
    known = "known" if draft.noun is not None or draft.label is not None or draft.kind in ("money", "percent") else "unknown"
    named = "nobody" if draft.organisation is None else "somebody"
    place = "first" if draft.previous is None else "later"
    undated = coded if reading.article.published_on is None else ""
    return (
        _of_choices(weights, likely, when, named, draft.why.get("organisation", "")),
        _of_measure(weights, said, known, draft.kind, draft.measure, draft.status),
        _of_period(weights, coded, period, dated, said),
        _of_indicator(weights, draft.indicator, draft.unit, bool(draft.breakdown)),
        _of_place(
            weights, place, undated, reading.in_title(draft.start), draft.number.is_word, draft.of is not None, draft.head is not None
        ),
    )


@lru_cache(_KEPT)
def _of_choices(weights: Weights, likely: int, when: int, named: str, holder: str) -> Said:
    """How likely holder and period are."""
    return weights.said(
        "any", f"holder likely {likely}", f"holder {named} likely {likely}", f"holder {holder}", f"period likely {when}",
        f"holder and period likely {min(likely, when)}",
    )  # fmt: skip


@lru_cache(_KEPT)
def _of_measure(weights: Weights, said: str, known: str, kind: str, measure: str, status: str) -> Said:
    """What tells what is counted, and how."""
    return weights.said(
        f"indicator by {said}", f"indicator by {said} noun {known}", f"noun {known} {kind}", f"kind {kind} measure {measure}",
        f"measure {measure}", f"status {status} {measure in ('count', 'amount')}",
    )  # fmt: skip


@lru_cache(_KEPT)
def _of_period(weights: Weights, coded: str, period: str, dated: str, said: str) -> Said:
    """Where the time stands and how it is coded."""
    return weights.said(f"period {period}", f"period {period} {dated}", f"period {coded} {period}", f"period {coded} by {said}")


@lru_cache(_KEPT)
def _of_indicator(weights: Weights, indicator: str, unit: str, is_sliced: bool) -> Said:
    """What is counted."""
    return weights.said(f"unit {unit}", f"indicator {indicator}", f"sliced {is_sliced}")


@lru_cache(_KEPT)
def _of_place(weights: Weights, place: str, undated: str, in_title: bool, is_word: bool, has_whole: bool, has_head: bool) -> Said:
    """Where a figure stands; `undated` is how its period is coded in an article without a day."""
    also = [f"published unknown {undated}"] if undated else []
    also += ["share or change of another"] if has_whole else []
    also += ["part of another"] if has_head else []
    return weights.said(f"title {in_title}", f"place in sentence {place}", f"word {is_word}", *also)


def _said(rule: RuleId) -> str:
    """What the indicator rests on."""
    if rule.is_none:
        return "nothing"
    if rule.relations:
        return "another figure"
    return "event" if rule.row is not None and rule.row.is_event else "noun"


def _in_own_sentence(draft: Draft) -> bool:
    time = draft.time
    return time is not None and draft.sentence.start <= time.start < draft.sentence.end
