"""Nouns that the lexicon knows, where number words ask whether something is counted: `hai khẩu súng`, `ba công ty`."""

from __future__ import annotations

from functools import cache

from tasks.vi.text.lexicon import read_lexicon

COLUMNS = ("surface", "noun", "unit", "example", "expected", "source")
# As many characters as three words of a noun have.
FAR_NOUN = 26


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["surface"] for row in read_lexicon("nouns", COLUMNS))


def is_noun(word: str, two: str, text: str) -> bool:
    """Whether a noun of the lexicon begins with the word, is its first two words, or the first three of the text.

    >>> is_noun("công", "công ty", "công ty may"), is_noun("công", "công khai", "công khai tài chính")
    (True, False)
    """
    nouns = _nouns()
    return word in nouns or two in nouns or " ".join(text.lower().split()[:3]) in nouns
