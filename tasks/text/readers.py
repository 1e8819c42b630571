"""Files to raw documents, by their names: pages, feeds, JSON lines, compressed files, archives and web archives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from tasks.text.addresses import MemberAddresses
from tasks.text.feeds import FEED_HEAD, is_feed, read_feed
from tasks.text.file_bytes import FileBytes, Raw, open_raw
from tasks.text.json_lines import DEFAULT_FIELDS, JsonFields, read_json_lines
from tasks.text.known_formats import say_unreadable_name
from tasks.text.mhtml import read_mhtml
from tasks.text.records import LARGEST_DOCUMENT, Format, RawDocument, Rejection, reject_large
from tasks.text.tar_archives import read_tar
from tasks.text.unpacking import (
    LARGEST_CONTAINER,
    LARGEST_MEMBER,
    Allowance,
    BrokenContainerError,
    Member,
    UnsafeArchiveError,
    open_gzip,
    open_zstd,
)
from tasks.text.warc import is_warc_name, read_wacz, read_warc
from tasks.text.zip_archives import read_zip

_FORMATS: dict[str, Format] = {".txt": "txt", ".html": "html", ".htm": "html"}
_MHTML = (".mhtml", ".mht")
_FEEDS = (".xml", ".rss", ".atom", ".rdf")
_SINGLE = (*_FORMATS, *_MHTML)
"""Files of one document."""
_LINES = (".jsonl", ".ndjson")
_PACKED = {".gz": open_gzip, ".zst": open_zstd}
_ARCHIVES = (".zip", ".tar", ".tgz")
_WACZ = ".wacz"
_PACKED_KINDS = _SINGLE + _FEEDS + _LINES + (".tar",)
_KINDS = _SINGLE + _FEEDS + _LINES + _ARCHIVES + (_WACZ,)
MOST_DOCUMENTS = 500_000
"""Documents of one raw file, those that are refused among them: some million bytes can be packed lines without end."""
_DEEPEST = 3
"""Archives in archives that are opened: a .gz in a .zip in a .tar.gz."""


def is_readable_name(name: str) -> bool:
    """Whether a file of this name is one that solieu reads.

    >>> is_readable_name("a/b.HTML"), is_readable_name("c.jsonl.gz"), is_readable_name("d.pdf"), is_readable_name("e.gz")
    (True, True, False, False)
    """
    name = name.lower()
    stem, extension = _split(name)
    if extension in _PACKED:
        stem, extension = _split(stem)
        return extension in _PACKED_KINDS or is_warc_name(name)
    return extension in _KINDS or is_warc_name(name)


def is_container_name(name: str) -> bool:
    """Whether a file of this name may hold many documents.

    >>> is_container_name("a.tgz"), is_container_name("c.jsonl.gz"), is_container_name("d.html.gz"), is_container_name("e.warc")
    (True, True, False, True)
    """
    stem, extension = _split(name.lower())
    if extension in _PACKED:
        extension = _split(stem)[1]
    return extension in _LINES or extension in _ARCHIVES or extension == _WACZ or is_warc_name(name)


def _split(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension.lower()) if dot else (name, "")


def read_documents(
    uri: str, data: Raw, fields: JsonFields = DEFAULT_FIELDS, others: Counter[str] | None = None
) -> Iterator[RawDocument | Rejection]:
    """The documents that a file holds, each under its own address.

    A document of its own keeps the file's address; one in a container has `!member`, `!line`, `!ordinal` of a WARC record
    or `!id` of a feed's entry behind it. What cannot be read is a Rejection with its reason; the rest of the container is
    still read. Of a file whose bytes lie on a disk, only what is being worked on is in memory, pages and feeds aside. `others` counts by
    type the records of web archives that hold no page.
    """
    if not data:
        yield Rejection(uri, uri, "empty", "0 bytes")
        return
    documents = _read(uri, uri.rsplit("/", 1)[-1], data, _Source(uri, fields, Counter() if others is None else others))
    yield from islice(documents, MOST_DOCUMENTS)
    if next(documents, None) is not None:
        yield Rejection(uri, uri, "too_large", f"more than {MOST_DOCUMENTS} documents; the rest was not read, split the file")


@dataclass(frozen=True, slots=True)
class _Source:
    """The raw file that is read: its address, how its JSON is named, what it holds beside documents, what may still be unpacked of it, and
    how deep it is opened."""

    container: str
    fields: JsonFields
    others: Counter[str]
    allowance: Allowance = field(default_factory=Allowance)
    depth: int = 0

    def inside(self) -> _Source:
        """The same one level deeper."""
        return _Source(self.container, self.fields, self.others, self.allowance, self.depth + 1)


def _read(address: str, name: str, data: Raw, source: _Source) -> Iterator[RawDocument | Rejection]:
    stem, extension = _split(name)
    container = source.container
    if source.depth > _DEEPEST:
        yield Rejection(address, container, "unsafe_archive", f"archives in archives, more than {_DEEPEST} deep")
    elif not data:
        yield Rejection(address, container, "empty", "0 bytes")
    elif extension in _SINGLE + _FEEDS:
        yield from _read_whole(address, name, extension, data, container)
    elif is_warc_name(name):
        yield from read_warc(address, container, lambda: open_raw(data), len(data), source.others, source.allowance)
    elif extension == _WACZ:
        yield from read_wacz(address, container, data, source.others, source.allowance)
    elif extension in _LINES + _ARCHIVES or (extension in _PACKED and _split(stem)[1]):
        try:
            yield from _read_container(address, stem, extension, data, source)
        except UnsafeArchiveError as error:
            yield Rejection(address, container, "unsafe_archive", str(error))
        except BrokenContainerError as error:
            yield Rejection(address, container, "broken_container", str(error))
    else:
        yield Rejection(address, container, "unknown_format", say_unreadable_name(name))


def _read_whole(address: str, name: str, extension: str, data: Raw, container: str) -> Iterator[RawDocument | Rejection]:
    """The documents of a page or feed, for which all of it is needed at once; a page too large for an article is not read into memory."""
    form = _FORMATS.get(extension)
    if isinstance(data, FileBytes):
        if form is not None and len(data) > LARGEST_DOCUMENT and not is_feed(data.read(0, FEED_HEAD)):
            yield reject_large(address, container, len(data))
            return
        data = data.read()
    if extension in _FEEDS or (form is not None and is_feed(data)):
        yield from _read_feed_file(address, name, data, container)
    elif form is not None:
        yield RawDocument(address, container, form, data)
    else:
        yield read_mhtml(address, container, data)


def _read_feed_file(address: str, name: str, data: bytes, container: str) -> Iterator[RawDocument | Rejection]:
    if is_feed(data):
        yield from read_feed(address, container, data)
    else:
        yield Rejection(address, container, "unknown_format", f"{name}: XML that is no RSS or Atom feed; collect the pages themselves")


def _read_container(address: str, stem: str, extension: str, data: Raw, source: _Source) -> Iterator[RawDocument | Rejection]:
    """The documents of lines, archives and packed files.

    Raises:
        UnsafeArchiveError, BrokenContainerError: the rest of it cannot be read.
    """
    if extension == ".zip":
        yield from _read_members(address, read_zip(data, source.allowance), source)
    elif extension == ".tgz":
        yield from _read_members(address, read_tar(open_gzip(data, LARGEST_CONTAINER, source.allowance)), source)
    elif extension in _PACKED:
        yield from _read_packed(address, stem, extension, data, source)
    else:
        yield from _read_stream(address, extension, open_raw(data), source)


def _read_packed(address: str, stem: str, extension: str, data: Raw, source: _Source) -> Iterator[RawDocument | Rejection]:
    inner = _split(stem)[1]
    stream = _PACKED[extension](data, LARGEST_MEMBER if inner in _SINGLE + _FEEDS else LARGEST_CONTAINER, source.allowance)
    if inner == ".tar" or inner in _LINES:  # a container in no need of all its bytes at once
        yield from _read_stream(address, inner, stream, source.inside())
        return
    # The records and members of a packed container are addressed in it directly; a packed document is its only member.
    within = f"{address}!{stem}" if inner in _SINGLE else address
    yield from _read(within, stem, stream.read(), source.inside())


def _read_stream(address: str, extension: str, stream: BinaryIO, source: _Source) -> Iterator[RawDocument | Rejection]:
    if extension == ".tar":
        yield from _read_members(address, read_tar(stream), source)
    else:
        yield from read_json_lines(address, source.container, stream, source.fields)


def _read_members(address: str, members: Iterator[Member], source: _Source) -> Iterator[RawDocument | Rejection]:
    addresses, container, within = MemberAddresses(address), source.container, source.inside()
    for member in members:
        inside, repeated = addresses.give(member.name)
        if repeated:
            yield Rejection(inside, container, "broken_container", "a second member of that name in the container")
            continue
        if member.data is None:
            yield Rejection(inside, container, member.reason, member.detail)
            continue
        name = inside.rpartition("!")[2].rpartition("/")[2]
        form = _FORMATS.get(_split(name)[1])
        if form is not None and member.data and within.depth <= _DEEPEST and not is_feed(member.data):
            yield RawDocument(inside, container, form, member.data)  # as `_read` would say of most members, in a third of the time
        elif is_readable_name(member.name):
            yield from _read(inside, name, member.data, within)
        else:
            yield Rejection(inside, container, "unknown_format", say_unreadable_name(member.name))
