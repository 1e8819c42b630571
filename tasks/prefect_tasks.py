"""Every stage as a Prefect task: its name in the UI, what is tried again, and that nothing is cached.

The work is in the plain functions of the stage modules. Only tasks that read or write storage are tried again; a rule that
fails on a document fails again. Prefect's caching is off because it sees neither the code behind a task nor the lexicons.
"""

from __future__ import annotations

from typing import Any

from prefect import Task, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from tasks.batches import CLEAN_RECOVERY, EXTRACT_RECOVERY, clean_batch, extract_batch
from tasks.discover import discover_documents
from tasks.errors import STORAGE_WAITS, may_pass
from tasks.judge import judge_candidate, refuse_rows
from tasks.load import load_candidate, settle_documents
from tasks.messages import CleanJob, CleanSummary, ExtractJob, ExtractSummary
from tasks.probe import Ground, do_on_worker
from tasks.publish import offer_warehouse, publish_candidate, publish_pages, tidy_lake
from tasks.validate import validate_group
from tasks.withdraw import withdraw as withdraw_faults
from tasks.workers.pool import run_batch

PLAIN: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


def _may_pass(task: Any, run: Any, state: Any) -> bool:
    return may_pass(state.result(raise_on_failure=False))


STORAGE: dict[str, Any] = {
    **PLAIN,
    "retries": len(STORAGE_WAITS),
    "retry_delay_seconds": list(STORAGE_WAITS),
    "retry_condition_fn": _may_pass,
}


def clean_in_worker(job: CleanJob, ground: Ground | None = None) -> CleanSummary:
    """Clean one batch of raw files, in a worker process when there are any; with a ground, in a worker of a cluster."""
    return do_on_worker(ground, clean_batch, job, CLEAN_RECOVERY) if ground else run_batch(clean_batch, job, CLEAN_RECOVERY)


def extract_in_worker(job: ExtractJob, ground: Ground | None = None) -> ExtractSummary:
    """Extract the figures of one batch of articles, in a worker process when there are any; with a ground, in one of a cluster."""
    return do_on_worker(ground, extract_batch, job, EXTRACT_RECOVERY) if ground else run_batch(extract_batch, job, EXTRACT_RECOVERY)


discover = Task(discover_documents, name="discover", task_run_name="discover", **STORAGE)
clean = Task(clean_in_worker, name="clean", task_run_name="clean batch {job.part}", **PLAIN)
extract = Task(extract_in_worker, name="extract", task_run_name="extract batch {job.part}", **PLAIN)
validate = Task(validate_group, name="validate", task_run_name="validate {job.batch}", **PLAIN)
refuse = Task(refuse_rows, name="refuse", task_run_name="refuse rows of {run_id}", **PLAIN)
settle = Task(settle_documents, name="settle", task_run_name="account for the documents of {run_id}", **PLAIN)
load = Task(load_candidate, name="load", task_run_name="load {run_id}", **PLAIN)
judge = Task(judge_candidate, name="judge", task_run_name="check the candidate of {run_id}", **PLAIN)
withdraw = Task(withdraw_faults, name="withdraw", task_run_name="take out of the candidate of {run_id}", **PLAIN)
publish = Task(publish_candidate, name="publish", task_run_name="publish {run_id} to {home}", **PLAIN)
offer = Task(offer_warehouse, name="offer", task_run_name="upload the warehouse to {address}", **STORAGE)
show = Task(publish_pages, name="show", task_run_name="publish the site of {home}", **PLAIN)
tidy = Task(tidy_lake, name="tidy", task_run_name="tidy the lake of {home}", **PLAIN)


@task(task_run_name="report {key}", **STORAGE)
def report(key: str, markdown: str, description: str) -> None:
    """Show the summary in the Prefect UI."""
    create_markdown_artifact(markdown, key=key, description=description)
