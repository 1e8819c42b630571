"""Nouns that the lexicon knows, where number words ask whether something is counted: `hai khẩu súng`, `ba công ty`."""

from __future__ import annotations

import re
from functools import cache

from tasks.vi.numbers.context import is_counted
from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.spelling import one_spelling

COLUMNS = ("surface", "noun", "unit", "example", "expected", "source")
# As many characters as three words of a noun have.
_FAR = 26
_LONGEST_SHORT_FORM = 5
# A blank, with a quotation mark that opens: `hai "hiệp sĩ" tử vong`.
BLANK = r"[^\S\n](?:[\"“'‘][^\S\n]?)?"
_NEXT = re.compile(rf"{BLANK}([^\W\d_]+)(?:[^\S\n]([^\W\d_]+))?")
_MARKS = ',.;:!?)”"'


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["surface"] for row in read_lexicon("nouns", COLUMNS))


def is_noun(text: str, start: int) -> bool:
    """Whether a noun of the lexicon begins there, of up to three words in small letters, or its short form in capitals.

    >>> is_noun("ba công ty may", 3), is_noun("ba công khai", 3), is_noun("Ba Đình", 3), is_noun("chín GV mầm non", 5)
    (True, False, False, True)
    """
    printed = text[start : start + _FAR].split(None, 3)[:3]
    if not printed or not (printed[0][0].islower() or _is_short_form(printed[0].rstrip(_MARKS)) or _is_title(printed)):
        return False
    words = one_spelling(" ".join(printed)).lower().split()
    nouns = _nouns()
    fewest = 1 + _is_title(printed)
    return any(" ".join(words[:count]).rstrip(_MARKS) in nouns for count in range(fewest, len(words) + 1))


def _is_title(printed: list[str]) -> bool:
    """Whether a noun of two words may be printed with a capital: `hai Kiểm sát viên`; but `Ba Đình`."""
    return len(printed) > 1 and printed[0].istitle() and printed[1][0].islower()


def counts_at(text: str, end: int) -> bool:
    """Whether a noun that is counted stands behind a blank at `end`."""
    following = _NEXT.match(text, end)
    if following is None:
        return False
    word = following[1].lower()
    return is_counted(word, f"{word} {(following[2] or '').lower()}".rstrip()) or is_noun(text, following.start(1))


def _is_short_form(word: str) -> bool:
    return word.isupper() and 1 < len(word) <= _LONGEST_SHORT_FORM
