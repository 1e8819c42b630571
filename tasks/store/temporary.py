"""The temporary folder of this process, which the next run removes when the process was killed and could not.

Worker processes are reached through a socket, which lies in a folder. Its name is noted in the home before it is made, and the
process holds a lock in it while it lives: whoever opens the home next and gets that lock knows that nobody is left.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
import threading
from multiprocessing import util
from pathlib import Path

from warehouse.parquet import fsync_directory

NOTE = ".temporary"
PREFIX = "solieu-"
_LOCK = "in-use"


class _Own:
    """The folder of this process, once there is one, and the lock that says so."""

    folder: Path | None = None
    lock: int | None = None
    making = threading.Lock()


def remove_left_folders(home: Path) -> list[Path]:
    """Remove the temporary folders of killed processes that the home knows of, and note the one of this process.

    Call it under the lock of the home. Gives what was removed.
    """
    note = home / NOTE
    noted = [Path(line) for line in note.read_text(encoding="utf-8").splitlines()] if note.exists() else []
    removed = [folder for folder in noted if folder != _Own.folder and _is_left(folder)]
    for folder in removed:
        shutil.rmtree(folder)
    with _Own.making:
        if _Own.folder is None:
            # Short: the address of a socket has room for a hundred characters.
            _Own.folder = Path(tempfile.gettempdir()) / f"{PREFIX}{secrets.token_hex(4)}"
    standing = [folder for folder in noted if folder != _Own.folder and folder.is_dir()]
    partial = note.with_name(f"{NOTE}.partial")
    partial.write_text("".join(f"{folder}\n" for folder in (*standing, _Own.folder)), encoding="utf-8")
    partial.replace(note)
    fsync_directory(home)
    return removed


def make_folder() -> Path | None:
    """Make the folder of this process, and let multiprocessing put its sockets there; None when no home knows of it yet."""
    with _Own.making:
        if _Own.folder is None:
            return None
        if _Own.lock is None:
            _Own.folder.mkdir(mode=0o700)
            _Own.lock = os.open(_Own.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(_Own.lock, fcntl.LOCK_EX)
            # After multiprocessing has removed its own folder in it, which has -100.
            util.Finalize(None, shutil.rmtree, args=(_Own.folder,), kwargs={"ignore_errors": True}, exitpriority=-200)
            before, tempfile.tempdir = tempfile.tempdir, str(_Own.folder)
            try:
                util.get_temp_dir()  # which multiprocessing keeps to
            finally:
                tempfile.tempdir = before
        return _Own.folder


def _is_left(folder: Path) -> bool:
    """Whether a noted folder is there and its process is not. Only folders of ours are looked at, whatever the note says."""
    if not folder.name.startswith(PREFIX) or folder.is_symlink() or not folder.is_dir() or folder.stat().st_uid != os.getuid():
        return False
    try:
        fd = os.open(folder / _LOCK, os.O_RDWR)
    except FileNotFoundError:
        return True  # killed before it took the lock
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(fd)
    return True
