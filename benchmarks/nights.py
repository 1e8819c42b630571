"""What do nights cost: all of it, nothing changed, one article in a hundred changed; against the floor, and against another build?

    make bench                                                2,000 articles
    python benchmarks/nights.py --articles 20000              as many as the targets are set for
    BASE=b1e5203 python benchmarks/nights.py                  side by side with the build of that commit, or of that folder

Real articles where they are at hand (`benchmarks/corpus.py`). Each night is `solieu run` as an operator types it. Counted is the
processor time of all its processes (main process, workers, Prefect's server), which neighbours on the machine lengthen less than
the time on the clock. The floor, measured in the same run on the same bytes, is what no such system can do without: read each
file, SHA-256, decode and NFC, write Parquet with zstd, load a DuckDB table. With a base both builds take turns, night by night.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.corpus import change_articles, write_articles  # noqa: E402
from benchmarks.processes import Cost, run_measured  # noqa: E402

CHANGED = 0.01
QUIET = {"PREFECT_LOGGING_LEVEL": "CRITICAL", "DO_NOT_TRACK": "1"}
KINDS = ("main", "workers", "server")


def measure_floor(raw: Path, work: Path) -> float:
    """Seconds of processor time to read, hash, normalise, write as Parquet and load the same bytes."""
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    work.mkdir()
    started = time.process_time()
    names, digests, texts = [], [], []
    for path in sorted(raw.rglob("*.*")):
        data = path.read_bytes()
        names.append(str(path))
        digests.append(hashlib.sha256(data).hexdigest())
        texts.append(unicodedata.normalize("NFC", data.decode(errors="replace")))
    target = work / "floor.parquet"
    pq.write_table(pa.table({"name": names, "sha256": digests, "text": texts}), target, compression="zstd", compression_level=3)
    with duckdb.connect(str(work / "floor.duckdb")) as con:
        con.execute("create table articles (name varchar, sha256 varchar, text varchar using compression zstd)")
        con.execute("insert into articles from read_parquet(?)", [str(target)])
        con.execute("checkpoint")
    return time.process_time() - started


def measure_night(build: Path, raw: Path, home: Path, workers: int) -> Cost:
    """One `solieu run` of the build in that folder."""
    environment = {**os.environ, **QUIET, "PYTHONPATH": str(build)}
    command = [sys.executable, "-m", "flows.cli", "run", "--raw", str(raw), "--home", str(home), "--workers", str(workers)]
    return run_measured(command, build, environment)


def measure_nights(builds: Mapping[str, Path], raw: Path, work: Path, workers: int, rounds: int) -> dict[str, dict[str, Cost]]:
    """The costs by night and build; nights that change nothing and one in a hundred are gone through `rounds` times, the least counts."""
    homes = {name: work / f"home-{name}" for name in builds}
    found = {"full run": {name: measure_night(build, raw, homes[name], workers) for name, build in builds.items()}}
    for night in ("nothing changed", "1 % changed"):
        turns: dict[str, list[Cost]] = {name: [] for name in builds}
        for _ in range(rounds):
            if night == "1 % changed":
                change_articles(raw, CHANGED)
            for name, build in builds.items():
                turns[name].append(measure_night(build, raw, homes[name], workers))
        found[night] = {name: min(costs, key=lambda cost: cost.cpu) for name, costs in turns.items()}
    return found


@contextmanager
def build_of(base: str, work: Path) -> Iterator[Path]:
    """The folder of a build: as given, or a checkout of that commit which is removed in the end."""
    if (Path(base) / "flows" / "cli.py").is_file():
        yield Path(base).absolute()
        return
    folder = work / "base"
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), base], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000, help="raw articles (2,000)")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="worker processes (one per core)")
    parser.add_argument("--rounds", type=int, default=2, help="how often the small nights are gone through (2)")
    parser.add_argument("--base", default=os.environ.get("BASE"), help="commit or folder of the build to compare with (BASE)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="solieu-bench-"))
    try:
        kind, size = write_articles(work / "raw", given.articles)
        measure_floor(work / "raw", work / "first")  # fills the page cache for all
        floor = min(measure_floor(work / "raw", work / f"floor-{number}") for number in range(3))
        if given.base:
            with build_of(given.base, work) as base:
                found = measure_nights({"base": base, "this": ROOT}, work / "raw", work, given.workers, given.rounds)
        else:
            found = measure_nights({"this": ROOT}, work / "raw", work, given.workers, given.rounds)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    measured = f"{given.articles} {kind}, {size / 1e6:.1f} MB, {given.workers} workers, Python {platform.python_version()}"
    if given.json:
        costs = {night: {name: asdict(cost) for name, cost in builds.items()} for night, builds in found.items()}
        print(json.dumps({"measured": measured, "floor": floor, "nights": costs}, indent=1))
    else:
        print(f"{measured}; floor {floor:.2f} s of processor time\n\n{_table(found, floor)}")
    return 0


def _table(found: Mapping[str, Mapping[str, Cost]], floor: float) -> str:
    columns = (
        "night",
        "build",
        "cpu s",
        "of base",
        "x floor",
        *(f"{kind} s" for kind in KINDS),
        *(f"{kind} MB" for kind in KINDS),
        "clock s",
    )
    lines = ["".join(f"{name:>16}" if name == "night" else f"{name:>12}" for name in columns)]
    for night, builds in found.items():
        for name, cost in builds.items():
            ratio = f"{cost.cpu / builds['base'].cpu:.2f}" if "base" in builds else "-"
            cells = [name, f"{cost.cpu:.1f}", ratio, f"{cost.cpu / floor:.1f}"]
            cells += [f"{cost.cpu_of.get(kind, 0.0):.1f}" for kind in KINDS]
            cells += [f"{cost.peak_of.get(kind, 0.0):.0f}" for kind in KINDS]
            lines.append(f"{night:>16}" + "".join(f"{cell:>12}" for cell in (*cells, f"{cost.seconds:.1f}")))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
