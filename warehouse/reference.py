"""Reference tables from `seeds/`: indicators, units, places."""

from __future__ import annotations

import csv
import hashlib
import io
from importlib.resources import files
from importlib.resources.abc import Traversable

import pyarrow as pa

from warehouse.contracts import CONTRACTS, Contract
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
    columns: dict[str, list[object]] = {column.name: [] for column in contract.columns}
    for source in _source_files(table):
        reader = csv.DictReader(io.StringIO(source.read_text("utf-8")))
        missing = [name for name in columns if name not in (reader.fieldnames or [])]
        if missing:
            raise ContractBroken(f"seeds/{source.name} has no columns {', '.join(missing)}")
        for row in reader:
            for name, value in _typed(contract, row, f"seeds/{source.name}:{reader.line_num}").items():
                columns[name].append(value)
    return rows_to_table(contract, columns)


def _typed(contract: Contract, row: dict[str, str], where: str) -> dict[str, object]:
    """The values of one CSV row in the types of the contract; an empty cell is null where the contract allows it."""
    values: dict[str, object] = {}
    for column in contract.columns:
        cell = (row[column.name] or "").strip()
        if not cell and column.nullable:
            values[column.name] = None
        elif pa.types.is_floating(column.type):
            try:
                values[column.name] = float(cell)
            except ValueError:
                raise ContractBroken(f"{where}: {column.name} must be a number, found {cell!r}") from None
        elif column.allowed and cell not in column.allowed:
            raise ContractBroken(f"{where}: {column.name} must be one of {', '.join(column.allowed)}, found {cell!r}")
        else:
            values[column.name] = cell
    return values
