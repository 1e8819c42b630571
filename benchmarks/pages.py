"""How long does a page of `solieu browse` take, and the copy of the site after a night?

    python benchmarks/pages.py                         2,000 articles
    python benchmarks/pages.py --articles 100000       as many as the target is set for
    python benchmarks/pages.py --home HOME             the pages of a home that is there; nothing is written to it
    python benchmarks/pages.py --home HOME --times 38  the same with each of its articles 38 times (`benchmarks/multiplied.py`)

Real articles where they are at hand (`benchmarks/corpus.py`). They are loaded through the stage functions of a run, expectations
included, without Prefect; then the copy of the site is made; then one article in a hundred gets other numbers, and both are done again.
Printed of each: seconds of the run with its copy, of the copy alone, and its share. Pages are asked for as a browser does, 50 of each
kind chosen by chance, each for the first time: median and the slowest of ten on the clock, and the median of processor time, in which
neighbours on the machine show less; in milliseconds. Pages that show the same to everybody are kept until the next file; what one
takes before it is kept is told, too.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from starlette.testclient import TestClient  # noqa: E402

from benchmarks.corpus import change_articles, write_articles  # noqa: E402
from benchmarks.growth import run_night  # noqa: E402
from benchmarks.multiplied import multiply_warehouse  # noqa: E402
from flows.browsing import explain_steps  # noqa: E402
from warehouse.reading import run_query  # noqa: E402
from warehouse.site.copying import publish_site  # noqa: E402
from warehouse.site.serving import Site  # noqa: E402
from warehouse.site.source import Source  # noqa: E402
from warehouse.verdicts.store import VerdictStore  # noqa: E402

CHANGED, ASKED, FIRST, COPIED = 0.01, 50, 5, 200
CODES = {
    "articles": "select distinct article_id as code from observations order by code",
    "figures": "select observation_id as code from observations order by code",
    "indicators": "select distinct indicator as code from observations order by code",
    "places": "select distinct place_code as code from observations where place_code is not null order by code",
}
FRONT = ("index", "indicators", "places", "conflicts", "quarantine", "dictionary")
WORDS = ("dang vien", "ho ngheo", "xa", "ty dong", "truong hoc", "đảng viên", "hộ nghèo", "huyện", "đầu tư", "nông thôn mới")
FILTERS = ("indicator=party_members", "place=40", "level=commune", "status=target", "measure=share", "topic=economy", "year_from=2024",
           "confidence=0.8", "agrees=no", "sort=largest")  # fmt: skip


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000, help="articles (2,000)")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="worker processes (one per core)")
    parser.add_argument("--home", type=Path, help="measure the pages of this home only")
    parser.add_argument("--times", type=int, default=1, help="with --home: each of its articles so many times (1)")
    given = parser.parse_args()
    if given.home and given.times == 1:
        time_pages(given.home)
        return 0
    work = Path(tempfile.mkdtemp(prefix="solieu-pages-"))
    try:
        if given.home:
            multiply_warehouse(given.home / "warehouse.duckdb", work / "warehouse.duckdb", given.times)
            time_pages(work)
            return 0
        kind, size = write_articles(work / "raw", given.articles)
        print(f"{given.articles} {kind}, {size / 1e6:.0f} MB, {given.workers} workers, Python {platform.python_version()}", flush=True)
        time_night("full run", work, given.workers)
        change_articles(work / "raw", CHANGED)
        time_night("1 % changed", work, given.workers)
        time_pages(work / "home")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 0


def time_night(name: str, work: Path, workers: int) -> None:
    """One run and the copy of the site after it."""
    started = time.perf_counter()
    run_night(work / "home", work / "raw", workers)
    copying = time.perf_counter()
    copied = publish_site(work / "home", COPIED)
    whole, alone = time.perf_counter() - started, time.perf_counter() - copying
    pages = f"{copied.rendered} of {copied.pages} pages" if copied else "no page"
    print(f"{name:<12} {whole:8.1f} s, of it the site {alone:7.1f} s ({alone / whole:.0%}): {pages} made anew", flush=True)


def time_pages(home: Path) -> None:
    """Pages of each kind, as the server makes them."""
    live = home / "warehouse.duckdb"
    counted = run_query(live, "select (select count(*) from articles), (select count(*) from internal.facts)")
    print("{} articles, {} figures".format(*counted.to_pylist()[0].values()), flush=True)
    chance = random.Random(3)
    ways: dict[str, list[str]] = {}
    for kind, sql in CODES.items():
        codes = [str(code) for code in run_query(live, sql)["code"].to_pylist()]
        ways[kind] = [f"{kind}/{code}.html" for code in chance.sample(codes, min(ASKED, len(codes)))]
    ways["search, words"] = [f"figures.html?q={chance.choice(WORDS)}&page={page}" for page in range(1, ASKED + 1)]
    ways["search, filters"] = [f"figures.html?{chance.choice(FILTERS)}&page={page}" for page in range(1, ASKED + 1)]
    ways["search, both"] = [f"figures.html?q={chance.choice(WORDS)}&{chance.choice(FILTERS)}" for _ in range(ASKED)]
    opening = time.perf_counter()
    source = Source(live)
    source.kept("count_figures")
    print(f"{'opening':<16} {time.perf_counter() - opening:8.1f} s, once per published file", flush=True)
    with TestClient(Site(source, explain_steps, VerdictStore.of(home)).app(), base_url="http://127.0.0.1") as client:
        for kind in FRONT:
            print_times(f"{kind}, first", [_time_first(client, source, f"/vi/{kind}.html") for _ in range(FIRST)])
            print_times(kind, [_time(client, f"/vi/{kind}.html") for _ in range(ASKED)])
        _time(client, f"/vi/{ways['articles'][0]}")  # reads the rules, once per server
        for kind, paths in ways.items():
            print_times(kind, [_time(client, f"/vi/{path}") for path in paths])
    source.close()


def print_times(kind: str, seconds: Sequence[tuple[float, float]]) -> None:
    """One line on one kind of page; seconds on the clock and of the processor."""
    clock, processor = sorted(one for one, _ in seconds), [one for _, one in seconds]
    slow, median, worked = clock[int(len(clock) * 0.9)], statistics.median(clock), statistics.median(processor)
    told = f"slowest of ten {1000 * slow:6.0f} ms, processor {1000 * worked:6.0f} ms"
    print(f"{kind:<16} {1000 * median:8.0f} ms, {told}, of {len(clock)}", flush=True)


def _time_first(client: TestClient, source: Source, address: str) -> tuple[float, float]:
    """A page of which nothing is kept yet."""
    with source.pinned() as opened:
        opened.kept.clear()
    return _time(client, address)


def _time(client: TestClient, address: str) -> tuple[float, float]:
    started, worked = time.perf_counter(), time.process_time()
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return time.perf_counter() - started, time.process_time() - worked


if __name__ == "__main__":
    sys.exit(main())
