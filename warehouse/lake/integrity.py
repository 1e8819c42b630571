"""Whether every file of a home holds the bytes that were written: the lake, its markers, the live file, its snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from warehouse.lake.lake import Lake
from warehouse.lake.markers import RunMarker
from warehouse.lake.published_files import find_live_fault, find_snapshot_fault
from warehouse.lake.sealed import SealBroken, copy_of, is_whole, read_sealed, write_sealed
from warehouse.lake.tables import AUDIT_TABLES, LAKE_TABLES

CHANGED = "is damaged: its bytes are not those that were written"
MISSING = "is missing"
SMALL_TABLES = (*AUDIT_TABLES, "raw_files")
"""What every run reads anyway."""


@dataclass(frozen=True)
class Damage:
    """One file that is not what was written. `name` is its path below the home, `fault` what is wrong, in words that follow it."""

    name: str
    fault: str

    def __str__(self) -> str:
        return f"{self.name} {self.fault}"


def find_lake_damage(lake: Lake, tables: Iterable[str] = LAKE_TABLES) -> list[Damage]:
    """Files of these tables whose bytes are not those that their run, or a compaction, wrote; those of other tables only when missing.

    Files that were written before digests were kept are only looked for.
    """
    read = set(tables)
    found = []
    holders = lake.holders()
    missing = lake.store.missing(f"lake/{name}" for holder in holders for names in holder.files.values() for name in names)
    for holder in holders:
        for table, names in holder.files.items():
            for name in names:
                if f"lake/{name}" in missing:
                    if isinstance(holder, RunMarker) and not holder.stands and table not in AUDIT_TABLES:
                        continue  # `solieu prune` removes what no state is made of
                    found.append(Damage(f"lake/{name}", MISSING))
                elif table in read and (digest := holder.digests.get(name)) and lake.digest(name, digest) != digest:
                    found.append(Damage(f"lake/{name}", CHANGED))
    return found


def find_record_damage(lake: Lake) -> list[Damage]:
    """Markers and other records of the lake of which the file or its copy is damaged."""
    return [
        Damage(f"lake/{path.relative_to(lake.root)}", CHANGED)
        for record in _records(lake)
        for path in (record, copy_of(record))
        if path.exists() and not is_whole(path)
    ]


def mend_records(lake: Lake) -> list[Damage]:
    """Write damaged records again from their copies, or damaged copies from their records; gives what was damaged.

    Raises:
        SealBroken: both are damaged; nothing says any more what the lake holds.
    """
    damaged = find_record_damage(lake)
    for record in _records(lake):
        if any((lake.home / damage.name) in (record, copy_of(record)) for damage in damaged):
            write_sealed(record, read_sealed(record))
    return damaged


def find_published_damage(lake: Lake, live: Path) -> list[Damage]:
    """The live file and the snapshots, where their bytes are not those that were published."""
    found = []
    if fault := find_live_fault(lake, live):
        found.append(Damage(live.name, fault))
    for snapshot in sorted((lake.home / "snapshots").glob("[!.]*.duckdb")):
        if fault := find_snapshot_fault(lake, snapshot):
            found.append(Damage(f"snapshots/{snapshot.name}", fault))
    return found


def count_files(lake: Lake) -> int:
    """How many files the lake lists."""
    return sum(len(names) for holder in lake.holders() for names in holder.files.values())


def _records(lake: Lake) -> Iterator[Path]:
    yield from sorted(lake.markers_folder.glob("*.json"))
    yield from sorted(lake.root.glob("_*.json"))


__all__ = ["Damage", "SealBroken", "count_files", "find_lake_damage", "find_published_damage", "find_record_damage", "mend_records"]
