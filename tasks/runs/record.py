"""The record of a run: its row in `runs`, written when it begins, when it publishes, and when it fails."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path, PurePosixPath
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.errors import RunRefused
from tasks.messages import ExtractSummary
from tasks.plan.fingerprints import Fingerprints, current_fingerprints
from tasks.runs.conservation import DocumentCounts
from tasks.runs.mending import mend_lake
from tasks.runs.verdicts import Verdict
from tasks.store.home import Home, new_run_id, run_started_at
from tasks.store.quarantine import describe_error, one_line
from tasks.store.temporary import make_folder, remove_left_folders
from warehouse.contracts import CONTRACT_VERSION, CONTRACTS
from warehouse.lake.lake import Lake
from warehouse.lake.markers import STANDING
from warehouse.lake.tables import AUDIT_TABLES, DATA_TABLES
from warehouse.lock import HomeLock
from warehouse.parquet import rows_to_table
from warehouse.publishing import remove_cut_short
from warehouse.reading import published_run, spill_under
from warehouse.store.lease import LakeMoved

logger = logging.getLogger("solieu")

LIBRARIES = ("solieu", "prefect", "duckdb", "pyarrow", "great-expectations", "pandas")
UNFINISHED = "it ended without a word: the process was killed or the machine stopped"
STOPPED = "it was stopped; the next run does what is left"


FIGURE_COUNTS = ("observations", "numbers", "unexplained", "observations_quarantined", "expectations", "expectations_failed")


@dataclass
class RunRecord:
    """What is known of a run so far; `write` puts it into the lake."""

    home: Home
    lake: Lake
    run_id: str
    parameters: dict[str, Any]
    fingerprints: Fingerprints
    documents: DocumentCounts = field(default_factory=lambda: DocumentCounts(0, 0, 0, 0, 0))
    figures: dict[str, int] = field(default_factory=dict)
    stages: dict[str, dict[str, Any]] = field(default_factory=dict)
    diff: str | None = None
    warnings: list[str] = field(default_factory=list)
    good_end: str = ""

    def begin(self) -> None:
        """Leave a trace at once, so that a run that is killed is seen too; end the records of runs that were killed."""
        end_dead_runs(self.lake)
        self.note()

    def note(self) -> None:
        """Write what is known so far, as of a run that has not ended: should it be killed now, that is what it did."""
        self.write("failed", UNFINISHED)

    def write(self, status: str, message: str) -> None:
        """Write the row as things stand; an earlier one of this run is replaced."""
        if status in STANDING and not self.good_end:
            self.good_end = message
        row = {
            "run_id": self.run_id,
            "status": status,
            "message": one_line(message),
            "parameters": json.dumps(self.parameters, ensure_ascii=False, sort_keys=True, default=str),
            "versions": library_versions(),
            "contract_version": CONTRACT_VERSION,
            "clean_fingerprint": self.fingerprints.clean,
            "extract_fingerprint": self.fingerprints.extract,
            "started_at": run_started_at(self.run_id),
            "ended_at": None if message == UNFINISHED else datetime.now(UTC),
            **vars(self.documents),
            **{name: self.figures.get(name, 0) for name in FIGURE_COUNTS},
            "stages": json.dumps(self.stages, sort_keys=True),
            "diff": self.diff,
        }
        self.lake.write("runs", self.run_id, "run", rows_to_table(CONTRACTS["runs"], {name: [value] for name, value in row.items()}))

    def end(self, status: str, message: str) -> None:
        """Write the row for the last time and commit the run under that status; what was warned of ends the message."""
        self.write(status, "; ".join([message, *(f"warning: {warning}" for warning in self.warnings)]))
        self.lake.commit(self.run_id, status)

    def fail(self, status: str, message: str) -> None:
        """End a run that was cut short. One that stands already stays what it is, with a warning."""
        marker = self.lake.marker(self.run_id)
        if marker is None or not marker.stands:
            self.end(status, message)
            return
        late = "" if self.is_settled else ", before the live file was replaced: the next run does that"
        self.warnings.append(f"{message}{late}")
        self.end(marker.status, self.good_end)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do: the run stands, and the live file holds it if it changed anything."""
        marker = self.lake.marker(self.run_id)
        if marker is None or not marker.stands:
            return False
        return marker.status == "unchanged" or published_run(self.home.live) == self.run_id

    @contextmanager
    def forgiving(self, doing: str) -> Iterator[None]:
        """An error in the block is a warning once the run is settled: what was published stays published.

        Raises:
            Exception: what the block raised, while the run is not settled.
        """
        try:
            yield
        except Exception as error:
            if not self.is_settled:
                raise
            self.warnings.append(f"{doing} failed: {describe_error(error)}")
            logger.warning("run %s has ended well, but %s", self.run_id, self.warnings[-1])

    def count_figures(self, extracted: Sequence[ExtractSummary]) -> None:
        """Take in what extraction gave."""
        for name in ("observations", "numbers", "unexplained"):
            self.figures[name] = sum(getattr(batch, name) for batch in extracted)

    def take_verdict(self, verdict: Verdict) -> None:
        """Take in what the expectations gave, and what the runs after it want to know of this one."""
        self.figures.update(expectations=verdict.expectations, expectations_failed=verdict.failed)
        self.stages["profile"] = json.loads(verdict.profile)
        self.stages["carried"] = json.loads(verdict.carried)

    @contextmanager
    def stage(self, name: str) -> Iterator[dict[str, Any]]:
        """Time a stage; its counts go into the dictionary given."""
        counts: dict[str, Any] = self.stages.setdefault(name, {})
        started = perf_counter()
        try:
            yield counts
        finally:
            counts["seconds"] = round(counts.get("seconds", 0) + perf_counter() - started, 3)


@contextmanager
def open_run(home: Path, parameters: dict[str, Any]) -> Iterator[RunRecord]:
    """Hold the home for one run; however the block ends, the lake says how, and what was under way is removed.

    Raises:
        HomeBusy: another run holds the home; names it.
    """
    place, lake = Home(home), Lake(home)
    run_id = _unused_run_id(lake)
    with HomeLock(home, run_id):
        place.clear()
        remove_cut_short(home)
        remove_left_folders(home)
        spill_under(make_folder())
        record = RunRecord(place, lake, run_id, parameters, current_fingerprints())
        record.begin()
        try:
            record.warnings += mend_lake(place, lake)
            yield record
        except RunRefused as refusal:
            record.fail("refused", str(refusal))
            raise
        except LakeMoved:
            raise  # whoever moved it says what became of this run
        except BaseException as error:
            record.fail("failed", describe_error(error) if isinstance(error, Exception) else STOPPED)
            raise
        finally:
            place.clear(run_id)


def _unused_run_id(lake: Lake) -> str:
    """A run id that no run of the lake has: the tail of an id is short, and a script can start many runs in one second."""
    taken = {marker.run_id for marker in lake.markers()} | lake.begun()
    while (run_id := new_run_id()) in taken:
        continue
    return run_id


def end_dead_runs(lake: Lake) -> list[str]:
    """Say of runs that were killed that they failed, keep their records, and remove what else they left.

    Call it under the lock of the home: whoever has a folder and no marker then is dead. Gives their ids.
    """
    ended = {marker.run_id for marker in lake.markers()}
    killed = []
    for dead in sorted(lake.begun() - ended):
        for name in lake.names("runs", [dead]):
            try:
                row = pq.ParquetFile(*lake.store.obtain([name])).read().to_pydict()
            except (pa.ArrowInvalid, OSError) as error:
                logger.warning("the record of the dead run %s cannot be read and is removed: %s", dead, error)
                lake.store.remove([name])
                continue
            row.update(status=["failed"], message=[UNFINISHED], ended_at=[None])
            lake.write("runs", dead, PurePosixPath(name).stem, rows_to_table(CONTRACTS["runs"], row))
        # First the marker: a run that was only taken for dead cannot commit any more, and then nothing of it is needed.
        lake.commit(dead, "failed", AUDIT_TABLES)
        lake.remove_tables(dead, DATA_TABLES)
        killed.append(dead)
    lake.remove_uncommitted()
    return killed


@cache
def library_versions() -> str:
    """Versions of Python, solieu and the libraries that decide what a run gives, as JSON. Asked of the disk once."""
    versions = {library: metadata.version(library) for library in LIBRARIES}
    return json.dumps({"python": ".".join(map(str, sys.version_info[:3])), **versions}, sort_keys=True)
