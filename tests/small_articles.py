"""Small Vietnamese articles made on the spot, for tests that need many and care for none of them."""

from __future__ import annotations

from pathlib import Path

PLACES = ("Nậm Mười", "Suối Giàng", "Phình Hồ", "Làng Nhì", "Túc Đán", "Bản Công", "Xà Hồ", "Trạm Tấu")


def small_article(number: int, edition: int = 0) -> str:
    """One article with four figures; another number is another article, another edition other figures.

    The wording varies with the number, so that two articles are no reprints of each other.
    """
    place, other = PLACES[number % len(PLACES)], PLACES[(number * 3 + 1) % len(PLACES)]
    members, cells, share = 200 + 7 * number + edition, 10 + number % 9, 40 + (number * 11 + edition) % 50
    filler = " ".join(f"tổ {PLACES[(number + step * step) % len(PLACES)]} họp bàn việc {step * number + edition}" for step in range(1, 6))
    return (
        f"Đảng bộ xã {place} làm tốt công tác phát triển đảng viên đợt {number}\n\n"
        f"Năm 2020, Đảng bộ xã {place} kết nạp được {members - 150} đảng viên mới, đạt {share},5% chỉ tiêu cấp trên giao.\n\n"
        f"Đến nay, toàn Đảng bộ xã {place} có {members} đảng viên, sinh hoạt tại {cells} chi bộ; {filler}.\n\n"
        f"So với xã {other}, nhân dân xã {place} phấn khởi thi đua lao động sản xuất, xây dựng đời sống văn hóa.\n"
    )


def write_articles(folder: Path, numbers: range, edition: int = 0) -> None:
    """Write articles as text files named by their number."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"bài-{number:05d}.txt").write_text(small_article(number, edition), encoding="utf-8")
