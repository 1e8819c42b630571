"""Stage discover: list the raw locations, plan the run, and write its batches as manifests that clean and extract read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from math import ceil

import pyarrow as pa
import pyarrow.compute as pc

from tasks.messages import ARTICLE_COLUMNS, MANIFEST_COLUMNS, CleanJob, ExtractJob, PlanRequest, PlanSummary
from tasks.plan.fingerprints import current_fingerprints
from tasks.plan.listing import list_locations
from tasks.plan.planning import Plan, Scope, changed_documents, check_vanished, make_plan
from tasks.plan.shares import Share
from tasks.runs.losses import add_unlisted
from tasks.store.home import Home
from tasks.store.overlay_copy import write_overlay_copy
from tasks.text.readers import is_container_name
from warehouse.lake.damage import Concerned, find_concerned
from warehouse.lake.lake import Lake
from warehouse.parquet import write_parquet

LARGEST_BATCH = 32 << 20
"""Bytes of raw files in one batch; larger files have a batch of their own."""

BYTES_PER_DOCUMENT = 5_000
"""Bytes of a container that one of its documents is taken for, packed or not: how many it holds is known when it has been read."""

DOCUMENTS_PER_SHARE = 300
"""An archive of at least twice as many is cleaned in shares. One is a second of work; reading the rest takes a tenth of it."""

ARTICLES_PER_READ = 5_000
"""Stored articles read at a time when only extraction is done again."""


def plan_run(request: PlanRequest) -> tuple[Plan, pa.Table]:
    """The plan, and the known documents it was made against. Writes nothing.

    Raises:
        CannotList: a raw location cannot be listed completely.
        TooManyGone: more is gone than is believable.
    """
    lake = Lake(request.home.path)
    known, lost = lake.known_files(), find_concerned(lake)
    listing = list_locations(list(request.raw), request.home.path, request.home.store.address)
    plan = make_plan(listing, known, current_fingerprints(), _scope(request, lost))
    plan = add_unlisted(plan, lost)
    if not request.allow_vanish:
        check_vanished(plan, known, request.vanish_share)
    return plan, known


def discover_documents(request: PlanRequest, run_id: str, batch_size: int) -> PlanSummary:
    """Plan the run and write plan, manifests and the overlay below the run's staging folder."""
    plan, known = plan_run(request)
    staging = request.home.staging(run_id)
    write_parquet(plan.rows, staging / "plan.parquet")
    write_overlay_copy(request.home, run_id)
    clean_rows = plan.with_action("clean")
    expected = _expected_documents(clean_rows)
    clean_jobs = tuple(_clean_jobs(request, run_id, clean_rows, expected, batch_size))
    documents = changed_documents(known, plan.with_action("extract")["uri"].to_pylist())
    articles = documents.filter(pc.equal(documents["status"], "loaded"))["article_id"].to_pylist()
    extract_jobs = tuple(_stage_articles(request.home, run_id, articles, batch_size))
    return PlanSummary(
        str(staging / "plan.parquet"), plan.locations, plan.counts(), clean_rows.num_rows, len(articles),
        clean_jobs, extract_jobs, current_fingerprints(), sum(expected),
    )  # fmt: skip


def _scope(request: PlanRequest, lost: Concerned) -> Scope:
    """How far the run goes: what was asked for, and what the lake has lost."""
    damaged, unextracted = (frozenset(documents["container_uri"].to_pylist()) for documents in (lost.to_clean, lost.to_extract))
    return Scope(request.again, frozenset(request.replayed), damaged, unextracted)


def _write_manifest(home: Home, run_id: str, rows: pa.Table, part: str) -> str:
    path = home.staging(run_id) / "manifests" / f"{part}.parquet"
    write_parquet(rows.select(list(MANIFEST_COLUMNS)), path)
    return home.share(path)


def _clean_jobs(request: PlanRequest, run_id: str, rows: pa.Table, expected: Sequence[int], batch_size: int) -> Iterator[CleanJob]:
    """The batches, the shares of large archives first: there is most to do."""
    shares = [min(request.workers, documents // DOCUMENTS_PER_SHARE) for documents in expected]
    numbers = (f"{number:05d}" for number in count())
    for index, of in enumerate(shares):
        if of > 1:
            part = next(numbers)
            manifest = _write_manifest(request.home, run_id, rows.slice(index, 1), part)
            yield from (CleanJob(request.home, run_id, manifest, f"{part}s{number}", share=Share(number, of)) for number in range(of))
    rest = [index for index, of in enumerate(shares) if of < 2]
    for batch in _batches(rows.take(pa.array(rest, pa.int64())), batch_size, [expected[index] for index in rest]):
        part = next(numbers)
        yield CleanJob(request.home, run_id, _write_manifest(request.home, run_id, batch, part), part)


def _batches(rows: pa.Table, batch_size: int, expected: Sequence[int]) -> Iterator[pa.Table]:
    """Slices of at most `batch_size` documents and LARGEST_BATCH bytes, in the order of the plan; of as many documents each as can be.

    `expected` says of each file about how many documents it holds; one that holds more is a batch of its own.
    """
    even = ceil(sum(expected) / max(1, ceil(sum(expected) / batch_size)))
    start = files = documents = size = 0
    for index, (bytes_here, documents_here) in enumerate(zip(rows["size"].to_pylist(), expected, strict=True)):
        if files and (documents + documents_here > even or size + bytes_here > LARGEST_BATCH):
            yield rows.slice(start, files)
            start, files, documents, size = index, 0, 0, 0
        files, documents, size = files + 1, documents + documents_here, size + bytes_here
    if files:
        yield rows.slice(start, files)


def _expected_documents(rows: pa.Table) -> list[int]:
    """About how many documents each of the files holds."""
    files = zip(rows["uri"].to_pylist(), rows["size"].to_pylist(), strict=True)
    return [max(1, size // BYTES_PER_DOCUMENT) if is_container_name(uri) else 1 for uri, size in files]


def _stage_articles(home: Home, run_id: str, article_ids: list[str], batch_size: int) -> Iterator[ExtractJob]:
    """Write the stored text of articles that only have to be extracted again, in batches."""
    lake, staging = Lake(home.path), home.staging(run_id)
    number = 0
    for start in range(0, len(article_ids), ARTICLES_PER_READ):
        stored = lake.read_current("articles", article_ids[start : start + ARTICLES_PER_READ]).select(list(ARTICLE_COLUMNS))
        for first in range(0, stored.num_rows, batch_size):
            path = staging / "stored" / f"{number:05d}.parquet"
            write_parquet(stored.slice(first, batch_size), path)
            yield ExtractJob(home, run_id, home.share(path), f"stored-{number:05d}")
            number += 1
