"""What is known of indicators and nouns beside their words: every row decides its example, and bad rows are refused by line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tasks.facts.knowledge import links as relations
from tasks.facts.knowledge import noun_classes
from tasks.facts.knowledge.links import OTHER, Link
from tasks.facts.knowledge.noun_classes import Trait
from tasks.facts.knowledge.rules import UNDECIDED, Construction, Relation, RuleId
from tasks.facts.proofs.check import KNOWLEDGE, check_proof, read_proofs
from tasks.vi.text.lexicon import LexiconError, read_lexicon

COLUMNS = (*KNOWLEDGE["relations"], "example", "expected", "source")
ROWS = [(line, row["indicator"], Link(row["relation"])) for line, row in enumerate(read_lexicon("relations", COLUMNS), 2)]


@pytest.mark.parametrize(("line", "indicator", "link"), [row for row in ROWS if row[2] is not Link.UNKNOWN])
def test_without_its_row_an_example_gives_something_else(line: int, indicator: str, link: Link, monkeypatch: pytest.MonkeyPatch) -> None:
    table = dict(relations._table())
    del table[indicator, link]
    monkeypatch.setattr(relations, "_table", lambda: table)
    forget()
    try:
        proofs = [proof for proof in read_proofs() if (proof.file, proof.line) == ("relations", line)]
        assert any(check_proof(proof) is not None for proof in proofs)
    finally:
        forget()


def forget() -> None:
    relations.targets.cache_clear()
    relations.inverse.cache_clear()


def lexicon(*rows: tuple[str, ...]) -> Callable[..., Any]:
    return lambda name, columns: tuple(dict(zip(columns, (*row, *[""] * len(columns)), strict=False)) for row in rows)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("students", "owns", "schools"), "line 2: 'owns' is no relation"),
        (("students", "counted_as", "pupils"), "line 2: 'students' and 'pupils' are to be indicators"),
        (("students", "rating", "schools"), "line 2: 'students' and 'schools' are to be indicators, of a trait only the first"),
    ],
)
def test_a_bad_relation_is_refused(row: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relations, "read_lexicon", lexicon(row))
    with pytest.raises(LexiconError, match=message):
        relations._table.__wrapped__()


def test_a_relation_told_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relations, "read_lexicon", lexicon(("students", "people_of", "schools"), ("students", "people_of", "classes")))
    with pytest.raises(LexiconError, match="line 3: a second row tells of students and people_of"):
        relations._table.__wrapped__()


def test_a_bad_class_of_nouns_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noun_classes, "read_lexicon", lexicon(("wizard", "body")))
    with pytest.raises(LexiconError, match=r"noun_classes.csv, line 2: expected a class of nouns.csv"):
        noun_classes.nouns_with.__wrapped__(Trait.BODY)


def test_a_rule_tells_through_which_figures_it_came() -> None:
    rule = RuleId(Construction.POOR_ARE).through(Relation.PART_OF).through(Relation.SHARE_OF)
    assert str(rule) == "share_of:part_of:poor_are"
    assert UNDECIDED.is_none
    assert not UNDECIDED.through(Relation.PART_OF).is_none
    assert OTHER == "other"
