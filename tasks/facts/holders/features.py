"""What a mention says for being the holder of a figure: by where it stands, by the part it plays there, and by what it is.

What a mention says whatever the figure is, is worked out once for each zone; what depends only on sorts (of the mention, of the
figure) once for all articles (`said.py`). Features are given with their weights, so that each is looked up as seldom as it is worked
out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.facts.candidates.drafts import Draft
from tasks.facts.candidates.scenes import sets_scene
from tasks.facts.document.reading import Reading
from tasks.facts.holders import said
from tasks.facts.holders.mentions import AREAS, HolderMentions
from tasks.facts.knowledge.weights import Weights
from tasks.vi.entities.names import LEVELS, Organisation
from tasks.vi.text.patterns import pattern

_MARKS = ',;:.()“"-–'
_WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
# `Hòa Bình 4 người, Thanh Hóa có 3 người`: an item of a list, with a figure of its own.
_COUNTED_RIGHT_BEHIND = pattern("counted_right_behind")
_JOINS_CONTAINER = re.compile(r"\s*(?:,|-|–|\()?\s*")
# How many code points beside a mention are read, how far behind a noun words still belong to it, and how close touches.
_BEFORE, _AFTER, _NEAR, _TOUCHES = 30, 20, 25, 2


class _Surroundings(NamedTuple):
    """What stands around a mention: the mark or word right before it, the last two words, the word after it, and whether
    a figure follows at once."""

    preposition: str
    words: str
    after: str
    is_item: bool
    in_bracket: bool
    opens: bool
    beside: tuple[str, ...]


class HolderFeatures:
    """The features of one article's mentions.

    Args:
        reading: the article.
        mentions: its mentions.
        figures: where its figures begin, in reading order.
        weights: how much each feature counts.
    """

    def __init__(self, reading: Reading, mentions: HolderMentions, figures: Sequence[int], weights: Weights) -> None:
        self._reading, self._spelled = reading, reading.spelled
        self._mentions, self._figures, self._weights = mentions, figures, weights
        self._static: dict[tuple[int, str], dict[str, float]] = {}
        self._areas: dict[tuple[int, str], dict[str, float]] = {}
        self._around: dict[int, _Surroundings] = {}
        self._scenes: dict[int, bool] = {}

    def static(self, index: int, zone: str) -> dict[str, float]:
        """What a mention says in a zone, whatever the figure is."""
        known = self._static.get((index, zone))
        if known is None:
            one = self._mentions.all[index].one
            scene, named = self.sets_scene(index), one.name is not None
            of_part = said.of_part(self._weights, zone, one.role, one.kind, one.level, scene, named, one.has_verb)
            known = self._static[index, zone] = {**of_part, **self._of_area(index, AREAS[zone])}
            around = self._around[index]
            known.update(said.of_zone(self._weights, zone, around.preposition, around.opens))
        return known

    def between(self, one: Organisation, zone: str, draft: Draft) -> dict[str, float]:
        """What stands between a figure and a mention of its sentence."""
        if AREAS[zone] == "left":
            return self._weights.of(self._left_of(one, draft))
        return self._weights.of(self._right_of(one, draft))

    def sets_scene(self, index: int) -> bool:
        """Whether a mention stands where a sentence or clause sets its scene."""
        known = self._scenes.get(index)
        if known is None:
            known = self._scenes[index] = sets_scene(self._reading, self._mentions.starts[index])
        return known

    def _of_area(self, index: int, area: str) -> dict[str, float]:
        """What a mention says in all zones of an area."""
        known = self._areas.get((index, area))
        if known is None:
            if index not in self._around:
                self._around[index] = self._surroundings(index)
            known = self._areas[index, area] = self._weights.of(self._of_words(index, area))
        return known

    def _of_words(self, index: int, area: str) -> Iterator[str]:
        """What the words around a mention say in an area, and how it is printed."""
        around, one = self._around[index], self._mentions.all[index].one
        kind = one.kind
        yield from (f"{area} after {around.preposition}", f"{area} after {around.words}", f"{area} {one.role} then {around.after}")
        if around.is_item:
            yield f"item {area}"
        if one.is_plural:
            yield from (f"plural {area}", f"plural {kind}")
        if one.is_short:
            yield f"short {area} {kind} {one.full is not None}"
        if around.in_bracket:
            yield f"in bracket {area}"
        yield from around.beside

    def _surroundings(self, index: int) -> _Surroundings:
        told, spelled = self._mentions.all[index], self._spelled
        one = told.one
        words = spelled[max(0, one.start - _BEFORE) : one.start].split()
        last = words[-1] if words else "^"
        after = _WORDS.search(spelled, one.end, one.end + _AFTER)
        return _Surroundings(
            preposition=last[-1] if last[-1] in _MARKS else last,
            words=_last_two(words),
            after=after[0] if after is not None else "",
            is_item=_COUNTED_RIGHT_BEHIND.match(spelled, one.end) is not None,
            in_bracket=self._mentions.is_aside(one),
            opens=one.start == self._reading.sentences[told.sentence].start,
            beside=tuple(self._beside(index)),
        )

    def _beside(self, index: int) -> Iterator[str]:
        """Whether a mention holds the one beside it, or lies in it: the xã and the huyện of `xã A, huyện B`."""
        mentions = self._mentions.all
        one = mentions[index].one
        level = LEVELS.get(one.level, 0)
        earlier = mentions[index - 1].one if index else None
        if earlier is not None and _JOINS_CONTAINER.fullmatch(self._spelled, earlier.end, max(earlier.end, one.start)):
            yield "holds the one before it" if level >= LEVELS.get(earlier.level, 0) else "lies in the one before it"
        later = mentions[index + 1].one if index + 1 < len(mentions) else None
        if later is not None and later.start - one.end < 4 and LEVELS.get(later.level, 0) >= level:
            yield "lies in the next"

    def _left_of(self, one: Organisation, draft: Draft) -> Iterator[str]:
        spelled, start = self._spelled, draft.start
        between = spelled[one.end : start]
        if between.count(")") > between.count("("):
            yield "in closed bracket"
        if spelled.rfind(";", one.start, start) >= 0:
            yield "before semicolon"
        figures = bisect_left(self._figures, start) - bisect_left(self._figures, one.end)
        yield from (f"figures between {min(figures, 3)}", f"figures between {min(figures, 2)} {one.role} verb {one.has_verb}")
        if len(between) < _TOUCHES:
            yield f"touches {one.kind}"
        yield f"commas {min(between.count(','), 3)} {one.role}"

    def _right_of(self, one: Organisation, draft: Draft) -> Iterator[str]:
        between = self._spelled[draft.noun_end : one.start]
        near = len(between) < _NEAR
        yield f"right of {' '.join(_WORDS.findall(between)[-2:])}" if near else "right and far"
        if len(between) < _TOUCHES:
            yield f"touches noun {one.kind} {draft.noun_class in ('household', 'person')}"


def _last_two(words: Sequence[str]) -> str:
    """The last two words or marks of what stands between blanks.

    >>> _last_two(["tại", "huyện", "(tp."]), _last_two(["tại", "huyện"])
    ('tp .', 'tại huyện')
    """
    last = words[-2:]
    if len(last) > 1 and last[0].isalpha() and last[1].isalpha():
        return " ".join(last)  # as most are
    found = _WORDS.findall(" ".join(last))
    return " ".join((found if len(found) > 1 else _WORDS.findall(" ".join(words)))[-2:])
