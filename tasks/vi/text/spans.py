"""Half-open ranges of code points in a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open code-point offsets.

    >>> "đạt 67,17%"[slice(*Span(4, 10))]
    '67,17%'
    """

    start: int
    end: int

    def contains(self, start: int, end: int) -> bool:
        """Whether all of `start:end` lies inside.

        >>> Span(4, 10).contains(4, 6), Span(4, 10).contains(9, 11)
        (True, False)
        """
        return self.start <= start and end <= self.end

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any character of `start:end` lies inside.

        >>> Span(4, 10).overlaps(9, 11), Span(4, 10).overlaps(10, 11)
        (True, False)
        """
        return self.start < end and start < self.end
