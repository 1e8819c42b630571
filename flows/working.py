"""What a run does that has found work: clean, extract, validate, load, check, publish. The order of the stages, whoever calls them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from expectations.judgements import Judgement
from flows.progress import Progress, tell
from flows.running import Stages, report_run, timed_stage
from flows.settings import Settings
from flows.summary import RunSummary, say_diff
from tasks.batches import settle_shares
from tasks.judge import group_parts
from tasks.load import LoadSummary
from tasks.messages import ExtractJob, PlanSummary, RefusedCounts, ValidatedBatch, ValidateJob, count_others
from tasks.runs.record import RunRecord
from tasks.runs.unread import check_readable
from tasks.runs.verdicts import Verdict, Withdrawal
from tasks.withdraw import ROUNDS

DOCUMENTS_WORTH_PROCESSES = 600
"""With fewer documents one worker process is done sooner than several are started."""

DOCUMENTS_WORTH_PREFECT = 20_000
"""With fewer documents Prefect and its temporary server would be more than a twentieth of what the run costs."""


def workers_for(settings: Settings, documents: int) -> int:
    """How many worker processes do so many documents soonest."""
    return settings.worker_count if documents >= DOCUMENTS_WORTH_PROCESSES else 1


def needs_prefect(settings: Settings, planned: PlanSummary) -> bool:
    """Whether the run is done on a cluster, or is so large that Prefect is worth its start."""
    return settings.cluster is not None or planned.size >= DOCUMENTS_WORTH_PREFECT


class SendBatches(Protocol):
    """Sends batches through their stage."""

    def __call__(self, stage: Literal["clean", "extract"], jobs: Sequence[Any], total: int) -> list[Any]:
        """The summaries in the order of the jobs, which hold `total` files or articles together."""


@dataclass(frozen=True)
class WorkStages(Stages):
    """What a run goes through that has found work: as tasks of Prefect, or as plain calls."""

    batches: Callable[[RunRecord, Settings, PlanSummary], AbstractContextManager[SendBatches]]
    validate: Callable[[ValidateJob], ValidatedBatch]
    refuse: Callable[..., RefusedCounts]
    load: Callable[..., LoadSummary]
    judge: Callable[..., Verdict]
    withdraw: Callable[..., Withdrawal]
    publish: Callable[..., object]
    offer: Callable[..., str]
    show: Callable[..., dict[str, float]]
    tidy: Callable[..., object]


def work(run: RunRecord, settings: Settings, planned: PlanSummary, stages: WorkStages) -> RunSummary:
    """Everything between the plan and the summary."""
    _process(run, settings, planned, stages)
    _offer(run, settings, stages)
    _show(run, settings, stages)
    with run.forgiving("tidying the lake"):
        stages.tidy(run.home, settings.compact_after, settings.keep_snapshots)
    return report_run(run, "published", say_published(run.documents.loaded, run.figures), stages)


def say_published(articles: int, figures: Mapping[str, int]) -> str:
    """What was published: the figures that stand, those that failed validation left out.

    >>> say_published(12, {"observations": 90, "observations_quarantined": 2})
    'published 12 articles, 88 figures'
    """
    return f"published {articles} articles, {figures['observations'] - figures['observations_quarantined']} figures"


def _process(run: RunRecord, settings: Settings, planned: PlanSummary, stages: WorkStages) -> None:
    """Everything between the plan and the live file."""
    home, run_id = run.home, run.run_id
    with stages.batches(run, settings, planned) as send:
        with run.stage("clean") as counts:
            cleaned, again = settle_shares(planned.clean_jobs, send("clean", planned.clean_jobs, planned.files_to_clean))
            cleaned += send("clean", again, len(again))
            check_readable(run.lake.known_files(), cleaned, 1.0 if settings.allow_unreadable else settings.unreadable_share)
            articles = sum(batch.loaded for batch in cleaned)
            counts.update(files=planned.files_to_clean, articles=articles, others=count_others(cleaned))
        jobs = [ExtractJob(home, run_id, path, Path(path).stem) for batch in cleaned for path in batch.articles]
        with run.stage("extract") as counts:
            extracted = send("extract", [*jobs, *planned.extract_jobs], articles + planned.articles_to_extract)
            run.count_figures(extracted)
            counts.update(articles=sum(batch.articles for batch in extracted), **run.figures)
    with timed_stage(run, "validate"):
        judged = [stages.validate(job) for job in group_parts(home, run_id, cleaned, extracted)]
        run.figures["observations_quarantined"] = stages.refuse(home, run_id, judged).observations_refused
        tell(Progress("validate", 1, 1, note=f"{run.figures['observations_quarantined']} figures refused"))
    verdict = _load_and_check(run, settings, planned, stages, judged)
    for number in range(1, ROUNDS):
        if not verdict.asks_for_another:
            break
        with timed_stage(run, "withdraw"):
            taken = stages.withdraw(home, run_id, verdict.faults, number)
            run.figures["observations_quarantined"] += taken.figures
            tell(Progress("withdraw", 1, 1, note=f"{taken.articles} articles, {taken.figures} figures, {taken.places} places"))
        verdict = _load_and_check(run, settings, planned, stages, judged, verdict.withdrawn)
    verdict.check()
    with timed_stage(run, "publish"):
        run.write("published", say_published(run.documents.loaded, run.figures))
        with run.forgiving("publishing"):
            stages.publish(home, run_id, settings.keep_snapshots)
        tell(Progress("publish", 1, 1))


def _offer(run: RunRecord, settings: Settings, stages: WorkStages) -> None:
    """Upload the warehouse where that is asked for. What fails here never costs the night: the file there before stands."""
    if not settings.publish:
        return
    with run.forgiving("uploading the warehouse"), timed_stage(run, "upload"):
        address = stages.offer(run.home, settings.publish)
        tell(Progress("upload", 1, 1, note=address))


def _show(run: RunRecord, settings: Settings, stages: WorkStages) -> None:
    """Publish the copy of the site. What fails here never costs the night: the copy before stands."""
    if not settings.site:
        return
    with run.forgiving("publishing the site"), timed_stage(run, "site") as counts:
        counts.update(stages.show(run.home, settings.site_articles))
        tell(Progress("site", 1, 1, note=f"{counts.get('rendered', 0)} of {counts.get('pages', 0)} pages made anew"))


def _load_and_check(
    run: RunRecord,
    settings: Settings,
    planned: PlanSummary,
    stages: WorkStages,
    judged: Sequence[ValidatedBatch],
    withdrawn: Sequence[Judgement] = (),
) -> Verdict:
    """Account for the documents, build the candidate, and judge it as a whole."""
    home, run_id = run.home, run.run_id
    with timed_stage(run, "load") as counts:
        run.documents = stages.settle(home, run_id, planned)
        run.note()
        loaded = stages.load(home, run_id, run.documents, settings.site_address)
        counts.update(rows=loaded.build.rows, mode=loaded.build.mode, size=loaded.build.size)
        run.diff = loaded.diff.to_json()
        tell(Progress("load", 1, 1, seconds=loaded.build.seconds, note=say_diff(loaded.diff, loaded.build.mode)))
    with timed_stage(run, "check"):
        verdict: Verdict = stages.judge(home, run_id, judged, withdrawn, 1.0 if settings.allow_vanish else settings.vanish_share)
        run.take_verdict(verdict)
        tell(Progress("check", 1, 1, note=verdict.say()))
    return verdict
