"""What figures are of when their unit is a traditional area, a letter, or stands behind the second of two levels."""

from __future__ import annotations

import pytest
from extracted import figure, figures


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Vụ này thôn Hạ trồng được 38 sào lạc.", 38, "sao"),
        ("Xã đã gieo cấy 210 mẫu lúa mùa.", 210, "mau"),
        ("Bà con xuống giống 640 công lúa hè thu.", 640, "cong"),
        ("Ông Hai cấy 5 mẫu 2 sào lúa nếp.", 5.2, "mau"),
    ],
)
def test_sao_cong_and_mau_of_a_crop_are_its_area(sentence: str, value: float, unit: str) -> None:
    one = figure(sentence)
    assert (one.value, one.unit, one.indicator, one.measure) == (pytest.approx(value), unit, "crop_area", "amount")


def test_samples_are_no_land() -> None:
    assert figure("Trung tâm lấy 45 mẫu xét nghiệm.").unit == "item"


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("Ổ cắm điện dùng nguồn 220 V, chịu tải 10 A.", ["volt", "ampere"]),
        ("Mỗi đèn LED 15W thay cho đèn cũ 60 W.", ["watt", "watt"]),
    ],
)
def test_letters_are_units_where_a_sentence_speaks_of_electricity(sentence: str, units: list[str]) -> None:
    assert [one.unit for one in figures(sentence)] == units


def test_a_letter_elsewhere_is_no_unit() -> None:
    assert all(one.unit not in ("volt", "watt", "ampere") for one in figures("Trường có 12 A lớn treo ở cổng, 3 V nhỏ trên tường."))


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Sản lượng chè tăng từ 3,1 lên 4,4 nghìn tấn.", "tonne"),
        ("Công suất trạm nâng từ 40 lên 63 MW.", "megawatt"),
        ("Chiều dài kênh giảm từ 18 xuống 15 km.", "kilometre"),
    ],
)
def test_the_first_of_two_levels_has_the_unit_of_the_second(sentence: str, unit: str) -> None:
    assert [one.unit for one in figures(sentence)] == [unit, unit]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Anh được trả 350k.", "vnd"),
        ("Chị góp 4 triệu 6.", "vnd"),
        ("Mỗi nhà góp 3 triệu rưỡi.", "vnd"),
        ("Mức khoán là 1,6 triệu/hộ.", "vnd"),
        ("Kênh có 650k theo dõi.", "item"),
    ],
)
def test_short_sums_are_money_where_nothing_is_counted(sentence: str, unit: str) -> None:
    assert figure(sentence).unit == unit


@pytest.mark.parametrize("sentence", ["Theo quy định[6], xã có 27 hộ được vay.", "Danh sách[12] nêu 27 hộ được vay."])
def test_a_mark_in_square_brackets_behind_a_word_is_a_footnote(sentence: str) -> None:
    assert figure(sentence).value == 27
