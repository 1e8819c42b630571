"""Which words before a date make it the stamp of a page, and which are a headline that ends in a date."""

from __future__ import annotations

import pytest

from tasks.text.dates import find_stamp
from tasks.vi.text.fold import fold_text


@pytest.mark.parametrize(
    ("line", "labelled"),
    [
        ("Cập nhật: 15/10/2018", True),
        ("Cập nhật 15/10/2018", True),
        ("Cập nhật lúc 10:00, 15/10/2018", True),
        ("Cập nhật ngày 15/10/2018", True),
        ("Cập nhật lần cuối 15/10/2018", True),
        ("Cập nhật thứ hai, 15/10/2018", True),
        ("Ngày đăng bài: 15/10/2018 | Tác giả: Lan", True),
        ("Đăng bởi Lan ngày 15/10/2018", True),
        ("Cập nhật tiến độ vụ Mùa đến 15/10/2018", False),
        ("Cập nhật giá lúa ngày 15/10/2018", False),
        ("Tình hình dịch bệnh tính đến ngày 15/10/2018", False),
        ("Đảng bộ huyện kết nạp đảng viên đến 15/10/2018", False),
    ],
)
def test_label_of_a_stamp(line: str, labelled: bool) -> None:
    stamp = find_stamp(line, fold_text(line))
    assert stamp is not None
    assert stamp.labelled is labelled


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("12 March 2020", "2020-03-12"),
        ("Published: 31 October 2023", "2023-10-31"),
        ("March 12, 2020", "2020-03-12"),
        ("12 Th3 2020", "2020-03-12"),
        ("Th3 12, 2020", "2020-03-12"),
        ("Tháng Ba 12, 2020", "2020-03-12"),
        ("12 Tháng Ba, 2020", "2020-03-12"),
        ("12.3.2020", "2020-03-12"),
    ],
)
def test_day_as_sites_print_it(line: str, day: str) -> None:
    stamp = find_stamp(line, fold_text(line))
    assert stamp is not None
    assert stamp.day.isoformat() == day


def test_today_is_a_page_clock() -> None:
    line = "Hôm nay, Thứ Ba ngày 22/06/2021"
    stamp = find_stamp(line, fold_text(line))
    assert stamp is not None
    assert stamp.clock


@pytest.mark.parametrize("line", ["Phụ nữ Việt Nam 20/10/1930 - 20/10/2023.", "Ngày 19/5/1941", "Tập huấn: 3/6/2020 – 5/6/2020"])
def test_what_is_remembered_or_lasts_is_no_stamp(line: str) -> None:
    assert find_stamp(line, fold_text(line)) is None
