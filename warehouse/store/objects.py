"""A home that is a prefix of an object store; a folder of this disk is its working copy.

    s3://bucket/prefix/lake/…                what stands in the lake of a home on a disk, under the same names
    s3://bucket/prefix/lake/_runs/<n>.json   markers, by the number of the run in the order of runs
    s3://bucket/prefix/candidates/<run_id>/  what machines hand each other while a run is under way
    s3://bucket/prefix/lock.json             the lease of the run that works on the home

A marker is created only where none of its number is. So of two runs that began from the same state one commits, whatever became of
the lease; the other finds that its number is taken. Everything else is written before it and read by the lists of files in it.

The working copy holds what this machine has read or written. Its files are read instead of the objects: a file that a marker lists
does not change any more. The records (markers, compaction) are brought up to date when the home is locked, and when it is looked at.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from warehouse.digests import digest_of
from warehouse.lake.sealed import SealBroken, is_whole, open_seal, read_sealed, seal, write_sealed
from warehouse.parquet import fsync_directory
from warehouse.permissions import open_private, owner_and_group_only
from warehouse.store.bucket import Bucket, Taken
from warehouse.store.disk import Disk, FolderAbout
from warehouse.store.lease import LakeMoved, Lease

MARKERS = "lake/_runs"
COMPACTION = "lake/_compaction.json"
TAGS = "lake/.tags.json"
AT_ONCE = 8
"""Requests under way at the same time."""


class ObjectStore(Disk):
    """The files of one home in an object store, and their copies in a folder."""

    def __init__(self, folder: Path, address: str) -> None:
        super().__init__(folder)
        self.address: str = address
        self.bucket = Bucket(address)
        self.lease: Lease | None = None
        self._records = threading.RLock()

    # -- files --------------------------------------------------------------------------------------------------------

    def share(self, path: Path) -> str:
        """Upload a file that was written whole; gives its name in the home."""
        self._must_hold()
        name = path.absolute().relative_to(self.folder).as_posix()
        self.bucket.upload(path, name)
        return name

    def obtain(self, names: Sequence[str]) -> list[Path]:
        """The files, those that are not in the working copy downloaded.

        Raises:
            FileNotFoundError: an object is not there any more.
        """
        paths = [self.folder / name for name in names]
        lacking = [name for name, path in zip(names, paths, strict=True) if not path.is_file()]
        if len(lacking) > 1:
            with ThreadPoolExecutor(AT_ONCE) as threads:
                list(threads.map(self._download, lacking))
        elif lacking:
            self._download(lacking[0])
        return paths

    def collect(self, folder: str) -> None:
        """Download the Parquet files of a folder."""
        self.obtain(self.list_files(folder))

    def list_files(self, folder: str) -> list[str]:
        """Names of the Parquet objects that lie in a folder, sorted."""
        found = (one.key for one in self.bucket.find_all(f"{folder}/"))
        return [key for key in found if key.endswith(".parquet") and "/" not in key[len(folder) + 1 :]]

    def list_tree(self, folder: str) -> list[str]:
        """Names of the Parquet objects that lie in the folders of a folder, sorted."""
        return [one.key for one in self.bucket.find_all(f"{folder}/") if one.key.endswith(".parquet")]

    def list_folders(self, folder: str) -> list[str]:
        """Names of the folders that lie in a folder of the store or of the working copy, sorted."""
        return sorted({*(name for name in self.bucket.list_folders(folder) if "=" in name), *super().list_folders(folder)})

    def remove(self, names: Iterable[str]) -> None:
        """Remove objects and their copies."""
        self._must_hold()
        gone = list(names)
        self.bucket.remove(gone)
        super().remove(gone)

    def remove_folder(self, name: str) -> None:
        """Remove all objects of a folder and their copies."""
        self._must_hold()
        self.bucket.remove([one.key for one in self.bucket.find_all(f"{name}/")])
        super().remove_folder(name)

    def move(self, name: str, target: str) -> None:
        """Give an object and its copy another name."""
        self._must_hold()
        if self.bucket.find(name):
            self.bucket.copy(name, target)
            self.bucket.remove([name])
        super().move(name, target)

    def exists(self, name: str) -> bool:
        """Whether there is such an object."""
        return self.bucket.find(name) is not None

    def missing(self, names: Iterable[str]) -> set[str]:
        """Those of the names of which there is no object; one listing, however many are asked for."""
        wanted = set(names)
        return wanted - {one.key for one in self.bucket.find_all("lake/")} if wanted else wanted

    def measure(self, folder: str) -> FolderAbout | None:
        """What is known of the objects of a folder; None where there are none."""
        found = list(self.bucket.find_all(f"{folder}/"))
        return FolderAbout(sum(one.size for one in found), max(one.modified_at for one in found)) if found else None

    def digest(self, name: str, expected: str | None = None) -> str:
        """SHA-256 of a file; a copy that is not what is expected is downloaded once more."""
        (path,) = self.obtain([name])
        found = digest_of(path)
        if expected in (None, found):
            return found
        path.unlink()
        return digest_of(self.obtain([name])[0])

    # -- records ------------------------------------------------------------------------------------------------------

    def write_record(self, name: str, value: dict[str, Any], key: str | None = None) -> None:
        """Write a record: made only where there is none of that key, replaced only as this machine knows it.

        Raises:
            LakeMoved: somebody else wrote it meanwhile.
        """
        with self._records:
            self._must_hold()
            data, at, tags = seal(value), key or name, self._tags()
            try:
                tags[at] = self.bucket.replace(at, data, tags[at]) if at in tags else self.bucket.create(at, data)
            except Taken:
                there = self._read_or_none(at)
                if there is None or there[0] != data:  # it is this very record where the first answer was lost
                    raise LakeMoved(
                        f"{self.address}/{at} was written by another run meanwhile; nothing more was written; run again"
                    ) from None
                tags[at] = there[1]
            write_sealed(self.folder / name, value)
            self._keep(tags)

    def refresh(self) -> None:
        """Bring the records of the working copy up to those of the store, and forget copies that they say are others."""
        with self._records, owner_and_group_only():
            (self.folder / MARKERS).mkdir(parents=True, exist_ok=True)
            tags = self._tags()
            listed = {one.key: one.etag for one in self.bucket.find_all("lake/_")}
            changed = [key for key in (COMPACTION,) if key in listed and not self._is_known(key, COMPACTION, listed, tags)]
            for key in changed:
                self._take_in(key, tags)
            if COMPACTION not in listed:
                self.forget_record(COMPACTION)
            inside = self._compacted()
            names = self._names_of_markers()
            for key in [key for key in names if key in inside or key not in listed]:
                self.forget_record(names.pop(key))
            for key in sorted(listed):
                if key.startswith(f"{MARKERS}/") and key not in inside and not self._is_known(key, names.get(key), listed, tags):
                    self._take_in(key, tags)
            self._keep({key: etag for key, etag in tags.items() if key in listed})

    def remove_copies(self, name: str) -> None:
        """Forget the copy of an object."""
        (self.folder / name).unlink(missing_ok=True)

    def drop_copies(self) -> None:
        """Forget the copies of the lake's data, so that every object is looked at anew."""
        for folder in (self.folder / "lake").glob("[!_.]*"):
            shutil.rmtree(folder)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _must_hold(self) -> None:
        if self.lease is not None:
            self.lease.check()

    def _download(self, name: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.partial")
        try:
            self.bucket.download(name, partial)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)

    def _read_or_none(self, key: str) -> tuple[bytes, str] | None:
        try:
            found = self.bucket.read(key)
        except FileNotFoundError:
            return None
        return found.data, found.etag

    def _is_known(self, key: str, name: str | None, listed: dict[str, str], tags: dict[str, str]) -> bool:
        """Whether the working copy holds that record as it is listed, whole."""
        return name is not None and tags.get(key) == listed[key] and is_whole(self.folder / name)

    def _take_in(self, key: str, tags: dict[str, str]) -> None:
        """Write a record of the store into the working copy.

        Raises:
            SealBroken: it is not what was written.
        """
        found = self._read_or_none(key)
        if found is None:
            return
        try:
            value = open_seal(found[0])
        except ValueError as damage:
            raise SealBroken(f"{self.address}/{key} is damaged ({damage})") from damage
        name = f"{MARKERS}/{value['run_id']}.json" if key.startswith(f"{MARKERS}/") else key
        self._forget_others(value)
        write_sealed(self.folder / name, value)
        tags[key] = found[1]

    def _forget_others(self, record: dict[str, Any]) -> None:
        """Remove copies that are not what the record says: another machine has ended the run."""
        for name, digest in record["digests"].items():
            path = self.folder / "lake" / name
            if path.is_file() and digest_of(path) != digest:
                path.unlink()

    def _compacted(self) -> set[str]:
        """Keys of the markers that a compaction has taken in. Their objects stay, so that no number is ever given again."""
        path = self.folder / COMPACTION
        return {marker_key(run["sequence"]) for run in read_sealed(path)["runs"]} if path.exists() else set()

    def _names_of_markers(self) -> dict[str, str]:
        """Names of the markers of the working copy, by the keys of their objects."""
        found = {}
        for path in (self.folder / MARKERS).glob("*.json"):
            try:
                found[marker_key(read_sealed(path)["sequence"])] = f"{MARKERS}/{path.name}"
            except SealBroken:
                continue  # it is taken from the store anew
        return found

    def _tags(self) -> dict[str, str]:
        """Tags of the records as this machine wrote or read them last; a file that is missing or cut short costs requests alone."""
        try:
            found = json.loads((self.folder / TAGS).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return {str(key): str(etag) for key, etag in found.items()}

    def _keep(self, tags: dict[str, str]) -> None:
        path = self.folder / TAGS
        partial = path.with_name(f"{path.name}.partial")
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(partial, "w", encoding="utf-8", opener=open_private) as file:
            json.dump(tags, file)
        partial.replace(path)
        fsync_directory(path.parent)


def marker_key(sequence: int) -> str:
    """Key of the marker of the run of that number.

    >>> marker_key(12)
    'lake/_runs/00000012.json'
    """
    return f"{MARKERS}/{sequence:08d}.json"
