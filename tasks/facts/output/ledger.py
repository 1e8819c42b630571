"""The number ledger: every number of a text with what became of it, so that nothing is read past in silence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.facts.document.reading import Reading
from tasks.facts.document.records import NumberRow
from tasks.vi.numbers.number_shapes import is_unit_exponent


class Figure(NamedTuple):
    """A number that is an observation: its span, the rule that made it one, and its id."""

    start: int
    end: int
    rule: str
    observation_id: str


_DIGITS = re.compile(r"\d+(?:[.,/:\-–]\d+)*")
_Claim = tuple[int, int, int, str, str, str | None]
"""Start, end, rank, disposition, rule and observation."""


def build_ledger(reading: Reading, figures: Sequence[Figure]) -> tuple[NumberRow, ...]:
    """One row for every number: the figure it became, the rule that says what else it is, or `unexplained`.

    Shape: rows in reading order, spans without overlap, every digit of the text inside one of them.
    """
    claims: list[_Claim] = []
    claims += [(one.start, one.end, 0, "observation", one.rule, one.observation_id) for one in figures]
    claims += [(one.start, one.end, 1, one.kind, one.rule, None) for one in reading.dispositions]
    if reading.bare_lines:
        cells = (one for one in reading.numbers if reading.line_start(one.start) in reading.bare_lines)
        claims += [(one.start, one.end, 2, "residue", "bare_cell", None) for one in cells]
    claims.sort(key=lambda claim: (claim[2], claim[0], -claim[1]))  # figures first: a rule never takes a figure's digits
    kept: list[_Claim] = []
    starts: list[int] = []
    for claim in claims:
        index = bisect_right(starts, claim[0])
        if (index and kept[index - 1][1] > claim[0]) or (index < len(kept) and kept[index][0] < claim[1]):
            continue
        kept.insert(index, claim)
        starts.insert(index, claim[0])
    rows: list[NumberRow] = []
    text, covered = reading.text, 0
    incomplete = _leaves_digits(reading, kept, starts)
    for start, end, _, disposition, rule, observation in [*kept, (len(text), len(text), 2, "", "", None)]:
        if incomplete:
            rows += _unexplained(reading, covered, start)
        if disposition:
            rows.append(_row(reading, start, end, disposition, rule, observation))
        covered = end
    return tuple(rows)


def _leaves_digits(reading: Reading, kept: Sequence[_Claim], starts: Sequence[int]) -> bool:
    """Whether any digit lies outside of the claims: in most articles none does, and the gaps need no look."""
    if reading.words.has_other_digits:  # they are no numerals
        return True
    for start, end in reading.numerals:
        index = bisect_right(starts, start) - 1
        if (index < 0 or kept[index][1] < end) and not is_unit_exponent(reading.text, start, end):
            return True
    return False


def _unexplained(reading: Reading, start: int, end: int) -> Iterator[NumberRow]:
    for match in _DIGITS.finditer(reading.text, start, end):
        if not is_unit_exponent(reading.text, match.start(), match.end()):  # the 2 of m2 is part of its unit
            yield _row(reading, match.start(), match.end(), "unexplained", "none", None)


def _row(reading: Reading, start: int, end: int, disposition: str, rule: str, observation: str | None) -> NumberRow:
    return NumberRow(reading.article.article_id, start, end, reading.text[start:end], disposition, rule, observation)
