"""A folder that is made once and put back before each test, at the same place: the addresses of its raw files stay what they are."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class KeptFolder:
    """A folder for tests to change, and beside it a copy of how it was made; times of files are those of the making."""

    place: Path

    @property
    def _kept(self) -> Path:
        return self.place.with_name(f"{self.place.name}-as-made")

    @classmethod
    def of(cls, place: Path) -> KeptFolder:
        """Keep the folder as it is now."""
        folder = cls(place)
        shutil.copytree(place, folder._kept, symlinks=True)
        return folder

    def put_back(self) -> Path:
        """The folder as it was made, whatever was done to it since."""
        shutil.rmtree(self.place)
        shutil.copytree(self._kept, self.place, symlinks=True)
        return self.place
