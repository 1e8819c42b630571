"""Overlays made on the spot: rows of one's own that teach an indicator, and what must not be read of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from seeds.overlay import active_overlay, read_overlay, read_seed_rows, use_overlay

SENTENCE = "Trạm y tế xã tiêm chủng cho 1.250 trẻ em."
ALSO = ("Trạm tiêm chủng được 45 cháu.", "Trường tổ chức tiêm chủng cho 120 học sinh.")
UNLIKE = ("Huyện có 12 điểm tiêm chủng. | places where it is done", "Trạm tiêm phòng cho 120 con bò. | cattle")
"""How `solieu teach` takes them: other sentences that say it, and some that look alike."""

VACCINATIONS: dict[str, list[list[str]]] = {
    "indicators": [["vaccinations", "Số người được tiêm chủng", "People vaccinated", "society", "", "flow"]],
    "cues": [["tiêm chủng", "vaccinate", SENTENCE, "1.250=vaccinations unit:person", "own"]],
    "indicator_rules": [
        ["vaccinations", "count", "person,student", "vaccinate", "", "", "", "",
         "Huyện tiêm chủng cho 340 người. | Trạm tiêm chủng được 45 cháu. | Trường tổ chức tiêm chủng cho 120 học sinh.",
         "340=vaccinations | 45=vaccinations | 120=vaccinations", "own"],
    ],
    "negatives": [
        ["Huyện có 12 điểm tiêm chủng.", "=vaccinations", "places where it is done", "own"],
        ["Trạm tiêm phòng cho 120 con bò.", "=vaccinations", "cattle", "own"],
    ],
}  # fmt: skip
"""Rows by lexicon."""


def write_overlay(folder: Path, rows: dict[str, list[list[str]]] = VACCINATIONS) -> Path:
    """Write rows under the headers of the seeds."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, cells in rows.items():
        write_rows(folder / f"{name}.csv", cells)
    return folder


def write_rows(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write the rows of one file of an overlay."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([read_seed_rows(path.stem)[0], *rows])


@contextmanager
def with_overlay(folder: Path) -> Iterator[None]:
    """Read the lexicons with an overlay while the block lasts."""
    before = active_overlay()
    use_overlay(read_overlay(folder))
    try:
        yield
    finally:
        use_overlay(before)
