"""What does a night cost: against the size of its change, and against the size of the warehouse?

    python benchmarks/growth.py                                    5,000 articles, 5 nights
    python benchmarks/growth.py --articles 100000 --nights 30      as much as issue 5 asks
    python benchmarks/growth.py --articles 100000 --minutes 12     stops after the night in which the time is up
    python benchmarks/growth.py --to nights.csv                    writes each night into that file as it ends, too

Small articles made from templates are loaded once; then each night 2 % are new, 1 % changed and 0.2 % gone. Every night goes
through the stage functions of a run, expectations included, without Prefect, and one line is printed when it ends:

    change    documents new, changed and gone
    work      discover, clean, extract and validate, in seconds
    build     the candidate: copy of the live file, merge, duplicates, facts
    diff      its figures compared with those of the live file
    check     the expectations on the whole candidate
    publish   the last rows, the snapshot and the swap
    peak_mb   the most memory that this process and its workers held together during the night
    cpu       processor time of the night in this process: all of it but the workers, so a busy machine shows less in it
    ms/doc    build, diff, check and publish over the documents changed
    x first   the whole night per changed document, over the first full run per document

What grows with the warehouse and not with the change shows as build, check and publish of a night that is as large as the
others; `copy` names how much of the build is the copy of the file, or `rewrite` of its rows, when they lay scattered.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
os.environ.update(DO_NOT_TRACK="1", GX_ANALYTICS_ENABLED="false", PREFECT_SERVER_ANALYTICS_ENABLED="false")
sys.path.insert(0, str(ROOT))

from benchmarks.memory import watched_memory  # noqa: E402
from tasks.clean import CLEAN_RECOVERY, clean_batch  # noqa: E402
from tasks.discover import discover_documents  # noqa: E402
from tasks.extract import EXTRACT_RECOVERY, extract_batch  # noqa: E402
from tasks.judge import group_parts, judge_candidate, refuse_rows  # noqa: E402
from tasks.load import load_candidate, settle_documents  # noqa: E402
from tasks.messages import ExtractJob, PlanRequest  # noqa: E402
from tasks.publish import publish_candidate, tidy_lake  # noqa: E402
from tasks.runs.record import open_run  # noqa: E402
from tasks.validate import validate_group  # noqa: E402
from tasks.workers.pool import batch_workers, run_batch  # noqa: E402
from warehouse.reading import run_query  # noqa: E402

NEW, CHANGED, GONE = 0.02, 0.01, 0.002
KEEP_SNAPSHOTS, COMPACT_AFTER, BATCH = 7, 90, 500
SYLLABLES = """
    nhân dân phát triển kinh tế nông thôn mới công tác lãnh đạo nghị quyết đại hội kết quả thực hiện nhiệm vụ chính trị xây
    dựng tổ chức cán bộ đoàn thể thanh niên phụ nữ nông sản xuất lúa ngô rừng trồng đường giao thông trường học giải pháp
    tuyên truyền vận động tham gia hợp tác doanh nghiệp đầu tư vốn ngân sách văn hóa bản làng mùa vụ chăn nuôi thủy lợi
""".split()  # noqa: SIM905 - a word list reads better as words
FIGURES = (
    "Năm {year}, Đảng bộ xã {place} kết nạp được {small} đảng viên mới, đạt {share},5% chỉ tiêu cấp trên giao.",
    "Đến nay, toàn Đảng bộ xã {place} có {large} đảng viên, sinh hoạt tại {digit} chi bộ.",
    "Tỷ lệ hộ nghèo của xã {place} còn {share},{digit}%.",
    "Toàn xã {place} trồng mới {small},{digit} ha rừng.",
)
COLUMNS = (
    "night", "articles", "change", "work", "build", "copy", "rewrite", "diff", "check", "publish", "total", "cpu", "file_mb", "lake_mb",
    "peak_mb", "ms_doc", "x_first",
)  # fmt: skip


@dataclass(frozen=True)
class Night:
    """One night as measured. Units: seconds, megabytes, milliseconds; `x_first` is a ratio."""

    night: int
    articles: int
    change: int
    work: float
    build: float
    copy: float
    rewrite: float
    diff: float
    check: float
    publish: float
    total: float
    cpu: float
    file_mb: float
    lake_mb: float
    peak_mb: float
    ms_doc: float
    x_first: float


def write_article(folder: Path, number: int, edition: int = 0) -> None:
    """Write one article of some 600 bytes; another edition of it has other figures."""
    chance = random.Random(number)
    words = [" ".join(chance.choices(SYLLABLES, k=count)) for count in (8, 25, 25)]
    place = " ".join(chance.choices(SYLLABLES, k=2)).title()
    chance = random.Random(number * 1_000 + edition)
    figures = [
        figure.format(
            year=chance.randint(2010, 2024), place=place, small=chance.randint(11, 98), large=chance.randint(101, 999),
            share=chance.randint(11, 89), digit=chance.randint(2, 9),
        )
        for figure in chance.sample(FIGURES, 2)
    ]  # fmt: skip
    text = f"{words[0].capitalize()} kỳ {number}\n\n{words[1].capitalize()}. {figures[0]}\n\n{words[2].capitalize()}. {figures[1]}\n"
    path = folder / f"{number // 1_000:03d}" / f"{number:06d}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class Collection:
    """The raw folder, and which articles stand in it."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.next, self.chance = folder, count, random.Random(11)
        self.standing = list(range(count))
        for number in self.standing:
            write_article(folder, number)

    def change(self, night: int) -> int:
        """Put a night's new, changed and gone articles in place; how many documents that is."""
        size = len(self.standing)
        self.chance.shuffle(self.standing)
        gone, changed = self.standing[: round(size * GONE)], self.standing[round(size * GONE) : round(size * (GONE + CHANGED))]
        for number in gone:
            (self.folder / f"{number // 1_000:03d}" / f"{number:06d}.txt").unlink()
        for number in changed:
            write_article(self.folder, number, night)
        new = range(self.next, self.next + round(size * NEW))
        for number in new:
            write_article(self.folder, number)
        self.next = new.stop
        self.standing = self.standing[len(gone) :] + list(new)
        return len(gone) + len(changed) + len(new)


def run_night(home: Path, raw: Path, workers: int) -> dict[str, float]:
    """One run through the stage functions; seconds per stage.

    Raises:
        ValidationRefused: a critical expectation failed on the candidate.
    """
    times: dict[str, float] = {}
    started = time.perf_counter()
    with open_run(home, {}) as run:
        request = PlanRequest(run.home, (str(raw),), None, (), False)
        planned = discover_documents(request, run.run_id, BATCH)
        with batch_workers(workers if planned.files_to_clean >= 400 else 1), ThreadPoolExecutor(workers) as threads:
            cleaned = list(threads.map(lambda job: run_batch(clean_batch, job, CLEAN_RECOVERY), planned.clean_jobs))
            jobs = [ExtractJob(run.home, run.run_id, path, Path(path).stem) for batch in cleaned for path in batch.articles]
            extracted = list(threads.map(lambda job: run_batch(extract_batch, job, EXTRACT_RECOVERY), [*jobs, *planned.extract_jobs]))
        run.count_figures(extracted)
        judged = [validate_group(job) for job in group_parts(run.home, run.run_id, cleaned, extracted)]
        refuse_rows(run.home, run.run_id, judged)
        run.documents = settle_documents(run.home, run.run_id, planned)
        run.note()
        times["work"] = time.perf_counter() - started
        loaded = load_candidate(run.home, run.run_id, run.documents)
        times["build"], times["copy"] = loaded.build.seconds, loaded.build.stages["copy"]
        times["rewrite"] = loaded.build.stages.get("rewrite", 0.0)
        times["diff"] = time.perf_counter() - started - times["work"] - times["build"]
        checking = time.perf_counter()
        verdict = judge_candidate(run.home, run.run_id, judged)
        run.take_verdict(verdict)
        verdict.check()
        publishing = time.perf_counter()
        times["check"] = publishing - checking
        run.write("published", "published")
        publish_candidate(run.home, run.run_id, KEEP_SNAPSHOTS)
        tidy_lake(run.home, COMPACT_AFTER, KEEP_SNAPSHOTS)
        times["publish"] = time.perf_counter() - publishing
        run.end("published", "published")
    return times


def measure(given: argparse.Namespace, work: Path) -> list[Night]:
    """Load the collection, then night after night; each line is printed as it comes."""
    raw, home, ends = work / "raw", work / "home", time.monotonic() + given.minutes * 60
    collection = Collection(raw, given.articles)
    nights: list[Night] = []
    first = 0.0
    for number in range(given.nights + 1):
        change = collection.change(number) if number else given.articles
        before = time.process_time()
        with watched_memory() as peak:
            times = run_night(home, raw, given.workers)
        times["cpu"] = time.process_time() - before
        total = sum(seconds for name, seconds in times.items() if name not in ("copy", "rewrite", "cpu"))
        first = first or total / change
        after = total - times["work"]
        held = run_query(home / "warehouse.duckdb", "select count(*) as n from articles").to_pylist()[0]["n"]
        assert held == len(collection.standing), f"the warehouse holds {held} articles, the folder {len(collection.standing)}"
        file_mb, lake_mb = (home / "warehouse.duckdb").stat().st_size / 1e6, _size(home / "lake") / 1e6
        ms_doc, x_first = 1000 * after / change, total / change / first
        sizes = {"file_mb": file_mb, "lake_mb": lake_mb, "peak_mb": peak.megabytes}
        nights.append(Night(number, held, change, **times, total=total, **sizes, ms_doc=ms_doc, x_first=x_first))
        if given.to:
            _note(given.to, nights[-1])
        if not given.json:
            print(_line(nights[-1]), flush=True)
        if time.monotonic() > ends:
            break
    return nights


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5_000, help="articles before the first night (5,000)")
    parser.add_argument("--nights", type=int, default=5, help="nights after the first full run (5)")
    parser.add_argument("--minutes", type=float, default=600, help="begin no further night after so many minutes (600)")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="worker processes (one per core)")
    parser.add_argument("--to", type=Path, help="write a line into this CSV file as each night ends")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="solieu-nights-"))
    if given.to:
        given.to.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    if not given.json:
        print(f"{given.articles} articles, {given.workers} workers, Python {platform.python_version()}")
        print("".join(f"{name:>9}" for name in COLUMNS), flush=True)
    try:
        nights = measure(given, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if given.json:
        print(json.dumps([asdict(night) for night in nights], indent=1))
    elif len(nights) > 1:
        print(_summary(nights))
    return 0


def _line(night: Night) -> str:
    values: Sequence[float] = [getattr(night, name) for name in COLUMNS]
    return "".join(f"{value:>9}" if isinstance(value, int) else f"{value:>9.2f}" for value in values)


def _summary(nights: Sequence[Night]) -> str:
    """The first night against the last, and how much of the full run a night costs."""

    full, early, late = nights[0], nights[1], nights[-1]
    return (
        f"\nfull run {full.total:.1f} s for {full.change} documents; night {early.night}: {early.total:.1f} s for {early.change}; "
        f"night {late.night}: {late.total:.1f} s for {late.change}\n"
        f"a night changes {late.change / late.articles:.1%} of the articles and costs {late.total / full.total:.1%} of the full run; "
        f"from the first night to the last the articles grew {late.articles / early.articles:.2f} times, the file "
        f"{late.file_mb / early.file_mb:.2f} times, the cost of a night {late.total / early.total:.2f} times, "
        f"its processor time here {late.cpu / early.cpu:.2f} times"
    )


def _note(path: Path, night: Night) -> None:
    """Add a night to the file of results, durably: a run of hours may be broken off."""
    values = [getattr(night, name) for name in COLUMNS]
    with path.open("a", encoding="utf-8") as sink:
        sink.write(",".join(str(value) if isinstance(value, int) else f"{value:.3f}" for value in values) + "\n")
        sink.flush()
        os.fsync(sink.fileno())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
