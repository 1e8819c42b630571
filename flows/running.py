"""One run, from its first look at the files to its record: what runs inside and outside of Prefect have in common."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flows.announcing import announced
from flows.lexicons import lexicons_of
from flows.notices import Notice
from flows.progress import Progress, say_line, tell, tell_end
from flows.settings import Settings
from flows.summary import RunSummary, summary_markdown
from tasks.discover import discover_documents
from tasks.errors import STORAGE_WAITS, may_pass
from tasks.load import settle_documents
from tasks.messages import PlanRequest, PlanSummary
from tasks.runs.conservation import DocumentCounts
from tasks.runs.record import RunRecord, open_run
from tasks.store.home import Home
from warehouse.building import needs_publishing


@dataclass(frozen=True)
class Stages:
    """What every run goes through, whether it finds work or not. `report` shows a text (its key, Markdown, title) on Prefect's pages."""

    discover: Callable[[PlanRequest, str, int], PlanSummary]
    settle: Callable[[Home, str, PlanSummary], DocumentCounts]
    report: Callable[[str, str, str], object]


Work = Callable[[RunRecord, Settings, PlanSummary], RunSummary]
"""What a run does that has found work: everything between the plan and the summary."""


def bring_up_to_date(settings: Settings, replayed: tuple[str, ...], stages: Stages, work: Work) -> RunSummary:
    """One run, recorded in the lake however it ends, and told to people. `replayed` are files to process though unchanged.

    Raises:
        LexiconError: rows of the operator's own are wrong; nothing was begun.
        HomeBusy: another run works on this home.
        RunRefused: what would have been published cannot be trusted; the live file stands as it was.
    """

    def show_failure(notice: Notice) -> None:
        stages.report(f"run-{notice.run_id or 'not-begun'}".lower(), notice.text, notice.title)

    asked = {**settings.model_dump(mode="json"), "replayed": list(replayed)}
    with announced(settings, show_failure), lexicons_of(settings), open_run(settings.home, asked) as run:
        planned = _discover(run, settings, replayed, stages)
        if planned.changes_nothing and not needs_publishing(run.lake, run.home.live):
            run.documents = stages.settle(run.home, run.run_id, planned)
            return report_run(run, "unchanged", f"nothing changed: {run.documents.unchanged} documents as they were", stages)
        return work(run, settings, planned)


def discover_patiently(request: PlanRequest, run_id: str, batch_size: int) -> PlanSummary:
    """Plan the run outside of Prefect; tried again as its task is.

    Raises:
        CannotList: a raw location cannot be listed completely.
        TooManyGone: more is gone than is believable.
    """
    for wait in STORAGE_WAITS:
        try:
            return discover_documents(request, run_id, batch_size)
        except Exception as error:
            if not may_pass(error):
                raise
        time.sleep(wait)
    return discover_documents(request, run_id, batch_size)


def _show_nowhere(key: str, markdown: str, title: str) -> None:
    """Without Prefect there are no pages."""


OUTSIDE_OF_PREFECT = Stages(discover_patiently, settle_documents, _show_nowhere)


@contextmanager
def timed_stage(run: RunRecord, name: str) -> Iterator[dict[str, Any]]:
    """Time a stage and say that it begins; the stage itself says what came of it."""
    tell(Progress(name, 0, 1))
    with run.stage(name) as counts:
        yield counts


def _discover(run: RunRecord, settings: Settings, replayed: tuple[str, ...], stages: Stages) -> PlanSummary:
    """What there is to do, written down."""
    request = PlanRequest(
        run.home, settings.raw, settings.again, replayed, settings.allow_vanish, settings.vanish_share, settings.worker_count
    )
    with timed_stage(run, "discover") as counts:
        planned = stages.discover(request, run.run_id, settings.batch_size)
        counts.update(planned.counts)
    told = ", ".join(f"{count} {status}" for status, count in planned.counts.items() if count) or "no files"
    tell(Progress("discover", 1, 1, seconds=counts["seconds"], note=told))
    return planned


def report_run(run: RunRecord, status: str, message: str, stages: Stages) -> RunSummary:
    """End the run's record and show the summary. What fails here is a warning of a run that has ended well."""
    with run.forgiving("recording the run"):
        run.end(status, message)
    told = len(run.warnings)
    summary = RunSummary.of(run, status, message)
    with run.forgiving("reporting to Prefect"):
        say_line(summary.say())
        stages.report(f"run-{run.run_id.lower()}", summary_markdown(summary), message)
    if len(run.warnings) > told:
        with run.forgiving("recording the run"):
            run.end(status, message)
        summary = RunSummary.of(run, status, message)
    tell_end(summary)
    return summary
