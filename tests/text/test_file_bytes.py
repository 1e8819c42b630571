"""Large files are read where they lie: the same documents, in little memory, from streams that do not disturb each other."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import tarfile
import tracemalloc
import zipfile
from functools import cache

import pytest
from both_ways import file_of, read_both_ways
from web_archives import gzipped, record, response, wacz, zstd

from tasks.text.file_bytes import FileBytes
from tasks.text.readers import read_documents
from tasks.text.records import LARGEST_DOCUMENT, RawDocument, Rejection

PAGES = 150
LETTERS = "abcdefghiklmnopqrstuvxyăâđêôơưàáảãạèéẻẽẹìíỉĩị      "


@cache
def _pages() -> list[bytes]:
    """Pages of some 40 KB, of letters that no packing makes small."""
    chance = random.Random(11)
    return [
        f"<html><body><h1>Tin số {number}</h1><p>{''.join(chance.choices(LETTERS, k=30_000))}</p></body></html>".encode()
        for number in range(PAGES)
    ]


def _tarred() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for number, page in enumerate(_pages()):
            info = tarfile.TarInfo(f"{number}.html")
            info.size = len(page)
            archive.addfile(info, io.BytesIO(page))
    return buffer.getvalue()


def _zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, page in enumerate(_pages()):
            archive.writestr(f"{number}.html", page)
    return buffer.getvalue()


def _lines() -> bytes:
    return b"".join(json.dumps({"html": page.decode()}, ensure_ascii=False).encode() + b"\n" for page in _pages())


def _records() -> list[bytes]:
    return [record(response(page), number) for number, page in enumerate(_pages())]


KINDS = {
    "a.tar": _tarred,
    "a.tar.gz": lambda: gzip.compress(_tarred(), 1),
    "a.tar.zst": lambda: zstd(_tarred()),
    "a.zip": _zipped,
    "a.jsonl": _lines,
    "a.jsonl.gz": lambda: gzip.compress(_lines(), 1),
    "a.warc": lambda: b"".join(_records()),
    "a.warc.gz": lambda: gzipped(*_records()),
    "a.warc.zst": lambda: b"".join(map(zstd, _records())),
    "a.wacz": lambda: wacz({"archive/a.warc.gz": gzipped(*_records())}),
}


@pytest.mark.parametrize("name", KINDS)
def test_an_archive_in_a_file_gives_the_same_documents_in_a_part_of_its_memory(name: str) -> None:
    data = KINDS[name]()
    found = read_both_ways(f"file:///raw/{name}", data)
    assert [type(document) for document in found] == [RawDocument] * PAGES
    with file_of(data) as held:
        del data, found
        tracemalloc.start()
        try:
            count = sum(1 for _ in read_documents(f"file:///raw/{name}", held))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert count == PAGES
        assert peak < len(held) / 2


def test_streams_are_read_independently_and_parts_end_where_they_should() -> None:
    data = bytes(range(256)) * 5_000
    with file_of(data) as held:
        whole, part = held.open(), held.open(1_000, 300)
        assert whole.read(10) == data[:10]
        assert (part.read(), part.read()) == (data[1_000:1_300], b"")
        assert whole.read() == data[10:]
        assert (part.seek(-5, 2), part.read()) == (295, data[1_295:1_300])
        assert (whole.seek(700_000), whole.read(4), whole.tell()) == (700_000, data[700_000:700_004], 700_004)
        assert (len(held), held.sha256()) == (len(data), hashlib.sha256(data).hexdigest())
        assert held.read(len(data) - 3, 99) == data[-3:]


@pytest.mark.parametrize("size", [1, 7, 1_000, None])
def test_patches_are_read_in_place_of_what_stands_there(size: int | None) -> None:
    data = bytes(100) * 100
    patches = {5: b"\1\2", 999: b"\3\4", 9_998: b"\5\6"}
    expected = bytearray(data)
    for place, patch in patches.items():
        expected[place : place + 2] = patch
    with file_of(data) as held, held.open(patches=patches) as stream:
        assert b"".join(iter(lambda: stream.raw.read(size if size is not None else -1), b"")) == expected


def test_a_file_that_is_cut_while_it_is_read_ends_there_and_says_so() -> None:
    data = KINDS["a.tar.gz"]()
    with file_of(data) as held:
        documents = read_documents("file:///raw/a.tar.gz", held)
        first = next(documents)
        held._file.truncate(len(data) // 2)  # type: ignore[union-attr]
        rest = list(documents)
    assert isinstance(first, RawDocument)
    assert isinstance(rest[-1], Rejection)
    assert rest[-1].reason == "broken_container"
    assert 1 < len(rest) < PAGES


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_page_too_large_for_an_article_is_refused_unread(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileBytes, "read", lambda _, start=0, size=None: b"<html>" if size else pytest.fail("read it whole"))
    with file_of(b"x" * (LARGEST_DOCUMENT + 1)) as held:
        (refused,) = read_documents(f"file:///raw/{name}", held)
    assert isinstance(refused, Rejection)
    assert (refused.reason, refused.detail) == ("too_large", f"{LARGEST_DOCUMENT + 1} bytes; at most {LARGEST_DOCUMENT}")
