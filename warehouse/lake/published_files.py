"""What the bytes of the published files are: the live file and its snapshots, against what was put in place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from warehouse.digests import digest_of
from warehouse.lake.lake import Lake
from warehouse.lake.sealed import read_sealed, write_sealed
from warehouse.reading import BrokenWarehouse, NoWarehouse, opened


@dataclass(frozen=True)
class PublishedFile:
    """One file that was published: by which run, and its SHA-256."""

    run_id: str
    sha256: str


LOST = "lost"
_LOSS = PublishedFile(LOST, "")
"""Stands in the order of the files where the lake lost rows that the files before it hold."""


def read_published(lake: Lake) -> tuple[PublishedFile, ...]:
    """The files published so far that may still be there, the latest last."""
    path = _record(lake)
    return tuple(PublishedFile(**entry) for entry in read_sealed(path)["files"]) if path.exists() else ()


def note_published(lake: Lake, run_id: str, sha256: str, snapshots: list[str]) -> None:
    """Say what the live file is about to be. Call it before the file is put in place.

    What it was before stays noted until the next time, and so do the snapshots that are kept. A file that was published
    before the lake lost rows, and is put in place again, still holds them.
    """
    before = read_published(lake)
    now = PublishedFile(run_id, sha256)
    kept = [entry for entry in before if entry.run_id in (*snapshots, LOST) or entry == before[-1]]
    still_lost = [_LOSS] if now in kept and _LOSS in kept[kept.index(now) :] else []
    entries = [*(entry for entry in kept if entry != now), now, *still_lost]
    while entries[0] == _LOSS:
        del entries[0]
    _write(lake, entries)


def note_loss(lake: Lake) -> None:
    """The files published so far hold rows that the lake has lost: the next run builds the live file from the lake."""
    if before := read_published(lake):
        _write(lake, [*before, _LOSS])


def find_live_fault(lake: Lake, live: Path) -> str | None:
    """What is wrong with the live file, in words that follow `the live file`; None when it is what was published, or missing.

    A file published before digests were kept is only opened.
    """
    if fault := find_fault_of_bytes(lake, live):
        return fault
    if not live.exists():
        return None
    try:
        with opened(live) as con:
            con.execute("select run_id from internal.build_info").fetchone()
    except (duckdb.Error, BrokenWarehouse, NoWarehouse) as error:
        return f"cannot be read: {str(error).splitlines()[0]}"
    return None


def find_fault_of_bytes(lake: Lake, live: Path) -> str | None:
    """What is wrong with the live file as far as its bytes tell: for who opens it next and sees there whether it can be read."""
    if not live.exists() and not live.is_symlink():
        return None
    if not live.is_file():
        return "is no file"
    if published := read_published(lake):
        digest = digest_of(live)
        place = max((place for place, entry in enumerate(published) if entry.sha256 == digest), default=None)
        if place is None:
            return "is damaged or was changed: its bytes are not those that were published"
        if _LOSS in published[place:]:
            return "holds rows that the lake has lost"
    return None


def find_snapshot_fault(lake: Lake, snapshot: Path) -> str | None:
    """What is wrong with a snapshot; None when its bytes are those that were published, or were published before digests were kept."""
    noted = {entry.sha256 for entry in read_published(lake) if entry.run_id == snapshot.stem}
    if noted and digest_of(snapshot) not in noted:
        return "is damaged: its bytes are not those that were published"
    return None


def _write(lake: Lake, entries: list[PublishedFile]) -> None:
    write_sealed(_record(lake), {"files": [asdict(entry) for entry in entries]})


def _record(lake: Lake) -> Path:
    return lake.root / "_published.json"
