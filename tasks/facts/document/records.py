"""What extraction takes and gives: one article's text in, its figures, numbers and places out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What extraction needs of an article. `title` is the first line of `text` when not null."""

    article_id: str
    text: str
    title: str | None
    published_on: date | None
    source_host: str | None


class Observation(NamedTuple):
    """One figure: the columns of the `observations` contract, `run_id` aside, in its order."""

    observation_id: str
    article_id: str
    value: float
    value_high: float | None
    denominator: float | None
    span_start: int
    span_end: int
    span_text: str
    indicator: str
    measure: str
    direction: str | None
    unit: str
    unit_text: str | None
    qualifier: str
    status: str
    frequency: str | None
    breakdown: str
    organisation: str | None
    place_code: str | None
    place_rule: str | None
    period_kind: str
    period_start: date | None
    period_end: date | None
    period_text: str | None
    sentence_start: int
    sentence_end: int
    fact_key: str
    rule: str
    warnings: str
    correction: str | None
    confidence: float | None


class NumberRow(NamedTuple):
    """One number of the text and what became of it: the `numbers` contract, `run_id` aside, in its order."""

    article_id: str
    span_start: int
    span_end: int
    span_text: str
    disposition: str
    rule: str
    observation_id: str | None


class ArticlePlace(NamedTuple):
    """One administrative unit an article speaks of: the `article_places` contract, `run_id` aside, in its order."""

    article_id: str
    level: str
    name: str
    place_code: str | None
    place_code_2025: str | None
    place_rule: str
    mention_count: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article gives."""

    observations: tuple[Observation, ...]
    numbers: tuple[NumberRow, ...]
    places: tuple[ArticlePlace, ...]
