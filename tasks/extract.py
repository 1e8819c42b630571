"""Stage extract: the cleaned articles of one Parquet file in; `observations`, `numbers`, `article_places` out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.columns import table_of
from tasks.facts.extraction import extract_figures
from tasks.facts.records import ArticlePlace, ArticleText, Extraction, NumberRow, Observation
from tasks.layout import Home
from tasks.quarantine import Refusal, describe_error, quarantine_table
from warehouse.lake import Lake
from warehouse.parquet import write_parquet

ARTICLE_COLUMNS = ("article_id", "text", "title", "published_on", "source_host", "source_uri")
FAILED_SCHEMA = pa.schema([pa.field("source_uri", pa.string())])
"""Documents whose figures could not be extracted: they are quarantined when the run loads."""


@dataclass(frozen=True)
class ExtractJob:
    """One batch: a Parquet file of cleaned articles, and where its rows go."""

    home: str
    run_id: str
    articles: str
    part: str


@dataclass(frozen=True)
class ExtractSummary:
    """What a batch gave. `observations_file` is the Parquet file written. Units: `seconds` of wall time."""

    articles: int
    observations: int
    numbers: int
    unexplained: int
    quarantined: int
    articles_file: str
    observations_file: str
    seconds: float

    @property
    def size(self) -> int:
        """How much of the plan the batch was."""
        return self.articles + self.quarantined

    @property
    def article_count(self) -> int:
        """Articles that were extracted."""
        return self.articles


def extract_batch(job: ExtractJob) -> ExtractSummary:
    """Extract every article of the batch and write its rows; an article on which a rule fails is quarantined."""
    started = time.perf_counter()
    columns = pq.ParquetFile(job.articles).read(columns=list(ARTICLE_COLUMNS)).to_pydict()
    extractions: list[Extraction] = []
    failed: list[Refusal] = []
    for *article, source_uri in zip(*(columns[name] for name in ARTICLE_COLUMNS), strict=True):
        result = _extract(ArticleText(*article), source_uri)
        if isinstance(result, Extraction):
            extractions.append(result)
        else:
            failed.append(result)
    observations = [row for extraction in extractions for row in extraction.observations]
    numbers = [row for extraction in extractions for row in extraction.numbers]
    places = [row for extraction in extractions for row in extraction.places]
    lake, run_id = Lake(Path(job.home)), job.run_id
    written = lake.write("observations", run_id, job.part, table_of("observations", Observation, observations, run_id))
    lake.write("numbers", run_id, job.part, table_of("numbers", NumberRow, numbers, run_id))
    lake.write("article_places", run_id, job.part, table_of("article_places", ArticlePlace, places, run_id))
    if failed:
        _write_failed(job, failed)
    unexplained = sum(row.disposition == "unexplained" for row in numbers)
    seconds = time.perf_counter() - started
    return ExtractSummary(len(extractions), len(observations), len(numbers), unexplained, len(failed), job.articles, written, seconds)


def _extract(article: ArticleText, source_uri: str) -> Extraction | Refusal:
    try:
        return extract_figures(article)
    except Exception as error:  # quarantined with the error and its line: one article must not stop the night
        return Refusal(source_uri, source_uri, "extract", "internal_error", describe_error(error))


def _write_failed(job: ExtractJob, failed: list[Refusal]) -> None:
    Lake(Path(job.home)).write("quarantine", job.run_id, f"extract-{job.part}", quarantine_table(failed, job.run_id))
    rows = pa.table({"source_uri": [refusal.source_uri for refusal in failed]}, schema=FAILED_SCHEMA)
    write_parquet(rows, Home(Path(job.home)).staging(job.run_id) / "failed" / f"{job.part}.parquet")
