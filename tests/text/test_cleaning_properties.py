"""Properties of cleaning that hold for any article: pure, idempotent, blind to Unicode forms and to what surrounds it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages_format import PAGES, LabelledPage, read_pages

from tasks.text.cleaning import clean_document
from tasks.text.records import Article, CleanedDocument, RawDocument

ALL_PAGES = read_pages(PAGES) + read_pages(PAGES / "held_back")

SENTENCES = (
    "Đến nay, toàn xã có 1.250 hộ dân, trong đó 86 hộ nghèo, chiếm 6,9%.",
    "Những năm qua, cấp ủy luôn quan tâm bồi dưỡng quần chúng ưu tú để kết nạp vào Đảng.",
    "“Bà con rất phấn khởi khi con đường mới hoàn thành”, trưởng thôn cho biết.",
    "Năm 2022, Đảng bộ huyện kết nạp 145 đảng viên, đạt 103,5% kế hoạch.",
    "Theo kế hoạch, công trình sẽ được bàn giao vào cuối quý III năm nay.",
    "Từ nguồn vốn này, xã đã xây mới 3 nhà văn hóa và sửa chữa 12 km đường liên thôn.",
    "Tuy nhiên, công tác này ở một số nơi vẫn còn gặp không ít khó khăn.",
    "Phong trào thi đua được các hội, đoàn thể hưởng ứng sôi nổi, rộng khắp.",
)
TITLES = ("Chuyển biến từ một nghị quyết đúng và trúng", "Xã vùng cao vươn lên thoát nghèo", "Huyện Tân Phong: Kết nạp 145 đảng viên mới")
SHORT = ("Không ai bị bỏ lại phía sau.", "Cách làm hay ở cơ sở", "- Mỗi thôn một mô hình;", "Hiệu quả thiết thực")
ABOVE = (
    ["Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Liên hệ"],
    ["SỐ LƯỢT TRUY CẬP", "2", "9", "2", "6", "8", "9", "8"],
    ["Đăng nhập", "Tìm kiếm"],
    ["This page location is:", "Home", "Pages", "Sign In"],
    ["Chủ nhật, 21/07/2024, 01:13 [GMT+7]", "Trang chủ", "Thời sự", "Kinh tế", "Xã hội"],
    [],
)
BELOW = (
    ["Bình luận", "Hiện tại chưa có bình luận", "Viết bình luận"],
    ["TIN MỚI HƠN", "Khai mạc hội thi dân vũ cấp huyện", "(30/07/2019)", "Ra quân vệ sinh môi trường", "(28/07/2019)"],
    ["Tin liên quan", "Trao 120 suất quà cho hộ nghèo", "Hơn 300 đoàn viên hiến máu tình nguyện"],
    ["Thống kê truy cập", "• Đang online: 1", "• Hôm nay: 12", "• Tất cả: 12345"],
    ["Từ khóa: xây dựng Đảng, nông thôn mới"],
    ["Giấy phép số: 12/GP-TTĐT cấp ngày 1/1/2019", "Địa chỉ: Số 1, đường Lê Lợi", "Điện thoại: 0261 354 3140"],
    ["Trang chủ", "|", "Góp ý", "|", "Sơ đồ site"],
    [],
)

paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=5).map(" ".join)


@st.composite
def articles(draw: st.DrawFn) -> list[str]:
    """A title and paragraphs, short lines between them; the last line is a paragraph."""
    lines = [draw(st.sampled_from(TITLES)), draw(paragraphs)]
    for number in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(SHORT)))
        lines.append(f"{draw(paragraphs)} Đoạn thứ {number} kết thúc ở đây.")
    return lines


def clean(text: str, uri: str = "file:///a.txt") -> CleanedDocument:
    document = clean_document(RawDocument(uri, uri, "txt", text.encode()))
    assert isinstance(document, CleanedDocument), document
    return document


def without_source(article: Article) -> tuple[object, ...]:
    return (article.title, article.lead, article.author, article.published_on, article.text, article.text_folded, article.word_count)


@given(articles(), st.sampled_from(ABOVE), st.sampled_from(BELOW), st.sampled_from(BELOW))
@settings(max_examples=150, deadline=None)
def test_boilerplate_around_an_article_leaves_its_text_the_same(
    lines: list[str], above: list[str], below: list[str], last: list[str]
) -> None:
    alone = clean("\n".join(lines)).article
    wrapped = clean("\n".join([*above, *lines, *below, *last])).article
    assert wrapped.text == alone.text
    assert wrapped.title == alone.title


@given(articles())
@settings(max_examples=100, deadline=None)
def test_an_article_alone_comes_through_whole(lines: list[str]) -> None:
    assert clean("\n".join(lines)).article.text == "\n".join(dict.fromkeys(lines)) or len(set(lines)) < len(lines)


@given(articles(), st.sampled_from(ABOVE), st.sampled_from(BELOW))
@settings(max_examples=100, deadline=None)
def test_cleaning_what_was_cleaned_changes_nothing(lines: list[str], above: list[str], below: list[str]) -> None:
    once = clean("\n".join([*above, *lines, *below])).article.text
    assert clean(once).article.text == once


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_cleaning_a_cleaned_page_changes_nothing(page: LabelledPage) -> None:
    once = clean(page.text).article.text
    assert clean(once).article.text == once


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_unicode_form_makes_no_difference(page: LabelledPage) -> None:
    composed, decomposed = clean(page.text), clean(unicodedata.normalize("NFD", page.text))
    assert without_source(composed.article) == without_source(decomposed.article)
    assert composed.blocks == decomposed.blocks


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_line_ends_and_blank_lines_make_no_difference_to_the_text(page: LabelledPage) -> None:
    plain = clean(page.text).article
    assert clean(page.text.replace("\n", "\r\n")).article.text == plain.text


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_cleaning_is_pure(page: LabelledPage) -> None:
    first = clean(page.text)
    for other in ALL_PAGES[:3]:
        clean(other.text)
    assert clean(page.text) == first
    elsewhere = clean(page.text, "file:///b.txt")
    assert elsewhere.article.article_id != first.article.article_id
    assert without_source(elsewhere.article) == without_source(first.article)
