"""Files that were listed and could not be read, as a worker tells of them."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """One file: its URI, what opens it, what was said when it was opened, and by whom (host and process)."""

    uri: str
    path: bytes
    error: str
    reader: str


def name_here() -> str:
    """This process as messages name it, e.g. `nút-2 (process 4711)`."""
    return f"{socket.gethostname()} (process {os.getpid()})"
