"""The nightly flow: discover, clean, extract, validate, load, publish. The order of the stages, and the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

from prefect import flow
from pydantic import Field

from expectations.judgements import Judgement
from flows.announcing import announced
from flows.notices import Notice
from flows.progress import Progress, say_line, tell, tell_end
from flows.run_names import name_of_run
from flows.settings import Settings, load_settings, require_raw
from flows.summary import RunSummary, say_diff, summary_markdown
from flows.temporary_server import watch_temporary_server
from flows.workload import batch_runner, run_batches
from tasks import prefect_tasks as stages
from tasks.judge import group_parts
from tasks.messages import ExtractJob, PlanRequest, PlanSummary, ValidatedBatch, Verdict, count_others
from tasks.runs.record import RunRecord, open_run
from tasks.withdraw import ROUNDS
from warehouse.building import needs_publishing

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
        replayed: Files to process again although they did not change.

    Raises:
        HomeBusy: another run works on this home.
        RunRefused: what would have been published cannot be trusted; the live file stands as it was.
    """
    settings = load_settings(
        raw=raw or None, home=home, full=full, from_stage=from_stage, batch_size=batch_size, workers=workers, cluster=cluster,
        allow_vanish=allow_vanish,
    )  # fmt: skip
    return bring_up_to_date(require_raw(settings), tuple(replayed or ()))


def bring_up_to_date(settings: Settings, replayed: tuple[str, ...] = ()) -> RunSummary:
    """One run, recorded in the lake however it ends, and told to people. `replayed` are files to process though unchanged."""
    asked = {**settings.model_dump(mode="json"), "replayed": list(replayed)}
    with announced(settings, _show_failure), open_run(settings.home, asked) as run:
        planned = _discover(run, settings, replayed)
        if planned.changes_nothing and not needs_publishing(run.lake, run.home.live):
            return _leave_unchanged(run, planned)
        _process(run, settings, planned)
        with run.forgiving("tidying the lake"):
            stages.tidy(run.home, settings.compact_after, settings.keep_snapshots)
        return _report(run, "published", f"published {run.documents.loaded} articles, {run.figures['observations']} figures")


@contextmanager
def _stage(run: RunRecord, name: str) -> Iterator[dict[str, Any]]:
    """Time a stage and say that it begins; the stage itself says what came of it."""
    tell(Progress(name, 0, 1))
    with run.stage(name) as counts:
        yield counts


def _discover(run: RunRecord, settings: Settings, replayed: tuple[str, ...]) -> PlanSummary:
    """What there is to do, written down."""
    request = PlanRequest(run.home, settings.raw, settings.again, replayed, settings.allow_vanish, settings.vanish_share)
    with _stage(run, "discover") as counts:
        planned = stages.discover(request, run.run_id, settings.batch_size)
        counts.update(planned.counts)
    told = ", ".join(f"{count} {status}" for status, count in planned.counts.items() if count) or "no files"
    tell(Progress("discover", 1, 1, seconds=counts["seconds"], note=told))
    return planned


def _process(run: RunRecord, settings: Settings, planned: PlanSummary) -> None:
    """Everything between the plan and the live file."""
    home, run_id = run.home, run.run_id
    files = planned.files_to_clean + planned.articles_to_extract
    with batch_runner(settings, files) as runner:
        with run.stage("clean") as counts:
            cleaned = run_batches(stages.clean, planned.clean_jobs, runner, planned.files_to_clean)
            articles = sum(batch.loaded for batch in cleaned)
            counts.update(files=planned.files_to_clean, articles=articles, others=count_others(cleaned))
        jobs = [ExtractJob(home, run_id, path, Path(path).stem) for batch in cleaned for path in batch.articles]
        with run.stage("extract") as counts:
            extracted = run_batches(stages.extract, [*jobs, *planned.extract_jobs], runner, articles + planned.articles_to_extract)
            run.count_figures(extracted)
            counts.update(articles=sum(batch.articles for batch in extracted), **run.figures)
    with _stage(run, "validate"):
        judged = [stages.validate(job) for job in group_parts(run_id, cleaned, extracted)]
        run.figures["observations_quarantined"] = stages.refuse(home, run_id, judged).observations_refused
        tell(Progress("validate", 1, 1, note=f"{run.figures['observations_quarantined']} figures refused"))
    verdict = _load_and_check(run, settings, planned, judged)
    for number in range(1, ROUNDS):
        if not verdict.asks_for_another:
            break
        with _stage(run, "withdraw"):
            taken = stages.withdraw(home, run_id, verdict.faults, number)
            run.figures["observations_quarantined"] += taken.figures
            tell(Progress("withdraw", 1, 1, note=f"{taken.articles} articles, {taken.figures} figures, {taken.places} places"))
        verdict = _load_and_check(run, settings, planned, judged, verdict.withdrawn)
    verdict.check()
    with _stage(run, "publish"):
        run.write("published", f"published {run.documents.loaded} articles, {run.figures['observations']} figures")
        with run.forgiving("publishing"):
            stages.publish(home, run_id, settings.keep_snapshots)
        tell(Progress("publish", 1, 1))


def _load_and_check(
    run: RunRecord, settings: Settings, planned: PlanSummary, judged: Sequence[ValidatedBatch], withdrawn: Sequence[Judgement] = ()
) -> Verdict:
    """Account for the documents, build the candidate, and judge it as a whole."""
    home, run_id = run.home, run.run_id
    with _stage(run, "load") as counts:
        run.documents = stages.settle(home, run_id, planned)
        run.note()
        loaded = stages.load(home, run_id, run.documents)
        counts.update(rows=loaded.build.rows, mode=loaded.build.mode, size=loaded.build.size)
        run.diff = loaded.diff.to_json()
        tell(Progress("load", 1, 1, seconds=loaded.build.seconds, note=say_diff(loaded.diff, loaded.build.mode)))
    with _stage(run, "check"):
        verdict: Verdict = stages.judge(home, run_id, judged, withdrawn, 1.0 if settings.allow_vanish else settings.vanish_share)
        run.take_verdict(verdict)
        tell(Progress("check", 1, 1, note=verdict.say()))
    return verdict


def _leave_unchanged(run: RunRecord, planned: PlanSummary) -> RunSummary:
    """Nothing to do: only what was listed anew is noted; the live file is not touched."""
    run.documents = stages.settle(run.home, run.run_id, planned)
    return _report(run, "unchanged", f"nothing changed: {run.documents.unchanged} documents as they were")


def _report(run: RunRecord, status: str, message: str) -> RunSummary:
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


def _show_failure(notice: Notice) -> None:
    """Show why a run failed where Prefect's pages show its summary."""
    stages.report(f"run-{notice.run_id or 'not-begun'}".lower(), notice.text, notice.title)
