"""What follows the last prose line of an article: its signature, its last short lines, and then everything else."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.text.blocks import Line, Shape
from tasks.text.bylines import parse_byline
from tasks.text.captions import opens_gallery, shows_picture
from tasks.text.heads import Verdict
from tasks.text.offices import is_organisation
from tasks.text.phrases import Mark

_PASSED = frozenset({"page_tools", "view_counter", "ads", "rating", "residue", "image_alt", "caption", "dateline", "source", "byline"})
_BULLETS = "-–—+*•●·"


def label_tail(lines: list[Line], marks: list[Mark | None], last: int) -> Iterator[Verdict]:
    """Labels the lines after `last` that still belong to the article; all others keep what they were called."""
    crowded = any(mark is not None and mark.kind not in ("source", "caption", "byline", "dateline") for mark in marks[last + 1 :])
    signed = False
    gallery = opens_gallery(lines[last])
    if gallery:
        yield last, "caption", False, "caption_like"
    index = last + 1
    while index < len(lines):
        mark, line = marks[index], lines[index]
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
    listed = sum(line.text[0] in _BULLETS or line.text[0].isdigit() or any(map(str.isdigit, line.text)) for line in run)
    if above.ends == ":" and listed * 2 >= len(run):
        return True
    return not doubtful or (listed == len(run) and all(line.text[0] in _BULLETS for line in run))
