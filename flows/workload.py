"""Sending batches through their stage: as many at a time as there are workers, with the progress told as they end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, TypeVar

from prefect import Task
from prefect.futures import PrefectFuture, as_completed
from prefect.settings import PREFECT_API_URL
from prefect.task_runners import ThreadPoolTaskRunner

from flows.cluster_watch import Watch
from flows.clusters import Cluster, Runner, cluster_runner, joined_cluster
from flows.environment import NO_SERVER_FOR_A_CLUSTER
from flows.progress import Progress, say_line, tell
from flows.settings import Settings, SettingsError
from flows.working import workers_for
from tasks.errors import WorkerUnfit
from tasks.probe import Answer, Ground, probe, say_skew, say_worker
from tasks.runs.unread import blame_worker
from tasks.workers.pool import batch_workers

__all__ = ["Workforce", "batch_runner", "cluster_runner", "run_batches"]

Summary = TypeVar("Summary")

LOOKS_PER_SECOND = 10


@dataclass(frozen=True)
class Workforce:
    """What does the batches: threads that hand them to processes of this machine, or a cluster that stands on the ground of the run."""

    runner: Runner
    cluster: Cluster | None = None
    ground: Ground | None = None


@contextmanager
def batch_runner(settings: Settings, files: int, lay_ground: Callable[[str | None], Ground] | None = None) -> Iterator[Workforce]:
    """What does the batches of so many files while the block lasts: processes of this machine, or the cluster of the settings.

    Even one process of this machine is another than this one, so that a document that takes too long or kills costs only itself.

    Args:
        settings: `cluster` and `worker_count` decide.
        files: about how many documents there are to do.
        lay_ground: gives what the workers of a cluster must find, for the address of the Prefect server.

    Raises:
        SettingsError: the package that speaks to the cluster is not installed, or it has no Prefect server to speak to.
        ClusterGone: nobody answers at the address of the cluster.
        WorkerUnfit: a worker of the cluster differs from this machine.
    """
    if settings.cluster is not None and files and lay_ground is not None:
        server = PREFECT_API_URL.value()
        if server is None and "://" in settings.cluster:
            raise SettingsError(f"cluster: {settings.cluster} {NO_SERVER_FOR_A_CLUSTER}")
        with joined_cluster(settings.cluster, settings.worker_count) as cluster:
            ground = lay_ground(server)
            check_workers(cluster, ground)
            yield Workforce(cluster.runner, cluster, ground)
        return
    count = workers_for(settings, files)
    threads: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=count)
    with batch_workers(count, apart=files > 0), threads as runner:
        yield Workforce(runner)


def check_workers(cluster: Cluster, ground: Ground) -> None:
    """Ask every worker of the cluster whether it stands on the ground of the run, before a batch is sent.

    Raises:
        WorkerUnfit: one line for each that does not.
    """
    asked = datetime.now(UTC)
    with _in_our_words(cluster):
        answers = cluster.ask_workers(probe, ground)
    answered = datetime.now(UTC)
    if not answers:
        say_line(f"{cluster.address} has no worker yet; the batches wait for one")
    lines = []
    for worker, answer in sorted(answers.items()):
        if not isinstance(answer, Answer):
            said = f"{type(answer).__name__}: {' '.join(str(answer).split())}"
            lines.append(say_worker(worker, (f"it cannot be asked ({said}); install the solieu of this machine there, and restart it",)))
            continue
        skew = say_skew(answer, asked, answered)
        if differences := (*answer.differences, *([skew] if skew else [])):
            lines.append(say_worker(f"{worker} on {answer.name}", differences))
    if lines:
        raise WorkerUnfit(*lines)


def run_batches(stage: Task[Any, Summary], jobs: Sequence[Any], workforce: Workforce, total: int) -> list[Summary]:
    """Run the stage on every batch and give the summaries in the order of the jobs.

    `total` is how many files or articles the jobs hold together, for the progress.

    Raises:
        ClusterGone: the cluster does not answer any more.
        WorkerUnfit: a worker of the cluster cannot read or write what this machine can.
        Exception: whatever the first batch to fail raised.
    """
    if not jobs:
        return []
    started, done, articles = perf_counter(), 0, 0
    tell(Progress(stage.name, 0, total))
    beside = {"ground": workforce.ground} if workforce.ground else {}
    with _in_our_words(workforce.cluster):
        futures: list[PrefectFuture[Any]] = [workforce.runner.submit(stage, {"job": job, **beside}) for job in jobs]
    for future in _as_they_end(futures, workforce.cluster):
        summary: Any = future.result()
        done += summary.size
        articles += summary.article_count
        tell(Progress(stage.name, done, total, articles, perf_counter() - started))
    return [future.result() for future in futures]


@contextmanager
def _in_our_words(cluster: Cluster | None) -> Iterator[None]:
    """Say of an error of the block what it means where the cluster has words of its own for it."""
    try:
        yield
    except Exception as error:
        explained = cluster.explain(error) if cluster else error
        if explained is error:
            raise
        raise explained from error


def _as_they_end(futures: list[PrefectFuture[Any]], cluster: Cluster | None) -> Iterator[PrefectFuture[Any]]:
    """The futures in the order in which they end; on a cluster while it answers, and only while no worker fails."""
    if cluster is None:
        yield from as_completed(futures)
        return
    watch, waiting = Watch(cluster), list(futures)
    try:
        while waiting:
            watch.look()
            if not (ended := cluster.find_ended(waiting)):
                time.sleep(1 / LOOKS_PER_SECOND)
            for future in ended:
                waiting.remove(future)
                with _in_our_words(cluster):
                    summary: Any = future.result()
                blame_worker(getattr(summary, "unread", ()))
                yield future
    finally:
        if waiting:
            with suppress(Exception):  # what cannot be told to a cluster that is gone is forgotten with it
                cluster.give_up(waiting)
