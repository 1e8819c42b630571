"""Markers: which runs have ended, how, which files are theirs, and what those files' bytes are."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from warehouse.contracts import CONTRACT_VERSION
from warehouse.lake.sealed import read_sealed
from warehouse.parquet import NewerContract

STANDING = ("published", "unchanged")
STATUSES = (*STANDING, "failed", "refused", "rolled_back")


@dataclass(frozen=True)
class RunMarker:
    """One ended run: its place in the order of runs, how it ended, and its files per table (relative to the lake).

    `digests` are the SHA-256 of its files; `lost` names files that were found damaged and set aside.
    """

    run_id: str
    sequence: int
    status: str
    contract_version: int = CONTRACT_VERSION
    files: dict[str, list[str]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        """Whether its rows are part of the state."""
        return self.status in STANDING


@dataclass(frozen=True)
class Compaction:
    """Old runs and the files that hold what is left of them; `digests` and `lost` as in a marker."""

    run_id: str
    contract_version: int
    runs: tuple[RunMarker, ...]
    files: dict[str, list[str]]
    digests: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def load_marker(path: Path) -> RunMarker:
    """The marker in that file.

    Raises:
        NewerContract: a newer solieu wrote it.
        SealBroken: it is damaged, and so is its copy.
    """
    found = read_sealed(path)
    if found["contract_version"] > CONTRACT_VERSION:
        raise NewerContract(f"run {found['run_id']} ({path})", found["contract_version"])
    return RunMarker(**found)


def load_compaction(path: Path) -> Compaction | None:
    """What was compacted; None when nothing was.

    Raises:
        NewerContract: a newer solieu wrote it.
        SealBroken: it is damaged, and so is its copy.
    """
    if not path.exists():
        return None
    found = read_sealed(path)
    if found["contract_version"] > CONTRACT_VERSION:
        raise NewerContract(str(path), found["contract_version"])
    return Compaction(**{**found, "runs": tuple(RunMarker(**run) for run in found["runs"])})
