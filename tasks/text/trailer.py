"""The trailer of an article: its signature and last short lines below the last prose line, and then everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.text.blocks import Line, Shape
from tasks.text.bylines import parse_byline
from tasks.text.captions import opens_gallery, shows_picture
from tasks.text.dates import Stamp
from tasks.text.flat_tables import table_end
from tasks.text.header import LineLabel
from tasks.text.offices import is_organisation
from tasks.text.phrases import Mark
from tasks.text.regions import next_headline

_PASSED = frozenset({"page_tools", "view_counter", "ads", "rating", "residue", "image_alt", "caption", "dateline", "source", "byline"})
_BULLETS = "-–—+*•●·"
_LONGEST_HEADING = 30
# "Tổng số đảng viên: 345 người", "Tỷ lệ: 4,5%": what a list of results says and no counter of a page.
_RESULT = re.compile(r"[^\W\d_][^:]{2,80}:\s*\d[\d.,]*(?:%|\s[^\W\d_])")


def label_trailer(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], last: int) -> Iterator[LineLabel]:
    """Labels the lines after `last` that still belong to the article; all others keep what they were called."""
    end = _end_of_article(lines, marks, stamps, last)
    crowded = any(mark is not None and mark.kind not in ("source", "caption", "byline", "dateline") for mark in marks[last + 1 :])
    signed = False
    gallery = opens_gallery(lines[last])
    if gallery:
        yield last, "caption", False, "caption_like"
    index = last + 1
    while index < end:
        mark, line = marks[index], lines[index]
        if not signed and _goes_with_text(index, lines, marks):
            yield index, "body", True, "row" if mark is not None else "last_lines"
            index += 1
            continue
        if not signed and (past := table_end(lines, marks, index)) > index:
            yield from ((position, "body", True, "flat_table") for position in range(index, past))
            index = past
            continue
        if mark is not None and not (index == last + 1 and mark.kind == "navigation" and is_organisation(line.text, line.folded)):
            if mark.kind in ("dateline", "source", "byline"):
                signed = signed or mark.kind == "byline"
                yield index, mark.kind, False, mark.rule
            elif mark.kind not in _PASSED and not (mark.rule == "bare_number" and not signed and not crowded):
                return
            elif mark.role == "edge" and not crowded:
                yield index, "body", True, "last_lines"
            index += 1
            continue
        if (line.words <= 14 and parse_byline(line.text, line.folded) is not None) or (
            lines[index - 1].ends != ":" and is_organisation(line.text, line.folded)
        ):
            yield index, "byline", False, "byline"
            signed = True
            index += 1
            continue
        if (lines[last].ends != ":" or gallery) and shows_picture(line):
            yield index, "caption", False, "caption_like"
            index += 1
            continue
        if signed and (crowded or index - last > 8):
            return
        run = _run(lines, marks, index)
        if _belongs(lines[index : index + run], lines[last], crowded or signed):
            yield from ((position, "body", True, "last_lines") for position in range(index, index + run))
            index += run
            continue
        if crowded or signed:
            return
        yield index, "body", True, "last_lines"
        index += 1


def _end_of_article(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], last: int) -> int:
    """Where the headline of another article stands below, or the page ends."""
    for index in range(last + 1, len(lines)):
        if lines[index].shape is Shape.PROSE and marks[index] is None:
            headline = next_headline(lines, marks, stamps, last, index)
            return len(lines) if headline is None else headline
    return len(lines)


def _goes_with_text(index: int, lines: list[Line], marks: list[Mark | None]) -> bool:
    """Whether a line is a row or an item that stands in the running text, or what is written over such lines."""
    mark, line = marks[index], lines[index]
    if mark is not None:
        return mark.kind == "table"
    if line.zone == "item":
        return True
    below = index + 1
    over = below < len(lines) and (lines[below].zone == "item" or _is_row(marks[below]))
    return over and line.words <= _LONGEST_HEADING and not line.zone and line.link_share == 0


def _is_row(mark: Mark | None) -> bool:
    return mark is not None and mark.kind == "table"


def _run(lines: list[Line], marks: list[Mark | None], index: int) -> int:
    """How many lines from `index` on are unmarked and not a byline."""
    end = index
    while end < len(lines) and marks[end] is None and (end == index or parse_byline(lines[end].text, lines[end].folded) is None):
        end += 1
    return end - index


def _belongs(run: list[Line], above: Line, doubtful: bool) -> bool:
    """Whether short lines after the last prose line go on with it: a list, a table, a last short sentence."""
    if run[0].ends in ".!?…" and len(run) == 1 and run[0].shape is not Shape.LONG:
        return True
    if len(run) > 1 and all(_RESULT.match(line.text) for line in run):
        return True
    listed = sum(line.text[0] in _BULLETS or line.text[0].isdigit() or any(map(str.isdigit, line.text)) for line in run)
    if above.ends == ":" and listed * 2 >= len(run):
        return True
    return not doubtful or (listed == len(run) and all(line.text[0] in _BULLETS for line in run))
