"""What the modules of the rules say, kept from one run to the next: parsing them all takes longer than all else of a quiet night.

An entry is found by the digest of everything that it was worked out from, so it is never out of date, only missing.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

logger = logging.getLogger("solieu")

MOST_ENTRIES = 2_000
"""With more the entries of earlier versions are forgotten: some ten times the modules of the rules."""

Entry = list[object]


class ModuleCache:
    """Entries in one file of the user's cache. Where that cannot be read or written everything is worked out anew."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.entries = _read(file) if file else {}
        self.is_changed = False

    def get(self, key: str) -> Entry | None:
        """The entry of that key; None when there is none."""
        return self.entries.get(key)

    def put(self, key: str, entry: Entry) -> None:
        """Keep an entry, once `save` is called."""
        if len(self.entries) >= MOST_ENTRIES:
            self.entries.clear()
        self.entries[key] = entry
        self.is_changed = True

    def save(self) -> None:
        """Write the file anew when there is something new, whole or not at all."""
        if not self.is_changed or self.file is None:
            return
        partial = self.file.with_name(f".{self.file.name}.{os.getpid()}.partial")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(self.entries), encoding="utf-8")
            partial.replace(self.file)
        except OSError as error:
            logger.debug("the rules are read anew by the next run, too: %s", error)
            return
        self.is_changed = False


def cache_file() -> Path | None:
    """Where the entries are kept: beside what else solieu keeps in the user's cache; None for a user without a home."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    except RuntimeError:
        return None
    return folder / "solieu" / "modules.json"


def _read(file: Path) -> dict[str, Entry]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # there is none yet, or it was damaged: worked out anew
        return {}
    return found if isinstance(found, dict) else {}
