"""A run without Prefect: the same stages as plain calls, for a small night that no server of the operator's would show.

Importing Prefect and starting its temporary server costs more than such a night, and nobody sees the pages of a server that ends
with the run. What is tried again in a task of Prefect is tried again here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any, Literal

from flows.progress import Progress, tell
from flows.running import OUTSIDE_OF_PREFECT
from flows.settings import Settings
from flows.summary import RunSummary
from flows.working import SendBatches, WorkStages, work
from tasks.batches import CLEAN_RECOVERY, EXTRACT_RECOVERY, clean_batch, extract_batch
from tasks.judge import judge_candidate, refuse_rows
from tasks.load import load_candidate
from tasks.messages import PlanSummary
from tasks.publish import publish_candidate, publish_pages, tidy_lake
from tasks.runs.record import RunRecord
from tasks.validate import validate_group
from tasks.withdraw import withdraw
from tasks.workers.pool import batch_workers, run_batch


def work_plainly(run: RunRecord, settings: Settings, planned: PlanSummary) -> RunSummary:
    """The work of a run that was begun, and found work, outside of Prefect."""
    return work(run, settings, planned, PLAIN)


@contextmanager
def _batches(_run: RunRecord, _settings: Settings, planned: PlanSummary) -> Iterator[SendBatches]:
    """One batch after the other, in a process of their own: a document that takes too long or kills costs only itself."""
    with batch_workers(1, apart=planned.size > 0):
        yield _send


def _send(stage: Literal["clean", "extract"], jobs: Sequence[Any], total: int) -> list[Any]:
    started, done, articles = perf_counter(), 0, 0
    summaries = []
    if jobs:
        tell(Progress(stage, 0, total))
    for job in jobs:
        summary: Any = run_batch(clean_batch, job, CLEAN_RECOVERY) if stage == "clean" else run_batch(extract_batch, job, EXTRACT_RECOVERY)
        summaries.append(summary)
        done += summary.size
        articles += summary.article_count
        tell(Progress(stage, done, total, articles, perf_counter() - started))
    return summaries


PLAIN = WorkStages(
    OUTSIDE_OF_PREFECT.discover, OUTSIDE_OF_PREFECT.settle, OUTSIDE_OF_PREFECT.report, _batches, validate_group, refuse_rows,
    load_candidate, judge_candidate, withdraw, publish_candidate, publish_pages, tidy_lake,
)  # fmt: skip
"""What every run goes through, as plain calls."""
