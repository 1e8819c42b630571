"""Small JSON files that say themselves whether they are whole, each kept twice, so that one flipped bit loses nothing.

The file holds a checksum of its values, and its bytes are exactly what writing those values gives: any changed bit shows. A
second copy with the ending `.copy` is written first; where the file turns out damaged, the copy is read.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from warehouse.parquet import fsync_directory
from warehouse.permissions import open_private

CHECKSUM = "checksum"


class SealBroken(ValueError):
    """A file whose content is not what was written, and whose copy is missing or damaged as well."""


def write_sealed(path: Path, value: dict[str, Any]) -> None:
    """Write a small JSON file and its copy, each whole or not at all, durably. What it says holds from its last rename on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = seal(value)
    for target in (copy_of(path), path):
        partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        with open(partial, "wb", opener=open_private) as sink:
            sink.write(content)
            sink.flush()
            os.fsync(sink.fileno())
        partial.replace(target)
    fsync_directory(path.parent)


def read_sealed(path: Path) -> dict[str, Any]:
    """The values of the file, from its copy where it is damaged.

    Raises:
        FileNotFoundError: there is no such file; a copy alone was never told.
        SealBroken: file and copy are damaged.
    """
    content = path.read_bytes()
    try:
        return open_seal(content, may_be_bare=not copy_of(path).exists())
    except ValueError as damage:
        try:
            return open_seal(copy_of(path).read_bytes())
        except (OSError, ValueError):
            raise SealBroken(f"{path} is damaged ({damage}), and so is its copy") from damage


def is_whole(path: Path) -> bool:
    """Whether the file itself, not only its copy, is what was written."""
    try:
        open_seal(path.read_bytes(), may_be_bare=not copy_of(path).exists())
    except (OSError, ValueError):
        return False
    return True


def copy_of(path: Path) -> Path:
    """Where the copy of a sealed file lies."""
    return path.with_name(f"{path.name}.copy")


def remove_lone_copies(folder: Path) -> None:
    """Remove copies whose file was never told, because its writer was killed in between."""
    for path in folder.glob("*.json.copy"):
        if not path.with_suffix("").exists():
            path.unlink()


def seal(value: dict[str, Any]) -> bytes:
    """The bytes of such a file."""
    plain = json.dumps(value, ensure_ascii=False, indent=1).encode()
    return json.dumps({**value, CHECKSUM: hashlib.sha256(plain).hexdigest()}, ensure_ascii=False, indent=1).encode()


def open_seal(content: bytes, *, may_be_bare: bool = False) -> dict[str, Any]:
    """The values in the bytes of such a file.

    Raises:
        ValueError: they are not what was written.
    """
    value = json.loads(content.decode("utf-8"))
    if not isinstance(value, dict):
        raise ValueError("it holds no object")
    if CHECKSUM not in value:
        if may_be_bare:  # written before there were checksums, when there were no copies either
            return value
        raise ValueError("it carries no checksum")
    del value[CHECKSUM]
    if not _is_sealed(content):
        raise ValueError("its checksum is another")
    return value


@lru_cache(maxsize=1024)
def _is_sealed(content: bytes) -> bool:
    """Whether these bytes are what writing their values gives. Worked out once: a run reads the record of every night twenty times."""
    value = json.loads(content)
    del value[CHECKSUM]
    return seal(value) == content
