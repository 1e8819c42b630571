"""The command line `solieu`: what an operator, an analyst and an editor type."""

from __future__ import annotations

import importlib
import shutil
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from flows import asking, browsing, calibrating, deploying, explaining, exploring, judging, pruning, teaching, tending, watching
from flows.announcing import hearing_of_prefect
from flows.environment import NO_SERVER_FOR_A_CLUSTER, has_own_prefect, prepare_prefect, telling_prefects_failures, told_to_prefect
from flows.lexicons import lexicons_of
from flows.progress import hearing_the_end
from flows.running import OUTSIDE_OF_PREFECT, bring_up_to_date
from flows.settings import Settings, SettingsError, load_settings, require_raw
from flows.summary import RunSummary, questions_of
from flows.telling import JsonOption, told_as_json
from flows.temporary_server import temporary_server
from flows.terminal import console, ended_by_sigterm, say, say_json, saying_what_stands, says_errors, show_pairs, shown_progress
from tasks.messages import PlanSummary
from tasks.runs.record import RunRecord
from tasks.workers.pool import begin_ahead
from warehouse.lock import HomeBusy, read_holder
from warehouse.permissions import owner_and_group_only

app = typer.Typer(
    name="solieu",
    help="Raw Vietnamese news articles in, a DuckDB warehouse of figures out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

RawOption = Annotated[
    list[str] | None, typer.Option("--raw", help="Raw location: a folder, a file or an s3:// address. May be given more than once.")
]
HomeOption = Annotated[
    Path | None, typer.Option("--home", help="Folder of the warehouse, its lake and snapshots, or s3://bucket/prefix.  [default: var]")
]
FullOption = Annotated[bool | None, typer.Option("--full", help="Process everything in scope again, changed or not.")]
FromOption = Annotated[
    str | None,
    typer.Option("--from", help="Stage to do again for everything in scope: clean (as --full) or extract, from the stored text."),
]
VanishOption = Annotated[bool | None, typer.Option("--allow-vanish", help="Go on although a large share of a location is gone.")]
UnreadableOption = Annotated[
    bool | None, typer.Option("--allow-unreadable", help="Publish although a large share of the files could not be read.")
]
BatchOption = Annotated[int | None, typer.Option("--batch-size", help="Files per batch.  [default: 500]")]
WorkersOption = Annotated[int | None, typer.Option("--workers", help="Worker processes.  [default: one per core]")]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster", help="Dask (tcp://HOST:PORT) or Ray (ray://HOST:PORT) cluster that does the batches; dask or ray starts one."
    ),
]
VerboseOption = Annotated[bool, typer.Option("--verbose", help="Show what Prefect logs.")]


@app.command()
@says_errors
def run(
    raw: RawOption = None,
    home: HomeOption = None,
    full: FullOption = None,
    from_stage: FromOption = None,
    batch_size: BatchOption = None,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    allow_vanish: VanishOption = None,
    allow_unreadable: UnreadableOption = None,
    verbose: VerboseOption = False,
    as_json: JsonOption = False,
) -> None:
    """Bring the warehouse up to the raw files, and say what came of it."""
    with told_as_json(home) if as_json else nullcontext():
        settings = _settings(
            raw, home=home, full=full, from_stage=from_stage, batch_size=batch_size, workers=workers, cluster=cluster,
            allow_vanish=allow_vanish, allow_unreadable=allow_unreadable,
        )  # fmt: skip
        run_nightly(settings, verbose=verbose)


@app.command()
@says_errors
def plan(
    raw: RawOption = None,
    home: HomeOption = None,
    full: FullOption = None,
    from_stage: FromOption = None,
    allow_vanish: VanishOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
) -> None:
    """Say what a run would do and why; writes nothing."""
    from tasks.discover import plan_run
    from tasks.messages import PlanRequest
    from tasks.store.home import Home

    settings = _settings(raw, home=home, full=full, from_stage=from_stage, allow_vanish=allow_vanish)
    request = PlanRequest(Home(settings.home), settings.raw, settings.again, (), settings.allow_vanish, settings.vanish_share)
    with lexicons_of(settings):
        planned, _ = plan_run(request)
    rows = planned.rows.select(["uri", "status", "action", "reason"]).to_pylist()
    if as_json:
        say_json({"locations": planned.locations, "counts": planned.counts(), "files": rows})
        return
    say(f"under {', '.join(planned.locations)}:")
    for status, count in planned.counts().items():
        examples = [row for row in rows if row["status"] == status][:3]
        shown = "; ".join(f"{row['uri'].rpartition('/')[2]} ({row['reason']})" for row in examples)
        say(f"  {count:>7} {status:<13} {shown}")


@owner_and_group_only()  # Prefect's server begins before the home is locked, and may keep its database there
def run_nightly(settings: Settings, replayed: Sequence[str] = (), verbose: bool = False) -> None:
    """Run the flow with what the settings say, show its progress, and print its summary.

    Without a Prefect server of the operator's, Prefect begins when the run has found much work: a night on which nothing changed needs
    neither Prefect nor Great Expectations, and a small one no Prefect. With one the whole run is a flow, so that its pages show every run.

    Raises:
        SettingsError: a cluster is to do the batches, and there is no Prefect server that its workers reach.
        HomeBusy: another run works on the home; found out before Prefect is started.
    """
    if "://" in (settings.cluster or "") and not has_own_prefect():
        raise SettingsError(f"cluster: {settings.cluster} {NO_SERVER_FOR_A_CLUSTER}")
    if holder := read_holder(settings.home):
        raise HomeBusy(settings.home, holder)
    with hearing_the_end() as ended, shown_progress(), hearing_of_prefect(settings), saying_what_stands(settings.home), ended_by_sigterm():
        try:
            if has_own_prefect():
                _run_in_prefect(settings, replayed, verbose)
            else:
                bring_up_to_date(settings, tuple(replayed), OUTSIDE_OF_PREFECT, lambda *found: _work(*found, verbose=verbose))
        except Exception as error:
            if not ended:
                raise
            ended.append(ended[-1].warned(f"afterwards: {' '.join(str(error).split())}"))
    summary = ended[-1]
    say()
    say(summary.message, style="bold")
    show_pairs(summary.lines())
    say("\nask it:")
    for question in questions_of(str(settings.home)):
        say(f"  {typed_name()}{question.removeprefix('solieu')}")


def _run_in_prefect(settings: Settings, replayed: Sequence[str], verbose: bool) -> None:
    """A run that is a flow as a whole, on the server of the operator."""
    prepare_prefect(settings.home, verbose)
    _begin_workers_ahead(settings)
    with console.status("starting Prefect"):
        from flows.nightly import nightly
    _import_judges_ahead()
    with telling_prefects_failures():
        nightly(
            raw=list(settings.raw),
            home=str(settings.home),
            full=settings.full,
            from_stage=settings.from_stage,
            batch_size=settings.batch_size,
            workers=settings.workers,
            cluster=settings.cluster,
            allow_vanish=settings.allow_vanish,
            allow_unreadable=settings.allow_unreadable,
            replayed=list(replayed) or None,
        )


def _work(run: RunRecord, settings: Settings, planned: PlanSummary, *, verbose: bool) -> RunSummary:
    """The work of a run, as plain calls, or as a flow where it is large. Whoever wants to see what Prefect logs gets a flow."""
    from flows.working import needs_prefect

    if verbose or needs_prefect(settings, planned):
        return _work_in_prefect(run, settings, planned, verbose)
    _begin_workers_ahead(settings)
    _import_judges_ahead()
    from flows.plainly import work_plainly

    return work_plainly(run, settings, planned)


def _work_in_prefect(run: RunRecord, settings: Settings, planned: PlanSummary, verbose: bool) -> RunSummary:
    """The work of a run as a flow, on a server that lasts as long."""
    prepare_prefect(settings.home, verbose)
    with temporary_server() as server, ExitStack() as settings_of_prefect:
        _begin_workers_ahead(settings)
        with console.status("starting Prefect"):
            settings_of_prefect.enter_context(told_to_prefect(server.address))
            from flows.nightly import work_as_flow

            _import_judges_ahead()
            server.wait_for_answer()
        with telling_prefects_failures():
            return work_as_flow(run, settings, planned)


def _begin_workers_ahead(settings: Settings) -> None:
    """Start the process that workers are forked from, which takes seconds, while other things start."""
    if settings.cluster is None:
        threading.Thread(target=begin_ahead, daemon=True).start()


def _import_judges_ahead() -> None:
    """Import Great Expectations in a thread, while batches are worked on: after Prefect where that is used (`expectations/deferred.py`)."""
    threading.Thread(target=importlib.import_module, args=("expectations.row_expectations",), daemon=True).start()


def typed_name() -> str:
    """What to type for `solieu`: as it was typed where it is not on the path, which is so after `make run`."""
    return sys.argv[0] if Path(sys.argv[0]).name == "solieu" and not shutil.which("solieu") else "solieu"


def _settings(raw: Sequence[str] | None, **given: object) -> Settings:
    """The settings, with at least one raw location."""
    return require_raw(load_settings(raw=tuple(raw) if raw else None, **given))


asking.add_commands(app)
browsing.add_commands(app)
exploring.add_commands(app)
judging.add_commands(app)
watching.add_commands(app)
explaining.add_commands(app)
teaching.add_commands(app)
calibrating.add_commands(app)
deploying.add_commands(app)
pruning.add_commands(app)
tending.add_commands(app, run_nightly)


if __name__ == "__main__":
    app()
