"""A storage that does not give what it lists: the run is refused, an operator may confirm it, and later nights go on."""

from __future__ import annotations

from pathlib import Path

from small_articles import write_articles
from typer.testing import CliRunner, Result

from flows.cli import app
from warehouse.reading import run_query


def _run(raw: Path, home: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["run", "--raw", str(raw), "--home", str(home), *more], env={"COLUMNS": "200"})


def test_half_a_night_is_not_published_unless_it_is_confirmed(tmp_path: Path) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(6))
    for number in range(6, 12):
        (raw / f"bài-{number:05d}.txt").symlink_to(raw / "missing" / str(number))
    refused = _run(raw, home)
    assert refused.exit_code == 3
    assert "6 of 12 files could not be read, more than 20%" in refused.stderr
    assert "run with --allow-unreadable" in refused.stderr
    assert not (home / "warehouse.duckdb").exists()
    assert _run(raw, home, "--allow-unreadable").exit_code == 0
    write_articles(raw, range(20, 21))
    assert _run(raw, home).exit_code == 0, "what could not be read before stops no later night"
    counts = "select count(*) filter (where status = 'loaded') as loaded, count(*) as documents from raw_files"
    (row,) = run_query(home / "warehouse.duckdb", counts).to_pylist()
    assert (row["loaded"], row["documents"]) == (7, 13)
