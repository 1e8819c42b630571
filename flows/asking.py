"""Commands that answer questions: sql, ask, export. They open the live file read-only."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from flows.settings import SettingsError, load_settings
from flows.terminal import say, says_errors
from warehouse.formats import format_result, write_result
from warehouse.questions import list_questions
from warehouse.reading import QueryFailed, connect, read_rows, run_query

HomeOption = Annotated[Path | None, typer.Option("--home", help="Folder of the warehouse.  [default: var]")]
ROWS_SHOWN = 1_000


class OutputFormat(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


FormatOption = Annotated[OutputFormat, typer.Option("--format", help="How to print the rows; a table shows the first 1,000.")]


def add_commands(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    for command in (sql, ask, export):
        app.command()(says_errors(command))


def sql(
    query: Annotated[str | None, typer.Argument(help="What to ask; without it an interactive prompt.")] = None,
    file: Annotated[Path | None, typer.Option("-f", "--file", help="Read the query from a file.")] = None,
    output_format: FormatOption = OutputFormat.TABLE,
    home: HomeOption = None,
) -> None:
    """Ask the live file in SQL; it is always opened read-only, and a query can reach nothing else."""
    live = load_settings(home=home).home / "warehouse.duckdb"
    if query and file:
        raise SettingsError("-f: give a query or a file, not both")
    text = file.read_text(encoding="utf-8") if file else query
    if text is None:
        _prompt(live)
        return
    print_rows(run_query(live, text), output_format)


def ask(
    name: Annotated[str | None, typer.Argument(help="Name of the question; without it all are listed.")] = None,
    output_format: FormatOption = OutputFormat.TABLE,
    show: Annotated[bool, typer.Option("--show", help="Print the query instead of running it.")] = False,
    home: HomeOption = None,
) -> None:
    """Ask one of the questions that come with solieu, or list them."""
    questions = {question.name: question for question in list_questions()}
    if name is None:
        for question in questions.values():
            say(f"{question.name:<32} {question.asks}")
        return
    if name not in questions:
        raise SettingsError(f"{name}: no such question; `solieu ask` lists them")
    if show:
        say(questions[name].sql)
        return
    print_rows(run_query(load_settings(home=home).home / "warehouse.duckdb", questions[name].sql), output_format)


def export(
    what: Annotated[str, typer.Argument(help="A table, a view such as figures, or one query.")],
    to: Annotated[Path, typer.Option("--to", help="File to write: .parquet, .csv, .json or .xlsx.")],
    home: HomeOption = None,
) -> None:
    """Write a table, a view or a query to a file."""
    live = load_settings(home=home).home / "warehouse.duckdb"
    rows = read_rows(live, what)
    notes = write_result(rows, to)
    say(f"{rows.num_rows} rows in {to}")
    for note in notes:
        say(f"  {note}")


def print_rows(rows: pa.Table, output_format: OutputFormat) -> None:
    """Print rows on standard output.

    Raises:
        SettingsError: Parquet was asked for on a terminal.
    """
    if output_format is not OutputFormat.PARQUET:
        sys.stdout.write(format_result(rows, output_format.value, ROWS_SHOWN))
        sys.stdout.flush()
        return
    if sys.stdout.isatty():
        raise SettingsError("--format parquet: not for a terminal; send it to a file, or use `solieu export`")
    import pyarrow.parquet

    pyarrow.parquet.write_table(rows, sys.stdout.buffer, compression="zstd")


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
                    print_rows(run_query(con, held), OutputFormat.TABLE)
                except QueryFailed as error:
                    say(str(error), style="red")
                held = ""
