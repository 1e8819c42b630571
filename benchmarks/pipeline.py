"""How fast is the whole way, and against what: 2,000 generated articles, and the floor of plain reading and writing.

    make bench                                   prints a table
    python benchmarks/pipeline.py --articles 500 --json

The floor, measured in the same run on the same bytes, is what no such system can do without: read each file, sha256, decode
and NFC, write Parquet with zstd, load a DuckDB table. Every stage is given as a multiple of it, per core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
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


@dataclass(frozen=True)
class Measured:
    """One run of solieu in a process of its own. Units: seconds, megabytes."""

    seconds: float
    stages: dict[str, float]
    peak_mb: float
    figures: int


def write_corpus(folder: Path, count: int, seed: int = 7) -> int:
    """Write `count` articles of some 4 KB in the manner of portal pages, half of them HTML; their bytes."""
    chance = random.Random(seed)
    total = 0
    for number in range(count):
        data = _article(chance, number).encode()
        path = folder / f"{number % 50:02d}" / f"{number:06d}.{'html' if number % 2 else 'txt'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        total += len(data)
    return total


def measure_floor(raw: Path, work: Path) -> float:
    """Seconds to read, hash, normalise, write as Parquet and load the same bytes, on one core."""
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    started = time.perf_counter()
    names, digests, texts = [], [], []
    for path in sorted(raw.rglob("*.*")):
        data = path.read_bytes()
        names.append(str(path))
        digests.append(hashlib.sha256(data).hexdigest())
        texts.append(unicodedata.normalize("NFC", data.decode()))
    target = work / "floor.parquet"
    pq.write_table(pa.table({"name": names, "sha256": digests, "text": texts}), target, compression="zstd", compression_level=3)
    with duckdb.connect(str(work / "floor.duckdb")) as con:
        con.execute("create table articles (name varchar, sha256 varchar, text varchar using compression zstd)")
        con.execute("insert into articles from read_parquet(?)", [str(target)])
        con.execute("checkpoint")
    return time.perf_counter() - started


def measure_run(raw: Path, home: Path, workers: int) -> Measured:
    """Run `solieu run` as an operator does, and read its record."""
    environment = {**os.environ, "PREFECT_LOGGING_LEVEL": "CRITICAL"}
    command = [sys.executable, "-m", "flows.cli", "run", "--raw", str(raw), "--home", str(home), "--workers", str(workers)]
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
    sys.path.insert(0, str(ROOT))
    from warehouse.reading import run_query

    (run,) = run_query(home / "warehouse.duckdb", "select stages, observations from runs order by run_id desc limit 1").to_pylist()
    stages = {name: found["seconds"] for name, found in json.loads(run["stages"]).items() if "seconds" in found}
    return Measured(seconds, stages, peak, run["observations"])


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000, help="articles to generate (2,000)")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="worker processes (one per core)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="solieu-bench-"))
    try:
        size = write_corpus(work / "raw", given.articles)
        measure_floor(work / "raw", work)  # the first one fills the page cache for all
        floor = min(measure_floor(work / "raw", work / str(number)) for number in range(3) if not (work / str(number)).mkdir())
        run = measure_run(work / "raw", work / "home", given.workers)
        again = measure_run(work / "raw", work / "home", given.workers)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    report = _report(given.articles, given.workers, size, floor, run, again)
    print(json.dumps(report, indent=1) if given.json else _table(report))
    return 0


def _report(articles: int, workers: int, size: int, floor: float, run: Measured, again: Measured) -> dict[str, object]:
    in_stages = sum(run.stages.values())
    return {
        "articles": articles,
        "megabytes": round(size / 1e6, 1),
        "workers": workers,
        "python": platform.python_version(),
        "floor_seconds": round(floor, 3),
        "floor_articles_per_second": round(articles / floor),
        "run_seconds": round(run.seconds, 1),
        "startup_seconds": round(run.seconds - in_stages, 1),
        "articles_per_second": round(articles / in_stages),
        "figures": run.figures,
        "peak_mb": round(run.peak_mb),
        "times_floor_per_core": round(in_stages * workers / floor, 1),
        "stages": {
            name: {
                "seconds": round(seconds, 2),
                "articles_per_second": round(articles / seconds) if seconds else None,
                "times_floor": round(seconds / floor, 1),
            }
            for name, seconds in run.stages.items()
        },
        "unchanged_seconds": round(again.seconds, 1),
    }


def _table(report: dict[str, object]) -> str:
    lines = [f"{name:<28}{value}" for name, value in report.items() if name != "stages"]
    lines.append(f"\n{'stage':<12}{'seconds':>9}{'articles/s':>12}{'x floor':>9}")
    stages = report["stages"]
    assert isinstance(stages, dict)
    lines += [f"{name:<12}{row['seconds']:>9}{row['articles_per_second'] or '':>12}{row['times_floor']:>9}" for name, row in stages.items()]
    return "\n".join(lines)


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


if __name__ == "__main__":
    sys.exit(main())
