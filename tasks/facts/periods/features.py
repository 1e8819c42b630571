"""What speaks for a time being the one at which a figure holds: where it stands, what it is, which rules propose it, who took it.

This module finds out what holds; `said.py` says it in features.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tasks.facts.candidates.drafts import Draft
from tasks.facts.candidates.scenes import announces_aims, before_clock
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.weights import Said, Weights
from tasks.facts.periods import said
from tasks.facts.periods.article_times import OWN_ONLY
from tasks.facts.periods.rules import PeriodRules
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
# How far a time is from a figure, in code points, and how many words beside a figure are looked at.
_DISTANCES = (3, 10, 25, 50, 100, 200, 400, 800, 1600)
_WORDS_BEFORE, _WORDS_AFTER, _AFTER = 4, 2, 40
_COUNTED = 3
# How much of what stands between a figure and a later time is looked at, from either end, in code points.
_GAP, _LAST_WORD = 600, 40
# No sentence opens with a time that stands farther behind its start, in code points.
_FAR_OPENING = 60
# A time in a heading sets the scene of all that stands under it.
_HEADS = "scene True opens True"
_EARLIER = frozenset({"sentence", "sentence 1 before", "sentence 2 before", "far before", "above", "elsewhere"})


class _Stand(NamedTuple):
    """Where a time stands and what it is, whatever the figure: its sentence, whether it is in a bracket, whether what follows in its
    sentence is told of it, whether it is a time of aims."""

    sentence: int
    in_bracket: bool
    is_subject: bool
    aims: bool
    sort: said.TimeSort


class Figure(NamedTuple):
    """What the choices of one figure have in common. `last` is the figure before it in the article, `alike` the last one that tells a
    state (or not) as it does, `whole` the figure it is a part or share of; `shares` says how many of the like figures of its paragraph
    took each time."""

    draft: Draft
    sort: said.FigureSort
    line: int
    sentence: int
    before: list[Period]
    last: Draft | None
    alike: Draft | None
    whole: Draft | None
    shares: dict[Period | None, int]
    proposed: dict[str, Period | None]


class PeriodFeatures:
    """The features of one article's times, with what they count.

    Args:
        reading: the article.
        drafts: its figures in reading order.
        rules: what its words propose; told of each figure's time before the next one is asked for.
        stock: whether each figure, by where it begins, counts what is there.
        weights: how much each feature counts.
    """

    def __init__(self, reading: Reading, drafts: Sequence[Draft], rules: PeriodRules, stock: Mapping[int, bool], weights: Weights) -> None:
        self._reading, self._rules, self._stock, self._weights = reading, rules, stock, weights
        self._figure_starts = [draft.start for draft in drafts]
        self._coded: dict[int, str] = {}
        self._standing: dict[int, _Stand] = {}

    def settle(self, draft: Draft, kind: str) -> None:
        """Takes the kind of a figure's period as decided, for the figures after it."""
        self._coded[draft.start] = kind

    def sentence_of(self, time: Period) -> int:
        """The index of the sentence a time stands in."""
        return self._stands(time).sentence

    def of_none(self, figure: Figure) -> list[Said]:
        """What speaks for a figure being told without a time."""
        draft, weights, before = figure.draft, self._weights, figure.before
        inside = sum(time.start >= draft.sentence.start for time in before)
        over = self._rules.times.over(draft.start)
        carried = any(self._rules.times.carries(time) or time is over for time in before)
        in_title = self._reading.in_title(draft.start)
        found = [
            said.none_of_figure(weights, figure.sort),
            said.none_of_times(weights, min(inside, 2), min(len(before), 2), carried, figure.sort.stock, draft.status, in_title),
        ]
        found += [said.none_though(weights, rule) for rule, time in figure.proposed.items() if time is not None]
        found += self._of_chain(figure, None, "none")
        return found

    def of_named(self, figure: Figure, time: Period, zone: str, rank: int) -> list[Said]:
        """What speaks for a time: where it stands, what it is, which rules propose it, which figures took it."""
        draft, stock, weights, spelled = figure.draft, figure.sort.stock, self._weights, self._reading.spelled
        stand = self._stands(time)
        heads = zone in _EARLIER and time is self._rules.times.over(draft.start)
        if heads:
            stand = stand._replace(sort=stand.sort._replace(scene=_HEADS))
        is_before = time.end <= draft.start
        start, end = (time.end, draft.start) if is_before else (draft.noun_end, time.start)  # the text between time and figure
        closed = stand.in_bracket and is_before and spelled.find(")", start, end) >= 0
        distance = bisect_left(_DISTANCES, end - start)
        breaks = spelled.count(",", start, end) + spelled.count(";", start, end) + spelled.count(":", start, end)
        figures = self._figures_between(time.end if is_before else draft.end, end)
        found = [
            said.of_time(weights, zone, stock, stand.sort),
            said.of_figure(weights, zone, time.kind, figure.sort),
            said.of_gap(weights, zone, rank, distance, stand.in_bracket, closed, figures, min(breaks, _COUNTED)),
        ]
        found += [said.of_rule(weights, rule, stock, zone) for rule, proposed in figure.proposed.items() if proposed is time]
        if zone in ("clause", "left"):
            found.append(said.of_own(weights, zone, _TOLD_OF.fullmatch(spelled, time.end, draft.start) is not None))
        elif zone in _EARLIER:
            carries, took = heads or self._rules.times.carries(time), time.start in self._rules.times.told
            is_own = time.rule in OWN_ONLY
            scene, subject = stand.sort.scene, stand.is_subject
            found.append(said.of_earlier(weights, zone, scene, stock, draft.status, carries, took, subject, stand.aims, is_own))
        else:
            found += self._of_later(figure, time, zone, spelled[start:end])
        found += self._of_chain(figure, time, zone)
        return found

    def _of_later(self, figure: Figure, time: Period, zone: str, gap: str) -> Iterator[Said]:
        """Whether a time named later is told of the figure, or of the next one."""
        draft, spelled = figure.draft, self._reading.spelled
        words = _WORD.findall(gap[-_LAST_WORD:])
        next_deed = _NEXT_DEED.search(spelled, draft.end, min(time.start, draft.end + _GAP)) is not None
        yield said.of_later(self._weights, zone, _OF_A_PLAN.search(gap, 0, _GAP) is not None, next_deed, words[-1] if words else "")
        if zone == "beside" and draft.following is not None:
            told = _TOLD_OF.fullmatch(spelled, time.end, draft.following.start) is not None
            has_own = any(one.start >= draft.left.start for one in figure.before)
            yield said.of_next(self._weights, told, "," in gap, has_own, self._rules.opens_bracket_of_next(time, draft))

    def _of_chain(self, figure: Figure, time: Period | None, zone: str) -> Iterator[Said]:
        """Which figures before took the time (or none)."""
        weights, settled, is_none = self._weights, self._rules.settled, time is None
        draft, stock, last, alike, whole = figure.draft, figure.sort.stock, figure.last, figure.alike, figure.whole
        if last is not None and settled[last.start] is time:
            same = last.indicator == draft.indicator
            yield said.of_last(weights, self._where(figure, last), zone, is_none, same, stock, self._stock[last.start])
        if alike is not None and settled[alike.start] is time:
            yield said.of_alike(weights, self._where(figure, alike), zone, is_none, alike.indicator == draft.indicator, stock)
        if figure.shares:
            count = sum(figure.shares.values())
            share = figure.shares.get(time, 0) / count
            part = "none" if not share else "few" if share < 0.5 else "most" if share < 1 else "all"
            yield said.of_share(weights, part, min(count, _COUNTED), is_none, zone, stock)
        if whole is not None and settled[whole.start] is time:
            yield said.of_whole(weights, figure.sort.whole_is, is_none, draft.measure, stock, self._stock[whole.start])

    def of_codings(self, figure: Figure) -> list[said.Codings]:
        """What speaks for each coding of a time (or none) where both are possible: what the figure is, the words beside it, how the
        figures before it were coded."""
        draft, spelled, sort, weights = figure.draft, self._reading.spelled, figure.sort, self._weights
        words = said.Words(
            indicator=draft.indicator,
            unit=draft.unit,
            there=_THERE_IS.search(spelled, draft.left.start, draft.start) is not None,
            happened=_HAPPENED.match(spelled, draft.noun_end) is not None,
            direction=draft.direction,
            frequency=draft.frequency,
        )
        before = _WORD.findall(spelled, draft.clause.start, draft.start)[-_WORDS_BEFORE:]
        after = _WORD.findall(spelled, draft.noun_end, draft.noun_end + _AFTER)[:_WORDS_AFTER]
        found = [
            said.coded_of_figure(weights, sort, words),
            said.coded_of_word(weights, "noun", (draft.unit_text or "").lower()),
            said.coded_of_word(weights, "behind", before[-1] if before else ""),
        ]
        found += [said.coded_of_word(weights, "word", word) for word in dict.fromkeys(before)]  # each word is said once
        found += [said.coded_of_word(weights, "then", word) for word in dict.fromkeys(after)]
        found += self._as_coded(figure)
        return found

    def _as_coded(self, figure: Figure) -> Iterator[said.Codings]:
        """How the figure before it in the sentence, and the one it is a part or share of, were coded."""
        draft, last, whole, stock = figure.draft, figure.last, figure.whole, figure.sort.stock
        if last is not None and last.sentence == draft.sentence:
            as_coded = self._coded[last.start]
            yield said.coded_of_last(self._weights, as_coded, stock, self._stock[last.start])
            if draft.previous is not None and not draft.is_percent and not last.is_percent:
                alike = last.indicator == draft.indicator
                yield said.coded_of_alike(self._weights, as_coded, alike, last.unit == draft.unit)
        if whole is not None:
            yield said.coded_of_whole(self._weights, self._coded[whole.start], figure.sort.whole_is, draft.measure)

    def _stands(self, time: Period) -> _Stand:
        known = self._standing.get(time.start)
        if known is None:
            reading, sentence = self._reading, self._reading.sentence_of(time.start)
            start = reading.sentences[sentence].start
            is_near = time.start - start <= _FAR_OPENING
            opens = is_near and not before_clock(reading.spelled[start : time.start]).strip(' -–+*"“')
            known = self._standing[time.start] = _Stand(
                sentence=sentence,
                in_bracket=self._rules.times.in_bracket(time),
                is_subject=_SUBJECT_OF.match(reading.spelled, time.end) is not None,
                aims=announces_aims(reading, time),
                sort=said.TimeSort(
                    sort=f"{time.kind}{' until' if time.until else ''}{' now' if time.is_now else ''}",
                    kind=time.kind,
                    rule=time.rule,
                    named=time.is_document_or_name,
                    role=time.role,
                    scene=f"scene {self._rules.times.sets_scene(time)} opens {opens}",
                    resolved=time.first is not None,
                    in_title=reading.in_title(time.start),
                ),
            )
        return known

    def _where(self, figure: Figure, other: Draft) -> str:
        if other.sentence == figure.draft.sentence:
            return "sentence"
        return "paragraph" if other.start >= figure.line else "article"

    def _figures_between(self, start: int, end: int) -> int:
        return min(bisect_left(self._figure_starts, end) - bisect_left(self._figure_starts, start), _COUNTED)
