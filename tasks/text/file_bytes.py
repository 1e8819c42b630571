"""The bytes of a large file where they lie: what reads it asks for a piece, and only that is in memory."""

from __future__ import annotations

import hashlib
import io
import os
from bisect import bisect_left
from collections.abc import Mapping
from typing import BinaryIO, Self

_BUFFER = 1 << 18


class FileBytes:
    """The content of an open file. It has the length of the file as it was opened; what is cut off meanwhile is missing at its end."""

    def __init__(self, file: BinaryIO | io.RawIOBase) -> None:
        """Takes the file over: `close` closes it."""
        self._file = file
        self._size = os.fstat(file.fileno()).st_size

    def __len__(self) -> int:
        return self._size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self, start: int = 0, size: int | None = None, patches: Mapping[int, bytes] | None = None) -> io.BufferedReader:
        """A stream of its own over so many bytes from there on, or over the rest.

        Streams are read independently of each other, until the file is closed. Where `patches` have bytes for a place of the file,
        those are read instead.
        """
        end = self._size if size is None else min(self._size, start + size)
        return io.BufferedReader(_Range(self._file.fileno(), start, end, patches or {}), _BUFFER)

    def read(self, start: int = 0, size: int | None = None) -> bytes:
        """So many bytes from there on, or the rest."""
        with self.open(start, size) as stream:
            return stream.read()

    def sha256(self) -> str:
        """The digest of the whole, in hexadecimal digits."""
        with self.open() as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


Raw = bytes | FileBytes
"""The content of a raw file: in memory where it is small."""


def open_raw(data: Raw) -> BinaryIO:
    """A stream over the content, which can be sought in."""
    return data.open() if isinstance(data, FileBytes) else io.BytesIO(data)


def piece(data: Raw, start: int, size: int) -> bytes:
    """So many bytes of the content from there on, as far as there are."""
    return data.read(start, size) if isinstance(data, FileBytes) else data[start : start + size]


class _Range(io.RawIOBase):
    """A part of a file, which is read at places and has no position that others would move."""

    def __init__(self, descriptor: int, start: int, end: int, patches: Mapping[int, bytes]) -> None:
        super().__init__()
        self._descriptor, self._start, self._end, self._at = descriptor, start, max(start, end), start
        self._places, self._patches = sorted(patches), patches
        self._longest = max(map(len, patches.values()), default=0)

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fills the buffer as far as there is something."""
        room = memoryview(buffer)[: max(0, self._end - self._at)]
        size = os.preadv(self._descriptor, [room], self._at) if len(room) else 0
        for place in self._places[bisect_left(self._places, self._at - self._longest) : bisect_left(self._places, self._at + size)]:
            patch = self._patches[place]
            first, last = max(place, self._at), min(place + len(patch), self._at + size)
            if first < last:
                room[first - self._at : last - self._at] = patch[first - place : last - place]
        self._at += size
        return size

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Goes to a place counted from the beginning, from here or from the end."""
        self._at = max(self._start, offset + (self._start, self._at, self._end)[whence])
        return self._at - self._start

    def tell(self) -> int:
        """The place that is read next."""
        return self._at - self._start
