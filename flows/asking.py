"""Commands that answer questions: sql, ask, export. They open the live file read-only."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from flows.settings import SettingsError, load_settings
from flows.terminal import advise, say, says_errors
from warehouse.exchange import name_apart, say_changes
from warehouse.formats import format_result, write_result
from warehouse.hints import hint_for_error, hint_for_nothing
from warehouse.questions import find_question, list_questions
from warehouse.reading import QueryFailed, connect, read_rows, run_query
from warehouse.store.opening import store_of

HomeOption = Annotated[Path | None, typer.Option("--home", help="Folder of the warehouse, or s3://bucket/prefix.  [default: var]")]
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
    app.command()(says_errors(sql))
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(says_errors(ask))
    app.command()(says_errors(export))


def live_file(home: Path | None) -> Path:
    """The warehouse of a home; of one on a store the copy of this machine, renewed where another machine has published since."""
    settings = load_settings(home=home)
    live = settings.home / "warehouse.duckdb"
    if settings.publish and store_of(settings.home).address:
        from warehouse.offering import fetch_offered

        fetch_offered(settings.home, live, settings.publish)
    return live


def sql(
    query: Annotated[str | None, typer.Argument(help="What to ask; without it an interactive prompt.")] = None,
    file: Annotated[Path | None, typer.Option("-f", "--file", help="Read the query from a file.")] = None,
    output_format: FormatOption = OutputFormat.TABLE,
    home: HomeOption = None,
) -> None:
    """Ask the live file in SQL; it is always opened read-only, and a query can reach nothing else."""
    live = live_file(home)
    if query and file:
        raise SettingsError("-f: give a query or a file, not both")
    text = file.read_text(encoding="utf-8") if file else query
    if text is None:
        _prompt(live)
        return
    answer(live, text, output_format)


def ask(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Name of the question; without it all are listed, with their options.")] = None,
    output_format: FormatOption = OutputFormat.TABLE,
    show: Annotated[bool, typer.Option("--show", help="Print the query instead of running it.")] = False,
    home: HomeOption = None,
) -> None:
    """Ask one of the questions that come with solieu, or list them.

    What can be told to a question is an option of its own: solieu ask admissions_by_commune --like "Tân Kỳ"
    """
    if name is None:
        for question in list_questions():
            told = ", ".join(f"--{parameter.name}" for parameter in question.parameters)
            say(f"{question.name:<32} {question.asks}{f' ({told})' if told else ''}")
        return
    filled = find_question(name).fill(_told(context.args))
    if show:
        say(filled.rstrip())
        return
    answer(live_file(home), filled, output_format)


def _told(arguments: Sequence[str]) -> dict[str, str]:
    """What was told to a question: `--like WORDS` or `--like=WORDS`.

    Raises:
        SettingsError: a word stands alone, or a parameter has no value.
    """
    told: dict[str, str] = {}
    waiting = list(arguments)
    while waiting:
        name, equals, value = waiting.pop(0).partition("=")
        if not name.startswith("--"):
            raise SettingsError(f"{name}: put words of several parts in quotes, and the option they belong to before them")
        if not equals and not waiting:
            raise SettingsError(f"{name}: the value is missing")
        told[name[2:]] = value if equals else waiting.pop(0)
    return told


def export(
    what: Annotated[str, typer.Argument(help="A table, a view such as figures, or one query.")],
    to: Annotated[Path, typer.Option("--to", help="File to write: .parquet, .csv, .json or .xlsx.")],
    home: HomeOption = None,
) -> None:
    """Write a table, a view or a query to a file."""
    live = live_file(home)
    rows = read_rows(live, what)
    notes = write_result(rows, to)
    say(f"{rows.num_rows} rows in {to}")
    for note in notes:
        say(f"  {note}")


def answer(live: Path, text: str, output_format: OutputFormat) -> None:
    """Ask, print the rows, and say on standard error what may help where there are none, and what the format cannot hold.

    Raises:
        QueryFailed: DuckDB refused the query.
    """
    try:
        rows = run_query(live, text)
    except QueryFailed as error:
        hint = hint_for_error(str(error))
        raise QueryFailed(f"{error}; {hint}" if hint else str(error)) from error
    print_rows(rows, output_format)
    advice = say_changes(rows, output_format.value)
    if not rows.num_rows and (hint := hint_for_nothing(text)):
        advice.append(hint)
    for line in advice:
        advise(line)


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

    pyarrow.parquet.write_table(name_apart(rows), sys.stdout.buffer, compression="zstd")


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
                    rows = run_query(con, held)
                    print_rows(rows, OutputFormat.TABLE)
                    if not rows.num_rows and (hint := hint_for_nothing(held)):
                        advise(hint)
                except QueryFailed as error:
                    say(str(error), style="red")
                held = ""
