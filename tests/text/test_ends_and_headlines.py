"""Where an article ends, and headlines that their page prints with something missing."""

from __future__ import annotations

import pytest
from small_page import FIRST, LAST, SECOND, TITLE, clean, page

from tasks.text.photo_credits import is_photo_credit

DONE = "Đến nay bà con đã ươm được 52 vạn cây giống và nhận khoán 340 ha rừng phòng hộ."


@pytest.mark.parametrize("end", ["Ảnh: Đài Nà Phạ. Lò Thị Mẩy", "(Ảnh: Vì Pùa). Tòng Lả", "Ảnh tư liệu: CTV. Hoàng Thu Sen."])
def test_a_last_paragraph_with_a_credit_and_its_author_is_text(end: str) -> None:
    text = clean("\n\n".join((TITLE, FIRST, SECOND, f"{DONE} {end}")), "txt").article.text
    assert DONE in text


@pytest.mark.parametrize(
    "caption", ["Bà con thôn Hạ trồng cây bên suối. Ảnh: Vì Pùa", "Rừng mới ở thôn Hạ. Ảnh: Báo Rừng. Số 12", "Trồng cây. Ảnh: A. Lò Mẩy"]
)
def test_a_caption_with_its_credit_is_none(caption: str) -> None:
    assert is_photo_credit(caption)


def test_below_a_second_headline_of_the_first_rank_stands_another_article() -> None:
    below = "<div><h1>Huyện bên gieo cấy vượt kế hoạch</h1><p>Vụ này huyện bên gieo cấy 815 ha lúa, vượt kế hoạch từ đầu năm.</p></div>"
    text = clean(page(below=below)).article.text
    assert text.endswith(LAST)


def test_a_second_headline_with_a_bare_date_below_it_ends_a_flattened_article() -> None:
    other = "Huyện bên gieo cấy vượt kế hoạch vụ mùa"
    lines = (TITLE, FIRST, SECOND, LAST, other, "02/03/2021", "Vụ này huyện bên gieo cấy 815 ha lúa, vượt kế hoạch từ đầu năm.")
    assert "815" not in clean("\n".join(lines), "txt").article.text


@pytest.mark.parametrize(
    "note",
    [
        "Bạn cần nâng cấp tài khoản với giá 39.000 đồng/tháng để đọc tiếp bài viết này.",
        "Mời quý độc giả mua gói 7 ngày giá 12.000 đồng để đọc toàn bộ bài viết.",
    ],
)
def test_a_pay_wall_note_in_words_of_its_own_leaves_no_figure(note: str) -> None:
    assert "000 đồng" not in clean(page(inside=f"<p>{note}</p>")).article.text


def test_linked_data_in_a_comment_of_a_script_is_read() -> None:
    story = f'<!--\n{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2021-04-13"}}\n//-->'
    assert str(clean(page(head=f'<script type="application/ld+json">{story}</script>')).article.published_on) == "2021-04-13"


OFFICE = "Hội Nông dân huyện Mường Chà"


@pytest.mark.parametrize("title", ["Thôn Hạ: Trồng xong rừng vụ xuân năm nay.", "Thôn Hạ trồng xong rừng vụ xuân năm nay"])
def test_brackets_without_a_date_tell_the_headline_below_the_name_of_an_office(title: str) -> None:
    menu = ("Trang chủ", "Giới thiệu", "Văn bản", OFFICE)
    split = clean("\n".join((*menu, title, "( )", FIRST, SECOND, LAST)), "txt").article if title.endswith(".") else None
    glued = clean("\n".join((*menu, f"{title} ( )", FIRST, SECOND, LAST)), "txt").article
    assert {one.title for one in (split, glued) if one} == {title}
    assert OFFICE not in glued.text


def test_a_headline_without_its_large_initial_begins_its_own_line() -> None:
    title = "à Phạ, bà con giữ rừng như giữ nhà mình trong mưa bão"
    lines = ("Trang chủ", "Giới thiệu", "Công khai ngân sách của huyện", "", title, FIRST, SECOND, LAST)
    assert clean("\n".join(lines), "txt").article.title == title


def test_a_broken_line_goes_on_where_no_initial_is_lacking() -> None:
    lines = (TITLE, FIRST, "Toàn xã đã trồng thêm", "nhiều héc ta rừng mới ở các thôn dọc bờ suối và quanh hồ", "chứa nước.", LAST)
    assert "trồng thêm nhiều héc ta" in clean("\n".join(lines), "txt").article.text
