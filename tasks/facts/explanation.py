"""Why each number of a text became what it became: the pure extraction again, with its reasons in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tasks.facts.extraction import draft_figures
from tasks.facts.ledger import Figure, build_ledger
from tasks.facts.reading import read_article
from tasks.facts.records import ArticleText


@dataclass(frozen=True, slots=True)
class NumberStory:
    """One number: where it stands, the sentence around it, what became of it and the steps that led there.

    `sentence` is the printed sentence with the number between ⟦ and ⟧; `facts` the decided values in the order of the
    table's columns, empty when the number is not a figure.
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
    reading = read_article(article)
    drafts = draft_figures(reading)
    figures = {(draft.start, draft.end): draft for draft in drafts}
    stories = []
    for row in build_ledger(reading, [Figure(draft.start, draft.end, draft.rule, "") for draft in drafts]):
        sentence = reading.sentences[reading.sentence_of(row.span_start)]
        marked = reading.text[sentence.start : row.span_start] + "⟦" + row.span_text + "⟧" + reading.text[row.span_end : sentence.end]
        draft = figures.get((row.span_start, row.span_end))
        if draft is None:
            stories.append(NumberStory((row.span_start, row.span_end), row.span_text, marked, row.disposition, row.rule, {}, ()))
            continue
        kind, first, last, printed = draft.period
        facts = {
            "value": f"{draft.number.value:g}" + (f" of {draft.number.denominator:g}" if draft.number.denominator else ""),
            "indicator": draft.indicator,
            "measure": draft.measure,
            "unit": draft.unit + (f" ({draft.unit_text})" if draft.unit_text else ""),
            "qualifier": draft.qualifier,
            "status": draft.status,
            "breakdown": ", ".join(f"{key}={value}" for key, value in sorted(draft.breakdown.items())) or "whole",
            "organisation": draft.organisation or "not said",
            "period": f"{kind} {first or ''} … {last or ''}" + (f" ({printed})" if printed else ""),
        }
        steps = (f"rule: {draft.rule}", *(f"{step.replace('_', ' ')}: {source}" for step, source in draft.why.items()))
        stories.append(NumberStory((row.span_start, row.span_end), row.span_text, marked, "observation", draft.rule, facts, steps))
    return stories
