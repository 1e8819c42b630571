"""Files to raw documents: plain text, HTML, JSON lines, compressed files, archives and WARC."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from tasks.text.addresses import MemberAddresses
from tasks.text.records import Format, RawDocument, Rejection
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
from tasks.text.zip_archives import read_zip

_FORMATS: dict[str, Format] = {".txt": "txt", ".html": "html", ".htm": "html"}
_LINES = (".jsonl", ".ndjson")
_PACKED = {".gz": open_gzip, ".zst": open_zstd}
_ARCHIVES = (".zip", ".tar", ".tgz")
LARGEST_LINE = 16_000_000
"""Bytes of one JSON line: what Python makes of it takes up to thirty times as many, and no article comes near."""
_DEEPEST = 3
"""Archives in archives that are opened: a .gz in a .zip in a .tar.gz."""


@dataclass(frozen=True, slots=True)
class JsonFields:
    """Names of the fields of a JSON line; the first of each that is there counts."""

    url: tuple[str, ...] = ("url", "link", "source_url")
    title: tuple[str, ...] = ("title", "headline")
    text: tuple[str, ...] = ("text", "content", "body", "raw_content")
    html: tuple[str, ...] = ("html", "raw_html")
    date: tuple[str, ...] = ("date", "published_at", "publish_date", "published", "timestamp")


DEFAULT_FIELDS = JsonFields()
_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of a character, which JSON can spell and no text can hold."""


def is_readable_name(name: str) -> bool:
    """Whether a file of this name is one that solieu reads.

    >>> is_readable_name("a/b.HTML"), is_readable_name("c.jsonl.gz"), is_readable_name("d.pdf"), is_readable_name("e.gz")
    (True, True, False, False)
    """
    name = name.lower()
    stem, extension = _split(name)
    if extension in _PACKED:
        inner = _split(stem)[1]
        return inner in _FORMATS or inner in _LINES or inner in (".tar", ".warc")
    return extension in _FORMATS or extension in _LINES or extension in (".zip", ".tar", ".tgz", ".warc")


def _split(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension.lower()) if dot else (name, "")


def read_documents(uri: str, data: bytes, fields: JsonFields = DEFAULT_FIELDS) -> Iterator[RawDocument | Rejection]:
    """The documents that a file holds, each under its own address.

    A document of its own keeps the file's address; one in a container has `!member`, `!line` or `!offset` behind it. What
    cannot be read is a Rejection with its reason; the rest of the container is still read.
    """
    if not data:
        yield Rejection(uri, uri, "empty", "0 bytes")
        return
    yield from _read(uri, uri.rsplit("/", 1)[-1], data, _Source(uri, fields))


@dataclass(frozen=True, slots=True)
class _Source:
    """The raw file that is read: its address, how its JSON is named, what may still be unpacked of it, and how deep it is opened."""

    container: str
    fields: JsonFields
    allowance: Allowance = field(default_factory=Allowance)
    depth: int = 0

    def inside(self) -> _Source:
        """The same one level deeper."""
        return replace(self, depth=self.depth + 1)


def _read(address: str, name: str, data: bytes, source: _Source) -> Iterator[RawDocument | Rejection]:
    stem, extension = _split(name)
    container = source.container
    if source.depth > _DEEPEST:
        yield Rejection(address, container, "unsafe_archive", f"archives in archives, more than {_DEEPEST} deep")
    elif extension in _FORMATS:
        if data:
            yield RawDocument(address, container, _FORMATS[extension], data)
        else:
            yield Rejection(address, container, "empty", "0 bytes")
    elif extension == ".warc" or name.lower().endswith(".warc.gz"):
        yield from _read_warc(address, container, data)
    elif extension in (*_LINES, *_ARCHIVES) or (extension in _PACKED and _split(stem)[1]):
        try:
            yield from _read_container(address, stem, extension, data, source)
        except UnsafeArchiveError as error:
            yield Rejection(address, container, "unsafe_archive", str(error))
        except BrokenContainerError as error:
            yield Rejection(address, container, "broken_container", str(error))
    else:
        yield Rejection(address, container, "unknown_format", f"{name}: not a name that solieu reads")


def _read_container(address: str, stem: str, extension: str, data: bytes, source: _Source) -> Iterator[RawDocument | Rejection]:
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
        yield from _read_stream(address, extension, io.BytesIO(data), source)


def _read_packed(address: str, stem: str, extension: str, data: bytes, source: _Source) -> Iterator[RawDocument | Rejection]:
    inner = _split(stem)[1]
    stream = _PACKED[extension](data, LARGEST_MEMBER if inner in _FORMATS else LARGEST_CONTAINER, source.allowance)
    if inner == ".tar" or inner in _LINES:  # a container in no need of all its bytes at once
        yield from _read_stream(address, inner, stream, source.inside())
        return
    # The records and members of a packed container are addressed in it directly; a packed document is its only member.
    within = f"{address}!{stem}" if inner in _FORMATS else address
    yield from _read(within, stem, stream.read(), source.inside())


def _read_stream(address: str, extension: str, stream: BinaryIO, source: _Source) -> Iterator[RawDocument | Rejection]:
    if extension == ".tar":
        yield from _read_members(address, read_tar(stream), source)
    else:
        yield from _read_json_lines(address, stream, source)


def _read_members(address: str, members: Iterator[Member], source: _Source) -> Iterator[RawDocument | Rejection]:
    addresses, container = MemberAddresses(address), source.container
    for member in members:
        inside, repeated = addresses.give(member.name)
        if repeated:
            yield Rejection(inside, container, "broken_container", "a second member of that name in the container")
        elif member.data is None:
            yield Rejection(inside, container, member.reason, member.detail)
        elif not is_readable_name(member.name):
            yield Rejection(inside, container, "unknown_format", f"{member.name}: not a name that solieu reads")
        else:
            yield from _read(inside, inside.rpartition("!")[2].rpartition("/")[2], member.data, source.inside())


def _read_json_lines(address: str, stream: BinaryIO, source: _Source) -> Iterator[RawDocument | Rejection]:
    container = source.container
    for number, line in enumerate(iter(lambda: stream.readline(LARGEST_LINE + 1), b""), 1):
        inside = f"{address}!{number}"
        if len(line) > LARGEST_LINE:
            yield Rejection(inside, container, "too_large", f"line {number} has more than {LARGEST_LINE} bytes")
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST_LINE)  # noqa: PLW2901 - the rest of it
            continue
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Rejection(inside, container, "broken_container", f"line {number} is not JSON: {str(error)[:200]}")
            continue
        yield _json_document(inside, container, number, record, source.fields)


def _json_document(address: str, container: str, number: int, record: object, fields: JsonFields) -> RawDocument | Rejection:
    if not isinstance(record, dict):
        return Rejection(address, container, "broken_container", f"line {number} holds no object")
    html, text = _field(record, fields.html), _field(record, fields.text)
    content = html or text
    if not content:
        return Rejection(address, container, "empty", f"line {number} has none of the fields {', '.join(fields.html + fields.text)}")
    found = {"url": _field(record, fields.url), "title": _field(record, fields.title), "date": _field(record, fields.date)}
    hints = {key: value for key, value in found.items() if value}
    title = hints.get("title", "")
    if not html and title and title not in content[: len(title) + 200]:
        content = f"{title}\n\n{content}"
    return RawDocument(address, container, "html" if html else "txt", content.encode(), hints)


def _field(record: dict[str, object], names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            value = _SURROGATES.sub("\ufffd", value)
            return value.strip() if name not in ("text", "html") else value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def _read_warc(address: str, container: str, data: bytes) -> Iterator[RawDocument | Rejection]:
    """Response records that are pages; what was not found or is a picture is no document."""
    try:
        records = ArchiveIterator(
            io.BytesIO(data), record_types=WarcRecordType.response, parse_http=True, max_content_length=LARGEST_MEMBER
        )
        for record in records:
            kind = _warc_format(record)
            if kind is None:
                continue
            inside = f"{address}!{record.stream_pos}"
            content = record.reader.read()
            hints = {"url": record.headers.get("WARC-Target-URI") or "", "date": ""}
            if content:
                yield RawDocument(inside, container, kind, content, {key: value for key, value in hints.items() if value})
            else:
                yield Rejection(inside, container, "empty", "a response without a body")
    except (OSError, ValueError) as error:
        yield Rejection(address, container, "broken_container", f"warc: {error}")


def _warc_format(record: object) -> Format | None:
    headers = getattr(record, "http_headers", None)
    if headers is None or headers.status_code != 200:
        return None
    content_type = (getattr(record, "http_content_type", None) or "").lower()
    if "html" in content_type:
        return "html"
    return "txt" if content_type == "text/plain" else None
