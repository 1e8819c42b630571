"""Headings, tables and lists of the text stay in it; boxes, players, notices and other articles do not."""

from __future__ import annotations

import pytest
from small_page import FIRST, LAST, SECOND, TITLE, page, rules_of, text_of

ROWS = (
    "<tr><th>Thôn</th><th>Số hộ</th><th>Rừng mới (ha)</th></tr>"
    + "<tr><td>Nà Ỏi</td><td>41</td><td>9,5</td></tr><tr><td>Nà Sản</td><td>17</td><td>4</td></tr>"
)
ROW_LINES = ["Thôn | Số hộ | Rừng mới (ha)", "Nà Ỏi | 41 | 9,5", "Nà Sản | 17 | 4"]
ITEMS = "<ul><li>Tổng số hộ trồng rừng: 58 hộ</li><li>Rừng trồng mới: 13,5 ha</li></ul>"
ITEM_LINES = ["Tổng số hộ trồng rừng: 58 hộ", "Rừng trồng mới: 13,5 ha"]


@pytest.mark.parametrize(("markup", "lines"), [(f"<table>{ROWS}</table>", ROW_LINES), (ITEMS, ITEM_LINES)])
def test_rows_and_items_before_between_and_after_the_text(markup: str, lines: list[str]) -> None:
    assert text_of(page(above=markup)) == [TITLE, *lines, FIRST, SECOND, LAST]
    assert text_of(page(inside=markup)) == [TITLE, FIRST, SECOND, *lines, LAST]
    assert text_of(page(below=markup)) == [TITLE, FIRST, SECOND, LAST, *lines]


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("<tr><td><p>Nà Ỏi</p></td><td><p>41<br>hộ</p></td></tr><tr><td>Nà Sản</td><td>17</td></tr>", ["Nà Ỏi | 41 hộ", "Nà Sản | 17"]),
        ("<tr><td>Nà Ỏi</td><td></td><td>41</td></tr><tr><td>Nà Sản</td><td>2</td><td>17</td></tr>", ["Nà Ỏi | 41", "Nà Sản | 2 | 17"]),
        (
            "<tr><th>Thôn</th><td rowspan=2>41</td></tr><tr><th>Nà Sản</th></tr><tr><th>Xã</th><td>8</td></tr>",
            ["Thôn | 41", "Nà Sản", "Xã | 8"],
        ),
        ("<tr><td>Số hộ giữ rừng</td><td>88 hộ</td></tr>", ["Số hộ giữ rừng | 88 hộ"]),
    ],
)
def test_cells_of_a_row_stay_together(table: str, lines: list[str]) -> None:
    assert text_of(page(inside=f"<table>{table}</table>")) == [TITLE, FIRST, SECOND, *lines, LAST]


def test_a_table_that_lays_out_a_page_is_no_table_of_data() -> None:
    source = page(above="<table><tr><td>Tin trong xã</td><td>(05/04/2022 10:15)</td></tr></table>")
    assert text_of(source) == [TITLE, FIRST, SECOND, LAST]


def test_a_list_of_links_below_the_text_is_of_other_articles() -> None:
    links = (
        "<ul><li><a href=/1>Trao 45 con bò giống cho hộ nghèo vùng lòng hồ</a></li><li><a href=/2>Mưa lớn cuốn trôi 3 cầu tạm</a></li></ul>"
    )
    assert text_of(page(below=links)) == [TITLE, FIRST, SECOND, LAST]


def test_results_below_a_flattened_text_on_a_page_with_a_footer() -> None:
    footer = "Bản quyền thuộc Trang tin xã Nà Phạ. Điện thoại: 0200 000 000"
    text = text_of("\n".join((TITLE, FIRST, SECOND, LAST, *ITEM_LINES, footer)), "txt")
    assert text == [TITLE, FIRST, SECOND, LAST, *ITEM_LINES]


def test_the_last_cell_of_a_flattened_table_stays() -> None:
    cells = ("Thôn", "Số hộ", "Nà Ỏi", "41", "Nà Sản", "17")
    assert text_of("\n".join((TITLE, FIRST, SECOND, *cells, LAST)), "txt") == [TITLE, FIRST, SECOND, *cells, LAST]


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>Trao 30 con bò cho hộ nghèo</h2>",
        "<h3>Kết nạp 12 hội viên mới</h3>",
        "<h2><a name=h>Tặng 500 cây giống</a></h2>",
        "<p><b>Khen thưởng 9 tập thể</b></p>",
        "<p>Hội viên tham gia 70 buổi</p>",
    ],
)
def test_headings_inside_the_text_are_text(heading: str) -> None:
    text = text_of(page(inside=heading))
    assert len(text) == 5
    assert text[3] in heading


def test_what_stands_under_a_picture_is_its_caption() -> None:
    caption = "Đại biểu tham quan vườn ươm của xã"
    assert caption not in text_of(page(inside=f'<p><img src="a.jpg"></p><p>{caption}</p>'))
    assert caption in text_of(page(inside=f"<p>{caption}</p>"))


@pytest.mark.parametrize(
    "box",
    [
        '<div class="newsletter"><p>Nhận tin mỗi sáng cùng 12.345 người khác trong vùng.</p></div>',
        '<div class="paywall-note"><p>Gói 30 ngày giá 49.000 đồng, đọc mọi bài không hạn chế trên mọi thiết bị.</p></div>',
        "<p>Bài viết dành riêng cho hội viên, giá 25.000 đồng một tháng.</p>",
        "<p>Tải app đọc báo, hơn 500.000 lượt cài đặt</p>",
        "<p>Nghe bài viết 00:00 / 04:15 1x 1.5x</p>",
        '<div class="audio-player"><span>Giọng nữ miền Bắc 0,75x</span></div>',
        "<form><p>Bạn có 500 chữ để góp ý</p><textarea></textarea></form>",
        '<div class="poll"><p>Bạn chọn loại cây nào? 64% chọn quế</p></div>',
    ],
)
@pytest.mark.parametrize("place", ["above", "inside", "below"])
def test_boxes_leave_no_text(box: str, place: str) -> None:
    assert text_of(page(**{place: box})) == [TITLE, FIRST, SECOND, LAST]


SECOND_ARTICLE = (
    "<h1>Thôn Nà Sản mở lớp dạy đan lát</h1><div>04/04/2022</div>"
    "<p>Tối qua, thôn Nà Sản mở lớp dạy đan lát cho 25 chị em trong thôn, do các bà cụ nhiều tuổi nhất đứng lớp.</p>"
    "<p>Lớp học kéo dài 40 buổi, người học không phải đóng tiền và được phát nan tre để mang về nhà tập đan.</p>"
)


def test_a_second_article_leaves_no_text() -> None:
    assert text_of(page(below=f"</div><div>{SECOND_ARTICLE}")) == [TITLE, FIRST, SECOND, LAST]
    assert text_of(page(below=SECOND_ARTICLE.replace("h1>", "h2>"))) == [TITLE, FIRST, SECOND, LAST]


def test_a_longer_second_article_leaves_no_text_either() -> None:
    longer = SECOND_ARTICLE + "<p>Già làng kể rằng nghề này có từ đời ông bà, nay mới có người theo học đông như vậy.</p>" * 4
    assert text_of(page(below=longer)) == [TITLE, FIRST, SECOND, LAST]


def test_a_dated_list_inside_a_report_is_no_second_article() -> None:
    entries = "".join(
        f"<p>Loại đơn số {number}: Kiến nghị về đất</p><p>Ngày xử lý: 1{number}/4/2022</p><p>{SECOND.replace('214', str(number))}</p>"
        for number in (3, 4)
    )
    assert len(text_of(page(inside=entries))) >= 6


def test_a_table_beside_the_article_is_dropped_by_its_place() -> None:
    source = page(below='</div><div class="sidebar">').replace(
        "</footer>", "</footer><table><tr><td>Vàng</td><td>61</td></tr><tr><td>Xăng</td><td>23</td></tr></table>"
    )
    assert text_of(source) == [TITLE, FIRST, SECOND, LAST]
    assert rules_of(source)["Vàng | 61\nXăng | 23"] == "below_article"


def test_every_dropped_box_names_its_rule() -> None:
    assert rules_of(page(below='<div class="newsletter"><p>Nhận tin mỗi sáng</p></div>'))["Nhận tin mỗi sáng"] == "element:ads"


CELLS = ("Rừng trồng mới ở các thôn", "Thôn", "Số hộ", "Diện tích (ha)", "Nà Ỏi", "41", "9,5", "Nà Sản", "17", "4")
COUNTERS = ("Đang trực tuyến", "12", "Hôm nay", "345", "Tất cả", "67.890")


def test_a_flattened_table_at_the_end_of_the_text_stays_on_a_page_with_boxes() -> None:
    below = ("Hà Vi", "Từ khóa: rừng, trồng mới", "Xem thêm", "Xã Nà Phạ trồng 2.000 cây phân tán")
    assert text_of("\n".join((TITLE, FIRST, SECOND, LAST, *CELLS, *below)), "txt") == [TITLE, FIRST, SECOND, LAST, *CELLS]


def test_rows_with_bars_at_the_end_of_the_text_stay_apart_and_in_it() -> None:
    rows = ("Kế hoạch năm sau", "TT | Chỉ tiêu | Số lượng", "a | Rừng trồng mới, ha | 30", "b | Hộ nhận giao khoán | ≥ 12%")
    below = ("Đường dây nóng: 0200.000.000", "Các tin khác", "Xã Nà Phạ trồng 2.000 cây phân tán")
    assert text_of("\n".join((TITLE, FIRST, SECOND, LAST, *rows, *below)), "txt") == [TITLE, FIRST, SECOND, LAST, *rows]


@pytest.mark.parametrize(
    "box",
    [COUNTERS, ("Thôn", "Số hộ", "Nà Ỏi", "41"), ("Đọc nhiều", "1", "Thôn Nà Ỏi làm đường", "2", "Trồng rừng vụ xuân ở Nà Sản")],
    ids=["counters", "a single row", "ranks"],
)
def test_numbers_below_the_text_that_are_no_rows(box: tuple[str, ...]) -> None:
    assert text_of("\n".join((TITLE, FIRST, SECOND, LAST, "Từ khóa: rừng", *box)), "txt") == [TITLE, FIRST, SECOND, LAST]
