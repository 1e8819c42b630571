"""`make test-cluster`: a Dask cluster of real processes on loopback, and what its machines may do wrong.

Each trial starts a scheduler and workers of its own, does one thing to them, and looks at what was published and what still runs.
What a worker alone cannot see (no home, no raw folder, a home that it may not write) is mounted over in a namespace of its own.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from dask_processes import ROOT, DaskProcesses, can_mount, copy_code, dask_processes, is_alive, wait_until
from small_articles import small_article, write_articles
from small_store import small_store

from flows.temporary_server import temporary_server
from warehouse.checksums import state_checksums
from warehouse.lake.lake import Lake
from warehouse.reading import run_query
from warehouse.store.lease import KEY, SECONDS

POISON = "độc"
ARTICLES = 120
SECONDS_PER_RUN = 600
WITHOUT_THIS_CODE = """
import sys
from pathlib import Path

sys.meta_path[:] = [finder for finder in sys.meta_path if not getattr(finder, "__module__", "").startswith("__editable__")]
sys.path[:] = [folder for folder in sys.path if not Path(folder, "tasks", "probe.py").exists()]
"""
"""Takes from a process what an environment that solieu is developed in adds to its paths."""


@dataclass
class Trial:
    """A cluster, and what a run on it reads and writes; with an `address` the lake is there, and `home` this machine's copy."""

    cluster: DaskProcesses
    raw: Path | str
    home: Path
    api: str
    address: str | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def begin(self, *more: str, cluster: bool = True, home: Path | None = None) -> subprocess.Popen[str]:
        """Start a run as an operator does."""
        where = ["--cluster", self.cluster.address] if cluster else []
        kept = str(home or self.address or self.home)
        return subprocess.Popen(
            [
                sys.executable, "-m", "flows.cli", "run", "--raw", str(self.raw), "--home", kept, "--batch-size", "20",
                *where, *more,
            ],
            cwd=self.cluster.folder,
            env={
                **os.environ, "PYTHONPATH": str(self.cluster.code), "PREFECT_API_URL": self.api, "PREFECT_LOGGING_LEVEL": "CRITICAL",
                "SOLIEU_LOCAL": str(self.home), **self.environment,
            },
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def run(self, *more: str, cluster: bool = True, home: Path | None = None) -> subprocess.CompletedProcess[str]:
        """The same, to its end."""
        process = self.begin(*more, cluster=cluster, home=home)
        out, err = process.communicate(timeout=SECONDS_PER_RUN)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def wait_for_batches(self, process: subprocess.Popen[str], count: int) -> None:
        """Wait until so many batches of a run were cleaned and others were not."""
        wait_until(lambda: len(list(self.home.glob("candidates/*/documents/*.parquet"))) >= count, "the first batches")
        assert process.poll() is None

    def must_equal_one_run_here(self) -> None:
        """The live file equals that of one run on this machine."""
        here = self.home.with_name("here")
        shutil.rmtree(here, ignore_errors=True)
        done = self.run(cluster=False, home=here)
        assert done.returncode == 0, done.stderr
        assert state_checksums(self.home / "warehouse.duckdb") == state_checksums(here / "warehouse.duckdb")


@pytest.fixture(scope="module")
def api() -> Iterator[str]:
    """A Prefect server that stays for all trials."""
    with temporary_server() as server:
        server.wait_for_answer()
        yield server.address


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What runs and workers are started with, all trials long."""
    return copy_code(tmp_path_factory.mktemp("code"))


@pytest.fixture
def trial(api: str, code: Path, tmp_path: Path) -> Iterator[Trial]:
    """A scheduler without workers, and raw articles."""
    write_articles(tmp_path / "raw", range(ARTICLES))
    with dask_processes(tmp_path / "dask", code) as cluster:
        yield Trial(cluster, tmp_path / "raw", tmp_path / "home", api)


def _statuses(home: Path) -> list[str]:
    return [row["status"] for row in Lake(home).read_current("runs").to_pylist()]


def _only_line(err: str) -> str:
    """The one line of standard error; shows all of them where there are more."""
    lines = [line for line in err.splitlines() if line.strip()]
    assert len(lines) == 1, err
    return lines[0]


def test_two_workers_publish_what_this_machine_publishes(trial: Trial) -> None:
    trial.cluster.start_worker("một")
    trial.cluster.start_worker("hai")
    done = trial.run()
    assert done.returncode == 0, done.stderr
    trial.must_equal_one_run_here()


def test_a_worker_killed_in_mid_batch_costs_nothing(trial: Trial) -> None:
    trial.cluster.start_worker("một")
    trial.cluster.start_worker("hai")
    process = trial.begin()
    trial.wait_for_batches(process, 1)
    trial.cluster.kill_worker("một")
    out, err = process.communicate(timeout=SECONDS_PER_RUN)
    assert process.returncode == 0, err
    assert f"published {ARTICLES} articles" in out
    trial.must_equal_one_run_here()


def test_a_scheduler_killed_in_mid_batch_ends_the_run_within_half_a_minute_and_the_next_run_does_the_work(trial: Trial, api: str) -> None:
    trial.cluster.start_worker("một")
    assert trial.run().returncode == 0
    before = state_checksums(trial.home / "warehouse.duckdb")
    process = trial.begin("--full")
    trial.wait_for_batches(process, 1)
    below = trial.cluster.pids_below("một")
    trial.cluster.kill_scheduler()
    gone_at = time.monotonic()
    _, err = process.communicate(timeout=SECONDS_PER_RUN)
    assert time.monotonic() - gone_at < 30
    assert process.returncode == 1
    line = _only_line(err)
    assert f"the scheduler {trial.cluster.address} has" in line
    assert "nothing was published" in line
    assert state_checksums(trial.home / "warehouse.duckdb") == before
    assert _statuses(trial.home) == ["published", "failed"]
    assert not list(trial.home.glob("candidates/*"))
    wait_until(lambda: not any(is_alive(pid) for pid in below), "what the worker had started")
    with dask_processes(trial.home.with_name("again"), trial.cluster.code) as cluster:
        cluster.start_worker("ba")
        done = Trial(cluster, trial.raw, trial.home, api).run("--full")
    assert done.returncode == 0, done.stderr
    trial.must_equal_one_run_here()


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        ("raw", ["cannot be read (No such file or directory), and here it can; make file://{raw} readable there"]),
        ("home", ["the home {home} is another folder there than here; mount the same disk under that path"]),
        ("right to write", ["the home {home} cannot be written (Read-only file system)"]),
    ],
)
def test_a_worker_that_lacks_a_folder_gets_no_batch_and_nothing_less_is_published(
    trial: Trial, lacks: str, told: Sequence[str], tmp_path: Path
) -> None:
    if not can_mount(tmp_path / "mount"):
        pytest.skip("this machine lets no process have mounts of its own")
    trial.cluster.start_worker("một")
    assert trial.run().returncode == 0
    before = state_checksums(trial.home / "warehouse.duckdb")
    hide = "mount -t tmpfs none '{}'"
    mounts = {
        "raw": [hide.format(trial.raw)],
        "home": [hide.format(trial.home)],
        "right to write": [f"mount --bind '{trial.home}' '{trial.home}'", f"mount -o remount,ro,bind '{trial.home}'"],
    }
    trial.cluster.start_worker("hai", mounts=mounts[lacks])
    done = trial.run("--full")
    assert done.returncode == 1
    line = _only_line(done.stderr)
    assert line.startswith("error: worker tcp://127.0.0.1:")
    assert told[0].format(raw=trial.raw, home=trial.home) in line
    assert state_checksums(trial.home / "warehouse.duckdb") == before
    assert _statuses(trial.home) == ["published", "failed"]


def test_a_raw_folder_that_goes_from_a_worker_in_mid_run_is_the_fault_of_the_worker(trial: Trial, tmp_path: Path) -> None:
    if not can_mount(tmp_path / "mount"):
        pytest.skip("this machine lets no process have mounts of its own")
    go = tmp_path / "go"
    later = f"(while [ ! -e '{go}' ]; do sleep 0.05; done; mount -t tmpfs none '{trial.raw}'; touch '{go}.done') &"
    trial.cluster.start_worker("một", mounts=[later])
    process = trial.begin()
    trial.wait_for_batches(process, 1)
    go.touch()
    wait_until(Path(f"{go}.done").exists, "the folder has gone")
    _, err = process.communicate(timeout=SECONDS_PER_RUN)
    assert process.returncode == 1
    line = _only_line(err)
    assert "could not read file://" in line
    assert "which this machine can; make the raw location readable there" in line
    assert not (trial.home / "warehouse.duckdb").exists()


def test_a_worker_with_older_rules_gets_no_batch(trial: Trial, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(trial.cluster.code, older, ignore=shutil.ignore_patterns("__pycache__"))
    rules = older / "tasks" / "text" / "boilerplate.py"
    rules.write_text(rules.read_text(encoding="utf-8") + "\nOLDER = True\n", encoding="utf-8")
    trial.cluster.start_worker("một", environment={"PYTHONPATH": str(older)})
    done = trial.run()
    assert done.returncode == 1
    line = _only_line(done.stderr)
    assert "its rules of clean are others than those of the run" in line
    assert not (trial.home / "warehouse.duckdb").exists()


def test_a_worker_without_this_code_is_told_so(trial: Trial, tmp_path: Path) -> None:
    empty = tmp_path / "older"
    (empty / "tasks").mkdir(parents=True)
    (empty / "tasks" / "__init__.py").write_text("", encoding="utf-8")
    (empty / "sitecustomize.py").write_text(WITHOUT_THIS_CODE, encoding="utf-8")
    trial.cluster.start_worker("một", environment={"PYTHONPATH": str(empty)})
    done = trial.run()
    assert done.returncode == 1
    line = _only_line(done.stderr)
    assert "it cannot be asked (" in line
    assert "install the solieu of this machine there" in line


def test_a_document_that_kills_is_found_and_quarantined_as_on_one_machine(trial: Trial) -> None:
    write_articles(trial.raw / "khác", range(500, 501))
    (trial.raw / "khác" / "bài-00500.txt").rename(trial.raw / f"bài-{POISON}.txt")
    poisoned = {"PYTHONPATH": f"{ROOT / 'tests' / 'poisoned_start'}{os.pathsep}{trial.cluster.code}"}
    trial.cluster.start_worker("một", environment=poisoned)
    trial.cluster.start_worker("hai", environment=poisoned)
    done = trial.run()
    assert done.returncode == 0, done.stderr
    assert f"published {ARTICLES} articles" in done.stdout
    rows = run_query(trial.home / "warehouse.duckdb", "select reason, source_uri from quarantine").to_pylist()
    assert [(row["reason"], row["source_uri"].rpartition("/")[2]) for row in rows] == [("killed_worker", f"bài-{POISON}.txt")]
    assert all(len(trial.cluster.pids_below(name)) >= 1 for name in ("một", "hai")), "no worker died of it"


def test_without_a_scheduler_the_run_says_so_at_once(trial: Trial) -> None:
    trial.cluster.kill_scheduler()
    done = trial.run()
    assert done.returncode == 1
    line = _only_line(done.stderr)
    assert f"nobody answers at {trial.cluster.address}" in line


def test_workers_that_share_no_disk_finish_on_a_store_what_a_killed_run_began(trial: Trial, tmp_path: Path) -> None:
    pytest.importorskip("s3fs", reason="the extra s3 is not installed")
    with small_store() as store:
        for number in range(ARTICLES):
            store.put(f"tin/bài-{number:05d}.txt", small_article(number).encode())
        trial.raw, trial.address, trial.environment = "s3://kho/tin", "s3://kho/nhà", store.environment

        def start_worker(name: str) -> None:
            """A worker with a temporary folder of its own, that sees no folder of the run where this machine lets it be hidden."""
            own = tmp_path / f"tạm-{name}"
            own.mkdir()
            trial.home.mkdir(exist_ok=True)
            mounts = [f"mount -t tmpfs none '{trial.home}'"] if can_mount(tmp_path / "mount") else []
            trial.cluster.start_worker(name, mounts=mounts, environment={**store.environment, "TMPDIR": str(own)})

        def batches() -> int:
            return sum("/documents/" in key for key in store.below("nhà/candidates/"))

        for name in ("một", "hai"):
            start_worker(name)
        process = trial.begin()
        wait_until(lambda: batches() >= 1, "the first batch")
        trial.cluster.kill_worker("hai")
        wait_until(lambda: batches() >= 2, "a batch without that worker")
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=SECONDS_PER_RUN)
        assert not store.below("nhà/lake/_runs/")
        store.make_older(f"nhà/{KEY}", SECONDS + 1)
        start_worker("ba")
        trial.home = tmp_path / "máy khác"
        done = trial.run()
        assert done.returncode == 0, done.stderr
        assert f"published {ARTICLES} articles" in done.stdout
        assert not store.below("nhà/candidates/")
        assert _statuses(trial.home) == ["failed", "published"]
        trial.must_equal_one_run_here()
