"""A document that takes forever ends its worker process, and is then found and quarantined like one that kills it.

The kernel counts the processor time and ends the process: a signal needs no thread that would have to run, and a pattern
that never comes to an end holds Python's lock. Time of waiting does not count, so that a busy machine refuses nothing.
"""

from __future__ import annotations

import signal

SECONDS = 30.0
"""Processor time any document may take; the largest takes a few."""
SECONDS_PER_BYTE = 5e-5
"""What its size adds: five times what the extraction of a text takes that is full of figures."""


EXIT_CODE = -signal.SIGPROF if hasattr(signal, "SIGPROF") else None
"""What `multiprocessing` says of a process that was ended so."""


SECONDS_PER_BYTE_READ = 1e-6
"""What the size of a file adds to the time until its next document is found: unpacking alone is a hundred times faster."""


class _Timer:
    """Whether this process may be ended."""

    is_armed = False


def arm() -> None:
    """Let deadlines end this process. For worker processes only, whose death their pool survives; nothing where signals are unknown."""
    _Timer.is_armed = hasattr(signal, "setitimer")


def begin_document(size: int) -> None:
    """Start the time of a document of so many bytes anew, in a worker process; anywhere else do nothing."""
    if _Timer.is_armed:
        signal.setitimer(signal.ITIMER_PROF, SECONDS + SECONDS_PER_BYTE * size)


def begin_reading(size: int) -> None:
    """The same of what it takes to find the next document in a file of so many bytes."""
    if _Timer.is_armed:
        signal.setitimer(signal.ITIMER_PROF, SECONDS + SECONDS_PER_BYTE_READ * size)


def end_documents() -> None:
    """No document is under way."""
    if _Timer.is_armed:
        signal.setitimer(signal.ITIMER_PROF, 0)
