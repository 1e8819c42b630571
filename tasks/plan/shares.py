"""Shares of a large archive: each reads all of it, which is quick, and cleans every n-th of its documents, which is not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Share:
    """Which of the documents of an archive a batch cleans.

    >>> [place for place in range(7) if Share(1, 3).takes(place)]
    [1, 4]
    """

    number: int = 0
    count: int = 1

    @property
    def is_whole(self) -> bool:
        """Whether it is all of them."""
        return self.count == 1

    def takes(self, place: int) -> bool:
        """Whether the document at that place, counted from 0, is one of them."""
        return place % self.count == self.number


WHOLE = Share()


@dataclass
class Reading:
    """What was read of an archive: its bytes and, in their order, the documents found in it, those of other shares too.

    All shares must have read the same: a file that is written to meanwhile would be another one for each of them.
    """

    is_cut_short: bool = False
    _found: Any = field(default_factory=hashlib.sha256)

    def note(self, *told: str) -> None:
        """Take in a digest of bytes, or the address of a document."""
        self._found.update("\0".join((*told, "")).encode("utf-8", "surrogatepass"))

    @property
    def digest(self) -> str | None:
        """Equal for readings that found the same; None where a reading was cut short."""
        return None if self.is_cut_short else str(self._found.hexdigest())
