"""The local server: the cron schedule really creates runs, a deployed run does what solieu.toml says, `stop` ends what was started."""

from __future__ import annotations

import base64
import http
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from small_articles import write_articles

from flows.serving import CannotServe, start, stop
from warehouse.reading import run_query

PATIENCE = 240
LOOK_AGAIN = 0.25


@dataclass(frozen=True)
class Served:
    """A local server: its folder, the folder its runs work in, and how to ask it."""

    folder: Path
    place: Path
    api: str
    password: str

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """What the API answers; with a body it is a POST. A server whose database is busy says 503: nothing was done, ask again."""
        token = base64.b64encode(self.password.encode()).decode()
        request = urllib.request.Request(
            self.api + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Basic {token}"},
        )
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as refused:
                if refused.code != http.HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > deadline:
                    raise
            time.sleep(LOOK_AGAIN)

    def deployment(self, name: str) -> dict[str, Any]:
        """One deployment by flow and name."""
        found: dict[str, Any] = self.ask(f"/deployments/name/{name}")
        return found

    def run(self, name: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """The flow run of a deployment once it has ended."""
        created = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
        run: dict[str, Any] = self.ask(f"/deployments/{self.deployment(name)['id']}/create_flow_run", created)
        deadline = time.monotonic() + PATIENCE
        while run["state"]["type"] not in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") and time.monotonic() < deadline:
            time.sleep(LOOK_AGAIN)
            run = self.ask(f"/flow_runs/{run['id']}")
        return run

    def logs(self, run: dict[str, Any]) -> list[str]:
        """What the UI shows as the logs of a run, once its last line is there: they are sent in batches, after the state."""
        lines: list[dict[str, Any]] = []
        deadline = time.monotonic() + PATIENCE
        while not any(line["name"] == "prefect.flow_runs" and line["message"].startswith("Finished in state") for line in lines):
            assert time.monotonic() < deadline, [line["message"] for line in lines]
            time.sleep(LOOK_AGAIN)
            lines = self.ask("/logs/filter", {"logs": {"flow_run_id": {"any_": [run["id"]]}}})
        return [line["message"] for line in lines]

    def artifacts(self, run: dict[str, Any]) -> list[dict[str, Any]]:
        """What the UI shows as the artifacts of a run."""
        found = self.ask("/artifacts/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
        return [artifact for artifact in found if artifact["key"]]  # Prefect has some of its own, for errors, which it shows nowhere


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with pool, deployments and worker for a folder with a solieu.toml of its own; everything is stopped in the end."""
    folder, place = tmp_path_factory.mktemp("serving"), tmp_path_factory.mktemp("elsewhere")
    write_articles(place / "tin", range(3))
    (place / "solieu.toml").write_text('raw = ["tin"]\nhome = "kho"\nworkers = 1\n', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("SOLIEU_") or name == "PREFECT_LOGGING_LEVEL"]:
            patch.delenv(name)
        environment = start(folder, place, free_port())
    try:
        with pytest.raises(CannotServe, match="already serving"):
            start(folder, place)
        yield Served(folder, place, environment["PREFECT_API_URL"], (folder / "password").read_text().strip())
    finally:
        ended = stop(folder)
    assert ended == ["worker", "server"]
    assert stop(folder) == []
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(environment["PREFECT_API_URL"] + "/health", timeout=2)


def test_the_cron_schedule_creates_runs_at_half_past_two_in_vietnam(served: Served) -> None:
    """With SQLAlchemy 2.1 everything looks right and no run is ever created."""
    nightly = served.deployment("nightly/nightly")
    deadline = time.monotonic() + PATIENCE
    runs: list[dict[str, Any]] = []
    while not runs and time.monotonic() < deadline:
        chosen = {"deployments": {"id": {"any_": [nightly["id"]]}}, "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
        runs = served.ask("/flow_runs/filter", chosen)
        time.sleep(LOOK_AGAIN)
    assert runs, "the scheduler created no run"
    starts = {datetime.fromisoformat(run["expected_start_time"]).astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).strftime("%H:%M") for run in runs}
    assert starts == {"02:30"}
    assert all(run["auto_scheduled"] for run in runs)


def test_one_run_at_a_time_and_a_late_one_is_cancelled(served: Served) -> None:
    for name in ("nightly/nightly", "nightly/on-demand", "replay/replay"):
        deployment = served.deployment(name)
        assert deployment["global_concurrency_limit"]["limit"] == 1
        assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"


def test_no_deployment_says_what_the_settings_say(served: Served) -> None:
    for name in ("nightly/nightly", "nightly/on-demand", "replay/replay"):
        deployment = served.deployment(name)
        assert not deployment["parameters"], "a parameter here would override solieu.toml"
        assert not any(variable.startswith("SOLIEU_") for variable in deployment["job_variables"]["env"])


def test_the_form_of_a_run_by_hand_explains_its_parameters(served: Served) -> None:
    schema = served.deployment("nightly/on-demand")["parameter_openapi_schema"]["properties"]
    assert {"raw", "home", "full", "batch_size", "workers", "allow_vanish"} <= set(schema)
    assert all(schema[name].get("description") for name in schema)
    assert "Files per batch" in schema["batch_size"]["description"]


def test_a_deployed_night_publishes_where_the_toml_of_its_folder_says(served: Served) -> None:
    run = served.run("nightly/nightly", {})
    assert run["state"]["type"] == "COMPLETED", run["state"]
    live = served.place / "kho" / "warehouse.duckdb"
    assert run_query(live, "select count(*) as n from articles").to_pylist() == [{"n": 3}]


@dataclass(frozen=True)
class ByHand:
    """A run by hand with parameters of its own over four articles, and the home it worked on."""

    run: dict[str, Any]
    home: Path


@pytest.fixture(scope="module")
def by_hand(served: Served, tmp_path_factory: pytest.TempPathFactory) -> ByHand:
    folder = tmp_path_factory.mktemp("by-hand")
    write_articles(folder / "raw", range(4))
    asked = {"raw": [str(folder / "raw")], "home": str(folder / "home"), "workers": 1}
    return ByHand(served.run("nightly/on-demand", asked), folder / "home")


def test_a_run_by_hand_with_parameters_completes_and_publishes(served: Served, by_hand: ByHand) -> None:
    assert by_hand.run["state"]["type"] == "COMPLETED", by_hand.run["state"]
    assert run_query(by_hand.home / "warehouse.duckdb", "select count(*) as n from articles").to_pylist() == [{"n": 4}]
    assert any("published 4 articles" in artifact["data"] for artifact in served.artifacts(by_hand.run))
    tasks = {task["name"] for task in served.ask("/task_runs/filter", {"flow_runs": {"id": {"any_": [by_hand.run["id"]]}}})}
    assert {"clean batch 00000", "extract batch 00000-000"} <= tasks


def test_a_run_shows_its_counts_in_the_logs_and_a_failed_one_its_summary(served: Served, by_hand: ByHand, tmp_path: Path) -> None:
    home = by_hand.home
    logs = served.logs(by_hand.run)
    for line in ("discover  4 new", "published 4 articles, ", "  documents     4 found, 0 unchanged, 0 gone", "load      full build"):
        assert any(found.startswith(line) for found in logs), line
    assert any(re.match(r"clean     4/4, 4 articles, \d+ a second", found) for found in logs)
    (summary,) = served.artifacts(by_hand.run)
    assert f"--home {home}" in summary["data"]
    bad = served.run("nightly/on-demand", {"raw": [str(tmp_path / "nowhere")], "home": str(home)})
    assert bad["state"]["type"] == "FAILED"
    (failure,) = served.artifacts(bad)
    assert failure["description"].startswith("solieu failed: ")
    assert "nowhere does not exist" in failure["data"]
    assert f"`solieu status --home {home}`" in failure["data"]
    assert failure["data"].strip() in (home / "last_failure.md").read_text("utf-8")


def test_a_run_that_is_typed_shows_its_counts_on_the_server_and_its_own_lines_on_the_terminal(served: Served, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_LOGGING_LEVEL"}
    environment |= {"PREFECT_API_URL": served.api, "PREFECT_API_AUTH_STRING": served.password}
    write_articles(tmp_path / "raw", range(2))
    command = [sys.executable, "-m", "flows.cli", "run", "--json", "--raw", str(tmp_path / "raw"), "--home", str(tmp_path / "home")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["status"], told["exit_code"], told["run"]["documents"]["loaded"]) == ("published", 0, 2)
    assert "clean     2/2, 2 articles" in done.stderr
    assert "Finished in state" not in done.stdout + done.stderr
    named = {"flow_runs": {"name": {"any_": [f"nightly: {tmp_path / 'home'}"]}}}
    (run,) = served.ask("/flow_runs/filter", named)
    assert any(line.startswith("discover  2 new") for line in served.logs(run))


def test_deploying_again_from_another_folder_moves_the_runs_there(served: Served, tmp_path: Path) -> None:
    environment = {**os.environ, "PREFECT_API_URL": served.api, "PREFECT_API_AUTH_STRING": served.password}
    for folder in (tmp_path, served.place):
        command = [sys.executable, "-m", "flows.cli", "deploy", "--directory", str(folder)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert f"they work in {folder}" in done.stdout
        (step,) = served.deployment("nightly/nightly")["pull_steps"]
        assert step["prefect.deployments.steps.set_working_directory"]["directory"] == str(folder)


def test_deploying_without_a_server_names_the_setting() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    command = [sys.executable, "-m", "flows.cli", "deploy"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "PREFECT_API_URL: no Prefect server" in done.stderr


def test_wrong_parameters_are_refused_before_anything_runs(served: Served) -> None:
    deployment = served.deployment("nightly/on-demand")
    with pytest.raises(urllib.error.HTTPError) as refused:
        served.ask(f"/deployments/{deployment['id']}/create_flow_run", {"parameters": {"batch_size": "nhiều"}})
    assert refused.value.code in (409, 422)


def test_nobody_gets_in_without_the_password_or_from_another_page(served: Served) -> None:
    assert served.folder.stat().st_mode & 0o077 == 0
    assert (served.folder / "password").stat().st_mode & 0o077 == 0
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{served.api}/deployments/name/nightly/nightly", timeout=PATIENCE)
    assert refused.value.code == 401
    allowed = {}
    for origin in (served.api.removesuffix("/api"), "http://127.0.0.1:1"):
        request = urllib.request.Request(f"{served.api}/health", headers={"Origin": origin})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            allowed[origin] = answer.headers.get("Access-Control-Allow-Origin")
    assert list(allowed.values()) == [served.api.removesuffix("/api"), None]


def test_a_port_that_is_taken_names_its_setting(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CannotServe, match=r"port \d+ cannot be used .* set serve_port"):
            start(tmp_path / "serving", tmp_path, taken.getsockname()[1])
    assert not (tmp_path / "serving").exists()
