"""Commands that look after a warehouse: replay, rollback, rebuild."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from flows.asking import HomeOption
from flows.settings import Settings, load_settings
from flows.terminal import say, says_errors
from tasks.layout import Home
from tasks.waiting import waiting_files
from warehouse.building import rebuild as build_anew
from warehouse.lake import Lake
from warehouse.lock import HomeLock
from warehouse.publishing import publish
from warehouse.publishing import rollback as go_back

RunNightly = Callable[..., None]


def add_commands(app: typer.Typer, run_nightly: RunNightly) -> None:
    """Put the commands of this module into the command line; `run_nightly` runs the flow."""
    for command in (rollback, rebuild):
        app.command()(says_errors(command))

    @app.command()
    @says_errors
    def replay(
        reason: Annotated[str | None, typer.Option("--reason", help="Only this reason code; see `solieu quarantine`.")] = None,
        home: HomeOption = None,
        verbose: Annotated[bool, typer.Option("--verbose", help="Show what Prefect logs.")] = False,
    ) -> None:
        """Process again what is in quarantine, after its cause was mended."""
        settings = load_settings(home=home)
        waiting = waiting_files(settings.home, reason)
        if not waiting.files:
            say("nothing in quarantine" + (f" for reason {reason}" if reason else ""))
            return
        run_nightly(Settings(**{**settings.model_dump(), "raw": waiting.locations}), waiting.files, verbose)


def rollback(
    to: Annotated[str | None, typer.Option("--to", help="Run to go back to.  [default: the one before the live one]")] = None,
    home: HomeOption = None,
) -> None:
    """Put an earlier published file back in place; the next run starts from its state."""
    folder = load_settings(home=home).home
    with HomeLock(folder):
        done = go_back(folder, to)
    say(f"live file is now that of run {done.run_id}; set aside: {', '.join(done.rolled_back) or 'no run'}")


def rebuild(home: HomeOption = None) -> None:
    """Build the warehouse anew from the lake alone, and publish it."""
    settings = load_settings(home=home)
    place = Home(settings.home)
    with HomeLock(settings.home):
        candidate = place.candidate("rebuild")
        candidate.parent.mkdir(parents=True, exist_ok=True)
        built = build_anew(Lake(settings.home), candidate)
        publish(candidate, place.live, settings.keep_snapshots)
    say(f"rebuilt {place.live} from the lake: {built.rows.get('articles', 0)} articles in {built.seconds:.1f} s")
