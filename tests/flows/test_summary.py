"""The summary of a run: what people read at its end."""

from __future__ import annotations

from pathlib import Path

from flows.summary import RunSummary
from tasks.messages import CleanSummary, count_others
from tasks.runs.conservation import DocumentCounts


def test_records_of_web_archives_without_a_page_are_summed_by_type_and_shown() -> None:
    batches = [CleanSummary(1, 1, 0, (), 0.0, {"request": 2, "response 404": 1}), CleanSummary(1, 0, 0, (), 0.0, {"request": 3})]
    others = count_others(batches)
    assert others == {"request": 5, "response 404": 1}
    summary = RunSummary("r", "published", "", str(Path("h")), "h/warehouse.duckdb", DocumentCounts(0, 0, 0, 0, 0), others=others)
    assert ("passed over", "6 records of web archives without a page: 5 request, 1 response 404") in summary.lines()


def test_a_run_without_web_archives_speaks_of_none() -> None:
    summary = RunSummary("r", "published", "", "h", "h/warehouse.duckdb", DocumentCounts(0, 0, 0, 0, 0))
    assert "passed over" not in dict(summary.lines())
