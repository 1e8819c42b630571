"""Prefect's temporary server, started so that it ends with the run: after a SIGKILL of the run, too.

Prefect starts a server of its own for a flow that is given none, and ends it when the process ends in an orderly way. When
that process is killed the server would live on and hold its output open: a shell that reads the output of the run, or cron,
would wait for ever. So the server reads from a pipe that only the run holds: when the run is gone, however it went, the
pipe ends, and so does the server.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect.server.api.server import SubprocessASGIServer


def watch_temporary_server() -> None:
    """Let Prefect start its temporary server this way; does nothing where there is a server to speak to already."""
    from prefect.settings import PREFECT_API_URL

    if PREFECT_API_URL.value():
        return
    from prefect.server.api.server import SubprocessASGIServer

    # Whoever asks Prefect for the server without naming a port gets what is kept under None. Prefect's tests do the same.
    if None not in SubprocessASGIServer._instances:
        SubprocessASGIServer._instances[None] = _watched_server()


def _watched_server() -> SubprocessASGIServer:
    """The temporary server of Prefect, with a pipe for its standard input."""
    import prefect
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import get_current_settings

    class WatchedServer(SubprocessASGIServer):
        def _run_uvicorn_command(self) -> subprocess.Popen[Any]:
            application = ["--app-dir", str(prefect.__module_path__.parent), "--factory", "prefect.server.api.server:create_app"]
            address = ["--host", "127.0.0.1", "--port", str(self.port), "--log-level", "error", "--lifespan", "on"]
            settings = get_current_settings().to_environment_variables(exclude_unset=True)
            kind = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
            return subprocess.Popen(  # noqa: S603 - a list and no shell
                [sys.executable, "-P", str(Path(__file__)), *application, *address],
                env={**os.environ, **kind, **settings},
                stdin=subprocess.PIPE,
            )

    return WatchedServer()


def end_with_standard_input() -> None:
    """End this process at once when nobody holds the other end of its standard input any more."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1 << 10):
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    end_with_standard_input()
    import uvicorn

    uvicorn.main()
