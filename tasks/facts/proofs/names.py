"""Names in the lexicons: every cell that names a unit, an indicator, a noun, a cue, a pattern or a kind names one that there is.

A wrong name would stop a night or make rows that no rule can use. It is told with file, line and column, and with the known name
that is most like it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from seeds.overlay import LEXICONS, Row, active_overlay, kept_for, lexicons, nearest, read_rows, read_seed_rows
from tasks.facts.knowledge.links import ALONE, OTHER, Link
from tasks.facts.output.corrections import read_corrections
from tasks.text.phrases import load_phrases
from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.patterns import named_classes, phrase_patterns
from tasks.vi.text.spelling import one_spelling

SEEDS = "seeds/"
PATTERNS = frozenset({"phrase_patterns.csv", "word_classes.csv"})
_FEW = 12
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE]-?\d+)?")


class WrongCell(NamedTuple):
    """A cell that cannot stand: the row and the column, and what is wrong with it."""

    row: Row
    column: str
    problem: str

    def __str__(self) -> str:
        return f"{self.row.place}, column {self.column}: {self.problem}"


class _Names(NamedTuple):
    """What a column may name: `what` it is called, the names there are, whether a cell holds several, and whether it may be empty."""

    what: str
    known: Callable[[], Collection[str]]
    several: bool = False
    optional: bool = False


def find_wrong_cells() -> list[WrongCell]:
    """Every cell of the lexicons, those of the overlay included, that names what there is not.

    Raises:
        LexiconError: a row is badly written, a pattern is no regular expression, two phrases contradict each other, or a name of a
            place is of an unknown unit.
        CorrectionError: a correction of the overlay is badly written.
    """
    for name, lexicon in lexicons().items():
        columns, _ = read_rows(name)
        if lexicon.folder == LEXICONS:
            read_lexicon(name, columns)
    wrong = [one for name, named in _names().items() for one in _wrong_names(name, named)]
    wrong += [*_wrong_factors(), *_wrong_relations(), *_wrong_negatives(), *_wrong_codes()]
    wrong += [one for name, lexicon in lexicons().items() if lexicon.key == ("surface",) for one in _other_spellings(name)]
    wrong += [*_circles("indicators", "indicator"), *_circles("units", "unit")]
    if not wrong:
        own = active_overlay().texts
        for load, files in ((phrase_patterns, PATTERNS), (load_phrases, {"boilerplate.csv"})):
            if files & own.keys():  # those that ship load by themselves; to compile every pattern again takes a third of a second
                load()
        read_corrections()
    return wrong


@cache
def _cells(name: str, column: str) -> frozenset[str]:
    """What stands in a column of a lexicon."""
    columns, rows = read_rows(name)
    return frozenset(row.cells[columns.index(column)] for row in rows)


@cache
def _seed_cells(name: str, column: str) -> frozenset[str]:
    """What stands in a column of the seeds: kinds of something, of which the rules know no more."""
    columns, rows = read_seed_rows(name)
    return frozenset(part.strip() for row in rows for part in row.cells[columns.index(column)].split(","))


def _named(name: str, column: str, what: str, *, several: bool = False, optional: bool = False) -> _Names:
    """The cells of that column of another lexicon."""
    return _Names(what, partial(_cells, name, column), several, optional)


def _kind(name: str, column: str, *, several: bool = False) -> _Names:
    """The kinds that the seeds have in that column; it may be empty where one of theirs is."""
    return _Names(f"{column} of {name}.csv", partial(_seed_cells, name, column), several, optional="" in _seed_cells(name, column))


@cache
def _names() -> Mapping[str, Mapping[str, _Names]]:
    """What the columns of each lexicon name."""
    unit, indicator = _named("units", "unit", "unit"), _named("indicators", "indicator", "indicator")
    cue, noun = _named("cues", "cue", "cue", several=True, optional=True), _named("nouns", "noun", "noun")
    kinds = {
        "back_references": ("needs",), "boilerplate": ("match", "kind", "role"),
        "breakdowns": ("key", "scope"), "indicators": ("topic", "kind"),
        "level_words": ("level",), "number_heads": ("kind", "guard"), "organisations": ("kind", "level", "tail"),
        "phrase_patterns": ("use",), "qualifiers": ("qualifier", "side"), "status": ("status",), "noun_classes": ("trait",),
        "relations": ("relation",),
    }  # fmt: skip
    names: dict[str, dict[str, _Names]] = {name: {column: _kind(name, column) for column in columns} for name, columns in kinds.items()}
    names["nouns"] = {"unit": unit}
    names["measures"] = {"unit": unit}
    names["units"] = {"parent": unit._replace(optional=True)}
    names["indicators"]["parent"] = indicator._replace(optional=True)
    names["noun_classes"]["noun"] = noun
    names["relations"]["indicator"] = indicator
    names["back_references"]["kinds"] = _named("organisations", "kind", "kind of organisations.csv", several=True)
    names["word_classes"] = {"class": _Names("class that a pattern asks for", _asked_classes)}
    names["indicator_rules"] = {
        "indicator": indicator, "number": _kind("indicator_rules", "number", several=True),
        "noun": noun._replace(several=True, optional=True), "left": cue, "right": cue, "cue": cue, "unless": cue,
        "about": _named("phrase_patterns", "pattern", "pattern", optional=True),
    }  # fmt: skip
    return names


def _wrong_names(name: str, named: Mapping[str, _Names]) -> Iterator[WrongCell]:
    columns, rows = read_rows(name)
    for row in rows:
        for column, cell in zip(columns, row.cells, strict=True):
            if column in named:
                yield from (WrongCell(row, column, problem) for problem in _problems(cell, named[column]))


def _problems(cell: str, names: _Names) -> Iterator[str]:
    """What is wrong with a cell. A cue that may not stand before the number is written `<cue`."""
    if not cell:
        if not names.optional:
            yield f"empty; expected a {names.what}"
        return
    known = names.known()
    for part in cell.split(",") if names.several else (cell,):
        if part.strip().lstrip("<>") not in known:
            few = "" if len(known) > _FEW else f"; expected one of {', '.join(sorted(filter(None, known)))}"
            yield f"{part.strip()!r} is no {names.what}{nearest(part.strip(), known) or few}"


@cache
def _asked_classes() -> frozenset[str]:
    """The classes of words that patterns name."""
    return frozenset(found for text in _cells("phrase_patterns", "text") for found in named_classes(text))


def _wrong_factors() -> Iterator[WrongCell]:
    columns, rows = read_rows("units")
    for row in rows:
        cells = dict(zip(columns, row.cells, strict=True))
        if cells["factor"] and not _NUMBER.fullmatch(cells["factor"]):
            yield WrongCell(row, "factor", f"{cells['factor']!r} is no number; write 0.001 or 1e-3")


def _wrong_relations() -> Iterator[WrongCell]:
    """Relations without another indicator, traits with one, and a second indicator that stands for all that no row names."""
    columns, rows = read_rows("relations")
    codes = _cells("indicators", "indicator")
    for row in rows:
        cells = dict(zip(columns, row.cells, strict=True))
        relation, related = cells["relation"], cells["related"]
        if relation in ALONE and related:
            yield WrongCell(row, "related", f"{relation} is a trait, which has no other indicator; leave {related!r} out")
        if relation not in ALONE and related not in codes:
            yield WrongCell(row, "related", f"{related!r} is no indicator{nearest(related, codes)}")
        if relation == Link.UNKNOWN and cells["indicator"] != OTHER:
            yield WrongCell(row, "indicator", f"only {OTHER} is {relation}")


def _wrong_negatives() -> Iterator[WrongCell]:
    columns, rows = read_rows("negatives")
    codes = _cells("indicators", "indicator")
    for row in rows:
        _, equals, code = row.cells[columns.index("unwanted")].partition("=")
        if equals and code not in codes:
            yield WrongCell(row, "unwanted", f"{code!r} is no indicator{nearest(code, codes)}")


@kept_for()
def _place_codes() -> frozenset[tuple[str, str]]:
    """Code and era of every unit of the register, to which no overlay adds."""
    _, places = read_seed_rows("places", "places")
    return frozenset((row.cells[0], row.cells[1]) for row in places)


def _wrong_codes() -> Iterator[WrongCell]:
    """Other names of places that are not in the register."""
    known = _place_codes()
    for row in read_rows("aliases")[1]:
        _, code, era = row.cells
        if (code, era) not in known:
            eras = sorted(one for other, one in known if other == code)
            yield WrongCell(row, "place_code", f"no unit has the code {code!r} {era}" + (f"; {code!r} is {eras[0]}" if eras else ""))


def _other_spellings(name: str) -> Iterator[WrongCell]:
    """Words of the overlay that the seeds spell otherwise: neither row would stand in the place of the other."""
    rows = read_rows(name)[1]
    own = [row for row in rows if not row.file.startswith(SEEDS)]
    if own:
        known = {one_spelling(row.cells[0]): row for row in rows if row.file.startswith(SEEDS)}
        for row in own:
            if row.cells and (seed := known.get(one_spelling(row.cells[0]))):
                yield WrongCell(row, "surface", f"{seed.place} has it as {seed.cells[0]!r}; write it so to replace that row")


def _circles(name: str, key: str) -> Iterator[WrongCell]:
    """Rows that are their own parent, or the parent of one of theirs."""
    columns, rows = read_rows(name)
    parents = {row.cells[columns.index(key)]: row.cells[columns.index("parent")] for row in rows}
    for row in rows:
        code = row.cells[columns.index(key)]
        seen, parent = {code}, parents[code]
        while parent and parent not in seen:
            seen.add(parent)
            parent = parents.get(parent, "")
        if parent == code:
            yield WrongCell(row, "parent", f"{code!r} is its own parent")
