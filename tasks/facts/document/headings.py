"""Which headings and introductions stand over the lines of a text: `I. KẾT QUẢ NĂM 2020`, `1. Về kinh tế`, `… như sau:`.

A line stands under the lines above it whose mark is of a higher order (`I.`, `1.`, `a)`, `-`, `+`), and an item under the line that
introduces its list. A plain paragraph behind a list ends what stands over it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tasks.vi.text.spans import Span

_MARK = re.compile(
    r"\s*(?:(?P<roman>[IVX]{1,5})[.)/]|(?P<number>\d{1,2})[.)](?!\d)|(?P<letter>[a-z\u0111])[.)]|(?P<dash>[-–*•])|(?P<plus>\+))"
)
_ORDERS = {"roman": 1, "number": 3, "letter": 5, "dash": 7, "plus": 9}
# What introduces a list stands right above the order of its items.
_ABOVE, _DASH = 1, 7
_LONGEST = 140
_ENDS = (".", ";", ",", "!", "?", "…", "”", '"')
# At most so many of the headings over a line are kept, the nearest.
_DEEPEST = 5


class _Line(NamedTuple):
    """A line with the order of its mark (null where it has none), and whether it is a heading by its form."""

    span: Span
    order: int | None
    is_heading: bool


def headings_over(text: str, lines: Sequence[int], first: int) -> dict[int, tuple[Span, ...]]:
    """The headings over each line that has any, the nearest first, by where the line begins; lines before `first` are no headings.

    >>> text = "I. KẾT QUẢ NĂM 2020\\n- Trồng 34 ha.\\nXã có 2 trường."
    >>> {line: [text[slice(*one)] for one in over] for line, over in headings_over(text, [0, 20, 34], 0).items()}
    {20: ['I. KẾT QUẢ NĂM 2020']}
    """
    read = [line for line in _read_lines(text, lines) if line.span.start >= first]
    found = dict[int, tuple[Span, ...]]()
    stack = list[tuple[int, Span]]()
    in_list = False
    for at, line in enumerate(read):
        following = read[at + 1].order if at + 1 < len(read) else None
        order = line.order
        if order is None:
            before = read[at - 1] if at else line
            goes_on = at > 0 and text.endswith((":", ";") if before.order is None else ":", 0, before.span.end)
            if in_list and not goes_on:
                stack.clear()
            if line.is_heading and (following is not None or (text.endswith(":", 0, line.span.end) and not goes_on)):
                order = (following or _DASH) - _ABOVE
            elif goes_on:
                order = _DASH
        if order is not None:
            while stack and stack[-1][0] >= order:
                stack.pop()
        in_list = order is not None and (order >= _DASH or not line.is_heading)
        if stack:
            found[line.span.start] = tuple(span for _, span in reversed(stack[-_DEEPEST:]))
        if order is not None and line.is_heading:
            stack.append((order, line.span))
    return found


def _read_lines(text: str, lines: Sequence[int]) -> list[_Line]:
    found = list[_Line]()
    for start, following in zip(lines, [*lines[1:], len(text) + 1], strict=True):
        words = text[start : following - 1].rstrip()
        if not words:
            continue
        mark = _MARK.match(words)
        order = _ORDERS[mark.lastgroup or ""] if mark is not None else None
        is_heading = words.endswith(":") or (len(words) <= _LONGEST and not words.endswith(_ENDS))
        found.append(_Line(Span(start, start + len(words)), order, is_heading))
    return found
