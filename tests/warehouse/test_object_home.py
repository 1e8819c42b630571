"""A home on an object store: what is written only where nobody else wrote, the lease, lost races, listings, other machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_lake import commit_run, page, write_run
from small_store import SmallStore, store_of_tests

from warehouse.digests import digest_of
from warehouse.lake.compaction import compact
from warehouse.lake.integrity import CHANGED, MISSING, find_lake_damage
from warehouse.lake.lake import Lake
from warehouse.lock import HomeBusy, HomeLock, read_holder
from warehouse.store import lease as leases
from warehouse.store.bucket import Bucket, StoreFailed, Taken
from warehouse.store.lease import KEY, LakeMoved, Lease, LeaseHeld
from warehouse.store.objects import ObjectStore
from warehouse.store.opening import NotThisStore, bind, store_of

s3fs = pytest.importorskip("s3fs", reason="the extra s3 is not installed")

ADDRESS = "s3://kho/nhà/số liệu"
PREFIX = "nhà/số liệu"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallStore]:
    """A store on loopback with the bucket `kho`, and the environment that leads s3fs to it."""
    with store_of_tests(monkeypatch) as served:
        yield served


@pytest.fixture
def bucket(store: SmallStore) -> Bucket:
    """The prefix of the home."""
    return Bucket(ADDRESS)


def state(lake: Lake) -> dict[str, list[str]]:
    """What stands in a lake, run columns aside."""
    columns = {"articles": "text", "observations": "span_text", "numbers": "span_text", "raw_files": "source_uri"}
    return {table: sorted(lake.read_current(table)[column].to_pylist()) for table, column in columns.items()}


def machine(folder: Path) -> Lake:
    """The lake as a machine with that folder of its own sees it."""
    bind(folder, ADDRESS)
    store_of(folder).refresh()
    return Lake(folder)


# -- the bucket -----------------------------------------------------------------------------------------------------------


def test_an_object_is_made_once_and_replaced_by_who_knows_it(bucket: Bucket, store: SmallStore) -> None:
    first = bucket.create("a.json", b"1")
    with pytest.raises(Taken):
        bucket.create("a.json", b"2")
    second = bucket.replace("a.json", b"3", first)
    with pytest.raises(Taken):
        bucket.replace("a.json", b"4", first)
    assert bucket.read("a.json").data == b"3"
    assert bucket.read("a.json").etag == second
    with pytest.raises(Taken):
        bucket.replace("b.json", b"5", first)
    assert store.below(PREFIX) == [f"{PREFIX}/a.json"]


def test_objects_are_uploaded_copied_listed_and_removed(bucket: Bucket, store: SmallStore, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_bytes(b"noi dung" * 1000)
    for name in ("t/run=1/a.parquet", "t/run=2/a.parquet", "t/b.parquet"):
        bucket.upload(tmp_path / "tệp", name)
    bucket.copy("t/b.parquet", "u/b.parquet")
    assert bucket.list_folders("t") == ["t/run=1", "t/run=2"]
    assert [(one.key, one.size) for one in bucket.find_all("")] == [
        ("t/b.parquet", 8000), ("t/run=1/a.parquet", 8000), ("t/run=2/a.parquet", 8000), ("u/b.parquet", 8000)
    ]  # fmt: skip
    bucket.download("u/b.parquet", tmp_path / "lại")
    assert (tmp_path / "lại").read_bytes() == b"noi dung" * 1000
    bucket.remove(["t/b.parquet", "not there"])
    assert bucket.find("t/b.parquet") is None
    with pytest.raises(FileNotFoundError):
        bucket.read("t/b.parquet")


def test_refused_keys_are_said_with_what_to_do(bucket: Bucket, store: SmallStore) -> None:
    store.refuse_with("InvalidAccessKeyId")
    with pytest.raises(StoreFailed, match=rf"{ADDRESS} cannot be used \(InvalidAccessKeyId: .*keys \(AWS_"):
        bucket.read("a.json")


# -- the lease ------------------------------------------------------------------------------------------------------------


def test_a_lease_is_held_by_one_and_names_it(bucket: Bucket) -> None:
    first = Lease(bucket, "r1")
    first.take()
    with pytest.raises(LeaseHeld) as held:
        Lease(bucket, "r2").take()
    assert held.value.holder["run_id"] == "r1"
    assert 0 < held.value.seconds <= leases.SECONDS
    first.give_back()
    Lease(bucket, "r2").take()


def test_a_lease_that_was_not_renewed_is_taken_over_and_its_holder_finds_out(bucket: Bucket, store: SmallStore) -> None:
    first = Lease(bucket, "r1")
    first.take()
    store.make_older(f"{PREFIX}/{KEY}", leases.SECONDS - 5)
    with pytest.raises(LeaseHeld):
        Lease(bucket, "r2").take()
    first.renew()
    store.make_older(f"{PREFIX}/{KEY}", leases.SECONDS + 1)
    second = Lease(bucket, "r2")
    second.take()
    first.renew()
    with pytest.raises(LakeMoved, match="taken over by run r2"):
        first.check()
    first.give_back()
    second.renew()
    second.check()
    assert json.loads(bucket.read(KEY).data)["run_id"] == "r2"


def test_two_that_take_over_at_once_are_one_holder(bucket: Bucket, store: SmallStore, monkeypatch: pytest.MonkeyPatch) -> None:
    Lease(bucket, "r1").take()
    store.make_older(f"{PREFIX}/{KEY}", leases.SECONDS + 1)
    seen = bucket.read(KEY)
    Lease(bucket, "r2").take()
    monkeypatch.setattr(leases, "read_lease", lambda _: seen)
    with pytest.raises(LeaseHeld):
        Lease(bucket, "r3").take()
    assert json.loads(bucket.read(KEY).data)["run_id"] == "r2"


def test_a_renewal_whose_answer_was_lost_is_known_again(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Lease(bucket, "r1")
    mine.take()
    replace = bucket.replace

    def sent_twice(key: str, data: bytes, etag: str) -> str:
        replace(key, data, etag)
        return replace(key, data, etag)

    monkeypatch.setattr(bucket, "replace", sent_twice)
    mine.renew()
    mine.check()
    monkeypatch.undo()
    mine.renew()
    mine.check()


def test_a_store_that_knows_no_conditions_is_refused(bucket: Bucket, store: SmallStore) -> None:
    store.forgetful = True
    with pytest.raises(StoreFailed, match="does not know conditional writes"):
        Lease(bucket, "r1").take()


def test_a_home_that_another_machine_holds_is_busy(store: SmallStore, tmp_path: Path) -> None:
    machine(tmp_path / "a")
    machine(tmp_path / "b")
    with HomeLock(tmp_path / "a", "r1"):
        assert (holder := read_holder(tmp_path / "b"))
        assert holder.run_id == "r1"
        with pytest.raises(HomeBusy, match=rf"{ADDRESS} is busy: run r1 .*holds its lease, which ends"), HomeLock(tmp_path / "b"):
            pass
    assert read_holder(tmp_path / "b") is None
    with HomeLock(tmp_path / "b"):
        pass


# -- the lake -------------------------------------------------------------------------------------------------------------


def test_what_one_machine_commits_another_reads_by_the_lists_of_the_markers(store: SmallStore, tmp_path: Path) -> None:
    here, there = machine(tmp_path / "a"), machine(tmp_path / "b")
    commit_run(here, "r1", [page(1), page(2)])
    local = Lake(tmp_path / "disk")
    commit_run(local, "r1", [page(1), page(2)])
    assert there.committed() == []
    there.store.refresh()
    assert there.committed() == ["r1"]
    name = there.names("articles", ["r1"])[0]
    store.put(f"{PREFIX}/{name.removesuffix('.parquet')}-muộn.parquet", b"what a worker wrote that was given up")
    assert state(there) == state(local)
    assert digest_of(tmp_path / "b" / name) == digest_of(tmp_path / "a" / name)


def test_of_two_runs_from_one_state_one_commits(store: SmallStore, tmp_path: Path) -> None:
    here, there = machine(tmp_path / "a"), machine(tmp_path / "b")
    commit_run(here, "r1", [page(1)])
    with pytest.raises(LakeMoved, match=r"lake/_runs/00000001\.json was written by another run meanwhile"):
        commit_run(there, "r2", [page(2)])
    assert there.committed() == []
    there.store.refresh()
    commit_run(there, "r2", [page(2)])
    assert [(marker.run_id, marker.sequence) for marker in there.markers()] == [("r1", 1), ("r2", 2)]


def test_a_commit_whose_answer_was_lost_is_a_commit(store: SmallStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = machine(tmp_path / "a")
    assert isinstance(lake.store, ObjectStore)
    create = lake.store.bucket.create

    def sent_twice(key: str, data: bytes) -> str:
        create(key, data)
        return create(key, data)

    monkeypatch.setattr(lake.store.bucket, "create", sent_twice)
    commit_run(lake, "r1", [page(1)])
    assert lake.committed() == ["r1"]
    lake.commit("r1", "published")


def test_a_run_that_was_taken_for_dead_cannot_commit(store: SmallStore, tmp_path: Path) -> None:
    from tasks.runs.record import end_dead_runs

    slow, next_one = machine(tmp_path / "a"), machine(tmp_path / "b")
    commit_run(slow, "r1", [page(1)])
    with HomeLock(tmp_path / "a", "r2"):
        write_run(slow, "r2", [page(2)])
        store.make_older(f"{PREFIX}/{KEY}", leases.SECONDS + 1)
        with HomeLock(tmp_path / "b", "r3"):
            assert end_dead_runs(next_one) == ["r2"]
            with pytest.raises(LakeMoved):
                slow.commit("r2", "published")
            commit_run(next_one, "r3", [page(3)])
    slow.store.refresh()
    assert [(marker.run_id, marker.status) for marker in slow.markers()] == [("r1", "published"), ("r2", "failed"), ("r3", "published")]
    assert not store.below(f"{PREFIX}/lake/articles/run=r2")
    store.put(f"{PREFIX}/lake/articles/run=r2/muộn.parquet", b"what a worker wrote late")
    with HomeLock(tmp_path / "b"):
        next_one.remove_uncommitted()
    assert not store.below(f"{PREFIX}/lake/articles/run=r2")
    assert state(slow) == state(next_one)


def test_a_marker_that_another_machine_changed_is_not_written_over(store: SmallStore, tmp_path: Path) -> None:
    here, there = machine(tmp_path / "a"), machine(tmp_path / "b")
    for run_id in ("r1", "r2"):
        commit_run(here, run_id, [page(int(run_id[1]))])
    there.store.refresh()
    assert there.roll_back_after("r1") == ["r2"]
    with pytest.raises(LakeMoved):
        here.commit("r2", "published")
    here.store.refresh()
    assert here.committed() == ["r1"]


def test_damage_of_an_object_is_found_and_damage_of_a_copy_is_mended(store: SmallStore, tmp_path: Path) -> None:
    lake = machine(tmp_path / "a")
    commit_run(lake, "r1", [page(1)])
    name = lake.names("articles", ["r1"])[0]
    (tmp_path / "a" / name).write_bytes(b"another content")
    assert find_lake_damage(lake) == []
    assert digest_of(tmp_path / "a" / name) == lake.markers()[0].digests[name.removeprefix("lake/")]
    store.put(f"{PREFIX}/{name}", b"other bytes")
    lake.store.drop_copies()
    (found,) = find_lake_damage(lake)
    assert (found.name, found.fault) == (name, CHANGED)
    del store.objects[f"{PREFIX}/{name}"]
    (found,) = find_lake_damage(lake)
    assert (found.name, found.fault) == (name, MISSING)


def test_a_compaction_is_seen_elsewhere_and_gives_no_number_twice(store: SmallStore, tmp_path: Path) -> None:
    here, there = machine(tmp_path / "a"), machine(tmp_path / "b")
    for number in range(1, 6):
        commit_run(here, f"r{number}", [page(number), page(number + 1)])
    there.store.refresh()
    before = state(there)
    done = compact(here, keep=2)
    assert done
    assert done.runs == 3
    there.store.refresh()
    assert state(there) == before == state(here)
    assert not store.below(f"{PREFIX}/lake/articles/run=r1")
    late = machine(tmp_path / "c")
    assert state(late) == before
    commit_run(late, "r6", [page(9)])
    assert late.markers()[-1].sequence == 6
    assert f"{PREFIX}/lake/_runs/00000001.json" in store.objects


def test_records_that_are_known_are_not_read_again(store: SmallStore, tmp_path: Path) -> None:
    here, there = machine(tmp_path / "a"), machine(tmp_path / "b")
    for run_id in ("r1", "r2"):
        commit_run(here, run_id, [page(1)])
    there.store.refresh()
    store.requests.clear()
    there.store.refresh()
    here.store.refresh()
    assert store.asked("GET") == []
    (tmp_path / "b" / "lake" / "_runs" / "r1.json").unlink()
    (tmp_path / "b" / "lake" / "_runs" / "r2.json").write_text("{}")
    there.store.refresh()
    assert len(store.asked("GET")) == 2
    assert there.committed() == ["r1", "r2"]


def test_a_folder_is_the_copy_of_one_address(store: SmallStore, tmp_path: Path) -> None:
    bind(tmp_path / "a", ADDRESS)
    bind(tmp_path / "a", ADDRESS)
    with pytest.raises(NotThisStore, match=f"is the working copy of {ADDRESS}, not of s3://kho/khác"):
        bind(tmp_path / "a", "s3://kho/khác")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "của tôi").touch()
    with pytest.raises(NotThisStore, match="is not empty"):
        bind(tmp_path / "b", ADDRESS)
    (tmp_path / "a" / "working-copy.json").write_text("{")
    with pytest.raises(NotThisStore, match="does not say"):
        store_of(tmp_path / "a")
