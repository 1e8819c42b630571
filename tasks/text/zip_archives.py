"""The members of zip archives, also of those that some program named badly."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from tasks.text.file_bytes import FileBytes, Raw, open_raw, piece
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
_LONGEST_END = (1 << 16) + 22
"""Bytes of the end of an archive with the longest comment."""
_CLAIMS_UTF8 = 0x800
_DAMAGES = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, EOFError, OSError, RuntimeError, OverflowError, struct.error)
"""What a damaged member raises; RuntimeError: encrypted or packed in a way nobody knows."""


def read_zip(data: Raw, allowance: Allowance) -> Iterator[Member]:
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


def _open_zip(data: Raw) -> tuple[zipfile.ZipFile, frozenset[int]]:
    """The archive, and which of its members claim UTF-8 for a name that is not: the library would refuse all of it."""
    try:
        return zipfile.ZipFile(open_raw(data)), frozenset()
    except UnicodeDecodeError:
        patches, misnamed = _find_false_utf8(data)
        return zipfile.ZipFile(_patched(data, patches)), misnamed


def _find_false_utf8(data: Raw) -> tuple[dict[int, bytes], frozenset[int]]:
    """What to write where so that no name claims to be UTF-8 that is not, and the positions of those members."""
    patches: dict[int, bytes] = {}
    misnamed = set()
    tail_at = max(0, len(data) - _LONGEST_END)
    tail = piece(data, tail_at, _LONGEST_END)
    end = tail.rfind(b"PK\x05\x06")
    _, size, begin = _END.unpack_from(tail, end)
    directory_at = tail_at + end - size
    before = directory_at - begin  # bytes of something else before the archive
    directory = piece(data, directory_at, len(data)) if directory_at >= 0 else b""
    at = position = 0
    while at < size and directory[at : at + 4] == b"PK\x01\x02":
        _, flags, name, extra, comment, member = _ENTRY.unpack_from(directory, at)
        start = at + _ENTRY.size
        if flags & _CLAIMS_UTF8 and not _is_utf8(directory[start : start + name]):
            honest = struct.pack("<H", flags & ~_CLAIMS_UTF8)
            patches[directory_at + at + 8] = honest
            if before + member >= 0 and piece(data, before + member, 4) == b"PK\x03\x04":
                patches[before + member + 6] = honest
            misnamed.add(position)
        at = start + name + extra + comment
        position += 1
    return patches, frozenset(misnamed)


def _patched(data: Raw, patches: Mapping[int, bytes]) -> BinaryIO:
    """A stream over the archive with those bytes in their places."""
    if isinstance(data, FileBytes):
        return data.open(patches=patches)
    mended = bytearray(data)
    for at, patch in patches.items():
        mended[at : at + len(patch)] = patch
    return io.BytesIO(mended)


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
