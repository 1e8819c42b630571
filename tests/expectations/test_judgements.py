"""Judgements of batches become one of the run, and say what a failure costs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from expectations.judgements import (
    FAILING_ROWS,
    Judgement,
    describe,
    describe_whole,
    judge_shares,
    merge_judgements,
    stopping,
    validation_columns,
)
from expectations.rules import Scope
from warehouse.contracts import CONTRACTS
from warehouse.parquet import rows_to_table

HELD = Judgement(
    "observations", "observations.value.finite", "critical", "row", True, "expect_column_finite", "value is finite.", "10 rows", 10, 0
)
FAILED = replace(HELD, success=False, failing_count=1, failing_ids=("a",), examples=("value=nan",), observed=describe(10, 1, ["value=nan"]))


def test_counts_are_summed_and_one_failing_batch_fails_the_rule() -> None:
    merged = merge_judgements([HELD, FAILED, replace(FAILED, failing_ids=("b",)), HELD])
    assert merged == [
        replace(FAILED, evaluated_count=40, failing_count=2, failing_ids=("a", "b"), observed="2 of 40 rows: value=nan"),
    ]


def test_rules_of_different_tables_stay_apart_and_in_order() -> None:
    other = replace(HELD, table_name="articles", rule_id="articles.text.nfc")
    assert [judgement.table_name for judgement in merge_judgements([HELD, other, HELD])] == ["observations", "articles"]


def test_what_a_table_rule_observed_is_told_of_the_batch_that_failed() -> None:
    floor = Judgement("articles", "articles.table.complete", "critical", "table", True, "e", "m.", "200 rows", 200, 0)
    broken = replace(floor, success=False, observed="part-2: missing from most of 200 rows: title", failing_count=1)
    merged = merge_judgements([floor, broken, floor])
    assert (merged[0].observed, merged[0].evaluated_count) == ("part-2: missing from most of 200 rows: title", 600)
    assert stopping(merged) == merged


@pytest.mark.parametrize(
    ("severity", "scope", "stops", "refuses"),
    [
        ("critical", "table", True, False),
        ("critical", "row", False, True),
        ("warning", "row", False, False),
        ("warning", "table", False, False),
    ],
)
def test_what_a_failure_costs(severity: str, scope: str, stops: bool, refuses: bool) -> None:
    judgement = replace(FAILED, severity=severity, scope=scope)
    assert (judgement.stops_the_run, judgement.refuses_rows) == (stops, refuses)
    held = replace(judgement, success=True)
    assert not held.stops_the_run
    assert not held.refuses_rows


def refusing(rows: int, refused: int, rule: str = "finite") -> Judgement:
    ids = tuple(str(number) for number in range(refused))
    return replace(FAILED, rule_id=f"observations.value.{rule}", evaluated_count=rows, failing_count=refused, failing_ids=ids)


@pytest.mark.parametrize(
    ("rows", "refused", "holds"),
    [(3, 3, True), (1000, 100, True), (1000, 101, False), (30, FAILING_ROWS, True), (30, FAILING_ROWS + 1, False)],
)
def test_many_refused_rows_stop_the_run_but_a_few_never_do(rows: int, refused: int, holds: bool) -> None:
    share = judge_shares([refusing(rows, refused)])
    assert [judgement.rule_id for judgement in share] == ["observations.table.failing_share"]
    assert share[0].success is holds
    assert share[0].stops_the_run is not holds


def test_a_row_that_breaks_two_rules_is_refused_once_and_warnings_refuse_nothing() -> None:
    warned = replace(refusing(1000, 900, "plausible"), severity="warning")
    share = judge_shares([refusing(1000, 60), refusing(1000, 60, "share_within_whole"), warned])[0]
    assert (share.failing_count, share.success) == (60, True)


def test_a_table_without_rows_has_no_share() -> None:
    assert judge_shares([replace(HELD, evaluated_count=0)]) == []


def test_the_columns_of_validations_follow_their_contract_and_list_a_hundred_ids() -> None:
    many = replace(FAILED, failing_ids=tuple(str(number) for number in range(250)), failing_count=250)
    table = rows_to_table(CONTRACTS["validations"], validation_columns([HELD, many], "r1"))
    assert table.num_rows == 2
    row = table.to_pylist()[1]
    assert len(json.loads(row["failing_ids"])) == 100
    assert (row["failing_count"], row["scope"], row["run_id"]) == (250, "row", "r1")


@pytest.mark.parametrize(
    ("scope", "success", "said"),
    [
        ("table", False, "critical expectations failed; nothing was published"),
        ("row", False, "rows that failed a critical expectation are in quarantine; all others were published"),
        ("row", True, "every critical expectation held"),
    ],
)
def test_the_head_of_the_page_says_what_the_judgements_come_to(scope: Scope, success: bool, said: str) -> None:
    told = replace(FAILED, scope=scope, success=success)
    assert describe_whole([told, replace(FAILED, severity="warning")]) == said
