"""The order of runs is that of their markers: ids hold a clock to the second, and clocks are put right."""

import re
from pathlib import Path

import pytest
from published_lake import build_and_publish
from small_lake import commit_run, page

from warehouse.lake.lake import Lake
from warehouse.reading import run_query
from warehouse.statements import read_sql, sql_names

BY_ID = re.compile(r"order by\s+(\w+\.)?(\w+_)?run_id|\b(max|min|greatest|least)\(\s*(\w+\.)?run_id", re.IGNORECASE)
BACKWARDS = ("20260101T000000Z-ffff", "20260101T000000Z-aaaa", "20250101T000000Z-cccc")
"""Two runs of one second whose tails stand the other way round, and one after the clock was put back."""


@pytest.fixture
def live(tmp_path: Path) -> Path:
    lake = Lake(tmp_path / "home")
    same = "Hội nghị tổng kết\nToàn xã có 12 chi bộ và 345 đảng viên, tăng 7 đảng viên so với năm trước."
    for number, run_id in enumerate(BACKWARDS):
        validations = [{
            "table_name": "articles", "rule_id": "articles.text.nfc", "severity": "warning", "scope": "row", "success": False,
            "expectation": "holds", "meaning": "m", "observed": f"night {number}", "evaluated_count": 1, "failing_count": number,
            "failing_ids": "[]",
        }]  # fmt: skip
        commit_run(lake, run_id, [page(number, same)], validations=validations)
        build_and_publish(lake, run_id)
    return lake.home / "warehouse.duckdb"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("select list(run_id order by sequence) from run_history", list(BACKWARDS)),
        ("select last_run_id from freshness", BACKWARDS[-1]),
        ("select list(distinct run_id) from articles_today where is_new", [BACKWARDS[-1]]),
        ("select list(run_id order by run_id) from duplicates", sorted(BACKWARDS[1:])),
    ],
)
def test_views_follow_the_order_of_the_markers(live: Path, question: str, answer: object) -> None:
    (row,) = run_query(live, question).to_pylist()
    assert list(row.values()) == [answer]


def test_questions_follow_the_order_of_the_markers(live: Path) -> None:
    assert run_query(live, read_sql("queries", "operator_last_runs"))["run_id"].to_pylist() == list(reversed(BACKWARDS))
    (failed,) = run_query(live, read_sql("queries", "operator_failed_expectations")).to_pylist()
    assert (failed["last_run"], failed["last_observed"], failed["last_failing"]) == (BACKWARDS[-1], "night 2", 2)


@pytest.mark.parametrize("folder", ["load", "checks", "views", "queries", "macros"])
def test_no_statement_takes_the_order_of_ids_for_that_of_runs(folder: str) -> None:
    names = sql_names(folder)
    assert names
    assert [name for name in names if BY_ID.search(read_sql(folder, name))] == []
