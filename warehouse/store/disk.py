"""A home that is a folder of a disk: what is written is there for everybody who sees the disk, and a rename makes it whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warehouse.digests import digest_of
from warehouse.lake.sealed import copy_of, write_sealed
from warehouse.parquet import fsync_directory


@dataclass(frozen=True)
class FolderAbout:
    """A folder: the bytes of what is in it, and when something in it was last made or removed."""

    size: int
    changed_at: datetime


class Disk:
    """The files of one home on a disk. A store of another kind has these methods, too."""

    address: str | None = None
    """Where the home is kept when not in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    # -- files --------------------------------------------------------------------------------------------------------

    def share(self, path: Path) -> str:
        """Let everybody who works for this home read a file that was written whole; gives what to hand them instead of the path."""
        return str(path.absolute())

    def obtain(self, names: Sequence[str]) -> list[Path]:
        """Files on this disk, of names in the home or of what `share` gave.

        Raises:
            FileNotFoundError: one is not there any more; a store of another kind looks at once, a disk when the file is opened.
        """
        return [self.folder / name for name in names]

    def collect(self, folder: str) -> None:
        """Have on this disk what others shared of a folder."""

    def list_files(self, folder: str) -> list[str]:
        """Names of the Parquet files that lie in a folder, sorted; none where there is no such folder."""
        return sorted(f"{folder}/{path.name}" for path in (self.folder / folder).glob("*.parquet") if not path.name.startswith("."))

    def list_tree(self, folder: str) -> list[str]:
        """Names of the Parquet files that lie in the folders of a folder, sorted."""
        found = (self.folder / folder).glob("*=*/*.parquet")
        return sorted(f"{folder}/{path.parent.name}/{path.name}" for path in found if not path.name.startswith("."))

    def list_folders(self, folder: str) -> list[str]:
        """Names of the folders that lie in a folder, sorted."""
        return sorted(f"{folder}/{path.name}" for path in (self.folder / folder).glob("*=*") if path.is_dir())

    def remove(self, names: Iterable[str]) -> None:
        """Remove files; one that is not there is no error."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def remove_folder(self, name: str) -> None:
        """Remove a folder and all that is in it; one that is not there is no error."""
        if (self.folder / name).is_dir():
            shutil.rmtree(self.folder / name)

    def move(self, name: str, target: str) -> None:
        """Give a file another name; one that is not there is no error."""
        source, path = self.folder / name, self.folder / target
        if source.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            source.replace(path)
            fsync_directory(path.parent)
            fsync_directory(source.parent)

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.folder / name).is_file()

    def missing(self, names: Iterable[str]) -> set[str]:
        """Those of the names of which there is no file."""
        return {name for name in names if not (self.folder / name).is_file()}

    def measure(self, folder: str) -> FolderAbout | None:
        """What is known of a folder; None where there is none."""
        path = self.folder / folder
        if not path.is_dir():
            return None
        size = sum(inside.stat().st_size for inside in path.rglob("*") if inside.is_file())
        return FolderAbout(size, datetime.fromtimestamp(path.stat().st_mtime, UTC))

    def digest(self, name: str, expected: str | None = None) -> str:
        """SHA-256 of a file. `expected` is what it was; a working copy is fetched again before it is said to be another."""
        return digest_of(self.folder / name)

    # -- records ------------------------------------------------------------------------------------------------------

    def write_record(self, name: str, value: dict[str, Any], key: str | None = None) -> None:
        """Write a small file that says itself whether it is whole, durably. `key` is its name in an object store, if another.

        Raises:
            LakeMoved: somebody else wrote it meanwhile; of a disk its lock keeps them out.
        """
        write_sealed(self.folder / name, value)

    def forget_record(self, name: str) -> None:
        """Remove a record and its copy from this disk."""
        (self.folder / name).unlink(missing_ok=True)
        copy_of(self.folder / name).unlink(missing_ok=True)

    def refresh(self) -> None:
        """Have the records on this disk as they are now."""

    def remove_copies(self, name: str) -> None:
        """Forget the copy of a file that is kept elsewhere."""

    def drop_copies(self) -> None:
        """Forget copies of what is kept elsewhere, so that it is looked at anew."""
