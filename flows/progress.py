"""How far a run is: the flow says it here, and whoever watches (terminal, log, Prefect's pages, test) listens."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.summary import RunSummary

from tasks.store.access import hide_passwords
from warehouse.printable import escape_line


class PlainLines(logging.Filter):
    """Makes every message one line that gives no orders to whoever shows the log, and holds no password."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write control characters out and leave passwords of addresses out; no message is dropped."""
        record.msg, record.args = escape_line(hide_passwords(record.getMessage())), None
        return True


logging.getLogger("solieu").addFilter(PlainLines())

run_log = logging.getLogger("solieu.run")
"""What a run says, for the file in HOME/logs. It goes nowhere else: the terminal and Prefect's pages have their own ways."""
run_log.propagate = False
run_log.setLevel(logging.INFO)
run_log.addFilter(PlainLines())


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

    @property
    def has_ended(self) -> bool:
        """Whether nothing of the stage is left to do."""
        return self.done >= self.total

    def say(self) -> str:
        """One line on what the stage did.

        >>> Progress("clean", 40, 40, 38, 0.5).say()
        'clean     40/40, 38 articles, 76 a second'
        """
        parts = [f"{self.done}/{self.total}" if self.total > 1 else "", self.note]
        parts += [f"{self.articles} articles, {self.rate:.0f} a second"] if self.articles else []
        return f"{self.stage:<9} {', '.join(part for part in parts if part)}".rstrip()


Listener = Callable[[Progress], None]


def say_line(text: str, level: int = logging.INFO) -> None:
    """Put lines into the log of the run, and into the logs of the flow run on Prefect's pages when there is one."""
    logs: list[logging.Logger | logging.LoggerAdapter[logging.Logger]] = [run_log]
    if "prefect" in sys.modules:  # else there is no flow run
        from prefect.exceptions import MissingContextError
        from prefect.logging import get_run_logger

        with suppress(MissingContextError):
            logs.append(get_run_logger())
    for line in filter(str.strip, text.splitlines()):
        plain = escape_line(hide_passwords(line))
        for log in logs:
            log.log(level, plain)


def _hear_nothing(progress: Progress) -> None:
    """Nobody watches."""


_listeners: list[Listener] = [_hear_nothing]


def tell(progress: Progress) -> None:
    """Hand a step to the listener of the moment; a stage that ends is logged."""
    _listeners[-1](progress)
    if progress.has_ended:
        say_line(progress.say())


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
