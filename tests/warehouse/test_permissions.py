"""Files of a home are 0640 or tighter, whatever the umask of whoever starts the run."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from plain_run import run_stages
from small_articles import write_articles
from typer.testing import CliRunner

from flows.cli import app
from warehouse.lake.sealed import write_sealed
from warehouse.lock import HomeLock
from warehouse.permissions import FORBIDDEN, owner_and_group_only, tighten_umask


@pytest.fixture
def umask() -> Iterator[int]:
    """A process that forbids nothing."""
    before = os.umask(0)
    yield 0
    os.umask(before)


def _umask() -> int:
    before = os.umask(0)
    os.umask(before)
    return before


def loose(home: Path) -> dict[str, str]:
    """Everything of a home, itself included, that the group may write or others may touch."""
    modes = {str(path): stat.S_IMODE(path.lstat().st_mode) for path in [home, *home.rglob("*")] if not path.is_symlink()}
    return {path: oct(mode) for path, mode in modes.items() if mode & FORBIDDEN}


@pytest.mark.usefixtures("umask")
def test_runs_in_this_process_and_in_workers_leave_tight_files(tmp_path: Path) -> None:
    write_articles(tmp_path / "raw", range(6))
    home = tmp_path / "home"
    run_stages(home, tmp_path / "raw", judge=False, batch_size=2, workers=2)
    write_articles(tmp_path / "raw", range(6, 8))
    run_stages(home, tmp_path / "raw", judge=False)
    assert (home / "warehouse.duckdb").is_file()
    assert list(home.rglob("*.parquet"))
    assert loose(home) == {}
    for command in (["rebuild"], ["compact", "--keep", "1"], ["rollback"]):
        CliRunner().invoke(app, [*command, "--home", str(home)])
        assert loose(home) == {}, command


@pytest.mark.usefixtures("umask")
def test_a_worker_of_another_machine_writes_tight_files_under_any_umask(tmp_path: Path) -> None:
    write_sealed(tmp_path / "x.json", {})
    assert stat.S_IMODE((tmp_path / "x.json").stat().st_mode) == 0o640


@pytest.mark.usefixtures("umask")
def test_the_umask_is_given_back_and_a_tighter_one_is_kept(tmp_path: Path) -> None:
    with HomeLock(tmp_path / "one"):
        assert _umask() == FORBIDDEN
        with HomeLock(tmp_path / "two"):
            assert _umask() == FORBIDDEN
        assert _umask() == FORBIDDEN
    assert _umask() == 0
    os.umask(0o077)
    with owner_and_group_only():
        assert _umask() == 0o077
    assert tighten_umask() == 0o077
    assert _umask() == 0o077


@pytest.mark.usefixtures("umask")
def test_two_homes_in_two_threads_leave_it_as_it_was(tmp_path: Path) -> None:
    first, second = threading.Event(), threading.Event()

    def hold() -> None:
        with HomeLock(tmp_path / "one"):
            first.set()
            second.wait(600)

    holder = threading.Thread(target=hold)
    holder.start()
    first.wait(600)
    with HomeLock(tmp_path / "two"):
        second.set()
        holder.join(600)
        assert _umask() == FORBIDDEN
    assert _umask() == 0
