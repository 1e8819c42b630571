"""Whole runs whose lake is on an object store: the rows of a home on a disk, killed anywhere, finished by another machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from plain_run import BrokenOff, run_stages
from small_articles import small_article, write_articles
from small_store import SmallStore, store_of_tests
from typer.testing import CliRunner

from flows.cli import app
from flows.settings import SettingsError, load_settings
from tasks.runs.mending import check_home
from tasks.store.home import Home
from warehouse.checksums import state_checksums
from warehouse.lake.lake import Lake
from warehouse.lock import HomeBusy
from warehouse.store.lease import KEY, SECONDS, LakeMoved
from warehouse.store.opening import bind, store_of

s3fs = pytest.importorskip("s3fs", reason="the extra s3 is not installed")

ROOT = Path(__file__).parents[2]
PREFIX = "nhà"
ADDRESS = f"s3://kho/{PREFIX}"
RUN = "import sys; from pathlib import Path; from plain_run import run_stages; run_stages(Path(sys.argv[1]), sys.argv[2:], judge=False)"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallStore]:
    """A store on loopback with the bucket `kho`, and the environment that leads s3fs to it."""
    with store_of_tests(monkeypatch) as served:
        yield served


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Some articles on the disk."""
    write_articles(tmp_path / "raw", range(12))
    return tmp_path / "raw"


def machine(folder: Path) -> Path:
    """The folder of a machine, with the records as they are."""
    bind(folder, ADDRESS)
    store_of(folder).refresh()
    return folder


def in_one_run(folder: Path, raw: Path | list[str]) -> dict[str, str]:
    """What one run on a disk makes of the files."""
    run_stages(folder, raw, judge=False)
    return state_checksums(Home(folder).live)


def test_raw_and_lake_on_a_store_give_the_rows_of_a_home_on_a_disk(store: SmallStore, tmp_path: Path) -> None:
    for number in range(12):
        store.put(f"tin/bài-{number:05}.txt", small_article(number).encode())
    here = machine(tmp_path / "một")
    assert run_stages(here, ["s3://kho/tin"]).status == "published"
    assert state_checksums(Home(here).live) == in_one_run(tmp_path / "disk", ["s3://kho/tin"])
    assert not store.below(f"{PREFIX}/candidates")
    store.put("tin/bài-00001.txt", small_article(1, edition=5).encode())
    del store.objects["tin/bài-00002.txt"]
    there = machine(tmp_path / "hai")
    assert run_stages(there, ["s3://kho/tin"], judge=False).status == "published"
    assert state_checksums(Home(there).live) == in_one_run(tmp_path / "disk-2", ["s3://kho/tin"])
    machine(here)
    assert run_stages(here, ["s3://kho/tin"], judge=False).status == "published"
    assert state_checksums(Home(here).live) == state_checksums(Home(there).live)
    assert run_stages(here, ["s3://kho/tin"], judge=False).status == "unchanged"


def test_the_home_itself_is_no_raw_material(store: SmallStore, tmp_path: Path) -> None:
    store.put("tin.txt", small_article(1).encode())
    here = machine(tmp_path / "một")
    run_stages(here, ["s3://kho"], judge=False)
    assert run_stages(here, ["s3://kho"], judge=False).documents.discovered == 1


def _start(home: Path, raw: Path) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return subprocess.Popen([sys.executable, "-c", RUN, str(home), str(raw)], env={**os.environ, "PYTHONPATH": path}, cwd=home)


@pytest.mark.parametrize("share", [0.35, 0.9])
def test_a_run_killed_anywhere_is_finished_by_another_machine(store: SmallStore, raw: Path, tmp_path: Path, share: float) -> None:
    whole = machine(tmp_path / "ba")
    run_stages(whole, raw, judge=False)
    requests = len(store.requests)
    expected = state_checksums(Home(whole).live)
    store.objects.clear()
    store.requests.clear()
    process = _start(machine(tmp_path / "một"), raw)
    store.after_requests(int(requests * share), process.kill)
    assert process.wait(120) == -signal.SIGKILL
    store.later = None
    there = machine(tmp_path / "hai")
    with pytest.raises(HomeBusy, match="holds its lease, which ends"):
        run_stages(there, raw, judge=False)
    store.make_older(f"{PREFIX}/{KEY}", SECONDS + 1)
    machine(there)
    run_stages(there, raw, judge=False)
    assert state_checksums(Home(there).live) == expected
    assert check_home(there).damaged == ()
    worked = {row["cleaned_run_id"] for row in Lake(there).known_files().to_pylist()}
    assert {key.split("/")[3] for key in store.below(f"{PREFIX}/lake/articles")} == {f"run={run}" for run in worked}
    assert not store.below(f"{PREFIX}/candidates")


def test_a_run_that_is_overtaken_publishes_nothing_and_the_other_stands(store: SmallStore, raw: Path, tmp_path: Path) -> None:
    slow, quick = machine(tmp_path / "một"), machine(tmp_path / "hai")

    def overtake(*_: object) -> None:
        store.make_older(f"{PREFIX}/{KEY}", SECONDS + 1)
        machine(quick)
        run_stages(quick, raw, judge=False)

    from plain_run import Works

    from tasks.extract import extract_batch
    from tasks.messages import ExtractJob, ExtractSummary

    def extract(job: ExtractJob) -> ExtractSummary:
        if job.home.path == slow and not Lake(quick).committed():
            overtake()
        return extract_batch(job)

    with pytest.raises(LakeMoved):
        run_stages(slow, raw, judge=False, works=Works(extract=extract))
    assert not Home(slow).live.exists()
    machine(slow)
    assert [marker.status for marker in Lake(slow).markers()] == ["failed", "published"]
    assert run_stages(slow, raw, judge=False).status == "published", "its live file is made from the lake"
    assert state_checksums(Home(slow).live) == state_checksums(Home(quick).live)
    assert check_home(slow).damaged == ()


def test_a_run_that_breaks_off_leaves_a_record_and_gives_the_lease_back(store: SmallStore, raw: Path, tmp_path: Path) -> None:
    here, there = machine(tmp_path / "một"), machine(tmp_path / "hai")
    with pytest.raises(BrokenOff):
        run_stages(here, raw, judge=False, stop_after="extract")
    machine(there)
    (row,) = Lake(there).read_current("runs").to_pylist()
    assert (row["status"], row["ended_at"] is not None) == ("failed", True)
    assert run_stages(there, raw, judge=False).status == "published"


def test_commands_look_after_a_home_on_a_store(store: SmallStore, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def say(*words: str, local: str = "một") -> str:
        monkeypatch.setenv("SOLIEU_LOCAL", str(tmp_path / local))
        done = CliRunner().invoke(app, [*words, "--home", ADDRESS], env={"COLUMNS": "200"})
        assert done.exit_code == 0, done.output
        return done.output

    monkeypatch.setenv("SOLIEU_PUBLISH", "s3://kho/đọc/warehouse.duckdb")
    assert "published 12 articles" in say("run", "--raw", str(raw))
    assert "12" in say("sql", "select count(*) from articles", local="hai")
    first = state_checksums(tmp_path / "hai" / "warehouse.duckdb")
    (raw / "bài-00001.txt").unlink()
    assert "1 gone" in say("run", "--raw", str(raw))
    assert "11" in say("sql", "select count(*) from articles", local="hai")
    assert [key.rpartition("/")[0] for key in store.below("đọc/")] == ["đọc/snapshots", "đọc/snapshots", "đọc"]
    runs = say("status", local="ba")
    assert runs.count("published") == 2
    assert "live file is now that of run" in say("rollback", local="ba")
    assert state_checksums(tmp_path / "ba" / "warehouse.duckdb") == first
    assert "12" in say("sql", "select count(*) from articles", local="hai")
    assert "0 files are damaged" in say("check", local="bốn")
    assert "rebuilt" in say("rebuild", local="bốn")
    assert state_checksums(tmp_path / "bốn" / "warehouse.duckdb") == first
    assert "freed" in say("prune", "--keep-days", "1", local="bốn")
    assert "published 0 articles" in say("run", "--raw", str(raw)), "what is gone goes again"
    assert "nothing to compact" in say("compact")
    assert state_checksums(tmp_path / "một" / "warehouse.duckdb") == in_one_run(tmp_path / "disk", raw)


@pytest.mark.parametrize(
    ("home", "told"),
    [
        ("s3://khoa:bi-mat@kho/nhà", "without keys"),
        ("s3://kho", "a home on a store is s3://bucket/prefix, without keys"),
        ("gs://kho/nhà", "gs:// addresses are read as raw locations only"),
        ("s3://kho/a/../b", "may hold no . or .."),
        ("s3://kho/a?b", "may hold no . or .., and no ?"),
    ],
)
def test_an_address_that_can_be_no_home_is_refused(home: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="--home: ") as refused:
        load_settings(home=Path(home))
    assert told in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_other_things_is_no_working_copy(store: SmallStore, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIEU_LOCAL", str(raw))
    with pytest.raises(SettingsError, match=r"home: .*raw is not empty, and no working copy of s3://kho/nhà"):
        load_settings(home=Path(ADDRESS))
    monkeypatch.setenv("SOLIEU_LOCAL", str(raw.parent / "một"))
    with pytest.raises(SettingsError, match="raw: s3://kho/nhà is the home itself"):
        load_settings(home=Path(ADDRESS), raw=(ADDRESS,))


def test_a_store_that_does_not_answer_is_said_in_one_line(store: SmallStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIEU_LOCAL", str(tmp_path / "một"))
    store.refuse_with("ExpiredToken")
    done = CliRunner().invoke(app, ["status", "--home", ADDRESS], env={"COLUMNS": "200"})
    assert done.exit_code == 1
    assert f"error: {ADDRESS} cannot be used (ExpiredToken: " in done.stderr
    assert "see its address, its keys (AWS_…)" in done.stderr
