"""Damaged files of the lake: set aside, and which documents have to be worked out again because of them.

What was lost stays written in the marker of its run. Which documents that concerns is worked out from there each time, so a
run killed on the way changes nothing: a document is concerned until a later run has written its rows again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.lake.integrity import Damage
from warehouse.lake.lake import Lake
from warehouse.lake.markers import Compaction, RunMarker
from warehouse.lake.published_files import note_loss
from warehouse.lake.tables import CLEANED_TABLES, EXTRACTED_TABLES

DAMAGED_FOLDER = "_damaged"


class LakeDamaged(RuntimeError):
    """The lake has lost rows, and what is asked for needs them."""


@dataclass(frozen=True)
class Concerned:
    """Known documents whose rows were lost: those to clean again, and those of which only the figures are lost.

    Shape: rows of the contract `raw_files`.
    """

    to_clean: pa.Table
    to_extract: pa.Table

    @property
    def count(self) -> int:
        """How many documents that is."""
        return int(self.to_clean.num_rows + self.to_extract.num_rows)


def set_aside(lake: Lake, damaged: Iterable[Damage]) -> list[str]:
    """Take damaged files out of the lake, and keep what is left of them under `lake/_damaged`; gives their names in the lake.

    Call it under the lock of the home.
    """
    names = {damage.name.removeprefix("lake/") for damage in damaged}
    taken: list[str] = []
    for holder in lake.holders():
        lost = sorted(name for names_of_table in holder.files.values() for name in names_of_table if name in names)
        if not lost:
            continue
        note_loss(lake)
        files = {table: left for table, listed in holder.files.items() if (left := [name for name in listed if name not in names])}
        digests = {name: digest for name, digest in holder.digests.items() if name not in names}
        lake.rewrite(replace(holder, files=files, digests=digests, lost=[*holder.lost, *lost]))
        taken += lost
    for name in taken:
        lake.store.move(f"lake/{name}", f"lake/{DAMAGED_FOLDER}/{name}")
    return taken


def find_concerned(lake: Lake) -> Concerned:
    """The known documents whose rows in the lake are lost and were not written again since."""
    known = lake.known_files()
    no_rows = known.slice(0, 0)
    if not any(holder.lost for holder in lake.holders()):
        return Concerned(no_rows, no_rows)
    loaded = pc.equal(known["status"], "loaded")
    to_clean = to_extract = pa.array([False] * known.num_rows, pa.bool_())
    for holder in lake.holders():
        if not holder.lost:
            continue
        runs = pa.array([run.run_id for run in holder.runs] if isinstance(holder, Compaction) else [holder.run_id], pa.string())
        lost = {table: _parts(holder.lost, table) for table in (*CLEANED_TABLES, *EXTRACTED_TABLES, "quarantine")}
        if any(lost[table] for table in CLEANED_TABLES):
            standing = _articles_of(lake, holder, lost, CLEANED_TABLES)
            made_here = pc.and_(loaded, pc.is_in(known["cleaned_run_id"], runs))
            to_clean = pc.or_(to_clean, pc.and_(made_here, pc.invert(pc.is_in(known["article_id"], standing))))
        if any(lost[table] for table in (*EXTRACTED_TABLES, "quarantine")):
            standing = no_rows["article_id"].combine_chunks()
            if not lost["quarantine"]:  # which says what figures were refused
                standing = _articles_of(lake, holder, lost, (*CLEANED_TABLES, *EXTRACTED_TABLES))
            made_here = pc.and_(loaded, pc.is_in(known["extracted_run_id"], runs))
            to_extract = pc.or_(to_extract, pc.and_(made_here, pc.invert(pc.is_in(known["article_id"], standing))))
        if lost["quarantine"]:  # and why documents were
            refused_here = pc.and_(pc.equal(known["status"], "quarantined"), pc.is_in(known["run_id"], runs))
            to_clean = pc.or_(to_clean, refused_here)
    return Concerned(known.filter(to_clean), known.filter(pc.and_(to_extract, pc.invert(to_clean))))


def check_nothing_lost(lake: Lake) -> None:
    """Prove that the lake holds the rows of every document that it knows.

    Raises:
        LakeDamaged: says how many documents have to be worked out again, and how.
    """
    if concerned := find_concerned(lake).count:
        raise LakeDamaged(
            f"files of the lake were damaged and the rows of {concerned} documents are lost; `solieu run` works them out again"
        )


def _parts(lost: Iterable[str], table: str) -> set[str]:
    """Names of the batches of which parts of a table are lost: one with many figures is written as `00001-000`, `00001-000.1` and so on."""
    return {PurePosixPath(name).stem.partition(".")[0] for name in lost if PurePosixPath(name).parts[0] == table}


def _articles_of(lake: Lake, holder: RunMarker | Compaction, lost: dict[str, set[str]], tables: Iterable[str]) -> pa.Array:
    """Articles of the parts of which no table is lost: parts of one batch bear one name in all tables."""
    gone = {part for table in tables for part in lost[table]}
    if isinstance(holder, Compaction) and gone:
        return pa.array([], pa.string())
    names = [f"lake/{name}" for name in holder.files.get("articles", []) if PurePosixPath(name).stem not in gone]
    files = lake.store.obtain(names)
    columns = [pq.ParquetFile(path).read(columns=["article_id"])["article_id"].combine_chunks() for path in files]
    return pa.concat_arrays(columns) if columns else pa.array([], pa.string())
