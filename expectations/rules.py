"""What a rule is, free of Great Expectations: an id, what must hold, and what a failure costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from expectations.conditions import Condition

Severity = Literal["critical", "warning", "info"]
Scope = Literal["row", "table"]
DatedCondition = Callable[[date], Condition]
"""A condition that depends on the day of the run; the run hands the day in, nothing here reads a clock."""

ROW_TABLES = {"articles": "article_id", "observations": "observation_id"}
"""Tables whose rows can go to quarantine by themselves, and the id they go by."""


@dataclass(frozen=True)
class Rule:
    """One thing that must hold of a table.

    A critical failure of scope `row` sends the failing rows to quarantine and the run goes on; of scope `table` it stops
    the run before it publishes. `rule_id` is stable: `<table>.<column or table>.<what>`.
    """

    rule_id: str
    table: str
    meaning: str
    severity: Severity
    scope: Scope
    columns: tuple[str, ...]
    kind: str = "rows"
    condition: Condition | DatedCondition | None = None
    settings: dict[str, object] = field(default_factory=dict)

    @property
    def is_dated(self) -> bool:
        """True when what must hold depends on the day of the run."""
        return callable(self.condition)

    def condition_on(self, run_on: date | None) -> Condition:
        """The condition for a run of that day.

        Raises:
            TypeError: the rule judges the table as a whole, or needs the day of the run and got none.
        """
        if isinstance(self.condition, Condition):
            return self.condition
        if self.condition is None or run_on is None:
            raise TypeError(f"{self.rule_id} {'has no condition on rows' if self.condition is None else 'needs the day of the run'}")
        return self.condition(run_on)


def scope_of(table: str) -> Scope:
    """What a critical failure of a row of the table can cost: the row where rows can be quarantined, else the run."""
    return "row" if table in ROW_TABLES else "table"


def domain_rule(rule_id: str, meaning: str, condition: Condition | DatedCondition, columns: str, severity: Severity = "critical") -> Rule:
    """A rule of the subject on the rows of a table; `columns` names the columns it reads, separated by spaces."""
    table = rule_id.split(".", 1)[0]
    return Rule(rule_id, table, meaning, severity, scope_of(table), tuple(columns.split()), "holds", condition)
