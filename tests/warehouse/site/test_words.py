"""Every word of the pages is there in both languages, and every code has a name."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from tasks.facts.explanation import NAMED_IN
from tasks.facts.knowledge.rules import Relation
from warehouse.contracts.blocks import BLOCK_KINDS
from warehouse.contracts.numbers import DISPOSITIONS
from warehouse.contracts.observations import MEASURES, PERIOD_KINDS, QUALIFIERS
from warehouse.reading import run_query
from warehouse.site.cells import Cells
from warehouse.site.pages import STAGES
from warehouse.site.telling import tell_vietnamese
from warehouse.site.verdict_words import COLUMN_NAMES
from warehouse.site.words import Words
from warehouse.verdicts.records import JUDGED, KINDS, WITHDRAWN
from warehouse.verdicts.standing import MET, OTHERWISE

SAID = re.compile(r"\b(?:t|w\.say|words\.say|self\.say)\(\s*(?:\"([^\"]+)\"|'([^']+)')")


def sentences() -> dict[str, str]:
    with files("seeds").joinpath("site_words.csv").open(encoding="utf-8") as rows:
        return {row["en"]: row["vi"] for row in csv.DictReader(rows)}


def said() -> set[str]:
    """Every sentence that a template or a module asks for by its words."""
    package = files("warehouse.site")
    sources = [one.read_text("utf-8") for one in package.iterdir() if one.name.endswith(".py")]
    sources += [one.read_text("utf-8") for one in package.joinpath("templates").iterdir() if one.name.endswith(".j2")]
    return {one or other for source in sources for one, other in SAID.findall(source)}


def test_every_sentence_that_is_said_has_its_vietnamese() -> None:
    assert len(said()) > 100
    assert not said() - set(sentences())


def test_translations_keep_the_places_to_fill() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert not {english for english, vietnamese in sentences().items() if places(english) != places(vietnamese)}


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("measure", MEASURES),
        ("qualifier", QUALIFIERS),
        ("period_kind", PERIOD_KINDS),
        ("disposition", DISPOSITIONS),
        ("block_kind", BLOCK_KINDS),
        ("stage", STAGES),
        ("status", ("actual", "target")),
        ("warning", ("share_of_ratio", "share_of_counts", "parts_exceed_whole")),
        ("verdict", tuple(kind for kind in KINDS if kind != WITHDRAWN)),
        ("standing", (MET, OTHERWISE)),
        ("run_status", ("published", "unchanged", "failed", "refused")),
    ],
)
def test_every_code_has_a_name_in_both_languages(group: str, codes: tuple[str, ...]) -> None:
    with files("seeds").joinpath("labels.csv").open(encoding="utf-8") as rows:
        told = {row["code"]: (row["label_vi"], row["label_en"]) for row in csv.DictReader(rows) if row["code_of"] == group}
    assert not [code for code in codes if not all(told.get(code, ("", "")))]


def test_every_reason_of_quarantine_is_told_in_both_languages() -> None:
    with files("seeds").joinpath("reasons.csv").open(encoding="utf-8") as rows:
        told = [row[name] for row in csv.DictReader(rows) for name in ("meaning", "what_to_do")]
    assert not [one for one in told if one not in sentences()]


def test_translations_of_what_is_told_keep_the_places_to_fill() -> None:
    with files("seeds").joinpath("told_words.csv").open(encoding="utf-8") as rows:
        told = [(row["en"], row["vi"]) for row in csv.DictReader(rows)]
    places = re.compile(r"\{[a-z]\}")
    assert not [row for row in told if sorted(set(places.findall(row[0]))) != sorted(set(places.findall(row[1])))]


def test_the_dictionary_is_told_in_vietnamese(rich_live: Path) -> None:
    rows = run_query(rich_live, "select meaning, row_is from dictionary").to_pylist()
    told = {text for row in rows for text in row.values() if text}
    assert len(told) > 200
    assert not {text for text in told if tell_vietnamese(text) is None}, "write them into seeds/told_words.csv"


def test_what_an_explanation_says_is_told_in_vietnamese() -> None:
    steps = [f"organisation: {named}" for named in NAMED_IN.values()] + [f"{relation.replace('_', ' ')}: 12" for relation in Relation]
    assert not {step for step in steps if tell_vietnamese(step) is None}, "write them into seeds/told_words.csv"


def test_what_nobody_translated_is_marked_as_english() -> None:
    assert str(Cells(Words("vi"), {}).told("Never <b>said</b>.")) == '<span lang="en">Never &lt;b&gt;said&lt;/b&gt;.</span>'
    assert str(Cells(Words("en"), {}).told("Never said.")) == "Never said."


def test_every_column_of_a_verdict_has_a_name_in_both_languages() -> None:
    assert set(COLUMN_NAMES) == set(JUDGED)
    assert not set(COLUMN_NAMES.values()) - set(sentences())


@pytest.mark.parametrize(("file", "language"), [(file, one) for file in ("indicators", "units") for one in ("vi", "en")])
def test_names_that_a_form_takes_are_of_one_code_each(file: str, language: str) -> None:
    with files("seeds").joinpath("lexicon", f"{file}.csv").open(encoding="utf-8") as rows:
        names = [row[f"label_{language}"].lower() for row in csv.DictReader(rows)]
    assert len(names) == len(set(names))


def test_every_slice_of_the_lexicon_has_a_name() -> None:
    with files("seeds").joinpath("lexicon", "breakdowns.csv").open(encoding="utf-8") as rows:
        slices = {(row["key"], row["value"]) for row in csv.DictReader(rows)}
    english = Words("en")
    assert not [key for key, _ in slices if english.label("breakdown_key", key) == key and "_" in key]
    unnamed = {value for _, value in slices if Words("vi").label("breakdown", value) == value}
    assert all(value[0].isupper() for value in unnamed), "a people is called by its name; every other slice needs a label"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert Words("vi").number(7e9) == "7.000.000.000"
    assert Words("en").number(67.17) == "67.17"
    assert Words("en").number(0.0) == "0"
    assert Words("en").number(1e-9) == "1e-09"
    assert Words("vi").number(3) == "3"
