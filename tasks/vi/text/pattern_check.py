"""Proving the patterns and the classes of words: each row shows a place where it holds and one where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tasks.vi.text.lexicon import read_lexicon, row_of
from tasks.vi.text.patterns import CLASS_COLUMNS, MARK, PATTERN_COLUMNS, PhrasePattern, holds, phrase_patterns
from tasks.vi.text.spelling import one_spelling


class Unproved(NamedTuple):
    """A row that its examples do not prove: `wanted` is what they were to show, `got` what they show."""

    file: str
    line: int
    name: str
    example: str
    wanted: str
    got: str
    folder: str


def check_patterns() -> Iterator[Unproved]:
    """Every pattern that does not hold in its example, or holds in its counter-example.

    Marks that are not those of its use fail too: `before` has one, `after` one or two, `between` two and `within` none.
    """
    for index, row in enumerate(read_lexicon("phrase_patterns", PATTERN_COLUMNS)):
        one = phrase_patterns()[row["pattern"]]
        for column, wanted in (("example", True), ("counter_example", False)):
            if (found := holds(one, row[column])) is not wanted:
                says = "it holds" if wanted else "it does not hold"
                got = f"its marks {MARK} are not those of {one.use}" if found is None else "it holds" if found else "it does not hold"
                where = row_of("phrase_patterns", PATTERN_COLUMNS, index)
                yield Unproved("phrase_patterns", where.line, row["pattern"], row[column], says, got, where.folder)


def check_classes() -> Iterator[Unproved]:
    """Every word that its examples do not prove: one of the patterns that ask for its class is to hold in one of them alone."""
    for index, row in enumerate(read_lexicon("word_classes", CLASS_COLUMNS)):
        asking = [one for one in phrase_patterns().values() if row["class"] in one.classes]
        if one_spelling(row["surface"]) not in one_spelling(row["example"]):
            got = "the example does not hold the surface"
        elif any(_differ(one, row["example"], row["counter_example"]) for one in asking):
            continue
        else:
            got = f"none of {len(asking)} patterns that ask for {row['class']} tells them apart"
        where, wanted = row_of("word_classes", CLASS_COLUMNS, index), f"another answer than {row['counter_example']!r}"
        yield Unproved("word_classes", where.line, row["surface"], row["example"], wanted, got, where.folder)


def _differ(one: PhrasePattern, example: str, counter_example: str) -> bool:
    return {holds(one, example), holds(one, counter_example)} == {True, False}
