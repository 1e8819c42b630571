"""A built wheel against the code of this checkout on the labelled pages: the same rows, and in what part of the time.

    python benchmarks/compiled.py dist/solieu-….whl

`make wheel` runs it on what it has built, so that no wheel leaves whose compiled rules say something else. Exit code 1 when a
page gives other rows.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ROUNDS = 3
TURNS = 3
"""How often each of the two is measured, in turn, so that a machine that grows slower slows both."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one page gave: digests of its rows, and the least processor time in seconds of cleaning and of extraction."""

    cleaned: str
    extracted: str
    cleaning: float
    extraction: float


def measure_pages() -> list[Page]:
    """Every labelled page through the cleaning and the extraction that this process imports."""
    sys.path.append(str(ROOT / "tests" / "quality"))
    from label_files import SETS, read_set
    from measuring import labelled_article, to_article_text

    from tasks.facts.extraction import extract_figures
    from tasks.text.cleaning import clean_document
    from tasks.text.readers import read_documents

    pages = []
    for label in (label for name in SETS for label in read_set(name)):
        article, (document, *_) = to_article_text(labelled_article(label)), read_documents("page.txt", label.raw.read_bytes())
        cleaned, cleaning = _fastest(lambda document=document: clean_document(document))
        extracted, extraction = _fastest(lambda article=article: extract_figures(article))
        pages.append(Page(cleaned, extracted, cleaning, extraction))
    return pages


def _fastest(work: Callable[[], Any]) -> tuple[str, float]:
    took = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        result = work()
        took.append(time.process_time() - begun)
    return hashlib.sha256(repr(result).encode()).hexdigest(), min(took)


def _fastest_of(turns: Sequence[Page]) -> Page:
    """One page of several turns: its rows, which are the same in all, and the least times."""
    first = turns[0]
    return Page(first.cleaned, first.extracted, min(one.cleaning for one in turns), min(one.extraction for one in turns))


def _measure_in(folder: Path) -> list[Page]:
    """The same in a process of its own that imports the packages of a folder."""
    code = "import sys; sys.path[:0] = sys.argv[1:]; import compiled; compiled.print_pages()"
    command = [sys.executable, "-P", "-c", code, str(folder), str(Path(__file__).parent)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder).stdout
    return [Page(**page) for page in json.loads(told)]


def print_pages() -> None:
    """What `measure_pages` gives, as JSON."""
    print(json.dumps([{name: getattr(page, name) for name in Page.__slots__} for page in measure_pages()]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("wheel", type=Path)
    wheel: Path = parser.parse_args().wheel
    with tempfile.TemporaryDirectory(prefix="solieu-wheel-") as folder:
        zipfile.ZipFile(wheel).extractall(folder)
        turns = [(_measure_in(Path(folder)), _measure_in(ROOT)) for _ in range(TURNS)]
    theirs, ours = ([_fastest_of(pages) for pages in zip(*side, strict=True)] for side in zip(*turns, strict=True))
    other = sum((one.cleaned, one.extracted) != (two.cleaned, two.extracted) for one, two in zip(ours, theirs, strict=True))
    if other or not ours:
        sys.exit(f"{wheel.name}: {other} of {len(ours)} pages give other rows than the code it was built from")
    cleaning = sum(page.cleaning for page in theirs) / sum(page.cleaning for page in ours)
    extraction = sum(page.extraction for page in theirs) / sum(page.extraction for page in ours)
    told = f"cleaning in {cleaning:.2f} and extraction in {extraction:.2f}"
    print(f"{wheel.name}: the same rows on {len(ours)} pages; {told} of the time")


if __name__ == "__main__":
    main()
