"""Which store a home has: its folder says whether it is a working copy of an object store, and of which prefix."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from warehouse.permissions import open_private, owner_and_group_only
from warehouse.store.disk import Disk
from warehouse.store.objects import ObjectStore

BINDING = "working-copy.json"
"""In the folder of a working copy: the address that it is a copy of."""


class NotThisStore(ValueError):
    """The folder cannot be the working copy of that address."""


_opened: dict[tuple[Path, str], ObjectStore] = {}
"""Stores of this process: the lease and the order of writes are theirs."""
_opening = threading.Lock()


def store_of(folder: Path) -> Disk:
    """What keeps the home of that folder.

    Raises:
        NotThisStore: the file that says so cannot be read.
    """
    address = bound_address(folder)
    if address is None:
        return Disk(folder)
    key = (folder.absolute(), address)
    with _opening:
        if key not in _opened:
            _opened[key] = ObjectStore(*key)
        return _opened[key]


def bound_address(folder: Path) -> str | None:
    """The address that a folder is a working copy of; None for a home on a disk, and where nothing is yet.

    Raises:
        NotThisStore: the file that says so cannot be read.
    """
    path = folder / BINDING
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["address"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError) as error:
        advice = "write it again, or remove the folder: it is a copy"
        raise NotThisStore(f'{path} does not say {{"address": "s3://…"}} ({error}); {advice}') from error


def bind(folder: Path, address: str) -> None:
    """Let a folder be the working copy of an address from now on; it may be that already, or be empty or missing.

    Raises:
        NotThisStore: it is a copy of another address, or holds other things.
        OSError: it cannot be made.
    """
    bound = bound_address(folder)
    if bound == address:
        return
    if bound is not None:
        raise NotThisStore(f'{folder} is the working copy of {bound}, not of {address}; name another folder with local = "…"')
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotThisStore(f'{folder} is not empty, and no working copy of {address}; name another folder with local = "…"')
    with owner_and_group_only():
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f".{BINDING}.partial"
        with open(partial, "w", encoding="utf-8", opener=open_private) as file:
            json.dump({"address": address}, file)
        partial.replace(folder / BINDING)
