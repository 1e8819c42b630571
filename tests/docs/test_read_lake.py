"""docs/read_lake.py: another engine that reads the lists of the markers sees what the live file holds."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from plain_run import run_stages
from small_articles import write_articles

from warehouse.lake.compaction import compact
from warehouse.lake.lake import Lake
from warehouse.reading import run_query

pytest.importorskip("polars")
SCRIPT = Path(__file__).parents[2] / "docs" / "read_lake.py"


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("read_lake", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_polars_reads_from_the_lake_what_the_live_file_holds(tmp_path: Path) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    for numbers, edition in ((range(4), 0), (range(2), 1), (range(4, 6), 0), (range(1), 2)):
        write_articles(raw, numbers, edition)
        run_stages(home, raw, judge=False)
    (raw / "bài-00003.txt").unlink()
    run_stages(home, raw, judge=False)
    lake = Lake(home)
    failed = home / "lake" / "observations" / "run=20990101T000000Z-dead"
    failed.mkdir()
    (failed / "00000-000.parquet").write_bytes(b"of a run under way")
    read = _script().read_current
    for _ in range(2):
        articles, figures = read(home)
        for table, key, found in (("articles", "article_id", articles), ("observations", "observation_id", figures)):
            rows = run_query(home / "warehouse.duckdb", f"select {key} from {table} order by {key}").to_pylist()
            assert sorted(found[key].to_list()) == [row[key] for row in rows]
            assert rows
        compact(lake, 2)  # and again when old runs were put together
    assert lake.compaction() is not None
