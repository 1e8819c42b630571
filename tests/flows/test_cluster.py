"""The same flow on a Dask cluster: the same warehouse."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from flows.nightly import nightly
from flows.settings import SettingsError, load_settings
from flows.workload import cluster_runner
from warehouse.checksums import state_checksums


@pytest.fixture
def scheduler() -> Iterator[str]:
    """Address of a scheduler on this machine with one worker process."""
    with LocalCluster(n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs="ERROR") as cluster:
        yield cluster.scheduler_address


def test_a_cluster_publishes_what_this_machine_publishes(
    scheduler: str, published: tuple[Path, Any], sample_articles: Path, tmp_path: Path
) -> None:
    home, here = published
    there = nightly(raw=[str(sample_articles)], home=str(tmp_path), cluster=scheduler, batch_size=10)
    assert (there.status, there.documents.loaded, there.figures) == ("published", here.documents.loaded, here.figures)
    assert state_checksums(tmp_path / "warehouse.duckdb") == state_checksums(home / "warehouse.duckdb")


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
