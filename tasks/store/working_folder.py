"""The folder in which a worker of a cluster works for a home on an object store: its own, for one run, gone with its process."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
import threading
from pathlib import Path

from tasks.store.home import Home
from warehouse.store.opening import bind

PREFIX = "solieu-worker-"
LOCK = "in-use"


class _Own:
    """The folder of this process, whose lock it holds while it lives, and the home in it."""

    folder: Path | None = None
    of: tuple[str, str] | None = None
    home: Home | None = None
    making = threading.Lock()


def home_of_worker(address: str, run_id: str) -> Home:
    """The home on that address as this process works on it for that run; what it held of another run is removed."""
    with _Own.making:
        if _Own.folder is None:
            _Own.folder = _make_folder()
        if _Own.of != (address, run_id) or _Own.home is None:
            for left in _Own.folder.glob("run-*"):
                shutil.rmtree(left, ignore_errors=True)
            folder = _Own.folder / f"run-{run_id}"
            bind(folder, address)
            _Own.of, _Own.home = (address, run_id), Home(folder)
        return _Own.home


def _make_folder() -> Path:
    """A folder of this process; those that killed workers of this user left are removed."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if left.is_dir() and not left.is_symlink() and left.stat().st_uid == os.getuid():
            _remove_if_left(left)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    fcntl.flock(os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600), fcntl.LOCK_EX)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _remove_if_left(folder: Path) -> None:
    try:
        lock = os.open(folder / LOCK, os.O_RDWR)
    except FileNotFoundError:
        return  # being made, or removed
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return  # its process lives
    finally:
        os.close(lock)
