"""How runs ended, as plain data: what `--json`, the metrics and the notifications say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.contracts import CONTRACTS
from warehouse.lake.lake import Lake
from warehouse.lake.markers import RunMarker
from warehouse.parquet import arrow_schema

DOCUMENTS = ("discovered", "unchanged", "loaded", "quarantined", "gone")
FIGURES = ("observations", "numbers", "unexplained", "observations_quarantined")
STAGES = ("discover", "clean", "extract", "validate", "load", "check", "publish", "site")
"""The stages of a run, in their order."""


@dataclass(frozen=True)
class FailedExpectation:
    """An expectation that did not hold. `ids` are the first articles or figures that broke it."""

    rule_id: str
    observed: str
    severity: str
    scope: str
    ids: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether it kept the run from publishing."""
        return self.severity == "critical" and self.scope == "table"

    @property
    def is_drift(self) -> bool:
        """Whether it says that the run is unlike those before it."""
        return self.rule_id.endswith("drift")


@dataclass(frozen=True)
class RunResult:
    """How one run ended. `quarantined` counts what it refused, by reason code. Units: `seconds` per stage."""

    run_id: str
    status: str
    message: str
    started_at: datetime
    ended_at: datetime | None
    documents: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[str, int] = field(default_factory=dict)
    quarantined: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    failed_expectations: tuple[FailedExpectation, ...] = ()
    warning_of_diff: str | None = None
    raw: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the warehouse stands for the raw files as this run saw them."""
        return self.status in ("published", "unchanged")

    @property
    def stage(self) -> str | None:
        """The last stage that began; None when none did."""
        return next((name for name in reversed(STAGES) if name in self.seconds), None)

    @property
    def drifted(self) -> tuple[str, ...]:
        """What was unlike the runs before, one line each."""
        lines = [f"{one.rule_id} ({one.observed})" for one in self.failed_expectations if one.is_drift]
        return (*lines, self.warning_of_diff) if self.warning_of_diff else tuple(lines)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What does not keep a run from publishing and should be seen, one line each."""
        lines = [f"{one.rule_id} ({one.observed})" for one in self.failed_expectations if not one.stops]
        return (*lines, self.warning_of_diff) if self.warning_of_diff else tuple(lines)

    def to_json(self) -> dict[str, Any]:
        """As `--json` prints it; times are ISO in UTC."""
        return {
            "run_id": self.run_id,
            "status": self.status,
            "message": self.message,
            "started_at": self.started_at.isoformat(),
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
            "documents": dict(self.documents),
            "figures": dict(self.figures),
            "quarantined": dict(self.quarantined),
            "seconds": dict(self.seconds),
            "warnings": list(self.warnings),
        }


def read_results(home: Path, last: int | None = None) -> list[RunResult]:
    """The results of the runs that have ended, in their order; with `last` only of so many.

    Raises:
        NewerContract: a run was written by a newer solieu.
    """
    lake = Lake(home)
    markers = lake.markers()
    rows = {row["run_id"]: row for row in lake.read_current("runs").to_pylist()}
    ended = [marker for marker in markers if marker.run_id in rows]
    return [_result(lake, marker, rows[marker.run_id]) for marker in ended[-last if last else 0 :]]


def read_result(home: Path, run_id: str) -> RunResult | None:
    """The result of one run; None while it has not ended."""
    lake = Lake(home)
    marker = next((marker for marker in lake.markers() if marker.run_id == run_id), None)
    rows = _rows(lake, "runs", run_id).to_pylist()
    return _result(lake, marker, rows[0]) if marker and rows else None


def last_good_result(home: Path) -> RunResult | None:
    """The result of the last run that stands; None when none does."""
    standing = Lake(home).committed()
    return read_result(home, standing[-1]) if standing else None


def run_ids(home: Path) -> list[str]:
    """The runs that have ended, in their order."""
    return [marker.run_id for marker in Lake(home).markers()]


def _result(lake: Lake, marker: RunMarker, row: Mapping[str, Any]) -> RunResult:
    stages: dict[str, Any] = json.loads(row["stages"])
    failed = _rows(lake, "validations", marker.run_id)
    failed = failed.filter(pc.invert(failed["success"]))
    refused = _rows(lake, "quarantine", marker.run_id)
    return RunResult(
        run_id=marker.run_id,
        status=marker.status,
        message=row["message"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        documents={name: row[name] for name in DOCUMENTS},
        figures={name: row[name] for name in FIGURES},
        quarantined=dict(sorted(Counter(refused["reason"].to_pylist()).items())),
        seconds={name: stages[name]["seconds"] for name in STAGES if "seconds" in stages.get(name, {})},
        failed_expectations=tuple(
            FailedExpectation(one["rule_id"], one["observed"], one["severity"], one["scope"], tuple(json.loads(one["failing_ids"])))
            for one in failed.to_pylist()
        ),
        warning_of_diff=json.loads(row["diff"]).get("warning") if row["diff"] else None,
        raw=tuple(json.loads(row["parameters"]).get("raw", ())),
    )


def _rows(lake: Lake, table: str, run_id: str) -> pa.Table:
    """The rows that a run wrote of an audit table."""
    schema = arrow_schema(CONTRACTS[table])
    wanted = pc.field("run_id") == run_id
    parts = (pq.read_table(path, filters=wanted, partitioning=None) for path in lake.files(table, [run_id]))
    return pa.concat_tables([schema.empty_table(), *(part.select(schema.names).cast(schema) for part in parts)])
