"""A small warehouse with a bit of everything, built once per session."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from published_lake import build_and_publish
from small_lake import Page, commit_run, page

from warehouse.lake.lake import Lake

FAILED_RULE = {
    "table_name": "observations", "rule_id": "observations.value.between", "severity": "warning", "scope": "table", "success": False,
    "expectation": "expect_column_values_to_be_between", "meaning": "Values are plausible.", "observed": "1 of 20 outside",
    "evaluated_count": 20, "failing_count": 1, "failing_ids": '["x"]',
}  # fmt: skip


def first_pages() -> list[Page]:
    """Pages that give every question something to answer."""
    story = "Phát triển đảng viên ở xã A\nToàn Đảng bộ xã A có 214 đảng viên.\nTin do phóng viên ghi nhận tại cơ sở trong tuần qua."
    other = "Công tác đảng ở xã A\nHiện nay Đảng bộ xã A có 216 đảng viên.\nBài viết khác hẳn về chuyện xây dựng Đảng ở vùng cao."
    same = "Đảng bộ xã A hôm nay\nNgười viết đến xã A, nơi có 214 đảng viên sinh hoạt.\nMột bài thứ ba của tờ báo khác nữa."
    poverty = {"indicator": "poverty_rate", "measure": "share", "unit": "percent", "unit_text": None}
    return [
        *(page(n) for n in range(4)),
        Page("file:///raw/story.txt", story, date(2026, 3, 1), "bao-a.example.vn"),
        Page("file:///raw/story-again.txt", story, date(2026, 3, 2), "bao-b.example.vn"),
        Page("file:///raw/other.txt", other, date(2026, 3, 5), "bao-c.example.vn"),
        Page("file:///raw/third.txt", same, date(2026, 3, 7), "bao-d.example.vn"),
        Page("file:///raw/agreed-1.txt", "Huyện B\nHuyện B có 35 chi bộ theo báo cáo mới.\nBài một.", organisation="Huyện B", host="h1.vn"),
        Page(
            "file:///raw/agreed-2.txt",
            "Tin huyện B\nToàn huyện có 35 chi bộ, kết quả rà soát.\nBài hai.",
            organisation="Huyện B",
            host="h2.vn",
        ),
        Page("file:///raw/poor.txt", "Giảm nghèo\nTỷ lệ hộ nghèo còn 12,5%.", place_code="00001", more=poverty, indicator="poverty_rate"),
        Page(
            "file:///raw/admitted.txt",
            "Kết nạp\nPhường kết nạp 21 đảng viên.",
            indicator="party_members_admitted",
            place_code="00001",
            organisation="Phường Phúc Xá",
            host="phuong.example.vn",
        ),
        Page(
            "file:///raw/target.txt",
            "Mục tiêu\nPhấn đấu có 250 đảng viên, số 999 không rõ.",
            more={"status": "target", "qualifier": "about"},
            unexplained=("999",),
        ),
        Page(
            "file:///raw/grew.txt",
            "Tăng trưởng\nSản lượng tăng 5,2% so với trước.",
            more={"measure": "growth", "direction": "up", "unit": "percent"},
        ),
        Page("file:///raw/women.txt", "Nữ đảng viên\nCó 80 nữ đảng viên.", more={"breakdown": '{"sex": "female"}'}),
        Page(
            "file:///raw/money.txt",
            "Đầu tư\nKinh phí 7 tỷ đồng.",
            more={"value": 7e9, "measure": "amount", "unit": "vnd", "indicator": "investment"},
        ),
        Page(
            "file:///raw/noun.txt",
            "Cây xanh\nTrồng 300 cây phượng.",
            more={"indicator": "other", "unit": "item", "unit_text": "cây phượng"},
        ),
        Page(
            "file:///raw/sums.txt",
            "Cộng sai\nTrong đó 60 là nữ, chiếm nhiều.",
            warnings='[{"rule": "parts_exceed_whole", "with": ["abc"], "expected_at_most": 50}]',
        ),
    ]


@pytest.fixture(scope="session")
def rich_lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake of three runs: one that published, one that failed, one more that published."""
    lake = Lake(tmp_path_factory.mktemp("rich"))
    pages = first_pages()
    commit_run(lake, "20261119T0230Z", pages, broken=["file:///raw/broken.txt", "file:///raw/mended.txt"], validations=[FAILED_RULE])
    build_and_publish(lake, "20261119T0230Z")
    commit_run(lake, "20261120T0230Z", [page(50)], status="failed")
    mended = Page("file:///raw/mended.txt", "Đã sửa\nChi bộ có 12 đảng viên.", host=None, published_on=None)
    commit_run(lake, "20261121T0230Z", [mended, page(9)], gone=[pages[0].uri], refused=[(page(9), 1)])
    build_and_publish(lake, "20261121T0230Z")
    return lake


@pytest.fixture(scope="session")
def rich_live(rich_lake: Lake) -> Path:
    """The live file of `rich_lake`; read it, do not publish over it."""
    return rich_lake.home / "warehouse.duckdb"
