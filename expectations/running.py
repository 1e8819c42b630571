"""Running the rules through Great Expectations: row rules on batches, checks of the whole warehouse on their results.

The only module that starts Great Expectations, and only when something is judged: importing it takes three seconds.
Contexts and suites are built once a process.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from expectations.judgements import Judgement, describe
from expectations.rules import Rule, Scope, Severity
from expectations.suites import rules_of
from warehouse.contracts import CONTRACTS

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult

CHECK_COLUMNS = ("rule_id", "table_name", "severity", "meaning", "evaluated_count", "failing_count", "failing_ids", "observed")
"""What each check of `warehouse/checks/*.sql` answers; it may add `floor`, the least rows it must have looked at, and `scope`."""


def judge_rows(table: str, frame: pd.DataFrame, batch: str, *, run_on: date, floor: int = 1) -> list[Judgement]:
    """Judge one batch of a table by its floors, its contract and the rules of the subject.

    Shape: `frame` has the columns of the contract, Arrow-backed or not; one judgement a rule comes back, in the order of
    the suite. `floor` is the number of rows the stage before handed over, or 0 where none is a fair outcome; `run_on` the
    day of the run; `batch` names the batch in what is reported.

    Raises:
        KeyError: there is no contract of that table.
    """
    typed = typed_frame(table, frame)
    results = _validate(typed, _suite(table), {"run_on": run_on.isoformat(), "floor": floor}, table)
    return [_row_judgement(rule, results[rule.rule_id], typed, floor, batch) for rule in rules_of(table)]


def judge_checks(results: Mapping[str, pa.Table | pd.DataFrame]) -> list[Judgement]:
    """Judge what the checks of the whole warehouse found, so that one report holds all.

    Shape: one small frame a check, with `CHECK_COLUMNS`, one row a rule. A check that gives no row has judged nothing and
    fails critically: an empty result is not a pass.

    Raises:
        ValueError: a frame lacks a column, or two checks use the same rule id.
    """
    rows = [row for name, frame in results.items() for row in _check_rows(name, frame)]
    twice = sorted({row["rule_id"] for row in rows if sum(other["rule_id"] == row["rule_id"] for other in rows) > 1})
    if twice:
        raise ValueError(f"checks use a rule id twice: {', '.join(twice)}")
    if not rows:
        return []
    from great_expectations import ExpectationSuite

    from expectations.row_expectations import ExpectCheckToPass

    expectations = [ExpectCheckToPass(check=row["rule_id"], floor=row["floor"], meta={"rule_id": row["rule_id"]}) for row in rows]
    frame = pd.DataFrame({name: [row[name] for row in rows] for name in ("rule_id", "evaluated_count", "failing_count", "observed")})
    found = _validate(frame, ExpectationSuite(name="checks", expectations=expectations), {}, "checks")
    return [_check_judgement(row, found[row["rule_id"]]) for row in rows]


def typed_frame(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with Arrow-backed columns of the contract's types; a column that cannot take its type stays as it is.

    Nulls and NaN are told apart in what is Arrow-backed already; elsewhere pandas has lost the difference.
    """
    types = {column.name: column.type for column in CONTRACTS[table].columns}
    typed: dict[str, Any] = {}
    for name in frame.columns:
        series = frame[name]
        if isinstance(series.dtype, pd.ArrowDtype) or name not in types:
            typed[name] = series
            continue
        try:
            typed[name] = pd.Series(pd.arrays.ArrowExtensionArray(pa.array(series, type=types[name], from_pandas=True)), index=frame.index)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            typed[name] = series
    return pd.DataFrame(typed, columns=frame.columns)


@cache
def _batches() -> BatchDefinition:
    """The one batch definition of this process: a pandas frame, judged whole, with nothing printed or sent."""
    import great_expectations as gx

    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = {"globally": False}
    return context.data_sources.add_pandas("staged").add_dataframe_asset("rows").add_batch_definition_whole_dataframe("batch")


@cache
def _suite(table: str) -> ExpectationSuite:
    """The rules of the table as a suite; the day of the run and the floor are handed in with each batch."""
    from great_expectations import ExpectationSuite

    return ExpectationSuite(name=table, expectations=[_expectation(rule) for rule in rules_of(table)])


def _expectation(rule: Rule) -> Any:
    """The rule as an expectation of Great Expectations, with its id, scope and meaning in `meta`."""
    from great_expectations.expectations import ExpectTableColumnsToMatchOrderedList, ExpectTableRowCountToBeBetween

    from expectations.row_expectations import KINDS

    more: dict[str, Any] = {"meta": {"rule_id": rule.rule_id, "scope": rule.scope, "meaning": rule.meaning}, "severity": rule.severity}
    if rule.kind == "row_count":
        return ExpectTableRowCountToBeBetween(min_value={"$PARAMETER": "floor"}, **more)
    if rule.kind == "columns":
        return ExpectTableColumnsToMatchOrderedList(column_list=list(rule.columns), **more)
    if rule.is_dated:
        more["run_on"] = {"$PARAMETER": "run_on"}
    return KINDS[rule.kind](rule=rule.rule_id, **more)


def _validate(
    frame: pd.DataFrame, suite: ExpectationSuite, parameters: dict[str, Any], subject: str
) -> dict[str, ExpectationValidationResult]:
    """The results by rule id; they do not come back in the order of the suite.

    Raises:
        RuntimeError: Great Expectations gave no result for a rule.
    """
    batch = _batches().get_batch(batch_parameters={"dataframe": frame})
    outcome = batch.validate(suite, result_format={"result_format": "COMPLETE"}, expectation_parameters=parameters or None)
    results = {result.expectation_config.meta["rule_id"]: result for result in outcome.results}
    silent = {expectation.meta["rule_id"] for expectation in suite.expectations} - results.keys()
    if silent:
        raise RuntimeError(f"no result for {subject} rules {', '.join(sorted(silent))}")
    return results


def _row_judgement(rule: Rule, result: ExpectationValidationResult, frame: pd.DataFrame, floor: int, batch: str) -> Judgement:
    """The result in our words."""
    found, rows = result.result, len(frame)
    kind = result.expectation_config.type
    if not found:
        # A rule that cannot be evaluated proves nothing; it stops the run whatever its severity would be.
        return Judgement(rule.table, rule.rule_id, "critical", "table", False, kind, rule.meaning, f"{batch}: {_trouble(result)}", rows, rows)
    evaluated, failing, observed = found.get("element_count", rows), found.get("unexpected_count", 0), str(found.get("observed_value"))
    if rule.kind == "row_count":
        evaluated, failing, observed = rows, max(floor - rows, 0), f"{rows:,} rows"
        if failing:
            observed = f"{batch}: {observed}, at least {floor:,} expected"
    elif rule.kind == "columns":
        evaluated, failing, observed = len(frame.columns), *_columns_observed(rule, list(frame.columns), batch)
    elif rule.scope == "table" and not result.success and rule.condition is None:
        observed = f"{batch}: {observed}"
    return Judgement(
        rule.table, rule.rule_id, rule.severity, rule.scope, bool(result.success), kind, rule.meaning, observed, evaluated, failing,
        tuple(found.get("unexpected_index_list", ())), tuple(found.get("partial_unexpected_list", ())),
    )  # fmt: skip


def _columns_observed(rule: Rule, found: list[str], batch: str) -> tuple[int, str]:
    """How many columns are not where the contract has them, and which."""
    missing = [name for name in rule.columns if name not in found]
    unknown = [name for name in found if name not in rule.columns]
    if missing or unknown:
        parts = [f"missing: {', '.join(missing)}" if missing else "", f"not in the contract: {', '.join(unknown)}" if unknown else ""]
        return len(missing) + len(unknown), f"{batch}: {'; '.join(part for part in parts if part)}"
    moved = [name for name, expected in zip(found, rule.columns, strict=True) if name != expected]
    return len(moved), f"{batch}: out of order: {', '.join(moved)}" if moved else f"{len(found)} columns"


def _trouble(result: ExpectationValidationResult) -> str:
    """Why a rule could not be evaluated, in one line."""
    info: Any = result.exception_info or {}
    while info and "exception_message" not in info:
        info = next((value for value in info.values() if isinstance(value, dict)), {})
    return f"could not be judged: {str(info.get('exception_message', 'no result')).splitlines()[0]}"


def _check_rows(name: str, frame: pa.Table | pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of one check, completed and typed."""
    table = frame if isinstance(frame, pa.Table) else pa.Table.from_pandas(frame, preserve_index=False)
    missing = [column for column in CHECK_COLUMNS if column not in table.column_names]
    if missing:
        raise ValueError(f"check {name}: columns missing: {', '.join(missing)}")
    if not table.num_rows:
        return [_nothing_checked(name)]
    return [_check_row(row) for row in table.to_pylist()]


def _check_row(row: dict[str, Any]) -> dict[str, Any]:
    ids = row["failing_ids"] or []
    evaluated, failing = int(row["evaluated_count"] or 0), int(row["failing_count"] or 0)
    return {
        **row,
        "evaluated_count": evaluated,
        "failing_count": failing,
        "failing_ids": tuple(str(one) for one in (json.loads(ids) if isinstance(ids, str) else ids)),
        "observed": row["observed"] or describe(evaluated, failing),
        "floor": int(row.get("floor") or 0),
        "scope": row.get("scope") or "table",
    }


def _nothing_checked(name: str) -> dict[str, Any]:
    return {
        "rule_id": f"warehouse.{name}.answers", "table_name": "warehouse", "severity": "critical", "scope": "table", "floor": 1,
        "meaning": f"The check {name} answers with at least one row.", "evaluated_count": 0, "failing_count": 0, "failing_ids": (),
        "observed": "",
    }  # fmt: skip


def _check_judgement(row: dict[str, Any], result: ExpectationValidationResult) -> Judgement:
    """The verdict on one check."""
    severity: Severity = row["severity"]
    scope: Scope = row["scope"]
    found = result.result or {}
    return Judgement(
        row["table_name"], row["rule_id"], severity, scope, bool(result.success), result.expectation_config.type, row["meaning"],
        str(found.get("observed_value") or _trouble(result)), row["evaluated_count"], found.get("unexpected_count", row["failing_count"]),
        row["failing_ids"],
    )  # fmt: skip


def rule_ids(tables: Sequence[str]) -> list[str]:
    """Ids of all row rules of these tables, in the order they are judged."""
    return [rule.rule_id for table in tables for rule in rules_of(table)]
