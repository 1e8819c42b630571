"""Where everything of one home lives, and the identity of a run."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from warehouse.store.disk import Disk
from warehouse.store.lease import LakeMoved
from warehouse.store.opening import store_of

RUN_ID_FORMAT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Home:
    """The folder of one warehouse: the live file, its lake, snapshots, pages, and what a run has under way."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    @property
    def live(self) -> Path:
        """The file analysts open."""
        return self.path / "warehouse.duckdb"

    @property
    def lake(self) -> Path:
        """The Parquet files that are the truth."""
        return self.path / "lake"

    @property
    def page(self) -> Path:
        """The validation page of the last run."""
        return self.path / "docs" / "validation.html"

    @property
    def candidates(self) -> Path:
        """What runs under way keep here is worthless once they have ended."""
        return self.path / "candidates"

    @property
    def store(self) -> Disk:
        """What keeps this home: the folder itself, or an object store that the folder is a working copy of."""
        return store_of(self.path)

    def share(self, path: Path) -> str:
        """Let the workers of a run, or the run, read a file that was written whole; gives the name by which they do."""
        return self.store.share(path)

    def obtain(self, name: str) -> Path:
        """The file of that name on this disk.

        Raises:
            FileNotFoundError: there is none any more.
        """
        return self.store.obtain([name])[0]

    def clear(self, run_id: str | None = None) -> None:
        """Remove what this run has kept here under way, or all runs; what cannot be removed goes the next time."""
        shutil.rmtree(self.candidates, ignore_errors=True)
        if self.store.address is not None:
            with suppress(OSError, LakeMoved):
                self.store.remove_folder(f"candidates/{run_id}" if run_id else "candidates")

    def staging(self, run_id: str) -> Path:
        """Manifests and intermediate files of a run."""
        return self.candidates / run_id

    def candidate(self, run_id: str) -> Path:
        """The DuckDB file a run builds before it publishes it."""
        return self.candidates / run_id / "warehouse.duckdb"


def new_run_id(now: datetime | None = None) -> str:
    """A run id: when the run began, and a tail that keeps two runs of one second apart. Their order is that of their markers.

    >>> new_run_id(datetime(2026, 11, 21, 2, 30, tzinfo=UTC))[:17]
    '20261121T023000Z-'
    """
    return f"{(now or datetime.now(UTC)).strftime(RUN_ID_FORMAT)}-{secrets.token_hex(2)}"


@cache
def run_started_at(run_id: str) -> datetime:
    """When the run of that id began, to the second.

    >>> run_started_at("20261121T023000Z-3f9a").isoformat()
    '2026-11-21T02:30:00+00:00'

    Raises:
        ValueError: it is not a run id.
    """
    return datetime.strptime(run_id.partition("-")[0], RUN_ID_FORMAT).replace(tzinfo=UTC)
