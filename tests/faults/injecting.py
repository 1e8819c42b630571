"""Faults put into one operation on a home, at a numbered moment of its work on the disk, so that each can be tried and repeated.

A moment is an opening for writing, a rename, a removal, a folder made or removed, or a flush to the disk. What DuckDB and Parquet
write in between is reached by the size of a file instead: the kernel refuses the write that goes beyond it, or kills.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from dataclasses import dataclass
from errno import EIO
from functools import partial
from pathlib import Path
from typing import Any, Literal, NoReturn

from plain_run import Works, run_stages

from tasks.runs.waiting import waiting_files
from tasks.store.home import Home
from warehouse.building import rebuild
from warehouse.lake.compaction import compact
from warehouse.lake.lake import Lake
from warehouse.lock import HomeLock
from warehouse.publishing import publish, rollback

Operation = Literal["run", "rebuild", "compact", "rollback", "replay"]
Kind = Literal["none", "fail", "keep failing", "kill", "kill group", "kill worker"]
MOMENTS_OF_A_BATCH = 12
"""At least three files, each opened, flushed, renamed and its folder flushed."""
REMOVING_OR_MAKING = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir"})


@dataclass(frozen=True)
class Fault:
    """What goes wrong, and when: at the moment of that number (from 1), or at the write beyond that many bytes of a file.

    A `kill` ends the main process, a `kill group` its workers with it; a `kill worker` ends one worker at a moment of its own.
    """

    kind: Kind
    moment: int = 0
    size: int = 0


class _Moments:
    """The moments of this process so far, and a file that is made just before it is killed."""

    count = 0
    sign: Path | None = None


def count_moments(fault: Fault, home: Path, sign: Path | None = None) -> None:
    """From now on count the moments in this process that have to do with the home, and let the fault happen at its own."""
    root = f"{home}/"
    _Moments.sign = sign

    def pass_moment() -> None:
        _Moments.count += 1
        if _Moments.count == fault.moment or (fault.kind == "keep failing" and _Moments.count > fault.moment > 0):
            _happen(fault)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and str(path).startswith(root):
                pass_moment()
        elif event in REMOVING_OR_MAKING and (str(arguments[0]).startswith(root) or arguments[-1] != -1):
            pass_moment()  # names without a folder are those of a tree that is removed

    flush = os.fsync

    def watched_flush(fd: int) -> None:
        pass_moment()
        flush(fd)

    sys.addaudithook(watch)
    os.fsync = watched_flush


def _happen(fault: Fault) -> None:
    if fault.kind == "kill":
        if _Moments.sign:
            os.close(os.open(_Moments.sign, os.O_CREAT))
        os.kill(os.getpid(), signal.SIGKILL)
    if fault.kind == "kill group":
        os.killpg(os.getpgid(0), signal.SIGKILL)
    raise OSError(EIO, "Input/output error, injected")


def limit_size(fault: Fault) -> None:
    """Let no file grow beyond the size of the fault: the write fails, or the kernel ends the process at it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (fault.size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if fault.kind == "kill" else signal.SIG_IGN)


def perform(operation: Operation, home: Path, raw: Path, *, workers: int = 1, works: Works | None = None) -> None:
    """Do what the command of that name does, without Prefect and Great Expectations."""
    if operation == "run":
        run_stages(home, raw, judge=False, batch_size=2, workers=workers, works=works or Works())
    elif operation == "replay":
        run_stages(home, raw, judge=False, batch_size=2, replayed=waiting_files(home).files)
    else:
        with HomeLock(home):
            _tend(operation, home)


def _tend(operation: Operation, home: Path) -> None:
    if operation == "rebuild":
        candidate = Home(home).candidate("rebuild")
        candidate.parent.mkdir(parents=True, exist_ok=True)
        rebuild(Lake(home), candidate)
        publish(candidate, Home(home).live, 3)
    elif operation == "compact":
        compact(Lake(home), keep=1)
    else:
        rollback(home)


def perform_with_fault(operation: Operation, home: Path, raw: Path, fault: Fault, said: Path) -> NoReturn:
    """In a process of its own: the operation with its fault. Ends with 0 when it was done; `said` gets the number of moments."""
    if os.getpid() != os.getsid(0):
        os.setsid()
    sys.stderr = (said.parent / "stderr").open("w", encoding="utf-8")
    code = 1
    try:
        if fault.kind == "kill worker":
            perform(operation, home, raw, workers=2, works=_works_that_die_once(said.parent, home, fault.moment))
        elif fault.size:
            limit_size(fault)
            perform(operation, home, raw)
        else:
            count_moments(fault, home)
            perform(operation, home, raw, workers=2 if fault.kind == "kill group" else 1)
        code = 0
    finally:
        if fault.kind == "none":
            said.write_text(str(_Moments.count), encoding="utf-8")
        os._exit(code)


def _works_that_die_once(folder: Path, home: Path, moment: int) -> Works:
    """Works of which one batch ends its worker: one that cleans at odd moments, one that extracts at even ones."""
    from killing import clean_once_dead, extract_once_dead

    own = 1 + moment // 2 % MOMENTS_OF_A_BATCH
    if moment % 2:
        return Works(clean=partial(clean_once_dead, str(folder), str(home), own))
    return Works(extract=partial(extract_once_dead, str(folder), str(home), own))


if __name__ == "__main__":  # a process whose workers are of its own group
    perform_with_fault("run", Path(sys.argv[1]), Path(sys.argv[2]), Fault("kill group", int(sys.argv[3])), Path(sys.argv[4]))
