"""One night over a thousand hostile inputs: it publishes, nothing crashes or hangs, and every one of them is accounted for."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_folder import GOOD_ARTICLES, remove_deep, write_hostile_folder
from low_limits import clean_within_low_limits
from plain_run import PlainRun, Works, run_stages

from tasks.text.addresses import unspell_name
from warehouse.reading import run_query

OF_EACH = 7
Night = tuple[Path, Path, dict[str, int], PlainRun]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """Home, raw folder, how many inputs of each kind there are, and the run over all of them. The home lies in the raw folder."""
    raw = tmp_path_factory.mktemp("raw")
    written = write_hostile_folder(raw, OF_EACH, seed=20261130)
    home = raw / "home"
    yield home, raw, written, run_stages(home, raw, workers=2, works=Works(clean=clean_within_low_limits), batch_size=200)
    remove_deep(raw / "deep" / "sâu")


def _ask(night: Night, sql: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = run_query(night[0] / "warehouse.duckdb", sql).to_pylist()
    return rows


def _files_of(raw: Path) -> Iterator[str]:
    """Every entry that is neither a folder, nor a link to one, nor of the home, as `find` finds them."""
    command = ["find", str(raw), "-path", str(raw / "home"), "-prune", "-o", "!", "-type", "d", "-print0"]
    found = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\0")
    yield from (unicodedata.normalize("NFC", os.fsdecode(name)) for name in found if name and not os.path.isdir(name))  # noqa: PTH112


def test_there_are_a_thousand_inputs_of_sixty_kinds_and_more(night: Night) -> None:
    assert len(night[2]) >= 60
    assert sum(night[2].values()) >= 1_000


def test_the_night_publishes_every_good_article(night: Night) -> None:
    assert night[3].status == "published"
    (row,) = _ask(night, "select count(*) as n from articles where source_uri like '%/good/%'")
    assert row["n"] == GOOD_ARTICLES


def test_nothing_crashes_and_nothing_hangs(night: Night) -> None:
    failed = _ask(night, "select reason, source_uri, detail from quarantine where reason in ('internal_error', 'killed_worker')")
    assert failed == []


def test_every_input_is_loaded_or_refused_with_a_reason(night: Night) -> None:
    _, raw, written, run = night
    rows = _ask(night, "select source_uri, container_uri, status from raw_files")
    files = {unicodedata.normalize("NFC", unspell_name(str(row["container_uri"]).removeprefix("file://"))) for row in rows}
    assert {name for name in _files_of(raw) if name not in files} == set()
    kinds = Counter(str(row["container_uri"]).removeprefix(f"file://{raw}/").split("/")[0] for row in rows)
    unseen = {kind for kind in written if kinds[kind] < OF_EACH} - {"link-to-the-location", "link-up"}
    assert unseen == set(), "all that leads to the raw folder itself is listed in its own place"
    assert run.documents.discovered == run.documents.loaded + run.documents.quarantined == len(rows)
    (refused,) = _ask(night, "select count(distinct source_uri) as n from quarantine where stage <> 'validate'")
    assert refused["n"] == run.documents.quarantined


def test_every_uri_is_one_line_of_its_own(night: Night) -> None:
    rows = _ask(night, "select source_uri from raw_files")
    uris = [str(row["source_uri"]) for row in rows]
    assert len(set(uris)) == len(uris)
    assert all(uri.isprintable() for uri in uris)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("fifo", "not_a_file"),
        ("socket", "not_a_file"),
        ("link-out", "not_followed"),
        ("link-to-a-device", "not_followed"),
        ("link-to-nothing", "unreadable"),
        ("zip-many-members", "unsafe_archive"),
        ("zip-unpacks-to-much", "unsafe_archive"),
        ("gzip-unpacks-to-much", "unsafe_archive"),
        ("json-long-line", "too_large"),
        ("tar-devices", "unsafe_archive"),
    ],
)
def test_what_passes_a_limit_says_so(night: Night, kind: str, reason: str) -> None:
    found = _ask(night, f"select count(*) as n from quarantine where source_uri like '%/{kind}/%' and reason = '{reason}'")
    assert int(str(found[0]["n"])) >= OF_EACH


def test_the_night_after_finds_nothing_new(night: Night) -> None:
    home, raw, _, before = night
    after = run_stages(home, raw, workers=2, works=Works(clean=clean_within_low_limits), judge=False)
    counts = after.planned.counts
    assert {status: counts[status] for status in ("new", "gone", "rules-changed")} == {"new": 0, "gone": 0, "rules-changed": 0}
    assert after.documents.discovered == before.documents.discovered
    assert after.documents.loaded == 0
