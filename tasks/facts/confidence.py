"""How far a row can be trusted: how often rows that rest on the same were right as a whole on labelled articles.

What a row rests on is said in features; `seeds/weights/confidence.csv` holds what each was worth, measured by `solieu calibrate` on
articles whose own labels played no part in the reading.
"""

from __future__ import annotations

from tasks.facts.drafts import Draft
from tasks.facts.ranking import probability_of, read_weights, score
from tasks.facts.reading import Reading
from tasks.facts.rules import RuleId

_BOUNDS = (0.4, 0.6, 0.75, 0.9, 0.97)


def confidence_of(draft: Draft, reading: Reading) -> float | None:
    """The share of rows like this one that were right: value, what is counted, period and organisation together; 0 to 1, two digits.

    Null where nothing was measured.
    """
    weights = read_weights("confidence")
    if not weights:
        return None
    return round(probability_of(score(grounds_of(draft, reading), weights)), 2)


def grounds_of(draft: Draft, reading: Reading) -> frozenset[str]:
    """What a row rests on."""
    likely = sum(draft.holder_probability >= bound for bound in _BOUNDS)
    when = sum(draft.period_probability >= bound for bound in _BOUNDS)
    said = _said(draft.rule)
    period = "none" if draft.period[3] is None else "own" if _in_own_sentence(draft) else "carried"
    dated = "dated" if draft.period[1] or draft.period[2] else "undated"
    known = "known" if draft.noun is not None or draft.label is not None or draft.kind in ("money", "percent") else "unknown"
    holder = draft.why.get("organisation", "")
    named = "nobody" if draft.organisation is None else "somebody"
    grounds = {
        "any",
        f"holder likely {likely}",
        f"holder {named} likely {likely}",
        f"holder {holder}",
        f"period likely {when}",
        f"holder and period likely {min(likely, when)}",
        f"indicator by {said}",
        f"indicator by {said} noun {known}",
        f"noun {known} {draft.kind}",
        f"kind {draft.kind} measure {draft.measure}",
        f"measure {draft.measure}",
        f"status {draft.status} {draft.measure in ('count', 'amount')}",
        f"period {period}",
        f"period {period} {dated}",
        f"period {draft.period[0]} {period}",
        f"period {draft.period[0]} by {said}",
        f"unit {draft.unit}",
        f"indicator {draft.indicator}",
        f"sliced {bool(draft.breakdown)}",
        f"title {reading.in_title(draft.start)}",
        f"place in sentence {'first' if draft.previous is None else 'later'}",
        f"word {draft.number.is_word}",
    }
    if draft.of is not None:
        grounds.add("share or change of another")
    if draft.head is not None:
        grounds.add("part of another")
    if reading.article.published_on is None:
        grounds.add(f"published unknown {draft.period[0]}")
    return frozenset(grounds)


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
