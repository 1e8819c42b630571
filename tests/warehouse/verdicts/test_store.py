"""The verdicts of a home: each a file, in the order they were given, whatever the clock says and whatever lies beside them."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from warehouse.verdicts import store as stores
from warehouse.verdicts.anchors import find_anchor
from warehouse.verdicts.records import Verdict, parse_verdict
from warehouse.verdicts.store import VerdictStore


def verdict(kind: str = "right", subject: str = "span:3-6", text: str = "a" * 64, article: str = "1" * 16) -> Verdict:
    return Verdict("", kind, subject, article, "file:///raw/a.txt", text, 20, "", "r1", 3, 6, "214", "Xã có 214 hộ.", {"value": 214.0})


def test_what_is_written_is_read_again_by_another_process(tmp_path: Path) -> None:
    written = VerdictStore.of(tmp_path).add(verdict())
    assert VerdictStore.of(tmp_path).all() == [written]
    assert len(written.verdict_id) == 12
    assert datetime.fromisoformat(written.decided_at).tzinfo == UTC


def test_the_last_verdict_on_a_subject_of_a_text_counts(tmp_path: Path) -> None:
    store = VerdictStore.of(tmp_path)
    given = [verdict(), verdict("wrong"), verdict("right", "span:9-10"), verdict("right", text="b" * 64), verdict("withdrawn", "span:9-10")]
    for one in given:
        store.add(one)
    assert [(one.kind, one.subject, one.text_sha256[0]) for one in store.current()] == [
        ("wrong", "span:3-6", "a"), ("right", "span:3-6", "b"),
    ]  # fmt: skip


def test_a_text_in_two_places_is_judged_once_and_a_block_for_each_article(tmp_path: Path) -> None:
    store = VerdictStore.of(tmp_path)
    for article in ("1" * 16, "2" * 16):
        store.add(verdict(article=article))
        store.add(verdict("keep", "block:0f", article=article))
    assert [one.kind for one in store.current()] == ["keep", "right", "keep"]


def test_a_clock_that_was_set_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = VerdictStore.of(tmp_path)
    first = store.add(verdict())

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.fromisoformat(first.decided_at) - timedelta(hours=1)

    monkeypatch.setattr(stores, "datetime", Earlier)
    second = VerdictStore.of(tmp_path).add(verdict("wrong"))
    assert second.decided_at > first.decided_at
    assert [one.kind for one in VerdictStore.of(tmp_path).all()] == ["right", "wrong"]


def test_many_readers_lose_nothing(tmp_path: Path) -> None:
    both = [VerdictStore.of(tmp_path), VerdictStore.of(tmp_path)]
    with ThreadPoolExecutor(8) as threads:
        written = list(threads.map(lambda number: both[number % 2].add(verdict(subject=f"span:{number}-99")), range(60)))
    assert sorted(one.verdict_id for one in VerdictStore.of(tmp_path).all()) == sorted(one.verdict_id for one in written)
    assert len(VerdictStore.of(tmp_path).current()) == 60


@pytest.mark.parametrize("content", ["", "{", "[]", '{"verdict_id": "x"}', "null", "\udcff"])
def test_a_damaged_file_is_named_and_costs_nothing_else(tmp_path: Path, content: str) -> None:
    store = VerdictStore.of(tmp_path)
    kept = store.add(verdict())
    (tmp_path / "verdicts" / "hỏng.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert store.all() == [kept]
    assert list(store.damaged) == ["hỏng.json"]
    (tmp_path / "verdicts" / "hỏng.json").unlink()
    store.all()
    assert not store.damaged


@pytest.mark.parametrize("changed", [{"kind": "perhaps"}, {"article_id": 1}, {"right": [1]}])
def test_a_verdict_of_another_kind_is_damaged(changed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no verdict"):
        parse_verdict(replace(verdict(), **changed).to_json())  # type: ignore[arg-type]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = VerdictStore.of(tmp_path)
    store.add(verdict())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        store.add(verdict("wrong"))
    assert len(list((tmp_path / "verdicts").iterdir())) == 1


def test_files_are_for_the_owner_and_to_be_read_by_the_group(tmp_path: Path) -> None:
    VerdictStore.of(tmp_path).add(verdict())
    for path in [tmp_path / "verdicts", *(tmp_path / "verdicts").iterdir()]:
        assert not stat.S_IMODE(path.stat().st_mode) & 0o027


@pytest.mark.parametrize(
    ("text", "number", "elsewhere", "anchor"),
    [
        ("Xã có 9 chi bộ. Huyện có 9 chi bộ.", 6, "", "Xã có 9"),
        ("Có 9 chi bộ\nCó 9 chi bộ mới", 15, "", "9 chi bộ mới"),
        ("Xã có 9 chi bộ", 6, "Xã có 9 xóm", "9 chi"),
        ("Kết nạp\xa074 đảng viên", 8, "", "74"),
        ("9 9", 0, "", "9 9"),
        ("9\n9", 0, "", None),
    ],
)
def test_an_anchor_is_the_fewest_words_that_stand_once(text: str, number: int, elsewhere: str, anchor: str | None) -> None:
    end = number + len(text[number:].split(maxsplit=1)[0].rstrip("."))
    assert find_anchor(text, number, end, elsewhere) == anchor
