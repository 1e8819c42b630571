"""Headlines and dates, or several headlines, that a page glued together on one line."""

from __future__ import annotations

import pytest

from tasks.text.blocks import split_lines
from tasks.text.cleaning import clean_document
from tasks.text.line_splitting import is_glued, split_dated
from tasks.text.records import CleanedDocument, RawDocument

BODY = "\n".join(
    (
        "Trong 5 ngày, 9 thôn của xã Nà Phạ tổ chức Ngày hội Đại đoàn kết với 1.240 người dự.",
        "Dịp này xã khen thưởng 86 gia đình văn hóa tiêu biểu.",
    )
)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "Ngày hội ở chín thôn Nà Phạ năm 2014 Ngày cập nhật 22/11/2014",
            ["Ngày hội ở chín thôn Nà Phạ năm 2014", "Ngày cập nhật 22/11/2014"],
        ),
        ("Nà Phạ mừng cơm mới - Cập nhật lúc: 22/11/2014 08:15", ["Nà Phạ mừng cơm mới", "Cập nhật lúc: 22/11/2014 08:15"]),
        ("Ngày cập nhật 22/11/2014", ["Ngày cập nhật 22/11/2014"]),
        ("Cập nhật giá cả ngày 22/11/2014", ["Cập nhật giá cả ngày 22/11/2014"]),
        ("Huyện cập nhật số liệu hộ nghèo đến ngày 22/11/2014", ["Huyện cập nhật số liệu hộ nghèo đến ngày 22/11/2014"]),
    ],
)
def test_a_date_behind_a_headline_becomes_a_line(line: str, parts: list[str]) -> None:
    assert [part.text for part in split_dated(split_lines(line)[0])] == parts


def test_the_date_is_the_day_of_publication_and_no_part_of_the_title() -> None:
    text = "Ngày hội ở chín thôn Nà Phạ năm 2014 Ngày cập nhật 22/11/2014\n" + BODY
    document = clean_document(RawDocument("file:///a.txt", "file:///a.txt", "txt", text.encode()))
    assert isinstance(document, CleanedDocument)
    assert document.article.title == "Ngày hội ở chín thôn Nà Phạ năm 2014"
    assert str(document.article.published_on) == "2014-11-22"
    assert [(block.line_start, block.kept) for block in document.blocks] == [(1, True), (1, False), (2, True), (3, True)]


@pytest.mark.parametrize(
    ("line", "glued"),
    [
        (
            "Huyện Khau Vai đứng thứ ba toàn tỉnh về cải cách hành chính trong năm qua Đến hết tháng sáu toàn huyện sẽ "
            "cấp xong thẻ căn cước cho người dân vùng cao",
            True,
        ),
        (
            "Khối thi đua các cơ quan tham mưu của Huyện ủy Khau Vai cùng khối thi đua các trường học, các trạm y tế và lực lượng vũ "
            "trang của huyện sơ kết sáu tháng đầu năm",
            False,
        ),
        ("Nà Phạ trong mùa lúa chín Những điều còn nhớ", False),
    ],
)
def test_several_headlines_on_one_line(line: str, glued: bool) -> None:
    assert is_glued(split_lines(line)[0][0]) is glued
