"""Incremental equals full: any sequence of adds, edits, deletes, renames, broken-off runs ends where one run would."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_folder import KeptFolder
from plain_run import BrokenOff, run_stages
from small_articles import small_article, write_articles

import tasks.discover
from tasks.plan.fingerprints import Fingerprints, current_fingerprints
from tasks.plan.planning import TooManyGone
from warehouse.checksums import state_checksums
from warehouse.lake.lake import Lake
from warehouse.reading import run_query

NAMES = ("a.txt", "b.txt", "thôn/c.txt", "d.html")
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.integers(0, 5), st.integers(0, 2)),
    st.tuples(st.just("delete"), st.sampled_from(NAMES)),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("garbage"), st.sampled_from(NAMES)),
    st.tuples(st.just("run"), st.sampled_from((None, None, None, "clean", "extract", "load"))),
    st.tuples(st.just("rules"), st.sampled_from(("clean", "extract"))),
)


def _state(home: Path) -> dict[str, str]:
    return dict(state_checksums(home / "warehouse.duckdb"))


def _apply(raw: Path, step: tuple[Any, ...]) -> None:
    path = raw / step[1]
    path.parent.mkdir(parents=True, exist_ok=True)
    match step[0]:
        case "write":
            text = small_article(step[2], step[3])
            path.write_text(f"<html><body><h1>{text}</h1></body></html>" if path.suffix == ".html" else text, encoding="utf-8")
        case "delete":
            path.unlink(missing_ok=True)
        case "rename" if path.exists() and step[2] != step[1]:
            (raw / step[2]).parent.mkdir(parents=True, exist_ok=True)
            path.replace(raw / step[2])
        case "garbage":
            path.write_bytes(bytes(range(256)) * 4)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=2, max_size=7))
def test_any_sequence_of_runs_ends_like_one_run_over_the_final_files(steps: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        raw, home, once = (Path(folder) / name for name in ("raw", "home", "once"))
        write_articles(raw, range(1))
        versions = {"clean": 0, "extract": 0}
        for step in steps:
            if step[0] == "rules":
                versions[step[1]] += 1
                _pretend_rules(patch, versions)
            elif step[0] == "run":
                _run(home, raw, step[1])
            else:
                _apply(raw, step)
        run_stages(home, raw, judge=False)
        run_stages(once, raw, judge=False)
        assert _state(home) == _state(once)


def _run(home: Path, raw: Path, stop_after: str | None) -> None:
    try:
        run_stages(home, raw, judge=False, stop_after=stop_after)
    except BrokenOff:
        assert Lake(home).read_current("runs")["status"].to_pylist()[-1] == "failed"


def _pretend_rules(patch: pytest.MonkeyPatch, versions: dict[str, int]) -> None:
    """Fingerprints of other rules, as after an update that in the end changes no row."""
    now = current_fingerprints()
    other = Fingerprints(f"{now.clean}-{versions['clean']}", f"{now.extract}-{versions['extract']}")
    patch.setattr(tasks.discover, "current_fingerprints", lambda: other)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> KeptFolder:
    """Three small articles and a home that published them."""
    folder = tmp_path_factory.mktemp("increments")
    write_articles(folder / "raw", range(3))
    run_stages(folder / "home", folder / "raw", judge=False)
    return KeptFolder.of(folder)


@pytest.fixture
def home(made: KeptFolder) -> Path:
    """A home that published the three small articles of `raw` beside it."""
    return made.put_back() / "home"


@pytest.fixture
def raw(home: Path) -> Path:
    """The raw files of that home."""
    return home.parent / "raw"


def test_only_what_changed_is_processed(home: Path, raw: Path) -> None:
    write_articles(raw, range(1, 2), edition=1)
    run = run_stages(home, raw, judge=False)
    assert (run.documents.loaded, run.documents.unchanged, run.documents.gone) == (1, 2, 0)
    rows = run_query(home / "warehouse.duckdb", "select run_id, count(*) as n from articles group by all").to_pylist()
    by_run = {row["run_id"]: row["n"] for row in rows}
    assert by_run.pop(run.run_id) == 1
    assert list(by_run.values()) == [2]


def test_a_deleted_file_takes_its_rows_along_and_stays_known_as_gone(home: Path, raw: Path) -> None:
    (raw / "bài-00000.txt").unlink()
    run = run_stages(home, raw, judge=False)
    assert (run.documents.gone, run.documents.unchanged) == (1, 2)
    counts = "select (select count(*) from articles) as articles, (select count(distinct article_id) from observations) as with_figures"
    assert run_query(home / "warehouse.duckdb", counts).to_pylist() == [{"articles": 2, "with_figures": 2}]
    gone = run_query(
        home / "warehouse.duckdb", "select status, article_id from raw_files where source_uri like '%bài-00000.txt'"
    ).to_pylist()
    assert gone == [{"status": "gone", "article_id": None}]


def test_a_run_over_one_location_leaves_the_other_alone(home: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "elsewhere", range(5, 6))
    run = run_stages(home, tmp_path / "elsewhere", judge=False)
    assert (run.documents.discovered, run.documents.gone) == (1, 0)
    assert run_query(home / "warehouse.duckdb", "select count(*) as n from articles").to_pylist() == [{"n": 4}]


def test_a_vanished_location_stops_the_run_and_changes_nothing(home: Path, raw: Path) -> None:
    before = _state(home)
    for path in raw.iterdir():
        path.unlink()
    with pytest.raises(TooManyGone, match=r"3 of 3 known documents .* --allow-vanish"):
        run_stages(home, raw, judge=False, allow_vanish=False)
    assert _state(home) == before
    assert Lake(home).read_current("runs")["status"].to_pylist() == ["published", "refused"]


def test_other_extraction_rules_extract_from_stored_text_although_the_raw_files_are_elsewhere(
    home: Path, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _state(home)
    monkeypatch.setattr("tasks.clean.clean_document", lambda document: pytest.fail("cleaned again"))
    monkeypatch.setattr(tasks.discover, "current_fingerprints", lambda: Fingerprints(current_fingerprints().clean, "other"))
    run = run_stages(home, raw, judge=False)
    assert run.planned.counts["rules-changed"] == 3
    assert run.planned.articles_to_extract == 3
    assert _state(home) == before
    runs = run_query(
        home / "warehouse.duckdb", "select distinct a.run_id = o.run_id as same from articles a join observations o using (article_id)"
    )
    assert runs.to_pylist() == [{"same": False}]


def test_a_document_on_which_a_rule_fails_is_quarantined_with_the_line_and_replayed(
    home: Path, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tasks.facts.extraction import extract_figures
    from tasks.runs.waiting import waiting_files

    def failing(article: Any) -> Any:
        if "đợt 1\n" in article.text:
            raise KeyError("một quy tắc hỏng")
        return extract_figures(article)

    shutil.rmtree(home)
    with monkeypatch.context() as patch:
        patch.setattr("tasks.extract.extract_figures", failing)
        run = run_stages(home, raw, judge=False)
    assert (run.documents.loaded, run.documents.quarantined) == (2, 1)
    (row,) = run_query(home / "warehouse.duckdb", "select stage, reason, detail from quarantine").to_pylist()
    assert (row["stage"], row["reason"]) == ("extract", "internal_error")
    assert row["detail"].startswith("KeyError: 'một quy tắc hỏng'")
    waiting = waiting_files(home, "internal_error")
    replayed = run_stages(home, list(waiting.locations), replayed=waiting.files, judge=False)
    assert (replayed.documents.loaded, replayed.documents.unchanged) == (1, 2)
    (row,) = run_query(home / "warehouse.duckdb", "select replayed_run_id, outcome from quarantine").to_pylist()
    assert row == {"replayed_run_id": replayed.run_id, "outcome": "loaded"}
    assert waiting_files(home).files == ()


def test_full_processes_everything_in_scope_again_and_ends_in_the_same_rows(home: Path, raw: Path) -> None:
    before = _state(home)
    run = run_stages(home, raw, again="clean", judge=False)
    assert (run.documents.loaded, run.documents.unchanged) == (3, 0)
    assert _state(home) == before


def test_from_extract_extracts_from_stored_text_and_cleans_nothing(home: Path, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _state(home)
    monkeypatch.setattr("tasks.clean.clean_document", lambda document: pytest.fail("cleaned again"))
    run = run_stages(home, raw, again="extract", judge=False)
    assert (run.planned.articles_to_extract, run.planned.files_to_clean, run.documents.loaded) == (3, 0, 3)
    assert _state(home) == before


def test_the_order_and_size_of_batches_change_no_row(home: Path, raw: Path, tmp_path: Path) -> None:
    run_stages(tmp_path / "one-by-one", raw, batch_size=1, judge=False)
    assert _state(tmp_path / "one-by-one") == _state(home)


def test_a_line_that_leaves_a_container_is_gone(tmp_path: Path) -> None:
    import json

    raw, home = tmp_path / "raw", tmp_path / "home"
    raw.mkdir()
    lines = [json.dumps({"text": small_article(number), "url": f"https://bao.example/{number}"}, ensure_ascii=False) for number in range(3)]
    (raw / "tin.jsonl").write_text("\n".join(lines), encoding="utf-8")
    first = run_stages(home, raw, judge=False)
    (raw / "tin.jsonl").write_text("\n".join(lines[:2]), encoding="utf-8")
    second = run_stages(home, raw, judge=False)
    assert (first.documents.loaded, second.documents.loaded, second.documents.gone) == (3, 2, 1)
    assert run_query(home / "warehouse.duckdb", "select count(*) as n from articles").to_pylist() == [{"n": 2}]
