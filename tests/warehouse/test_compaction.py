"""Compaction keeps the current state and the audit rows, wherever it is killed."""

import shutil
from pathlib import Path

import pytest
from published_lake import build_and_publish
from small_lake import Page, commit_run, page, write_run

from warehouse.building import build_candidate, needs_publishing, rebuild
from warehouse.contracts import CONTRACTS
from warehouse.lake.compaction import compact
from warehouse.lake.files import UnknownRun
from warehouse.lake.lake import Lake
from warehouse.lake.tables import LAKE_TABLES
from warehouse.reading import run_query


@pytest.fixture
def lake(seven_runs: Path, tmp_path: Path) -> Lake:
    shutil.copytree(seven_runs, tmp_path / "home")
    return Lake(tmp_path / "home")


@pytest.fixture(scope="module")
def seven_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lake = Lake(tmp_path_factory.mktemp("seven") / "home")
    for number in range(6):
        pages = [page(n) for n in range(number, number + 3)]
        commit_run(
            lake, f"r{number}", pages,
            gone=["file:///raw/00000.txt"] if number == 4 else [],
            broken=[f"file:///raw/bad{number}"],
            refused=[(pages[0], 0)],
            status="failed" if number == 2 else "published",
        )  # fmt: skip
    commit_run(lake, "r6", [Page("file:///raw/bad1", "Đã sửa\nCó 1 người.")])
    return lake.home


def whole(lake: Lake) -> dict[str, list[str]]:
    path = lake.home / "candidates" / "whole.duckdb"
    rebuild(lake, path)
    return {name: sorted(str(row) for row in run_query(path, f"from {name}").to_pylist()) for name in CONTRACTS}


def state(lake: Lake) -> dict[str, list[str]]:
    """What the lake itself says of every table; quicker than a whole warehouse."""
    found = {name: lake.read_current(name) for name in LAKE_TABLES if name != "quarantine"}
    return {name: sorted(str(row) for row in rows.to_pylist()) for name, rows in found.items()}


def test_rebuilt_warehouse_is_the_same(lake: Lake):
    before, known = whole(lake), sorted(map(str, lake.known_files().to_pylist()))
    summary = compact(lake, keep=3)
    assert summary is not None
    assert (summary.run_id, summary.runs, summary.rows["runs"]) == ("r3", 4, 4)
    assert summary.files_after < summary.files_before
    assert whole(lake) == before
    assert sorted(map(str, lake.known_files().to_pylist())) == known
    assert sorted(p.name for p in (lake.root / "articles").iterdir()) == ["compacted=r3", "run=r4", "run=r5", "run=r6"]
    assert [p.stem for p in sorted(lake.markers_folder.glob("*.json"))] == ["r4", "r5", "r6"]
    assert len(list(lake.markers_folder.iterdir())) == 6, "each with its copy"
    assert compact(lake, keep=3) is None
    compact(lake, keep=1)
    assert whole(lake) == before
    assert sorted(p.name for p in (lake.root / "articles").iterdir()) == ["compacted=r5", "run=r6"]


def test_some_articles_are_still_found(lake: Lake):
    compact(lake, keep=2)
    ids = [page(3).article_id, page(6).article_id]
    assert set(lake.read_current("articles", ids)["article_id"].to_pylist()) == set(ids)
    assert lake.read_current("numbers", ids).num_rows == 6


def test_live_file_can_still_be_merged_into(lake: Lake):
    live = build_and_publish(lake, "r6")
    compact(lake, keep=1)
    assert not needs_publishing(lake, live)
    commit_run(lake, "r7", [page(20)])
    assert build_candidate(lake, "r7", live, lake.home / "candidates" / "c.duckdb").mode == "merge"


def test_compaction_killed_before_its_end_changes_nothing(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    before = state(lake)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Lake, "rewrite", killed)
    with pytest.raises(KeyboardInterrupt):
        compact(lake, keep=3)
    assert state(lake) == before
    lake.remove_uncommitted()
    assert not list(lake.root.glob("*/compacted=*"))
    assert state(lake) == before


def test_compaction_killed_before_it_cleaned_up_is_finished_later(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    before = state(lake)
    monkeypatch.setattr(Lake, "remove_uncommitted", lambda *_, **__: [])
    compact(lake, keep=3)
    monkeypatch.undo()
    assert list(lake.root.glob("articles/run=r0"))
    assert state(lake) == before
    assert lake.remove_uncommitted() == []
    assert not list(lake.root.glob("articles/run=r0"))
    assert state(lake) == before


def test_staged_run_outlives_a_compaction(lake: Lake):
    write_run(lake, "r7", [page(30)])
    compact(lake, keep=2)
    lake.commit("r7", "published")
    assert lake.read_current("articles", [page(30).article_id]).num_rows == 1


def test_lake_cannot_go_back_into_what_was_compacted(lake: Lake):
    compact(lake, keep=2)
    with pytest.raises(UnknownRun, match="compacted together with r4"):
        lake.roll_back_after("r3")
    assert lake.roll_back_after("r4") == ["r5", "r6"]
    with pytest.raises(ValueError, match="keep must be at least 1"):
        compact(lake, keep=0)
