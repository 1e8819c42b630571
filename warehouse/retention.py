"""What a home may lose: nothing that stands, and no record of a run, is among it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.lake.lake import Lake
from warehouse.lake.tables import DATA_TABLES
from warehouse.publishing import LIVE_NAME, SNAPSHOT_FOLDER, list_snapshots
from warehouse.reading import published_run

AGED = {"log": "logs/*.log", "page": "docs/runs/*.html", "set aside": f"{LIVE_NAME}.wal.set-aside-*"}
"""Files that go when they are old, by kind."""


@dataclass(frozen=True)
class Prunable:
    """A file or folder that may go. Units: `size` in bytes."""

    kind: str
    path: Path
    size: int


def find_prunable(lake: Lake, keep_snapshots: int, keep_days: int, now: datetime | None = None) -> list[Prunable]:
    """What may go: snapshots but the last few, and what is older than so many days of logs, pages and data of runs that do not stand.

    Call it under the lock of the home: what lies in `candidates` is of nobody then.
    """
    oldest = (now or datetime.now(UTC)) - timedelta(days=keep_days)
    home, live = lake.home, published_run(lake.home / LIVE_NAME)
    old_snapshots = [run_id for run_id in list_snapshots(home)[:-keep_snapshots] if run_id != live]
    found = [_prunable("snapshot", home / SNAPSHOT_FOLDER / f"{run_id}.duckdb") for run_id in old_snapshots]
    if (home / "candidates").is_dir():
        found += [_prunable("staging", path) for path in sorted((home / "candidates").iterdir())]
    for kind, pattern in AGED.items():
        found += [_prunable(kind, path) for path in sorted(home.glob(pattern)) if _changed(path) < oldest]
    for marker in lake.markers():
        if not marker.stands:
            folders = ((path, lake.store.measure(f"lake/{path}")) for path in (f"{table}/run={marker.run_id}" for table in DATA_TABLES))
            found += [
                Prunable("failed run", lake.root / path, about.size) for path, about in folders if about and about.changed_at < oldest
            ]
    return found


def remove(lake: Lake, found: Iterable[Prunable]) -> None:
    """Remove what was found, and let the markers of runs that do not stand say which files are left. Call it under the lock.

    Cut short, the next one lets the markers say what this one had removed.
    """
    for one in found:
        if one.path.is_relative_to(lake.root):
            lake.store.remove_folder(one.path.relative_to(lake.home).as_posix())
        elif one.path.is_dir():
            shutil.rmtree(one.path)
        else:
            one.path.unlink()
    fallen = [marker for marker in lake.markers() if not marker.stands]
    missing = lake.store.missing(f"lake/{name}" for marker in fallen for table in DATA_TABLES for name in marker.files.get(table, ()))
    for marker in fallen:
        if any(f"lake/{name}" in missing for table in DATA_TABLES for name in marker.files.get(table, ())):
            lake.commit(marker.run_id, marker.status)


def _prunable(kind: str, path: Path) -> Prunable:
    files = [path] if path.is_file() else [inside for inside in path.rglob("*") if inside.is_file()]
    return Prunable(kind, path, sum(file.stat().st_size for file in files))


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
