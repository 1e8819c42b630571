"""Soaks solieu in real articles: `../shared/bulk`, the seeds and the labelled pages, together and each alone, every night twice.

python tests/soaking.py     runs all of it in a temporary home; the exit code says whether every night published

The first night of a home must publish, and the second must change nothing. Articles of other people are not in the repository:
where `../shared` is absent there is nothing to soak in.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyarrow.compute as pc

from warehouse.lake.lake import Lake
from warehouse.reading import run_query

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CORPORA = {"bulk": SHARED / "bulk", "seeds": SHARED / "seeds", "dev": SHARED / "dev" / "raw"}


@dataclass(frozen=True)
class Night:
    """How one run of the soak ended. Units: `seconds` of wall time."""

    corpus: str
    number: int
    exit_code: int
    status: str
    documents: int
    articles: int
    figures: int
    quarantined: int
    refused_rows: int
    seconds: float
    live: str
    said: str

    def line(self) -> str:
        """The night in one line."""
        counts = f"{self.documents} documents, {self.articles} articles, {self.figures} figures, {self.quarantined} documents quarantined"
        return f"{self.corpus:<9} night {self.number}: {self.status}, {counts}, {self.refused_rows} rows refused, {self.seconds:.1f} s"


def problems(nights: Sequence[Night]) -> list[str]:
    """What is not as it must be: nights that did not publish, and second nights that changed something."""
    found = []
    for night in nights:
        wanted = "published" if night.number == 1 else "unchanged"
        if (night.exit_code, night.status) != (0, wanted):
            found.append(f"{night.corpus} night {night.number} should be {wanted}: {night.status}, exit {night.exit_code}: {night.said}")
    for first, second in pairwise(nights):
        if first.corpus == second.corpus and first.live != second.live:
            found.append(f"{first.corpus}: the second night changed the live file")
    return found


def soak(corpus: str, locations: Sequence[Path], home: Path) -> Iterator[Night]:
    """Run the command line over the locations twice, in one home."""
    for number in (1, 2):
        raw = [part for location in locations for part in ("--raw", str(location))]
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", "run", *raw, "--home", str(home)],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=home.parent, capture_output=True, text=True, check=False,
        )  # fmt: skip
        yield look(corpus, number, home, done.returncode, (done.stdout + done.stderr)[-600:], time.perf_counter() - started)


def look(corpus: str, number: int, home: Path, exit_code: int, said: str, seconds: float) -> Night:
    """What the last run of a home left."""
    live, runs = home / "warehouse.duckdb", Lake(home).read_current("runs")
    last = runs.slice(runs.num_rows - 1).to_pylist()[0] if runs.num_rows else {"status": "none", "discovered": 0, "quarantined": 0}
    articles = figures = 0
    if live.exists():
        articles, figures = (run_query(live, f"select count(*) as n from {name}")["n"][0].as_py() for name in ("articles", "observations"))
    refused = Lake(home).read_current("quarantine")
    rows = pc.sum(pc.equal(refused["stage"], "validate")).as_py() or 0
    documents = refused.num_rows - rows
    digest = hashlib.sha256(live.read_bytes()).hexdigest() if live.exists() else ""
    return Night(corpus, number, exit_code, last["status"], last["discovered"], articles, figures, documents, rows, seconds, digest, said)


def take_share(folder: Path, of_each: int) -> list[Path]:
    """A bounded share of every corpus as files below the folder: the first `of_each` of each archive and folder."""
    taken = []
    for name, corpus in CORPORA.items():
        for source in sorted(corpus.iterdir()) if name == "bulk" else [corpus]:
            target = folder / name / source.name.partition(".")[0]
            target.mkdir(parents=True)
            for number, (kind, data) in enumerate(_documents(source)):
                if number == of_each:
                    break
                (target / f"{number:04d}{kind}").write_bytes(data)
            taken.append(target)
    return taken


def _documents(source: Path) -> Iterator[tuple[str, bytes]]:
    """Suffix and bytes of the files of a folder or a tar archive, in order."""
    if source.is_dir():
        yield from ((path.suffix, path.read_bytes()) for path in sorted(source.iterdir()) if path.is_file())
        return
    with tarfile.open(source) as archive:
        for member in archive:
            if member.isfile() and (stream := archive.extractfile(member)) is not None:
                yield Path(member.name).suffix, stream.read()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    if not SHARED.is_dir():
        print("there is no ../shared beside this folder: nothing to soak in")
        return 0
    nights: list[Night] = []
    with tempfile.TemporaryDirectory(prefix="solieu-soak-") as folder:
        for corpus, locations in {"together": list(CORPORA.values()), **{name: [path] for name, path in CORPORA.items()}}.items():
            for night in soak(corpus, locations, Path(folder) / corpus):
                print(night.line(), flush=True)
                nights.append(night)
    found = problems(nights)
    print("\n".join(found) if found else f"{len(nights)} nights: every first one published, no second one changed anything")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
