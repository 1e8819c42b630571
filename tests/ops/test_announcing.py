"""Somebody hears: what a run leaves when it has ended, and who is told when it failed, was refused, or is well again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ops.listener import Heard, listening_post
from plain_run import BrokenOff, run_stages
from prometheus_client.parser import text_string_to_metric_families
from small_articles import write_articles
from typer.testing import CliRunner

from flows.announcing import announced, hearing_of_prefect
from flows.cli import app
from flows.environment import PrefectFailed
from flows.health import find_problems
from flows.notices import Notice
from flows.notifying import read_alert, send_notice
from flows.results import read_results
from flows.settings import Settings
from flows.telling import told_as_json
from tasks.errors import RunRefused
from tasks.runs.record import open_run
from warehouse.lock import HomeBusy, HomeLock
from warehouse.parquet import NewerContract

DAY = timedelta(hours=26)


@pytest.fixture
def heard() -> Iterator[Heard]:
    """What was told to the address of the setting."""
    with listening_post() as post:
        yield post


@pytest.fixture
def settings(tmp_path: Path, heard: Heard) -> Settings:
    """Settings of a home with three small articles to read, which tells of trouble."""
    write_articles(tmp_path / "raw", range(3))
    (tmp_path / "raw" / "leer.txt").write_bytes(b"")
    return Settings(home=tmp_path / "home", raw=(str(tmp_path / "raw"),), notify=(heard.address,))


def _night(settings: Settings, stop_after: str | None = None) -> None:
    with announced(settings):
        run_stages(settings.home, list(settings.raw), judge=False, stop_after=stop_after)


@contextmanager
def _wrapping() -> Iterator[None]:
    """Raise what Prefect is said to have failed with, from the error of the block."""
    try:
        yield
    except ConnectionError as error:
        raise PrefectFailed("Prefect failed") from error


def _metrics(home: Path) -> dict[str, float]:
    families = text_string_to_metric_families((home / "metrics.prom").read_text(encoding="utf-8"))
    samples = [sample for family in families for sample in family.samples]
    return {" ".join((sample.name, *sample.labels.values())): sample.value for sample in samples}


def test_a_good_run_leaves_metrics_and_a_log_and_tells_nobody(settings: Settings, heard: Heard) -> None:
    _night(settings)
    found = _metrics(settings.home)
    assert found["solieu_last_run_status published"] == 1
    assert found["solieu_last_run_documents loaded"] == 3
    assert found["solieu_last_run_quarantined empty"] == found["solieu_quarantine_waiting empty"] == 1
    assert found["solieu_last_run_figures observations"] > 0
    assert found["solieu_disk_bytes warehouse"] == (settings.home / "warehouse.duckdb").stat().st_size
    assert found["solieu_last_success_timestamp_seconds"] == found["solieu_last_run_timestamp_seconds"]
    (log,) = (settings.home / "logs").glob("*.log")
    for path in (log, settings.home / "metrics.prom"):
        assert path.stat().st_mode & 0o027 == 0, "for its owner and group"
    assert not heard.notices
    assert not (settings.home / "last_failure.md").exists()


def test_a_failed_run_is_told_with_what_failed_and_what_to_do_and_its_recovery_too(settings: Settings, heard: Heard) -> None:
    with pytest.raises(BrokenOff):
        _night(settings, stop_after="load")
    (notice,) = heard.notices
    assert notice["type"] == "failure"
    assert notice["title"].startswith("solieu failed: BrokenOff: broken off after load")
    written = (settings.home / "last_failure.md").read_text(encoding="utf-8")
    for text in (notice["message"], written):
        assert "broken off after load" in text
        assert settings.raw[0] in text, "which inputs"
        assert "1 refused as empty" in text, "which inputs"
        assert f"solieu status --home {settings.home}" in text, "what to do"
        assert "no warehouse yet" in text, "what stands"
    assert _metrics(settings.home)["solieu_last_run_status failed"] == 1
    log = next((settings.home / "logs").glob("*.log")).read_text(encoding="utf-8")
    assert "Traceback" in log
    assert "BrokenOff" in log
    assert [problem.kind for problem in find_problems(settings.home, DAY)] == ["failed", "late"]

    _night(settings)
    assert heard.titles[1:] == ["solieu recovered: published"]
    assert heard.notices[1]["type"] == "success"
    assert not find_problems(settings.home, DAY)
    written = (settings.home / "last_failure.md").read_text(encoding="utf-8")
    assert written.startswith("Recovered ")
    assert "broken off after load" in written
    _night(settings)
    assert len(heard.notices) == 2, "well again is told once"


def test_a_refused_run_is_told_as_refused(settings: Settings, heard: Heard) -> None:
    with pytest.raises(RunRefused), announced(settings), open_run(settings.home, {"raw": list(settings.raw)}):
        raise RunRefused("2 of 7 known documents are gone")
    assert heard.titles == ["solieu refused: 2 of 7 known documents are gone"]
    assert "nothing was published" in heard.notices[0]["message"]
    assert [problem.kind for problem in find_problems(settings.home, DAY)] == ["refused", "late"]


def test_a_run_that_could_not_begin_is_told_too(settings: Settings, heard: Heard) -> None:
    with HomeLock(settings.home, "20261121T023000Z-3f9a"), pytest.raises(HomeBusy), announced(settings):
        run_stages(settings.home, list(settings.raw), judge=False)
    assert "is busy: run 20261121T023000Z-3f9a" in heard.titles[0]
    assert "it could not begin" in heard.notices[0]["message"]
    with pytest.raises(PrefectFailed), hearing_of_prefect(settings):
        raise PrefectFailed("Prefect failed (no server)")
    assert heard.titles[1] == "solieu failed: Prefect failed (no server)"


def test_one_failure_is_told_once_though_prefect_wraps_it(settings: Settings, heard: Heard) -> None:
    with pytest.raises(PrefectFailed), hearing_of_prefect(settings), _wrapping(), announced(settings), open_run(settings.home, {}):
        raise ConnectionError("the server went away")
    assert len(heard.notices) == 1


def test_what_comes_after_a_run_cannot_make_it_fail(settings: Settings, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("flows.announcing.write_metrics", full)
    _night(settings)
    log = next((settings.home / "logs").glob("*.log")).read_text(encoding="utf-8")
    assert "metrics.prom could not be written: no space" in log
    assert read_results(settings.home)[-1].status == "published"


def test_an_address_that_does_not_take_a_notice_is_named_without_its_password(heard: Heard) -> None:
    heard.answer = 500
    notice = Notice("failed", "title", "text")
    assert send_notice(notice, [heard.address, "nonsense://x"]) == [
        "address 1 of notify (json://…) did not take the notice",
        "address 2 of notify (nonsense://…) is none that apprise knows",
    ]


def test_addresses_are_in_no_record_of_a_run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hush-hush" not in repr(settings) + json.dumps(settings.model_dump(mode="json"), ensure_ascii=False)
    monkeypatch.setenv("SOLIEU_NOTIFY", "json://a/?to=x,y mailto://b")
    assert Settings().notify == ("json://a/?to=x,y", "mailto://b")


def test_a_night_that_did_not_come_is_told_once_by_the_check(settings: Settings, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    _night(settings)
    monkeypatch.setenv("SOLIEU_NOTIFY", settings.notify[0])
    check = ["status", "--check", "--notify", "--home", str(settings.home)]
    well = CliRunner().invoke(app, check)
    assert (well.exit_code, heard.notices) == (0, [])
    for _ in range(2):
        late = CliRunner().invoke(app, [*check, "--max-age", "0m"])
        assert late.exit_code == 4
        assert re.search(r"late: the last good run, \S+, ended 0 h ago; at most 0 h is wanted", late.stdout)
    assert len(heard.notices) == 1
    assert heard.titles[0].startswith("solieu late: the last good run")
    alert = read_alert(settings.home)
    assert alert is not None
    assert alert.kind == "late"
    _night(settings)
    assert heard.titles[1].startswith("solieu recovered")


def test_the_check_finds_what_died_what_is_damaged_and_what_drifted(settings: Settings) -> None:
    _night(settings)
    live = settings.home / "warehouse.duckdb"
    live.write_bytes(b"not a warehouse")
    (settings.home / "lake" / "runs" / "run=20990101T000000Z-0000").mkdir()
    problems = {problem.kind: problem for problem in find_problems(settings.home, DAY)}
    assert set(problems) == {"died", "damaged"}
    assert "run 20990101T000000Z-0000 ended without a word" in problems["died"].message
    assert problems["damaged"].advice == f"solieu rebuild --home {settings.home}, or the next run"
    assert "is damaged or was changed" in problems["damaged"].message
    with HomeLock(settings.home):
        assert "died" not in {problem.kind for problem in find_problems(settings.home, DAY)}, "it is under way"


def test_a_run_unlike_those_before_it_is_drifted(settings: Settings, tmp_path: Path) -> None:
    _night(settings)
    write_articles(tmp_path / "raw", range(3), edition=40)
    _night(settings)
    record = {"diff": json.dumps({"warning": "9 of 12 figures were removed or changed"})}
    assert not find_problems(settings.home, DAY)
    _rewrite_last_run(settings.home, record)
    (problem,) = find_problems(settings.home, DAY)
    assert problem.kind == "drifted"
    assert "9 of 12 figures were removed or changed" in problem.message


def test_a_home_without_runs_is_late_and_a_later_clock_is_told_in_hours(settings: Settings) -> None:
    (problem,) = find_problems(settings.home, DAY)
    assert problem.message == "no run has published yet"
    _night(settings)
    (problem,) = find_problems(settings.home, DAY, datetime.now(UTC) + timedelta(hours=27, minutes=30))
    assert "ended 27.5 h ago; at most 26 h is wanted" in problem.message


def test_status_as_json_says_all_of_it(settings: Settings, tmp_path: Path) -> None:
    _night(settings)
    result = CliRunner().invoke(app, ["status", "--json", "--home", str(settings.home)])
    told = json.loads(result.stdout)
    assert (told["well"], told["problems"], told["quarantine"]) == (True, [], {"empty": 1})
    assert told["last_success"]["run_id"] == told["warehouse"]["run_id"] == told["runs"][-1]["run_id"]
    assert told["disk_bytes"]["lake"] > 0
    empty = CliRunner().invoke(app, ["status", "--json", "--check", "--home", str(tmp_path / "none")])
    assert empty.exit_code == 4
    assert [problem["kind"] for problem in json.loads(empty.stdout)["problems"]] == ["late"]
    wrong = CliRunner().invoke(app, ["status", "--check", "--max-age", "soon", "--home", str(settings.home)])
    assert wrong.exit_code == 2


def test_a_run_that_cannot_begin_is_json_too(settings: Settings) -> None:
    arguments = ["run", "--json", "--raw", settings.raw[0], "--home", str(settings.home)]
    with HomeLock(settings.home):
        busy = CliRunner().invoke(app, arguments)
    assert busy.exit_code == 75
    told = json.loads(busy.stdout)
    assert (told["status"], told["exit_code"], told["run"]) == ("busy", 75, None)
    wrong = CliRunner().invoke(app, [*arguments, "--workers", "0"])
    told = json.loads(wrong.stdout)
    assert (told["status"], told["exit_code"]) == ("failed", 2)
    assert "--workers" in told["message"]


def _rewrite_last_run(home: Path, changes: dict[str, str]) -> None:
    """Change columns in the record of the last run, as a run with that end would have written them."""
    from warehouse.contracts import CONTRACTS
    from warehouse.lake.lake import Lake
    from warehouse.parquet import rows_to_table

    lake = Lake(home)
    row = lake.read_current("runs").to_pylist()[-1] | changes
    lake.write("runs", row["run_id"], "run", rows_to_table(CONTRACTS["runs"], {name: [value] for name, value in row.items()}))
    lake.commit(row["run_id"], row["status"])


def test_a_password_in_a_raw_location_is_in_no_notice(settings: Settings, heard: Heard) -> None:
    secret = settings.model_copy(update={"raw": ("https://reader:s3cret@store.example/tin",)})
    with pytest.raises(OSError, match="refused"), announced(secret):
        raise OSError("https://reader:s3cret@store.example/tin\x1b[2J<img src=x> refused the connection")
    log = next((settings.home / "logs").glob("*.log")).read_text(encoding="utf-8")
    assert "OSError: https://***@store.example/tin\\x1b[2J<img src=x> refused" in log
    assert "s3cret" not in log
    written = (settings.home / "last_failure.md").read_text(encoding="utf-8")
    assert "store.example/tin" in written
    assert "s3cret" not in json.dumps(heard.notices) + written
    assert "&lt;img src=x&gt;" in written, "a mail or a page shows it and does not load it"
    assert "<img" not in heard.notices[0]["message"]


def test_a_home_of_a_newer_solieu_is_told_and_json(settings: Settings, heard: Heard, capsys: pytest.CaptureFixture[str]) -> None:
    marker = {"run_id": "20261121T023000Z-3f9a", "sequence": 1, "status": "published", "contract_version": 9999, "files": {}}
    (settings.home / "lake" / "_runs").mkdir(parents=True)
    (settings.home / "lake" / "_runs" / "20261121T023000Z-3f9a.json").write_text(json.dumps(marker))
    with pytest.raises(NewerContract), announced(settings):
        run_stages(settings.home, list(settings.raw), judge=False)
    assert "follows contract version 9999" in heard.notices[0]["message"]
    assert "exit code 1" in heard.notices[0]["message"]
    with pytest.raises(NewerContract), told_as_json(settings.home):
        run_stages(settings.home, list(settings.raw), judge=False)
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["exit_code"], told["run"]) == ("failed", 1, None)
