"""`make serve` and `make stop`: a local Prefect server, the work pool, the deployments and one worker.

Everything it starts is written to var/serving.json with the start time of each process, so that `stop` ends exactly those.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.environment import STARTUP_SECONDS, TELEMETRY_OFF

ROOT = Path(__file__).parents[1]
POOL = "solieu"


class CannotServe(RuntimeError):
    """The server or the worker did not come up; the message names the log to read."""


@dataclass(frozen=True)
class Started:
    """One process that was started. `began` tells it from a later process of the same number."""

    name: str
    pid: int
    began: str


def start(folder: Path, root: Path = ROOT) -> dict[str, str]:
    """Start server, pool, deployments and worker; the environment in which `prefect` speaks to this server.

    Raises:
        CannotServe: something did not come up; what had been started is stopped again.
    """
    record = folder / "serving.json"
    if record.exists() and any(_is_running(process) for process in _read(record)):
        raise CannotServe(f"already serving, see {record}; `make stop` ends it")
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    environment = _environment(folder, port, root)
    started: list[Started] = []
    try:
        server = ["server", "start", "--host", "127.0.0.1", "--port", str(port)]
        started.append(_spawn("server", server, environment, folder, root))
        _write(record, started)
        _wait_for(f"http://127.0.0.1:{port}/api/health", folder / "server.log", started[0])
        _prefect(["work-pool", "create", POOL, "--type", "process", "--overwrite"], environment, root)
        _prefect(["work-pool", "set-concurrency-limit", POOL, "1"], environment, root)
        _prefect(["--no-prompt", "deploy", "--all"], environment, root)
        started.append(_spawn("worker", ["worker", "start", "--pool", POOL, "--type", "process"], environment, folder, root))
        _write(record, started)
    except BaseException:
        _write(record, started)
        stop(folder)
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
    except CannotServe as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    api = environment["PREFECT_API_URL"]
    print(
        f"open            {api.removesuffix('/api')}\n"
        f"see the nights  PREFECT_API_URL={api} .venv/bin/prefect deployment inspect nightly/nightly\n"
        f"run it now      PREFECT_API_URL={api} .venv/bin/prefect deployment run nightly/on-demand -p home=var --watch\n"
        "stop it         make stop"
    )
    return 0


def _environment(folder: Path, port: int, root: Path) -> dict[str, str]:
    api = f"http://127.0.0.1:{port}/api"
    return {
        **os.environ,
        **TELEMETRY_OFF,
        "PREFECT_HOME": str(folder.resolve()),
        "PREFECT_API_URL": api,
        # The pages are served by this server, so they must ask this port; without it they ask 4200.
        "PREFECT_SERVER_UI_API_URL": api,
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": STARTUP_SECONDS,
        "PREFECT_LOGGING_EXTRA_LOGGERS": "solieu",
        "SOLIEU_ROOT": str(root),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _command(arguments: list[str]) -> list[str]:
    return [str(Path(sys.executable).with_name("prefect")), *arguments]


def _spawn(name: str, arguments: list[str], environment: dict[str, str], folder: Path, root: Path) -> Started:
    with (folder / f"{name}.log").open("ab") as log:
        # A session of its own: it outlives make, and its whole group can be ended without touching anything else.
        process = subprocess.Popen(
            _command(arguments), env=environment, cwd=root, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
    return Started(name, process.pid, _began(process.pid))


def _prefect(arguments: list[str], environment: dict[str, str], root: Path) -> None:
    done = subprocess.run(_command(arguments), env=environment, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotServe(f"prefect {' '.join(arguments)} failed: {(done.stderr or done.stdout).strip()}")


def _wait_for(url: str, log: Path, process: Started) -> None:
    deadline = time.monotonic() + float(STARTUP_SECONDS)
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            if not _is_running(process):
                break
            time.sleep(0.5)
    raise CannotServe(f"the Prefect server did not come up; see {log}")


def _began(pid: int) -> str:
    """When a process was started, as the system says; empty when there is none. A zombie counts as ended."""
    if not Path("/proc/self/stat").exists():
        found = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
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
