"""The lake: what every run wrote, as Parquet files under HOME/lake, and which runs stand.

    lake/<table>/run=<run_id>/<part>.parquet   complete row sets of the articles a run processed
    lake/<table>/compacted=<run_id>/…          the same of many old runs (warehouse.compaction)
    lake/_runs/<run_id>.json                   marker: the run ended, how, and which files are its own
    lake/_compaction.json                      which runs were compacted, and into which files

A run without a marker never was. A run *stands* when it was published or changed nothing; `runs`, `validations` and
`quarantine` of the others are still read, their data and `raw_files` are not. Runs are ordered by the sequence their
marker was given, not by a clock.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse.contracts import CONTRACT_VERSION, CONTRACTS
from warehouse.parquet import NewerContract, conform_table, fsync_directory, write_parquet
from warehouse.permissions import open_private

STANDING = ("published", "unchanged")
STATUSES = (*STANDING, "failed", "refused", "rolled_back")
AUDIT_TABLES = ("runs", "validations", "quarantine")
CLEANED_TABLES = ("articles", "blocks")
EXTRACTED_TABLES = ("observations", "numbers", "article_places")
LAKE_TABLES = (*CLEANED_TABLES, *EXTRACTED_TABLES, "raw_files", *AUDIT_TABLES)


class UnknownRun(LookupError):
    """No such run in the lake."""


class RunStands(ValueError):
    """A run that was published, or that found nothing changed, cannot be said to have failed afterwards."""


@dataclass(frozen=True)
class RunMarker:
    """One ended run: its place in the order of runs, how it ended, and its files per table (relative to the lake)."""

    run_id: str
    sequence: int
    status: str
    contract_version: int = CONTRACT_VERSION
    files: dict[str, list[str]] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether its rows are part of the state."""
        return self.status in STANDING


@dataclass(frozen=True)
class Compaction:
    """Old runs and the files that hold what is left of them."""

    run_id: str
    contract_version: int
    runs: tuple[RunMarker, ...]
    files: dict[str, list[str]]


class Lake:
    """The lake of one home."""

    def __init__(self, home: Path) -> None:
        self.home = Path(home)
        self.root = self.home / "lake"
        self.markers_folder = self.root / "_runs"

    # -- writing ------------------------------------------------------------------------------------------------------

    def write(self, table: str, run_id: str, part: str, rows: pa.Table) -> str:
        """Write one part of a run's rows and give its path. Written whole or not at all; the same part again replaces it.

        Raises:
            KeyError: the lake holds no such table.
            ContractBroken: the rows do not follow the contract.
            ValueError: the run has ended already, or run or part cannot be a file name.
        """
        if table not in LAKE_TABLES:
            raise KeyError(f"the lake holds no table {table!r}; it holds {', '.join(LAKE_TABLES)}")
        for name in (run_id, part):
            if not name or name.startswith((".", "_")) or "/" in name or "\\" in name:
                raise ValueError(f"{name!r} cannot name a run or part of the lake")
        if (marker := self._read_marker(run_id)) and marker.stands and table not in AUDIT_TABLES:
            raise ValueError(f"run {run_id} was committed as {marker.status}; its {table} cannot change any more")
        path = self.root / table / f"run={run_id}" / f"{part}.parquet"
        write_parquet(conform_table(CONTRACTS[table], rows), path)
        return str(path)

    def discard(self, run_id: str, tables: Iterable[str], part: str) -> None:
        """Remove parts that a dead worker of an unfinished run wrote; `part` is a pattern of `Path.glob`.

        Raises:
            ValueError: the run has ended already.
        """
        if self._read_marker(run_id):
            raise ValueError(f"run {run_id} has ended; its parts cannot change any more")
        for table in tables:
            for path in (self.root / table / f"run={run_id}").glob(f"{part}.parquet"):
                path.unlink()

    def commit(self, run_id: str, status: str) -> None:
        """Say how a run ended, which makes its rows count (or not). May be repeated: status and list of files are renewed.

        A run that stands keeps its status: only `roll_back_after` sets it aside.

        Raises:
            ValueError: no such status.
            RunStands: the run stands, and another status was given.
        """
        if status not in STATUSES:
            raise ValueError(f"{status!r} is no status of a run; use one of {', '.join(STATUSES)}")
        before = self._read_marker(run_id)
        if before and before.stands and status != before.status:
            raise RunStands(f"run {run_id} was committed as {before.status} and cannot become {status}; `solieu rollback` sets it aside")
        known = self.markers()
        sequence = before.sequence if before else max((m.sequence for m in known), default=0) + 1
        self._write_marker(RunMarker(run_id, sequence, status, CONTRACT_VERSION, self._list_files(run_id)))

    def roll_back_after(self, run_id: str) -> list[str]:
        """Set every standing run after this one aside, so that the next run works from the state this one left.

        Returns the runs set aside; their `runs`, `validations` and `quarantine` stay readable.

        Raises:
            UnknownRun: the run does not stand in the lake, or was compacted together with later ones.
        """
        standing = {m.run_id: m for m in self.markers() if m.stands}
        if run_id not in standing:
            raise UnknownRun(f"run {run_id} does not stand in {self.root}; standing runs: {', '.join(standing) or 'none'}")
        later = [m for m in standing.values() if m.sequence > standing[run_id].sequence]
        compacted = self.compaction()
        inside = {m.run_id for m in compacted.runs} if compacted else set()
        if blocked := [m.run_id for m in later if m.run_id in inside]:
            raise UnknownRun(f"run {run_id} was compacted together with {blocked[-1]}; the lake cannot go back before that run")
        for marker in reversed(later):
            self._write_marker(replace(marker, status="rolled_back"))
        return [m.run_id for m in later]

    def remove_uncommitted(self, keep: Iterable[str] = ()) -> list[str]:
        """Delete what dead runs left, and what a compaction replaced. Call it under the lock of the home.

        Returns the ids of the dead runs. `keep` names runs that are being written.
        """
        compaction = self.compaction()
        inside = {m.run_id for m in compaction.runs} if compaction else set()
        known = {m.run_id for m in self.markers()} - inside | set(keep)
        removed: set[str] = set()
        for cut_short in self.root.rglob(".*.partial"):
            cut_short.unlink()
        for folder in sorted(self.root.glob("[!_]*/*=*")):
            kind, _, run_id = folder.name.partition("=")
            if kind == "compacted" and not (compaction and compaction.run_id == run_id):
                shutil.rmtree(folder)
            elif kind == "run" and run_id not in known:
                shutil.rmtree(folder)
                removed.add(run_id)
        for run_id in inside:
            (self.markers_folder / f"{run_id}.json").unlink(missing_ok=True)
        return sorted(removed - inside)

    # -- what there is ------------------------------------------------------------------------------------------------

    def markers(self) -> list[RunMarker]:
        """Every ended run in order, compacted ones included.

        Raises:
            NewerContract: a run was written by a newer solieu.
        """
        compaction = self.compaction()
        found = {m.run_id: m for m in compaction.runs} if compaction else {}
        if self.markers_folder.is_dir():
            for path in sorted(self.markers_folder.glob("*.json")):
                marker = _load_marker(path)
                found.setdefault(marker.run_id, marker)
        return sorted(found.values(), key=lambda m: (m.sequence, m.run_id))

    def marker(self, run_id: str) -> RunMarker | None:
        """How that run ended; None while it has not, and for a run that is not known."""
        return self._read_marker(run_id) or next((m for m in self.markers() if m.run_id == run_id), None)

    def committed(self) -> list[str]:
        """Runs that stand (published or unchanged), in order."""
        return [m.run_id for m in self.markers() if m.stands]

    def compaction(self) -> Compaction | None:
        """What was compacted so far; None when nothing was.

        Raises:
            NewerContract: it was written by a newer solieu.
        """
        path = self.root / "_compaction.json"
        if not path.exists():
            return None
        found = json.loads(path.read_text("utf-8"))
        if found["contract_version"] > CONTRACT_VERSION:
            raise NewerContract(str(path), found["contract_version"])
        runs = tuple(RunMarker(**run) for run in found["runs"])
        return Compaction(found["run_id"], found["contract_version"], runs, found["files"])

    def files(self, table: str, runs: Iterable[str]) -> list[Path]:
        """Files that hold a table's rows of these runs; a compacted file also holds rows of others: filter by `run_id`.

        A run without a marker is read from its folder: that is how a run sees its own staged rows.
        """
        compaction = self.compaction()
        inside = {m.run_id for m in compaction.runs} if compaction else set()
        found: list[str] = []
        wanted = list(dict.fromkeys(runs))
        if compaction and any(run in inside for run in wanted):
            found += compaction.files.get(table, [])
        for run_id in wanted:
            if run_id not in inside:
                marker = self._read_marker(run_id)
                found += (marker.files if marker else self._list_files(run_id)).get(table, [])
        return [self.root / name for name in found]

    # -- what it holds ------------------------------------------------------------------------------------------------

    def known_files(self) -> pa.Table:
        """The current `raw_files`: the latest row of every document over the runs that stand, `gone` ones included."""
        from warehouse.lake_state import read_known_files

        return read_known_files(self)

    def read_current(self, table: str, article_ids: Sequence[str] | None = None) -> pa.Table:
        """The current rows of a table, of all articles or of some.

        Articles and blocks stand with their document's `cleaned_run_id`, figures, numbers and places with its
        `extracted_run_id`. Figures that failed validation are left out and their numbers say `quarantined`.
        `runs`, `validations` and `quarantine` give the rows of every ended run.

        Raises:
            KeyError: the lake holds no such table.
        """
        from warehouse.lake_state import read_current_rows

        if table not in LAKE_TABLES:
            raise KeyError(f"the lake holds no table {table!r}; it holds {', '.join(LAKE_TABLES)}")
        return read_current_rows(self, table, article_ids)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _list_files(self, run_id: str) -> dict[str, list[str]]:
        """The run's files as its folders show them, per table, relative to the lake."""
        found = {}
        for table in LAKE_TABLES:
            folder = self.root / table / f"run={run_id}"
            if folder.is_dir() and (names := sorted(p.name for p in folder.glob("*.parquet") if not p.name.startswith("."))):
                found[table] = [f"{table}/run={run_id}/{name}" for name in names]
        return found

    def _read_marker(self, run_id: str) -> RunMarker | None:
        path = self.markers_folder / f"{run_id}.json"
        return _load_marker(path) if path.exists() else None

    def _write_marker(self, marker: RunMarker) -> None:
        write_json(self.markers_folder / f"{marker.run_id}.json", asdict(marker))


def _load_marker(path: Path) -> RunMarker:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    if found["contract_version"] > CONTRACT_VERSION:
        raise NewerContract(f"run {found['run_id']} ({path})", found["contract_version"])
    return RunMarker(**found)


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write a small JSON file whole or not at all, durably."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with open(partial, "w", encoding="utf-8", opener=open_private) as sink:
        json.dump(value, sink, ensure_ascii=False, indent=1)
        sink.flush()
        os.fsync(sink.fileno())
    partial.replace(path)
    fsync_directory(path.parent)
