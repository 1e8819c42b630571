"""Checks computed in SQL are judged too, so that one report holds all; no answer is no pass."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from expectations.judgements import Judgement
from expectations.running import judge_checks

ROW: dict[str, Any] = {
    "rule_id": "observations.span.proved", "table_name": "observations", "severity": "critical", "meaning": "Spans are the text.",
    "evaluated_count": 900, "failing_count": 0, "failing_ids": "[]", "observed": "900 hold",
}  # fmt: skip


def judge(*rows: dict[str, Any]) -> list[Judgement]:
    return judge_checks({"spans": pa.Table.from_pylist(list(rows))})


def test_a_check_that_finds_nothing_holds() -> None:
    judgement = judge(ROW)[0]
    assert (judgement.success, judgement.scope, judgement.observed, judgement.evaluated_count) == (True, "table", "900 hold", 900)
    assert judgement.expectation == "expect_check_to_pass"


def test_a_check_that_finds_rows_fails_with_their_ids_and_stops_the_run() -> None:
    judgement = judge(ROW | {"failing_count": 2, "failing_ids": '["a", "b"]'})[0]
    assert (judgement.success, judgement.failing_count, judgement.failing_ids) == (False, 2, ("a", "b"))
    assert judgement.stops_the_run


def test_a_failing_warning_does_not_stop_the_run() -> None:
    judgement = judge(ROW | {"failing_count": 2, "severity": "warning"})[0]
    assert not judgement.success
    assert not judgement.stops_the_run


def test_too_few_rows_looked_at_are_no_pass() -> None:
    judgement = judge(ROW | {"evaluated_count": 0, "floor": 1})[0]
    assert (judgement.success, judgement.failing_count, judgement.observed) == (False, 1, "0 rows, at least 1 expected")


def test_a_check_without_an_answer_is_reported() -> None:
    empty = pa.Table.from_pylist([ROW]).slice(0, 0)
    judgements = judge_checks({"spans": empty, "orphans": pa.Table.from_pylist([ROW])})
    assert [(judgement.rule_id, judgement.success) for judgement in judgements] == [
        ("warehouse.spans.answers", False),
        ("observations.span.proved", True),
    ]
    assert (judgements[0].severity, judgements[0].stops_the_run) == ("warning", False)


def test_a_check_that_asks_what_a_row_rule_asks_has_an_id_of_its_own() -> None:
    assert judge(ROW | {"rule_id": "observations.status.allowed"})[0].rule_id == "observations.status.allowed.candidate"


def test_ids_used_twice_and_missing_columns_are_refused() -> None:
    with pytest.raises(ValueError, match=r"twice: observations\.span\.proved"):
        judge(ROW, ROW)
    with pytest.raises(ValueError, match="check spans: columns missing: observed"):
        judge_checks({"spans": pd.DataFrame([ROW]).drop(columns="observed")})


def test_no_checks_give_no_judgements() -> None:
    assert judge_checks({}) == []


def test_lists_and_missing_texts_are_read() -> None:
    judgement = judge(ROW | {"failing_ids": ["x"], "failing_count": 1, "observed": None})[0]
    assert (judgement.failing_ids, judgement.observed) == (("x",), "1 of 900 rows")
