"""Reads the documents of raw bytes in memory and out of a file, which must give the same."""

from __future__ import annotations

import tempfile
from collections import Counter

from tasks.text.file_bytes import FileBytes
from tasks.text.json_lines import DEFAULT_FIELDS, JsonFields
from tasks.text.readers import read_documents
from tasks.text.records import RawDocument, Rejection


def read_both_ways(
    uri: str, data: bytes, fields: JsonFields = DEFAULT_FIELDS, others: Counter[str] | None = None
) -> list[RawDocument | Rejection]:
    """The documents; `others` counts what else is in it."""
    counted = Counter[str]() if others is None else others
    before = Counter(counted)
    found = list(read_documents(uri, data, fields, counted))
    in_file = Counter(before)
    with file_of(data) as held:
        assert list(read_documents(uri, held, fields, in_file)) == found
    assert in_file == counted
    return found


def file_of(data: bytes) -> FileBytes:
    """A file of those bytes."""
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the bytes
    file.write(data)
    return FileBytes(file)
