"""Proving the lexicons: every row shows a sentence and what must come out of it, and the rules are run on each.

The notation of `expected` is that of `tasks.facts.proofs.notation`. `unwanted` in `negatives.csv` says what must not come out:
`=party_members` no figure of that indicator, `74` no figure printed like that, `74=party_members` not the one as the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from seeds.overlay import Row
from tasks.facts.document.phrases import Hits
from tasks.facts.document.reading import read_article
from tasks.facts.document.records import ArticleText, Observation
from tasks.facts.extraction import draft_figures, extract_figures
from tasks.facts.knowledge.lexicons import PROVENANCE, indicator_kinds, indicator_rules
from tasks.facts.knowledge.links import OTHER, RELATION_COLUMNS
from tasks.facts.knowledge.noun_classes import NOUN_CLASS_COLUMNS
from tasks.facts.proofs.notation import Expected, NotationError, parse_expected
from tasks.facts.proofs.word_proofs import check_words
from tasks.vi.gazetteer.level_words import LEVEL_COLUMNS
from tasks.vi.text.lexicon import read_lexicon, row_of
from tasks.vi.text.pattern_check import check_classes, check_patterns
from tasks.vi.text.spelling import one_spelling

SEEDS = "seeds/lexicon"
# The lexicons of figures and the columns between `surface` and the example.
PHRASES: Mapping[str, tuple[str, ...]] = {
    "nouns": ("noun", "unit"),
    "measures": ("unit",),
    "unit_steps": ("smaller", "per", "unit"),
    "cues": ("cue",),
    "breakdowns": ("key", "value", "scope"),
    "qualifiers": ("qualifier", "side"),
    "status": ("status",),
}
# What is known of indicators and nouns beside their words; their rows have no surface.
KNOWLEDGE: Mapping[str, tuple[str, ...]] = {
    "relations": RELATION_COLUMNS,
    "noun_classes": NOUN_CLASS_COLUMNS,
    "level_words": LEVEL_COLUMNS,
}
RULE_COLUMNS = ("indicator", "number", "noun", "left", "right", "cue", "unless", "about")
NEGATIVE_COLUMNS = ("example", "unwanted", "why", "source")
# The day every example was published: it decides which years lie ahead.
PUBLISHED_ON = date(2020, 6, 30)
_NUMERIC = frozenset({"value", "value_high", "denominator"})
_DEFAULTS = {"qualifier": "exact", "status": "actual"}
_ALTERNATIVES = " | "
_TABLES = {"nouns": "noun", "measures": "measure", "unit_steps": "step", "cues": "cue", "breakdowns": "breakdown", "status": "status"}


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that is not proved: where it stands, what its example was to give, and what it gives."""

    file: str
    line: int
    surface: str
    example: str
    expected: str
    got: str
    folder: str = SEEDS

    def __str__(self) -> str:
        where = f"{self.folder}/{self.file}.csv, line {self.line}, {self.surface!r}"
        return f"{where}: {self.example!r} was to give {self.expected!r}, but {self.got}"


@dataclass(frozen=True, slots=True)
class Proof:
    """An example of a row and what it is to give."""

    file: str
    line: int
    surface: str
    example: str
    expected: str
    rule: str | None = None
    folder: str = SEEDS

    @property
    def is_own(self) -> bool:
        """Whether the row is one of the overlay."""
        return self.folder != SEEDS

    def failed(self, got: str, expected: str | None = None) -> Failure:
        """What to tell when the example gives something else."""
        return Failure(self.file, self.line, self.surface, self.example, expected or self.expected, got, self.folder)


def check_lexicons(own_alone: bool = False) -> list[Failure]:
    """Every row of the lexicons that its example does not prove, and every negative example that is read.

    A row of figures fails when it has no example or expectation, when the example does not hold its surface (or, of a rule, no figure of
    it comes from that rule), or when the figures of the example are not those expected.

    Args:
        own_alone: only rows of the overlay are run.
    """
    failures = [failure for proof in read_proofs() if proof.is_own >= own_alone and (failure := check_proof(proof))]
    failures += [failure for proof in read_negatives() if proof.is_own >= own_alone and (failure := check_negative(proof))]
    others = (Failure(*one) for one in (*check_patterns(), *check_classes(), *check_words()))
    return [*failures, *(one for one in others if not own_alone or one.folder != SEEDS)]


@cache
def read_proofs() -> tuple[Proof, ...]:
    """Every example of every row, in the order of the files. A row without one gives a proof with an empty example."""
    proofs: list[Proof] = []
    for file, columns in PHRASES.items():
        for where, row in _rows(file, ("surface", *columns, *PROVENANCE)):
            proofs += _proofs(file, where, row["surface"], row, None)
    for (where, row), rule in zip(_rows("indicator_rules", (*RULE_COLUMNS, *PROVENANCE)), indicator_rules(), strict=True):
        proofs += _proofs("indicator_rules", where, rule.name, row, rule.name)
    for file, columns in KNOWLEDGE.items():
        for where, row in _rows(file, (*columns, *PROVENANCE)):
            proofs += _proofs(file, where, "", row, None)
    return tuple(proofs)


def _rows(file: str, columns: tuple[str, ...]) -> Iterator[tuple[Row, Mapping[str, str]]]:
    """The rows of a lexicon, each with the place it stands in."""
    return ((row_of(file, columns, index), row) for index, row in enumerate(read_lexicon(file, columns)))


def _proofs(file: str, where: Row, surface: str, row: Mapping[str, str], rule: str | None) -> Iterator[Proof]:
    examples, expected = row["example"].split(_ALTERNATIVES), row["expected"].split(_ALTERNATIVES)
    if len(examples) != len(expected):
        yield Proof(file, where.line, surface, "", f"{len(examples)} examples with {len(expected)} expectations", rule, where.folder)
        return
    for example, wanted in zip(examples, expected, strict=True):
        yield Proof(file, where.line, surface, example, wanted, rule, where.folder)


@cache
def read_negatives() -> tuple[Proof, ...]:
    """Every sentence of `negatives.csv` with what must not come out of it."""
    return tuple(
        Proof("negatives", where.line, row["why"], row["example"], row["unwanted"], folder=where.folder)
        for where, row in _rows("negatives", NEGATIVE_COLUMNS)
    )


def check_proof(proof: Proof) -> Failure | None:
    """Runs one example; None when it gives what its row says."""
    if not proof.example or not proof.expected:
        return proof.failed("the row has no example or no expectation; write both")
    try:
        expected = parse_expected(proof.expected)
    except NotationError as error:
        return proof.failed(str(error))
    if proof.rule is None and one_spelling(proof.surface) not in one_spelling(proof.example):
        return proof.failed("the example does not hold the surface")
    figures = extract_figures(article_of(proof.example)).observations
    if not _agree(expected, figures):
        return proof.failed(f"gives {describe(figures, expected)!r}")
    if proof.rule is not None:
        rules = {draft.rule for draft in draft_figures(read_article(article_of(proof.example)))}
        if not any(rule.row is not None and rule.row.name == proof.rule for rule in rules):
            return proof.failed(f"it comes from {', '.join(sorted(map(str, rules)))}")
    return None


def check_negative(proof: Proof) -> Failure | None:
    """Runs one negative example; None when nothing unwanted comes out."""
    if not proof.surface:
        return proof.failed("the row does not say why")
    printed, equals, indicator = (part.strip() for part in proof.expected.partition("="))
    if not (printed or indicator) or (equals and indicator not in indicator_kinds()):
        return proof.failed("unwanted is not written =indicator, NUMBER or NUMBER=indicator")
    if printed and printed not in proof.example:
        return proof.failed(f"the example does not hold {printed!r}")
    for figure in extract_figures(article_of(proof.example)).observations:
        if (not printed or figure.span_text == printed) and (not indicator or figure.indicator == indicator):
            return proof.failed(f"gives {describe([figure], [])!r}", f"no {proof.expected}")
    return None


def find_redundant(own_alone: bool = False) -> list[Proof]:
    """The proofs of phrases that hold just as well without their row: a longer or shorter row says the same, or the surface
    is read in another way too. Proofs that fail are not asked. `own_alone`: only those of rows of the overlay."""
    asked = (proof for proof in read_proofs() if proof.file in PHRASES and proof.is_own >= own_alone)
    return [proof for proof in asked if _holds_without(proof) and not check_proof(proof)]  # in this order: few hold without


def _holds_without(proof: Proof) -> bool:
    try:
        expected = parse_expected(proof.expected)
    except NotationError:
        return False  # check_proof says so
    reading = read_article(article_of(proof.example))
    surface, length = one_spelling(proof.surface), len(reading.text)
    table = _TABLES.get(proof.file)
    lacking = {
        name: Hits([hit for hit in hits.within(0, length) if hit.phrase.surface != surface])
        for name, hits in reading.phrases.items()
        if name == table or (table is None and name.startswith("qualifier"))
    }
    drafts = draft_figures(replace(reading, phrases={**reading.phrases, **lacking}))
    return len(drafts) == len(expected) and all(
        one.printed == draft.printed and one.indicator == draft.indicator and _coded(one.breakdown) == _coded(draft.breakdown)
        and all(str(getattr(draft, name)) == value for name, value in {**_DEFAULTS, **one.attributes}.items() if hasattr(draft, name))
        for one, draft in zip(expected, drafts, strict=True)
    )  # fmt: skip


def _coded(breakdown: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in breakdown.items() if key != OTHER}


def article_of(example: str) -> ArticleText:
    """An example as an article of that sentence alone, published on a day that all examples share."""
    return ArticleText("example", example, None, PUBLISHED_ON, None)


def _agree(expected: Sequence[Expected], figures: Sequence[Observation]) -> bool:
    return len(expected) == len(figures) and all(_matches(one, figure) for one, figure in zip(expected, figures, strict=True))


def _matches(expected: Expected, figure: Observation) -> bool:
    if (expected.printed, expected.indicator) != (figure.span_text, figure.indicator):
        return False
    slices = json.loads(figure.breakdown)
    if OTHER not in expected.breakdown:
        slices.pop(OTHER, None)
    if slices != dict(expected.breakdown):
        return False
    return all(_column(figure, name) == _as_read(name, value) for name, value in {**_DEFAULTS, **expected.attributes}.items())


def _column(figure: Observation, name: str) -> str:
    value = getattr(figure, name)
    return "none" if value is None else f"{value:.10g}" if name in _NUMERIC else str(value)


def _as_read(name: str, value: str) -> str:
    return f"{float(value):.10g}" if name in _NUMERIC and value != "none" else value


def describe(figures: Sequence[Observation], expected: Sequence[Expected]) -> str:
    """Figures in the notation, with the columns that the expectation speaks of."""
    asked = list(dict.fromkeys(name for one in expected for name in one.attributes))
    return "; ".join(_describe(figure, asked) for figure in figures) or "-"


def _describe(figure: Observation, asked: Sequence[str]) -> str:
    slices = ",".join(f"{key}:{value}" for key, value in json.loads(figure.breakdown).items())
    unlike = [name for name, value in _DEFAULTS.items() if getattr(figure, name) != value]
    columns = {name: _column(figure, name) for name in dict.fromkeys([*asked, *unlike])}
    words = [f'{name}:"{value}"' if " " in value else f"{name}:{value}" for name, value in columns.items()]
    return " ".join([f"{figure.span_text}={figure.indicator}" + (f"{{{slices}}}" if slices else ""), *words])
