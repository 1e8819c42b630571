"""What programs are told: how a run ended and how a home is, as JSON on standard output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import pyarrow.compute as pc
import typer

from flows.disk import disk_use
from flows.health import Problem
from flows.judging import counts_of
from flows.results import RunResult, last_good_result, read_result, read_results, run_ids
from flows.settings import SettingsError, load_settings
from flows.terminal import BUSY, STOPPED, exit_code_of, say_json, talking_on_stderr
from tasks.runs.waiting import waiting_rows
from tasks.store.access import hide_passwords
from tasks.store.home import Home
from warehouse.parquet import NewerContract
from warehouse.reading import published_run

JsonOption = Annotated[bool, typer.Option("--json", help="Print how it ended as JSON; what people read goes to standard error.")]


@contextmanager
def told_as_json(home: Path | None) -> Iterator[None]:
    """Print how the run of the block ended as one JSON object, whatever it raises; the rest goes to standard error.

    Raises:
        BaseException: what the block raised.
    """
    folder = _home_of(home)
    before = _runs(folder)
    with talking_on_stderr():
        try:
            yield
        except (Exception, KeyboardInterrupt) as error:
            say_json(run_json(folder, before, error))
            raise
    say_json(run_json(folder, before))


def run_json(home: Path | None, before: Sequence[str], error: BaseException | None = None) -> dict[str, Any]:
    """How a run ended: `status`, `exit_code`, `message`, and all the lake holds of it under `run` (null if it could not begin)."""
    new = [run_id for run_id in _runs(home) if run_id not in before]
    result = read_result(home, new[-1]) if home and new else None
    code = exit_code_of(error) if error else 0
    status = result.status if result else {0: "unchanged", BUSY: "busy", STOPPED: "stopped"}.get(code, "failed")
    return {
        "status": status,
        "exit_code": code,
        "message": result.message if result else hide_passwords(" ".join(str(error or "nothing to do").split())),
        "home": str(home.absolute()) if home else None,
        "warehouse": str(Home(home).live.absolute()) if home else None,
        "run": result.to_json() if result else None,
    }


def status_json(home: Path, last: int, problems: Sequence[Problem]) -> dict[str, Any]:
    """How a home is: what is wrong, the last good run, the last runs, what is in quarantine, the disk."""
    good: RunResult | None = last_good_result(home)
    waiting = pc.value_counts(waiting_rows(home)["reason"]).to_pylist()
    return {
        "home": str(home.absolute()),
        "warehouse": {"path": str(Home(home).live.absolute()), "run_id": published_run(Home(home).live)},
        "well": not problems,
        "problems": [vars(problem) for problem in problems],
        "last_success": good.to_json() if good else None,
        "runs": [result.to_json() for result in read_results(home, last)],
        "quarantine": {pair["values"]: pair["counts"] for pair in waiting},
        "verdicts": counts_of(home),
        "disk_bytes": disk_use(home),
    }


def _runs(home: Path | None) -> list[str]:
    """The runs that have ended; of a home that a newer solieu wrote none, which the run says itself."""
    try:
        return run_ids(home) if home else []
    except NewerContract:
        return []


def _home_of(home: Path | None) -> Path | None:
    """The home a run would use; None when the settings are wrong, which the run says itself."""
    try:
        return load_settings(home=home).home
    except SettingsError:
        return None
