"""Large raw files of a disk and of an object store: the same rows, one version of the object, nothing left, and a full disk told."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import pickle
import resource
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from plain_run import run_stages
from small_articles import small_article
from small_store import SmallStore, store_of_tests

import tasks.clean
from tasks.clean import clean_batch
from tasks.discover import discover_documents
from tasks.messages import PlanRequest
from tasks.store import object_stores, raw_files
from tasks.store.home import Home
from tasks.store.object_stores import CopyFailed
from tasks.store.raw_files import hash_bytes, open_bytes
from tasks.text.file_bytes import FileBytes
from warehouse.checksums import state_checksums
from warehouse.reading import run_query

pytest.importorskip("s3fs", reason="the extra s3 is not installed")
RUN = "20261130T023000Z-aaaa"
BLOCK = 2_000
ROWS = """
    select source_sha256, format, encoding, title, text, published_on, raw_bytes, replace(source_uri, '{raw}', '') as address
    from articles order by address
"""
FIGURES = """
    select replace(source_uri, '{raw}', '') as address, span_start, span_text, value, indicator, measure, unit, organisation, place_code,
        period_text, period_start, status, breakdown, confidence
    from observations join articles using (article_id) order by address, span_start, indicator
"""


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallStore]:
    """A store on loopback."""
    with store_of_tests(monkeypatch) as served:
        yield served


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of more than two kilobytes are large."""
    monkeypatch.setattr(object_stores, "BLOCK", BLOCK)
    monkeypatch.setattr(raw_files, "LARGEST_IN_MEMORY", BLOCK - 1)


def _lines(numbers: range) -> bytes:
    return b"".join(json.dumps({"text": small_article(number)}, ensure_ascii=False).encode() + b"\n" for number in numbers)


def _tarred(numbers: range) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for number in numbers:
            info, data = tarfile.TarInfo(f"bài-{number}.txt"), small_article(number).encode()
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


FILES = {
    "tin.tar": _tarred(range(6)),
    "tin.tar.gz": gzip.compress(_tarred(range(6, 12)), 0, mtime=0),
    "tin.jsonl": _lines(range(12, 18)),
    "tin.jsonl.gz": gzip.compress(_lines(range(18, 24)), 0, mtime=0),
    "một.txt": small_article(30).encode(),
    "dài.txt": small_article(31).encode() * 5,
}


def _put_files(store: SmallStore, folder: Path) -> None:
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
        store.put(f"tin/{name}", content)


@contextmanager
def _files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_large_files_give_the_rows_of_small_ones_on_a_disk_and_on_a_store(
    store: SmallStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put_files(store, tmp_path / "raw")
    places = {"đĩa": f"file://{tmp_path}/raw", "kho": "s3://kho/tin"}
    run_stages(tmp_path / "nhỏ", ["s3://kho/tin"], judge=False)
    opened: list[type[Any]] = []

    def noted(*given: Any) -> Any:
        opened.append(type(data := open_bytes(*given)))
        return data

    monkeypatch.setattr(object_stores, "BLOCK", BLOCK)
    monkeypatch.setattr(raw_files, "LARGEST_IN_MEMORY", BLOCK - 1)
    monkeypatch.setattr(tasks.clean, "open_bytes", noted)
    for name, raw in places.items():
        run_stages(tmp_path / name, [raw], judge=False)
    assert [opened.count(kind) for kind in (FileBytes, bytes)] == [10, 2]
    assert state_checksums(tmp_path / "kho" / "warehouse.duckdb") == state_checksums(tmp_path / "nhỏ" / "warehouse.duckdb")
    rows = [
        [run_query(tmp_path / name / "warehouse.duckdb", query.format(raw=raw)).to_pylist() for query in (ROWS, FIGURES)]
        for name, raw in places.items()
    ]
    assert rows[0] == rows[1]
    assert [len(table) > 20 for table in rows[0]] == [True, True]


def test_a_copy_of_an_object_has_no_name_and_goes_when_it_is_closed(store: SmallStore, tmp_path: Path, small_blocks: None) -> None:
    store.put("tin/a.jsonl", content := _lines(range(9)))
    copy = open_bytes(b"s3://kho/tin/a.jsonl", len(content), 1 << 20, tmp_path / "chạy" / "raw")
    assert isinstance(copy, FileBytes)
    assert copy.read() == content
    assert list((tmp_path / "chạy" / "raw").iterdir()) == []
    copy.close()
    assert all(request.length <= BLOCK for request in store.asked("GET")), "never more than a block at once"


def test_an_archive_that_is_replaced_while_it_is_copied_is_copied_again(store: SmallStore, tmp_path: Path, small_blocks: None) -> None:
    before, after = _lines(range(20)), _lines(range(40, 49))
    store.put("tin/a.jsonl", before)
    home = Home(tmp_path / "home")
    planned = discover_documents(PlanRequest(home, ("s3://kho/tin",)), RUN, 10)
    store.after_requests(4, lambda: store.put("tin/a.jsonl", after))
    summary = clean_batch(planned.clean_jobs[0])
    assert store.later is None, "it was replaced"
    assert (summary.loaded, summary.quarantined) == (9, 0)
    (path,) = (home.staging(RUN) / "documents").glob("*.parquet")
    assert set(_column(path, "sha256")) == {hashlib.sha256(after).hexdigest()}


def _column(path: Path, name: str) -> list[Any]:
    import pyarrow.parquet as pq

    return pq.ParquetFile(path).read()[name].to_pylist()


def test_one_that_has_grown_since_it_was_listed_is_read_as_a_large_one(store: SmallStore, tmp_path: Path, small_blocks: None) -> None:
    (tmp_path / "a.jsonl").write_bytes(content := _lines(range(9)))
    store.put("tin/a.jsonl", content)
    for path in (str(tmp_path / "a.jsonl").encode(), b"s3://kho/tin/a.jsonl"):
        with open_bytes(path, 100, 1 << 20, tmp_path) as data:  # type: ignore[union-attr]
            assert isinstance(data, FileBytes)
            assert data.read() == content
        assert hash_bytes(path) == hashlib.sha256(content).hexdigest()


def test_one_that_has_grown_beyond_all_limits_is_too_large_and_read_no_further(
    store: SmallStore, tmp_path: Path, small_blocks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.clean, "LARGEST_FILE", 3 * BLOCK)
    store.put("tin/a.jsonl", _lines(range(2)))
    planned = discover_documents(PlanRequest(Home(tmp_path / "home"), ("s3://kho/tin",)), RUN, 10)
    store.put("tin/a.jsonl", _lines(range(200)))
    store.requests.clear()
    summary = clean_batch(planned.clean_jobs[0])
    assert (summary.loaded, summary.quarantined, summary.unread) == (0, 1, ())
    assert sum(request.length for request in store.asked("GET")) <= 5 * BLOCK


def test_a_disk_without_room_for_the_copy_stops_the_run_and_blames_no_file(store: SmallStore, tmp_path: Path, small_blocks: None) -> None:
    store.put("tin/a.jsonl", _lines(range(20)))
    home = Home(tmp_path / "home")
    planned = discover_documents(PlanRequest(home, ("s3://kho/tin",)), RUN, 10)
    with _files_of_at_most(2 * BLOCK), pytest.raises(CopyFailed, match=r"s3://kho/tin/a\.jsonl cannot be copied here") as failed:
        clean_batch(planned.clean_jobs[0])
    assert failed.value.filename == str(home.staging(RUN) / "raw")
    told = pickle.loads(pickle.dumps(failed.value))  # noqa: S301 - as it comes from a worker
    assert (type(told), told.errno, str(told)) == (CopyFailed, failed.value.errno, str(failed.value))
    assert not list((home.staging(RUN) / "raw").iterdir())
    assert clean_batch(planned.clean_jobs[0]).loaded == 20
