"""What a run does about damage before it begins: records are written again from their copies, damaged files are set aside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tasks.store.home import Home
from warehouse.build_plan import plan_build
from warehouse.lake.damage import find_concerned, set_aside
from warehouse.lake.integrity import (
    SMALL_TABLES,
    Damage,
    count_files,
    find_lake_damage,
    find_published_damage,
    mend_records,
)
from warehouse.lake.lake import Lake
from warehouse.lake.tables import LAKE_TABLES


@dataclass(frozen=True)
class Mended:
    """What was found damaged, how many files were looked at, and how many documents the next run works out again."""

    damaged: tuple[Damage, ...]
    files: int
    documents: int


def mend_lake(home: Home, lake: Lake) -> list[str]:
    """Set aside what is damaged of what the run is going to read, and say so, a line each. Call it under the lock of the home.

    Everything is read when the live file is going to be built from the lake, and otherwise what every run reads.

    Raises:
        SealBroken: a marker and its copy are damaged.
    """
    told = [f"{damage}; it was written again from its copy" for damage in mend_records(lake)]
    builds_anew = plan_build(lake, None, home.live, False).mode == "full"
    damaged = find_lake_damage(lake, LAKE_TABLES if builds_anew else SMALL_TABLES)
    if damaged and not builds_anew:
        damaged = find_lake_damage(lake)
    if set_aside(lake, damaged):
        told += [f"{damage}; it was set aside" for damage in damaged]
        told.append(f"{find_concerned(lake).count} documents are worked out again")
    return told


def check_home(folder: Path) -> Mended:
    """Look at every byte of the lake, the live file and the snapshots, and set aside what is damaged. Call it under the lock.

    Raises:
        SealBroken: a marker and its copy are damaged.
    """
    home, lake = Home(folder), Lake(folder)
    lake.store.drop_copies()
    records = mend_records(lake)
    files = count_files(lake)
    damaged = find_lake_damage(lake)
    published = find_published_damage(lake, home.live)
    set_aside(lake, damaged)
    return Mended((*records, *damaged, *published), files, find_concerned(lake).count)
