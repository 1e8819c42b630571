"""Numbers of items, years, positions and single things of which a rate is told, with look-alikes that stay figures."""

from __future__ import annotations

import pytest

from tasks.vi.numbers.dispositions import find_dispositions
from tasks.vi.numbers.numbers import find_numbers

CASES: list[tuple[str, dict[str, str], list[str]]] = [
    # items told apart by a number behind the same words
    ("Nỗi lo 1: giá phân bón cao. Nỗi lo 2: đầu ra bấp bênh.", {"1": "list_marker", "2": "list_marker"}, []),
    ("Cách 1: ủ phân tại vườn.\nCách 2: mua phân hữu cơ.", {"1": "list_marker", "2": "list_marker"}, []),
    ("Nhóm việc 3: rà soát hộ nghèo. Nhóm việc 4: hỗ trợ 12 hộ.", {"3": "list_marker", "4": "list_marker"}, ["12"]),
    ("Kết quả: nữ 12: đạt yêu cầu; nam 15: chưa đạt.", {}, ["12", "15"]),
    ("Số hộ nghèo còn 4: thôn Trung. Số hộ khá 9: thôn Hạ.", {}, ["4", "9"]),
    # years behind a lunar year, reigns and lives
    ("Đình dựng năm Mậu Tý (1528), sửa lại hai lần.", {"1528": "date"}, []),
    ("Chùa có từ đời vua Trần Nhân Tông (1278-1293).", {"1278-1293": "period"}, []),
    ("Danh tướng Lê Quang (1595 - 1660) quê ở làng này.", {"1595 - 1660": "period"}, []),
    ("Sản lượng cao (1500 - 1700 kg) nhờ giống mới.", {}, ["1500 - 1700"]),
    ("Mỗi lứa nuôi được một đàn (1200) gà.", {}, ["1200"]),
    # positions
    ("Tàu chìm ở tọa độ 17o42’ 150’’N.", {"17o": "name", "42": "name", "150": "code"}, []),
    ("Tàu neo ở 106o 31’500’’E cùng 12 người.", {"106o": "name", "31": "name", "500": "code"}, ["12"]),
    # hours with blanks
    ("Mất điện từ 8 h -11 h tại 3 thôn.", {"8 h -11 h": "clock"}, ["3"]),
    # a share that only says that a thing is new
    ("Toàn bộ máy bơm là hàng mới 100%.", {"100%": "idiom"}, []),
    ("Huyện xây mới 100% số trạm y tế.", {}, ["100%"]),
    # stages of school and study, storeys, seasons, storms
    ("Hai em học sinh cấp 3 mất tích, 4 em học sinh cấp 2 được cứu.", {"3": "ordinal", "2": "ordinal"}, ["4"]),
    ("Cậu thôi học khi đang là sinh viên năm 3 để phụ mẹ.", {"3": "ordinal"}, []),
    ("Kho hàng ở tầng 2 cửa hàng bốc cháy.", {"2": "ordinal"}, []),
    ("Nhà mỗi tầng 4 phòng, cao 3 tầng.", {}, ["4", "3"]),
    ("Cuộc thi hát mùa 3 sắp lên sóng, mỗi mùa 12 đội.", {"3": "ordinal"}, ["12"]),
    ("Sau bão 12, xã có 45 nhà tốc mái.", {"12": "name"}, ["45"]),
    ("Chủ tàu 67 của xã kêu khó; có tàu 12 thuyền viên.", {"67": "name"}, ["12"]),
    # bodies and firms by their number
    ("Đội cảnh sát giao thông số 4 xử lý 25 xe.", {"4": "name"}, ["25"]),
    ("Công ty Cổ phần Thép Sao Mai 2 với dự án mới.", {"2": "name"}, []),
    ("Công ty Cổ phần Sao Mai 25 công nhân.", {}, ["25"]),
    ("Chi cục thi hành án quận 1 tổ chức phát mại 2 căn nhà.", {"1": "name"}, ["2"]),
    ("Quận hỗ trợ mỗi phường 1 tổ chức hội.", {}, ["1"]),
    # idioms
    ("Cụ sống 1 mình, chỉ có 1 ít gạo.", {"1 mình": "idiom", "1 ít": "idiom"}, []),
    ("Gia đình 2 bên góp 30 triệu đồng.", {"2 bên": "idiom"}, ["30 triệu"]),
    ("Phiên chợ 0 đồng có 12 gian, bán lại với giá 0 đồng.", {"0 đồng": "idiom"}, ["12", "0"]),
    ("Xã hỗ trợ 1 phần kinh phí và 1 phần quà.", {"1 phần kinh phí": "idiom"}, ["1"]),
    # one thing of which a rate is told
    ("Năm ngoái 1 tạ thóc thì được 65 kg gạo.", {"1": "rate_base"}, ["65"]),
    ("Giá 1 kg tiêu là 90.000 đồng.", {"1": "rate_base"}, ["90.000"]),
    ("Chi phí 1 mô hình khoảng 20 triệu đồng.", {"1": "rate_base"}, ["20 triệu"]),
    ("Thương lái mua 12.000 đồng 1 kg.", {"1": "rate_base"}, ["12.000"]),
    ("Mỗi hộ nhận 1 tạ thóc giống và 2 triệu đồng.", {}, ["1", "2 triệu"]),
    ("Anh mua 1 kg cà phê về rang.", {}, ["1"]),
    # stars and the days before the new year
    ("Các khách sạn 4 và 5 sao kín phòng, có 4 và 5 đoàn.", {"4 và 5": "ordinal"}, ["4", "5"]),
    ("Ngày 14-2 (29 Tết), chợ có 29 gian.", {"14-2": "date", "29": "date"}, ["29"]),
    # lengths of time that are told, and time frames
    ("Anh có 7 năm kinh nghiệm, bác thợ thâm niên 20 năm.", {}, ["7", "20"]),
    ("Cầu xong sớm hơn 6 tháng so với hợp đồng.", {}, ["6"]),
    ("Thời gian chuẩn bị chỉ hơn 8 ngày, đoạn phim dài gần 4 phút.", {}, ["8", "4"]),
    ("Nhà máy được miễn tiền thuê đất trong vòng 11 năm.", {}, ["11"]),
    ("Tiêm nhắc lại cách nhau từ 10 – 15 ngày.", {}, ["10 – 15"]),
    ("Trong vòng 3 năm, xã trồng 40 ha; sau 10 – 15 ngày cây nảy mầm.", {"3": "period", "10 – 15": "period"}, ["40"]),
    # ages beside a mean
    ("Chiều cao trung bình của trẻ 6 tuổi tăng 2 cm.", {"6": "person_age"}, ["2"]),
    # places of an examination, and marks
    ("Kỳ thi có 900 em dự thi ở 21 điểm đặt tại các trường.", {}, ["900", "21"]),
    ("Huyện có 6 điểm thi. Tổng số phòng thi là 84.", {}, ["6", "84"]),
    ("Em giành hai điểm 10 môn toán và văn.", {"10": "score"}, []),
    # thousands that are told once, and a year beside a unit
    ("Vé từ 1-2000 USD, bán 3-4000 đồng.", {}, ["1-2000", "3-4000"]),
    ("Chợ họp 1-2021 và 12-2020.", {"1-2021": "date", "12-2020": "date"}, []),
    ("Trại khử trùng định kỳ 1-2 lần/tuần.", {}, ["1-2"]),
]


@pytest.mark.parametrize(("text", "claimed", "figures"), CASES, ids=[case[0][:40] for case in CASES])
def test_what_only_tells_items_apart(text: str, claimed: dict[str, str], figures: list[str]) -> None:
    found = find_dispositions(text)
    assert [(text[item.start : item.end], item.kind) for item in found] == list(claimed.items())
    assert [text[number.start : number.end] for number in find_numbers(text, found) if not number.is_word] == figures


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("nắm giữ trên 50% đến dưới 65% vốn", 50, 65),
        ("lãi từ 180%/năm đến 540%/năm", 180, 540),
        ("giá 4.000 đồng/kg - 5.500 đồng/kg", 4000, 5500),
        ("to chừng 1 hoặc 2 ngón tay", 1, 2),
        ("từ 1-2000 USD", 1000, 2000),
        ("khoảng 3-4000 người", 3000, 4000),
    ],
)
def test_ranges_whose_ends_are_told_apart(text: str, low: float, high: float) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.value_high) == (low, high)


@pytest.mark.parametrize("text", ["giảm từ 12% đến dưới 8% số hộ", "thôn 1 có 4 hộ hay 9 hộ", "đạt 8%/năm, 9%/năm", "cây cao 2-3100 m"])
def test_numbers_that_are_no_range_of_thousands(text: str) -> None:
    assert all(number.value_high is None or number.value < 10 for number in find_numbers(text))
