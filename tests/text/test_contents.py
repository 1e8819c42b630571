"""Text files and JSON fields that hold HTML or Markdown; files that hold something else than their names say."""

from __future__ import annotations

import gzip
import json

import pytest

from tasks.text.cleaning import clean_document
from tasks.text.contents import as_html, begins_html, markdown_as_html
from tasks.text.known_formats import say_unreadable_name
from tasks.text.readers import read_documents
from tasks.text.records import CleanedDocument, RawDocument, Rejection

TITLE = "Hợp tác xã Tân Phong thu hoạch vụ đông xuân"
LINES = (
    "Vụ đông xuân năm nay, hợp tác xã Tân Phong gieo cấy 214 ha lúa, tăng 9 ha so với cùng kỳ năm trước.",
    "Năng suất bình quân ước đạt 68 tạ/ha; 312 hộ xã viên đã ký hợp đồng bao tiêu sản phẩm với doanh nghiệp.",
    "Ban giám đốc hợp tác xã đề nghị các hộ thu hoạch đúng lịch để kịp thời vụ hè thu sắp tới.",
)
PLAIN = "\n".join((TITLE, *LINES))


def article(name: str, data: bytes) -> CleanedDocument:
    (document,) = read_documents(f"file:///raw/{name}", data)
    assert isinstance(document, RawDocument), document
    cleaned = clean_document(document)
    assert isinstance(cleaned, CleanedDocument), cleaned
    return cleaned


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


WRITTEN = {
    "paragraphs": f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in LINES),
    "paragraphs on lines": f"<h2>{TITLE}</h2>\n" + "\n".join(f"<p>{line}</p>" for line in LINES),
    "breaks": "<br>".join((TITLE, *LINES)),
    "breaks and lines": "<br />\n".join((TITLE, *LINES)),
    "divisions": "".join(f"<div class='x'>{line}</div>\n" for line in (TITLE, *LINES)),
    "emphasis and lines": PLAIN.replace("214 ha", "<strong>214 ha</strong>").replace("312 hộ", "<b>312</b> hộ"),
    "entities": PLAIN.replace("đ", "&#273;").replace("ê", "&ecirc;").replace(" ha ", "&nbsp;ha "),
    "escaped tags": "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in (TITLE, *LINES)),
    "a whole page": f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
    + "".join(f"<p>{line}</p>" for line in LINES)
    + "</body></html>",
    "markdown": f"# {TITLE}\n\n" + "\n\n".join(LINES).replace("214 ha", "**214 ha**").replace("312 hộ", "__312__ hộ"),
    "markdown links": f"## {TITLE}\n\n"
    + "\n\n".join(LINES).replace("hợp tác xã Tân Phong", "[hợp tác xã Tân Phong](https://bao.example/htx)"),
    "markdown lines": "\n".join((f"# {TITLE}", *LINES)).replace("68 tạ/ha", "**68 tạ/ha**"),
    "markdown quotes and lists": f"# {TITLE}\n\n> {LINES[0]}\n\n* {LINES[1]}\n* {LINES[2]}",
}


@pytest.mark.parametrize("case", WRITTEN)
def test_a_text_file_is_read_as_what_it_holds(case: str) -> None:
    assert article("tin.txt", WRITTEN[case].encode()).article.text == PLAIN


@pytest.mark.parametrize("case", WRITTEN)
@pytest.mark.parametrize("name", ["text", "content", "body"])
def test_a_json_field_is_read_as_what_it_holds(case: str, name: str) -> None:
    found = article("tin.jsonl", line(url="https://bao.example/9.html", **{name: WRITTEN[case]})).article
    assert (found.text, found.source_url) == (PLAIN, "https://bao.example/9.html")


def test_the_title_of_a_json_line_stands_over_its_html() -> None:
    found = article("tin.jsonl", line(title=TITLE, content="".join(f"<p>{text}</p>" for text in LINES))).article
    assert (found.title, found.text, found.format) == (TITLE, PLAIN, "html")


def test_a_picture_and_its_text_in_markdown_leave_no_mark() -> None:
    text = f"# {TITLE}\n\n![Cánh đồng mẫu lớn](https://bao.example/a.jpg)\n\n" + "\n\n".join(LINES)
    assert not {"![", "](", "# "} & {mark for mark in ("![", "](", "# ") if mark in article("tin.txt", text.encode()).article.text}


def test_numbers_around_a_star_stay_apart() -> None:
    text = f"# {TITLE}\n\nMỗi thửa rộng 20*30 m và 15*40 m.\n\n" + "\n\n".join(LINES)
    assert "20*30 m và 15*40 m" in article("tin.txt", text.encode()).article.text


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ hộ nghèo < 5%, tăng trưởng > 7%.",
        "Số liệu (*) tạm tính, (**) ước tính; 128* người.",
        "#hộ nghèo #2024\n***\n- 45 hộ\n1. 30 hộ",
        "Kết quả: 2 ** 3; a_b_c; __",
        "Nguồn: [1] Báo cáo (2023)",
        "AT&T và R&D",
    ],
)
def test_text_that_only_looks_like_marks_stays_text(text: str) -> None:
    assert as_html(text) is None
    assert markdown_as_html(text) is None


def test_flattened_text_keeps_its_lines_and_format() -> None:
    found = article("tin.txt", PLAIN.encode())
    assert (found.article.format, [block.line_start for block in found.blocks]) == ("txt", [1, 2, 3, 4])


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf<!doctype HTML>", b"<?xml version='1.0'?>\n<!-- a -->\n<html>", "<html>".encode("utf-16")])
def test_pages_begin_as_html(data: bytes) -> None:
    assert begins_html(data)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("tin.html", gzip.compress(PLAIN.encode()), "packed with gzip; add .gz"),
        ("tin.txt", b"%PDF-1.7\n\x00\x01\x02\xff\xfe" * 50, "a PDF document"),
        ("anh.html", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4, "a JPEG picture"),
        ("bai.txt", b"PK\x03\x04" + bytes(range(256)) * 4, "a zip archive"),
    ],
)
def test_a_file_that_is_something_else_says_what(name: str, data: bytes, told: str) -> None:
    (document,) = read_documents(f"file:///raw/{name}", data)
    assert isinstance(document, RawDocument)
    found = clean_document(document)
    assert isinstance(found, Rejection)
    assert found.reason == "undecodable"
    assert told in found.detail


@pytest.mark.parametrize(
    ("name", "told"),
    [("a.PDF", "PDF"), ("b.docx", "word processor"), ("c.rar", "pack it as"), ("d.json", ".jsonl"), ("e", "it reads .txt")],
)
def test_a_name_that_is_not_read_says_what_it_is(name: str, told: str) -> None:
    assert told in say_unreadable_name(name)
    (found,) = read_documents(f"file:///raw/{name}", b"x")
    assert isinstance(found, Rejection)
    assert found.reason == "unknown_format"
    assert told in found.detail


@pytest.mark.parametrize("text", ['[\n{"text": "một"},\n{"text": "hai"}\n]\n', '{\n  "text": "một"\n}\n'])
def test_one_json_document_over_many_lines_is_one_refusal_that_says_what_to_do(text: str) -> None:
    (found,) = read_documents("file:///raw/a.jsonl", text.encode())
    assert isinstance(found, Rejection)
    assert (found.source_uri, found.reason) == ("file:///raw/a.jsonl", "broken_container")
    assert "jq" in found.detail
