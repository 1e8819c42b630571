"""The text of an article and the cards of its figures as HTML: both hold hundreds of small values, for which a template takes long.

Whatever comes from an article goes through `html.escape` here, as a template escapes by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from warehouse.site.articles import ArticlePage, Figure
from warehouse.site.cells import Cells
from warehouse.site.frame import Frame
from warehouse.site.marking import Piece

LONGEST_NAME = 40
"""Characters of the title of another article beside a figure, where it names no host."""


@dataclass(frozen=True)
class ArticleParts:
    """The parts of the page of one article in one language."""

    cells: Cells
    frame: Frame

    def text(self, page: ArticlePage) -> Markup:
        """The text, a paragraph for each of its lines, with figures, other numbers and mentions marked."""
        paragraphs = []
        for block in page.blocks:
            pieces = "".join([self._piece(page, piece) for piece in block.pieces])
            paragraphs.append(f'<p class="headline">{pieces}</p>' if block.is_title else f"<p>{pieces}</p>")
        return Markup("\n".join(paragraphs))  # noqa: S704 - of parts that are escaped

    def _piece(self, page: ArticlePage, piece: Piece) -> str:
        text, number = escape(piece.text), piece.number
        if number is None:
            return text if piece.mention is None else f'<span class="mention" id="m{piece.start}">{text}</span>'
        key = number["observation_id"]
        if not key:
            return f'<span class="number" title="{escape(self.cells.words.label("disposition", number["disposition"]))}">{text}</span>'
        figure = page.figure_at(key)
        kinds = "number"
        if figure is not None:
            kinds += (" target" if figure.row["status"] == "target" else "") + (" wrong" if figure.warnings else "")
        title = escape(self.cells.indicator(figure.row)) if figure else ""
        return f'<a class="{kinds}" id="{escape(key)}" href="#c-{escape(key)}" title="{title}">{text}</a>'

    def card(self, page: ArticlePage, figure: Figure) -> Markup:
        """What is read of a figure, in words, and why."""
        row, words, said = figure.row, self.cells.words, self.cells.words.say
        key, slice_of = escape(row["observation_id"]), words.slice_of(row["breakdown"])
        corrected = f'<span class="badge wrong">{said("corrected")}</span>' if row["correction"] else ""
        often = f" {escape(words.label('frequency', row['frequency']))}" if row["frequency"] else ""
        days = escape(words.days(row["period_start"], row["period_end"]))
        period = f" · {_mention(row['period_text'], figure.period)}" if row["period_text"] else ""
        lines = [
            f'<p><a class="printed" href="#{key}">{escape(row["span_text"])}</a> {escape(row["unit_text"] or "")} '
            f"{self.cells.badges(row)}{corrected}</p>",
            f'<p><a class="what" href="{escape(self.frame.indicator(row["indicator"]))}">{escape(self.cells.indicator(row))}</a>'
            f"{' · ' + escape(slice_of) if slice_of else ''}</p>",
            f"<p>{escape(self.cells.value(row))}{often}</p>",
            f"<p>{self._holder(figure)}{self._place(row)}</p>",
            f'<p class="soft">{days}{period}</p>',
            *[self._warning(page, warning) for warning in figure.warnings],
        ]
        if figure.elsewhere:
            lines.append(self._elsewhere(page, figure))
        lines.append(f"<details><summary>{said('Why')}</summary>\n{self._why(figure)}</details>")
        return Markup("\n".join(lines))  # noqa: S704 - of parts that are escaped

    def _holder(self, figure: Figure) -> str:
        named = figure.row["organisation"]
        return _mention(named, figure.holder) if named else escape(self.cells.words.say("nobody named"))

    def _place(self, row: Mapping[str, Any]) -> str:
        if not row["place_code"]:
            return ""
        return f' · <a href="{escape(self.frame.place(row["place_code"]))}">{escape(row["place_name"] or row["place_code"])}</a>'

    def _warning(self, page: ArticlePage, warning: Mapping[str, Any]) -> str:
        others = ", ".join([escape(page.printed.get(other, other)) for other in warning["with"]])
        number, expected = self.cells.words.number, ""
        if "expected" in warning:
            expected = f" → {number(warning['expected'])}"
        elif "expected_at_most" in warning:
            expected = f" ≤ {number(warning['expected_at_most'])}"
        return f'<p class="wrong">{escape(self.cells.words.label("warning", warning["rule"]))}: {others}{expected}</p>'

    def _elsewhere(self, page: ArticlePage, figure: Figure) -> str:
        """Links to the same fact in other articles: some of them, and how many more there are."""
        row, said = figure.row, self.cells.words.say
        told = "; ".join([self._other(other) for other in figure.elsewhere[: page.most_elsewhere]])
        if rest := len(figure.elsewhere) - page.most_elsewhere if len(figure.elsewhere) > page.most_elsewhere else 0:
            more = escape(said("{count} more", count=rest))
            way = self.frame.figure(row["observation_id"], row["article_id"]) if self.frame.served else None
            told += f'; <a href="{escape(way)}#elsewhere">{more}</a>' if way else f"; {more}"
        return f'<p class="small">{escape(said("The same fact elsewhere"))}: {told}</p>'

    def _other(self, other: Mapping[str, Any]) -> str:
        name = other["source_host"] or shorten(other["title"] or self.cells.words.say("no title"))
        day = f", {self.cells.words.day(other['published_on'])}" if other["published_on"] else ""
        told = f"{escape(other['span_text'])} ({escape(name)}{day})"
        way = self.frame.article(other["article_id"], other["observation_id"])
        return f'<a href="{escape(way)}">{told}</a>' if way else told

    def _why(self, figure: Figure) -> str:
        row, words, said = figure.row, self.cells.words, self.cells.words.say
        lines = [f"{said('rule')}: <code>{escape(row['rule'])}</code>", *[str(self.cells.told(step)) for step in figure.steps]]
        if row["place_rule"]:
            lines.append(f"{said('place')}: {escape(words.label('place_rule', row['place_rule']))}")
        lines.append(f"{said('kind of period')}: {escape(words.label('period_kind', row['period_kind']))}")
        if row["confidence"] is not None:
            lines.append(f"{said('confidence')}: {words.number(round(row['confidence'] * 100))} %")
        lines.append(f"<code>solieu explain {escape(row['observation_id'])}</code>")
        return f'<p class="small soft">{"<br>".join(lines)}</p>'


def shorten(name: str) -> str:
    """A name of at most some words.

    >>> shorten("Tin ngắn"), shorten("Một tiêu đề " * 9)
    ('Tin ngắn', 'Một tiêu đề Một tiêu đề Một tiêu đề Một …')
    """
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME].rpartition(" ")[0] + " …"


def _mention(words: str, at: tuple[int, int] | None) -> str:
    """Words of the article, with a link to where they stand in it."""
    return f'<a href="#m{at[0]}">{escape(words)}</a>' if at else escape(words)
