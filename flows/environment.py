"""How Prefect is set up before it is imported: no telemetry, patient with slow machines, its files out of the way."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

TELEMETRY_OFF = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "GX_ANALYTICS_ENABLED": "false"}

STARTUP_SETTING = "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"
STARTUP_SECONDS = "180"
"""Prefect gives its temporary server 20 s; on two busy cores it was seen to need 28."""


def be_quiet_and_patient() -> None:
    """Turn telemetry off and give Prefect's temporary server time to start, also where Prefect was imported before.

    The time that the operator has set stays.
    """
    os.environ.update(TELEMETRY_OFF)
    if STARTUP_SETTING in os.environ:
        return
    os.environ[STARTUP_SETTING] = STARTUP_SECONDS
    if "prefect" in sys.modules:  # it read the environment when it was imported
        from prefect.settings import get_current_settings

        get_current_settings().server.ephemeral.startup_timeout_seconds = int(STARTUP_SECONDS)


def prepare_prefect(home: Path, verbose: bool = False) -> None:
    """Set what Prefect reads from the environment; what the operator has set stays.

    Without a server of the operator's, Prefect's own database goes to the user's cache, one per version: a database of a
    newer Prefect in the usual place would stop an older one. Where there is no such cache it goes to the home.
    """
    os.environ.update(TELEMETRY_OFF)
    # requests silences this itself, but its filter is lost when it is imported in one thread while another catches warnings.
    warnings.filterwarnings("ignore", message="SOCKS support in urllib3 requires")
    if "PREFECT_API_URL" in os.environ and not verbose:
        # The pages of the operator's server show what a run says; the terminal has its own lines.
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO")
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO" if verbose else "CRITICAL")
    os.environ.setdefault("PREFECT_LOGGING_EXTRA_LOGGERS", "solieu")
    if "PREFECT_HOME" not in os.environ and not has_own_prefect():
        os.environ["PREFECT_HOME"] = str(_own_folder(home))


def has_own_prefect() -> bool:
    """Whether the operator has set up a Prefect of their own, whose server may stay and whose pages may be looked at."""
    named = any(name in os.environ for name in ("PREFECT_API_URL", "PREFECT_PROFILE"))
    return named or Path("~/.prefect/profiles.toml").expanduser().exists()


NO_SERVER_FOR_A_CLUSTER = (
    "needs PREFECT_API_URL, the address of a Prefect server that this machine and the workers reach: without one every worker would "
    "start a server of its own; `prefect server start`, or `make serve`, starts one"
)


class PrefectFailed(RuntimeError):
    """Prefect itself failed: its server did not start, or its database is full or damaged."""


class CannotDeploy(RuntimeError):
    """A command of Prefect failed; the message has what it said."""


@contextmanager
def telling_prefects_failures() -> Iterator[None]:
    """Say of an error that Prefect's own code raised where to look; others go on as they are.

    Raises:
        PrefectFailed: with what Prefect said.
    """
    try:
        yield
    except Exception as error:
        *_, (frame, _) = traceback.walk_tb(error.__traceback__)
        if not str(frame.f_globals.get("__name__")).startswith("prefect."):
            raise
        raise failure_of_prefect(error) from error


def failure_of_prefect(error: object) -> PrefectFailed:
    """The error that says what Prefect failed with, and where to look."""
    server = os.environ.get("PREFECT_API_URL")
    folder = os.environ.get("PREFECT_HOME", "~/.prefect")
    database = f"make room on the disk of {folder}, or remove prefect.db* in it: it holds no figures"
    advice = f"see that {server} answers" if server else database
    return PrefectFailed(f"Prefect failed ({error}); what was published stands; {advice}; then run again")


DRAIN_SECONDS = 5.0
"""How long events and logs that are still under way may take to reach a server that is about to end."""


@contextmanager
def told_to_prefect(address: str) -> Iterator[None]:
    """Let Prefect speak to the server at that address while the block lasts, whether it was imported before or is in the block.

    What Prefect sends from threads of its own has been sent, or is given up, when the block ends: another run of this process
    would wait for the server that is gone.
    """
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker
    from prefect.settings import PREFECT_API_URL, temporary_settings

    try:
        with temporary_settings({PREFECT_API_URL: address}):
            yield
    finally:
        for worker in (EventsWorker, APILogWorker):
            worker.drain_all(timeout=DRAIN_SECONDS)


def _own_folder(home: Path) -> Path:
    """A folder for Prefect's database: in the user's cache, or where that cannot be written in the home."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    folder = cache / "solieu" / f"prefect-{metadata.version('prefect')}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return home.absolute() / "prefect"
    return folder if os.access(folder, os.W_OK) else home.absolute() / "prefect"
