"""A compressed file as one stream of bytes: gzip members or Zstandard frames one after the other, damaged ones passed over."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from fastwarc.stream_io import GzipReader, ZstdReader

from tasks.text.unpacking import LARGEST_ARCHIVE, Allowance, check_size
from tasks.text.zip_streams import GuardedStream

Source = Callable[[], BinaryIO]
"""Opens a file anew, at its beginning; what it gives can be sought in."""

_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_DICTIONARY, _SKIPPABLE = b"\x5d\x2a\x4d\x18", b"\x2a\x4d\x18"
_PLAIN = b"WARC"
_EMPTY_FRAME = b"\x28\xb5\x2f\xfd\x20\x00\x01\x00\x00"
_CHUNK = 1 << 16
_TRAILER = struct.Struct("<LL")
"""Of a gzip member, at its end: the checksum and the size of what it unpacks to."""
_SMALL = 1 << 14
"""Up to this size a checksum takes less time than to begin to unpack."""
_LARGEST_DICTIONARY = 16 << 20
_MOST_DAMAGES = 200
"""Damaged members after which the rest is not read: each is read twice."""
_BORDER = b"\r\n\r\n"
"""Given behind a damaged member, so that what follows begins a line."""


class _Reader(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class DamagedRange:
    """A place of the unpacked bytes where something is missing: from where the damaged member was seen, to where, and why."""

    begin: int
    at: int
    detail: str


class MemberStream:
    """The unpacked bytes of a file; of a damaged member those before the damage, then the next member.

    A plain file is given as it is. `damages` fills while it is read.
    """

    def __init__(self, source: Source, packed: int, allowance: Allowance) -> None:
        """Opens the file; `packed` is its size in bytes, `allowance` what it may unpack to."""
        self.damages: list[DamagedRange] = []
        self._source, self._packed, self._allowance = source, packed, allowance
        self._given = 0
        self._last = b""
        self._dictionary: bytes | None = None
        self._members: GzipReader | ZstdReader | None = None
        self._reader: _Reader | None = None
        stream = source()
        head = stream.read(8)
        self._magic = self._tell_packing(head)
        start = self._pass_over(stream, head) if self._magic == _ZSTD else 0
        if self._dictionary is None or _is_dictionary(self._dictionary):
            self._open(start)
        else:
            self.damages.append(DamagedRange(0, 0, "the dictionary in front is damaged"))

    def _tell_packing(self, head: bytes) -> bytes:
        """The bytes that begin a member of the file; none for a plain file. The first member may itself be damaged."""
        if head.startswith(_GZIP):
            return _GZIP
        if head.startswith(_ZSTD) or _is_skippable(head):
            return _ZSTD
        if head.startswith(_PLAIN):
            return b""
        return next((magic for magic in (_GZIP, _ZSTD) if self._find_next(0, magic) is not None), b"")

    def read_whole(self) -> bytes | None:
        """All bytes of a plain file that is in memory already, not copied; None for any other."""
        return None if self._magic or not isinstance(self._reader, io.BytesIO) else self._reader.getvalue()

    def read_piece(self) -> bytes:
        """The next bytes, as many as there happen to be; none at the end.

        Raises:
            UnsafeArchiveError: a limit is passed.
        """
        while self._reader is not None:
            try:
                piece = self._reader.read(1 if self._slow else _CHUNK)
            except (OSError, EOFError, zlib.error) as error:
                if not self._slow:
                    self._read_slowly()
                    continue
                return self._pass_damage(self._failed_from if self._slow else self._given, str(error))
            if self._slow:
                self._look_for_failed()
            if piece:
                self._given += len(piece)
                self._allowance.take(len(piece))
                check_size(self._given, self._packed, LARGEST_ARCHIVE)
                self._last = piece
                return piece
            if self._ends_whole():
                self._reader = None
            elif self._has_swallowed():
                return self._pass_damage(self._given - 1, "a member without its end")
            else:
                if isinstance(self._stream, GuardedStream) and self._stream.error:
                    self.damages.append(DamagedRange(self._given - 1, self._given, self._stream.error))
                elif self._is_cut():
                    self.damages.append(DamagedRange(self._given, self._given, "cut short"))
                self._reader = None
        return b""

    def _open(self, start: int) -> None:
        """Begins to read at a member of the file."""
        self._start, self._base, self._slow = start, self._given, False
        self._stream = self._source()
        self._stream.seek(start)
        self._members = None
        if self._magic == _GZIP:
            self._members = GzipReader(self._stream)
        elif self._magic == _ZSTD:
            self._members = ZstdReader(self._stream, dictionary=self._dictionary)
        self._reader = self._members or self._stream

    def _pass_over(self, stream: BinaryIO, head: bytes) -> int:
        """Where the first frame of content begins; a frame in front that holds a dictionary is kept for the reader."""
        at = 0
        while _is_skippable(head):
            length = int.from_bytes(head[4:8], "little")
            if head.startswith(_DICTIONARY):
                self._dictionary = _dictionary_of(stream.read(length))
            at += 8 + length
            stream.seek(at)
            head = stream.read(8)
        return at

    def _read_slowly(self) -> None:
        """Reads again from where this reader began, and byte by byte where it failed: all that stands before the damage is given."""
        failed, known = self._member(), self._given - self._base
        self._given = self._base
        self._open(self._start)
        while known > 0 and self._reader is not None:
            piece = self._reader.read(min(known, _CHUNK))
            known -= len(piece)
            self._given += len(piece)
        self._slow, self._failed, self._failed_from = True, failed, self._given
        self._is_in_failed = self._member() == failed

    def _member(self) -> int:
        """Where in the file the member begins that is being read."""
        return (self._members.frame_start_position() if self._members else None) or 0

    def _look_for_failed(self) -> None:
        """Notes where the damaged member begins in the unpacked bytes."""
        if not self._is_in_failed:
            self._failed_from, self._is_in_failed = self._given, self._member() == self._failed

    def _pass_damage(self, begin: int, detail: str) -> bytes:
        """Notes the damage and goes on with the next member, if there is one; gives the border between the two."""
        failed = self._failed if self._slow else self._member()
        if not self._magic or not self._is_padding(failed):
            self.damages.append(DamagedRange(begin, self._given, detail))
        self._given += len(_BORDER)
        self._reader = None
        if self._magic and len(self.damages) < _MOST_DAMAGES:
            after = self._find_next(failed + 1, self._magic)
            if after is not None:
                self._open(after)
        return _BORDER

    def _is_padding(self, start: int) -> bool:
        """Whether only zeros stand from there on, as behind a file that was written in blocks."""
        stream = self._source()
        stream.seek(start)
        return not stream.read(_CHUNK).strip(b"\0")

    def _find_next(self, start: int, magic: bytes) -> int | None:
        """Where the next member begins."""
        stream = self._source()
        stream.seek(start)
        held = b""
        while piece := stream.read(_CHUNK):
            window = held + piece
            found = window.find(magic)
            if found >= 0:
                return start - len(held) + found
            start += len(piece)
            held = window[-3:]
        return None

    def _ends_whole(self) -> bool:
        """Whether a gzip file in memory ends with the trailer of the small member whose bytes were given last: nothing is missing then."""
        if self._magic != _GZIP or not isinstance(self._stream, io.BytesIO) or self._packed < _TRAILER.size:
            return False
        checksum, size = _TRAILER.unpack_from(self._stream.getbuffer()[-_TRAILER.size :])
        return bool(0 < size <= min(_SMALL, len(self._last)) and zlib.crc32(self._last[-size:]) == checksum)

    def _has_swallowed(self) -> bool:
        """Whether the last gzip member has no end although another begins behind it: damaged bytes can be unpacked on and on."""
        if self._magic != _GZIP or self._find_next(self._member() + 1, _GZIP) is None:
            return False
        stream = self._source()
        stream.seek(self._member())
        unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
        try:
            while not unpacker.eof and (packed := unpacker.unconsumed_tail or stream.read(_CHUNK)):
                unpacker.decompress(packed, _CHUNK)
        except zlib.error:
            return True
        return not unpacker.eof

    def _is_cut(self) -> bool:
        """Whether a gzip file ends in a member that has begun and gives nothing; the library says nothing of it."""
        if self._magic != _GZIP:
            return False
        stream = self._source()
        stream.seek(self._member())
        unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
        try:
            return not unpacker.decompress(stream.read(_CHUNK), 1) and not unpacker.eof
        except zlib.error:
            return True


def _dictionary_of(held: bytes) -> bytes:
    """The dictionary of a frame, which may itself be packed."""
    if not held.startswith(_ZSTD):
        return held
    try:
        return ZstdReader(io.BytesIO(held)).read(_LARGEST_DICTIONARY)
    except OSError:
        return b""


def _is_dictionary(held: bytes) -> bool:
    """Whether a frame of the library's reader can be begun with that dictionary.

    The reader panics at a damaged one, which is none of Python's exceptions.
    """
    try:
        ZstdReader(io.BytesIO(_EMPTY_FRAME), dictionary=held).read(1)
    except OSError:
        return True  # it was taken; what it was tried with is another matter
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            return False
        raise
    return True


def _is_skippable(head: bytes) -> bool:
    return head[1:4] == _SKIPPABLE and head[0] >> 4 == 5
