"""Our cleaner and its peers on the same labelled pages in one run: token F1, leaks, losses, pages a second.

    python benchmarks/cleaning.py [--rounds N]

Pages are the project's own samples (`seeds/articles`) and, when it is there, the read-only material beside the
repository (`../shared`). A peer that is not installed is left out and named. Times are processor time of one core and
include decoding; ours also include metadata, offsets and metrics. What a peer gives is de-duplicated line by line, as
issue 3 asks, since captions and leads are printed twice.
"""

from __future__ import annotations

import argparse
import html
import importlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tasks.text.cleaning import clean_document  # noqa: E402
from tasks.text.decode import Decoded, decode_document  # noqa: E402
from tasks.text.records import CleanedDocument, RawDocument  # noqa: E402

SETS = {
    "samples": (ROOT / "seeds" / "articles" / "gold", ROOT / "seeds" / "articles" / "raw"),
    "shared": (ROOT.parent / "shared" / "gold", ROOT.parent / "shared" / "seeds"),
    "shared dev": (ROOT.parent / "shared" / "dev" / "gold", ROOT.parent / "shared" / "dev" / "raw"),
}
NEUTRAL = {"caption", "title", "byline", "dateline", "source", "kicker"}
_TOKEN = re.compile(r"\w+(?:[.,]\w+)*")

Cleaner = Callable[[bytes, str], str]
"""Bytes of a page and its form (`text`, `html`) to its article's text."""


@dataclass
class LabelledPage:
    """A raw page in one of its forms, and the kind of every line of its flattened form."""

    data: bytes
    form: str
    lines: list[str]
    kinds: dict[int, str]


@dataclass
class Score:
    """Counts over all pages, summed up by `row`."""

    found: int = 0
    extra: int = 0
    wanted: int = 0
    boiler: int = 0
    leaked: int = 0
    body: int = 0
    lost: int = 0
    seconds: list[float] = field(default_factory=list)

    def row(self, pages: int) -> str:
        precision = self.found / (self.found + self.extra) if self.found + self.extra else 0.0
        recall = self.found / self.wanted if self.wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        leak = self.leaked / self.boiler if self.boiler else 0.0
        lost = self.lost / self.body if self.body else 0.0
        return f"{f1:8.4f} {precision:9.4f} {recall:8.4f} {leak:8.2%} {lost:8.2%} {pages / min(self.seconds):9.0f}"


def text_of(data: bytes, form: str) -> str:
    decoded = decode_document(data, is_html=form == "html")
    return decoded.text if isinstance(decoded, Decoded) else ""


def labelled_pages() -> Iterator[LabelledPage]:
    for gold, raw in SETS.values():
        for path in sorted(gold.glob("**/*.json")) if gold.is_dir() else ():
            label = json.loads(path.read_text("utf-8"))
            kinds = line_kinds(label.get("lines", {}))
            flattened = raw / label["file"]
            if not kinds or not flattened.exists():
                continue
            data = flattened.read_bytes()
            lines = text_of(data, "text").split("\n")
            yield LabelledPage(data, "text", lines, kinds)
            page = flattened.with_suffix(".html")
            if page.exists():
                yield LabelledPage(page.read_bytes(), "html", lines, kinds)


def line_kinds(labels: dict[str, str]) -> dict[int, str]:
    kinds: dict[int, str] = {}
    for key, kind in labels.items():
        first, _, last = key.partition("-")
        kinds.update(dict.fromkeys(range(int(first), int(last or first) + 1), kind))
    return kinds


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())


def judge(page: LabelledPage, text: str, score: Score) -> None:
    wanted: Counter[str] = Counter()
    neutral: Counter[str] = Counter()
    printed = Counter(" ".join(line.split()) for line in text.split("\n"))
    whole = " ".join(text.split())
    fine = {" ".join(page.lines[number - 1].split()) for number, kind in page.kinds.items() if kind == "body" or kind in NEUTRAL}
    for number, kind in page.kinds.items():
        line = " ".join(page.lines[number - 1].split())
        if kind == "body":
            wanted.update(tokens(line))
            if len(line) > 3:
                score.body += 1
                score.lost += line not in whole
        elif kind in NEUTRAL:
            neutral.update(tokens(line))
        elif line:
            score.boiler += 1
            score.leaked += printed[line] > (line in fine)
    have = Counter(tokens(text))
    score.found += sum((wanted & have).values())
    score.extra += sum(((have - wanted) - neutral).values())
    score.wanted += sum(wanted.values())


def without_repeats(text: str) -> str:
    return "\n".join(dict.fromkeys(line.strip() for line in text.split("\n") if line.strip()))


def as_html(data: bytes, form: str) -> str:
    """Peers read HTML only: a flattened page becomes one paragraph a line."""
    text = text_of(data, form)
    if form == "html":
        return text
    return "<html><body>" + "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip()) + "</body></html>"


def ours(data: bytes, form: str) -> str:
    document = clean_document(RawDocument("file:///page", "file:///page", "html" if form == "html" else "txt", data))
    return document.article.text if isinstance(document, CleanedDocument) else ""


def boilerpy(extractor: str) -> Cleaner:
    reader = getattr(importlib.import_module("boilerpy3.extractors"), extractor)(raise_on_failure=False)
    return lambda data, form: without_repeats(reader.get_content(as_html(data, form)))


def justext() -> Cleaner:
    module = importlib.import_module("justext")
    stop_words = module.get_stoplist("Vietnamese")

    def clean(data: bytes, form: str) -> str:
        paragraphs = module.justext(as_html(data, form).encode(), stop_words, length_low=0, encoding="utf-8")
        return without_repeats("\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate))

    return clean


def trafilatura() -> Cleaner:
    module = importlib.import_module("trafilatura")
    return lambda data, form: without_repeats(module.extract(as_html(data, form), include_comments=False) or "")


def resiliparse() -> Cleaner:
    module = importlib.import_module("resiliparse.extract.html2text")
    return lambda data, form: without_repeats(module.extract_plain_text(as_html(data, form), main_content=True, preserve_formatting=True))


CLEANERS: dict[str, Callable[[], Cleaner]] = {
    "solieu": lambda: ours,
    "boilerpy3 LargestContent": lambda: boilerpy("LargestContentExtractor"),
    "boilerpy3 ArticleSentences": lambda: boilerpy("ArticleSentencesExtractor"),
    "jusText": justext,
    "trafilatura": trafilatura,
    "resiliparse": resiliparse,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=3, help="how often each cleaner goes over all pages; the fastest counts")
    rounds = parser.parse_args().rounds
    pages = list(labelled_pages())
    for form in ("text", "html"):
        chosen = [page for page in pages if page.form == form]
        size = sum(len(page.data) for page in chosen) / max(1, len(chosen)) / 1000
        print(f"\n{len(chosen)} labelled pages as {form}, {size:.1f} KB each")
        print(f"{'':28}{'F1':>8} {'precision':>9} {'recall':>8} {'leaked':>8} {'lost':>8} {'pages/s':>9}")
        for name, make in CLEANERS.items():
            try:
                clean = make()
            except ImportError as error:
                print(f"{name:28}not installed: {error.name}")
                continue
            print(f"{name:28}{measure(clean, chosen, rounds).row(len(chosen))}", flush=True)


def measure(clean: Cleaner, pages: list[LabelledPage], rounds: int) -> Score:
    score = Score()
    for page in pages:
        judge(page, clean(page.data, page.form), score)
    for _ in range(rounds):
        start = time.process_time()
        for page in pages:
            clean(page.data, page.form)
        score.seconds.append(time.process_time() - start)
    return score


if __name__ == "__main__":
    main()
