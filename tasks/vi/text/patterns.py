"""Named patterns of words and the classes of words they are built from, read from `seeds/lexicon/`.

`word_classes.csv` lists the words of a class one by one; `phrase_patterns.csv` holds regular expressions in one spelling in which
`{plan}` stands for any word of the class `plan`. Each row shows where it holds and where it does not: `¦` marks the place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from tasks.vi.text.lexicon import LexiconError, read_lexicon, row_of
from tasks.vi.text.named_pattern import NamedPattern, known_pattern
from tasks.vi.text.spelling import one_spelling

PATTERN_COLUMNS = ("pattern", "use", "text", "example", "counter_example", "source")
CLASS_COLUMNS = ("class", "surface", "example", "counter_example", "source")
MARK = "¦"
_CLASS = re.compile(r"\{([a-z_]+)\}")


class Use(StrEnum):
    """Where a pattern is tried, and so which marks its examples hold."""

    AFTER = "after"  # from the mark on, up to a second one where there is one
    BEFORE = "before"  # anywhere before the mark, most often right before it
    BETWEEN = "between"  # all that stands between two marks
    WITHIN = "within"  # anywhere


class PhrasePattern(NamedTuple):
    """One row of `phrase_patterns.csv`: `classes` are those that its text names."""

    use: Use
    text: str
    classes: frozenset[str]
    compiled: re.Pattern[str]


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """The words of every class, in one spelling."""
    classes: dict[str, set[str]] = {}
    for row in read_lexicon("word_classes", CLASS_COLUMNS):
        classes.setdefault(row["class"], set()).add(one_spelling(row["surface"]))
    return {name: frozenset(words) for name, words in classes.items()}


def words(name: str) -> frozenset[str]:
    """The words of a class.

    >>> sorted(words("settlement"))[:3]
    ['buôn', 'bản', 'làng']
    """
    return word_classes()[name]


def pattern(name: str) -> NamedPattern:
    """The pattern of that name, which is read and compiled when it is first asked: modules may name it before an overlay is known.

    >>> bool(pattern("grows_to").search("tăng đến 35%")), bool(pattern("grows_to").search("tăng 35%"))
    (True, False)
    """
    return known_pattern(name, _compiled)


def _compiled(name: str) -> re.Pattern[str]:
    return phrase_patterns()[name].compiled


@cache
def phrase_patterns() -> Mapping[str, PhrasePattern]:
    """Every pattern by its name.

    Raises:
        LexiconError: a row names an unknown use or class of words, is no regular expression, or repeats a name.
    """
    found: dict[str, PhrasePattern] = {}
    for index, row in enumerate(read_lexicon("phrase_patterns", PATTERN_COLUMNS)):
        where = row_of("phrase_patterns", PATTERN_COLUMNS, index).place
        if row["use"] not in set(Use):
            raise LexiconError(f"{where}: {row['use']!r} is no use; expected one of {', '.join(Use)}")
        if row["pattern"] in found:
            raise LexiconError(f"{where}: a second pattern is called {row['pattern']!r}")
        classes = named_classes(row["text"])
        if unknown := classes - word_classes().keys():
            raise LexiconError(f"{where}: word_classes.csv has no class {', '.join(sorted(unknown))}")
        try:
            compiled = re.compile(_CLASS.sub(_alternatives, row["text"]))
        except re.error as error:
            raise LexiconError(f"{where}: no regular expression: {error}") from error
        found[row["pattern"]] = PhrasePattern(Use(row["use"]), row["text"], classes, compiled)
    return found


def named_classes(text: str) -> frozenset[str]:
    """The classes of words that the text of a pattern names.

    >>> sorted(named_classes("(?:{plan}|{aim}) năm"))
    ['aim', 'plan']
    """
    return frozenset(_CLASS.findall(text))


def _alternatives(named: re.Match[str]) -> str:
    """Any word of a class, the longest first."""
    return f"(?:{'|'.join(sorted(words(named[1]), key=lambda word: (-len(word), word)))})"


def holds(one: PhrasePattern, example: str) -> bool | None:
    """Whether a pattern holds where the marks of an example say; None when its marks are not those of the use.

    >>> [holds(phrase_patterns()["elects"], text) for text in ("bầu ra ¦24 cấp ủy", "nghe ¦24 cấp ủy", "bầu 24 cấp ủy")]
    [True, False, None]
    """
    before, *rest = one_spelling(example).split(MARK)
    text, start, end = "".join((before, *rest)), len(before), len(before) + len(rest[0]) if len(rest) > 1 else None
    match one.use, len(rest):
        case Use.WITHIN, 0:
            return one.compiled.search(text) is not None
        case Use.BEFORE, 1:
            return one.compiled.search(text, 0, start) is not None
        case Use.AFTER, 1 | 2:
            return one.compiled.match(text, start, len(text) if end is None else end) is not None
        case Use.BETWEEN, 2:
            return one.compiled.fullmatch(text, start, end or start) is not None
    return None
