"""What the pages read: queries of `warehouse/site/queries` on the published file of the moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.reading import QueryFailed
from warehouse.site.opened import Opened, Opening, refusal, version_of
from warehouse.statements import fill_sql, read_sql

Row = dict[str, Any]
_Key = tuple[str, str | None, str]

PATIENCE = 2.0
"""Seconds that a page waits for a file that was just published, before it shows the one before."""


@dataclass
class Source:
    """The live file of a home, open read-only. Safe to ask from several threads: each question gets a cursor of its own.

    A file that is published is opened by a thread of its own. Pages wait `patience` seconds for it (None: until it is open), and
    show the file before until then, which stays readable. A block that is `pinned` asks one file from its begin to its end.
    `ahead` (what many readers ask is prepared when a file is opened) costs a copy of a few pages more than these do.
    """

    live: Path
    patience: float | None = PATIENCE
    ahead: bool = True
    _now: Opened | None = None
    _opening: Opening | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pin: threading.local = field(default_factory=threading.local)
    _remembered: dict[_Key, list[Row]] | None = None

    def table(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
        """Rows of a query as Arrow.

        Raises:
            NoWarehouse: there is no file.
            QueryFailed: DuckDB refused the query.
        """
        with self.pinned() as opened:
            cursor = opened.con.cursor()
            try:
                cursor.execute("use warehouse")
                opened.make(sql)
                return cursor.sql(sql, params=dict(parameters or {})).to_arrow_table()
            except duckdb.Error as error:
                raise QueryFailed(refusal(self.live, error)) from error
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
        with self.pinned() as opened:
            cursor = opened.con.cursor()
            try:
                cursor.execute("use warehouse")
                cursor.execute(fill_sql("site/queries", "linked_articles", most=str(int(most))))
            finally:
                cursor.close()

    def kept(self, name: str, **parameters: Any) -> list[Row]:
        """Rows of a query that are asked for once per published file: those that do not depend on what a reader asks."""
        with self.pinned() as opened:
            key = f"{name} {_key(name, None, parameters)[2]}" if parameters else name
            if key not in opened.kept:
                opened.kept[key] = self.rows(name, **parameters)
            found: list[Row] = opened.kept[key]
            return found

    @contextmanager
    def pinned(self) -> Iterator[Opened]:
        """Ask one and the same file in the block, whatever is published meanwhile. For the thread that enters it.

        Raises:
            NoWarehouse: there is no file.
            QueryFailed: DuckDB cannot read it.
        """
        before: Opened | None = getattr(self._pin, "opened", None)
        opened = before or self._current()
        self._pin.opened = opened
        try:
            yield opened
        finally:
            self._pin.opened = before

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._now is not None:
                self._now.con.close()
            self._now, self._opening = None, None

    def _current(self) -> Opened:
        """The file as it is published now, or the one before while that is being opened."""
        version = version_of(self.live)
        with self._lock:
            now = self._now
            if now is not None and now.version == version:
                return now
            if self._opening is None or self._opening.version != version:
                self._opening = Opening(self.live, version, self.ahead).start()
            opening = self._opening
        if not opening.done.wait(None if now is None else self.patience) and now is not None:
            return now
        return self._take(opening)

    def _take(self, opening: Opening) -> Opened:
        """Go over to a file that is open now. The one before is closed by whoever reads it last."""
        with self._lock:
            if self._opening is opening:
                self._opening = None
                self._now = opening.opened or self._now
        return opening.result()


def _key(name: str, asked: str | None, parameters: Mapping[str, Any]) -> _Key:
    """What tells one question from another."""
    return name, asked, repr(sorted(parameters.items()))
