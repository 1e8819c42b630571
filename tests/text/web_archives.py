"""Writes WARC records, HTTP responses and feeds of invented pages, as crawlers store them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pyarrow as pa

PLACES = ("Bình Minh", "Hòa Lạc", "Suối Trai", "Vĩnh Thịnh", "Đồng Xoài")


def page(number: int) -> bytes:
    """An invented article as a page of HTML; no two numbers give the same."""
    commune = PLACES[number % len(PLACES)]
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Xã {commune} kết nạp {number + 31} đảng viên</title></head>'
        f"<body><article><h1>Xã {commune} kết nạp {number + 31} đảng viên</h1>\n<p>Chín tháng qua, Đảng bộ xã {commune} đã kết nạp được "
        f"{number + 31} đảng viên mới, trong đó có {number + 7} đảng viên là nữ và nhiều đoàn viên thanh niên ưu tú của địa phương.</p>\n"
        f"<p>Đến nay toàn Đảng bộ xã có {number + 412} đảng viên, đang sinh hoạt ở các chi bộ trực thuộc; chất lượng sinh hoạt được nâng "
        "lên rõ rệt.</p>\n</article></body></html>"
    ).encode()


def response(
    body: bytes, *, status: str = "HTTP/1.1 200 OK", content_type: str | None = "text/html; charset=UTF-8", headers: tuple[str, ...] = ()
) -> bytes:
    """An HTTP response."""
    lines = [status, *([f"Content-Type: {content_type}"] if content_type is not None else []), *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(block: bytes, number: int = 1, *, kind: str = "response", content_type: str = "", headers: tuple[str, ...] = ()) -> bytes:
    """A WARC record around a block."""
    said = content_type or ("application/http; msgtype=response" if kind == "response" else "text/html")
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:5b1f0a7e-0000-4000-8000-{number:012d}>",
        "WARC-Date: 2024-03-12T01:10:00Z",
        *(
            []
            if any(header.startswith("WARC-Target-URI") for header in headers)
            else [f"WARC-Target-URI: https://bao.example/{number}.html"]
        ),
        f"Content-Type: {said}",
        f"Content-Length: {len(block)}",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def pages(count: int) -> list[bytes]:
    """Records of that many pages."""
    return [record(response(page(number)), number) for number in range(1, count + 1)]


def chunked(body: bytes, size: int = 97, extension: bytes = b"") -> bytes:
    """A body in chunks."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces) + b"0\r\n\r\n"


def zstd(data: bytes) -> bytes:
    """One Zstandard frame."""
    packed: bytes = pa.compress(data, codec="zstd", asbytes=True)
    return packed


def brotli(data: bytes) -> bytes:
    """One Brotli stream."""
    packed: bytes = pa.compress(data, codec="brotli", asbytes=True)
    return packed


def gzipped(*members: bytes) -> bytes:
    """Gzip members, one after the other."""
    return b"".join(gzip.compress(member, mtime=0) for member in members)


def wacz(files: dict[str, bytes]) -> bytes:
    """A WACZ archive with its description and page list, and these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
        archive.writestr("pages/pages.jsonl", json.dumps({"url": "https://bao.example/1.html", "text": "Văn bản đã rút ra."}))
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b"vn,bao)/ 2024", mtime=0))
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
