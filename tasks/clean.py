"""Stage clean: one batch of raw files in; Parquet `articles`, `blocks`, `signatures` and `quarantine` of the lake out."""

from __future__ import annotations

import fnmatch
import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.messages import DOCUMENT_SCHEMA, MANIFEST_COLUMNS, CleanJob, CleanSummary, RawFile, count_others
from tasks.plan.shares import Reading
from tasks.store.cleaned_tables import build_cleaned_tables
from tasks.store.columns import build_storable, columns_of
from tasks.store.object_stores import CopyFailed, KeysRefused
from tasks.store.overlay_copy import use_overlay_of
from tasks.store.quarantine import DIED, describe_error, quarantine_table, refusal_of
from tasks.store.raw_files import open_bytes
from tasks.store.unread import UnreadFile, name_here
from tasks.text.cleaning import clean_document
from tasks.text.file_bytes import FileBytes, Raw
from tasks.text.known_formats import say_unreadable_name
from tasks.text.readers import is_readable_name, read_documents
from tasks.text.records import CleanedDocument, RawDocument, Rejection
from tasks.workers import deadline
from tasks.workers.recovery import Recovery
from warehouse.lake.files import LakeFiles
from warehouse.lake.tables import CLEANED_TABLES, SIGNED_TABLE
from warehouse.parquet import write_parquet

DOCUMENTS_PER_PART = 500
CHARACTERS_PER_PART = 4_000_000
"""A container of any size is written in parts of so many documents or characters: memory stays flat, and all workers extract from them."""

LARGEST_FILE = 1 << 30
"""Bytes. A larger file is not read; it is quarantined as too_large."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One document of the batch and what became of it; the columns of DOCUMENT_SCHEMA and the outcome itself."""

    source_uri: str
    container_uri: str
    location_uri: str
    size: int
    modified_at: datetime
    etag: str | None
    sha256: str | None
    status: str
    article_id: str | None
    cleaned: CleanedDocument | Rejection


@dataclass(slots=True)
class _Opened:
    """How many files of a batch were opened, those that could not be read, and what a share found in its archive."""

    tried: int = 0
    unread: list[UnreadFile] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)


def clean_batch(job: CleanJob) -> CleanSummary:
    """Clean every document of the batch and write its rows; a document that cannot be used is quarantined, never fatal.

    Raises:
        KeysRefused, CopyFailed: an object store refuses the keys of this process, or this disk the copy of a large object.
    """
    started = time.perf_counter()
    use_overlay_of(job.home, job.run_id)
    files = _read_manifest(job)
    others: Counter[str] = Counter()
    opened = _Opened()
    outcomes = (outcome for file in files for outcome in _clean_file(job, file, others, opened))
    loaded = quarantined = 0
    articles: list[str] = []
    for number, chunk in enumerate(_parts(outcomes)):
        path, kept = _write_part(job, f"{job.part}-{number:03d}", chunk)
        articles += [path] if path else []
        loaded += kept
        quarantined += len(chunk) - kept
    deadline.end_documents()
    done = CleanSummary(
        len(files), loaded, quarantined, tuple(articles), time.perf_counter() - started, dict(others), opened.tried, tuple(opened.unread)
    )
    return done if job.share.is_whole else done.of_share(job.share, opened.reading.digest)


def _parts(outcomes: Iterable[_Outcome]) -> Iterator[list[_Outcome]]:
    """The outcomes in lists that fit into memory, and so do the figures of their articles."""
    part: list[_Outcome] = []
    characters = 0
    for outcome in outcomes:
        part.append(outcome)
        if isinstance(outcome.cleaned, CleanedDocument):
            characters += len(outcome.cleaned.article.text) + sum(len(block.dropped_text or "") for block in outcome.cleaned.blocks)
        if len(part) >= DOCUMENTS_PER_PART or characters >= CHARACTERS_PER_PART:
            yield part
            part, characters = [], 0
    if part:
        yield part


def _read_manifest(job: CleanJob) -> list[RawFile]:
    rows = pq.ParquetFile(job.home.obtain(job.manifest)).read().to_pydict()
    return [RawFile(*row) for row in zip(*(rows[name] for name in MANIFEST_COLUMNS), strict=True)]


def _refuse(file: RawFile, sha256: str | None, rejection: Rejection) -> _Outcome:
    """The outcome of a file that is refused as a whole."""
    return _Outcome(file.uri, file.uri, file.location_uri, file.size, file.modified_at, file.etag, sha256, "quarantined", None, rejection)


def _clean_file(job: CleanJob, file: RawFile, others: Counter[str], opened: _Opened) -> Iterator[_Outcome]:
    """The documents of one file; at least one, so that no file is lost without a word."""
    sha256, data, refused = _read(job, file, opened)
    if file.uri in job.poison:
        refused = refused or _reject_poison(file.uri, file.uri)
    opened.reading.is_cut_short = refused is not None
    opened.reading.note(sha256 or "")
    seen: set[str] = set()
    with data if isinstance(data, FileBytes) else nullcontext():
        for place, document in enumerate(iter([refused]) if refused else _documents(file, data, others)):
            uri, is_repeated = document.source_uri, document.source_uri in seen
            if is_repeated:  # a reader gives each address once; should one not, the first stands and the run goes on
                uri = f"{uri}!!{len(seen) + 1}"
            seen.add(uri)
            if not job.share.is_whole:
                opened.reading.note(uri, document.reason if isinstance(document, Rejection) else "")
            if not job.share.takes(place):
                continue
            if is_repeated:
                result: CleanedDocument | Rejection = Rejection(
                    uri, file.uri, "broken_container", "a second document of that address in the container"
                )
            elif isinstance(document, Rejection):
                result = document
            else:
                result = _reject_poison(uri, file.uri) if uri in job.poison else _clean(document)
            kept = isinstance(result, CleanedDocument)
            article_id = result.article.article_id if isinstance(result, CleanedDocument) else None
            yield _Outcome(
                uri, file.uri, file.location_uri, file.size, file.modified_at, file.etag, sha256,
                "loaded" if kept else "quarantined", article_id, result,
            )  # fmt: skip


def _reject_poison(uri: str, container_uri: str) -> Rejection:
    """What is said of a document that its worker died on."""
    return Rejection(uri, container_uri, "killed_worker", DIED)


def _read(job: CleanJob, file: RawFile, opened: _Opened) -> tuple[str | None, Raw, Rejection | None]:
    """The digest and the bytes of a file, which are the caller's to close where they lie on a disk; or why it cannot be used.

    Raises:
        KeysRefused, CopyFailed: it is the machine, and no file is at fault. To a share that cannot be copied the archive is unreadable.
    """
    if file.refused:
        return None, b"", Rejection(file.uri, file.uri, file.refused, file.detail or "")
    if not is_readable_name(file.uri):
        name = file.uri.rpartition("/")[2]
        return None, b"", Rejection(file.uri, file.uri, "unknown_format", say_unreadable_name(name))
    if file.size > LARGEST_FILE:
        return None, b"", Rejection(file.uri, file.uri, "too_large", f"{file.size} bytes, more than {LARGEST_FILE}")
    opened.tried += 1
    try:
        data = open_bytes(file.path, file.size, LARGEST_FILE, job.home.staging(job.run_id) / "raw")
    except OSError as error:
        if isinstance(error, KeysRefused) or (isinstance(error, CopyFailed) and job.share.is_whole):
            raise  # where a share finds no room for its copy beside the others', one copy may still find it
        said = error.strerror or describe_error(error)
        opened.unread.append(UnreadFile(file.uri, file.path, said, name_here()))
        return None, b"", Rejection(file.uri, file.uri, "unreadable", said)
    if not isinstance(data, FileBytes):
        return hashlib.sha256(data).hexdigest(), data, None
    if len(data) > LARGEST_FILE:  # it has grown since it was listed
        data.close()
        return None, b"", Rejection(file.uri, file.uri, "too_large", f"more than {LARGEST_FILE} bytes")
    return data.sha256(), data, None


def _documents(file: RawFile, data: Raw, others: Counter[str]) -> Iterator[RawDocument | Rejection]:
    count = 0
    deadline.begin_reading(len(data), file.uri)
    try:
        for document in read_documents(file.uri, data, others=others):
            count += 1
            deadline.end_documents()
            yield document
            deadline.begin_reading(len(data), file.uri)
    except Exception as error:  # quarantined with the error and its line: one file must not stop the night
        yield Rejection(file.uri, file.uri, "internal_error", describe_error(error))
        return
    if not count:
        yield Rejection(file.uri, file.uri, "empty", "the file holds no document")


def _clean(document: RawDocument) -> CleanedDocument | Rejection:
    deadline.begin_document(len(document.data), document.source_uri)
    try:
        return clean_document(document)
    except Exception as error:  # quarantined with the error and its line: one document must not stop the night
        return Rejection(document.source_uri, document.container_uri, "internal_error", describe_error(error))
    finally:
        deadline.end_documents()


def _write_part(job: CleanJob, part: str, chunk: list[_Outcome]) -> tuple[str | None, int]:
    """Write the rows of some documents; the path of their articles, if any, and how many there are."""
    lake, run_id = LakeFiles(job.home.path), job.run_id
    kept = [outcome for outcome in chunk if isinstance(outcome.cleaned, CleanedDocument)]
    tables, unfit = build_storable(kept, lambda outcomes: build_cleaned_tables(_cleaned_of(outcomes), run_id))
    refused = {outcome.source_uri: _refuse_document(outcome, describe_error(error)) for outcome, error in unfit}
    chunk = [refused.get(outcome.source_uri, outcome) for outcome in chunk]
    articles = tables["articles"].num_rows
    paths = {table: lake.write(table, run_id, part, rows) for table, rows in tables.items()} if articles else {}
    refusals = [refusal_of(outcome.cleaned) for outcome in chunk if isinstance(outcome.cleaned, Rejection)]
    if refusals:
        lake.write("quarantine", run_id, part, quarantine_table(refusals, run_id))
    documents = pa.table(dict(columns_of(DOCUMENT_SCHEMA.names, chunk)), schema=DOCUMENT_SCHEMA)
    documents_file = job.home.staging(run_id) / "documents" / f"{part}.parquet"
    write_parquet(documents, documents_file)
    job.home.share(documents_file)
    return paths.get("articles"), articles


def _refuse_document(outcome: _Outcome, detail: str) -> _Outcome:
    """The outcome of an article that no table can hold."""
    rejection = Rejection(outcome.source_uri, outcome.container_uri, "internal_error", detail)
    return replace(outcome, status="quarantined", article_id=None, cleaned=rejection)


def _cleaned_of(outcomes: list[_Outcome]) -> list[CleanedDocument]:
    return [outcome.cleaned for outcome in outcomes if isinstance(outcome.cleaned, CleanedDocument)]


def _discard(job: CleanJob) -> None:
    """Remove what a dead worker wrote of the batch."""
    LakeFiles(job.home.path).discard(job.run_id, (*CLEANED_TABLES, SIGNED_TABLE, "quarantine"), f"{job.part}-*")
    store, documents = job.home.store, f"candidates/{job.run_id}/documents"
    store.remove(fnmatch.filter(store.list_files(documents), f"{documents}/{job.part}-*.parquet"))


def _without(job: CleanJob, name: str) -> CleanJob | None:
    """The batch with that file, or that document of a file, quarantined unseen; None when it is already."""
    return None if name in job.poison else replace(job, poison=(*job.poison, name))


def _halve(job: CleanJob) -> tuple[CleanJob, ...]:
    """Two batches of half the files each; none when there is one file."""
    files = pq.ParquetFile(job.home.obtain(job.manifest)).read()
    middle = files.num_rows // 2
    if not middle:
        return ()
    halves = []
    for letter, half in (("a", files.slice(0, middle)), ("b", files.slice(middle))):
        path = job.home.staging(job.run_id) / "manifests" / f"{job.part}{letter}.parquet"
        write_parquet(half, path)
        halves.append(replace(job, manifest=job.home.share(path), part=f"{job.part}{letter}"))
    return tuple(halves)


def _quarantine(job: CleanJob) -> CleanSummary:
    """Quarantine the one file of the batch; a share leaves it to the batch that cleans the archive in one piece."""
    if not job.share.is_whole:
        return CleanSummary(0, 0, 0, (), 0.0)
    (file,) = _read_manifest(job)
    opened = _Opened()
    sha256, data, refused = _read(job, file, opened)
    if isinstance(data, FileBytes):
        data.close()
    rejection = refused or _reject_poison(file.uri, file.uri)
    _write_part(job, f"{job.part}-000", [_refuse(file, sha256, rejection)])
    return CleanSummary(1, 0, 1, (), 0.0, {}, opened.tried, tuple(opened.unread))


def _join(summaries: Sequence[CleanSummary]) -> CleanSummary:
    """The summary of the batch, from those of its halves."""
    return CleanSummary(
        sum(part.files for part in summaries),
        sum(part.loaded for part in summaries),
        sum(part.quarantined for part in summaries),
        tuple(path for part in summaries for path in part.articles),
        sum(part.seconds for part in summaries),
        count_others(summaries),
        sum(part.tried for part in summaries),
        tuple(file for part in summaries for file in part.unread),
    )


CLEAN_RECOVERY = Recovery(_discard, _without, _halve, _quarantine, _join)
"""How batches are cleaned again when their worker died."""
