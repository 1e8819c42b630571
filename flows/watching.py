"""Commands that watch over runs: status, quarantine, diff."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import timedelta
from importlib import resources
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Any

import pyarrow.compute as pc
import typer

from flows.asking import FormatOption, HomeOption, OutputFormat, print_rows
from flows.disk import disk_use, say_bytes
from flows.health import find_problems, parse_age
from flows.judging import say_verdicts
from flows.settings import Settings, load_settings
from flows.terminal import ATTENTION, say, say_json, says_errors, show_table
from tasks.runs.waiting import quarantine_rows, waiting_rows
from warehouse.building import needs_publishing
from warehouse.diffing import diff_figures, diff_rows
from warehouse.lake.files import UnknownRun
from warehouse.lake.lake import Lake
from warehouse.lake.published_files import find_live_fault
from warehouse.publishing import list_snapshots
from warehouse.reading import published_run

LONGEST_SENTENCE = 120
"""Characters of a sentence that the summary of a diff shows; `--rows` shows all."""


def add_commands(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    for command in (status, quarantine, diff):
        app.command()(says_errors(command))


def status(
    home: HomeOption = None,
    last: Annotated[int, typer.Option("--last", min=1, help="How many runs to show.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only say what is wrong; exits with 4 when something is.")] = False,
    max_age: Annotated[str, typer.Option("--max-age", help="How old the last good run may be: 26h, 90m, 2d.")] = "26h",
    notify: Annotated[bool, typer.Option("--notify", help="With --check: tell the addresses of the setting notify, too.")] = False,
) -> None:
    """Show the last runs, failed ones too, what the warehouse holds, what is in quarantine and the room it takes."""
    settings = load_settings(home=home)
    folder = settings.home
    if as_json or check or notify:
        _tell_programs(settings, last, parse_age(max_age), as_json=as_json, check=check or notify, notify=notify)
        return
    runs = Lake(folder).read_current("runs")
    if not runs.num_rows:
        say(f"no run yet in {folder}; start with: solieu run --raw PATH --home {folder}")
        return
    shown = runs.slice(max(0, runs.num_rows - last))
    columns = ["run_id", "status", "discovered", "loaded", "quarantined", "gone", "observations"]
    show_table(shown.select(columns).rename_columns(["run", "status", "found", "loaded", "refused", "gone", "figures"]), title="runs")
    for run_id, ended, message in zip(*(shown[name].to_pylist() for name in ("run_id", "status", "message")), strict=True):
        if ended in ("failed", "refused"):
            say(f"{run_id} {ended}: {message}")
    waiting = waiting_rows(folder)
    if waiting.num_rows:
        counts = waiting.group_by(["stage", "reason"]).aggregate([([], "count_all")]).rename_columns(["stage", "reason", "waiting"])
        show_table(counts.sort_by([("waiting", "descending")]), title="in quarantine")
    else:
        say("nothing in quarantine")
    live = folder / "warehouse.duckdb"
    if fault := find_live_fault(Lake(folder), live):
        say(f"warehouse: {live} {fault}; `solieu rebuild` makes it anew from the lake, and so does the next run")
    elif held := published_run(live):
        say(f"warehouse: {live}, as run {held} left it")
        if needs_publishing(Lake(folder), live):
            say("the lake holds a later state; the next run, or `solieu rebuild`, publishes it")
    else:
        say(f"no warehouse at {live} yet")
    say_verdicts(folder)
    say("disk: " + ", ".join(f"{part} {say_bytes(size)}" for part, size in disk_use(folder).items() if size))


def _tell_programs(settings: Settings, last: int, max_age: timedelta, *, as_json: bool, check: bool, notify: bool) -> None:
    """What is wrong, for programs; ends with 4 when something is and that was asked.

    Raises:
        typer.Exit: something is wrong.
    """
    from flows.telling import status_json

    problems = find_problems(settings.home, max_age)
    if as_json:
        say_json(status_json(settings.home, last, problems))
    else:
        for problem in problems:
            say(f"{problem.kind}: {problem.message}; {problem.advice}")
        if not problems:
            say("well: the last run was good, and in time")
    if notify:
        from flows.announcing import announce_problems

        announce_problems(settings, problems)
    if check and problems:
        raise typer.Exit(ATTENTION)


def quarantine(
    reason: Annotated[str | None, typer.Option("--reason", help="Only this reason code.")] = None,
    show_all: Annotated[bool, typer.Option("--all", help="Also what has left quarantine, and where it went.")] = False,
    output_format: FormatOption = OutputFormat.TABLE,
    home: HomeOption = None,
) -> None:
    """List what could not be used, why, and what to do about it."""
    folder = load_settings(home=home).home
    rows = quarantine_rows(folder) if show_all else waiting_rows(folder)
    if reason:
        rows = rows.filter(pc.equal(rows["reason"], reason))
    if output_format is not OutputFormat.TABLE:
        print_rows(rows, output_format)
        return
    if not rows.num_rows:
        say("nothing in quarantine" + (f" for reason {reason}" if reason else ""))
        return
    for row in rows.to_pylist():
        left = f" -> {row['outcome']} by {row['replayed_run_id']}" if row["replayed_run_id"] else ""
        say(f"{row['reason']:<18} {row['source_uri']}{left}")
        say(f"{'':<18} {row['detail']}")
    say()
    for code, what_to_do in _advice(set(rows["reason"].to_pylist())):
        say(f"{code}: {what_to_do}")


def diff(
    before: Annotated[str | None, typer.Argument(help="Earlier run.  [default: the snapshot before the later one]")] = None,
    after: Annotated[str | None, typer.Argument(help="Later run.  [default: the live one]")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="Every figure that differs, not only counts and examples.")] = False,
    output_format: FormatOption = OutputFormat.TABLE,
    home: HomeOption = None,
) -> None:
    """Compare the figures of two published runs: what came, what went, what changed."""
    folder = load_settings(home=home).home
    earlier, later = _two_files(folder, before, after)
    if rows:
        print_rows(diff_rows(earlier, later), output_format)
        return
    found = diff_figures(earlier, later)
    say(f"{found.before} -> {found.after}")
    say(f"{found.added} figures added, {found.removed} removed, {found.changed} changed, {found.unchanged} the same")
    for column, count in found.columns.items():
        say(f"  {count:>6} changed in {column}")
    for change, examples in found.examples.items():
        for example in examples:
            say(f"  {change:<8} {_tell(example)}")
    if found.warning:
        say(f"warning: {found.warning}")


def _tell(example: Mapping[str, Any]) -> str:
    """One figure that differs: what it was and is, and the sentence it stands in."""
    before, after = example.get("before"), example.get("after")
    if before and after:
        said = "; ".join(f"{name} {_plain(before[name])} -> {_plain(after[name])}" for name in after)
    else:
        said = " ".join(_plain(value) for value in (before or after or {}).values() if value is not None)
    return f"{said}, in {example['source_uri'].rpartition('/')[2]}: {shorten(example['sentence'], LONGEST_SENTENCE, placeholder=' …')}"


def _plain(value: object) -> str:
    """A value as people write it: a whole number without a decimal point, nothing as `-`."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "-" if value is None else str(value)


def _two_files(folder: Path, before: str | None, after: str | None) -> tuple[Path, Path]:
    """The snapshots of two runs.

    Raises:
        UnknownRun: there is no snapshot of one of them.
    """
    snapshots = list_snapshots(folder)
    later = after or published_run(folder / "warehouse.duckdb") or ""
    older = snapshots[: snapshots.index(later)] if later in snapshots else []
    standing = set(Lake(folder).committed())
    earlier = before or next((run for run in reversed(older) if run in standing), "")
    for run in (earlier, later):
        if run not in snapshots:
            raise UnknownRun(f"no snapshot of run {run or 'before ' + later}; kept: {', '.join(snapshots) or 'none'}")
    return folder / "snapshots" / f"{earlier}.duckdb", folder / "snapshots" / f"{later}.duckdb"


def _advice(reasons: set[str]) -> list[tuple[str, str]]:
    """What to do for each reason, from seeds/reasons.csv."""
    lines = resources.files("seeds").joinpath("reasons.csv").read_text(encoding="utf-8").splitlines()
    return [(row["code"], row["what_to_do"]) for row in csv.DictReader(lines) if row["code"] in reasons]
