"""What a second worker brings: one night of many articles by one and by two workers, processes of solieu's own and of Dask.

    make bench-cluster                                          8,000 articles
    python benchmarks/cluster.py --articles 2000 --json

Each night is `solieu run` as an operator types it, into a new home; Dask is the cluster that `--cluster dask` starts here. The
seconds of each stage are those that the run records. All warehouses must be equal by the digests of their tables. Beside the clock,
which neighbours on the machine slow down, stands the processor time of all processes of the run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.corpus import write_articles  # noqa: E402
from benchmarks.processes import run_measured  # noqa: E402
from warehouse.checksums import state_checksums  # noqa: E402
from warehouse.lake.lake import Lake  # noqa: E402

QUIET = {"PREFECT_LOGGING_LEVEL": "CRITICAL", "DO_NOT_TRACK": "1", "SOLIEU_SITE": "false"}
WORKED = ("clean", "extract")
PUBLISHED = ("discover", "validate", "load", "check", "publish")


@dataclass(frozen=True)
class Night:
    """One run. Units: seconds; `stages` as the run recorded them, `workers_cpu` what was last seen of the workers, bytes on disk."""

    seconds: float
    cpu: float
    workers_cpu: float
    stages: Mapping[str, float]
    lake_bytes: int
    live_bytes: int

    def stage_seconds(self, *names: str) -> float:
        """What these stages took together."""
        return sum(self.stages.get(name, 0.0) for name in names)


def measure(raw: Path, home: Path, workers: int, cluster: str | None) -> Night:
    """One full run into a new home.

    Raises:
        CalledProcessError: the run failed.
    """
    environment = {**os.environ, **QUIET, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "flows.cli", "run", "--raw", str(raw), "--home", str(home), "--workers", str(workers)]
    cost = run_measured([*command, *(["--cluster", cluster] if cluster else [])], ROOT, environment)
    (record,) = Lake(home).read_current("runs").to_pylist()
    told = {name: found for name, found in json.loads(record["stages"]).items() if isinstance(found, dict)}
    stages = {name: found["seconds"] for name, found in told.items() if "seconds" in found}
    lake = sum(path.stat().st_size for path in (home / "lake").rglob("*") if path.is_file())
    return Night(cost.seconds, cost.cpu, cost.cpu_of.get("workers", 0.0), stages, lake, (home / "warehouse.duckdb").stat().st_size)


def main() -> int:
    """Measure, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=8_000, help="raw articles (8,000)")
    parser.add_argument("--only", choices=("local", "dask"), help="only one of the two")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="solieu-bench-"))
    nights: dict[str, Night] = {}
    digests = set()
    try:
        kind, size = write_articles(work / "raw", given.articles)
        for name, cluster in (("local", None), ("dask", "dask")):
            for workers in (1, 2):
                if given.only in (None, name):
                    home = work / f"{name}-{workers}"
                    nights[f"{name} {workers}"] = measure(work / "raw", home, workers, cluster)
                    digests.add(json.dumps(state_checksums(home / "warehouse.duckdb"), sort_keys=True))
                    shutil.rmtree(home)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    measured = f"{given.articles} {kind}, {size / 1e6:.1f} MB, Python {platform.python_version()}"
    if given.json:
        print(json.dumps({"measured": measured, "equal": len(digests) == 1, "nights": {name: asdict(one) for name, one in nights.items()}}))
    else:
        print(f"{measured}; the warehouses are {'equal' if len(digests) == 1 else 'NOT EQUAL'}\n\n{_table(nights)}")
    return 0 if len(digests) == 1 else 1


def _table(nights: Mapping[str, Night]) -> str:
    columns = ("workers", "clock s", "of one", "clean s", "extract s", "of one", "publish s", "cpu s", "workers s", "lake MB", "live MB")
    lines = ["".join(f"{name:>11}" for name in columns)]
    for name, night in nights.items():
        one = nights[f"{name.partition(' ')[0]} 1"]
        worked = one.stage_seconds(*WORKED) / night.stage_seconds(*WORKED)
        cells = (
            name, f"{night.seconds:.1f}", f"{one.seconds / night.seconds:.2f}", *(f"{night.stage_seconds(stage):.1f}" for stage in WORKED),
            f"{worked:.2f}", f"{night.stage_seconds(*PUBLISHED):.1f}", f"{night.cpu:.1f}", f"{night.workers_cpu:.1f}",
            f"{night.lake_bytes / 1e6:.1f}", f"{night.live_bytes / 1e6:.1f}",
        )  # fmt: skip
        lines.append("".join(f"{cell:>11}" for cell in cells))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
