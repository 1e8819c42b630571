"""Labelled articles against what is read of them: which figure each label means, and the decisions a label answers."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from io import StringIO
from typing import Any, NamedTuple

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading, read_article
from tasks.facts.document.records import ArticleText
from tasks.facts.extraction import draft_figures
from tasks.facts.holders.holders import BESIDE, Holders
from tasks.facts.holders.names import key_of
from tasks.facts.knowledge.links import OTHER
from tasks.facts.learning.fitting import Question
from tasks.facts.output.confidence import grounds_of
from tasks.facts.periods.choices import PeriodChoice
from tasks.facts.periods.states import Coded
from tasks.facts.periods.times import Times

NOBODY = "-"
# The units a label may name; a finer one counts as `item`.
CONTRACT_UNITS = frozenset({
    "person", "household", "organisation", "village", "commune", "school", "class", "target", "case", "percent", "vnd", "usd",
    "hectare", "square_metre", "kilometre", "tonne", "day", "year", "item",
})  # fmt: skip
LINE = "⏎"
# The day on which the example sentences are read.
_EXAMPLES_OF = date(2020, 6, 30)


class LabelledArticle(NamedTuple):
    """One article as it is read, with its figures and the label of each: by the start of the figure in the text."""

    name: str
    reading: Reading
    drafts: list[Draft]
    labels: Mapping[int, Mapping[str, Any]]


def match_labels(name: str, article: ArticleText, labels: Sequence[Mapping[str, Any]]) -> LabelledArticle:
    """Finds the figure each label means: one that overlaps the label's anchor and has its value.

    Args:
        name: of the article, for messages.
        article: the cleaned article.
        labels: observations in the form of `gold/*.json`: `anchor`, `value`, `organisation`, `alt` and the rest.
    """
    reading = read_article(article)
    drafts = draft_figures(reading)
    free, matched = list(drafts), dict[int, Mapping[str, Any]]()
    for label in labels:
        where = _anchor(article.text, str(label["anchor"]))
        same = (one for one in free if where and one.start < where[1] and one.end > where[0] and _is_value(one, label["value"]))
        if (draft := next(same, None)) is not None:
            free.remove(draft)
            matched[draft.start] = label
    return LabelledArticle(name, reading, drafts, matched)


def right_holders(label: Mapping[str, Any]) -> frozenset[str]:
    """The keys of every holder a label accepts; the empty key is nobody."""
    return frozenset(key_of(name) for name in (label.get("organisation"), *label.get("alt", {}).get("organisation", ())))


def holder_questions(article: LabelledArticle, weights: Mapping[str, float] | None = None) -> list[Question]:
    """What there was to choose from for every labelled figure whose holder the weights decide, the right choices told.

    Each figure sees the holders of those before it: the right ones, of several the one that goes on; or, with `weights`, those that
    these decide, right or wrong.
    """
    holders, questions = Holders(article.reading, article.drafts, weights), list[Question]()
    last: str | None = None
    for draft in article.drafts:
        label, bare = article.labels.get(draft.start), holders.bare_name_of(draft)
        if label is not None and bare is None:
            right, choices = right_holders(label), holders.choices_of(draft)
            good = [index for index, choice in enumerate(choices) if key_of(choice.value) in right]
            questions.append(Question([frozenset(choice.features) for choice in choices], frozenset(good)))
            if key_of(last) not in right:
                last = choices[good[0]].value if good else label.get("organisation")
        if weights is not None:
            holders.holder_of(draft)
        else:
            last = last if bare is None else bare
            holders.settle(draft, last, BESIDE if bare is not None else "")
    return questions


LabelledPeriod = tuple[str, str | None, str | None]
"""Kind, first and last day."""


def right_periods(label: Mapping[str, Any]) -> list[LabelledPeriod]:
    """Every period a label accepts, its own first."""
    return [(one.get("kind") or "none", one.get("start"), one.get("end")) for one in (one or {} for one in _accepted(label, "period"))]


def period_questions(article: LabelledArticle, weights: Mapping[str, float] | None = None) -> list[Question]:
    """What there was to choose from for the period of every labelled figure, the right choices told.

    Each figure sees the periods of those before it: the right ones, of several the one that the rules propose; or, with `weights`,
    those that these decide, right or wrong. A figure without a label, or with none of its right periods to choose from, takes what
    `weights` decide, or what the article was read with.
    """
    times, questions = Times(article.reading, article.drafts, weights), list[Question]()
    for draft in article.drafts:
        choices, label = times.choices_of(draft), article.labels.get(draft.start)
        right = [] if label is None else right_periods(label)
        good = [place for place, one in enumerate(choices) if days_of(one.coded) in right]
        if label is not None:
            first = frozenset(place for place in good if days_of(choices[place].coded) == right[0])
            questions.append(Question([one.features for one in choices], frozenset(good), first))
        told = choices[good[0]] if good else PeriodChoice(draft.time, draft.period)
        if weights is None and good:
            told = max((choices[place] for place in good), key=lambda one: "rule all" in one.features)
        times.settle(draft, told if weights is None else times.choose(choices)[0])
    return questions


def days_of(coded: Coded) -> tuple[str, str | None, str | None]:
    """Kind, first and last day of a period as a label writes them."""
    kind, first, last, _ = coded
    return kind, first.isoformat() if first else None, last.isoformat() if last else None


@cache
def holder_examples() -> tuple[LabelledArticle, ...]:
    """The sentences of `seeds/weights/holder_examples.csv` and whose each of their figures is, in reading order.

    Raises:
        ValueError: a row names more or fewer holders than its text has figures.
    """
    return _examples("holder", lambda name: {"organisation": None if name == NOBODY else name})


@cache
def period_examples() -> tuple[LabelledArticle, ...]:
    """The sentences of `seeds/weights/period_examples.csv` and when each of their figures holds, in reading order.

    Raises:
        ValueError: a row names more or fewer periods than its text has figures.
    """
    return _examples("period", lambda told: {"period": dict(zip(("kind", "start", "end"), told.split(), strict=False))})


def _examples(of: str, label_of: Callable[[str], dict[str, Any]]) -> tuple[LabelledArticle, ...]:
    file, examples = resources.files("seeds") / "weights" / f"{of}_examples.csv", []
    for line, row in enumerate(csv.DictReader(StringIO(file.read_text("utf8"), newline="")), 2):
        body, title = row["text"].replace(LINE, "\n"), row["title"] or None
        text = f"{title}\n{body}" if title else body
        reading = read_article(ArticleText("0" * 16, text, title, _EXAMPLES_OF, None))
        drafts, told = draft_figures(reading), row[f"{of}s"].split(" | ")
        if len(drafts) != len(told):
            found = ", ".join(draft.printed for draft in drafts)
            raise ValueError(f"seeds/weights/{of}_examples.csv, line {line}: {len(told)} {of}s for the figures {found}")
        labels = {draft.start: label_of(one) for draft, one in zip(drafts, told, strict=True)}
        examples.append(LabelledArticle(f"{of} example {line}", reading, drafts, labels))
    return tuple(examples)


def _anchor(text: str, anchor: str) -> tuple[int, int] | None:
    found = re.search(r"\s+".join(re.escape(word) for word in anchor.split()), text)
    return found.span() if found else None


def _is_value(draft: Draft, value: float) -> bool:
    return abs(draft.number.value - float(value)) <= 1e-6 * max(1.0, abs(float(value)))


def is_right(draft: Draft, label: Mapping[str, Any]) -> bool:
    """Whether a row is right as a whole: what is counted and how, its slice, its period and its organisation."""
    if key_of(draft.organisation) not in right_holders(label):
        return False
    wanted = ("indicator", "measure", "unit", "qualifier", "status", "frequency")
    if any(_folded(name, getattr(draft, name)) not in {_folded(name, one) for one in _accepted(label, name)} for name in wanted):
        return False
    number = draft.number
    if any(not _same(getattr(number, name), label.get(name)) for name in ("value_high", "denominator")):
        return False
    if _coded(draft.breakdown) not in [_coded(one or {}) for one in _accepted(label, "breakdown")]:
        return False
    return days_of(draft.period) in right_periods(label)


def _accepted(label: Mapping[str, Any], name: str) -> list[Any]:
    return [label.get(name), *label.get("alt", {}).get(name, ())]


def _folded(name: str, value: Any) -> Any:
    """A unit finer than the contract's list counts as `item`."""
    return "item" if name == "unit" and value not in CONTRACT_UNITS else value


def _coded(breakdown: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in breakdown.items() if key != OTHER and value}


def _same(have: float | None, want: float | None) -> bool:
    return have is want or (have is not None and want is not None and abs(have - want) <= 1e-6 * max(1.0, abs(want)))


def confidence_question(draft: Draft, label: Mapping[str, Any] | None, reading: Reading) -> Question:
    """Whether a row is right, asked of what it rests on; a figure without a label is none, and so is not right."""
    return Question([grounds_of(draft, reading), frozenset()], frozenset({0 if label is not None and is_right(draft, label) else 1}))
