"""A rule passes on no rows and on nothing but nulls; the floors do not."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from good_rows import RUN_ON, frame_of, good_rows

from expectations.judgements import Judgement
from expectations.running import judge_rows
from expectations.suites import DOMAIN_RULES, rules_of
from warehouse.contracts import CONTRACTS


def judge(table: str, frame: pd.DataFrame, floor: int = 1) -> dict[str, Judgement]:
    """The judgements of this frame by rule id."""
    return {judgement.rule_id: judgement for judgement in judge_rows(table, frame, "part-7", run_on=RUN_ON, floor=floor)}


@pytest.mark.parametrize("table", CONTRACTS)
def test_no_rows_fail_the_floor_of_every_table(table: str) -> None:
    judgements = judge(table, frame_of(table, []))
    failed = [judgement for judgement in judgements.values() if not judgement.success]
    assert [judgement.rule_id for judgement in failed] == [f"{table}.table.row_count"]
    assert failed[0].stops_the_run
    assert failed[0].observed == "part-7: 0 rows, at least 1 expected"


def test_no_rows_are_fair_where_none_were_promised() -> None:
    judgements = judge("observations", frame_of("observations", []), floor=0)
    assert all(judgement.success for judgement in judgements.values())
    assert judgements["observations.value.finite"].observed == "nothing to judge"


def test_fewer_rows_than_the_stage_before_wrote_stop_the_run() -> None:
    judgement = judge("articles", frame_of("articles", good_rows("articles", 3)), floor=4)["articles.table.row_count"]
    assert (judgement.success, judgement.failing_count, judgement.stops_the_run) == (False, 1, True)


@pytest.mark.parametrize("table", DOMAIN_RULES)
def test_nothing_but_nulls_stops_the_run(table: str) -> None:
    rows = [dict.fromkeys(row) for row in good_rows(table)]
    judgement = judge(table, frame_of(table, rows))[f"{table}.table.complete"]
    assert judgement.stops_the_run
    assert CONTRACTS[table].key[0] in judgement.observed


def test_one_column_mostly_null_stops_the_run_and_is_named() -> None:
    rows = good_rows("observations")
    for row in rows[1:]:
        row["value"] = None
    judgement = judge("observations", frame_of("observations", rows))["observations.table.complete"]
    assert judgement.observed == "part-7: missing from most of 4 rows: value"


@pytest.mark.parametrize("table", DOMAIN_RULES)
def test_a_missing_column_stops_the_run(table: str) -> None:
    missing = CONTRACTS[table].columns[-2].name
    judgements = judge(table, frame_of(table, good_rows(table)).drop(columns=[missing]))
    assert judgements[f"{table}.table.columns"].stops_the_run
    assert judgements[f"{table}.table.columns"].observed == f"part-7: missing: {missing}"


def test_a_rule_that_cannot_be_judged_is_no_pass() -> None:
    judgements = judge("observations", frame_of("observations", good_rows("observations")).drop(columns=["measure"]))
    judgement = judgements["observations.value.share_within_whole"]
    assert judgement.stops_the_run
    assert "could not be judged" in judgement.observed
    assert "measure" in judgement.observed


def test_columns_out_of_order_and_unknown_columns_stop_the_run() -> None:
    frame = frame_of("numbers", good_rows("numbers"))
    moved = frame[[*frame.columns[1:], frame.columns[0]]]
    assert judge("numbers", moved)["numbers.table.columns"].observed.startswith("part-7: out of order: span_start")
    assert judge("numbers", frame.assign(colour="red"))["numbers.table.columns"].observed == "part-7: not in the contract: colour"


def test_a_column_of_another_type_stops_the_run() -> None:
    frame = frame_of("numbers", good_rows("numbers"))
    judgement = judge("numbers", frame.assign(span_start=frame["span_start"].astype(pd.ArrowDtype(pa.string()))))["numbers.table.types"]
    assert judgement.observed == "part-7: span_start is string, not int64"
    frame["span_start"] = pd.Series(["ten"] * len(frame))
    judgement = judge("numbers", frame)["numbers.table.types"]
    assert judgement.stops_the_run
    assert "span_start is" in judgement.observed


def test_ordinary_pandas_frames_are_judged_alike() -> None:
    rows = good_rows("observations")
    rows[2]["value"] = 130.0
    plain = pd.DataFrame(rows)[[column.name for column in CONTRACTS["observations"].columns]]
    failed = [judgement for judgement in judge("observations", plain).values() if not judgement.success]
    assert [(judgement.rule_id, judgement.failing_ids) for judgement in failed] == [
        ("observations.value.share_within_whole", ("0000000000000003",))
    ]


def test_rule_ids_are_stable_in_form_and_every_table_begins_with_its_floors() -> None:
    for table in CONTRACTS:
        rules = rules_of(table)
        assert [rule.rule_id for rule in rules[:4]] == [f"{table}.table.{what}" for what in ("row_count", "columns", "types", "complete")]
        assert all(rule.rule_id.startswith(f"{table}.") and rule.rule_id.count(".") == 2 for rule in rules)
        assert all(rule.meaning.endswith(".") for rule in rules)
