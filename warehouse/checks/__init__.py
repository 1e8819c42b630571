"""Whole-table rules: each file of this folder is one question to a candidate, answered in one pass.

Every answer row has the columns `rule_id, table_name, severity, meaning, evaluated_count, failing_count, failing_ids`
(JSON, the first 100) and `observed`. Nothing is judged here: `expectations` does that with these small results.
`unique_keys` and `contract_values` are templates, asked of every table of the contracts.

`scope` says what a critical failure costs: `table` the run; `row` what `faults` lists, a row or a whole article (the two ids
are equal then), all of them. `warehouse/comparisons` holds the checks that need the file before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.contracts import CONTRACTS, Column, Contract
from warehouse.ddl import quote
from warehouse.reading import opened, published_run
from warehouse.statements import fill_sql, read_sql, sql_names

FAULT = pa.struct([pa.field("article_id", pa.string()), pa.field("item_id", pa.string())])
FEWEST_ARTICLES, FEWEST_FIGURES = 20, 100
"""So few of them are never a drop, whatever their share."""


@dataclass(frozen=True)
class Worth:
    """What a failure of a table's key or values costs, and the SQL that names the article and the row concerned."""

    severity: str
    scope: str
    article: str = "null::varchar"
    item: str = "null::varchar"


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

WORTH = {
    "articles": Worth("critical", "row", "article_id", "article_id"),
    "blocks": Worth("critical", "row", "article_id", "article_id"),
    "numbers": Worth("critical", "row", "article_id", "article_id"),
    "observations": Worth("critical", "row", "article_id", "observation_id"),
    "article_places": Worth("critical", "row", "article_id", "concat_ws('/', article_id, level, name)"),
    "raw_files": Worth("critical", "table"),
    "quarantine": Worth("warning", "table"),
    "runs": Worth("warning", "table"),
    "validations": Worth("warning", "table"),
}
"""What a bad key or value costs per table. The record of runs is no reason to withhold figures; derived and shipped tables are."""


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
        return {name: run_statements(con, _statements(name)) for name in chosen}


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


def _statements(name: str) -> list[str]:
    """The statements of a check: one, or one for each table the contracts describe."""
    if name == "unique_keys":
        return [fill_sql("checks", name, table=c.table, key=", ".join(c.key), **_worth(c)) for c in CONTRACTS.values()]
    if name == "contract_values":
        asked = [(contract, _contract_rules(contract)) for contract in CONTRACTS.values()]
        return [
            fill_sql("checks", name, table=c.table, rules=rules, severity=_worth(c)["severity"], scope=_worth(c)["scope"])
            for c, rules in asked
            if rules
        ]
    return [read_sql("checks", name)]


def _worth(contract: Contract) -> dict[str, str]:
    return asdict(WORTH.get(contract.table, Worth("critical", "table")))


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
            meaning=quote(meaning), key=", ".join(contract.key), **{k: v for k, v in _worth(contract).items() if k != "severity"},
        ).split("\n", 1)[1]
        for rule, broken, meaning in found
    ]  # fmt: skip
