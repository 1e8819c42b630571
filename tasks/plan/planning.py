"""What a run has to do and why: every listed file and every known document, compared; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks.errors import RunRefused
from tasks.plan.fingerprints import Fingerprints
from tasks.plan.listing import ListedFile, Listing, local_path
from tasks.store.file_times import EARLIEST
from tasks.store.home import run_started_at
from tasks.store.raw_files import hash_bytes
from tasks.text.readers import is_readable_name

DOUBT = timedelta(seconds=2)
"""A file changed this close to its last listing may have changed again under the same size and time stamp."""

STATUSES = ("new", "changed", "rules-changed", "full", "replay", "damaged", "unchanged", "gone")

PLAN_SCHEMA = pa.schema(
    [
        pa.field("uri", pa.string(), metadata={"meaning": "file that was listed, or document that is gone"}),
        pa.field("location_uri", pa.string()),
        pa.field("path", pa.binary(), metadata={"meaning": "what opens it"}),
        pa.field("size", pa.int64()),
        pa.field("modified_at", pa.timestamp("us", tz="UTC")),
        pa.field("etag", pa.string()),
        pa.field("refused", pa.string(), metadata={"meaning": "reason code of what is listed and never opened"}),
        pa.field("detail", pa.string(), metadata={"meaning": "what that is"}),
        pa.field("sha256", pa.string(), metadata={"meaning": "only where the plan had to read the file"}),
        pa.field("status", pa.string()),
        pa.field("action", pa.string(), metadata={"meaning": "clean, extract, refresh, forget, lose or none"}),
        pa.field("reason", pa.string()),
    ]
)


class TooManyGone(RunRefused):
    """More of a location has vanished at once than is believable without a confirmation."""


@dataclass(frozen=True)
class Known:
    """What the last committed runs know of one file: one entry per document in it."""

    size: int
    modified_at: datetime
    etag: str | None
    sha256: str | None
    run_id: str
    statuses: tuple[str, ...]
    clean_fingerprints: tuple[str | None, ...]
    extract_fingerprints: tuple[str | None, ...]


@dataclass(frozen=True)
class Plan:
    """Shape: `rows` as PLAN_SCHEMA, one per listed file and per gone document, sorted by URI."""

    locations: tuple[str, ...]
    rows: pa.Table

    def counts(self) -> dict[str, int]:
        """Files per status; documents for `gone`."""
        found = {row["values"]: row["counts"] for row in pc.value_counts(self.rows["status"]).to_pylist()}
        return {status: found.get(status, 0) for status in STATUSES}

    def with_action(self, action: str) -> pa.Table:
        """The rows that ask for one action."""
        return self.rows.filter(pc.equal(self.rows["action"], action))


def read_plan(path: str, locations: tuple[str, ...]) -> Plan:
    """The plan as it was written."""
    return Plan(locations, pq.read_table(path, schema=PLAN_SCHEMA))


@dataclass(frozen=True)
class Scope:
    """How far a run goes beyond what changed.

    `again` does a stage anew for every listed file, `replayed` files are cleaned anew; of `damaged` ones rows of the lake were
    lost, of `unextracted` ones only figures.
    """

    again: Literal["clean", "extract"] | None = None
    replayed: frozenset[str] = frozenset()
    damaged: frozenset[str] = frozenset()
    unextracted: frozenset[str] = frozenset()


def make_plan(listing: Listing, known: pa.Table, fingerprints: Fingerprints, scope: Scope | None = None) -> Plan:
    """Compare what is listed with what is known.

    Reads the content of a file only when its size is the same and its time, inode or change time is not, or the time is too
    fresh to be believed.

    Shape: `known` has the columns of the contract `raw_files`, one row per document of any location, in the order of the
    runs that wrote them: of the documents of one file the last row tells what was last seen of the file.
    """
    scope = scope or Scope()
    documents = known.filter(_is_in_scope(known, listing.locations))
    by_file = _group_by_file(documents.filter(pc.not_equal(documents["status"], "gone")))
    were_gone = set(documents.filter(pc.equal(documents["status"], "gone"))["container_uri"].to_pylist())
    columns: dict[str, list[object]] = {name: [] for name in PLAN_SCHEMA.names}
    for file in listing.files:
        verdict = _judge(file, by_file.get(file.uri), fingerprints, scope, file.uri in were_gone)
        row = (
            file.uri, file.location_uri, file.path, file.size, file.modified_at, file.etag, file.refused, file.detail, *verdict,
        )  # fmt: skip
        for values, value in zip(columns.values(), row, strict=True):
            values.append(value)
    _add_gone(columns, documents, {file.uri for file in listing.files})
    return Plan(listing.locations, pa.table(columns, schema=PLAN_SCHEMA).sort_by("uri"))


def check_vanished(plan: Plan, known: pa.Table, largest_share: float) -> None:
    """Stop when more than `largest_share` of the known documents of a location are gone.

    Units: `largest_share` 0-1.

    Raises:
        TooManyGone: with the location, the counts and how to confirm.
    """
    gone = plan.with_action("forget")
    for location in plan.locations:
        documents = known.filter(_is_in_scope(known, (location,)))
        standing = documents.filter(pc.not_equal(documents["status"], "gone")).num_rows
        lost = gone.filter(pc.equal(gone["location_uri"], location)).num_rows
        if lost > largest_share * standing:
            raise TooManyGone(
                f"{lost} of {standing} known documents under {location} are gone, more than {largest_share:.0%}; "
                "if they were removed on purpose run again with --allow-vanish, otherwise bring the location back"
            )


def changed_documents(known: pa.Table, files: Iterable[str]) -> pa.Table:
    """The known documents, not gone, that lie in the given files."""
    standing = known.filter(pc.not_equal(known["status"], "gone"))
    return standing.filter(pc.is_in(standing["container_uri"], pa.array(list(files), pa.string())))


def _judge(
    file: ListedFile, known: Known | None, fingerprints: Fingerprints, scope: Scope, was_gone: bool
) -> tuple[str | None, str, str, str]:
    """sha256 if it had to be read, status, action and reason of one listed file."""
    if known is None:
        return None, "new", "clean", "was gone and is back" if was_gone else "not seen before"
    if file.uri in scope.replayed:
        return None, "replay", "clean", "taken from quarantine"
    if file.uri in scope.damaged:
        return None, "damaged", "clean", "its rows in the lake were damaged"
    if scope.again == "clean":
        return None, "full", "clean", "everything was asked for"
    if known.sha256 is None and file.refused is None and is_readable_name(file.uri):
        return None, "changed", "clean", "could not be read before"
    sha256, difference = _difference(file, known)
    if difference:
        return sha256, "changed", "clean", difference
    if rules := _changed_rules(known, fingerprints):
        return sha256, "rules-changed", *rules
    if file.uri in scope.unextracted:
        return sha256, "damaged", "extract", "its figures in the lake were damaged"
    if scope.again == "extract" and "loaded" in known.statuses:
        return sha256, "full", "extract", "extraction was asked for"
    if sha256 is not None:
        return sha256, "unchanged", "refresh", "listed anew, same bytes"
    return None, "unchanged", "none", "same size and time"


def _difference(file: ListedFile, known: Known) -> tuple[str | None, str | None]:
    """sha256 if it had to be read, and what differs, or None."""
    if file.refused and known.sha256 is not None:
        return None, file.detail
    if file.size != known.size:
        return None, f"size was {known.size}, is {file.size}"
    on_disk = local_path(file.uri) is not None
    if file.etag and known.etag and not on_disk:
        return None, None if file.etag == known.etag else "another entity tag"
    # On a disk the tag is inode and change time, which an edit that puts size and time back does not put back.
    settled = EARLIEST < known.modified_at < run_started_at(known.run_id) - DOUBT and (file.etag == known.etag or not on_disk)
    if file.modified_at == known.modified_at and (settled or known.sha256 is None):
        return None, None
    try:
        sha256 = hash_bytes(file.path)
    except OSError:
        return None, "cannot be read any more"
    return sha256, None if sha256 == known.sha256 else "other bytes"


def _changed_rules(known: Known, fingerprints: Fingerprints) -> tuple[str, str] | None:
    """Action and reason when rules made the file's rows that are not those of today.

    What a rejected document lacks is not asked for: one refused by cleaning has no fingerprint of extraction.
    """
    if any(made_by != fingerprints.clean for made_by in known.clean_fingerprints):
        return "clean", "cleaning rules changed"
    pairs = zip(known.statuses, known.extract_fingerprints, strict=True)
    stale = [status for status, made_by in pairs if made_by is not None and made_by != fingerprints.extract]
    if "quarantined" in stale:  # refused by extraction: its cleaned text does not stand
        return "clean", "extraction rules changed, and it was refused before"
    return ("extract", "extraction rules changed") if stale else None


def _is_in_scope(known: pa.Table, locations: Sequence[str]) -> pa.Array:
    mask = pa.array([False] * known.num_rows, pa.bool_())
    for location in locations:
        inside = pc.starts_with(known["container_uri"], location.rstrip("/") + "/")
        mask = pc.or_(mask, pc.or_(pc.equal(known["container_uri"], location), inside))
    return mask


def _group_by_file(documents: pa.Table) -> Mapping[str, Known]:
    names = ("container_uri", "size", "modified_at", "etag", "sha256", "run_id", "status", "clean_fingerprint", "extract_fingerprint")
    grouped: dict[str, list[tuple[object, ...]]] = {}
    for row in zip(*(documents[name].to_pylist() for name in names), strict=True):
        grouped.setdefault(row[0], []).append(row[1:])
    known: dict[str, Known] = {}
    for uri, rows in grouped.items():
        per_document = zip(*(row[5:] for row in rows), strict=True)
        known[uri] = Known(*rows[-1][:5], *map(tuple, per_document))  # type: ignore[arg-type]
    return known


def _add_gone(columns: dict[str, list[object]], documents: pa.Table, listed: AbstractSet[str]) -> None:
    names = ("source_uri", "container_uri", "location_uri", "size", "modified_at", "etag", "sha256", "status")
    for uri, file, location, size, modified_at, etag, sha256, status in zip(*(documents[name].to_pylist() for name in names), strict=True):
        if status == "gone" or file in listed:
            continue
        row = (uri, location, None, size, modified_at, etag, None, None, sha256, "gone", "forget", "no longer there")
        for values, value in zip(columns.values(), row, strict=True):
            values.append(value)
