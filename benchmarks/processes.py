"""What a command costs: processor time and peak memory of all its processes, those that outlive their parent included."""

from __future__ import annotations

import ctypes
import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.memory import PROC, family

EVERY = 0.1
"""Seconds between two looks at the processes."""

PR_SET_CHILD_SUBREAPER = 36
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What a command cost. `cpu` is exact; `cpu_of` and `peak_of` tell by kind of process what was last seen of each.

    Units: seconds of wall time and of processor time, megabytes.
    """

    seconds: float
    cpu: float
    cpu_of: Mapping[str, float]
    peak_of: Mapping[str, float]


@dataclass
class _Seen:
    """The last look at a process."""

    kind: str
    cpu: float
    peak: float


@dataclass
class _Watch:
    """Looks at the descendants of this process until it is told to stop."""

    seen: dict[int, _Seen] = field(default_factory=dict)
    done: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        while not self.done.wait(EVERY):
            for pid in family(os.getpid())[1:]:
                if found := _look_at(pid):
                    before = self.seen.setdefault(pid, found)
                    before.cpu, before.peak = found.cpu, max(before.peak, found.peak)
                    before.kind = found.kind or before.kind  # one that has ended and was not waited for has no command any more


def run_measured(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run the command and wait for every process that it began. Needs Linux.

    Raises:
        RuntimeError: the command failed; with what it said last.
    """
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # what outlives its parent becomes ours, and its time is counted
    watch = _Watch()
    thread = threading.Thread(target=watch.look, daemon=True)
    before, started = _cpu_of_children(), time.perf_counter()
    thread.start()
    process = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said, _ = process.communicate()
    seconds = time.perf_counter() - started
    _wait_for_orphans()
    watch.done.set()
    thread.join()
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode} of {' '.join(command)}: {said[-2_000:]}")
    kinds = sorted({one.kind for one in watch.seen.values()})
    cpu_of = {kind: sum(one.cpu for one in watch.seen.values() if one.kind == kind) for kind in kinds}
    peak_of = {kind: max(one.peak for one in watch.seen.values() if one.kind == kind) for kind in kinds}
    return Cost(seconds, _cpu_of_children() - before, cpu_of, peak_of)


def _wait_for_orphans() -> None:
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _look_at(pid: int) -> _Seen | None:
    """Kind, processor time and peak memory of a process; None when it has ended."""
    try:
        command = (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace")
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        status = (PROC / str(pid) / "status").read_text()
    except OSError:  # it ended between listing and reading
        return None
    peak = next((int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
    return _Seen(_kind(command), (int(fields[11]) + int(fields[12])) / TICKS, peak)


def _kind(command: str) -> str:
    """What a process is by its command line."""
    if "uvicorn" in command or "temporary_server" in command or "prefect.server" in command:
        return "server"
    if "multiprocessing" in command:
        return "workers"
    return "main" if "flows.cli" in command else "others" if command else ""
