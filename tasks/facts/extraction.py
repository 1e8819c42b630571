"""One article in, its figures, its number ledger and its places out. Pure: the same text always gives the same rows."""

from __future__ import annotations

from tasks.facts.attributes.tables import is_bare_cell
from tasks.facts.candidates.candidates import find_candidates
from tasks.facts.candidates.drafts import Draft, find_drafts
from tasks.facts.document.reading import Reading, read_article
from tasks.facts.document.records import ArticleText, Extraction, Observation
from tasks.facts.holders.holders import Holders
from tasks.facts.output.arithmetic import find_disagreements
from tasks.facts.output.confidence import confidence_of
from tasks.facts.output.corrections import apply_corrections
from tasks.facts.output.identity import breakdown_json, fact_key, observation_id
from tasks.facts.output.ledger import Figure, build_ledger
from tasks.facts.output.slices import name_slices
from tasks.facts.periods.times import Times
from tasks.facts.places.places import resolve_places
from tasks.facts.relations.assembly import assemble


def extract_figures(article: ArticleText) -> Extraction:
    """Every figure an article reports, every number with what became of it, every place it speaks of."""
    reading = read_article(article)
    drafts = draft_figures(reading)
    places, place_of = resolve_places(article, reading.organisations)
    ids = [observation_id(article.article_id, draft.start, draft.end, draft.indicator) for draft in drafts]
    warnings = find_disagreements(drafts, ids)
    raised = frozenset(draft.raised_from.start for draft in drafts if draft.raised_from is not None)
    observations = tuple(
        _observation(reading, draft, name, warning, draft.start in raised, *place_of(draft.organisation))
        for draft, name, warning in zip(drafts, ids, warnings, strict=True)
    )
    figures = [Figure(draft.start, draft.end, str(draft.rule), name) for draft, name in zip(drafts, ids, strict=True)]
    observations = apply_corrections(article, observations)
    return Extraction(observations, build_ledger(reading, figures), tuple(places))


def draft_figures(reading: Reading) -> list[Draft]:
    """The figures of a reading, fully decided but not yet rows: what `solieu explain` looks at."""
    drafts = [draft for draft in assemble(reading, find_drafts(reading, find_candidates(reading))) if not is_bare_cell(draft, reading)]
    if not drafts:
        return []  # nobody asks whose they are or when they hold
    return name_slices(Times(reading, Holders(reading, drafts).settle_all()).date_all(), reading)


def _observation(
    reading: Reading,
    draft: Draft,
    name: str,
    warnings: str,
    is_old_level: bool,
    place_code: str | None,
    place_rule: str | None,
) -> Observation:
    article = reading.article
    kind, first, last, printed = draft.period
    number = draft.number
    return Observation(
        observation_id=name,
        article_id=article.article_id,
        value=number.value,
        value_high=number.value_high,
        denominator=number.denominator,
        span_start=number.start,
        span_end=number.end,
        span_text=article.text[number.start : number.end],
        indicator=draft.indicator,
        measure=draft.measure,
        direction=draft.direction,
        unit=draft.unit,
        unit_text=draft.unit_text,
        qualifier=draft.qualifier,
        status=draft.status,
        frequency=draft.frequency,
        breakdown=breakdown_json(draft.breakdown),
        organisation=draft.organisation,
        place_code=place_code,
        place_rule=place_rule,
        period_kind=kind,
        period_start=first,
        period_end=last,
        period_text=printed,
        sentence_start=draft.sentence.start,
        sentence_end=draft.sentence.end,
        fact_key=fact_key(
            article_id=article.article_id,
            indicator=draft.indicator,
            measure=draft.measure,
            unit=draft.unit,
            unit_text=draft.unit_text,
            status=draft.status,
            frequency=draft.frequency,
            breakdown=draft.breakdown,
            place_code=place_code,
            organisation=draft.organisation,
            period=(kind, first, last),
            is_old_level=is_old_level,
        ),
        rule=str(draft.rule),
        warnings=warnings,
        correction=None,
        confidence=confidence_of(draft, reading),
    )
