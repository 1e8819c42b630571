"""What a browser shows is the text, and nothing else is."""

from __future__ import annotations

import pytest
from small_page import FIRST, LAST, SECOND, TITLE, clean, page, rules_of, text_of


def inside(markup: str) -> list[str]:
    """The lines of the text that come of some markup in the middle of a page."""
    return [line for line in text_of(page(inside=markup)) if line not in (TITLE, FIRST, SECOND, LAST)]


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="display : NONE !important">Bản nháp có 999 hộ chưa ai duyệt ở đây cả.</p>',
        "<p STYLE='Visibility:hidden'>Bản nháp có 999 hộ chưa ai duyệt ở đây cả.</p>",
        '<div style="color:red;opacity: 0.0;"><p>Bản nháp có 999 hộ chưa ai duyệt ở đây cả.</p></div>',
        '<p style="position:absolute; left:-9999px">Bản nháp có 999 hộ chưa ai duyệt ở đây cả.</p>',
        "<p hidden>Bản nháp có 999 hộ chưa ai duyệt ở đây cả.</p>",
        "<dialog>Bản nháp có 999 hộ chưa ai duyệt ở đây cả.</dialog>",
        "<video>Trình duyệt không phát được đoạn 999 giây này.</video>",
        "<audio>Trình duyệt không phát được đoạn 999 giây này.</audio>",
        "<canvas>Biểu đồ cột có 999 hộ ở cột cao nhất.</canvas>",
        "<template><p>Bản nháp có 999 hộ chưa ai duyệt ở đây cả.</p></template>",
    ],
)
def test_what_is_not_shown_is_no_text(markup: str) -> None:
    assert inside(markup) == []


@pytest.mark.parametrize(
    "style", ["opacity:0.85", "display:block", "visibility:visible", "margin-left:-12px", "text-decoration:underline", "opacity:.5"]
)
def test_what_is_shown_in_a_style_is_text(style: str) -> None:
    line = "Cả xã còn 37 hộ chưa có đường bê tông vào đến tận cổng."
    assert inside(f'<p style="{style}">{line}</p>') == [line]


def test_a_large_hidden_part_may_be_the_article() -> None:
    long = "Bà con thôn trên và thôn dưới cùng nhau đắp lại đoạn đường bị lũ cuốn trôi hồi tháng bảy. " * 30
    assert len(inside(f'<div style="display:none"><p>{long}</p></div>')) == 1


@pytest.mark.parametrize("item", ["<div>Sửa trong bảng 350</div>", "<li>javascript:mo('a', 1); dong('b', 2); if (c) { d(3); }</li>"])
def test_a_large_hidden_menu_is_no_article(item: str) -> None:
    assert inside(f'<div style="display:none">{item * 120}</div>') == []


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<p>Xã có <del>61</del> <ins>74</ins> hộ nuôi ong lấy mật.</p>", "Xã có 74 hộ nuôi ong lấy mật."),
        ("<p>Xã có <s>61</s><ins>74</ins> hộ nuôi ong lấy mật.</p>", "Xã có 74 hộ nuôi ong lấy mật."),
        ("<p>Xã có <STRIKE>61 </STRIKE>74 hộ nuôi ong lấy mật.</p>", "Xã có 74 hộ nuôi ong lấy mật."),
        ('<p>Xã có <span style="text-decoration: line-through">61</span> 74 hộ nuôi ong.</p>', "Xã có 74 hộ nuôi ong."),
    ],
)
def test_struck_out_words_are_no_text(markup: str, line: str) -> None:
    assert inside(markup) == [line]


def test_an_unclosed_strike_takes_nothing_away() -> None:
    long = "Bà con thôn trên và thôn dưới cùng nhau đắp lại đoạn đường bị lũ cuốn trôi hồi tháng bảy. " * 9
    assert SECOND in text_of(page(above="<strike>").replace(LAST, f"{long}</p><p>{LAST}"))


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("Xã có 61<sup>2</sup> hộ nuôi ong.", "Xã có 61 hộ nuôi ong."),
        ('Xã có 61<sup><a href="#n">[4]</a></sup> hộ nuôi ong.', "Xã có 61 hộ nuôi ong."),
        ("Xã có <b>61</b><sup>(1)</sup> hộ nuôi ong.", "Xã có 61 hộ nuôi ong."),
        ("Có 61 hộ nuôi ong<sup>1, 2</sup> ở đây.", "Có 61 hộ nuôi ong ở đây."),
        ("Tỷ lệ che phủ đạt 61,5%<sup>*</sup>.", "Tỷ lệ che phủ đạt 61,5%."),
        ("Xã trồng 800 m<sup>2</sup> hoa.", "Xã trồng 800 m² hoa."),
        ("Hồ rộng 3 km<sup>2</sup>, chứa 5 x 10<sup>6</sup> m<sup>3</sup>.", "Hồ rộng 3 km², chứa 5 x 10⁶ m³."),
        ("Mật độ là 10<sup>-3</sup> con.", "Mật độ là 10⁻³ con."),
        ("Trời lạnh 7<sup>o</sup>C, có nơi 4<sup>0</sup>C.", "Trời lạnh 7°C, có nơi 4°C."),
        ("Về thứ 2<sup>nd</sup> ở giải.", "Về thứ 2nd ở giải."),
        ("Kết nạp được 10<sup>1</sup> hội viên.", "Kết nạp được 10 hội viên."),
        ("Khí CO<sub>2</sub> giảm.", "Khí CO2 giảm."),
    ],
)
def test_raised_signs(markup: str, line: str) -> None:
    assert inside(f"<p>{markup}</p>") == [line]


def test_labels_of_a_drawing_stay_apart_and_out_of_the_text() -> None:
    drawing = '<svg><title>Biểu tượng</title><g><text x="1">202</text><text x="9">341</text><text>Thôn Đoài</text></g></svg>'
    source = page(inside=f"<figure>{drawing}</figure>")
    assert text_of(source) == [TITLE, FIRST, SECOND, LAST]
    assert rules_of(source)["202\n341\nThôn Đoài"] == "element:drawing"


def test_numbers_of_a_formula_stay_apart() -> None:
    assert inside("<p>Cách tính là <math><mn>12</mn><mo>+</mo><mn>34</mn></math> như trên.</p>") == ["Cách tính là 12 + 34 như trên."]
    assert inside("<p>Gấp <math><msup><mn>10</mn><mn>4</mn></msup></math> lần.</p>") == ["Gấp 10⁴ lần."]


def test_a_declarative_shadow_root_is_read() -> None:
    source = (
        page()
        .replace("<div><h1>", '<x-bai><template shadowrootmode="open"><div><h1>')
        .replace("</div><footer>", "</div></template></x-bai><footer>")
    )
    assert text_of(source) == [TITLE, FIRST, SECOND, LAST]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (
            "T&amp;#7893; h&amp;#7907;p t&amp;aacute;c x&amp;atilde; c&amp;oacute; 26 th&amp;agrave;nh vi&amp;ecirc;n.",
            "Tổ hợp tác xã có 26 thành viên.",
        ),
        ("Đội&amp;nbsp;văn&amp;nbsp;nghệ có 26 người &amp;ldquo;nòng cốt&amp;rdquo;.", "Đội văn nghệ có 26 người “nòng cốt”."),
        ("Nhóm Ong &amp;amp; Rừng có 26 người; R&D thì chưa.", "Nhóm Ong & Rừng có 26 người; R&D thì chưa."),
        ("Viết &amp;khongco; là sai, có 26 người biết.", "Viết &khongco; là sai, có 26 người biết."),
    ],
)
def test_references_escaped_twice_are_undone(printed: str, read: str) -> None:
    assert inside(f"<p>{printed}</p>") == [read]
    once = printed.replace("&amp;", "&")
    assert read in text_of("\n".join((TITLE, FIRST, SECOND, once, LAST)), "txt")


def test_the_headline_is_read_without_its_references() -> None:
    source = page(head='<meta property="og:title" content="X&amp;atilde; N&amp;agrave; Phạ">')
    assert clean(source).article.title == TITLE
