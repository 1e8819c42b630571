"""What judging gives: one judgement a rule, merged over the batches of a run, and what follows from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from expectations.rules import ROW_TABLES, Scope, Severity

LISTED_IDS = 100
"""How many failing ids `validations` lists; all of them are in quarantine where they fail critically."""

FAILING_SHARE = 0.1
"""With more than this share of a table's rows refused it is not the rows that are wrong."""

FAILING_ROWS = 20
"""So few refused rows never stop a run, whatever their share: one bad article on a quiet night is one bad article."""


@dataclass(frozen=True)
class Judgement:
    """What one rule gave: the columns of `validations` without `run_id`, with every failing id and a few of their values."""

    table_name: str
    rule_id: str
    severity: Severity
    scope: Scope
    success: bool
    expectation: str
    meaning: str
    observed: str
    evaluated_count: int
    failing_count: int
    failing_ids: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def stops_the_run(self) -> bool:
        """True when the run must not publish."""
        return not self.success and self.severity == "critical" and self.scope == "table"

    @property
    def refuses_rows(self) -> bool:
        """True when the failing rows go to quarantine."""
        return not self.success and self.severity == "critical" and self.scope == "row"


def describe_whole(judgements: Sequence[Judgement]) -> str:
    """What the judgements come to, in the words of the head of the page."""
    if any(judgement.stops_the_run for judgement in judgements):
        return "critical expectations failed; nothing was published"
    if any(judgement.refuses_rows for judgement in judgements):
        return "rows that failed a critical expectation are in quarantine; all others were published"
    return "every critical expectation held"


def describe(evaluated: int, failing: int, examples: Sequence[str] = ()) -> str:
    """What was observed of a rule on rows, in one line.

    >>> describe(2000, 2, ["value=105.0", "value=117.2"])
    '2 of 2,000 rows: value=105.0; value=117.2'
    >>> describe(0, 0)
    'nothing to judge'
    """
    if not evaluated and not failing:
        return "nothing to judge"
    if not failing:
        return f"{evaluated:,} rows"
    return f"{failing:,} of {evaluated:,} rows" + (f": {'; '.join(examples)}" if examples else "")


def merge_judgements(judgements: Iterable[Judgement]) -> list[Judgement]:
    """One judgement a rule for the whole run: counts are summed, one failing batch fails the rule. Order of first sight."""
    by_rule: dict[tuple[str, str], list[Judgement]] = {}
    for judgement in judgements:
        by_rule.setdefault((judgement.table_name, judgement.rule_id), []).append(judgement)
    return [_merged(parts) for parts in by_rule.values()]


def _merged(parts: list[Judgement]) -> Judgement:
    if len(parts) == 1:
        return parts[0]
    first = next((part for part in parts if not part.success), parts[0])
    evaluated, failing = sum(part.evaluated_count for part in parts), sum(part.failing_count for part in parts)
    on_rows = all(part.observed == describe(part.evaluated_count, part.failing_count, part.examples) for part in parts)
    return replace(
        first,
        observed=describe(evaluated, failing, first.examples) if on_rows else first.observed,
        evaluated_count=evaluated,
        failing_count=failing,
        failing_ids=tuple(dict.fromkeys(failing_id for part in parts for failing_id in part.failing_ids)),
    )


def judge_shares(judgements: Sequence[Judgement]) -> list[Judgement]:
    """For each table whose rows can be refused: are so many refused that the run must stop?

    Takes the merged judgements of a run; a table without any is left out.
    """
    shares = []
    for table in ROW_TABLES:
        own = [judgement for judgement in judgements if judgement.table_name == table]
        rows = max((judgement.evaluated_count for judgement in own), default=0)
        if not rows:
            continue
        refused = {failing_id for judgement in own if judgement.refuses_rows for failing_id in judgement.failing_ids}
        shares.append(
            Judgement(
                table_name=table, rule_id=f"{table}.table.failing_share", severity="critical", scope="table",
                success=len(refused) <= max(FAILING_ROWS, FAILING_SHARE * rows), expectation="expect_few_rows_refused",
                meaning=f"At most {FAILING_SHARE:.0%} of the rows are refused, or {FAILING_ROWS} where that is more.",
                observed=f"{len(refused):,} of {rows:,} rows refused", evaluated_count=rows, failing_count=len(refused),
                failing_ids=tuple(sorted(refused)),
            )
        )  # fmt: skip
    return shares


def stopping(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements because of which the run must not publish."""
    return [judgement for judgement in judgements if judgement.stops_the_run]


def validation_columns(judgements: Sequence[Judgement], run_id: str) -> dict[str, list[object]]:
    """The columns of `validations`, ready for `rows_to_table`. `failing_ids` lists the first 100."""
    told = [field.name for field in fields(Judgement) if field.name not in {"failing_ids", "examples"}]
    columns: dict[str, list[object]] = {name: [getattr(judgement, name) for judgement in judgements] for name in told}
    columns["failing_ids"] = [json.dumps(judgement.failing_ids[:LISTED_IDS], ensure_ascii=False) for judgement in judgements]
    columns["run_id"] = [run_id] * len(judgements)
    return columns
