"""Marks of private use in the text of a page, and the lines of the text once they are read off it again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.text.blocks import MOST_LINES, Line, Shape, make_line
from tasks.text.zones import ZONES
from tasks.vi.text.fold import fold_text

CLOSE, LINK, LINK_END, PICTURE, BREAK, CELL_END, ROW_END = "\uf8f1\uf8f2\uf8f3\uf8f4\uf8f5\uf8f6\uf8f7"
MARKS_FROM, MARKS_TO = "\uf880", "\uf8f7"
MARKS = re.compile(f"[{MARKS_FROM}-{MARKS_TO}]")
_EACH_MARK = re.compile(f"([{MARKS_FROM}-{MARKS_TO}])")
FIRST_MOMENT, MOST_MOMENTS = 0xF880, 64
FIRST_ZONE = 0xF8C0
_BESIDE_PICTURE = 2
"""Lines below a picture that can be what is written under it."""


def zone_mark(zone: str) -> str:
    return chr(FIRST_ZONE + ZONES.index(zone))


_INNER_ZONES = frozenset({"row", "item"})
_AROUND_TEXT = frozenset({"", "body", "lead"})
"""Zones that rows and items of a text stand in; in any other they are what the zone is."""


@dataclass(slots=True)
class _Marks:
    """The marks that are open at a place of the text: for each, the innermost zone and heading from it on.

    `said` holds the moments of the page by the number of their marks, `moment` the last one since the line began;
    `lines` counts the visible lines since the last picture.
    """

    said: list[str]
    open: list[tuple[str, int]] = field(default_factory=lambda: [("", 0)])
    in_link: bool = False
    moment: str = ""
    lines: int = _BESIDE_PICTURE + 1

    def apply(self, mark: str) -> None:
        if mark in (LINK, LINK_END):
            self.in_link = mark == LINK
        elif mark in (CLOSE, ROW_END):
            if len(self.open) > 1:
                self.open.pop()
        elif mark == PICTURE:
            self.lines = 0
        elif ord(mark) < FIRST_ZONE:
            number = ord(mark) - FIRST_MOMENT
            self.moment = self.said[number] if number < len(self.said) else ""
        elif mark != CELL_END:
            zone, heading = self.open[-1]
            code = ord(mark) - FIRST_ZONE
            inner = ZONES[code] if code < len(ZONES) else ""
            if inner in _INNER_ZONES and zone not in _AROUND_TEXT:
                inner = zone
            self.open.append((zone, code - 20) if code >= 20 else (inner, heading))


def read_lines(text: str, said: list[str]) -> list[Line]:
    """Reads the marks off the text and gives each line what they say."""
    marks = _Marks(said)
    read: list[_Read] = []
    for number, marked in enumerate(text.split("\n"), 1):
        if not marked or marked.isspace():
            continue
        if marked.isprintable() or MARKS.search(marked) is None:  # no mark can be printed
            visible = " ".join(marked.split())
            marks.lines += 1
            read.append((number, visible, marks.open[-1], len(visible) * marks.in_link, marks.lines <= _BESIDE_PICTURE, ""))
        else:
            one = _read_marked(number, marked, marks)
            if one is None:
                continue
            read.append(one)
        if len(read) > MOST_LINES:  # who asks refuses more
            break
    if not read:
        return []
    folded = fold_text("\n".join([one[1] for one in read])).split("\n")  # once for the page
    lines: list[Line] = []
    for (number, visible, (zone, heading), linked, pictured, moment), fold in zip(read, folded, strict=True):
        line = make_line(number, visible, fold)
        line.zone, line.heading = zone, heading
        if zone == "row" and line.shape is Shape.PROSE:
            line.shape = Shape.LONG
        if linked:
            line.link_share = min(1.0, linked / len(visible))
        line.pictured, line.moment = pictured, moment
        lines.append(line)
    return lines


_Read = tuple[int, str, tuple[str, int], int, bool, str]
"""One line without its marks: its number, what is seen, its zone and heading, how many of its characters are in links, whether a
picture stands beside it, and the moment that its element says."""


def _read_marked(number: int, marked: str, marks: _Marks) -> _Read | None:
    """The line without its marks; None where it holds nothing else."""
    said = marks.open[-1]
    pieces = _EACH_MARK.split(marked)
    linked = 0
    blank = True
    for place, piece in enumerate(pieces):
        if place & 1:
            marks.apply(piece)
            if blank:
                said = marks.open[-1]
        elif piece:
            seen = len(piece.strip())
            if seen:
                blank = False
                linked += seen * marks.in_link
    if blank:
        return None
    visible = " ".join("".join(pieces[::2]).split())
    moment, marks.moment = marks.moment, ""
    marks.lines += 1
    return number, visible, said, linked, marks.lines <= _BESIDE_PICTURE, moment
