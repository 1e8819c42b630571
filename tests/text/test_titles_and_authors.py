"""Which line is the headline and who signs, on pages that print them in unusual places."""

from __future__ import annotations

from datetime import date

import pytest
from small_page import FIRST, LAST, SECOND, TITLE, clean

OPENER = "Sáng 12/4, xã Nà Phạ gặp mặt các hộ trồng rừng, nghe bà con kể chuyện làm ăn và bàn việc của mùa sau."
LEAD = "Câu chuyện của những người giữ rừng bên con suối đầu nguồn được kể lại trong một buổi chiều nhiều gió ở nhà sàn chung của thôn"


def read(*lines: str, gap: str = "\n") -> tuple[str | None, str | None]:
    """Title and author of a flattened page."""
    article = clean(gap.join(lines), "txt").article
    return article.title, article.author


@pytest.mark.parametrize(
    "title",
    [
        "Xã Nà Phạ tổng kết phong trào trồng rừng của các thôn ...",
        "Ai giữ rừng cho con cháu mai sau ở TP. Lạng Xa?",
        "Nghề rừng: bao nhiêu mồ hôi, bấy nhiêu mầm xanh...",
        "Bà Lò Thị Mỉ, Chủ tịch hợp tác xã giữ rừng, nhận danh hiệu mới",
        "Clip: Bà con Nà Phạ trồng rừng dưới mưa",
        "[VIDEO] Bà con Nà Phạ trồng rừng dưới mưa",
        'Trưởng bản Nà Phạ: "Rừng còn thì bản còn!"',
    ],
)
def test_the_first_line_of_a_text_is_its_headline(title: str) -> None:
    assert read(title, FIRST, SECOND, LAST)[0] == title


def test_the_headline_above_a_lead_without_a_stop() -> None:
    assert read("Chuyện giữ rừng ở Nà Phạ", LEAD, FIRST, SECOND, LAST)[0] == "Chuyện giữ rừng ở Nà Phạ"


MENU = ("Trang chủ", "Tin tức", "Văn bản pháp luật", "Tin nổi bật")


def test_the_headline_below_the_date_of_a_section() -> None:
    caption = "Bà con thôn Nà Ỏi chăm sóc vườn ươm"
    assert read(*MENU, "thứ hai, 12 04 2021 08:51", TITLE, LEAD, caption, FIRST, SECOND, LAST)[0] == TITLE
    closed = "Xã Nà Phạ mở lớp dạy ươm giống cây rừng."
    assert read(*MENU, "12/04/2021", closed, OPENER, SECOND, LAST)[0] == closed


def test_a_menu_in_capitals_does_not_go_on_in_the_section_below_it() -> None:
    lines = (*MENU, "CÁC ĐƠN VỊ TRỰC THUỘC", "thông tin trong xã", "12/04/2021", "Rừng xanh trở lại", FIRST, SECOND, LAST)
    assert read(*lines)[0] == "Rừng xanh trở lại"


@pytest.mark.parametrize("behind", [" ( )", " ()"])
def test_brackets_without_a_date_are_no_part_of_a_headline(behind: str) -> None:
    article = clean("\n".join((TITLE + behind, FIRST, SECOND, LAST)), "txt").article
    assert article.title == TITLE
    assert article.text.startswith(TITLE + "\n")


def test_a_machine_date_in_brackets_is_the_date_of_a_headline() -> None:
    article = clean("\n".join((f"{TITLE} (2021-04-12T18:30:00.000Z)", FIRST, SECOND, LAST)), "txt").article
    assert (article.title, str(article.published_on)) == (TITLE, "2021-04-13")


@pytest.mark.parametrize(
    ("end", "author"),
    [
        ("Lò Văn Tủa (TTXVN)", "Lò Văn Tủa"),
        ("Nông Thị Mị - Lò Tủa", "Nông Thị Mị - Lò Tủa"),
        ("CTV Hà Mỉ/HTTV", "Hà Mỉ"),
        ("Bài và ảnh: Hạ Vân", "Hạ Vân"),
        ("Hạ Vân Hạ Vân", "Hạ Vân"),
        ("Lò Tủa/Đài NP Lò Tủa/Đài NP", "Lò Tủa"),
        ("Hạ Vân (theo Báo Nà Phạ)", "Hạ Vân"),
        ("Yến Mây", "Yến Mây"),
        ("YẾN MÂY", "YẾN MÂY"),
        ("Yến Mây - Quỳnh Sa", "Yến Mây - Quỳnh Sa"),
        ("Yến Mây (tổng hợp từ Báo Nà Phạ, Đài TP. Khau Vai)", "Yến Mây"),
        ("Y.Mây", "Y.Mây"),
        ("Y. Mây", "Y. Mây"),
        ("Y. Mây- Quỳnh Sa", "Y. Mây- Quỳnh Sa"),
        ("Y.M (Tổng hợp)", "Y.M"),
        ("K' Mây", "K' Mây"),
        ("Yến Mây/NP.VN Yến Mây/NP.VN", "Yến Mây"),
        ("Theo Hạ Vân/Báo Nà Phạ", None),
        ("Ảnh: Hạ Vân", None),
        ("Theo Ngôi Sao", None),
        ("Ngôi Sao", None),
        ("P.V", None),
        ("Yên Bái", None),
        ("Rose Green", None),
        ("Mùa mới", None),
        ("Bà con đến thăm nhà ông Yến Mây", None),
        ("Bà con họp ở trạm y tế Nà Phạ (TP. Khau Vai)", None),
        ("Bà con giúp cháu Q.H. Y.M.", None),
    ],
)
def test_the_author_behind_the_last_sentence(end: str, author: str | None) -> None:
    assert read(TITLE, FIRST, SECOND, f"{LAST} {end}")[1] == author


def test_a_quotation_does_not_end_the_last_sentence() -> None:
    assert read(TITLE, FIRST, SECOND, "Bà con trong thôn gọi bà là “người mẹ của rừng” Yến Mây")[1] is None
    assert read(TITLE, FIRST, SECOND, "Bà con trong thôn nói: “Năm nay rừng sẽ xanh hơn”. Yến Mây")[1] == "Yến Mây"


def test_a_name_above_captions_signs_the_text() -> None:
    captions = ("Bà con thôn Nà Ỏi lên nương từ lúc mặt trời chưa mọc.", "Vườn ươm bên suối nhìn từ trên cao.")
    document = clean("\n".join((TITLE, FIRST, SECOND, LAST, "Hạ Vân", "", "", *captions)), "txt")
    assert document.article.author == "Hạ Vân"
    assert "Hạ Vân" not in document.article.text
    assert [block.rule for block in document.blocks if block.dropped_text == "Hạ Vân"] == ["above_captions"]


CAPTION = "Bà con thôn Nà Ỏi lên nương từ lúc mặt trời chưa mọc."


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Hạ Vân (Tổng hợp)", "Hạ Vân"),
        ("Đức Mây - Đoàn Sa", "Đức Mây - Đoàn Sa"),
        ("Y. M (tổng hợp)", "Y. M"),
        ("Hà Giang", None),
        ("ROSE GREEN | Nà Phạ", None),
    ],
)
def test_how_a_name_above_captions_is_written(name: str, author: str | None) -> None:
    article = clean("\n".join((TITLE, FIRST, SECOND, LAST, name, "", CAPTION)), "txt").article
    assert article.author == author
    assert (name in article.text) is (author is None)


@pytest.mark.parametrize(
    ("over", "gap", "author"),
    [
        ("Xem thêm: Khau Vai mở lại chợ phiên bên suối", 1, "Hạ Vân"),
        ("Cảnh bà con Nà Phạ dựng lại nhà văn hóa", 2, "Hạ Vân"),
        ("Cảnh bà con Nà Phạ dựng lại nhà văn hóa", 1, None),
    ],
)
def test_a_headline_of_something_else_above_the_name(over: str, gap: int, author: str | None) -> None:
    article = clean("\n".join((TITLE, FIRST, SECOND, LAST, over, "Hạ Vân", *[""] * gap, CAPTION)), "txt").article
    assert article.author == author


@pytest.mark.parametrize(
    ("between", "author"),
    [
        (("Xem thêm > > > Khau Vai mở lại chợ phiên, bà con về họp",), "Yến Mây"),
        (("Điện thoại: 0123.456.789",), "Yến Mây"),
        (("Trang chủ", "Liên hệ", "Đăng nhập"), None),
    ],
)
def test_a_name_that_ends_the_page(between: tuple[str, ...], author: str | None) -> None:
    document = clean("\n".join((TITLE, FIRST, SECOND, LAST, *between, "Yến Mây")), "txt")
    assert document.article.author == author
    assert "Yến Mây" not in document.article.text


def test_a_name_within_a_caption_is_no_author() -> None:
    captions = (CAPTION, "Hạ Vân.", "Vườn ươm của bản nhìn từ trên cao.")
    assert read(TITLE, FIRST, SECOND, LAST, "Yến Mây", "", "", *captions)[1] == "Yến Mây"


def test_a_bracket_broken_behind_a_short_word_is_no_author() -> None:
    end = "Bà con đưa cháu bé đến trạm y tế Nà Phạ (TP."
    document = clean("\n".join((TITLE, FIRST, SECOND, end, "Sông Mây).", "Hạ Vân (Tổng hợp)")), "txt")
    assert document.article.author == "Hạ Vân"
    assert "Sông Mây)." in document.article.text


def test_an_invitation_below_a_labelled_name() -> None:
    invitation = "* Mời bạn đọc vào trang Khau Vai xem các tin, bài liên quan đến mùa trồng rừng năm nay của xã."
    assert read(TITLE, FIRST, SECOND, LAST, "Tin, ảnh: YẾN MÂY", invitation)[1] == "YẾN MÂY"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Nà Phạ giúp các hộ trồng rừng vay vốn để làm ăn lớn hơn", "Nà Phạ giúp các hộ trồng rừng vay vốn để làm ăn lớn hơn"),
        ("Sáng nay tại nhà văn hóa của xã Nà Phạ bà con", None),
    ],
)
def test_a_headline_above_a_paragraph_without_its_large_initial(line: str, title: str | None) -> None:
    menu = ("Trang chủ", "Giới thiệu", "Kinh tế", "Thứ năm, 08/08/2019 08:52")
    paragraph = "hực hiện việc giao rừng cho dân, xã Nà Phạ gặp mặt các hộ, nghe bà con kể chuyện làm ăn và bàn việc của mùa sau."
    article = clean("\n".join((*menu, line, paragraph, SECOND, LAST)), "txt").article
    assert (article.title == line) is (title is not None)
    assert paragraph in article.text


@pytest.mark.parametrize("heading", ["Hà Giang", "Mùa mới", "Giữ rừng"])
def test_a_short_heading_above_the_last_paragraphs_signs_nothing(heading: str) -> None:
    article = clean("\n".join((TITLE, FIRST, SECOND, heading, "", "", LAST)), "txt").article
    assert article.author is None
    assert heading in article.text


@pytest.mark.parametrize(
    ("line", "url"),
    [("(Nguồn: Báo Nà Phạ - baonapha.vn)", "baonapha.vn"), ("Theo napha.gov.vn", "napha.gov.vn"), ("Nguồn: Báo Nà Phạ", None)],
)
def test_an_address_without_its_scheme_is_a_source(line: str, url: str | None) -> None:
    article = clean("\n".join((TITLE, FIRST, SECOND, LAST, line)), "txt").article
    assert (article.source_url, article.source_host) == (url, url)


def test_the_name_of_the_paper_below_the_headline_is_none() -> None:
    lines = (TITLE, "Báo Nà Phạ điện tử", "Thứ Sáu, 28/06/2024, 17:42 GMT+7", FIRST, SECOND, LAST)
    assert clean("\n".join(lines), "txt").article.title == TITLE


def test_a_button_beside_the_date_and_buttons_beside_the_views() -> None:
    lines = (TITLE, "18/10/2023 | In bài viết", FIRST, SECOND, LAST, "[Trở về] [In bài] Lượt xem: 89")
    article = clean("\n".join(lines), "txt").article
    assert (article.published_on, article.view_count) == (date(2023, 10, 18), 89)
    assert article.text.split("\n") == [TITLE, FIRST, SECOND, LAST]
