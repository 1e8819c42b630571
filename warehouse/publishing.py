"""Publishing a candidate by atomic rename, keeping the last files, and going back to one of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.candidate import copy_file
from warehouse.digests import digest_of
from warehouse.lake.files import UnknownRun
from warehouse.lake.lake import Lake
from warehouse.lake.published_files import find_snapshot_fault, note_published
from warehouse.parquet import fsync_directory
from warehouse.reading import published_run

LIVE_NAME = "warehouse.duckdb"
SNAPSHOT_FOLDER = "snapshots"


class NothingToPublish(RuntimeError):
    """The candidate is missing, still open for writing, or not a warehouse."""


@dataclass(frozen=True)
class Published:
    """What was put in place: the run, the live file, its snapshot, and the snapshots that were dropped."""

    run_id: str
    live: Path
    snapshot: Path
    dropped: tuple[str, ...] = ()
    rolled_back: tuple[str, ...] = ()


def _nothing() -> None:
    """What there is to commit when the lake was told already."""


def publish(candidate: Path, live: Path, keep: int = 7, commit: Callable[[], object] = _nothing) -> Published:
    """Put the candidate in the place of the live file, in one step that no reader can see half done.

    Readers that hold the old file keep it; whoever opens the file from now on gets the new one. A copy goes to
    `snapshots/<run_id>.duckdb` beside the live file, and only the last `keep` of these stay.

    `commit` tells the lake. It is called when all that needs room on the disk is done, so that little but two renames
    can fail between what the lake says and what readers get; the next run does those when it is cut short there.

    Raises:
        NothingToPublish: the candidate is missing, was not closed cleanly, or names no run.
        ValueError: `keep` is less than one.
    """
    if keep < 1:
        raise ValueError(f"keep must be at least 1, found {keep}")
    if not candidate.is_file():
        raise NothingToPublish(f"there is no candidate at {candidate}")
    if candidate.with_name(candidate.name + ".wal").exists():
        raise NothingToPublish(f"{candidate} was not closed cleanly: {candidate.name}.wal is still there; build it again")
    run_id = published_run(candidate)
    if not run_id:
        raise NothingToPublish(f"{candidate} is no warehouse of solieu, or holds no run")
    snapshot = live.parent / SNAPSHOT_FOLDER / f"{run_id}.duckdb"
    waiting = snapshot.with_name(f".{snapshot.name}.partial")
    copy_file(candidate, waiting)
    lake = Lake(live.parent)
    note_published(lake, run_id, digest_of(waiting), list_snapshots(live.parent))
    commit()
    waiting.replace(snapshot)
    fsync_directory(snapshot.parent)
    _put_in_place(candidate, live)
    return Published(run_id, live, snapshot, _drop_old_snapshots(live.parent, keep, run_id))


def rollback(home: Path, run_id: str | None = None, live: Path | None = None) -> Published:
    """Put an earlier snapshot back in place, and set the later runs of the lake aside so that the next run starts there.

    Without a run id it goes to the snapshot before the one that is live. Call it under the lock of the home.

    Raises:
        UnknownRun: there is no such snapshot, or none before the live one, or it is damaged, or the lake cannot go back so far.
    """
    home = Path(home)
    live = live or home / LIVE_NAME
    snapshots = list_snapshots(home)
    current = published_run(live)
    if run_id is None:
        standing = Lake(home).committed()
        place = standing.index(current) if current in standing else len(standing)
        before = [name for name in standing[:place] if name in snapshots]
        if not before:
            raise UnknownRun(
                f"there is no snapshot before {current or 'now'} in {home / SNAPSHOT_FOLDER}; kept: {', '.join(snapshots) or 'none'}"
            )
        run_id = before[-1]
    if run_id not in snapshots:
        raise UnknownRun(f"there is no snapshot of run {run_id}; kept: {', '.join(snapshots) or 'none'}")
    snapshot = home / SNAPSHOT_FOLDER / f"{run_id}.duckdb"
    if fault := find_snapshot_fault(Lake(home), snapshot):
        raise UnknownRun(f"the snapshot of run {run_id} {fault}; go back to another one with --to; kept: {', '.join(snapshots)}")
    note_published(Lake(home), run_id, digest_of(snapshot), snapshots)
    # The lake first: if this is cut short, the live file is ahead of the lake, and the next build starts anew from it.
    set_aside = Lake(home).roll_back_after(run_id)
    waiting = home / "candidates" / f"rollback-{run_id}.duckdb"  # cut short, it is removed there by the next run
    copy_file(snapshot, waiting)
    _put_in_place(waiting, live)
    return Published(run_id, live, snapshot, rolled_back=tuple(set_aside))


def run_without_snapshot(home: Path, run_id: str | None = None) -> str | None:
    """The run to go back to where a home on an object store knows it and this machine has no snapshot of it; else None.

    Another machine published it; the warehouse is built from the lake then.
    """
    lake = Lake(home)
    if lake.store.address is None:
        return None
    published = [marker.run_id for marker in lake.markers() if marker.status == "published"]
    wanted = run_id or (published[-2] if len(published) > 1 else None)
    return wanted if wanted in published and wanted not in list_snapshots(home) else None


def list_snapshots(home: Path) -> list[str]:
    """Runs whose files are kept, oldest first: in the order of the lake, since a clock that was put right would lie."""
    kept = [path.stem for path in (Path(home) / SNAPSHOT_FOLDER).glob("*.duckdb") if not path.name.startswith(".")]
    order = {marker.run_id: marker.sequence for marker in Lake(home).markers()}
    return sorted(kept, key=lambda run_id: (order.get(run_id, 0), run_id))


def remove_cut_short(home: Path) -> None:
    """Remove copies that were cut short. Call it under the lock of the home: nobody is writing them then."""
    for folder in (home, home / SNAPSHOT_FOLDER):
        for cut_short in folder.glob(".*.partial"):
            cut_short.unlink()


def _put_in_place(candidate: Path, live: Path) -> None:
    """Rename over the live file, durably. A write-ahead log beside it, or a folder in its place, is not ours and is moved away.

    Such a log appears when somebody opened the live file for writing and died; left there, DuckDB would refuse the new
    file because the log is of another one.
    """
    fd = os.open(candidate, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
    strays = [live.with_name(live.name + ".wal"), *([live] if live.is_dir() and not live.is_symlink() else [])]
    for stray in strays:
        if stray.exists():
            stray.rename(stray.with_name(f"{stray.name}.set-aside-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"))
    candidate.replace(live)
    fsync_directory(live.parent)


def _drop_old_snapshots(home: Path, keep: int, current: str) -> tuple[str, ...]:
    """Remove all but the last `keep` snapshots, never that of the run just published, and copies that were cut short."""
    folder = home / SNAPSHOT_FOLDER
    for cut_short in folder.glob(".*.partial"):
        cut_short.unlink()
    dropped = tuple(f"{run_id}.duckdb" for run_id in list_snapshots(home)[:-keep] if run_id != current)
    for name in dropped:
        (folder / name).unlink()
    return dropped
