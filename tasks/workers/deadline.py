"""A document that takes forever ends its worker process, and is then found and quarantined like one that kills it.

The kernel counts the processor time and ends the process: a signal needs no thread that would have to run, and a pattern
that never comes to an end holds Python's lock. Time of waiting does not count, so that a busy machine refuses nothing.
"""

from __future__ import annotations

import signal
from typing import Protocol

SECONDS = 30.0
"""Processor time any document may take; the largest takes a few."""
SECONDS_PER_BYTE = 5e-5
"""What its size adds: five times what the extraction of a text takes that is full of figures."""


EXIT_CODE = -signal.SIGPROF if hasattr(signal, "SIGPROF") else None
"""What `multiprocessing` says of a process that was ended so."""


SECONDS_PER_BYTE_READ = 1e-6
"""What the size of a file adds to the time until its next document is found: unpacking alone is a hundred times faster."""


LONGEST_NAME = 8192
"""Bytes of the name of a document that are noted."""


class Note(Protocol):
    """Memory that this process shares with the run: what is under way, to be read when this process has died."""

    value: bytes


class _Timer:
    """Whether this process may be ended, and where it says what it is doing."""

    is_armed = False
    note: Note | None = None


def arm(note: Note | None = None) -> None:
    """Let deadlines end this process. For worker processes only, whose death their pool survives; nothing where signals are unknown."""
    _Timer.is_armed = hasattr(signal, "setitimer")
    _Timer.note = note


def begin_document(size: int, name: str) -> None:
    """Start the time of a document of so many bytes anew, in a worker process; anywhere else do nothing."""
    _begin(SECONDS + SECONDS_PER_BYTE * size, name)


def begin_reading(size: int, name: str) -> None:
    """The same of what it takes to find the next document in a file of so many bytes."""
    _begin(SECONDS + SECONDS_PER_BYTE_READ * size, name)


def end_documents() -> None:
    """No document is under way."""
    _begin(0, "")


def _begin(seconds: float, name: str) -> None:
    if _Timer.is_armed:
        signal.setitimer(signal.ITIMER_PROF, seconds)
    if _Timer.note is not None:
        _Timer.note.value = name.encode("utf-8", "replace")[: LONGEST_NAME - 1]
