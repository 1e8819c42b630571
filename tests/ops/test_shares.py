"""A large archive is cleaned in shares, each by a worker: together they give what one worker gives, or it is cleaned in one piece."""

from __future__ import annotations

import errno
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from killing import POISON, clean_and_die, clean_and_hang
from plain_run import Works, run_stages
from small_articles import small_article, write_articles
from web_archives import gzipped, pages, record, wacz

from tasks import clean, discover
from tasks.batches import settle_shares
from tasks.clean import CLEAN_RECOVERY, clean_batch
from tasks.messages import CleanJob, CleanSummary, PlanRequest
from tasks.plan.shares import WHOLE, Share
from tasks.store.home import Home
from tasks.store.object_stores import CopyFailed
from tasks.workers import pool
from warehouse.checksums import state_checksums
from warehouse.lake.lake import Lake

RUN = "20261130T023000Z-aaaa"
DOCUMENTS = 10


def _lines(path: Path, count: int = DOCUMENTS, edition: int = 0) -> None:
    lines = [json.dumps({"text": small_article(number, edition), "url": f"https://bao.example.vn/{number}"}) for number in range(count)]
    path.write_bytes(gzip.compress("\n".join([*lines, "{broken"]).encode()))


def _tar(path: Path, compresslevel: int = 9) -> None:
    """Articles, two of one name, and a table that is no article."""
    with tarfile.open(path, "w:gz", compresslevel=compresslevel) as archive:
        for name in [*(f"{number}.txt" for number in range(DOCUMENTS)), "3.txt", "bảng.pdf"]:
            info = tarfile.TarInfo(name)
            data = small_article(len(name)).encode() if name.endswith(".txt") else bytes(2 << 20)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def _cut_tar(path: Path) -> None:
    """The same, not packed, so that what stands before the end is read."""
    _tar(path, compresslevel=0)
    path.write_bytes(path.read_bytes()[: 1 << 20])


def _zip(path: Path) -> None:
    """Articles, and an archive of lines among them."""
    _lines(path.with_suffix(".jsonl.gz"))
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(DOCUMENTS):
            archive.writestr(f"{number}.txt", small_article(number))
        archive.write(path.with_suffix(".jsonl.gz"), "nhiều.jsonl.gz")
    path.with_suffix(".jsonl.gz").unlink()


def _warc(path: Path) -> None:
    path.write_bytes(gzipped(record(b"software: x", 99, kind="warcinfo", content_type="application/warc-fields"), *pages(DOCUMENTS)))


def _wacz(path: Path) -> None:
    path.write_bytes(wacz({"archive/tin.warc.gz": gzipped(*pages(DOCUMENTS))}))


ARCHIVES: dict[str, Callable[[Path], None]] = {
    "tin.jsonl.gz": _lines, "tin.tar.gz": _tar, "hỏng.tar.gz": _cut_tar, "tin.zip": _zip, "tin.warc.gz": _warc, "tin.wacz": _wacz,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _shares_of_few_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover, "BYTES_PER_DOCUMENT", 40)
    monkeypatch.setattr(discover, "DOCUMENTS_PER_SHARE", 2)


def _jobs(home: Path, raw: Path, workers: int) -> tuple[CleanJob, ...]:
    return discover.discover_documents(PlanRequest(Home(home), (str(raw),), workers=workers), RUN, 500).clean_jobs


def _settle(jobs: tuple[CleanJob, ...], summaries: list[CleanSummary]) -> tuple[list[CleanSummary], list[CleanJob]]:
    """All summaries, those of the archives that had to be cleaned in one piece among them, and what was cleaned so."""
    kept, again = settle_shares(jobs, summaries)
    return [*kept, *map(clean_batch, again)], again


def _written(home: Path) -> dict[str, list[str]]:
    """The rows that lie in the lake and what is said of documents, whatever the parts."""
    found = {}
    for table in ("articles", "blocks", "signatures", "quarantine"):
        tables = [pq.ParquetFile(path).read() for path in (home / "lake" / table).rglob("*.parquet")]
        kept = [rows.drop_columns([name for name in ("quarantined_at",) if name in rows.column_names]) for rows in tables]
        found[table] = sorted(str(row) for rows in kept for row in rows.to_pylist())
    documents = (home / "candidates" / RUN / "documents").glob("*.parquet")
    found["documents"] = sorted(str(row) for path in documents for row in pq.ParquetFile(path).read().to_pylist())
    return found


def _added(summaries: list[CleanSummary]) -> dict[str, Any]:
    names = ("files", "loaded", "quarantined", "tried")
    others = [summary.others for summary in summaries if summary.others]
    return {name: sum(getattr(summary, name) for summary in summaries) for name in names} | {"others": others}


@pytest.mark.parametrize("name", ARCHIVES)
def test_the_shares_of_an_archive_give_together_what_one_worker_gives(tmp_path: Path, name: str) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    ARCHIVES[name](raw / name)
    (job,) = _jobs(tmp_path / "whole", raw, workers=1)
    assert job.share == WHOLE
    whole = clean_batch(job)
    jobs = _jobs(tmp_path / "shares", raw, workers=3)
    assert [job.share for job in jobs] == [Share(number, 3) for number in range(3)]
    summaries = [clean_batch(job) for job in jobs]
    assert min(summary.loaded for summary in summaries) >= 2, "each has some"
    joined, again = _settle(jobs, summaries)
    assert again == []
    assert _added(joined) == _added([whole])
    assert _written(tmp_path / "shares") == _written(tmp_path / "whole")


def test_an_archive_that_is_written_to_meanwhile_is_cleaned_once_more_in_one_piece(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    _lines(raw / "tin.jsonl.gz")
    jobs = _jobs(tmp_path / "home", raw, workers=3)
    summaries = [clean_batch(jobs[0])]
    _lines(raw / "tin.jsonl.gz", edition=1)
    summaries += [clean_batch(job) for job in jobs[1:]]
    joined, (again,) = _settle(jobs, summaries)
    assert (again.part, again.share) == ("00000", WHOLE)
    assert _added(joined) == {"files": 1, "loaded": DOCUMENTS, "quarantined": 1, "tried": 1, "others": []}
    clean_batch(_jobs(tmp_path / "whole", raw, workers=1)[0])
    found, expected = _written(tmp_path / "home"), _written(tmp_path / "whole")
    del found["documents"], expected["documents"]  # they say when the file was changed, as it was listed
    assert found == expected


@pytest.mark.parametrize(
    "fault", [PermissionError(errno.EACCES, "Permission denied"), CopyFailed(errno.ENOSPC, "no room beside the copies of other shares")]
)
def test_an_archive_that_one_worker_could_not_read_is_cleaned_once_more_in_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    _lines(raw / "tin.jsonl.gz")
    jobs = _jobs(tmp_path / "home", raw, workers=2)
    summaries = [clean_batch(jobs[0])]
    with monkeypatch.context() as broken:

        def refuse(*_: object) -> bytes:
            raise fault

        broken.setattr(clean, "open_bytes", refuse)
        summaries.append(clean_batch(jobs[1]))
    joined, again = _settle(jobs, summaries)
    assert len(again) == 1
    assert _added(joined) == {"files": 1, "loaded": DOCUMENTS, "quarantined": 1, "tried": 1, "others": []}
    assert not any(summary.unread for summary in joined), "it was read after all, and counts as read"
    clean_batch(_jobs(tmp_path / "whole", raw, workers=1)[0])
    assert _written(tmp_path / "home") == _written(tmp_path / "whole")


def test_a_share_quarantines_no_archive_that_kills_its_worker_but_leaves_that_to_who_cleans_it_in_one_piece(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    _lines(raw / "tin.jsonl.gz")
    jobs = _jobs(tmp_path / "home", raw, workers=2)
    uri = pq.ParquetFile(Home(tmp_path / "home").obtain(jobs[0].manifest)).read()["uri"][0].as_py()
    assert CLEAN_RECOVERY.quarantine(jobs[0]).seen is None
    assert _written(tmp_path / "home")["documents"] == []
    deadly = CLEAN_RECOVERY.without(jobs[1], uri)
    assert deadly is not None
    kept, again = settle_shares(jobs, [clean_batch(jobs[0]), clean_batch(deadly)])
    assert (kept, len(again)) == ([], 1)
    assert not any(_written(tmp_path / "home").values()), "what the shares wrote is gone"
    refused = CLEAN_RECOVERY.quarantine(again[0])
    assert (refused.loaded, refused.quarantined) == (0, 1)


def test_shares_that_read_the_same_stand_whatever_became_of_their_documents(tmp_path: Path) -> None:
    """A document that kills its worker is known to one share alone."""
    raw = tmp_path / "raw"
    raw.mkdir()
    _lines(raw / "tin.jsonl.gz")
    jobs = _jobs(tmp_path / "home", raw, workers=2)
    whole = clean_batch(jobs[0])
    uri = pq.ParquetFile(whole.articles[0]).read()["source_uri"][0].as_py()
    Lake(tmp_path / "home").discard(RUN, ("articles", "blocks", "signatures"), "*")
    without = CLEAN_RECOVERY.without(jobs[0], uri)
    assert without is not None
    joined, again = _settle((without, jobs[1]), [clean_batch(without), clean_batch(jobs[1])])
    assert again == []
    assert _added(joined)["loaded"] == DOCUMENTS - 1


def test_small_archives_and_one_worker_make_no_shares_and_files_of_many_documents_are_batches_of_their_own(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    write_articles(raw, range(3))
    (raw / "ít.jsonl").write_bytes(b"x" * 3 * 40)
    for name in ("lớn.jsonl", "lớn-2.jsonl"):
        (raw / name).write_bytes(b"x" * 10 * 40)
    jobs = _jobs(tmp_path / "many", raw, workers=9)
    assert [(job.part, job.share.count) for job in jobs] == [
        *((f"00000s{number}", 5) for number in range(5)),
        *((f"00001s{number}", 5) for number in range(5)),
        ("00002", 1),
    ], "as many as have two documents each, not as there are workers"
    files = [pq.ParquetFile(Home(tmp_path / "many").obtain(job.manifest)).read().num_rows for job in jobs]
    assert files == [1] * 10 + [4]
    assert [job.share for job in _jobs(tmp_path / "one", raw, workers=1)] == [WHOLE]
    rows = pa.table({"size": [1] * 5})
    assert [batch.num_rows for batch in discover._batches(rows, 11, [1, 9, 1, 20, 1])] == [3, 1, 1]


def test_an_archive_is_cleaned_by_two_processes_and_the_warehouse_is_that_of_one(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    _zip(raw / "tin.zip")
    parallel = run_stages(tmp_path / "two", raw, workers=2, judge=False)
    assert [job.share.count for job in parallel.planned.clean_jobs] == [2, 2]
    run_stages(tmp_path / "one", raw, judge=False)
    assert state_checksums(tmp_path / "two" / "warehouse.duckdb") == state_checksums(tmp_path / "one" / "warehouse.duckdb")
    assert run_stages(tmp_path / "two", raw, workers=2, judge=False).status == "unchanged"


def test_a_document_that_hangs_costs_its_share_that_document_alone(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    with zipfile.ZipFile(raw / "tin.zip", "w") as archive:
        for number in range(DOCUMENTS):
            archive.writestr(f"bài-{POISON if number == 3 else number}.txt", small_article(number))
    run = run_stages(tmp_path / "home", raw, workers=2, works=Works(clean=clean_and_hang), judge=False)
    assert [job.share.count for job in run.planned.clean_jobs] == [2, 2]
    assert (run.documents.loaded, run.documents.quarantined) == (DOCUMENTS - 1, 1)
    (refused,) = Lake(tmp_path / "home").read_current("quarantine").to_pylist()
    assert (refused["reason"], refused["source_uri"].rpartition("!")[2]) == ("killed_worker", f"bài-{POISON}.txt")


def test_an_archive_on_which_all_shares_die_between_documents_is_counted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For want of memory, say: no document is under way when it happens, and a share alone is not told from a document."""
    monkeypatch.setattr(pool, "MOST_POISON_DOCUMENTS", 1)
    raw = tmp_path / "raw"
    write_articles(raw, range(2))
    _lines(raw / f"{POISON}.jsonl.gz")
    run = run_stages(tmp_path / "home", raw, workers=3, works=Works(clean=clean_and_die), judge=False)
    assert [job.share.count for job in run.planned.clean_jobs] == [3, 3, 3, 1]
    assert (run.documents.loaded, run.documents.quarantined) == (2, 1)
