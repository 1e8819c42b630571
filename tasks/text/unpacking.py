"""Unpacking within limits: nothing that an archive holds may fill the memory or name a place outside it."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

LARGEST_MEMBER = 64_000_000
"""Bytes of one unpacked member."""
LARGEST_CONTAINER = 1_000_000_000
"""Bytes of an unpacked tar archive or file of JSON lines."""
LARGEST_ARCHIVE = 2_000_000_000
"""Bytes of all members of an archive together."""
MOST_MEMBERS = 200_000
HIGHEST_RATIO = 200
"""Unpacked bytes a packed byte may give; Vietnamese text gives 4, a page of repeats 30."""
_SMALL = 4_000_000
"""Below this size unpacked, the ratio does not matter."""
_CHUNK = 1 << 18


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class UnsafeArchiveError(ValueError):
    """An archive or member that is too large, unpacks to far more than its size, or names a place outside the archive."""


class BrokenContainerError(ValueError):
    """Compressed bytes that cannot be unpacked."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an archive: its name and bytes, or the reason why it cannot be had."""

    name: str
    data: bytes | None
    reason: str = ""
    detail: str = ""


def unpack_gzip(data: bytes, largest: int = LARGEST_MEMBER) -> bytes:
    """The contents of a gzip file.

    Raises:
        UnsafeArchiveError: it unpacks to more than an article can be.
        BrokenContainerError: it is damaged.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return _read_within(stream, len(data), largest)
    except (OSError, EOFError, zlib.error) as error:
        raise BrokenContainerError(f"gzip: {error}") from error


def unpack_zstd(data: bytes, largest: int = LARGEST_MEMBER) -> bytes:
    """The contents of a Zstandard file.

    Raises:
        UnsafeArchiveError: it unpacks to more than an article can be.
        BrokenContainerError: it is damaged.
    """
    try:
        with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as stream:
            return _read_within(stream, len(data), largest)
    except OSError as error:
        raise BrokenContainerError(f"zstd: {error}") from error


def _read_within(stream: _Readable, packed: int, largest: int = LARGEST_MEMBER) -> bytes:
    """Reads a stream to its end, and gives up as soon as it passes a limit."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            raise UnsafeArchiveError(f"unpacks to more than {largest} bytes")
        if size > _SMALL and size > packed * HIGHEST_RATIO:
            raise UnsafeArchiveError(f"{packed} bytes unpack to more than {HIGHEST_RATIO} times their size")
    return b"".join(pieces)


def read_zip(data: bytes) -> Iterator[Member]:
    """The members of a zip archive in the order of their names.

    Raises:
        BrokenContainerError: it is no zip archive.
        UnsafeArchiveError: it has too many members.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BrokenContainerError(f"zip: {error}") from error
    with archive:
        members = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
        _check_count(len(members))
        total = 0
        for info in members:
            try:
                check_member_name(info.filename)
                with archive.open(info) as stream:
                    content = _read_within(stream, max(1, info.compress_size))
                total = _check_total(total, content)
            except UnsafeArchiveError as error:
                yield Member(info.filename, None, "unsafe_archive", str(error))
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
                yield Member(info.filename, None, "broken_container", f"zip member: {error}")  # RuntimeError: encrypted or unknown
            else:
                yield Member(info.filename, content)


def read_tar(data: bytes) -> Iterator[Member]:
    """The files of a tar archive, as they come; links and devices are refused.

    Raises:
        BrokenContainerError: it is no tar archive, or is cut short.
        UnsafeArchiveError: it has too many members.
    """
    total = count = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for info in archive:
                if info.isdir():
                    continue
                count += 1
                _check_count(count)
                member = _tar_member(archive, info)
                if member.data is not None:
                    total = _check_total(total, member.data)
                yield member
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BrokenContainerError(f"tar: {error}") from error


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Member:
    try:
        check_member_name(info.name)
        if not info.isreg():
            raise UnsafeArchiveError("a link or a device, not a file")
        if info.size > LARGEST_MEMBER:
            raise UnsafeArchiveError(f"{info.size} bytes; at most {LARGEST_MEMBER}")
    except UnsafeArchiveError as error:
        return Member(info.name, None, "unsafe_archive", str(error))
    stream = archive.extractfile(info)
    return Member(info.name, stream.read() if stream is not None else b"")


def check_member_name(name: str) -> None:
    """Refuses a member name that points outside its archive.

    Raises:
        UnsafeArchiveError: the name is absolute, climbs, or holds a control character.
    """
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or name[1:2] == ":" or any(ord(char) < 32 for char in name):
        raise UnsafeArchiveError("the member's name points outside the archive")


def _check_count(count: int) -> None:
    if count > MOST_MEMBERS:
        raise UnsafeArchiveError(f"more than {MOST_MEMBERS} members")


def _check_total(total: int, content: bytes) -> int:
    total += len(content)
    if total > LARGEST_ARCHIVE:
        raise UnsafeArchiveError(f"members of more than {LARGEST_ARCHIVE} bytes together")
    return total
