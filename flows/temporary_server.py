"""Prefect's temporary server, started so that it ends with the run: after a SIGKILL of the run, too.

Prefect starts a server of its own for a flow that is given none, and ends it when the process ends in an orderly way. When
that process is killed the server would live on and hold its output open: a shell that reads the output of the run, or cron,
would wait for ever. So the server reads from a pipe that only the run holds: when the run is gone, however it went, the
pipe ends, and so does the server.

The command line starts it itself (`temporary_server`), while Prefect is being imported, and Prefect is told its address: for a
server of its own Prefect imports the server's code, three seconds of it, into the run as well.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.environment import STARTUP_SECONDS, STARTUP_SETTING, failure_of_prefect

if TYPE_CHECKING:
    from prefect.server.api.server import SubprocessASGIServer

SECONDS_TO_END = 5


@dataclass(frozen=True)
class TemporaryServer:
    """A server that is starting or has started. Requests that come before it answers wait."""

    address: str
    process: subprocess.Popen[Any]

    def wait_for_answer(self) -> None:
        """Wait until it answers.

        Raises:
            PrefectFailed: it has ended, or took longer than the setting of Prefect allows.
        """
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=float(os.environ.get(STARTUP_SETTING, STARTUP_SECONDS))):  # noqa: S310 - http
                pass
        except (OSError, HTTPException) as error:
            raise failure_of_prefect(f"its temporary server did not start: {error}") from error


@contextmanager
def temporary_server() -> Iterator[TemporaryServer]:
    """Serve Prefect's API from another process while the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = _start(listener, {})
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    try:
        yield TemporaryServer(address, process)
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def watch_temporary_server() -> None:
    """Let Prefect start its own temporary server this way, too; does nothing where there is a server to speak to already."""
    from prefect.settings import PREFECT_API_URL

    if PREFECT_API_URL.value():
        return
    from prefect.server.api.server import SubprocessASGIServer

    # Whoever asks Prefect for the server without naming a port gets what is kept under None. Prefect's tests do the same.
    if None not in SubprocessASGIServer._instances:
        SubprocessASGIServer._instances[None] = _watched_server()


def _watched_server() -> SubprocessASGIServer:
    """The temporary server of Prefect, started by `_start`."""
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import get_current_settings

    class WatchedServer(SubprocessASGIServer):
        def _run_uvicorn_command(self) -> subprocess.Popen[Any]:
            with socket.socket() as listener:  # bound only: Prefect takes a refusal, but no silence, for a server that is starting
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind(("127.0.0.1", self.port or 0))
                return _start(listener, get_current_settings().to_environment_variables(exclude_unset=True))

    return WatchedServer()


def _start(listener: socket.socket, settings: dict[str, str]) -> subprocess.Popen[Any]:
    """A process that serves Prefect's API on that socket until its standard input ends."""
    kind = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
    return subprocess.Popen(  # noqa: S603 - a list and no shell
        [sys.executable, "-P", str(Path(__file__)), str(listener.fileno())],
        env={**os.environ, **kind, **settings},
        stdin=subprocess.PIPE,
        pass_fds=[listener.fileno()],
    )


def end_with_standard_input() -> None:
    """End this process at once when nobody holds the other end of its standard input any more."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1 << 10):
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def serve(listener: socket.socket) -> None:
    """Serve Prefect's API on that socket."""
    import uvicorn

    config = uvicorn.Config("prefect.server.api.server:create_app", factory=True, log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    end_with_standard_input()
    serve(socket.socket(fileno=int(sys.argv[1])))
