"""Publishing: atomic, never in a reader's way, kept and taken back."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest
from published_lake import build_and_publish, publish_first
from small_lake import commit_run, page

from warehouse.building import build_candidate, needs_publishing, rebuild
from warehouse.lake.files import UnknownRun
from warehouse.lake.lake import Lake
from warehouse.publishing import NothingToPublish, list_snapshots, publish, rollback
from warehouse.reading import BrokenWarehouse, NoWarehouse, QueryFailed, connect, list_tables, published_run, run_query

READER = """
import sys, time
from pathlib import Path
import duckdb
path, stop = sys.argv[1], Path(sys.argv[2])
kept = duckdb.connect(path, read_only=True)
first = kept.execute("select count(*), sum(n) from t").fetchone()
print("reading", flush=True)
seen, opened = set(), 0
while not stop.exists() or opened < 5:
    with duckdb.connect() as con:
        con.execute(f"attach '{path}' as w (read_only)")
        seen.add(con.execute("select count(*), min(n), max(n) from w.t").fetchone())
    opened += 1
    print(max(low for _, low, _ in seen), flush=True)
    time.sleep(0.1)
assert kept.execute("select count(*), sum(n) from t").fetchone() == first, "the file held open must not change"
assert all(low == high and count == 1000 for count, low, high in seen), f"half a load was seen: {seen}"
print(len(seen), opened, flush=True)
"""


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "home")


def make_candidates(folder: Path, numbers: Iterable[int]) -> list[Path]:
    """Small files that are consistent only as a whole: each a thousand rows of its number. One DuckDB makes them all."""
    folder.mkdir(exist_ok=True)
    made = []
    with duckdb.connect() as con:
        for number in numbers:
            made.append(folder / f"{number:03}.duckdb")
            con.execute(f"attach '{made[-1]}' as made; create schema made.internal")
            con.execute(f"create table made.internal.build_info as select 'r{number:03}' as run_id")
            con.execute(f"create table made.t as select {number} as n from range(1000)")
            con.execute("checkpoint made; detach made")
    return made


def make_candidate(path: Path, number: int) -> None:
    """One of them, at this path."""
    make_candidates(path.parent, [number])[0].replace(path)


PUBLISHES = 200


def test_readers_are_not_disturbed_by_many_publishes(tmp_path: Path):
    live, stop = tmp_path / "warehouse.duckdb", tmp_path / "stop"
    first, *others = make_candidates(tmp_path / "candidates", range(PUBLISHES + 1))
    publish(first, live)
    readers = [
        subprocess.Popen([sys.executable, "-c", READER, str(live), str(stop)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
    for number, candidate in enumerate(others, 1):
        publish(candidate, live, keep=2)
        for reader in readers if number % 10 == 0 else ():  # a slow reader is waited for: each sees one in ten at least
            assert reader.stdout is not None
            while int(reader.stdout.readline()) < number:
                pass
    stop.touch()
    for reader in readers:
        out, err = reader.communicate()
        assert reader.returncode == 0, err
        states, opened = map(int, out.splitlines()[-1].split())
        assert opened >= states >= PUBLISHES // 10, "readers must have read while files were published"
    assert run_query(live, "select distinct n from t").to_pylist() == [{"n": PUBLISHES}]
    assert list_snapshots(tmp_path) == [f"r{PUBLISHES - 1:03}", f"r{PUBLISHES:03}"]


def test_connection_of_this_process_sees_each_publish(lake: Lake):
    live = publish_first(lake)
    kept = connect(live)
    commit_run(lake, "r2", [page(2)])
    build_and_publish(lake, "r2")
    assert kept.execute("select count(*) from articles").fetchone() == (1,)
    assert run_query(live, "select count(*) as n from articles").to_pylist() == [{"n": 2}]
    kept.close()


def test_nobody_can_write_through_a_connection(lake: Lake):
    live = publish_first(lake)
    for statement in ("delete from articles", "create table more(a int)", "drop view figures"):
        with pytest.raises(QueryFailed, match="read-only"):
            run_query(live, statement)


def test_last_files_are_kept_as_copies(lake: Lake):
    for number in range(4):
        commit_run(lake, f"r{number}", [page(number)])
        build_candidate(lake, f"r{number}", lake.home / "warehouse.duckdb", lake.home / "candidates" / "c.duckdb")
        done = publish(lake.home / "candidates" / "c.duckdb", lake.home / "warehouse.duckdb", keep=2)
    assert done.dropped == ("r1.duckdb",)
    assert list_snapshots(lake.home) == ["r2", "r3"]
    assert (lake.home / "snapshots" / "r3.duckdb").stat().st_nlink == 1
    assert (lake.home / "warehouse.duckdb").stat().st_nlink == 1


def test_rollback_takes_file_and_lake_back(lake: Lake):
    for number in range(3):
        commit_run(lake, f"r{number}", [page(number)])
        build_and_publish(lake, f"r{number}")
    live = lake.home / "warehouse.duckdb"
    done = rollback(lake.home)
    assert (done.run_id, done.rolled_back) == ("r1", ("r2",))
    assert published_run(live) == "r1"
    assert not needs_publishing(lake, live)
    assert lake.known_files().num_rows == 2, "the next run sees the third document as new"
    rebuild(lake, lake.home / "candidates" / "again.duckdb")
    assert run_query(lake.home / "candidates" / "again.duckdb", "from articles").num_rows == 2
    assert rollback(lake.home).run_id == "r0", "never forward to a run that was rolled back"
    commit_run(lake, "r3", [page(7)])
    build_and_publish(lake, "r3")
    runs = run_query(live, "select run_id, status, message from runs order by run_id").to_pylist()
    assert [(row["run_id"], row["status"]) for row in runs] == [
        ("r0", "published"),
        ("r1", "refused"),
        ("r2", "refused"),
        ("r3", "published"),
    ]
    assert runs[1]["message"].startswith("rolled back; before: ")
    assert rollback(lake.home).run_id == "r0"


def test_copies_that_were_cut_short_are_removed_by_the_next_publish(lake: Lake):
    publish_first(lake)
    cut_short = lake.home / "snapshots" / ".r0.duckdb.77.partial"
    cut_short.write_bytes(b"half")
    commit_run(lake, "r2", [page(2)])
    build_and_publish(lake, "r2")
    assert not cut_short.exists()
    assert list_snapshots(lake.home) == ["r1", "r2"]


def test_a_clock_that_was_wrong_does_not_decide_which_files_are_the_last(lake: Lake):
    for number, run_id in enumerate(["20991231T000000Z-aaaa", "20991231T010000Z-aaaa", "20260101T000000Z-bbbb", "20260102T000000Z-bbbb"]):
        commit_run(lake, run_id, [page(number)])
        build_candidate(lake, run_id, lake.home / "warehouse.duckdb", lake.home / "candidates" / "c.duckdb")
        publish(lake.home / "candidates" / "c.duckdb", lake.home / "warehouse.duckdb", keep=3)
    assert list_snapshots(lake.home) == ["20991231T010000Z-aaaa", "20260101T000000Z-bbbb", "20260102T000000Z-bbbb"]
    assert rollback(lake.home).run_id == "20260101T000000Z-bbbb"


def test_a_damaged_file_says_how_to_get_another(lake: Lake):
    live = publish_first(lake)
    live.write_bytes(b"not a database")
    with pytest.raises(BrokenWarehouse, match=r"cannot be opened .*; `solieu rebuild` makes it anew"):
        run_query(live, "from articles")
    assert published_run(live) is None


def test_rollback_says_what_there_is(lake: Lake):
    with pytest.raises(UnknownRun, match="no snapshot before now"):
        rollback(lake.home)
    publish_first(lake)
    with pytest.raises(UnknownRun, match="no snapshot of run r7; kept: r1"):
        rollback(lake.home, "r7")


def test_unfinished_candidates_are_not_published(tmp_path: Path):
    live, candidate = tmp_path / "warehouse.duckdb", tmp_path / "c.duckdb"
    with pytest.raises(NothingToPublish, match="there is no candidate"):
        publish(candidate, live)
    candidate.write_bytes(b"garbage")
    with pytest.raises(NothingToPublish, match="no warehouse of solieu"):
        publish(candidate, live)
    make_candidate(tmp_path / "d.duckdb", 1)
    (tmp_path / "d.duckdb.wal").write_bytes(b"x")
    with pytest.raises(NothingToPublish, match="not closed cleanly"):
        publish(tmp_path / "d.duckdb", live)
    assert not live.exists()
    with pytest.raises(ValueError, match="keep must be at least 1"):
        publish(candidate, live, keep=0)


def test_stray_log_beside_the_live_file_does_not_lock_readers_out(tmp_path: Path):
    live = tmp_path / "warehouse.duckdb"
    make_candidate(tmp_path / "c.duckdb", 1)
    publish(tmp_path / "c.duckdb", live)
    with duckdb.connect(str(tmp_path / "other.duckdb")) as con:
        con.execute("set wal_autocheckpoint = '1TB'; create table x as select 1; pragma disable_checkpoint_on_shutdown")
    (tmp_path / "other.duckdb.wal").replace(live.with_name("warehouse.duckdb.wal"))
    make_candidate(tmp_path / "c.duckdb", 2)
    publish(tmp_path / "c.duckdb", live)
    assert run_query(live, "select max(n) as n from t").to_pylist() == [{"n": 2}]
    assert len(list(tmp_path.glob("warehouse.duckdb.wal.set-aside-*"))) == 1


def test_missing_warehouse_says_what_to_do(tmp_path: Path):
    with pytest.raises(NoWarehouse, match="run `solieu run` first"):
        connect(tmp_path / "warehouse.duckdb")
    assert published_run(tmp_path / "warehouse.duckdb") is None


def test_queries_with_parameters_and_several_statements(rich_live: Path):
    assert run_query(rich_live, "select ?::int + 1 as n", [3]).to_pylist() == [{"n": 4}]
    assert run_query(rich_live, "create temp table held as select 1 as a; select 1 as a; select 2 as b").to_pylist() == [{"b": 2}]
    assert run_query(rich_live, "set variable held = 1").num_rows == 0
    with pytest.raises(QueryFailed, match="figure_s"):
        run_query(rich_live, "from figure_s")
    names = {row["name"]: row for row in list_tables(rich_live).to_pylist()}
    assert names["figures"]["comment"].startswith("One distinct fact")
    assert "build_info" not in names
