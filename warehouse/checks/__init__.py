"""Whole-table rules: each file of this folder is one question to a candidate, answered in one pass.

Every answer row has the columns `rule_id, table_name, severity, meaning, evaluated_count, failing_count, failing_ids`
(JSON, the first 100) and `observed`. Nothing is judged here: `expectations` does that with these small results.
`unique_keys` and `contract_values` are templates, asked of every table of the contracts (`of_contracts.py`).

`scope` says what a critical failure costs: `table` the run; `row` what `faults` lists, a row or a whole article (the two ids
are equal then), all of them. `warehouse/comparisons` holds the checks that need the file before.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.checks.of_contracts import TEMPLATES, WORTH, Worth, sound_tables, statements_of
from warehouse.ddl import quote
from warehouse.reading import opened, published_run
from warehouse.statements import fill_sql, read_sql, sql_names

FAULT = pa.struct([pa.field("article_id", pa.string()), pa.field("item_id", pa.string())])
FEWEST_ARTICLES, FEWEST_FIGURES = 20, 100
"""So few of them are never a drop, whatever their share."""


CHECK_SCHEMA = pa.schema(
    [
        pa.field("rule_id", pa.string(), nullable=False),
        pa.field("table_name", pa.string(), nullable=False),
        pa.field("severity", pa.string(), nullable=False),
        pa.field("meaning", pa.string(), nullable=False),
        pa.field("evaluated_count", pa.int64(), nullable=False),
        pa.field("failing_count", pa.int64(), nullable=False),
        pa.field("failing_ids", pa.string(), nullable=False),
        pa.field("observed", pa.string(), nullable=False),
        pa.field("scope", pa.string(), nullable=False),
        pa.field("faults", pa.list_(FAULT), nullable=False),
    ]
)


def list_checks() -> list[str]:
    """Names of the checks, floors first: no other rule can fail on an empty table."""
    return sorted(sql_names("checks"), key=lambda name: (name != "floors", name))


def run_checks(candidate: Path, names: Iterable[str] | None = None) -> dict[str, pa.Table]:
    """Ask every check, or those named, of a warehouse file, read-only.

    Shape: per check one table of `CHECK_SCHEMA`, one row per rule; rules that hold are there too.

    Raises:
        NoWarehouse: there is no such file.
        KeyError: a name is no check.
    """
    chosen = list(names) if names is not None else list_checks()
    if unknown := sorted(set(chosen) - set(list_checks())):
        raise KeyError(f"no such checks: {', '.join(unknown)}; there are {', '.join(list_checks())}")
    with opened(candidate, "UTC") as con:
        return ask_checks(con, chosen)


def ask_checks(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> dict[str, pa.Table]:
    """Ask those checks of the warehouse that the connection uses.

    Shape: as `run_checks`.
    """
    return {name: _ask(con, name) for name in names}


def compare_with(before: Path | None, candidate: Path, largest_share: float) -> pa.Table:
    """Ask whether the candidate lost what the file before held. A file before that is missing or damaged held nothing.

    Shape: `CHECK_SCHEMA`, one row per rule. Units: `largest_share` 0-1; 1 confirms any drop.
    """
    with duckdb.connect() as con:  # not `opened`: that one reaches a single file
        con.execute(f"attach {quote(str(candidate))} as candidate (read_only)")
        con.execute("use candidate")
        _attach_before(con, before)
        sql = fill_sql(
            "comparisons", "dropped", share=repr(float(largest_share)), percent=f"{largest_share:.0%}", rows=str(FEWEST_ARTICLES),
            figures=str(FEWEST_FIGURES),
        )  # fmt: skip
        return run_statements(con, [sql])


def _attach_before(con: duckdb.DuckDBPyConnection, before: Path | None) -> None:
    """Make the file before readable as `before`, or an empty one in its place."""
    if before is not None and published_run(before) is not None:
        con.execute(f"attach {quote(str(before))} as before (read_only)")
        return
    con.execute("attach ':memory:' as before")
    for table in ("articles", "observations"):
        con.execute(f"create table before.main.{table} as from main.{table} limit 0")


def run_statements(con: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> pa.Table:
    """The answers of statements that are checks, one after the other, as CHECK_SCHEMA."""
    parts = []
    for sql in statements:
        rows = con.sql(sql).to_arrow_table()
        if "scope" not in rows.column_names:
            rows = rows.append_column("scope", pa.array(["table"] * rows.num_rows, pa.string()))
        faults = rows["faults"].to_pylist() if "faults" in rows.column_names else [None] * rows.num_rows
        rows = rows.select([name for name in CHECK_SCHEMA.names if name != "faults"])
        rows = rows.append_column("faults", pa.array([found or [] for found in faults], pa.list_(FAULT)))
        parts.append(rows.select(CHECK_SCHEMA.names).cast(CHECK_SCHEMA))
    return pa.concat_tables(parts)


def _ask(con: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    """The answers of one check. Of the tables of a template only those in which a count finds something broken are asked what it is."""
    if name not in TEMPLATES:
        return run_statements(con, [read_sql("checks", name)])
    sound = sound_tables(con, name)
    parts = [
        pa.Table.from_pylist(sound[table], CHECK_SCHEMA) if table in sound else run_statements(con, [statement])
        for table, statement in statements_of(name).items()
    ]
    return pa.concat_tables(parts)


__all__ = [
    "CHECK_SCHEMA", "WORTH", "Worth", "ask_checks", "compare_with", "list_checks", "run_checks", "run_statements",
]  # fmt: skip
