"""The raw articles that the cost of nights is measured on: real ones where they are at hand, generated ones elsewhere.

Real text is the archives of `../shared/bulk`. When more articles are asked for than they hold, all are written again with
other numbers, so that a repeated article keeps its length, its figures and its page, and other bytes.
"""

from __future__ import annotations

import random
import re
import tarfile
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

BULK = Path(__file__).parents[2] / "shared" / "bulk"
FOLDERS = 50
_NUMBER = re.compile(rb"(?<![\d&#;/=])\d{2,}(?![\d;/])")
_YEAR = re.compile(rb"(?:19|20)\d\d")
SYLLABLES = """
    đảng viên chi bộ xã huyện tỉnh nhân dân phát triển kinh tế nông thôn mới hộ nghèo công tác lãnh đạo nghị quyết đại hội
    kết quả thực hiện nhiệm vụ chính trị xây dựng tổ chức cán bộ đoàn thể thanh niên phụ nữ nông dân sản xuất lúa ngô rừng
    trồng mới đường giao thông trường học trạm y tế bảo hiểm xã hội giải pháp tuyên truyền vận động tham gia hội viên hợp
    tác xã doanh nghiệp đầu tư vốn ngân sách
""".split()  # noqa: SIM905 - a word list reads better as words
FIGURES = (
    "Trong {year}, Đảng bộ xã {place} kết nạp được {small} đảng viên mới, đạt {share},{digit}% chỉ tiêu đề ra.",
    "Đến nay, toàn huyện có {large} đảng viên, trong đó {small} đảng viên nữ, chiếm {share},{digit}%.",
    "Tỷ lệ hộ nghèo của xã {place} giảm từ {share},{digit}% năm {year} xuống còn {digit},5%.",
    "Tổng vốn đầu tư đạt {small} tỷ {digit}00 triệu đồng, tăng {share}% so với cùng kỳ năm {year}.",
    "Toàn xã trồng mới {small},{digit} ha rừng, nâng độ che phủ lên {share},{digit}%.",
)
MENU = "Trang chủ\nTin tức - Sự kiện\nVăn bản chỉ đạo\nLiên hệ\nĐăng nhập\n"
FOOTER = "\nCác tin khác\nHội nghị tổng kết năm\nThông báo tuyển dụng\nIn trang\nGửi Email\nSố lượt người xem: {views}\n"


def write_articles(folder: Path, number: int) -> tuple[str, int]:
    """Write so many raw articles below the folder; what they are, in words, and their bytes."""
    real = sorted(BULK.glob("*.tar.gz"))
    articles = _real_articles(real) if real else _generated_articles()
    size = 0
    for place, (suffix, data) in enumerate(islice(articles, number)):
        path = folder / f"{place % FOLDERS:02d}" / f"{place:06d}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        size += len(data)
    return ("real articles" if real else "generated articles"), size


def change_articles(folder: Path, share: float) -> int:
    """Give that share of the articles other numbers; how many that are."""
    paths = sorted(folder.rglob("*.*"))
    chosen = random.Random(5).sample(paths, round(share * len(paths)))
    for path in chosen:
        path.write_bytes(change_numbers(path.read_bytes(), 7) + b"\n")
    return len(chosen)


def change_numbers(data: bytes, step: int) -> bytes:
    """The text with other numbers of as many digits; years, dates, links and character references stay.

    >>> change_numbers("Năm 2020: 214 hộ, 12/5/2019".encode(), 1).decode()
    'Năm 2020: 215 hộ, 12/5/2019'
    """

    def other(found: re.Match[bytes]) -> bytes:
        digits = found.group()
        return digits if _YEAR.fullmatch(digits) else digits[:-1] + b"%d" % ((digits[-1] - 48 + step) % 10)

    return _NUMBER.sub(other, data)


def _real_articles(archives: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Every article of the archives, then all again with other numbers, without end."""
    members = []
    for archive in archives:
        with tarfile.open(archive) as packed:
            members += [(Path(one.name).suffix, content.read()) for one in packed if (content := packed.extractfile(one))]
    for turn in count():
        yield from ((suffix, change_numbers(data, turn) if turn else data) for suffix, data in members)


def _generated_articles() -> Iterator[tuple[str, bytes]]:
    """Articles of some 4 KB in the manner of portal pages, half of them HTML, without end."""
    chance = random.Random(7)
    return ((".html" if number % 2 else ".txt", _article(chance, number).encode()) for number in count())


def _article(chance: random.Random, number: int) -> str:
    """One page: menu, headline, date, paragraphs of loose words with a figure each, footer."""

    def words(count: int) -> str:
        return " ".join(chance.choices(SYLLABLES, k=count))

    def figure() -> str:
        return chance.choice(FIGURES).format(
            year=chance.randint(2010, 2024), place=words(2).title(), small=chance.randint(11, 98),
            large=f"{chance.randint(1, 9)}.{chance.randint(100, 999)}", share=chance.randint(11, 99), digit=chance.randint(1, 9),
        )  # fmt: skip

    title = f"{words(10).capitalize()} số {number}"
    day = f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{chance.randint(2015, 2024)}"
    paragraphs = [
        f"{words(chance.randint(20, 45)).capitalize()}. {figure()} {words(chance.randint(20, 45)).capitalize()}." for _ in range(8)
    ]
    footer = FOOTER.format(views=chance.randint(10, 9_999))
    if number % 2 == 0:
        return f"{MENU}\n{title}\nNgày đăng: {day}\n" + "\n".join(paragraphs) + footer
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    menu = "".join(f"<li><a href='/{index}'>{line}</a></li>" for index, line in enumerate(MENU.splitlines()))
    foot = "".join(f"<div>{line}</div>" for line in footer.split("\n") if line)
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><ul>{menu}</ul><h1>{title}</h1>"
        f"<span class='date'>Ngày đăng: {day}</span><div class='content'>{body}</div><div class='footer'>{foot}</div></body></html>"
    )
