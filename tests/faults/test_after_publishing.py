"""What goes wrong after the live file was replaced: the run is published, with a warning."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest
from plain_run import run_stages
from small_articles import write_articles

from flows.terminal import saying_what_stands
from tasks.runs.record import RunRecord, open_run
from warehouse.lake.files import RunStands
from warehouse.lake.lake import Lake
from warehouse.reading import published_run, run_query

LIVE = "warehouse.duckdb"


def _fail(*_: object) -> NoReturn:
    raise OSError(28, "No space left on device")


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@pytest.fixture
def two_nights(tmp_path: Path) -> Path:
    """A home with one published run over two articles, and a third article that waits."""
    write_articles(tmp_path / "raw", range(2))
    run_stages(tmp_path / "home", tmp_path / "raw", judge=False)
    write_articles(tmp_path / "raw", range(2, 3))
    return tmp_path


def _last(home: Path) -> tuple[str, str, str]:
    """Marker and record of the last run: status, status, message."""
    marker = Lake(home).markers()[-1]
    (row,) = [row for row in Lake(home).read_current("runs").to_pylist() if row["run_id"] == marker.run_id]
    return marker.status, row["status"], row["message"]


def _articles(home: Path) -> int:
    return int(run_query(home / LIVE, "select count(*) as n from articles").to_pylist()[0]["n"])


def test_a_run_that_stands_is_never_said_to_have_failed(two_nights: Path) -> None:
    lake = Lake(two_nights / "home")
    (run_id,) = lake.committed()
    for status in ("failed", "refused", "unchanged"):
        with pytest.raises(RunStands, match=f"{run_id} was committed as published and cannot become {status}"):
            lake.commit(run_id, status)
    lake.commit(run_id, "published")
    assert lake.committed() == [run_id]


def test_old_snapshots_that_cannot_be_dropped_are_a_warning(two_nights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = two_nights / "home"
    monkeypatch.setattr("warehouse.publishing._drop_old_snapshots", _fail)
    run = run_stages(home, two_nights / "raw", judge=False)
    assert run.status == "published"
    assert published_run(home / LIVE) == run.run_id
    status, recorded, message = _last(home)
    assert (status, recorded) == ("published", "published")
    assert "warning: publishing failed: OSError: [Errno 28] No space left on device" in message


def test_a_record_that_cannot_be_written_after_the_swap_costs_nothing(two_nights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = two_nights / "home"
    monkeypatch.setattr(RunRecord, "end", _fail)
    assert run_stages(home, two_nights / "raw", judge=False).status == "published"
    assert _last(home)[:2] == ("published", "published")
    assert _articles(home) == 3


def test_a_stop_after_the_swap_leaves_the_run_published_and_says_so(two_nights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = two_nights / "home"
    monkeypatch.setattr("warehouse.publishing._drop_old_snapshots", _stop)
    with pytest.raises(KeyboardInterrupt, match=r"stopped after run \S+ was published"), saying_what_stands(home):
        run_stages(home, two_nights / "raw", judge=False)
    status, recorded, message = _last(home)
    assert (status, recorded) == ("published", "published")
    assert message == "published; warning: it was stopped; the next run does what is left"
    assert _articles(home) == 3
    monkeypatch.undo()
    assert run_stages(home, two_nights / "raw", judge=False).status == "unchanged"


@pytest.mark.parametrize("fault", [_fail, _stop])
def test_between_marker_and_swap_the_run_stands_and_the_next_one_puts_it_in_place(
    two_nights: Path, monkeypatch: pytest.MonkeyPatch, fault: object
) -> None:
    home = two_nights / "home"
    before = published_run(home / LIVE)
    monkeypatch.setattr("warehouse.publishing._put_in_place", fault)
    with pytest.raises((OSError, KeyboardInterrupt)):
        run_stages(home, two_nights / "raw", judge=False)
    status, recorded, message = _last(home)
    assert (status, recorded) == ("published", "published")
    assert "before the live file was replaced: the next run does that" in message
    assert published_run(home / LIVE) == before
    monkeypatch.undo()
    run = run_stages(home, two_nights / "raw", judge=False)
    assert (run.status, run.documents.loaded) == ("published", 0), "nothing is worked out twice"
    assert published_run(home / LIVE) == run.run_id
    assert _articles(home) == 3


def test_before_the_marker_a_full_disk_fails_the_run_as_ever(two_nights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = two_nights / "home"
    before = published_run(home / LIVE)
    monkeypatch.setattr("warehouse.publishing.copy_file", _fail)
    with pytest.raises(OSError, match="No space left"):
        run_stages(home, two_nights / "raw", judge=False)
    assert _last(home)[:2] == ("failed", "failed")
    assert published_run(home / LIVE) == before
    assert not [path for path in (home / "snapshots").iterdir() if path.stem != before]


def test_copies_that_were_cut_short_go_with_a_run_that_has_nothing_to_publish(two_nights: Path) -> None:
    home = two_nights / "home"
    run_stages(home, two_nights / "raw", judge=False)
    for name in ("snapshots/.20000101T000000Z-0000.duckdb.partial", ".temporary.partial"):
        (home / name).write_bytes(b"half")
    assert run_stages(home, two_nights / "raw", judge=False).status == "unchanged"
    assert not list(home.rglob("*.partial"))


def test_a_run_that_changed_nothing_and_cannot_report_is_not_failed(tmp_path: Path) -> None:
    with open_run(tmp_path, {}) as run:
        run.end("unchanged", "nothing changed")
        with run.forgiving("reporting"):
            _fail()
    assert "reporting failed: OSError" in run.warnings[0]
    assert Lake(tmp_path).markers()[-1].status == "unchanged"


def test_an_error_before_the_run_is_settled_goes_on(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"), open_run(tmp_path, {}) as run, run.forgiving("publishing"):
        _fail()
    assert Lake(tmp_path).markers()[-1].status == "failed"
