"""Values printed with what belongs to them: decimals of a unit, halves of tens and hours, parts in digits, groups that end a line."""

from __future__ import annotations

import pytest

from tasks.vi.numbers.dispositions import find_dispositions
from tasks.vi.numbers.numbers import find_numbers


def _read(text: str) -> list[tuple[str, float, float | None, float | None]]:
    return [(text[one.start : one.end], one.value, one.value_high, one.denominator) for one in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Rẫy của bà H'Nga rộng 3 ha 7 sào.", "3 ha 7 sào", 3.7),
        ("Anh gom được 4 lượng 6 chỉ vàng.", "4 lượng 6 chỉ", 4.6),
        ("Xe cân được 5 tấn 4.", "5 tấn 4", 5.4),
        ("Nhóm hộ nhận 6ha3 rừng khoanh nuôi.", "6ha3", 6.3),
        ("Bờ kè cao 2 mét 35 so với mặt sông.", "2 mét 35", 2.35),
        ("Cả xóm góp bốn chục rưỡi ngày công.", "bốn chục rưỡi", 45.0),
        ("Chuyến bay chậm 4 giờ rưỡi.", "4 giờ rưỡi", 4.5),
        ("Số phiếu hợp lệ là 4 521.", "4 521", 4521.0),
        ("Tổng số hội viên: 6 038", "6 038", 6038.0),
        ("Nhà ông Dế phát nương 3 mẫu rưỡi.", "3 mẫu rưỡi", 3.5),
        ("Sản lượng tăng ba phẩy bốn lần.", "ba phẩy bốn", 3.4),
        ("Bán bò được 2 tỷ 7 mua đất.", "2 tỷ 7", 2.7e9),
    ],
)
def test_a_value_with_what_belongs_to_it_is_one_number(text: str, span: str, value: float) -> None:
    assert _read(text) == [(span, pytest.approx(value), None, None)]


@pytest.mark.parametrize(
    "text", ["Chở 5 tấn 4 xe.", "Trồng 6 ha 30 sào mía.", "Có 6 km2 đất và 1 hộ.", "Lúc 4 giờ rưỡi chiều, 2 đội vào sân."]
)
def test_another_thing_behind_a_unit_does_not_belong_to_it(text: str) -> None:
    assert all(one[1] == int(one[1]) for one in _read(text))


def test_a_group_of_three_behind_a_blank_needs_a_word_that_states_it() -> None:
    assert 3420.0 not in [one[1] for one in _read("Danh sách thôn 3 420")]
    assert 4521.0 not in [one[1] for one in _read("Số phiếu hợp lệ là 4 521 và 2 phiếu trắng")]


def test_parts_said_in_digits_are_a_fraction() -> None:
    assert _read("Chừng 7 phần 10 diện tích đã gặt.") == [("7 phần 10", 7.0, None, 10.0)]
    assert [one[3] for one in _read("Sách gồm 2 phần 3 chương.")] == [None, None]


def test_tens_said_as_neighbours_behind_a_hundred_are_a_range() -> None:
    assert _read("Có hai trăm ba bốn mươi người dự.") == [("hai trăm ba bốn mươi", 230.0, 240.0, None)]
    assert _read("Có hai trăm ba mươi bốn người dự.") == [("hai trăm ba mươi bốn", 234.0, None, None)]


def test_a_tilde_between_two_numbers_makes_a_range() -> None:
    assert _read("Giá dao động 42~45 nghìn đồng.") == [("42~45 nghìn", 42_000.0, 45_000.0, None)]


def test_a_sum_in_brackets_that_begins_with_three_is_said_again() -> None:
    assert _read("Ủng hộ 3.200.000 đồng (Ba triệu hai trăm nghìn đồng chẵn).") == [("3.200.000", 3_200_000.0, None, None)]


def test_a_magnitude_ends_with_its_line() -> None:
    assert [one[1] for one in _read("Vốn đầu tư 2,6 tỷ\nSố hộ vay 415")] == [2.6e9, 415.0]


def test_two_numbers_of_things_without_a_blank_go_on_a_list() -> None:
    assert _read("Thu hồi đất tại thửa số 21, 33,34 của xã.") == []
    assert _read("Diện tích 33,34 ha") == [("33,34", 33.34, None, None)]


def test_a_document_whose_number_is_grouped_is_no_figure() -> None:
    (found,) = find_dispositions("theo Quyết định số 2.318/QĐ-UBND của tỉnh")
    assert (found.kind, found.rule) == ("document", "document_code")
