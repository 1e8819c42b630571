"""How the tests of figures read a sentence: its figures as a list, by the whole pure extraction."""

from __future__ import annotations

from datetime import date

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import read_article
from tasks.facts.document.records import ArticleText, Extraction, Observation
from tasks.facts.extraction import draft_figures, extract_figures

PUBLISHED_ON = date(2020, 6, 30)


def article(text: str, title: str | None = None, published_on: date | None = PUBLISHED_ON) -> ArticleText:
    """An article as cleaning hands it over: the title is the first line of the text."""
    return ArticleText("a" * 16, f"{title}\n{text}" if title else text, title, published_on, None)


def extract(text: str, title: str | None = None, published_on: date | None = PUBLISHED_ON) -> Extraction:
    return extract_figures(article(text, title, published_on))


def figures(text: str, title: str | None = None, published_on: date | None = PUBLISHED_ON) -> list[Observation]:
    """The figures of a text in reading order."""
    return list(extract(text, title, published_on).observations)


def figure(text: str, printed: str | None = None, **more: str) -> Observation:
    """The one figure of a text, or the one printed like that."""
    found = [one for one in figures(text, **more) if printed in (None, one.span_text)]
    assert len(found) == 1, f"{[one.span_text for one in found]} of {text!r}"
    return found[0]


def drafts(text: str, title: str | None = None) -> list[Draft]:
    """The figures of a text with the reasons that decided them."""
    return draft_figures(read_article(article(text, title)))
