"""`solieu prune`: what is old goes, what stands stays, and a home that was pruned works on."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from plain_run import BrokenOff, run_stages
from small_articles import write_articles
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.disk import disk_use
from warehouse.lake.lake import Lake
from warehouse.lake.tables import AUDIT_TABLES
from warehouse.publishing import list_snapshots
from warehouse.reading import run_query

OLD = time.time() - 100 * 86_400


@pytest.fixture(scope="module")
def used_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three published runs and a failed one, old logs and pages, and what a dead run left under way."""
    folder = tmp_path_factory.mktemp("used")
    home = folder / "home"
    for edition in range(3):
        write_articles(folder / "raw", range(2), edition=edition)
        run_stages(home, folder / "raw", judge=False)
    write_articles(folder / "raw", range(2), edition=9)
    with pytest.raises(BrokenOff):
        run_stages(home, folder / "raw", judge=False, stop_after="load")
    for name in ("logs/20260101T023000Z.log", "logs/new.log", "docs/runs/20260101T023000Z-aaaa.html", "docs/validation.html"):
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
        if not name.endswith("new.log"):
            os.utime(path, (OLD, OLD))
    (home / "candidates" / "dead").mkdir(parents=True)
    (home / "candidates" / "dead" / "warehouse.duckdb").write_bytes(b"half")
    failed = Lake(home).markers()[-1].run_id
    for data in (home / "lake").glob(f"*/run={failed}"):
        os.utime(data, (OLD, OLD))
    return home


@pytest.fixture
def home(used_home: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(used_home, tmp_path / "home", copy_function=shutil.copy2)
    return tmp_path / "home"


def _prune(home: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["prune", "--home", str(home), *options])


def _files(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file() and path.name != ".lock"}


def test_what_is_old_goes_and_what_stands_stays(home: Path) -> None:
    before, figures = _files(home), Lake(home).read_current("observations")
    runs = Lake(home).read_current("runs").num_rows
    failed = Lake(home).markers()[-1].run_id
    result = _prune(home, "--keep-snapshots", "2")
    assert result.exit_code == 0, result.stderr
    gone = before - _files(home)
    first = Lake(home).committed()[0]
    assert {f"snapshots/{first}.duckdb", "logs/20260101T023000Z.log", "docs/runs/20260101T023000Z-aaaa.html"} <= gone
    assert "candidates/dead/warehouse.duckdb" in gone
    data = {name for name in before if f"/run={failed}/" in name and name.split("/")[1] not in AUDIT_TABLES}
    assert {name for name in gone if name.startswith("lake/")} == data != set()
    assert {"logs/new.log", "docs/validation.html", "warehouse.duckdb"} <= _files(home)
    assert len(list_snapshots(home)) == 2
    assert Lake(home).read_current("observations").equals(figures)
    assert Lake(home).read_current("runs").num_rows == runs, "the record of a failed run stays"
    assert "freed" in result.stdout
    assert all((home / "lake" / name).exists() for marker in Lake(home).markers() for names in marker.files.values() for name in names)


def test_a_pruned_home_works_on(home: Path, used_home: Path) -> None:
    assert _prune(home, "--keep-snapshots", "1", "--keep-days", "1").exit_code == 0
    run_stages(home, used_home.parent / "raw", judge=False)
    assert run_query(home / "warehouse.duckdb", "select count(*) as n from articles").to_pylist() == [{"n": 2}]
    assert CliRunner().invoke(app, ["rebuild", "--home", str(home)]).exit_code == 0


def test_a_prune_that_was_cut_short_is_finished_by_the_next(home: Path) -> None:
    failed = Lake(home).markers()[-1]
    shutil.rmtree(home / "lake" / "articles" / f"run={failed.run_id}")
    assert _prune(home, "--keep-days", "500").exit_code == 0
    marker = Lake(home).markers()[-1]
    assert (marker.run_id, marker.status) == (failed.run_id, "failed")
    assert "articles" in failed.files
    assert "articles" not in marker.files


def test_a_dry_run_removes_nothing(home: Path) -> None:
    before = _files(home)
    result = _prune(home, "--dry-run", "--keep-snapshots", "1")
    assert "would free" in result.stdout
    assert result.stdout.count("snapshot ") == 2
    assert _files(home) == before


def test_a_wrong_number_of_days_is_a_wrong_setting(home: Path) -> None:
    assert _prune(home, "--keep-days", "0").exit_code == 2


def test_status_says_what_takes_the_room(home: Path) -> None:
    shown = CliRunner().invoke(app, ["status", "--home", str(home)]).stdout
    assert "disk: warehouse " in shown
    assert ", lake " in shown
    everything = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    assert sum(disk_use(home).values()) == everything
