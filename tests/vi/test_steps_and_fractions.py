"""Units said together, fractions of one character, footnote marks behind a blank, hundreds said as neighbours."""

from __future__ import annotations

import pytest

from tasks.vi.numbers.numbers import find_numbers


def _read(text: str) -> list[tuple[str, float, float | None, float | None]]:
    return [(text[one.start : one.end], one.value, one.value_high, one.denominator) for one in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Bà Lê Thị Tơ góp 4 mẫu 7 sào ruộng.", "4 mẫu 7 sào", 4.7),
        ("Mảnh vườn rộng 3 sào 9 thước.", "3 sào 9 thước", 3.6),
        ("Lò mổ bán 2 tạ 45 kg thịt.", "2 tạ 45 kg", 2.45),
        ("Kênh dài 6 km 80 m.", "6 km 80 m", 6.08),
    ],
)
def test_a_unit_and_the_next_smaller_one_are_one_number(text: str, span: str, value: float) -> None:
    assert _read(text) == [(span, pytest.approx(value), None, None)]


@pytest.mark.parametrize(
    "text", ["có 4 mẫu 17 sào ruộng", "có 2,5 tấn 3 tạ thóc", "có 3 ha 14 sào chè", "có 6 km 80 m2 nhà kho", "có 3 tạ 2 con lợn"]
)
def test_more_than_makes_one_another_unit_or_a_decimal_are_two_numbers(text: str) -> None:
    assert len(_read(text)) == 2


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Mỗi buồng cân được 4½ kg.", ("4½", 4.5, None, None)),
        ("Đội gặt 7 ¼ ha.", ("7 ¼", 7.25, None, None)),
        ("Còn ¾ tấn gạo.", ("¾", 0.75, None, None)),
        ("Nay ⅓ số trâu đã tiêm.", ("⅓", 1.0, None, 3.0)),
        ("Chi ½ triệu đồng.", ("½ triệu", 500_000.0, None, None)),
    ],
)
def test_fractions_of_one_character(text: str, figure: tuple[str, float, float | None, float | None]) -> None:
    assert _read(text) == [figure]


def test_a_fraction_of_what_is_not_counted_is_no_number() -> None:
    assert _read("Giá bán chỉ bằng ½ giá điện sinh hoạt.") == []


def test_a_mark_behind_a_blank_is_a_footnote_where_a_line_below_begins_with_it() -> None:
    line = "Xã có 342 (2) hộ nghèo."
    assert [one[1] for one in _read(f"{line}\n(2) Chưa kể hộ mới tách.")] == [342.0]
    assert [one[1] for one in _read(line)] == [342.0, 2.0]


def test_a_digit_behind_ten_thousands_counts_thousands_where_nothing_follows() -> None:
    assert _read("Vụ này bà thu 4 vạn 7.") == [("4 vạn 7", 47_000.0, None, None)]


@pytest.mark.parametrize(
    ("text", "low", "high"), [("Chợ đón bảy tám trăm khách.", 700, 800), ("Xưởng làm hai ba nghìn sản phẩm.", 2000, 3000)]
)
def test_neighbours_with_their_magnitude_are_a_range_before_any_noun(text: str, low: float, high: float) -> None:
    assert [one[1:3] for one in _read(text)] == [(low, high)]
