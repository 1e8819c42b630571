"""Archives, web archives and feeds that are damaged, lie, or were made to leave their folder. None unpacks to much."""

from __future__ import annotations

import base64
import gzip
import io
import json
import struct
import tarfile
import warnings
import zipfile
from random import Random

import pyarrow as pa
from hostile_pages import Kind, article

TEXT = "Chi bộ thôn có 12 đảng viên.\n"


def zip_of(members: list[tuple[str, bytes]], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive; names may come twice."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = kind
            archive.writestr(info, data)
    return buffer.getvalue()


def tar_of(members: list[tuple[str, bytes]], **header: object) -> bytes:
    """A tar archive; `header` are attributes of every member."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for key, value in header.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(data) if info.isreg() else None)
    return buffer.getvalue()


def _members(random: Random) -> list[tuple[str, bytes]]:
    return [(f"bài-{random.randrange(10**6)}.txt", article(random).encode()) for _ in range(2)]


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(1, len(data))]


def _flip(random: Random, data: bytes) -> bytes:
    flipped = bytearray(data)
    for _ in range(3):
        flipped[random.randrange(len(flipped))] ^= 1 << random.randrange(8)
    return bytes(flipped)


def _set_flags(data: bytes, flags: int) -> bytes:
    """The archive with flags in every local and central header of its zip."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<H", changed, at + offset, flags)
            at = data.find(signature, at + 4)
    return bytes(changed)


def _set_method(data: bytes, method: int) -> bytes:
    return _set_number(data, (8, 10), "<H", method)


def _set_number(data: bytes, offsets: tuple[int, int], form: str, value: int) -> bytes:
    changed = bytearray(data)
    for signature, offset in zip((b"PK\x03\x04", b"PK\x01\x02"), offsets, strict=True):
        struct.pack_into(form, changed, data.find(signature) + offset, value)
    return bytes(changed)


def _nested(random: Random, levels: int) -> bytes:
    data, name = article(random).encode(), "a.txt"
    for _ in range(levels):
        data, name = zip_of([(name, data)]), "a.zip"
    return data


def _warc(
    random: Random, url: str = "https://bao.example.vn/x", length: int | None = None, http: str = "", date: str = "2020-01-02T03:04:05Z"
) -> bytes:
    body = ("<html><body>" + "".join(f"<p>{line}</p>" for line in article(random).split("\n")) + "</body></html>").encode()
    message = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{http}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:{random.getrandbits(128):032x}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(message) if length is None else length}\r\n\r\n"
    )
    return head.encode("utf-8", "surrogatepass") + message + b"\r\n\r\n"


def _feed(random: Random, ids: list[str], head: str = "") -> bytes:
    content = article(random) * 2
    items = "".join(f"<item><guid>{name}</guid><title>Tin</title><description>{content}</description></item>" for name in ids)
    return f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def _mhtml(random: Random, payload: str, boundary: str = "--x") -> bytes:
    return (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\nSnapshot-Content-Location: http://[::1\r\n\r\n'
        f"{boundary}\r\nContent-Type: text/html; charset=không\r\nContent-Transfer-Encoding: base64\r\n\r\n{payload}\r\n--x--\r\n"
    ).encode()


ZIPS: dict[str, Kind] = {
    "zip-none": lambda random: b"PK\x03\x04" + random.randbytes(200),
    "zip-empty": lambda random: zip_of([]),
    "zip-folders-only": lambda random: zip_of([("a/", b""), ("a/b/", b"")]),
    "zip-cut": lambda random: _cut(random, zip_of(_members(random))),
    "zip-flipped": lambda random: _flip(random, zip_of(_members(random))),
    "zip-junk-around": lambda random: random.randbytes(100) + zip_of(_members(random)) + random.randbytes(20),
    "zip-false-utf8": lambda random: zip_of([(f"é{random.randrange(99)}.txt", TEXT.encode()), *_members(random)]).replace(
        "é".encode(), b"\xff\xe9"
    ),
    "zip-climbs": lambda random: zip_of([("../../etc/x.txt", TEXT.encode()), ("/x.txt", b"x"), ("C:\\x.txt", b"x"), *_members(random)]),
    "zip-twice-a-name": lambda random: zip_of([("a.txt", TEXT.encode())] * 3 + [("a.txt!!2", b"x")]),
    "zip-odd-names": lambda random: zip_of(
        [("a\nb.txt", b"x"), ("a!b.txt", b"x"), ("\u202ea.txt", b"x"), ("a\\x21b.txt", b"x"), ("", b"x"), (".txt", b"x")]
    ),
    "zip-encrypted": lambda random: _set_flags(zip_of(_members(random)), 0x801),
    "zip-no-such-method": lambda random: _set_method(zip_of(_members(random)), random.choice((1, 6, 97, 255))),
    "zip-lying-size": lambda random: _set_number(zip_of(_members(random)), (22, 24), "<L", random.choice((0, 1, 1 << 30))),
    "zip-lying-packed-size": lambda random: _set_number(zip_of(_members(random)), (18, 20), "<L", random.choice((0, 1, 1 << 30))),
    "zip-lzma-flipped": lambda random: _flip(random, zip_of(_members(random), zipfile.ZIP_LZMA)),
    "zip-bzip2-flipped": lambda random: _flip(random, zip_of(_members(random), zipfile.ZIP_BZIP2)),
    "zip-nested": lambda random: _nested(random, random.randrange(2, 7)),
    "zip-many-members": lambda random: zip_of([(f"{number}.txt", b"") for number in range(60)]),
    "zip-unpacks-to-much": lambda random: zip_of([("a.txt", b"0" * 500_000), *_members(random)]),
    "zip-of-everything": lambda random: zip_of(
        [("a.pdf", b"%PDF"), ("b.tar", tar_of(_members(random))), ("c.jsonl", b"{}"), ("d.warc", b"x"), ("e.gz", b"")]
    ),
}

TARS: dict[str, Kind] = {
    "tar-none": lambda random: random.randbytes(1_500),
    "tar-cut": lambda random: _cut(random, tar_of(_members(random))),
    "tar-flipped": lambda random: _flip(random, tar_of(_members(random))),
    "tar-links": lambda random: tar_of([("a.txt", b"")], type=tarfile.SYMTYPE, linkname="/etc/passwd") + tar_of(_members(random)),
    "tar-devices": lambda random: tar_of(
        [("a.txt", b""), ("b.txt", b"")], type=random.choice((tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.LNKTYPE))
    ),
    "tar-name-not-utf8": lambda random: tar_of([("b\udce9.txt", TEXT.encode()), *_members(random)]),
    "tar-long-names": lambda random: tar_of([("dài/" * 120 + "a.txt", TEXT.encode()), *_members(random)]),
    "tar-odd-attributes": lambda random: tar_of(
        _members(random),
        pax_headers={"mtime": random.choice(("nan", "1e999", "x")), "uid": "-1", "path.x": "\udcff", "comment": "x" * 2_000},
    ),
    "tar-old-and-new-times": lambda random: tar_of(_members(random), mtime=random.choice((-(10**9), 10**11))),
    "tar-climbs": lambda random: tar_of([("../a.txt", b"x"), ("/a.txt", b"x"), ("a/../../b.txt", b"x"), *_members(random)]),
    "tar-twice-a-name": lambda random: tar_of(
        [("a.txt", b"x"), ("a.txt", TEXT.encode()), ("Hu\u1ebf.txt", b"x"), ("Hue\u0302\u0301.txt", b"x")]
    ),
}

PACKED: dict[str, tuple[str, Kind]] = {
    "gzip-cut": (".txt.gz", lambda random: _cut(random, gzip.compress(article(random).encode(), mtime=0))),
    "gzip-flipped": (".jsonl.gz", lambda random: _flip(random, gzip.compress(json.dumps({"text": article(random)}).encode() * 3, mtime=0))),
    "gzip-junk-behind": (".txt.gz", lambda random: gzip.compress(article(random).encode(), mtime=0) + random.randbytes(50)),
    "gzip-of-gzip": (".gz.gz", lambda random: gzip.compress(gzip.compress(article(random).encode(), mtime=0), mtime=0)),
    "gzip-empty": (".html.gz", lambda random: gzip.compress(b"", mtime=0)),
    "gzip-unpacks-to-much": (".txt.gz", lambda random: gzip.compress(b"0" * 900_000, mtime=0)),
    "gzip-lines-unpack-to-much": (".jsonl.gz", lambda random: gzip.compress((b'{"text": "' + b"x" * 9_000 + b'"}\n') * 100, mtime=0)),
    "zstd-cut": (".html.zst", lambda random: _cut(random, pa.compress(article(random).encode(), codec="zstd", asbytes=True))),
    "zstd-flipped": (".txt.zst", lambda random: _flip(random, pa.compress(article(random).encode(), codec="zstd", asbytes=True))),
    "tar-gzip-cut": (".tar.gz", lambda random: _cut(random, gzip.compress(tar_of(_members(random)), mtime=0))),
    "tar-zstd": (".tar.zst", lambda random: pa.compress(tar_of(_members(random)), codec="zstd", asbytes=True)),
    "warc-none": (".warc", lambda random: random.randbytes(400)),
    "warc-cut": (".warc", lambda random: _cut(random, _warc(random) + _warc(random))),
    "warc-flipped": (".warc.gz", lambda random: _flip(random, gzip.compress(_warc(random), mtime=0))),
    "warc-lying-length": (".warc", lambda random: _warc(random, length=random.choice((0, 5, 10**9))) + _warc(random)),
    "warc-false-encoding": (
        ".warc",
        lambda random: _warc(random, http=f"Content-Encoding: {random.choice(('gzip', 'br', 'x'))}\r\n") + _warc(random),
    ),
    "warc-odd-url": (".warc", lambda random: _warc(random, url=random.choice(("\ud800", "http://[::1", "<\x1b[31m>", "x" * 5_000)))),
    "warc-odd-date": (".warc", lambda random: _warc(random, date=random.choice(("0000-00-00T00:00:00Z", "99999", "\udcff")))),
    "wacz-none": (".wacz", lambda random: zip_of([("archive/a.warc.gz", random.randbytes(90)), ("datapackage.json", b"{")])),
    "mhtml-none": (".mhtml", lambda random: random.randbytes(400)),
    "mhtml-broken": (
        ".mht",
        lambda random: _mhtml(random, base64.b64encode(article(random).encode()).decode()[:-3] + "!", random.choice(("--x", "--y"))),
    ),
    "feed-cut": (".xml", lambda random: _cut(random, _feed(random, ["a", "b"]))),
    "feed-twice-an-id": (".rss", lambda random: _feed(random, ["a", "a", "a!!2", "x!1", "&#27;[31m", "&#xD800;", ""])),
    "feed-few-entities": (".xml", lambda random: _feed(random, ["&c;"], '<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]>')),
    "no-such-kind": (".pdf", lambda random: random.randbytes(60)),
    "no-ending": ("", lambda random: article(random).encode()),
}
