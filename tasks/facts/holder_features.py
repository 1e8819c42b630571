"""What a mention says for being the holder of a figure: by where it stands, by the part it plays there, and by what it is.

A feature is named in words, and its name is its key in `seeds/weights/holder.csv`. What a mention says whatever the figure is, is
worked out once for each zone; what depends only on sorts (of the mention, of the figure) once for all articles.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.facts.drafts import Draft
from tasks.facts.holder_mentions import AREAS, HolderMentions, Mention
from tasks.facts.reading import Reading
from tasks.facts.scenes import sets_scene
from tasks.vi.entities.names import LEVELS, Organisation
from tasks.vi.text.patterns import pattern

_MARKS = ',;:.()“"-–'
_WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_LAST_WORD = re.compile(r"(\S+)\s*$")
# `Hòa Bình 4 người, Thanh Hóa có 3 người`: an item of a list, with a figure of its own.
_COUNTED_RIGHT_BEHIND = pattern("counted_right_behind")
_JOINS_CONTAINER = re.compile(r"\s*(?:,|-|–|\()?\s*")
# How many code points beside a mention are read, how far behind a noun words still belong to it, and how close touches.
_BEFORE, _AFTER, _NEAR, _TOUCHES = 30, 20, 25, 2
# How many sorts of mention and figure are kept: some megabytes.
_KEPT = 8192


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
    """

    def __init__(self, reading: Reading, mentions: HolderMentions, figures: Sequence[int]) -> None:
        self._reading, self._spelled = reading, reading.spelled
        self._mentions, self._figures = mentions, figures
        self._static: dict[tuple[int, str], tuple[str, ...]] = {}
        self._around: dict[int, _Surroundings] = {}
        self._scenes: dict[int, bool] = {}

    def static(self, index: int, zone: str) -> tuple[str, ...]:
        """What a mention says in a zone, whatever the figure is."""
        known = self._static.get((index, zone))
        if known is None:
            known = self._static[index, zone] = tuple(self._describe(index, zone))
        return known

    def of_figure(self, told: Mention, zone: str, rank: int, draft: Draft, kind: str) -> list[str]:
        """What a mention says for a figure of some kind.

        Args:
            told: the mention.
            zone: where it stands.
            rank: how many mentions of that zone are nearer.
            draft: the figure.
            kind: what sort of figure it is.
        """
        one, area = told.one, AREAS[zone]
        features = list(_of_sorts(zone, one.role, one.kind, one.level, told.is_arm, min(rank, 2), kind))
        if area == "left":
            features += self._left_of(one, draft)
        elif area == "right":
            between = self._spelled[draft.noun_end : one.start]
            near = len(between) < _NEAR
            features.append(f"right of {' '.join(_WORDS.findall(between)[-2:])}" if near else "right and far")
            if len(between) < _TOUCHES:
                features.append(f"touches noun {one.kind} {draft.noun_class in ('household', 'person')}")
        return features

    def of_place(self, told: Mention, zone: str, rank: int, kind: str) -> tuple[str, ...]:
        """What a body says for the place it is of: the huyện of `Huyện ủy A`."""
        return _of_its_place(zone, told.one.role, told.one.kind, told.is_arm, min(rank, 1), kind)

    def sets_scene(self, index: int) -> bool:
        """Whether a mention stands where a sentence or clause sets its scene."""
        known = self._scenes.get(index)
        if known is None:
            known = self._scenes[index] = sets_scene(self._reading, self._mentions.starts[index])
        return known

    def _describe(self, index: int, zone: str) -> Iterator[str]:
        around = self._around.get(index)
        if around is None:
            around = self._around[index] = self._surroundings(index)
        one, area = self._mentions.all[index].one, AREAS[zone]
        role, kind = one.role, one.kind
        yield from (
            zone, f"{zone} {role}", f"{zone} {role} {kind}", f"{zone} {role} verb {one.has_verb}", f"{area} after {around.preposition}",
            f"{zone} after {around.preposition}", f"{area} after {around.words}", f"{area} {role} then {around.after}", f"role {role}",
            f"{zone} {role} scene {self.sets_scene(index)}", f"kind {kind}", f"level {one.level}", f"named {one.name is not None}",
        )  # fmt: skip
        if around.is_item:
            yield f"item {area}"
        if one.is_plural:
            yield from (f"plural {area}", f"plural {kind}")
        if one.is_short:
            yield f"short {area} {kind} {one.full is not None}"
        if around.in_bracket:
            yield f"in bracket {area}"
        if around.opens:
            yield f"opens {zone}"
        yield from around.beside

    def _surroundings(self, index: int) -> _Surroundings:
        told, spelled = self._mentions.all[index], self._spelled
        one = told.one
        before = spelled[max(0, one.start - _BEFORE) : one.start]
        bare = before.rstrip()
        word = _LAST_WORD.search(before)
        return _Surroundings(
            preposition="^" if not bare else bare[-1] if bare[-1] in _MARKS else word[1] if word else "-",
            words=" ".join(_WORDS.findall(before)[-2:]),
            after=" ".join(_WORDS.findall(spelled[one.end : one.end + _AFTER])[:1]),
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


@lru_cache(_KEPT)
def _of_sorts(zone: str, role: str, kind: str, level: str, is_arm: bool, rank: int, of: str) -> tuple[str, ...]:
    """What the sort of a mention says for a sort of figure (`of`)."""
    return (
        f"{zone} rank {rank}", f"{zone} {role} {kind} rank {min(rank, 1)}", f"{zone} {kind} of {of}", f"kind {kind} of {of}",
        f"level {level} of {of}", f"arm {is_arm} of {of}",
    )  # fmt: skip


@lru_cache(_KEPT)
def _of_its_place(zone: str, role: str, kind: str, is_arm: bool, rank: int, of: str) -> tuple[str, ...]:
    """What the sort of a mention says for its place and a sort of figure (`of`)."""
    return (
        f"its place {zone} {role}", f"its place {zone}", f"its place {kind} of {of}", f"its place {role}",
        f"its place arm {is_arm} of {of}", f"its place {zone} rank {rank} of {of}", "kind place", f"kind place of {of}",
    )  # fmt: skip
