"""Figures against what else runs offline, on the labelled sentences, in one run.

    python benchmarks/figures.py                 prints a table
    python benchmarks/figures.py --json          the same as JSON
    PYTHONPATH=unpacked-wheel python benchmarks/figures.py    the same of a wheel that `make wheel` has compiled

Every labelled sentence (one with a labelled figure or a number that must not be taken) of `seeds/articles` and, where it is
at hand, `../shared`, is handed to each contestant. Counted are the labelled values found, the values that nobody labelled,
the units and fractions of those found that are right, and the full tuples (value, indicator, measure, unit, qualifier,
status, slice), which only an extractor of facts can give. A peer that is not installed is named with the way to install it.

Contestants: a regular expression of two lines, price-parser, Recognizers-Text for Spanish (the culture whose marks are
those of Vietnamese; needs emoji==1.7.0), quantulum3, numerals of underthesea's tagger. A peer gets every benefit of doubt:
`20/70` counts as found as 20, as 20 of 70 or as 0.2857, and the word after a numeral is looked up in our own lexicon of nouns.

Last, how long the figures of a page take beside what jusText takes to clean the page: processor time, page by page in turn,
the fastest of a few rounds of each page, so that a busy machine slows both alike.
"""

from __future__ import annotations

import argparse
import html
import importlib
import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT), str(ROOT / "tests" / "quality")]  # behind an unpacked wheel in PYTHONPATH

from label_files import SETS, anchor_range, read_set  # noqa: E402
from measuring import labelled_article, to_article_text  # noqa: E402
from scoring import is_close, is_right, wrong_fields  # noqa: E402

from tasks.facts.document.records import ArticleText  # noqa: E402
from tasks.facts.extraction import extract_figures  # noqa: E402
from tasks.facts.knowledge.lexicons import phrases  # noqa: E402
from tasks.vi.text.sentences import find_sentences  # noqa: E402

WARM_UP = 5
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A value a contestant found, with what it says of it. `row` is the whole observation, ours only."""

    value: float
    unit: str | None = None
    denominator: float | None = None
    row: dict[str, Any] | None = None


@dataclass(slots=True)
class Sentence:
    """A labelled sentence, the figures labelled in it, and those our extraction finds in it within its article."""

    text: str
    labels: list[dict[str, Any]] = field(default_factory=list)
    in_article: list[Hit] = field(default_factory=list)


@dataclass(slots=True)
class Result:
    """What a contestant got right over all sentences. `fractions` counts the labelled ratios given with both their parts."""

    name: str
    values: int = 0
    false_hits: int = 0
    units: int = 0
    fractions: int = 0
    tuples: int = 0
    sentences_per_second: float = 0.0


@dataclass(slots=True)
class Corpus:
    """Labelled sentences, and what reading their whole articles took."""

    sentences: list[Sentence]
    articles: int
    article_sentences: int
    article_seconds: float


def read_corpus() -> Corpus:
    """Every labelled sentence of the sets that are on this machine; only articles that are labelled throughout."""
    sentences: list[Sentence] = []
    articles, total, seconds = 0, 0, 0.0
    for name in SETS:
        for label in read_set(name):
            if not label.data.get("exhaustive", True):
                continue
            article = to_article_text(labelled_article(label))
            spans = find_sentences(article.text)
            begun = time.perf_counter()
            figures = extract_figures(article).observations
            seconds += time.perf_counter() - begun
            articles, total = articles + 1, total + len(spans)
            sentences += _labelled_sentences(article.text, spans, label.data, [one._asdict() for one in figures])
    return Corpus(sentences, articles, total, seconds)


def _labelled_sentences(text: str, spans: Sequence[Any], data: dict[str, Any], figures: Sequence[dict[str, Any]]) -> list[Sentence]:
    found: dict[int, Sentence] = {}

    def at(position: int) -> Sentence | None:
        index = next((i for i, span in enumerate(spans) if span.start <= position < span.end), None)
        return None if index is None else found.setdefault(index, Sentence(text[spans[index].start : spans[index].end]))

    for anchor in data.get("not_observations", []):
        if place := anchor_range(text, anchor):
            at(place[0])
    for label in data["observations"]:
        place = anchor_range(text, label["anchor"])
        sentence = at(_number_in(text, place)) if place else None
        if sentence is not None:
            sentence.labels.append(label)
    for row in figures:
        index = next((i for i, span in enumerate(spans) if span.start <= row["span_start"] < span.end), None)
        if index in found:
            found[index].in_article.append(Hit(row["value"], row["unit"], row["denominator"], row))
    return [found[index] for index in sorted(found)]


def _number_in(text: str, place: tuple[int, int]) -> int:
    """Where the first digit of an anchor stands; its beginning when the number is a word."""
    digit = re.search(r"\d", text[place[0] : place[1]])
    return place[0] + (digit.start() if digit else 0)


# -- the contestants


def ours(sentence: str) -> list[Hit]:
    rows = extract_figures(ArticleText("bench", sentence, None, None, None)).observations
    return [Hit(row.value, row.unit, row.denominator, row._asdict()) for row in rows]


_MAGNITUDES = {"nghìn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_TWO_LINES = re.compile(r"(\d+(?:\.\d{3})*(?:,\d+)?)(?:/(\d+))?\s*(%|nghìn|triệu|tỷ|tỉ)?")


def two_line_regex() -> Callable[[str], list[Hit]]:
    def find(sentence: str) -> list[Hit]:
        return [
            Hit(
                float(number.replace(".", "").replace(",", ".")) * _MAGNITUDES.get(tail, 1),
                "percent" if tail == "%" else None,
                float(whole) if whole else None,
            )
            for number, whole, tail in _TWO_LINES.findall(sentence)
        ]

    return find


def price_parser() -> Callable[[str], list[Hit]]:
    from price_parser import Price

    def find(sentence: str) -> list[Hit]:
        price = Price.fromstring(sentence)
        unit = {"đ": "vnd", "₫": "vnd", "$": "usd", "USD": "usd"}.get(price.currency or "")
        return [] if price.amount is None else [Hit(float(price.amount), unit)]

    return find


def recognizers_text() -> Callable[[str], list[Hit]]:
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_text import Culture

    def value(text: str) -> float | None:
        try:
            return float(text.rstrip("%").replace(",", "."))
        except ValueError:
            return None

    def find(sentence: str) -> list[Hit]:
        percents = recognize_percentage(sentence, Culture.Spanish)
        hits = [Hit(number, "percent") for one in percents if (number := value(one.resolution["value"])) is not None]
        for one in recognize_number(sentence, Culture.Spanish):
            number = value((one.resolution or {}).get("value") or "")
            if number is not None and not any(other.start <= one.start <= other.end for other in percents):
                hits.append(Hit(number))
        return hits

    return find


def quantulum() -> Callable[[str], list[Hit]]:
    from quantulum3 import parser

    units = {"percentage": "percent", "hectare": "hectare", "kilometre": "kilometre", "tonne": "tonne", "square metre": "square_metre"}

    def find(sentence: str) -> list[Hit]:
        return [Hit(float(one.value), units.get(one.unit.name)) for one in parser.parse(sentence)]

    return find


def underthesea_tagger() -> Callable[[str], list[Hit]]:
    from underthesea import pos_tag

    nouns = {phrase.surface: phrase.value for phrase in phrases() if phrase.table == "noun"}

    def find(sentence: str) -> list[Hit]:
        words = pos_tag(sentence)
        hits: list[Hit] = []
        for (word, tag), (following, _) in zip(words, [*words[1:], ("", "")], strict=True):
            match = _TWO_LINES.fullmatch(word)
            if tag != "M" or match is None:
                continue
            number = float(match[1].replace(".", "").replace(",", ".")) * _MAGNITUDES.get(following, 1)
            hits.append(Hit(number, "percent" if following == "%" else nouns.get(following.lower())))
        return hits

    return find


PEERS: tuple[tuple[str, tuple[str, ...], Callable[[], Callable[[str], list[Hit]]]], ...] = (
    ("two-line regex", (), two_line_regex),
    ("price-parser", ("price-parser",), price_parser),
    ("Recognizers-Text es-es", ("recognizers-text-suite", "emoji"), recognizers_text),
    ("quantulum3", ("quantulum3",), quantulum),
    ("underthesea numerals", ("underthesea",), underthesea_tagger),
)


# -- the comparison


def judge(result: Result, sentence: Sentence, hits: Sequence[Hit]) -> None:
    """Adds one sentence: every label takes one hit of its value, what is left over is false."""
    free = list(hits)
    for label in sentence.labels:
        hit = next((one for one in free if _is_value(label, one)), None)
        if hit is None:
            continue
        free.remove(hit)
        result.values += 1
        result.units += is_right(label, "unit", hit.unit) if hit.unit else 0
        result.fractions += label.get("denominator") is not None and is_close(hit.denominator, label["denominator"])
        result.tuples += hit.row is not None and not wrong_fields(label, hit.row)
    result.false_hits += len(free)


def _is_value(label: dict[str, Any], hit: Hit) -> bool:
    wanted = [label["value"], *label.get("alt", {}).get("value", [])]
    if label.get("denominator"):
        wanted.append(label["value"] / label["denominator"])
    return any(is_close(hit.value, value) for value in wanted)


def run(name: str, find: Callable[[str], list[Hit]], corpus: Corpus) -> Result:
    for sentence in corpus.sentences[:WARM_UP]:
        find(sentence.text)
    begun = time.perf_counter()
    found = [find(sentence.text) for sentence in corpus.sentences]
    result = Result(name, sentences_per_second=len(found) / (time.perf_counter() - begun))
    for sentence, hits in zip(corpus.sentences, found, strict=True):
        judge(result, sentence, hits)
    return result


def contestants(corpus: Corpus) -> Iterator[Result | str]:
    """The result of each, ours first; the reason in words where a peer cannot run."""
    whole = Result("solieu, in its article", sentences_per_second=corpus.article_sentences / corpus.article_seconds)
    for sentence in corpus.sentences:
        judge(whole, sentence, sentence.in_article)
    yield whole
    yield run("solieu, sentence alone", ours, corpus)
    for name, packages, build in PEERS:
        try:
            versions = [f"{package} {version(package)}" for package in packages]
            find = build()
        except (PackageNotFoundError, ImportError) as error:
            needed = " ".join("emoji==1.7.0" if package == "emoji" else package for package in packages)
            yield f"{name}: skipped, {error} (pip install {needed})"
            continue
        yield run(f"{name} ({', '.join(versions)})" if versions else name, find, corpus)


# -- the time of a page


@dataclass(frozen=True, slots=True)
class PageTimes:
    """What the pages of some sets took, all together. Units: seconds of processor time, code points of the cleaned text."""

    name: str
    pages: int
    size: int
    figures: int
    extraction: float
    justext: float


PAGES = {"whole pages of real sites": ("shared_gold", "shared_dev"), "short samples full of figures": ("samples_dev", "samples_held_out")}


def time_pages() -> list[PageTimes] | str:
    """Extraction and jusText on every labelled page; the reason in words where jusText is missing."""
    try:
        justext = importlib.import_module("justext")
    except ImportError as error:
        return f"jusText: skipped, {error} (pip install justext)"
    stop_words = justext.get_stoplist("Vietnamese")
    found = []
    for name, sets in PAGES.items():
        size, figures, ours_took, theirs_took = 0, 0, [], []
        for label in (label for one in sets for label in read_set(one)):
            article = to_article_text(labelled_article(label))
            lines = "".join(f"<p>{html.escape(line)}</p>" for line in label.lines if line.strip())
            page = f"<html><body>{lines}</body></html>".encode()
            size, figures = size + len(article.text), figures + len(extract_figures(article).observations)
            ours_took.append(_fastest(lambda article=article: extract_figures(article)))
            theirs_took.append(_fastest(lambda page=page: justext.justext(page, stop_words, length_low=0, encoding="utf-8")))
        found.append(PageTimes(name, len(ours_took), size, figures, sum(ours_took), sum(theirs_took)))
    return [times for times in found if times.pages]


def _fastest(work: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return min(took)


def print_times(found: list[PageTimes] | str) -> None:
    if isinstance(found, str):
        print(found)
        return
    print()
    for times in found:
        ours_each, theirs_each = 1000 * times.extraction / times.pages, 1000 * times.justext / times.pages
        print(
            f"{times.pages} {times.name} ({times.size / times.pages:,.0f} letters and {times.figures / times.pages:.0f} figures each): "
            f"extraction {ours_each:.1f} ms, jusText cleans a page in {theirs_each:.1f} ms: {ours_each / theirs_each:.2f} times as long"
        )


def print_table(corpus: Corpus, results: Sequence[Result | str]) -> None:
    labels = [label for sentence in corpus.sentences for label in sentence.labels]
    ratios = sum(label.get("denominator") is not None for label in labels)
    told = f"{len(labels)} labelled figures, {ratios} of them ratios, in {len(corpus.sentences)} labelled sentences"
    print(f"{told} of {corpus.articles} articles\n")
    print(f"{'':<68} {'values':>7} {'false':>6} {'units':>6} {'ratios':>6} {'tuples':>6} {'sentences/s':>12}")
    for one in results:
        if isinstance(one, str):
            print(one)
            continue
        counts = f"{one.values:>7} {one.false_hits:>6} {one.units:>6} {one.fractions:>6} {one.tuples:>6}"
        print(f"{one.name:<68} {counts} {one.sentences_per_second:>12,.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="results as JSON")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # the peers' own deprecations
    corpus = read_corpus()
    results = list(contestants(corpus))
    times = time_pages()
    if asked.json:
        told = [*results, *([times] if isinstance(times, str) else times)]
        print(json.dumps([one if isinstance(one, str) else asdict(one) for one in told], ensure_ascii=False, indent=1))
    else:
        print_table(corpus, results)
        print_times(times)


if __name__ == "__main__":
    main()
