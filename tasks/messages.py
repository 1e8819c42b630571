"""What the stages hand each other: jobs, summaries and schemas, as plain data that can be sent to another process or machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from tasks.plan.shares import WHOLE, Share
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


@dataclass(frozen=True)
class PlanRequest:
    """What a run is asked to do: where to look, how far to go beyond what changed, what to believe, and for how many workers."""

    home: Home
    raw: tuple[str, ...]
    again: Literal["clean", "extract"] | None = None
    replayed: tuple[str, ...] = ()
    allow_vanish: bool = False
    vanish_share: float = 0.20
    workers: int = 1


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
    """One batch: a manifest of raw files, and where its rows go. `poison` names documents that are quarantined unseen.

    The manifest of a share names one archive, of whose documents it cleans some.
    """

    home: Home
    run_id: str
    manifest: str
    part: str
    poison: tuple[str, ...] = ()
    share: Share = WHOLE

    @property
    def source(self) -> str:
        """The file that lists its items."""
        return self.manifest


@dataclass(frozen=True)
class CleanSummary:
    """What became of a batch. `articles` are the Parquet files it wrote, `others` counts the records of web archives that hold no
    page by their type, `tried` the files that were opened, and `unread` are those of them that could not be read. Of an archive that is
    cleaned in shares the first one counts the file; `seen` is the digest of what each of them read, None where it was cut short.
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
    seen: str | None = None

    @property
    def size(self) -> int:
        """How much of the plan the batch was."""
        return self.files

    @property
    def article_count(self) -> int:
        """Articles that came out of the batch."""
        return self.loaded

    def of_share(self, share: Share, seen: str | None) -> CleanSummary:
        """The summary of a share: what all of them read is counted by the first."""
        told = replace(self, seen=seen)
        return told if share.number == 0 else replace(told, files=0, others={}, tried=0)


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

    @property
    def source(self) -> str:
        """The file that holds its items."""
        return self.articles


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
