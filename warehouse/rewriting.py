"""When the nights have scattered a file: how far it has grown beyond what its rows need, and writing it anew.

DuckDB reuses the space of deleted rows only in part: a night's rows lie in small row groups of their own, with blocks of
their own. So the bytes a row took when the file was last written in one go are kept in it, and once a row takes much more
than that, a merge begins with a fresh copy of the rows instead of a copy of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.candidate import create_tables, stored_tables
from warehouse.contracts import CONTRACTS
from warehouse.ddl import quote
from warehouse.statements import with_names
from warehouse.view_catalog import create_views

LARGEST_GROWTH = 1.5
"""How many times the bytes a row needs it may take before the file is written anew."""

SMALLEST_FILE = 16 << 20
"""Bytes. In a smaller file the blocks of small tables outweigh the rows, and there is little to win."""


@dataclass(frozen=True)
class Compactness:
    """Size of a file and the rows of its tables, when it was last written in one go; zero where that is the file itself."""

    bytes: int = 0
    rows: int = 0


def measure_compactness(con: duckdb.DuckDBPyConnection, live: Path) -> Compactness:
    """What the file takes, and its rows; `con` has it open."""
    rows = 0
    for contract in CONTRACTS.values():
        found = con.execute(with_names("select count(*) from ${table}", table=contract.stored)).fetchone()
        rows += found[0] if found else 0
    return Compactness(live.stat().st_size, rows)


def is_scattered(now: Compactness, then: Compactness) -> bool:
    """Whether a row takes so much more than when the file was compact that writing it anew is worth it.

    >>> is_scattered(Compactness(48 << 20, 1200), Compactness(30 << 20, 1000))
    False
    >>> is_scattered(Compactness(56 << 20, 1200), Compactness(30 << 20, 1000))
    True
    """
    return now.bytes > SMALLEST_FILE and then.rows > 0 and now.bytes * then.rows > LARGEST_GROWTH * then.bytes * max(now.rows, 1)


def copy_rows(con: duckdb.DuckDBPyConnection, live: Path) -> None:
    """Fill the empty candidate that `con` writes with every row of the live file, in fresh blocks, and its views."""
    create_tables(con)
    con.execute(f"attach {quote(str(live))} as scattered (read_only)")
    for _, name in stored_tables():
        con.execute(with_names("insert into ${table} select * from scattered.${table}", table=name))
    create_views(con)
