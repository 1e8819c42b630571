"""Building the candidate: the file before plus the change of the lake, or everything from the lake alone.

Both go the same way: runs that the file does not hold yet are merged into it; a full build begins with an empty file.
So the cost of a night follows its change, save for copying the file, and incremental equals full.

How a run uses it, under the lock of the home:

1. `build_candidate(lake, run_id, live, candidate)` with the run's rows staged in the lake
2. `warehouse.checks.run_checks(candidate)`, judged by the expectations
3. `lake.write("runs" | "validations" | "quarantine", …)`, then `complete_candidate(lake, run_id, candidate)`
4. `warehouse.publishing.publish(candidate, live)`, which calls `lake.commit(run_id, "published")` just before the renames

A run killed within step 4 left the lake ahead of the live file: `needs_publishing` tells, also in a run
that finds nothing changed, and the next build takes that run in. A live file ahead of the lake is built anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.build_plan import BuildPlan, needs_publishing, plan_build
from warehouse.candidate import LAYOUT_VERSION, CannotWrite, copy_file, create_tables, remove_database, writing
from warehouse.contracts import CONTRACT_VERSION, CONTRACTS
from warehouse.duplicates import refresh_duplicates
from warehouse.facts import note_state, refresh_facts, touch_facts
from warehouse.lake import AUDIT_TABLES, CLEANED_TABLES, EXTRACTED_TABLES, Lake
from warehouse.lake_state import (
    ARTICLE_TABLES,
    column_list,
    current_sql,
    order_runs,
    register_files,
    register_refused,
    register_runs,
    run_column,
)
from warehouse.parquet import check_version
from warehouse.reference import REFERENCE_TABLES, read_reference, reference_digest
from warehouse.rewriting import copy_rows
from warehouse.statements import fill_sql, read_sql, with_names
from warehouse.view_catalog import create_views, definitions_digest, renew_comments


class ConservationBroken(RuntimeError):
    """Rows were lost or gained between the lake and the candidate."""


@dataclass(frozen=True)
class BuildSummary:
    """What a build did. `rows`, `inserted` and `deleted` are per table; `mode` is full or merge, `reason` why."""

    run_id: str | None
    mode: str
    reason: str
    rows: dict[str, int] = field(default_factory=dict)
    inserted: dict[str, int] = field(default_factory=dict)
    deleted: dict[str, int] = field(default_factory=dict)
    changed_articles: int = 0
    size: int = 0
    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)


def build_candidate(lake: Lake, run_id: str | None, live: Path | None, candidate: Path, *, full: bool = False) -> BuildSummary:
    """Build a candidate that holds the state of the lake with the staged run on top.

    Args:
        lake: the lake.
        run_id: the staged run, committed or not; None to build what the committed runs left.
        live: the live file, only read; None or missing for a full build.
        candidate: where to build; whatever is there is replaced.
        full: build from the lake alone even if the live file could be merged into.

    A live file that turns out damaged, or does not go with the lake, is left alone and the candidate is built from the lake.

    Raises:
        ConservationBroken: a row of the lake did not arrive, or one arrived twice; the candidate is removed.
        NewerContract: the lake was written by a newer solieu.
    """
    plan = plan_build(lake, run_id, live, full)
    try:
        return _build(lake, run_id, live, candidate, plan)
    except (duckdb.Error, CannotWrite, ConservationBroken) as error:
        if plan.mode == "full":
            raise
        why = f"the live file cannot be merged into ({str(error).splitlines()[0]})"
        return _build(lake, run_id, live, candidate, BuildPlan("full", why))


def _build(lake: Lake, run_id: str | None, live: Path | None, candidate: Path, plan: BuildPlan) -> BuildSummary:
    """Build as planned."""
    started = time.perf_counter()
    remove_database(candidate)
    if plan.mode == "merge" and live is not None and not plan.rewrites:
        copy_file(live, candidate)
    copied = time.perf_counter()
    tally = _Tally()
    tally.stages["copy"] = copied - started
    try:
        with writing(candidate) as con:
            if plan.mode == "full":
                create_tables(con)
            elif plan.rewrites and live is not None:
                copy_rows(con, live)
                tally.time("rewrite")
            _merge_runs(con, lake, run_id, plan, tally)
            tally.time("tables")
            refresh_duplicates(con)
            tally.time("duplicates")
            refresh_facts(con, every=not _holds_definitions(con))
            tally.time("facts")
            _write_reference(con)
            _write_definitions(con, plan)
            _write_build_info(con, lake, run_id, plan)
            tally.time("views")
        tally.time("checkpoint")
    except BaseException:
        remove_database(candidate)
        raise
    return BuildSummary(
        run_id, plan.mode, plan.reason, tally.rows, tally.inserted, tally.deleted, tally.changed_articles,
        candidate.stat().st_size, time.perf_counter() - started, tally.stages,
    )  # fmt: skip


def rebuild(lake: Lake, candidate: Path) -> BuildSummary:
    """Build a warehouse from the committed runs of the lake alone."""
    return build_candidate(lake, None, None, candidate, full=True)


def complete_candidate(lake: Lake, run_id: str, candidate: Path) -> None:
    """Take the run's `runs`, `validations` and `quarantine` into the candidate, replacing what it has of that run.

    For rows written after the candidate was built: the results of its checks and how the run ended.
    """
    with writing(candidate) as con:
        loaded = {row[0] for row in con.execute("select run_id from internal.loaded_runs").fetchall()} - {run_id}
        register_runs(con, lake, run_id, loaded)
        for table in AUDIT_TABLES:
            con.execute(with_names("delete from main.${table} where run_id = ?", table=table), [run_id])
        _insert_audit(con, lake, [run_id], _Tally())


class _Tally:
    """Counts and times of one build, filled as it goes."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self.inserted: dict[str, int] = {}
        self.deleted: dict[str, int] = {}
        self.changed_articles = 0
        self.stages: dict[str, float] = {}
        self._last = time.perf_counter()

    def time(self, stage: str) -> None:
        """Note the seconds since the stage before."""
        now = time.perf_counter()
        self.stages[stage] = round(now - self._last, 3)
        self._last = now


def _merge_runs(con: duckdb.DuckDBPyConnection, lake: Lake, run_id: str | None, plan: BuildPlan, tally: _Tally) -> None:
    """Merge the runs that the file does not hold into its tables."""
    order = order_runs(lake, run_id)
    register_runs(con, lake, run_id, plan.loaded)
    new = [row for row in order if row[0] not in set(plan.loaded)]
    standing = [run for run, _, _, stands in new if stands]
    _check_versions(lake, run_id)
    register_files(con, lake, "raw_files", standing)
    con.execute("create or replace temp table delta_raw_files as " + fill_sql("load", "delta_raw_files", columns=column_list("raw_files")))
    for changed, column in (("cleaned_change", "cleaned_run_id"), ("extracted_change", "extracted_run_id")):
        con.execute(f"create or replace temp table {changed} as " + fill_sql("load", "changed_articles", run_column=column))
    tally.changed_articles = _count(con, "select count(*) from cleaned_change")
    note_state(con)
    touch_facts(con)
    for table in ARTICLE_TABLES:
        _replace_rows(con, lake, table, tally)
    _replace_raw_files(con, tally)
    _insert_audit(con, lake, [row[0] for row in new], tally)
    con.execute(read_sql("load", "resolve_quarantine"))
    con.execute("delete from internal.loaded_runs")
    con.execute("insert into internal.loaded_runs select run_id, sequence, stands from run_order")


def _replace_rows(con: duckdb.DuckDBPyConnection, lake: Lake, table: str, tally: _Tally) -> None:
    """Delete the rows of changed articles and insert those that stand now; prove that counts add up.

    Delete and insert rather than MERGE: an article's new rows are another set, not other values under the same keys.
    """
    changed = "cleaned_change" if table in CLEANED_TABLES else "extracted_change"
    wanted = "create or replace temp table wanted as select article_id, run_id from ${changed} where run_id is not null"
    con.execute(with_names(wanted, changed=changed))
    runs = [row[0] for row in con.execute("select distinct run_id from wanted order by run_id").fetchall()]
    register_files(con, lake, table, runs)
    if table in EXTRACTED_TABLES:
        register_refused(con, lake, runs)
    before = _count_rows(con, table)
    deleted = _count(con, fill_sql("load", "delete_changed", table=table, changed=changed))
    inserted = _count(con, f"{_insert_into(table)} {current_sql(table)}")
    after = _count_rows(con, table)
    tally.rows[table], tally.deleted[table], tally.inserted[table] = after, deleted, inserted
    if after != before - deleted + inserted:
        raise ConservationBroken(f"{table}: {before} rows - {deleted} deleted + {inserted} inserted should leave {after}")
    if table == "articles" and inserted != (expected := _count(con, "select count(*) from wanted")):
        raise ConservationBroken(f"articles: raw_files names {expected} articles to load, the lake gave {inserted}; {_lost_article(con)}")


def _lost_article(con: duckdb.DuckDBPyConnection) -> str:
    """Name one article that did not arrive, or that arrived twice."""
    row = con.execute(
        "select article_id, run_id, (select count(*) from main.articles a where a.article_id = wanted.article_id) as held "
        "from wanted where held <> 1 limit 1"
    ).fetchone()
    return f"article {row[0]} of run {row[1]} has {row[2]} rows" if row else "the rows are of other articles"


def _replace_raw_files(con: duckdb.DuckDBPyConnection, tally: _Tally) -> None:
    """Renew the rows of documents that the new runs touched."""
    deleted = _count(con, "delete from main.raw_files where source_uri in (select source_uri from delta_raw_files)")
    inserted = _count(con, "insert into main.raw_files select * from delta_raw_files")
    tally.rows["raw_files"] = _count(con, "select count(*) from main.raw_files")
    tally.deleted["raw_files"], tally.inserted["raw_files"] = deleted, inserted
    loaded = _count(con, "select count(*) from main.raw_files where status = 'loaded'")
    if loaded != tally.rows["articles"]:
        raise ConservationBroken(f"raw_files names {loaded} loaded documents, articles has {tally.rows['articles']} rows")


def _insert_audit(con: duckdb.DuckDBPyConnection, lake: Lake, runs: Iterable[str], tally: _Tally) -> None:
    """Take in the audit rows of runs that the file does not hold."""
    runs = list(runs)
    for table in AUDIT_TABLES:
        register_files(con, lake, table, runs)
        if table == "runs":
            rest = ", ".join(f"stored.{c.name}" for c in CONTRACTS["runs"].columns if c.name not in ("run_id", "status", "message"))
            select = fill_sql("load", "audit_runs", rest=rest)
        else:
            select = fill_sql("load", "audit_rows", table=table, columns=column_list(table))
        tally.inserted[table] = _count(con, f"{_insert_into(table)} {select}")
        tally.rows[table] = _count_rows(con, table)


def _write_reference(con: duckdb.DuckDBPyConnection) -> None:
    """Load indicators, units and places anew when their seeds changed."""
    digest = reference_digest()
    held = con.execute("select reference_sha256 from internal.build_info").fetchone()
    if held and held[0] == digest:
        return
    for table in REFERENCE_TABLES:
        con.register("reference_rows", read_reference(table))
        con.execute(with_names("delete from main.${table}", table=table))
        con.execute(with_names("insert into main.${table} select * from reference_rows", table=table))
        con.unregister("reference_rows")


def _holds_definitions(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file has the views, macros and comments of this solieu already."""
    held = con.execute("select definitions_sha256 from internal.build_info").fetchone()
    return held is not None and held[0] == definitions_digest()


def _write_definitions(con: duckdb.DuckDBPyConnection, plan: BuildPlan) -> None:
    """Create views and macros anew when one of them, or a comment, changed."""
    if _holds_definitions(con):
        return
    if plan.mode == "merge":
        renew_comments(con)
    create_views(con)


def _write_build_info(con: duckdb.DuckDBPyConnection, lake: Lake, run_id: str | None, plan: BuildPlan) -> None:
    last = run_id or (lake.committed() or [""])[-1]
    con.execute("delete from internal.build_info")
    con.execute(
        "insert into internal.build_info values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            last, plan.mode, plan.reason, CONTRACT_VERSION, LAYOUT_VERSION, definitions_digest(), reference_digest(),
            plan.compactness.bytes, plan.compactness.rows,
        ],
    )  # fmt: skip


def _check_versions(lake: Lake, run_id: str | None) -> None:
    """Refuse staged files of a newer contract; committed runs say their version in their marker."""
    if run_id is not None:
        for table in (*ARTICLE_TABLES, "raw_files", *AUDIT_TABLES):
            for path in lake.files(table, [run_id]):
                check_version(path)


def _insert_into(table: str) -> str:
    return with_names("insert into main.${table}", table=table)


def _count_rows(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return _count(con, with_names("select count(*) from main.${table}", table=table))


def _count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The single number a statement gives: a count, or how many rows it wrote."""
    row = con.execute(sql).fetchone()
    return int(row[0]) if row else 0


__all__ = ["BuildSummary", "ConservationBroken", "build_candidate", "complete_candidate", "needs_publishing", "rebuild", "run_column"]
