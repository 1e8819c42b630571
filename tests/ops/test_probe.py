"""What a worker of a cluster is asked before it gets a batch, and who is at fault for a file that could not be read."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from small_articles import write_articles

from tasks import probe as probing
from tasks.clean import CLEAN_RECOVERY, clean_batch
from tasks.discover import discover_documents
from tasks.errors import WorkerUnfit
from tasks.messages import CleanSummary, PlanRequest
from tasks.plan.fingerprints import Fingerprints
from tasks.probe import Answer, Ground, do_on_worker, lay_ground, probe, say_skew
from tasks.runs.unread import TooManyUnread, blame_worker, check_readable
from tasks.store.home import Home
from tasks.store.unread import UnreadFile
from warehouse.contracts import CONTRACTS
from warehouse.parquet import arrow_schema

RUN = "20261130T023000Z-c0de"
"""No other file of tests uses it: a process keeps what it was asked for a run."""
NOON = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    """The ground of a run over five files, in `raw`, with its home in `home`."""
    write_articles(tmp_path / "raw", range(5))
    home = Home(tmp_path / "home")
    return lay_ground(home, RUN, discover_documents(PlanRequest(home, (str(tmp_path / "raw"),)), RUN, 10), None)


def test_a_worker_on_the_same_ground_differs_in_nothing(ground: Ground, tmp_path: Path) -> None:
    assert probe(ground).differences == ()
    assert [Path(sample.uri).name for sample in ground.samples] == ["bài-00000.txt", "bài-00002.txt", "bài-00004.txt"]
    assert [path.name for path in ground.folder.iterdir()] == ["token"], "what it wrote to try is gone"


def test_other_rules_are_named_by_their_stage(ground: Ground) -> None:
    other = replace(ground, fingerprints=Fingerprints(ground.fingerprints.clean, "0" * 16))
    (told,) = probe(other).differences
    assert told.startswith("its rules of extract are others than those of the run; install the same solieu")
    (told,) = probe(replace(ground, version="9.9", fingerprints=Fingerprints("0" * 16, "0" * 16))).differences
    assert told.endswith("the run has 9.9; install the same")


def test_a_home_that_is_missing_or_another_is_told_apart(ground: Ground, tmp_path: Path) -> None:
    elsewhere = Home(tmp_path / "elsewhere")
    assert probe(replace(ground, home=elsewhere)).differences == (
        f"the home {elsewhere.path} is not there; mount its disk under that path",
    )
    elsewhere.path.mkdir()
    (told,) = probe(replace(ground, home=elsewhere)).differences
    assert "is another folder there than here" in told
    (told,) = probe(replace(ground, token=ground.token[::-1])).differences
    assert "is another folder there than here" in told


def test_a_home_that_cannot_be_written_is_told(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(probing, "open_private", refuse)
    (told,) = probe(ground).differences
    assert told == f"the home {ground.home.path} cannot be written (Read-only file system); let the user of the worker write it"


def test_a_file_that_the_run_can_read_and_the_worker_cannot_is_told_once_for_its_location(ground: Ground, tmp_path: Path) -> None:
    (tmp_path / "raw").rename(tmp_path / "moved")
    (told,) = probe(ground).differences
    assert "bài-00000.txt cannot be read (No such file or directory), and here it can" in told
    assert f"make file://{tmp_path / 'raw'} readable there" in told


def test_files_that_the_run_cannot_read_are_asked_of_nobody(tmp_path: Path) -> None:
    write_articles(tmp_path / "raw", range(2))
    (tmp_path / "raw" / "cụt.txt").symlink_to(tmp_path / "raw" / "missing")
    home = Home(tmp_path / "home")
    ground = lay_ground(home, RUN, discover_documents(PlanRequest(home, (str(tmp_path / "raw"),)), RUN, 10), None)
    assert [Path(sample.uri).name for sample in ground.samples] == ["bài-00000.txt", "bài-00001.txt"]


@pytest.fixture
def server() -> Iterator[str]:
    """A server that answers with 401, as one with a password does."""

    class Guarded(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Guarded)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_address[1]}/api"
    served.shutdown()
    served.server_close()


def test_a_prefect_server_that_the_worker_does_not_reach_is_told_and_one_with_a_password_is_not(ground: Ground, server: str) -> None:
    assert probe(replace(ground, api=server)).differences == ()
    (told,) = probe(replace(ground, api="http://127.0.0.1:9/api")).differences
    assert told.startswith("the Prefect server http://127.0.0.1:9/api does not answer there")


def test_a_prefect_server_that_is_too_busy_to_answer_in_time_is_no_fault_of_the_worker(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "SECONDS_TO_ANSWER", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as busy:  # connections are taken, and nobody reads them
        assert probe(replace(ground, api=f"http://127.0.0.1:{busy.getsockname()[1]}/api")).differences == ()


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (-50, None),
        (55, None),
        (-3600, "its clock is 3600 s behind; set it by NTP"),
        (90, "its clock is 85 s ahead; set it by NTP"),
    ],
)
def test_a_clock_may_be_off_by_a_minute_and_what_the_asking_took(seconds: int, told: str | None) -> None:
    answer = Answer("nút-1", NOON + timedelta(seconds=seconds), ())
    assert say_skew(answer, NOON, NOON + timedelta(seconds=5)) == told


def test_a_worker_that_differs_gets_no_batch_and_one_whose_run_has_ended_does_none(ground: Ground, tmp_path: Path) -> None:
    job = discover_documents(PlanRequest(ground.home, (str(tmp_path / "raw"),)), RUN, 10).clean_jobs[0]
    other = replace(ground, run_id="20261130T023000Z-beef")
    with pytest.raises(WorkerUnfit, match=r"^worker .* \(process \d+\): the home .* is another folder"):
        do_on_worker(other, clean_batch, job, CLEAN_RECOVERY)
    assert do_on_worker(ground, clean_batch, job, CLEAN_RECOVERY).loaded == 5
    for path in ground.folder.iterdir():
        path.unlink()
    ground.folder.rmdir()
    with pytest.raises(WorkerUnfit, match="does not see the run 20261130T023000Z-c0de any more"):
        do_on_worker(ground, clean_batch, job, CLEAN_RECOVERY)


def test_what_its_disk_says_is_told_with_the_name_of_the_worker(ground: Ground, tmp_path: Path) -> None:
    job = discover_documents(PlanRequest(ground.home, (str(tmp_path / "raw"),)), RUN, 10).clean_jobs[0]
    missing = replace(job, manifest=str(tmp_path / "nowhere.parquet"))
    with pytest.raises(WorkerUnfit, match=r"^worker .* \(process \d+\): FileNotFoundError: .*nowhere.parquet.*see to its disk"):
        do_on_worker(ground, clean_batch, missing, CLEAN_RECOVERY)


def test_a_file_that_this_machine_reads_is_the_fault_of_the_worker(tmp_path: Path) -> None:
    path = tmp_path / "bài.txt"
    unread = UnreadFile(f"file://{path}", bytes(path), "No such file or directory", "nút-2 (process 7)")
    blame_worker([unread])  # nobody reads it: a fault of its own
    path.write_text("Bản tin")
    with pytest.raises(WorkerUnfit, match=r"worker nút-2 \(process 7\) could not read file://.*bài.txt .*, which this machine can"):
        blame_worker([unread])


def _batch(unread: int, tried: int) -> CleanSummary:
    files = tuple(UnreadFile(f"file:///tin/{number}.txt", b"/tin", "Input/output error", "nút-1") for number in range(unread))
    return CleanSummary(tried, tried - unread, unread, (), 0.0, {}, tried, files)


def _known(unread: int, status: str = "quarantined") -> pa.Table:
    """The documents of an earlier run, so many of which it could not read; what became of them."""
    schema = arrow_schema(CONTRACTS["raw_files"])
    rows = [
        dict.fromkeys(schema.names)
        | {"container_uri": f"file:///tin/{number}.txt", "status": status, "sha256": None if number < unread else "0" * 64}
        for number in range(20)
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema([field.with_nullable(True) for field in schema]))


@pytest.mark.parametrize(
    ("unread", "tried", "share", "before", "is_refused"),
    [
        pytest.param(349, 700, 0.2, 0, True, id="half"),
        pytest.param(3, 3, 0.2, 0, False, id="a-few-may-be-faults-of-their-own"),
        pytest.param(4, 10, 0.2, 0, True, id="more-than-a-few"),
        pytest.param(4, 20, 0.2, 0, False, id="the-share-itself"),
        pytest.param(10, 12, 0.2, 10, False, id="unreadable-before"),
        pytest.param(14, 16, 0.2, 10, True, id="others-than-before"),
        pytest.param(700, 700, 1.0, 0, False, id="confirmed"),
    ],
)
def test_a_run_whose_files_cannot_be_read_is_refused(unread: int, tried: int, share: float, before: int, is_refused: bool) -> None:
    batches = [_batch(unread, tried), _batch(0, 0)]
    if not is_refused:
        check_readable(_known(before), batches, share)
        return
    told = rf"{unread - before} of {tried - before} files could not be read.*e.g. file:///tin/.*Input/output error.*--allow-unreadable"
    with pytest.raises(TooManyUnread, match=told):
        check_readable(_known(before), batches, share)


def test_files_whose_articles_stand_and_that_cannot_be_read_any_more_refuse_a_run_whatever_their_share() -> None:
    known = _known(0, "loaded")
    check_readable(known, [_batch(3, 1_000)], 0.2)
    with pytest.raises(TooManyUnread, match=r"4 files whose articles stand could not be read any more, e\.g\. file:///tin/0\.txt"):
        check_readable(known, [_batch(4, 1_000)], 0.2)
    check_readable(known, [_batch(4, 1_000)], 1.0)
