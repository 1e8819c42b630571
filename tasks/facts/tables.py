"""Tables flattened to lines: a place and its numbers, of what the line above the rows names; and cells, each a line of its own.

`Số hộ nghèo theo xã:` / `- Xã Nậm Cắn: 45` / `- Tà Cạ: 34`, or `Xã Hộ nghèo Hộ cận nghèo` / `Nậm Cắn 45 67` / `Tà Cạ 34 12`.
A cell that is only a number counts what the line above it names (`Số hộ nghèo` / `45`); where that names nothing, nobody can
say what it counts, and it is no figure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from tasks.facts.drafts import Draft
from tasks.facts.indicators import judge
from tasks.facts.noun_classes import place_nouns
from tasks.facts.phrases import Hit, Hits, find_phrases
from tasks.facts.reading import Reading
from tasks.facts.relations import OTHER
from tasks.facts.rules import Relation, RuleId
from tasks.vi.text.patterns import pattern
from tasks.vi.text.spans import Span

_ROW = pattern("table_row")
_CELL_LABEL = pattern("cell_label")
_NUMBERS = re.compile(r"\d[\d.,]*")
_LONGEST_HEADING = 160
_LONGEST_LABEL = 80
_MOST_ROWS = 60


def take_in_table(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """A bare number in a row of places, of what the heading over the rows names; None when it is none."""
    if draft.noun is not None or draft.kind not in ("count", "percent"):
        return None
    line = bisect_right(reading.lines, draft.start) - 1
    if reading.lines[line] in reading.bare_lines:
        return _take_label(draft, line, reading)
    row = _row(reading, line)
    heading = _heading(reading, line) if row is not None else None
    if row is None or heading is None:
        return None
    column = sum(one.start >= reading.lines[line] for one in earlier[-_MOST_ROWS:])
    hits = find_phrases(reading.spelled, [heading])
    noun = _noun_of(hits["noun"].longest_within(*heading), column, len(_NUMBERS.findall(row[2])))
    return _taken(draft, noun, heading, reading.text[row.start(1) : row.end(1)], hits, reading)


def _take_label(draft: Draft, line: int, reading: Reading) -> Draft | None:
    """The number of a cell, of what its column or the cell above it names; None where nothing does."""
    label = _column_head(reading, line, draft.start) or _cell_above(reading, line)
    if label is None:
        return None
    hits = find_phrases(reading.spelled, [label])
    named = [noun for noun in hits["noun"].longest_within(*label) if noun.key not in place_nouns()]
    return _taken(draft, named[0] if named else None, label, reading.text[label.start : label.end].strip(), hits, reading)


def _cell_above(reading: Reading, line: int) -> Span | None:
    """The line above a cell that is a line of its own, where it says that a number follows."""
    above = _bounds(reading, line - 1) if line else None
    if above is None or above.end - above.start > _LONGEST_LABEL or "|" in reading.text[reading.lines[line] : _bounds(reading, line).end]:
        return None
    return above if _CELL_LABEL.match(reading.spelled, above.start, above.end) else None


def _column_head(reading: Reading, line: int, at: int) -> Span | None:
    """The cell over a number's column, in the line with as many cells and with words over the rows of numbers (`Số chi bộ | Đảng viên`)."""
    row = _bounds(reading, line)
    columns = reading.text.count("|", *row)
    first = line
    while columns and first and line - first < _MOST_ROWS and reading.lines[first] in reading.bare_lines:
        first -= 1
    head = _bounds(reading, first)
    if first == line or reading.text.count("|", *head) != columns:
        return None
    start = head.start
    for _ in range(reading.text.count("|", row.start, at)):
        start = reading.text.index("|", start) + 1
    end = reading.text.find("|", start, head.end)
    cell = Span(start, end if end >= 0 else head.end)
    return cell if any(map(str.isalpha, reading.text[cell.start : cell.end])) else None


def _taken(draft: Draft, noun: Hit | None, heading: Span, row: str, hits: dict[str, Hits], reading: Reading) -> Draft | None:
    """The figure as a count of the noun of a heading, or of what the cues before the noun make of it."""
    if noun is None:
        return None
    cues = hits["cue"].longest_within(heading.start, noun.end)
    verdict = (judge(draft, None, cues, ()) if draft.is_percent else None) or judge(draft, noun.key, cues, ())
    if verdict is None:
        return None
    rule = RuleId(verdict.rule, (Relation.ROW_OF_TABLE,))
    taken = draft._replace(indicator=verdict.indicator, rule=rule, counts=noun.key, why={**draft.why, "row": row})
    return taken if draft.is_percent else taken._replace(unit=noun.phrase.value, unit_text=reading.text[noun.start : noun.end])


def is_bare_cell(draft: Draft, reading: Reading) -> bool:
    """Whether a number stands in a line without a word, and nothing says what it counts."""
    if draft.noun is not None or draft.indicator != OTHER or reading.line_start(draft.start) not in reading.bare_lines:
        return False
    return _column_head(reading, bisect_right(reading.lines, draft.start) - 1, draft.start) is None


def _row(reading: Reading, line: int) -> re.Match[str] | None:
    """The row of places that a line is."""
    if not 0 <= line < len(reading.lines):
        return None
    start, end = _bounds(reading, line)
    row = _ROW.match(reading.spelled, start, end) if end - start < _LONGEST_HEADING else None
    return row if row is not None and reading.text[row.start(1)].isupper() else None


def _bounds(reading: Reading, line: int) -> Span:
    start = reading.lines[line]
    end = reading.lines[line + 1] - 1 if line + 1 < len(reading.lines) else len(reading.text)
    return Span(start, end)


def _heading(reading: Reading, line: int) -> Span | None:
    """The line over the rows, when there are two rows and more under it; a sentence that is told is none."""
    first = line
    while first > 0 and line - first < _MOST_ROWS and _row(reading, first - 1) is not None:
        first -= 1
    if first == 0 or (first == line and _row(reading, line + 1) is None):
        return None
    heading = _bounds(reading, first - 1)
    words = reading.spelled[heading.start : heading.end].strip()
    return heading if words and len(words) < _LONGEST_HEADING and not words.endswith(".") else None


def _noun_of(nouns: list[Hit], column: int, columns: int) -> Hit | None:
    """What a column counts: the noun of its place in the heading, or the only thing that the heading names."""
    named = [noun for noun in nouns if noun.key not in place_nouns()]  # the column of the places themselves is none
    if columns == 1:
        return named[0] if named else None
    return named[column] if len(named) == columns and column < columns else None
