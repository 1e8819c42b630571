"""What lies under the raw locations: names, sizes and times, never content."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tasks.store.access import AddressRefused, hide_passwords, identity_of
from tasks.store.file_times import moment_of
from tasks.store.folders import FoundEntry, look_at_file, walk_folder
from tasks.store.object_stores import list_store
from tasks.text.addresses import spell_name, unspell_name
from warehouse.printable import escape_line


class CannotList(RuntimeError):
    """A raw location could not be listed completely; nothing may be concluded from what is missing in it.

    `may_pass` is True when trying again may help: an object store did not answer.
    """

    def __init__(self, message: str, may_pass: bool = False) -> None:
        super().__init__(escape_line(hide_passwords(message)))
        self.may_pass = may_pass


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file as its storage lists it.

    `uri` is its identity (absolute, NFC, not percent-encoded, spelt as `tasks.text.addresses` says); `path` is what opens
    it: the bytes of a path on a disk, the full URL in an object store. `refused` is the reason code of what is listed and
    never opened, such as a FIFO, and `detail` what it is.
    """

    uri: str
    location_uri: str
    path: bytes
    size: int
    modified_at: datetime
    etag: str | None
    refused: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """All files under all raw locations, each once, in the order of their URIs."""

    locations: tuple[str, ...]
    files: tuple[ListedFile, ...]


def list_locations(raw: list[str], left_out: Path | None = None, left_out_address: str | None = None) -> Listing:
    """List every raw location; a file under two of them is listed once, under the outermost.

    `left_out` is a folder that is not entered where it lies in a location: the home, which is no raw material; `left_out_address` is
    its address on a store.

    Raises:
        CannotList: a location does not exist, or a part of it cannot be read.
    """
    locations = outermost([location_uri(location) for location in raw])
    listed = [file for location in locations for file in _list_location(location, left_out, left_out_address)]
    files = _settle_spellings(listed)
    return Listing(tuple(locations), tuple(sorted(files, key=lambda file: file.uri)))


def location_uri(location: str) -> str:
    r"""The absolute URI of a raw location: no `.` or `..`, symbolic links as they are, NFC, not percent-encoded.

    A path is taken as it is; what already is a URI keeps its escapes.

    >>> location_uri("s3://kho/bài báo/"), location_uri("file:///du/lieu/../tin")
    ('s3://kho/bài báo', 'file:///du/tin')
    >>> location_uri("/tin/vui!"), location_uri(r"file:///tin/vui\x21")
    ('file:///tin/vui\\x21', 'file:///tin/vui\\x21')
    """
    scheme, mark, rest = location.partition("://")
    if mark and scheme != "file":
        return f"{scheme}://{spell_name(unspell_name(rest.rstrip('/')))}"
    path = unspell_name(rest) if mark else os.path.expanduser(location)  # noqa: PTH111 - as the next line
    return f"file://{spell_name(os.path.abspath(path))}"  # noqa: PTH100 - Path.resolve would follow symbolic links


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
    """The path of a `file://` URI, up to NFC, or None for an object store."""
    return Path(unspell_name(uri.removeprefix("file://"))) if uri.startswith("file://") else None


def _list_location(location: str, left_out: Path | None, left_out_address: str | None) -> Iterator[ListedFile]:
    path = local_path(location)
    if path is None:
        home = f"{left_out_address}/".encode()
        yield from (one for one in _list_objects(location) if left_out_address is None or not one.path.startswith(home))
        return
    try:
        # The location is spelt as a URI; the folder on the disk may be spelt otherwise.
        found = path if path.exists() else _same_name(path)
        if found is None:
            raise CannotList(f"raw location {location} does not exist; check the path, or leave it out")
        entries = walk_folder(str(found), _identity(left_out)) if found.is_dir() else iter([look_at_file(str(found))])
        for entry in entries:
            yield _listed(entry, location)
    except OSError as error:
        raise CannotList(f"raw location {location} cannot be listed: {error.strerror}: {error.filename}; nothing was changed") from error


def _identity(folder: Path | None) -> frozenset[tuple[int, int]]:
    """Device and inode of a folder, if there is one."""
    if folder is None or not folder.exists():
        return frozenset()
    about = folder.stat()
    return frozenset({(about.st_dev, about.st_ino)})


def _same_name(path: Path) -> Path | None:
    """The existing path that is the same in NFC, if there is one."""
    found = Path(path.anchor)
    for part in path.parts[1:]:
        exact = found / part
        if exact.exists():
            found = exact
            continue
        if not found.is_dir():
            return None
        alike = [entry for entry in found.iterdir() if unicodedata.normalize("NFC", entry.name) == part]
        if not alike:
            return None
        found = min(alike)
    return found


def _listed(entry: FoundEntry, location: str) -> ListedFile:
    about = entry.status
    return ListedFile(
        _uri(location, entry.name), location, os.fsencode(entry.path), about.st_size, moment_of(about.st_mtime_ns),
        f"{about.st_ino:x}-{about.st_ctime_ns:x}",
        entry.refused, entry.detail,
    )  # fmt: skip


def _uri(location: str, name: str, *, is_normalised: bool = True) -> str:
    """The URI of what has that name from the location on; the location itself is a file when there is no name."""
    return f"{location.rstrip('/')}/{spell_name(name, is_normalised=is_normalised)}" if name else location


def _list_objects(location: str) -> Iterator[ListedFile]:
    try:
        found = list_store(_url(location))
        objects = list(found) if found is not None else None
    except AddressRefused as refusal:
        raise CannotList(str(refusal)) from None
    except Exception as error:  # every store raises its own kinds; whichever it is, the listing is not complete
        raise CannotList(f"raw location {location} cannot be listed: {type(error).__name__}: {error}; nothing was changed", True) from None
    if objects is None:  # a server answers the same where a password is wrong
        raise CannotList(f"raw location {location} does not exist, or does not let solieu in; check the address, or leave it out")
    for one in objects:
        scheme, _, key = identity_of(one.url).partition("://")
        path = one.url.encode("utf-8", "surrogateescape")
        yield ListedFile(f"{scheme}://{spell_name(key)}", location, path, one.size, one.modified_at, one.etag)


def _url(location: str) -> str:
    """What a store is asked for: the location without its escapes."""
    scheme, _, rest = location.partition("://")
    return f"{scheme}://{unspell_name(rest)}"


def _settle_spellings(files: list[ListedFile]) -> list[ListedFile]:
    """Give two files whose names are equal only in NFC each its own URI: the one not written in NFC keeps its spelling."""
    taken: dict[str, ListedFile] = {}
    settled: list[ListedFile] = []
    for file in sorted(files, key=lambda file: (file.uri, file.uri != _own_uri(file), file.path)):
        if file.uri not in taken:
            taken[file.uri] = file
            settled.append(file)
        elif taken[file.uri].path != file.path:
            settled.append(replace(file, uri=_own_uri(file)))
    return settled


def _own_uri(file: ListedFile) -> str:
    """The URI of a file with its name as it is written, not in NFC."""
    path = identity_of(os.fsdecode(file.path))
    scheme, mark, key = path.partition("://")
    if mark and not path.startswith("/"):
        return f"{scheme}://{spell_name(key, is_normalised=False)}"
    # As many parts as the URI has below its location; in a spelling there are as many slashes as in the name.
    parts = file.uri.count("/") - file.location_uri.rstrip("/").count("/")
    return _uri(file.location_uri, "/".join(path.split("/")[-parts:]) if parts else "", is_normalised=False)
