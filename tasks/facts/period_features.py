"""What speaks for a time being the one at which a figure holds: where it stands, what it is, which rules propose it, who took it.

A feature is named in words, and its name is its key in `seeds/weights/period.csv`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tasks.facts.drafts import Draft
from tasks.facts.period_rules import OWN_ONLY, TIME_UNITS, PeriodRules
from tasks.facts.reading import Reading
from tasks.facts.scenes import announces_aims, sets_scene
from tasks.vi.temporal.periods import Period
from tasks.vi.text.patterns import pattern

_OF_A_PLAN = pattern("of_a_plan")
_SUBJECT_OF = pattern("subject_of")
_TOLD_OF = pattern("told_then")
_NEXT_DEED = pattern("next_deed")
_THERE_IS = pattern("there_is")
# `có 24 tập thể, 186 cá nhân được khen thưởng`: what happened is said after the last of the list.
_HAPPENED = pattern("happened")
_WORD = re.compile(r"\w+")
_BREAKS = re.compile("[,;:]")
# How far a time is from a figure, in code points, and how many words beside a figure are looked at.
_DISTANCES = (3, 10, 25, 50, 100, 200, 400, 800, 1600)
_WORDS_BEFORE, _WORDS_AFTER, _AFTER = 4, 2, 40
_COUNTED = 3
# The two ways to code a time.
EVENT, STATE = "event", "state"
_EARLIER = frozenset({"sentence", "sentence 1 before", "sentence 2 before", "far before", "above", "elsewhere"})


class _Stand(NamedTuple):
    """Where a time stands: its sentence, whether it sets a scene or opens the sentence, whether it is in a bracket."""

    sentence: int
    scene: str
    in_bracket: bool


class Figure(NamedTuple):
    """What the choices of one figure have in common. `last` is the figure before it in the article, `alike` the last one that tells a
    state (or not) as it does, `whole` the figure it is a part or share of; `shares` says how many of the like figures of its paragraph
    took each time."""

    draft: Draft
    stock: bool
    kind: str
    line: int
    sentence: int
    before: list[Period]
    last: Draft | None
    alike: Draft | None
    whole: Draft | None
    whole_is: str
    shares: dict[Period | None, int]
    proposed: dict[str, Period | None]


class PeriodFeatures:
    """The features of one article's times.

    Args:
        reading: the article.
        drafts: its figures in reading order.
        rules: what its words propose; told of each figure's time before the next one is asked for.
        stock: whether each figure, by where it begins, counts what is there.
    """

    def __init__(self, reading: Reading, drafts: Sequence[Draft], rules: PeriodRules, stock: Mapping[int, bool]) -> None:
        self._reading, self._rules, self._stock = reading, rules, stock
        self._figure_starts = [draft.start for draft in drafts]
        self._coded: dict[int, str] = {}
        self._standing: dict[int, _Stand] = {}

    def settle(self, draft: Draft, kind: str) -> None:
        """Takes the kind of a figure's period as decided, for the figures after it."""
        self._coded[draft.start] = kind

    def sentence_of(self, time: Period) -> int:
        """The index of the sentence a time stands in."""
        return self._stands(time).sentence

    def of_none(self, figure: Figure) -> Iterator[str]:
        """What speaks for a figure being told without a time."""
        draft, stock = figure.draft, figure.stock
        inside = sum(time.start >= draft.sentence.start for time in figure.before)
        carried = any(self._rules.carries(time) for time in figure.before)
        in_title = self._reading.in_title(draft.start)
        yield from (
            "none", f"none stock {stock}", f"none of {figure.kind}", f"none in sentence {min(inside, 2)}",
            f"none before {min(len(figure.before), 2)}", f"none status {draft.status}", f"none measure {draft.measure} {draft.is_percent}",
            f"none whole {figure.whole_is}", f"none title {in_title}", f"none unit of time {draft.unit in TIME_UNITS}",
            f"none carried {carried} stock {stock} {draft.status}", f"none carried {carried} title {in_title}",
        )  # fmt: skip
        yield from (f"none though {rule}" for rule, time in figure.proposed.items() if time is not None)
        yield from self._of_chain(figure, None, "none")

    def of_named(self, figure: Figure, time: Period, zone: str, rank: int) -> Iterator[str]:
        """What speaks for a time: where it stands, what it is, which rules propose it, which figures took it."""
        draft, stock = figure.draft, figure.stock
        stand = self._stands(time)
        scene, in_bracket = stand.scene, stand.in_bracket
        sort = f"{time.kind}{' until' if time.until else ''}{' now' if time.is_now else ''}"
        gap = self._gap(draft, time)
        closed = in_bracket and time.end <= draft.start and ")" in gap
        distance = sum(len(gap) > far for far in _DISTANCES)
        yield from (
            zone, f"{zone} rank {rank}", f"{zone} stock {stock}", f"{zone} of {figure.kind}", f"{zone} {sort}", f"{zone} by {time.rule}",
            f"{zone} named {time.is_document_or_name} {time.role}", f"{zone} {scene}", f"by {time.rule}", f"{zone} stock {stock} {sort}",
            f"{zone} status {draft.status} {time.kind}", f"{zone} measure {draft.measure} {draft.is_percent}",
            f"{zone} whole {figure.whole_is}", f"{zone} distance {distance}", f"{zone} bracket {in_bracket} closed {closed}",
            f"resolved {time.first is not None}", f"{zone} {scene} stock {stock}", f"{zone} {scene} {sort}",
            f"{zone} figures between {self._figures_between(draft, time)}", f"{zone} breaks {min(len(_BREAKS.findall(gap)), _COUNTED)}",
            f"{zone} unit of time {draft.unit in TIME_UNITS}", f"{zone} title {self._reading.in_title(time.start)}",
        )  # fmt: skip
        for rule, proposed in figure.proposed.items():
            if proposed is time:
                yield from (f"rule {rule}", f"rule {rule} stock {stock}", f"rule {rule} {zone}")
        if zone in ("clause", "left"):
            yield f"{zone} told of it {_TOLD_OF.fullmatch(self._reading.spelled, time.end, draft.start) is not None}"
        elif zone in _EARLIER:
            yield from self._of_earlier(figure, time, zone, scene)
        else:
            yield from self._of_later(figure, time, zone, gap)
        yield from self._of_chain(figure, time, zone)

    def _of_earlier(self, figure: Figure, time: Period, zone: str, scene: str) -> Iterator[str]:
        """Whether what comes later is still in a time named before."""
        stock, status = figure.stock, figure.draft.status
        carries, took = self._rules.carries(time), time.start in self._rules.told
        yield from (
            f"carries {carries} {zone} stock {stock}", f"carries {carries} took {took} stock {stock} {status}",
            f"carries {carries} {scene}",
            f"{zone} took {took} stock {stock}", f"{zone} subject of {_SUBJECT_OF.match(self._reading.spelled, time.end) is not None}",
            f"{zone} aims {announces_aims(self._reading, time)} {status}", f"{zone} own only {time.rule in OWN_ONLY}",
        )  # fmt: skip

    def _of_later(self, figure: Figure, time: Period, zone: str, gap: str) -> Iterator[str]:
        """Whether a time named later is told of the figure, or of the next one."""
        draft, spelled = figure.draft, self._reading.spelled
        words = _WORD.findall(gap.lower())
        yield from (
            f"{zone} plan {_OF_A_PLAN.search(gap) is not None}",
            f"{zone} next deed {_NEXT_DEED.search(spelled, draft.end, time.start) is not None}",
            f"{zone} behind {words[-1] if words else ''}",
        )  # fmt: skip
        if zone == "beside" and draft.following is not None:
            told = _TOLD_OF.fullmatch(spelled, time.end, draft.following.start) is not None
            has_own = any(one.start >= draft.left.start for one in figure.before)
            yield from (
                f"beside, of next {told} comma {',' in gap} own {has_own}",
                f"beside, opens bracket {self._rules.opens_bracket_of_next(time, draft)}",
            )

    def _of_chain(self, figure: Figure, time: Period | None, zone: str) -> Iterator[str]:
        """Which figures before took the time (or none)."""
        draft, stock, last, alike, whole = figure.draft, figure.stock, figure.last, figure.alike, figure.whole
        if last is not None and self._rules.settled[last.start] is time:
            where = self._where(figure, last)
            yield from (
                f"last took {where} {zone}", f"last took {where} {time is None} alike {last.indicator == draft.indicator}",
                f"last took {where} stock {stock} {self._stock[last.start]} {time is None}",
            )  # fmt: skip
        if alike is not None and self._rules.settled[alike.start] is time:
            where = self._where(figure, alike)
            yield from (
                f"alike took {where} {time is None}", f"alike took {where} {zone} stock {stock}",
                f"alike took {where} {time is None} alike {alike.indicator == draft.indicator}",
            )  # fmt: skip
        if figure.shares:
            count = sum(figure.shares.values())
            share = figure.shares.get(time, 0) / count
            part = "none" if not share else "few" if share < 0.5 else "most" if share < 1 else "all"
            yield from (f"{part} of {min(count, _COUNTED)} {time is None}", f"{part} {zone} stock {stock}")
        if whole is not None and self._rules.settled[whole.start] is time:
            yield from (
                f"whole took {figure.whole_is} {time is None}", f"whole took {figure.whole_is} {draft.measure} {time is None}",
                f"whole took {figure.whole_is} {stock} {self._stock[whole.start]} {time is None}",
            )  # fmt: skip

    def of_codings(self, figure: Figure) -> dict[str, tuple[str, ...]]:
        """What speaks for coding a time (or none) as what happened, and as a state, where both are possible."""
        said = tuple(dict.fromkeys(self._of_wording(figure)))
        return {sort: tuple([f"{sort} {one}" for one in said]) for sort in (EVENT, STATE)}

    def _of_wording(self, figure: Figure) -> Iterator[str]:
        """What a figure is and the words beside it: `có 5 tổ hòa giải` are there, `có 5 hộ được hỗ trợ` are not."""
        draft, stock, spelled, last, whole = figure.draft, figure.stock, self._reading.spelled, figure.last, figure.whole
        there = _THERE_IS.search(spelled, draft.left.start, draft.start) is not None
        happened = _HAPPENED.match(spelled, draft.noun_end) is not None
        before = _WORD.findall(spelled[draft.clause.start : draft.start].lower())[-_WORDS_BEFORE:]
        yield from (
            f"{stock}", f"of {figure.kind}", f"of {draft.indicator} {draft.measure}", f"{draft.measure} {stock}", f"unit {draft.unit}",
            f"status {draft.status} {stock}", f"there {there} {stock}", f"happened {happened} {stock}",
            f"noun {(draft.unit_text or '').lower()}", f"direction {draft.direction}", f"frequency {draft.frequency}",
            f"behind {before[-1] if before else ''}",
        )  # fmt: skip
        for word in before:
            yield f"word {word}"
        for word in _WORD.findall(spelled[draft.noun_end : draft.noun_end + _AFTER].lower())[:_WORDS_AFTER]:
            yield f"then {word}"
        if last is not None and last.sentence == draft.sentence:
            as_coded = self._coded[last.start]
            yield f"last {as_coded} {stock} {self._stock[last.start]}"
            if draft.previous is not None and not draft.is_percent and not last.is_percent:
                yield f"last {as_coded} alike {last.indicator == draft.indicator} {last.unit == draft.unit}"
        if whole is not None:
            yield f"whole {self._coded[whole.start]} {figure.whole_is} {draft.measure}"

    def _stands(self, time: Period) -> _Stand:
        known = self._standing.get(time.start)
        if known is None:
            reading, sentence = self._reading, self._reading.sentence_of(time.start)
            opens = not reading.spelled[reading.sentences[sentence].start : time.start].strip(' -–+*"“')
            scene = f"scene {sets_scene(reading, time.start)} opens {opens}"
            known = self._standing[time.start] = _Stand(sentence, scene, self._rules.in_bracket(time))
        return known

    def _where(self, figure: Figure, other: Draft) -> str:
        if other.sentence == figure.draft.sentence:
            return "sentence"
        return "paragraph" if other.start >= figure.line else "article"

    def _gap(self, draft: Draft, time: Period) -> str:
        """The text between a time and a figure."""
        spelled = self._reading.spelled
        return spelled[time.end : draft.start] if time.end <= draft.start else spelled[draft.noun_end : time.start]

    def _figures_between(self, draft: Draft, time: Period) -> int:
        begin, end = (time.end, draft.start) if time.end <= draft.start else (draft.end, time.start)
        return min(bisect_left(self._figure_starts, end) - bisect_left(self._figure_starts, begin), _COUNTED)
