"""Nouns that the lexicon knows, where number words ask whether something is counted: `hai khẩu súng`, `ba công ty`."""

from __future__ import annotations

from functools import cache

from tasks.vi.text.lexicon import read_lexicon

COLUMNS = ("surface", "noun", "unit", "example", "expected", "source")
# As many characters as three words of a noun have.
_FAR = 26
_MARKS = ',.;:!?)”"'


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["surface"] for row in read_lexicon("nouns", COLUMNS))


def is_noun(text: str, start: int) -> bool:
    """Whether a noun of the lexicon begins there, of up to three words in small letters.

    >>> is_noun("ba công ty may", 3), is_noun("ba công khai", 3), is_noun("Ba Đình", 3)
    (True, False, False)
    """
    if not text[start].islower():
        return False
    words = text[start : start + _FAR].lower().split(None, 3)[:3]
    nouns = _nouns()
    return any(" ".join(words[:count]).rstrip(_MARKS) in nouns for count in range(1, len(words) + 1))
