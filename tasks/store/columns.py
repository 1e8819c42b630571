"""Rows that are objects as columns of a contract, without a dictionary per row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

import pyarrow as pa

from warehouse.contracts import CONTRACTS
from warehouse.parquet import rows_to_table

Item = TypeVar("Item")
Built = TypeVar("Built")


def table_of(name: str, rows: Sequence[object], run_id: str) -> pa.Table:
    """The rows, which hold every column but `run_id`, as an Arrow table of the contract of that name.

    Raises:
        ContractBroken: the rows do not follow the contract.
    """
    contract = CONTRACTS[name]
    names = [column.name for column in contract.columns if column.name != "run_id"]
    return rows_to_table(contract, {**columns_of(names, rows), "run_id": [run_id] * len(rows)})


def build_storable(items: list[Item], build: Callable[[list[Item]], Built]) -> tuple[Built, list[tuple[Item, Exception]]]:
    """What `build` makes of the items that tables can hold, and the others each with the error that it raises alone.

    Raises:
        Exception: what `build` raises although each item alone can be stored.
    """
    try:
        return build(items), []
    except Exception:  # whichever values tables refuse: half a character, a number beyond 64 bits, a column that breaks its contract
        failed = [(item, error) for item in items if (error := _error_of(build, item)) is not None]
        if not failed:
            raise
    unfit = {id(item) for item, _ in failed}
    return build([item for item in items if id(item) not in unfit]), failed


def _error_of(build: Callable[[list[Item]], object], item: Item) -> Exception | None:
    try:
        build([item])
    except Exception as error:  # handed to the caller, who quarantines the item with it
        return error
    return None


def columns_of(names: Sequence[str], rows: Sequence[object]) -> Mapping[str, Sequence[Any]]:
    """The named attributes of the rows, one tuple per attribute."""
    if not rows:
        return dict.fromkeys(names, ())
    return dict(zip(names, zip(*map(attrgetter(*names), rows), strict=True), strict=True))


def concat(schema: pa.Schema, tables: Iterable[pa.Table]) -> pa.Table:
    """The tables one after the other under one schema; no tables give no rows."""
    return pa.concat_tables([schema.empty_table(), *(table.select(schema.names).cast(schema) for table in tables)])
