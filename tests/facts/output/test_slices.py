"""The free slice: what a part, a list item or a badge speaks of, as printed, where no coded key names it."""

from __future__ import annotations

import json

import pytest
from extracted import figures


def slices(text: str) -> list[str | None]:
    """The free slice of every figure of a text."""
    return [json.loads(one.breakdown).get("other") for one in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # parts, by the words before the number or after its noun
        (
            "Hạt kiểm lâm phát hiện 5 vụ vi phạm, trong đó khai thác gỗ trái phép 3 vụ, cất giữ gỗ trái phép 2 vụ.",
            [None, "khai thác gỗ trái phép", "cất giữ gỗ trái phép"],
        ),
        ("Toàn tỉnh có 47 hợp tác xã, trong đó có 30 HTX nông nghiệp, 17 HTX vận tải.", [None, "nông nghiệp", "vận tải"]),
        ("Huyện có 71 trường, gồm 19 trường mầm non và 52 trường tiểu học.", [None, "mầm non", "tiểu học"]),
        ("Toàn huyện có 98% giáo viên đạt chuẩn, trong đó 32% trên chuẩn.", [None, "trên chuẩn"]),
        ("Xã có 12 hồ sơ, trong đó đang giải quyết 5 hồ sơ, chiếm 41%.", [None, "đang giải quyết", "đang giải quyết"]),
        # kinds of violations, each before a colon
        (
            "Các vi phạm gồm: phẩm chất đạo đức, lối sống: 14 (18,9%); tham nhũng: 5 (6,8%).",
            ["phẩm chất đạo đức, lối sống", "phẩm chất đạo đức, lối sống", "tham nhũng", "tham nhũng"],
        ),
        # years of a badge
        (
            "Đợt này trao huy hiệu: 30 năm tuổi Đảng có 24 đảng viên, 40 năm tuổi Đảng có 3 đảng viên.",
            ["30 năm tuổi Đảng", "40 năm tuổi Đảng"],
        ),
        ("Huyện ủy trao Huy hiệu Đảng cho 9 đảng viên, trong đó có 4 đồng chí nhận Huy hiệu 70 năm tuổi Đảng.", [None, "70 năm tuổi Đảng"]),
        ("Có 31 đảng viên được trao Huy hiệu 45 năm, 40 năm và 30 năm tuổi Đảng.", ["45 năm, 40 năm và 30 năm tuổi Đảng"]),
        # figures that would otherwise be one fact with two values
        ("Thu nội địa đạt 24 tỷ đồng; thu tiền sử dụng đất đạt 11 tỷ đồng.", ["Thu nội địa", "thu tiền sử dụng đất"]),
        ("Xã trồng 40 ha ngô và 25 ha lúa lai.", ["ngô", "lúa lai"]),
        # shares of a list
        ("Có 76% phòng học kiên cố, 21% bán kiên cố.", [None, "bán kiên cố"]),
    ],
)
def test_a_slice_is_taken_as_printed(text: str, expected: list[str | None]) -> None:
    assert slices(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Huyện kết nạp 340 đảng viên, trong đó nữ 120 đồng chí.",  # a coded key says it
        "Năm 2019, xã Nậm Cắn có 12 hộ nghèo, xã Tà Cạ có 15 hộ nghèo.",  # holders
        "Năm 2018 kết nạp 120 đảng viên, năm 2019 kết nạp 135 đảng viên.",  # times
        "Tổng thu ngân sách đạt 24 tỷ đồng, thu ngân sách trên địa bàn 11 tỷ đồng.",  # the whole
        "Hộ nghèo giảm từ 312 hộ xuống 87 hộ.",  # two levels
        "Có 23 chi bộ, trong đó 3 chi bộ bị giải thể.",  # the indicator says it
    ],
)
def test_what_another_column_says_is_no_slice(text: str) -> None:
    assert not any(slices(text))


def test_parts_of_a_list_are_unlike_facts() -> None:
    keys = [one.fact_key for one in figures("Xã Nậm Cắn có 47 hợp tác xã, trong đó có 30 HTX nông nghiệp, 17 HTX vận tải.")]
    assert len(set(keys)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Con số này tăng lên 308.000 USD mỗi ngày. Con số đó là 120.000 USD mỗi ngày.",
        "Nước này chi khoảng 1 tỉ USD cho hệ thống này. Nước này chi 2 tỉ USD cho vũ khí.",
        "Tàu lấn 28 m ra phía biển. Tàu lấn 12 m ra phía sông.",
        "Ông phải nộp phạt 40 triệu đồng. Chị phải nộp phạt 90 triệu đồng.",
        "Cô gửi 50 triệu đồng vào tài khoản. Cô rút 20 triệu đồng ra khỏi tài khoản.",
        "Có 12 ngư dân được cứu sống. Trên đảo còn 7 ngư dân chờ tàu.",
        "Chiếc xe đầu kéo chở 21 tấn gạo. Kho còn 40 tấn gạo.",
        "Khu phố có 30 căn nhà bị cháy. Hôm sau còn 8 căn nhà đang bốc khói.",
        "Người trúng giải nhận 16 triệu đồng. Em học sinh nhặt được rồi trả lại 5 triệu đồng.",
        "Từ đó về phố chỉ còn 25 km thay vì 75 km như hiện nay.",
    ],
)
def test_a_purpose_a_direction_or_a_clause_is_no_slice(text: str) -> None:
    assert slices(text) == [None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Riêng khoa Dược lấy 24,5 điểm, khoa Luật lấy 22 điểm.", ["khoa Dược", "khoa Luật"]),
        ("Lợi nhuận trước thuế là 259 tỷ đồng, lợi nhuận sau thuế là 201 tỷ đồng.", ["Lợi nhuận trước thuế", "lợi nhuận sau thuế"]),
    ],
)
def test_the_name_of_a_part_stays_a_slice(text: str, expected: list[str]) -> None:
    assert slices(text) == expected
