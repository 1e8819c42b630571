"""What waits in quarantine, and which files to process again to take it out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tasks.store.home import Home
from warehouse.lake.lake import Lake
from warehouse.reading import QueryFailed, published_run, run_query


@dataclass(frozen=True)
class Waiting:
    """Files with something in quarantine, and the raw locations they were found under."""

    files: tuple[str, ...]
    locations: tuple[str, ...]


def quarantine_rows(home: Path) -> pa.Table:
    """Every row of `quarantine`: from the live file, which knows where things went, and of later runs from the lake.

    Shape: the contract `quarantine`.
    """
    live, rows = Home(home).live, Lake(home).read_current("quarantine")
    if published_run(live) is None:
        return rows
    try:
        published = run_query(live, "select * from quarantine")
        held = pa.array(sorted(set(run_query(live, "select run_id from runs")["run_id"].to_pylist())), pa.string())
    except QueryFailed:  # damaged further in; `status` says so
        return rows
    later = rows.filter(pc.invert(pc.is_in(rows["run_id"], held)))
    return pa.concat_tables([published.cast(rows.schema), later])


def waiting_rows(home: Path, reason: str | None = None) -> pa.Table:
    """The rows that are still in quarantine, of one reason code or all."""
    rows = quarantine_rows(home)
    rows = rows.filter(pc.is_null(rows["replayed_run_id"]))
    return rows if reason is None else rows.filter(pc.equal(rows["reason"], reason))


def waiting_files(home: Path, reason: str | None = None) -> Waiting:
    """The files to process again for what is in quarantine."""
    known = Lake(home).known_files()
    sources = waiting_rows(home, reason)["source_uri"].combine_chunks()
    wanted = known.filter(pc.and_(pc.is_in(known["source_uri"], sources), pc.not_equal(known["status"], "gone")))
    return Waiting(tuple(sorted(set(wanted["container_uri"].to_pylist()))), tuple(sorted(set(wanted["location_uri"].to_pylist()))))
