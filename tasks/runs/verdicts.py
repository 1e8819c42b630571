"""What judging the candidate of a run gave: what stops it, which rows are wrong, and what was taken out because of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.errors import RunRefused

if TYPE_CHECKING:  # for annotations alone
    from expectations.judgements import Judgement

DROPS = ("articles.table.dropped", "articles.table.emptied", "observations.table.dropped")
"""Rules on what stood before, which --allow-vanish confirms."""

NAMED = 3
"""Failed expectations that the summary of a run names; all are on the page."""


@dataclass(frozen=True)
class Fault:
    """One row that a check found wrong, or one article: `item_id` is the article then. `is_of_run` tells who wrote its rows."""

    article_id: str
    item_id: str
    rule_id: str
    meaning: str
    source_uri: str
    is_of_run: bool

    @property
    def is_article(self) -> bool:
        """Whether the article is wrong as a whole."""
        return self.item_id == self.article_id


@dataclass(frozen=True)
class Withdrawal:
    """What was taken out in one round: articles, and figures and places of articles that stay."""

    articles: int
    figures: int
    places: int


class ValidationRefused(RunRefused):
    """A critical expectation on a whole table failed."""


@dataclass(frozen=True)
class Verdict:
    """What all expectations of the run gave. `stopping` says in one line each why it must not publish; `warnings` what else failed.

    `profile` and `carried` are JSON for the record of the run: what it looked like, and what the next need not check again.
    """

    expectations: int
    failed: int
    stopping: tuple[str, ...]
    profile: str = "{}"
    carried: str = "null"
    warnings: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    withdrawn: tuple[Judgement, ...] = ()

    @property
    def asks_for_another(self) -> bool:
        """Whether a candidate without the faults may be published."""
        return bool(self.faults) and not self.stopping

    def say(self) -> str:
        """One line: how many were judged, how many failed, and the first of those by name."""
        names = [line.partition(" (")[0] for line in (*self.stopping, *self.warnings)]
        told = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
        return f"{self.expectations} expectations, {self.failed} failed" + (f": {told}" if told else "")

    def check(self) -> None:
        """Stop the run when a critical expectation failed.

        Raises:
            ValidationRefused: names the rules and what was observed.
        """
        if self.stopping:
            drops = any(line.startswith(DROPS) for line in self.stopping)
            advice = "; if that is meant run again with --allow-vanish" if drops else ""
            raise ValidationRefused(
                f"{len(self.stopping)} critical expectations failed, nothing was published: {'; '.join(self.stopping)}{advice}"
            )
        if self.faults:
            first = self.faults[0]
            raise ValidationRefused(
                f"{len(self.faults)} rows are still wrong after what was wrong had been taken out, nothing was published; "
                f"the first: {first.rule_id} in {first.source_uri}"
            )
