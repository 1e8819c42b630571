"""What a night changed, figure by figure."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from published_lake import build_and_publish
from small_lake import Page, commit_run, page

from warehouse.diffing import diff_figures, diff_rows
from warehouse.lake.lake import Lake
from warehouse.publishing import list_snapshots
from warehouse.reading import NoWarehouse


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Two nights: one figure read otherwise, one sentence moved, one page gone, one new, one figure edited."""
    lake = Lake(tmp_path_factory.mktemp("nights"))
    moved = Page("file:///raw/moved.txt", "Tin\nĐảng bộ có 10 người.\nChi bộ có 20 người.")
    read = Page("file:///raw/read.txt", "Tin\nTrồng 30 cây.", indicator="other")
    edited = Page("file:///raw/edited.txt", "Tin\nThu 40 tấn.")
    commit_run(lake, "r1", [moved, read, edited, page(1), page(2)])
    build_and_publish(lake, "r1")
    commit_run(
        lake,
        "r2",
        [
            Page(moved.uri, "Tin\nChi bộ có 20 người.\nMột câu mới.\nĐảng bộ có 10 người."),
            Page(read.uri, read.text, indicator="forest_planted"),
            Page(edited.uri, "Tin\nThu 45 tấn."),
            Page("file:///raw/new.txt", "Tin\nThêm 50 hộ."),
        ],
        gone=[page(1).uri],
    )
    build_and_publish(lake, "r2")
    return lake


def snapshot(lake: Lake, run_id: str) -> Path:
    return lake.home / "snapshots" / f"{run_id}.duckdb"


def test_figures_are_paired_by_their_words(nights: Lake):
    assert list_snapshots(nights.home) == ["r1", "r2"]
    diff = diff_figures(snapshot(nights, "r1"), snapshot(nights, "r2"))
    # page(1) has three figures; 50 is new; 40 became 45; 30 is read otherwise; the moved sentences are the same figures.
    assert (diff.added, diff.removed, diff.changed, diff.unchanged) == (1, 3, 2, 5)
    assert diff.columns == {"indicator": 1, "value": 1}
    edited, changed = diff.examples["changed"]
    assert (edited["before"], edited["after"]) == ({"value": 40.0}, {"value": 45.0})
    assert (changed["before"], changed["after"]) == ({"indicator": "other"}, {"indicator": "forest_planted"})
    assert (diff.before, diff.after) == ("r1", "r2")


def test_a_large_share_of_changes_is_warned_of(nights: Lake):
    diff = diff_figures(snapshot(nights, "r1"), snapshot(nights, "r2"))
    assert diff.changed_share == 0.5
    assert diff.warning == "5 of 10 figures were removed or changed (50%, limit 20%)"
    assert diff_figures(snapshot(nights, "r1"), snapshot(nights, "r2"), warn_share=0.6).warning is None
    stored = json.loads(diff.to_json())
    assert stored["added"] == 1
    assert stored["warning"] == diff.warning


def test_rows_can_be_listed(nights: Lake):
    rows = diff_rows(snapshot(nights, "r1"), snapshot(nights, "r2")).to_pylist()
    assert [(row["change"], row["span_text"], row["columns"]) for row in rows if "edited" in row["source_uri"]] == [
        ("changed", "45", ["value"])
    ]
    assert len(rows) == 6


def test_equal_files_do_not_differ(nights: Lake):
    diff = diff_figures(snapshot(nights, "r2"), snapshot(nights, "r2"))
    assert (diff.added, diff.removed, diff.changed, diff.unchanged, diff.warning) == (0, 0, 0, 8, None)


def test_first_night_has_nothing_to_compare_with(nights: Lake, tmp_path: Path):
    assert diff_figures(None, snapshot(nights, "r1")).before is None
    with pytest.raises(NoWarehouse):
        diff_rows(tmp_path / "none.duckdb", snapshot(nights, "r1"))


def test_same_figure_twice_in_one_sentence_is_paired_by_occurrence(tmp_path: Path):
    lake = Lake(tmp_path)
    text = "Tin\nXã A có 5 hộ, xã B có 5 hộ."
    commit_run(lake, "r1", [Page("file:///a.txt", text)])
    build_and_publish(lake, "r1")
    commit_run(lake, "r2", [Page("file:///a.txt", text, organisation="Xã B")])
    build_and_publish(lake, "r2")
    diff = diff_figures(snapshot(lake, "r1"), snapshot(lake, "r2"))
    assert (diff.added, diff.removed, diff.changed) == (0, 0, 2)


def diff_of(folder: Path, before: Page, after: Page) -> list[tuple[object, ...]]:
    """Change and values before and after of every figure of an article that was edited."""
    lake = Lake(folder)
    for run_id, edition in (("r1", before), ("r2", after)):
        commit_run(lake, run_id, [edition])
        build_and_publish(lake, run_id)
    rows = diff_rows(snapshot(lake, "r1"), snapshot(lake, "r2")).to_pylist()
    values = [[json.loads(row[side])["value"] if row[side] else None for side in ("before_values", "after_values")] for row in rows]
    return [(row["change"], *pair) for row, pair in zip(rows, values, strict=True)]


def test_numbers_changed_in_one_sentence_are_paired_by_their_place(tmp_path: Path):
    before = Page("file:///a.txt", "Tin\nNăm 2025, xã có 214 hộ và 6 bản, xóm 3 có 17 hộ.", dates=("2025", "3"))
    after = Page("file:///a.txt", "Tin\nNăm 2025, xã có 219 hộ và 6 bản, xóm 3 có 18 hộ.", dates=("2025", "3"))
    # Every number of the sentence but `6` changed, so none is paired by its words; `6` is the same figure in its place.
    assert diff_of(tmp_path, before, after) == [("changed", 17.0, 18.0), ("changed", 214.0, 219.0)]


def test_a_figure_in_a_rewritten_sentence_is_paired_by_its_fact(tmp_path: Path):
    before = Page("file:///a.txt", "Tin\nToàn xã có 214 hộ nghèo.\nBản có 30 hộ khá.")
    after = Page("file:///a.txt", "Tin\nTheo rà soát mới nhất còn 219 hộ nghèo.\nCả bản nay có 30 hộ khá.")
    assert diff_of(tmp_path, before, after) == [("changed", 214.0, 219.0)]


def test_a_figure_that_came_and_one_that_went_are_no_change(tmp_path: Path):
    before = Page("file:///a.txt", "Tin\nToàn xã có 214 hộ nghèo.")
    after = Page("file:///a.txt", "Tin\nTrường xây thêm 8 lớp học.")
    assert sorted(diff_of(tmp_path, before, after)) == [("added", None, 8.0), ("removed", 214.0, None)]


def test_a_file_from_before_a_column_was_added_is_compared(nights: Lake, tmp_path: Path):
    older = tmp_path / "older.duckdb"
    shutil.copy(snapshot(nights, "r1"), older)
    with duckdb.connect(str(older)) as con:
        con.execute("drop view main.observations")
        con.execute("create table main.observations as select * from internal.observation_rows")
    diff = diff_figures(older, snapshot(nights, "r2"))
    assert (diff.before, diff.added, diff.removed, diff.changed, diff.unchanged) == ("r1", 1, 3, 2, 5)
