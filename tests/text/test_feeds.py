"""RSS and Atom: entries with their full text are articles, teasers only say so."""

from __future__ import annotations

import gzip
from html import escape

import pytest
from web_archives import record, response

from tasks.text import feeds
from tasks.text.cleaning import clean_document
from tasks.text.readers import is_readable_name, read_documents
from tasks.text.records import CleanedDocument, RawDocument, Rejection

BODY = (
    "<p>Sáu tháng đầu năm, xã Phú Sơn giải ngân 12,4 tỷ đồng vốn đầu tư công, đạt 61% kế hoạch cả năm được giao từ đầu năm.</p>"
    "<p>Toàn xã có 1.208 hộ dân, trong đó 37 hộ nghèo; các thôn tiếp tục rà soát để hỗ trợ kịp thời cho từng hộ gia đình.</p>"
    "<p>Lãnh đạo xã yêu cầu các thôn đẩy nhanh tiến độ các công trình còn lại trước khi bước vào mùa mưa bão năm nay.</p>"
)
TEASER = "Sáu tháng đầu năm, xã Phú Sơn giải ngân hơn 12 tỷ đồng vốn đầu tư công…"


def rss(*items: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"{head}<title>Tin xã</title>{''.join(items)}</channel></rss>".encode()


def item(number: int, inside: str, date: str = "Tue, 12 Mar 2024 08:10:00 +0700") -> str:
    return (
        f"<item><title>Xã Phú Sơn giải ngân vốn đợt {number}</title><link>https://bao.example/{number}.html</link>"
        f"<guid isPermaLink='false'>tin-{number}</guid><pubDate>{date}</pubDate>{inside}</item>"
    )


def full(number: int) -> str:
    return item(number, f"<description>{TEASER}</description><content:encoded><![CDATA[{BODY}]]></content:encoded>")


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title><entry><id>tag:bao.example,2024:7</id>
<title>Xã Phú Sơn giải ngân vốn</title><link rel="alternate" href="https://bao.example/7.html"/><published>2024-03-12T01:10:00Z</published>
<author><name>Lê Thảo</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content></entry></feed>
""".encode()


def read(name: str, data: bytes) -> list[RawDocument | Rejection]:
    return list(read_documents(f"file:///raw/{name}", data))


def clean(document: RawDocument | Rejection) -> CleanedDocument:
    assert isinstance(document, RawDocument), document
    cleaned = clean_document(document)
    assert isinstance(cleaned, CleanedDocument), cleaned
    return cleaned


@pytest.mark.parametrize("name", ["tin.xml", "tin.rss", "tin.html", "tin.txt", "tin.xml.gz"])
def test_entries_with_their_text_are_articles_under_their_ids(name: str) -> None:
    data = rss(full(1), full(2))
    first, second = read(name, gzip.compress(data) if name.endswith(".gz") else data)
    assert [first.source_uri, second.source_uri] == [f"file:///raw/{name}!tin-1", f"file:///raw/{name}!tin-2"]
    article = clean(first).article
    assert article.title == "Xã Phú Sơn giải ngân vốn đợt 1"
    assert article.source_url == "https://bao.example/1.html"
    assert "1.208 hộ dân" in article.text
    assert "<p>" not in article.text
    assert first.hints["date"] == "2024-03-12T08:10:00+07:00"  # type: ignore[union-attr]


def test_an_atom_entry_is_an_article_with_its_author() -> None:
    (document,) = read("tin.atom", ATOM)
    article = clean(document).article
    assert document.source_uri == "file:///raw/tin.atom!tag:bao.example,2024:7"
    assert (article.title, article.author, article.source_url) == ("Xã Phú Sơn giải ngân vốn", "Lê Thảo", "https://bao.example/7.html")
    assert "37 hộ nghèo" in article.text


def test_a_description_that_is_the_whole_article_is_one() -> None:
    (document,) = read("tin.xml", rss(item(1, f"<description>{escape(BODY)}</description>")))
    assert "12,4 tỷ đồng" in clean(document).article.text


def test_a_feed_of_teasers_is_one_refusal_that_says_what_to_do() -> None:
    (found,) = read("tin.xml", rss(*(item(n, f"<description>{TEASER}</description>") for n in range(7))))
    assert isinstance(found, Rejection)
    assert (found.source_uri, found.reason) == ("file:///raw/tin.xml", "no_article")
    assert "7 teasers" in found.detail


def test_a_teaser_among_full_entries_is_refused_alone() -> None:
    found = read("tin.xml", rss(full(1), item(2, f"<description>{TEASER}</description>"), full(3)))
    assert [getattr(document, "reason", "html") for document in found] == ["html", "no_article", "html"]


def test_content_that_breaks_off_is_a_teaser() -> None:
    cut = item(1, "<content:encoded><![CDATA[<p>Sáu tháng đầu năm, xã giải ngân hơn 12 tỷ đồng [&hellip;]</p>]]></content:encoded>")
    (found,) = read("tin.xml", rss(cut))
    assert isinstance(found, Rejection)
    assert found.reason == "no_article"


def test_two_entries_of_one_id_are_told_apart() -> None:
    found = read("tin.xml", rss(full(1), full(1)))
    assert [getattr(document, "reason", "html") for document in found] == ["html", "broken_container"]
    assert len({document.source_uri for document in found}) == 2


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    data = rss(full(1), full(2)).replace("Tin xã".encode(), "Tin & xã &nbsp;".encode())
    assert [getattr(document, "format", "") for document in read("tin.xml", data)] == ["html", "html"]


def test_xml_that_is_no_feed_and_a_feed_without_entries_say_so() -> None:
    (sitemap,) = read("sitemap.xml", b'<?xml version="1.0"?><urlset><url><loc>https://bao.example/1.html</loc></url></urlset>')
    (empty,) = read("tin.xml", rss())
    assert isinstance(sitemap, Rejection)
    assert isinstance(empty, Rejection)
    assert (sitemap.reason, empty.reason) == ("unknown_format", "empty")
    assert "no RSS or Atom feed" in sitemap.detail


def test_a_feed_of_endless_tags_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_MOST_TAGS", 50)
    (found,) = read("tin.xml", rss(*(full(n) for n in range(9))))
    assert isinstance(found, Rejection)
    assert found.reason == "too_large"


def test_a_feed_names_no_file_of_this_machine(tmp_path: object) -> None:
    secret = f"{tmp_path}/bi-mat.txt"
    with open(secret, "w", encoding="utf-8") as stream:  # noqa: PTH123 - the path is written into an entity
        stream.write("lời riêng")
    entity = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
    data = entity + rss(item(1, f"<description>&x; {escape(BODY)}</description>")).partition(b"?>")[2]
    assert all("lời riêng".encode() not in getattr(document, "data", b"") for document in read("tin.xml", data))


def test_a_feed_in_a_web_archive_gives_its_entries_behind_the_record() -> None:
    data = record(response(rss(full(1)), content_type="application/rss+xml"))
    assert [document.source_uri for document in read("a.warc", data)] == ["file:///raw/a.warc!1!tin-1"]


def test_names_of_feeds_are_readable() -> None:
    assert all(map(is_readable_name, ("a.xml", "a.RSS", "a.atom", "a.xml.gz")))
