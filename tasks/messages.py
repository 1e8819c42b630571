"""What the stages hand each other: jobs, summaries and schemas, as plain data that can be sent to another process or machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from tasks.errors import RunRefused
from tasks.store.home import Home
from tasks.store.unread import UnreadFile

if TYPE_CHECKING:  # for annotations alone: workers that clean and extract need neither the expectations nor the planning
    from expectations.drift import Profile
    from expectations.judgements import Judgement
    from tasks.plan.fingerprints import Fingerprints

ARTICLE_COLUMNS = ("article_id", "text", "title", "published_on", "source_host", "source_uri")
"""Columns of `articles` that extraction reads."""

DOCUMENT_SCHEMA = pa.schema(
    [
        pa.field("source_uri", pa.string()),
        pa.field("container_uri", pa.string()),
        pa.field("location_uri", pa.string()),
        pa.field("size", pa.int64()),
        pa.field("modified_at", pa.timestamp("us", tz="UTC")),
        pa.field("etag", pa.string()),
        pa.field("sha256", pa.string()),
        pa.field("status", pa.string()),
        pa.field("article_id", pa.string()),
    ]
)
"""What becomes `raw_files` when the run loads: one row per document of the batch."""

FAILED_SCHEMA = pa.schema([pa.field("source_uri", pa.string())])
"""Documents whose figures could not be extracted: they are quarantined when the run loads."""

DROPS = ("articles.table.dropped", "articles.table.emptied", "observations.table.dropped")
"""Rules on what stood before, which --allow-vanish confirms."""

NAMED = 3
"""Failed expectations that the summary of a run names; all are on the page."""


@dataclass(frozen=True)
class PlanRequest:
    """What a run is asked to do: where to look, how far to go beyond what changed, and what to believe."""

    home: Home
    raw: tuple[str, ...]
    again: Literal["clean", "extract"] | None = None
    replayed: tuple[str, ...] = ()
    allow_vanish: bool = False
    vanish_share: float = 0.20


@dataclass(frozen=True)
class PlanSummary:
    """A written plan: counts per status, and the jobs that carry it out. The plan itself is `plan_file`; `documents` is about how many
    documents the files to clean hold, containers included.
    """

    plan_file: str
    locations: tuple[str, ...]
    counts: dict[str, int]
    files_to_clean: int
    articles_to_extract: int
    clean_jobs: tuple[CleanJob, ...]
    extract_jobs: tuple[ExtractJob, ...]
    fingerprints: Fingerprints
    documents: int = 0

    @property
    def size(self) -> int:
        """About how many documents there are to clean or to extract."""
        return max(self.files_to_clean, self.documents) + self.articles_to_extract

    @property
    def changes_nothing(self) -> bool:
        """True when no document has to be processed or forgotten."""
        return not (self.clean_jobs or self.extract_jobs or self.counts["damaged"] or self.counts["gone"])


@dataclass(frozen=True, slots=True)
class RawFile:
    """One line of the manifest of a batch: a file as it was listed, and what opens it."""

    uri: str
    location_uri: str
    path: bytes
    size: int
    modified_at: datetime
    etag: str | None
    refused: str | None
    detail: str | None


MANIFEST_COLUMNS = tuple(RawFile.__slots__)
"""Columns of a plan that a manifest holds."""


@dataclass(frozen=True)
class CleanJob:
    """One batch: a manifest of raw files, and where its rows go. `poison` names documents that are quarantined unseen."""

    home: Home
    run_id: str
    manifest: str
    part: str
    poison: tuple[str, ...] = ()


@dataclass(frozen=True)
class CleanSummary:
    """What became of a batch. `articles` are the Parquet files it wrote, `others` counts the records of web archives that hold no
    page by their type, `tried` the files that were opened, and `unread` are those of them that could not be read.
    Units: `seconds` of wall time.
    """

    files: int
    loaded: int
    quarantined: int
    articles: tuple[str, ...]
    seconds: float
    others: dict[str, int] = field(default_factory=dict)
    tried: int = 0
    unread: tuple[UnreadFile, ...] = ()

    @property
    def size(self) -> int:
        """How much of the plan the batch was."""
        return self.files

    @property
    def article_count(self) -> int:
        """Articles that came out of the batch."""
        return self.loaded


def count_others(summaries: Sequence[CleanSummary]) -> dict[str, int]:
    """How many records of web archives held no page, by type."""
    return dict(sum((Counter(part.others) for part in summaries), Counter[str]()))


@dataclass(frozen=True)
class ExtractJob:
    """One batch: a Parquet file of cleaned articles, and where its rows go. `poison` names documents that are quarantined unseen."""

    home: Home
    run_id: str
    articles: str
    part: str
    poison: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExtractSummary:
    """What a batch gave. `written` are the files of observations and the rows of each. Units: `seconds` of wall time."""

    articles: int
    observations: int
    numbers: int
    unexplained: int
    quarantined: int
    written: tuple[tuple[str, int], ...]
    seconds: float

    @property
    def size(self) -> int:
        """How much of the plan the batch was."""
        return self.articles + self.quarantined

    @property
    def article_count(self) -> int:
        """Articles that were extracted."""
        return self.articles


@dataclass(frozen=True)
class ValidateJob:
    """Staged parts to judge together: the paths of each table, and how many rows it must have at least."""

    paths: Mapping[str, tuple[str, ...]]
    run_id: str
    batch: str
    run_on: date
    floors: Mapping[str, int]


@dataclass(frozen=True)
class RefusedRow:
    """One row that broke a critical rule: it is not loaded, and goes to quarantine."""

    table: str
    item_id: str
    article_id: str
    rule_id: str
    detail: str
    span_start: int | None = None
    span_end: int | None = None


@dataclass(frozen=True)
class ValidatedBatch:
    """What judging one batch gave: a judgement a rule, the rows refused, and what the batch looks like."""

    batch: str
    judgements: tuple[Judgement, ...]
    refused: tuple[RefusedRow, ...]
    profile: Profile


@dataclass(frozen=True)
class RefusedCounts:
    """How many rows the row rules took out of the load."""

    observations_refused: int
    articles_refused: int


@dataclass(frozen=True)
class Fault:
    """One row that a check found wrong, or one article: `item_id` is the article then. `is_of_run` tells who wrote its rows."""

    article_id: str
    item_id: str
    rule_id: str
    meaning: str
    source_uri: str
    is_of_run: bool

    @property
    def is_article(self) -> bool:
        """Whether the article is wrong as a whole."""
        return self.item_id == self.article_id


@dataclass(frozen=True)
class Withdrawal:
    """What was taken out in one round: articles, and figures and places of articles that stay."""

    articles: int
    figures: int
    places: int


class ValidationRefused(RunRefused):
    """A critical expectation on a whole table failed."""


@dataclass(frozen=True)
class Verdict:
    """What all expectations of the run gave. `stopping` says in one line each why it must not publish; `warnings` what else failed.

    `profile` and `carried` are JSON for the record of the run: what it looked like, and what the next need not check again.
    """

    expectations: int
    failed: int
    stopping: tuple[str, ...]
    profile: str = "{}"
    carried: str = "null"
    warnings: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    withdrawn: tuple[Judgement, ...] = ()

    @property
    def asks_for_another(self) -> bool:
        """Whether a candidate without the faults may be published."""
        return bool(self.faults) and not self.stopping

    def say(self) -> str:
        """One line: how many were judged, how many failed, and the first of those by name."""
        names = [line.partition(" (")[0] for line in (*self.stopping, *self.warnings)]
        told = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
        return f"{self.expectations} expectations, {self.failed} failed" + (f": {told}" if told else "")

    def check(self) -> None:
        """Stop the run when a critical expectation failed.

        Raises:
            ValidationRefused: names the rules and what was observed.
        """
        if self.stopping:
            drops = any(line.startswith(DROPS) for line in self.stopping)
            advice = "; if that is meant run again with --allow-vanish" if drops else ""
            raise ValidationRefused(
                f"{len(self.stopping)} critical expectations failed, nothing was published: {'; '.join(self.stopping)}{advice}"
            )
        if self.faults:
            first = self.faults[0]
            raise ValidationRefused(
                f"{len(self.faults)} rows are still wrong after what was wrong had been taken out, nothing was published; "
                f"the first: {first.rule_id} in {first.source_uri}"
            )
