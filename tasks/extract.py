"""Stage extract: the cleaned articles of one Parquet file in; `observations`, `numbers`, `article_places` out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks.facts.document.records import ArticleText, Extraction
from tasks.facts.extraction import extract_figures
from tasks.messages import ARTICLE_COLUMNS, FAILED_SCHEMA, ExtractJob, ExtractSummary
from tasks.store.columns import build_storable, table_of
from tasks.store.overlay_copy import use_overlay_of
from tasks.store.quarantine import DIED, Refusal, describe_error, quarantine_table
from tasks.workers import deadline
from tasks.workers.recovery import Recovery
from warehouse.lake.files import LakeFiles
from warehouse.lake.tables import EXTRACTED_TABLES
from warehouse.parquet import write_parquet

NUMBERS_PER_PART = 50_000
"""The rows of a batch are written whenever its articles hold so many numbers: memory stays flat."""


def extract_batch(job: ExtractJob) -> ExtractSummary:
    """Extract every article of the batch and write its rows; an article on which a rule fails is quarantined."""
    started = time.perf_counter()
    use_overlay_of(job.home, job.run_id)
    columns = read_articles(job).to_pydict()
    failed: list[Refusal] = []
    parts: list[_Written] = []
    waiting: list[tuple[str, Extraction]] = []
    rows = 0
    for *article, source_uri in zip(*(columns[name] for name in ARTICLE_COLUMNS), strict=True):
        result = _extract(ArticleText(*article), source_uri, job.poison)
        if isinstance(result, Refusal):
            failed.append(result)
            continue
        waiting.append((source_uri, result))
        rows += len(result.numbers)
        if rows >= NUMBERS_PER_PART:
            parts.append(_write_part(job, len(parts), waiting, failed))
            waiting, rows = [], 0
    deadline.end_documents()
    if waiting or not parts:
        parts.append(_write_part(job, len(parts), waiting, failed))
    if failed:
        _write_failed(job, failed)
    return ExtractSummary(
        sum(part.articles for part in parts),
        sum(part.observations for part in parts),
        sum(part.numbers for part in parts),
        sum(part.unexplained for part in parts),
        len(failed),
        tuple((part.path, part.observations) for part in parts),
        time.perf_counter() - started,
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """Some articles of a batch whose rows were written; `path` is the file of their observations."""

    path: str
    articles: int
    observations: int
    numbers: int
    unexplained: int


def _write_part(job: ExtractJob, number: int, extracted: list[tuple[str, Extraction]], failed: list[Refusal]) -> _Written:
    """Write the rows of some articles; those that no table can hold are added to the failed ones."""
    tables, unfit = build_storable(extracted, lambda pairs: _tables_of([extraction for _, extraction in pairs], job.run_id))
    failed += [Refusal(uri, uri, "extract", "internal_error", describe_error(error)) for (uri, _), error in unfit]
    part = f"{job.part}.{number}" if number else job.part
    paths = {table: LakeFiles(job.home.path).write(table, job.run_id, part, rows) for table, rows in tables.items()}
    unexplained = pc.sum(pc.equal(tables["numbers"]["disposition"], "unexplained")).as_py() or 0
    articles = len(extracted) - len(unfit)
    return _Written(paths["observations"], articles, tables["observations"].num_rows, tables["numbers"].num_rows, unexplained)


def _tables_of(extractions: list[Extraction], run_id: str) -> dict[str, pa.Table]:
    """The rows of articles per table."""
    rows: dict[str, list[object]] = {
        "observations": [row for extraction in extractions for row in extraction.observations],
        "numbers": [row for extraction in extractions for row in extraction.numbers],
        "article_places": [row for extraction in extractions for row in extraction.places],
    }
    return {table: table_of(table, found, run_id) for table, found in rows.items()}


def _extract(article: ArticleText, source_uri: str, poison: tuple[str, ...]) -> Extraction | Refusal:
    if source_uri in poison:
        return Refusal(source_uri, source_uri, "extract", "killed_worker", DIED)
    deadline.begin_document(len(article.text), source_uri)
    try:
        return extract_figures(article)
    except Exception as error:  # quarantined with the error and its line: one article must not stop the night
        return Refusal(source_uri, source_uri, "extract", "internal_error", describe_error(error))


def _write_failed(job: ExtractJob, failed: list[Refusal]) -> None:
    LakeFiles(job.home.path).write("quarantine", job.run_id, f"extract-{job.part}", quarantine_table(failed, job.run_id))
    rows = pa.table({"source_uri": [refusal.source_uri for refusal in failed]}, schema=FAILED_SCHEMA)
    path = job.home.staging(job.run_id) / "failed" / f"{job.part}.parquet"
    write_parquet(rows, path)
    job.home.share(path)


def read_articles(job: ExtractJob) -> pa.Table:
    """What extraction needs of the articles of the batch."""
    return pq.ParquetFile(job.home.obtain(job.articles)).read(columns=list(ARTICLE_COLUMNS))


def _discard(job: ExtractJob) -> None:
    """Remove what a dead worker wrote of the batch."""
    lake = LakeFiles(job.home.path)
    for part in (job.part, f"{job.part}.*"):
        lake.discard(job.run_id, EXTRACTED_TABLES, part)
    lake.discard(job.run_id, ("quarantine",), f"extract-{job.part}")
    job.home.store.remove([f"candidates/{job.run_id}/failed/{job.part}.parquet"])


def _without(job: ExtractJob, name: str) -> ExtractJob | None:
    """The batch with the article of that document quarantined unseen; None when it is already."""
    return None if name in job.poison else replace(job, poison=(*job.poison, name))


def _halve(job: ExtractJob) -> tuple[ExtractJob, ...]:
    """Two batches of half the articles each; none when there is one article."""
    articles = read_articles(job)
    middle = articles.num_rows // 2
    if not middle:
        return ()
    halves = []
    for letter, half in (("a", articles.slice(0, middle)), ("b", articles.slice(middle))):
        path = job.home.staging(job.run_id) / "halves" / f"{job.part}{letter}.parquet"
        write_parquet(half, path)
        halves.append(replace(job, articles=job.home.share(path), part=f"{job.part}{letter}"))
    return tuple(halves)


def _quarantine(job: ExtractJob) -> ExtractSummary:
    """Quarantine the one article of the batch."""
    uris = read_articles(job)["source_uri"].to_pylist()
    _write_failed(job, [Refusal(uri, uri, "extract", "killed_worker", DIED) for uri in uris])
    return ExtractSummary(0, 0, 0, 0, len(uris), (), 0.0)


def _join(summaries: Sequence[ExtractSummary]) -> ExtractSummary:
    """The summary of the batch, from those of its halves."""
    return ExtractSummary(
        sum(part.articles for part in summaries),
        sum(part.observations for part in summaries),
        sum(part.numbers for part in summaries),
        sum(part.unexplained for part in summaries),
        sum(part.quarantined for part in summaries),
        tuple(file for part in summaries for file in part.written),
        sum(part.seconds for part in summaries),
    )


EXTRACT_RECOVERY = Recovery(_discard, _without, _halve, _quarantine, _join)
"""How batches are extracted again when their worker died."""
