"""A file that the nights have scattered is written anew, and holds the same rows."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from small_lake import commit_run, page

from warehouse import rewriting
from warehouse.building import BuildSummary, build_candidate, rebuild
from warehouse.checksums import state_checksums
from warehouse.lake.lake import Lake
from warehouse.reading import run_query
from warehouse.rewriting import Compactness, is_scattered


def night(lake: Lake, run_id: str, numbers: range, words: str = "") -> BuildSummary:
    """Load these pages and put the candidate in place."""
    live, candidate = lake.home / "w.duckdb", lake.home / "c.duckdb"
    commit_run(lake, run_id, [page(n, words and f"{words} {n}\nBài có {n + 5} đảng viên và 7 hộ.") for n in numbers])
    built = build_candidate(lake, run_id, live, candidate)
    candidate.replace(live)
    return built


@pytest.mark.parametrize(
    ("now", "then", "scattered"),
    [
        (Compactness(40 << 20, 1000), Compactness(30 << 20, 1000), False),
        (Compactness(46 << 20, 1000), Compactness(30 << 20, 1000), True),
        (Compactness(46 << 20, 1600), Compactness(30 << 20, 1000), False),
        (Compactness(9 << 20, 1000), Compactness(1 << 20, 1000), False),
        (Compactness(46 << 20, 0), Compactness(30 << 20, 1000), True),
        (Compactness(46 << 20, 1000), Compactness(0, 0), False),
    ],
)
def test_a_file_is_scattered_when_a_row_takes_much_more_than_it_did(now: Compactness, then: Compactness, scattered: bool) -> None:
    assert is_scattered(now, then) is scattered


def test_a_scattered_file_is_written_anew_and_its_size_then_is_what_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "SMALLEST_FILE", 0)
    monkeypatch.setattr(rewriting, "LARGEST_GROWTH", 1.2)
    lake = Lake(tmp_path)
    night(lake, "r000", range(120))
    built = [night(lake, f"r{n:03}", range(n % 9, 120, 9), f"Đêm {n} bài") for n in range(1, 16)]
    rewritten = [n for n, summary in enumerate(built) if "rewrite" in summary.stages]
    assert rewritten, [summary.size for summary in built]
    first = rewritten[0]
    assert built[first].mode == "merge"
    assert "written anew" in built[first].reason
    assert built[first].size < built[first - 1].size
    assert first + 1 not in rewritten, "the file is compact now, and that is remembered"
    rebuild(lake, tmp_path / "again.duckdb")
    assert state_checksums(tmp_path / "w.duckdb") == state_checksums(tmp_path / "again.duckdb")
    assert run_query(tmp_path / "w.duckdb", "from find_articles('dem bai')").num_rows == 120
    facts = "select fact_key, facet, observation_id, report_count from internal.facts order by all"
    kept = [run_query(path, facts).to_pylist() for path in (tmp_path / "w.duckdb", tmp_path / "again.duckdb")]
    assert kept[0] == kept[1]


def test_a_file_written_anew_has_the_comments_and_versions_of_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "SMALLEST_FILE", 0)
    lake = Lake(tmp_path)
    night(lake, "r0", range(3))
    night(lake, "r1", range(3, 5))
    before = run_query(tmp_path / "w.duckdb", "select name, column_name, meaning from dictionary order by all").to_pylist()
    with duckdb.connect(str(tmp_path / "w.duckdb")) as con:  # as if a row had taken a tenth of it once
        con.execute("update internal.build_info set compact_bytes = compact_bytes // 10")
    assert "rewrite" in night(lake, "r2", range(1, 2), "Mới").stages
    assert run_query(tmp_path / "w.duckdb", "select name, column_name, meaning from dictionary order by all").to_pylist() == before
    tags = run_query(tmp_path / "w.duckdb", "select tags['storage_version'] as v from duckdb_databases() where database_name = 'warehouse'")
    assert tags["v"].to_pylist() == ["v1.2.0+"]
