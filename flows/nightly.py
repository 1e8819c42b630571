"""The nightly flow: discover, clean, extract, validate, load, publish, each a task of Prefect (`flows/working.py` has their order)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Literal

from prefect import Task, flow
from pydantic import Field

from flows.run_names import name_of_run
from flows.running import bring_up_to_date
from flows.settings import Settings, load_settings, require_raw
from flows.summary import RunSummary
from flows.temporary_server import watch_temporary_server
from flows.working import SendBatches, WorkStages, work
from flows.workload import batch_runner, run_batches
from tasks import prefect_tasks as stages
from tasks.messages import PlanSummary
from tasks.probe import lay_ground
from tasks.runs.record import RunRecord

watch_temporary_server()  # here, so that it holds for who calls the flow from Python, too


@flow(name="nightly", flow_run_name=name_of_run, persist_result=False)
def nightly(
    raw: list[str] | None = None,
    home: str | None = None,
    full: bool | None = None,
    from_stage: Literal["clean", "extract"] | None = None,
    batch_size: Annotated[int | None, Field(ge=1, le=100_000)] = None,
    workers: Annotated[int | None, Field(ge=1, le=256)] = None,
    cluster: str | None = None,
    allow_vanish: bool | None = None,
    allow_unreadable: bool | None = None,
    replayed: list[str] | None = None,
) -> RunSummary:
    """Bring the warehouse up to the raw files: process what is new or changed, forget what is gone, check, publish.

    Args:
        raw: Raw locations: folders, files or s3:// addresses. Empty: those of solieu.toml.
        home: Folder of the warehouse, its lake and its snapshots. Empty: that of solieu.toml, or var.
        full: Process everything in scope again, changed or not.
        from_stage: Stage to do again for everything in scope; extract works from the stored text and cleans nothing.
        batch_size: Files per batch, from 1 to 100,000.
        workers: Worker processes. Empty: one per core.
        cluster: Dask or Ray cluster that does the batches instead of processes of this machine: its address, or dask or ray to start one.
        allow_vanish: Go on although a large share of a location is gone.
        allow_unreadable: Publish although a large share of the files could not be read.
        replayed: Files to process again although they did not change.

    Raises:
        HomeBusy: another run works on this home.
        RunRefused: what would have been published cannot be trusted; the live file stands as it was.
    """
    settings = load_settings(
        raw=raw or None, home=home, full=full, from_stage=from_stage, batch_size=batch_size, workers=workers, cluster=cluster,
        allow_vanish=allow_vanish, allow_unreadable=allow_unreadable,
    )  # fmt: skip
    return bring_up_to_date(require_raw(settings), tuple(replayed or ()), stages_of_a_run(), work_in_tasks)


def work_as_flow(run: RunRecord, settings: Settings, planned: PlanSummary) -> RunSummary:
    """The work of a run as a flow of its own: for a run that was begun, and found work, outside of Prefect."""

    def nightly() -> RunSummary:
        return work_in_tasks(run, settings, planned)

    summary: RunSummary = flow(name="nightly", flow_run_name=f"nightly: {settings.home}", persist_result=False)(nightly)()
    return summary


def work_in_tasks(run: RunRecord, settings: Settings, planned: PlanSummary) -> RunSummary:
    """The work of a run within a flow."""
    return work(run, settings, planned, stages_of_a_run())


def stages_of_a_run() -> WorkStages:
    """What every run goes through, as tasks of Prefect."""
    return WorkStages(
        stages.discover, stages.settle, stages.report, _batches, stages.validate, stages.refuse, stages.load, stages.judge,
        stages.withdraw, stages.publish, stages.offer, stages.show, stages.tidy,
    )  # fmt: skip


@contextmanager
def _batches(run: RunRecord, settings: Settings, planned: PlanSummary) -> Iterator[SendBatches]:
    """Every batch as a task of its own, in worker processes or on the cluster of the settings."""
    with batch_runner(settings, planned.size, lambda server: lay_ground(run.home, run.run_id, planned, server)) as workforce:

        def send(stage: Literal["clean", "extract"], jobs: Sequence[Any], total: int) -> list[Any]:
            task: Task[Any, Any] = stages.clean if stage == "clean" else stages.extract
            return run_batches(task, jobs, workforce, total)

        yield send
