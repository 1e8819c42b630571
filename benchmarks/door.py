"""What it costs to clean and to read raw documents, beside an older build: processor time per document, in turn.

    python benchmarks/door.py BASE [--rounds N] [--texts FOLDER] [--pages FOLDER] [--only NAME]

BASE is a commit of this repository (checked out for the run alone) or the path of another checkout. Both builds run in
processes of their own and take turns. Of every document the fastest of all rounds counts, since other work on the machine
only ever adds; what a build keeps from one document to the next is forgotten before each round.
"""

from __future__ import annotations

import argparse
import functools
import gc
import gzip
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "seeds" / "articles" / "raw"
READINGS = ("lines.jsonl", "lines.jsonl.gz", "pages.warc", "pages.warc.gz", "pages.zip", "pages.tgz")
_CLEANED, _CLEANED_TOO = "cleaned", ("lines.jsonl", "pages.warc", "pages.warc.gz", "pages.zip")
"""What a night pays for a container: its documents read and cleaned."""
_WORKER = "--worker"
_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://page.example/%d\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n"
)


def main() -> None:
    if _WORKER in sys.argv:
        work()
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("base", metavar="BASE", help="a commit, or the path of a checkout")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=Path, default=SAMPLES, help="a folder with .txt files")
    parser.add_argument("--pages", type=Path, default=SAMPLES, help="a folder with .html files")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="lines of the result: text, html, or the name of a container")
    chosen = parser.parse_args()
    texts, pages = (sorted(folder.rglob(kind)) for folder, kind in ((chosen.texts, "*.txt"), (chosen.pages, "*.html")))
    with tempfile.TemporaryDirectory() as folder, checkout(chosen.base) as base:
        containers = write_containers(Path(folder), texts, pages)
        tasks = {"text": texts, "html": pages, **{path.name: [path] for path in containers}}
        tasks |= {f"{path.name} {_CLEANED}": [path] for path in containers if path.name in _CLEANED_TOO}
        print(f"{'':22}{'documents':>10} {'base ms':>9} {'now ms':>9} {'now/base':>9}")
        for name, paths in tasks.items():
            if chosen.only and name not in chosen.only:
                continue
            before, now = compare(name, paths, (base, ROOT), chosen.rounds)
            print(
                f"{name:22}{now[1]:>10} {before[0] / before[1]:9.3f} {now[0] / now[1]:9.3f} {now[0] / now[1] / before[0] * before[1]:9.2f}"
            )


@contextmanager
def checkout(base: str) -> Iterator[Path]:
    """The build that a commit or a path names."""
    if Path(base).is_dir():
        yield Path(base).resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "base"
        subprocess.run(["git", "-C", str(ROOT), "worktree", "add", "--quiet", "--detach", str(tree), base], check=True)  # noqa: S607
        try:
            yield tree
        finally:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(tree)], check=True)  # noqa: S607


def write_containers(folder: Path, texts: list[Path], pages: list[Path]) -> list[Path]:
    """The texts as JSON lines and the pages as WARC records, each also compressed, and the pages in two archives."""
    lines = b"".join(json.dumps({"text": path.read_text("utf-8", "replace")}, ensure_ascii=False).encode() + b"\n" for path in texts)
    records: list[bytes] = []
    for number, path in enumerate(pages):
        body = path.read_bytes()
        block = _HTTP % len(body) + body
        records.append(_WARC % (number, number, len(block)) + block + b"\r\n\r\n")
    members = [(f"{number}.html", path.read_bytes()) for number, path in enumerate(pages)]
    archives = (_zipped(members), _tarred(members))
    contents = (lines, gzip.compress(lines), b"".join(records), b"".join(map(gzip.compress, records)), *archives)
    paths = [folder / name for name in READINGS]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def _zipped(members: list[tuple[str, bytes]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def _tarred(members: list[tuple[str, bytes]]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def compare(name: str, paths: list[Path], trees: tuple[Path, Path], rounds: int) -> tuple[tuple[float, int], tuple[float, int]]:
    """Milliseconds and documents of the two builds."""
    command = [sys.executable, __file__, _WORKER]
    workers = [
        subprocess.Popen([*command, str(tree), name, *map(str, paths)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for tree in trees
    ]
    fastest: list[list[float]] = [[], []]
    counts = [0, 0]
    for turn in range(rounds + 1):  # the first is for imports
        for place in (0, 1) if turn % 2 else (1, 0):
            asked = workers[place]
            assert asked.stdin is not None
            assert asked.stdout is not None
            asked.stdin.write("\n")
            asked.stdin.flush()
            seconds, counts[place] = json.loads(asked.stdout.readline())
            fastest[place] = list(map(min, fastest[place] or seconds, seconds))
    for worker in workers:
        worker.communicate()
    return (sum(fastest[0]) * 1000, counts[0]), (sum(fastest[1]) * 1000, counts[1])


def work() -> None:
    """One build: for each line it is given, a round over its files, answered with the seconds of each and the documents of all."""
    tree, name, *paths = sys.argv[sys.argv.index(_WORKER) + 1 :]
    sys.path.insert(0, tree)
    from tasks.text.cleaning import clean_document
    from tasks.text.readers import read_documents
    from tasks.text.records import RawDocument

    def documents(uri: str, data: bytes) -> Iterable[object]:
        if name in ("text", "html"):
            return (RawDocument(uri, uri, "html" if name == "html" else "txt", data),)
        return read_documents(uri, data)

    is_reading = name in READINGS
    contents = [(f"file:///raw/{Path(path).name}", Path(path).read_bytes()) for path in paths]
    for _ in sys.stdin:
        forget()
        gc.collect()
        seconds: list[float] = []
        count = 0
        for uri, data in contents:
            start = time.process_time()
            for document in documents(uri, data):
                if not is_reading and isinstance(document, RawDocument):
                    clean_document(document)
                count += 1
                start, before = time.process_time(), start
                seconds.append(start - before)
        print(json.dumps([seconds, count]), flush=True)


def forget() -> None:
    """Empties what the build keeps of documents; lexicons stay."""
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper) and one.__module__.startswith("tasks") and one.cache_parameters()["maxsize"]:
            one.cache_clear()


if __name__ == "__main__":
    main()
