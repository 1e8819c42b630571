"""The checks that are asked of every table of the contracts: keys that stand more than once, values that a contract does not allow.

DuckDB takes longer to plan the statements that tell what is broken than to look at all values of a night. So one statement counts
first, over all tables, and what a sound table answers is known from its count.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import duckdb

from warehouse.contracts import CONTRACTS, Contract
from warehouse.ddl import quote
from warehouse.statements import fill_sql

TEMPLATES = ("contract_values", "unique_keys")


@dataclass(frozen=True)
class Worth:
    """What a failure of a table's key or values costs, and the SQL that names the article and the row concerned."""

    severity: str
    scope: str
    article: str = "null::varchar"
    item: str = "null::varchar"


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


@dataclass(frozen=True)
class _Limit:
    """One limit of a column's values: `broken` is the SQL that is true of a value beyond it."""

    column: str
    rule: str
    broken: str
    meaning: str


@cache
def statements_of(name: str) -> dict[str, str]:
    """The whole question of a template by table: what is broken, and what it costs. Tables without limits are not asked for values.

    Raises:
        KeyError: no template has that name.
    """
    ask = {"contract_values": _values, "unique_keys": _keys}[name]
    return {contract.table: ask(contract) for contract in CONTRACTS.values() if name == "unique_keys" or _limits(contract)}


def sound_tables(con: duckdb.DuckDBPyConnection, name: str) -> dict[str, list[dict[str, Any]]]:
    """What the question of a template answers for each table in which nothing is broken, found by counting.

    Shape: by table the rows of `statements_of(name)`, in their order; tables in which something is broken are not there.
    """
    answer = {"contract_values": _values_allowed, "unique_keys": _keys_alone}[name]
    counted = con.execute(_counts(name)).fetchall()
    return {table: answer(CONTRACTS[table], rows) for table, rows, broken in counted if not broken}


@cache
def _counts(name: str) -> str:
    """One statement that gives for each table of a template its name, its rows, and whether something is broken in it."""
    parts = []
    for table in statements_of(name):
        contract = CONTRACTS[table]
        if name == "unique_keys":
            parts.append(fill_sql("load", "count_keys", table=table, key=", ".join(contract.key)))
        else:
            broken = " or ".join(f"({limit.broken})" for limit in _limits(contract))
            parts.append(fill_sql("load", "count_values", table=table, broken=broken))
    return "\nunion all\n".join(parts)


def _keys(contract: Contract) -> str:
    return fill_sql("checks", "unique_keys", table=contract.table, key=", ".join(contract.key), **_worth(contract))


def _keys_alone(contract: Contract, rows: int) -> list[dict[str, Any]]:
    meaning = f"No two rows share ({', '.join(contract.key)})."
    return [_holds(contract, "key.unique", meaning, rows, "0 keys stand more than once")]


def _values(contract: Contract) -> str:
    worth = _worth(contract)
    rules = ",\n".join(_rule(contract, limit) for limit in _limits(contract))
    return fill_sql("checks", "contract_values", table=contract.table, rules=rules, severity=worth["severity"], scope=worth["scope"])


def _values_allowed(contract: Contract, rows: int) -> list[dict[str, Any]]:
    found = [_holds(contract, f"{limit.column}.{limit.rule}", limit.meaning, rows, "all values allowed") for limit in _limits(contract)]
    return sorted(found, key=lambda row: str(row["rule_id"]))


def _holds(contract: Contract, rule: str, meaning: str, rows: int, observed: str) -> dict[str, Any]:
    """The row of a rule that nothing breaks."""
    worth = _worth(contract)
    return {
        "rule_id": f"{contract.table}.{rule}", "table_name": contract.table, "severity": worth["severity"], "meaning": meaning,
        "evaluated_count": rows, "failing_count": 0, "failing_ids": "[]", "observed": observed, "scope": worth["scope"], "faults": [],
    }  # fmt: skip


def _worth(contract: Contract) -> dict[str, str]:
    return asdict(WORTH.get(contract.table, Worth("critical", "table")))


def _rule(contract: Contract, limit: _Limit) -> str:
    """The rule of a limit as an SQL struct."""
    worth = {name: value for name, value in _worth(contract).items() if name != "severity"}
    return fill_sql(
        "load", "contract_rule", table=contract.table, column=limit.column, rule=limit.rule, broken=limit.broken,
        meaning=quote(limit.meaning), key=", ".join(contract.key), **worth,
    ).split("\n", 1)[1]  # fmt: skip


def _limits(contract: Contract) -> list[_Limit]:
    """The limits of a table's values: those that are listed, the least, the greatest."""
    found = []
    for column in contract.columns:
        name = column.name
        if column.allowed:
            listed = ", ".join(quote(value) for value in column.allowed)
            found.append(_Limit(name, "allowed", f"{name} not in ({listed})", f"{name} is one of {', '.join(column.allowed)}."))
        if column.minimum is not None:
            found.append(_Limit(name, "minimum", f"{name} < {column.minimum!r}", f"{name} is at least {column.minimum}."))
        if column.maximum is not None:
            found.append(_Limit(name, "maximum", f"{name} > {column.maximum!r}", f"{name} is at most {column.maximum}."))
    return found
