"""What kind of number: measure, direction, unit and frequency, from the words right around it."""

from __future__ import annotations

import pytest
from extracted import drafts, figure, figures


@pytest.mark.parametrize(
    ("text", "measure", "direction"),
    [
        ("Xã có 318 đảng viên.", "count", None),
        ("Xã có 20/70 bản đạt chuẩn.", "ratio", None),
        ("Xã rộng 340 ha.", "amount", None),
        ("Công trình trị giá 7 tỷ đồng.", "amount", None),
        ("Tỷ lệ hộ nghèo là 4,7%.", "share", None),
        ("Số đảng viên tăng 10 đồng chí.", "change", "up"),
        ("Số vụ tai nạn giảm 10 vụ.", "change", "down"),
        ("Sản lượng lúa tăng 5,2%.", "growth", "up"),
        ("Số vụ tai nạn giảm 15,4%.", "growth", "down"),
        ("Sản lượng gấp 1,23 lần.", "multiple", "up"),
        ("Thu ngân sách đạt 105% kế hoạch.", "target_rate", None),
        ("Thu ngân sách đạt 105% dự toán năm.", "target_rate", None),
        ("Thu ngân sách vượt 12% kế hoạch.", "target_excess", "up"),
        ("Năng suất lúa đạt 65 tạ/ha.", "rate", None),
        ("Tốc độ tăng trưởng kinh tế đạt 8,1%.", "growth", None),
        ("Tăng trưởng kinh tế của huyện là -4,1%.", "growth", "down"),
        ("Tăng trưởng kinh tế của huyện âm 4,1%.", "growth", "down"),
        ("Nhiệt độ thấp nhất là -4,1 độ C.", "amount", None),
    ],
)
def test_measure_and_direction(text: str, measure: str, direction: str | None) -> None:
    one = figure(text)
    assert (one.measure, one.direction) == (measure, direction)


@pytest.mark.parametrize(
    ("text", "value", "unit", "unit_text"),
    [
        ("Dự án được tài trợ US$ 2,4 triệu.", 2.4e6, "usd", "US$"),
        ("Dự án được tài trợ EUR 700.000.", 7e5, "foreign_currency", "EUR"),
        ("Dự án được tài trợ ₫5.200.000.000.", 5.2e9, "vnd", "₫"),
        ("Dự án được tài trợ 3 triệu đô.", 3e6, "usd", "đô"),
        ("Dự án được tài trợ 3 triệu đô Úc.", 3e6, "foreign_currency", "đô Úc"),
        ("Anh góp 15tr cho hội.", 15e6, "vnd", None),
        ("Nhà dân thu 4 tạ rưỡi ngô.", 4.5, "quintal", "tạ"),
        ("Nước dâng cao 1m72.", 1.72, "metre", "m"),
        ("Xã mở rộng 45 m 2 đất.", 45, "square_metre", "m 2"),
        ("Gió giật 80 km/h.", 80, "kilometre_per_hour", "km/h"),
        ("Trạm phát 400 kWh điện.", 400, "kilowatt_hour", "kWh"),
        ("Bà nhận 4 mẫu ruộng.", 4, "mau", "mẫu ruộng"),
        ("Phòng lấy 4 mẫu xét nghiệm.", 4, "item", "mẫu xét nghiệm"),
    ],
)
def test_units_on_either_side(text: str, value: float, unit: str, unit_text: str) -> None:
    one = figure(text)
    assert (one.value, one.unit, one.unit_text) == (pytest.approx(value), unit, unit_text)


def test_a_footnote_mark_parts_no_number_from_its_noun() -> None:
    (one,) = figures("Đảng bộ kết nạp 41(2) đảng viên.")
    assert (one.span_text, one.indicator, one.unit_text) == ("41", "party_members_admitted", "đảng viên")


def test_the_word_of_change_is_told() -> None:
    (draft,) = drafts("Số vụ tai nạn giảm 10 vụ.")
    assert draft.why["change"] == "giảm"


@pytest.mark.parametrize("text", ["Số đảng viên tăng lên 318 đồng chí.", "Số hộ nghèo giảm xuống còn 45 hộ.", "Số thôn tăng từ 10 thôn."])
def test_a_level_that_was_reached_is_no_change(text: str) -> None:
    assert figure(text).measure == "count"


def test_a_value_keeps_no_sign() -> None:
    one = figure("Số vụ tai nạn giảm 15,4%.")
    assert one.value == 15.4


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("Mỗi năm, chi bộ kết nạp 3 đảng viên.", "annual"),
        ("Hằng năm huyện tạo việc làm cho 500 lao động.", "annual"),
        ("Thu nhập bình quân đầu người đạt 42 triệu đồng/năm.", "annual"),
        ("Thu nhập bình quân đạt 3,5 triệu đồng/người/tháng.", "monthly"),
        ("Nhà máy xử lý 40 tấn rác mỗi ngày.", "daily"),
        ("Chi bộ kết nạp 3 đảng viên.", None),
    ],
)
def test_frequency(text: str, frequency: str | None) -> None:
    assert figure(text).frequency == frequency


@pytest.mark.parametrize(
    ("text", "unit", "unit_text", "value"),
    [
        ("Xã có 318 đảng viên.", "person", "đảng viên", 318),
        ("Xã có 1.250 hộ.", "household", "hộ", 1250),
        ("Công trình trị giá 1,2 triệu đồng.", "vnd", "đồng", 1_200_000),
        ("Kim ngạch xuất khẩu đạt 1,25 tỷ USD.", "usd", "USD", 1_250_000_000),
        ("Xã rộng 1.319,5 ha.", "hectare", "ha", 1319.5),
        ("Xã có 7 km đường.", "kilometre", "km", 7),
        ("Xã có 34 mô hình.", "item", "mô hình", 34),
        ("Tỷ lệ hộ nghèo là 4,7%.", "percent", None, 4.7),
    ],
)
def test_unit(text: str, unit: str, unit_text: str | None, value: float) -> None:
    one = figure(text)
    assert (one.unit, one.unit_text, one.value) == (unit, unit_text, value)


def test_income_per_head_is_its_own_indicator_not_a_rate() -> None:
    one = figure("Thu nhập bình quân đạt 42 triệu đồng/người/năm.")
    assert (one.indicator, one.measure) == ("income_per_capita", "amount")


def test_targets_met_and_passed_are_counted_not_exceeded() -> None:
    one = figure("Đảng bộ hoàn thành và vượt 21/25 chỉ tiêu.")
    assert (one.measure, one.indicator, one.direction) == ("ratio", "resolution_targets_met", None)
