"""One choice among several, by weights that were measured on labelled articles: a log-linear model over named features.

A rule says what is there to choose from and what speaks for each choice (its features); how much a feature counts is data,
`seeds/weights/<name>.csv`, written by `solieu calibrate`. The model knows nothing of Vietnamese.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from io import StringIO
from math import exp, fsum
from operator import attrgetter
from typing import NamedTuple


class Choice(NamedTuple):
    """One of several values and what speaks for or against it. `value` is null where nothing is to be chosen."""

    value: str | None
    features: Collection[str]


class Weighed(NamedTuple):
    """A choice whose features were looked up among the weights while they were found: each with what it counts."""

    value: str | None
    features: dict[str, float]


class Said(NamedTuple):
    """Features that are always said together, and what they count together."""

    features: tuple[str, ...]
    total: float


_TOTAL = attrgetter("total")


class Weights:
    """How much each feature counts, asked for while features are found; equal to none but itself, so that answers can be kept."""

    __slots__ = ("_measured",)

    def __init__(self, measured: Mapping[str, float]) -> None:
        self._measured = measured

    @property
    def is_empty(self) -> bool:
        """Whether nothing was measured."""
        return not self._measured

    def of(self, features: Iterable[str]) -> dict[str, float]:
        """The features, each once, with what they count; one that was not measured counts nothing.

        >>> Weights({"near": 1.5}).of(["near", "unheard of", "near"])
        {'near': 1.5, 'unheard of': 0.0}
        """
        measured = self._measured
        return {feature: measured.get(feature, 0.0) for feature in features}

    def said(self, *features: str) -> Said:
        """The features, each once, with what they count, to be kept: what is said again is neither written nor looked up again.

        >>> Weights({"near": 1.5}).said("near", "unheard of", "near")
        Said(features=('near', 'unheard of'), total=1.5)
        """
        once = tuple(dict.fromkeys(features))
        return Said(once, score(once, self._measured))


class Ranked(NamedTuple):
    """A choice with its probability among the choices it was ranked with (0 to 1)."""

    value: str | None
    probability: float


_PROBABILITY = attrgetter("probability")


@cache
def measured_weights(name: str) -> Weights:
    """The weights of `seeds/weights/<name>.csv`, to be asked while features are found."""
    return Weights(read_weights(name))


@cache
def read_weights(name: str) -> Mapping[str, float]:
    """The weights of `seeds/weights/<name>.csv`: one per feature; a feature without one counts nothing.

    Raises:
        ValueError: a row is no feature with a number.
    """
    file = resources.files("seeds") / "weights" / f"{name}.csv"
    rows = list(csv.reader(StringIO(file.read_text("utf8"), newline="")))
    if not rows or rows[0] != ["feature", "weight"]:
        raise ValueError(f"seeds/weights/{name}.csv, line 1: columns are {rows[:1]}; expected feature,weight")
    try:
        return {feature: float(weight) for feature, weight in rows[1:]}
    except ValueError as error:
        raise ValueError(f"seeds/weights/{name}.csv: {error}; expected a feature and a number in each row") from error


def score(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """The sum of the weights of the features; each counts once if given once.

    The sum is exact before it is rounded: features come in sets, and their order must not decide between choices that are equal.

    >>> score(["near", "subject", "unheard of"], {"near": 1.5, "subject": 0.5})
    2.0
    """
    return fsum([weights[feature] for feature in features if feature in weights])


def score_of(said: Iterable[Said]) -> float:
    """The same of features that bring their weights along.

    >>> score_of([Weights({"near": 1.5}).said("near"), Weights({"subject": 0.5}).said("subject", "unheard of")])
    2.0
    """
    return fsum(map(_TOTAL, said))


def rank(choices: Sequence[Choice], weights: Mapping[str, float]) -> list[Ranked]:
    """The choices with their probabilities, the likeliest first; of equals the one given first.

    >>> [(one.value, round(one.probability, 2)) for one in rank([Choice("a", ["x"]), Choice("b", ["y"])], {"y": 1.0})]
    [('b', 0.73), ('a', 0.27)]
    """
    return rank_by_scores([choice.value for choice in choices], [score(choice.features, weights) for choice in choices])


def rank_weighed(choices: Sequence[Weighed]) -> list[Ranked]:
    """The same of choices that bring their weights along.

    >>> [(one.value, round(one.probability, 2)) for one in rank_weighed([Weighed("a", {"x": 0.0}), Weighed("b", {"y": 1.0})])]
    [('b', 0.73), ('a', 0.27)]
    """
    return rank_by_scores([choice.value for choice in choices], [fsum(choice.features.values()) for choice in choices])


def probability_of(score: float) -> float:
    """The probability of a choice with that score where the other choice is that nothing speaks for it.

    >>> probability_of(0.0), round(probability_of(2.0), 2)
    (0.5, 0.88)
    """
    highest = max(score, 0.0)
    part = exp(score - highest)
    return part / (part + exp(-highest))


def rank_by_scores(values: Sequence[str | None], scores: Sequence[float]) -> list[Ranked]:
    """The choices with those scores, with their probabilities, the likeliest first; of equals the one given first."""
    ranked = [Ranked(value, probability) for value, probability in zip(values, probabilities(scores), strict=True)]
    return sorted(ranked, key=_PROBABILITY, reverse=True)


def probabilities(scores: Sequence[float]) -> list[float]:
    """The probabilities of choices with those scores, in the order given; together 1.

    >>> [round(one, 2) for one in probabilities([1.0, 0.0])]
    [0.73, 0.27]
    """
    highest = max(scores, default=0.0)
    parts = [exp(one - highest) for one in scores]
    whole = sum(parts)
    return [part / whole for part in parts]
