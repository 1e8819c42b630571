"""How files are put into batches: few, even, and none larger than fits."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from plain_run import run_stages
from small_articles import small_article

from flows.settings import Settings
from flows.working import DOCUMENTS_WORTH_PREFECT, needs_prefect, workers_for
from tasks import clean, discover, judge
from tasks.messages import PlanRequest
from tasks.store.home import Home


@pytest.mark.parametrize(
    ("sizes", "largest", "batches"),
    [
        ([], 5, []),
        ([1] * 5, 5, [5]),
        ([1] * 6, 5, [3, 3]),
        ([1] * 7, 3, [3, 3, 1]),
        ([1] * 700, 500, [350, 350]),
        ([600, 600, 1, 1], 10, [1, 3]),
        ([5_000, 1, 1], 10, [1, 2]),
    ],
)
def test_batches_are_even_and_of_bounded_size(sizes: list[int], largest: int, batches: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover, "LARGEST_BATCH", 1_000)
    rows = pa.table({"size": pa.array(sizes, pa.int64())})
    found = list(discover._batches(rows, largest, [1] * len(sizes)))
    assert [batch.num_rows for batch in found] == batches
    assert pa.concat_tables([rows.slice(0, 0), *found])["size"].to_pylist() == sizes


@pytest.mark.parametrize(
    ("parts", "groups"),
    [
        ([], []),
        ([(10, 1), (10, 1)], [2]),
        ([(judge.ROWS_PER_GROUP, 1), (1, 1), (1, 1)], [1, 2]),
        ([(1, judge.BYTES_PER_GROUP), (1, 1)], [1, 1]),
        ([(1, judge.BYTES_PER_GROUP * 2), (1, 1), (1, 1)], [1, 2]),
    ],
)
def test_what_is_judged_together_is_bounded_in_rows_and_bytes(parts: list[tuple[int, int]], groups: list[int]) -> None:
    files = [judge._Part(str(number), *part) for number, part in enumerate(parts)]
    found = list(judge._groups(files))
    assert [len(group) for group in found] == groups
    assert [part for group in found for part in group] == files


def _plan(raw: Path, home: Path) -> int:
    return discover.discover_documents(PlanRequest(Home(home), (f"file://{raw}",)), "20260101T000000Z-0001-aaaa", 500).size


def test_a_container_counts_for_about_as_many_documents_as_it_holds(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "one.txt").write_bytes(b"x" * 9_000_000)
    assert _plan(raw, tmp_path / "a") == 1
    (raw / "many.jsonl").write_bytes(b"x" * 9_000_000)
    assert _plan(raw, tmp_path / "b") == 1 + 9_000_000 // discover.BYTES_PER_DOCUMENT


def test_few_documents_have_one_worker_and_no_prefect_and_many_have_all(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, workers=3)
    planned = discover.discover_documents(PlanRequest(Home(tmp_path / "home"), (f"file://{tmp_path}",)), "20260101T000000Z-0001-aaaa", 500)
    assert workers_for(settings, 599) == 1
    assert workers_for(settings, 600) == 3
    assert not needs_prefect(settings, planned)
    assert needs_prefect(settings, replace(planned, documents=DOCUMENTS_WORTH_PREFECT))
    assert needs_prefect(settings.model_copy(update={"cluster": "dask"}), planned)


def test_a_container_is_extracted_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "DOCUMENTS_PER_PART", 2)
    raw = tmp_path / "raw"
    raw.mkdir()
    lines = [json.dumps({"text": small_article(number, 0), "url": f"https://bao.example.vn/{number}"}) for number in range(5)]
    (raw / "tin.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run_stages(tmp_path / "home", raw, judge=False)
    assert done.documents.loaded == 5
    assert len(list((tmp_path / "home" / "lake" / "observations").rglob("*.parquet"))) == 3
