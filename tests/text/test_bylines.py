"""Who signs an article, from one line that is a byline and nothing else."""

from __future__ import annotations

import pytest

from tasks.text.bylines import parse_byline
from tasks.vi.fold import fold_text


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Bài, ảnh: Mai Lan", "Mai Lan"),
        ("Trần Tấn Phát – MTTQVN huyện Yên Khánh", "Trần Tấn Phát"),
        ("Nguyễn Kim Hoa - HND huyện Yên Khánh", "Nguyễn Kim Hoa"),
        ("Hoàng Minh Quang LDO", "Hoàng Minh Quang"),
        ("TheoBáo Yên Khánh", None),
        ("Nguyễn Theo", "Nguyễn Theo"),
    ],
)
def test_author(line: str, author: str | None) -> None:
    byline = parse_byline(line, fold_text(line))
    assert byline is not None
    assert byline.author == author
