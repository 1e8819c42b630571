"""After a SIGKILL of the main process nothing of the run is left: no process, no open output, no temporary folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_articles import write_articles

from tasks.store import temporary
from tasks.store.temporary import PREFIX, remove_left_folders

TESTS = Path(__file__).parents[1]

HANGING_RUN = """
import sys
from pathlib import Path
from plain_run import Works, run_stages
from killing import extract_and_hang_for_long
run_stages(Path(sys.argv[1]), sys.argv[2], judge=False, workers=2, batch_size=2, works=Works(extract=extract_and_hang_for_long))
"""


@pytest.fixture
def temporary_files() -> Iterator[Path]:
    """Where the run puts its temporary files; its name is short, since sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="t-") as folder:
        yield Path(folder)


def _environment(temporary_files: Path) -> dict[str, str]:
    paths = {"TMPDIR": str(temporary_files), "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"}
    return {**os.environ, **paths, "PREFECT_LOGGING_LEVEL": "CRITICAL"}


def _living(session: int) -> list[str]:
    """Processes of a session that are not mere entries of the process table."""
    shown = subprocess.run(["ps", "-ww", "-s", str(session), "-o", "stat=,pid=,args="], capture_output=True, text=True, check=False).stdout
    return [line for line in shown.splitlines() if not line.startswith("Z")]


def _kill_at(process: subprocess.Popen[bytes], home: Path, pattern: str) -> list[str]:
    """Kill the process when there is such a file in the home; what lived of its session just before."""
    while not any(home.glob(pattern)):
        assert process.poll() is None, f"the run ended before {pattern} was there"
        time.sleep(0.01)
    living = _living(process.pid)
    process.send_signal(signal.SIGKILL)
    return living


def test_the_whole_command_killed_closes_its_output_and_its_processes_end(tmp_path: Path, temporary_files: Path) -> None:
    """Prefect's temporary server, too. The output is read to its end: that is what a shell or cron waits for."""
    write_articles(tmp_path / "raw", range(2))
    home, raw = tmp_path / "home", tmp_path / "raw"
    command = [sys.executable, "-m", "flows.cli", "run", "--raw", str(raw), "--home", str(home), "--verbose"]  # a flow, for two files, too
    run = subprocess.Popen(
        command, env=_environment(temporary_files), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    living = _kill_at(run, home, "lake/articles/run=*/*.parquet")
    assert any("temporary_server" in line for line in living), living
    run.communicate()
    _wait_until_nothing_lives(run.pid)


def test_workers_end_even_while_a_pattern_holds_them_and_the_next_run_removes_their_folder(tmp_path: Path, temporary_files: Path) -> None:
    write_articles(tmp_path / "raw", range(4))
    home, environment = tmp_path / "home", _environment(temporary_files)
    command = [sys.executable, "-c", HANGING_RUN, str(home), str(tmp_path / "raw")]
    run = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    assert len(_kill_at(run, home, "hanging-*")) > 3, "there were workers to be left alive"
    run.communicate()
    _wait_until_nothing_lives(run.pid)
    assert [path.name.startswith(PREFIX) for path in temporary_files.iterdir()] == [True]
    remove_left_folders(home)
    assert not list(temporary_files.iterdir())


def _wait_until_nothing_lives(session: int) -> None:
    """The output has ended, so the processes are on their way out; a process that stays makes the test hang, not pass."""
    while _living(session):
        time.sleep(0.01)


@pytest.fixture
def no_folder_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temporary._Own, "folder", None)


def test_folders_of_living_processes_and_of_others_are_left_alone(tmp_path: Path, no_folder_yet: None) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("solieu-dead", "solieu-living", "precious"):
        (tmp_path / name).mkdir()
    (tmp_path / "solieu-link").symlink_to(tmp_path / "precious")
    noted = [tmp_path / name for name in ("solieu-dead", "solieu-living", "precious", "solieu-link", "solieu-missing")]
    (home / temporary.NOTE).write_text("".join(f"{path}\n" for path in noted), encoding="utf-8")
    holding = (
        "import fcntl, sys\n"
        f"held = open({str(tmp_path / 'solieu-living' / 'in-use')!r}, 'w')\n"
        "fcntl.flock(held, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert remove_left_folders(home) == [tmp_path / "solieu-dead"]
        holder.communicate("")
    assert remove_left_folders(home) == [tmp_path / "solieu-living"]
    assert (tmp_path / "precious").is_dir()
