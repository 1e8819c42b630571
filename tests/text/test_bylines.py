"""Who signs an article, from one line that is a byline and nothing else."""

from __future__ import annotations

import pytest

from tasks.text.bylines import is_person, parse_byline
from tasks.text.offices import is_affiliation, is_organisation, office_name
from tasks.vi.text.fold import fold_text


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Bài, ảnh: Mai Lan", "Mai Lan"),
        ("Trần Tấn Phát – MTTQVN huyện Yên Khánh", "Trần Tấn Phát"),
        ("Nguyễn Kim Hoa - HND huyện Yên Khánh", "Nguyễn Kim Hoa"),
        ("Hoàng Minh Quang LDO", "Hoàng Minh Quang"),
        ("TheoBáo Yên Khánh", None),
        ("Nguyễn Theo", "Nguyễn Theo"),
        ("TS. Lê Văn Thức", "Lê Văn Thức"),
        ("ThS. Lê Hà - TS. Trần Bình Minh", "Lê Hà - Trần Bình Minh"),
        ("Quốc Thư - Ủy viên UBKT Huyện ủy", "Quốc Thư"),
        ("Hồng Mai - VP Huyện ủy", "Hồng Mai"),
        ("Hồng Mai, Phòng Văn hóa và Thông tin", "Hồng Mai"),
        ("Hồng Mai – Đài TT-TH Khau Vai", "Hồng Mai"),
        ("Hồng Mai, TTVH-TT", "Hồng Mai"),
        ("Hồng Mai-CTV", "Hồng Mai"),
        ("Lò Thị Hồng Mai - BTĐTNCSHCM", "Lò Thị Hồng Mai"),
        ("Lò Văn Tủa - Cà Mau", "Lò Văn Tủa"),
        ("Đức Nguyên-Thanh Thương, TTVHTTTTDL", "Đức Nguyên-Thanh Thương"),
        ("Bài: Hồng Mai; Ảnh: Văn Tủa", "Hồng Mai"),
        ("Tin: Hồng Mai. Ảnh: Văn Tủa", "Hồng Mai"),
        ("Tác giả: Hồng Mai - Nguồn tin: Báo Sơn Tây", "Hồng Mai"),
        ("Tin, bài: Hồng Mai - Trường THCS Nà Phạ", "Hồng Mai"),
        ("Lò Thị Mai tổng hợp", "Lò Thị Mai"),
        ("T/H : Đài Phát thanh TP Sơn Tây", "Đài Phát thanh TP Sơn Tây"),
        ("T/ h: Kim Thoa – Công Tủa.", "Kim Thoa – Công Tủa"),
        ("KV (Theo TTXVN)", "KV"),
        ("K'Mai", "K'Mai"),
        ("K’ Liêng – Hồng Mai", "K’ Liêng – Hồng Mai"),
    ],
)
def test_author(line: str, author: str | None) -> None:
    byline = parse_byline(line, fold_text(line))
    assert byline is not None
    assert byline.author == author


@pytest.mark.parametrize(
    "line",
    [
        "GIAI ĐOẠN 2021 - 2030",
        "THỊ TRƯỜNG GIÁ CẢ",
        "THỜI SỰ",
        "Xã Hội",
        "Xem Thêm",
        "Nà Phạ (Khau Vai):",
        "Khánh Sơn - Trung tâm du lịch mới",
        "TH Nguyễn Thị Mai đón năm học mới",
    ],
)
def test_no_byline(line: str) -> None:
    assert parse_byline(line, fold_text(line)) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ban Truyền thông Hội Làm vườn Khau Vai (T/h)", "Ban Truyền thông Hội Làm vườn Khau Vai"),
        ("Đài Phú Thịnh", "Đài Phú Thịnh"),
        ("Ban Văn hóa Thông tin phường", "Ban Văn hóa Thông tin phường"),
        ("Đoàn xã Nà Phạ", "Đoàn xã Nà Phạ"),
        ("Đoàn xã Nà Phạ ra quân làm đường", None),
        ("Hội Nông dân xã triển khai mô hình (ảnh)", None),
    ],
)
def test_office_that_signs(line: str, name: str | None) -> None:
    assert (office_name(line) if is_organisation(line, fold_text(line)) else None) == name


@pytest.mark.parametrize(
    ("line", "works_there"),
    [
        ("Học viện Biên phòng Tây Bắc", True),
        ("Giảng viên Trường Chính trị tỉnh", True),
        ("Hội Nông dân huyện tổng kết phong trào thi đua", False),
        ("Trường học vùng cao đón năm mới.", False),
        ("Mùa lúa mới trên cánh đồng Nà Phạ", False),
    ],
)
def test_affiliation(line: str, works_there: bool) -> None:
    assert is_affiliation(line, fold_text(line)) is works_there


@pytest.mark.parametrize(("line", "person"), [("ThS. Lê Hà", True), ("Trần Bình Minh", True), ("Tin Tức", False), ("Xây dựng Đảng", False)])
def test_person(line: str, person: bool) -> None:
    assert is_person(line) is person
