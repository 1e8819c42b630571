"""The files of the lake and the markers of its runs: written, committed, rolled back and listed, without opening DuckDB."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

import pyarrow as pa

from warehouse.contracts import CONTRACT_VERSION, CONTRACTS
from warehouse.digests import digest_of
from warehouse.lake.markers import STATUSES, Compaction, RunMarker, load_compaction, load_marker
from warehouse.lake.sealed import copy_of, remove_lone_copies, write_sealed
from warehouse.lake.tables import AUDIT_TABLES, LAKE_TABLES
from warehouse.parquet import conform_table, write_parquet

AGAIN = "~"
"""Before the number of a part that was written again after its run had ended."""


class UnknownRun(LookupError):
    """No such run in the lake."""


class RunStands(ValueError):
    """A run that was published, or that found nothing changed, cannot be said to have failed afterwards."""


class LakeFiles:
    """The files of the lake of one home, and how its runs ended."""

    def __init__(self, home: Path) -> None:
        self.home = Path(home)
        self.root = self.home / "lake"
        self.markers_folder = self.root / "_runs"
        self.compaction_file = self.root / "_compaction.json"

    # -- writing ------------------------------------------------------------------------------------------------------

    def write(self, table: str, run_id: str, part: str, rows: pa.Table) -> str:
        """Write one part of a run's rows and give its path. Written whole or not at all; the same part again replaces it.

        Of a run that has ended only the audit tables can change; they go to a file of their own, which counts from the
        next `commit` on, so that what the marker says of its files is true at any moment.

        Raises:
            KeyError: the lake holds no such table.
            ContractBroken: the rows do not follow the contract.
            ValueError: the run has ended already, or run or part cannot be a file name.
        """
        if table not in LAKE_TABLES:
            raise KeyError(f"the lake holds no table {table!r}; it holds {', '.join(LAKE_TABLES)}")
        for name in (run_id, part):
            if not name or name.startswith((".", "_")) or any(mark in name for mark in ("/", "\\", AGAIN)):
                raise ValueError(f"{name!r} cannot name a run or part of the lake")
        if (marker := self._read_marker(run_id)) and marker.stands and table not in AUDIT_TABLES:
            raise ValueError(f"run {run_id} was committed as {marker.status}; its {table} cannot change any more")
        folder = self.root / table / f"run={run_id}"
        again = f"{AGAIN}{1 + max(map(_edition, folder.glob('*.parquet')), default=0)}" if marker else ""
        path = folder / f"{part}{again}.parquet"
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
        sequence = before.sequence if before else max((m.sequence for m in self.markers()), default=0) + 1
        files = self._list_files(run_id)
        told = before.digests if before else {}
        digests = {name: told.get(name) or digest_of(self.root / name) for names in files.values() for name in names}
        self._write_marker(RunMarker(run_id, sequence, status, CONTRACT_VERSION, files, digests, before.lost if before else []))

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
        remove_lone_copies(self.root)
        remove_lone_copies(self.markers_folder)
        for folder in sorted(self.root.glob("[!_]*/*=*")):
            kind, _, run_id = folder.name.partition("=")
            if kind == "compacted" and not (compaction and compaction.run_id == run_id):
                shutil.rmtree(folder)
            elif kind == "run" and run_id not in known:
                shutil.rmtree(folder)
                removed.add(run_id)
        for run_id in inside:
            path = self.markers_folder / f"{run_id}.json"
            path.unlink(missing_ok=True)
            copy_of(path).unlink(missing_ok=True)
        for marker in self.markers():
            if marker.run_id not in inside:
                self._remove_replaced(marker.run_id, marker.files)
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
                marker = load_marker(path)
                found.setdefault(marker.run_id, marker)
        return sorted(found.values(), key=lambda m: (m.sequence, m.run_id))

    def marker(self, run_id: str) -> RunMarker | None:
        """How that run ended; None while it has not, and for a run that is not known."""
        return self._read_marker(run_id) or next((m for m in self.markers() if m.run_id == run_id), None)

    def holders(self) -> list[RunMarker | Compaction]:
        """What lists files: the compaction, if there is one, and the markers of the runs that are not in it."""
        compaction = self.compaction()
        inside = {marker.run_id for marker in compaction.runs} if compaction else set()
        return [*([compaction] if compaction else []), *(marker for marker in self.markers() if marker.run_id not in inside)]

    def committed(self) -> list[str]:
        """Runs that stand (published or unchanged), in order."""
        return [m.run_id for m in self.markers() if m.stands]

    def compaction(self) -> Compaction | None:
        """What was compacted so far; None when nothing was.

        Raises:
            NewerContract: it was written by a newer solieu.
        """
        return load_compaction(self.compaction_file)

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

    # -- inside -------------------------------------------------------------------------------------------------------

    def _list_files(self, run_id: str) -> dict[str, list[str]]:
        """The run's files as its folders show them, per table, relative to the lake; of a part written again the last."""
        found = {}
        for table in LAKE_TABLES:
            folder = self.root / table / f"run={run_id}"
            last: dict[str, Path] = {}
            for path in folder.glob("*.parquet"):
                part = path.stem.partition(AGAIN)[0]
                if not part.startswith(".") and (part not in last or _edition(path) > _edition(last[part])):
                    last[part] = path
            if last:
                found[table] = [f"{table}/run={run_id}/{last[part].name}" for part in sorted(last)]
        return found

    def _remove_replaced(self, run_id: str, files: dict[str, list[str]]) -> None:
        """Remove what the marker lists no longer because it was written again, and what was written again and never told."""
        for table in AUDIT_TABLES:
            listed = {Path(name).name for name in files.get(table, [])}
            parts = {name.removesuffix(".parquet").partition(AGAIN)[0] for name in listed}
            for path in (self.root / table / f"run={run_id}").glob("*.parquet"):
                if path.name not in listed and path.stem.partition(AGAIN)[0] in parts:
                    path.unlink()

    def _read_marker(self, run_id: str) -> RunMarker | None:
        path = self.markers_folder / f"{run_id}.json"
        return load_marker(path) if path.exists() else None

    def _write_marker(self, marker: RunMarker) -> None:
        write_sealed(self.markers_folder / f"{marker.run_id}.json", asdict(marker))


def _edition(path: Path) -> int:
    """How many times the part of that file was written again."""
    return int(path.stem.partition(AGAIN)[2] or 0)
