"""Sentences that a page broke over several lines, put together again."""

from __future__ import annotations

import re

from tasks.text.blocks import Line, Shape, make_line
from tasks.text.phrases import Mark
from tasks.text.table_rows import CELL_GAP
from tasks.text.titles import MENU, REPORT_OPENER

_CLOSING = ",.;:)!?%…”"
_BULLETS = "-–—+*•●·"
_MERGEABLE = ("bare_number", "symbols_only")
_NARROWEST, _WIDEST = 40, 110
"""Characters of the longest line of a text that was broken by hand or by a mail program."""
_FEWEST_WRAPPED = 3
"""Lines of such a text."""
_ENDS = ".!?…:;"
_FEWEST_WORDS, _MOST_WORDS = 8, 25
"""Words of a headline above a paragraph that begins with a small letter."""
_REACH_OF_NAME = 5
"""Lines below a headline in which its first words stand again."""
_DEEPEST_HEAD = 4
"""Lines at the top among which the first sentence of a report is looked for, its headline and date right above it."""
# "... số 46-KH/ĐTN, ngày" goes on with a number on the next line.
_WANTS_NUMBER = re.compile(r"\b(?:ngày|tháng|năm|số|khóa|khoá|lần|khoản|điều)$")


def join_fragments(lines: list[Line], marks: list[Mark | None]) -> tuple[list[Line], list[Mark | None], dict[int, int]]:
    """Joins lines that go on in the middle of a sentence, as inline elements of a page become lines of their own.

    A line goes on when the one before has no end mark and it begins with a small letter or a closing mark; a short piece
    between the two goes with them.

    Shape: the lines and marks after joining, and new position of each old one.
    """
    if not any(_goes_on(line) for line in lines):
        return lines, marks, {index: index for index in range(len(lines))}
    groups = _groups(lines, marks, _wrapped(lines, marks))
    where: dict[int, int] = {}
    joined: list[Line] = []
    left: list[Mark | None] = []
    for group in groups:
        for index in group:
            where[index] = len(joined)
        joined.append(_join([lines[index] for index in group]) if len(group) > 1 else lines[group[0]])
        left.append(None if len(group) > 1 else marks[group[0]])
    return joined, left, where


def _wrapped(lines: list[Line], marks: list[Mark | None]) -> frozenset[int]:
    """The lines that go on in the next one since the text is broken at a width: narrow, close together, cut in the middle of a sentence."""
    found: set[int] = set()
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and lines[index].number - lines[index - 1].number == 1 and marks[index] is None:
            continue
        if index - start >= _FEWEST_WRAPPED:
            found.update(_wrapped_in(range(start, index), lines))
        start = index
    return frozenset(found)


def _wrapped_in(run: range, lines: list[Line]) -> list[int]:
    width = max([len(lines[index].text) for index in run])
    if not _NARROWEST <= width <= _WIDEST:
        return []
    cut = sum([lines[index].text[0].islower() for index in run[1:]])
    if cut * 4 < len(run) - 1:
        return []
    begins = (index for index in run[1:_DEEPEST_HEAD] if lines[index].text[0].isupper() and REPORT_OPENER.match(lines[index].folded))
    run = range(next(begins, run.start), run.stop)  # the headline stands right above a text that begins as reports do
    return [index for index in run[:-1] if lines[index].ends not in _ENDS and len(lines[index].text) * 2 >= width]


def _groups(lines: list[Line], marks: list[Mark | None], wrapped: frozenset[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    index = 0
    while index < len(lines):
        group = [index]
        if marks[index] is None and lines[index].ends not in _ENDS and not _is_headline(index, lines, marks):
            while True:
                following = group[-1] + 1
                if following >= len(lines) or not _open(lines[group[-1]], lines[following], marks[following]):
                    break
                if len(group) == 1 and (_is_stray_stop(lines[index], lines[following]) or _lacks_initial(following, lines)):
                    break
                if _goes_on(lines[following]) or following - 1 in wrapped or _wants_number(lines[following - 1], lines[following]):
                    group.append(following)
                elif following + 1 < len(lines) and _is_bridge(lines[following], lines[following + 1], marks[following + 1]):
                    group += [following, following + 1]
                elif len(group) >= 3 and lines[following].words <= 25 and marks[following] is None and lines[following].text[0].isalpha():
                    group.append(following)  # a broken sentence goes on until it ends
                else:
                    break
        groups.append(group)
        index = group[-1] + 1
    return groups


def _is_free(mark: Mark | None) -> bool:
    return mark is None or mark.rule in _MERGEABLE


def _is_headline(index: int, lines: list[Line], marks: list[Mark | None]) -> bool:
    """A headline below the date under a menu, above a first paragraph whose large initial the page left out: `hực hiện nghị quyết …`."""
    if index < 2 or index + 1 == len(lines):
        return False
    date, menu = marks[index - 1], marks[index - 2]
    if date is None or date.kind != "dateline" or menu is None or menu.kind not in MENU:
        return False
    line, below = lines[index], lines[index + 1]
    whole = _FEWEST_WORDS <= line.words <= _MOST_WORDS and line.text[0].isupper() and REPORT_OPENER.match(line.folded) is None
    return whole and below.shape is Shape.PROSE and below.words > line.words


def _open(line: Line, following: Line, mark: Mark | None) -> bool:
    """The line has no end, and the next stands right below it."""
    return (
        line.ends not in _ENDS
        and _is_free(mark)
        and following.number - line.end_number <= 2
        and line.heading == following.heading
        and not _ends_menu(line, following)
    )


def _ends_menu(line: Line, following: Line) -> bool:
    """A menu in capitals above the section of the article in small letters."""
    return line.text.isupper() and following.text[0].islower() and not following.text.isupper()


def _lacks_initial(index: int, lines: list[Line]) -> bool:
    """A headline whose large initial the page left out (`rường Xuân, nông dân mất mùa …`): the text below has its first words whole."""
    line = lines[index]
    if not _FEWEST_WORDS <= line.words <= _MOST_WORDS or line.shape is Shape.PROSE or not line.text[0].islower():
        return False
    start = " ".join(line.text.split(" ", 2)[:2]).rstrip(",.:;")
    for below in lines[index + 1 : index + 1 + _REACH_OF_NAME]:
        at = below.text.find(start)
        if at > 0 and below.text[at - 1].isupper() and not below.text[at - 2 : at - 1].isalpha():
            return True
    return False


def _goes_on(line: Line) -> bool:
    if CELL_GAP in line.text:
        return False  # the row of a table
    first = line.text[0]
    return first.islower() or (first in _CLOSING and not line.text.startswith(("...", "…")))


def _wants_number(line: Line, following: Line) -> bool:
    return following.text[0].isdigit() and _WANTS_NUMBER.search(line.text) is not None


def _is_bridge(line: Line, following: Line, mark: Mark | None) -> bool:
    return (
        line.words <= 6
        and line.ends not in _ENDS
        and _is_free(mark)
        and _goes_on(following)
        and not _ends_menu(line, following)
        and following.number - line.end_number <= 2
        and any(map(str.isalnum, following.text))
    )


def _is_stray_stop(line: Line, following: Line) -> bool:
    """A lone mark that the page's markup left a paragraph below a headline or a short line: no end of a sentence."""
    return not any(map(str.isalnum, following.text)) and (line.words <= 6 or (line.words <= 30 and following.number > line.end_number + 1))


def _join(pieces: list[Line]) -> Line:
    text, folded = pieces[0].text, pieces[0].folded
    for piece in pieces[1:]:
        gap = "" if piece.text[0] in _CLOSING else " "
        text += gap + piece.text
        folded += gap + piece.folded
    whole = make_line(pieces[0].number, text, folded)
    whole.end_number = pieces[-1].end_number
    return whole.inherit(pieces[0])
