"""A lease on a prefix of a bucket: held by one run, renewed while it lives, and taken over when it was not renewed for too long.

It keeps runs from doing work in vain. That no two of them commit does not rest on it: see `ObjectStore.write_record`.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warehouse.store.bucket import Bucket, Read, StoreFailed, Taken

KEY = "lock.json"
SECONDS = 60.0
"""How long a lease lasts that is not renewed; a run that was killed keeps the next one out for no longer."""
RENEWALS = 4
"""How often it is renewed within that time."""


class LeaseHeld(RuntimeError):
    """Another run holds the lease; `holder` is what it says of itself."""

    def __init__(self, holder: dict[str, Any], seconds: float) -> None:
        self.holder, self.seconds = holder, seconds
        super().__init__(f"held by {holder}")


class LakeMoved(RuntimeError):
    """Another run took this home over, or has written what this one was about to write; nothing more may be written here."""


@dataclass(frozen=True)
class _Held:
    """The lease as it was last written: its tag, and when, by the monotonic clock of this process."""

    etag: str
    at: float


class Lease:
    """The lease of a run on a bucket's prefix."""

    def __init__(self, bucket: Bucket, run_id: str | None) -> None:
        self._bucket = bucket
        self._said: dict[str, Any] = {
            "pid": os.getpid(), "host": socket.gethostname(), "run_id": run_id, "since": datetime.now(UTC).isoformat(timespec="seconds"),
            "token": secrets.token_hex(16), "seconds": SECONDS, "renewed": 0,
        }  # fmt: skip
        self._held: _Held | None = None
        self._lost: str | None = None
        self._ended = threading.Event()
        self._writing = threading.Lock()

    def take(self) -> None:
        """Take the lease when nobody holds it, or its holder did not renew it in time, and renew it from now on.

        Raises:
            LeaseHeld: another run holds it.
            StoreFailed: the store cannot be used, or does not know conditional writes.
        """
        before = read_lease(self._bucket)
        if before and (left := _seconds_left(before)) > 0:
            raise LeaseHeld(_parse(before), left)
        data = self._next()
        try:
            etag = self._bucket.replace(KEY, data, before.etag) if before else self._bucket.create(KEY, data)
        except Taken:
            self._held = self._after_losing(data)
            if self._held is None:
                raise LeaseHeld(_parse(read_lease(self._bucket)), SECONDS) from None
        else:
            self._held = _Held(etag, time.monotonic())
        self._must_be_conditional()
        threading.Thread(target=self._renew_on_and_on, daemon=True, name="lease").start()

    def check(self) -> None:
        """Prove that the lease is held still; it is renewed first where that is overdue.

        Raises:
            LakeMoved: another run has taken it over.
        """
        if self._held is not None and time.monotonic() - self._held.at > SECONDS / RENEWALS * 2:
            self.renew()
        if self._lost:
            raise LakeMoved(self._lost)

    def renew(self) -> None:
        """Write the lease again, so that its time begins anew.

        Raises:
            StoreFailed: the store does not answer; the lease may be held still.
        """
        with self._writing:
            if self._held is None or self._lost:
                return
            data = self._next()
            try:
                etag = self._bucket.replace(KEY, data, self._held.etag)
            except Taken:
                held = self._after_losing(data)
                if held is None:
                    taker = _parse(read_lease(self._bucket))
                    who = f"run {taker.get('run_id') or 'without an id'} (process {taker.get('pid')} on {taker.get('host')})"
                    why = f"this one did not renew its lease of {SECONDS:.0f} s in time; nothing more was written"
                    self._lost = f"{self._bucket.address} was taken over by {who}: {why}"
                else:
                    self._held = held
            else:
                self._held = _Held(etag, time.monotonic())

    def give_back(self) -> None:
        """End the lease; the object stays and says that nobody holds it. One that was taken over is left alone."""
        self._ended.set()
        with self._writing:
            if self._held is None or self._lost:
                return
            held, self._held = self._held, None
            self._said["seconds"] = 0
            try:
                self._bucket.replace(KEY, self._next(), held.etag)
            except (Taken, StoreFailed):
                return  # it ends by itself

    def _renew_on_and_on(self) -> None:
        while not self._ended.wait(SECONDS / RENEWALS):
            try:
                self.renew()
            except StoreFailed:
                continue  # asked again soon; whoever writes finds out

    def _next(self) -> bytes:
        """The lease as it is written next: never the same bytes, so that its tag is another each time."""
        self._said["renewed"] += 1
        return json.dumps(self._said, indent=1).encode()

    def _after_losing(self, data: bytes) -> _Held | None:
        """The lease as it stands where it is the one just written: its answer had been lost, and it was sent again."""
        now = read_lease(self._bucket)
        return _Held(now.etag, time.monotonic()) if now and now.data == data else None

    def _must_be_conditional(self) -> None:
        """See that the store refuses to make what is there.

        Raises:
            StoreFailed: it made it again.
        """
        try:
            self._bucket.create(KEY, b"{}")
        except Taken:
            return
        raise StoreFailed(
            f"{self._bucket.address}: this store does not know conditional writes (If-None-Match), so that two runs could commit at once; "
            "use a store that does, or a home on a disk"
        )


def read_lease(bucket: Bucket) -> Read | None:
    """The lease as it stands; None where there never was one.

    Raises:
        StoreFailed: the store cannot be used.
    """
    try:
        return bucket.read(KEY)
    except FileNotFoundError:
        return None


def read_lease_holder(bucket: Bucket) -> dict[str, Any] | None:
    """What the holder says of itself; None when nobody holds the lease."""
    now = read_lease(bucket)
    return _parse(now) if now and _seconds_left(now) > 0 else None


def _parse(lease: Read | None) -> dict[str, Any]:
    """What a lease says; nothing where it is gone, or cannot be read."""
    try:
        said = json.loads(lease.data) if lease else {}
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _seconds_left(lease: Read) -> float:
    """How long the lease still lasts, by the clock of the store; what cannot be read lasts as long as any."""
    seconds = _parse(lease).get("seconds", SECONDS)
    return seconds - lease.age if isinstance(seconds, int | float) and seconds else 0.0
