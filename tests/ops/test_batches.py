"""How files are put into batches: few, even, and none larger than fits."""

from __future__ import annotations

import pyarrow as pa
import pytest

from tasks import discover


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
    found = list(discover._batches(rows, largest))
    assert [batch.num_rows for batch in found] == batches
    assert pa.concat_tables([rows.slice(0, 0), *found])["size"].to_pylist() == sizes
