"""Reading the warehouse: always read-only, never in the way of a publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.ddl import quote

TIME_ZONE = "Asia/Ho_Chi_Minh"
"""Instants are stored in UTC and shown as clocks in Việt Nam show them."""


class NoWarehouse(FileNotFoundError):
    """There is no warehouse at that place."""

    def __init__(self, live: Path) -> None:
        super().__init__(f"there is no warehouse at {live}; run `solieu run` first, or name the home with --home")


class QueryFailed(ValueError):
    """DuckDB refused a query; the message is the one DuckDB gave."""


class BrokenWarehouse(QueryFailed):
    """The file is there, and DuckDB cannot open it."""

    def __init__(self, live: Path, error: duckdb.Error) -> None:
        why = str(error).splitlines()[0]
        super().__init__(f"{live} cannot be opened ({why}); `solieu rebuild` makes it anew from the lake, and so does the next run")


def connect(live: Path, time_zone: str = TIME_ZONE) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a warehouse file, named `warehouse` whatever the file is called.

    The file is attached to a DuckDB in memory: a plain second `duckdb.connect` in one process would be handed the file
    that was open before a publish. Temporary tables can be made; nothing of the file can be changed.

    Raises:
        NoWarehouse: the file is not there.
        BrokenWarehouse: it is damaged, or no file of DuckDB.
    """
    if not live.is_file():
        raise NoWarehouse(live)
    con = duckdb.connect()
    try:
        con.execute(f"attach {quote(str(live))} as warehouse (read_only)")
        con.execute("use warehouse")
        con.execute(f"set TimeZone = {quote(time_zone)}")
    except duckdb.Error as error:
        con.close()
        raise BrokenWarehouse(live, error) from error
    return con


@contextmanager
def opened(live: Path, time_zone: str = TIME_ZONE) -> Iterator[duckdb.DuckDBPyConnection]:
    """`connect`, closed at the end of the block."""
    con = connect(live, time_zone)
    try:
        yield con
    finally:
        con.close()


def run_query(source: Path | duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> pa.Table:
    """Rows of a query as Arrow; of several statements, those of the last. A statement without rows gives an empty table.

    Raises:
        NoWarehouse: `source` is a path and there is no file.
        QueryFailed: DuckDB refused the statement.
    """
    if isinstance(source, Path):
        with opened(source) as con:
            return run_query(con, sql, parameters)
    try:
        result = pa.table({})
        statements = source.extract_statements(sql)
        for number, statement in enumerate(statements, start=1):
            given = parameters if number == len(statements) and parameters else None
            relation = source.sql(statement.query, params=given)
            result = relation.to_arrow_table() if relation is not None else pa.table({})
        return result
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from error


def read_parts(con: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema, rows: int) -> Iterator[pa.Table]:
    """The rows of a table in parts of at most so many, at least one part; they stream, so finish with one before the next."""
    empty = True
    for batch in con.sql(f"select {', '.join(schema.names)} from main.{table}").to_arrow_reader(rows):
        empty = False
        yield pa.Table.from_batches([batch]).cast(schema)
    if empty:
        yield schema.empty_table()


def published_run(live: Path) -> str | None:
    """The last run that the file holds; None when there is no file or it is not a warehouse of solieu."""
    if not live.is_file():
        return None
    try:
        with opened(live) as con:
            row = con.execute("select run_id from internal.build_info").fetchone()
    except (duckdb.Error, BrokenWarehouse):
        return None
    return str(row[0]) if row else None


def list_tables(live: Path) -> pa.Table:
    """Tables and views of the warehouse with their comments and row counts of tables."""
    sql = """
        select table_name as name, 'table' as kind, estimated_size as rows, comment
        from duckdb_tables() where database_name = 'warehouse' and schema_name = 'main'
        union all
        select view_name, 'view', null, comment
        from duckdb_views() where database_name = 'warehouse' and schema_name = 'main' and not internal
        order by kind, name
    """
    return run_query(live, sql)
