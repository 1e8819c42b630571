"""Whether what is known of an indicator is proved often enough: sentences that its rules read, and sentences that they must not read."""

from __future__ import annotations

from collections import Counter, defaultdict

from seeds.overlay import read_rows
from tasks.facts.knowledge.lexicons import phrases
from tasks.facts.knowledge.links import OTHER
from tasks.facts.proofs.check import find_redundant, read_negatives, read_proofs
from tasks.facts.proofs.names import WrongCell
from tasks.facts.proofs.notation import NotationError, parse_expected

EXAMPLES = 3
"""Sentences that an indicator needs over its rules; the one that no rule names, over all lexicons."""

MOST_REDUNDANT = 0.25
"""Share of the words that may have an example which gives the same without them, e.g. where a longer word says so, too."""

NEGATIVES = 2
"""Sentences of `negatives.csv` that an indicator needs: they look alike and must not be read as it."""


def find_lacking() -> list[WrongCell]:
    """Every indicator with too few sentences that prove it, at its row of `indicators.csv`."""
    examples, negatives = _count_examples(), Counter(proof.expected.partition("=")[2] for proof in read_negatives())
    columns, rows = read_rows("indicators")
    at, lacking = columns.index("indicator"), []
    for row in rows:
        code = row.cells[at]
        if examples[code] < EXAMPLES or negatives[code] < NEGATIVES:
            has = f"{examples[code]} sentences over its rules and {negatives[code]} in negatives.csv"
            lacking.append(WrongCell(row, "indicator", f"{code!r} has {has}; write {EXAMPLES} and {NEGATIVES} at least"))
    return lacking


def _count_examples() -> Counter[str]:
    """How many sentences of examples give each indicator."""
    found: dict[str, set[str]] = defaultdict(set)
    for proof in read_proofs():
        for code in _codes(proof.expected) if proof.example else ():
            if proof.file == "indicator_rules" or code == OTHER:
                found[code].add(proof.example)
    return Counter({code: len(sentences) for code, sentences in found.items()})


def _codes(expected: str) -> list[str]:
    """The indicators that an expectation names; none where it can't be read, which its own check tells."""
    try:
        return [one.indicator for one in parse_expected(expected)] if expected else []
    except NotationError:
        return []


def find_unproving(own_alone: bool) -> list[str]:
    """Rows of the overlay whose example gives the same without them: it shows nothing of the row. Of those that ship a share may.

    Args:
        own_alone: those that ship are not asked.
    """
    told = "gives the same without the row; write a sentence that needs it, or leave the row out"
    redundant, words = find_redundant(own_alone), len(phrases())
    found = [f"{one.folder}/{one.file}.csv, line {one.line}, {one.surface!r}: {one.example!r} {told}" for one in redundant if one.is_own]
    if len(redundant) > MOST_REDUNDANT * words:
        found.append(f"{len(redundant)} examples of {words} words give the same without their row; at most {MOST_REDUNDANT:.0%} may")
    return found
