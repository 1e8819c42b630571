"""The local server: the cron schedule really creates runs, a run by hand completes, and `stop` ends what `start` started."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from small_articles import write_articles

from flows.serving import CannotServe, start, stop
from warehouse.reading import run_query

ROOT = Path(__file__).parents[2]
PATIENCE = 240


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with pool, deployments and worker; everything is stopped in the end."""
    folder = tmp_path_factory.mktemp("serving")
    environment = start(folder, ROOT)
    try:
        with pytest.raises(CannotServe, match="already serving"):
            start(folder, ROOT)
        yield environment["PREFECT_API_URL"]
    finally:
        ended = stop(folder)
    assert ended == ["worker", "server"]
    assert stop(folder) == []
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(environment["PREFECT_API_URL"] + "/health", timeout=2)


def _ask(url: str, body: dict[str, Any] | None = None) -> Any:
    request = urllib.request.Request(
        url, data=None if body is None else json.dumps(body).encode(), headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def _deployment(api: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = _ask(f"{api}/deployments/name/{name}")
    return found


def test_the_cron_schedule_creates_runs_at_half_past_two_in_vietnam(api: str) -> None:
    """With SQLAlchemy 2.1 everything looks right and no run is ever created."""
    nightly = _deployment(api, "nightly/nightly")
    deadline = time.monotonic() + PATIENCE
    runs: list[dict[str, Any]] = []
    while not runs and time.monotonic() < deadline:
        chosen = {"deployments": {"id": {"any_": [nightly["id"]]}}, "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
        runs = _ask(f"{api}/flow_runs/filter", chosen)
        time.sleep(1)
    assert runs, "the scheduler created no run"
    starts = {datetime.fromisoformat(run["expected_start_time"]).astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).strftime("%H:%M") for run in runs}
    assert starts == {"02:30"}
    assert all(run["auto_scheduled"] for run in runs)


def test_one_run_at_a_time_and_a_late_one_is_cancelled(api: str) -> None:
    for name in ("nightly/nightly", "nightly/on-demand", "replay/replay"):
        deployment = _deployment(api, name)
        assert deployment["global_concurrency_limit"]["limit"] == 1
        assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"


def test_the_form_of_a_run_by_hand_explains_its_parameters(api: str) -> None:
    schema = _deployment(api, "nightly/on-demand")["parameter_openapi_schema"]["properties"]
    assert {"raw", "home", "full", "batch_size", "workers", "allow_vanish"} <= set(schema)
    assert all(schema[name].get("description") for name in schema)
    assert "Files per batch" in schema["batch_size"]["description"]


def test_a_run_by_hand_with_parameters_completes_and_publishes(api: str, tmp_path: Path) -> None:
    write_articles(tmp_path / "raw", range(3))
    parameters = {"raw": [str(tmp_path / "raw")], "home": str(tmp_path / "home"), "workers": 1}
    deployment = _deployment(api, "nightly/on-demand")
    run = _ask(f"{api}/deployments/{deployment['id']}/create_flow_run", {"parameters": parameters, "state": {"type": "SCHEDULED"}})
    deadline = time.monotonic() + PATIENCE
    while run["state"]["type"] not in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") and time.monotonic() < deadline:
        time.sleep(1)
        run = _ask(f"{api}/flow_runs/{run['id']}")
    assert run["state"]["type"] == "COMPLETED", run["state"]
    assert run_query(tmp_path / "home" / "warehouse.duckdb", "select count(*) as n from articles").to_pylist() == [{"n": 3}]
    artifacts = _ask(f"{api}/artifacts/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
    assert any("published 3 articles" in artifact["data"] for artifact in artifacts)
    tasks = {task["name"] for task in _ask(f"{api}/task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})}
    assert {"clean batch 00000", "extract batch 00000-000"} <= tasks


def test_wrong_parameters_are_refused_before_anything_runs(api: str) -> None:
    deployment = _deployment(api, "nightly/on-demand")
    with pytest.raises(urllib.error.HTTPError) as refused:
        _ask(f"{api}/deployments/{deployment['id']}/create_flow_run", {"parameters": {"batch_size": "nhiều"}})
    assert refused.value.code in (409, 422)
