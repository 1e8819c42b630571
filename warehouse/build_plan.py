"""How to build the next file: from the one before or from the lake alone, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.candidate import LAYOUT_VERSION
from warehouse.contracts import CONTRACT_VERSION
from warehouse.lake.lake import Lake
from warehouse.lake.published_files import find_fault_of_bytes
from warehouse.lake.relations import order_runs
from warehouse.reading import BrokenWarehouse, NoWarehouse, opened
from warehouse.rewriting import Compactness, is_scattered, measure_compactness


@dataclass(frozen=True)
class BuildPlan:
    """How to build: mode, why, the runs that the file already holds, and whether its rows are to be written anew."""

    mode: str
    reason: str
    loaded: tuple[str, ...] = ()
    rewrites: bool = False
    compactness: Compactness = field(default_factory=Compactness)


def plan_build(lake: Lake, run_id: str | None, live: Path | None, full: bool) -> BuildPlan:
    """Whether the live file can be merged into, and if not why."""
    if full:
        return BuildPlan("full", "asked for")
    if live is None or not (live.exists() or live.is_symlink()):
        return BuildPlan("full", "there is no live file")
    if fault := find_fault_of_bytes(lake, live):
        return BuildPlan("full", f"the live file {fault}")
    try:
        with opened(live) as con:
            info = con.execute("select contract_version, layout_version from internal.build_info").fetchone()
            if info != (CONTRACT_VERSION, LAYOUT_VERSION):
                return BuildPlan("full", f"the live file has contract and layout version {info}, now {(CONTRACT_VERSION, LAYOUT_VERSION)}")
            now = measure_compactness(con, live)
            then = con.execute("select compact_bytes, compact_rows from internal.build_info").fetchone() or (0, 0)
            held = con.execute("select run_id, stands, sequence from internal.loaded_runs order by sequence").fetchall()
    except (duckdb.Error, BrokenWarehouse, NoWarehouse) as error:
        return BuildPlan("full", f"the live file cannot be read: {str(error).splitlines()[0]}")
    order = {run: (sequence, stands) for run, sequence, _, stands in order_runs(lake, run_id)}
    for run, stands, _ in held:
        if run == run_id or (run in order and order[run][1] == stands):
            continue
        return BuildPlan("full", f"the live file holds run {run}, which does not stand so in the lake")
    loaded = tuple(run for run, _, _ in held if run != run_id)
    if len(loaded) < len(held):
        return BuildPlan("full", f"the live file holds rows of run {run_id} already")
    newest = max((sequence for _, _, sequence in held), default=0)
    if late := [run for run, (sequence, _) in order.items() if run not in loaded and sequence <= newest]:
        return BuildPlan("full", f"run {late[0]} came into the lake before runs the live file holds")
    reason = f"{len(order) - len(loaded)} runs since the live file"
    compact = Compactness(*then) if then[1] else now
    if is_scattered(now, compact):
        return BuildPlan("merge", f"{reason}, whose rows are scattered over {now.bytes >> 20} MB and are written anew", loaded, True)
    return BuildPlan("merge", reason, loaded, False, compact)


def needs_publishing(lake: Lake, live: Path) -> bool:
    """Whether the live file is not the projection of what the lake holds: missing, damaged, behind, or ahead of it.

    Runs that changed nothing do not count.
    """
    if not (live.exists() or live.is_symlink()):
        return bool(lake.committed())
    if find_fault_of_bytes(lake, live):
        return True
    try:
        with opened(live) as con:
            standing = {row[0] for row in con.execute("select run_id from internal.loaded_runs where stands").fetchall()}
    except (duckdb.Error, BrokenWarehouse, NoWarehouse):
        return True
    published = {m.run_id for m in lake.markers() if m.status == "published"}
    return not (published <= standing <= set(lake.committed()))
