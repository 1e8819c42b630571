"""When a figure holds: the likeliest of the times that the article names, coded for a state or for what happened, or no time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.holders.holders import WORTH_TELLING
from tasks.facts.knowledge.weights import Weights, probabilities
from tasks.facts.periods.choices import PeriodChoice, PeriodChoices
from tasks.facts.periods.states import Coded

_PROBABILITY = itemgetter(1)


class Times:
    """Decides the periods of one article's figures, in reading order: a figure looks at what was decided for those before it.

    Args:
        reading: the article.
        drafts: its figures in reading order, what they count decided.
        weights: how much each feature counts; those of `seeds/weights/period.csv` where none are given.
    """

    def __init__(self, reading: Reading, drafts: Sequence[Draft], weights: Mapping[str, float] | None = None) -> None:
        self._drafts = drafts
        self._choices = PeriodChoices(reading, drafts, None if weights is None else Weights(weights))

    def choices_of(self, draft: Draft) -> list[PeriodChoice]:
        """What there is to choose from for the next figure, with what speaks for each."""
        return self._choices.of(draft)

    def settle(self, draft: Draft, choice: PeriodChoice) -> None:
        """Takes the period of a figure as decided, for the figures after it."""
        self._choices.settle(draft, choice)

    def choose(self, choices: Sequence[PeriodChoice]) -> tuple[PeriodChoice, float]:
        """The likeliest period and how likely it is (0 to 1)."""
        return self._ranked(choices)[0]

    def date_all(self) -> list[Draft]:
        """The figures with their periods."""
        return [self._dated(draft) for draft in self._drafts]

    def _ranked(self, choices: Sequence[PeriodChoice]) -> list[tuple[PeriodChoice, float]]:
        """The periods with their probabilities, the likeliest first; times that would be coded alike speak for one period together."""
        together: dict[Coded, float] = {}
        best: dict[Coded, PeriodChoice] = {}
        likely = zip(choices, probabilities([one.score for one in choices]), strict=True)
        for choice, probability in sorted(likely, key=_PROBABILITY, reverse=True):
            kind, first, last, _ = choice.coded
            key = (kind, first, last, None)
            best.setdefault(key, choice)
            together[key] = together.get(key, 0.0) + probability
        return sorted([(best[key], probability) for key, probability in together.items()], key=_PROBABILITY, reverse=True)

    def _dated(self, draft: Draft) -> Draft:
        (choice, probability), *others = self._ranked(self.choices_of(draft))
        self.settle(draft, choice)
        why = {**draft.why, "period": choice.time.text} if choice.time is not None else dict(draft.why)
        if losers := [f"{_words(one)} {likely:.2f}" for one, likely in others[:3] if likely >= WORTH_TELLING]:
            why["other_periods"] = ", ".join(losers)
        return draft._replace(time=choice.time, period=choice.coded, period_probability=probability, why=why)


def _words(choice: PeriodChoice) -> str:
    """A period that lost, in words: `none`, `as_of năm 2019`."""
    return choice.coded[0] if choice.time is None else f"{choice.coded[0]} {choice.time.text}"
