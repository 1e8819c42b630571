"""Nights with an operator's own rows: what is taught between two of them appears, only what must is redone, a wrong row begins nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from overlays import SENTENCE, VACCINATIONS, with_overlay, write_overlay, write_rows
from plain_run import PlainRun, Works, run_stages
from small_articles import write_articles
from typer.testing import CliRunner

from flows.cli import app
from flows.lexicons import lexicons_of
from flows.settings import SettingsError, load_settings
from seeds.overlay import NO_OVERLAY, active_overlay, read_overlay, use_overlay
from tasks.clean import clean_batch
from tasks.extract import extract_batch
from tasks.workers.pool import begin_ahead
from warehouse.lake.lake import Lake
from warehouse.reading import run_query

HOMES = {"one": VACCINATIONS, "other": {"units": [["dose", "Liều", "Dose", "item", "1"]]}}
ARTICLE = f"Trạm y tế xã Nậm Mười tiêm chủng đợt mới\n\n{SENTENCE} Đến nay, Đảng bộ xã Nậm Mười có 214 đảng viên, bà con yên tâm.\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    write_articles(tmp_path / "raw", range(2))
    (tmp_path / "raw" / "tiêm.txt").write_text(ARTICLE, "utf-8")
    return tmp_path / "raw"


def found(home: Path) -> list[str]:
    """The indicators that the sentence about vaccinations gives in the published warehouse, with their English labels."""
    query = "select indicator, label_en from observations join indicators using (indicator) where span_text = '1.250'"
    return [f"{row['indicator']}: {row['label_en']}" for row in run_query(home / "warehouse.duckdb", query).to_pylist()]


@pytest.mark.parametrize("workers", [{"workers": 1}, {"workers": 1, "apart": True}], ids=["here", "in-a-process"])
def test_what_is_taught_between_two_nights_appears_and_nothing_is_cleaned_again(
    raw: Path, tmp_path: Path, workers: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, rows = tmp_path / "home", tmp_path / "lexicon"

    def night(judge: bool = False) -> PlainRun:
        with with_overlay(rows):
            return run_stages(home, raw, judge=judge, **workers)

    night()
    assert found(home) == ["other: Other"]
    write_overlay(rows)
    monkeypatch.setattr("tasks.clean.clean_document", lambda document: pytest.fail("cleaned again"))
    taught = night(judge=True)
    assert found(home) == ["vaccinations: People vaccinated"]
    assert (taught.planned.files_to_clean, taught.planned.articles_to_extract) == (0, 3)
    write_overlay(rows, {**VACCINATIONS, "negatives": VACCINATIONS["negatives"][:1]})
    assert night().status == "unchanged"
    for path in rows.iterdir():
        path.unlink()
    assert night().planned.articles_to_extract == 3
    assert found(home) == ["other: Other"]


def test_a_unit_of_ones_own_passes_the_checks_of_a_night(raw: Path, tmp_path: Path) -> None:
    """The night is judged by the tables of reference that it publishes."""
    example = "Trạm đã nhận 1.250 mũi tiêm nhắc."
    write_overlay(
        tmp_path / "lexicon",
        {
            "units": [["dose", "Liều", "Dose", "item", "1"]],
            "nouns": [["mũi tiêm nhắc", "dose", "dose", example, "1.250=other unit:dose", "own"]],
        },
    )
    (raw / "tiêm.txt").write_text(ARTICLE.replace(SENTENCE, example), "utf-8")
    with with_overlay(tmp_path / "lexicon"):
        assert run_stages(tmp_path / "home", raw).status == "published"
    query = "select value, label_vi from observations join units using (unit) where unit = 'dose'"
    assert run_query(tmp_path / "home" / "warehouse.duckdb", query).to_pylist() == [{"value": 1250.0, "label_vi": "Liều"}]


def test_a_label_alone_is_published_by_the_next_night_that_builds(raw: Path, tmp_path: Path) -> None:
    home, rows = tmp_path / "home", write_overlay(tmp_path / "lexicon")
    with with_overlay(rows):
        run_stages(home, raw, judge=False)
    write_rows(rows / "indicators.csv", [["vaccinations", "Số mũi tiêm", "Doses given", "society", "", "flow"]])
    write_articles(raw, range(5, 6))
    with with_overlay(rows):
        assert run_stages(home, raw, judge=False).planned.articles_to_extract == 0
    assert found(home) == ["vaccinations: Doses given"]


def test_workers_that_were_started_without_the_rows_read_them(raw: Path, tmp_path: Path) -> None:
    """The process that workers are forked from outlives a run, and the next may be of another home."""
    begin_ahead()
    with with_overlay(write_overlay(tmp_path / "lexicon")):
        run_stages(tmp_path / "taught", raw, judge=False, apart=True)
    run_stages(tmp_path / "plain", raw, judge=False, apart=True)
    assert (found(tmp_path / "taught"), found(tmp_path / "plain")) == (["vaccinations: People vaccinated"], ["other: Other"])


def test_workers_of_a_cluster_read_the_rows_of_each_run_they_work_for(raw: Path, tmp_path: Path) -> None:
    """They stay from run to run, know no setting, and see only what the run wrote."""
    from distributed import Client, LocalCluster

    quiet = {"dashboard_address": None, "silence_logs": "ERROR"}
    with LocalCluster(n_workers=1, threads_per_worker=1, host="127.0.0.1", **quiet) as cluster, Client(cluster.scheduler_address) as client:

        def send(batch: Callable[[Any], Any]) -> Callable[[Any], Any]:
            return lambda job: client.submit(batch, job, pure=False).result()

        works = Works(send(clean_batch), send(extract_batch))
        run_stages(tmp_path / "plain", raw, judge=False, works=works)
        with with_overlay(write_overlay(tmp_path / "lexicon")):
            run_stages(tmp_path / "taught", raw, judge=False, works=works)
        run_stages(tmp_path / "again", raw, judge=False, works=works)
    given = [found(tmp_path / name) for name in ("plain", "taught", "again")]
    assert given == [["other: Other"], ["vaccinations: People vaccinated"], ["other: Other"]]


def test_the_flow_reads_the_rows_of_its_home(raw: Path, tmp_path: Path) -> None:
    from flows.nightly import nightly

    write_overlay(tmp_path / "home" / "lexicon")
    nightly(raw=[str(raw)], home=str(tmp_path / "home"))
    assert found(tmp_path / "home") == ["vaccinations: People vaccinated"]
    assert active_overlay() == NO_OVERLAY


def test_a_wrong_row_is_told_before_anything_begins(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    write_overlay(tmp_path / "own", {"nouns": [["mũi tiêm", "dose", "cases", "Xã có 3 mũi tiêm.", "3=other", "own"]]})
    monkeypatch.setenv("SOLIEU_LEXICON", str(tmp_path / "own"))
    for command in (["run", "--raw", str(raw)], ["plan", "--raw", str(raw)], ["explain", str(raw / "tiêm.txt")]):
        told = CliRunner().invoke(app, [*command, "--home", str(home)], env={"COLUMNS": "400"})
        assert (told.exit_code, told.stderr) == (
            2, f"error: {tmp_path}/own/nouns.csv, line 2, column unit: 'cases' is no unit; did you mean 'case'?\n",
        )  # fmt: skip
    assert not Lake(home).markers()
    assert active_overlay() == NO_OVERLAY


def test_a_folder_that_is_named_and_is_not_there_is_a_wrong_setting(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIEU_LEXICON", str(tmp_path / "nowhere"))
    told = CliRunner().invoke(app, ["plan", "--raw", str(raw), "--home", str(tmp_path / "home")], env={"COLUMNS": "400"})
    assert (told.exit_code, f"lexicon: {tmp_path}/nowhere is no folder" in told.stderr) == (2, True)


def test_a_run_keeps_to_the_rows_it_began_with(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are edited while batches are under way count for the next night."""
    from tasks.store import overlay_copy

    written = overlay_copy.write_overlay_copy

    def write_and_edit(*asked: Any) -> None:
        written(*asked)
        (tmp_path / "lexicon" / "cues.csv").unlink()

    monkeypatch.setattr("tasks.discover.write_overlay_copy", write_and_edit)
    with with_overlay(write_overlay(tmp_path / "lexicon")):
        run_stages(tmp_path / "home", raw, judge=False)
    assert found(tmp_path / "home") == ["vaccinations: People vaccinated"]
    use_overlay(NO_OVERLAY)


def test_one_process_reads_the_rows_of_one_home_at_a_time(tmp_path: Path) -> None:
    """Two flows in threads of one process: the second would change what the first reads."""
    one, other = (load_settings(home=write_overlay(tmp_path / name / "lexicon", rows).parent) for name, rows in HOMES.items())
    with lexicons_of(one):
        with lexicons_of(one):
            pass
        assert active_overlay().texts
        with pytest.raises(SettingsError, match="this process works with other rows"), lexicons_of(other):
            pass
        assert active_overlay().digest == read_overlay(one.lexicon_folder).digest
    with lexicons_of(other):
        assert active_overlay().digest == read_overlay(other.lexicon_folder).digest
    assert active_overlay() == NO_OVERLAY
