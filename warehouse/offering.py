"""The published warehouse on an object store, for analysts elsewhere: uploaded with its snapshots, and read as a local copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from warehouse.digests import digest_of
from warehouse.lake.lake import Lake
from warehouse.lake.published_files import note_published
from warehouse.lock import DiskLock, HomeBusy
from warehouse.parquet import fsync_directory
from warehouse.publishing import SNAPSHOT_FOLDER, list_snapshots
from warehouse.reading import published_run
from warehouse.store.bucket import Bucket

TAG = ".offered"
"""In the home: the tag of the object that the live file was uploaded as, or downloaded from."""


def offer(live: Path, address: str, kept: Sequence[str]) -> None:
    """Upload the live file to `snapshots/<run_id>.duckdb` beside the address, then put it in the place of what is at the address.

    Of the snapshots there those of the runs `kept` stay. Readers see one file or the other.

    Raises:
        StoreFailed: the store cannot be used; what was there stands.
        FileNotFoundError: there is no live file.
    """
    run_id = published_run(live)
    if run_id is None:
        raise FileNotFoundError(f"there is no warehouse at {live} to upload")
    bucket, name = _bucket_of(address)
    snapshot = f"{SNAPSHOT_FOLDER}/{run_id}.duckdb"
    bucket.upload(live, snapshot)
    bucket.copy(snapshot, name)
    there = [one.key for one in bucket.find_all(f"{SNAPSHOT_FOLDER}/") if one.key.endswith(".duckdb")]
    bucket.remove(key for key in there if key not in {snapshot, *(f"{SNAPSHOT_FOLDER}/{run}.duckdb" for run in kept)})
    found = bucket.find(name)
    _write_tag(live.parent, found.etag if found else "")


def fetch_offered(home: Path, live: Path, address: str) -> bool:
    """Put what is at the address in the place of the local copy, if it is another than was seen last; whether it was.

    While a run works on this machine nothing is fetched: it publishes here itself.

    Raises:
        StoreFailed: the store cannot be used.
    """
    bucket, name = _bucket_of(address)
    found = bucket.find(name)
    if found is None or (live.is_file() and found.etag == _read_tag(home)):
        return False
    try:
        with DiskLock(home):
            waiting = live.with_name(f".{live.name}.offered.partial")
            bucket.download(name, waiting)
            run_id = published_run(waiting)
            if run_id is None:
                waiting.unlink()
                raise FileNotFoundError(f"{address} is no warehouse of solieu")
            note_published(Lake(home), run_id, digest_of(waiting), list_snapshots(home))
            waiting.replace(live)
            fsync_directory(live.parent)
            _write_tag(home, found.etag)
    except HomeBusy:
        return False
    return True


def _bucket_of(address: str) -> tuple[Bucket, str]:
    folder, _, name = address.rpartition("/")
    return Bucket(folder), name


def _read_tag(home: Path) -> str:
    path = home / TAG
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _write_tag(home: Path, etag: str) -> None:
    (home / TAG).write_text(etag, encoding="utf-8")
