"""The bytes of listed files: small ones in memory, large ones where they lie, on this disk or copied there from an object store.

Such a copy is a file without a name, which the system removes when it is closed or its process dies, however that happens.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tasks.store.access import identity_of
from tasks.store.folders import open_file, read_file
from tasks.store.object_stores import BLOCK, CopyFailed, copy_object, hash_object, read_object
from tasks.text.file_bytes import FileBytes, Raw

LARGEST_IN_MEMORY = BLOCK - 1
"""Bytes. Of a larger file only what is being worked on is in memory."""


def read_bytes(path: bytes, largest: int | None = None) -> bytes:
    """The content of a listed file, at most `largest` bytes and one.

    Raises:
        OSError: it cannot be read.
    """
    return read_file(path, largest) if _is_here(path) else read_object(_url_of(path), largest)


def hash_bytes(path: bytes) -> str:
    """The digest (sha256) of the content of a listed file, of which never more than a piece is in memory.

    Raises:
        OSError: it cannot be read.
    """
    if not _is_here(path):
        return hash_object(_url_of(path))
    with FileBytes(open_file(path)) as data:
        return data.sha256()


def open_bytes(path: bytes, size: int, largest: int, folder: Path) -> Raw:
    """The content of a file that was listed with that size, as it is now; `FileBytes` are the caller's to close.

    A large object, at most `largest` bytes and one of it, is copied to the disk on which `folder` lies, which is made.

    Raises:
        KeysRefused: the store refuses the keys of this process, or it has none.
        CopyFailed: the disk of the folder does not take the copy.
        OSError: it cannot be read.
    """
    if size <= LARGEST_IN_MEMORY:
        data = read_bytes(path, LARGEST_IN_MEMORY)
        if len(data) <= LARGEST_IN_MEMORY:
            return data
    return FileBytes(open_file(path)) if _is_here(path) else _copy_here(_url_of(path), largest, folder)


def _copy_here(url: str, largest: int, folder: Path) -> FileBytes:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 - closed with the bytes
    except OSError as error:
        raise _copy_failed(url, error, folder) from error
    try:
        copy_object(url, copy, largest)
        return FileBytes(copy)
    except BaseException as error:
        copy.close()
        if isinstance(error, CopyFailed):
            raise _copy_failed(url, error, folder) from error
        raise


def _copy_failed(url: str, error: OSError, folder: Path) -> CopyFailed:
    told = f"{identity_of(url)} cannot be copied here, from where a large file is read ({error.strerror})"
    return CopyFailed(error.errno, told, os.fspath(folder))


def _is_here(path: bytes) -> bool:
    """Whether a listed file lies on a disk and not in an object store."""
    return path.startswith(b"/")


def _url_of(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
