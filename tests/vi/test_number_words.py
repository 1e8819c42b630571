"""Numbers in words: values, spans, and the many words that are no numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vi.numbers.number_words import find_number_words
from tasks.vi.numbers.numbers import find_numbers
from tasks.vi.numbers.spelled_values import parse_number_words

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
        ("sáu vạn tư", 64_000),
        ("bốn trăm bảy", 470),
        ("hai trăm mốt", 210),
        ("ba triệu hai", 3_200_000),
        ("năm nghìn hai trăm tỷ", 5.2e12),
        ("hai vạn rưởi", 25_000),
        ("hăm ba", 23),
        ("bốn trăm lẽ ba", 403),
        ("sáu tá", 72),
        ("bốn phẩy bảy", 4.7),
        ("không phẩy không ba", 0.03),
        ("sáu chấm hai lăm", 6.25),
        ("bảy phẩy mười lăm", 7.15),
        ("một phẩy hai triệu", 1_200_000),
        ("ba rưỡi", 3.5),
    ],
)
def test_other_spellings(words: str, value: float) -> None:
    assert parse_number_words(words) == value


@pytest.mark.parametrize("words", ["", "xã", "mươi", "nghìn hai", "linh năm", "lăm", "hai xã", "phẩy năm", "hăm", "tá", "hai phẩy"])
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
        ("gần một nửa xuất khẩu", [("một nửa", 50, None)]),
        ("có tới nửa số hộ, hơn nửa diện tích", [("nửa", 50, None), ("nửa", 50, None)]),
        ("khởi tố năm bị can về tội này", [("năm", 5, None)]),
        ("Hai học sinh bị đuối nước", [("Hai", 2, None)]),
        ("thu về hai tỷ đồng", [("hai tỷ", 2e9, None)]),
        # the next place, decimals, halves, dozens
        ("có sáu vạn tư hội viên", [("sáu vạn tư", 64_000, None)]),
        ("góp hai triệu ba đồng", [("hai triệu ba", 2_300_000, None)]),
        ("đạt sáu phẩy hai phần trăm", [("sáu phẩy hai phần trăm", 6.2, None)]),
        ("còn không phẩy bảy lăm %", [("không phẩy bảy lăm %", 0.75, None)]),
        ("hơn nửa tỷ đồng", [("nửa tỷ", 5e8, None)]),
        ("mua nửa tá bát", [("nửa tá", 6, None)]),
        ("thu hai tấn rưỡi ngô", [("hai tấn rưỡi", 2.5, None)]),
        ("giảm ba rưỡi phần trăm", [("ba rưỡi phần trăm", 3.5, None)]),
        ("tặng bốn tá khăn", [("bốn tá", 48, None)]),
        ("có trăm rưỡi hộ và nghìn hai con", [("trăm rưỡi", 150, None), ("nghìn hai", 1200, None)]),
        ("có ba mươi năm hộ và hai mươi năm qua", [("ba mươi năm", 35, None)]),
        ("phạt hai mươi năm tù", [("hai mươi", 20, None)]),
        # articles, phrases, lists, time
        ("họp lúc hai rưỡi chiều, ba giờ rưỡi", []),
        ("sau một trăm năm, mười năm nữa", []),
        ("nửa tháng nay, nửa đêm, nửa chừng", []),
        ("hàng trăm hai bên đường", []),
        ("trung tá, tá điền, vài ba người, dăm bảy hôm", []),
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


_SCALES = {"trăm": 100, "nghìn": 1000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 1_000_000_000}
_DIGITS = st.integers(1, 9)


@given(_DIGITS, st.sampled_from([*_SCALES]), _DIGITS.filter(lambda digit: digit not in (4, 5)))
def test_a_unit_behind_a_scale_counts_the_next_place(high: int, scale: str, low: int) -> None:
    words = f"{_UNITS[high]} {scale} {_UNITS[low]}"
    text = f"Xã nhận {words} cây giống."
    (found,) = find_number_words(text)
    assert (text[found.start : found.end], found.value) == (words, high * _SCALES[scale] + low * _SCALES[scale] // 10)


@given(_DIGITS, st.sampled_from([*_SCALES]), _DIGITS, st.sampled_from(("linh", "lẻ", "lẽ")))
def test_linh_says_units(high: int, scale: str, low: int, odd: str) -> None:
    assert parse_number_words(f"{_UNITS[high]} {scale} {odd} {_UNITS[low]}") == high * _SCALES[scale] + low


@given(st.integers(1, 999), st.sampled_from(("nghìn", "vạn")), st.integers(10, 999), st.sampled_from(("triệu", "tỷ")))
def test_a_scale_multiplies_all_that_is_said_before_it(high: int, scale: str, low: int, big: str) -> None:
    words = f"{spell(high)} {scale} {'không trăm ' if low < 100 else ''}{spell(low)} {big}"
    assert parse_number_words(words) == (high * _SCALES[scale] + low) * _SCALES[big]


@given(st.integers(0, 99), st.lists(st.integers(0, 9), min_size=1, max_size=3), st.sampled_from(("phẩy", "chấm")))
def test_spelled_decimals_are_read_back(whole: int, digits: list[int], mark: str) -> None:
    words = f"{spell(whole)} {mark} {' '.join(_UNITS[digit] for digit in digits)}"
    text = f"Tỷ lệ đạt {words} phần trăm."
    (found,) = find_number_words(text)
    value = float(f"{whole}.{''.join(map(str, digits))}")
    assert (text[found.start : found.end], found.value, found.decimals) == (f"{words} phần trăm", pytest.approx(value), len(digits))
    assert found.is_percent


@pytest.mark.parametrize(
    ("text", "span", "low", "high"),
    [
        ("có sáu bảy trăm hộ", "sáu bảy trăm", 600, 700),
        ("trồng bốn năm chục cây", "bốn năm chục", 40, 50),
        ("chừng bảy tám người", "bảy tám", 7, 8),
        ("còn ba, bốn hộ nghèo", "ba, bốn", 3, 4),
        ("nuôi năm, bảy trăm con gà", "năm, bảy trăm", 500, 700),
        ("có hai mươi, ba mươi hộ", "hai mươi, ba mươi", 20, 30),
        ("giảm bốn, năm phần trăm", "bốn, năm phần trăm", 4, 5),
        ("thu dăm bảy triệu đồng", "dăm bảy triệu", 5e6, 7e6),
        ("có từ hai mươi đến ba mươi hộ", "hai mươi đến ba mươi", 20, 30),
        ("có từ ba đến năm trăm hộ", "ba đến năm trăm", 300, 500),
        ("nuôi ba tới bốn con bò", "ba tới bốn", 3, 4),
        ("vay đôi ba chục triệu đồng", "đôi ba chục triệu", 2e7, 3e7),
    ],
)
def test_neighbours_are_a_range(text: str, span: str, low: float, high: float) -> None:
    (found,) = find_number_words(text)
    assert (text[found.start : found.end], found.value, found.value_high, found.form) == (span, low, high, "range")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("làm ba xã, bốn thôn bị ngập", [3, 4]),
        ("có mười hộ, hai mươi người", [10, 20]),
        ("suốt bốn năm, ba xã đều đạt", [3]),
        ("từ hai hộ đến ba xã", [2, 3]),
        ("hai ba trăm linh năm hộ", [305]),
    ],
)
def test_what_is_no_range(text: str, values: list[float]) -> None:
    assert [(found.value, found.value_high) for found in find_number_words(text)] == [(value, None) for value in values]
