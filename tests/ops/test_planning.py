"""The plan: per file what is to be done and why, reading no content that a look at the listing can spare."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tasks.plan import planning
from tasks.plan.fingerprints import Fingerprints
from tasks.plan.listing import list_locations
from tasks.plan.planning import Plan, Scope, TooManyGone, check_vanished, make_plan
from warehouse.contracts import CONTRACTS
from warehouse.parquet import arrow_schema

RULES = Fingerprints("clean-1", "extract-1")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
RUN = "20260601T000000Z-aaaa"
SCHEMA = arrow_schema(CONTRACTS["raw_files"])


def _known(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=SCHEMA)


def _row(path: Path, **other: Any) -> dict[str, Any]:
    """A file as a run of long ago left it: loaded, by the rules of today."""
    uri = f"file://{path}"
    data = path.read_bytes() if path.exists() else b""
    return {
        "source_uri": uri,
        "container_uri": uri,
        "location_uri": f"file://{path.parent}",
        "size": len(data),
        "modified_at": LONG_AGO,
        "etag": _tag(path),
        "sha256": hashlib.sha256(data).hexdigest(),
        "status": "loaded",
        "article_id": "a" * 16,
        "cleaned_run_id": RUN,
        "extracted_run_id": RUN,
        "clean_fingerprint": RULES.clean,
        "extract_fingerprint": RULES.extract,
        "run_id": RUN,
        **other,
    }


def _tag(path: Path) -> str | None:
    """Inode and change time, as a listing has them."""
    return list_locations([str(path)]).files[0].etag if path.exists() else None


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """One raw file, as it was long ago."""
    path = tmp_path / "một.txt"
    path.write_text("Chi bộ có 12 đảng viên.", encoding="utf-8")
    os.utime(path, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))
    return path


def _plan(folder: Path, known: pa.Table, scope: Scope | None = None, rules: Fingerprints = RULES) -> Plan:
    return make_plan(list_locations([str(folder)]), known, rules, scope)


def _only(plan: Plan) -> tuple[str, str, str]:
    (row,) = plan.rows.to_pylist()
    return row["status"], row["action"], row["reason"]


def test_a_file_not_seen_before_is_new(article: Path) -> None:
    assert _only(_plan(article.parent, _known())) == ("new", "clean", "not seen before")


def test_same_size_and_time_is_unchanged_without_reading(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "hash_bytes", lambda path: pytest.fail("read a file it did not need"))
    assert _only(_plan(article.parent, _known(_row(article)))) == ("unchanged", "none", "same size and time")


def test_another_size_is_changed_without_reading(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "hash_bytes", lambda path: pytest.fail("read a file it did not need"))
    assert _only(_plan(article.parent, _known(_row(article, size=1))))[:2] == ("changed", "clean")


def test_another_time_with_the_same_bytes_is_only_listed_anew(article: Path) -> None:
    known = _known(_row(article, modified_at=LONG_AGO - timedelta(days=1)))
    assert _only(_plan(article.parent, known)) == ("unchanged", "refresh", "listed anew, same bytes")


def test_another_time_with_other_bytes_is_changed(article: Path) -> None:
    known = _known(_row(article, modified_at=LONG_AGO - timedelta(days=1), sha256="0" * 64))
    assert _only(_plan(article.parent, known)) == ("changed", "clean", "other bytes")


def test_a_time_within_two_seconds_of_the_listing_is_not_believed(article: Path) -> None:
    fresh = f"{LONG_AGO + timedelta(seconds=1):%Y%m%dT%H%M%SZ}-aaaa"
    assert _only(_plan(article.parent, _known(_row(article, run_id=fresh, sha256="0" * 64)))) == ("changed", "clean", "other bytes")
    later = f"{LONG_AGO + timedelta(seconds=3):%Y%m%dT%H%M%SZ}-aaaa"
    assert _only(_plan(article.parent, _known(_row(article, run_id=later, sha256="0" * 64))))[0] == "unchanged"


def test_of_the_documents_of_a_file_the_last_one_written_tells_what_was_last_seen(article: Path) -> None:
    ids = ("20260101T000000Z-ffff", "20260101T000000Z-aaaa")  # two runs of one second
    outdated = _row(article, source_uri="file:///a!1", sha256="0" * 64, size=1, run_id=ids[0])
    latest = _row(article, source_uri="file:///a!2", run_id=ids[1])
    assert _only(_plan(article.parent, _known(outdated, latest)))[0] == "unchanged"
    assert _only(_plan(article.parent, _known(latest, outdated)))[0] == "changed"


def test_an_edit_that_keeps_size_and_time_is_found_by_inode_or_change_time(article: Path) -> None:
    known = _known(_row(article))
    article.write_text("Chi bộ có 21 đảng viên.", encoding="utf-8")
    os.utime(article, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))
    assert _only(_plan(article.parent, known)) == ("changed", "clean", "other bytes")
    known = _known(_row(article))
    copy = article.with_suffix(".copy")
    copy.write_text("Chi bộ có 31 đảng viên.", encoding="utf-8")
    os.utime(copy, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))
    copy.replace(article)
    assert _only(_plan(article.parent, known)) == ("changed", "clean", "other bytes")


def test_another_inode_or_change_time_with_the_same_bytes_is_only_listed_anew(article: Path) -> None:
    known = _known(_row(article))
    article.chmod(0o600)
    assert _only(_plan(article.parent, known)) == ("unchanged", "refresh", "listed anew, same bytes")
    assert _only(_plan(article.parent, _known(_row(article, etag=None)))) == ("unchanged", "refresh", "listed anew, same bytes")


def test_full_finds_an_edit_that_nothing_tells_of(article: Path) -> None:
    known = _known(_row(article, sha256="0" * 64))
    assert _only(_plan(article.parent, known))[0] == "unchanged", "size, time, inode and change time are the same"
    assert _only(_plan(article.parent, known, Scope(again="clean")))[:2] == ("full", "clean")


def test_files_whose_rows_were_lost_are_worked_out_again(article: Path) -> None:
    known, uri = _known(_row(article)), frozenset({f"file://{article}"})
    assert _only(_plan(article.parent, known, Scope(damaged=uri)))[:2] == ("damaged", "clean")
    assert _only(_plan(article.parent, known, Scope(unextracted=uri)))[:2] == ("damaged", "extract")


def test_other_cleaning_rules_clean_again_and_other_extraction_rules_only_extract(article: Path) -> None:
    assert _only(_plan(article.parent, _known(_row(article, clean_fingerprint="clean-0"))))[:2] == ("rules-changed", "clean")
    assert _only(_plan(article.parent, _known(_row(article, extract_fingerprint="extract-0"))))[:2] == ("rules-changed", "extract")


def test_a_document_refused_by_cleaning_does_not_care_for_extraction_rules(article: Path) -> None:
    refused = {"status": "quarantined", "article_id": None, "cleaned_run_id": None, "extracted_run_id": None}
    assert _only(_plan(article.parent, _known(_row(article, **refused, extract_fingerprint=None))))[0] == "unchanged"
    late = _known(_row(article, **refused, extract_fingerprint="extract-0"))
    assert _only(_plan(article.parent, late))[:2] == ("rules-changed", "clean")


def test_what_could_not_be_read_is_tried_again(article: Path) -> None:
    known = _known(_row(article, sha256=None, status="quarantined"))
    assert _only(_plan(article.parent, known)) == ("changed", "clean", "could not be read before")


def test_a_kind_that_is_never_read_is_not_tried_every_night(tmp_path: Path) -> None:
    path = tmp_path / "ảnh.png"
    path.write_bytes(b"x")
    os.utime(path, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))
    known = _known(_row(path, sha256=None, status="quarantined", extract_fingerprint=None))
    assert _only(_plan(tmp_path, known))[:2] == ("unchanged", "none")


def test_full_and_replay_force_a_file_that_did_not_change(article: Path) -> None:
    known = _known(_row(article))
    assert _only(_plan(article.parent, known, Scope(again="clean")))[:2] == ("full", "clean")
    assert _only(_plan(article.parent, known, Scope(again="extract")))[:2] == ("full", "extract")
    assert _only(_plan(article.parent, known, Scope(replayed=frozenset({f"file://{article}"}))))[:2] == ("replay", "clean")


def test_gone_is_what_a_listed_location_no_longer_holds_and_nothing_else(article: Path, tmp_path: Path) -> None:
    elsewhere = _row(tmp_path.parent / "other" / "x.txt")
    lost = _row(article.parent / "hai.txt")
    plan = _plan(article.parent, _known(_row(article), lost, elsewhere))
    assert [(row["uri"], row["status"]) for row in plan.rows.to_pylist() if row["status"] == "gone"] == [(lost["source_uri"], "gone")]


def test_what_is_gone_is_not_gone_again_and_may_come_back(article: Path) -> None:
    gone = _row(article, status="gone")
    assert _only(_plan(article.parent, _known(gone))) == ("new", "clean", "was gone and is back")
    article.unlink()
    assert _plan(article.parent, _known(gone)).rows.num_rows == 0


def test_a_container_with_one_stale_document_is_cleaned_as_a_whole(article: Path) -> None:
    uri = f"file://{article}"
    members = [_row(article, source_uri=f"{uri}!{line}", clean_fingerprint=rules) for line, rules in ((1, "clean-1"), (2, "clean-0"))]
    assert _only(_plan(article.parent, _known(*members)))[:2] == ("rules-changed", "clean")


def test_too_many_gone_at_once_stop_the_run_and_say_how_to_confirm(tmp_path: Path) -> None:
    (tmp_path / "0.txt").write_text("x")
    known = _known(*(_row(tmp_path / f"{number}.txt") for number in range(4)))
    plan = _plan(tmp_path, known)
    with pytest.raises(TooManyGone, match=r"3 of 4 known documents under .* are gone, more than 20%.*--allow-vanish"):
        check_vanished(plan, known, 0.20)
    check_vanished(plan, known, 0.75)


def test_counts_name_every_status(article: Path) -> None:
    counts = _plan(article.parent, _known()).counts()
    assert counts == {"new": 1, "changed": 0, "rules-changed": 0, "full": 0, "replay": 0, "damaged": 0, "unchanged": 0, "gone": 0}
