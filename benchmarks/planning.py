"""What the plan of a night costs per file that is known: seconds of processor time and memory of the process that publishes.

    python benchmarks/planning.py --files 200000

Files are made up, known from an earlier run and listed again unchanged, which is the most common case of a night. Nothing is read.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import pyarrow as pa  # noqa: E402

from tasks.plan.fingerprints import Fingerprints  # noqa: E402
from tasks.plan.listing import ListedFile, Listing  # noqa: E402
from tasks.plan.planning import make_plan  # noqa: E402
from warehouse.contracts import CONTRACTS  # noqa: E402
from warehouse.parquet import arrow_schema  # noqa: E402

LOCATION = "file:///kho/tin"
RUN = "20260601T000000Z-aaaa"
RULES = Fingerprints("c" * 16, "e" * 16)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def known_documents(files: int) -> pa.Table:
    """The rows that an earlier run left of so many files, one document each."""
    uris = [f"{LOCATION}/{number // 1000:05d}/bai-viet-{number:09d}.html" for number in range(files)]
    same = {
        "location_uri": LOCATION, "size": 15_500, "modified_at": LONG_AGO, "etag": "1f-2e", "sha256": "0" * 64, "status": "loaded",
        "article_id": "a" * 16, "cleaned_run_id": RUN, "extracted_run_id": RUN, "clean_fingerprint": RULES.clean,
        "extract_fingerprint": RULES.extract, "run_id": RUN,
    }  # fmt: skip
    schema = arrow_schema(CONTRACTS["raw_files"])
    columns = {name: [value] * files for name, value in same.items()}
    return pa.table({**columns, "source_uri": uris, "container_uri": uris}, schema=schema)


def listed_again(known: pa.Table) -> Listing:
    """The same files as a listing gives them."""
    rows = known["container_uri"].to_pylist()
    return Listing((LOCATION,), tuple(ListedFile(uri, LOCATION, uri.encode(), 15_500, LONG_AGO, "1f-2e") for uri in rows))


def peak_memory() -> float:
    """Megabytes that this process had at most."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1000


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000, help="files that are known and listed again (100,000)")
    given = parser.parse_args()
    before = peak_memory()
    known = known_documents(given.files)
    listing = listed_again(known)
    started = time.process_time()
    plan = make_plan(listing, known, RULES)
    seconds = time.process_time() - started
    assert plan.counts()["unchanged"] == given.files
    grown = peak_memory() - before
    print(f"{given.files:,} known files: {seconds / given.files * 1e6:.1f} µs and {grown / given.files * 1e6:.0f} bytes a file at the peak")
    return 0


if __name__ == "__main__":
    sys.exit(main())
