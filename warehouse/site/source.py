"""What the pages read: queries of `warehouse/site/queries` on one published file, which stays open until a newer one is published."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.reading import NoWarehouse, QueryFailed, connect
from warehouse.statements import fill_sql, read_sql

Row = dict[str, Any]
_Key = tuple[str, str | None, str]


@dataclass
class Source:
    """One published file, open read-only. Safe to ask from several threads: each question gets a cursor of its own."""

    live: Path
    _con: duckdb.DuckDBPyConnection | None = None
    _version: tuple[int, int, int] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _remembered: dict[_Key, list[Row]] | None = None
    _kept: dict[str, Any] = field(default_factory=dict)

    def table(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
        """Rows of a query as Arrow.

        Raises:
            NoWarehouse: there is no file.
            QueryFailed: DuckDB refused the query.
        """
        cursor = self._cursor()
        try:
            return cursor.sql(sql, params=dict(parameters or {})).to_arrow_table()
        except duckdb.Error as error:
            raise QueryFailed(_told(self.live, error)) from error
        finally:
            cursor.close()

    def rows(self, name: str, **parameters: Any) -> list[Row]:
        """Rows of the named query of `warehouse/site/queries`."""
        if self._remembered is None:
            return list(self.table(read_sql("site/queries", name), parameters).to_pylist())
        key = _key(name, None, parameters)
        if key not in self._remembered:
            self._remembered[key] = list(self.table(read_sql("site/queries", name), parameters).to_pylist())
        return self._remembered[key]

    def rows_of(self, name: str, asked: str, **parameters: Any) -> list[Row]:
        """Rows of one thing, of a query that can be asked about many: it takes a list `$asked` and says in `asked` whose a row is."""
        remembered = self._remembered or {}
        key = _key(name, asked, parameters)
        return remembered[key] if key in remembered else self._rows_of_many(name, [asked], parameters)[asked]

    def ask_ahead(self, name: str, asked: Sequence[str], **parameters: Any) -> None:
        """Ask about many things at once, and remember it for `rows_of`. Only while remembering."""
        if self._remembered is not None:
            for one, rows in self._rows_of_many(name, asked, parameters).items():
                self._remembered[_key(name, one, parameters)] = rows

    def _rows_of_many(self, name: str, asked: Sequence[str], parameters: Mapping[str, Any]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {one: [] for one in asked}
        for row in self.table(read_sql("site/queries", name), {"asked": list(asked), **parameters}).to_pylist():
            found[row.pop("asked")].append(row)
        return found

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Ask each question once in the block, for pages that show the same in several languages. For one thread."""
        self._remembered = {}
        try:
            yield
        finally:
            self._remembered = None

    def row(self, name: str, **parameters: Any) -> Row | None:
        """The first row of the named query; None when there is none."""
        return next(iter(self.rows(name, **parameters)), None)

    def link_newest(self, most: int) -> None:
        """Note the newest articles as those that have pages; `pages.main.linked` holds them."""
        cursor = self._cursor()
        try:
            cursor.execute(fill_sql("site/queries", "linked_articles", most=str(int(most))))
        finally:
            cursor.close()

    def kept(self, name: str) -> list[Row]:
        """Rows of a query without parameters, asked once per published file: lists that every page needs."""
        self._cursor().close()
        if name not in self._kept:
            self._kept[name] = self.rows(name)
        found: list[Row] = self._kept[name]
        return found

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._con is not None:
            self._con.close()
        self._con, self._version = None, None
        self._kept = {}

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor on the file as it is published now."""
        with self._lock:
            version = _version_of(self.live)
            if self._con is None or version != self._version:
                self._close()
                self._con, self._version = _open(self.live), version
            cursor = self._con.cursor()
            cursor.execute("use warehouse")
            return cursor


def _key(name: str, asked: str | None, parameters: Mapping[str, Any]) -> _Key:
    """What tells one question from another."""
    return name, asked, repr(sorted(parameters.items()))


def _open(live: Path) -> duckdb.DuckDBPyConnection:
    """A connection with the figures as pages show them in memory: the view reads every text anew, and a page has no time for that."""
    con = connect(live)
    try:
        con.execute("attach ':memory:' as pages (compress)")
        for table in ("located", "shown"):
            con.execute(read_sql("site/queries", table))
    except duckdb.Error as error:
        con.close()
        raise QueryFailed(_told(live, error)) from error
    return con


def _told(live: Path, error: duckdb.Error) -> str:
    """What is wrong with a query of the pages: what it names is not in the file when another solieu made that."""
    if isinstance(error, duckdb.BinderException | duckdb.CatalogException):
        why = str(error).splitlines()[0]
        return f"{live} was published by another version of solieu ({why}); `solieu run` or `solieu rebuild` publishes it anew"
    return str(error)


def _version_of(live: Path) -> tuple[int, int, int]:
    """What tells one published file from the next: a publish puts another file in place.

    Raises:
        NoWarehouse: there is no file.
    """
    try:
        found = live.stat()
    except OSError as error:
        raise NoWarehouse(live) from error
    return found.st_ino, found.st_mtime_ns, found.st_size
