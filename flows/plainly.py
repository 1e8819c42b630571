"""A run without Prefect: the same stages as plain calls, for a night that no server of the operator's would show.

Importing Prefect and starting its temporary server costs more than a small night, and nobody sees the pages of a server that ends
with the run. What is tried again in a task of Prefect is tried again here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from time import perf_counter
from typing import Any, Literal

from flows.progress import Progress, tell
from flows.running import OUTSIDE_OF_PREFECT
from flows.settings import Settings
from flows.summary import RunSummary
from flows.working import SendBatches, WorkStages, work, workers_for
from tasks.batches import CLEAN_RECOVERY, EXTRACT_RECOVERY, clean_batch, extract_batch
from tasks.judge import judge_candidate, refuse_rows
from tasks.load import load_candidate
from tasks.messages import PlanSummary
from tasks.publish import offer_warehouse, publish_candidate, publish_pages, tidy_lake
from tasks.runs.record import RunRecord
from tasks.validate import validate_group
from tasks.withdraw import withdraw
from tasks.workers.pool import batch_workers, run_batch
from tasks.workers.recovery import Recovery


def work_plainly(run: RunRecord, settings: Settings, planned: PlanSummary) -> RunSummary:
    """The work of a run that was begun, and found work, outside of Prefect."""
    return work(run, settings, planned, PLAIN)


_WORK: dict[str, tuple[Callable[[Any], Any], Recovery[Any, Any]]] = {
    "clean": (clean_batch, CLEAN_RECOVERY),
    "extract": (extract_batch, EXTRACT_RECOVERY),
}


@contextmanager
def _batches(_run: RunRecord, settings: Settings, planned: PlanSummary) -> Iterator[SendBatches]:
    """The batches in worker processes, each handed over by a thread. Even one process is another than this one: a document that takes
    too long or kills costs only itself.
    """
    count = workers_for(settings, planned.size)
    with batch_workers(count, apart=planned.size > 0), ThreadPoolExecutor(count) as threads:

        def send(stage: Literal["clean", "extract"], jobs: Sequence[Any], total: int) -> list[Any]:
            return _send(stage, jobs, total, threads)

        yield send


def _send(stage: Literal["clean", "extract"], jobs: Sequence[Any], total: int, threads: ThreadPoolExecutor) -> list[Any]:
    """The summaries in the order of the jobs; the first batch that fails ends the stage, and what had not begun does not begin."""
    if not jobs:
        return []
    started, done, articles = perf_counter(), 0, 0
    tell(Progress(stage, 0, total))
    work, recovery = _WORK[stage]
    futures = [threads.submit(run_batch, work, job, recovery) for job in jobs]
    try:
        for future in as_completed(futures):
            summary: Any = future.result()
            done += summary.size
            articles += summary.article_count
            tell(Progress(stage, done, total, articles, perf_counter() - started))
    finally:
        for future in futures:
            future.cancel()
    return [future.result() for future in futures]


PLAIN = WorkStages(
    OUTSIDE_OF_PREFECT.discover, OUTSIDE_OF_PREFECT.settle, OUTSIDE_OF_PREFECT.report, _batches, validate_group, refuse_rows,
    load_candidate, judge_candidate, withdraw, publish_candidate, offer_warehouse, publish_pages, tidy_lake,
)  # fmt: skip
"""What every run goes through, as plain calls."""
