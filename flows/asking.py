"""Commands that only read: sql, status, quarantine, diff, export, explain."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.compute as pc
import typer

from flows.settings import SettingsError, load_settings
from flows.terminal import say, says_errors, show_table
from tasks.waiting import quarantine_rows, waiting_rows
from warehouse.lake import Lake
from warehouse.reading import QueryFailed, connect, run_query

HomeOption = Annotated[Path | None, typer.Option("--home", help="Folder of the warehouse.  [default: var]")]


class OutputFormat(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def add_commands(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    for command in (sql, status, quarantine, explain):
        app.command()(says_errors(command))


def sql(
    query: Annotated[str | None, typer.Argument(help="What to ask; without it an interactive prompt.")] = None,
    file: Annotated[Path | None, typer.Option("-f", "--file", help="Read the query from a file.")] = None,
    output_format: Annotated[OutputFormat, typer.Option("--format", help="How to print the rows.")] = OutputFormat.TABLE,
    to: Annotated[Path | None, typer.Option("--to", help="Write the rows to a file instead of the terminal.")] = None,
    home: HomeOption = None,
) -> None:
    """Ask the live file in SQL; it is always opened read-only."""
    live = load_settings(home=home).home / "warehouse.duckdb"
    if query and file:
        raise SettingsError("-f: give a query or a file, not both")
    text = file.read_text(encoding="utf-8") if file else query
    if text is None:
        _prompt(live)
        return
    write_rows(run_query(live, text), output_format, to)


def write_rows(rows: pa.Table, output_format: OutputFormat, to: Path | None = None) -> None:
    """Print rows, or write them to a file.

    Raises:
        SettingsError: Parquet was asked for on a terminal.
    """
    if output_format is OutputFormat.TABLE:
        if to:
            raise SettingsError("--to: choose --format csv, json or parquet for a file")
        show_table(rows)
        return
    if output_format is OutputFormat.PARQUET and to is None and sys.stdout.isatty():
        raise SettingsError("--format parquet: not for a terminal; add --to FILE")
    sink = to.open("wb") if to else sys.stdout.buffer
    try:
        if output_format is OutputFormat.CSV:
            import pyarrow.csv

            pyarrow.csv.write_csv(_flat(rows), sink)
        elif output_format is OutputFormat.PARQUET:
            import pyarrow.parquet

            pyarrow.parquet.write_table(rows, sink, compression="zstd")
        else:
            sink.write((json.dumps(rows.to_pylist(), ensure_ascii=False, indent=1, default=str) + "\n").encode())
        sink.flush()
    finally:
        if to:
            sink.close()


def status(
    home: HomeOption = None,
    last: Annotated[int, typer.Option("--last", help="How many runs to show.")] = 10,
) -> None:
    """Show the last runs, failed ones too, what the warehouse holds and what is in quarantine."""
    folder = load_settings(home=home).home
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
    say(f"warehouse: {live}" if live.exists() else f"no warehouse at {live} yet")


def quarantine(
    reason: Annotated[str | None, typer.Option("--reason", help="Only this reason code.")] = None,
    show_all: Annotated[bool, typer.Option("--all", help="Also what has left quarantine, and where it went.")] = False,
    output_format: Annotated[OutputFormat, typer.Option("--format", help="How to print the rows.")] = OutputFormat.TABLE,
    home: HomeOption = None,
) -> None:
    """List what could not be used, why, and what to do about it."""
    folder = load_settings(home=home).home
    rows = quarantine_rows(folder) if show_all else waiting_rows(folder)
    if reason:
        rows = rows.filter(pc.equal(rows["reason"], reason))
    if output_format is not OutputFormat.TABLE:
        write_rows(rows, output_format)
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


def explain(
    figure: Annotated[str, typer.Argument(help="An observation_id, or the beginning of one; or an article_id for all its numbers.")],
    home: HomeOption = None,
) -> None:
    """Show where a figure comes from: its sentence, its article, and each step that decided it."""
    from tasks.facts.explanation import explain_numbers
    from tasks.facts.records import ArticleText

    live = load_settings(home=home).home / "warehouse.duckdb"
    with connect(live) as con:
        question = (
            "select a.article_id, a.text, a.title, a.published_on, a.source_host, a.source_uri, a.source_url, o.span_start "
            "from articles a left join observations o on o.article_id = a.article_id and starts_with(o.observation_id, $id) "
            "where o.observation_id is not null or a.article_id = $id limit 1"
        )
        found = run_query(con, question, {"id": figure}).to_pylist()
    if not found:
        raise QueryFailed(
            f'no figure or article {figure} in {live}; find one with: solieu sql "select observation_id, span_text from observations"'
        )
    row = found[0]
    say(f"{row['title'] or '(no title)'}", style="bold")
    say(f"{row['source_url'] or row['source_uri']}, published {row['published_on'] or 'on an unknown day'}")
    article = ArticleText(row["article_id"], row["text"], row["title"], row["published_on"], row["source_host"])
    for story in explain_numbers(article):
        if row["span_start"] is not None and story.span[0] != row["span_start"]:
            continue
        say(f"\n{story.sentence}")
        say(f"  {story.disposition} by {story.rule}")
        for name, value in story.facts.items():
            say(f"  {name:<13} {value}")
        for step in story.steps:
            say(f"  - {step}")


def _prompt(live: Path) -> None:
    """Ask and answer until the end of input. A statement ends with a semicolon."""
    import readline  # noqa: F401 - gives the prompt its history

    with connect(live) as con:
        say(f"{live}, read-only. End a statement with ; and leave with .quit. Tables: show tables;")
        held = ""
        while True:
            try:
                held += input("solieu> " if not held else "   ...> ") + "\n"
            except EOFError:
                return
            if held.strip() in (".quit", ".exit"):
                return
            if held.strip().endswith(";"):
                try:
                    show_table(run_query(con, held))
                except QueryFailed as error:
                    say(str(error), style="red")
                held = ""


def _advice(reasons: set[str]) -> list[tuple[str, str]]:
    """What to do for each reason, from seeds/reasons.csv."""
    import csv
    from importlib import resources

    lines = resources.files("seeds").joinpath("reasons.csv").read_text(encoding="utf-8").splitlines()
    return [(row["code"], row["what_to_do"]) for row in csv.DictReader(lines) if row["code"] in reasons]


def _flat(rows: pa.Table) -> pa.Table:
    """Rows for CSV: lists and structs as JSON."""
    columns = []
    for column in rows.columns:
        nested = pa.types.is_nested(column.type)
        columns.append(pa.array([json.dumps(value, ensure_ascii=False, default=str) for value in column.to_pylist()]) if nested else column)
    return pa.table(columns, names=rows.column_names)
