"""Runs the real cleaning and extracting code on a labelled set, in memory, without flow or warehouse."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from label_files import Label
from scoring import Problem, Score, score_article

from tasks.facts.document.records import ArticleText
from tasks.text.records import Article, Rejection

CLEANED, LABELLED = "cleaned", "labelled"


@dataclass(frozen=True, slots=True)
class Measured:
    """The score of one labelled article and what was scored."""

    label: Label
    score: Score
    text: str
    rows: list[dict[str, Any]]


def page_of(label: Label, form: str) -> Path | None:
    """The raw file that is scored: the labelled text, or the page of the same stem; None when there is none."""
    path = label.raw if form == "text" else label.raw.with_suffix(".html")
    return path if path.exists() else None


def clean_page(path: Path) -> Article | str:
    """The cleaned article of a file, or why there is none."""
    from tasks.text.cleaning import clean_document
    from tasks.text.readers import read_documents

    uri = path.as_uri()
    for document in read_documents(uri, path.read_bytes()):
        outcome = document if isinstance(document, Rejection) else clean_document(document)
        return f"{outcome.reason}: {outcome.detail}" if isinstance(outcome, Rejection) else outcome.article
    return "no document in the file"


def labelled_article(label: Label) -> dict[str, Any]:
    """What a perfect cleaner would hand over, put together from the labels: for work on extraction alone."""
    wanted = label.data["article"]
    published = wanted.get("published_at")
    times = {
        "published_at": datetime.fromisoformat(published) if published and "T" in published else None,
        "published_on": date.fromisoformat(published[:10]) if published else None,
    }
    if label.line_kinds:
        kept = [label.lines[number - 1].strip() for number, kind in sorted(label.line_kinds.items()) if kind == "body"]
    else:
        kept = [line.strip() for line in label.lines if line.strip()]
    title = wanted.get("title")
    if title and not any(line == title for line in kept[:1]):
        kept.insert(0, title)
    return {"article_id": "0" * 16, "text": "\n".join(line for line in kept if line), **wanted, **times}


def to_article_text(article: dict[str, Any]) -> ArticleText:
    """What extraction gets of an article."""
    title, published_on, host = (article.get(key) for key in ("title", "published_on", "source_host"))
    return ArticleText(article["article_id"], article["text"], title, published_on, host)


def measure_label(label: Label, form: str = "text", text_from: str = CLEANED, with_figures: bool = True) -> Measured | None:
    """Score one labelled article; None when it has no page in this form."""
    path = page_of(label, form)
    if path is None:
        return None
    if text_from == LABELLED:
        article = labelled_article(label)
    else:
        outcome = clean_page(path)
        if isinstance(outcome, str):
            score = score_article(label, None, [])
            score.problems[-1] = Problem(label.file, "absent", "absent", "", outcome)
            return Measured(label, score, "", [])
        article = {name: getattr(outcome, name) for name in outcome.__slots__}
    rows = extract_rows(article) if with_figures else None
    return Measured(label, score_article(label, article, rows), article["text"], rows or [])


def extract_rows(article: dict[str, Any]) -> list[dict[str, Any]]:
    from tasks.facts.extraction import extract_figures

    return [observation._asdict() for observation in extract_figures(to_article_text(article)).observations]


def measure_set(
    labels: Iterable[Label],
    form: str = "text",
    text_from: str = CLEANED,
    on_failure: Callable[[Label, str], None] | None = None,
    with_figures: bool = True,
) -> tuple[Score, list[Measured]]:
    """Score every article of a set. A rule that raises fails the call, unless `on_failure` takes it."""
    total, measured = Score(), []
    for label in labels:
        try:
            one = measure_label(label, form, text_from, with_figures)
        except Exception:
            if on_failure is None:
                raise
            on_failure(label, traceback.format_exc(limit=-3))
            one = Measured(label, score_article(label, None, []), "", [])
        if one is not None:
            total.add(one.score)
            measured.append(one)
    return total, measured
