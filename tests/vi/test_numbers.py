"""Numbers: every printed form, its value and its span."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import PlantedText, planted_texts

from tasks.vi.numbers.dispositions import find_dispositions
from tasks.vi.numbers.number_shapes import is_unit_exponent
from tasks.vi.numbers.numbers import Number, find_numbers

VALUES: list[tuple[str, str, float, float | None, float | None, str]] = [
    # text, span, value, value_high, denominator, form
    ("có 74 đảng viên", "74", 74, None, None, "integer"),
    ("02 chi bộ trường học", "02", 2, None, None, "integer"),
    ("lên 2.804 đảng viên", "2.804", 2804, None, None, "integer"),
    ("có 4055 đồng chí", "4055", 4055, None, None, "integer"),
    ("là 1038,5ha, đạt", "1038,5", 1038.5, None, None, "decimal"),
    ("đạt 67,17% so", "67,17%", 67.17, None, None, "percent"),
    ("tăng từ 38.81% so", "38.81%", 38.81, None, None, "percent"),
    ("vượt 53,2 % so", "53,2 %", 53.2, None, None, "percent"),
    ("tăng 12 phần trăm so", "12 phần trăm", 12, None, None, "percent"),
    ("tăng 2.8 điểm phần trăm so", "2.8 điểm phần trăm", 2.8, None, None, "percent_point"),
    ("giảm 3 điểm % do", "3 điểm %", 3, None, None, "percent_point"),
    ("độ mặn 4,5‰ ở", "4,5‰", 4.5, None, None, "permille"),
    ("gấp 1,58 lần so", "1,58", 1.58, None, None, "decimal"),
    ("dân số 1.319,652 người", "1.319,652", 1319652, None, None, "integer"),
    ("còn 2.864,527 tỉ đồng", "2.864,527 tỉ", 2864527000000, None, None, "decimal"),
    ("là 17.555 m3 gỗ", "17.555", 17555, None, None, "integer"),
    ("có 1,685 lượt xem", "1,685", 1685, None, None, "integer"),
    ("được 24,023 tỷ đồng", "24,023 tỷ", 24023000000, None, None, "decimal"),
    ("chỉ 618,000 thùng mỗi ngày", "618,000", 618000, None, None, "integer"),
    ("hơn 1,234,567 người", "1,234,567", 1234567, None, None, "integer"),
    ("thu 23.9 triệu đồng", "23.9 triệu", 23900000, None, None, "decimal"),
    ("rộng 0,125 ha đất", "0,125", 0.125, None, None, "decimal"),
    ("ước 1.234.567,89 đồng", "1.234.567,89", 1234567.89, None, None, "decimal"),
    ("thu 1 tỷ 618 triệu đồng", "1 tỷ 618 triệu", 1618000000, None, None, "integer"),
    ("đạt 394 tỷ 581triệu đồng", "394 tỷ 581triệu", 394581000000, None, None, "integer"),
    ("là 2 triệu 300 nghìn đồng", "2 triệu 300 nghìn", 2300000, None, None, "integer"),
    ("được 2 triệu rưỡi, nặng", "2 triệu rưỡi", 2500000, None, None, "integer"),
    ("đạt hơn 11 ngàn tỷ đồng", "11 ngàn tỷ", 11e12, None, None, "integer"),
    ("gần 1,3 nghìn tỷ, tăng", "1,3 nghìn tỷ", 1.3e12, None, None, "decimal"),
    ("có 3 vạn gà", "3 vạn", 30000, None, None, "integer"),
    ("bán 5tr đồng một con", "5tr", 5000000, None, None, "integer"),
    ("thưởng 500k đồng mỗi em", "500k", 500000, None, None, "integer"),
    ("chi 12.500 tỷ VNĐ", "12.500 tỷ", 12.5e12, None, None, "integer"),
    ("giá 100 triệu đồng", "100 triệu", 1e8, None, None, "integer"),
    ("có 3 tỷ phú", "3", 3, None, None, "integer"),
    ("với 5 tỷ lệ khác nhau", "5", 5, None, None, "integer"),
    ("thu 1 200 000 đồng", "1 200 000", 1200000, None, None, "integer"),
    ("kết nạp đảng 311/463, đạt", "311/463", 311, None, 463, "ratio"),
    ("chỉ có 12/19 tiêu chí", "12/19", 12, None, 19, "ratio"),
    ("có 311 / 463 đoàn viên", "311 / 463", 311, None, 463, "ratio"),
    ("có 50 trong tổng số 88 thôn", "50 trong tổng số 88", 50, None, 88, "ratio"),
    ("đạt 4 nghìn 120 tỷ đồng", "4 nghìn 120 tỷ", 4.12e12, None, None, "integer"),
    ("nuôi 3 nghìn 400 con gà", "3 nghìn 400", 3400, None, None, "integer"),
    ("vay 2 vạn 5 nghìn đồng", "2 vạn 5 nghìn", 25000, None, None, "integer"),
    ("giá 3tr8 một tạ", "3tr8", 3.8e6, None, None, "integer"),
    ("hết 2 tỷ 3.", "2 tỷ 3", 2.3e9, None, None, "integer"),
    ("lãi 1 tỷ hai đồng", "1 tỷ hai", 1.2e9, None, None, "integer"),
    ("gửi 30tr USD", "30tr", 3e7, None, None, "integer"),
    ("mua 4 tá cốc", "4 tá", 48, None, None, "integer"),
    ("nặng 3 tạ rưỡi, dài", "3 tạ rưỡi", 3.5, None, None, "decimal"),
    ("kéo dài 4 năm rưỡi, nay", "4 năm rưỡi", 4.5, None, None, "decimal"),
    ("cao 1m72, nặng", "1m72", 1.72, None, None, "decimal"),
    ("xã Đoài, 3 482 nhân khẩu", "3 482", 3482, None, None, "integer"),
    ("có 3 482 hộ dân", "3 482", 3482, None, None, "integer"),
    ("có 1 050 hộ dân", "1 050", 1050, None, None, "integer"),
    ("rộng 4 215,6 ha", "4 215,6", 4215.6, None, None, "decimal"),
    ("tăng ,45% so", ",45%", 0.45, None, None, "percent"),
    ("chỉ còn 6 phẩy 2%", "6 phẩy 2%", 6.2, None, None, "percent"),
    ("chỉ còn 61 , 4 % số", "61 , 4 %", 61.4, None, None, "percent"),
    ("chỉ còn 61 ,45% số", "61 ,45%", 61.45, None, None, "percent"),
    ("phải có 2, 3 cuộc họp", "2, 3", 2, 3, None, "range"),
    ("từ -3 đến 4 độ C", "-3 đến 4", -3, 4, None, "range"),
    ("là 4.200 ± 30 người", "4.200 ± 30", 4200, None, None, "integer"),
    ("tiêm cho 1.250/1.300 hộ dân", "1.250/1.300", 1250, None, 1300, "ratio"),
    ("thu được 1.250/1.500 tỷ đồng", "1.250/1.500 tỷ", 1250e9, None, 1500e9, "ratio"),
    ("mỗi năm từ 1 đến 2 đảng viên/năm", "1 đến 2", 1, 2, None, "range"),
    ("chỉ đạt 6 - 7 tấn/ha", "6 - 7", 6, 7, None, "range"),
    ("được hưởng từ 15,5-16,3% lãi", "15,5-16,3%", 15.5, 16.3, None, "range"),
    ("ở mức từ 5,11% - 7,13%/năm", "5,11% - 7,13%", 5.11, 7.13, None, "range"),
    ("dao động từ 727 – 995 triệu đồng", "727 – 995 triệu", 727e6, 995e6, None, "range"),
    ("từ 5 triệu đồng đến 10 triệu đồng", "5 triệu đồng đến 10 triệu", 5e6, 1e7, None, "range"),
    ("thu từ 2 tấn đến 3 tấn mỗi vụ", "2 tấn đến 3", 2, 3, None, "range"),
    ("từ 500 nghìn đến 1 triệu đồng", "500 nghìn đến 1 triệu", 5e5, 1e6, None, "range"),
]


def _of(text: str) -> list[Number]:
    return [number for number in find_numbers(text) if not number.is_word]


@pytest.mark.parametrize(("text", "span", "value", "high", "denominator", "form"), VALUES, ids=[case[0] for case in VALUES])
def test_one_number(text: str, span: str, value: float, high: float | None, denominator: float | None, form: str) -> None:
    (number,) = _of(text)
    read = (text[number.start : number.end], number.value, number.value_high, number.denominator, number.form)
    assert read == (span, pytest.approx(value), high, denominator, form)
    assert number.is_percent == (form == "percent" or (form == "range" and "%" in span))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("tăng từ 28 lên 35 chi bộ", ["28", "35"]),
        ("giảm từ 40,39% xuống còn 35,71%", ["40,39%", "35,71%"]),
        ("từ 32% năm 2009 đã tăng lên trên 39% vào năm 2012", ["32%", "39%"]),
        ("tăng từ 9.000 lên tới 70.000 người", ["9.000", "70.000"]),
        ("164hộ/268 nhân khẩu", ["164", "268"]),
        ("giảm từ 30 đến 20 hộ", ["30", "20"]),
        ("của 300 DN, trong tổng số hơn 11,5 nghìn DN", ["300", "11,5 nghìn"]),
        ("rộng 3x4 m", ["3", "4"]),
        ("các mức 40,45,50 triệu đồng", ["40", "45", "50 triệu"]),
        ("thu 20 triệu đồng, 15 xã", ["20 triệu", "15"]),
        ("bình quân 28 triệu đồng/người/năm", ["28 triệu"]),
        ("17.555m3 gỗ, 30 km2 rừng", ["17.555", "30"]),
        ("đo được 130/85 mmHg", ["130", "85"]),
        ("rộng 45 m 2 đất, dài 30 m 2 làn xe", ["45", "30", "2"]),
        ("cho vay 5 triệu 3 hộ, 20 triệu 15 xã", ["5 triệu", "3", "20 triệu", "15"]),
        ("có 1, 2, 3 hộ", ["1", "2", "3"]),
        ("các mức 3 , 5 , 7 % và 6, 8 %", ["3", "5", "7 %", "6", "8 %"]),
        ("đạt 61 , 4 và 7 điểm", ["61", "4", "7"]),
        ("các mức 3, 5 120 hộ", ["3", "5", "120"]),
        ("3 120 hộ", ["3", "120"]),
        ("từ 30 -40 hộ", ["30 -40"]),
        ("vàng tây 24k, vàng 18k, thưởng 24k", ["24", "18", "24k"]),
        ("giá USD 23.100 đồng, 5 triệu USD 200 hộ", ["23.100", "5 triệu", "200"]),
    ],
)
def test_where_one_number_ends(text: str, spans: list[str]) -> None:
    assert [text[number.start : number.end] for number in _of(text)] == spans


def test_a_decimal_of_a_magnitude_has_no_dust() -> None:
    assert [find_numbers(f"gần {printed} tỷ đồng")[0].value for printed in ("8,2", "16,4", "9,95")] == [8.2e9, 16.4e9, 9.95e9]


def test_printed_precision_and_magnitude_are_kept() -> None:
    (share,) = _of("đạt 67,10% so")
    (money,) = _of("thu 1,25 tỷ đồng")
    assert (share.decimals, share.magnitude) == (2, 1)
    assert (money.decimals, money.magnitude) == (2, 1e9)


@given(planted_texts())
@settings(max_examples=150, deadline=None)
def test_planted_figures_are_read_back(planted: PlantedText) -> None:
    read = [(n.start, n.end, n.value, n.value_high, n.denominator, n.sign, n.is_about) for n in _of(planted.text)]
    wanted = [(s.start, s.end, pytest.approx(f.value), f.value_high, f.denominator, f.sign, f.is_about) for s, f in planted.figures]
    assert read == wanted


_WORDS = """
    1 2.804 67,17% 3/2 24/06/2020 05-CT/TW 12-19 2020-2025 9h30 0912345678 QL14 m2 5m3 30a 1.319,652 tỷ triệu đồng năm ngày tháng thôn
    xóm khóa XII quý I , . ; : ( ) - – / % hộ đảng viên từ đến trong tổng số lần thứ Điều khoản rưỡi một hai ba x + ' “ ”
"""
_FRAGMENTS = st.sampled_from([*_WORDS.split(), "\n"])
_PROSE = st.lists(st.tuples(_FRAGMENTS, st.sampled_from(("", " "))), max_size=25).map(lambda parts: "".join(a + b for a, b in parts))


@given(st.one_of(_PROSE, st.text(alphabet="0123456789.,/-–:%()hgm aăđ\nTỷ", max_size=40)))
@settings(max_examples=400, deadline=None)
def test_every_digit_lies_in_exactly_one_number_or_disposition(text: str) -> None:
    claimed = find_dispositions(text)
    items = sorted([(d.start, d.end) for d in claimed] + [(n.start, n.end) for n in find_numbers(text, claimed)])
    assert all(low < high for low, high in items)
    assert all(first[1] <= second[0] for first, second in pairwise(items))
    inside = {place for low, high in items for place in range(low, high)}
    for match in re.finditer(r"\d+", text):
        if not is_unit_exponent(text, match.start(), match.end()):
            assert set(range(*match.span())) <= inside


@given(_PROSE)
@settings(max_examples=80, deadline=None)
def test_dispositions_are_found_only_once(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert find_numbers(text) == find_numbers(text, find_dispositions(text))


@pytest.mark.parametrize(
    "text",
    ["9" * 5000, "1," * 4000, "1." * 4000, "1/" * 4000, "5 - " * 4000, "tháng " + "1" * 5000, "3 a" + "b" * 50000, "(" * 4000 + "5"],
    ids=["digits", "commas", "stops", "slashes", "dashes", "month", "word", "brackets"],
)
def test_broken_text_is_read_in_linear_time(text: str) -> None:
    started = process_time()
    numbers = find_numbers(text)
    # Some hundredths of a second when linear; a quadratic pattern takes minutes.
    assert process_time() - started < 5
    assert all(number.value < 1e25 for number in numbers)


def test_a_run_of_digits_that_no_number_can_hold_is_a_code() -> None:
    assert [(d.kind, d.rule) for d in find_dispositions("mã " + "9" * 400)] == [("code", "long_run")]


@pytest.mark.parametrize("text", ["còn 30\n- 40 hộ", "gồm 30\nđến 40 người", "có 12\n/ 15 bản"])
def test_no_range_or_ratio_goes_over_the_end_of_a_line(text: str) -> None:
    first, second = find_numbers(text)
    assert (first.form, second.form) == ("integer", "integer")


@pytest.mark.parametrize("text", ["bị cảnh cáo 4\nNăm 2019, xã", "còn 7\ntriệu tập họp", "khai trừ 2\n% hộ", "thêm 3\ntuổi trẻ"])
def test_no_number_takes_a_word_of_the_next_line(text: str) -> None:
    first = find_numbers(text)[0]
    assert (first.form, first.end) == ("integer", text.index("\n"))
    assert not [claim for claim in find_dispositions(text) if claim.start == first.start]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("kết nạp 41(2) đảng viên", " đảng viên"),
        ("kết nạp 41³ đảng viên", " đảng viên"),
        ("kết nạp 41* đảng viên", " đảng viên"),
        ("kết nạp 41[7] đảng viên", " đảng viên"),
        ("tài trợ US$ 2,4 triệu cho", "US$ 2,4 triệu cho"),
        ("tài trợ €700.000 cho", "€700.000 cho"),
        ("thu 4 tạ rưỡi ngô", "tạ rưỡi ngô"),
    ],
)
def test_where_it_says_what_is_counted(text: str, counted: str) -> None:
    (number,) = find_numbers(text)
    assert text[number.counted_at :] == counted


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [
        ("tăng trưởng là -4,1%", 4.1, -1),
        ("tăng trưởng âm 4,1%", 4.1, -1),
        ("nhiệt độ xuống −1,5°C", -1.5, -1),
        ("âm 3 độ C", -3, -1),
        ("lợi nhuận âm 12 tỷ đồng", -12e9, -1),
        ("gồm: - 40 hộ", 40, 0),
        ("-40 hộ nghèo", 40, 0),
        ("xã Đoài -3 hộ", 3, 0),
        ("tăng 5,1%", 5.1, 0),
    ],
)
def test_signs(text: str, value: float, sign: int) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.sign) == (value, sign)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("giá tăng từ 12 lên 18 triệu đồng", [12e6, 18e6]),
        ("thu giảm từ 3,5 xuống còn 2,8 tỷ đồng", [3.5e9, 2.8e9]),
        ("từ khoảng 300 lên hơn 400 nghìn tấn", [3e5, 4e5]),
        ("từ 850 triệu lên 1,2 tỷ đồng", [850e6, 1.2e9]),
        ("từ 900 lên 1,2 triệu đồng", [900, 1.2e6]),
        ("giảm từ 14 xuống 9%", [14, 9]),
        ("từ 12 hộ lên 18 triệu đồng", [12, 18e6]),
        ("nộp 15 lên 24 triệu đồng", [15, 24e6]),
    ],
)
def test_from_and_to_share_their_magnitude(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == values


def test_the_first_of_two_shares_takes_the_sign_of_the_second() -> None:
    assert [number.is_percent for number in find_numbers("giảm từ 14 xuống 9%, từ 14 hộ xuống 9%")] == [True, True, False, True]
