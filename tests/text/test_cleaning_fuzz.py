"""Broken, hostile and endless input: no crash, no hang, an article or a reason."""

from __future__ import annotations

import time

import pytest
from both_ways import read_both_ways
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.text.cleaning import clean_document
from tasks.text.records import CleanedDocument, RawDocument, Rejection

SENTENCE = "Đảng bộ xã có 74 đảng viên sinh hoạt tại 9 chi bộ, trong đó có 7 chi bộ thôn. "
PIECES = (
    *("Trang chủ", "Tin liên quan", "Bình luận", "TIN ĐÃ ĐƯA", "(30/07/2019)", "Thứ Tư, 24/06/2020, 14:50", "2", "|", "", "Xuân Thưởng"),
    *(SENTENCE, SENTENCE * 5, "Từ khóa:", "Ảnh: CTV", "Nguồn: https://bao.vn/d20230421092720952.htm", "23 captures", "TIMESTAMPS"),
    *(", tại xã", "Hưng Bình", "...", "Lượt xem: 1.234", "Giấy phép số:", "vo nhai diem sang ve cong tac", ">> Hội nghị đánh giá"),
    *("Đảng bộ huyện:", "99/99/2020", "#tag", "\u200b", "NaN"),
)
TAGS = (
    *("<div>", "</div>", "<p>", "</p>", "<a href=x>", "</a>", "<b>", "<table><tr><td>", "</table>", "<nav>", "<!--", "-->"),
    *("<script>", "</script>", "<h1>", "&nbsp;", "&#x110000;"),
)


def run(data: bytes, kind: str = "txt") -> CleanedDocument | Rejection:
    return clean_document(RawDocument("file:///a", "file:///a", kind, data))  # type: ignore[arg-type]


def check(result: CleanedDocument | Rejection) -> None:
    if isinstance(result, CleanedDocument):
        text = result.article.text
        assert "\n".join(text[block.text_start : block.text_end] for block in result.blocks if block.kept) == text
        assert all(block.line_start <= block.line_end for block in result.blocks)
    else:
        assert result.reason
        assert result.detail


def test_two_sentences_that_are_nearly_one() -> None:
    line = "Các đồng chí trong Ban Chấp hành thường xuyên gặp gỡ cấp ủy chi bộ, nắm bắt tình hình, kịp thời tháo gỡ khó khăn cho cơ sở"
    for second in (line.replace("kịp thời", "kip thời") + ".", line[:-1] + "ở.", line + " trong năm."):
        check(run(f"{SENTENCE}\n{line}.\n{second}\n{SENTENCE}".encode()))


@given(st.binary(max_size=3000), st.sampled_from(("txt", "html")))
@settings(max_examples=300, deadline=None)
def test_random_bytes(data: bytes, kind: str) -> None:
    check(run(data, kind))


@given(st.text(max_size=2000))
@settings(max_examples=200, deadline=None)
def test_random_text(text: str) -> None:
    check(run(text.encode("utf-8", "surrogatepass")))


@given(st.lists(st.sampled_from(PIECES), max_size=60))
@settings(max_examples=500, deadline=None)
def test_random_pages(lines: list[str]) -> None:
    check(run("\n".join(lines).encode()))


@given(st.lists(st.sampled_from(PIECES + TAGS), max_size=80), st.integers(0, 400))
@settings(max_examples=300, deadline=None)
def test_random_markup_cut_anywhere(pieces: list[str], cut: int) -> None:
    data = "".join(pieces).encode()
    check(run(data[: len(data) - cut] or b"<", "html"))


@given(
    st.binary(max_size=2000),
    st.sampled_from(("a.zip", "a.tar", "a.tar.gz", "a.txt.gz", "a.html.zst", "a.jsonl", "a.warc", "a.warc.gz", "a.tgz")),
)
@settings(max_examples=300, deadline=None)
def test_random_containers(data: bytes, name: str) -> None:
    for document in read_both_ways(f"file:///{name}", data):
        assert document.source_uri.startswith(f"file:///{name}")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("txt", SENTENCE * 60_000),
        ("txt", "\n" * 100_000),
        ("txt", "a\n" * 100_000),
        ("txt", "(" * 1_000_000),
        ("txt", "Tiêu đề" + " " * 2_000_000 + "x"),
        ("txt", "1 " * 600_000),
        ("txt", "a." * 600_000 + "@"),
        ("txt", ("Tin liên quan\n" + SENTENCE + "\n") * 9_000),
        ("html", "<div>" * 300_000 + SENTENCE),
        ("html", '<div class="menu">' * 100_000 + SENTENCE),
        ("html", "<a><b>" * 200_000 + SENTENCE),
        ("html", "<h1>" * 100_000 + SENTENCE),
        ("html", "<table><tr><td>" * 60_000 + SENTENCE),
        ("html", "<h1>x</h1>" * 50_000),
        ("html", "<li>x</li>" * 100_000),
        ("html", "<frameset>" * 100_000 + SENTENCE),
        ("html", "<a " + " ".join(f"x{number}=1" for number in range(100_000)) + ">" + SENTENCE),
        ("html", "<" * 1_000_000),
        ("html", "&nbsp;" * 200_000),
        ("html", '<script type="application/ld+json">' + "[" * 300_000 + "</script>" + SENTENCE),
        ("html", '<img src="data:image/png;base64,' + "A" * 2_000_000 + '">' + SENTENCE),
    ],
    ids=lambda value: value[:24] if len(value) > 5 else value,
)
def test_endless_input_takes_a_second_a_megabyte(kind: str, text: str) -> None:
    data = text.encode()[:7_900_000]
    run(SENTENCE.encode(), kind)  # the lexicons are read once, whatever comes first
    before, start = slowness(), time.process_time()
    check(run(data, kind))
    taken = time.process_time() - start
    # Processor time, of which the worst of these takes half: neither a busy machine nor a slow one fails the test.
    assert taken <= max(1.0, len(data) / 1_000_000) * max(before, slowness())


def slowness() -> float:
    """How many times longer plain Python takes just now than where a second a megabyte was measured; at least 1."""
    start = time.process_time()
    sum(number * number for number in range(1_000_000))
    return max(1.0, (time.process_time() - start) / 0.07)


def test_a_page_of_frames_has_no_text_of_its_own() -> None:
    result = run(b"<html><head><title>Tin</title></head><frameset cols=2><frame src=a><frame src=b></frameset></html>", "html")
    assert isinstance(result, Rejection)
    assert result.reason == "empty"


def test_an_element_with_attributes_without_end_keeps_its_text() -> None:
    endless = "<p " + " ".join(f"x{number}" for number in range(5_000)) + ">"
    page = f"<p>{SENTENCE * 3}</p>{endless}{SENTENCE * 4}</p>"
    plain = run(page.replace(endless, "<p>").encode(), "html")
    result = run(page.encode(), "html")
    assert isinstance(result, CleanedDocument)
    assert isinstance(plain, CleanedDocument)
    assert result.article.text == plain.article.text
