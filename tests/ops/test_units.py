"""deploy/: what systemd and Docker are told can be read by them, and names commands and options that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from flows.cli import app
from flows.deploying import POOL

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
COMMAND = "/opt/solieu/venv/bin/solieu"


def _must_exist(command: str) -> None:
    name, *rest = command.split()
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    known = {option for parameter in commands[name].params for option in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= known


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_units_start_commands_that_exist(unit: Path) -> None:
    (started,) = re.findall(rf"^ExecStart={COMMAND} (.+)$", unit.read_text("utf-8"), flags=re.MULTILINE)
    _must_exist(started)


def test_every_timer_has_its_service() -> None:
    names = {unit.name for unit in UNITS}
    timers = {name for name in names if name.endswith(".timer")}
    assert timers == {"solieu.timer", "solieu-check.timer", "solieu-prune.timer"}
    assert {name.replace(".timer", ".service") for name in timers} == names - timers


def test_systemd_reads_the_units(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed on this machine")
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text("utf-8").replace(COMMAND, sys.executable), encoding="utf-8")
    for unit in UNITS:
        done = subprocess.run(["systemd-analyze", "verify", str(tmp_path / unit.name)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), unit.name


def test_the_night_begins_when_the_deployment_says() -> None:
    timer = (DEPLOY / "systemd" / "solieu.timer").read_text("utf-8")
    deployed = yaml.safe_load((DEPLOY.parent / "flows" / "prefect.yaml").read_text("utf-8"))
    (schedule,) = next(one for one in deployed["deployments"] if one["name"] == "nightly")["schedules"]
    minute, hour, *_ = schedule["cron"].split()
    assert f"OnCalendar=*-*-* {int(hour):02}:{int(minute):02}:00 {schedule['timezone']}\n" in timer


def test_the_services_of_the_compose_file_fit_together() -> None:
    composed: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = composed["services"]
    assert set(services) == {"server", "worker", "check"}
    assert services["server"]["ports"] == ["127.0.0.1:4200:4200"], "on loopback alone"
    asked, given = services["server"]["environment"], services["worker"]["environment"]
    assert given["PREFECT_API_AUTH_STRING"] == asked["PREFECT_SERVER_API_AUTH_STRING"]
    assert f"prefect worker start --pool {POOL} " in services["worker"]["command"]
    for service in services.values():
        for command in re.findall(r"solieu ([a-z]+(?: --?[a-z/-]+| [\w/]+)*)", service["command"]):
            if not command.startswith("--"):
                _must_exist(command)
        volumes = {volume.partition(":")[0] for volume in service["volumes"] if not volume.startswith("$")}
        assert volumes <= set(composed["volumes"])
