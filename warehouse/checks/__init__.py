"""Whole-table rules: each file of this folder is one question to a candidate, answered in one pass.

Every answer row has the columns `rule_id, table_name, severity, meaning, evaluated_count, failing_count, failing_ids`
(JSON, the first 100) and `observed`. Nothing is judged here: `expectations` does that with these small results.
`unique_keys` and `contract_values` are templates, asked of every table of the contracts.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.contracts import CONTRACTS, Column, Contract
from warehouse.ddl import quote
from warehouse.reading import opened
from warehouse.statements import fill_sql, read_sql, sql_names

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
        return {name: _run_check(con, name) for name in chosen}


def _run_check(con: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    parts = []
    for sql in _statements(name):
        rows = con.sql(sql).to_arrow_table()
        parts.append(rows.select(CHECK_SCHEMA.names).cast(CHECK_SCHEMA))
    return pa.concat_tables(parts)


def _statements(name: str) -> list[str]:
    """The statements of a check: one, or one for each table the contracts describe."""
    if name == "unique_keys":
        return [fill_sql("checks", name, table=c.table, key=", ".join(c.key)) for c in CONTRACTS.values()]
    if name == "contract_values":
        return [fill_sql("checks", name, table=c.table, rules=rules) for c in CONTRACTS.values() if (rules := _contract_rules(c))]
    return [read_sql("checks", name)]


def _contract_rules(contract: Contract) -> str:
    """The rules of a contract's values as SQL structs."""
    rules = [rule for column in contract.columns for rule in _column_rules(contract, column)]
    return ",\n".join(rules)


def _column_rules(contract: Contract, column: Column) -> list[str]:
    found = []
    if column.allowed:
        listed = ", ".join(quote(value) for value in column.allowed)
        found.append(("allowed", f"{column.name} not in ({listed})", f"{column.name} is one of {', '.join(column.allowed)}."))
    if column.minimum is not None:
        found.append(("minimum", f"{column.name} < {column.minimum!r}", f"{column.name} is at least {column.minimum}."))
    if column.maximum is not None:
        found.append(("maximum", f"{column.name} > {column.maximum!r}", f"{column.name} is at most {column.maximum}."))
    return [
        fill_sql(
            "load", "contract_rule", table=contract.table, column=column.name, rule=rule, broken=broken,
            meaning=quote(meaning), key=", ".join(contract.key),
        ).split("\n", 1)[1]
        for rule, broken, meaning in found
    ]  # fmt: skip
