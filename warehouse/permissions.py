"""Files of a home are for its owner, and to be read by its group: 0640 and folders 0750, or tighter where the umask says so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

FILE_MODE = 0o640
FORBIDDEN = 0o027
"""What is taken from the mode of every new file and folder: writing by the group, everything by others."""

_holders = 0
_before = 0


def tighten_umask() -> int:
    """Forbid it for the rest of this process, and what it starts; gives the umask there was."""
    before = os.umask(0o777)  # it can only be read by setting it
    os.umask(before | FORBIDDEN)
    return before


@contextmanager
def owner_and_group_only() -> Iterator[None]:
    """Forbid it while the block lasts. The umask is of the whole process, so the last of several blocks gives it back."""
    enter()
    try:
        yield
    finally:
        leave()


def enter() -> None:
    """Begin such a block."""
    global _holders, _before  # noqa: PLW0603 - the umask is global
    if not _holders:
        _before = tighten_umask()
    _holders += 1


def leave() -> None:
    """End such a block."""
    global _holders  # noqa: PLW0603 - as above
    _holders -= 1
    if not _holders:
        os.umask(_before)


def open_private(path: str, flags: int) -> int:
    """An opener for `open`: a new file is 0640 or tighter whatever the umask of the process, e.g. of a worker of a cluster."""
    return os.open(path, flags, FILE_MODE)
