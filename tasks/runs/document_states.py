"""The rows of `raw_files` that a run leaves: every document it touched, and tombstones of those that are gone."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks.messages import DOCUMENT_SCHEMA, FAILED_SCHEMA
from tasks.plan.fingerprints import Fingerprints
from tasks.plan.planning import Plan, changed_documents
from tasks.runs.losses import lost_documents
from tasks.store.columns import concat
from tasks.store.home import Home
from warehouse.contracts import CONTRACTS
from warehouse.parquet import arrow_schema

RAW_FILES = arrow_schema(CONTRACTS["raw_files"])


def read_documents_of_run(home: Home, run_id: str) -> tuple[pa.Table, pa.Table]:
    """The documents that clean saw and those that extract refused, as the run staged them."""
    staging = home.staging(run_id)
    for folder in ("documents", "failed"):
        home.store.collect(f"candidates/{run_id}/{folder}")
    return _read(staging / "documents", DOCUMENT_SCHEMA), _read(staging / "failed", FAILED_SCHEMA)


def build_raw_files(
    plan: Plan, known: pa.Table, documents: pa.Table, failed: pa.Table, run_id: str, fingerprints: Fingerprints
) -> pa.Table:
    """One row per document that this run touched.

    Shape: the contract `raw_files`. `known` are the current rows of it, `documents` DOCUMENT_SCHEMA, `failed` FAILED_SCHEMA.
    """
    touched = concat(
        RAW_FILES,
        [
            _cleaned(documents, failed, run_id, fingerprints),
            _extracted(plan, known, failed, run_id, fingerprints),
            _withdrawn(_refreshed(plan, known, run_id), failed, run_id),
            _gone(plan, known, documents, run_id),
            _lost(plan, known, run_id),
        ],
    )
    wrong = known.filter(pc.and_(pc.equal(known["status"], "loaded"), pc.is_in(known["source_uri"], failed["source_uri"].combine_chunks())))
    untouched = wrong.filter(pc.invert(pc.is_in(wrong["source_uri"], touched["source_uri"].combine_chunks())))
    return concat(RAW_FILES, [touched, _withdrawn(untouched, failed, run_id)])


def _cleaned(documents: pa.Table, failed: pa.Table, run_id: str, fingerprints: Fingerprints) -> pa.Table:
    refused_late = pc.is_in(documents["source_uri"], failed["source_uri"].combine_chunks())
    loaded = pc.and_(pc.equal(documents["status"], "loaded"), pc.invert(refused_late))
    reached_extract = pc.equal(documents["status"], "loaded")
    table = documents
    table = _set(table, "status", pc.if_else(loaded, "loaded", "quarantined"))
    table = _set(table, "article_id", _only(loaded, documents["article_id"]))
    table = _set(table, "cleaned_run_id", _only(loaded, run_id))
    table = _set(table, "extracted_run_id", _only(loaded, run_id))
    table = _set(table, "clean_fingerprint", _all(table, fingerprints.clean))
    table = _set(table, "extract_fingerprint", _only(reached_extract, fingerprints.extract))
    return _set(table, "run_id", _all(table, run_id))


def _extracted(plan: Plan, known: pa.Table, failed: pa.Table, run_id: str, fingerprints: Fingerprints) -> pa.Table:
    """Documents whose stored text was extracted again; those of the same files that stay in quarantine keep their state."""
    table = _with_listing(changed_documents(known, plan.with_action("extract")["uri"].to_pylist()), plan, "extract")
    loaded = pc.and_(pc.equal(table["status"], "loaded"), pc.invert(pc.is_in(table["source_uri"], failed["source_uri"].combine_chunks())))
    was_loaded = pc.equal(table["status"], "loaded")
    table = _set(table, "status", pc.if_else(loaded, "loaded", "quarantined"))
    table = _set(table, "article_id", _only(loaded, table["article_id"]))
    table = _set(table, "cleaned_run_id", _only(loaded, table["cleaned_run_id"]))
    table = _set(table, "extracted_run_id", _only(loaded, run_id))
    table = _set(table, "extract_fingerprint", pc.if_else(was_loaded, fingerprints.extract, table["extract_fingerprint"]))
    return _set(table, "run_id", _all(table, run_id))


def _refreshed(plan: Plan, known: pa.Table, run_id: str) -> pa.Table:
    table = _with_listing(changed_documents(known, plan.with_action("refresh")["uri"].to_pylist()), plan, "refresh")
    return _set(table, "run_id", _all(table, run_id))


def _withdrawn(table: pa.Table, failed: pa.Table, run_id: str) -> pa.Table:
    """The documents as they stand, those quarantined whose article of an earlier run was found wrong by the checks of this one."""
    wrong = pc.is_in(table["source_uri"], failed["source_uri"].combine_chunks())
    table = _set(table, "status", pc.if_else(wrong, "quarantined", table["status"]))
    for name in ("article_id", "cleaned_run_id", "extracted_run_id"):
        table = _set(table, name, _only(pc.invert(wrong), table[name]))
    return _set(table, "run_id", _all(table, run_id))


def _gone(plan: Plan, known: pa.Table, documents: pa.Table, run_id: str) -> pa.Table:
    """Tombstones: documents of vanished files, and members that a changed container holds no longer."""
    vanished = known.filter(pc.is_in(known["source_uri"], plan.with_action("forget")["uri"].combine_chunks()))
    standing = changed_documents(known, plan.with_action("clean")["uri"].to_pylist())
    left_out = standing.filter(pc.invert(pc.is_in(standing["source_uri"], documents["source_uri"].combine_chunks())))
    table = concat(RAW_FILES, [vanished, left_out])
    table = _set(table, "status", _all(table, "gone"))
    for name in ("article_id", "cleaned_run_id", "extracted_run_id", "clean_fingerprint", "extract_fingerprint"):
        table = _set(table, name, pa.nulls(table.num_rows, pa.string()))
    return _set(table, "run_id", _all(table, run_id))


def _lost(plan: Plan, known: pa.Table, run_id: str) -> pa.Table:
    """Documents without rows whose file could not be read again: as one that could not be read, so that it is tried when listed."""
    table = lost_documents(plan, known)
    table = _set(table, "status", _all(table, "quarantined"))
    for name in ("sha256", "article_id", "cleaned_run_id", "extracted_run_id", "extract_fingerprint"):
        table = _set(table, name, pa.nulls(table.num_rows, pa.string()))
    return _set(table, "run_id", _all(table, run_id))


def _with_listing(documents: pa.Table, plan: Plan, action: str) -> pa.Table:
    """The documents with size, time and tag as their file is listed now."""
    files = plan.with_action(action)
    at = pc.index_in(documents["container_uri"], files["uri"].combine_chunks())
    for name in ("location_uri", "size", "modified_at", "etag"):
        documents = _set(documents, name, files[name].take(at))
    return documents


def _read(folder: Path, schema: pa.Schema) -> pa.Table:
    return concat(schema, [pq.ParquetFile(path).read() for path in sorted(folder.glob("*.parquet"))])


def _set(table: pa.Table, name: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    index = table.schema.get_field_index(name)
    return table.append_column(name, values) if index < 0 else table.set_column(index, name, values)


def _all(table: pa.Table, value: str) -> pa.Array:
    return pa.array([value] * table.num_rows, pa.string())


def _only(mask: pa.ChunkedArray, value: str | pa.ChunkedArray) -> pa.ChunkedArray:
    """The value where the mask holds, else null."""
    return pc.if_else(mask, value, pa.scalar(None, pa.string()))
