"""The state of the lake: which rows of which runs stand."""

from pathlib import Path

import pytest
from small_lake import article_id, commit_run, figure_rows, page, run_row, table, write_run

from warehouse.contracts import CONTRACT_VERSION
from warehouse.lake.compaction import compact
from warehouse.lake.files import UnknownRun
from warehouse.lake.lake import Lake
from warehouse.lake.sealed import read_sealed, write_sealed
from warehouse.parquet import NewerContract


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "home")


def ids(rows) -> set[str]:
    return set(rows["article_id"].to_pylist())


def test_empty_lake_has_empty_tables(lake: Lake):
    assert lake.committed() == []
    assert lake.known_files().num_rows == 0
    assert lake.read_current("articles").num_rows == 0


def test_latest_standing_run_of_a_document_counts(lake: Lake):
    commit_run(lake, "r1", [page(1), page(2)])
    commit_run(lake, "r2", [page(2, "Mới\nCó 5 đảng viên.")], gone=[page(1).uri])
    known = {row["source_uri"]: row for row in lake.known_files().to_pylist()}
    assert known[page(1).uri]["status"] == "gone"
    assert known[page(2).uri]["cleaned_run_id"] == "r2"
    articles = lake.read_current("articles")
    assert articles["text"].to_pylist() == ["Mới\nCó 5 đảng viên."]
    assert lake.read_current("blocks")["run_id"].unique().to_pylist() == ["r2"]


def test_uncommitted_failed_and_rolled_back_runs_are_no_state(lake: Lake):
    commit_run(lake, "r1", [page(1)])
    commit_run(lake, "r2", [page(2)], status="failed", broken=["file:///raw/bad"])
    write_run(lake, "r3", [page(3)])
    commit_run(lake, "r4", [page(4)])
    assert lake.roll_back_after("r1") == ["r4"]
    assert lake.committed() == ["r1"]
    assert ids(lake.read_current("articles")) == {page(1).article_id}
    assert set(lake.read_current("runs")["run_id"].to_pylist()) == {"r1", "r2", "r4"}, "audit rows of ended runs stay readable"
    assert lake.read_current("quarantine")["source_uri"].to_pylist() == ["file:///raw/bad"]


def test_order_of_runs_is_that_of_their_commits_not_of_a_clock(lake: Lake):
    commit_run(lake, "20270101T000000Z", [page(1, "Đồng hồ chạy trước\nCó 1 người.")])
    commit_run(lake, "20260101T000000Z", [page(1, "Đồng hồ chỉnh lại\nCó 2 người.")])
    assert lake.read_current("observations")["value"].to_pylist() == [2.0]
    assert lake.read_current("runs")["run_id"].to_pylist() == ["20270101T000000Z", "20260101T000000Z"]
    commit_run(lake, "20250101T000000Z", [page(2)], broken=["file:///raw/bad"])
    assert lake.read_current("runs")["run_id"].to_pylist()[-1] == "20250101T000000Z"
    assert lake.known_files()["run_id"].to_pylist()[0] == "20260101T000000Z", "known documents stand in the order of their runs"


def test_order_of_runs_outlives_a_compaction(lake: Lake):
    for number, run_id in enumerate(["20290101T000000Z", "20280101T000000Z", "20270101T000000Z"]):
        commit_run(lake, run_id, [page(number)], broken=["file:///raw/bad"])
    before = {name: lake.read_current(name)["run_id"].to_pylist() for name in ("runs", "quarantine")}
    compact(lake, keep=1)
    assert before["runs"] == ["20290101T000000Z", "20280101T000000Z", "20270101T000000Z"]
    assert {name: lake.read_current(name)["run_id"].to_pylist() for name in ("runs", "quarantine")} == before


def test_some_articles_only(lake: Lake):
    commit_run(lake, "r1", [page(n) for n in range(5)])
    wanted = [page(1).article_id, page(3).article_id, article_id("file:///raw/unknown")]
    assert ids(lake.read_current("observations", wanted)) == set(wanted[:2])
    assert lake.read_current("observations", []).num_rows == 0


def test_reextracted_articles_keep_their_cleaned_rows(lake: Lake):
    commit_run(lake, "r1", [page(1)])
    raw = lake.known_files().to_pylist()[0] | {"extracted_run_id": "r2", "run_id": "r2"}
    lake.write("raw_files", "r2", "raw", table("raw_files", [raw]))
    lake.write("observations", "r2", "0", table("observations", figure_rows(page(1), "r2")[0][:1]))
    lake.commit("r2", "published")
    assert lake.read_current("articles")["run_id"].to_pylist() == ["r1"]
    assert lake.read_current("observations")["run_id"].to_pylist() == ["r2"]
    assert lake.read_current("numbers").num_rows == 0, "a run writes complete row sets"


def test_refused_figures_are_left_out_and_their_numbers_say_so(lake: Lake):
    commit_run(lake, "r1", [page(1)], refused=[(page(1), 1)])
    assert lake.read_current("observations").num_rows == 2
    dispositions = [(row["disposition"], row["observation_id"] is None) for row in lake.read_current("numbers").to_pylist()]
    assert sorted(dispositions) == [("observation", False), ("observation", False), ("quarantined", True)]


def test_stray_files_of_a_committed_run_do_not_count(lake: Lake):
    commit_run(lake, "r1", [page(1)])
    source = lake.root / "articles" / "run=r1"
    (source / "late.parquet").write_bytes(next(source.glob("*.parquet")).read_bytes())
    assert lake.read_current("articles").num_rows == 1


def test_committed_rows_cannot_change(lake: Lake):
    commit_run(lake, "r1", [page(1)])
    with pytest.raises(ValueError, match="run r1 was committed as published; its articles cannot change"):
        lake.write("articles", "r1", "0000", lake.read_current("articles"))
    lake.write("runs", "r1", "run", table("runs", [run_row("r1", message="later")]))


@pytest.mark.parametrize("name", ["", "a/b", ".hidden", "_x"])
def test_names_that_are_no_file_names_are_refused(lake: Lake, name: str):
    with pytest.raises(ValueError, match="cannot name a run or part"):
        lake.write("runs", "r1", name, table("runs", [run_row("r1")]))


def test_wrong_table_or_status_is_refused(lake: Lake):
    with pytest.raises(KeyError, match="no table 'figures'"):
        lake.write("figures", "r1", "0", table("runs", []))
    with pytest.raises(KeyError, match="no table 'duplicates'"):
        lake.read_current("duplicates")
    with pytest.raises(ValueError, match="'done' is no status"):
        lake.commit("r1", "done")
    with pytest.raises(UnknownRun, match="run r9 does not stand"):
        lake.roll_back_after("r9")


def test_marker_of_a_newer_contract_is_refused(lake: Lake):
    commit_run(lake, "r1", [page(1)])
    marker = lake.markers_folder / "r1.json"
    write_sealed(marker, {**read_sealed(marker), "contract_version": CONTRACT_VERSION + 1})
    with pytest.raises(NewerContract, match="run r1"):
        lake.known_files()


def test_what_dead_runs_left_is_removed(lake: Lake):
    commit_run(lake, "r1", [page(1)])
    cut_short = lake.markers_folder / ".r2.json.77.partial"
    cut_short.write_text("{")
    write_run(lake, "r2", [page(2)])
    write_run(lake, "r3", [page(3)])
    assert lake.remove_uncommitted(keep=["r3"]) == ["r2"]
    assert sorted(p.name for p in (lake.root / "articles").iterdir()) == ["run=r1", "run=r3"]
    assert not cut_short.exists()


def test_a_status_may_be_corrected_and_keeps_its_place(lake: Lake):
    commit_run(lake, "r1", [page(1)])
    commit_run(lake, "r2", [page(1, "Khác\nCó 9 người.")], status="failed")
    commit_run(lake, "r3", [])
    lake.commit("r2", "published")
    assert lake.committed() == ["r1", "r2", "r3"]
