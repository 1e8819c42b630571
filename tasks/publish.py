"""Stage publish: the checked candidate becomes the live file; the lake says so first."""

from __future__ import annotations

from tasks.store.home import Home
from warehouse.building import complete_candidate
from warehouse.lake.compaction import KEEP_RUNS, CompactionSummary, compact
from warehouse.lake.lake import Lake
from warehouse.offering import offer
from warehouse.publishing import list_snapshots, publish
from warehouse.site.copying import publish_site


def publish_candidate(home: Home, run_id: str, keep: int) -> str:
    """Take the last rows of the run into the candidate, commit the run, and put the candidate in place.

    A run that was committed and whose candidate was not put in place is found by `warehouse.building.needs_publishing`
    and taken in by the next one.

    Raises:
        NothingToPublish: the candidate is missing or broken.
    """
    lake, candidate = Lake(home.path), home.candidate(run_id)
    complete_candidate(lake, run_id, candidate)
    return str(publish(candidate, home.live, keep, lambda: lake.commit(run_id, "published")).live)


def offer_warehouse(home: Home, address: str) -> str:
    """Upload the live file to that address, beside its snapshots there.

    Raises:
        StoreFailed: the store cannot be used; what was there stands.
    """
    offer(home.live, address, list_snapshots(home.path))
    return address


def publish_pages(home: Home, most_articles: int) -> dict[str, float]:
    """Bring the copy of the site up to the live file; gives how many pages it has and how many were made anew.

    Raises:
        OSError: the copy cannot be written; the one before stands.
    """
    copied = publish_site(home.path, most_articles)
    return {"pages": copied.pages, "rendered": copied.rendered} if copied else {}


def tidy_lake(home: Home, compact_after: int, keep: int) -> CompactionSummary | None:
    """Put the files of old runs together when more than `compact_after` runs lie apart; None when it is not time yet.

    Never compacts runs that can still be rolled back to.
    """
    lake = Lake(home.path)
    compacted = lake.compaction()
    apart = len(lake.markers()) - (len(compacted.runs) if compacted else 0)
    return compact(lake, max(KEEP_RUNS, keep)) if apart > compact_after else None
