"""The candidate: the file before plus the change equals everything from the lake, and nothing else is ever touched."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from published_lake import build_and_publish, publish_first
from small_lake import Page, article_id, commit_run, page, table, write_run

from warehouse.building import ConservationBroken, build_candidate, needs_publishing, rebuild
from warehouse.checksums import state_checksums
from warehouse.contracts import CONTRACTS
from warehouse.digests import digest_of
from warehouse.lake.lake import Lake
from warehouse.lake.published_files import note_published
from warehouse.reading import opened, run_query


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "home")


def whole(live: Path) -> dict[str, list[str]]:
    """Every row of every table, in an order of its own."""
    return {name: sorted(str(row) for row in run_query(live, f"from {name}").to_pylist()) for name in (*CONTRACTS, "figures")}


def candidate_of(lake: Lake, name: str = "x") -> Path:
    return lake.home / "candidates" / f"{name}.duckdb"


# Ten documents with short texts, some of which repeat each other.
TEXTS = [
    "Tin một\nXã A có 10 đảng viên và nhiều việc phải làm trong năm nay.",
    "Tin một\nXã A có 10 đảng viên và nhiều việc phải làm trong năm nay!",
    "Tin hai\nHuyện B có 20 chi bộ, 7 chưa rõ, kể cả những nơi xa xôi nhất của tỉnh.",
    "Tin ba\nKhông có con số nào.",
]
change = st.tuples(
    st.dictionaries(st.integers(0, 7), st.integers(0, len(TEXTS) - 1), max_size=4),
    st.sets(st.integers(0, 7), max_size=2),
    st.sampled_from(["published", "published", "published", "failed", "unchanged", "killed"]),
    st.booleans(),
)


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(change, min_size=3, max_size=5))
def test_any_sequence_of_runs_ends_as_one_run_over_the_final_files(tmp_path_factory: pytest.TempPathFactory, changes):
    lake = Lake(tmp_path_factory.mktemp("sequence"))
    live = lake.home / "warehouse.duckdb"
    final: dict[int, int] = {}
    for number, (written, removed, ending, is_built) in enumerate(changes):
        run_id = f"r{number}"
        gone = sorted((removed - set(written)) & set(final))
        pages = [] if ending == "unchanged" else [document(n, text) for n, text in sorted(written.items())]
        write_run(lake, run_id, pages, gone=[document(n, 0).uri for n in gone] if ending != "unchanged" else [], status=ending)
        if ending == "killed":
            continue
        if ending == "published":
            final = {n: text for n, text in final.items() if n not in gone} | written
            if is_built:
                build_and_publish(lake, run_id)
        lake.commit(run_id, ending)
    build_candidate(lake, None, live, candidate_of(lake, "merged"))
    rebuild(lake, candidate_of(lake, "rebuilt"))
    assert whole(candidate_of(lake, "merged")) == whole(candidate_of(lake, "rebuilt"))
    alone = Lake(tmp_path_factory.mktemp("alone"))
    commit_run(alone, "only", [document(n, text) for n, text in final.items()])
    rebuild(alone, candidate_of(alone))
    assert state_checksums(candidate_of(lake, "merged")) == state_checksums(candidate_of(alone))


def document(number: int, text: int) -> Page:
    return Page(f"file:///raw/{number}.txt", TEXTS[text], unexplained=("7",))


def test_cost_follows_the_change(lake: Lake):
    commit_run(lake, "r1", [page(n) for n in range(60)])
    build_and_publish(lake, "r1")
    commit_run(lake, "r2", [page(5, "Mới\nCó 1 người."), page(60)], gone=[page(7).uri])
    summary = build_candidate(lake, "r2", lake.home / "warehouse.duckdb", candidate_of(lake))
    assert summary.mode == "merge"
    assert (summary.inserted["articles"], summary.deleted["articles"], summary.rows["articles"]) == (2, 2, 60)
    assert summary.inserted["raw_files"] == 3
    assert summary.changed_articles == 3


def test_staged_run_sees_itself_before_it_is_committed(lake: Lake):
    write_run(lake, "r1", [page(1)])
    assert build_candidate(lake, "r1", None, candidate_of(lake)).rows["articles"] == 1
    assert rebuild(lake, candidate_of(lake)).rows["articles"] == 0


def test_live_file_ahead_of_the_lake_is_built_anew(lake: Lake):
    live = publish_first(lake)
    write_run(lake, "r2", [page(2)])
    build_and_publish(lake, "r2")  # killed before its commit
    assert needs_publishing(lake, live)
    commit_run(lake, "r3", [page(3)])
    summary = build_candidate(lake, "r3", live, candidate_of(lake))
    assert (summary.mode, summary.rows["articles"]) == ("full", 2)
    assert "holds run r2" in summary.reason


def test_lake_ahead_of_the_live_file_is_caught_up(lake: Lake):
    live = publish_first(lake)
    assert not needs_publishing(lake, live)
    commit_run(lake, "r2", [page(2)])  # killed before its publish
    assert needs_publishing(lake, live)
    commit_run(lake, "r3", [], status="unchanged")
    summary = build_candidate(lake, None, live, candidate_of(lake))
    assert (summary.mode, summary.rows["articles"]) == ("merge", 2)


def test_run_that_changed_nothing_needs_no_publishing(lake: Lake):
    live = publish_first(lake)
    commit_run(lake, "r2", [], status="unchanged")
    assert not needs_publishing(lake, live)
    assert not needs_publishing(Lake(lake.home / "elsewhere"), lake.home / "elsewhere" / "warehouse.duckdb")


@pytest.mark.parametrize("spoil", ["garbage", "older layout", "foreign"])
def test_live_file_that_cannot_be_merged_into_is_built_anew(lake: Lake, spoil: str):
    live = publish_first(lake)
    if spoil == "garbage":
        live.write_bytes(b"not a database")
    else:
        with opened(live) as con:
            con.execute("detach database if exists nothing")
        import duckdb

        with duckdb.connect(str(live)) as con:
            con.execute(
                "update internal.build_info set layout_version = 0" if spoil == "older layout" else "drop table internal.loaded_runs"
            )
    summary = build_candidate(lake, None, live, candidate_of(lake))
    assert (summary.mode, summary.rows["articles"]) == ("full", 1)


def test_lost_rows_stop_the_build(lake: Lake):
    write_run(lake, "r1", [page(1), page(2)], parts=2)
    next((lake.root / "articles" / "run=r1").glob("0001.parquet")).unlink()
    lake.commit("r1", "published")
    with pytest.raises(ConservationBroken, match=f"2 articles to load, the lake gave 1; article {page(2).article_id} of run r1 has 0 rows"):
        rebuild(lake, candidate_of(lake))
    assert not candidate_of(lake).exists()


def test_doubled_rows_stop_the_build(lake: Lake):
    write_run(lake, "r1", [page(1)], parts=1)
    folder = lake.root / "articles" / "run=r1"
    shutil.copy(folder / "0000.parquet", folder / "0001.parquet")
    lake.commit("r1", "published")
    with pytest.raises(ConservationBroken, match="has 2 rows"):
        rebuild(lake, candidate_of(lake))


def test_document_written_twice_is_seen_by_the_unique_check(lake: Lake):
    from warehouse.checks import run_checks

    write_run(lake, "r1", [page(1)])
    raw = table("raw_files", [row | {"size": 2} for row in _raw_rows(lake, "r1")])
    lake.write("raw_files", "r1", "again", raw)
    lake.commit("r1", "published")
    with pytest.raises(ConservationBroken, match="2 loaded documents, articles has 1"):
        rebuild(lake, candidate_of(lake))
    quarantined = [
        row | {"status": "quarantined", "article_id": None, "cleaned_run_id": None, "extracted_run_id": None}
        for row in _raw_rows(lake, "r1")
    ]
    for part in ("a", "b"):
        lake.write("raw_files", "r2", part, table("raw_files", [row | {"run_id": "r2"} for row in quarantined]))
    lake.commit("r2", "published")
    rebuild(lake, candidate_of(lake))
    failing = {
        row["rule_id"]: row for row in run_checks(candidate_of(lake), ["unique_keys"])["unique_keys"].to_pylist() if row["failing_count"]
    }
    assert set(failing) == {"raw_files.key.unique"}
    assert page(1).uri in failing["raw_files.key.unique"]["failing_ids"]


def _raw_rows(lake: Lake, run_id: str) -> list[dict[str, object]]:
    from warehouse.parquet import read_parquet

    return read_parquet(lake.files("raw_files", [run_id])[0]).to_pylist()


def test_quarantine_says_where_each_thing_went(lake: Lake):
    uris = [f"file:///raw/{name}" for name in ("mended", "still", "removed", "waiting")]
    commit_run(lake, "r1", [page(1)], broken=uris, refused=[(page(1), 0)])
    commit_run(lake, "r2", [Page(uris[0], "Đã sửa\nCó 3 người."), page(1)], broken=uris[1:2], gone=uris[2:3])
    rebuild(lake, candidate_of(lake))
    rows = run_query(
        candidate_of(lake), "select source_uri, run_id, replayed_run_id, outcome from quarantine order by run_id, source_uri"
    ).to_pylist()
    found = {(row["source_uri"], row["run_id"]): (row["replayed_run_id"], row["outcome"]) for row in rows}
    assert found == {
        (uris[0], "r1"): ("r2", "loaded"),
        (uris[1], "r1"): ("r2", "quarantined"),
        (uris[2], "r1"): ("r2", "gone"),
        (uris[3], "r1"): (None, None),
        (page(1).uri, "r1"): ("r2", "loaded"),
        (uris[1], "r2"): (None, None),
    }


def test_failed_run_leaves_its_trace_and_nothing_else(lake: Lake):
    publish_first(lake)
    commit_run(lake, "r2", [page(2)], status="failed", broken=["file:///raw/bad"])
    commit_run(lake, "r3", [page(3)])
    live = build_and_publish(lake, "r3")
    assert run_query(live, "select run_id, status from runs order by run_id").to_pylist() == [
        {"run_id": "r1", "status": "published"},
        {"run_id": "r2", "status": "failed"},
        {"run_id": "r3", "status": "published"},
    ]
    assert run_query(live, "select count(*) as n from quarantine where run_id = 'r2'").to_pylist() == [{"n": 1}]
    assert run_query(live, "select article_id from articles order by all").num_rows == 2


BUILDER = """
import sys, os
from pathlib import Path
import warehouse.building as building
from warehouse.lake.lake import Lake
home = Path(sys.argv[1])
real = building.refresh_duplicates
def slow(con, lake):
    print("building", flush=True)
    import time; time.sleep(600)
    return real(con, lake)
building.refresh_duplicates = slow
building.build_candidate(Lake(home), "r2", home / "warehouse.duckdb", home / "candidates" / "r2.duckdb")
"""


FULL_DISK = """
import resource, sys
from pathlib import Path
from warehouse.candidate import CannotWrite, writing

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    with writing(Path(sys.argv[1])) as con:
        con.execute("create table numbers as select random() as n from range(1_000_000)")
except CannotWrite as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_is_told_in_one_line(tmp_path: Path):
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path / "candidate.duckdb")]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert len(told.splitlines()) == 1
    assert "File too large" in told


def test_kill_in_the_middle_of_a_build_leaves_the_live_file(lake: Lake):
    live = publish_first(lake)
    before = live.read_bytes()
    write_run(lake, "r2", [page(2)])
    process = subprocess.Popen([sys.executable, "-c", BUILDER, str(lake.home)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "building\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert live.read_bytes() == before
    assert lake.remove_uncommitted() == ["r2"]
    commit_run(lake, "r3", [page(2)])
    build_and_publish(lake, "r3")
    assert run_query(live, "select count(*) as n from articles").to_pylist() == [{"n": 2}]


def test_file_stays_bounded_over_many_nights(lake: Lake):
    """A night that changes a quarter writes half a file of new blocks. Sixteen show a single block of 256 KiB that is not used again."""
    pages = [page(n) for n in range(100)]
    commit_run(lake, "r000", pages)
    live = build_and_publish(lake, "r000")
    first, block = live.stat().st_size, 1 << 18
    for night in range(1, 17):
        run_id = f"r{night:03}"
        changed = [page(n, f"Đêm {night}\nBài {n} đổi, có {night} đảng viên và {n} hộ.") for n in range(night % 4, 100, 4)]
        commit_run(lake, run_id, changed, parts=1)
        assert build_candidate(lake, run_id, live, candidate_of(lake)).mode == "merge"
        candidate_of(lake).replace(live)
        note_published(lake, run_id, digest_of(live), [])
    assert live.stat().st_size < first + 15 * block, f"{first} bytes grew to {live.stat().st_size}"
    assert run_query(live, "select count(*) as n from articles").to_pylist() == [{"n": 100}]


def test_file_opens_in_older_clients(lake: Lake):
    live = publish_first(lake)
    with opened(live) as con:
        tags = con.execute("select tags['storage_version'] from duckdb_databases() where database_name = 'warehouse'").fetchone()
        compressions = con.execute(
            "select distinct compression from pragma_storage_info('articles') where column_name = 'text' and segment_type = 'VARCHAR'"
        ).fetchall()
    assert tags == ("v1.2.0+",)
    assert compressions, "the text column is stored"
    client = shutil.which("duckdb")
    if client is None:
        pytest.skip("no duckdb command line client on the path")
    answer = subprocess.run(
        [client, "-readonly", "-csv", str(live), "-c", "select count(*) from figures"], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split()[-1] == "3"


def test_articles_of_one_document_keep_their_identity(lake: Lake):
    commit_run(lake, "r1", [page(1)])
    assert lake.known_files()["article_id"].to_pylist() == [article_id(page(1).uri)]


def test_changed_definitions_are_renewed_with_the_next_merge(lake: Lake):
    import duckdb

    commit_run(lake, "r1", [page(1), page(2)])
    live = build_and_publish(lake, "r1")
    with duckdb.connect(str(live)) as con:  # as if an older solieu had written it
        con.execute("update internal.build_info set definitions_sha256 = 'older'")
        con.execute("create view no_longer as select 1 as a; comment on table articles is 'old words'; drop macro table find_articles")
        con.execute("update internal.facts set report_count = 99")
    note_published(lake, "r1", digest_of(live), [])
    commit_run(lake, "r2", [page(3)])
    assert build_candidate(lake, "r2", live, candidate_of(lake)).mode == "merge"
    assert run_query(candidate_of(lake), "from find_articles('tin')").num_rows == 3
    assert run_query(candidate_of(lake), "select max(report_count) as n from figures").to_pylist() == [{"n": 1}]
    names = run_query(candidate_of(lake), "select distinct name, row_is from dictionary").to_pylist()
    assert "no_longer" not in {row["name"] for row in names}
    assert "old words" not in {row["row_is"] for row in names}
