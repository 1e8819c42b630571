"""Tables that a crawler flattened: rows with bars between the cells, or a name on its own line and then its numbers, one to a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.text.blocks import Line, Shape
from tasks.text.phrases import Mark
from tasks.text.table_rows import CELL_GAP

_NUMBER = re.compile(r"[-+]?\d[\d.,/ ]*%?")
_BARRED_NUMBER = re.compile(r"(?:^|\| )[≥≤<>~]? ?\d[\d.,]*(?:/\d[\d.,]*)? ?%?(?: [^\W\d_]+){0,2}(?= \||$)")
_LONGEST_CELL = 12
"""Words of a name or a head of a column."""
_MOST_HEADS = 12
"""Lines above the first row: what the table is of, and its heads."""
_FEWEST_ROWS, _FEWEST_OF_ONE_COLUMN = 2, 3
"""Rows that make a table; of one column more, since a name above a number is often a counter of the page."""


def table_end(lines: Sequence[Line], marks: Sequence[Mark | None], start: int) -> int:
    """The line behind the table that begins at `start`, with what stands over its rows; `start` itself where none begins there.

    Every row has as many numbers as the first one. A name that is marked is none: `Hôm nay` over a number is a counter.
    """
    first = start
    while first < len(lines) and first - start < _MOST_HEADS and _is_name(lines, marks, first):
        first += 1
    if first < len(lines) and (barred := _behind_barred_rows(lines, marks, first)) > first:
        return barred
    if first == start or first == len(lines):
        return start
    end, columns, rows = first - 1, 0, 0
    while end < len(lines) and _is_name(lines, marks, end):
        after = _behind_numbers(lines, marks, end + 1)
        if after == end + 1 or (columns and after - end - 1 != columns):
            break
        columns, rows, end = after - end - 1, rows + 1, after
    return end if rows >= (_FEWEST_OF_ONE_COLUMN if columns == 1 else _FEWEST_ROWS) else start


def _is_name(lines: Sequence[Line], marks: Sequence[Mark | None], index: int) -> bool:
    """Whether a line can name a row or a column: unmarked, short, and no number."""
    line = lines[index]
    return (
        marks[index] is None
        and line.shape is not Shape.PROSE
        and line.words <= _LONGEST_CELL
        and line.link_share == 0
        and CELL_GAP not in line.text
        and not _NUMBER.fullmatch(line.text)
    )


def _behind_barred_rows(lines: Sequence[Line], marks: Sequence[Mark | None], start: int) -> int:
    """The line behind rows of as many cells that stand from `start` on, two of them with a number for a cell; `start` without such rows."""
    end, cells, numbered = start, lines[start].text.count(CELL_GAP), 0
    while cells and end < len(lines) and lines[end].text.count(CELL_GAP) == cells and _may_be_row(marks[end]):
        numbered += _BARRED_NUMBER.search(lines[end].text) is not None
        end += 1
    return end if numbered >= _FEWEST_ROWS else start


def _may_be_row(mark: Mark | None) -> bool:
    return mark is None or mark.rule == "separators" or mark.kind == "table"


def _behind_numbers(lines: Sequence[Line], marks: Sequence[Mark | None], index: int) -> int:
    """The line behind the numbers that stand from `index` on, one to a line."""
    while index < len(lines) and _NUMBER.fullmatch(lines[index].text) and _may_be_cell(marks[index]):
        index += 1
    return index


def _may_be_cell(mark: Mark | None) -> bool:
    return mark is None or mark.rule == "bare_number"
