"""Running the rules through Great Expectations: row rules on batches, checks of the whole warehouse on their results.

The only module that starts Great Expectations, and only when something is judged: importing it takes a second and a half.
Contexts and suites are built once a process.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from expectations.deferred import deferring
from expectations.judgements import Judgement, describe
from expectations.rules import ROW_TABLES, Rule, Scope, Severity
from expectations.suites import rules_of
from warehouse.contracts import CONTRACTS

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.core.batch_definition import BatchDefinition

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
    results = _validate(typed, _suite(table), {"run_on": run_on.isoformat(), "floor": floor})
    return [_row_judgement(rule, results[rule.rule_id], typed, floor, batch) for rule in rules_of(table)]


def judge_checks(results: Mapping[str, pa.Table | pd.DataFrame]) -> list[Judgement]:
    """Judge what the checks of the whole warehouse found, so that one report holds all.

    Shape: one small frame a check, with `CHECK_COLUMNS`, one row a rule. A check that gives no row has judged nothing and
    fails, as a warning: an empty result is no pass, but which tables may be empty is for the floors to say. Where a check
    asks of the whole warehouse what a row rule asks of a batch, its rule id gets `.candidate`: both are in one report, and
    one costs rows, the other the run.

    Raises:
        ValueError: a frame lacks a column, or two checks use the same rule id.
    """
    rows = [row for name, frame in results.items() for row in _check_rows(name, frame)]
    twice = sorted({row["rule_id"] for row in rows if sum(other["rule_id"] == row["rule_id"] for other in rows) > 1})
    if twice:
        raise ValueError(f"checks use a rule id twice: {', '.join(twice)}")
    if not rows:
        return []
    from expectations.row_expectations import ExpectCheckToPass

    expectations = [ExpectCheckToPass(check=row["rule_id"], floor=row["floor"], meta={"rule_id": row["rule_id"]}) for row in rows]
    frame = pd.DataFrame({name: [row[name] for row in rows] for name in ("rule_id", "evaluated_count", "failing_count", "observed")})
    found = _validate(frame, _great_expectations().ExpectationSuite(name="checks", expectations=expectations), {})
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
def _great_expectations() -> Any:
    """Great Expectations, imported when something is judged for the first time."""
    with deferring():
        gx = import_module("great_expectations")
        engine = import_module("great_expectations.execution_engine.pandas_execution_engine")
    # It hashes every value of a frame of less than so many bytes, twice, for a mark on the batch that nobody reads: two fifths of judging.
    engine.__dict__["HASH_THRESHOLD"] = 0
    return gx


@cache
def _batches() -> BatchDefinition[Any]:
    """The one batch definition of this process: a pandas frame, judged whole, with nothing printed or sent."""
    gx = _great_expectations()
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults, ProgressBarsConfig

    # Without a config of its own an ephemeral context makes a folder for pages that we render ourselves, and says so.
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    context = gx.get_context(project_config=config, mode="ephemeral")
    rows = context.data_sources.add_pandas("staged").add_dataframe_asset("rows")
    batches: BatchDefinition[Any] = rows.add_batch_definition_whole_dataframe("batch")
    return batches


@cache
def _suite(table: str) -> ExpectationSuite:
    """The rules of the table as a suite; the day of the run and the floor are handed in with each batch."""
    suite: ExpectationSuite = _great_expectations().ExpectationSuite(
        name=table, expectations=[_expectation(rule) for rule in rules_of(table)]
    )
    return suite


def _expectation(rule: Rule) -> Any:
    """The rule as an expectation of Great Expectations, with its id, scope and meaning in `meta`."""
    from great_expectations.expectations.core.expect_table_columns_to_match_ordered_list import ExpectTableColumnsToMatchOrderedList
    from great_expectations.expectations.core.expect_table_row_count_to_be_between import ExpectTableRowCountToBeBetween

    from expectations.row_expectations import KINDS

    more: dict[str, Any] = {"meta": {"rule_id": rule.rule_id, "scope": rule.scope, "meaning": rule.meaning}, "severity": rule.severity}
    if rule.kind == "row_count":
        return ExpectTableRowCountToBeBetween(min_value={"$PARAMETER": "floor"}, **more)
    if rule.kind == "columns":
        return ExpectTableColumnsToMatchOrderedList(column_list=list(rule.columns), **more)
    if rule.is_dated:
        more["run_on"] = {"$PARAMETER": "run_on"}
    return KINDS[rule.kind](rule=rule.rule_id, **more)


@dataclass(frozen=True)
class _Result:
    """What Great Expectations found for one rule; `trouble` says why it could not evaluate it."""

    success: bool
    kind: str
    found: dict[str, Any]
    trouble: str


def _validate(frame: pd.DataFrame, suite: ExpectationSuite, parameters: dict[str, Any]) -> dict[str, _Result]:
    """The results by rule id; they do not come back in the order of the suite.

    Raises:
        RuntimeError: Great Expectations gave no result for a rule.
    """
    batch = _batches().get_batch(batch_parameters={"dataframe": frame})
    outcome = batch.validate(suite, result_format={"result_format": "COMPLETE"}, expectation_parameters=parameters or None)
    results = {}
    for result in outcome.results:
        config = result.expectation_config
        if config is not None and config.meta:
            results[config.meta["rule_id"]] = _Result(bool(result.success), config.type, dict(result.result or {}), _trouble(result))
    silent = {rule_id for rule_id in map(_rule_id, suite.expectations) if rule_id not in results}
    if silent:
        raise RuntimeError(f"Great Expectations gave no result for {', '.join(sorted(silent))}")
    return results


def _rule_id(expectation: Any) -> str:
    return str(expectation.meta["rule_id"])


def _trouble(result: ExpectationValidationResult) -> str:
    """Why a rule could not be evaluated, in one line."""
    info: Any = result.exception_info or {}
    while info and "exception_message" not in info:
        info = next((value for value in info.values() if isinstance(value, dict)), {})
    lines = str(info.get("exception_message") or "no result").splitlines()
    return f"could not be judged: {lines[0]}"


def _row_judgement(rule: Rule, result: _Result, frame: pd.DataFrame, floor: int, batch: str) -> Judgement:
    """The result in our words."""
    found, rows = result.found, len(frame)
    if not found:
        # A rule that cannot be evaluated proves nothing; it stops the run whatever its severity would be.
        observed = f"{batch}: {result.trouble}"
        return Judgement(rule.table, rule.rule_id, "critical", "table", False, result.kind, rule.meaning, observed, rows, rows)
    evaluated, failing, observed = found.get("element_count", rows), found.get("unexpected_count", 0), str(found.get("observed_value"))
    if rule.kind == "row_count":
        evaluated, failing, observed = rows, max(floor - rows, 0), f"{rows:,} rows"
        if failing:
            observed = f"{batch}: {observed}, at least {floor:,} expected"
    elif rule.kind == "columns":
        evaluated, failing, observed = len(frame.columns), *_columns_observed(rule, list(frame.columns), batch)
    elif rule.condition is None and not result.success:
        observed = f"{batch}: {observed}"
    return Judgement(
        rule.table, rule.rule_id, rule.severity, rule.scope, result.success, result.kind, rule.meaning, observed, evaluated, failing,
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
    ids, rule_id = row["failing_ids"] or [], row["rule_id"]
    evaluated, failing = int(row["evaluated_count"] or 0), int(row["failing_count"] or 0)
    return {
        **row,
        "rule_id": f"{rule_id}.candidate" if rule_id in _row_rule_ids() else rule_id,
        "evaluated_count": evaluated,
        "failing_count": failing,
        "failing_ids": tuple(str(one) for one in (json.loads(ids) if isinstance(ids, str) else ids)),
        "observed": row["observed"] or describe(evaluated, failing),
        "floor": int(row.get("floor") or 0),
        "scope": row.get("scope") or "table",
    }


@cache
def _row_rule_ids() -> frozenset[str]:
    """Ids of the rules that batches are judged by."""
    return frozenset(rule.rule_id for table in ROW_TABLES for rule in rules_of(table))


def _nothing_checked(name: str) -> dict[str, Any]:
    return {
        "rule_id": f"warehouse.{name}.answers", "table_name": "warehouse", "severity": "warning", "scope": "table", "floor": 1,
        "meaning": f"The check {name} answers with at least one row.", "evaluated_count": 0, "failing_count": 0, "failing_ids": (),
        "observed": "",
    }  # fmt: skip


def _check_judgement(row: dict[str, Any], result: _Result) -> Judgement:
    """The verdict on one check."""
    severity: Severity = row["severity"]
    scope: Scope = row["scope"]
    observed = str(result.found.get("observed_value") or result.trouble)
    failing = result.found.get("unexpected_count", row["failing_count"])
    return Judgement(
        row["table_name"], row["rule_id"], severity, scope, result.success, result.kind, row["meaning"], observed,
        row["evaluated_count"], failing, row["failing_ids"],
    )  # fmt: skip
