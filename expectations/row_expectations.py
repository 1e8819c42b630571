"""The rules as Great Expectations expectations: one class a kind, one shared metric, all failing ids in one pass.

Importing this module imports Great Expectations (a second and a half): only `expectations.running` does, when it judges.

The one metric hands the batch over as an Arrow table; each expectation then evaluates its own condition. An expectation
names its rule; what the rule says is looked up in `expectations.suites`, so that the rule is written down once.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, cast

import pyarrow as pa

from expectations.conditions import Outcome, evaluate
from expectations.deferred import deferring
from expectations.judgements import describe
from expectations.rules import Rule
from expectations.suites import rule_by_id
from warehouse.contracts import CONTRACTS

with deferring():
    from great_expectations.core.metric_domain_types import MetricDomainTypes
    from great_expectations.execution_engine.execution_engine import ExecutionEngine
    from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
    from great_expectations.expectations.expectation import BatchExpectation
    from great_expectations.expectations.metrics.metric_provider import MetricProvider, metric_value
    from great_expectations.validator.metric_configuration import MetricConfiguration
    from great_expectations.validator.validator import ValidationDependencies

ROWS = "solieu.rows"
"""Name of the metric that hands over the rows of a batch."""


class BatchRows(MetricProvider):
    """The rows of a batch as an Arrow table, made once a batch and shared by all its expectations."""

    metric_name = ROWS
    domain_keys = ("batch_id",)
    value_keys = ()

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(cls, execution_engine: PandasExecutionEngine, metric_domain_kwargs: dict[str, Any], **_: object) -> pa.Table:
        frame, _compute, _accessor = execution_engine.get_compute_domain(metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE)
        return pa.Table.from_pandas(frame, preserve_index=False)


class ExpectRows(BatchExpectation):
    """Judges the rows of a batch by the rule it names. `run_on` is the ISO day of the run, for the rules that need it."""

    rule: str
    run_on: Any = None

    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)
    success_keys: ClassVar[tuple[str, ...]] = ("rule", "run_on")
    metric_dependencies: ClassVar[tuple[str, ...]] = (ROWS,)

    def get_validation_dependencies(
        self, execution_engine: ExecutionEngine[Any] | None = None, runtime_configuration: dict[str, Any] | None = None
    ) -> ValidationDependencies:
        """Asks for the rows alone; the default would resolve six metrics for each expectation."""
        rows = MetricConfiguration(ROWS, metric_domain_kwargs={"batch_id": self.batch_id}, metric_value_kwargs={})
        result_format = (runtime_configuration or {}).get("result_format", "COMPLETE")
        return ValidationDependencies(metric_configurations={ROWS: rows}, result_format=result_format)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: ExecutionEngine[Any] | None = None,
    ) -> dict[str, Any]:
        return self.judge(metrics[ROWS], rule_by_id(self.rule))

    def judge(self, rows: pa.Table, rule: Rule) -> dict[str, Any]:
        """The result of the rule on these rows, in the words of Great Expectations."""
        condition = rule.condition_on(date.fromisoformat(self.run_on) if self.run_on else None)
        return _result(evaluate(rows, condition, CONTRACTS[rule.table].key, rule.columns))


class ExpectColumnComplete(ExpectRows):
    """A column is never null."""


class ExpectColumnFilled(ExpectRows):
    """A text is not blank."""


class ExpectColumnAllowed(ExpectRows):
    """A value is one of those the contract allows."""


class ExpectColumnBetween(ExpectRows):
    """A number lies within the limits of the contract."""


class ExpectColumnMatching(ExpectRows):
    """A text has the form of an id or a digest."""


class ExpectColumnFinite(ExpectRows):
    """A number is neither NaN nor infinite."""


class ExpectKeyUnique(ExpectRows):
    """No two rows have the same key."""


class ExpectRowsToHold(ExpectRows):
    """A rule of the subject holds of every row it speaks of."""


class ExpectTableComplete(ExpectRows):
    """No required column is empty, or nearly so. No rows at all are the business of the row count."""

    def judge(self, rows: pa.Table, rule: Rule) -> dict[str, Any]:
        """Counts the nulls of each required column."""
        floor = float(str(rule.settings["share"])) * rows.num_rows
        empty = [name for name in rule.columns if rows[name].length() - rows[name].null_count < floor]
        observed = f"{rows.num_rows:,} rows" if not empty else f"missing from most of {rows.num_rows:,} rows: {', '.join(empty)}"
        return _table_result(not empty, observed, rows.num_rows, len(empty))


class ExpectTableTypes(ExpectRows):
    """Every column has the type of its contract."""

    def judge(self, rows: pa.Table, rule: Rule) -> dict[str, Any]:
        """Compares the Arrow types."""
        expected = cast("dict[str, str]", rule.settings["types"])
        found = {name: str(rows.schema.field(name).type) for name in expected if name in rows.column_names}
        wrong = [f"{name} is {kind}, not {expected[name]}" for name, kind in found.items() if kind != expected[name]]
        return _table_result(not wrong, "; ".join(wrong) or f"{len(found)} columns", len(found), len(wrong))


class ExpectCheckToPass(BatchExpectation):
    """One check of the whole warehouse, computed in SQL, found no failing row and had enough rows to look at."""

    check: str
    floor: int = 0

    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)
    success_keys: ClassVar[tuple[str, ...]] = ("check", "floor")
    metric_dependencies: ClassVar[tuple[str, ...]] = (ROWS,)

    get_validation_dependencies = ExpectRows.get_validation_dependencies

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: ExecutionEngine[Any] | None = None,
    ) -> dict[str, Any]:
        rows = [row for row in metrics[ROWS].to_pylist() if row["rule_id"] == self.check]
        evaluated, failing = sum(row["evaluated_count"] for row in rows), sum(row["failing_count"] for row in rows)
        enough = bool(rows) and evaluated >= self.floor
        observed = "; ".join(row["observed"] for row in rows if row["observed"]) or describe(evaluated, failing)
        if not enough:
            observed = f"{evaluated:,} rows, at least {self.floor:,} expected"
        return _table_result(enough and not failing, observed, evaluated, failing if enough else max(failing, self.floor - evaluated, 1))


KINDS: dict[str, type[ExpectRows]] = {
    "complete": ExpectColumnComplete,
    "filled": ExpectColumnFilled,
    "allowed": ExpectColumnAllowed,
    "between": ExpectColumnBetween,
    "matching": ExpectColumnMatching,
    "finite": ExpectColumnFinite,
    "unique": ExpectKeyUnique,
    "holds": ExpectRowsToHold,
    "types": ExpectTableTypes,
    "table_complete": ExpectTableComplete,
}


def _result(outcome: Outcome) -> dict[str, Any]:
    failing = len(outcome.failing_ids)
    result = {
        "element_count": outcome.evaluated,
        "unexpected_count": failing,
        "unexpected_index_list": list(outcome.failing_ids),
        "partial_unexpected_list": list(outcome.examples),
        "observed_value": describe(outcome.evaluated, failing, outcome.examples),
    }
    return {"success": not failing, "result": result}


def _table_result(success: bool, observed: str, evaluated: int, failing: int) -> dict[str, Any]:
    result = {
        "element_count": evaluated,
        "unexpected_count": failing,
        "unexpected_index_list": [],
        "partial_unexpected_list": [],
        "observed_value": observed,
    }
    return {"success": success, "result": result}
