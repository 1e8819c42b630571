"""Every stage as a Prefect task: its name in the UI, what is tried again, and that nothing is cached.

The work is in the plain functions of the stage modules. Only tasks that read or write storage are tried again; a rule that
fails on a document fails again. Prefect's caching is off because it sees neither the code behind a task nor the lexicons.
"""

from __future__ import annotations

from typing import Any

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from tasks.clean import CleanJob, CleanSummary, clean_batch
from tasks.conservation import DocumentCounts
from tasks.discover import PlanSummary, Question, discover_documents
from tasks.extract import ExtractJob, ExtractSummary, extract_batch
from tasks.load import LoadSummary, load_candidate, settle_documents
from tasks.publish import publish_candidate, tidy_lake
from tasks.validate import ValidatedBatch
from tasks.verdict import RowVerdict, Verdict, judge_candidate, refuse_rows
from tasks.workers import run_batch

PLAIN: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


def _may_pass(task: Any, run: Any, state: Any) -> bool:
    """Whether trying again makes sense: storage may come back, a wrong path does not mend itself."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError) or getattr(error, "may_pass", False)


STORAGE: dict[str, Any] = {**PLAIN, "retries": 2, "retry_delay_seconds": [2, 10], "retry_condition_fn": _may_pass}


@task(task_run_name="discover {question.raw}", **STORAGE)
def discover(question: Question, run_id: str, batch_size: int) -> PlanSummary:
    """List the raw locations and plan the run."""
    return discover_documents(question, run_id, batch_size)


@task(task_run_name="clean batch {job.part}", **PLAIN)
def clean(job: CleanJob) -> CleanSummary:
    """Clean one batch of raw files."""
    return run_batch(clean_batch, job)


@task(task_run_name="extract batch {job.part}", **PLAIN)
def extract(job: ExtractJob) -> ExtractSummary:
    """Extract the figures of one batch of articles."""
    return run_batch(extract_batch, job)


@task(task_run_name="refuse rows of {run_id}", **PLAIN)
def refuse(home: str, run_id: str, judged: list[ValidatedBatch]) -> RowVerdict:
    """Put rows that broke a critical rule into quarantine."""
    return refuse_rows(home, run_id, judged)


@task(task_run_name="account for the documents of {run_id}", **PLAIN)
def settle(home: str, run_id: str, planned: PlanSummary) -> DocumentCounts:
    """Write what became of every document, and prove that none was lost."""
    return settle_documents(home, run_id, planned)


@task(task_run_name="load {run_id}", **PLAIN)
def load(home: str, run_id: str, documents: DocumentCounts) -> LoadSummary:
    """Build the candidate from the lake."""
    return load_candidate(home, run_id, documents)


@task(task_run_name="check the candidate of {run_id}", **PLAIN)
def judge(home: str, run_id: str, judged: list[ValidatedBatch]) -> Verdict:
    """Judge the whole candidate by all expectations."""
    return judge_candidate(home, run_id, judged)


@task(task_run_name="publish {run_id} to {home}", **PLAIN)
def publish(home: str, run_id: str, keep: int) -> str:
    """Put the candidate in the place of the live file."""
    return publish_candidate(home, run_id, keep)


@task(task_run_name="tidy the lake of {home}", **PLAIN)
def tidy(home: str, compact_after: int, keep: int) -> None:
    """Put the files of old runs together when it is time."""
    tidy_lake(home, compact_after, keep)


@task(task_run_name="report {key}", **STORAGE)
def report(key: str, markdown: str, description: str) -> None:
    """Show the summary in the Prefect UI."""
    create_markdown_artifact(markdown, key=key, description=description)
