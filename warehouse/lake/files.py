"""The files of the lake and the markers of its runs: written, committed, rolled back and listed, without opening DuckDB."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath

import pyarrow as pa

from warehouse.contracts import CONTRACT_VERSION, LAKE_CONTRACTS
from warehouse.lake.markers import STATUSES, Compaction, RunMarker, load_compaction, load_marker
from warehouse.lake.sealed import remove_lone_copies
from warehouse.lake.tables import AUDIT_TABLES, LAKE_TABLES
from warehouse.parquet import conform_table, write_parquet
from warehouse.store.objects import COMPACTION, MARKERS, marker_key
from warehouse.store.opening import store_of

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
        self.store = store_of(self.home)
        self.root = self.home / "lake"
        self.markers_folder = self.home / MARKERS
        self.compaction_file = self.home / COMPACTION

    # -- writing ------------------------------------------------------------------------------------------------------

    def write(self, table: str, run_id: str, part: str, rows: pa.Table) -> str:
        """Write one part of a run's rows and give what opens it. Written whole or not at all; the same part again replaces it.

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
        folder = _folder(table, run_id)
        again = f"{AGAIN}{1 + max(map(_edition, self.store.list_files(folder)), default=0)}" if marker else ""
        path = self.home / folder / f"{part}{again}.parquet"
        write_parquet(conform_table(LAKE_CONTRACTS[table], rows), path)
        return self.store.share(path)

    def discard(self, run_id: str, tables: Iterable[str], part: str) -> None:
        """Remove parts that a dead worker of an unfinished run wrote; `part` is a pattern of `fnmatch`.

        Raises:
            ValueError: the run has ended already.
        """
        if self._read_marker(run_id):
            raise ValueError(f"run {run_id} has ended; its parts cannot change any more")
        for table in tables:
            found = self.store.list_files(_folder(table, run_id))
            self.store.remove(fnmatch.filter(found, f"{_folder(table, run_id)}/{part}.parquet"))

    def commit(self, run_id: str, status: str, tables: Iterable[str] = LAKE_TABLES) -> None:
        """Say how a run ended, which makes its rows count (or not). May be repeated: status and list of files are renewed.

        A run that stands keeps its status: only `roll_back_after` sets it aside. `tables` are those whose files are kept.

        Raises:
            ValueError: no such status.
            RunStands: the run stands, and another status was given.
            LakeMoved: another run was committed since this one began; nothing was.
        """
        if status not in STATUSES:
            raise ValueError(f"{status!r} is no status of a run; use one of {', '.join(STATUSES)}")
        before = self._read_marker(run_id)
        if before and before.stands and status != before.status:
            raise RunStands(f"run {run_id} was committed as {before.status} and cannot become {status}; `solieu rollback` sets it aside")
        sequence = before.sequence if before else max((m.sequence for m in self.markers()), default=0) + 1
        files = self._list_files(run_id, tables)
        told = before.digests if before else {}
        digests = {name: told.get(name) or self.digest(name) for names in files.values() for name in names}
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
        ended = {m.run_id: m for m in self.markers() if m.run_id not in inside}
        known = ended.keys() | set(keep)
        removed: set[str] = set()
        for cut_short in self.root.rglob(".*.partial"):
            cut_short.unlink()
        remove_lone_copies(self.root)
        remove_lone_copies(self.markers_folder)
        for folder in self._folders():
            kind, _, run_id = PurePosixPath(folder).name.partition("=")
            if kind == "compacted" and not (compaction and compaction.run_id == run_id):
                self.store.remove_folder(folder)
            elif kind == "run" and run_id not in known:
                self.store.remove_folder(folder)
                removed.add(run_id)
            elif kind == "run" and run_id in ended and _is_unlisted(folder, ended[run_id]):
                self.store.remove_folder(folder)
        for run_id in inside:
            self.store.forget_record(f"{MARKERS}/{run_id}.json")
        self._remove_replaced(ended.values())
        return sorted(removed - inside)

    def remove_tables(self, run_id: str, tables: Iterable[str]) -> None:
        """Remove what a run wrote of these tables."""
        for table in tables:
            self.store.remove_folder(_folder(table, run_id))

    def rewrite(self, holder: RunMarker | Compaction) -> None:
        """Write a marker, or the compaction, again.

        Raises:
            LakeMoved: another run wrote it meanwhile.
        """
        if isinstance(holder, RunMarker):
            self._write_marker(holder)
        else:
            self.store.write_record(COMPACTION, asdict(holder))

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

    def begun(self) -> set[str]:
        """Runs that have written a record of themselves, ended or not; those of a compaction are not told."""
        return {name.rpartition("=")[2] for name in self.store.list_folders("lake/runs") if "/run=" in name}

    def staged(self) -> set[str]:
        """Runs that have written anything, ended or not; those of a compaction are not told."""
        return {name.rpartition("=")[2] for name in self._folders() if "/run=" in name}

    def committed(self) -> list[str]:
        """Runs that stand (published or unchanged), in order."""
        return [m.run_id for m in self.markers() if m.stands]

    def compaction(self) -> Compaction | None:
        """What was compacted so far; None when nothing was.

        Raises:
            NewerContract: it was written by a newer solieu.
        """
        return load_compaction(self.compaction_file)

    def names(self, table: str, runs: Iterable[str]) -> list[str]:
        """Names in the home of the files that hold a table's rows of these runs; see `files`."""
        compaction = self.compaction()
        inside = {m.run_id for m in compaction.runs} if compaction else set()
        found: list[str] = []
        wanted = list(dict.fromkeys(runs))
        if compaction and any(run in inside for run in wanted):
            found += compaction.files.get(table, [])
        for run_id in wanted:
            if run_id not in inside:
                marker = self._read_marker(run_id)
                found += (marker.files if marker else self._list_files(run_id, [table])).get(table, [])
        return [f"lake/{name}" for name in found]

    def files(self, table: str, runs: Iterable[str]) -> list[Path]:
        """Files on this disk that hold a table's rows of these runs; a compacted one also holds rows of others: filter by `run_id`.

        A run without a marker is read from its folder: that is how a run sees its own staged rows.
        """
        return self.store.obtain(self.names(table, runs))

    def digest(self, name: str, expected: str | None = None) -> str:
        """SHA-256 of a file by its name in the lake; `expected` is what a marker says of it."""
        return self.store.digest(f"lake/{name}", expected)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _folders(self) -> list[str]:
        """Names in the home of the folders of all runs and compactions."""
        return [folder for table in LAKE_TABLES for folder in self.store.list_folders(f"lake/{table}")]

    def _list_files(self, run_id: str, tables: Iterable[str]) -> dict[str, list[str]]:
        """The run's files as its folders show them, per table, relative to the lake; of a part written again the last."""
        found = {}
        for table in tables:
            last: dict[str, str] = {}
            for name in self.store.list_files(_folder(table, run_id)):
                part = PurePosixPath(name).stem.partition(AGAIN)[0]
                if part not in last or _edition(name) > _edition(last[part]):
                    last[part] = name
            if last:
                found[table] = [last[part].removeprefix("lake/") for part in sorted(last)]
        return found

    def _remove_replaced(self, markers: Iterable[RunMarker]) -> None:
        """Remove what markers list no longer because it was written again, and what was written again and never told."""
        files = {marker.run_id: marker.files for marker in markers}
        for table in AUDIT_TABLES:
            there: dict[str, list[PurePosixPath]] = {}
            for name in self.store.list_tree(f"lake/{table}"):
                there.setdefault(PurePosixPath(name).parent.name.removeprefix("run="), []).append(PurePosixPath(name))
            for run_id in there.keys() & files.keys():
                listed = {PurePosixPath(name).name for name in files[run_id].get(table, [])}
                parts = {name.removesuffix(".parquet").partition(AGAIN)[0] for name in listed}
                replaced = (path for path in there[run_id] if path.name not in listed and path.stem.partition(AGAIN)[0] in parts)
                self.store.remove(str(path) for path in replaced)

    def _read_marker(self, run_id: str) -> RunMarker | None:
        path = self.markers_folder / f"{run_id}.json"
        return load_marker(path) if path.exists() else None

    def _write_marker(self, marker: RunMarker) -> None:
        self.store.write_record(f"{MARKERS}/{marker.run_id}.json", asdict(marker), marker_key(marker.sequence))


def _folder(table: str, run_id: str) -> str:
    """Name in the home of the folder of a run's rows of a table."""
    return f"lake/{table}/run={run_id}"


def _is_unlisted(folder: str, marker: RunMarker) -> bool:
    """Whether a run that has ended left a folder of data that it does not list: it was ended as dead, and not all was removed."""
    table = PurePosixPath(folder).parent.name
    return table not in AUDIT_TABLES and table not in marker.files


def _edition(name: str) -> int:
    """How many times the part of that file was written again."""
    return int(PurePosixPath(name).stem.partition(AGAIN)[2] or 0)
