"""What the page of an article shows: its text in pieces, each figure with its words and where they were taken from, what was dropped."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from warehouse.site.marking import Block, Span, cut_text, find_mention
from warehouse.site.source import Row, Source

MOST_ELSEWHERE, FEW_ELSEWHERE, MANY_FIGURES = 20, 5, 25
"""Reports elsewhere that one figure links to, in an article of few and of many figures; a figure's own page links to all."""

Explainer = Callable[[Mapping[str, Any]], Mapping[int, Sequence[str]]]
"""Says for an article, by where a number begins, the steps that made it the figure it is."""


@dataclass(frozen=True)
class Figure:
    """A figure of an article: its row with labels, its mentions in the text, and what is known besides."""

    row: Mapping[str, Any]
    holder: Span | None = None
    period: Span | None = None
    steps: Sequence[str] = ()
    warnings: Sequence[Mapping[str, Any]] = ()
    elsewhere: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class ArticlePage:
    """Everything the page of an article shows."""

    article: Mapping[str, Any]
    blocks: Sequence[Block]
    figures: Sequence[Figure]
    numbers: Sequence[Mapping[str, Any]]
    raw_blocks: Sequence[Mapping[str, Any]] = ()
    reprints: Sequence[Mapping[str, Any]] = ()
    printed: Mapping[str, str] = field(default_factory=dict)

    @property
    def dropped(self) -> list[Mapping[str, Any]]:
        """Blocks of the raw page that are not part of the text."""
        return [block for block in self.raw_blocks if not block["kept"]]

    @property
    def most_elsewhere(self) -> int:
        """How many reports elsewhere are linked at each figure: all that were asked for, or few where hundreds of figures have some."""
        return MOST_ELSEWHERE if len(self.figures) <= MANY_FIGURES else FEW_ELSEWHERE

    def figure_at(self, observation_id: str) -> Figure | None:
        """The figure of that identity."""
        return self._by_id.get(observation_id)

    @cached_property
    def _by_id(self) -> dict[str, Figure]:
        return {figure.row["observation_id"]: figure for figure in self.figures}


def read_article(source: Source, article_id: str, explain: Explainer | None = None) -> ArticlePage | None:
    """The page of an article; None when there is no such article."""
    return read_articles(source, [article_id], explain).get(article_id)


def read_articles(source: Source, article_ids: Sequence[str], explain: Explainer | None = None) -> dict[str, ArticlePage]:
    """The pages of articles by their identity; those that are not there are left out."""
    ids = list(article_ids)
    at = source.rows("article_rows", ids=ids)[0]
    figures, numbers, blocks = (
        _by(source.rows(f"article_{rows}s", ids=ids, first=at[f"first_{rows}"], last=at[f"last_{rows}"]), "article_id")
        for rows in ("figure", "number", "block")
    )
    reprints = _by(source.rows("article_reprints", ids=ids), "asked")
    elsewhere = _by(source.rows("article_elsewhere", ids=ids), "asked_in")
    return {
        key: build_article(
            article,
            figures[key],
            numbers[key],
            raw_blocks=blocks[key],
            reprints=reprints[key],
            elsewhere=elsewhere[key],
            steps=explain(article) if explain else {},
        )
        for article in source.rows("article", ids=ids)
        for key in (article["article_id"],)
    }


def _by(rows: Sequence[Row], key: str) -> defaultdict[str, list[Row]]:
    """The rows by one of their columns, in their order."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def build_article(
    article: Row,
    figures: Sequence[Row],
    numbers: Sequence[Row],
    *,
    raw_blocks: Sequence[Row] = (),
    reprints: Sequence[Row] = (),
    elsewhere: Sequence[Row] = (),
    steps: Mapping[int, Sequence[str]] | None = None,
) -> ArticlePage:
    """Put the rows of an article together to what its page shows."""
    text = article["text"]
    others = _by(elsewhere, "asked")
    told = [_figure(text, row, others[row["observation_id"]], steps or {}) for row in figures]
    mentions = [span for figure in told for span in (figure.holder, figure.period) if span]
    return ArticlePage(
        article,
        cut_text(text, numbers, mentions, article["title"]),
        told,
        numbers,
        raw_blocks,
        reprints,
        {row["observation_id"]: row["span_text"] for row in figures},
    )


def _figure(text: str, row: Row, elsewhere: Sequence[Row], steps: Mapping[int, Sequence[str]]) -> Figure:
    sentence = (row["sentence_start"], row["sentence_end"])
    return Figure(
        row,
        find_mention(text, row["organisation"], row["span_start"], sentence),
        find_mention(text, row["period_text"], row["span_start"], sentence),
        steps.get(row["span_start"], ()),
        json.loads(row["warnings"]),
        elsewhere,
    )


def day_of(row: Mapping[str, Any]) -> date | None:
    """The day a figure stands at on a time axis: the end of its period, else its publication."""
    found = row["period_end"] or row["published_on"] or row["period_start"]
    return found if isinstance(found, date) else None
