"""The verdicts of a home: one small file each under HOME/verdicts, written whole or not at all, never changed."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.parquet import fsync_directory
from warehouse.permissions import open_private, owner_and_group_only
from warehouse.verdicts.records import WITHDRAWN, DamagedVerdict, Verdict, parse_verdict

FOLDER, ENDING = "verdicts", ".json"
_IN_NAMES = "%Y%m%dT%H%M%S%fZ"


@dataclass
class VerdictStore:
    """The verdicts under a folder. Safe for several threads and processes: a verdict is a file of its own.

    `damaged` names files that are no verdicts, with why; they count for nothing and stay.
    """

    folder: Path
    damaged: dict[str, str] = field(default_factory=dict)
    _read: dict[str, Verdict] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, home: Path) -> VerdictStore:
        """The verdicts of a home; the folder is made when the first is written."""
        return cls(home / FOLDER)

    def all(self) -> list[Verdict]:
        """Every verdict, in the order they were given. Files that were read before are not read again."""
        with self._lock:
            names = self._names()
            for gone in (set(self._read) | set(self.damaged)) - set(names):
                self._read.pop(gone, None)
                self.damaged.pop(gone, None)
            for name in names:
                if name not in self._read and name not in self.damaged:
                    self._take(name)
            return [self._read[name] for name in names if name in self._read]

    def current(self) -> list[Verdict]:
        """The verdicts that hold: the last on each subject of a text, unless it was withdrawn."""
        return current_of(self.all())

    def add(self, verdict: Verdict) -> Verdict:
        """Write a verdict; gives it as written, with its identity and time, which is later than that of all before.

        Raises:
            OSError: it cannot be written; nothing is left of it.
        """
        before = self.all()
        with self._lock:
            now = datetime.now(UTC)
            if before:
                now = max(now, datetime.fromisoformat(before[-1].decided_at) + timedelta(microseconds=1))
            written = replace(verdict, verdict_id=secrets.token_hex(6), decided_at=now.isoformat(timespec="microseconds"))
            with owner_and_group_only():
                self.folder.mkdir(parents=True, exist_ok=True)
            self._write(f"{now.strftime(_IN_NAMES)}-{written.verdict_id}{ENDING}", written.to_json().encode())
        return written

    def _names(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        return sorted(name for name in os.listdir(self.folder) if name.endswith(ENDING) and not name.startswith("."))  # noqa: PTH208 - names alone

    def _take(self, name: str) -> None:
        try:
            self._read[name] = parse_verdict((self.folder / name).read_text("utf-8"))
        except FileNotFoundError:  # taken away since it was listed
            return
        except (DamagedVerdict, OSError, UnicodeDecodeError) as error:
            self.damaged[name] = str(error)

    def _write(self, name: str, content: bytes) -> None:
        partial = self.folder / f".{name}.{os.getpid()}.partial"
        try:
            with open(partial, "xb", opener=open_private) as sink:
                sink.write(content)
                sink.flush()
                os.fsync(sink.fileno())
            partial.replace(self.folder / name)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        fsync_directory(self.folder)


def current_of(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Of verdicts in their order the last on each subject of a text, without what was withdrawn."""
    last: dict[tuple[str, str, str], Verdict] = {}
    for verdict in verdicts:
        about = verdict.article_id if verdict.subject.startswith("block:") else ""
        key = (about, verdict.text_sha256, verdict.subject)
        last.pop(key, None)  # the place of a subject is that of its last verdict
        last[key] = verdict
    return [verdict for verdict in last.values() if verdict.kind != WITHDRAWN]
