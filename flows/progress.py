"""How far a run is: the flow says it here, and whoever watches (terminal, log, test) listens."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.summary import RunSummary

from tasks.access import hide_passwords
from warehouse.printable import escape_line


class PlainLines(logging.Filter):
    """Makes every message one line that gives no orders to whoever shows the log, and holds no password."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write control characters out and leave passwords of addresses out; no message is dropped."""
        record.msg, record.args = escape_line(hide_passwords(record.getMessage())), None
        return True


logger = logging.getLogger("solieu")
logger.addFilter(PlainLines())


@dataclass(frozen=True)
class Progress:
    """One step of a stage: `done` of `total` files (or articles, or one) and the articles so far. Units: `seconds` since it began."""

    stage: str
    done: int
    total: int
    articles: int = 0
    seconds: float = 0.0
    note: str = ""

    @property
    def rate(self) -> float:
        """Articles per second so far."""
        return self.articles / self.seconds if self.seconds else 0.0


Listener = Callable[[Progress], None]


def log_progress(progress: Progress) -> None:
    """One plain line for each stage that ends."""
    if progress.done >= progress.total:
        note = f": {progress.note}" if progress.note else ""
        logger.info("%s done in %.1f s%s", progress.stage, progress.seconds, note)


_listeners: list[Listener] = [log_progress]


def tell(progress: Progress) -> None:
    """Hand a step to the listener of the moment."""
    _listeners[-1](progress)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Send what is told inside the block to `listener`."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


_hearers: list[list[RunSummary]] = []


def tell_end(summary: RunSummary) -> None:
    """Hand the summary of a run that has ended to who hears it: Prefect may fail after that and not hand it back."""
    for heard in _hearers:
        heard.append(summary)


@contextmanager
def hearing_the_end() -> Iterator[list[RunSummary]]:
    """The summaries of runs that end inside the block, in order."""
    heard: list[RunSummary] = []
    _hearers.append(heard)
    try:
        yield heard
    finally:
        _hearers.remove(heard)
