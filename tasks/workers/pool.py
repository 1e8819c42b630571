"""Worker processes for batches: the pure-Python work of a batch leaves the process that talks to Prefect.

A batch runs as a Prefect task in a thread, and the thread hands the work to a process of this pool. The workers know
nothing of Prefect: a task runner of processes would import it in each of them and, without a server, start one temporary
server per worker (measured: 40 s before the first batch on two busy cores, against 2 s here).

A worker may die: killed for want of memory, crashed inside a library, or ended by `deadline` where a document takes forever.
All batches under way die with the pool then, and nobody can say which of them did it. So each is done again alone in a process of
its own, which notes in shared memory what it is doing. The document that it dies on is quarantined and the others are done. A batch
that dies on none of its documents is halved until a single file is left, which is quarantined. Only when many documents kill does
the run fail.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import current_process, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.forkserver import ensure_running
from types import ModuleType
from typing import Any

from seeds.overlay import active_overlay
from tasks.errors import WorkersDie
from tasks.store.temporary import make_folder
from tasks.workers import deadline
from tasks.workers.recovery import Batch, Job, Recovery, Summary
from warehouse.permissions import tighten_umask

PRELOADED = ("tasks.clean", "tasks.extract", "tasks.workers.warm")

OVERLAY_VARIABLE = "SOLIEU_OVERLAY_OF_PARENT"
"""Tells the process that workers are forked from which overlay to read; a worker of a run with another reads that one itself."""

MOST_POISON_DOCUMENTS = 10
"""Documents of one run that may kill their worker; when more do, it is the machine and not the documents.

Those that were ended for the time they took are not counted: of them it is known that it was the document.
"""


class _Workers:
    """The pool of one block, made anew when a worker died."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.pool = _new_pool(count)
        self.renewing, self.alone = threading.Lock(), threading.Lock()
        self.poison_documents: set[str] = set()

    def run(self, work: Callable[[Job], Summary], job: Job, recovery: Recovery[Job, Summary]) -> Summary:
        """Do the work in the pool, or alone when the pool broke under it."""
        pool = self.pool
        try:
            return pool.submit(work, job).result()
        except BrokenProcessPool:
            with self.renewing:
                if self.pool is pool:
                    self.pool = _new_pool(self.count)
        with self.alone:  # one at a time, so that what is left of the memory is its own
            return self._run_alone(work, job, recovery)

    def _run_alone(self, work: Callable[[Job], Summary], job: Job, recovery: Recovery[Job, Summary]) -> Summary:
        recovery.discard(job)
        under_way = _Context().RawArray("c", deadline.LONGEST_NAME)
        try:
            with _new_pool(1, under_way) as single:
                done = single.submit(work, job)
                processes = list(single._processes.values())
                return done.result()
        except BrokenProcessPool:
            recovery.discard(job)
        took_too_long = any(process.exitcode == deadline.EXIT_CODE for process in processes)
        name = under_way.value.decode("utf-8", "replace")
        if name and (others := recovery.without(job, name)):
            self._count_poison(job, name, took_too_long)
            return self._run_alone(work, others, recovery)
        if not (halves := recovery.halve(job)):
            self._count_poison(job, name, took_too_long)
            return recovery.quarantine(job)
        return recovery.join([self._run_alone(work, half, recovery) for half in halves])

    def _count_poison(self, job: Batch, name: str, took_too_long: bool) -> None:
        """Count a document once, though all shares of an archive die on it; and so an archive that kills between its documents."""
        if not took_too_long:
            self.poison_documents.add(name or job.source)
        if len(self.poison_documents) > MOST_POISON_DOCUMENTS:
            advice = "with too little memory try fewer --workers or a smaller --batch-size"
            raise WorkersDie(f"{len(self.poison_documents)} documents killed their worker process, the last in {job}; {advice}")


_blocks: list[_Workers] = []


@contextmanager
def batch_workers(count: int, *, apart: bool = False) -> Iterator[None]:
    """Batches run in so many processes while the block lasts; with fewer than two they run where they are called.

    With `apart` even one is a process of its own: what kills it does not kill the run, and the time of its documents is limited.
    A fork server is used: it imports the rules and reads the lexicons once, and its children inherit both, but no threads.
    """
    if count < 2 and not apart:
        yield
        return
    workers = _Workers(count)
    _blocks.append(workers)
    try:
        yield
    finally:
        _blocks.remove(workers)
        workers.pool.shutdown(cancel_futures=True)


def run_batch(work: Callable[[Job], Summary], job: Job, recovery: Recovery[Job, Summary]) -> Summary:
    """Do the work on one batch, in a worker process when there are any; `recovery` is how the stage does it again when that dies.

    Raises:
        WorkersDie: more than `MOST_POISON_DOCUMENTS` documents killed their worker, e.g. for want of memory; names the last batch.
    """
    return _blocks[-1].run(work, job, recovery) if _blocks else work(job)


class _Lasting:
    """The pool of a process that is itself the worker of a cluster: kept between batches, and closed when none come any more."""

    workers: _Workers | None = None
    batches = 0
    closing: threading.Timer | None = None
    changing = threading.Lock()


IDLE_SECONDS = 60.0
"""After so long without a batch the processes beside a worker of a cluster end."""


def run_apart(work: Callable[[Job], Summary], job: Job, recovery: Recovery[Job, Summary]) -> Summary:
    """Do the work on one batch in a process beside this one, which is a worker of a cluster: what kills it leaves the worker alive.

    Raises:
        WorkersDie: as `run_batch`, counted in this worker alone.
    """
    with _Lasting.changing:
        if _Lasting.closing is not None:
            _Lasting.closing.cancel()
        if _Lasting.workers is None:
            _Lasting.workers = _Workers(os.cpu_count() or 1)  # processes begin as batches come
        workers = _Lasting.workers
        _Lasting.batches += 1
    try:
        return workers.run(work, job, recovery)
    finally:
        with _Lasting.changing:
            _Lasting.batches -= 1
            if not _Lasting.batches:
                _Lasting.closing = threading.Timer(IDLE_SECONDS, _close_when_idle)
                _Lasting.closing.daemon = True
                _Lasting.closing.start()


def _close_when_idle() -> None:
    with _Lasting.changing:
        if not _Lasting.batches and _Lasting.workers is not None:
            _Lasting.workers.pool.shutdown(wait=False)
            _Lasting.workers = None


class _Process(ForkServerProcess):
    """A worker that knows nothing of the script that began the run; without a guard the script would begin it again in each."""

    def start(self) -> None:
        """Begin, also beside a worker of Dask: that is a daemon, which may have no children; ours end when it does."""
        own: dict[str, Any] = current_process()._config  # type: ignore[attr-defined]
        with _starting:
            daemon = own.pop("daemon", None)
            try:
                super().start()
            finally:
                if daemon is not None:
                    own["daemon"] = daemon

    @staticmethod
    def _Popen(process_obj: Any) -> Any:
        with _beginning:
            script = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                return ForkServerProcess._Popen(process_obj)
            finally:
                sys.modules["__main__"] = script


class _Context(ForkServerContext):
    Process = _Process


_beginning, _starting = threading.Lock(), threading.Lock()


def begin_ahead() -> None:
    """Start the process that workers are forked from, which takes seconds to read the rules, and do not wait for it."""
    make_folder()
    context = _Context()
    context.set_forkserver_preload(list(PRELOADED))
    with _beginning:
        os.environ[OVERLAY_VARIABLE] = active_overlay().folder
        try:
            ensure_running()
        finally:
            del os.environ[OVERLAY_VARIABLE]


def _new_pool(count: int, under_way: deadline.Note | None = None) -> ProcessPoolExecutor:
    begin_ahead()
    return ProcessPoolExecutor(count, mp_context=_Context(), initializer=_begin_worker, initargs=(under_way, dict(os.environ)))


def _begin_worker(under_way: deadline.Note | None, environment: dict[str, str]) -> None:
    os.environ.update(environment)  # a fork server that was started before the run may know other keys of a store
    deadline.arm(under_way)
    tighten_umask()  # it has another, too
    _die_with_parent()


def _die_with_parent() -> None:
    """Workers of a run that was killed must not live on: they would keep files open and cores busy.

    A pipe that only the run holds ends when the run does. The kernel is asked for SIGIO then, which ends the process even
    while a pattern holds Python's lock; the thread sees a pipe that had ended before, and works where there is no such signal.
    """
    run = parent_process()
    if run is None:
        return
    threading.Thread(target=_wait_and_die, args=(run.sentinel,), daemon=True).start()
    if hasattr(fcntl, "F_SETOWN"):
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(run.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(run.sentinel, fcntl.F_SETFL, fcntl.fcntl(run.sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def _wait_and_die(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
