"""A Dask cluster of real processes on loopback: a scheduler and workers that are started, killed and looked at one by one."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("flows", "tasks", "expectations", "warehouse", "seeds")
SECONDS_TO_START = 600
SECONDS_TO_END = 30


@dataclass
class DaskProcesses:
    """What was started; `folder` holds the scheduler's file, the logs and the workers' folders, `code` is what is run."""

    folder: Path
    scheduler: subprocess.Popen[bytes]
    address: str
    code: Path
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start_worker(self, name: str, *, mounts: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> None:
        """Start a worker of one thread, and wait until the scheduler has it.

        `mounts` are shell commands that run before it in a mount namespace of its own: what they mount it alone sees.
        """
        command = [
            sys.executable, "-m", "dask", "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--name", name,
            "--dashboard-address", "127.0.0.1:0", "--local-directory", str(self.folder / name), "--memory-limit", "0",
        ]  # fmt: skip
        if mounts:
            command = ["unshare", "--mount", "--map-root-user", "sh", "-ec", "\n".join([*mounts, f"exec {shlex.join(command)}"])]
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            self.workers[name] = subprocess.Popen(
                command,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(self.code), **(environment or {})},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(lambda: f"name: {name}".encode() in (self.folder / "scheduler.log").read_bytes(), f"worker {name}: {log}")

    def pids_below(self, name: str) -> list[int]:
        """The processes that a worker has started, and theirs: the one that runs tasks, and what it started for batches."""
        found, waiting = [], [self.workers[name].pid]
        while waiting:
            children = children_of(waiting.pop())
            found += children
            waiting += children
        return found

    def kill_worker(self, name: str) -> None:
        """Kill the nanny and the worker, as a machine that goes does."""
        for pid in (*self.pids_below(name), self.workers[name].pid):
            kill(pid)
        self.workers[name].wait(SECONDS_TO_END)

    def kill_scheduler(self) -> None:
        """Kill the scheduler."""
        self.scheduler.kill()
        self.scheduler.wait(SECONDS_TO_END)

    def stop(self) -> None:
        """End all of it, by process id."""
        below = [pid for name in self.workers for pid in self.pids_below(name)]
        for process in (*self.workers.values(), self.scheduler):
            process.terminate()
        for process in (*self.workers.values(), self.scheduler):
            try:
                process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for pid in below:
            kill(pid)


@contextmanager
def dask_processes(folder: Path, code: Path) -> Iterator[DaskProcesses]:
    """A scheduler without workers, on loopback alone, while the block lasts; it runs the code of that folder, and so will its workers."""
    folder.mkdir(parents=True)
    told = folder / "scheduler.json"
    with (folder / "scheduler.log").open("wb") as output:
        scheduler = subprocess.Popen(
            [
                sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0",
                "--scheduler-file", str(told),
            ],
            cwd=folder, env={**os.environ, "PYTHONPATH": str(code)}, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        wait_until(lambda: told.exists() and told.read_text().rstrip().endswith("}"), f"the scheduler: {folder / 'scheduler.log'}")
        cluster = DaskProcesses(folder, scheduler, json.loads(told.read_text())["address"], code)
    except BaseException:
        scheduler.kill()
        scheduler.wait()
        raise
    try:
        yield cluster
    finally:
        cluster.stop()


def copy_code(folder: Path) -> Path:
    """A copy of what a worker runs, in that folder: a checkout that changes meanwhile gives a run other rules than its workers have."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "articles"))
    return folder


def can_mount(folder: Path) -> bool:
    """Whether this machine lets a process have mounts of its own."""
    if shutil.which("unshare") is None:
        return False
    folder.mkdir(exist_ok=True)
    command = ["unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "none", str(folder)]
    return subprocess.run(command, capture_output=True, check=False, timeout=SECONDS_TO_START).returncode == 0


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Wait for something to be so.

    Raises:
        TimeoutError: it is not after ten minutes.
    """
    until = time.monotonic() + SECONDS_TO_START
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError(what)
        time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that are alive."""
    try:
        return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def is_alive(pid: int) -> bool:
    """Whether a process lives and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def kill(pid: int) -> None:
    """Kill a process of ours that may have ended."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
