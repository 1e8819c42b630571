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
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.addresses import LOCAL, SiteAddress
from warehouse.build_plan import BuildPlan, needs_publishing, plan_build
from warehouse.candidate import LAYOUT_VERSION, CannotWrite, copy_file, create_tables, remove_database, writing
from warehouse.contracts import CONTRACT_VERSION
from warehouse.duplicates import refresh_duplicates
from warehouse.facts import refresh_facts
from warehouse.lake.lake import Lake
from warehouse.lake.relations import register_runs, run_column
from warehouse.lake.tables import AUDIT_TABLES
from warehouse.merging import BuildTally, ConservationBroken, insert_audit, merge_runs
from warehouse.reference import REFERENCE_TABLES, read_reference, reference_digest
from warehouse.rewriting import copy_rows
from warehouse.statements import fill_sql, with_names
from warehouse.view_catalog import create_views, definitions_digest, renew_comments


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


def build_candidate(
    lake: Lake, run_id: str | None, live: Path | None, candidate: Path, *, full: bool = False, site: SiteAddress = LOCAL
) -> BuildSummary:
    """Build a candidate that holds the state of the lake with the staged run on top.

    Args:
        lake: the lake.
        run_id: the staged run, committed or not; None to build what the committed runs left.
        live: the live file, only read; None or missing for a full build.
        candidate: where to build; whatever is there is replaced.
        full: build from the lake alone even if the live file could be merged into.
        site: where the pages are that the column `url` leads to.

    A live file that turns out damaged, or does not go with the lake, is left alone and the candidate is built from the lake.

    Raises:
        ConservationBroken: a row of the lake did not arrive, or one arrived twice; the candidate is removed.
        NewerContract: the lake was written by a newer solieu.
    """
    plan = plan_build(lake, run_id, live, full)
    try:
        return _build(lake, run_id, live, candidate, plan, site)
    except (duckdb.Error, CannotWrite, ConservationBroken) as error:
        if plan.mode == "full":
            raise
        why = f"the live file cannot be merged into ({str(error).splitlines()[0]})"
        return _build(lake, run_id, live, candidate, BuildPlan("full", why), site)


def _build(lake: Lake, run_id: str | None, live: Path | None, candidate: Path, plan: BuildPlan, site: SiteAddress) -> BuildSummary:
    """Build as planned."""
    started = time.perf_counter()
    remove_database(candidate)
    if plan.mode == "merge" and live is not None and not plan.rewrites:
        copy_file(live, candidate)
    copied = time.perf_counter()
    tally = BuildTally()
    tally.stages["copy"] = copied - started
    try:
        with writing(candidate) as con:
            if plan.mode == "full":
                create_tables(con)
            elif plan.rewrites and live is not None:
                copy_rows(con, live)
                tally.time("rewrite")
            merge_runs(con, lake, run_id, plan, tally)
            tally.time("tables")
            refresh_duplicates(con, lake)
            tally.time("duplicates")
            refresh_facts(con, every=not _holds_definitions(con))
            tally.time("facts")
            _write_reference(con)
            _write_site(con, lake.home, site)
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


def rebuild(lake: Lake, candidate: Path, site: SiteAddress = LOCAL) -> BuildSummary:
    """Build a warehouse from the committed runs of the lake alone."""
    return build_candidate(lake, None, None, candidate, full=True, site=site)


def complete_candidate(lake: Lake, run_id: str, candidate: Path) -> None:
    """Take the run's `runs`, `validations` and `quarantine` into the candidate, replacing what it has of that run.

    For rows written after the candidate was built: the results of its checks and how the run ended.
    """
    with writing(candidate) as con:
        loaded = {row[0] for row in con.execute("select run_id from internal.loaded_runs").fetchall()} - {run_id}
        register_runs(con, lake, run_id, loaded)
        for table in AUDIT_TABLES:
            con.execute(with_names("delete from main.${table} where run_id = ?", table=table), [run_id])
        insert_audit(con, lake, [run_id], BuildTally())


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


def _write_site(con: duckdb.DuckDBPyConnection, home: Path, site: SiteAddress) -> None:
    """Say where the pages of articles are, and which articles have one in the copy of the site."""
    con.execute("delete from internal.site")
    con.execute("insert into internal.site values (?, ?)", [site.copied_at(home), site.served_at()])
    con.execute(fill_sql("load", "renew_copied_articles", most=str(site.copied_articles)))


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


__all__ = ["BuildSummary", "ConservationBroken", "build_candidate", "complete_candidate", "needs_publishing", "rebuild", "run_column"]
