"""Prefect failing after the live file was replaced: the command says what was published, with a warning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_articles import write_articles
from typer.testing import CliRunner

from flows.cli import app
from warehouse.lake.lake import Lake
from warehouse.reading import published_run


def test_prefect_that_fails_after_the_swap_is_a_warning_of_a_published_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import flows.nightly
    import flows.working
    from tasks import prefect_tasks as stages

    def tidy_nothing(*_: object) -> None:
        raise OSError(5, "Input/output error")

    def report_nothing(*_: object) -> None:
        raise ConnectionError("the server went away")

    def lose_the_end(*found: Any) -> None:
        flow(*found)
        raise ConnectionError("All connection attempts failed")

    flow = flows.nightly.work_as_flow
    monkeypatch.setattr(flows.working, "DOCUMENTS_WORTH_PREFECT", 0)
    monkeypatch.setattr(stages, "tidy", tidy_nothing)
    monkeypatch.setattr(stages, "report", report_nothing)
    monkeypatch.setattr(flows.nightly, "work_as_flow", lose_the_end)
    write_articles(tmp_path / "raw", range(2))
    home = tmp_path / "home"
    shown = CliRunner().invoke(app, ["run", "--raw", str(tmp_path / "raw"), "--home", str(home), "--workers", "1"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0, shown.output
    assert "published 2 articles" in shown.output
    for told in ("tidying the lake failed: OSError", "reporting to Prefect failed: ConnectionError", "afterwards: All connection attempts"):
        assert told in shown.output
    (marker,) = Lake(home).markers()
    assert marker.status == "published"
    assert published_run(home / "warehouse.duckdb") == marker.run_id
    (row,) = Lake(home).read_current("runs").to_pylist()
    assert "warning: tidying the lake failed" in row["message"]
    assert "warning: reporting to Prefect failed" in row["message"]
