"""Finding every phrase of the lexicons in a text, in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

import ahocorasick_rs

from tasks.facts.knowledge.lexicons import Phrase, phrases
from tasks.vi.text.spans import Span


class Hit(NamedTuple):
    """A phrase where it stands: half-open code points of the text. `key` is the phrase's."""

    start: int
    end: int
    phrase: Phrase
    key: str


class Hits:
    """The hits of one lexicon in a text, by place."""

    __slots__ = ("_first", "_hits", "_starts")

    def __init__(self, hits: Sequence[Hit]) -> None:
        # Sorting keeps the order of equals, so of those that begin together the longest comes first.
        self._hits = sorted(sorted(hits, key=_END, reverse=True), key=_START)
        self._starts = list(map(_START, self._hits))
        self._first = {hit[0]: hit for hit in reversed(self._hits)}

    def within(self, start: int, end: int) -> list[Hit]:
        """Hits that lie wholly in the window, in reading order, longer ones first where several begin."""
        starts = self._starts
        low = bisect_left(starts, start)
        high = bisect_left(starts, end, low)
        return [hit for hit in self._hits[low:high] if hit[1] <= end] if low < high else []

    def longest_within(self, start: int, end: int) -> list[Hit]:
        """Hits in the window that lie in no longer one: `viên` of `đảng viên` is none."""
        found = self.within(start, end)
        if len(found) < 2:
            return found
        kept = [found[0]]
        begin, reach, _, _ = found[0]
        for hit in found[1:]:
            if hit[1] > reach or (hit[0] == begin and hit[1] == reach):
                kept.append(hit)
                begin, reach, _, _ = hit
        return kept

    def longest_at(self, start: int) -> Hit | None:
        """The longest hit that begins exactly there."""
        return self._first.get(start)


_START, _END = itemgetter(0), itemgetter(1)


TABLES = ("noun", "measure", "step", "cue", "breakdown", "qualifier_before", "qualifier_after", "status")


def find_phrases(spelled: str, windows: Sequence[Span]) -> dict[str, Hits]:
    """Every phrase of the lexicons that stands in the windows of a text as whole words.

    Args:
        spelled: text in one spelling (`tasks.vi.text.spelling`).
        windows: the sentences to look at: those with a number, since nothing else is asked for.

    Returns:
        For each lexicon of `TABLES`, its hits.
    """
    automaton, known = _automaton()
    new = tuple.__new__  # there are hundreds of hits in a page, and the class itself takes twice as long to make one
    found: dict[str, list[Hit]] = {table: [] for table in TABLES}
    for window in windows:
        sentence = f" {spelled[window.start : window.end]} "
        offset = window.start - 1
        for index, start, end in automaton.find_matches_as_indexes(sentence, overlapping=True):
            if sentence[end].isalpha() or sentence[start - 1].isalpha():
                continue  # part of a longer word; digits may touch it, as in `164hộ`
            if sentence[end].isdigit() and sentence[end - 1].isdigit():
                continue  # `km 2` in `3 km 200 m`
            for phrase, table, key in known[index]:
                found[table].append(new(Hit, (start + offset, end + offset, phrase, key)))
    return {table: Hits(hits) for table, hits in found.items()}


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[list[tuple[Phrase, str, str]]]]:
    """The surfaces of the lexicons, and of each the phrases that it is, with their tables and keys."""
    by_surface: dict[str, list[tuple[Phrase, str, str]]] = {}
    for phrase in phrases():
        by_surface.setdefault(phrase.surface, []).append((phrase, phrase.table, phrase.key))
    return ahocorasick_rs.AhoCorasick(list(by_surface)), list(by_surface.values())
