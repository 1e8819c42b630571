"""Cells of a table, each a line of its own: a number counts what the line above it names, or is no figure."""

from __future__ import annotations

import pytest
from extracted import extract, figures

RESIDUE = ("residue", "bare_cell")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số hộ nghèo\n61\nSố đảng viên\n214", [("61", "poor_households"), ("214", "party_members")]),
        ("Tổng số chi bộ:\n37", [("37", "party_cells")]),
        ("Tỷ lệ hộ nghèo\n7,4%", [("7,4%", "poverty_rate")]),
        (
            "Số chi bộ | Tổng số đảng viên | Hộ nghèo\n9 | 214 | 61",
            [("9", "party_cells"), ("214", "party_members"), ("61", "poor_households")],
        ),
        (
            "Số chi bộ | Đảng viên\n9 | 214\n8 | 176",
            [("9", "party_cells"), ("214", "party_members"), ("8", "party_cells"), ("176", "party_members")],
        ),
        ("Mẫu máy | Tốc độ\n9 | 214", [("9", "other"), ("214", "other")]),
        ("- Đảng viên mới kết nạp:\n- 19", [("19", "party_members_admitted")]),
    ],
)
def test_a_cell_counts_what_the_cell_above_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.span_text, one.indicator) for one in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Đội Sông Lam\n34\n12\n7\nĐội Sông Mã\n31", ["34", "12", "7", "31"]),
        ("Bảng giá sáng nay\nVàng nhẫn\n55.640\n56.210", ["55.640", "56.210"]),
        ("Duyệt bài\nNguyễn Văn Tám\n88\n(24)", ["88", "24"]),
        ("Thông báo\n27 35 41", ["27", "35", "41"]),
        ("Kết quả\n- 97,5%\n+ 12", ["97,5%", "12"]),
        ("Biên bản họp | Nơi họp\n61 | 34 | 18", ["61", "34", "18"]),
        ("Xã đã họp dân.\n48", ["48"]),
        ("Lễ khai mạc sáng nay.\nNo\n116\nNguyen Van Tam\n0\nApproved", ["116", "0"]),
        ("Lễ khai mạc sáng nay.\nNguyen Thi Sau\n48\nNguyen Van Tam\n0\nPending", ["48", "0"]),
        ("Số hộ nghèo năm 2019 là 61 hộ.\n48", ["48"]),
    ],
)
def test_a_number_alone_on_its_line_is_no_figure(text: str, numbers: list[str]) -> None:
    found = extract(text)
    cells = [row.span_text for row in found.numbers if (row.disposition, row.rule) == RESIDUE]
    alone = [row.span_text for row in found.numbers if row.disposition in ("residue", "list_marker")]
    assert not [one for one in found.observations if one.span_text in numbers]
    assert alone == numbers
    assert cells


def test_a_line_with_a_word_or_a_unit_is_no_bare_cell() -> None:
    text = "Kết quả thu hoạch\n120 tấn\n45 hộ dân\nThôn Hạ 12 hộ nghèo"
    assert [one.span_text for one in figures(text)] == ["120", "45", "12"]
    assert not [row for row in extract(text).numbers if row.disposition == "residue"]


def test_a_table_of_lines_is_read_by_its_heads_and_the_names_of_its_rows() -> None:
    text = (
        "Kết quả của các xã:\nĐơn vị\nSố hộ nghèo\nTỷ lệ hộ nghèo (%)\nXã Tân An\n52\n0,82\nXã Lĩnh Sơn\n50\n0,95\nCác xã tiếp tục thi đua."
    )
    found = [(one.span_text, one.indicator, one.unit, one.organisation) for one in figures(text)]
    assert found == [
        ("52", "poor_households", "household", "Xã Tân An"),
        ("0,82", "poverty_rate", "percent", "Xã Tân An"),
        ("50", "poor_households", "household", "Xã Lĩnh Sơn"),
        ("0,95", "poverty_rate", "percent", "Xã Lĩnh Sơn"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Đội nhà\n34\n12\nĐội khách\n31\nKết thúc.", "Giá\n34\n12", "Một dòng.\nHai dòng.\nBa dòng.\nĐội nhà\n34\n12"],
)
def test_lines_that_are_no_table_have_no_heads(text: str) -> None:
    assert not figures(text)


def test_cells_between_bars_belong_to_the_name_of_their_row() -> None:
    text = "Kết quả năm 2020:\nĐơn vị | Số hộ nghèo | Tỷ lệ hộ nghèo (%) | Điểm\nXã Tân An | 52 | 0,82 | 7\nXã Lĩnh Sơn | 50 | 0,95 | 8"
    found = [(one.span_text, one.indicator, one.organisation) for one in figures(text)]
    assert found == [
        ("52", "poor_households", "Xã Tân An"),
        ("0,82", "poverty_rate", "Xã Tân An"),
        ("7", "other", "Xã Tân An"),
        ("50", "poor_households", "Xã Lĩnh Sơn"),
        ("0,95", "poverty_rate", "Xã Lĩnh Sơn"),
        ("8", "other", "Xã Lĩnh Sơn"),
    ]


def test_a_row_of_more_numbers_than_a_table_has_columns_is_none() -> None:
    names = "\n".join(f"Chỉ số {number}" for number in range(25))
    rows = "\n".join("Xã " + name + "\n" + "\n".join(str(number) for number in range(40, 65)) for name in ("Tân An", "Lĩnh Sơn"))
    assert not [one for one in figures(f"Xã\n{names}\n{rows}\nKết thúc.") if one.rule and "row_of_table" in one.rule]


STACKED = (
    "Vụ xuân ở Nam Sơn\nTiến độ gieo cấy\nĐơn vị tính: ha\nXã\nXuống giống\nThu hoạch\nBắc Lạc\n640\n510\nĐông Hà\n215\n9",
    "Kiểm tra ở Nam Sơn\nSố đảng viên được kiểm tra và bị kỷ luật\nĐơn vị\nKiểm tra\nKỷ luật\nXã Bắc Lạc\n18\n3\nXã Đông Hà\n15\n2",
    "Vụ xuân ở Nam Sơn\nKết quả các xã\nXã\nDiện tích gieo trồng (ha)\nSản lượng lúa (tấn)\nBắc Lạc\n640\n3.510\nĐông Hà\n215\n1.180",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (STACKED[0], [(one, "crop_area", "amount", "hectare") for one in ("640", "510", "215", "9")]),
        (
            STACKED[1],
            [
                ("18", "party_members_inspected", "count", "person"),
                ("3", "party_members_disciplined", "count", "person"),
                ("15", "party_members_inspected", "count", "person"),
                ("2", "party_members_disciplined", "count", "person"),
            ],
        ),
        (
            STACKED[2],
            [
                ("640", "crop_area", "amount", "hectare"),
                ("3.510", "grain_output", "amount", "tonne"),
                ("215", "crop_area", "amount", "hectare"),
                ("1.180", "grain_output", "amount", "tonne"),
            ],
        ),
    ],
)
def test_what_stands_over_the_heads_names_what_they_leave_out(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [(one.span_text, one.indicator, one.measure, one.unit) for one in figures(text)] == expected


def test_one_digit_alone_between_words_stays_residue() -> None:
    found = extract("Xã đã họp dân.\n5\nBình luận mới\nBà con đồng tình.")
    assert [(row.span_text, row.rule) for row in found.numbers] == [("5", "bare_digit")]


def test_the_number_of_a_row_between_bars_is_no_figure() -> None:
    text = "Kết quả năm 2020\nSTT | Đơn vị | Số đảng viên\n1 | Xã Tân An | 52\n2 | Xã Lĩnh Sơn | 50"
    assert [(one.span_text, one.indicator) for one in figures(text)] == [("52", "party_members"), ("50", "party_members")]


PLANNED = (
    "Tin xã Nam Sơn\nBảng: Thu ngân sách xã (triệu đồng)\nNội dung | Dự toán năm | Thực hiện 6 tháng | Tỷ lệ\n"
    "Tổng số | 9.400 | 5.170 | 55%\nXã có 12 chi bộ.",
    "Tin xã Nam Sơn\nKết quả năm 2020\nTT | Chỉ tiêu | Kế hoạch | Thực hiện | % so với KH\n"
    "1 | Kết nạp đảng viên | 20 | 24 | 120\n2 | Trồng rừng (ha) | 40 | 50 | 125",
    "Tin xã Nam Sơn\nSố hộ nghèo của các xã\nXã | Hộ nghèo | Tỷ lệ (%)\nNậm Cắn | 45 | 4,5\nTà Cạ | 34 | 3,2",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PLANNED[0],
            [
                (9.4e9, "budget_revenue", "amount", "target"),
                (5.17e9, "budget_revenue", "amount", "actual"),
                (55, "budget_revenue", "target_rate", "actual"),
                (12, "party_cells", "count", "actual"),
            ],
        ),
        (
            PLANNED[1],
            [
                (20, "party_members_admitted", "count", "target"),
                (24, "party_members_admitted", "count", "actual"),
                (120, "party_members_admitted", "target_rate", "actual"),
                (40, "forest_planted", "amount", "target"),
                (50, "forest_planted", "amount", "actual"),
                (125, "forest_planted", "target_rate", "actual"),
            ],
        ),
        (
            PLANNED[2],
            [
                (45, "poor_households", "count", "actual"),
                (4.5, "poor_households", "share", "actual"),
                (34, "poor_households", "count", "actual"),
                (3.2, "poor_households", "share", "actual"),
            ],
        ),
    ],
)
def test_columns_tell_the_plan_what_was_done_and_how_much_of_it(text: str, expected: list[tuple[float, str, str, str]]) -> None:
    assert [(one.value, one.indicator, one.measure, one.status) for one in figures(text)] == expected
