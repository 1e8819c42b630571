"""Reading the warehouse: always read-only, never in the way of a publish, and for anyone's query nothing but the warehouse."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.contracts.internal import LOADERS_OWN
from warehouse.ddl import quote, quote_identifier
from warehouse.statements import read_sql, with_names

TIME_ZONE = "Asia/Ho_Chi_Minh"
"""Instants are stored in UTC and shown as clocks in Việt Nam show them."""


NO_EXTENSIONS = "set autoinstall_known_extensions = false; set autoload_known_extensions = false"
NO_FILES = "set enable_external_access = false"
"""Refuses files and addresses, except the attached file with its log, and the folder for spilling."""

ONLY_THE_WAREHOUSE = (
    "set temp_directory = ''",
    "set python_enable_replacements = false",
    NO_EXTENSIONS,
    NO_FILES,
    # What is attached stays open, and nothing is opened any more: without it `copy … to 'warehouse.duckdb.wal'` would be let through.
    "set disabled_filesystems = 'LocalFileSystem'",
    "set lock_configuration = true",
)
"""What closes a connection for queries of people; the order matters."""

QUERIES = frozenset({duckdb.StatementType.SELECT, duckdb.StatementType.MULTI})
"""Statements that give rows and change nothing; DuckDB calls PIVOT, which makes a temporary type first, MULTI."""

LONGEST_NAME = 80
"""Characters of what was asked for that an error repeats."""

FILES_REFUSED = "a query reads the warehouse and nothing else: no files, addresses, extensions or other databases"

OUTSIDE_STATEMENTS = frozenset(
    {
        duckdb.StatementType.ATTACH,
        duckdb.StatementType.DETACH,
        duckdb.StatementType.COPY,
        duckdb.StatementType.COPY_DATABASE,
        duckdb.StatementType.EXPORT,
        duckdb.StatementType.EXTENSION,
        duckdb.StatementType.LOAD,
    }
)
"""Statements that are about something outside the warehouse; the connection would refuse them too, in other words."""


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
    """A connection for queries of people: the warehouse file, read-only, and nothing else of the machine.

    Temporary tables can be made. No other file is read or written whatever the query says, no extension is loaded, no
    setting can be changed, and a query that needs more memory than there is fails, since it may not spill to disk.

    Raises:
        NoWarehouse: the file is not there.
        BrokenWarehouse: it is damaged, or no file of DuckDB.
    """
    con = _attach(live, time_zone)
    for setting in ONLY_THE_WAREHOUSE:
        con.execute(setting)
    return con


def _attach(live: Path, time_zone: str) -> duckdb.DuckDBPyConnection:
    """A connection with the file attached as `warehouse`, whatever the file is called.

    The file is attached to a DuckDB in memory: a plain second `duckdb.connect` in one process would be handed the file
    that was open before a publish.

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


class _Spill:
    """Where this process spills; None for the system's temporary folder."""

    folder: Path | None = None


_spill = _Spill()


def spill_under(folder: Path | None) -> None:
    """Let queries of solieu itself spill under that folder from now on, which somebody removes should this process be killed."""
    _spill.folder = folder


@contextmanager
def opened(live: Path, time_zone: str = TIME_ZONE) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for queries of solieu itself: read-only too, but a query larger than the memory may spill to a temporary folder."""
    con = _attach(live, time_zone)
    # Made by DuckDB when it spills, and not before: a process that is killed mostly leaves none.
    spill = (_spill.folder or Path(tempfile.gettempdir())) / f"solieu-spill-{secrets.token_hex(8)}"
    try:
        con.execute(f"set temp_directory = {quote(str(spill))}")
        con.execute(NO_EXTENSIONS)
        con.execute(NO_FILES)
        yield con
    finally:
        con.close()
        shutil.rmtree(spill, ignore_errors=True)


def run_query(source: Path | duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> pa.Table:
    """Rows of a query as Arrow; of several statements, those of the last. A statement without rows gives an empty table.

    Raises:
        NoWarehouse: `source` is a path and there is no file.
        QueryFailed: DuckDB refused the statement, or it is about something outside the warehouse.
    """
    if isinstance(source, Path):
        with closing(connect(source)) as con:
            return run_query(con, sql, parameters)
    try:
        result = pa.table({})
        statements = source.extract_statements(sql)
        if any(_statement_type(statement) in OUTSIDE_STATEMENTS for statement in statements):
            raise QueryFailed(f"{FILES_REFUSED}; `solieu export` writes rows to a file")
        for number, statement in enumerate(statements, start=1):
            given = parameters if number == len(statements) and parameters else None
            relation = source.sql(statement.query, params=given)
            result = relation.to_arrow_table() if relation is not None else pa.table({})
        return result
    except duckdb.PermissionException as error:
        raise QueryFailed(f"{FILES_REFUSED} ({str(error).splitlines()[0]})") from error
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from error


def read_rows(live: Path, what: str) -> pa.Table:
    """Rows of a table or view by its name, such as `figures` or `internal.build_info`, or of one query.

    Raises:
        NoWarehouse: there is no file.
        QueryFailed: no such table or view; more than one statement, or one that is no query; or DuckDB refused it.
    """
    named = what.strip()
    with closing(connect(live)) as con:
        tables = _relations(con)
        if named in tables:
            return con.table(tables[named]).to_arrow_table()
        try:
            kinds = [_statement_type(statement) for statement in con.extract_statements(named)]
        except duckdb.Error as error:
            raise QueryFailed(f"{_no_such(named, tables)} ({str(error).splitlines()[0]})") from error
        if len(kinds) != 1 or kinds[0] not in QUERIES:
            raise QueryFailed(_no_such(named, tables))
        return run_query(con, named)


def _relations(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Every table and view of the warehouse by the name a person gives, with its quoted name; schema `main` is left out of the former."""
    found = con.execute(read_sql("load", "relations")).fetchall()
    return {
        name if schema == "main" else f"{schema}.{name}": ".".join(quote_identifier(part) for part in ("warehouse", schema, name))
        for schema, name in found
    }


def _no_such(what: str, tables: Iterable[str]) -> str:
    shown = what if len(what) <= LONGEST_NAME else what[:LONGEST_NAME] + "…"
    there = ", ".join(sorted(name for name in tables if "." not in name and name not in LOADERS_OWN))
    return f"{shown!r} is neither one query nor a table or view; there are {there}"


def _statement_type(statement: duckdb.Statement) -> duckdb.StatementType:
    """The kind of a statement; those of which DuckDB's Python package knows no kind, such as `update extensions`, are about extensions."""
    try:
        return statement.type
    except ValueError:
        return duckdb.StatementType.EXTENSION


def read_parts(con: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema, rows: int) -> Iterator[pa.Table]:
    """The rows of a table in parts of at most so many, at least one part; they stream, so finish with one before the next."""
    empty = True
    query = with_names("select ${columns} from main.${table}", columns=", ".join(schema.names), table=table)
    for batch in con.sql(query).to_arrow_reader(rows):
        empty = False
        yield pa.Table.from_batches([batch]).cast(schema)
    if empty:
        yield schema.empty_table()


def published_run(live: Path) -> str | None:
    """The last run that the file holds; None when there is no file or it is not a warehouse of solieu."""
    try:
        if not live.is_file():
            return None
        found = live.stat()
        return _run_of(live, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))
    except (duckdb.Error, BrokenWarehouse, FileNotFoundError):
        return None


@lru_cache(maxsize=16)
def _run_of(live: Path, _version: tuple[int, ...]) -> str | None:
    """What a file says is its last run: read once as long as it is the same file with the same times."""
    with opened(live) as con:
        row = con.execute("select run_id from internal.build_info").fetchone()
    return str(row[0]) if row else None


def list_tables(live: Path) -> pa.Table:
    """Tables and views of the warehouse with their comments and row counts of tables."""
    sql = """
        select table_name as name, 'table' as kind, estimated_size as rows, comment
        from duckdb_tables() where database_name = 'warehouse' and schema_name = 'main'
        union all
        select view_name, 'view', null, comment
        from duckdb_views()
        where database_name = 'warehouse' and schema_name = 'main' and not internal and not list_contains($own, view_name)
        order by kind, name
    """
    return run_query(live, sql, {"own": list(LOADERS_OWN)})
