"""Merging the runs of the lake that a candidate does not hold yet into its tables, with proof that no row is lost or gained."""

from __future__ import annotations

import time
from collections.abc import Iterable

import duckdb

from warehouse.build_plan import BuildPlan
from warehouse.contracts import CONTRACTS
from warehouse.facts import note_state, touch_facts
from warehouse.lake.lake import Lake
from warehouse.lake.relations import column_list, current_sql, order_runs, register_files, register_refused, register_runs
from warehouse.lake.tables import ARTICLE_TABLES, AUDIT_TABLES, CLEANED_TABLES, EXTRACTED_TABLES
from warehouse.parquet import check_version
from warehouse.statements import fill_sql, read_sql, with_names


class ConservationBroken(RuntimeError):
    """Rows were lost or gained between the lake and the candidate."""


class BuildTally:
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


def merge_runs(con: duckdb.DuckDBPyConnection, lake: Lake, run_id: str | None, plan: BuildPlan, tally: BuildTally) -> None:
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
    insert_audit(con, lake, [row[0] for row in new], tally)
    con.execute(read_sql("load", "resolve_quarantine"))
    con.execute("delete from internal.loaded_runs")
    con.execute("insert into internal.loaded_runs select run_id, sequence, stands from run_order")


def _replace_rows(con: duckdb.DuckDBPyConnection, lake: Lake, table: str, tally: BuildTally) -> None:
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
    deleted = _count(con, fill_sql("load", "delete_changed", table=CONTRACTS[table].stored, changed=changed))
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


def _replace_raw_files(con: duckdb.DuckDBPyConnection, tally: BuildTally) -> None:
    """Renew the rows of documents that the new runs touched."""
    deleted = _count(con, "delete from main.raw_files where source_uri in (select source_uri from delta_raw_files)")
    inserted = _count(con, "insert into main.raw_files select * from delta_raw_files")
    tally.rows["raw_files"] = _count(con, "select count(*) from main.raw_files")
    tally.deleted["raw_files"], tally.inserted["raw_files"] = deleted, inserted
    loaded = _count(con, "select count(*) from main.raw_files where status = 'loaded'")
    if loaded != tally.rows["articles"]:
        raise ConservationBroken(f"raw_files names {loaded} loaded documents, articles has {tally.rows['articles']} rows")


def insert_audit(con: duckdb.DuckDBPyConnection, lake: Lake, runs: Iterable[str], tally: BuildTally) -> None:
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


def _check_versions(lake: Lake, run_id: str | None) -> None:
    """Refuse staged files of a newer contract; committed runs say their version in their marker."""
    if run_id is not None:
        for table in (*ARTICLE_TABLES, "raw_files", *AUDIT_TABLES):
            for path in lake.files(table, [run_id]):
                check_version(path)


def _insert_into(table: str) -> str:
    return with_names("insert into ${table}", table=CONTRACTS[table].stored)


def _count_rows(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return _count(con, with_names("select count(*) from ${table}", table=CONTRACTS[table].stored))


def _count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The single number a statement gives: a count, or how many rows it wrote."""
    row = con.execute(sql).fetchone()
    return int(row[0]) if row else 0
