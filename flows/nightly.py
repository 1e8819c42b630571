"""The nightly flow: discover, clean, extract, validate, load, publish. The order of the stages, and the summary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from prefect import flow
from pydantic import Field

from expectations.judgements import Judgement
from flows.progress import Progress, tell
from flows.run_names import name_of_run
from flows.running import Stages, bring_up_to_date, report_run, timed_stage
from flows.settings import Settings, load_settings, require_raw
from flows.summary import RunSummary, say_diff
from flows.temporary_server import watch_temporary_server
from flows.workload import batch_runner, run_batches
from tasks import prefect_tasks as stages
from tasks.judge import group_parts
from tasks.messages import ExtractJob, PlanSummary, ValidatedBatch, Verdict, count_others
from tasks.runs.record import RunRecord
from tasks.withdraw import ROUNDS

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
    return bring_up_to_date(require_raw(settings), tuple(replayed or ()), stages_of_a_run(), work)


def work(run: RunRecord, settings: Settings, planned: PlanSummary) -> RunSummary:
    """Everything between the plan and the summary."""
    _process(run, settings, planned)
    _show(run, settings)
    with run.forgiving("tidying the lake"):
        stages.tidy(run.home, settings.compact_after, settings.keep_snapshots)
    return report_run(
        run, "published", f"published {run.documents.loaded} articles, {run.figures['observations']} figures", stages_of_a_run()
    )


def work_as_flow(run: RunRecord, settings: Settings, planned: PlanSummary) -> RunSummary:
    """The same as a flow of its own: for a run that was begun, and found work, outside of Prefect."""

    def nightly() -> RunSummary:
        return work(run, settings, planned)

    summary: RunSummary = flow(name="nightly", flow_run_name=f"nightly: {settings.home}", persist_result=False)(nightly)()
    return summary


def stages_of_a_run() -> Stages:
    """What every run goes through, as tasks of Prefect."""
    return Stages(stages.discover, stages.settle, stages.report)


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
    with timed_stage(run, "validate"):
        judged = [stages.validate(job) for job in group_parts(run_id, cleaned, extracted)]
        run.figures["observations_quarantined"] = stages.refuse(home, run_id, judged).observations_refused
        tell(Progress("validate", 1, 1, note=f"{run.figures['observations_quarantined']} figures refused"))
    verdict = _load_and_check(run, settings, planned, judged)
    for number in range(1, ROUNDS):
        if not verdict.asks_for_another:
            break
        with timed_stage(run, "withdraw"):
            taken = stages.withdraw(home, run_id, verdict.faults, number)
            run.figures["observations_quarantined"] += taken.figures
            tell(Progress("withdraw", 1, 1, note=f"{taken.articles} articles, {taken.figures} figures, {taken.places} places"))
        verdict = _load_and_check(run, settings, planned, judged, verdict.withdrawn)
    verdict.check()
    with timed_stage(run, "publish"):
        run.write("published", f"published {run.documents.loaded} articles, {run.figures['observations']} figures")
        with run.forgiving("publishing"):
            stages.publish(home, run_id, settings.keep_snapshots)
        tell(Progress("publish", 1, 1))


def _show(run: RunRecord, settings: Settings) -> None:
    """Publish the copy of the site. What fails here never costs the night: the copy before stands."""
    if not settings.site:
        return
    with run.forgiving("publishing the site"), timed_stage(run, "site") as counts:
        counts.update(stages.show(run.home, settings.site_articles))
        tell(Progress("site", 1, 1, note=f"{counts.get('rendered', 0)} of {counts.get('pages', 0)} pages made anew"))


def _load_and_check(
    run: RunRecord, settings: Settings, planned: PlanSummary, judged: Sequence[ValidatedBatch], withdrawn: Sequence[Judgement] = ()
) -> Verdict:
    """Account for the documents, build the candidate, and judge it as a whole."""
    home, run_id = run.home, run.run_id
    with timed_stage(run, "load") as counts:
        run.documents = stages.settle(home, run_id, planned)
        run.note()
        loaded = stages.load(home, run_id, run.documents)
        counts.update(rows=loaded.build.rows, mode=loaded.build.mode, size=loaded.build.size)
        run.diff = loaded.diff.to_json()
        tell(Progress("load", 1, 1, seconds=loaded.build.seconds, note=say_diff(loaded.diff, loaded.build.mode)))
    with timed_stage(run, "check"):
        verdict: Verdict = stages.judge(home, run_id, judged, withdrawn, 1.0 if settings.allow_vanish else settings.vanish_share)
        run.take_verdict(verdict)
        tell(Progress("check", 1, 1, note=verdict.say()))
    return verdict
