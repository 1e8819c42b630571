"""Whose a figure may be: every body and place the article names so far, each with what speaks for it.

A mention says something by where it stands (its zone: the clause of the figure, the sentence, the paragraph …), by the part it
plays there (its role, the words beside it), and by what it is (kind, level). All mentions of one body speak for that body together.
How much each of these counts is measured on labelled articles: `seeds/weights/holder.csv`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from tasks.facts.drafts import Draft
from tasks.facts.holder_names import HolderNames
from tasks.facts.lexicons import indicator_topics
from tasks.facts.ranking import Choice
from tasks.facts.reading import Reading
from tasks.facts.scenes import sets_scene
from tasks.vi.fragments import ARMS, PEOPLE_TOLD_OF
from tasks.vi.names import LEVELS, Organisation

# How many mentions before the sentence are looked at, how far a subject or scene is sought, and how far a bracket
# reaches back, in code points.
_MENTIONS_BACK, _FAR, _BRACKET = 16, 2500, 60
_MARKS = ",;:.()“\"-–"
_WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_LAST_WORD = re.compile(r"(\S+)\s*$")
# `Hòa Bình 4 người, Thanh Hóa có 3 người`: an item of a list, with a figure of its own.
_COUNTED_RIGHT_BEHIND = re.compile(r"\s*[:(]?\s*(?:(?:có|là|nhận|với|đạt|còn|tăng|giảm)\s)?(?:(?:hơn|gần|trên|khoảng)\s)?\d")
_JOINS_CONTAINER = re.compile(r"\s*(?:,|-|–|\()?\s*")
_MOST_TOLD_OF = 3


class HolderChoices:
    """What there is to choose from for the figures of one article.

    Args:
        reading: the article.
        drafts: its figures in reading order.
    """

    def __init__(self, reading: Reading, drafts: list[Draft]) -> None:
        self._reading, self._spelled = reading, reading.spelled
        self._mentions = list(reading.organisations)
        self.names = HolderNames(reading, self._mentions)
        self.starts = [one.start for one in self._mentions]
        self._printed = [self.names.full(one) for one in self._mentions]
        self._keys = [key_of(name) for name in self._printed]
        self._figures = [draft.start for draft in drafts]
        self._title_end = len(reading.article.title or "")
        self._lead_end = next((one.end for one in reading.sentences if one.start >= self._title_end), 0)
        self._in_title = {key for one, key in zip(self._mentions, self._keys, strict=True) if one.start < self._title_end}
        self._in_title |= {key_of(one.place) for one in self._mentions if one.place and one.start < self._title_end}
        self._in_lead = [key for one, key in self._with_keys() if self._title_end <= one.start < self._lead_end]
        self._times_named = Counter(self._keys)
        self._salience = self._weigh()
        self._static: dict[tuple[int, str], tuple[str, ...]] = {}

    def of(self, draft: Draft, before: tuple[Draft, str | None] | None, whole: str | None) -> list[Choice]:
        """The choices for a figure; the last one is nobody.

        Args:
            draft: the figure.
            before: the figure before it in the article and its holder; null for the first one.
            whole: the holder of the figure it is a part or share of; null where there is none, or nobody holds it.
        """
        found = self._candidates(draft)
        for name in (whole, before[1] if before is not None else None):
            if name is not None:
                found.setdefault(key_of(name), (name, set()))
        kind = _figure_kind(draft)
        choices = []
        for key, (name, features) in found.items():
            features.update(self._of_name(key, features, draft))
            features.update(self._in_chain(key, draft, before, whole))
            choices.append(Choice(name, features))
        nobody = self._nobody(draft, kind, len(found))
        nobody.update(self._in_chain("", draft, before, whole))
        return [*choices, Choice(None, nobody)]

    # -- the mentions, by where they stand --------------------------------------------------------------------------------

    def _candidates(self, draft: Draft) -> dict[str, tuple[str, set[str]]]:
        found: dict[str, tuple[str, set[str]]] = {}

        def add(name: str, features: Iterator[str] | tuple[str, ...] | list[str]) -> None:
            found.setdefault(key_of(name), (name, set()))[1].update(features)

        kind = _figure_kind(draft)
        ranks: Counter[str] = Counter()
        nearer: set[str] = set()
        for index, zone in self._zones(draft):
            one, key = self._mentions[index], self._keys[index]
            if _is_of_its_kind(one, draft) or self._names_nobody(one):
                continue
            add(self._printed[index], self._static_of(index, zone))
            add(self._printed[index], list(self._of_mention(index, zone, ranks[zone], draft, kind)))
            if not one.is_plural and one.kind != "household":
                add(self._printed[index], (f"other names nearer {9 if zone in _BEHIND else min(len(nearer), 4)}",))
            if one.place and not one.is_plural and key_of(one.place) != key:
                add(one.place, list(self._of_place(one, zone, ranks[zone], kind)))
            ranks[zone] += 1
            if zone not in _BEHIND:
                nearer.add(key)
        for name, features in self._acting(draft, kind):
            add(name, features)
        for name, features in self._of_article(draft, kind):
            add(name, features)
        return found

    def _zones(self, draft: Draft) -> Iterator[tuple[int, str]]:
        """The mentions that may hold a figure and where each stands: before it in its sentence from near to far, then behind it,
        then in what was said before."""
        reading, starts = self._reading, self.starts
        first, end = bisect_left(starts, draft.sentence.start), bisect_left(starts, draft.sentence.end)
        for index in range(end - 1, first - 1, -1):
            one = self._mentions[index]
            if one.end <= draft.start:
                since = "since figure" if one.start >= draft.left.start else "sentence"
                yield index, "clause" if one.start >= draft.clause.start else since
        for index in range(first, end):
            one = self._mentions[index]
            if one.start >= draft.noun_end:
                following = draft.following is not None and one.start >= draft.following.start
                yield index, "behind" if one.end <= draft.right.end else "behind next" if following else "rest"
        line, sentence = reading.line_start(draft.start), reading.sentence_of(draft.start)
        for index in range(first - 1, max(-1, first - 1 - _MENTIONS_BACK), -1):
            start = self.starts[index]
            if start < self._title_end:
                yield index, "title"
            elif start >= line:
                yield index, "sentence before" if sentence - reading.sentence_of(start) == 1 else "paragraph"
            else:
                lines = bisect_right(reading.lines, draft.start) - bisect_right(reading.lines, start)
                yield index, "paragraph before" if lines == 1 else "article"

    def _static_of(self, index: int, zone: str) -> tuple[str, ...]:
        """What a mention says in a zone, whatever the figure is."""
        known = self._static.get((index, zone))
        if known is None:
            known = self._static[index, zone] = tuple(self._describe(index, zone))
        return known

    def _describe(self, index: int, zone: str) -> Iterator[str]:
        one, spelled = self._mentions[index], self._spelled
        before = spelled[max(0, one.start - 30) : one.start]
        bare = before.rstrip()
        word = _LAST_WORD.search(before)
        preposition = "^" if not bare else bare[-1] if bare[-1] in _MARKS else word[1] if word else "-"
        after = _WORDS.findall(spelled[one.end : one.end + 20])[:1]
        area, role = _AREAS[zone], one.role
        yield from (
            zone, f"{zone} {role}", f"{zone} {role} {one.kind}", f"{zone} {role} verb {one.has_verb}", f"{area} after {preposition}",
            f"{zone} after {preposition}", f"{area} after {' '.join(_WORDS.findall(before)[-2:])}", f"{area} {role} then {' '.join(after)}",
            f"role {role}", f"{zone} {role} scene {sets_scene(self._reading, one.start)}", f"kind {one.kind}", f"level {one.level}",
            f"named {one.name is not None}",
        )  # fmt: skip
        if _COUNTED_RIGHT_BEHIND.match(spelled, one.end):
            yield f"item {area}"
        if one.is_plural:
            yield from (f"plural {area}", f"plural {one.kind}")
        if one.is_short:
            yield f"short {area} {one.kind} {one.full is not None}"
        if self._is_aside(one):
            yield f"in bracket {area}"
        if one.start == self._reading.sentences[self._reading.sentence_of(one.start)].start:
            yield f"opens {zone}"
        earlier = self._mentions[index - 1] if index else None
        if earlier is not None and _JOINS_CONTAINER.fullmatch(spelled, earlier.end, max(earlier.end, one.start)):
            larger = LEVELS.get(one.level, 0) >= LEVELS.get(earlier.level, 0)
            yield "holds the one before it" if larger else "lies in the one before it"
        later = self._mentions[index + 1] if index + 1 < len(self._mentions) else None
        if later is not None and later.start - one.end < 4 and LEVELS.get(later.level, 0) >= LEVELS.get(one.level, 0):
            yield "lies in the next"

    def _of_mention(self, index: int, zone: str, rank: int, draft: Draft, kind: str) -> Iterator[str]:
        """What a mention says for this figure."""
        one, spelled, area = self._mentions[index], self._spelled, _AREAS[zone]
        yield from (
            f"{zone} rank {min(rank, 2)}", f"{zone} {one.role} {one.kind} rank {min(rank, 1)}", f"{zone} {one.kind} of {kind}",
            f"kind {one.kind} of {kind}", f"level {one.level} of {kind}", f"arm {_is_arm(one)} of {kind}",
        )  # fmt: skip
        if area == "left":
            yield from self._left_of(one, draft)
        elif area == "right":
            between = spelled[draft.noun_end : one.start]
            yield f"right of {' '.join(_WORDS.findall(between)[-2:])}" if len(between) < 25 else "right and far"
            if len(between) < 2:
                yield f"touches noun {one.kind} {draft.noun_class in ('household', 'person')}"

    def _names_nobody(self, one: Organisation) -> bool:
        """Whether it is an association by its head alone, none told of before: `Hội đã`, but `các cấp Hội`."""
        alone = one.is_short and one.full is None and one.text.lower() == one.head == "hội"
        return alone and not self._spelled.endswith("cấp ", 0, one.start)

    def _is_aside(self, one: Organisation) -> bool:
        """Whether a bracket that is open at the mention opens not far before it."""
        start = max(0, one.start - _BRACKET)
        return self._spelled.rfind("(", start, one.start) > self._spelled.rfind(")", start, one.start)

    def _left_of(self, one: Organisation, draft: Draft) -> Iterator[str]:
        spelled, start = self._spelled, draft.start
        between = spelled[one.end : start]
        if between.count(")") > between.count("("):
            yield "in closed bracket"
        if spelled.rfind(";", one.start, start) >= 0:
            yield "before semicolon"
        figures = bisect_left(self._figures, start) - bisect_left(self._figures, one.end)
        yield from (f"figures between {min(figures, 3)}", f"figures between {min(figures, 2)} {one.role} verb {one.has_verb}")
        if len(between) < 2:
            yield f"touches {one.kind}"
        yield f"commas {min(between.count(','), 3)} {one.role}"

    def _of_place(self, one: Organisation, zone: str, rank: int, kind: str) -> Iterator[str]:
        """What a body says for the place it is of: the huyện of `Huyện ủy A`."""
        yield from (
            f"its place {zone} {one.role}", f"its place {zone}", f"its place {one.kind} of {kind}", f"its place {one.role}",
            f"its place arm {_is_arm(one)} of {kind}", f"its place {zone} rank {min(rank, 1)} of {kind}", "kind place",
            f"kind place of {kind}",
        )  # fmt: skip

    # -- what the article speaks of ---------------------------------------------------------------------------------------

    def _acting(self, draft: Draft, kind: str) -> Iterator[tuple[str, list[str]]]:
        """The last body that acted before a figure, and the last place that set a scene."""
        line, in_title = self._reading.line_start(draft.start), self._reading.in_title(draft.start)
        acted = set_scene = False
        for index in range(bisect_left(self.starts, draft.start) - 1, -1, -1):
            one = self._mentions[index]
            if one.end > draft.start or _is_of_its_kind(one, draft) or self._names_nobody(one):
                continue
            if (one.start < self._title_end and not in_title) or draft.start - one.start > _FAR or (acted and set_scene):
                return
            where = "sentence" if one.start >= draft.sentence.start else "paragraph" if one.start >= line else "article"
            if one.end <= draft.sentence.start and self._is_aside(one):
                continue
            if one.role == "subject" and one.has_verb and not acted:
                of = f"acted last {where} {one.kind} of {kind}"
                yield self._printed[index], [f"acted last {where}", of, f"acted last scene {set_scene}"]
                acted = True
            elif one.role == "at" and not set_scene and sets_scene(self._reading, one.start):
                of = f"scene last {where} {one.kind} of {kind}"
                yield self._printed[index], [f"scene last {where}", of, f"scene last acted {acted}"]
                set_scene = True

    def _of_article(self, draft: Draft, kind: str) -> Iterator[tuple[str, list[str]]]:
        """Whom the title names, whom the lead names, and of whom the article speaks most."""
        if self._reading.in_title(draft.start):
            if self.names.title_printed:
                yield self.names.title_printed, ["title of title"]
        else:
            if self.names.title:
                yield self.names.title, ["of title", f"of title of {kind}"]
            whole = max(1.0, sum(weight for _, weight in self._salience.values()))
            for place, (name, weight) in enumerate(list(self._salience.values())[:_MOST_TOLD_OF]):
                yield name, [f"told of {place}", f"told of {place} of {kind}", f"told of {place} share {int(4 * weight / whole)}"]
            if self._in_lead:
                yield self._printed[self._keys.index(self._in_lead[0])], ["of lead", f"of lead title {self.names.title is not None}"]

    def _weigh(self) -> dict[str, tuple[str, float]]:
        """How much the article speaks of each body and place, most first: mentions of title and lead count more."""
        weights: dict[str, float] = {}
        names: dict[str, str] = {}
        for one, key, name in zip(self._mentions, self._keys, self._printed, strict=True):
            if one.is_plural or one.level == "country" or one.role in ("by", "within") or one.kind == "household":
                continue
            weight = 1 + 2 * (one.start < self._title_end) + (one.start < self._lead_end)
            weights[key] = weights.get(key, 0.0) + weight
            names.setdefault(key, name)
            if one.place and (place := key_of(one.place)) != key:
                weights[place] = weights.get(place, 0.0) + weight / 2
                names.setdefault(place, one.place)
        return {key: (names[key], weight) for key, weight in sorted(weights.items(), key=lambda item: -item[1])}

    # -- what is said of a name, of nobody, and of the figures before ----------------------------------------------------------

    def _of_name(self, key: str, features: set[str], draft: Draft) -> Iterator[str]:
        named = self._times_named[key]
        yield f"named {'once' if named <= 1 else 'thrice' if named <= 3 else 'often'}"
        if key in self._in_title:
            yield from ("in title", f"in title of {_figure_kind(draft)}")
        if key in self._in_lead:
            yield "in lead"
        if self._person_told_of(draft) is not None:
            yield from ("person told of", f"person told of {'kind household' in features}")

    def _nobody(self, draft: Draft, kind: str, choices: int) -> set[str]:
        first, end = bisect_left(self.starts, draft.sentence.start), bisect_left(self.starts, draft.start)
        before = len({self._keys[index] for index in range(first, end) if self._mentions[index].end <= draft.start})
        titled = self.names.title is not None
        person = self._person_told_of(draft)
        return {
            "nobody", f"nobody of {kind}", f"nobody person {person is not None}", f"nobody person {person}",
            f"nobody title {titled} {self._reading.in_title(draft.start)}", f"nobody named before {min(before, 2)}",
            f"nobody choices {min(choices, 3)}",
        }  # fmt: skip

    def _person_told_of(self, draft: Draft) -> str | None:
        """The word for a person who acts in the clause or opens the sentence: `chị thu được 1,5 tấn`."""
        spelled = self._spelled
        found = PEOPLE_TOLD_OF.search(f" {spelled[draft.left.start : draft.start]} ")
        found = found or PEOPLE_TOLD_OF.search(f" {spelled[draft.sentence.start : draft.start][:40]}")
        return found[1] if found else None

    def _in_chain(self, key: str, draft: Draft, before: tuple[Draft, str | None] | None, whole: str | None) -> Iterator[str]:
        """What the holder of the figure before, and of the whole, says."""
        if before is not None and key_of(before[1]) == key:
            last = before[0]
            near = last.start >= self._reading.line_start(draft.start)
            where = "sentence" if last.sentence == draft.sentence else "paragraph" if near else "article"
            new = bisect_left(self.starts, draft.start) - bisect_left(self.starts, last.end)
            yield from (
                f"holds last {where}", f"holds last {where} since then {min(new, 2)}",
                f"holds last {where} alike {draft.indicator == last.indicator}",
            )  # fmt: skip
        if whole is not None and key_of(whole) == key:
            yield from ("holds whole", f"holds whole {draft.measure}")

    def _with_keys(self) -> Iterator[tuple[Organisation, str]]:
        yield from zip(self._mentions, self._keys, strict=True)


ZONES = (
    "clause", "since figure", "behind", "sentence", "rest", "behind next", "sentence before", "paragraph", "paragraph before", "article",
    "title",
)  # fmt: skip
_BEHIND = frozenset({"behind", "rest", "behind next"})
_AREAS = {
    "clause": "left", "since figure": "left", "sentence": "left", "behind": "right", "rest": "right", "behind next": "right",
    "sentence before": "before", "paragraph": "before", "paragraph before": "earlier", "article": "earlier", "title": "title",
}  # fmt: skip


def key_of(name: str | None) -> str:
    """A holder as figures are compared by it: spaces folded, in lower case, empty for nobody.

    >>> key_of("UBND  huyện A"), key_of(None)
    ('ubnd huyện a', '')
    """
    return " ".join((name or "").lower().split())


def _is_arm(one: Organisation) -> bool:
    return one.text.lower().startswith(ARMS)


def _is_of_its_kind(one: Organisation, draft: Draft) -> bool:
    """No cell has cells, no thôn has thôn: of `chi bộ 6 đại hội điểm. 12 chi bộ đã đại hội` the first is not the holder."""
    if one.kind == draft.noun_class and one.head == (draft.unit_text or "").lower():
        return True
    return one.kind == "place" and one.is_short and one.head == (draft.unit_text or "").lower()


def _figure_kind(draft: Draft) -> str:
    """What sort of figure it is: the topic of its indicator, or what is counted where it has none."""
    if draft.indicator != "other":
        return indicator_topics()[draft.indicator]
    return f"other {draft.kind}" if draft.kind != "count" else f"other {draft.noun_class or draft.unit}"
