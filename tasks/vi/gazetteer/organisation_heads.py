"""The head words of bodies and places."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tasks.vi.gazetteer.place_names import unmarked_name
from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.spelling import one_spelling

COLUMNS = ("surface", "kind", "level", "tail", "example", "expected", "source")
_WORD = re.compile(r"\w+")
# Heads that are words of other bodies' names, too, as are all built things: `Đội | Cảnh sát giao thông`, `Ban Quản lý | khu công nghiệp`.
_IN_NAMES = frozenset({"cảnh sát giao thông", "cảng", "đại học"})
QUANTIFIERS = ("toàn", "cả")


class HeadWord(NamedTuple):
    """A head word: what kind of body it is, at which level, and what may follow it (see the lexicon)."""

    surface: str
    kind: str
    level: str
    tail: str


class Heads(NamedTuple):
    """The heads that begin with one word: that word alone, and the longer ones by their second word, longest first."""

    alone: HeadWord | None
    longer: dict[str, tuple[tuple[list[str], HeadWord], ...]]
    misprints: dict[str, HeadWord]


class Lexicon(NamedTuple):
    """Heads by their first word (misprints by the second word without marks), name words by their first, longest first."""

    heads: dict[str, Heads]
    name_words: dict[str, tuple[tuple[str, ...], ...]]


@cache
def organisation_lexicon() -> Lexicon:
    """Reads `seeds/lexicon/organisations.csv` once."""
    heads: dict[str, Heads] = {}
    names: dict[str, list[tuple[str, ...]]] = {}
    for row in read_lexicon("organisations", COLUMNS):
        parts = one_spelling(row["surface"]).split()
        if row["kind"] == "name_word":
            parts = _WORD.findall(one_spelling(row["surface"]))  # `gd&đt`, `thi đua - khen thưởng`
            names.setdefault(parts[0], []).append(tuple(parts))
            continue
        head = HeadWord(" ".join(parts), row["kind"], row["level"], row["tail"])
        if head.surface in _IN_NAMES or (head.kind == "site" and len(parts) > 1):
            names.setdefault(parts[0], []).append(tuple(parts))
        found = heads.setdefault(parts[0], Heads(None, {}, {}))
        if len(parts) == 1:
            heads[parts[0]] = found._replace(alone=head)
            continue
        found.longer[parts[1]] = tuple(sorted([*found.longer.get(parts[1], ()), (parts[1:], head)], key=lambda f: -len(f[0])))
        if len(parts) == 2 and row["kind"] in {"party_committee", "party_cell"}:
            found.misprints[unmarked_name(parts[1])] = head
    return Lexicon(heads, {first: tuple(sorted(found, key=len, reverse=True)) for first, found in names.items()})


@cache
def openings() -> dict[str, frozenset[str] | None]:
    """The words with which a phrase can begin, and of each the words that can come second; null where any can."""
    heads = organisation_lexicon().heads
    found = {first: None if one.alone is not None or one.misprints else frozenset(one.longer) for first, one in heads.items()}
    return found | {word: frozenset(heads) | (found.get(word) or frozenset()) for word in QUANTIFIERS}
