"""Sending batches through their stage: as many at a time as there are workers, with the progress told as they end."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Any, TypeVar

from prefect import Task
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.progress import Progress, tell

Summary = TypeVar("Summary")

FILES_WORTH_PROCESSES = 600
"""With fewer files the worker processes (three seconds to start) cost more than they save at some 90 articles a second and core."""


def processes_for(files: int, workers: int) -> int:
    """How many worker processes to start for so many files; 1 means to work in this process."""
    return workers if files >= FILES_WORTH_PROCESSES else 1


def run_batches(stage: Task[Any, Summary], jobs: Sequence[Any], workers: int, total: int) -> list[Summary]:
    """Run the stage on every batch and give the summaries in the order of the jobs.

    `total` is how many files or articles the jobs hold together, for the progress.

    Raises:
        Exception: whatever the first batch to fail raised.
    """
    if not jobs:
        return []
    started, done, articles = perf_counter(), 0, 0
    tell(Progress(stage.name, 0, total))
    threads: ThreadPoolTaskRunner[Summary] = ThreadPoolTaskRunner(max_workers=workers)
    with threads as runner:
        futures: list[PrefectFuture[Any]] = [runner.submit(stage, {"job": job}) for job in jobs]
        for future in as_completed(futures):
            summary: Any = future.result()
            done += summary.size
            articles += summary.article_count
            tell(Progress(stage.name, done, total, articles, perf_counter() - started))
        return [future.result() for future in futures]
