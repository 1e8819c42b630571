"""Tables flattened to lines: a place and its numbers, of what the line above the rows names; and cells, each a line of its own.

`Số hộ nghèo theo xã:` / `- Xã Nậm Cắn: 45` / `- Tà Cạ: 34`, or `Xã Hộ nghèo Hộ cận nghèo` / `Nậm Cắn 45 67` / `Tà Cạ 34 12`,
or every cell a line: `Xã` / `Hộ nghèo` / `Hộ cận nghèo` / `Nậm Cắn` / `45` / `67` / `Tà Cạ` / `34` / `12`.
A cell that is only a number counts what the line above it names (`Số hộ nghèo` / `45`); where that names nothing, nobody can
say what it counts, and it is no figure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tasks.facts.attributes.indicators import judge
from tasks.facts.attributes.table_plans import as_headed, as_sum
from tasks.facts.candidates.counted_nouns import kind_of_number
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.phrases import Hit, Hits, find_phrases
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.links import OTHER
from tasks.facts.knowledge.noun_classes import place_nouns
from tasks.facts.knowledge.rules import Relation, RuleId
from tasks.vi.text.patterns import pattern
from tasks.vi.text.spans import Span

_ROW = pattern("table_row")
_CELL_LABEL = pattern("cell_label")
_NUMBERS = re.compile(r"\d[\d.,]*")
_LONGEST_HEADING = 160
_LONGEST_LABEL = 80
# No cell that counts the rows is as long as this, in code points.
_NUMBERED = 5
# How many lines above its heads a table is captioned in, the head of its names among them.
_CAPTION = 2
# `Đơn vị tính: ha`
_UNIT_LINE = pattern("unit_line")
_IN_PERCENT = ("(%)", "%")
_MOST_ROWS, _MOST_COLUMNS = 60, 20
# States of an item in a system of content, printed between its fields: no table of figures.
_STATE = pattern("content_state")


class _Heads(NamedTuple):
    """What names a number in a table of cells: the head of its column, the name of its row where there is one, and what stands above
    the heads."""

    column: Span
    row: Span | None
    caption: Span


def take_in_table(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """A bare number in a row of places, of what the heading over the rows names; None when it is none."""
    if draft.noun is not None or draft.kind not in ("count", "percent"):
        return None
    line = bisect_right(reading.lines, draft.start) - 1
    if reading.lines[line] in reading.bare_lines or _heads_of(reading, draft.start) is not None:
        return _take_label(draft, line, reading)
    row = _row(reading, line)
    heading = _heading(reading, line) if row is not None else None
    if row is None or heading is None:
        return None
    column = sum(one.start >= reading.lines[line] for one in earlier[-_MOST_ROWS:])
    hits = find_phrases(reading.spelled, [heading])
    noun = _noun_of(hits["noun"].longest_within(*heading), column, len(_NUMBERS.findall(row[2])))
    cues = hits["cue"].longest_within(heading.start, noun.end) if noun is not None else []
    return _taken(draft, noun, cues, reading.text[row.start(1) : row.end(1)], reading) if noun is not None else None


def _take_label(draft: Draft, line: int, reading: Reading) -> Draft | None:
    """The number of a cell, of what its column or the cell above it names; None where nothing does."""
    heads = _heads_of(reading, draft.start)
    label, row = (heads.column, heads.row) if heads is not None else (_cell_above(reading, line), None)
    if label is None:
        return None
    planned = None
    if heads is not None and row is not None:
        planned = as_headed(draft, label, _line_of(reading, label.start), reading)
        draft = as_sum(planned or draft, (row, label, heads.caption), reading)
        label = row if planned is not None else label  # `Thu ngân sách | Kế hoạch | Thực hiện`: what is planned stands at the row
    above = _title_of(heads.caption, reading) if heads is not None else Span(label.start, label.start)
    hits = find_phrases(reading.spelled, [above, label] if above.start < above.end else [label])
    if draft.kind == "count" and reading.text[label.start : label.end].rstrip().endswith(_IN_PERCENT):
        draft = draft._replace(is_percent=True, kind="percent", measure="share", unit="percent")
    elif heads is not None and draft.kind == "count":
        draft = _measured(draft, label, heads.caption, hits, reading)
    named = _nouns_in(label, hits)
    printed = reading.text[slice(*(row or label))].strip()
    if named or draft.kind not in ("count", "percent"):
        end = named[0].end if named else label.end
        taken = _taken(draft, named[0] if named else None, hits["cue"].longest_within(label.start, end), printed, reading)
    else:  # `Số đảng viên bị kỷ luật ở các xã` above `Khiển trách`, `Cảnh cáo`
        named = _nouns_in(above, hits)
        said = hits["cue"].longest_within(*label) or hits["cue"].longest_within(*above)
        taken = _taken(draft, named[0] if named else None, said, printed, reading)
    if taken is None and planned is not None and not named:
        taken = _taken(draft, None, hits["cue"].longest_within(*above), printed, reading)  # `Thu ngân sách xã` above `Tổng số`
    if taken is None and row is not None:
        if named and draft.kind == "count":
            draft = draft._replace(unit=named[0].phrase.value, unit_text=reading.text[named[0].start : named[0].end])
        return draft._replace(why={**draft.why, "row": printed})
    return taken


def _line_of(reading: Reading, position: int) -> Span:
    return _bounds(reading, bisect_right(reading.lines, position) - 1)


def _nouns_in(span: Span, hits: dict[str, Hits]) -> list[Hit]:
    """The nouns of what stands over numbers, less the last syllable of a cue (`Kỷ luật`); those of places name the rows."""
    ends = {cue.end for cue in hits["cue"].within(*span) if cue.phrase.surface.count(" ") == 1}
    nouns = [noun for noun in hits["noun"].longest_within(*span) if noun.key not in place_nouns()]
    return [noun for noun in nouns if " " in noun.phrase.surface or noun.end not in ends or noun.start == span.start]


def _title_of(caption: Span, reading: Reading) -> Span:
    """The first line of a caption that names no unit; empty where it is told like a sentence."""
    start = reading.text.find("\n", *caption) + 1 if _UNIT_LINE.match(reading.spelled, caption.start) else caption.start
    end = reading.text.find("\n", start, caption.end)
    is_title = start < end <= start + _LONGEST_HEADING and reading.text[end - 1] != "."
    return Span(start, end if is_title else start)


def _measured(draft: Draft, label: Span, caption: Span, hits: dict[str, Hits], reading: Reading) -> Draft:
    """A number of a cell in the unit that its head bears in brackets (`Diện tích (ha)`), or the table (`Đơn vị tính: tấn`)."""
    text = reading.text
    unit = next((one for one in hits["measure"].longest_within(*label) if text[one.start - 1] == "("), None)
    if unit is None and (line := _UNIT_LINE.search(reading.spelled, *caption)) is not None:
        unit = find_phrases(reading.spelled, [Span(line.end(), caption.end)])["measure"].longest_at(line.end())
    if unit is None:
        return draft
    kind = kind_of_number(draft.number, unit, reading)
    return draft._replace(kind=kind, measure="amount", unit=unit.key, unit_text=text[unit.start : unit.end])


def _cell_above(reading: Reading, line: int) -> Span | None:
    """The line above a cell that is a line of its own, where it says that a number follows."""
    above = _bounds(reading, line - 1) if line else None
    if above is None or above.end - above.start > _LONGEST_LABEL or "|" in reading.text[reading.lines[line] : _bounds(reading, line).end]:
        return None
    return above if _CELL_LABEL.match(reading.spelled, above.start, above.end) else None


def _heads_between_bars(reading: Reading, line: int, at: int) -> _Heads | None:
    """The heads of a number where cells stand between bars: cells of the line with as many of them and with words, over the rows of
    numbers (`Số chi bộ | Đảng viên`)."""
    row = _bounds(reading, line)
    columns, column = reading.text.count("|", *row), reading.text.count("|", row.start, at)
    if not columns or _has_word(reading, _cell(reading, line, column)):
        return None
    first = line
    while first and line - first < _MOST_ROWS and not _has_word(reading, _cell(reading, first, column)):
        first -= 1
        if reading.text.count("|", *_bounds(reading, first)) != columns:
            return None
    head, name = _cell(reading, first, column), _cell(reading, line, 0)
    if column > 1 and name.end - name.start < _NUMBERED and _has_word(reading, _cell(reading, line, 1)):
        name = _cell(reading, line, 1)  # behind the number or letter of the row
    if not _has_word(reading, head):
        return None
    caption = Span(reading.lines[max(0, first - 1)], reading.lines[first])
    return _Heads(head, name if column and _has_word(reading, name) else None, caption)


def _cell(reading: Reading, line: int, column: int) -> Span:
    """A cell of a line whose cells stand between bars, the first one 0."""
    start, stop = _bounds(reading, line)
    for _ in range(column):
        start = reading.text.index("|", start) + 1
    end = reading.text.find("|", start, stop)
    return Span(start, end if end >= 0 else stop)


def _has_word(reading: Reading, cell: Span) -> bool:
    return any(map(str.isalpha, reading.text[cell.start : cell.end]))


def heads_over(reading: Reading, position: int) -> tuple[Span, ...]:
    """The head of the column of a cell, and what stands right above the heads of its table: `Kết quả năm 2020 của các xã:`."""
    heads = _heads_of(reading, position)
    return (heads.column, heads.caption) if heads is not None else ()


def _heads_of(reading: Reading, position: int) -> _Heads | None:
    """The heads of a number in a table of cells; None where it stands in none."""
    line = bisect_right(reading.lines, position) - 1
    if reading.lines[line] in reading.bare_lines or "|" in reading.text[reading.lines[line] : _bounds(reading, line).end]:
        return _heads_between_bars(reading, line, position) or _heads_of_stack(reading, line)
    return None


def _heads_of_stack(reading: Reading, line: int) -> _Heads | None:
    """The heads of a number where every cell is a line: first the heads, then of each row its name and its numbers."""
    bare, lines = reading.bare_lines, reading.lines
    first = last = line
    while first and lines[first - 1] in bare and line - first < _MOST_COLUMNS:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1] in bare and last - line < _MOST_COLUMNS:
        last += 1
    if any(_is_state(reading, place) for place in range(first - 2, last + 4)):
        return None
    columns, label = last - first + 1, first - 1
    rows = 1
    while label > columns and rows < _MOST_ROWS and _is_row_of_stack(reading, label - columns, columns):
        label -= columns + 1
        rows += 1
    heads = range(label - columns, label)
    if columns > _MOST_COLUMNS or heads.start < 0 or (rows == 1 and not _is_row_of_stack(reading, last + 2, columns)):
        return None
    bounds = [_bounds(reading, head) for head in heads]
    if any(lines[head] in bare or one.end - one.start > _LONGEST_LABEL for head, one in zip(heads, bounds, strict=True)):
        return None
    above = max(0, heads.start - _CAPTION)
    above -= above > 0 and _UNIT_LINE.match(reading.spelled, lines[above]) is not None
    caption = Span(lines[above], bounds[0].start)
    return _Heads(bounds[line - first], _bounds(reading, first - 1), caption)


def _is_state(reading: Reading, line: int) -> bool:
    """Whether a line of the text says in what state an item of content is, and nothing else."""
    return 0 <= line < len(reading.lines) and _STATE.fullmatch(reading.spelled, *_bounds(reading, line)) is not None


def _is_row_of_stack(reading: Reading, first: int, columns: int) -> bool:
    """Whether just so many lines from `first` on are numbers alone, below the line of a name."""
    lines, bare = reading.lines, reading.bare_lines
    if first < 1 or first + columns > len(lines) or lines[first - 1] in bare:
        return False
    ends = first + columns == len(lines) or lines[first + columns] not in bare
    return ends and all(lines[place] in bare for place in range(first, first + columns))


def _taken(draft: Draft, noun: Hit | None, cues: list[Hit], row: str, reading: Reading) -> Draft | None:
    """The figure as a count of the noun of a heading, or of what the cues before the noun make of it."""
    is_count = draft.kind == "count"
    if noun is None and is_count:
        return None
    verdict = (judge(draft, None, cues, ()) if not is_count else None) or (judge(draft, noun.key, cues, ()) if noun else None)
    if verdict is None:
        return None
    if noun is not None and is_count:
        draft = draft._replace(unit=noun.phrase.value, unit_text=reading.text[noun.start : noun.end])
    rule = RuleId(verdict.rule, (Relation.ROW_OF_TABLE,))
    return draft._replace(indicator=verdict.indicator, rule=rule, counts=noun.key if noun else None, why={**draft.why, "row": row})


def is_bare_cell(draft: Draft, reading: Reading) -> bool:
    """Whether a number stands in a line without a word, and nothing says what it counts."""
    if draft.noun is not None or draft.indicator != OTHER or reading.line_start(draft.start) not in reading.bare_lines:
        return False
    return _heads_of(reading, draft.start) is None


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
