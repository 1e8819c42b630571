"""Where the mentions of bodies and places stand, as seen from a figure: which can hold it, each with its zone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.holders.names import HolderNames, key_of
from tasks.vi.entities.names import Organisation
from tasks.vi.text.fragments import ARMS
from tasks.vi.text.patterns import pattern

# How many mentions before the sentence are looked at, how many of the sentence on either side of a figure, the nearest ones, and how far
# a bracket reaches back, in code points.
_MENTIONS_BACK, _MENTIONS_BESIDE, _BRACKET = 16, 24, 60
# `- Kết nạp 29 đảng viên`, `2. Về văn hóa`: an item or heading goes on with what was said before the list.
_LIST_LINE = re.compile(r"[^\S\n]*(?:[-–+*•●▪]|(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[^\W\d_])[.)]\s)")
# Where a mention can stand, the nearest zone first.
# `các cấp Hội`, the association by its head alone.
_ASSOCIATION = pattern("association_alone")
_OF_LEVELS = pattern("of_levels")
_NEAR_WORD = 8
ZONES = (
    "clause", "since figure", "behind", "sentence", "rest", "behind next", "sentence before", "paragraph", "paragraph before", "article",
    "title",
)  # fmt: skip
BEHIND = frozenset({"behind", "rest", "behind next"})
# Zones in which words say the same are one area.
AREAS = {
    "clause": "left", "since figure": "left", "sentence": "left", "behind": "right", "rest": "right", "behind next": "right",
    "sentence before": "before", "paragraph": "before", "paragraph before": "earlier", "article": "earlier", "title": "title",
}  # fmt: skip
IN_SENTENCE = frozenset(zone for zone, area in AREAS.items() if area in ("left", "right"))


class Mention(NamedTuple):
    """One mention with what every figure asks of it.

    `printed` is the fullest printed name, `key` the name it is compared by, `place_key` that of the place it is of (empty where
    it is of none, or is that place). `sentence` and `line` count from the start of the text. `in_title` and `in_lead` say whether
    it stands in the title or in the first sentence below it, `is_arm` whether it is a part of a committee, `names_nobody` whether
    it is a word that no body is told of by.
    """

    one: Organisation
    printed: str
    key: str
    place_key: str
    sentence: int
    line: int
    in_title: bool
    in_lead: bool
    is_arm: bool
    names_nobody: bool


class HolderMentions:
    """The mentions of one article in text order.

    Args:
        reading: the article.
        names: the fullest names of its holders.
    """

    def __init__(self, reading: Reading, names: HolderNames) -> None:
        self._reading = reading
        self._title_end = len(reading.article.title or "")
        self._paragraphs = [line for line in reading.lines if line <= self._title_end + 1 or _LIST_LINE.match(reading.text, line) is None]
        self._lead_end = next((one.end for one in reading.sentences if one.start >= self._title_end), 0)
        self.all = [self._read(one, names.full(one)) for one in reading.organisations]
        self.starts = [one.start for one in reading.organisations]
        self._earlier: dict[tuple[int, int], list[tuple[int, str]]] = {}

    def zones(self, draft: Draft) -> Iterator[tuple[int, str]]:
        """The mentions that can hold a figure and where each stands: before it in its sentence from near to far, then behind it,
        then in what was said before."""
        starts, mentions = self.starts, self.all
        first, end = bisect_left(starts, draft.sentence.start), bisect_left(starts, draft.sentence.end)
        left, right = bisect_left(starts, draft.start), bisect_left(starts, draft.noun_end)
        for index in range(left - 1, max(first, left - _MENTIONS_BESIDE) - 1, -1):
            one = mentions[index].one
            if one.end <= draft.start:
                since = "since figure" if one.start >= draft.left.start else "sentence"
                yield index, "clause" if one.start >= draft.clause.start else since
        for index in range(right, min(end, right + _MENTIONS_BESIDE)):
            one = mentions[index].one
            following = draft.following is not None and one.start >= draft.following.start
            yield index, "behind" if one.end <= draft.right.end else "behind next" if following else "rest"
        if first:
            yield from self._before_sentence(first, draft.start)

    def _before_sentence(self, first: int, position: int) -> list[tuple[int, str]]:
        """The mentions before the sentence of a figure, whose first is `first`, with their zones: the same for all its figures."""
        line, sentence = bisect_right(self._paragraphs, position) - 1, self._reading.sentence_of(position)
        known = self._earlier.get((line, sentence))
        if known is None:
            back = range(first - 1, max(-1, first - 1 - _MENTIONS_BACK), -1)
            known = self._earlier[line, sentence] = [(index, _zone_before(self.all[index], line, sentence)) for index in back]
        return known

    def paragraph_start(self, position: int) -> int:
        """Where the paragraph of a position begins, that of a list where the words before its first item do."""
        return self._paragraphs[bisect_right(self._paragraphs, position) - 1]

    def in_list(self, position: int) -> bool:
        """Whether a position stands in the items of a list or under a heading that is counted."""
        return self.paragraph_start(position) != self._reading.line_start(position)

    def is_aside(self, one: Organisation) -> bool:
        """Whether a bracket that is open at the mention opens not far before it."""
        spelled, start = self._reading.spelled, max(0, one.start - _BRACKET)
        return spelled.rfind("(", start, one.start) > spelled.rfind(")", start, one.start)

    def named_before(self, draft: Draft) -> int:
        """How many bodies and places the sentence of a figure names before it, of the nearest mentions."""
        first, end = bisect_left(self.starts, draft.sentence.start), bisect_left(self.starts, draft.start)
        near = self.all[max(first, end - _MENTIONS_BESIDE) : end]
        return len({told.key for told in near if told.one.end <= draft.start})

    def salience(self) -> dict[str, tuple[str, float]]:
        """How much the article speaks of each body and place, most first: mentions of title and lead count more."""
        weights: dict[str, float] = {}
        names: dict[str, str] = {}
        for told in self.all:
            one = told.one
            if one.is_plural or one.level == "country" or one.role in ("by", "within") or one.kind == "household":
                continue
            weight = 1 + 2 * told.in_title + (one.start < self._lead_end)
            weights[told.key] = weights.get(told.key, 0.0) + weight
            names.setdefault(told.key, told.printed)
            if one.place and (place := told.place_key):
                weights[place] = weights.get(place, 0.0) + weight / 2
                names.setdefault(place, one.place)
        return {key: (names[key], weight) for key, weight in sorted(weights.items(), key=lambda item: -item[1])}

    def _read(self, one: Organisation, printed: str) -> Mention:
        reading, key, place_key = self._reading, key_of(printed), key_of(one.place)
        return Mention(
            one=one,
            printed=printed,
            key=key,
            place_key=place_key if place_key != key else "",
            sentence=reading.sentence_of(one.start),
            line=bisect_right(self._paragraphs, one.start) - 1,
            in_title=one.start < self._title_end,
            in_lead=self._title_end <= one.start < self._lead_end,
            is_arm=one.text.lower().startswith(ARMS),
            names_nobody=_names_nobody(one, reading.spelled),
        )


def _zone_before(told: Mention, line: int, sentence: int) -> str:
    """Where a mention before a sentence stands as seen from it."""
    if told.in_title:
        return "title"
    if told.line == line:
        return "sentence before" if sentence - told.sentence == 1 else "paragraph"
    return "paragraph before" if line - told.line == 1 else "article"


def is_of_its_kind(one: Organisation, draft: Draft) -> bool:
    """No cell has cells, no thôn has thôn: of `chi bộ 6 đại hội điểm. 12 chi bộ đã đại hội` the first is not the holder."""
    if one.kind != draft.noun_class and not (one.kind == "place" and one.is_short):
        return False
    return one.head == (draft.unit_text or "").lower()


def _names_nobody(one: Organisation, spelled: str) -> bool:
    """Whether it is an association by its head alone, none told of before: `Hội đã`, but `các cấp Hội`."""
    if not one.is_short or one.full is not None or _ASSOCIATION.fullmatch(one.head) is None or one.text.lower() != one.head:
        return False
    return _OF_LEVELS.search(spelled, max(0, one.start - _NEAR_WORD), one.start) is None
