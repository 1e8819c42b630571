"""DuckDB definitions derived from the contracts: tables without keys, zstd on long text, comments on everything."""

from __future__ import annotations

import pyarrow as pa

from warehouse.contracts import CONTRACT_VERSION, Column, Contract

_TYPES: dict[pa.DataType, str] = {
    pa.string(): "varchar",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "timestamptz",
    pa.list_(pa.float64()): "double[]",
    pa.list_(pa.int64()): "bigint[]",
}


def sql_type(column: Column) -> str:
    """The DuckDB type of a column.

    Raises:
        KeyError: the contract uses an Arrow type that has no DuckDB type here.
    """
    return _TYPES[column.type]


def quote(value: str) -> str:
    """A string as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def quote_identifier(name: str) -> str:
    """A name of a table or column as an SQL identifier.

    >>> quote_identifier('figures"; drop table articles; --')
    '"figures""; drop table articles; --"'
    """
    return '"' + name.replace('"', '""') + '"'


def comment_of(column: Column) -> str:
    """What a column's comment says: meaning, unit, allowed values, range.

    >>> from warehouse.contracts import CONTRACTS
    >>> comment_of(CONTRACTS["duplicates"].column("method"))
    'How it was found. One of: exact, minhash.'
    """
    parts = [column.meaning]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.allowed:
        parts.append(f"One of: {', '.join(column.allowed)}.")
    return " ".join(parts)


def create_table(contract: Contract, name: str | None = None) -> str:
    """`create table` of a contract, under its own name when no other is given.

    No primary key: a key makes a merge thirty times slower; SQL proves uniqueness.
    """
    lines = []
    for column in contract.columns:
        line = f"  {column.name} {sql_type(column)}"
        if not column.nullable:
            line += " not null"
        if column.long_text:
            line += " using compression zstd"
        lines.append(line)
    return f"create table {name or f'main.{contract.table}'} (\n" + ",\n".join(lines) + "\n)"


def comment_statements(contract: Contract, name: str) -> list[str]:
    """`comment on` the table and each of its columns."""
    key = ", ".join(contract.key)
    head = f"{contract.row_is} Unique by ({key}). Written by: {contract.written_by}. Contract version {CONTRACT_VERSION}."
    return [f"comment on table {name} is {quote(head)}"] + [
        f"comment on column {name}.{column.name} is {quote(comment_of(column))}" for column in contract.columns
    ]
