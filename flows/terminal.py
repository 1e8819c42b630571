"""How solieu speaks on a terminal: tables, live progress, and errors in one line with an exit code of their own."""

from __future__ import annotations

import errno
import functools
import json
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from flows.environment import CannotDeploy, PrefectFailed
from flows.progress import Listener, Progress, listening
from flows.settings import SettingsError
from tasks.errors import ClusterGone, RunRefused, WorkersDie, WorkerUnfit
from tasks.facts.output.corrections import CorrectionError
from tasks.plan.listing import CannotList
from tasks.store.access import hide_passwords
from tasks.vi.text.lexicon import LexiconError
from warehouse.formats import UnknownFormat
from warehouse.lake.damage import LakeDamaged
from warehouse.lake.files import UnknownRun
from warehouse.lake.sealed import SealBroken
from warehouse.lock import HomeBusy
from warehouse.parquet import NewerContract
from warehouse.printable import escape_controls, escape_json, escape_line
from warehouse.questions import UnknownQuestion
from warehouse.reading import NoWarehouse, QueryFailed, published_run
from warehouse.store.lease import LakeMoved
from warehouse.store.opening import NotThisStore

FAILED, WRONG_SETTING, REFUSED, ATTENTION, BUSY, STOPPED = 1, 2, 3, 4, 75, 130
"""Exit codes. 4: `status --check` found something wrong. 75 is EX_TEMPFAIL of sysexits.h: try again later. 130 is what shells say of
Ctrl-C; SIGTERM ends so, too."""

EXIT_CODES: dict[type[Exception], int] = {
    HomeBusy: BUSY,
    RunRefused: REFUSED,
    SettingsError: WRONG_SETTING,
    CannotList: FAILED,
    WorkerUnfit: FAILED,
    ClusterGone: FAILED,
    WorkersDie: FAILED,
    PrefectFailed: FAILED,
    CannotDeploy: FAILED,
    LexiconError: WRONG_SETTING,
    CorrectionError: WRONG_SETTING,
    NewerContract: FAILED,
    NoWarehouse: FAILED,
    QueryFailed: FAILED,
    UnknownRun: FAILED,
    LakeDamaged: FAILED,
    LakeMoved: FAILED,
    NotThisStore: WRONG_SETTING,
    SealBroken: FAILED,
    UnknownFormat: WRONG_SETTING,
    UnknownQuestion: WRONG_SETTING,
    OSError: FAILED,
}

console = Console()
errors = Console(stderr=True)
Command = TypeVar("Command", bound=Callable[..., Any])


def says_errors(command: Command) -> Command:
    """Turn the errors an operator can meet into one line on standard error and an exit code; others keep their traceback."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except BrokenPipeError:  # `solieu sql … | head`
            sys.stderr.close()
            code = 0
        except tuple(EXIT_CODES) as error:
            code = exit_code_of(error)
            traceback.clear_frames(error.__traceback__)  # they hold connections of DuckDB, which complains at the end of the process
            for line in error.lines if isinstance(error, WorkerUnfit) else (str(error),):
                told = " ".join(line.split()) + _advice(error)
                errors.print(f"error: {escape_line(hide_passwords(told))}", style="red", markup=False, highlight=False, soft_wrap=True)
        except KeyboardInterrupt as stop:
            errors.print(str(stop) or "stopped; the live file stands as it was", markup=False, highlight=False, soft_wrap=True)
            code = STOPPED
        raise typer.Exit(code)

    return wrapped  # type: ignore[return-value]


def exit_code_of(error: BaseException) -> int:
    """The exit code with which a command ends that met this error."""
    if isinstance(error, KeyboardInterrupt):
        return STOPPED
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), FAILED)


def _advice(error: Exception) -> str:
    """What to do about a disk that is full, which is not said by whoever met it."""
    full = isinstance(error, OSError) and (error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error))
    return "; make room on the disk of the home and run again: what was published stands" if full else ""


@contextmanager
def shown_progress() -> Iterator[None]:
    """Show progress while the block lasts: bars on a terminal, a plain line per stage elsewhere."""
    if not console.is_terminal:
        with listening(_plain_lines()):
            yield
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}", markup=False),
    )
    with Bars(*columns, console=console) as bars, listening(_live_bars(bars)):
        yield


@contextmanager
def saying_what_stands(home: Path) -> Iterator[None]:
    """Let a stop inside the block say whether it came before or after the live file was replaced.

    Raises:
        KeyboardInterrupt: the one of the block, with that for a message.
    """
    live = home / "warehouse.duckdb"
    before = published_run(live)
    try:
        yield
    except KeyboardInterrupt as stop:
        now = published_run(live)
        if now != before:
            raise KeyboardInterrupt(f"stopped after run {now} was published") from stop
        raise


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does, so that Prefect's temporary server and the workers do not outlive it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def talking_on_stderr(wanted: bool = True) -> Iterator[None]:
    """Send what people read to standard error while the block lasts, so that standard output holds what programs read."""
    before, console.stderr = console.stderr, wanted
    try:
        yield
    finally:
        console.stderr = before


def say(text: object = "", style: str | None = None) -> None:
    """Print as it is: brackets in a path are no markup, numbers get no colour, long lines are not broken.

    Control characters are written out: a name or a sentence gives the terminal no orders.
    """
    console.print(escape_controls(str(text)), style=style, markup=False, highlight=False, emoji=False, soft_wrap=True)


def advise(text: str) -> None:
    """Say on standard error what may help; standard output holds the answer alone."""
    errors.print(escape_line(text), style="yellow", markup=False, highlight=False, emoji=False, soft_wrap=True)


def say_json(value: object) -> None:
    """Print a value as JSON, for programs; control characters stand as escapes."""
    typer.echo(escape_json(json.dumps(value, ensure_ascii=False, indent=1)))


def show_table(rows: pa.Table, title: str | None = None, limit: int = 1_000) -> None:
    """Print rows as a table; only the first `limit`, and says so."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in rows.column_names:
        numeric = pa.types.is_integer(rows.schema.field(name).type) or pa.types.is_floating(rows.schema.field(name).type)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows.slice(0, limit).to_pylist():
        table.add_row(*("" if value is None else Text(escape_line(str(value))) for value in row.values()))
    console.print(table)
    if rows.num_rows > limit:
        say(f"the first {limit:,} of {rows.num_rows:,} rows; use --format csv for all")


def show_pairs(pairs: list[tuple[str, str]]) -> None:
    """Print names and what was found, aligned."""
    width = max(len(name) for name, _ in pairs)
    for name, found in pairs:
        say(f"  {name:<{width}}  {found}")


def _plain_lines() -> Listener:
    def show(progress: Progress) -> None:
        if progress.has_ended:
            say(progress.say())

    return show


def _live_bars(bars: Bars) -> Listener:
    shown: dict[str, Any] = {}

    def show(progress: Progress) -> None:
        if progress.stage not in shown:
            shown[progress.stage] = bars.add_task(progress.stage, total=max(progress.total, 1), note="")
        note = f"{progress.articles} articles, {progress.rate:.0f}/s" if progress.articles else progress.note
        done = progress.done if progress.total else 1
        bars.update(shown[progress.stage], completed=done, total=max(progress.total, 1), note=escape_line(note))

    return show
