"""Checks of articles that did not change are carried over from the run before; the articles that changed are checked.

Only checks that look at one article at a time are carried over, and of these only those that found nothing wrong the time
before, so that what is told of a run holds for all articles. All are asked of every article again when the checks or DuckDB
changed, when the candidate was built from the lake alone, and after `MOST_NIGHTS`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.checks import ask_checks, list_checks, run_statements
from warehouse.contracts import CONTRACT_VERSION
from warehouse.ddl import quote
from warehouse.reading import opened
from warehouse.statements import read_sql, with_names

BY_ARTICLE = ("blocks", "ledger", "sentences", "spans", "texts")
"""Checks whose answer for an article follows from the rows of that article alone."""

TABLES = ("articles", "blocks", "observations", "numbers")
"""What those checks read."""

MOST_NIGHTS = 30
"""Runs after which every article is checked again."""


@dataclass(frozen=True)
class Carried:
    """What a run leaves to the next: with which checks, how many runs after all articles were checked, and which found nothing."""

    fingerprint: str
    nights: int
    holding: tuple[str, ...]

    @classmethod
    def read(cls, record: dict[str, Any] | None) -> Carried | None:
        """From the record of a run; None when it has none."""
        return cls(record["fingerprint"], record["nights"], tuple(record["holding"])) if record else None

    def to_json(self) -> str:
        """For the record of the run."""
        return json.dumps(asdict(self))


def run_changed_checks(candidate: Path, before: Path, carried: Carried | None) -> tuple[dict[str, pa.Table], Carried]:
    """Ask every check of the candidate, those that can be carried over only of the articles that the file before does not hold so.

    `carried` is what the run of the file before left.

    Shape: as `warehouse.checks.run_checks`.
    """
    fingerprint = fingerprint_of_checks()
    trusted = carried if carried and carried.fingerprint == fingerprint and carried.nights < MOST_NIGHTS else None
    with opened(candidate, "UTC") as con:
        names = [name for name in BY_ARTICLE if trusted and name in trusted.holding] if _is_merged(con) else []
        found = ask_checks(con, [name for name in list_checks() if name not in names])
    if names:
        found |= _ask_of_changed(candidate, before, names)
    holding = tuple(name for name in BY_ARTICLE if not any(found[name]["failing_count"].to_pylist()))
    return found, Carried(fingerprint, trusted.nights + 1 if names and trusted else 0, holding)


def fingerprint_of_checks() -> str:
    """What must change when the checks may find something else in the same rows."""
    told = [duckdb.__version__, str(CONTRACT_VERSION), *(read_sql("checks", name) for name in BY_ARTICLE)]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]


def _is_merged(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file was made from the one before, so that rows of articles that did not change are those checked then."""
    return con.execute("select mode = 'merge' from internal.build_info").fetchall() == [(True,)]


def _ask_of_changed(candidate: Path, before: Path, names: list[str]) -> dict[str, pa.Table]:
    """Ask the checks of views that show the rows of changed articles alone, in a database of their own in memory."""
    with duckdb.connect() as con:  # not `opened`: that one reaches a single file
        con.execute("set TimeZone = 'UTC'")
        con.execute(f"attach {quote(str(candidate))} as candidate (read_only)")
        con.execute(f"attach {quote(str(before))} as before (read_only)")
        con.execute("create table changed as " + read_sql("comparisons", "changed_articles"))
        rows = "create view ${table} as from candidate.main.${table} where article_id in (select article_id from changed)"
        for table in TABLES:
            con.execute(with_names(rows, table=table))
        return {name: run_statements(con, [read_sql("checks", name)]) for name in names}
