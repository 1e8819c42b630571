"""Measures the weights of features on labelled choices: a log-linear model, fitted so that the right choices are the likeliest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

# How strongly weights are pulled to zero, how many steps are taken, and the smallest weight that is kept.
PENALTY, STEPS, SMALLEST = 6.0, 250, 0.01
# What fewer questions than these say is chance, and often a name.
RARE = 4


class Question(NamedTuple):
    """One decision of a labelled article: the features of each choice, and which choices are right (several may be)."""

    choices: Sequence[Collection[str]]
    right: frozenset[int]


def fit_weights(questions: Sequence[Question], penalty: float = PENALTY) -> dict[str, float]:
    """The weights under which the right choices are likeliest, by Adam on the penalised log-likelihood; the same input gives the
    same weights. Questions without a right choice, or with only right ones, say nothing and are left out; so are features of fewer than
    `RARE` questions.

    >>> weights = fit_weights([Question([["x"], ["y"]], frozenset({0}))] * 40)
    >>> weights["x"] > 0 > weights["y"]
    True
    """
    asked = [one for one in questions if one.right and len(one.right) < len(one.choices)]
    if not asked:
        return {}
    # What is asked many times over is written down once: examples count sixfold, and articles that count twice are there twice.
    often = Counter(map(id, asked))
    once = {id(question): question for question in asked}
    seen: Counter[str] = Counter()
    for key, question in once.items():
        for feature in set().union(*question.choices):
            seen[feature] += often[key]
    places: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    starts: list[int] = []
    right: list[bool] = []
    times: list[int] = []
    for key, question in once.items():
        starts.append(len(right))
        for index, features in enumerate(question.choices):
            for feature in sorted(feature for feature in features if seen[feature] >= RARE):
                columns.append(places.setdefault(feature, len(places)))
                rows.append(len(right))
            right.append(index in question.right)
            times.append(often[key])
    fitted = _descend(np.array(rows), np.array(columns), np.array(starts), np.array(right), np.array(times), len(places), penalty)
    return {name: round(float(fitted[place]), 3) for name, place in sorted(places.items()) if abs(fitted[place]) >= SMALLEST}


def _descend(
    rows: Indices, columns: Indices, starts: Indices, right: npt.NDArray[np.bool_], times: Indices, count: int, penalty: float
) -> Floats:
    """One weight for each of `count` features.

    Shape: `rows` and `columns` say, feature by feature, the choice it is of and its place among the weights; `right` and `times` hold for
    each choice whether it is right and how often its question is asked; `starts` the first choice of each question.
    """
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(right))))
    by_column = np.argsort(columns, kind="stable")
    rows_by_column, column_starts = rows[by_column], np.searchsorted(columns[by_column], np.arange(count))
    weights, mean, square = np.zeros(count), np.zeros(count), np.zeros(count)
    for step in range(1, STEPS + 1):
        scores = np.bincount(rows, weights[columns], minlength=len(right))
        parts = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        likely = parts / np.add.reduceat(parts, starts)[group]
        wanted = parts * right
        wanted /= np.add.reduceat(wanted, starts)[group]
        slope = np.add.reduceat((times * (likely - wanted))[rows_by_column], column_starts) + penalty * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = 0.1 * (1 - 0.9 * step / (STEPS + 1))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights
