"""Whose a figure is: the likeliest of the bodies and places that the article names, or nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.holders.bare_names import bare_name_before
from tasks.facts.holders.choices import HolderChoices
from tasks.facts.holders.mentions import ZONES
from tasks.facts.knowledge.weights import Ranked, Weighed, Weights, measured_weights, rank_weighed

# From which probability on a choice that lost is told of.
WORTH_TELLING = 0.05
BESIDE, WHOLE = "a name before it", "inherited"


class Holder(NamedTuple):
    """Whose a figure is, as printed, null where the article does not say.

    `ranked` are all choices with their probabilities, the likeliest first; `reason` says in words what decided.
    """

    name: str | None
    ranked: tuple[Ranked, ...]
    reason: str


class Holders:
    """Decides the holders of one article's figures, in reading order: a figure looks at what was decided for those before it.

    Args:
        reading: the article.
        drafts: its figures in reading order, what they count decided.
        weights: how much each feature counts; those of `seeds/weights/holder.csv` where none are given.
    """

    def __init__(self, reading: Reading, drafts: list[Draft], weights: Mapping[str, float] | None = None) -> None:
        self._reading, self._drafts = reading, drafts
        self._choices = HolderChoices(reading, drafts, measured_weights("holder") if weights is None else Weights(weights))
        self._decided: dict[int, str | None] = {}
        self._reasons: dict[int, str] = {}
        self._last: tuple[Draft, str | None] | None = None
        self._carried: tuple[Draft, str | None] | None = None

    def choices_of(self, draft: Draft) -> list[Weighed]:
        """What there is to choose from for the next figure, with what speaks for each."""
        source = draft.head or draft.of
        whole = self._decided.get(source.start) if source is not None else None
        return self._choices.of(draft, self._before(draft), whole)

    def _before(self, draft: Draft) -> tuple[Draft, str | None] | None:
        """The figure before one and its holder; behind the sentence or item that sets a name apart, what was told before it goes on."""
        if self._last is None or self._carried is None or self._reasons[self._last[0].start] != BESIDE:
            return self._last
        last = self._last[0]
        ends = last.sentence != draft.sentence or self._reading.spelled.find(";", last.end, draft.start) >= 0
        return self._carried if ends else self._last

    def settle(self, draft: Draft, name: str | None, reason: str) -> None:
        """Takes the holder of a figure as decided, for the figures after it."""
        self._decided[draft.start], self._reasons[draft.start] = name, reason
        self._last = (draft, name)
        if reason != BESIDE:
            self._carried = self._last

    def settle_all(self) -> list[Draft]:
        """The figures with their holders: who, how likely, and where the article names them."""
        return [_held(draft, self.holder_of(draft)) for draft in self._drafts]

    def bare_name_of(self, draft: Draft) -> str | None:
        """The name that stands beside the next figure without its level, or is told of for this figure alone."""
        return bare_name_before(draft, self._reading, self._reasons) or self._choices.singled_out(draft)

    def holder_of(self, draft: Draft) -> Holder:
        """Whose the next figure is. Figures are asked for in reading order."""
        if (bare := self.bare_name_of(draft)) is not None:
            holder = Holder(bare, (Ranked(bare, 1.0),), BESIDE)
        else:
            choices = self.choices_of(draft)
            ranked = rank_weighed(choices)
            chosen = next(choice for choice in choices if choice.value == ranked[0].value)
            holder = Holder(chosen.value, tuple(ranked), WHOLE if "holds whole" in chosen.features else _told(chosen))
        self.settle(draft, holder.name, holder.reason)
        return holder


def _held(draft: Draft, holder: Holder) -> Draft:
    """A figure with its holder."""
    why = {**draft.why, "organisation": holder.reason}
    if others := [one for one in holder.ranked[1:] if one.probability >= WORTH_TELLING]:
        why["other_organisations"] = ", ".join(f"{one.value or 'nobody'} {one.probability:.2f}" for one in others[:3])
    return draft._replace(organisation=holder.name, holder_probability=holder.ranked[0].probability, why=why)


def _told(choice: Weighed) -> str:
    """Where the article names the holder, in words."""
    zones = [zone for zone in ZONES if zone in choice.features]
    return zones[0] if zones else "of the article" if choice.value is not None else "nobody"
