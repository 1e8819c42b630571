"""Unpacking within limits: nothing that an archive holds may fill the memory or name a place outside it."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from collections.abc import Callable
from typing import BinaryIO, NamedTuple, Protocol

import pyarrow as pa

from tasks.text.file_bytes import FileBytes, Raw, open_raw

LARGEST_MEMBER = 64_000_000
"""Bytes of one unpacked member."""
LARGEST_CONTAINER = 1_000_000_000
"""Bytes of an unpacked tar archive or file of JSON lines."""
LARGEST_ARCHIVE = 2_000_000_000
"""Bytes that are unpacked of one raw file, archives in archives included."""
MOST_MEMBERS = 200_000
HIGHEST_RATIO = 200
"""Unpacked bytes a packed byte may give; Vietnamese text gives 4, a page of repeats 30."""
SMALL = 4_000_000
"""Below this size unpacked, the ratio does not matter."""
CHUNK = 1 << 18


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class UnsafeArchiveError(ValueError):
    """An archive or member that is too large, unpacks to far more than its size, or names a place outside the archive."""


class BrokenContainerError(ValueError):
    """Compressed bytes that cannot be unpacked."""


class Allowance:
    """The bytes that may still be unpacked of one raw file, however its archives are nested."""

    def __init__(self, size: int | None = None) -> None:
        self.size = LARGEST_ARCHIVE if size is None else size
        self.left = self.size

    def take(self, size: int) -> None:
        """Use up so many bytes.

        Raises:
            UnsafeArchiveError: more was unpacked than one file may hold.
        """
        self.left -= size
        if self.left < 0:
            raise UnsafeArchiveError(f"unpacks to more than {self.size} bytes, all that it holds together")


class Member(NamedTuple):
    """One member of an archive: its name and bytes, or the reason why it cannot be had."""

    name: str
    data: bytes | None
    reason: str = ""
    detail: str = ""


class Unpacked(io.RawIOBase):
    """What a packed stream unpacks to, as far as the limits go."""

    def __init__(self, stream: _Readable, kind: str, packed: int, largest: int, allowance: Allowance) -> None:
        self._stream, self._kind, self._packed = stream, kind, packed
        self._largest, self._allowance = largest, allowance
        self._size = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer as far as there is something.

        Raises:
            UnsafeArchiveError: a limit is passed.
            BrokenContainerError: the stream is damaged.
        """
        room = memoryview(buffer)
        try:
            piece = self._stream.read(min(len(room), CHUNK))
        except (OSError, EOFError, zlib.error, struct.error, pa.ArrowException) as error:
            raise BrokenContainerError(f"{self._kind}: {error}") from error
        self._size += len(piece)
        self._allowance.take(len(piece))
        check_size(self._size, self._packed, self._largest)
        room[: len(piece)] = piece
        return len(piece)


def check_size(size: int, packed: int, largest: int) -> None:
    """Refuses what so many packed bytes have unpacked to so far.

    Raises:
        UnsafeArchiveError: more than `largest` bytes, or more than text can be packed to.
    """
    if size > largest:
        raise UnsafeArchiveError(f"unpacks to more than {largest} bytes")
    if size > SMALL and size > packed * HIGHEST_RATIO:
        raise UnsafeArchiveError(f"{packed} bytes unpack to more than {HIGHEST_RATIO} times their size")


def read_within(stream: _Readable, packed: int, largest: int, allowance: Allowance) -> bytes:
    """All of a stream that gives fewer bytes than it is asked for only at its end, as far as the limits go.

    Raises:
        UnsafeArchiveError: a limit is passed.
    """
    pieces: list[bytes] = []
    size = 0
    while True:
        piece = stream.read(CHUNK)
        size += len(piece)
        allowance.take(len(piece))
        check_size(size, packed, largest)
        if len(piece) < CHUNK:
            return b"".join((*pieces, piece)) if pieces else piece
        pieces.append(piece)


def open_gzip(data: Raw, largest: int, allowance: Allowance) -> BinaryIO:
    """The contents of a gzip file, unpacked as they are read; a read raises what is wrong as `readinto` says.

    A small file without fault is unpacked at once, by the library of C alone.

    Raises:
        UnsafeArchiveError: a limit is passed at once.
    """
    small = None if isinstance(data, FileBytes) else _unpack_small(data)
    if small is not None:
        allowance.take(len(small))
        check_size(len(small), len(data), largest)
        return io.BytesIO(small)
    return _buffered(Unpacked(gzip.GzipFile(fileobj=open_raw(data)), "gzip", len(data), largest, allowance))


def _unpack_small(data: bytes) -> bytes | None:
    """The contents of a gzip file of one whole member that is small; None for any other."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        content = unpacker.decompress(data, CHUNK)
    except zlib.error:
        return None
    return content if unpacker.eof and not unpacker.unused_data else None


def open_zstd(data: Raw, largest: int, allowance: Allowance) -> BinaryIO:
    """The contents of a Zstandard file, unpacked as they are read; a read raises what is wrong as `readinto` says."""
    packed = pa.PythonFile(data.open(), "r") if isinstance(data, FileBytes) else pa.BufferReader(data)
    return _buffered(Unpacked(pa.CompressedInputStream(packed, "zstd"), "zstd", len(data), largest, allowance))


def open_brotli(data: bytes, largest: int, allowance: Allowance) -> BinaryIO:
    """The contents of a Brotli stream, unpacked as they are read; a read raises what is wrong as `readinto` says."""
    return _buffered(Unpacked(pa.CompressedInputStream(pa.BufferReader(data), "brotli"), "br", len(data), largest, allowance))


def open_deflate(data: bytes, largest: int, allowance: Allowance) -> BinaryIO:
    """The contents of a deflate stream, unpacked as they are read; a read raises what is wrong as `readinto` says."""
    return _buffered(Unpacked(_Deflated(data), "deflate", len(data), largest, allowance))


class _Deflated:
    """A deflate stream with the zlib header that the standard asks for, or without it, as many servers send it."""

    def __init__(self, data: bytes) -> None:
        has_header = len(data) > 1 and data[0] & 15 == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        self._packed = data

    def read(self, size: int, /) -> bytes:
        piece = self._unpacker.decompress(self._packed, size)
        self._packed = self._unpacker.unconsumed_tail
        if not piece and size and not self._unpacker.eof:
            raise EOFError("cut short")
        return piece


Opener = Callable[[bytes, int, Allowance], BinaryIO]


def _buffered(raw: Unpacked) -> BinaryIO:
    return io.BufferedReader(raw, CHUNK)


def check_member_name(name: str) -> None:
    """Refuses a member name that points outside its archive.

    Raises:
        UnsafeArchiveError: the name is absolute, climbs, or holds a control character.
    """
    climbs = ".." in name and ".." in name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or climbs or name[1:2] == ":" or not (name.isprintable() or min(name) >= " "):
        raise UnsafeArchiveError("the member's name points outside the archive")


def check_count(count: int) -> None:
    """Refuses an archive of so many members.

    Raises:
        UnsafeArchiveError: there are more than MOST_MEMBERS.
    """
    if count > MOST_MEMBERS:
        raise UnsafeArchiveError(f"more than {MOST_MEMBERS} members")
