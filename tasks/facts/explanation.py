"""Why each number of a text became what it became: the pure extraction again, with its reasons in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tasks.facts.document.reading import read_article
from tasks.facts.document.records import ArticleText, Observation
from tasks.facts.extraction import draft_figures, extract_figures


@dataclass(frozen=True, slots=True)
class NumberStory:
    """One number: where it stands, the sentence around it, what became of it and the steps that led there.

    `sentence` is the printed sentence with the number between ⟦ and ⟧; `facts` what is stored of the figure in the order
    of the table's columns, empty when the number is none; `steps` what was taken from where.
    """

    span: tuple[int, int]
    span_text: str
    sentence: str
    disposition: str
    rule: str
    facts: Mapping[str, str]
    steps: tuple[str, ...]


def explain_numbers(article: ArticleText) -> list[NumberStory]:
    """The story of every number of an article, in reading order."""
    reading, extraction = read_article(article), extract_figures(article)
    why = {(draft.start, draft.end): draft.why for draft in draft_figures(reading)}
    figures = {one.observation_id: one for one in extraction.observations}
    printed = {one.observation_id: one.span_text for one in extraction.observations}
    stories = []
    for row in extraction.numbers:
        span = (row.span_start, row.span_end)
        sentence = reading.sentences[reading.sentence_of(row.span_start)]
        marked = reading.text[sentence.start : row.span_start] + "⟦" + row.span_text + "⟧" + reading.text[row.span_end : sentence.end]
        facts = _facts_of(figures[row.observation_id], printed) if row.observation_id else {}
        steps = tuple(_step(step, source) for step, source in why.get(span, {}).items()) if facts else ()
        stories.append(NumberStory(span, row.span_text, marked, row.disposition, row.rule, facts, steps))
    return stories


def plain_number(value: float) -> str:
    """A value with all its digits.

    >>> plain_number(3286500000000.0), plain_number(12.5), plain_number(0.0)
    ('3,286,500,000,000', '12.5', '0')
    """
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def _facts_of(figure: Observation, printed: Mapping[str, str]) -> dict[str, str]:
    """What is stored of a figure, in words; what it does not have is left out."""
    value = plain_number(figure.value) + (f" … {plain_number(figure.value_high)}" if figure.value_high is not None else "")
    told_per = f", {figure.frequency}" if figure.frequency else ""
    days = [day.isoformat() for day in (figure.period_start, figure.period_end) if day]
    facts = {
        "value": value + (f" of {plain_number(figure.denominator)}" if figure.denominator else ""),
        "indicator": figure.indicator,
        "measure": figure.measure + (f", {figure.direction}" if figure.direction else ""),
        "unit": figure.unit + (f" ({figure.unit_text})" if figure.unit_text else "") + told_per,
        "qualifier": figure.qualifier,
        "status": figure.status,
        "breakdown": ", ".join(f"{key}={slice_of}" for key, slice_of in sorted(json.loads(figure.breakdown).items())) or "whole",
        "organisation": figure.organisation or "not said",
        "place": f"{figure.place_code or 'none'} ({figure.place_rule})" if figure.organisation and figure.place_rule else "",
        "period": " ".join(filter(None, [figure.period_kind, " … ".join(days), figure.period_text and f"({figure.period_text})"])),
        "disagrees": "; ".join(_tell(found, printed) for found in json.loads(figure.warnings)),
        "confidence": "" if figure.confidence is None else f"{figure.confidence:.2f}",
        "correction": figure.correction or "",
    }
    return {name: told for name, told in facts.items() if told}


# Where the article names a holder, in words: the zones of `holder_mentions`.
NAMED_IN = {
    "clause": "named in its clause", "since figure": "named since the figure before", "behind": "named right behind it",
    "sentence": "named in its sentence", "rest": "named later in its sentence", "behind next": "named behind the next figure",
    "sentence before": "named in the sentence before", "paragraph": "named in its paragraph",
    "paragraph before": "named in the paragraph before", "article": "named earlier in the article",
    "title": "named in the title", "of the article": "of whom the article speaks",
    "nobody": "nobody named fits",
}  # fmt: skip


def _step(step: str, source: str) -> str:
    """One step: what was taken, and from where."""
    if step == "organisation" and source in NAMED_IN:
        return f"organisation: {NAMED_IN[source]}"
    return f"{step.replace('_', ' ')}: {'that of its whole' if source == 'inherited' else source}"


def _tell(found: Mapping[str, Any], printed: Mapping[str, str]) -> str:
    """One disagreement of `tasks.facts.output.arithmetic`: with what, and what was expected."""
    others = ", ".join(printed.get(name, name) for name in found["with"])
    expected = found.get("expected", found.get("expected_at_most"))
    return f"{found['rule']} with {others}: expected {'at most ' if 'expected_at_most' in found else ''}{expected}"
