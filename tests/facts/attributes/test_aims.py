"""Aims: how far they reach, and what ends them."""

from __future__ import annotations

import pytest
from extracted import figures

PLAN = "Huyện phấn đấu đến năm 2030 có 20 giường bệnh. "


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        (PLAN + "Đến năm 2035, toàn huyện có 30 giường bệnh.", ["target", "target"]),
        (PLAN + "Giai đoạn 2031 - 2035, xây mới 3 trạm bơm.", ["target", "target"]),
        (PLAN + "Đến năm 2015, toàn huyện đã có 12 giường bệnh.", ["target", "actual"]),
        ("Đến năm 2035, toàn huyện có 30 giường bệnh.", ["actual"]),
    ],
)
def test_an_article_without_a_date_looks_ahead_from_the_first_year_it_aims_at(text: str, statuses: list[str]) -> None:
    assert [one.status for one in figures(text, published_on=None)] == statuses


def test_a_plan_that_a_figure_is_compared_with_says_nothing_of_later_ones() -> None:
    text = "Quận thu ngân sách 60 tỷ đồng so với chỉ tiêu được giao là 45 tỷ đồng (tăng 34%), mỗi ngày thu 0,2 tỷ đồng."
    assert [one.status for one in figures(text)] == ["actual", "target", "actual", "actual"]


def test_a_sum_is_compared_with_an_aim_that_was_set() -> None:
    text = "Nông nghiệp tăng 2,4%, cao hơn so với chỉ tiêu đặt ra, giá trị sản xuất ước đạt 231 triệu đồng."
    assert [one.status for one in figures(text)] == ["actual", "actual"]


def test_speech_that_reports_ends_what_was_aimed_at() -> None:
    text = "Bàn về mục tiêu nhiệm kỳ tới, ông Bình cho biết Đảng bộ hiện có 36 chi bộ với 690 đảng viên."
    assert {one.status for one in figures(text)} == {"actual"}


REPORT = (
    "Báo cáo của phường Nam Sơn\nI. KẾT QUẢ NĂM 2019\n- Thu ngân sách: 42 tỷ đồng;\n"
    "II. CHỈ TIÊU CHỦ YẾU NĂM 2020\n+ Thu ngân sách: 45 tỷ đồng;\n+ Hộ nghèo: dưới 0,4%;\n+ Đã trồng 12 ha rừng;\n"
    "Phường nhận 5 tỷ đồng.\nIII. NHIỆM VỤ 6 THÁNG CUỐI NĂM\n- Vận động thêm 369 đơn vị máu.\n"
    "IV. CHỈ TIÊU ĐÃ ĐẠT NĂM 2019\n- Có 34 chi bộ;\n"
)


def test_a_list_under_a_heading_of_aims_is_aimed_at() -> None:
    found = [(one.span_text, one.status) for one in figures(REPORT)]
    assert found == [
        ("42 tỷ", "actual"),
        ("45 tỷ", "target"),
        ("0,4%", "target"),
        ("12", "actual"),
        ("5 tỷ", "actual"),
        ("369", "target"),
        ("34", "actual"),
    ]


@pytest.mark.parametrize(("year", "status"), [(2030, "target"), (2018, "actual")])
def test_a_year_to_come_opens_an_aim(year: int, status: str) -> None:
    assert [one.status for one in figures(f"Năm {year}, 100% khu công nghiệp có nhà trẻ.")] == [status]


@pytest.mark.parametrize(
    ("lines", "statuses"),
    [
        ("Đến năm 2025, xã phấn đấu:\n+ Thu nhập bình quân 62 triệu đồng;\n+ Trồng 34 ha rừng.", ["target", "target"]),
        ("4. Nhiệm vụ quý IV năm 2020\nKết nạp thêm 12 đảng viên; thành lập 2 chi bộ.", ["target", "target"]),
        ("Đại hội thông qua các chỉ tiêu chủ yếu:\n- Thu ngân sách 45 tỷ đồng;\n- Có 3 xã đạt chuẩn.", ["target", "target"]),
        ("Các chỉ tiêu đã đạt được:\n- Thu ngân sách 45 tỷ đồng;\n- Trồng 34 ha rừng.", ["actual", "actual"]),
        ("Năm qua, xã đã làm được:\n+ Trồng 34 ha rừng;\n+ Kết nạp 12 đảng viên.", ["actual", "actual"]),
    ],
)
def test_what_stands_below_words_that_announce_aims_is_aimed_at(lines: str, statuses: list[str]) -> None:
    assert [one.status for one in figures(f"Tin xã Nam Sơn\n{lines}")] == statuses


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Huyện yêu cầu các xã tổng kết; qua kiểm tra phát hiện 34 vụ trộm.", ["actual"]),
        ("Theo yêu cầu các xã, huyện trồng 34 ha rừng.", ["actual"]),
        ("Trước yêu cầu từng bước đổi mới, xã có 34 chi bộ.", ["actual"]),
        ("Huyện yêu cầu mỗi xã kết nạp 34 đảng viên.", ["target"]),
        ("Nhiều chỉ tiêu vượt kế hoạch: kết nạp 34 đảng viên, trồng 50 ha rừng.", ["actual", "actual"]),
        ("Các chỉ tiêu tăng so với cùng kỳ: thu ngân sách 34 tỷ đồng.", ["actual"]),
        ("Các chỉ tiêu chính đều vượt, cụ thể:\n- Kết nạp 34 đảng viên;\n- Trồng 50 ha rừng.", ["actual", "actual"]),
        ("Một số chỉ tiêu năm 2018 của xã:\n- Có 34 chi bộ;\n- Tỷ lệ hộ nghèo 3,2%.", ["actual", "actual"]),
        ("Một số chỉ tiêu năm 2030 của xã:\n- Có 34 chi bộ;\n- Tỷ lệ hộ nghèo 3,2%.", ["target", "target"]),
        ("Nhiệm vụ trọng tâm của huyện:\nNăm 2018, kết nạp 34 đảng viên.", ["actual"]),
        ("Chỉ tiêu thi đua\n- Kết nạp 34 đảng viên, bằng 120% kế hoạch.", ["actual", "actual"]),
        ("Quận giao cả năm 34 tỷ đồng, thu được 40 tỷ đồng.", ["target", "actual"]),
        ("Phấn đấu tổng thu 34 tỷ đồng. Tổng chi năm 2018 là 30 tỷ đồng.", ["target", "actual"]),
        ("Xã đặt mục tiêu thu 34 tỷ đồng. Tổng thu 6 tháng 20 tỷ đồng.", ["target", "actual"]),
        ("Mục tiêu đến 2030 còn dưới 0,4% (năm 2018 là 0,58%); thu nhập 70 triệu đồng.", ["target", "actual", "target"]),
        ("Trong 10 năm tới, huyện trồng 34 ha rừng.", ["target"]),
        ("Nhiệm kỳ 5 năm tới đây, kết nạp 34 đảng viên.", ["target"]),
        ("Trong 10 năm qua, huyện trồng 34 ha rừng.", ["actual"]),
    ],
)
def test_what_was_reached_or_is_over_is_no_aim(text: str, statuses: list[str]) -> None:
    assert [one.status for one in figures(text)] == statuses
