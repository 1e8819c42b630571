"""HOME/metrics.prom: the last run and the home as Prometheus reads them, from the textfile collector of its node exporter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow.compute as pc
from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from flows.disk import disk_use
from flows.results import RunResult, last_good_result, read_results
from tasks.runs.waiting import waiting_rows
from warehouse.lake.markers import STATUSES

METRICS_FILE = "metrics.prom"


def write_metrics(home: Path) -> Path:
    """Write the metrics of a home, whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    registry = CollectorRegistry()
    results = read_results(home, last=1)
    if results:
        _last_run(registry, results[0])
    if (good := last_good_result(home)) and good.ended_at:
        _gauge(registry, "solieu_last_success_timestamp_seconds", "When the last good run ended.", good.ended_at.timestamp())
        _gauge(registry, "solieu_last_success_drifted", "1 when the last good run was unlike those before it.", float(bool(good.drifted)))
    waiting = pc.value_counts(waiting_rows(home)["reason"]).to_pylist()
    counts = {str(pair["values"]): pair["counts"] for pair in waiting}
    _labelled(registry, "solieu_quarantine_waiting", "Things in quarantine now.", "reason", counts)
    _labelled(registry, "solieu_disk_bytes", "Bytes that the home takes.", "part", disk_use(home))
    path = home / METRICS_FILE
    write_to_textfile(str(path), registry)
    return path


def _last_run(registry: CollectorRegistry, run: RunResult) -> None:
    if run.ended_at:
        _gauge(registry, "solieu_last_run_timestamp_seconds", "When the last run ended.", run.ended_at.timestamp())
    states = {status: int(status == run.status) for status in STATUSES}
    _labelled(registry, "solieu_last_run_status", "1 for how the last run ended.", "status", states)
    _labelled(registry, "solieu_last_run_duration_seconds", "Seconds of the last run.", "stage", run.seconds)
    _labelled(registry, "solieu_last_run_documents", "Documents of the last run.", "state", run.documents)
    _labelled(registry, "solieu_last_run_figures", "Figures and numbers of the last run.", "kind", run.figures)
    _labelled(registry, "solieu_last_run_quarantined", "Things that the last run refused.", "reason", run.quarantined)
    _gauge(registry, "solieu_last_run_warnings", "Warnings of the last run.", len(run.warnings))


def _gauge(registry: CollectorRegistry, name: str, meaning: str, value: float) -> None:
    Gauge(name, meaning, registry=registry).set(value)


def _labelled(registry: CollectorRegistry, name: str, meaning: str, label: str, values: Mapping[str, float]) -> None:
    gauge = Gauge(name, meaning, [label], registry=registry)
    for key, value in values.items():
        gauge.labels(key).set(value)
