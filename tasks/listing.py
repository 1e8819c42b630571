"""What lies under the raw locations: names, sizes and times, never content."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fsspec

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class CannotList(RuntimeError):
    """A raw location could not be listed completely; nothing may be concluded from what is missing in it.

    `may_pass` is True when trying again may help: an object store did not answer.
    """

    def __init__(self, message: str, may_pass: bool = False) -> None:
        super().__init__(message)
        self.may_pass = may_pass


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file as its storage lists it.

    `uri` is its identity (absolute, NFC, not percent-encoded); `path` is what opens it: the bytes of a path on a
    disk, the full URL in an object store. They differ where a name on the disk is not NFC or not UTF-8.
    """

    uri: str
    location_uri: str
    path: bytes
    size: int
    modified_at: datetime
    etag: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """All files under all raw locations, each once, in the order of their URIs."""

    locations: tuple[str, ...]
    files: tuple[ListedFile, ...]


def list_locations(raw: list[str]) -> Listing:
    """List every raw location; a file under two of them is listed once, under the outermost.

    Raises:
        CannotList: a location does not exist, or a part of it cannot be read.
    """
    locations = outermost([location_uri(location) for location in raw])
    listed = [file for location in locations for file in _list_location(location)]
    files = _settle_spellings(listed)
    return Listing(tuple(locations), tuple(sorted(files, key=lambda file: file.uri)))


def location_uri(location: str) -> str:
    """The absolute URI of a raw location: no `.` or `..`, symbolic links as they are, NFC, not percent-encoded.

    >>> location_uri("s3://kho/bài báo/")
    's3://kho/bài báo'
    >>> location_uri("file:///du/lieu/../tin")
    'file:///du/tin'
    """
    scheme, mark, rest = location.partition("://")
    if mark and scheme != "file":
        return unicodedata.normalize("NFC", location.rstrip("/"))
    path = rest if mark else location
    return _file_uri(os.path.abspath(os.path.expanduser(path)))  # noqa: PTH100, PTH111 - Path.resolve would follow symbolic links


def outermost(locations: list[str]) -> list[str]:
    """The locations that lie in no other, sorted.

    >>> outermost(["file:///a/b", "file:///a", "file:///ab", "file:///a"])
    ['file:///a', 'file:///ab']
    """
    kept: list[str] = []
    for location in sorted(set(locations)):
        if not any(is_under(location, other) for other in kept):
            kept.append(location)
    return kept


def is_under(uri: str, location: str) -> bool:
    """True when the document or file lies under that location, or is it.

    >>> is_under("file:///a/b.txt", "file:///a"), is_under("file:///ab.txt", "file:///a")
    (True, False)
    """
    return uri == location or uri.startswith(location.rstrip("/") + "/") or uri.startswith(location + "!")


def local_path(uri: str) -> Path | None:
    """The path of a `file://` URI, or None for an object store."""
    return Path(uri.removeprefix("file://")) if uri.startswith("file://") else None


def read_bytes(path: bytes) -> bytes:
    """The content of a listed file.

    Raises:
        OSError: it cannot be read.
    """
    if not path.startswith(b"/"):
        with fsspec.open(path.decode(), "rb") as stream:
            data: bytes = stream.read()
            return data
    return Path(os.fsdecode(path)).read_bytes()


def _file_uri(path: str) -> str:
    return f"file://{_spelt(path)}"


def _spelt(name: str) -> str:
    r"""A name as a URI has it: NFC; what is not UTF-8 and control characters stand as \xNN, so that it is one line of valid text.

    >>> _spelt("hai\ndòng.txt")
    'hai\\x0adòng.txt'
    """
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", unicodedata.normalize("NFC", text))


def _list_location(location: str) -> Iterator[ListedFile]:
    path = local_path(location)
    if path is None:
        yield from _list_store(location)
        return
    # The location is spelt as a URI; the folder on the disk may be spelt otherwise.
    found = path if path.exists() else _same_name(path)
    try:
        if found is None:
            raise CannotList(f"raw location {location} does not exist; check the path, or leave it out")
        if found.is_dir():
            yield from _walk(str(found), location, frozenset())
        else:
            yield _listed(str(found), found.stat(), location)
    except OSError as error:
        raise CannotList(f"raw location {location} cannot be listed: {error.strerror}: {error.filename}; nothing was changed") from error


def _same_name(path: Path) -> Path | None:
    """The existing path whose URI is that of `path`, if there is one."""
    found = Path(path.anchor)
    for part in path.parts[1:]:
        exact = found / part
        if exact.exists():
            found = exact
            continue
        if not found.is_dir():
            return None
        alike = [entry for entry in found.iterdir() if _spelt(entry.name) == part]
        if not alike:
            return None
        found = min(alike)
    return found


def _walk(folder: str, location: str, above: frozenset[tuple[int, int]]) -> Iterator[ListedFile]:
    status = Path(folder).stat()
    here = (status.st_dev, status.st_ino)
    if here in above:  # a symbolic link back to a folder we are in
        return
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        about = _status(entry)
        if about is None:
            continue
        if stat.S_ISDIR(about.st_mode):
            yield from _walk(entry.path, location, above | {here})
        elif stat.S_ISREG(about.st_mode) or stat.S_ISLNK(about.st_mode):
            yield _listed(entry.path, about, location)


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    """What an entry leads to. None: it was renamed or removed since its folder was read, as a file that is being collected is.

    A link that leads nowhere, or to itself, is what it is: listed, and unreadable rather than invisible.
    """
    for follow in (True, False):
        try:
            return entry.stat(follow_symlinks=follow)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ELOOP):
                raise
    return None


def _listed(path: str, status: os.stat_result, location: str) -> ListedFile:
    modified_at = datetime.fromtimestamp(status.st_mtime_ns // 1000 / 1_000_000, UTC)
    return ListedFile(_file_uri(path), location, os.fsencode(path), status.st_size, modified_at, None)


def _list_store(location: str) -> Iterator[ListedFile]:
    try:
        store, root = fsspec.core.url_to_fs(location)
        store.invalidate_cache()  # a store object is kept per process, and with it yesterday's listing
        if not store.exists(root):
            raise CannotList(f"raw location {location} does not exist; check the address, or leave it out")
        found = store.find(root, detail=True)
    except CannotList:
        raise
    except Exception as error:  # every store raises its own kinds; whichever it is, the listing is not complete
        raise CannotList(f"raw location {location} cannot be listed: {type(error).__name__}: {error}; nothing was changed", True) from error
    for name, about in sorted(found.items()):
        url = str(store.unstrip_protocol(name))
        etag = str(about.get("ETag") or "").strip('"') or None
        yield ListedFile(unicodedata.normalize("NFC", url), location, url.encode(), int(about["size"]), _store_time(about), etag)


def _store_time(about: Mapping[str, Any]) -> datetime:
    """When an object was changed, under whichever name its store says it; the epoch where it does not."""
    stamp = next((about[name] for name in ("LastModified", "last_modified", "updated", "mtime", "created") if about.get(name)), 0)
    return stamp.astimezone(UTC) if isinstance(stamp, datetime) else datetime.fromtimestamp(float(stamp), UTC)


def _settle_spellings(files: list[ListedFile]) -> list[ListedFile]:
    """Give two files whose names are equal only in NFC each its own URI: the one not written in NFC keeps its spelling."""
    seen: dict[str, ListedFile] = {}
    settled: list[ListedFile] = []
    for file in sorted(files, key=lambda file: (file.uri, file.path != file.uri.removeprefix("file://").encode(), file.path)):
        if file.uri in seen and seen[file.uri].path != file.path:
            own = file.path.decode("utf-8", "backslashreplace")
            uri = own if "://" in own else f"file://{own}"
            settled.append(ListedFile(uri, file.location_uri, file.path, file.size, file.modified_at, file.etag))
        elif file.uri not in seen:
            seen[file.uri] = file
            settled.append(file)
    return settled
