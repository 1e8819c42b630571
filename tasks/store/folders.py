"""Folders of a disk: what lies in them, however deep, and what in them is no file to read."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tasks.text.addresses import spell_name

_LONGEST_STEP = 1000
"""Bytes of a path given to the system at once; systems refuse paths of more than some thousand."""
_KINDS = {stat.S_IFIFO: "a FIFO", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """One entry that is no folder: its path, its name from the root on, and why it is refused, if it is.

    `refused` is a reason code of seeds/reasons.csv, `detail` what was seen.
    """

    path: str
    name: str
    status: os.stat_result
    refused: str | None = None
    detail: str | None = None


def walk_folder(root: str, left_out: frozenset[tuple[int, int]]) -> Iterator[FoundEntry]:
    """Everything under a folder that is no folder, in no order. Each folder is read once, under its own name.

    A symbolic link is never a way into a folder: what it leads to under the root is found in its own place, and what lies
    elsewhere is another raw location's. So links that form rings or nets cost nothing.

    Args:
        root: the folder; may itself be a link.
        left_out: device and inode of folders that are not entered.

    Raises:
        OSError: a folder cannot be read.
    """
    inside = os.path.realpath(root)
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            folder = open_path(os.fsencode(f"{root}/{below}" if below else root), os.O_RDONLY | os.O_DIRECTORY)
        except (FileNotFoundError, NotADirectoryError):
            if not below:
                raise
            continue  # removed since the folder above was read
        try:
            about = os.fstat(folder)
            if (about.st_dev, about.st_ino) in left_out:
                continue
            with os.scandir(folder) as entries:
                found = list(entries)
            for entry in found:
                name = f"{below}/{entry.name}" if below else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(name)
                else:
                    yield from _look_at(entry, f"{root}/{name}", name, inside)
        finally:
            os.close(folder)


def look_at_file(path: str) -> FoundEntry:
    """What a raw location that is no folder leads to.

    Raises:
        OSError: it is not there.
    """
    return _judge_kind(path, "", os.stat(path))  # noqa: PTH116 - Path.stat is no shorter for a string


def open_path(path: bytes, flags: int) -> int:
    """A file descriptor of a path of any length, step by step where the system would refuse it.

    Raises:
        OSError: it cannot be opened.
    """
    folder: int | None = None
    try:
        while len(path) > _LONGEST_STEP and (cut := path.rfind(b"/", 1, _LONGEST_STEP)) > 0:
            step = os.open(path[:cut], os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)
            if folder is not None:
                os.close(folder)
            folder, path = step, path[cut + 1 :]
        return os.open(path, flags | os.O_CLOEXEC, dir_fd=folder)
    finally:
        if folder is not None:
            os.close(folder)


def read_file(path: bytes, largest: int | None = None) -> bytes:
    """The content of a regular file, at most `largest` bytes and one.

    Raises:
        OSError: it cannot be read, or is no regular file (any more).
    """
    with open_file(path) as file:
        return file.read() if largest is None else file.read(largest + 1)


def open_file(path: bytes) -> BinaryIO:
    """A regular file, open for reading.

    Raises:
        OSError: it cannot be opened, or is no regular file (any more): opening a FIFO would wait for ever.
    """
    file = os.fdopen(open_path(path, os.O_RDONLY | os.O_NONBLOCK), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "no regular file", os.fsdecode(path))
    return file


def _look_at(entry: os.DirEntry[str], path: str, name: str, inside: str) -> Iterator[FoundEntry]:
    """The entry, or nothing: it was renamed or removed since its folder was read, or leads to a folder that is listed itself."""
    try:
        about = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return
    if not stat.S_ISLNK(about.st_mode):
        yield _judge_kind(path, name, about)
        return
    target = os.path.realpath(path)
    if target != inside and not target.startswith(f"{inside.rstrip('/')}/"):
        yield FoundEntry(path, name, about, "not_followed", f"a symbolic link to {spell_name(target)}, which is outside the raw location")
        return
    try:
        about = entry.stat()
    except OSError:  # a link that leads nowhere, or to itself, is what it is: listed, and unreadable rather than invisible
        yield FoundEntry(path, name, about)
        return
    if not stat.S_ISDIR(about.st_mode):
        yield _judge_kind(path, name, about)


def _judge_kind(path: str, name: str, about: os.stat_result) -> FoundEntry:
    kind = stat.S_IFMT(about.st_mode)
    if kind == stat.S_IFREG:
        return FoundEntry(path, name, about)
    return FoundEntry(path, name, about, "not_a_file", f"{_KINDS.get(kind, 'something else')}, not a file")
