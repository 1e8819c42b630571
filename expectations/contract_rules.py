"""The baseline rules of a table, derived from its contract: floors first, then every limit the contract states."""

from __future__ import annotations

from typing import cast

import pyarrow as pa

from expectations import conditions
from expectations.conditions import Condition
from expectations.rules import Rule, Severity, scope_of
from warehouse.contracts import Column, Contract

ID_COLUMNS = frozenset({"article_id", "observation_id", "duplicate_of"})
"""Columns that hold the first 16 hex digits of a sha256."""

DIGEST_COLUMNS = frozenset({"source_sha256", "sha256"})

MAY_BE_EMPTY = frozenset({"repairs", "detail", "message"})
"""Texts for which nothing to say is said with an empty string."""

COMPLETE_SHARE = 0.5
"""Below this share of filled rows a required column counts as missing altogether, not as a few bad rows."""


def contract_rules(contract: Contract) -> tuple[Rule, ...]:
    """The rules every batch of the table must keep, floors first."""
    rules = list(_floors(contract))
    for column in contract.columns:
        rules.extend(_column_rules(contract, column))
    rules.append(_key_rule(contract))
    return tuple(rules)


def _floors(contract: Contract) -> tuple[Rule, ...]:
    """What must hold before any other rule means something: a rule passes on no rows and on nothing but nulls."""
    table = contract.table
    names = tuple(column.name for column in contract.columns)
    required = tuple(column.name for column in contract.columns if not column.nullable)
    return (
        Rule(f"{table}.table.row_count", table, "There are at least as many rows as the stage before says it handed over.",
             "critical", "table", (), "row_count"),
        Rule(f"{table}.table.columns", table, "The columns are those of the contract, in its order.",
             "critical", "table", names, "columns"),
        Rule(f"{table}.table.types", table, "Every column has the type of the contract.",
             "critical", "table", names, "types", settings={"types": {column.name: str(column.type) for column in contract.columns}}),
        Rule(f"{table}.table.complete", table, f"Every required column has a value in at least {COMPLETE_SHARE:.0%} of the rows.",
             "critical", "table", required, "table_complete", settings={"share": COMPLETE_SHARE}),
    )  # fmt: skip


def _column_rules(contract: Contract, column: Column) -> list[Rule]:
    """The rules of one column: present, filled, allowed, within limits, well formed."""
    name, is_text = column.name, pa.types.is_string(column.type)
    rules: list[Rule] = []

    def add(what: str, kind: str, meaning: str, condition: Condition, severity: str = "critical") -> None:
        rules.append(
            Rule(
                f"{contract.table}.{name}.{what}",
                contract.table,
                meaning,
                cast(Severity, severity),
                scope_of(contract.table),
                (name,),
                kind,
                condition,
            )
        )

    if not column.nullable:
        add("not_null", "complete", f"{name} is always there.", conditions.complete(name))
    if column.allowed:
        add("allowed", "allowed", f"{name} is one of: {', '.join(column.allowed)}.", conditions.allowed(name, column.allowed))
    elif name in ID_COLUMNS:
        add("is_id", "matching", f"{name} is 16 hex digits.", conditions.matching(name, "[0-9a-f]{16}"))
    elif name in DIGEST_COLUMNS:
        add("is_sha256", "matching", f"{name} is 64 hex digits.", conditions.matching(name, "[0-9a-f]{64}"))
    elif is_text and name not in MAY_BE_EMPTY:
        # A blank where null was meant misleads `is null` but harms no figure.
        when, severity = (" when it is there", "warning") if column.nullable else ("", "critical")
        add("not_blank", "filled", f"{name} is not blank{when}.", conditions.filled(name), severity)
    if column.minimum is not None or column.maximum is not None:
        add("between", "between", f"{name} {_limits(column)}.", conditions.between(name, column.minimum, column.maximum))
    if pa.types.is_floating(column.type):
        add("finite", "finite", f"{name} is neither NaN nor infinite.", conditions.finite(name))
    return rules


def _limits(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low is None:
        return f"is at most {high:g}"
    return f"is at least {low:g}" if high is None else f"lies within {low:g} and {high:g}"


def _key_rule(contract: Contract) -> Rule:
    """No two rows of a batch have the same key; over the whole table a check in SQL proves it."""
    key = contract.key
    name = key[0] if len(key) == 1 else "table"
    return Rule(
        f"{contract.table}.{name}.unique", contract.table, f"No two rows have the same {', '.join(key)}.",
        "critical", scope_of(contract.table), key, "unique", conditions.unique(key),
    )  # fmt: skip
