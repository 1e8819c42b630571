"""One run through the stage functions without Prefect: what hypothesis can call hundreds of times."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tasks.batches import settle_shares
from tasks.clean import CLEAN_RECOVERY, clean_batch
from tasks.discover import discover_documents
from tasks.extract import EXTRACT_RECOVERY, extract_batch
from tasks.judge import LARGEST_DROP, group_parts, judge_candidate, refuse_rows
from tasks.load import load_candidate, settle_documents
from tasks.messages import CleanJob, CleanSummary, ExtractJob, ExtractSummary, PlanRequest, PlanSummary
from tasks.publish import publish_candidate
from tasks.runs.conservation import DocumentCounts
from tasks.runs.record import RunRecord, open_run
from tasks.validate import validate_group
from tasks.withdraw import ROUNDS, withdraw
from tasks.workers.pool import batch_workers, run_batch
from warehouse.building import needs_publishing


@dataclass(frozen=True)
class Works:
    """What cleans and what extracts a batch."""

    clean: Callable[[CleanJob], CleanSummary] = clean_batch
    extract: Callable[[ExtractJob], ExtractSummary] = extract_batch


@dataclass(frozen=True)
class PlainRun:
    """What one run did."""

    run_id: str
    status: str
    planned: PlanSummary
    documents: DocumentCounts
    figures: dict[str, int] = field(default_factory=dict)


def run_stages(
    home: Path,
    raw: Path | list[str],
    *,
    again: Literal["clean", "extract"] | None = None,
    replayed: tuple[str, ...] = (),
    allow_vanish: bool = True,
    batch_size: int = 7,
    judge: bool = True,
    allow_drop: bool = False,
    stop_after: str | None = None,
    workers: int = 1,
    apart: bool = False,
    works: Works = Works(),
) -> PlainRun:
    """Discover, clean, extract, validate, load and publish. `judge=False` leaves Great Expectations out (it costs seconds).

    `stop_after` breaks the run off after that stage, as an error in the next one would. `works` stand for cleaning and
    extracting a batch; with two `workers`, or with one that is to be `apart`, they are done in processes, as the product does them.
    """
    locations = tuple(raw) if isinstance(raw, list) else (str(raw),)
    with open_run(home, {}) as run:
        planned = discover_documents(
            PlanRequest(run.home, locations, again, replayed, allow_vanish, workers=workers), run.run_id, batch_size
        )
        if planned.changes_nothing and not needs_publishing(run.lake, run.home.live):
            run.documents = settle_documents(run.home, run.run_id, planned)
            run.end("unchanged", "nothing changed")
            return PlainRun(run.run_id, "unchanged", planned, run.documents)
        with batch_workers(workers, apart=apart), ThreadPoolExecutor(workers) as threads:

            def run_all(work: Any, jobs: Any, recovery: Any) -> list[Any]:
                return list(threads.map(lambda job: run_batch(work, job, recovery), jobs))

            _work(run, planned, judge, allow_drop, stop_after, run_all, works)
        with run.forgiving("recording the run"):
            run.end("published", "published")
        return PlainRun(run.run_id, "published", planned, run.documents, run.figures)


class BrokenOff(RuntimeError):
    """The run was told to stop here."""


def _work(
    run: RunRecord,
    planned: PlanSummary,
    judge: bool,
    allow_drop: bool,
    stop_after: str | None,
    run_all: Callable[[Any, Any, Any], list[Any]],
    works: Works,
) -> None:
    home, run_id = run.home, run.run_id
    cleaned, again = settle_shares(planned.clean_jobs, run_all(works.clean, planned.clean_jobs, CLEAN_RECOVERY))
    cleaned += run_all(works.clean, again, CLEAN_RECOVERY)
    _stop("clean", stop_after)
    jobs = [ExtractJob(home, run_id, path, Path(path).stem) for batch in cleaned for path in batch.articles]
    extracted = run_all(works.extract, (*jobs, *planned.extract_jobs), EXTRACT_RECOVERY)
    run.count_figures(extracted)
    _stop("extract", stop_after)
    judged = []
    if judge:
        judged = [validate_group(job) for job in group_parts(home, run_id, cleaned, extracted)]
        refuse_rows(home, run_id, judged)
    verdict = None
    for number in range(1, ROUNDS + 1):
        run.documents = settle_documents(home, run_id, planned)
        run.note()
        load_candidate(home, run_id, run.documents)
        _stop("load", stop_after)
        if not judge:
            break
        verdict = judge_candidate(home, run_id, judged, verdict.withdrawn if verdict else (), 1.0 if allow_drop else LARGEST_DROP)
        run.take_verdict(verdict)
        if not verdict.asks_for_another or number == ROUNDS:
            verdict.check()
            break
        withdraw(home, run_id, verdict.faults, number)
    run.write("published", "published")
    with run.forgiving("publishing"):
        publish_candidate(home, run_id, 3)


def _stop(stage: str, stop_after: str | None) -> None:
    if stage == stop_after:
        raise BrokenOff(f"broken off after {stage}")
