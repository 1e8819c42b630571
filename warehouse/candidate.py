"""The candidate file: opened for writing beside the live one, closed so that it can be published."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from warehouse.contracts import CONTRACTS, Contract
from warehouse.contracts.internal import INTERNAL_CONTRACTS
from warehouse.ddl import comment_statements, create_table, quote
from warehouse.parquet import fsync_directory

STORAGE_VERSION = "v1.2.0"
"""Oldest storage version that holds zstd columns, so that older DuckDB clients (1.2 and later) can open the file."""

LAYOUT_VERSION = 6
"""Version of the schema `internal`, of how duplicates are found and facts are counted; a file of another layout is built anew."""

_FICLONE = 0x40049409
"""Linux ioctl: let two files share their blocks until one is written (btrfs, XFS)."""


class CannotWrite(OSError):
    """DuckDB could not write the candidate: a full disk, or one that fails."""


def copy_file(source: Path, target: Path) -> None:
    """Copy a file and make it durable; blocks are shared where the file system can, never the file itself.

    Not a hard link: writing through one would change the source.
    """
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with source.open("rb") as reader, partial.open("wb") as writer:
            try:
                fcntl.ioctl(writer.fileno(), _FICLONE, reader.fileno())
            except OSError:
                shutil.copyfileobj(reader, writer, 16 << 20)
            writer.flush()
            os.fsync(writer.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    fsync_directory(target.parent)


def remove_database(path: Path) -> None:
    """Remove a candidate and what DuckDB left beside it."""
    for name in (path, path.with_name(path.name + ".wal")):
        name.unlink(missing_ok=True)


@contextmanager
def writing(candidate: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that writes the candidate in one transaction; on a clean end the file is whole, closed and durable.

    The candidate is attached as `warehouse` to a DuckDB in memory, because only `attach` sets the storage version.
    When the block raises, the transaction is rolled back and the error goes on.

    Raises:
        CannotWrite: the disk is full or fails.
    """
    candidate.parent.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    try:
        con.execute("set TimeZone = 'UTC'")
        con.execute(f"set temp_directory = {quote(str(candidate.parent / (candidate.name + '.spill')))}")
        con.execute("set preserve_insertion_order = false")
        con.execute(f"attach {quote(str(candidate))} as warehouse (storage_version '{STORAGE_VERSION}')")
        con.execute("use warehouse")
        con.execute("begin")
        try:
            yield con
        except BaseException:
            with suppress(duckdb.Error):  # the first error is the one that matters
                con.execute("rollback")
            raise
        con.execute("commit")
        con.execute("checkpoint warehouse")
        con.execute("use memory")
        con.execute("detach warehouse")
    except duckdb.IOException as error:
        raise CannotWrite(str(error).splitlines()[0]) from error
    finally:
        con.close()
        shutil.rmtree(candidate.parent / (candidate.name + ".spill"), ignore_errors=True)
    fd = os.open(candidate, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Create every table of the contracts, empty and commented."""
    con.execute("create schema internal")
    for contract, name in stored_tables():
        con.execute(create_table(contract, name))
        for statement in comment_statements(contract, name):
            con.execute(statement)


def stored_tables() -> list[tuple[Contract, str]]:
    """The contract of every table of a warehouse file, with the name of the table and its schema."""
    return [(contract, contract.stored) for contract in CONTRACTS.values()] + [
        (contract, f"internal.{table}") for table, contract in INTERNAL_CONTRACTS.items()
    ]
