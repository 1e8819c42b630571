"""What a night changed, figure by figure."""

import json
from pathlib import Path

import pytest
from conftest import build_and_publish
from small_lake import Page, commit_run, page

from warehouse.diffing import diff_figures, diff_rows
from warehouse.lake import Lake
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
    # page(1) has three figures; 40 became 45: one removed, one added; 50 is new; the moved sentences are the same figures.
    assert (diff.added, diff.removed, diff.changed, diff.unchanged) == (2, 4, 1, 5)
    assert diff.columns == {"indicator": 1}
    changed = diff.examples["changed"][0]
    assert (changed["before"], changed["after"]) == ({"indicator": "other"}, {"indicator": "forest_planted"})
    assert (diff.before, diff.after) == ("r1", "r2")


def test_a_large_share_of_changes_is_warned_of(nights: Lake):
    diff = diff_figures(snapshot(nights, "r1"), snapshot(nights, "r2"))
    assert diff.changed_share == 0.5
    assert diff.warning == "5 of 10 figures were removed or changed (50%, limit 20%)"
    assert diff_figures(snapshot(nights, "r1"), snapshot(nights, "r2"), warn_share=0.6).warning is None
    stored = json.loads(diff.to_json())
    assert stored["added"] == 2
    assert stored["warning"] == diff.warning


def test_rows_can_be_listed(nights: Lake):
    rows = diff_rows(snapshot(nights, "r1"), snapshot(nights, "r2")).to_pylist()
    assert sorted((row["change"], row["span_text"]) for row in rows if "edited" in row["source_uri"]) == [
        ("added", "45"),
        ("removed", "40"),
    ]
    assert len(rows) == 7
    assert [row["columns"] for row in rows if row["change"] == "changed"] == [["indicator"]]


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
