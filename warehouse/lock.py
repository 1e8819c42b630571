"""One run at a time per home: an operating-system lock that dies with its holder."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from warehouse import permissions
from warehouse.permissions import FILE_MODE, owner_and_group_only
from warehouse.store.lease import Lease, LeaseHeld, read_lease_holder
from warehouse.store.objects import ObjectStore
from warehouse.store.opening import store_of

LOCK_NAME = ".lock"


_ADVICE = f"{LOCK_NAME}. Wait for it to end, or stop that process; the lock goes with it."


@dataclass(frozen=True)
class LockHolder:
    """Who holds a home: process, machine, run, and since when (ISO, UTC)."""

    pid: int
    host: str
    run_id: str | None
    since: str


class HomeBusy(RuntimeError):
    """Another run works on this home.

    `holder` is None when the holder has not written its name yet.
    """

    def __init__(self, home: Path | str, holder: LockHolder | None, advice: str = _ADVICE) -> None:
        self.home = home
        self.holder = holder
        self.pid = holder.pid if holder else None
        self.host = holder.host if holder else None
        self.run_id = holder.run_id if holder else None
        who = (
            f"run {holder.run_id or 'without an id'} (process {holder.pid} on {holder.host}, since {holder.since})"
            if holder
            else "another run"
        )
        super().__init__(f"{home} is busy: {who} holds {advice}")


class HomeUnusable(OSError):
    """The home is no folder that can be written."""


_held: dict[Path, tuple[int, LockHolder]] = {}
"""Locks of this process, by path: (pid, holder). POSIX locks do not keep a process out of its own file."""


class HomeLock:
    """Holds a home for the length of a `with` block; a second one, here or in another process, raises `HomeBusy`.

    While it is held, files that this process makes are for its owner and group only: `warehouse.permissions`.

    A POSIX record lock (`fcntl.lockf`) is used because, unlike `flock`, it is not inherited by forked workers: when the
    run is killed the lock is free at once, even if orphaned workers live on. Its drawback is that closing any descriptor
    of the file in this process gives the lock up, so nothing else may open the file here: see `read_holder`.

    Of a home in an object store it is that of the working copy, and a lease in the store; its records are brought up to date then.

    Raises:
        HomeBusy: on entering, when the home is held; names process, host and run of the holder.
        HomeUnusable: on entering, when the home cannot be made or written.
        StoreFailed: on entering, when the object store cannot be used.
    """

    def __init__(self, home: Path, run_id: str | None = None) -> None:
        self.home = Path(home)
        self.run_id = run_id
        self._path = self.home.resolve() / LOCK_NAME
        self._fd: int | None = None
        self._leased: ObjectStore | None = None

    def acquire(self) -> Self:
        """Take the lock now, or raise `HomeBusy` or `HomeUnusable` at once."""
        mine = _held.get(self._path)
        if mine and mine[0] == os.getpid():
            raise HomeBusy(self.home, mine[1])
        try:
            with owner_and_group_only():
                self._path.parent.mkdir(parents=True, exist_ok=True)
                fd = os.open(self._path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        except OSError as error:
            raise HomeUnusable(f"{self.home} cannot be a home: {error.strerror}; name a folder that can be written with --home") from error
        try:
            fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            holder = _parse_holder(os.pread(fd, 4096, 0))
            os.close(fd)
            raise HomeBusy(self.home, holder) from None
        holder = LockHolder(os.getpid(), socket.gethostname(), self.run_id, datetime.now(UTC).isoformat(timespec="seconds"))
        os.ftruncate(fd, 0)
        os.pwrite(fd, json.dumps(vars(holder)).encode(), 0)
        self._fd = fd
        permissions.enter()
        _held[self._path] = (os.getpid(), holder)
        try:
            self._take_lease()
        except BaseException:
            self.release()
            raise
        return self

    def _take_lease(self) -> None:
        """Hold the home for other machines, too, where it is kept in an object store."""
        store = store_of(self.home)
        if not isinstance(store, ObjectStore):
            return
        lease = Lease(store.bucket, self.run_id)
        try:
            lease.take()
        except LeaseHeld as held:
            advice = f"its lease, which ends {held.seconds:.0f} s after that run does, or is killed. Wait for it, or stop it."
            raise HomeBusy(store.address, _as_holder(held.holder), advice) from None
        self._leased = store
        store.lease = lease
        store.refresh()

    def release(self) -> None:
        """Give the lock up; does nothing when it is not held. The file stays: removing it would let two runs in."""
        if self._fd is None:
            return
        if self._leased is not None and self._leased.lease is not None:
            self._leased.lease.give_back()
            self._leased.lease = None
            self._leased = None
        os.ftruncate(self._fd, 0)
        os.close(self._fd)
        self._fd = None
        permissions.leave()
        _held.pop(self._path, None)

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def read_holder(home: Path) -> LockHolder | None:
    """Who holds the home just now; None when nobody does."""
    path = Path(home).resolve() / LOCK_NAME
    mine = _held.get(path)
    if mine and mine[0] == os.getpid():
        return mine[1]
    store = store_of(home)
    if isinstance(store, ObjectStore) and (said := read_lease_holder(store.bucket)):
        return _as_holder(said)
    try:
        with DiskLock(home):
            return None
    except HomeBusy as busy:
        return busy.holder


def _parse_holder(content: bytes) -> LockHolder | None:
    """The holder as the lock file names it; None while the holder has not finished writing."""
    try:
        return _as_holder(json.loads(content))
    except ValueError:
        return None


def _as_holder(said: Any) -> LockHolder | None:
    """The holder by what it says of itself."""
    try:
        return LockHolder(int(said["pid"]), str(said["host"]), said["run_id"], str(said["since"]))
    except (ValueError, KeyError, TypeError):
        return None


class DiskLock(HomeLock):
    """The lock of the folder alone."""

    def _take_lease(self) -> None:
        """Not asked for."""
