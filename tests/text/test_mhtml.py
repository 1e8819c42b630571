"""MHTML: the page of a file that a browser saved."""

from __future__ import annotations

import base64
import quopri

import pytest
from web_archives import page

from tasks.text.cleaning import clean_document
from tasks.text.readers import read_documents
from tasks.text.records import CleanedDocument, RawDocument, Rejection

PAGE = page(3)
PICTURE = b"--MARK\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
FRAME = b"--MARK\r\nContent-Type: text/html\r\nContent-ID: <frame-2@mhtml.blink>\r\n\r\n<p>quang cao</p>\r\n"


def saved(body: bytes, encoding: str, *, charset: str = "utf-8", before: bytes = b"", after: bytes = PICTURE, start: str = "") -> bytes:
    """A file as Chromium saves it: the page first, what it loads behind it."""
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://bao.example/3.html\r\nSubject: Tin\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="MARK"' + start.encode() + b"\r\n\r\n" + before + b"--MARK\r\n"
        b"Content-Type: text/html; charset="
        + charset.encode()
        + b"\r\nContent-ID: <page@mhtml.blink>\r\nContent-Transfer-Encoding: "
        + encoding.encode()
        + b"\r\nContent-Location: https://bao.example/3.html\r\n\r\n"
        + body
        + b"\r\n"
        + after
        + b"--MARK--\r\n"
    )


def read(data: bytes, name: str = "tin.mhtml") -> RawDocument | Rejection:
    (document,) = read_documents(f"file:///raw/{name}", data)
    return document


@pytest.mark.parametrize(
    "data",
    [saved(quopri.encodestring(PAGE), "quoted-printable"), saved(base64.encodebytes(PAGE), "base64"), saved(PAGE, "8bit")],
    ids=["quoted-printable", "base64", "8bit"],
)
@pytest.mark.parametrize("name", ["tin.mhtml", "tin.MHT"])
def test_the_page_is_read_decoded(data: bytes, name: str) -> None:
    document = read(data, name)
    assert isinstance(document, RawDocument)
    assert (document.source_uri, document.hints) == (f"file:///raw/{name}", {"url": "https://bao.example/3.html"})
    cleaned = clean_document(document)
    assert isinstance(cleaned, CleanedDocument)
    assert cleaned.article.title == "Xã Vĩnh Thịnh kết nạp 34 đảng viên"
    assert "415 đảng viên" in cleaned.article.text
    assert "=C3" not in cleaned.article.text


def test_the_page_is_the_part_that_the_file_names() -> None:
    document = read(saved(PAGE, "8bit", before=FRAME, start='; start="<page@mhtml.blink>"'))
    assert isinstance(document, RawDocument)
    assert document.data.rstrip() == PAGE


def test_a_page_in_an_old_encoding_that_only_its_part_names_is_text() -> None:
    words = "<html><body><p>Giá lúa tăng.</p></body></html>".encode("utf-16-le")
    document = read(saved(base64.encodebytes(words), "base64", charset="utf-16le"))
    assert isinstance(document, RawDocument)
    assert "Giá lúa tăng." in document.data.decode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx", "broken_container"),
        (b"nothing of that kind", "broken_container"),
        (saved(b"", "8bit"), "empty"),
        (saved(PAGE, "8bit").partition(b"</p>")[0], "broken_container"),
    ],
)
def test_what_is_no_whole_page_says_so(data: bytes, reason: str) -> None:
    document = read(data)
    assert isinstance(document, Rejection)
    assert document.reason == reason


def test_a_file_that_is_cut_behind_its_page_is_read() -> None:
    assert isinstance(read(saved(PAGE, "8bit").removesuffix(b"--MARK--\r\n")), RawDocument)
