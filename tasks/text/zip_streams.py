"""Members of zip archives as streams that can be opened again and sought in, for containers too large to hold twice."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from typing import IO, BinaryIO

from tasks.text.file_bytes import FileBytes, Raw, piece

UNREADABLE = (OSError, EOFError, ValueError, RuntimeError, struct.error, zlib.error, lzma.LZMAError, zipfile.BadZipFile)
"""What reading a damaged archive raises; RuntimeError: encrypted, or packed in a way nobody knows."""
_LOCAL_HEADER = struct.Struct("<4s22xHH")
"""Of the header before a member: signature, lengths of its name and extra field."""


def member_source(data: Raw, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    """What opens a member of the archive whose bytes are `data`; a member that is not packed is not copied.

    Raises:
        zipfile.BadZipFile, OSError, RuntimeError, ...: the member cannot be opened (see `UNREADABLE`).
    """
    with archive.open(info):  # checks its header, and that its packing is known
        pass
    if info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1:
        _, name, extra = _LOCAL_HEADER.unpack(piece(data, info.header_offset, _LOCAL_HEADER.size))
        start = info.header_offset + _LOCAL_HEADER.size + name + extra
        if isinstance(data, FileBytes):
            return partial(data.open, start, info.file_size)
        stored = memoryview(data)[start : start + info.file_size]
        return lambda: StoredStream(stored)  # type: ignore[return-value]
    return lambda: GuardedStream(lambda: archive.open(info))  # type: ignore[return-value]


class StoredStream(io.RawIOBase):
    """Bytes that lie in others, without the check of the sum over all of them: one wrong bit would cost every record."""

    def __init__(self, view: memoryview) -> None:
        super().__init__()
        self._view, self._at = view, 0

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        end = len(self._view) if size < 0 else self._at + size
        piece = bytes(self._view[self._at : end])
        self._at += len(piece)
        return piece

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Goes to a place counted from the beginning, from here or from the end."""
        self._at = max(0, offset + (0, self._at, len(self._view))[whence])
        return self._at

    def tell(self) -> int:
        """The place that is read next."""
        return self._at


class GuardedStream(io.RawIOBase):
    """A member that ends where it is damaged, and says why in `error`: readers written in Rust do not take exceptions well."""

    def __init__(self, opens: Callable[[], IO[bytes]]) -> None:
        super().__init__()
        self._opens, self._stream = opens, opens()
        self._at = 0
        self._is_slow = False
        self.error = ""

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; none behind damage. What stands before the damage comes byte by byte."""
        while not self.error:
            try:
                piece = self._stream.read(1 if self._is_slow else size)
            except UNREADABLE as error:
                if self._is_slow:
                    self._end(error)
                    break
                self._is_slow, self._stream = True, self._opens()
                self.seek(self._at)
                continue
            self._at += len(piece)
            return piece
        return b""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Goes to a place; not beyond damage."""
        try:
            self._at = self._stream.seek(offset, whence)
        except UNREADABLE as error:
            self._end(error)
        return self._at

    def tell(self) -> int:
        """The place that is read next."""
        return self._at

    def _end(self, error: Exception) -> None:
        self.error = str(error) or type(error).__name__
