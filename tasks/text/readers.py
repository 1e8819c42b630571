"""Files to raw documents: plain text, HTML, JSON lines, compressed files, archives and WARC."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.text.records import Format, RawDocument, Rejection

_FORMATS: dict[str, Format] = {".txt": "txt", ".html": "html", ".htm": "html"}


def is_readable_name(name: str) -> bool:
    """Whether a file of this name is one that solieu reads.

    >>> is_readable_name("a/b.HTML"), is_readable_name("c.pdf")
    (True, False)
    """
    return _format_of(name) is not None


def _format_of(name: str) -> Format | None:
    _, dot, extension = name.lower().rpartition(".")
    return _FORMATS.get(dot + extension)


def read_documents(uri: str, data: bytes) -> Iterator[RawDocument | Rejection]:
    """The documents that a file holds, each under its own address."""
    kind = _format_of(uri)
    if kind is None:
        yield Rejection(uri, uri, "unknown_format", "not a name that solieu reads")
        return
    if not data:
        yield Rejection(uri, uri, "empty", "0 bytes")
        return
    yield RawDocument(uri, uri, kind, data)
