"""Compacting the lake: what old runs left becomes one file per table, without losing the current state.

Of old runs that stand only the rows that still stood when the last of them ended are kept; their `runs`, `validations`
and `quarantine` are kept whole, failed runs included. The lake cannot be rolled back to a run before the last compacted
one, so keep at least as many runs as there are snapshots.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from warehouse.contracts import CONTRACT_VERSION, CONTRACTS, LAKE_CONTRACTS
from warehouse.ddl import create_table
from warehouse.digests import digest_of
from warehouse.lake.damage import check_nothing_lost
from warehouse.lake.lake import Lake
from warehouse.lake.markers import Compaction, RunMarker
from warehouse.lake.relations import (
    audit_sql,
    column_list,
    current_sql,
    known_files_sql,
    open_apart,
    register_files,
    register_refused,
    register_runs,
    run_column,
)
from warehouse.lake.tables import ARTICLE_TABLES, AUDIT_TABLES, EXTRACTED_TABLES, LAKE_TABLES, SIGNED_TABLE
from warehouse.parquet import arrow_schema, conform_table, write_batches
from warehouse.statements import read_sql, with_names

KEEP_RUNS = 30
BATCH_ROWS = 4096
"""Rows per row group: 32 MB of article text."""


class CompactionBroken(RuntimeError):
    """Compacting would have lost rows; the lake is as it was."""


@dataclass(frozen=True)
class CompactionSummary:
    """What was compacted: up to which run, how many runs, and how many rows are left per table."""

    run_id: str
    runs: int
    rows: dict[str, int]
    files_before: int
    files_after: int


def compact(lake: Lake, keep: int = KEEP_RUNS) -> CompactionSummary | None:
    """Compact all but the last `keep` runs; None when there is nothing to do. Call it under the lock of the home.

    The new files are complete before the lake is told of them in one atomic step; only then the old ones are removed.
    A compaction killed anywhere changes nothing that is read.

    Raises:
        CompactionBroken: rows would be lost.
        LakeDamaged: rows are lost already, and have to be worked out again first.
        ValueError: `keep` is less than one.
    """
    if keep < 1:
        raise ValueError(f"keep must be at least 1, found {keep}")
    markers = lake.markers()
    before = lake.compaction()
    old = markers[:-keep]
    if len(old) <= (len(before.runs) if before else 0):
        return None
    check_nothing_lost(lake)
    lake.remove_uncommitted(keep=lake.staged())
    boundary = old[-1].run_id
    files_before = sum(len(lake.names(table, [m.run_id for m in old])) for table in LAKE_TABLES)
    with open_apart() as con:
        rows = _write_compacted(con, lake, old, boundary)
    files = {table: [f"{table}/compacted={boundary}/all.parquet"] for table, count in rows.items() if count}
    runs = tuple(RunMarker(m.run_id, m.sequence, m.status, m.contract_version) for m in old)
    digests = {name: digest_of(lake.root / name) for names in files.values() for name in names}
    lake.rewrite(Compaction(boundary, CONTRACT_VERSION, runs, files, digests))
    kept = {m.run_id for m in markers[-keep:]}
    lake.remove_uncommitted(keep=kept | lake.staged() - {m.run_id for m in old})
    return CompactionSummary(boundary, len(old), rows, files_before, len(files))


def _write_compacted(con: duckdb.DuckDBPyConnection, lake: Lake, old: list[RunMarker], boundary: str) -> dict[str, int]:
    """Write the new files of every table; gives the rows of each."""
    runs = [m.run_id for m in old]
    register_runs(con, lake)
    con.execute("delete from run_order where run_id not in (select unnest(?))", [runs])
    register_files(con, lake, "raw_files", [m.run_id for m in old if m.stands])
    con.execute("create temp table known as " + known_files_sql())
    rows = {"raw_files": _write_table(con, lake, "raw_files", boundary, "select * from known order by source_uri")}
    for table in AUDIT_TABLES:
        register_files(con, lake, table, runs)
        rows[table] = _write_table(con, lake, table, boundary, _audit_sql(con, table))
    for table in (*ARTICLE_TABLES, SIGNED_TABLE):
        column = run_column(table)
        wanted = "create or replace temp table wanted as select article_id, ${column} as run_id from known where status = 'loaded'"
        con.execute(with_names(wanted, column=column))
        register_files(con, lake, table, [row[0] for row in con.execute("select distinct run_id from wanted").fetchall()])
        if table in EXTRACTED_TABLES:
            register_refused(con, lake, runs)
        rows[table] = _write_table(con, lake, table, boundary, current_sql(table))
        if table == "articles":
            expected = con.execute("select count(*) from wanted").fetchone()
            if expected is None or rows[table] != expected[0]:
                raise CompactionBroken(f"raw_files names {expected} articles up to run {boundary}, the lake holds {rows[table]}")
    return rows


def _audit_sql(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """The rows of an audit table; quarantine with what became of each thing, since the runs that tell are compacted too."""
    if table != "quarantine":
        return audit_sql(table)
    con.execute(create_table(CONTRACTS[table]))
    con.execute(with_names("insert into main.quarantine select ${columns} from lake_quarantine as stored", columns=column_list(table)))
    con.execute(read_sql("load", "resolve_quarantine"))
    key = ", ".join(f"held.{name}" for name in CONTRACTS[table].key)
    held = "select held.* from main.quarantine as held join run_order as run on run.run_id = held.run_id order by run.sequence, ${key}"
    return with_names(held, key=key)


def _write_table(con: duckdb.DuckDBPyConnection, lake: Lake, table: str, boundary: str, sql: str) -> int:
    path = lake.root / table / f"compacted={boundary}" / "all.parquet"
    rows = write_batches(_batches(con, table, sql), arrow_schema(LAKE_CONTRACTS[table]), path)
    if rows:
        lake.store.share(path)
    else:
        path.unlink()
    return rows


def _batches(con: duckdb.DuckDBPyConnection, table: str, sql: str) -> Iterator[pa.Table]:
    for batch in con.sql(sql).to_arrow_reader(BATCH_ROWS):
        yield conform_table(LAKE_CONTRACTS[table], pa.Table.from_batches([batch]))
