"""A small lake and its live file, published the way a run does."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from small_lake import commit_run, page

from warehouse.building import build_candidate, complete_candidate
from warehouse.lake.lake import Lake
from warehouse.publishing import publish


def build_and_publish(lake: Lake, run_id: str) -> Path:
    """The way a run goes: candidate, audit rows, live file."""
    live, candidate = lake.home / "warehouse.duckdb", lake.home / "candidates" / f"{run_id}.duckdb"
    build_candidate(lake, run_id, live, candidate)
    complete_candidate(lake, run_id, candidate)
    publish(candidate, live)
    return live


@cache
def _first_night() -> Path:
    """A home whose first run `r1` published page 1; made once."""
    lake = Lake(Path(tempfile.mkdtemp(prefix="solieu-first-")) / "home")
    commit_run(lake, "r1", [page(1)])
    build_and_publish(lake, "r1")
    atexit.register(shutil.rmtree, lake.home.parent, ignore_errors=True)
    return lake.home


def publish_first(lake: Lake) -> Path:
    """Give a home its first run `r1`, which published page 1, as a copy: a full build takes a second."""
    shutil.copytree(_first_night(), lake.home)
    return lake.home / "warehouse.duckdb"
