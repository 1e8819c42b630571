"""How much memory a process and its workers hold, sampled while something runs."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVERY = 0.25
"""Seconds between two samples; a stage of a night lasts longer."""

PROC = Path("/proc")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Peak:
    """The most memory seen so far. Units: bytes."""

    def __init__(self) -> None:
        self.bytes = 0

    @property
    def megabytes(self) -> float:
        return self.bytes / 1e6


@contextmanager
def watched_memory() -> Iterator[Peak]:
    """Sample the memory of this process and its descendants while the block lasts. Needs /proc; elsewhere it stays 0."""
    peak, done = Peak(), threading.Event()

    def watch() -> None:
        while not done.wait(EVERY):
            peak.bytes = max(peak.bytes, sum(resident_bytes(pid) for pid in family(os.getpid())))

    thread = threading.Thread(target=watch, daemon=True)
    if PROC.is_dir():
        thread.start()
    try:
        yield peak
    finally:
        done.set()
        if thread.is_alive():
            thread.join()


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := _fields(entry / "stat")):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def resident_bytes(pid: int) -> int:
    """What a process holds in memory, pages of files aside; 0 when it has ended."""
    try:
        resident, shared = map(int, (PROC / str(pid) / "statm").read_text().split()[1:3])
    except OSError:  # it ended between listing and reading
        return 0
    return (resident - shared) * PAGE


def _fields(path: Path) -> list[str]:
    """The fields of a stat file after the name, which may hold blanks and brackets; none when the process has ended."""
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return []
