"""`solieu` as people type it: what it prints, where it ends, and its exit codes."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from plain_run import run_stages
from small_articles import write_articles
from typer.testing import CliRunner, Result

from flows.cli import app, typed_name
from flows.summary import RunSummary
from flows.terminal import ended_by_sigterm
from warehouse.lock import HomeLock

SOLIEU = [sys.executable, "-m", "flows.cli"]


def _solieu(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two published runs over small articles, one document refused."""
    folder = tmp_path_factory.mktemp("small")
    write_articles(folder / "raw", range(3))
    (folder / "raw" / "leer.txt").write_bytes(b"")
    run_stages(folder / "home", folder / "raw", judge=False)
    write_articles(folder / "raw", range(1), edition=1)
    run_stages(folder / "home", folder / "raw", judge=False)
    return folder / "home"


def test_without_a_command_it_explains_itself() -> None:
    shown = _solieu("--help").output
    for command in (
        "run",
        "plan",
        "sql",
        "ask",
        "status",
        "quarantine",
        "replay",
        "rollback",
        "diff",
        "rebuild",
        "compact",
        "check",
        "validate",
        "export",
        "explain",
    ):
        assert command in shown


@pytest.mark.parametrize("command", [command.name or command.callback.__name__ for command in app.registered_commands if command.callback])
def test_every_option_is_documented(command: str) -> None:
    import typer.main

    for parameter in typer.main.get_command(app).commands[command].params:  # type: ignore[attr-defined]
        assert getattr(parameter, "help", None), f"{command} {parameter.name} has no help"


def test_a_whole_run_prints_its_stages_its_summary_and_questions_that_work(tmp_path: Path) -> None:
    """The real command in a process of its own; `make run` is this with the sample articles."""
    write_articles(tmp_path / "raw", range(4))
    home = tmp_path / "home"
    command = [*SOLIEU, "run", "--raw", str(tmp_path / "raw"), "--home", str(home), "--workers", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PREFECT_LOGGING_LEVEL": "CRITICAL"})
    assert done.returncode == 0, done.stderr
    assert "published 4 articles" in done.stdout
    for word in (
        "discover",
        "clean",
        "extract",
        "validate",
        "load",
        "check",
        "publish",
        "documents",
        "quarantined",
        "expectations",
        "warehouse",
    ):
        assert word in done.stdout
    questions = [line.strip() for line in done.stdout.splitlines() if line.strip().startswith("solieu sql")]
    assert len(questions) == 3
    for question in questions:
        query = question.split('"')[1]
        assert _solieu("sql", query, "--home", home).exit_code == 0


def test_sigterm_ends_a_run_as_ctrl_c_does() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), ended_by_sigterm():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) == before


def test_what_is_to_be_typed_next_can_be_typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "argv", [".venv/bin/solieu", "run"])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert typed_name() == ".venv/bin/solieu"
    (tmp_path / "solieu").touch(0o755)
    assert typed_name() == "solieu"


def test_a_home_that_is_busy_ends_with_75_and_names_the_holder(tmp_path: Path) -> None:
    write_articles(tmp_path / "raw", range(1))
    with HomeLock(tmp_path / "home", "20261121T023000Z-3f9a"):
        done = subprocess.run(
            [*SOLIEU, "run", "--raw", str(tmp_path / "raw"), "--home", str(tmp_path / "home")], capture_output=True, text=True, check=False
        )
    assert done.returncode == 75
    assert f"run 20261121T023000Z-3f9a (process {os.getpid()} on " in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_raw_location_names_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOLIEU_RAW", raising=False)
    result = _solieu("run", "--home", tmp_path)
    assert result.exit_code == 2
    assert "raw: no raw location; give --raw PATH" in result.stderr


def test_a_wrong_value_names_the_option(tmp_path: Path) -> None:
    result = _solieu("run", "--raw", tmp_path, "--workers", "0")
    assert result.exit_code == 2
    assert "--workers: Input should be greater than or equal to 1, got 0" in result.stderr


def test_plan_says_what_would_be_done_and_writes_nothing(small_home: Path) -> None:
    before = sorted(path for path in small_home.rglob("*"))
    write_articles(small_home.parent / "raw", range(7, 8))
    try:
        shown = _solieu("plan", "--raw", small_home.parent / "raw", "--home", small_home)
        plan = json.loads(_solieu("plan", "--json", "--raw", small_home.parent / "raw", "--home", small_home).stdout)
    finally:
        (small_home.parent / "raw" / "bài-00007.txt").unlink()
    assert "1 new           bài-00007.txt (not seen before)" in shown.stdout
    assert plan["counts"]["new"] == 1
    assert {file["status"] for file in plan["files"]} == {"new", "unchanged"}
    assert sorted(path for path in small_home.rglob("*")) == before


def test_sql_answers_in_every_format_and_never_writes(small_home: Path, tmp_path: Path) -> None:
    query = "select count(*) as articles from articles"
    assert "3" in _solieu("sql", query, "--home", small_home).stdout
    assert _solieu("sql", query, "--format", "csv", "--home", small_home).stdout == '"articles"\n3\n'
    assert json.loads(_solieu("sql", query, "--format", "json", "--home", small_home).stdout) == [{"articles": 3}]
    (tmp_path / "q.sql").write_text("-- how many\nselect 1 as một;", encoding="utf-8")
    assert "một" in _solieu("sql", "-f", tmp_path / "q.sql", "--home", small_home).stdout
    refused = _solieu("sql", "delete from articles", "--home", small_home)
    assert refused.exit_code == 1
    assert "read-only" in refused.stderr


def test_sql_as_parquet_is_bytes_for_a_pipe(small_home: Path, tmp_path: Path) -> None:
    import io

    import pyarrow.parquet as pq

    command = [*SOLIEU, "sql", "select 1 as a", "--format", "parquet", "--home", str(small_home)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert pq.read_table(io.BytesIO(done.stdout)).to_pylist() == [{"a": 1}]


def test_the_prompt_asks_until_quit_and_survives_a_wrong_query(small_home: Path) -> None:
    typed = "select count(*) as articles\nfrom articles;\nselect nonsense;\n.quit\n"
    result = CliRunner().invoke(app, ["sql", "--home", str(small_home)], input=typed)
    assert result.exit_code == 0
    assert "articles" in result.output
    assert "nonsense" in result.output


def test_a_query_that_is_wrong_is_one_line_and_a_missing_warehouse_says_what_to_do(small_home: Path, tmp_path: Path) -> None:
    wrong = _solieu("sql", "select * from no_such_table", "--home", small_home)
    assert wrong.exit_code == 1
    assert wrong.stderr.startswith("error: ")
    assert "no_such_table" in wrong.stderr
    missing = _solieu("sql", "select 1", "--home", tmp_path)
    assert missing.exit_code == 1
    assert "run `solieu run` first" in missing.stderr


def test_status_shows_runs_and_quarantine(small_home: Path, tmp_path: Path) -> None:
    shown = _solieu("status", "--home", small_home).stdout
    assert shown.count("published") == 2
    assert "empty" in shown
    assert "no run yet" in _solieu("status", "--home", tmp_path).stdout


def test_a_damaged_warehouse_says_how_to_mend_it_and_hides_no_run(small_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(small_home, home)
    live = home / "warehouse.duckdb"
    live.write_bytes(live.read_bytes()[:8192])
    asked = _solieu("sql", "select 1", "--home", home)
    assert asked.exit_code == 1
    assert "`solieu rebuild` makes it anew from the lake" in asked.stderr
    shown = _solieu("status", "--home", home)
    assert shown.exit_code == 0, shown.stderr
    runs, _, told = shown.stdout.partition("warehouse")
    assert runs.count("published") == 2
    assert "empty" in shown.stdout
    assert "is damaged or was changed: its bytes are not those that were published" in told
    assert "`solieu rebuild` makes it anew from the lake" in told
    assert _solieu("rebuild", "--home", home).exit_code == 0
    assert "as run 2" in _solieu("status", "--home", home).stdout


def test_a_full_disk_is_one_line_that_says_what_to_do(small_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tasks.rebuild.rebuild", full)
    result = _solieu("rebuild", "--home", small_home)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert "No space left on device; make room" in result.stderr


def test_quarantine_lists_reason_file_and_what_to_do(small_home: Path) -> None:
    shown = _solieu("quarantine", "--home", small_home).stdout
    assert "leer.txt" in shown
    assert "empty: Collect it again." in shown
    assert "nothing in quarantine for reason language" in _solieu("quarantine", "--reason", "language", "--home", small_home).stdout


def test_diff_counts_the_figures_that_changed(small_home: Path) -> None:
    shown = _solieu("diff", "--home", small_home)
    assert shown.exit_code == 0
    assert "figures added" in shown.stdout
    unknown = _solieu("diff", "20000101T000000Z-0000", "--home", small_home)
    assert unknown.exit_code == 1
    assert "no snapshot of run 20000101T000000Z-0000; kept:" in unknown.stderr


def test_export_writes_what_its_ending_says(small_home: Path, tmp_path: Path) -> None:
    for ending in ("csv", "parquet", "json", "xlsx"):
        result = _solieu("export", "figures", "--to", tmp_path / f"figures.{ending}", "--home", small_home)
        assert result.exit_code == 0, result.stderr
        assert (tmp_path / f"figures.{ending}").stat().st_size > 100
    assert _solieu("export", "figures", "--to", tmp_path / "figures.doc", "--home", small_home).exit_code == 2


def test_ask_lists_and_answers_the_questions_that_come_with_it(small_home: Path) -> None:
    listed = _solieu("ask", "--home", small_home).stdout
    assert "operator_last_runs" in listed
    assert _solieu("ask", "operator_last_runs", "--home", small_home).exit_code == 0
    assert "select" in _solieu("ask", "operator_last_runs", "--show", "--home", small_home).stdout
    assert "no such question" in _solieu("ask", "nothing", "--home", small_home).stderr


def test_explain_shows_the_sentence_and_the_steps_of_a_figure(small_home: Path) -> None:
    rows = json.loads(_solieu("sql", "select observation_id, span_text from observations", "--format", "json", "--home", small_home).stdout)
    shown = _solieu("explain", rows[0]["observation_id"], "--home", small_home).stdout
    assert f"⟦{rows[0]['span_text']}⟧" in shown
    assert "indicator" in shown
    assert "no figure or article ffff" in _solieu("explain", "ffff", "--home", small_home).stderr


def test_explain_works_on_a_raw_file_without_a_warehouse(tmp_path: Path) -> None:
    write_articles(tmp_path, range(1))
    (tmp_path / "trống.txt").write_bytes(b"")
    shown = _solieu("explain", tmp_path / "bài-00000.txt", "--home", tmp_path / "none").stdout
    assert "⟦40,5%⟧" in shown
    assert "party_members_admitted" in shown
    assert "cannot be used: empty" in _solieu("explain", tmp_path / "trống.txt").stdout


def test_lexicon_check_names_file_and_line_of_a_row_that_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks.facts.proofs import check as lexicon_check

    failure = lexicon_check.Failure("nouns", 7, "hộ", "12 hộ", "12=households", "gives nothing")
    monkeypatch.setattr(lexicon_check, "check_lexicons", lambda _own_alone: [failure])
    failed = _solieu("lexicon", "check")
    assert failed.exit_code == 1
    assert "seeds/lexicon/nouns.csv, line 7" in failed.stdout
    monkeypatch.setattr(lexicon_check, "check_lexicons", lambda _own_alone: [])
    assert "every row holds" in _solieu("lexicon", "check").stdout


def test_rollback_and_rebuild(small_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(small_home, home)
    before = _solieu("sql", "select run_id from run_history order by sequence", "--format", "csv", "--home", home).stdout.split()
    back = _solieu("rollback", "--home", home)
    assert back.exit_code == 0
    assert "set aside" in back.stdout
    after = _solieu("sql", "select run_id from run_history order by sequence", "--format", "csv", "--home", home).stdout.split()
    assert after == before[:2]
    assert "no snapshot of run before" in _solieu("diff", "--home", home).stderr, "what was rolled back is not what came before"
    assert _solieu("rebuild", "--home", home).exit_code == 0
    assert _solieu("rollback", "--to", "20000101T000000Z-0000", "--home", home).exit_code == 1


def test_validate_judges_the_live_file(published: tuple[Path, RunSummary]) -> None:
    result = _solieu("validate", "--home", published[0])
    assert result.exit_code == 0, result.stderr
    assert "expectations" in result.stdout
