"""What extraction costs beside another build: processor time of the same cleaned texts, in turn, with their digits and without.

    python benchmarks/extraction.py --base b1e5203            that commit, or the folder of a build
    python benchmarks/extraction.py --base main --articles 600

Texts are cleaned once by this build (`benchmarks/corpus.py`: real ones where they are at hand). Both builds extract in processes of
their own and take turns; of every text the fastest of all rounds counts, since other work on the machine only ever adds. Also told is
of how many texts both give the same rows.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
_WORKER = "--worker"
_NO_DIGITS = str.maketrans("0123456789", "x" * 10)
"""A text without numbers keeps its words and its length."""


def clean_texts(articles: int, work: Path) -> list[list[str | None]]:
    """What extraction gets of so many raw articles: id, text, title, day and host of each."""
    from benchmarks.corpus import write_articles
    from tasks.text.cleaning import clean_document
    from tasks.text.readers import read_documents
    from tasks.text.records import CleanedDocument, RawDocument

    write_articles(work / "raw", articles)
    texts: list[list[str | None]] = []
    for path in sorted((work / "raw").rglob("*.*")):
        for document in read_documents(path.as_uri(), path.read_bytes()):
            cleaned = clean_document(document) if isinstance(document, RawDocument) else document
            if isinstance(cleaned, CleanedDocument):
                one = cleaned.article
                day = one.published_on.isoformat() if one.published_on else None
                texts.append([one.article_id, one.text, one.title, day, one.source_host])
    return texts


def compare(builds: Sequence[Path], file: Path, rounds: int) -> tuple[list[list[float]], list[list[str]]]:
    """Of each build the least seconds of each text, and a digest of the rows of each."""
    workers = [
        subprocess.Popen(
            [sys.executable, __file__, _WORKER, str(build), str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for build in builds
    ]
    fastest: list[list[float]] = [[] for _ in builds]
    digests: list[list[str]] = [[] for _ in builds]
    for _ in range(rounds + 1):  # the first is for imports
        for place, worker in enumerate(workers):
            assert worker.stdin is not None
            assert worker.stdout is not None
            worker.stdin.write("\n")
            worker.stdin.flush()
            seconds, digests[place] = json.loads(worker.stdout.readline())
            fastest[place] = list(map(min, fastest[place] or seconds, seconds))
    for worker in workers:
        worker.communicate()
    return fastest, digests


def work() -> None:
    """One build: for each line it is given, all texts extracted, answered with the seconds and a digest of the rows of each."""
    build, file = sys.argv[sys.argv.index(_WORKER) + 1 :]
    sys.path[:0] = [build]
    from tasks.facts import extraction

    article_text = vars(extraction)["ArticleText"]  # wherever the build keeps it
    given = json.loads(Path(file).read_text("utf-8"))
    articles = [article_text(name, text, title, date.fromisoformat(day) if day else None, host) for name, text, title, day, host in given]
    for _ in sys.stdin:
        gc.collect()
        seconds, digests = [], []
        for article in articles:
            start = time.process_time()
            found = extraction.extract_figures(article)
            seconds.append(time.process_time() - start)
            digests.append(hashlib.sha256(repr(found).encode()).hexdigest())
        print(json.dumps([seconds, digests]), flush=True)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--base", default=os.environ.get("BASE"), help="commit or folder of the build to compare with (BASE)")
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    if not chosen.base:
        parser.error("say which build to compare with: --base or BASE")
    sys.path.insert(0, str(ROOT))
    from benchmarks.nights import build_of

    with tempfile.TemporaryDirectory(prefix="solieu-bench-") as folder, build_of(chosen.base, Path(folder)) as base:
        texts = clean_texts(chosen.articles, Path(folder))
        bare = [
            [name, text and text.translate(_NO_DIGITS), title and title.translate(_NO_DIGITS), *rest] for name, text, title, *rest in texts
        ]
        print(f"{'':16}{'texts':>8}{'base ms':>10}{'this ms':>10}{'of base':>10}{'same rows':>11}")
        for kind, given in (("as they are", texts), ("without digits", bare)):
            file = Path(folder) / "texts.json"
            file.write_text(json.dumps(given), "utf-8")
            (before, now), (rows, rows_now) = compare((base, ROOT), file, chosen.rounds)
            same, size = sum(map(str.__eq__, rows, rows_now)), len(given)
            cells = f"{1000 * sum(before) / size:>10.2f}{1000 * sum(now) / size:>10.2f}{sum(now) / sum(before):>10.2f}{same:>11}"
            print(f"{kind:16}{size:>8}{cells}", flush=True)
    return 0


if __name__ == "__main__":
    if _WORKER in sys.argv:
        work()
    else:
        sys.exit(main())
