"""How Prefect is set up before it is imported: no telemetry, patient with slow machines, its files out of the way."""

from __future__ import annotations

import os
import tempfile
import warnings
from importlib import metadata
from pathlib import Path

TELEMETRY_OFF = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "GX_ANALYTICS_ENABLED": "false"}

STARTUP_SECONDS = "180"
"""Prefect gives its temporary server 20 s; on two busy cores it was seen to need 28."""


def prepare_prefect(verbose: bool = False) -> None:
    """Set what Prefect reads from the environment; what the operator has set stays.

    Without a server of the operator's, Prefect's own database goes to the user's cache, one per version: a database of a
    newer Prefect in the usual place would stop an older one.
    """
    os.environ.update(TELEMETRY_OFF)
    # requests silences this itself, but its filter is lost when it is imported in one thread while another catches warnings.
    warnings.filterwarnings("ignore", message="SOCKS support in urllib3 requires")
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", STARTUP_SECONDS)
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO" if verbose else "CRITICAL")
    os.environ.setdefault("PREFECT_LOGGING_EXTRA_LOGGERS", "solieu")
    chosen = any(name in os.environ for name in ("PREFECT_HOME", "PREFECT_API_URL", "PREFECT_PROFILE"))
    if not chosen and not Path("~/.prefect/profiles.toml").expanduser().exists():
        os.environ["PREFECT_HOME"] = str(_own_folder())


def _own_folder() -> Path:
    """A folder for Prefect's database that exists: in the user's cache, or where that cannot be written a temporary one."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    folder = cache / "solieu" / f"prefect-{metadata.version('prefect')}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="solieu-prefect-"))
    return folder if os.access(folder, os.W_OK) else Path(tempfile.mkdtemp(prefix="solieu-prefect-"))
