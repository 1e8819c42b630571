"""Numbers in words: values, spans, and the many words that are no numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vi.number_words import find_number_words, parse_number_words
from tasks.vi.numbers import find_numbers

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def spell(number: int) -> str:
    """A number below a billion in Vietnamese words, as a schoolbook writes it."""
    if number >= 1_000_000:
        return _join(number, 1_000_000, "triệu")
    if number >= 1000:
        return _join(number, 1000, "nghìn")
    if number >= 100:
        rest = number % 100
        tail = "" if rest == 0 else f" linh {_UNITS[rest]}" if rest < 10 else f" {spell(rest)}"
        return f"{_UNITS[number // 100]} trăm{tail}"
    if number < 10:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    last = "" if unit == 0 else " lăm" if unit == 5 else " mốt" if unit == 1 and tens > 1 else f" {_UNITS[unit]}"
    return f"{'mười' if tens == 1 else f'{_UNITS[tens]} mươi'}{last}"


def _join(number: int, scale: int, word: str) -> str:
    high, rest = divmod(number, scale)
    if rest == 0:
        return f"{spell(high)} {word}"
    low = f"không trăm linh {_UNITS[rest]}" if rest < 10 else f"không trăm {spell(rest)}" if rest < 100 else spell(rest)
    return f"{spell(high)} {word} {low}"


@given(st.integers(1, 999_999_999))
def test_spelled_numbers_are_read_back(number: int) -> None:
    assert parse_number_words(spell(number)) == number


@given(st.integers(10, 999_999_999))
def test_spelled_numbers_are_found_in_a_sentence(number: int) -> None:
    words = spell(number)
    text = f"Toàn huyện có {words} cây."
    (found,) = find_number_words(text)
    assert (text[found.start : found.end], found.value) == (words, number)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("mười lăm", 15),
        ("hai mươi tư", 24),
        ("hai tư", 24),
        ("ba lăm", 35),
        ("một trăm lẻ năm", 105),
        ("một trăm rưỡi", 150),
        ("ba chục", 30),
        ("hai vạn", 20000),
        ("bốn nghìn hai trăm", 4200),
        ("ba triệu rưỡi", 3_500_000),
        ("năm tỉ", 5e9),
        ("mười nghìn tỷ", 1e13),
    ],
)
def test_other_spellings(words: str, value: float) -> None:
    assert parse_number_words(words) == value


@pytest.mark.parametrize("words", ["", "xã", "mươi", "nghìn hai", "linh năm", "lăm", "hai xã"])
def test_what_is_no_number_phrase(words: str) -> None:
    assert parse_number_words(words) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mỗi năm kết nạp được một đảng viên", [("một", 1, None)]),
        ("giới thiệu một quần chúng ưu tú", [("một", 1, None)]),
        ("làm ba người chết, hai người bị thương", [("ba", 3, None), ("hai", 2, None)]),
        ("có hai mươi lăm hộ nghèo", [("hai mươi lăm", 25, None)]),
        ("hơn hai phần ba số hộ", [("hai phần ba", 2, 3)]),
        ("chỉ một phần tư diện tích", [("một phần tư", 1, 4)]),
        ("gần một nửa xuất khẩu", [("một nửa", 0.5, None)]),
        ("khởi tố năm bị can về tội này", [("năm", 5, None)]),
        ("Hai học sinh bị đuối nước", [("Hai", 2, None)]),
        ("thu về hai tỷ đồng", [("hai tỷ", 2e9, None)]),
        # articles, phrases, lists, time
        ("một số nơi, một cách làm, một phần do, một lần nữa", []),
        ("là một trong hai chương trình", []),
        ("Hai là, công tác cán bộ; ba là, kiểm tra", []),
        ("cả hai xã đều đạt", []),
        ("thứ hai, thứ ba và tháng tư, tháng năm", []),
        ("năm học 2019, năm trước, năm nay", []),
        ("trong năm người dân đã đóng góp", []),
        ("Ba Đình, Bảy Núi, chín muồi, năm nay", []),
        ("bộ phận một cửa, đường một chiều", []),
        ("hàng trăm hộ, hàng nghìn người", []),
        ("ba mẹ và hai bên gia đình", []),
        ("một trăm phần trăm", [("một trăm phần trăm", 100, None)]),
    ],
)
def test_words_in_sentences(text: str, found: list[tuple[str, float, float | None]]) -> None:
    assert [(text[word.start : word.end], word.value, word.denominator) for word in find_number_words(text)] == found


def test_words_join_the_numbers_as_candidates() -> None:
    text = "kết nạp được một đảng viên và 25 quần chúng"
    assert [(text[n.start : n.end], n.is_word) for n in find_numbers(text)] == [("một", True), ("25", False)]


def test_no_number_word_goes_over_the_end_of_a_line() -> None:
    assert [word.value for word in find_number_words("kết nạp mười\nNăm 2020 có mười lăm")] == [15.0]
