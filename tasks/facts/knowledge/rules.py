"""The identity of a rule: which row of the lexicon or which construction decided a figure, and through which figures before it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tasks.facts.knowledge.lexicons import IndicatorRule


class Construction(StrEnum):
    """A rule of its own: what is read from how a sentence is built rather than from a row of `indicator_rules.csv`."""

    NONE = "none"
    A_PEOPLE = "a_people"
    AIMS_SET = "aims_set"
    ALL_CRITERIA = "all_criteria"
    BODY_OF_TERM = "body_of_term"
    ELECTED_BODY_ITSELF = "elected_body_itself"
    OTHER_STANDARD = "other_standard"
    POOR_ARE = "poor_are"


class Relation(StrEnum):
    """How a figure takes what it counts from another one."""

    AT_PLACE = "at_place"
    COUNT_OF = "count_of"
    LEFT_OF = "left_of"
    LIST_OF = "list_of"
    MOST_OF = "most_of"
    PART_OF = "part_of"
    PEOPLE_OF = "people_of"
    PERSONS_BESIDE = "persons_beside"
    RATE_OF = "rate_of"
    ROW_OF = "row_of"
    ROW_OF_TABLE = "row_of_table"
    SHARE_OF = "share_of"


@dataclass(frozen=True, slots=True)
class RuleId:
    """What decided a figure: `base` in the end, `relations` from the figure itself back to the one that `base` decided.

    >>> str(RuleId(Construction.POOR_ARE, (Relation.SHARE_OF, Relation.PART_OF)))
    'share_of:part_of:poor_are'
    """

    base: IndicatorRule | Construction = Construction.NONE
    relations: tuple[Relation, ...] = ()

    def __str__(self) -> str:
        return ":".join((*self.relations, self.base.name if isinstance(self.base, IndicatorRule) else self.base))

    def through(self, relation: Relation) -> RuleId:
        """The same rule, taken from the figure it decided."""
        return RuleId(self.base, (relation, *self.relations))

    @property
    def row(self) -> IndicatorRule | None:
        """The row of the lexicon that decided, if it was one."""
        return self.base if isinstance(self.base, IndicatorRule) else None

    @property
    def is_none(self) -> bool:
        """Whether nothing decided what is counted."""
        return self.base is Construction.NONE and not self.relations

    def needs(self, cue: str) -> bool:
        """Whether a cue had its part in the decision."""
        return self.row is not None and cue in self.row.needs


UNDECIDED = RuleId()
