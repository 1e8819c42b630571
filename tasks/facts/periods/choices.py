"""When a figure can hold: every time its paragraph names, and no time, each with what speaks for it.

`rules.py` proposes times, `features.py` says what speaks for each. How much that counts is measured on labelled articles:
`seeds/weights/period.csv`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.facts.candidates.drafts import Draft
from tasks.facts.candidates.scenes import context_start
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.links import OTHER
from tasks.facts.knowledge.weights import Said, Weights, measured_weights, score_of
from tasks.facts.periods.features import Figure, PeriodFeatures
from tasks.facts.periods.rules import TIME_UNITS, PeriodRules
from tasks.facts.periods.said import FigureSort, coded_of_status
from tasks.facts.periods.states import AS_OF, Coded, codings, is_stock
from tasks.vi.temporal.periods import Period
from tasks.vi.text.patterns import pattern

_ADJACENT = pattern("time_beside")
# How many figures before are asked for their times, and to how many times of one side it matters how many are nearer.
_RECENT, _RANKED = 25, 3
# How many times before a figure, and behind it, it can hold at: the nearest ones, so that a long row of figures takes no longer for each.
_TIMES = 16
_FAR_SENTENCES = ("sentence 1 before", "sentence 2 before", "far before")


class PeriodChoice(NamedTuple):
    """A time (null for none) as it would be coded, and what speaks for or against it: for the time, and for coding it so; `score`
    is what that counts together."""

    time: Period | None
    coded: Coded
    of_time: Sequence[Said] = ()
    of_coding: Sequence[Said] = ()
    score: float = 0.0

    @property
    def features(self) -> frozenset[str]:
        """All that speaks for or against the choice."""
        return frozenset(feature for said in (*self.of_time, *self.of_coding) for feature in said.features)


class PeriodChoices:
    """What there is to choose from for the figures of one article.

    Args:
        reading: the article.
        drafts: its figures in reading order.
        weights: how much each feature counts; those of `seeds/weights/period.csv` where none are given.
    """

    def __init__(self, reading: Reading, drafts: Sequence[Draft], weights: Weights | None = None) -> None:
        self._reading, self._drafts = reading, drafts
        self._weights = measured_weights("period") if weights is None else weights
        self._places = {draft.start: place for place, draft in enumerate(drafts)}
        self._stock = {draft.start: is_stock(draft, reading) for draft in drafts}
        self._rules = PeriodRules(reading, drafts, self._stock)
        self._features = PeriodFeatures(reading, drafts, self._rules, self._stock, self._weights)
        self._times = self._rules.times.named
        self._time_starts = [one.start for one in self._times]

    def settle(self, draft: Draft, choice: PeriodChoice) -> None:
        """Takes the period of a figure as decided, for the figures after it."""
        self._features.settle(draft, choice.coded[0])
        self._rules.settle(draft, choice.time)

    def of(self, draft: Draft) -> list[PeriodChoice]:
        """The choices for a figure, the figures before it settled; the first ones are those without a time."""
        figure, features = self._look_at(draft), self._features
        times: list[tuple[Period | None, list[Said]]] = [(None, features.of_none(figure))]
        times += [(time, features.of_named(figure, time, zone, rank)) for time, zone, rank in self._named(figure)]
        events, states = zip(*features.of_codings(figure), strict=True)
        choices = list[PeriodChoice]()
        for time, said in times:
            of_time, possible = score_of(said), codings(time)
            if len(possible) == 1:
                choices.append(PeriodChoice(time, possible[0], said, (), of_time))
                continue
            for coded in possible:
                of_status = coded_of_status(self._weights, draft.status, time is not None)
                wording = [*states, of_status.state] if coded[0] == AS_OF else [*events, of_status.event]
                choices.append(PeriodChoice(time, coded, said, wording, of_time + score_of(wording)))
        return choices

    def _look_at(self, draft: Draft) -> Figure:
        line, place = self._reading.line_start(draft.start), self._places[draft.start]
        recent = self._drafts[max(0, place - _RECENT) : place]
        stock, whole = self._stock[draft.start], draft.of or draft.head
        like = [one for one in recent if self._stock[one.start] == stock]
        last = recent[-1] if recent else None
        shares: dict[Period | None, int] = {}
        for time in (self._rules.settled[one.start] for one in like if one.start >= line):
            shares[time] = shares.get(time, 0) + 1
        low, high = bisect_left(self._time_starts, context_start(self._reading, draft)), bisect_left(self._time_starts, draft.start)
        before = [one for one in self._times[max(low, high - _TIMES) : high] if not self._rules.times.is_over(one, draft)]
        over = self._rules.times.over(draft.start)
        if over is not None and over not in before:
            before = [over, *before]
        return Figure(
            draft=draft,
            sort=FigureSort(
                stock=stock,
                kind=draft.indicator if draft.indicator != OTHER else f"other {draft.kind}",
                status=draft.status,
                measure=draft.measure,
                is_percent=draft.is_percent,
                whole_is="of" if draft.of is not None else "part" if whole is not None else "",
                of_time=draft.unit in TIME_UNITS,
            ),
            line=line,
            sentence=self._reading.sentence_of(draft.start),
            before=before,
            last=last,
            alike=next((one for one in reversed(like) if one.status == draft.status), None),
            whole=whole,
            shares=shares,
            proposed=self._rules.proposals(draft, last),
        )

    def _named(self, figure: Figure) -> Iterator[tuple[Period, str, int]]:
        """The times there are, each with where it stands from the figure and how many of its side are nearer."""
        draft, known = figure.draft, set[int]()
        for rank, time in enumerate(reversed(figure.before)):
            known.add(time.start)
            yield time, self._zone_before(figure, time), min(rank, _RANKED)
        low, high = (bisect_left(self._time_starts, place) for place in (draft.end, draft.sentence.end))
        for rank, time in enumerate(self._times[low : min(high, low + _TIMES)]):
            known.add(time.start)
            yield time, self._zone_after(draft, time), min(rank, _RANKED)
        compared = figure.proposed["compared"]
        if compared is not None and compared.start not in known:
            known.add(compared.start)
            yield compared, "compared", 0
        for other in (figure.whole, figure.last):
            elsewhere = self._rules.settled[other.start] if other is not None else None
            if elsewhere is None or elsewhere.start in known or self._rules.times.is_over(elsewhere, draft):
                continue
            if other is figure.whole or self._rules.times.sets_scene(elsewhere):  # a time inside an earlier paragraph stays there
                known.add(elsewhere.start)
                yield elsewhere, "elsewhere", 0

    def _zone_before(self, figure: Figure, time: Period) -> str:
        draft = figure.draft
        if time.start >= draft.clause.start:
            return "clause"
        if time.start >= draft.left.start:
            return "left"
        if time.start >= draft.sentence.start:
            return "sentence"
        if time.start < figure.line:
            return "sentence" if time is self._rules.times.over(draft.start) else "above"
        sentences = figure.sentence - self._features.sentence_of(time)
        return _FAR_SENTENCES[min(sentences, len(_FAR_SENTENCES)) - 1]

    def _zone_after(self, draft: Draft, time: Period) -> str:
        if _ADJACENT.fullmatch(self._reading.spelled, draft.noun_end, time.start):
            return "beside"
        if time.end <= draft.right.end:
            return "right"
        if draft.following is None or time.start < draft.following.start:
            return "after"
        return "after the last" if time.start >= self._rules.last_figure[draft.sentence] else "after the next"
