"""WARC and WACZ: every page is read decoded and whole, or reported; one bad record costs no other."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections import Counter

import pytest
from both_ways import read_both_ways
from hypothesis import given
from hypothesis import strategies as st
from web_archives import brotli, chunked, gzipped, page, pages, record, response, wacz, zstd

from tasks.text import members, unpacking, usual_pages, warc_records
from tasks.text.cleaning import clean_document
from tasks.text.records import CleanedDocument, RawDocument, Rejection
from tasks.text.zip_streams import StoredStream, member_source

PAGE = page(1)


def read(name: str, data: bytes, others: Counter[str] | None = None) -> list[RawDocument | Rejection]:
    return read_both_ways(f"file:///raw/{name}", data, others=others)


def outcomes(name: str, data: bytes) -> list[tuple[str, str]]:
    """What stands behind the file's address, and the format or the reason."""
    return [
        (document.source_uri.removeprefix(f"file:///raw/{name}"), document.format if isinstance(document, RawDocument) else document.reason)
        for document in read(name, data)
    ]


def body_of(data: bytes) -> bytes:
    (document,) = read("a.warc", data)
    assert isinstance(document, RawDocument), document
    return document.data


ENCODED = {
    "chunked": (chunked(PAGE), ("Transfer-Encoding: chunked",)),
    "chunks with extensions": (chunked(PAGE, extension=b";name=value"), ("Transfer-Encoding: chunked",)),
    "one chunk": (chunked(PAGE, size=len(PAGE)), ("transfer-encoding: Chunked",)),
    "gzip": (gzip.compress(PAGE), ("Content-Encoding: gzip",)),
    "x-gzip": (gzip.compress(PAGE), ("Content-Encoding: X-GZIP",)),
    "deflate": (zlib.compress(PAGE), ("Content-Encoding: deflate",)),
    "raw deflate": (zlib.compress(PAGE)[2:-4], ("Content-Encoding: deflate",)),
    "br": (brotli(PAGE), ("Content-Encoding: br",)),
    "zstd": (zstd(PAGE), ("Content-Encoding: zstd",)),
    "gzip in chunks": (chunked(gzip.compress(PAGE)), ("Content-Encoding: gzip", "Transfer-Encoding: chunked")),
    "br in chunks": (chunked(brotli(PAGE)), ("Transfer-Encoding: chunked", "Content-Encoding: br")),
    "gzip as transfer encoding": (chunked(gzip.compress(PAGE)), ("Transfer-Encoding: gzip, chunked",)),
    "gzip without a word": (gzip.compress(PAGE), ()),
    "gzip twice": (gzip.compress(gzip.compress(PAGE)), ("Content-Encoding: gzip",)),
    "identity": (PAGE, ("Content-Encoding: identity",)),
    "an encoding nobody knows": (PAGE, ("Content-Encoding: utf-8",)),
    "chunks undone already": (PAGE, ("Transfer-Encoding: chunked",)),
    "gzip undone already": (PAGE, ("Content-Encoding: gzip",)),
    "deflate undone already": (PAGE, ("Content-Encoding: deflate",)),
    "br undone already": (PAGE, ("Content-Encoding: br",)),
    "zstd undone already": (PAGE, ("Content-Encoding: zstd",)),
    "chunks undone, gzip not": (gzip.compress(PAGE), ("Content-Encoding: gzip", "Transfer-Encoding: chunked")),
    "length of the packed body": (PAGE, ("Content-Encoding: gzip", f"Content-Length: {len(gzip.compress(PAGE))}")),
    "length before an encoding was changed": (PAGE, (f"Content-Length: {len(PAGE) + 40}",)),
    "last chunk missing": (chunked(PAGE).removesuffix(b"0\r\n\r\n"), ("Transfer-Encoding: chunked",)),
}  # fmt: skip


@pytest.mark.parametrize("case", ENCODED)
def test_a_body_is_read_without_its_encodings_or_as_it_is_where_it_only_claims_them(case: str) -> None:
    body, headers = ENCODED[case]
    assert body_of(record(response(body, headers=headers))) == PAGE


NOT_WHOLE = {
    "gzip cut": (gzip.compress(PAGE)[:-60], ("Content-Encoding: gzip",)),
    "gzip damaged": (gzip.compress(PAGE)[:40] + b"\xff\x00\xff" + gzip.compress(PAGE)[43:], ("Content-Encoding: gzip",)),
    "br cut": (brotli(PAGE)[:-40], ("Content-Encoding: br",)),
    "zstd cut": (zstd(PAGE)[:-40], ("Content-Encoding: zstd",)),
    "chunks cut": (chunked(PAGE)[:300], ("Transfer-Encoding: chunked",)),
    "shorter than said": (PAGE[:300], (f"Content-Length: {len(PAGE)}",)),
}  # fmt: skip


@pytest.mark.parametrize("case", NOT_WHOLE)
def test_a_body_that_is_not_whole_is_refused_and_the_next_record_is_read(case: str) -> None:
    body, headers = NOT_WHOLE[case]
    found = outcomes("a.warc", record(response(body, headers=headers)) + record(response(PAGE), 2))
    assert found == [("!1", "broken_container"), ("!2", "html")]


def test_a_body_that_unpacks_to_too_much_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "SMALL", 1_000)
    monkeypatch.setattr(unpacking, "HIGHEST_RATIO", 5)
    body = gzip.compress(b"<p>" + b"lap lai " * 2_000)
    found = outcomes("a.warc", record(response(body, headers=("Content-Encoding: gzip",))) + record(response(PAGE), 2))
    assert found == [("!1", "unsafe_archive"), ("!2", "html")]


@pytest.mark.parametrize(
    "status", ["HTTP/1.0 200 OK", "HTTP/1.1 200", "HTTP/2 200", "HTTP/1.1 203 Non-Authoritative", "HTTP/1.1 201 Created"]
)
def test_responses_of_any_2xx_are_pages(status: str) -> None:
    assert body_of(record(response(PAGE, status=status))) == PAGE


def test_what_is_a_page_and_what_is_counted() -> None:
    others: Counter[str] = Counter()
    text_of_page = ("WARC-Target-URI: urn:text:https://bao.example/3.html",)
    records = [
        record(b"software: crawler/1", 1, kind="warcinfo", content_type="application/warc-fields"),
        record(b"GET /2.html HTTP/1.1\r\nHost: bao.example\r\n\r\n", 2, kind="request", content_type="application/http; msgtype=request"),
        record(response(PAGE), 3),
        record(page(4), 4, kind="resource", content_type="text/html"),
        record("Xã có 74 đảng viên.".encode(), 5, kind="conversion", content_type="text/plain"),
        record(response(page(6), content_type=None), 6),
        record(response(page(7), content_type="application/octet-stream"), 7),
        record(response(page(8), content_type="application/xhtml+xml"), 8),
        record(page(9), 9),  # a response without its HTTP head
        record(response(page(10)).replace(b"\r\n\r\n", b"\n\n", 1).replace(b"\r\n", b"\n"), 10),
        record(response(b"", status="HTTP/1.1 404 Not Found"), 11),
        record(response(b"", status="HTTP/1.1 301 Moved"), 12),
        record(response(b"\x89PNG\r\n", content_type="image/png"), 13),
        record(response(b"\x00\x01\x02", content_type=None), 14),
        record(b"", 15, kind="revisit", content_type="application/http"),
        record(b"fetchTimeMs: 12", 16, kind="metadata", content_type="application/warc-fields"),
        record(b"wget.log", 17, kind="resource", content_type="text/plain", headers=("WARC-Target-URI: <metadata://gnu.org/wget.log>",)),
        record("Chữ của trang.".encode(), 18, kind="resource", content_type="text/plain", headers=text_of_page),
        record(response(b'<?xml version="1.0"?><urlset></urlset>', content_type="text/xml"), 19),
        record(response(b""), 20),
    ]
    found = read("a.warc", b"".join(records), others)
    assert [(int(document.source_uri.rpartition("!")[2]), getattr(document, "format", "empty")) for document in found] == [
        (3, "html"), (4, "html"), (5, "txt"), (6, "html"), (7, "html"), (8, "html"), (9, "html"), (10, "html"), (20, "empty"),
    ]  # fmt: skip
    assert others == Counter(
        {
            "warcinfo": 1, "request": 1, "response 404": 1, "response 301": 1, "response image/png": 1, "response without a type": 1,
            "revisit": 1, "metadata": 1, "resource of metadata:": 1, "resource of urn:": 1, "response text/xml": 1,
        }
    )  # fmt: skip


def test_a_file_without_a_page_says_what_it_holds() -> None:
    data = record(response(b"", status="HTTP/1.1 404 Not Found")) + record(response(b"x", content_type="text/css"), 2)
    (found,) = read("a.warc", data)
    assert isinstance(found, Rejection)
    assert (found.source_uri, found.reason) == ("file:///raw/a.warc", "empty")
    assert "1 response 404, 1 response text/css" in found.detail


@pytest.mark.parametrize(
    ("headers", "http", "told"),
    [
        (("WARC-Truncated: length",), {}, "WARC-Truncated: length"),
        (("WARC-Segment-Number: 1",), {}, "segments"),
        ((), {"status": "HTTP/1.1 206 Partial Content", "headers": ("Content-Range: bytes 0-99/5000",)}, "bytes 0-99/5000"),
    ],
)
def test_a_page_that_the_crawler_stored_in_part_is_refused(headers: tuple[str, ...], http: dict[str, str], told: str) -> None:
    (found,) = read("a.warc", record(response(PAGE[:500], **http), headers=headers))  # type: ignore[arg-type]
    assert isinstance(found, Rejection)
    assert (found.source_uri[-2:], found.reason) == ("!1", "broken_container")
    assert told in found.detail


def test_an_answer_to_a_range_that_is_the_whole_page_is_a_page() -> None:
    whole = f"Content-Range: bytes 0-{len(PAGE) - 1}/{len(PAGE)}"
    assert body_of(record(response(PAGE, status="HTTP/1.1 206 Partial Content", headers=(whole,)))) == PAGE


def test_the_address_of_a_page_loses_the_brackets_that_wget_writes() -> None:
    (document,) = read("a.warc", record(response(PAGE), headers=("WARC-Target-URI: <https://bao.example/tin-7.html>",)))
    assert isinstance(document, RawDocument)
    assert document.hints["url"] == "https://bao.example/tin-7.html"


PACKED = {
    "a.warc": b"".join,
    "a.warc.gz": lambda records: gzipped(*records),
    "a.warc.zst": lambda records: b"".join(map(zstd, records)),
    "one.warc.gz": lambda records: gzipped(b"".join(records)),
    "one.warc.zst": lambda records: zstd(b"".join(records)),
}


@pytest.mark.parametrize("name", PACKED)
def test_records_have_their_ordinal_however_they_are_packed(name: str) -> None:
    found = read(name, PACKED[name](pages(5)))
    assert [(document.source_uri[-2:], getattr(document, "data", b"")) for document in found] == [(f"!{n}", page(n)) for n in range(1, 6)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst"])
def test_a_file_that_is_cut_anywhere_gives_its_whole_records_and_says_what_is_missing(name: str) -> None:
    """Of a cut record, in its head, its page or what packs it, there is always a word, and never a page."""
    short = [record(response(b"<html>%d</html>" % n), n) for n in (1, 2, 3)]
    data = PACKED[name](short)
    ends = [len(PACKED[name](short[:n])) for n in range(4)]
    for cut in range(1, len(data)):
        found = outcomes(name, data[:cut])
        whole = sum(kind == "html" for _, kind in found)
        begun = sum(end < cut for end in ends)  # records of which a byte is there
        assert whole in (begun - 1, begun), cut
        rest = [reason for _, reason in found[whole:]]
        complete = whole == begun or cut in ends
        assert rest == ([] if complete and whole else ["broken_container"]) or (rest == ["broken_container", "empty"] and not whole), cut


LENGTHS = {"too long": "9999", "into the next": "+60", "too short": "40", "no number": "abc", "negative": "-5", "none": None}


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("case", LENGTHS)
def test_a_record_whose_length_is_wrong_costs_no_other(name: str, case: str) -> None:
    first, second, third = pages(3)
    right = f"Content-Length: {len(response(page(2)))}\r\n"
    said = LENGTHS[case]
    wrong = f"Content-Length: {len(response(page(2))) + int(said) if said.startswith('+') else said}\r\n" if said is not None else ""
    broken = second.replace(right.encode(), wrong.encode(), 1)
    assert broken != second
    assert outcomes(name, PACKED[name]([first, broken, third])) == [("!1", "html"), ("!2", "broken_container"), ("!3", "html")]


@pytest.mark.parametrize("name", PACKED)
def test_what_is_no_record_between_two_is_told_and_costs_none(name: str) -> None:
    first, second = pages(2)
    found = outcomes(name, PACKED[name]([first, b"not a record\r\nat all\r\n", second]))
    assert found == [("!1", "html"), ("!2", "broken_container"), ("!3", "html")]


@given(st.integers(0, 2), st.data())
def test_a_damaged_gzip_member_costs_no_other(which: int, data: st.DataObject) -> None:
    parts = [gzipped(part) for part in pages(3)]
    flipped = bytearray(parts[which])
    at = data.draw(st.integers(0, len(flipped) - 1))
    flipped[at] ^= data.draw(st.integers(1, 255))
    found = read("a.warc.gz", b"".join([*parts[:which], bytes(flipped), *parts[which + 1 :]]))
    given_pages = {getattr(document, "data", None) for document in found}
    assert {page(n) for n in (1, 2, 3) if n != which + 1} <= given_pages
    assert page(which + 1) in given_pages or any(isinstance(document, Rejection) for document in found)
    assert given_pages <= {page(1), page(2), page(3), None}


def test_many_records_stand_before_a_damaged_member(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "_CHUNK", 4_096)
    parts = [gzipped(part) for part in pages(30)]
    parts[20] = parts[20][:50] + b"\0\0\0\0" + parts[20][54:]
    found = outcomes("a.warc.gz", b"".join(parts))
    assert found == [(f"!{n}", "broken_container" if n == 21 else "html") for n in range(1, 31)]


def test_damage_without_end_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "_MOST_DAMAGES", 5)
    found = outcomes("a.warc.gz", gzipped(pages(1)[0]) + b"\x1f\x8b\x08\x00 no more than a sign" * 50)
    assert found[0] == ("!1", "html")
    assert len(found) == 6


def test_zeros_behind_the_last_member_are_no_damage() -> None:
    assert outcomes("a.warc.gz", gzipped(*pages(2)) + b"\0" * 512) == [("!1", "html"), ("!2", "html")]


def test_a_skippable_frame_before_the_records_is_passed_over() -> None:
    frame = b"\x53\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"hello"
    assert outcomes("a.warc.zst", frame + b"".join(map(zstd, pages(2)))) == [("!1", "html"), ("!2", "html")]


def test_a_file_that_unpacks_to_too_much_stops_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_ARCHIVE", 100_000)
    monkeypatch.setattr(unpacking, "HIGHEST_RATIO", 10**6)
    records = [record(response(page(n) + b" " * 30_000), n) for n in range(1, 6)]
    found = outcomes("a.warc.gz", gzipped(*records))
    assert found[0] == ("!1", "html")
    assert found[-1][1] == "unsafe_archive"
    assert len(found) < 6


def test_a_record_larger_than_any_page_is_passed_over_without_being_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_records, "LARGEST_MEMBER", 5_000)
    film = record(response(b"\x00" * 20_000, content_type="video/mp4"), 1)
    large = record(response(PAGE + b" " * 20_000), 2)
    found = read("a.warc", film + large + record(response(page(3)), 3))
    assert [getattr(document, "reason", "html") for document in found] == ["too_large", "too_large", "html"]


def test_the_pages_of_a_wacz_archive_are_those_of_its_warc_files() -> None:
    data = wacz(
        {"archive/data-1.warc.gz": gzipped(*pages(2)), "archive/data-2.warc": pages(3)[2], "archive/broken.warc.gz": b"\x1f\x8b\x08x"}
    )
    assert outcomes("a.wacz", data) == [
        ("!archive/broken.warc.gz!1", "broken_container"),
        ("!archive/data-1.warc.gz!1", "html"),
        ("!archive/data-1.warc.gz!2", "html"),
        ("!archive/data-2.warc!1", "html"),
    ]


def test_a_wacz_archive_without_records_and_one_that_is_none_say_so() -> None:
    assert outcomes("a.wacz", wacz({})) == [("", "empty")]
    assert outcomes("a.wacz", b"PK no zip") == [("", "broken_container")]


def test_a_wacz_member_that_is_packed_again_and_damaged_is_told() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/a.warc", b"".join(pages(40)))
    data = bytearray(buffer.getvalue())
    data[len(data) // 2] ^= 0xFF
    found = outcomes("a.wacz", bytes(data))
    assert found[0] == ("!archive/a.warc!1", "html")
    assert "broken_container" in {reason for _, reason in found}


def test_a_wrong_bit_in_a_wacz_archive_costs_one_record() -> None:
    data = bytearray(wacz({"archive/a.warc.gz": gzipped(*pages(5))}))
    second = data.find(gzipped(pages(2)[1]))
    data[second + 100] ^= 0x10
    assert [reason for _, reason in outcomes("a.wacz", bytes(data))] == ["html", "broken_container", "html", "html", "html"]


def test_a_damaged_dictionary_is_told_and_not_begun_with(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As the reader's own panics, which are no Exception."""

    def panic(*_: object, dictionary: bytes | None = None) -> None:
        assert dictionary == b"no dictionary"
        raise PanicException

    monkeypatch.setattr(members, "ZstdReader", panic)
    frame = b"\x5d\x2a\x4d\x18" + (13).to_bytes(4, "little") + b"no dictionary"
    (found,) = [document for document in read("a.warc.zst", frame + zstd(pages(1)[0])) if document.source_uri.endswith("!1")]
    assert isinstance(found, Rejection)
    assert "dictionary" in found.detail


def test_an_article_of_a_chunked_and_packed_page_holds_no_size_of_a_chunk() -> None:
    data = record(response(chunked(PAGE, size=0x190), headers=("Transfer-Encoding: chunked",)))
    (document,) = read("a.warc", data)
    assert isinstance(document, RawDocument)
    cleaned = clean_document(document)
    assert isinstance(cleaned, CleanedDocument)
    assert "190" not in cleaned.article.text
    assert cleaned.article.title == "Xã Hòa Lạc kết nạp 32 đảng viên"
    assert cleaned.article.source_url == "https://bao.example/1.html"


def test_records_written_with_bare_line_feeds_are_read() -> None:
    block = response(PAGE).replace(b"\r\n", b"\n")
    lines = record(block, 1).split(b"\r\n\r\n", 1)[0].replace(b"\r\n", b"\n") + b"\n\n" + block + b"\n\n"
    assert [getattr(document, "data", b"") for document in read("a.warc", lines * 2)] == [PAGE, PAGE]


HTTP_HEADS = st.tuples(
    st.sampled_from(
        ("HTTP/1.1 200 OK", "HTTP/1.0 200 ", "HTTP/1.1 200", "HTTP/2 200", "HTTP/1.1 203 OK", "HTTP/1.1 404 Not Found", "no head")
    ),
    st.lists(
        st.sampled_from(
            (
                "Content-Type: text/html; charset=utf-8",
                "Content-Type:text/html",
                "content-type: TEXT/HTML ",
                "Content-Type: text/plain",
                "Content-Type: image/png; name=html",
                "Content-Length: 40",
                f"Content-Length: {len(PAGE)}",
                "Content-Length: 9999999",
                "Content-Length: " + "7" * 5000,
                "Content-Length: many",
                "Content-Encoding: gzip",
                "Transfer-Encoding: chunked",
                "Content-Range: bytes 0-1/9",
                "Content-Language: vi",
                "Server: máy chủ",
                "\rX: 1",
            )
        ),
        max_size=5,
    ),
)
RECORD_HEADERS = st.lists(
    st.sampled_from(
        (
            "WARC-Truncated: length",
            "WARC-Segment-Number: 1",
            "warc-target-uri: https://bao.example/2",
            "WARC-Target-URI: <https://bao.example/3>",
            "WARC-Target-URI: dns:bao.example",
            "WARC-Target-URI: https://bao.example/4\rX: 1",
            "Content-Type: text/html",
            "Content-Length: 3",
            "WARC-Type: request",
            "WARC-IP-Address: 203.0.113.7",
        )
    ),
    max_size=3,
)
BODIES = st.sampled_from((PAGE, b"", b" \n", gzip.compress(PAGE), PAGE[:300], b"\n\n" + PAGE))


@given(st.lists(st.tuples(HTTP_HEADS, RECORD_HEADERS, BODIES, st.booleans()), min_size=1, max_size=3))
def test_a_usual_page_is_read_as_any_other_record(made: list[tuple[tuple[str, list[str]], list[str], bytes, bool]]) -> None:
    records = []
    for (status, lines), headers, body, is_narrow in made:
        block = "\r\n".join((status, *lines)).encode() + b"\r\n\r\n" + body
        whole = record(block.replace(b"\r\n", b"\n") if is_narrow else block, headers=tuple(headers))
        records.append(whole)
    data = b"".join(records)
    with pytest.MonkeyPatch.context() as patch:
        counted: Counter[str] = Counter()
        quick = read("a.warc", data, counted)
        patch.setattr(warc_records, "find_usual_page", lambda *_: None)
        counted_too: Counter[str] = Counter()
        assert read("a.warc", data, counted_too) == quick
        assert counted_too == counted


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_as_most_are_need_no_closer_look(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_records, "WarcRecord", None)
    records = pages(90)
    data = gzipped(*records) if name.endswith("gz") else b"".join(records)
    assert usual_pages.find_usual_page(records[0], 0, 1, 10_000) is not None
    assert usual_pages.find_usual_page(records[0], 0, 1, 100) is None
    assert len(read(name, data)) == 90


def test_a_wacz_archive_is_read_without_a_copy_of_its_members() -> None:
    data = wacz({"archive/a.warc.gz": gzipped(*pages(2))})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        source = member_source(data, archive, archive.getinfo("archive/a.warc.gz"))
        with source() as stream:
            assert isinstance(stream, StoredStream)
            assert stream.seek(-4, 2) == stream.tell()
            assert (stream.read(), stream.read(1)) == (gzipped(*pages(2))[-4:], b"")
