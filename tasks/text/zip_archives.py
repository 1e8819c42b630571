"""The members of zip archives, also of those that some program named badly."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tasks.text.unpacking import (
    LARGEST_MEMBER,
    Allowance,
    BrokenContainerError,
    Member,
    UnsafeArchiveError,
    check_count,
    check_member_name,
    read_within,
)

_END = struct.Struct("<4s8xLL")
"""Of the end of an archive: signature, bytes of the central directory and where it begins."""
_ENTRY = struct.Struct("<4s4xH18xHHH8xL")
"""Of an entry of the central directory: signature, flags, lengths of name, extra field and comment, where its member begins."""
_CLAIMS_UTF8 = 0x800
_DAMAGES = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, EOFError, OSError, RuntimeError, OverflowError, struct.error)
"""What a damaged member raises; RuntimeError: encrypted or packed in a way nobody knows."""


def read_zip(data: bytes, allowance: Allowance) -> Iterator[Member]:
    """The members of a zip archive in the order of their names; a name that is not UTF-8 has its bytes as surrogateescape gives them.

    Raises:
        BrokenContainerError: it is no zip archive.
        UnsafeArchiveError: it has too many members, or they are too large together.
    """
    try:
        archive, misnamed = _open_zip(data)
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
        raise BrokenContainerError(f"zip: {error}") from error
    with archive:
        infos = archive.infolist()
        check_count(len(infos))
        files = ((position, info) for position, info in enumerate(infos) if not info.filename.endswith("/"))
        named = ((_name_of(info, position in misnamed), position, info) for position, info in files)
        for name, _, info in sorted(named):
            yield _zip_member(archive, info, name, allowance)


def _open_zip(data: bytes) -> tuple[zipfile.ZipFile, frozenset[int]]:
    """The archive, and which of its members claim UTF-8 for a name that is not: the library would refuse all of it."""
    try:
        return zipfile.ZipFile(io.BytesIO(data)), frozenset()
    except UnicodeDecodeError:
        mended, misnamed = _without_false_utf8(data)
        return zipfile.ZipFile(io.BytesIO(mended)), misnamed


def _without_false_utf8(data: bytes) -> tuple[bytes, frozenset[int]]:
    """The archive without the claim that a name is UTF-8 where it is not, and the positions of those members."""
    mended = bytearray(data)
    misnamed = set()
    end = data.rfind(b"PK\x05\x06")
    _, size, begin = _END.unpack_from(data, end)
    at = end - size
    before = at - begin  # bytes of something else before the archive
    position = 0
    while 0 <= at < end and data[at : at + 4] == b"PK\x01\x02":
        _, flags, name, extra, comment, member = _ENTRY.unpack_from(data, at)
        start = at + _ENTRY.size
        if flags & _CLAIMS_UTF8 and not _is_utf8(data[start : start + name]):
            struct.pack_into("<H", mended, at + 8, flags & ~_CLAIMS_UTF8)
            if data[before + member : before + member + 4] == b"PK\x03\x04":
                struct.pack_into("<H", mended, before + member + 6, flags & ~_CLAIMS_UTF8)
            misnamed.add(position)
        at = start + name + extra + comment
        position += 1
    return bytes(mended), frozenset(misnamed)


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def _name_of(info: zipfile.ZipInfo, is_misnamed: bool) -> str:
    """The name of a member; of one that falsely claims UTF-8 its bytes, which the library then reads in the code page of DOS."""
    return info.filename.encode("cp437").decode("utf-8", "surrogateescape") if is_misnamed else info.filename


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, allowance: Allowance) -> Member:
    try:
        check_member_name(name)
        with archive.open(info) as stream:
            return Member(name, read_within(stream, max(1, info.compress_size), LARGEST_MEMBER, allowance))
    except UnsafeArchiveError as error:
        return Member(name, None, "unsafe_archive", str(error))
    except _DAMAGES as error:
        return Member(name, None, "broken_container", f"zip member: {error}")
