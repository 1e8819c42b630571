"""Measures on labelled articles how much each feature counts for a holder and for a period, and how far rows can be trusted.

Confidence is measured on figures whose holders and periods were decided without the labels of their own article: the articles are parted
into folds, and each fold is read with the weights that the others give.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from tasks.facts.document.records import ArticleText
from tasks.facts.holders.holders import Holders
from tasks.facts.holders.names import key_of
from tasks.facts.knowledge.weights import Choice, rank
from tasks.facts.learning.fitting import PENALTY, Question, fit_weights
from tasks.facts.learning.labelled import (
    LabelledArticle,
    confidence_question,
    days_of,
    holder_examples,
    holder_questions,
    is_right,
    match_labels,
    period_examples,
    period_questions,
    right_holders,
    right_periods,
)
from tasks.facts.periods.times import Times

FOLDS = 10
# How often an example sentence and a written article count beside another, and how strongly the weights of confidence are pulled to zero.
EXAMPLE_WEIGHT, CONFIDENCE_PENALTY = 6, 20.0
HOLDER_WRITTEN_WEIGHT, PERIOD_WRITTEN_WEIGHT = 3, 2
TENTHS = 10


@dataclass(frozen=True)
class Calibration:
    """What was measured.

    `articles` and `figures` say on how much; `holders_right`, `periods_right` and `rows_right` are shares of the labelled figures that were
    found, each article read with the weights of the others; `calibration_error` is the mean gap between confidence and the share that was
    right, over tenths; `kept_at_95` the largest share of rows that can be kept so that 95 % of them are right.
    """

    articles: int
    figures: int
    holders_right: float
    periods_right: float
    rows_right: float
    calibration_error: float
    kept_at_95: float


def read_labels(labels: Path, raw: Path) -> list[LabelledArticle]:
    """The labelled articles of a folder of label files, read from the raw files they name.

    Raises:
        FileNotFoundError: there is no label file, or a raw file is missing.
        ValueError: a label file or a raw file cannot be used, with the reason.
    """
    files = sorted(labels.rglob("*.json"))
    if not files:
        raise FileNotFoundError(f"{labels} holds no label files (*.json); without labels there is nothing to measure")
    return [_read_label(path, raw) for path in files]


def calibrate(
    articles: Sequence[LabelledArticle], written: Sequence[LabelledArticle], folder: Path, twice: Collection[str] = ()
) -> Calibration:
    """Fits the weights and writes `holder.csv`, `period.csv` and `confidence.csv`.

    Args:
        articles: labelled articles that the rules were not written from; confidence is measured on these.
        written: further labelled articles, for holders and periods only.
        folder: where the files are written, `seeds/weights`.
        twice: names of the articles that count twice for holders and periods: those of the kind that is read most.
    """
    holder = _Taught(articles, written, holder_examples(), holder_questions, 2 * PENALTY, HOLDER_WRITTEN_WEIGHT, twice)
    period = _Taught(articles, written, period_examples(), period_questions, PENALTY, PERIOD_WRITTEN_WEIGHT, twice)
    rows: list[tuple[str, Question]] = []
    holders = periods = whole = count = 0
    for fold in range(FOLDS):
        inside = [article for article in articles if _fold_of(article.name) == fold]
        if not inside:
            continue
        others = [article for article in articles if _fold_of(article.name) != fold]
        holder_weights, period_weights = holder.fit(others), period.fit(others)
        for article in inside:
            held = Holders(article.reading, article.drafts, holder_weights).settle_all()
            dated = Times(article.reading, held, period_weights).date_all()
            rows += [(article.name, confidence_question(one, article.labels.get(one.start), article.reading)) for one in dated]
            found = [(draft, article.labels[draft.start]) for draft in dated if draft.start in article.labels]
            count += len(found)
            holders += sum(key_of(draft.organisation) in right_holders(label) for draft, label in found)
            periods += sum(days_of(draft.period) in right_periods(label) for draft, label in found)
            whole += sum(is_right(draft, label) for draft, label in found)
    error, kept = _judge(rows)
    _write(folder / "holder.csv", holder.fit(articles))
    _write(folder / "period.csv", period.fit(articles))
    _write(folder / "confidence.csv", fit_weights([question for _, question in rows], CONFIDENCE_PENALTY))
    all_found = max(1, count)
    return Calibration(len(articles), count, holders / all_found, periods / all_found, whole / all_found, error, kept)


class _Taught:
    """Labelled articles as questions of one sort (holders, periods), asked once and then learnt from as often as wanted.

    Args:
        articles: the articles of which some are learnt from at a time.
        written, examples: articles and example sentences that are always learnt from.
        asks: gives the questions of an article, the answers before each told, or decided by weights.
        penalty: how strongly weights are pulled to zero.
        written_weight: how often a written article counts.
        twice: names of the articles that count twice.
    """

    def __init__(
        self,
        articles: Sequence[LabelledArticle],
        written: Sequence[LabelledArticle],
        examples: Sequence[LabelledArticle],
        asks: Callable[[LabelledArticle, Mapping[str, float] | None], list[Question]],
        penalty: float,
        written_weight: int,
        twice: Collection[str],
    ) -> None:
        self._asks, self._penalty, self._twice = asks, penalty, twice
        self._asked = {article.name: asks(article, None) for article in articles}
        self._more = [question for article in written for question in asks(article, None)] * written_weight
        self._more += [question for article in examples for question in asks(article, None)] * EXAMPLE_WEIGHT

    def fit(self, articles: Sequence[LabelledArticle]) -> dict[str, float]:
        """The weights, each article asked twice: once where the answers for the figures before are the right ones, and once where they
        are those that weights decide which have not seen the article, as they will be when nobody tells. Weights that only ever saw
        right answers trust the figure before too much, and one mistake then runs on through an article.
        """
        halves = [[one for one in articles if _digest_of(one.name) // FOLDS % 2 == half] for half in (0, 1)]
        taught = [[question for article in half for question in self._counted(article, self._asked[article.name])] for half in halves]
        chained: list[Question] = []
        for half, others in zip(halves, reversed(taught), strict=True):
            weights = fit_weights([*others, *self._more], self._penalty / 2)
            chained += [question for article in half for question in self._counted(article, self._asks(article, weights))]
        return fit_weights([*taught[0], *taught[1], *chained, *self._more, *self._more], self._penalty)

    def _counted(self, article: LabelledArticle, questions: list[Question]) -> list[Question]:
        """The questions of an article as often as they count."""
        return questions * 2 if article.name in self._twice else questions


def _judge(rows: Sequence[tuple[str, Question]]) -> tuple[float, float]:
    """Calibration error and the share kept at 95 %, each fold judged by the weights of the others."""
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        inside = [question for name, question in rows if _fold_of(name) == fold]
        if not inside:
            continue
        weights = fit_weights([question for name, question in rows if _fold_of(name) != fold], CONFIDENCE_PENALTY)
        for question in inside:
            ranked = rank([Choice(str(index), features) for index, features in enumerate(question.choices)], weights)
            judged.append((next(one.probability for one in ranked if one.value == "0"), 0 in question.right))
    judged.sort(reverse=True)
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for said, right in judged:
        tenths.setdefault(min(int(said * TENTHS), TENTHS - 1), []).append((said, right))
    error = sum(abs(sum(said - right for said, right in group)) for group in tenths.values()) / max(1, len(judged))
    kept = hits = 0
    for place, (_, right) in enumerate(judged, 1):
        hits += right
        kept = place if hits >= 0.95 * place else kept
    return error, kept / max(1, len(judged))


def _fold_of(name: str) -> int:
    return _digest_of(name) % FOLDS


def _digest_of(name: str) -> int:
    return int(sha256(name.encode()).hexdigest(), 16)


def _read_label(path: Path, raw: Path) -> LabelledArticle:
    try:
        label = json.loads(path.read_text("utf8"))
        name, observations = str(label["file"]), list(label["observations"])
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is no label file: {error!r}; expected JSON with `file` and `observations`") from error
    file = raw / name
    return match_labels(name, clean_article(file.absolute().as_uri(), file.read_bytes()), observations)


def clean_article(uri: str, data: bytes) -> ArticleText:
    """The cleaned article of a raw file.

    Raises:
        ValueError: the file cannot be used, with the reason.
    """
    from tasks.text.cleaning import clean_document
    from tasks.text.readers import read_documents
    from tasks.text.records import CleanedDocument, RawDocument

    for document in read_documents(uri, data):
        cleaned = clean_document(document) if isinstance(document, RawDocument) else document
        if not isinstance(cleaned, CleanedDocument):
            raise ValueError(f"{uri} cannot be used: {cleaned.reason}: {cleaned.detail}")
        one = cleaned.article
        day = one.published_on if isinstance(one.published_on, date) else None
        return ArticleText(one.article_id, one.text, one.title, day, one.source_host)
    raise ValueError(f"{uri} holds no document")


def _write(path: Path, weights: Mapping[str, float]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf8", newline="") as stream:
        rows: Iterable[tuple[str, object]] = [("feature", "weight"), *sorted(weights.items())]
        csv.writer(stream, lineterminator="\n").writerows(rows)
