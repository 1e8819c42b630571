"""Files to documents: one file, many documents, and what must be refused."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

import pyarrow as pa
import pytest
from both_ways import read_both_ways

from tasks.text import json_lines, readers, tar_archives, unpacking
from tasks.text.readers import JsonFields, is_readable_name
from tasks.text.records import RawDocument, Rejection
from tasks.text.unpacking import UnsafeArchiveError, check_member_name

TEXT = "Đảng bộ xã có 74 đảng viên.".encode()
HTML = b"<html><body><p>x</p></body></html>"


def read(name: str, data: bytes) -> list[tuple[str, str]]:
    """Address behind the file's own and format or reason of every document."""
    found = []
    for document in read_both_ways(f"file:///raw/{name}", data):
        assert document.container_uri == f"file:///raw/{name}"
        address = document.source_uri.removeprefix(f"file:///raw/{name}")
        found.append((address, document.format if isinstance(document, RawDocument) else document.reason))
    return found


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(members: dict[str, bytes], link: str | None = None) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo(link)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return buffer.getvalue()


def warc_record(url: str, body: bytes, kind: str = "text/html", status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", TEXT, [("", "txt")]),
        ("a.HTM", HTML, [("", "html")]),
        ("a.txt", b"", [("", "empty")]),
        ("a.pdf", b"%PDF", [("", "unknown_format")]),
        ("a.txt.gz", gzip.compress(TEXT, mtime=0), [("!a.txt", "txt")]),
        ("a.html.zst", pa.compress(HTML, codec="zstd", asbytes=True), [("!a.html", "html")]),
        ("a.txt.gz", b"no gzip", [("", "broken_container")]),
        ("a.html.zst", b"no zstd", [("", "broken_container")]),
        ("a.txt.gz", gzip.compress(b"0" * 9_000_000, mtime=0), [("", "unsafe_archive")]),
        ("a.zip", zipped({"b.txt": TEXT, "a/c.html": HTML}), [("!a/c.html", "html"), ("!b.txt", "txt")]),
        ("a.zip", zipped({"../b.txt": TEXT, "p.jpg": b"x"}), [("!../b.txt", "unsafe_archive"), ("!p.jpg", "unknown_format")]),
        ("a.zip", zipped({"bomb.txt": b"0" * 9_000_000, "z.txt": TEXT}), [("!bomb.txt", "unsafe_archive"), ("!z.txt", "txt")]),
        ("a.zip", zipped({"c.zip": zipped({"d.txt": TEXT})}), [("!c.zip!d.txt", "txt")]),
        ("a.zip", b"PK no zip", [("", "broken_container")]),
        ("a.tar", tarred({"d/x.txt": TEXT}, link="l.txt"), [("!d/x.txt", "txt"), ("!l.txt", "unsafe_archive")]),
        ("a.tar.gz", gzip.compress(tarred({"x.txt": TEXT}), mtime=0), [("!x.txt", "txt")]),
        ("a.tgz", gzip.compress(tarred({"x.txt": TEXT}), mtime=0), [("!x.txt", "txt")]),
        ("a.tar.gz", gzip.compress(tarred({"x.txt": TEXT}), mtime=0)[:-20], [("", "broken_container")]),
        ("a.warc", warc_record("http://a.vn/1", HTML) + warc_record("http://a.vn/2", b"x", "image/png"), [("!1", "html")]),
        ("a.warc.gz", gzip.compress(warc_record("http://a.vn/1", HTML), mtime=0), [("!1", "html")]),
        ("a.warc", warc_record("http://a.vn/1", HTML, status="404 Not Found"), [("", "empty")]),
        ("a.warc", b"no warc at all " * 20, [("!1", "broken_container")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # archives hold the time they were made, a name must not
)
def test_documents_of_a_file(name: str, data: bytes, expected: list[tuple[str, str]]) -> None:
    assert read(name, data) == expected


def test_archives_in_archives_have_an_end() -> None:
    data = TEXT
    name = "a.txt"
    for _ in range(6):
        data, name = zipped({name: data}), "a.zip"
    assert [reason for _, reason in read("a.zip", data)] == ["unsafe_archive"]


def test_json_lines() -> None:
    rows = [
        json.dumps({"url": "https://bao.vn/a.htm", "title": "Tiêu đề", "text": "Nội dung bài.", "date": "2023-05-04"}, ensure_ascii=False),
        "",
        "{broken",
        json.dumps({"url": "https://bao.vn/b.htm"}),
        json.dumps(["no", "object"]),
        json.dumps({"html": "<p>x</p>"}),
    ]
    found = read_both_ways("file:///a.jsonl", "\n".join(rows).encode())
    first = found[0]
    assert isinstance(first, RawDocument)
    assert first.source_uri == "file:///a.jsonl!1"
    assert first.hints == {"url": "https://bao.vn/a.htm", "title": "Tiêu đề", "date": "2023-05-04"}
    assert first.data.decode() == "Tiêu đề\n\nNội dung bài."
    assert [document.reason for document in found if isinstance(document, Rejection)] == ["broken_container", "empty", "broken_container"]
    assert [document.source_uri for document in found][-1] == "file:///a.jsonl!6"


def test_json_fields_are_configurable() -> None:
    data = json.dumps({"noi_dung": "Bài viết."}, ensure_ascii=False).encode()
    (document,) = read_both_ways("file:///a.jsonl", data, JsonFields(text=("noi_dung",)))
    assert isinstance(document, RawDocument)
    assert document.data.decode() == "Bài viết."


def test_json_lines_in_gzip_keep_their_line_address() -> None:
    assert read("a.jsonl.gz", gzip.compress(b'{"text": "x y"}\n', mtime=0)) == [("!1", "txt")]


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a.html.gz", "a.jsonl.zst", "a.warc.gz", "a.tar.zst", "b/a.zip"])
def test_readable_names(name: str) -> None:
    assert is_readable_name(name)


@pytest.mark.parametrize("name", ["a", "a.gz", "a.pdf", "a.txt.bak", ".html.pdf", "a.pdf.gz"])
def test_unreadable_names(name: str) -> None:
    assert not is_readable_name(name)


@pytest.mark.parametrize("name", ["/etc/passwd", "../a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt", "a\x00.txt"])
def test_names_that_escape(name: str) -> None:
    with pytest.raises(UnsafeArchiveError, match="outside the archive"):
        check_member_name(name)


def test_a_zip_member_that_falsely_claims_utf8_is_read_under_its_bytes_and_costs_no_other() -> None:
    data = zipped({"b\u00e9.txt": TEXT, "trong/tốt.txt": TEXT})  # é is two bytes, and so is what stands in its place
    assert read("a.zip", data.replace("é".encode(), b"\xe9\xff")) == [("!b\\xe9\\xff.txt", "txt"), ("!trong/tốt.txt", "txt")]


def test_a_zip_member_without_a_name_costs_no_other() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("", "b.txt"):
            archive.writestr(zipfile.ZipInfo(name), TEXT)
    assert read("a.zip", buffer.getvalue()) == [("!", "unknown_format"), ("!b.txt", "txt")]


def test_a_tar_member_whose_name_is_not_utf8_has_an_address_of_valid_text() -> None:
    (document,) = read_both_ways("file:///a.tar", tarred({"b\udce9.txt": TEXT}))
    assert document.source_uri == "file:///a.tar!b\\xe9.txt"
    assert document.source_uri.encode()


def test_no_two_members_of_an_archive_share_an_address() -> None:
    members = [("x.txt", TEXT), ("x.txt", TEXT), ("n!x.txt", TEXT), ("Huế.txt", TEXT), ("Hu\u0065\u0302\u0301.txt", TEXT)]
    members += [("n.zip", zipped({"x.txt": TEXT})), ("n.zip!x.txt", TEXT), ("x.txt!!2", TEXT), ("a\nb.txt", TEXT), ("a\\x0ab.txt", TEXT)]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    found = read("a.tar", buffer.getvalue())
    assert len({address for address, _ in found}) == len(members)
    assert ("!x.txt!!2", "broken_container") in found
    assert ("!n.zip!x.txt", "txt") in found
    assert ("!n.zip\\x21x.txt", "txt") in found


def test_a_tar_archive_that_is_damaged_in_the_middle_says_so_behind_the_members_before() -> None:
    data = bytearray(tarred({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}))
    data[1024 + 148 : 1024 + 156] = b"xxxxxxxx"  # the checksum of the second header
    assert read("a.tar", bytes(data)) == [("!a.txt", "txt"), ("", "broken_container")]


def test_a_tar_header_that_would_fill_the_memory_with_a_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tar_archives, "LARGEST_HEADER", 100)
    assert read("a.tar", tarred({"a.txt": TEXT, f"{'dài/' * 200}b.txt": TEXT})) == [("!a.txt", "txt"), ("", "unsafe_archive")]


def test_json_lines_of_a_packed_file_that_is_cut_are_read_as_far_as_they_go() -> None:
    lines = b"".join(b'{"text": "tin %d", "n": "%s"}\n' % (number, bytes(f"{number * 7919}" * 20, "ascii")) for number in range(9000))
    found = read("a.jsonl.gz", gzip.compress(lines, mtime=0)[:-20])
    assert ("!1", "txt") in found
    assert found[-1] == ("", "broken_container")


def test_a_line_that_is_too_long_is_refused_and_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LARGEST_LINE", 40)
    data = b'{"text": "a"}\n{"text": "' + b"x" * 200 + b'"}\n{"text": "b"}\n{"text": "' + b"y" * 100
    assert read("a.jsonl", data) == [("!1", "txt"), ("!2", "too_large"), ("!3", "txt"), ("!4", "too_large")]


def test_halves_of_characters_in_json_become_a_mark_that_text_can_hold() -> None:
    line = rb'{"url": "https://b.vn/\ud800", "title": "T\udfff", "date": "\udc00", "text": "Tin \ud83d\ude00 \ud83d."}'
    (document,) = read_both_ways("file:///a.jsonl", line)
    assert isinstance(document, RawDocument)
    assert document.hints == {"url": "https://b.vn/\ufffd", "title": "T\ufffd", "date": "\ufffd"}
    assert document.data.decode() == "T\ufffd\n\nTin \U0001f600 \ufffd."


def test_what_archives_in_archives_unpack_to_is_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_ARCHIVE", 1_000)
    inner = zipped({"x.txt": TEXT * 12, "y.txt": TEXT * 12})
    assert len(inner) < 400
    found = read("a.zip", zipped({"1.zip": inner, "2.zip": inner, "3.txt": TEXT}))
    assert found == [
        ("!1.zip!x.txt", "txt"),
        ("!1.zip!y.txt", "unsafe_archive"),
        ("!2.zip", "unsafe_archive"),
        ("!3.txt", "unsafe_archive"),
    ]


def test_a_file_of_more_documents_than_one_can_hold_is_read_up_to_there_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_DOCUMENTS", 3)
    assert read("a.jsonl", b"{}\n" * 3) == [("!1", "empty"), ("!2", "empty"), ("!3", "empty")]
    assert read("a.jsonl", b"{}\n" * 9) == [("!1", "empty"), ("!2", "empty"), ("!3", "empty"), ("", "too_large")]
