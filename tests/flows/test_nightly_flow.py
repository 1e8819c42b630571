"""The whole flow once, with Prefect, Great Expectations and DuckDB, over the sample articles."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from flows.progress import Progress, listening
from flows.summary import RunSummary
from warehouse.lake.lake import Lake
from warehouse.reading import opened, run_query

Published = tuple[Path, RunSummary]


def _rows(home: Path, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = run_query(home / "warehouse.duckdb", sql).to_pylist()
    return rows


def _identity(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


def test_every_document_is_an_article_or_in_quarantine_with_its_reason(published: Published, sample_articles: Path) -> None:
    home, summary = published
    found = len(list(sample_articles.iterdir()))
    with (sample_articles.parent / "broken.csv").open(encoding="utf-8") as lines:
        expected = {row["file"]: row["reason"] for row in csv.DictReader(lines)}
    refused = {
        row["source_uri"].rpartition("/")[2]: row["reason"]
        for row in _rows(home, "select source_uri, reason from quarantine where stage <> 'validate'")
    }
    assert refused == expected
    assert (summary.documents.discovered, summary.documents.loaded) == (found, found - len(expected))
    assert _rows(home, "select count(*) as articles from articles") == [{"articles": found - len(expected)}]


def test_figures_and_numbers_are_there_and_prove_their_spans(published: Published) -> None:
    home, summary = published
    (counts,) = _rows(home, "select (select count(*) from observations) as figures, (select count(*) from numbers) as numbers")
    assert counts["figures"] == summary.figures["observations"] - summary.figures["observations_quarantined"] > 300
    assert counts["numbers"] == summary.figures["numbers"] > counts["figures"]
    for table in ("observations", "numbers"):
        joined = f"{table} join articles using (article_id)"
        wrong = f"select count(*) as wrong from {joined} where substr(text, span_start + 1, span_end - span_start) <> span_text"
        assert _rows(home, wrong) == [{"wrong": 0}]


def test_the_run_is_recorded_with_its_parameters_stages_and_expectations(published: Published) -> None:
    home, summary = published
    (run,) = _rows(home, "select * from runs")
    assert (run["run_id"], run["status"]) == (summary.run_id, "published")
    assert run["ended_at"] >= run["started_at"]
    assert json.loads(run["parameters"])["workers"] == 1
    assert {"discover", "clean", "extract", "validate", "load", "check"} <= set(json.loads(run["stages"]))
    assert run["expectations"] > 100
    assert _rows(home, "select count(*) as n from validations") == [{"n": run["expectations"]}]
    assert _rows(home, "select count(*) as n from validations where severity = 'critical' and scope = 'table' and not success") == [
        {"n": 0}
    ]


def test_the_validation_page_opens_without_a_network(published: Published) -> None:
    html = (published[0] / "docs" / "validation.html").read_text(encoding="utf-8")
    assert published[1].run_id in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert "<script src" not in html


def test_the_artifact_of_the_run_is_in_prefect(published: Published) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    with get_client(sync_client=True) as client:
        key = ArtifactFilterKey(any_=[f"run-{published[1].run_id.lower()}"])
        (artifact,) = client.read_artifacts(artifact_filter=ArtifactFilter(key=key))
    assert "| articles |" in artifact.data
    assert "solieu sql" in artifact.data


def test_every_parquet_file_says_its_contract(published: Published) -> None:
    files = list((published[0] / "lake").rglob("*.parquet"))
    assert len(files) > 8
    for path in files:
        schema = pq.read_schema(path)
        assert schema.metadata[b"solieu.contract_version"]
        assert all(field.metadata and field.metadata[b"meaning"] for field in schema), path


def test_nothing_is_left_under_way(published: Published) -> None:
    assert not (published[0] / "candidates").exists()
    assert not list(published[0].rglob("*.partial"))


def test_a_second_run_changes_nothing_says_so_and_does_not_touch_the_live_file(
    published: Published, sample_articles: Path, tmp_path: Path
) -> None:
    import shutil

    from flows.nightly import nightly

    home = tmp_path / "home"
    shutil.copytree(published[0], home)
    before = _identity(home / "warehouse.duckdb")
    told: list[Progress] = []
    with opened(home / "warehouse.duckdb") as reader, listening(told.append):
        summary = nightly(raw=[str(sample_articles)], home=str(home), workers=1)
        assert reader.execute("select count(*) from articles").fetchone() == (summary.documents.discovered - 4,)
    assert (summary.status, summary.documents.loaded, summary.documents.gone) == ("unchanged", 0, 0)
    assert summary.message.startswith("nothing changed")
    assert _identity(home / "warehouse.duckdb") == before
    assert {step.stage for step in told} == {"discover"}
    assert Lake(home).read_current("runs")["status"].to_pylist() == ["published", "unchanged"]


def test_a_run_that_fails_leaves_its_record_and_no_warehouse(tmp_path: Path) -> None:
    from flows.nightly import nightly
    from tasks.plan.listing import CannotList

    with pytest.raises(CannotList, match="does not exist"):
        nightly(raw=[str(tmp_path / "no-such-folder")], home=str(tmp_path / "home"), workers=1)
    (run,) = Lake(tmp_path / "home").read_current("runs").to_pylist()
    assert run["status"] == "failed"
    assert "no-such-folder does not exist" in run["message"]
    assert not (tmp_path / "home" / "warehouse.duckdb").exists()
