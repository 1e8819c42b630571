"""Worker processes for batches: the pure-Python work of a batch leaves the process that talks to Prefect.

A batch runs as a Prefect task in a thread, and the thread hands the work to a process of this pool. The workers know
nothing of Prefect: a task runner of processes would import it in each of them and, without a server, start one temporary
server per worker (measured: 40 s before the first batch on two busy cores, against 2 s here).
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

Job = TypeVar("Job")
Summary = TypeVar("Summary")

PRELOADED = ("tasks.clean", "tasks.extract", "tasks.warm")
_pools: list[ProcessPoolExecutor] = []


@contextmanager
def batch_workers(count: int) -> Iterator[None]:
    """Batches run in so many processes while the block lasts; with fewer than two they run where they are called.

    A fork server is used: it imports the rules and reads the lexicons once, and its children inherit both, but no threads.
    """
    if count < 2:
        yield
        return
    context = get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    with ProcessPoolExecutor(count, mp_context=context, initializer=_die_with_parent, initargs=(os.getpid(),)) as pool:
        _pools.append(pool)
        try:
            yield
        finally:
            _pools.remove(pool)
            pool.shutdown(cancel_futures=True)


def run_batch(work: Callable[[Job], Summary], job: Job) -> Summary:
    """Do the work on one batch, in a worker process when there are any.

    Raises:
        RuntimeError: the worker process died, e.g. for want of memory; names the batch.
    """
    if not _pools:
        return work(job)
    try:
        return _pools[-1].submit(work, job).result()
    except BrokenProcessPool as error:
        advice = "with too little memory try fewer --workers or a smaller --batch-size"
        raise RuntimeError(f"a worker process died on {job}; {advice}") from error


def _die_with_parent(run: int) -> None:
    """Workers of a run that was killed must not live on: they would keep files open and cores busy."""

    def watch() -> None:
        while True:
            time.sleep(1)
            try:
                os.kill(run, 0)
            except ProcessLookupError:
                os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
