"""Rows that are objects as columns of a contract, without a dictionary per row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import pyarrow as pa

from warehouse.contracts import CONTRACTS
from warehouse.parquet import rows_to_table


def table_of(name: str, rows: Sequence[object], run_id: str) -> pa.Table:
    """The rows, which hold every column but `run_id`, as an Arrow table of the contract of that name.

    Raises:
        ContractBroken: the rows do not follow the contract.
    """
    contract = CONTRACTS[name]
    names = [column.name for column in contract.columns if column.name != "run_id"]
    return rows_to_table(contract, {**columns_of(names, rows), "run_id": [run_id] * len(rows)})


def columns_of(names: Sequence[str], rows: Sequence[object]) -> Mapping[str, Sequence[Any]]:
    """The named attributes of the rows, one tuple per attribute."""
    if not rows:
        return dict.fromkeys(names, ())
    return dict(zip(names, zip(*map(attrgetter(*names), rows), strict=True), strict=True))


def concat(schema: pa.Schema, tables: Iterable[pa.Table]) -> pa.Table:
    """The tables one after the other under one schema; no tables give no rows."""
    return pa.concat_tables([schema.empty_table(), *(table.select(schema.names).cast(schema) for table in tables)])
