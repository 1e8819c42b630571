"""Nights that go wrong: a run killed anywhere, readers in the way, garbage among the articles, a full disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from kept_folder import KeptFolder
from plain_run import run_stages
from small_articles import write_articles

from tasks.runs.record import open_run
from warehouse.checksums import state_checksums
from warehouse.lake.lake import Lake
from warehouse.lock import HomeLock
from warehouse.reading import opened, run_query

TESTS = Path(__file__).parents[1]


def _start_run(home: Path, raw: Path) -> subprocess.Popen[bytes]:
    call = f"run_stages(Path({str(home)!r}), Path({str(raw)!r}), judge=False, batch_size=5)"
    code = f"from pathlib import Path; from plain_run import run_stages; {call}"
    return subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"})


def _wait_for(pattern: str, home: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        if any(home.glob(pattern)):
            return
        assert process.poll() is None, f"the run ended before {pattern} was there"
        time.sleep(0.002)
    pytest.fail(f"{pattern} never came")


@dataclass(frozen=True)
class SecondNight:
    """A home that published two articles, in whose raw files one has changed since and 38 are new; and what comes of them."""

    folder: KeptFolder
    first_run: str
    after: dict[str, str]


@pytest.fixture(scope="module")
def second_night(tmp_path_factory: pytest.TempPathFactory) -> SecondNight:
    folder = tmp_path_factory.mktemp("second")
    write_articles(folder / "raw", range(2))
    first = run_stages(folder / "home", folder / "raw", judge=False)
    write_articles(folder / "raw", range(1, 40), edition=1)
    kept = KeptFolder.of(folder)
    run_stages(folder / "once", folder / "raw", judge=False)
    return SecondNight(kept, first.run_id, state_checksums(folder / "once" / "warehouse.duckdb"))


@pytest.mark.parametrize(
    "moment",
    [
        "lake/runs/run=2*/run.parquet",
        "lake/articles/run=2*/00002*.parquet",
        "lake/numbers/run=2*/*.parquet",
        "lake/raw_files/run=2*/*.parquet",
        "candidates/*/warehouse.duckdb",
    ],
)
def test_a_run_killed_anywhere_leaves_the_live_file_and_the_next_one_finishes_the_work(moment: str, second_night: SecondNight) -> None:
    folder = second_night.folder.put_back()
    raw, home = folder / "raw", folder / "home"
    before = state_checksums(home / "warehouse.duckdb")
    process = _start_run(home, raw)
    fresh = moment.replace("run=2*", "run=[!x]*")
    known = set(home.glob(fresh))
    deadline = time.monotonic() + 600
    while not set(home.glob(fresh)) - known:
        assert process.poll() is None, "the run ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert state_checksums(home / "warehouse.duckdb") == before
    run_stages(home, raw, judge=False)
    assert state_checksums(home / "warehouse.duckdb") == second_night.after
    statuses = Lake(home).read_current("runs").select(["run_id", "status", "message"]).to_pylist()
    assert [row["status"] for row in statuses] == ["published", "failed", "published"]
    assert "killed" in statuses[1]["message"]
    assert statuses[0]["run_id"] == second_night.first_run
    assert not (home / "candidates").exists()


def test_a_run_that_was_stopped_says_so(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), open_run(tmp_path, {}):
        raise KeyboardInterrupt
    (row,) = Lake(tmp_path).read_current("runs").to_pylist()
    assert (row["status"], row["message"]) == ("failed", "it was stopped; the next run does what is left")


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path) -> None:
    write_articles(tmp_path / "raw", range(30))
    process = _start_run(tmp_path / "home", tmp_path / "raw")
    _wait_for("lake/runs/run=*/run.parquet", tmp_path / "home", process)
    process.kill()
    process.wait()
    with HomeLock(tmp_path / "home"):
        pass


def test_a_reader_that_holds_the_file_open_is_not_disturbed_and_the_next_one_sees_the_new_rows(tmp_path: Path) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(2))
    run_stages(home, raw, judge=False)
    code = (
        "import duckdb, sys\n"
        f"con = duckdb.connect({str(home / 'warehouse.duckdb')!r}, read_only=True)\n"
        "print(con.execute('select count(*) from articles').fetchone()[0], flush=True)\n"
        "sys.stdin.readline()\n"
        "print(con.execute('select count(*), count(text) from articles').fetchone(), flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "2\n"
        write_articles(raw, range(2, 5))
        run_stages(home, raw, judge=False)
        answer, _ = reader.communicate("go\n", timeout=600)
    assert answer == "(2, 2)\n"
    with opened(home / "warehouse.duckdb") as con:
        assert con.execute("select count(*) from articles").fetchone() == (5,)


def test_garbage_is_quarantined_with_a_reason_and_the_night_goes_on(tmp_path: Path) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(2))
    (raw / "ảnh.png").write_bytes(b"\x89PNG" + bytes(100))
    (raw / "trống.txt").write_bytes(b"")
    (raw / "nhiễu.txt").write_bytes(bytes(range(256)) * 20)
    (raw / "hỏng.zip").write_bytes(b"PK\x03\x04 broken")
    (raw / "cụt.txt.gz").write_bytes(b"\x1f\x8b\x08\x00\x00")
    (raw / "không-tới.txt").symlink_to(raw / "missing")
    run = run_stages(home, raw, judge=False)
    assert (run.documents.discovered, run.documents.loaded, run.documents.quarantined) == (8, 2, 6)
    reasons = {
        row["source_uri"].rpartition("/")[2]: row["reason"]
        for row in run_query(home / "warehouse.duckdb", "select source_uri, reason from quarantine").to_pylist()
    }
    assert reasons["ảnh.png"] == "unknown_format"
    assert reasons["trống.txt"] == "empty"
    assert reasons["nhiễu.txt"] == "undecodable"
    assert reasons["hỏng.zip"] == "broken_container"
    assert reasons["cụt.txt.gz"] == "broken_container"
    assert reasons["không-tới.txt"] == "unreadable"


def test_a_second_run_over_garbage_has_nothing_to_do_but_to_try_what_could_not_be_read(tmp_path: Path) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(1))
    (raw / "ảnh.png").write_bytes(b"\x89PNG")
    run_stages(home, raw, judge=False)
    assert run_stages(home, raw, judge=False).status == "unchanged"
    (raw / "x.txt").symlink_to(raw / "missing")
    run_stages(home, raw, judge=False)
    assert run_stages(home, raw, judge=False).planned.counts["changed"] == 1


def test_a_full_disk_fails_the_run_and_leaves_the_live_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import warehouse.lake.files

    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(2))
    run_stages(home, raw, judge=False)
    before = state_checksums(home / "warehouse.duckdb")
    write_articles(raw, range(2, 4))
    write = warehouse.lake.files.write_parquet

    def full(table: object, path: Path) -> None:
        if "observations" in str(path):
            raise OSError(28, "No space left on device", str(path))
        write(table, path)

    with monkeypatch.context() as patch:
        patch.setattr(warehouse.lake.files, "write_parquet", full)
        with pytest.raises(OSError, match="No space left"):
            run_stages(home, raw, judge=False)
    assert state_checksums(home / "warehouse.duckdb") == before
    assert Lake(home).read_current("runs").to_pylist()[-1]["message"].startswith("OSError: [Errno 28] No space left on device")
    assert run_stages(home, raw, judge=False).documents.loaded == 2


def test_a_published_run_that_was_not_put_in_place_is_put_in_place_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(2))
    run_stages(home, raw, judge=False)
    write_articles(raw, range(2, 3))
    with monkeypatch.context() as patch:
        patch.setattr("tasks.publish.publish", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run_stages(home, raw, judge=False)
    run_stages(home, raw, judge=False)
    assert run_query(home / "warehouse.duckdb", "select count(*) as n from articles").to_pylist() == [{"n": 3}]


def test_a_run_takes_no_id_that_another_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = iter(["20260101T000000Z-aaaa", "20260101T000000Z-aaaa", "20260101T000000Z-bbbb"])
    monkeypatch.setattr("tasks.runs.record.new_run_id", lambda: next(made))
    for _ in range(2):
        with open_run(tmp_path, {}) as run:
            run.end("unchanged", "nothing changed")
    assert Lake(tmp_path).committed() == ["20260101T000000Z-aaaa", "20260101T000000Z-bbbb"]
