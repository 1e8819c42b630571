"""Headlines that stand before the empty brackets of a date which their page lacks: `Tổ chức hiến máu đợt I. ( )`."""

from __future__ import annotations

import re

from tasks.text.blocks import Line
from tasks.text.phrases import Mark

_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_ENDS_EMPTY = re.compile(r"\S\s*[(\[]\s*[)\]]$")
_FEWEST_WORDS, _MOST_WORDS = 5, 30
_REACH = 3
"""Lines above the text among which such a headline is looked for."""


def undated_title(lines: list[Line], marks: list[Mark | None], core: list[int], first: int) -> int | None:
    """The headline with empty brackets behind it or on the line below; what stands above it is the name of an office or a section.

    `first` is the first line of running text, which such a headline is itself where it ends in a full stop.
    """
    if first in core[:-1] and first + 1 < len(lines) and marks[first + 1] is not None:
        line = lines[first]
        if _EMPTY_BRACKETS.fullmatch(lines[first + 1].text) and line.ends == "." and line.words <= _MOST_WORDS and ". " not in line.text:
            return first
    for index in range(first - 1, max(first - 1 - _REACH, -1), -1):
        line = lines[index]
        if marks[index] is None and _FEWEST_WORDS <= line.words <= _MOST_WORDS and _ENDS_EMPTY.search(line.text):
            return index
    return None
