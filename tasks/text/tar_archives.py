"""The members of tar archives, read as a stream."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from tarfile import HeaderError
from typing import BinaryIO, Self

from tasks.text.unpacking import LARGEST_MEMBER, BrokenContainerError, Member, UnsafeArchiveError, check_count, check_member_name

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


def read_tar(stream: BinaryIO) -> Iterator[Member]:
    """The files of a tar archive, as they come; links and devices are refused.

    Raises:
        BrokenContainerError: it is no tar archive, or is cut short or damaged.
        UnsafeArchiveError: it has too many members, or a limit of the stream is passed.
    """
    count = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # the library would keep each header it has read
                if info.isdir():
                    continue
                count += 1
                check_count(count)
                yield _tar_member(archive, info)
    except (UnsafeArchiveError, BrokenContainerError):
        raise
    except (tarfile.TarError, EOFError, OSError, ValueError, OverflowError, RecursionError) as error:
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
