"""Parquet files of the lake: schema from the contract, contract version in every file, atomic writes."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.contracts import CONTRACT_VERSION, Column, Contract
from warehouse.permissions import open_private

TABLE_KEY = b"solieu.table"
VERSION_KEY = b"solieu.contract_version"
COMPRESSION_LEVEL = 3
"""zstd level 3: 209 MB/s here; level 1 is twice as fast and 20 % larger, level 9 four times slower for 4 %."""


class ContractBroken(ValueError):
    """Rows that do not follow their contract."""


class NewerContract(RuntimeError):
    """A file written under a newer contract than this solieu knows."""

    def __init__(self, what: str, version: int) -> None:
        self.version = version
        super().__init__(
            f"{what} follows contract version {version}, but this solieu knows version {CONTRACT_VERSION}. "
            "Install the solieu that wrote it, or a newer one."
        )


def arrow_schema(contract: Contract) -> pa.Schema:
    """The Arrow (and Parquet) schema of a table.

    Every field carries its `meaning` and, where it has one, its `unit`; the schema carries table and contract version.
    """
    fields = [pa.field(c.name, c.type, nullable=c.nullable, metadata=_field_metadata(c)) for c in contract.columns]
    return pa.schema(fields, metadata={TABLE_KEY: contract.table.encode(), VERSION_KEY: str(CONTRACT_VERSION).encode()})


def _field_metadata(column: Column) -> dict[bytes, bytes]:
    metadata = {b"meaning": column.meaning.encode()}
    if column.unit:
        metadata[b"unit"] = column.unit.encode()
    return metadata


def rows_to_table(contract: Contract, columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Columns of Python values as an Arrow table of the contract, in the contract's order.

    Raises:
        ContractBroken: a column is missing, unknown, of another length, of another type, or null where it must not be.
    """
    names = [c.name for c in contract.columns]
    missing, unknown = [n for n in names if n not in columns], [n for n in columns if n not in set(names)]
    if missing or unknown:
        raise ContractBroken(f"{contract.table}: missing columns {missing}, unknown columns {unknown}")
    schema = arrow_schema(contract)
    arrays = []
    for column in contract.columns:
        try:
            arrays.append(pa.array(columns[column.name], type=column.type))
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, UnicodeEncodeError) as error:
            raise ContractBroken(f"{contract.table}.{column.name} must be {column.type}: {error}") from error
    lengths = {name: len(array) for name, array in zip(names, arrays, strict=True)}
    if len(set(lengths.values())) > 1:
        raise ContractBroken(f"{contract.table}: columns of unequal length {lengths}")
    table = pa.Table.from_arrays(arrays, schema=schema)
    check_nulls(contract, table)
    return table


def check_nulls(contract: Contract, table: pa.Table) -> None:
    """Prove that no column holds a null that the contract forbids.

    Raises:
        ContractBroken: names the column and the first row, so that the rule that left it empty is found.
    """
    for column in contract.columns:
        values = table.column(column.name)
        if not column.nullable and values.null_count:
            row = values.is_null().index(True).as_py()
            raise ContractBroken(
                f"{contract.table}.{column.name} is null in {values.null_count} rows, first in row {row}; the contract forbids it"
            )


def conform_table(contract: Contract, table: pa.Table) -> pa.Table:
    """The same rows under the contract's schema: its column order, types, nullability and metadata.

    Raises:
        ContractBroken: columns differ from the contract's, or a value cannot be cast or is null where it must not be.
    """
    schema = arrow_schema(contract)
    if set(table.column_names) != set(schema.names):
        raise ContractBroken(
            f"{contract.table}: missing columns {sorted(set(schema.names) - set(table.column_names))}, "
            f"unknown columns {sorted(set(table.column_names) - set(schema.names))}"
        )
    ordered = table.select(schema.names)
    check_nulls(contract, ordered)
    try:
        return ordered.cast(schema)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
        raise ContractBroken(f"{contract.table}: {error}") from error


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table so that the file is there whole or not at all, even after a power cut."""
    write_batches([table], table.schema, path)


def write_batches(batches: Iterable[pa.Table], schema: pa.Schema, path: Path) -> int:
    """Write tables of one schema to one file, one after the other, so that memory holds one at a time; gives the rows.

    The file is there whole or not at all. The temporary name does not end in `.parquet`: DuckDB globs match hidden files.
    """
    rows = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    # Of a cluster two machines may write the same part: a worker that was given up, and the one that stands in for it.
    partial = path.with_name(f".{path.name}.{socket.gethostname()}-{os.getpid()}.partial")
    try:
        with open(partial, "wb", opener=open_private) as sink:
            with pq.ParquetWriter(sink, schema, compression="zstd", compression_level=COMPRESSION_LEVEL) as writer:
                for batch in batches:
                    writer.write_table(batch)
                    rows += batch.num_rows
            sink.flush()
            os.fsync(sink.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    fsync_directory(path.parent)
    return rows


def fsync_directory(directory: Path) -> None:
    """Make the names of a directory durable: without it a rename may be lost in a power cut."""
    fd = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def check_version(path: Path) -> None:
    """Refuse a file of a newer contract.

    Raises:
        NewerContract: the file was written by a newer solieu.
        ContractBroken: the file carries no contract version, so solieu did not write it.
    """
    metadata = pq.read_schema(path).metadata or {}
    if VERSION_KEY not in metadata:
        raise ContractBroken(f"{path} carries no contract version: solieu did not write it")
    if int(metadata[VERSION_KEY]) > CONTRACT_VERSION:
        raise NewerContract(str(path), int(metadata[VERSION_KEY]))


def read_parquet(path: Path) -> pa.Table:
    """Rows of one file of the lake, after `check_version`."""
    check_version(path)
    return pq.read_table(path)
