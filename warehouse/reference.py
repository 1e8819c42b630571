"""Reference tables from `seeds/` and the overlay: indicators, units, places, and the names of codes."""

from __future__ import annotations

import csv
import hashlib
import io
from importlib.resources import files
from importlib.resources.abc import Traversable

import pyarrow as pa
import pyarrow.csv as pc
from pyarrow import compute

from seeds.overlay import merged_text
from warehouse.contracts import CONTRACTS, Column, Contract
from warehouse.parquet import ContractBroken, arrow_schema, rows_to_table

REFERENCE_TABLES = ("indicators", "units", "places", "labels")
_SOURCES = {"indicators": "lexicon/indicators.csv", "units": "lexicon/units.csv", "labels": "labels.csv"}


def _source_files(table: str) -> list[Traversable]:
    """The seed files of a table; places may come in several, known by their columns."""
    seeds = files("seeds")
    if table in _SOURCES:
        found = seeds.joinpath(*_SOURCES[table].split("/"))
        return [found] if found.is_file() else []
    folder_of_places = seeds / "places"
    needed = {column.name for column in CONTRACTS["places"].columns}
    names = sorted(entry.name for entry in folder_of_places.iterdir() if entry.name.endswith(".csv")) if folder_of_places.is_dir() else []
    return [folder_of_places / name for name in names if needed <= set(_header(folder_of_places / name))]


def _content(source: Traversable) -> str:
    """The text of a seed file, with the rows of the overlay."""
    return merged_text(f"lexicon/{source.name}", source.read_text("utf-8"))


def _header(source: Traversable) -> list[str]:
    with source.open("r", encoding="utf-8") as lines:
        return next(csv.reader(lines), [])


def reference_digest() -> str:
    """sha256 over the seed files of all reference tables and what the overlay adds to them: when it is the same, their rows are."""
    digest = hashlib.sha256()
    for table in REFERENCE_TABLES:
        for source in _source_files(table):
            digest.update(f"{table}/{source.name}\n".encode())
            digest.update(_content(source).encode())
    return digest.hexdigest()


def read_reference(table: str) -> pa.Table:
    """Rows of a reference table; columns of the seed file that the contract does not name are left out.

    Raises:
        ContractBroken: a column is missing, or a value is not of its type; names file and row.
    """
    contract = CONTRACTS[table]
    parts = [_read_seed(contract, source) for source in _source_files(table)]
    return pa.concat_tables(parts) if parts else rows_to_table(contract, {column.name: [] for column in contract.columns})


def _read_seed(contract: Contract, source: Traversable) -> pa.Table:
    """One seed file as rows of the contract, whole columns at a time, for there are fifteen thousand places."""
    try:
        cells = pc.read_csv(io.BytesIO(_content(source).encode()), convert_options=_all_text(source))
    except pa.ArrowInvalid as error:
        raise ContractBroken(f"seeds/{source.name}: {error}") from error
    if missing := [column.name for column in contract.columns if column.name not in cells.column_names]:
        raise ContractBroken(f"seeds/{source.name} has no columns {', '.join(missing)}")
    columns = {column.name: _typed(column, cells[column.name], source.name) for column in contract.columns}
    return pa.table(columns, schema=arrow_schema(contract))


def _all_text(source: Traversable) -> pc.ConvertOptions:
    """Read every cell as text: codes such as 01 are no numbers. An empty cell is null."""
    return pc.ConvertOptions(column_types=dict.fromkeys(_header(source), pa.string()), null_values=[""], strings_can_be_null=True)


def _typed(column: Column, cells: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """The cells of a column in the type of the contract.

    Raises:
        ContractBroken: names the file and the row of the first cell that does not fit, the header being row 1.
    """
    if not column.nullable:
        _refuse_first(compute.is_null(cells), cells, f"seeds/{name}", f"{column.name} must not be empty")
    if column.allowed:
        known = compute.is_in(cells, value_set=pa.array([*column.allowed, None], pa.string()))
        _refuse_first(compute.invert(known), cells, f"seeds/{name}", f"{column.name} must be one of {', '.join(column.allowed)}")
    if pa.types.is_floating(column.type):
        number = compute.match_substring_regex(cells, r"^-?[0-9]+(\.[0-9]+)?([eE]-?[0-9]+)?$")
        _refuse_first(compute.invert(number), cells, f"seeds/{name}", f"{column.name} must be a number")
    return cells.cast(column.type)


def _refuse_first(bad: pa.ChunkedArray, cells: pa.ChunkedArray, where: str, rule: str) -> None:
    row = compute.index(bad, True).as_py()
    if row >= 0:
        raise ContractBroken(f"{where}: row {row + 2}: {rule}, found {cells[row].as_py()!r}")
