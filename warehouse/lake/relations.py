"""The state of the lake as DuckDB relations: which rows of which runs stand."""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Sequence
from functools import cache
from threading import Lock

import duckdb
import pyarrow as pa

from warehouse.contracts import LAKE_CONTRACTS, Contract
from warehouse.ddl import quote, sql_type
from warehouse.lake.files import LakeFiles
from warehouse.lake.tables import AUDIT_TABLES, CLEANED_TABLES, SIGNED_TABLE
from warehouse.parquet import conform_table
from warehouse.statements import fill_sql, read_sql, with_names

_one_at_a_time = Lock()

_CURRENT_SQL = {"observations": "current_observations", "numbers": "current_numbers", "article_places": "current_places"}


def open_apart() -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory of its own, for who makes tables in it or reads much; times are UTC."""
    con = duckdb.connect()
    con.execute("set TimeZone = 'UTC'")
    return con


@cache
def _in_memory() -> duckdb.DuckDBPyConnection:
    """The DuckDB in memory of this process; to start one takes 40 times as long as to connect to it.

    It remembers nothing of files between two looks: a record may be written anew within one tick of the file system's clock.
    """
    con = duckdb.connect()
    con.execute("set enable_external_file_cache = false")
    # Gone before the interpreter ends: where threads of a cluster's client still run then, DuckDB complains on standard error.
    atexit.register(_in_memory.cache_clear)
    return con


def open_reader() -> duckdb.DuckDBPyConnection:
    """A connection for looking at the lake: what it registers, and its temporary tables, no other sees. Times are UTC."""
    with _one_at_a_time:
        con = _in_memory().cursor()
    con.execute("set TimeZone = 'UTC'")
    return con


def fetch_arrow(con: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    """All rows of a query as one Arrow table."""
    return con.sql(sql).to_arrow_table()


def register_runs(con: duckdb.DuckDBPyConnection, lake: LakeFiles, staged_run: str | None = None, loaded: Iterable[str] = ()) -> None:
    """Make the temporary table `run_order(run_id, sequence, status, stands, loaded)`.

    A staged run stands, last of all. `loaded` marks the runs whose rows the warehouse has already.
    """
    rows = order_runs(lake, staged_run)
    known = set(loaded)
    table = pa.table(
        {
            "run_id": pa.array([r[0] for r in rows], pa.string()),
            "sequence": pa.array([r[1] for r in rows], pa.int64()),
            "status": pa.array([r[2] for r in rows], pa.string()),
            "stands": pa.array([r[3] for r in rows], pa.bool_()),
            "loaded": pa.array([r[0] in known for r in rows], pa.bool_()),
        }
    )
    con.register("run_rows", table)
    con.execute("create or replace temp table run_order as select * from run_rows")
    con.unregister("run_rows")


def order_runs(lake: LakeFiles, staged_run: str | None = None) -> list[tuple[str, int, str, bool]]:
    """(run_id, sequence, status, stands) of every ended run in order, and of the staged run as if it were published now."""
    markers = lake.markers()
    rows = [(m.run_id, m.sequence, m.status, m.stands) for m in markers if m.run_id != staged_run]
    if staged_run is not None:
        before = next((m.sequence for m in markers if m.run_id == staged_run), None)
        rows.append((staged_run, before or max((m.sequence for m in markers), default=0) + 1, "published", True))
    return sorted(rows, key=lambda row: row[1])


def register_files(con: duckdb.DuckDBPyConnection, lake: LakeFiles, table: str, runs: Iterable[str]) -> None:
    """Make the temporary view `lake_<table>` over the rows that these runs wrote."""
    runs = list(runs)
    contract = LAKE_CONTRACTS[table]
    files = lake.files(table, runs)
    if files:
        listed = ", ".join(quote(str(path)) for path in files)
        kept = ", ".join(quote(run) for run in runs)
        # A view takes no parameters; both lists are quoted literals.
        # Files of an older contract lack columns that were added since: these are null.
        rows = f"select * from read_parquet([{listed}], hive_partitioning = false, union_by_name = true) where run_id in ({kept})"  # noqa: S608
        source = f"select {empty_columns(contract)} where false union all by name {rows}"
    else:
        source = f"select {empty_columns(contract)} where false"
    con.execute(f"create or replace temp view lake_{table} as {source}")


def empty_columns(contract: Contract) -> str:
    """The select list of a contract's columns, all null."""
    return ", ".join(f"null::{sql_type(column)} as {column.name}" for column in contract.columns)


def column_list(table: str, alias: str = "stored") -> str:
    """The columns of a contract, in order, qualified."""
    return ", ".join(f"{alias}.{column.name}" for column in LAKE_CONTRACTS[table].columns)


def known_files_sql() -> str:
    """The query of the current raw files; needs `run_order` and `lake_raw_files`."""
    return fill_sql("load", "known_files", columns=column_list("raw_files"))


def audit_sql(table: str) -> str:
    """The query of an audit table's rows, in the order of runs; needs `run_order` and `lake_<table>`."""
    key = ", ".join(f"stored.{name}" for name in LAKE_CONTRACTS[table].key)
    return fill_sql("load", "ended_runs", table=table, columns=column_list(table), key=key)


def current_sql(table: str) -> str:
    """The query of a table's current rows; needs `lake_<table>` and `wanted`, and `refused` for figures and numbers."""
    name = _CURRENT_SQL.get(table, "current_rows")
    if name == "current_numbers":
        return read_sql("load", name)
    if name in ("current_observations", "current_places"):
        return fill_sql("load", name, columns=column_list(table))
    return fill_sql("load", name, table=table, columns=column_list(table))


def run_column(table: str) -> str:
    """The column of `raw_files` that names the run whose rows of this table stand."""
    return "cleaned_run_id" if table in (*CLEANED_TABLES, SIGNED_TABLE) else "extracted_run_id"


def register_refused(con: duckdb.DuckDBPyConnection, lake: LakeFiles, runs: Iterable[str]) -> None:
    """Make the temporary table `refused(run_id, item_id)` of the rows of these runs that failed validation."""
    register_files(con, lake, "quarantine", runs)
    con.execute("create or replace temp table refused as " + read_sql("load", "refused_rows"))


def read_known_files(lake: LakeFiles) -> pa.Table:
    """The current `raw_files` as Arrow."""
    with open_reader() as con:
        register_runs(con, lake)
        register_files(con, lake, "raw_files", lake.committed())
        return conform_table(LAKE_CONTRACTS["raw_files"], fetch_arrow(con, known_files_sql()))


def read_current_rows(lake: LakeFiles, table: str, article_ids: Sequence[str] | None) -> pa.Table:
    """The current rows of a table as Arrow; see `Lake.read_current`."""
    if table == "raw_files":
        return read_known_files(lake)
    contract = LAKE_CONTRACTS[table]
    with open_reader() as con:
        register_runs(con, lake)
        if table in AUDIT_TABLES:
            register_files(con, lake, table, [m.run_id for m in lake.markers()])
            return conform_table(contract, fetch_arrow(con, audit_sql(table)))
        register_files(con, lake, "raw_files", lake.committed())
        _register_wanted(con, table, article_ids)
        runs = [row[0] for row in con.execute("select distinct run_id from wanted order by run_id").fetchall()]
        register_files(con, lake, table, runs)
        register_refused(con, lake, runs)
        return conform_table(contract, fetch_arrow(con, current_sql(table)))


def _register_wanted(con: duckdb.DuckDBPyConnection, table: str, article_ids: Sequence[str] | None) -> None:
    """Make `wanted(article_id, run_id)`: the articles asked for and the run whose rows stand for each."""
    chosen = ""
    if article_ids is not None:
        con.register("chosen_ids", pa.table({"article_id": pa.array(list(article_ids), pa.string())}))
        chosen = "and article_id in (select article_id from chosen_ids)"
    wanted = with_names("create or replace temp table wanted as select article_id, ${column} as run_id from", column=run_column(table))
    con.execute(f"{wanted} ({known_files_sql()}) where status = 'loaded' {chosen}")
