"""Checksums of tables, to tell whether two warehouses hold the same."""

from __future__ import annotations

from pathlib import Path

from warehouse.contracts import CONTRACTS
from warehouse.reading import opened
from warehouse.statements import fill_sql

STATE_TABLES = ("articles", "blocks", "observations", "numbers", "article_places", "duplicates")
RUN_COLUMNS = {"run_id", "cleaned_run_id", "extracted_run_id", "replayed_run_id"}


def state_checksums(live: Path) -> dict[str, str]:
    """A checksum for each table that depends on the raw files and the rules alone, run columns aside.

    Equal checksums mean equal sets of rows. They compare within one DuckDB version only.
    """
    with opened(live, "UTC") as con:
        found = {}
        for table in STATE_TABLES:
            columns = ", ".join(c.name for c in CONTRACTS[table].columns if c.name not in RUN_COLUMNS)
            row = con.execute(fill_sql("load", "table_checksum", table=table, columns=columns)).fetchone()
            found[table] = str(row[0]) if row else ""
        return found
