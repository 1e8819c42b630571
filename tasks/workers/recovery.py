"""How the batches of a stage are done again when the worker process died on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Batch(Protocol):
    """One batch of any stage."""

    @property
    def source(self) -> str:
        """The file that holds or lists its items; all shares of an archive have the same."""


Job = TypeVar("Job", bound=Batch)
Summary = TypeVar("Summary")


@dataclass(frozen=True)
class Recovery(Generic[Job, Summary]):
    """What a stage does with a batch on which its worker died: it finds the poison document, quarantines it and does the others.

    Attributes:
        discard: removes what the dead worker wrote of the batch.
        without: the batch with the document of that name quarantined unseen; None when it is already.
        halve: two batches that hold its items, or none when it has only one.
        quarantine: quarantines its only item; the summary of the batch.
        join: the summary of the batch, from those of its halves.
    """

    discard: Callable[[Job], None]
    without: Callable[[Job, str], Job | None]
    halve: Callable[[Job], Sequence[Job]]
    quarantine: Callable[[Job], Summary]
    join: Callable[[Sequence[Summary]], Summary]
