"""Object stores as they are: a request for each small object and none to list it, odd keys, refused keys, objects that change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_articles import small_article
from small_store import SmallStore, small_store

from tasks.clean import clean_batch
from tasks.discover import discover_documents
from tasks.messages import PlanRequest
from tasks.plan.listing import CannotList, list_locations
from tasks.store import object_stores
from tasks.store.home import Home
from tasks.store.object_stores import KeysRefused, read_object
from tasks.store.raw_files import read_bytes

s3fs = pytest.importorskip("s3fs", reason="the extra s3 is not installed")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallStore]:
    """A store on loopback with the bucket `kho`, and the environment that leads s3fs to it."""
    with small_store() as served:
        for name, value in served.environment.items():
            monkeypatch.setenv(name, value)
        s3fs.S3FileSystem.clear_instance_cache()  # a process keeps its stores, and with them the address of another test's
        yield served
        s3fs.S3FileSystem.clear_instance_cache()


def test_a_listing_asks_nothing_of_single_objects_and_reading_one_is_one_request(store: SmallStore) -> None:
    for number in range(25):
        store.put(f"tin/{number:03d}.txt", small_article(number).encode())
    store.put("tin/", b"")
    files = list_locations(["s3://kho/tin"]).files
    assert [file.uri for file in files] == [f"s3://kho/tin/{number:03d}.txt" for number in range(25)]
    assert len(store.asked("HEAD")) <= 1
    store.requests.clear()
    assert [read_bytes(file.path, 1 << 20) for file in files] == [small_article(number).encode() for number in range(25)]
    assert (len(store.asked("GET")), len(store.asked("HEAD"))) == (25, 0)


@pytest.mark.parametrize("key", ["tin/a::b.txt", "tin/s3::c/bài số 1.txt", "tin/100%/a+b&c=d.txt", "tin/é?x#y.txt", "tin/!x.txt"])
def test_a_key_is_read_whatever_characters_it_holds(store: SmallStore, key: str) -> None:
    store.put(key, b"noi dung")
    (file,) = list_locations(["s3://kho/tin"]).files
    assert read_bytes(file.path) == b"noi dung"


def test_an_empty_object_and_one_of_many_blocks_are_read_whole(store: SmallStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(object_stores, "BLOCK", 1000)
    whole = bytes(range(256)) * 40
    for key, content in {"trống": b"", "một": whole[:999], "hai": whole[:1000], "nhiều": whole}.items():
        store.put(key, content)
        assert read_object(f"s3://kho/{key}") == content
        assert read_object(f"s3://kho/{key}", 1 << 20) == content
        assert read_object(f"s3://kho/{key}", 700) == content[:701]
    assert all(request.length <= 1000 for request in store.asked("GET")), "never more than a block at once"


def test_an_object_that_is_replaced_while_it_is_read_is_read_again(store: SmallStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(object_stores, "BLOCK", 1000)
    store.put("kho.zip", b"a" * 3000)
    store.after_requests(3, lambda: store.put("kho.zip", b"b" * 4500))
    assert read_object("s3://kho/kho.zip") == b"b" * 4500


@pytest.mark.parametrize("code", ["ExpiredToken", "InvalidAccessKeyId", "SignatureDoesNotMatch"])
def test_refused_keys_are_no_fault_of_a_document(store: SmallStore, tmp_path: Path, code: str) -> None:
    for number in range(3):
        store.put(f"tin/{number}.txt", small_article(number).encode())
    home = Home(tmp_path / "home")
    planned = discover_documents(PlanRequest(home, ("s3://kho/tin",)), "20261130T023000Z-aaaa", 10)
    store.refuse_with(code)
    with pytest.raises(KeysRefused, match=r"the keys for s3://kho/tin/0\.txt are refused or missing"):
        clean_batch(planned.clean_jobs[0])


def test_one_object_that_is_denied_is_a_fault_of_its_own(store: SmallStore, tmp_path: Path) -> None:
    for number in range(3):
        store.put(f"tin/{number}.txt", small_article(number).encode())
    home = Home(tmp_path / "home")
    planned = discover_documents(PlanRequest(home, ("s3://kho/tin",)), "20261130T023000Z-aaaa", 10)
    store.refuse_with("AccessDenied", key="tin/1.txt")
    summary = clean_batch(planned.clean_jobs[0])
    assert (summary.loaded, summary.quarantined, summary.tried) == (2, 1, 3)
    assert [file.uri for file in summary.unread] == ["s3://kho/tin/1.txt"]


def test_without_keys_the_location_cannot_be_listed(store: SmallStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store.put("tin/0.txt", b"x")
    store.refuse_with("InvalidAccessKeyId")
    with pytest.raises(CannotList, match="s3://kho/tin"):
        list_locations(["s3://kho/tin"])
