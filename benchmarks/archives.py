"""What a worker holds in memory while it cleans one large archive of each kind, from a disk and from an object store.

    python benchmarks/archives.py                        60 MB of each kind
    python benchmarks/archives.py --megabytes 1000 --only warc.gz,warc --places disk
    python benchmarks/archives.py --tree ../other        the same of another checkout

Each archive is cleaned by a process of its own, whose high-water mark is told beside that of a process which cleans an archive of one
page. Pages carry a picture, so that they hardly pack and few of them make a large archive. The store is that of the tests, on
loopback, in another process than what is measured.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import io
import json
import os
import random
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "text")]

from small_articles import small_article  # noqa: E402
from small_store import small_store  # noqa: E402
from web_archives import record, response  # noqa: E402

PICTURE = 100_000
"""Bytes of the picture in each page."""
WORK = """
import sys
from pathlib import Path
from tasks.clean import clean_batch
from tasks.discover import discover_documents
from tasks.messages import PlanRequest
from tasks.store.home import Home

planned = discover_documents(PlanRequest(Home(Path(sys.argv[2])), (sys.argv[1],)), "20261130T023000Z-aaaa", 10)
summary = clean_batch(planned.clean_jobs[0])
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(summary.loaded, summary.quarantined, peak)
"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=60, help="bytes of each archive, in millions (60)")
    parser.add_argument("--only", help="kinds, comma-separated: " + ", ".join(KINDS))
    parser.add_argument("--places", default="disk,store", help="where they lie (disk,store)")
    parser.add_argument("--tree", type=Path, default=ROOT, help="the checkout that is measured (this one)")
    given = parser.parse_args()
    pages, places = given.megabytes * 1_000_000 // PICTURE, given.places.split(",")
    print(f"{'archive':10}{'MB':>8}{'pages':>8}" + "".join(f"{f'{place}, MB of memory (of one page)':>40}" for place in places))
    with tempfile.TemporaryDirectory(prefix="solieu-bench-") as folder, small_store() as store:
        environment = {**os.environ, **store.environment, "PYTHONPATH": str(given.tree.resolve())}
        for kind in given.only.split(",") if given.only else KINDS:
            raw = Path(folder) / "raw"
            raw.mkdir()
            told = {}
            for count in (1, pages):
                path = raw / f"tin-{count}.{kind}"
                KINDS[kind](path, count)
                for place in places:
                    if place == "store":
                        store.objects = {f"tin/{path.name}": path.read_bytes()}
                    where = f"s3://kho/tin/{path.name}" if place == "store" else str(path)
                    told[place, count] = _measure(where, count, environment)
            print(
                f"{kind:10}{path.stat().st_size / 1e6:8.1f}{pages:8}"
                + "".join(f"{f'{told[place, pages]:.0f} ({told[place, 1]:.0f})':>40}" for place in places),
                flush=True,
            )
            store.objects = {}
            for one in raw.iterdir():
                one.unlink()
            raw.rmdir()
    return 0


def _measure(where: str, pages: int, environment: dict[str, str]) -> float:
    """The high-water mark of a process that cleans the archive. Units: megabytes.

    Raises:
        RuntimeError: it did not load all pages.
    """
    with tempfile.TemporaryDirectory(prefix="solieu-bench-") as home:
        command = [sys.executable, "-c", WORK, where, home]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=home)
    loaded, quarantined, peak = map(int, done.stdout.split())
    if (loaded, quarantined) != (pages, 0):
        raise RuntimeError(f"{where}: {loaded} of {pages} pages loaded, {quarantined} quarantined")
    return peak * 1024 / 1e6


def _pages(count: int) -> Iterator[bytes]:
    chance = random.Random(3)
    for number in range(count):
        title, _, text = small_article(number).partition("\n\n")
        body = "".join(f"<p>{line}</p>\n" for line in text.split("\n\n"))
        picture = base64.b64encode(chance.randbytes(PICTURE)).decode()
        page = f'<h1>{title}</h1>\n{body}<img src="data:image/png;base64,{picture}">'
        yield f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"></head><body><article>{page}</article></body></html>'.encode()


def _write_tar(path: Path, count: int) -> None:
    with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w", **({"compresslevel": 1} if path.suffix == ".gz" else {})) as archive:
        for number, page in enumerate(_pages(count)):
            info = tarfile.TarInfo(f"{number}.html")
            info.size = len(page)
            archive.addfile(info, io.BytesIO(page))


def _write_zip(path: Path, count: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, page in enumerate(_pages(count)):
            archive.writestr(f"{number}.html", page)


def _write_lines(path: Path, count: int) -> None:
    with gzip.open(path, "wb", 1) as lines:
        for page in _pages(count):
            lines.write(json.dumps({"html": page.decode()}, ensure_ascii=False).encode() + b"\n")


def _records(count: int) -> Iterator[bytes]:
    return (record(response(page), number) for number, page in enumerate(_pages(count), 1))


def _write_warc(path: Path, count: int) -> None:
    with path.open("wb") as archive:
        archive.writelines(_records(count))


def _write_packed_warc(path: Path, count: int) -> None:
    with path.open("wb") as archive:
        archive.writelines(gzip.compress(one, 1) for one in _records(count))


def _write_wacz(path: Path, count: int) -> None:
    with zipfile.ZipFile(path, "w") as archive, archive.open("archive/tin.warc.gz", "w", force_zip64=True) as inside:
        for one in _records(count):
            inside.write(gzip.compress(one, 1))


KINDS: dict[str, Callable[[Path, int], None]] = {
    "tar.gz": _write_tar,
    "zip": _write_zip,
    "jsonl.gz": _write_lines,
    "warc": _write_warc,
    "warc.gz": _write_packed_warc,
    "wacz": _write_wacz,
}

if __name__ == "__main__":
    sys.exit(main())
