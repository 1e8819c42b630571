"""Commands that look after a warehouse: replay, rollback, rebuild, compact, check, validate."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Annotated

import typer

from flows.asking import HomeOption
from flows.lexicons import lexicons_of
from flows.settings import Settings, load_settings
from flows.telling import JsonOption, told_as_json
from flows.terminal import FAILED, say, says_errors
from tasks.runs.waiting import waiting_files
from tasks.store.home import Home
from warehouse.building import BuildSummary
from warehouse.lake.compaction import KEEP_RUNS
from warehouse.lake.compaction import compact as compact_lake
from warehouse.lake.lake import Lake
from warehouse.lock import HomeLock
from warehouse.publishing import Published, publish, run_without_snapshot
from warehouse.publishing import rollback as go_back

RunNightly = Callable[..., None]


def add_commands(app: typer.Typer, run_nightly: RunNightly) -> None:
    """Put the commands of this module into the command line; `run_nightly` runs the flow."""
    for command in (rollback, rebuild, compact, check, validate):
        app.command()(says_errors(command))

    @app.command()
    @says_errors
    def replay(
        reason: Annotated[str | None, typer.Option("--reason", help="Only this reason code; see `solieu quarantine`.")] = None,
        home: HomeOption = None,
        verbose: Annotated[bool, typer.Option("--verbose", help="Show what Prefect logs.")] = False,
        as_json: JsonOption = False,
    ) -> None:
        """Process again what is in quarantine, after its cause was mended."""
        with told_as_json(home) if as_json else nullcontext():
            settings = load_settings(home=home)
            waiting = waiting_files(settings.home, reason)
            if not waiting.files:
                say("nothing in quarantine" + (f" for reason {reason}" if reason else ""))
                return
            run_nightly(settings.model_copy(update={"raw": waiting.locations}), waiting.files, verbose)


def rollback(
    to: Annotated[str | None, typer.Option("--to", help="Run to go back to.  [default: the one before the live one]")] = None,
    home: HomeOption = None,
) -> None:
    """Put an earlier published file back in place; the next run starts from its state."""
    settings = load_settings(home=home)
    with lexicons_of(settings), HomeLock(settings.home):
        if (run_id := run_without_snapshot(settings.home, to)) is not None:
            set_aside = Lake(settings.home).roll_back_after(run_id)
            _build_and_publish(settings)
            done = Published(run_id, Home(settings.home).live, Home(settings.home).live, rolled_back=tuple(set_aside))
        else:
            done = go_back(settings.home, to)
        _offer(settings)
    say(f"live file is now that of run {done.run_id}; set aside: {', '.join(done.rolled_back) or 'no run'}")


def rebuild(home: HomeOption = None) -> None:
    """Build the warehouse anew from the lake alone, judge it, and publish it; exits with 3 when a critical expectation fails."""
    settings = load_settings(home=home)
    with lexicons_of(settings), HomeLock(settings.home):
        built = _build_and_publish(settings)
        _offer(settings)
    say(f"rebuilt {Home(settings.home).live} from the lake: {built.rows.get('articles', 0)} articles in {built.seconds:.1f} s")


def _build_and_publish(settings: Settings) -> BuildSummary:
    """Build the warehouse from the lake alone, judge it, and put it in place. Call it under the lock of the home."""
    from tasks.rebuild import REBUILD, rebuild_judged

    place = Home(settings.home)
    place.clear()
    try:
        built = rebuild_judged(place, settings.site_address)
        publish(place.candidate(REBUILD), place.live, settings.keep_snapshots)
    finally:
        place.clear()
    return built


def _offer(settings: Settings) -> None:
    """Upload what is in place now, where that is asked for."""
    if settings.publish:
        from tasks.publish import offer_warehouse

        offer_warehouse(Home(settings.home), settings.publish)


def compact(
    keep: Annotated[int, typer.Option("--keep", min=1, help="Runs that stay as they are, and can be rolled back to.")] = KEEP_RUNS,
    home: HomeOption = None,
) -> None:
    """Put the Parquet files of old runs together; what stands does not change."""
    folder = load_settings(home=home).home
    with HomeLock(folder):
        done = compact_lake(Lake(folder), keep)
    say(f"{done.runs} runs up to {done.run_id}: {done.files_before} files became {done.files_after}" if done else "nothing to compact")


def check(home: HomeOption = None) -> None:
    """Look at every byte of the lake, the live file and the snapshots; exits with 1 when any is not what was written."""
    from tasks.runs.mending import check_home

    folder = load_settings(home=home).home
    with HomeLock(folder):
        found = check_home(folder)
    for damage in found.damaged:
        say(f"{damage}")
    say(f"{found.files} files of the lake were looked at, {len(found.damaged)} files are damaged")
    if found.documents:
        say(f"the rows of {found.documents} documents are lost; the next run works them out again where their files still stand")
    if found.damaged or found.documents:
        raise typer.Exit(FAILED)


def validate(home: HomeOption = None) -> None:
    """Judge the live file by every expectation again; exits with 3 when a critical one fails."""
    from tasks.judge import judge_live

    folder = load_settings(home=home).home
    verdict = judge_live(folder)
    say(f"{verdict.expectations} expectations, {verdict.failed} failed")
    for line in verdict.warnings:
        say(f"  warning {line}")
    verdict.check()
