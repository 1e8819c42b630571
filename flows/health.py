"""Is the home well? What `solieu status --check` finds, each with what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.results import RunResult, last_good_result, read_results
from flows.settings import SettingsError
from tasks.store.home import Home
from warehouse.lake.lake import Lake
from warehouse.lake.published_files import find_live_fault
from warehouse.lock import read_holder

UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a home. `kind` is for programs, `message` and `advice` are for people."""

    kind: str
    message: str
    advice: str


def parse_age(text: str) -> timedelta:
    """A span of time such as 26h, 90m or 2d.

    >>> parse_age("26h")
    datetime.timedelta(days=1, seconds=7200)

    Raises:
        SettingsError: it is none.
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([mhd])", text.strip())
    if not found:
        raise SettingsError(f"--max-age: {text!r} is no span of time; write 26h, 90m or 2d")
    return timedelta(**{UNITS[found[2]]: float(found[1])})


def find_problems(home: Path, max_age: timedelta, now: datetime | None = None) -> list[Problem]:
    """What is wrong with a home: the last run failed, the last good one is too old or drifted, a run died, the file is damaged."""
    at, option = now or datetime.now(UTC), f"--home {home}"
    results = [result for result in read_results(home, last=1) if result.status != "rolled_back"]
    good = last_good_result(home)
    return [
        *_died(home, option),
        *(_ended_badly(result, option) for result in results if not result.is_good),
        *_late(good, at, max_age, option),
        *_drifted(good, option),
        *_damaged(home, good, option),
    ]


def _died(home: Path, option: str) -> list[Problem]:
    """Runs that left a record and no end, while nobody holds the home."""
    lake = Lake(home)
    ended, begun = {marker.run_id for marker in lake.markers()}, lake.begun()
    if not begun - ended or read_holder(home):
        return []
    run_id = max(begun - ended)
    return [Problem("died", f"run {run_id} ended without a word: it was killed, or the machine stopped", f"solieu run {option}")]


def _ended_badly(result: RunResult, option: str) -> Problem:
    return Problem(result.status, f"run {result.run_id} {result.status}: {result.message}", f"mend the cause, then: solieu run {option}")


def _late(good: RunResult | None, now: datetime, max_age: timedelta, option: str) -> list[Problem]:
    advice = f"see that the schedule is on and its worker runs, or: solieu run {option}"
    if good is None:
        return [Problem("late", "no run has published yet", advice)]
    age = now - (good.ended_at or good.started_at)
    if age <= max_age:
        return []
    return [Problem("late", f"the last good run, {good.run_id}, ended {_hours(age)} ago; at most {_hours(max_age)} is wanted", advice)]


def _drifted(good: RunResult | None, option: str) -> list[Problem]:
    if good is None or not good.drifted:
        return []
    message = f"run {good.run_id} is unlike the runs before it: {'; '.join(good.drifted)}"
    return [Problem("drifted", message, f"look at it: solieu diff {option}; if it is wrong: solieu rollback {option}")]


def _damaged(home: Path, good: RunResult | None, option: str) -> list[Problem]:
    """A live file that is missing, or whose bytes are not those that were published."""
    live = Home(home).live
    fault = find_live_fault(Lake(home), live) if live.exists() else "is not there"
    return [Problem("damaged", f"{live} {fault}", f"solieu rebuild {option}, or the next run")] if good and fault else []


def _hours(age: timedelta) -> str:
    """A span of time in hours.

    >>> _hours(timedelta(minutes=90)), _hours(timedelta(hours=26))
    ('1.5 h', '26 h')
    """
    return f"{age.total_seconds() / 3600:.1f}".removesuffix(".0") + " h"
