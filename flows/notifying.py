"""Telling people: notices go to the addresses of the setting `notify`, and trouble stands in HOME/last_failure.md."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.notices import Notice, say_time
from warehouse.permissions import open_private

ALERT_FILE = "alert.json"
FAILURE_FILE = "last_failure.md"


@dataclass(frozen=True)
class Alert:
    """The trouble that a home is in: its kind, since when (ISO, UTC), and the run."""

    kind: str
    since: str
    run_id: str | None


def read_alert(home: Path) -> Alert | None:
    """The trouble that people were last told of; None when the home is well."""
    path = home / ALERT_FILE
    if not path.exists():
        return None
    return Alert(**json.loads(path.read_text(encoding="utf-8")))


def raise_alert(home: Path, notice: Notice) -> None:
    """Write the trouble down: the alert for programs, last_failure.md for people."""
    before = read_alert(home)
    since = before.since if before else datetime.now(UTC).isoformat(timespec="seconds")
    _write(home / ALERT_FILE, json.dumps(asdict(Alert(notice.kind, since, notice.run_id)), indent=1) + "\n")
    _write(home / FAILURE_FILE, f"{notice.text}\nWritten {say_time(datetime.now(UTC))}.\n")


def end_alert(home: Path, notice: Notice) -> None:
    """The home is well again: the alert goes, and last_failure.md begins with how it ended."""
    path = home / FAILURE_FILE
    told = path.read_text(encoding="utf-8") if path.exists() else ""
    _write(path, f"Recovered {say_time(datetime.now(UTC))} by run {notice.run_id}. What had failed:\n\n{told}")
    (home / ALERT_FILE).unlink(missing_ok=True)


def send_notice(notice: Notice, addresses: Sequence[str]) -> list[str]:
    """Send a notice to every address; what went wrong, one line each, without the address, which may hold a password."""
    if not addresses:
        return []
    from apprise import Apprise, AppriseAsset, NotifyFormat, NotifyType

    kind = {"recovered": NotifyType.SUCCESS, "late": NotifyType.WARNING}.get(notice.kind, NotifyType.FAILURE)
    asset = AppriseAsset(app_id="solieu", app_desc="solieu", app_url="", async_mode=False)
    failures = []
    for number, address in enumerate(addresses, start=1):
        where = f"address {number} of notify ({address.partition('://')[0]}://…)"
        service = Apprise(asset=asset)
        if not service.add(address):
            failures.append(f"{where} is none that apprise knows")
        elif not service.notify(title=notice.title, body=notice.text, notify_type=kind, body_format=NotifyFormat.MARKDOWN):
            failures.append(f"{where} did not take the notice")
    return failures


def _write(path: Path, text: str) -> None:
    """Write a small file whole or not at all, for its owner and group."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with open(partial, "w", encoding="utf-8", opener=open_private) as sink:
        sink.write(text)
    partial.replace(path)
