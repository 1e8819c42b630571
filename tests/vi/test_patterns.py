"""Patterns and classes of words: every row proves itself, and a bad one is named with its line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tasks.vi.text import pattern_check, patterns
from tasks.vi.text.lexicon import LexiconError
from tasks.vi.text.pattern_check import check_classes, check_patterns
from tasks.vi.text.patterns import CLASS_COLUMNS, PATTERN_COLUMNS, holds, pattern, phrase_patterns, word_classes, words


def test_every_pattern_holds_where_its_row_says() -> None:
    assert not list(check_patterns())


def test_every_word_of_a_class_is_proved() -> None:
    assert not list(check_classes())


def test_every_class_is_asked_for() -> None:
    assert word_classes().keys() == {name for one in phrase_patterns().values() for name in one.classes}


def test_a_class_stands_for_its_longest_word_first() -> None:
    found = pattern("sum_of_money").search("tổng số tiền hơn ")
    assert found is not None
    assert found[0].startswith("số tiền")
    assert {"kế hoạch", "chỉ tiêu"} <= words("plan")


def of(name: str, columns: tuple[str, ...], *rows: tuple[str, ...]) -> Callable[..., Any]:
    """A reader that gives these rows for one lexicon and the real ones for any other."""
    real = patterns.read_lexicon
    return lambda asked, wanted: tuple(dict(zip(columns, row, strict=True)) for row in rows) if asked == name else real(asked, wanted)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("p", "behind", "a", "", "", ""), "line 2: 'behind' is no use; expected one of after, before, between, within"),
        (("p", "within", "{no_class}", "", "", ""), "line 2: word_classes.csv has no class no_class"),
        (("p", "within", "(", "", "", ""), "line 2: no regular expression: missing"),
    ],
)
def test_a_bad_pattern_is_refused(row: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "read_lexicon", of("phrase_patterns", PATTERN_COLUMNS, row))
    with pytest.raises(LexiconError, match=message):
        phrase_patterns.__wrapped__()


def test_a_name_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("p", "within", "a", "", "", "")
    monkeypatch.setattr(patterns, "read_lexicon", of("phrase_patterns", PATTERN_COLUMNS, row, row))
    with pytest.raises(LexiconError, match="line 3: a second pattern is called 'p'"):
        phrase_patterns.__wrapped__()


@pytest.mark.parametrize(
    ("example", "counter", "got"),
    [
        ("nghe ¦24 cấp ủy", "nghe ¦24 cấp ủy", "it does not hold"),
        ("bầu ra ¦24 cấp ủy", "bầu được ¦24 cấp ủy", "it holds"),
        ("bầu ra 24 cấp ủy", "nghe ¦24 cấp ủy", "its marks ¦ are not those of before"),
    ],
)
def test_an_unproved_pattern_says_what_its_example_shows(example: str, counter: str, got: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("elects", "before", "", example, counter, "")
    monkeypatch.setattr(pattern_check, "read_lexicon", of("phrase_patterns", PATTERN_COLUMNS, row))
    assert [one.got for one in check_patterns()] == [got]


@pytest.mark.parametrize(
    ("example", "got"),
    [
        ("Đội mở 34 điểm.", "the example does not hold the surface"),
        ("Đội mở 34 điểm ở nơi chấm.", "none of 1 patterns that ask for score_word tells them apart"),
    ],
)
def test_an_unproved_word_says_so(example: str, got: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("score_word", "chấm", example, "Đội chấm 34 điểm.", "")
    monkeypatch.setattr(pattern_check, "read_lexicon", of("word_classes", CLASS_COLUMNS, row))
    assert [one.got for one in check_classes()] == [got]


@pytest.mark.parametrize(("text", "found"), [("7%¦ và hơn ¦6%", True), ("7%¦ đến ¦6%", False), ("7% và ¦6%", None), ("7% và 6%", None)])
def test_what_stands_between_two_marks(text: str, found: bool | None) -> None:
    assert holds(phrase_patterns()["next_share"], text) is found
