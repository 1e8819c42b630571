"""One fault tried: a copy of a home, the operation in a process of its own with readers polling, then a plain run, then every check."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import injecting
from injecting import Fault, Operation, perform_with_fault
from plain_run import run_stages
from small_articles import write_articles

from tasks.store.temporary import NOTE
from warehouse.build_plan import needs_publishing
from warehouse.building import rebuild
from warehouse.checksums import state_checksums
from warehouse.lake.integrity import find_lake_damage, find_published_damage, find_record_damage
from warehouse.lake.lake import Lake
from warehouse.lake.sealed import copy_of
from warehouse.lock import LOCK_NAME
from warehouse.reading import opened

LIVE = "warehouse.duckdb"
SEEN = "select count(*), coalesce(sum(hash(article_id, text)::hugeint), 0) from articles"
Sight = tuple[int, int]
"""What a reader sees of the state: how many articles, and the sum of their hashes."""


@dataclass
class Nights:
    """A home after three nights, the raw files of the fourth, and what readers may see.

    `before` and `after` are the state of the third night and that of the fourth, `earlier` that of the second.
    """

    folder: Path
    sights: dict[str, Sight] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)

    @property
    def raw(self) -> Path:
        """The raw files; read them, do not change them."""
        return self.folder / "raw"

    @property
    def home(self) -> Path:
        """The home; copy it."""
        return self.folder / "home"


@dataclass
class Tally:
    """What was tried and what came of it."""

    faults: int = 0
    kills: int = 0
    polls: int = 0
    lost: list[str] = field(default_factory=list)
    half_done: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)

    @property
    def findings(self) -> list[str]:
        """What was lost, half done or left behind, a line each."""
        return [*self.lost, *self.half_done, *self.orphans]

    @property
    def is_clean(self) -> bool:
        """Whether that is nothing."""
        return not self.findings

    def __str__(self) -> str:
        told = f"{self.faults} faults, of them {self.kills} kills; {self.polls} readings; "
        told += f"{len(self.lost)} lost, {len(self.half_done)} half done, {len(self.orphans)} orphans"
        return "\n".join([told, *self.findings])


def prepare_nights(folder: Path) -> Nights:
    """Three nights with a document in quarantine that is mended in the fourth, which also edits, adds and removes."""
    nights = Nights(folder)
    write_articles(nights.raw, range(4))
    (nights.raw / "trống.txt").write_bytes(b"")
    for night, name in enumerate(("first", "earlier", "before")):
        write_articles(nights.raw, range(night, night + 2), edition=night)
        run_stages(nights.home, nights.raw, judge=False, batch_size=2)
        nights.sights[name] = see(nights.home / LIVE)
    write_articles(nights.raw, range(3, 6), edition=7)
    (nights.raw / "bài-00000.txt").unlink()
    shutil.copy(nights.raw / "bài-00001.txt", nights.raw / "trống.txt")
    run_stages(folder / "once", nights.raw, judge=False)
    nights.sights["after"], nights.after = see(folder / "once" / LIVE), state_checksums(folder / "once" / LIVE)
    return nights


def see(live: Path) -> Sight:
    """What a reader sees just now."""
    with opened(live) as con:
        count, hashes = con.execute(SEEN).fetchone() or (0, 0)
    return int(count), int(hashes)


MAY_BE_SEEN: dict[Operation, tuple[str, ...]] = {
    "run": ("before", "after"),
    "replay": ("before", "after"),
    "rebuild": ("before",),
    "compact": ("before",),
    "rollback": ("before", "earlier"),
}
ENDS_IN: dict[Operation, str] = {"run": "after", "replay": "after", "rebuild": "before", "compact": "before", "rollback": "earlier"}


def try_fault(nights: Nights, operation: Operation, fault: Fault, place: Path, tally: Tally, *, whole: bool = True) -> int:
    """Try one fault in that folder and put what came of it into the tally; gives the moments of an operation without one.

    Unless `whole` the warehouse is not built once more from the lake alone.
    """
    home, name, said = place / "home", f"{operation} with {fault}", place / "said"
    shutil.copytree(nights.home, home)
    allowed = {nights.sights[sight] for sight in MAY_BE_SEEN[operation]}
    ended = _start(operation, home, nights.raw, fault, said)
    while (code := ended()) is None:
        if (sight := see(home / LIVE)) not in allowed:
            tally.half_done.append(f"{name}: a reader saw {sight}")
        tally.polls += 1
        time.sleep(0.02)
    tally.faults += 1
    tally.kills += code in (-signal.SIGKILL, -signal.SIGXFSZ) or (place / "died").exists()
    if code == 0 and see(home / LIVE) != nights.sights[ENDS_IN[operation]]:
        tally.half_done.append(f"{name}: it ended well, and the live file is not what it says")
    if see(home / LIVE) not in allowed:
        tally.half_done.append(f"{name}: the live file is neither the one before nor the one after")
    run_stages(home, nights.raw, judge=False, batch_size=2)
    check_home(home, nights, name, tally, whole=whole)
    moments = int(said.read_text(encoding="utf-8")) if said.exists() else 0
    shutil.rmtree(place)
    return moments


def _start(operation: Operation, home: Path, raw: Path, fault: Fault, said: Path) -> Callable[[], int | None]:
    """Start the operation with its fault; gives what tells how it ended, None while it has not."""
    if fault.kind == "kill group":
        command = [sys.executable, injecting.__file__, str(home), str(raw), str(fault.moment), str(said)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.Popen(command, env=environment, start_new_session=True).poll
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["trying", "tasks.clean", "tasks.extract", "tasks.workers.warm"])
    process = context.Process(target=perform_with_fault, args=(operation, home, raw, fault, said))
    process.start()

    def ended() -> int | None:
        return None if process.is_alive() else process.exitcode

    return ended


def check_home(home: Path, nights: Nights, name: str, tally: Tally, *, whole: bool) -> None:
    """After a plain run: nothing is lost, in the live file and in the lake alone, nothing is half done, nothing is left behind."""
    lake, live = Lake(home), home / LIVE
    if state_checksums(live) != nights.after:
        tally.lost.append(f"{name}: the live file differs from that of one run over the final files")
    if whole:
        rebuild(lake, home / "again.duckdb")
        if state_checksums(home / "again.duckdb") != nights.after:
            tally.lost.append(f"{name}: the lake alone gives another state")
        (home / "again.duckdb").unlink()
    for damage in (*find_record_damage(lake), *find_lake_damage(lake), *find_published_damage(lake, live)):
        tally.lost.append(f"{name}: {damage}")
    if needs_publishing(lake, live):
        tally.half_done.append(f"{name}: the live file is behind the lake")
    known = {marker.run_id: marker.status for marker in lake.markers()}
    told = {row["run_id"] for row in lake.read_current("runs").to_pylist()}
    if missing := {run_id for run_id, status in known.items() if status != "failed"} - told:
        tally.lost.append(f"{name}: no record of {missing}")
    tally.orphans += [f"{name}: {path.relative_to(home)}" for path in _strays(home, lake, set(known))]


def _strays(home: Path, lake: Lake, runs: set[str]) -> list[Path]:
    """Files of the home that nobody knows of."""
    listed = {lake.root / file for holder in lake.holders() for files in holder.files.values() for file in files}
    records = {*lake.markers_folder.glob("*.json"), *lake.root.glob("_*.json")}
    known = {*listed, *records, *map(copy_of, records), home / LIVE, home / NOTE, home / LOCK_NAME}
    known |= {home / "snapshots" / f"{run_id}.duckdb" for run_id in runs}
    return [path for path in home.rglob("*") if path.is_file() and path not in known and not _is_replaced(path, listed)]


def _is_replaced(path: Path, listed: set[Path]) -> bool:
    """Whether the file is an earlier record of the last run, which goes with the next one."""
    return path.parent.parent.name in ("runs", "validations") and any(other.parent == path.parent for other in listed)
