"""One run at a time, and a lock that dies with its holder."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from warehouse.lock import HomeBusy, HomeLock, HomeUnusable, read_holder

HOLDER = """
import sys, time, os
from pathlib import Path
from warehouse.lock import HomeLock
with HomeLock(Path(sys.argv[1]), "run-7"):
    if len(sys.argv) > 2 and os.fork() == 0:
        time.sleep(600)
        os._exit(0)
    print("held", flush=True)
    time.sleep(600)
"""


def hold(home: Path, *more: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(home), *more], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_second_run_is_told_who_holds_the_home(tmp_path: Path):
    process = hold(tmp_path)
    try:
        with pytest.raises(HomeBusy) as busy, HomeLock(tmp_path, "run-8"):
            pass
        assert (busy.value.pid, busy.value.run_id) == (process.pid, "run-7")
        assert busy.value.host
        assert str(process.pid) in str(busy.value)
        assert "run-7" in str(busy.value)
        holder = read_holder(tmp_path)
        assert holder is not None
        assert holder.pid == process.pid
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_lock_dies_with_its_holder_even_when_workers_live_on(tmp_path: Path):
    process = hold(tmp_path, "with a forked worker")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    try:
        deadline = time.monotonic() + 600
        while read_holder(tmp_path) is not None and time.monotonic() < deadline:
            time.sleep(0.01)
        with HomeLock(tmp_path, "run-8") as lock:
            assert lock.run_id == "run-8"
    finally:
        os.killpg(process.pid, signal.SIGKILL)


def test_same_process_cannot_hold_it_twice(tmp_path: Path):
    with HomeLock(tmp_path, "one"):
        with pytest.raises(HomeBusy, match="run one"), HomeLock(tmp_path, "two"):
            pass
        holder = read_holder(tmp_path)
        assert holder is not None
        assert holder.run_id == "one"
    assert read_holder(tmp_path) is None
    with HomeLock(tmp_path, "three"):
        pass


def test_home_is_made_when_it_is_not_there(tmp_path: Path):
    with HomeLock(tmp_path / "new" / "home"):
        assert (tmp_path / "new" / "home" / ".lock").exists()


def test_a_home_that_is_no_folder_is_told_with_what_to_do(tmp_path: Path):
    (tmp_path / "file").write_text("a file, no folder")
    with pytest.raises(HomeUnusable, match=r"file cannot be a home: .*; name a folder that can be written with --home"):
        HomeLock(tmp_path / "file").acquire()
