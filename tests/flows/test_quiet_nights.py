"""Nights on which little or nothing changed: recorded as any night, without Prefect, and without Great Expectations where nothing did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_articles import write_articles

from tasks.messages import PlanRequest, PlanSummary
from warehouse.checksums import state_checksums
from warehouse.lake.lake import Lake

HEAVY = ("prefect", "great_expectations", "uvicorn", "tasks.facts.extraction")
TYPED = f"""
import sys
from flows.cli import app
try:
    app()
finally:
    print("imported:", *(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
"""


def _run(raw: Path, home: Path, *more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PREFECT_API_URL", "PREFECT_PROFILE")}
    command = [sys.executable, "-c", TYPED, "run", "--raw", str(raw), "--home", str(home), "--workers", "1", *more]
    return subprocess.run(command, env={**environment, "HOME": str(home)}, capture_output=True, text=True, check=False)


def test_a_night_without_a_change_is_recorded_without_prefect(tmp_path: Path) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(2))
    first = _run(raw, home)
    assert first.returncode == 0, first.stderr
    assert first.stderr.splitlines()[-1] == "imported: great_expectations"
    again = _run(raw, home)
    assert again.returncode == 0, again.stderr
    assert "nothing changed: 2 documents as they were" in again.stdout
    assert again.stderr.splitlines()[-1] == "imported:"
    assert [marker.status for marker in Lake(home).markers()] == ["published", "unchanged"]
    assert Lake(home).read_current("runs")["discovered"].to_pylist() == [2, 2]
    assert "solieu_last_run" in (home / "metrics.prom").read_text()
    assert len(list((home / "logs").iterdir())) == 2


def test_a_night_of_a_few_files_is_the_same_with_and_without_prefect(tmp_path: Path) -> None:
    raw, plain, flow = tmp_path / "raw", tmp_path / "plain", tmp_path / "flow"
    write_articles(raw, range(3))
    (raw / "empty.txt").write_bytes(b"")
    for home, more, imported in ((plain, (), "great_expectations"), (flow, ("--verbose",), "prefect great_expectations")):
        done = _run(raw, home, *more)
        assert done.returncode == 0, done.stderr
        assert done.stderr.splitlines()[-1].startswith(f"imported: {imported}")
    assert state_checksums(plain / "warehouse.duckdb") == state_checksums(flow / "warehouse.duckdb")
    one, other = (Lake(home).read_current("runs").to_pylist()[0] for home in (plain, flow))
    assert one["loaded"] == 3
    assert one["quarantined"] == 1
    for name in ("status", "message", "discovered", "loaded", "quarantined", "observations", "numbers", "expectations_failed"):
        assert one[name] == other[name]
    assert json.loads(one["stages"]).keys() == json.loads(other["stages"]).keys()


def test_a_store_that_does_not_answer_is_asked_again_outside_of_prefect(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import running

    asked: list[str] = []

    def answer_late(request: PlanRequest, run_id: str, batch_size: int) -> PlanSummary:
        asked.append(run_id)
        if len(asked) < 3:
            raise ConnectionError("no answer")
        raise ValueError("answered")

    monkeypatch.setattr(running, "discover_documents", answer_late)
    monkeypatch.setattr(running, "STORAGE_WAITS", (0, 0))
    with pytest.raises(ValueError, match="answered"):
        running.discover_patiently(PlanRequest("home", (), None, (), False), "run", 1)
    assert asked == ["run"] * 3
    asked.clear()
    monkeypatch.setattr(running, "discover_documents", lambda *_: asked.append("run") or int("x"))
    with pytest.raises(ValueError, match="invalid literal"):
        running.discover_patiently(PlanRequest("home", (), None, (), False), "run", 1)
    assert asked == ["run"]
