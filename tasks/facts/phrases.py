"""Finding every phrase of the lexicons in a text, in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from tasks.facts.lexicons import Phrase, phrases
from tasks.vi.spans import Span


class Hit(NamedTuple):
    """A phrase where it stands: half-open code points of the text. `key` is the phrase's."""

    start: int
    end: int
    phrase: Phrase
    key: str


class Hits:
    """The hits of one lexicon in a text, by place."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = sorted(hits, key=_reading_order)
        self._starts = [hit.start for hit in self._hits]

    def within(self, start: int, end: int) -> list[Hit]:
        """Hits that lie wholly in the window, in reading order, longer ones first where several begin."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [hit for hit in self._hits[low:high] if hit.end <= end] if low < high else []

    def longest_within(self, start: int, end: int) -> list[Hit]:
        """Hits in the window that lie in no longer one: `viên` of `đảng viên` is none."""
        kept: list[Hit] = []
        for hit in self.within(start, end):
            if not kept or hit.end > kept[-1].end or (hit.start, hit.end) == (kept[-1].start, kept[-1].end):
                kept.append(hit)
        return kept

    def longest_at(self, start: int) -> Hit | None:
        """The longest hit that begins exactly there."""
        index = bisect_left(self._starts, start)
        return self._hits[index] if index < len(self._hits) and self._starts[index] == start else None


def _reading_order(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


TABLES = ("noun", "measure", "cue", "breakdown", "qualifier_before", "qualifier_after", "status")


def find_phrases(spelled: str, windows: Sequence[Span]) -> dict[str, Hits]:
    """Every phrase of the lexicons that stands in the windows of a text as whole words.

    Args:
        spelled: text in one spelling (`tasks.vi.spelling`).
        windows: the sentences to look at: those with a number, since nothing else is asked for.

    Returns:
        For each lexicon of `TABLES`, its hits.
    """
    automaton, known = _automaton()
    found: dict[str, list[Hit]] = {table: [] for table in TABLES}
    for window in windows:
        sentence = f" {spelled[window.start : window.end]} "
        offset = window.start - 1
        for index, start, end in automaton.find_matches_as_indexes(sentence, overlapping=True):
            if sentence[start - 1].isalpha() or sentence[end].isalpha():
                continue  # part of a longer word; digits may touch it, as in `164hộ`
            for phrase in known[index]:
                found[phrase.table].append(Hit(start + offset, end + offset, phrase, phrase.key))
    return {table: Hits(hits) for table, hits in found.items()}


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[list[Phrase]]]:
    by_surface: dict[str, list[Phrase]] = {}
    for phrase in phrases():
        by_surface.setdefault(phrase.surface, []).append(phrase)
    return ahocorasick_rs.AhoCorasick(list(by_surface)), list(by_surface.values())
