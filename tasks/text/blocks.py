"""The block model: flattened lines and HTML elements become the same thing, so that one classifier serves both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from tasks.vi.text.fold import fold_text

# A page of more visible lines is no article; reading stops one line later.
MOST_LINES = 20_000
_FEWEST_WORDS = 8
"""Words of a line that can be a sentence of running text."""
_SPACES = re.compile(r" {2,}")
_CLOSERS = "\"'”’)]»} "
_STOPS = frozenset(".!?…")
_WEAK_STOPS = frozenset(":;,")
# A stop inside a line, followed by a new sentence.
_INNER_STOP = re.compile(r"[.!?…][\"”’)]* [^\W\d_]")


class Shape(IntEnum):
    """How much a line looks like running text."""

    SHORT = 0
    LONG = 1
    PROSE = 2


@dataclass(slots=True)
class Line:
    """One visible line of a page.

    `number` is the raw line (from 1), `folded` is `text` folded for comparing and exactly as long; `zone`, `link_share`
    and `heading` are what the HTML element says and stay empty for flattened text. `pictured`: a picture stands beside it,
    as it may wherever pages are flattened; `moment`: when the element says that it was, as a machine writes it.
    """

    number: int
    text: str
    folded: str
    words: int
    shape: Shape
    ends: str
    zone: str = ""
    link_share: float = 0.0
    heading: int = 0
    end_number: int = 0
    pictured: bool = True
    moment: str = ""

    def inherit(self, other: Line) -> Line:
        """The line itself, with what the element of `other` says."""
        self.zone, self.heading, self.link_share = other.zone, other.heading, other.link_share
        self.pictured, self.moment = other.pictured, other.moment
        return self


def closing_mark(text: str) -> str:
    """The last character of a line that is not a closing quote or bracket.

    >>> closing_mark('Ông nói: "Tốt."')
    '.'
    """
    last = text[-1]
    if last in _CLOSERS:
        return text.rstrip(_CLOSERS)[-1:] or last
    return last


def line_shape(text: str, words: int, ends: str) -> Shape:
    """Running text, a long line without an end, or a short one.

    >>> line_shape("Ngày 7/8, Phó thủ tướng chủ trì cuộc họp này.", 9, ".").name
    'PROSE'
    """
    if words >= 45:
        return Shape.PROSE
    if words < _FEWEST_WORDS:
        return Shape.SHORT
    if text.isupper():
        return Shape.LONG if words >= 10 else Shape.SHORT  # a banner or a headline in capitals, whatever it ends with
    if ends in _STOPS:
        return Shape.PROSE
    if words >= 15 and (ends in _WEAK_STOPS or (words >= 20 and _INNER_STOP.search(text) is not None)):
        return Shape.PROSE
    return Shape.LONG if words >= 10 else Shape.SHORT


def make_line(number: int, text: str, folded: str) -> Line:
    """A line of a page; `text` is stripped, with single spaces, and not empty."""
    words = text.count(" ") + 1
    ends = text[-1]
    if ends in _CLOSERS:
        ends = closing_mark(text)
    shape = Shape.SHORT if words < _FEWEST_WORDS else line_shape(text, words, ends)
    return Line(number, text, folded, words, shape, ends, "", 0.0, 0, number)


def split_lines(text: str) -> tuple[list[Line], int]:
    """The visible lines of a flattened page, and how many raw lines it has.

    Shape: one `Line` per line with anything to see, in page order, spaces collapsed.
    """
    raw_lines = text.count("\n") + (not text.endswith("\n"))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    folded = fold_text(text)  # once for the page; as long as the text, so it splits at the same places
    lines: list[Line] = []
    for number, (line, fold) in enumerate(zip(text.split("\n"), folded.split("\n"), strict=True), 1):
        if line:
            visible = line.strip(" ")
            if visible:
                lines.append(make_line(number, visible, fold if visible is line else fold.strip(" ")))
    return lines, raw_lines
