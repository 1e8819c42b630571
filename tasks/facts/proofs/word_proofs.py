"""Proving the lexicons whose rows make no figures: boilerplate, surnames, abbreviations, bodies and the words that
take them up again, heads of numbers, set phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tasks.text.blocks import make_line
from tasks.text.bylines import is_name
from tasks.text.line_labels import label_lines
from tasks.text.phrases import COLUMNS as BOILERPLATE_COLUMNS
from tasks.vi.entities.back_references import COLUMNS as BACK_REFERENCE_COLUMNS
from tasks.vi.entities.names import find_organisations
from tasks.vi.gazetteer.organisation_heads import COLUMNS as ORGANISATION_COLUMNS
from tasks.vi.numbers.dispositions import find_dispositions
from tasks.vi.numbers.number_heads import HEAD_COLUMNS
from tasks.vi.text.fold import fold_text
from tasks.vi.text.lexicon import read_lexicon, row_of
from tasks.vi.text.sentences import find_sentences

Row = Mapping[str, str]
NOTHING = "-"
NEXT_SENTENCE = "Tin"


class UnprovedWord(NamedTuple):
    """A row that its example does not prove: what it was to show, and what it shows."""

    file: str
    line: int
    surface: str
    example: str
    wanted: str
    got: str
    folder: str


class _Way(NamedTuple):
    """How the rows of a lexicon are proved: what one is to show, and what its example shows."""

    columns: tuple[str, ...]
    wanted: Callable[[Row], str]
    shown: Callable[[Row], Sequence[str]]


def check_words() -> Iterator[UnprovedWord]:
    """Every row of these lexicons whose example does not show what it says."""
    for file, way in WAYS.items():
        for index, row in enumerate(read_lexicon(file, way.columns)):
            wanted, shown = way.wanted(row), way.shown(row)
            if wanted not in shown:
                example = row.get("example", row["surface"])
                got = f"gives {', '.join(shown) or NOTHING!r}"
                where = row_of(file, way.columns, index)
                yield UnprovedWord(file, where.line, row["surface"], example, wanted, got, where.folder)


def _label(text: str) -> list[str]:
    marks, _ = label_lines([make_line(1, text, fold_text(text))])
    return [NOTHING if marks[0] is None else marks[0].kind]


def _kind_of_number(row: Row) -> list[str]:
    """The kinds of the number that `expected` names, behind the head; one that is no head leaves it a figure."""
    text = row["example"]
    head = text.find(row["surface"])
    at = text.find(row["expected"], head + len(row["surface"])) if head >= 0 else -1
    if at < 0:
        return ["no such number behind the surface"]
    return [item.kind for item in find_dispositions(text) if item.start <= at < item.end] or [NOTHING]


def _idioms_in(row: Row) -> list[str]:
    text = row["example"]
    return [f"{text[item.start : item.end]}: {item.kind}" for item in find_dispositions(text)]


def _first_sentence(row: Row) -> list[str]:
    """The first of two sentences, where the abbreviation stands before a word with a capital."""
    if f"{row['surface']}. " not in row["example"].lower():
        return ["no abbreviation with its stop and a blank"]
    text = f"{row['example']} {NEXT_SENTENCE}."
    return [text[one.start : one.end] for one in find_sentences(text)][:1]


WAYS: Mapping[str, _Way] = {
    "abbreviations": _Way(("surface", "example", "source"), lambda row: row["example"], _first_sentence),
    "back_references": _Way(
        BACK_REFERENCE_COLUMNS,
        lambda row: row["expected"],
        lambda row: [f"{one.text} = {one.full}" for one in find_organisations(row["example"], None)],
    ),
    "boilerplate": _Way(BOILERPLATE_COLUMNS, lambda row: row["expected"], lambda row: _label(row["example"])),
    "boilerplate_negative": _Way(("surface", "reason"), lambda row: NOTHING, lambda row: _label(row["surface"])),
    "idioms": _Way(("surface", "example", "expected", "source"), lambda row: f"{row['surface']}: {row['expected']}", _idioms_in),
    "number_heads": _Way(HEAD_COLUMNS, lambda row: NOTHING if row["guard"] == "none" else row["kind"], _kind_of_number),
    "organisations": _Way(
        ORGANISATION_COLUMNS, lambda row: row["expected"], lambda row: [one.text for one in find_organisations(row["example"], None)]
    ),
    "surnames": _Way(
        ("surface", "example", "source"), lambda row: "a name", lambda row: ["a name" if is_name(row["example"]) else "no name"]
    ),
}
