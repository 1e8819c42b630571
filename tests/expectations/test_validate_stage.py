"""Stage validate: staged Parquet in, judgements and refused rows out."""

from __future__ import annotations

import importlib
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from good_rows import RUN_ID, RUN_ON, Row, frame_of, good_rows, hex_id, table_of_rows

from expectations.drift import Profile
from tasks.messages import ValidatedBatch
from tasks.store.quarantine import quarantine_table
from tasks.validate import refusals, validate_batch, validate_candidate, validate_current
from warehouse.contracts import CONTRACTS
from warehouse.lake.lake import Lake
from warehouse.parquet import ContractBroken

CHECKS = {
    "floors": pa.Table.from_pylist([{
        "rule_id": "articles.rows.floor", "table_name": "articles", "severity": "critical", "meaning": "The table is not empty.",
        "evaluated_count": 4, "failing_count": 0, "failing_ids": "[]", "observed": "4 rows",
    }])
}  # fmt: skip


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """An empty lake."""
    return Lake(tmp_path / "home")


def stage(lake: Lake, table: str, rows: list[Row], part: str = "0000") -> str:
    """Write the rows as the run would."""
    return lake.write(table, RUN_ID, part, table_of_rows(table, rows))


def judge(paths: dict[str, Any], floors: dict[str, int] | None = None) -> ValidatedBatch:
    return validate_batch(paths, RUN_ID, "0000", RUN_ON, floors)


def test_good_batches_are_held_and_profiled(lake: Lake) -> None:
    paths = {table: stage(lake, table, good_rows(table)) for table in ("articles", "observations")}
    batch = judge(paths, {"articles": 4, "observations": 4})
    assert all(judgement.success for judgement in batch.judgements)
    assert batch.refused == ()
    assert batch.profile.rows == {"articles": 4, "observations": 4}


def test_files_of_one_group_are_judged_together(lake: Lake) -> None:
    rows = good_rows("observations", 6)
    paths = [stage(lake, "observations", rows[:3], "0000"), stage(lake, "observations", rows[3:], "0001")]
    assert judge({"observations": paths}).profile.rows == {"observations": 6}
    twin = [stage(lake, "observations", rows[:3], "0000"), stage(lake, "observations", rows[2:], "0001")]
    failed = [judgement for judgement in judge({"observations": twin}).judgements if not judgement.success]
    assert [(judgement.rule_id, judgement.failing_count) for judgement in failed] == [("observations.observation_id.unique", 2)]


def test_a_row_that_breaks_critical_rules_is_refused_once_with_its_span(lake: Lake) -> None:
    rows = good_rows("observations")
    rows[1] |= {"value": -105.0, "status": "wished"}
    rows[2] |= {"warnings": '["share"]'}
    batch = judge({"observations": stage(lake, "observations", rows)})
    assert len(batch.refused) == 1
    refused = batch.refused[0]
    assert (refused.table, refused.item_id, refused.article_id) == ("observations", hex_id(2), hex_id(1))
    assert (refused.span_start, refused.span_end) == (84, 90)
    assert refused.rule_id == "observations.status.allowed"
    assert "observations.value.share_within_whole" in refused.detail


def test_refused_rows_become_quarantine_rows(lake: Lake) -> None:
    rows = good_rows("observations")
    rows[1] |= {"value": 105.0}
    batch = judge({"observations": stage(lake, "observations", rows)})
    table = quarantine_table(refusals(batch.refused, {hex_id(1): "file:///bao/1.txt"}), RUN_ID)
    row = table.to_pylist()[0]
    assert (row["source_uri"], row["item_id"], row["stage"], row["reason"]) == (
        "file:///bao/1.txt",
        hex_id(2),
        "validate",
        "failed_expectation",
    )
    assert row["detail"].startswith("observations.value.share_within_whole: ")
    assert table.schema.names == [column.name for column in CONTRACTS["quarantine"].columns]


def test_fewer_rows_than_promised_stop_the_run(lake: Lake) -> None:
    batch = judge({"articles": stage(lake, "articles", good_rows("articles"))}, {"articles": 5})
    validation = validate_candidate(CHECKS, [batch])
    assert [judgement.rule_id for judgement in validation.stopping] == ["articles.table.row_count"]


def test_articles_without_figures_are_fair_but_no_articles_are_not(lake: Lake) -> None:
    paths = {"articles": stage(lake, "articles", []), "observations": stage(lake, "observations", [])}
    assert [judgement.rule_id for judgement in judge(paths).judgements if not judgement.success] == ["articles.table.row_count"]


def test_a_file_that_solieu_did_not_write_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    frame_of("articles", good_rows("articles")).to_parquet(path)
    with pytest.raises(ContractBroken, match="carries no contract version"):
        judge({"articles": str(path)})


def test_the_run_has_one_judgement_a_rule_and_shares_and_checks_beside(lake: Lake) -> None:
    batches = []
    for part in range(3):
        rows = good_rows("observations", 40)
        for place, row in enumerate(rows):
            row["observation_id"] = hex_id(part * 100 + place)
            row["value"] = 130.0 if place < 10 else row["value"]
        batches.append(judge({"observations": stage(lake, "observations", rows, f"{part:04}")}))
    others = Profile({"quarantine": 3}, {}, {"quarantine.reason": {"no_article": 3}})
    validation = validate_candidate(CHECKS, batches, others, [Profile()] * 3)
    ids = [judgement.rule_id for judgement in validation.judgements]
    assert len(ids) == len(set(ids))
    assert {"articles.rows.floor", "observations.table.failing_share", "quarantine.reason.drift"} <= set(ids)
    found = {judgement.rule_id: judgement for judgement in validation.judgements}["observations.value.share_within_whole"]
    assert (found.evaluated_count, found.failing_count, len(found.failing_ids)) == (120, 30, 30)
    assert [judgement.rule_id for judgement in validation.stopping] == ["observations.table.failing_share"]
    assert validation.profile.mixes["quarantine.reason"] == {"no_article": 3}
    assert len(validation.refused) == 30


def test_what_stands_now_can_be_judged_again_blocks_and_numbers_too() -> None:
    rows = good_rows("numbers")
    rows[1] |= {"disposition": "unexplained", "observation_id": None}
    tables = {"articles": [table_of_rows("articles", good_rows("articles"))], "numbers": [table_of_rows("numbers", rows)]}
    validation = validate_current(tables, CHECKS, RUN_ON)
    assert validation.stopping == ()
    assert [judgement.rule_id for judgement in validation.judgements if not judgement.success] == ["numbers.disposition.explained"]


def test_great_expectations_hashes_no_frame_that_it_judges(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mark on the batch that nobody reads takes nearly as long as all rules of a table."""
    rows = good_rows("observations")
    rows[2]["value"] = math.inf
    paths = {"articles": stage(lake, "articles", good_rows("articles")), "observations": stage(lake, "observations", rows)}
    expected = judge(paths)
    assert [row.rule_id for row in expected.refused] == ["observations.value.finite"]
    engine = importlib.import_module("great_expectations.execution_engine.pandas_execution_engine")
    monkeypatch.setattr(engine, "hash_pandas_dataframe", lambda _: pytest.fail("the frame is hashed"))
    assert judge(paths) == expected
