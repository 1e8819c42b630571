"""Sending batches through their stage: as many at a time as there are workers, with the progress told as they end."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from time import perf_counter
from typing import Any, TypeVar

from prefect import Task
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.progress import Progress, tell
from flows.settings import Settings, SettingsError
from flows.working import FILES_WORTH_PROCESSES
from tasks.workers.pool import batch_workers

Summary = TypeVar("Summary")
Runner = TaskRunner[Any]


@contextmanager
def batch_runner(settings: Settings, files: int) -> Iterator[Runner]:
    """What does the batches of so many files while the block lasts: processes of this machine, or the cluster of the settings.

    Even one process of this machine is another than this one, so that a document that takes too long or kills costs only itself.

    Args:
        settings: `cluster` and `worker_count` decide.
        files: how many files or articles there are to do.

    Raises:
        SettingsError: the package that speaks to the cluster is not installed.
    """
    if settings.cluster is not None:
        with cluster_runner(settings.cluster, settings.worker_count) as runner:
            yield runner
        return
    count = settings.worker_count if files >= FILES_WORTH_PROCESSES else 1
    threads: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=count)
    with batch_workers(count, apart=files > 0), threads as runner:
        yield runner


def cluster_runner(cluster: str, workers: int) -> Runner:
    """The task runner of a Dask or Ray cluster: of that address, or with so many workers of one that it starts on this machine."""
    kind = "ray" if cluster.startswith("ray") else "dask"
    try:
        package = import_module(f"prefect_{kind}")
    except ImportError as error:
        raise SettingsError(f"cluster: {cluster} needs the package prefect-{kind} ({error}); pip install prefect-{kind}") from None
    logging.getLogger("distributed").setLevel(logging.WARNING)  # Dask tells every connection
    runner: Runner
    if kind == "ray":
        runner = package.RayTaskRunner(**({"address": cluster} if "://" in cluster else {"init_kwargs": {"num_cpus": workers}}))
    elif "://" in cluster:
        runner = package.DaskTaskRunner(address=cluster)
    else:
        runner = package.DaskTaskRunner(cluster_kwargs={"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None})
    return runner


def run_batches(stage: Task[Any, Summary], jobs: Sequence[Any], runner: Runner, total: int) -> list[Summary]:
    """Run the stage on every batch and give the summaries in the order of the jobs.

    `total` is how many files or articles the jobs hold together, for the progress.

    Raises:
        Exception: whatever the first batch to fail raised.
    """
    if not jobs:
        return []
    started, done, articles = perf_counter(), 0, 0
    tell(Progress(stage.name, 0, total))
    futures: list[PrefectFuture[Any]] = [runner.submit(stage, {"job": job}) for job in jobs]
    for future in as_completed(futures):
        summary: Any = future.result()
        done += summary.size
        articles += summary.article_count
        tell(Progress(stage.name, done, total, articles, perf_counter() - started))
    return [future.result() for future in futures]
