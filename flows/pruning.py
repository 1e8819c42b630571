"""The command prune: what is kept longer than wanted goes."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.asking import HomeOption
from flows.disk import say_bytes
from flows.settings import load_settings
from flows.terminal import say, says_errors
from warehouse.lake.compaction import KEEP_RUNS, compact
from warehouse.lake.lake import Lake
from warehouse.lock import HomeLock
from warehouse.retention import find_prunable, remove


def add_commands(app: typer.Typer) -> None:
    """Put the command of this module into the command line."""
    app.command()(says_errors(prune))


def prune(
    keep_snapshots: Annotated[
        int | None, typer.Option("--keep-snapshots", help="Published files that stay for roll-back.  [default: 7]")
    ] = None,
    keep_days: Annotated[
        int | None, typer.Option("--keep-days", help="Days that logs, pages and the data of failed runs stay.  [default: 90]")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go; remove nothing.")] = False,
    home: HomeOption = None,
) -> None:
    """Remove old snapshots, logs, pages, what runs left under way and the data of failed runs; put old runs together.

    What stands does not change: the live file, the last snapshots, every article and figure, the record of every run.
    """
    settings = load_settings(home=home, keep_snapshots=keep_snapshots, keep_days=keep_days)
    lake = Lake(settings.home)
    with HomeLock(settings.home):
        found = find_prunable(lake, settings.keep_snapshots, settings.keep_days)
        for one in found:
            say(f"{one.kind:<10} {say_bytes(one.size):>9}  {one.path.relative_to(settings.home)}")
        if not dry_run:
            remove(lake, found)
            compacted = compact(lake, max(KEEP_RUNS, settings.keep_snapshots))
            if compacted:
                say(f"{compacted.runs} runs up to {compacted.run_id}: {compacted.files_before} files became {compacted.files_after}")
    say(f"{'would free' if dry_run else 'freed'} {say_bytes(sum(one.size for one in found))}")
