"""What the headings and introductions of lists say of the figures under them: when, and whether they are aims."""

from __future__ import annotations

import pytest
from extracted import figures

TITLE = "Hội đồng nhân dân xã Nậm Cắn họp"

Read = list[tuple[str, str, str, int | None]]


def read(text: str) -> Read:
    """Value, status, kind and first year of each figure."""
    found = figures(text, title=TITLE)
    return [(one.span_text, one.status, one.period_kind, one.period_start.year if one.period_start is not None else None) for one in found]


def test_an_introduction_dates_the_items_of_its_list() -> None:
    text = "Xã báo cáo kết quả năm 2019 như sau:\n- Tổng thu ngân sách: 12,5 tỷ đồng;\n- Trồng mới 34 ha rừng;\n- Xây mới 12 nhà văn hóa."
    assert read(text) == [("12,5 tỷ", "actual", "year", 2019), ("34", "actual", "year", 2019), ("12", "actual", "year", 2019)]


def test_a_heading_dates_what_stands_under_lower_ones() -> None:
    text = "I. KẾT QUẢ NĂM 2019\n1. Kinh tế\n- Trồng mới 34 ha rừng.\nII. NHIỆM VỤ NĂM 2020\n1. Kinh tế\n- Trồng mới 40 ha rừng."
    assert read(text) == [("34", "actual", "year", 2019), ("40", "target", "year", 2020)]


def test_a_term_over_a_list_is_that_of_its_items() -> None:
    text = (
        "Báo cáo nêu rõ kết quả nhiệm kỳ 2015 - 2020:\n1. Kinh tế\n- Trồng mới 34 ha rừng.\n2. Xây dựng Đảng\n- Kết nạp 29 đảng viên mới.\n"
        "Phương hướng nhiệm kỳ 2020 - 2025:\n- Kết nạp 30 đảng viên."
    )
    assert read(text) == [("34", "actual", "term", 2015), ("29", "actual", "term", 2015), ("30", "target", "term", 2020)]


def test_items_under_aims_are_aims_whatever_their_form() -> None:
    text = "II. CHỈ TIÊU CHỦ YẾU NĂM 2021\n+ Thu ngân sách: 45 tỷ đồng;\n+ Hộ nghèo: dưới 0,4%;\n+ Gia đình văn hóa: 93%."
    assert {status for _, status, _, _ in read(text)} == {"target"}


@pytest.mark.parametrize(
    "heading",
    [
        "I. KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2019",
        "1. Tình hình thực hiện nhiệm vụ năm 2019",
        "2. Nhiệm vụ quốc phòng",
        "3. Chương trình mục tiêu quốc gia giảm nghèo",
        "Một số chỉ tiêu đạt được như sau:",
    ],
)
def test_headings_that_aim_at_nothing(heading: str) -> None:
    assert [status for _, status, _, _ in read(f"{heading}\n- Trồng mới 34 ha rừng.")] == ["actual"]


def test_what_was_done_is_no_aim_under_a_heading_of_aims() -> None:
    text = "II. NHIỆM VỤ NĂM 2020\n- Xã đã trồng 34 ha rừng, năm nay giữ vững kết quả."
    assert read(text)[0][1] == "actual"


def test_a_paragraph_behind_a_list_stands_under_no_heading() -> None:
    text = "II. CHỈ TIÊU NĂM 2021\n- Trồng mới 34 ha rừng;\nHội nghị đã bế mạc. Xã trồng được 12 ha rừng."
    assert read(text)[1] == ("12", "actual", "none", None)


def test_a_heading_of_two_years_dates_nothing() -> None:
    text = "Báo cáo công tác năm 2019, phương hướng năm 2020 như sau:\n- Trồng mới 34 ha rừng."
    assert read(text)[0][2:] == ("none", None)


def test_the_title_dates_nothing() -> None:
    (one,) = figures("- Trồng mới 34 ha rừng.", title="Xã Nậm Cắn: Kết quả công tác năm 2019")
    assert one.period_kind == "none"


def test_a_time_of_its_own_ends_with_its_item() -> None:
    text = "Xã đề ra chỉ tiêu đến năm 2025: thu nhập 80 triệu đồng; về đích nông thôn mới trước năm 2023; kết nạp 30 đảng viên."
    assert [first for *_, first in read(text)] == [2025, 2025]


def test_a_time_that_opens_its_item_goes_on() -> None:
    text = "Năm 2018, xã trồng 45 ha rừng; năm 2019, xã xây 3 trường; kết nạp 30 đảng viên."
    assert [first for *_, first in read(text)] == [2018, 2019, 2019]


def test_the_year_of_an_old_level_is_not_that_of_the_new_one() -> None:
    text = "Diện tích thanh long tăng từ 45 ha năm 2013 lên 310 ha, năng suất 28 tấn/ha. Tổ hợp tác gom 24 hộ."
    assert [first for *_, first in read(text)] == [2013, None, None, None]


def test_a_year_before_the_new_level_is_its_own() -> None:
    text = "Diện tích thanh long tăng từ 45 ha năm 2013 lên 310 ha năm 2019."
    assert [first for *_, first in read(text)] == [2013, 2019]


def test_the_figure_of_the_same_time_before_is_not_that_of_the_heading() -> None:
    text = "I. KẾT QUẢ NĂM 2019\n- Xảy ra 15 vụ, giảm 3 vụ so với cùng kỳ (18 vụ).\n- Trồng rừng đạt 45% kế hoạch (cùng kỳ 40%)."
    assert [first for *_, first in read(text)] == [2019, 2019, None, 2019, None]


def test_the_heads_of_a_table_date_its_cells() -> None:
    text = "| Nội dung | Năm 2018 | Năm 2019 |\n| Số hộ nghèo | 120 | 98 |\n| Số chi bộ | 12 | 14 |"
    assert [(value, first) for value, _, _, first in read(text)] == [("120", 2018), ("98", 2019), ("12", 2018), ("14", 2019)]


def test_what_stands_over_a_table_dates_its_cells() -> None:
    text = "Tai nạn trong 9 tháng năm 2019\nĐịa bàn\nSố vụ\nSố người chết\nĐồng Xoài\n21\n14\nĐồng Phú\n24\n15\nPhước Long\n9\n7"
    assert {first for *_, first in read(text)} == {2019}


def test_years_on_end_are_those_of_their_predicate() -> None:
    text = "Chị Hoa ba năm liền đoạt giải, là một trong 23 quần chúng được kết nạp năm 2019."
    assert [first for *_, first in read(text)] == [2019]


def test_the_hour_of_a_day_stands_between_a_figure_and_its_day() -> None:
    assert read("Nước sông Gianh đạt đỉnh 8,95 m lúc 17 giờ ngày 19/5/2020.") == [("8,95", "actual", "as_of", 2020)]


def test_aims_are_set_for_the_time_from_now_on() -> None:
    found = figures("Từ nay đến hết năm 2021, xã phấn đấu trồng 40 ha rừng.")
    assert [(one.status, one.period_kind, str(one.period_end)) for one in found] == [("target", "range", "2021-12-31")]


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Nhiệm vụ 6 tháng cuối năm", "target"),
        ("Giải pháp thời gian tới", "target"),
        ("Kết quả thực hiện nhiệm vụ năm 2019", "actual"),
        ("Nhiệm vụ quốc phòng", "actual"),
    ],
)
def test_a_heading_before_a_colon_says_what_its_clauses_are(heading: str, status: str) -> None:
    assert {told for _, told, _, _ in read(f"{heading}: làm 5 km đường; trồng 50 ha rừng.")} == {status}


def test_a_time_inside_the_sentence_before_does_not_reach_the_next_paragraph() -> None:
    text = (
        "Hạn hán trong tháng 3 và tháng 4 làm 34 ha cà phê bị ảnh hưởng, thiệt hại khoảng 52 tỷ đồng.\n"
        "Kim ngạch xuất khẩu là điểm sáng với 480 triệu USD, tăng 28,6%."
    )
    assert [kind for _, _, kind, _ in read(text)] == ["range", "range", "none", "none"]


def test_what_is_there_now_is_no_aim_under_a_heading_of_aims() -> None:
    text = "III. PHƯƠNG HƯỚNG\n1. Hiện còn 5 thôn chưa có chi bộ.\n2. Tỷ lệ hộ nghèo dưới 2% (năm 2019 là 3,4%)."
    assert [(value, status) for value, status, _, _ in read(text)] == [("5", "actual"), ("2%", "target"), ("3,4%", "actual")]


def test_lines_without_marks_are_a_list_as_long_as_semicolons_join_them() -> None:
    text = "Năm 2019, xã đạt một số kết quả:\nTrồng mới 34 ha rừng;\nXây 12 nhà văn hóa.\nBên cạnh đó, xã tặng 5 bò giống."
    assert [first for *_, first in read(text)] == [2019, 2019, None]
