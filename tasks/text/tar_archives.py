"""The members of tar archives, read as a stream."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from tarfile import HeaderError
from typing import BinaryIO, Self, cast

from tasks.text.unpacking import CHUNK, LARGEST_MEMBER, BrokenContainerError, Member, UnsafeArchiveError, check_count, check_member_name

LARGEST_HEADER = 1_000_000
"""Bytes of a header that holds a long name or attributes."""
_NAMING = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
"""Kinds of headers that only say more about the member behind them and are read into memory."""
_ENDS = ("EOFHeaderError", "EmptyHeaderError")
"""What the library calls a block of zeros and the end of the bytes: no damage."""


class _Header(tarfile.TarInfo):
    """A header of a tar archive; one that is damaged is an error wherever it stands, where the library would see the end."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> Self:
        """The next header.

        Raises:
            BrokenContainerError: it is damaged.
        """
        try:
            return super().fromtarfile(tarfile)
        except HeaderError as error:
            if type(error).__name__ in _ENDS:
                raise
            raise BrokenContainerError(f"tar: {error}") from error

    # Beyond what the library documents; without it a header that claims so many bytes would fill the memory with its name.
    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _NAMING and self.size > LARGEST_HEADER:
            raise UnsafeArchiveError(f"a header of {self.size} bytes; at most {LARGEST_HEADER}")
        found: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return found


class _Forward:
    """A stream that goes forward only and tells where it is; the library's own takes three calls where this one takes one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0

    def tell(self) -> int:
        return self._at

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def seek(self, at: int) -> int:
        """Goes there, or to the end.

        Raises:
            StreamError: it lies behind.
        """
        if at < self._at:
            raise tarfile.StreamError("seeking backwards is not allowed")
        while self._at < at and self.read(min(at - self._at, CHUNK)):
            pass
        return self._at


def read_tar(stream: BinaryIO) -> Iterator[Member]:
    """The files of a tar archive, as they come; links and devices are refused.

    Raises:
        BrokenContainerError: it is no tar archive, or is cut short or damaged.
        UnsafeArchiveError: it has too many members, or a limit of the stream is passed.
    """
    count = 0
    try:
        forward = _Forward(stream)
        with tarfile.open(fileobj=cast("BinaryIO", forward), mode="r:", tarinfo=_Header) as archive:
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # the library would keep each header it has read
                if info.isdir():
                    continue
                count += 1
                check_count(count)
                yield _tar_member(archive, forward, info)
    except (UnsafeArchiveError, BrokenContainerError):
        raise
    except (tarfile.TarError, EOFError, OSError, ValueError, OverflowError, RecursionError) as error:
        raise BrokenContainerError(f"tar: {error}") from error


def _tar_member(archive: tarfile.TarFile, forward: _Forward, info: tarfile.TarInfo) -> Member:
    try:
        check_member_name(info.name)
        if not info.isreg():
            raise UnsafeArchiveError("a link or a device, not a file")
        if info.size > LARGEST_MEMBER:
            raise UnsafeArchiveError(f"{info.size} bytes; at most {LARGEST_MEMBER}")
    except UnsafeArchiveError as error:
        return Member(info.name, None, "unsafe_archive", str(error))
    if info.issparse():
        stream = archive.extractfile(info)
        return Member(info.name, stream.read() if stream is not None else b"")
    # What the library's file object does that it makes for each member.
    forward.seek(info.offset_data)
    data = forward.read(info.size)
    if len(data) < info.size:
        raise BrokenContainerError("tar: unexpected end of data")
    return Member(info.name, data)
