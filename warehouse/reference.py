"""Reference tables from `seeds/`: indicators, units, places."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

import pyarrow as pa

from warehouse.contracts import CONTRACTS, Column, Contract
from warehouse.parquet import ContractBroken, rows_to_table

REFERENCE_TABLES = ("indicators", "units", "places")
_SOURCES = {"indicators": ("lexicon", "indicators.csv"), "units": ("lexicon", "units.csv")}


def _source_files(table: str) -> list[Traversable]:
    """The seed files of a table; places may come in several, known by their columns."""
    seeds = files("seeds")
    if table in _SOURCES:
        folder, name = _SOURCES[table]
        found = seeds / folder / name
        return [found] if found.is_file() else []
    folder_of_places = seeds / "places"
    needed = {column.name for column in CONTRACTS["places"].columns}
    names = sorted(entry.name for entry in folder_of_places.iterdir() if entry.name.endswith(".csv")) if folder_of_places.is_dir() else []
    return [folder_of_places / name for name in names if needed <= set(_header(folder_of_places / name))]


def _header(source: Traversable) -> list[str]:
    with source.open("r", encoding="utf-8") as lines:
        return next(csv.reader(lines), [])


def reference_digest() -> str:
    """sha256 over the seed files of all reference tables: when it is the same, their rows are."""
    digest = hashlib.sha256()
    for table in REFERENCE_TABLES:
        for source in _source_files(table):
            digest.update(f"{table}/{source.name}\n".encode())
            digest.update(source.read_bytes())
    return digest.hexdigest()


def read_reference(table: str) -> pa.Table:
    """Rows of a reference table; columns of the seed file that the contract does not name are left out.

    Raises:
        ContractBroken: a column is missing, or a value is not of its type; names file and line.
    """
    contract = CONTRACTS[table]
    parts = [_read_seed(contract, source) for source in _source_files(table)]
    return pa.concat_tables(parts) if parts else rows_to_table(contract, {column.name: [] for column in contract.columns})


def _read_seed(contract: Contract, source: Traversable) -> pa.Table:
    """One seed file as rows of the contract; whole columns at a time, for there are fifteen thousand places."""
    reader = csv.reader(io.StringIO(source.read_text("utf-8")))
    header = next(reader, [])
    rows, lines = [], []
    for row in reader:
        rows.append(row)
        lines.append(reader.line_num)
        if len(row) != len(header):
            raise ContractBroken(f"seeds/{source.name}:{reader.line_num}: {len(header)} cells expected, found {len(row)}")
    if missing := [column.name for column in contract.columns if column.name not in header]:
        raise ContractBroken(f"seeds/{source.name} has no columns {', '.join(missing)}")
    cells = dict(zip(header, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(header, ())
    columns = {column.name: _typed(column, cells[column.name], lines, source.name) for column in contract.columns}
    return rows_to_table(contract, columns)


def _typed(column: Column, cells: Sequence[str], lines: Sequence[int], name: str) -> list[object]:
    """The cells of a column in the type of the contract; an empty cell is null where the contract allows it."""
    values: list[object] = []
    for cell, line in zip(cells, lines, strict=True):
        if not cell and column.nullable:
            values.append(None)
        elif column.allowed and cell not in column.allowed:
            raise ContractBroken(f"seeds/{name}:{line}: {column.name} must be one of {', '.join(column.allowed)}, found {cell!r}")
        elif pa.types.is_floating(column.type):
            values.append(_parse_float(cell, f"seeds/{name}:{line}: {column.name}"))
        else:
            values.append(cell)
    return values


def _parse_float(cell: str, where: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise ContractBroken(f"{where} must be a number, found {cell!r}") from None
