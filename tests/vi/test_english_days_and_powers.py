"""Days with English months are no figures, and powers of ten are one number."""

from __future__ import annotations

import pytest

from tasks.vi.numbers.dispositions import find_dispositions
from tasks.vi.numbers.numbers import find_numbers


@pytest.mark.parametrize(
    "day",
    ["March 5, 2021", "Mar 5, 2021", "5 March 2021", "5th March 2021", "5-Mar-2021", "Sept 21st, 2021", "5 Jun. 2021", "December 31 2021"],
)
def test_a_day_with_an_english_month_is_a_date(day: str) -> None:
    text = f"Bản tin {day} nêu 45 hộ nghèo."
    assert [number.value for number in find_numbers(text)] == [45.0]
    assert {one.kind for one in find_dispositions(text)} == {"date"}


def test_a_name_like_a_month_beside_a_count_is_no_date() -> None:
    text = "Chị May 12 lần đoạt giải, đội có 20 cầu thủ, anh Mark 5 lần ghi bàn."
    assert [number.value for number in find_numbers(text)] == [12.0, 20.0, 5.0]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("dung tích 3 x 10⁶ m³", [3e6]),
        ("dung tích 3,2 × 10⁶ m³", [3.2e6]),
        ("dung tích 4·10³ m³", [4e3]),
        ("cả thảy 10⁹ tế bào", [1e9]),
        ("mật độ 5 x 10⁻³ g", [5e-3]),
        ("có 10¹ hộ", [10.0]),
        ("đất rộng 10 m² và 3 x 4 m", [10.0, 3.0, 4.0]),
    ],
)
def test_a_power_of_ten_is_one_number(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == pytest.approx(values)
