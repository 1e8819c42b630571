"""The warehouse built anew from the lake alone, and judged like what a run builds."""

from __future__ import annotations

from tasks.judge import judge_file
from tasks.store.home import Home
from warehouse.addresses import LOCAL, SiteAddress
from warehouse.building import BuildSummary, rebuild
from warehouse.lake.damage import LakeDamaged, check_nothing_lost
from warehouse.lake.integrity import find_lake_damage, mend_records
from warehouse.lake.lake import Lake

REBUILD = "rebuild"
NAMED = 3
"""Damaged files that the error names."""


def rebuild_judged(home: Home, site: SiteAddress = LOCAL) -> BuildSummary:
    """Build the candidate `home.candidate(REBUILD)`; what may be published is left there. Call it under the lock of the home.

    Raises:
        LakeDamaged: files of the lake are damaged, so that rows would be missing.
        ValidationRefused: a critical expectation failed.
    """
    lake, candidate = Lake(home.path), home.candidate(REBUILD)
    mend_records(lake)
    check_nothing_lost(lake)
    if damaged := find_lake_damage(lake):
        told = "; ".join(map(str, damaged[:NAMED])) + ("; …" if len(damaged) > NAMED else "")
        raise LakeDamaged(f"{told}; `solieu check` sets it aside, then `solieu run` works out again what was lost")
    candidate.parent.mkdir(parents=True, exist_ok=True)
    built = rebuild(lake, candidate, site)
    judge_file(home, candidate).check()
    return built
