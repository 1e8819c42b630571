"""The lexicons prove themselves: every row has an example, and what it says comes out of the example comes out."""

from __future__ import annotations

from collections import Counter

import pytest

from tasks.facts.knowledge.lexicons import indicator_kinds, indicator_parents, indicator_rules, phrases
from tasks.facts.proofs import check as lexicon_check
from tasks.facts.proofs import coverage as lexicon_coverage
from tasks.facts.proofs.check import (
    KNOWLEDGE,
    PHRASES,
    Proof,
    check_lexicons,
    check_negative,
    check_proof,
    find_redundant,
    read_negatives,
    read_proofs,
)
from tasks.facts.proofs.coverage import EXAMPLES, MOST_REDUNDANT, NEGATIVES, find_lacking, find_unproving
from tasks.facts.proofs.notation import NotationError, parse_expected
from tasks.vi.text.lexicon import LexiconError, parse_lexicon

ROWS = [*PHRASES, *KNOWLEDGE, "indicator_rules"]


@pytest.mark.parametrize("file", ROWS)
def test_every_row_gives_what_it_says(file: str) -> None:
    """All rows of a lexicon in one process; each failure names file, line, row, sentence, what was expected and what came out."""
    failures = [failure for proof in read_proofs() if proof.file == file and (failure := check_proof(proof))]
    assert not failures, "\n".join(map(str, failures))


def test_no_negative_example_is_read() -> None:
    failures = [failure for proof in read_negatives() if (failure := check_negative(proof))]
    assert not failures, "\n".join(map(str, failures))


def test_every_phrase_and_rule_is_covered() -> None:
    """The check reads every row that the rules read: one proof or more for each."""
    rows = Counter(proof.file for proof in {(p.file, p.line): p for p in read_proofs()}.values())
    assert sum(rows[file] for file in PHRASES) == len(phrases())
    assert rows["indicator_rules"] == len(indicator_rules())


def test_every_indicator_has_three_examples_and_two_negative_ones() -> None:
    """Examples are counted over the rules; of `other`, which no rule names, over all lexicons."""
    assert (EXAMPLES, NEGATIVES) == (3, 2)
    assert not find_lacking()


def test_few_rows_are_redundant() -> None:
    """A row without which its example gives the same is not proved by it; most rows decide theirs. The bound only falls."""
    redundant = find_redundant()
    assert MOST_REDUNDANT <= 0.25
    assert len(redundant) <= MOST_REDUNDANT * len(phrases()), Counter(proof.file for proof in redundant)


def test_too_many_rows_that_their_example_does_not_need_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    half = [Proof("nouns", 7, "chi bộ", "Xã có 12 chi bộ.", "12=party_cells")] * (len(phrases()) // 2)
    monkeypatch.setattr(lexicon_coverage, "find_redundant", lambda own_alone: half)
    assert find_unproving(False) == [f"{len(half)} examples of {len(phrases())} words give the same without their row; at most 25% may"]


def test_a_row_without_an_example_fails() -> None:
    failure = check_proof(Proof("nouns", 7, "đảng viên", "", ""))
    assert failure is not None
    assert str(failure) == (
        "seeds/lexicon/nouns.csv, line 7, 'đảng viên': '' was to give '', but the row has no example or no expectation; write both"
    )


def test_an_example_must_hold_its_surface() -> None:
    failure = check_proof(Proof("nouns", 7, "đảng viên", "Xã có 12 chi bộ.", "12=party_cells"))
    assert failure is not None
    assert failure.got == "the example does not hold the surface"


def test_a_wrong_expectation_says_what_came_out_instead() -> None:
    failure = check_proof(Proof("nouns", 7, "chi bộ", "Xã có 12 chi bộ thôn.", "12=party_cells unit:household"))
    assert failure is not None
    assert failure.got == "gives '12=party_cells{cell_type:village} unit:organisation'"


def test_an_example_of_a_rule_must_come_from_that_rule() -> None:
    failure = check_proof(Proof("indicator_rules", 7, "r", "Xã có 12 chi bộ.", "12=party_cells", rule="party_cell+split>party_cells_split"))
    assert failure is not None
    assert failure.got == "it comes from party_cell>party_cells"


def test_one_figure_more_than_expected_fails() -> None:
    assert check_proof(Proof("nouns", 7, "chi bộ", "Xã có 12 chi bộ, 300 đảng viên.", "12=party_cells")) is not None


@pytest.mark.parametrize(
    ("unwanted", "caught"),
    [("=party_cells", True), ("12", True), ("12=party_cells", True), ("=party_members", False), ("12=party_members", False)],
)
def test_what_a_negative_example_forbids(unwanted: str, caught: bool) -> None:
    assert (check_negative(Proof("negatives", 2, "why", "Xã có 12 chi bộ.", unwanted)) is not None) is caught


@pytest.mark.parametrize("unwanted", ["", "=", "=no_such_code", "99"])
def test_a_negative_example_that_forbids_nothing_fails(unwanted: str) -> None:
    assert check_negative(Proof("negatives", 2, "why", "Xã có 12 chi bộ.", unwanted)) is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("74", "is not written NUMBER=indicator"),
        ("74=party_people", "is no indicator"),
        ("74=party_members colour:red", "colour in '74=party_members colour:red': expected one of denominator"),
        ("74=party_members{sex}", "'sex' in '74=party_members{sex}' is not written key:value"),
    ],
)
def test_a_badly_written_expectation_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(NotationError) as error:
        parse_expected(text)
    assert message in str(error.value)


def test_the_notation_keeps_quotes_blanks_and_semicolons() -> None:
    first, second = parse_expected('38,5%=other{sex:female, age:youth} unit_text:"a; b"; 1.200=households')
    assert (first.printed, first.breakdown, first.attributes) == ("38,5%", {"sex": "female", "age": "youth"}, {"unit_text": "a; b"})
    assert (second.printed, second.indicator) == ("1.200", "households")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("surface,noun\nhộ,household\n", "x.csv, line 1: columns are surface,noun; expected surface,unit"),
        ("surface,unit\nxã,a\nhộ,b\n", "x.csv, line 3: out of order"),
        ("surface,unit\nhộ\n", "x.csv, line 2: 1 cells; expected 2"),
        ("surface,unit\nhộ ,a\n", "x.csv, line 2: column surface has spaces at its ends"),
        ("surface,unit\nhộ,a\nhộ,a\n", "x.csv, line 3: the same row twice"),
        ("surface,unit\nho\u0323\u0302,a\n", "x.csv, line 2: column surface is not NFC"),
    ],
)
def test_a_bad_lexicon_names_file_and_line(text: str, message: str) -> None:
    with pytest.raises(LexiconError) as error:
        parse_lexicon("x.csv", text, ("surface", "unit"))
    assert message in str(error.value)


def test_the_check_is_of_rows_and_negative_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Proof("nouns", 7, "chi bộ", "Xã có 12 chi bộ.", "12=households")
    unwanted = Proof("negatives", 2, "why", "Xã có 12 chi bộ.", "12")
    monkeypatch.setattr(lexicon_check, "read_proofs", lambda: (wrong,))
    monkeypatch.setattr(lexicon_check, "read_negatives", lambda: (unwanted,))
    assert [(one.file, one.line) for one in check_lexicons()] == [("nouns", 7), ("negatives", 2)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("flows", r"indicators\.csv: doses is of kind 'flows'; expected stock or flow"),
        ("flow", r"indicators\.csv: unknown parent no_such"),
    ],
)
def test_an_indicator_of_no_kind_or_an_unknown_parent_is_refused(row: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ({"indicator": "doses", "parent": "no_such" if row == "flow" else "", "kind": row},)
    monkeypatch.setattr("tasks.facts.knowledge.lexicons.read_lexicon", lambda *_: rows)
    indicator_parents.cache_clear()
    try:
        with pytest.raises(LexiconError, match=message):
            indicator_kinds.__wrapped__()
    finally:
        indicator_parents.cache_clear()
