"""Numbers as foreign tables and English sentences print them inside Vietnamese text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vi.numbers.numbers import find_numbers


@given(st.integers(1_000, 999_999_999_999), st.sampled_from("'’"))
def test_apostrophes_group_digits(number: int, mark: str) -> None:
    printed = f"{number:,}".replace(",", mark)
    text = f"Xã có {printed} hộ."
    (found,) = find_numbers(text)
    assert (text[found.start : found.end], found.value, found.form) == (printed, number, "integer")


def test_a_grouped_number_may_have_decimals() -> None:
    assert [one.value for one in find_numbers("thu 1'250.5 USD và 3’400,25 EUR")] == [1250.5, 3400.25]


@pytest.mark.parametrize("text", ["cao 5'11 inch", "chạy hết 4'30\"", "đạt '123' điểm", "mã 0'123", "mã 1234'567"])
def test_an_apostrophe_that_groups_nothing_joins_nothing(text: str) -> None:
    assert all("'" not in text[one.start : one.end] for one in find_numbers(text))


@given(st.decimals("0.01", "999", places=2), st.sampled_from([("million", 10**6), ("billion", 10**9), ("trillion", 10**12), ("bn", 10**9)]))
def test_english_decimals_with_their_magnitude(value: object, scale: tuple[str, int]) -> None:
    word, factor = scale
    printed = f"{value} {word}"
    text = f"Vốn đạt {printed} USD."
    (found,) = find_numbers(text)
    assert text[found.start : found.end] == printed
    assert found.value == pytest.approx(float(str(value)) * factor)


@pytest.mark.parametrize(
    ("text", "value"),
    [("đạt US$2.5 billion", 2.5e9), ("đạt 1.250 million USD", 1.25e6), ("đạt 3 billion USD", 3e9), ("đạt USD 1.2bn", 1.2e9)],
)
def test_currency_stands_on_either_side_of_english_forms(text: str, value: float) -> None:
    (found,) = find_numbers(text)
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["có 25 bnk mới", "có 3 millionaire", "có 12 BNI"])
def test_a_word_that_begins_like_a_magnitude_is_none(text: str) -> None:
    (found,) = find_numbers(text)
    assert found.magnitude == 1
