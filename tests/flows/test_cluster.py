"""The same flow on a Dask cluster: the same warehouse. What its machines may do wrong is in tests/cluster_trials.py."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from distributed import LocalCluster
from distributed.client import FutureCancelledError
from distributed.comm import CommClosedError
from distributed.scheduler import KilledWorker
from typer.testing import CliRunner

from flows.cli import app
from flows.cluster_watch import SECONDS_OF_SILENCE, SECONDS_UNTIL_GONE, SECONDS_WITHOUT_WORKER, Watch
from flows.clusters import DaskCluster
from flows.environment import told_to_prefect
from flows.settings import SettingsError, load_settings
from flows.temporary_server import temporary_server
from flows.workload import cluster_runner
from tasks.errors import ClusterGone, WorkersDie, WorkerUnfit
from warehouse.checksums import state_checksums


@pytest.fixture
def scheduler() -> Iterator[str]:
    """Address of a scheduler on this machine with one worker process."""
    with LocalCluster(n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs="ERROR") as cluster:
        yield cluster.scheduler_address


def test_a_cluster_publishes_what_this_machine_publishes(
    scheduler: str, published: tuple[Path, Any], sample_articles: Path, tmp_path: Path
) -> None:
    from flows.nightly import nightly

    home, here = published
    with temporary_server() as server:
        server.wait_for_answer()
        with told_to_prefect(server.address):
            for name, cluster in (("có sẵn", scheduler), ("dựng lên", "dask")):
                asked = {"raw": [str(sample_articles)], "home": str(tmp_path / name), "workers": 2, "batch_size": 10}
                there = nightly(**asked, cluster=cluster)
                assert (there.status, there.documents.loaded, there.figures) == ("published", here.documents.loaded, here.figures)
                assert state_checksums(tmp_path / name / "warehouse.duckdb") == state_checksums(home / "warehouse.duckdb")


def test_a_cluster_needs_a_prefect_server_that_its_workers_reach(
    tmp_path: Path, sample_articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PREFECT_API_URL", "PREFECT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    asked = ["run", "--raw", str(sample_articles), "--home", str(tmp_path / "home"), "--cluster", "tcp://127.0.0.1:9"]
    done = CliRunner().invoke(app, asked, env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert "cluster: tcp://127.0.0.1:9 needs PREFECT_API_URL, the address of a Prefect server" in done.stderr
    assert not (tmp_path / "home").exists()


def test_a_package_that_is_missing_is_named_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prefect_ray", None)
    with pytest.raises(SettingsError, match=r"ray://h:1 needs the package prefect-ray .*pip install prefect-ray"):
        cluster_runner("ray://h:1", 2)


def test_a_wrong_address_is_told_at_once_and_a_home_is_absolute_for_workers_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="--cluster"):
        load_settings(cluster="8786")
    assert load_settings(cluster="tcp://h:8786", home=Path("var")).home == tmp_path / "var"
    assert load_settings(home=Path("var")).home == Path("var")


class _Scripted:
    """A cluster that answers as it is told: a number of workers, or an error."""

    address = "tcp://h:1"

    def __init__(self) -> None:
        self.answer: int | Exception = 1
        self.listens = False

    def is_listening(self) -> bool:
        return self.listens

    def count_workers(self) -> int:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class _Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    """The clock of the watch."""
    moved = _Clock()
    monkeypatch.setattr("flows.cluster_watch.monotonic", moved)
    return moved


def test_a_scheduler_may_be_silent_for_a_moment_and_not_for_long(clock: _Clock) -> None:
    cluster = _Scripted()
    watch = Watch(cluster)  # type: ignore[arg-type]
    cluster.answer = ConnectionError("refused")
    clock.now = SECONDS_UNTIL_GONE - 1
    watch.look()
    cluster.answer = 2
    clock.now += 3
    watch.look()
    cluster.answer = ConnectionError("refused")
    clock.now += SECONDS_UNTIL_GONE - 1
    watch.look()
    clock.now += 3
    with pytest.raises(ClusterGone, match=r"tcp://h:1 has not answered for 15 s \(ConnectionError: refused\); nothing was published"):
        watch.look()


def test_a_scheduler_whose_port_answers_is_busy_and_gets_more_time(clock: _Clock) -> None:
    cluster = _Scripted()
    watch = Watch(cluster)  # type: ignore[arg-type]
    cluster.answer, cluster.listens = TimeoutError("no answer within 5 s"), True
    clock.now = SECONDS_OF_SILENCE - 1
    watch.look()
    clock.now += 3
    with pytest.raises(ClusterGone, match="has not answered for 180 s"):
        watch.look()


def test_a_cluster_may_begin_without_workers_and_not_stay_so(clock: _Clock) -> None:
    cluster = _Scripted()
    watch = Watch(cluster)  # type: ignore[arg-type]
    cluster.answer = 0
    clock.now = SECONDS_WITHOUT_WORKER - 1
    watch.look()
    clock.now += 3
    with pytest.raises(ClusterGone, match="no worker for 300 s"):
        watch.look()


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (CommClosedError("in <TCP (closed) ConnectionPool.gather>"), ClusterGone, "the scheduler tcp://h:1 has gone, or was started anew"),
        (FutureCancelledError("clean-1", "scheduler-connection-lost"), ClusterGone, "nothing was published"),
        (KilledWorker("clean-1", SimpleNamespace(address="tcp://h:7"), 3), WorkersDie, "workers of tcp://h:1 died again and again"),
        (RuntimeError("Error during deserialization of the task graph. This"), WorkerUnfit, "install the solieu of this machine there"),
        (WorkerUnfit("worker nút-2: its disk"), WorkerUnfit, "^worker nút-2: its disk$"),
        (ValueError("of a rule"), ValueError, "of a rule"),
    ],
)
def test_what_dask_says_is_told_in_our_words(error: Exception, kind: type[Exception], told: str) -> None:
    with pytest.raises(kind, match=told):
        raise DaskCluster("tcp://h:1", None).explain(error)
