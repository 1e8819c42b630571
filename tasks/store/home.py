"""Where everything of one home lives, and the identity of a run."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

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
