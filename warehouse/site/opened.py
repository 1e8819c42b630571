"""One published file, open for the pages: with what they are asked for most in memory, in the shape they ask for it."""

from __future__ import annotations

import re
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from warehouse.reading import NoWarehouse, QueryFailed, connect
from warehouse.statements import read_sql

IN_MEMORY = ("located", "shown", "counted", "within", "article_of", "rows_at", "shared", "folded")
"""Tables that are made in memory: each before it is asked for first, or all of them when a file is opened `ahead`."""

KEPT = (
    "units", "count_figures", "indicators", "provinces", "places", "sources", "night_run", "night_runs", "night_failed", "night_drift",
    "night_figures", "night_sources", "quarantine_reasons", "dictionary", "conflicts",
)  # fmt: skip
"""Queries that ask the same for everybody: they are asked when a file is opened ahead, so that no reader waits for them."""

_TABLE = re.compile(r"\bpages\.main\.(\w+)")

Version = tuple[int, int, int]
"""What tells one published file from the next."""


@dataclass
class Opened:
    """One published file, and the rows of it that were kept."""

    con: duckdb.DuckDBPyConnection
    version: Version
    kept: dict[str, Any] = field(default_factory=dict)
    _made: set[str] = field(default_factory=set)
    _making: threading.RLock = field(default_factory=threading.RLock)

    def make(self, sql: str) -> None:
        """Make the tables in memory that a query reads, those that are not there yet. Whoever needs one that is being made waits.

        Raises:
            duckdb.Error: the file has not what one is made of.
        """
        wanted = {name for name in _TABLE.findall(sql) if name in IN_MEMORY} - self._made
        if not wanted:
            return
        with self._making:
            for name in sorted(wanted - self._made):
                statement = read_sql("site/queries", name)
                self.make(statement.replace(f"create or replace table pages.main.{name} ", ""))
                cursor = self.con.cursor()
                try:
                    cursor.execute("use warehouse")
                    cursor.execute(statement)
                finally:
                    cursor.close()
                self._made.add(name)


@dataclass
class Opening:
    """A file that is being opened by a thread of its own; `done` is set when `opened` or `error` is.

    `ahead`: whether all that pages ask for is made and asked before that, so that no reader waits for it.
    """

    live: Path
    version: Version
    ahead: bool = True
    opened: Opened | None = None
    error: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def start(self) -> Opening:
        """Begin."""
        threading.Thread(target=self._open, name="opening the published file", daemon=True).start()
        return self

    def result(self) -> Opened:
        """The file, once `done` is set.

        Raises:
            NoWarehouse: it went away meanwhile.
            QueryFailed: DuckDB cannot read it.
        """
        if self.error is not None:
            raise self.error
        if self.opened is None:
            raise RuntimeError(f"{self.live} is still being opened")
        return self.opened

    def _open(self) -> None:
        try:
            found = Opened(_connect(self.live), self.version)
            if self.ahead:
                _make_ahead(self.live, found)
            self.opened = found
        except Exception as error:  # whoever waits for the file gets it
            self.error = error
        finally:
            self.done.set()


def version_of(live: Path) -> Version:
    """What tells one published file from the next: a publish puts another file in place.

    Raises:
        NoWarehouse: there is no file.
    """
    try:
        found = live.stat()
    except OSError as error:
        raise NoWarehouse(live) from error
    return found.st_ino, found.st_mtime_ns, found.st_size


def refusal(live: Path, error: duckdb.Error) -> str:
    """What is wrong with a query of the pages: what it names is not in the file when another solieu made that."""
    if isinstance(error, duckdb.BinderException | duckdb.CatalogException):
        why = str(error).splitlines()[0]
        return f"{live} was published by another version of solieu ({why}); `solieu run` or `solieu rebuild` publishes it anew"
    return str(error)


def _make_ahead(live: Path, opened: Opened) -> None:
    """Make every table, and ask what every reader gets the same.

    Raises:
        QueryFailed: the file has not what a table is made of.
    """
    try:
        opened.make(" ".join(f"pages.main.{name}" for name in IN_MEMORY))
    except duckdb.Error as error:
        opened.con.close()
        raise QueryFailed(refusal(live, error)) from error
    cursor = opened.con.cursor()
    try:
        cursor.execute("use warehouse")
        for name in KEPT:
            with suppress(duckdb.Error):  # the page that shows it asks again, and tells why it cannot
                opened.kept[name] = cursor.sql(read_sql("site/queries", name)).to_arrow_table().to_pylist()
    finally:
        cursor.close()


def _connect(live: Path) -> duckdb.DuckDBPyConnection:
    """A connection with room for tables in memory: the views read every text anew, and a page has no time for that."""
    con = connect(live)
    try:
        con.execute("attach ':memory:' as pages")
    except duckdb.Error as error:
        con.close()
        raise QueryFailed(refusal(live, error)) from error
    return con
