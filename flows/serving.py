"""`make serve` and `make stop`: a local Prefect server, the work pool, the deployments and one worker.

Everything it starts is written to var/serving.json with the start time of each process, so that `stop` ends exactly those.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.deploying import POOL, deploy_all, prefect_command
from flows.environment import STARTUP_SECONDS, TELEMETRY_OFF, CannotDeploy
from flows.settings import Settings, SettingsError, load_settings

ROOT = Path(__file__).parents[1]
HOST = "127.0.0.1"
SECONDS_BETWEEN_LOOKS = "2"
"""How often the worker asks the server for runs that are due; Prefect's own default is 10."""
SAMPLES = ROOT / "seeds" / "articles" / "raw"


class CannotServe(RuntimeError):
    """The server or the worker did not come up; the message names the log to read."""


@dataclass(frozen=True)
class Started:
    """One process that was started. `began` tells it from a later process of the same number."""

    name: str
    pid: int
    began: str


def start(folder: Path, root: Path = ROOT, port: int | None = None) -> dict[str, str]:
    """Start server, pool, deployments and worker; the environment in which `prefect` speaks to this server.

    Args:
        folder: where Prefect's database, the logs, the password and the record of what was started are kept.
        root: folder that runs work in; its solieu.toml holds for them.
        port: port of the server; that of the settings when it is None.

    Raises:
        CannotServe: something did not come up; what had been started is stopped again.
        SettingsError: a setting has a wrong value.
    """
    record = folder / "serving.json"
    if record.exists() and any(_is_running(process) for process in _read(record)):
        raise CannotServe(f"already serving, see {record}; `make stop` ends it")
    with chdir(root):
        settings = load_settings()
    port = port or settings.serve_port
    _must_be_free(port)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # Prefect's database, which anybody may read, holds what runs were asked and what they said
    environment = _environment(folder, port, settings)
    started: list[Started] = []
    try:
        server = ["server", "start", "--host", HOST, "--port", str(port)]
        started.append(_spawn("server", server, environment, folder, root))
        _write(record, started)
        _wait_for(f"http://{HOST}:{port}/api/health", folder / "server.log", started[0])
        deploy_all(environment, root)
        started.append(_spawn("worker", ["worker", "start", "--pool", POOL, "--type", "process"], environment, folder, root))
        _write(record, started)
    except BaseException as error:
        _write(record, started)
        stop(folder)
        if isinstance(error, CannotDeploy):
            raise CannotServe(str(error)) from error
        raise
    return environment


def stop(folder: Path, patience: float = 20.0) -> list[str]:
    """End what `start` started and nothing else: worker first. Names of what was running. Units: `patience` seconds each."""
    record = folder / "serving.json"
    if not record.exists():
        return []
    ended = []
    for process in reversed(_read(record)):
        if not _is_running(process):
            continue
        ended.append(process.name)
        _end(process, patience)
    record.unlink()
    return ended


def main() -> int:
    """`python -m flows.serving start|stop`."""
    folder = ROOT / "var" / "prefect"
    if sys.argv[1:] == ["stop"]:
        print(f"stopped: {', '.join(stop(folder)) or 'nothing was running'}")
        return 0
    if sys.argv[1:] != ["start"]:
        print("usage: python -m flows.serving start|stop", file=sys.stderr)
        return 2
    try:
        environment = start(folder)
    except (CannotServe, SettingsError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(_told(folder, environment))
    return 0


def _told(folder: Path, environment: Mapping[str, str]) -> str:
    """What to do next, as lines that can be typed."""
    api = environment["PREFECT_API_URL"]
    password = "PREFECT_SERVER_API_AUTH_STRING" if "PREFECT_SERVER_API_AUTH_STRING" in os.environ else folder / "password"
    raw = environment.get("SOLIEU_RAW") or ", ".join(load_settings().raw)
    typed = f'PREFECT_API_URL={api} PREFECT_API_AUTH_STRING="$(cat {folder / "password"})" .venv/bin/prefect'
    return "\n".join(
        (
            f"open            {api.removesuffix('/api')}, and log in with what is in {password}",
            f'it reads        {raw}; write raw = ["…"] and home = "…" into solieu.toml for others',
            f"see the nights  {typed} deployment inspect nightly/nightly",
            f"run it now      {typed} deployment run nightly/on-demand --watch",
            "stop it         make stop",
        )
    )


def _environment(folder: Path, port: int, settings: Settings) -> dict[str, str]:
    origin = f"http://{HOST}:{port}"
    password = os.environ.get("PREFECT_SERVER_API_AUTH_STRING") or _password(folder)
    samples = {} if settings.raw else {"SOLIEU_RAW": str(SAMPLES)}
    return {
        **os.environ,
        **TELEMETRY_OFF,
        **samples,
        "PREFECT_HOME": str(folder.resolve()),
        "PREFECT_API_URL": f"{origin}/api",
        # The pages are served by this server, so they must ask this port; without it they ask 4200.
        "PREFECT_SERVER_UI_API_URL": f"{origin}/api",
        # Whoever else has an account on this machine, or a page open in the browser, is kept out.
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_API_AUTH_STRING": password,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": origin,
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        # A run by hand begins at once, not after up to ten seconds; what is asked for on this machine costs next to nothing.
        "PREFECT_WORKER_QUERY_SECONDS": os.environ.get("PREFECT_WORKER_QUERY_SECONDS", SECONDS_BETWEEN_LOOKS),
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": STARTUP_SECONDS,
    }


def _password(folder: Path) -> str:
    """User and password of the server, made once and readable by its owner alone."""
    path = folder / "password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"solieu:{secrets.token_urlsafe(18)}\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def _must_be_free(port: int) -> None:
    """Refuse a port that something else listens on.

    Raises:
        CannotServe: names the setting.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            advice = "set serve_port in solieu.toml, or SOLIEU_SERVE_PORT"
            raise CannotServe(f"port {port} cannot be used ({error.strerror}); {advice}") from None


def _spawn(name: str, arguments: list[str], environment: dict[str, str], folder: Path, root: Path) -> Started:
    path = folder / f"{name}.log"
    if path.exists():
        path.replace(path.with_suffix(".log.1"))  # that of the time before stays, older ones go
    with path.open("ab") as log:
        # A session of its own: it outlives make, and its whole group can be ended without touching anything else.
        process = subprocess.Popen(  # noqa: S603 - a list and no shell
            prefect_command(arguments), env=environment, cwd=root, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
    return Started(name, process.pid, _began(process.pid))


def _wait_for(url: str, log: Path, process: Started) -> None:
    deadline = time.monotonic() + float(STARTUP_SECONDS)
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - http of this machine
                return
        except (urllib.error.URLError, OSError):
            if not _is_running(process):
                break
            time.sleep(0.5)
    raise CannotServe(f"the Prefect server did not come up; see {log}")


def _began(pid: int) -> str:
    """When a process was started, as the system says; empty when there is none. A zombie counts as ended."""
    if not Path("/proc/self/stat").exists():
        command = ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)]
        found = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - a list and no shell
        state, _, began = found.strip().partition(" ")
        return "" if state.startswith("Z") else began.strip()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def _is_running(process: Started) -> bool:
    return bool(process.began) and _began(process.pid) == process.began


def _end(process: Started, patience: float) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not _is_running(process):
                return
            time.sleep(0.2)


def _read(record: Path) -> list[Started]:
    return [Started(**process) for process in json.loads(record.read_text(encoding="utf-8"))]


def _write(record: Path, started: list[Started]) -> None:
    record.write_text(json.dumps([asdict(process) for process in started], indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
