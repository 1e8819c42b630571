"""JSON lines to raw documents: one object a line, its fields by the names that crawlers and corpora give them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tasks.text.contents import as_html
from tasks.text.records import RawDocument, Rejection

LARGEST_LINE = 16_000_000
"""Bytes of one JSON line: what Python makes of it takes up to thirty times as many, and no article comes near."""


@dataclass(frozen=True, slots=True)
class JsonFields:
    """Names of the fields of a JSON line; the first of each that is there counts."""

    url: tuple[str, ...] = ("url", "link", "source_url")
    title: tuple[str, ...] = ("title", "headline")
    text: tuple[str, ...] = ("text", "content", "body", "raw_content")
    html: tuple[str, ...] = ("html", "raw_html")
    date: tuple[str, ...] = ("date", "published_at", "publish_date", "published", "timestamp")


DEFAULT_FIELDS = JsonFields()
_WHOLE_DOCUMENT = (b"[", b"{", b"[{")
_SURROGATES = re.compile(f"[{chr(0xD800)}-{chr(0xDFFF)}]")
"""Halves of a character, which JSON can spell and no text can hold."""


def read_json_lines(address: str, container: str, stream: BinaryIO, fields: JsonFields) -> Iterator[RawDocument | Rejection]:
    """The documents of a file of JSON lines, each under `!line`.

    A line that is no JSON object, or has no text, is a Rejection; one JSON document over many lines is one.
    """
    begins = True
    for number, line in enumerate(iter(lambda: stream.readline(LARGEST_LINE + 1), b""), 1):
        inside = f"{address}!{number}"
        if len(line) > LARGEST_LINE:
            yield Rejection(inside, container, "too_large", f"line {number} has more than {LARGEST_LINE} bytes")
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST_LINE)  # noqa: PLW2901 - the rest of it
            continue
        if line.isspace():
            continue
        if begins and line.strip() in _WHOLE_DOCUMENT:
            told = "one JSON document over many lines, not one object a line; write it with jq -c '.[]' (a list) or jq -c ."
            yield Rejection(address, container, "broken_container", told)
            return
        begins = False
        try:
            record = _parse(line)
        except (ValueError, RecursionError) as error:
            yield Rejection(inside, container, "broken_container", f"line {number} is not JSON: {str(error)[:200]}")
            continue
        if not isinstance(record, dict):
            yield Rejection(inside, container, "broken_container", f"line {number} holds {_kind_of(record)} and no object")
            continue
        try:
            yield _json_document(inside, container, number, record, fields)
        except UnicodeEncodeError:
            whole = {name: _SURROGATES.sub("\ufffd", value) if isinstance(value, str) else value for name, value in record.items()}
            yield _json_document(inside, container, number, whole, fields)


def _parse(line: bytes) -> object:
    """What a line spells. Nearly all are UTF-8; the library finds out any other encoding, and says what is wrong.

    Raises:
        ValueError, RecursionError: it is not JSON.
    """
    try:
        return json.loads(line.decode())
    except ValueError:
        return json.loads(line)


def _json_document(address: str, container: str, number: int, record: dict[str, object], fields: JsonFields) -> RawDocument | Rejection:
    """The document of one object.

    Raises:
        UnicodeEncodeError: a field that is used holds half a character.
    """
    page, text = _field(record, fields.html), _field(record, fields.text)
    marked = None if page else as_html(text)
    content = page or marked or text
    if not content:
        return Rejection(address, container, "empty", f"line {number} has none of the fields {', '.join(fields.html + fields.text)}")
    found = {"url": _field(record, fields.url), "title": _field(record, fields.title), "date": _field(record, fields.date)}
    hints = {key: value for key, value in found.items() if value}
    "".join(hints.values()).encode()
    title = hints.get("title", "")
    if not page and title and title not in content[: len(title) + 200]:
        content = f"<h1>{html.escape(title, quote=False)}</h1>\n{content}" if marked else f"{title}\n\n{content}"
    return RawDocument(address, container, "html" if page or marked else "txt", content.encode(), hints)


def _kind_of(record: object) -> str:
    """What a JSON line is that is no object; a list of objects says how it is read.

    >>> _kind_of([{}]), _kind_of(3)
    ("a list (write its objects one a line, with jq -c '.[]')", 'a bare value')
    """
    return "a list (write its objects one a line, with jq -c '.[]')" if isinstance(record, list) else "a bare value"


def _field(record: dict[str, object], names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if value is None:
            continue
        if isinstance(value, str):
            stripped = value.strip()
            if stripped:
                return stripped if name not in ("text", "html") else value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""
