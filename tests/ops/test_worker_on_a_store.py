"""A worker of a cluster whose home is on an object store: its own folder, the rows of the operator, what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from overlays import with_overlay, write_overlay
from small_articles import write_articles
from small_store import SmallStore, store_of_tests

from seeds.overlay import NO_OVERLAY, active_overlay, use_overlay
from tasks.clean import CLEAN_RECOVERY, clean_batch
from tasks.discover import discover_documents
from tasks.errors import WorkerUnfit
from tasks.messages import PlanRequest, PlanSummary
from tasks.probe import Ground, do_on_worker, lay_ground, probe
from tasks.store import working_folder
from tasks.store.home import Home
from tasks.store.overlay_copy import use_overlay_of
from warehouse.store.opening import bind

s3fs = pytest.importorskip("s3fs", reason="the extra s3 is not installed")

ADDRESS = "s3://kho/nhà"
RUN = "20261130T023000Z-bbbb"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SmallStore]:
    """A store on loopback with the bucket `kho`, the environment that leads s3fs to it, and a temporary folder for workers."""
    (tmp_path / "tạm").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tạm"))
    for name in ("folder", "of", "home"):
        monkeypatch.setattr(working_folder._Own, name, None)
    with store_of_tests(monkeypatch) as served:
        yield served


@pytest.fixture
def planned(store: SmallStore, tmp_path: Path) -> PlanSummary:
    """A run over five files, in `raw`, whose machine works in `máy`."""
    write_articles(tmp_path / "raw", range(5))
    bind(tmp_path / "máy", ADDRESS)
    return discover_documents(PlanRequest(Home(tmp_path / "máy"), (str(tmp_path / "raw"),)), RUN, 10)


@pytest.fixture
def ground(planned: PlanSummary, tmp_path: Path) -> Ground:
    """What that run stands on."""
    return lay_ground(Home(tmp_path / "máy"), RUN, planned, None)


def test_a_worker_works_in_a_folder_of_its_own_and_hands_over_by_name(
    ground: Ground, planned: PlanSummary, store: SmallStore, tmp_path: Path
) -> None:
    assert probe(ground).differences == ()
    (job,) = planned.clean_jobs
    here = ground.here().home
    assert here.path.is_relative_to(tmp_path / "tạm")
    summary = clean_batch(replace(job, home=here))
    assert summary.articles == (f"lake/articles/run={RUN}/00000-000.parquet",)
    assert not (tmp_path / "máy" / summary.articles[0]).exists()
    assert Home(tmp_path / "máy").obtain(summary.articles[0]).read_bytes() == store.objects[f"nhà/{summary.articles[0]}"]
    assert [key for key in store.below("nhà/candidates/") if "probe" in key] == [f"nhà/candidates/{RUN}/probe/token"]


def test_the_next_run_of_a_worker_begins_with_an_empty_folder(ground: Ground, tmp_path: Path) -> None:
    first = ground.here().home.path
    (first / "lake").mkdir()
    assert ground.here().home.path == first
    later = replace(ground, run_id="20261130T023000Z-cccc").here().home.path
    assert (later.parent, later.exists(), first.exists()) == (first.parent, True, False)


def test_what_a_killed_worker_left_is_removed_and_what_one_that_lives_holds_is_not(ground: Ground, tmp_path: Path) -> None:
    left = tmp_path / "tạm" / f"{working_folder.PREFIX}cũ"
    left.mkdir()
    (left / working_folder.LOCK).touch()
    mine = ground.here().home.path
    assert (mine.exists(), left.exists()) == (True, False)
    working_folder._Own.folder = working_folder._Own.of = None
    assert ground.here().home.path != mine
    assert mine.exists()


def test_rows_of_the_operator_reach_a_worker_through_the_store(store: SmallStore, tmp_path: Path) -> None:
    write_articles(tmp_path / "raw", range(2))
    bind(tmp_path / "máy", ADDRESS)
    home = Home(tmp_path / "máy")
    with with_overlay(write_overlay(tmp_path / "lexicon")):
        planned = discover_documents(PlanRequest(home, (str(tmp_path / "raw"),)), RUN, 10)
        told = active_overlay().digest
        ground = lay_ground(home, RUN, planned, None)
    try:
        assert probe(ground).differences == (), "with these rows the rules are those of the run"
        use_overlay_of(ground.here().home, RUN)
        assert active_overlay().digest == told
    finally:
        use_overlay(NO_OVERLAY)


def test_a_store_that_is_another_refuses_or_is_gone_is_told_of_the_worker(
    ground: Ground, planned: PlanSummary, store: SmallStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    (told,) = probe(replace(ground, token=ground.token[::-1])).differences
    assert told == f"the home {ADDRESS} is another there than here; let it speak to the same store"
    store.refuse_with("AccessDenied", f"nhà/candidates/{RUN}/probe/token")
    (told,) = probe(ground).differences
    assert told.startswith(f"the home {ADDRESS} cannot be read and written ({ADDRESS} cannot be used (AccessDenied: ")
    store.refused.clear()
    (job,) = planned.clean_jobs
    monkeypatch.setattr("tasks.probe.run_apart", lambda work, job, _: work(job))
    assert do_on_worker(ground, clean_batch, job, CLEAN_RECOVERY).loaded == 5
    Home(ground.home.path).clear(RUN)
    with pytest.raises(WorkerUnfit, match=r"does not see the run .* any more; it has ended"):
        do_on_worker(ground, clean_batch, job, CLEAN_RECOVERY)
