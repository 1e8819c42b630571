"""The head words of bodies and places, and where in a text one of them can stand."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from tasks.vi.lexicon import read_lexicon
from tasks.vi.place_names import unmarked_name
from tasks.vi.spelling import one_spelling

COLUMNS = ("surface", "kind", "level", "tail", "example", "expected", "source")
_WORD = re.compile(r"\w+")
QUANTIFIERS = ("toàn", "cả")


class Head(NamedTuple):
    """A head word: what kind of body it is, at which level, and what may follow it (see the lexicon)."""

    surface: str
    kind: str
    level: str
    tail: str


class Heads(NamedTuple):
    """The heads that begin with one word: that word alone, and the longer ones by their second word, longest first."""

    alone: Head | None
    longer: dict[str, tuple[tuple[list[str], Head], ...]]
    misprints: dict[str, Head]


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
        head = Head(" ".join(parts), row["kind"], row["level"], row["tail"])
        found = heads.setdefault(parts[0], Heads(None, {}, {}))
        if len(parts) == 1:
            heads[parts[0]] = found._replace(alone=head)
            continue
        found.longer[parts[1]] = tuple(sorted([*found.longer.get(parts[1], ()), (parts[1:], head)], key=lambda f: -len(f[0])))
        if len(parts) == 2 and row["kind"] in {"party_committee", "party_cell"}:
            found.misprints[unmarked_name(parts[1])] = head
    return Lexicon(heads, {first: tuple(sorted(found, key=len, reverse=True)) for first, found in names.items()})


@cache
def _openings() -> tuple[ahocorasick_rs.AhoCorasick, list[bool]]:
    """The ways in which a phrase can begin, and of each whether only a capital tells it (`Đảng bỗ`)."""
    heads = organisation_lexicon().heads
    openings: dict[str, bool] = {}
    for first, found in heads.items():
        if found.misprints:
            openings[f"{first} "] = True
        if found.alone is not None:
            openings[first] = False
        openings.update((f"{first} {second}", False) for second in found.longer)
        openings.update((f"{word} {first}", False) for word in QUANTIFIERS)
        openings[f"{first}  "] = False  # more than one space: whatever follows
    openings.update((f"{word}  ", False) for word in QUANTIFIERS)
    return ahocorasick_rs.AhoCorasick(openings), list(openings.values())


def find_openings(low: str, text: str) -> list[int]:
    """Where the phrase of a body or place can begin, `low` being the text in one spelling; in text order.

    >>> find_openings("tổ chức của chi bộ, đảng bỗ xã", "Tổ chức của chi bộ, Đảng bỗ xã")
    [0, 12, 16, 20, 28]
    """
    automaton, needs_capital = _openings()
    found = {
        start
        for index, start, _ in automaton.find_matches_as_indexes(low, overlapping=True)
        if not (start and low[start - 1].isalnum()) and not (needs_capital[index] and text[start] == low[start])
    }
    return sorted(found)
