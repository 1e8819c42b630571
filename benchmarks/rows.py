"""Does this build make the same rows as another? Digests of all tables, run columns aside.

    BASE=b1e5203 python benchmarks/rows.py                    beside that commit, or the build in that folder
    python benchmarks/rows.py --base main ../shared/dev/raw   of raw files of your own

Each corpus is run once with each build, in a home of its own, and the published files are compared table by table. Of `raw_files` the
fingerprints are left out, which change with the code, and of `quarantine` the time. Exit code 1 says that a table differs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.nights import build_of, measure_night  # noqa: E402
from warehouse.contracts import CONTRACTS  # noqa: E402
from warehouse.reading import run_query  # noqa: E402
from warehouse.statements import fill_sql  # noqa: E402

SHARED = ROOT.parent / "shared"
CORPORA = (ROOT / "seeds" / "articles" / "raw", SHARED / "seeds", SHARED / "dev" / "raw", SHARED / "reported", SHARED / "bulk")
"""Raw files that are compared unless others are named; those that are not at hand are left out."""

TABLES = ("articles", "blocks", "observations", "numbers", "article_places", "duplicates", "raw_files", "quarantine",
          "indicators", "units", "places")  # fmt: skip
LEFT_OUT = frozenset(
    {"run_id", "cleaned_run_id", "extracted_run_id", "replayed_run_id", "clean_fingerprint", "extract_fingerprint", "quarantined_at"}
)


def digests_of(live: Path) -> dict[str, str]:
    """A digest of each table of a published file: the number of its rows and the sum of their hashes."""
    found = {}
    for table in TABLES:
        columns = ", ".join(column.name for column in CONTRACTS[table].columns if column.name not in LEFT_OUT)
        found[table] = str(run_query(live, fill_sql("load", "table_checksum", table=table, columns=columns)).column(0)[0].as_py())
    return found


def main() -> int:
    """Run, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", nargs="*", type=Path, help="raw folders (the sample articles, and those of ../shared where it is at hand)")
    parser.add_argument("--base", default=os.environ.get("BASE"), help="commit or folder of the build to compare with (BASE)")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="worker processes (one per core)")
    given = parser.parse_args()
    if not given.base:
        parser.error("say which build to compare with: --base or BASE")
    corpora = [raw.absolute() for raw in given.raw] or [raw for raw in CORPORA if raw.is_dir()]
    work, unlike = Path(tempfile.mkdtemp(prefix="solieu-rows-")), 0
    try:
        with build_of(given.base, work) as base:
            for number, raw in enumerate(corpora):
                found = []
                for name, build in (("base", base), ("this", ROOT)):
                    home = work / f"{number}-{name}"
                    measure_night(build, raw, home, given.workers)
                    found.append(digests_of(home / "warehouse.duckdb"))
                differing = [table for table in TABLES if found[0][table] != found[1][table]]
                unlike += len(differing)
                rows = sum(int(digest.partition(":")[0]) for digest in found[1].values())
                told = f"unlike: {', '.join(differing)}" if differing else "the same in every table"
                print(f"{raw}: {rows:,} rows, {told}", flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 1 if unlike else 0


if __name__ == "__main__":
    sys.exit(main())
