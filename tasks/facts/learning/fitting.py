"""Measures the weights of features on labelled choices: a log-linear model, fitted so that the right choices are the likeliest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]

# How strongly weights are pulled to zero, how many steps are taken, and the smallest weight that is kept.
PENALTY, STEPS, SMALLEST = 6.0, 250, 0.01
# What fewer questions than these say is chance, and often a name.
RARE = 4
# How much of what is wanted of a question is the reading its label gives first, beside any that the label accepts.
FIRST = 0.15


class Question(NamedTuple):
    """One decision of a labelled article: the features of each choice, which choices are right (several may be), and which of these the
    label gives first (none where it has no preference)."""

    choices: Sequence[Collection[str]]
    right: frozenset[int]
    first: frozenset[int] = frozenset()


class _Asked(NamedTuple):
    """Questions written down for a fit.

    Shape: `rows` and `columns` say, feature by feature, the choice it is of and its place among the weights; `right`, `first` and `times`
    hold for each choice whether it is right, whether it comes first, and how often its question is asked; `starts` the first choice of
    each question.
    """

    rows: Indices
    columns: Indices
    starts: Indices
    right: Marks
    first: Marks
    times: Indices


def fit_weights(questions: Sequence[Question], penalty: float = PENALTY) -> dict[str, float]:
    """The weights under which the right choices are likeliest, by Adam on the penalised log-likelihood; the same input gives the
    same weights. Questions without a right choice, or with only right ones, say nothing and are left out; so are features of fewer than
    `RARE` questions.

    >>> weights = fit_weights([Question([["x"], ["y"]], frozenset({0}))] * 40)
    >>> weights["x"] > 0 > weights["y"]
    True
    """
    asked = [one for one in questions if one.right and len(one.first or one.right) < len(one.choices)]
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
    rows, columns, starts, times = list[int](), list[int](), list[int](), list[int]()
    right, first = list[bool](), list[bool]()
    for key, question in once.items():
        starts.append(len(right))
        for index, features in enumerate(question.choices):
            for feature in sorted(feature for feature in features if seen[feature] >= RARE):
                columns.append(places.setdefault(feature, len(places)))
                rows.append(len(right))
            right.append(index in question.right)
            first.append(index in (question.first or question.right))
            times.append(often[key])
    written = _Asked(np.array(rows), np.array(columns), np.array(starts), np.array(right), np.array(first), np.array(times))
    fitted = _descend(written, len(places), penalty)
    return {name: round(float(fitted[place]), 3) for name, place in sorted(places.items()) if abs(fitted[place]) >= SMALLEST}


def _descend(asked: _Asked, count: int, penalty: float) -> Floats:
    """One weight for each of `count` features."""
    rows, columns, starts, right, first, times = asked
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(right))))
    by_column = np.argsort(columns, kind="stable")
    rows_by_column, column_starts = rows[by_column], np.searchsorted(columns[by_column], np.arange(count))
    weights, mean, square = np.zeros(count), np.zeros(count), np.zeros(count)
    for step in range(1, STEPS + 1):
        scores = np.bincount(rows, weights[columns], minlength=len(right))
        parts = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        likely, any_right, its_first = (_shares(marked, starts, group) for marked in (parts, parts * right, parts * first))
        wanted = (1 - FIRST) * any_right + FIRST * its_first
        slope = np.add.reduceat((times * (likely - wanted))[rows_by_column], column_starts) + penalty * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = 0.1 * (1 - 0.9 * step / (STEPS + 1))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def _shares(parts: Floats, starts: Indices, group: Indices) -> Floats:
    """Each part as a share of its question's."""
    shares: Floats = parts / np.add.reduceat(parts, starts)[group]
    return shares
