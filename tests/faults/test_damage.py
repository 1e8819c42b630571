"""Files that change on the disk: every flipped bit is found and named, and what was lost is worked out again."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from plain_run import run_stages
from small_articles import write_articles
from typer.testing import CliRunner, Result

import tasks.extract
from flows.cli import app
from tasks.runs.mending import check_home
from warehouse.build_plan import plan_build
from warehouse.checksums import state_checksums
from warehouse.lake.compaction import compact
from warehouse.lake.damage import LakeDamaged
from warehouse.lake.files import UnknownRun
from warehouse.lake.integrity import find_lake_damage, find_published_damage, find_record_damage
from warehouse.lake.lake import Lake
from warehouse.lake.published_files import find_live_fault
from warehouse.lake.sealed import SealBroken, copy_of, read_sealed, write_sealed
from warehouse.publishing import rollback
from warehouse.reading import run_query

LIVE = "warehouse.duckdb"


def _solieu(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "300"})


@pytest.fixture(scope="module")
def three_nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Raw files and a home with three runs, the first two put together; do not change it."""
    folder = tmp_path_factory.mktemp("nights")
    for night in range(3):
        write_articles(folder / "raw", range(night, 2 * night + 2), edition=night)
        (folder / "raw" / f"trống-{night}.txt").write_bytes(b"")
        run_stages(folder / "home", folder / "raw", judge=False, batch_size=2)
    compact(Lake(folder / "home"), keep=1)
    run_stages(folder / "once", folder / "raw", judge=False)
    return folder


@pytest.fixture
def nights(three_nights: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the home, beside the same raw files."""
    shutil.copytree(three_nights / "home", tmp_path / "home")
    return tmp_path / "home"


def _once(three_nights: Path) -> dict[str, str]:
    return state_checksums(three_nights / "once" / LIVE)


def _flip(path: Path, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


def _found(home: Path) -> set[str]:
    lake = Lake(home)
    damaged = [*find_record_damage(lake), *find_lake_damage(lake), *find_published_damage(lake, home / LIVE)]
    return {damage.name for damage in damaged}


def test_every_flipped_bit_is_found_and_named(nights: Path) -> None:
    """A few bits of every file, and every bit of one small file: whichever flips, that file is named and no other."""
    assert _found(nights) == set()
    drawn = random.Random(11)
    files = [*(nights / "lake").rglob("*"), *(nights / "snapshots").iterdir(), nights / LIVE]
    tried = 0
    for path in (path for path in files if path.is_file()):
        bits = 8 * path.stat().st_size
        for bit in {0, bits - 1, *(drawn.randrange(bits) for _ in range(3))}:
            _flip(path, bit)
            assert _found(nights) == {str(path.relative_to(nights))}, f"bit {bit} of {path}"
            _flip(path, bit)
            tried += 1
    assert tried > 150
    assert _found(nights) == set()


def test_a_record_is_guarded_and_its_copy_stands_in(tmp_path: Path) -> None:
    record, value = tmp_path / "r.json", {"run_id": "r1", "sequence": 1, "files": {"articles": ["a b"]}}
    write_sealed(record, value)
    for bit in range(0, 8 * record.stat().st_size, 5):  # a bit of every byte, and each bit of some
        for path in (record, copy_of(record)):
            _flip(path, bit)
            assert read_sealed(record) == value
            _flip(path, bit)
    _flip(record, 77)
    _flip(copy_of(record), 78)
    with pytest.raises(SealBroken, match=r"r\.json is damaged .* and so is its copy"):
        read_sealed(record)


def test_a_copy_whose_record_was_never_told_is_removed(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    write_sealed(lake.compaction_file, {"run_id": "r1"})
    told = lake.root / "_published.json"
    write_sealed(told, {"files": []})
    lake.compaction_file.unlink()
    lake.remove_uncommitted()
    assert sorted(path.name for path in lake.root.iterdir()) == [told.name, copy_of(told).name]


def test_a_record_of_before_there_were_checksums_is_read(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(json.dumps({"run_id": "r1"}), encoding="utf-8")
    assert read_sealed(tmp_path / "r.json") == {"run_id": "r1"}


@pytest.mark.parametrize(
    ("table", "holder"),
    [
        *((table, "run=*") for table in ("articles", "blocks", "signatures", "observations", "numbers", "raw_files", "quarantine", "runs")),
        *((table, "compacted=*") for table in ("articles", "signatures", "article_places", "raw_files")),
    ],
)
def test_what_a_damaged_file_held_is_worked_out_again(three_nights: Path, nights: Path, table: str, holder: str) -> None:
    path = min((nights / "lake" / table).glob(f"{holder}/*.parquet"))
    _flip(path, 4 * path.stat().st_size)
    mended = check_home(nights)
    assert [damage.name for damage in mended.damaged] == [str(path.relative_to(nights))]
    assert not path.exists()
    assert (nights / "lake" / "_damaged" / path.relative_to(nights / "lake")).exists()
    run_stages(nights, three_nights / "raw", judge=False)
    assert _found(nights) == set()
    assert check_home(nights).documents == 0
    assert state_checksums(nights / LIVE) == _once(three_nights)
    (nights / LIVE).unlink()
    run_stages(nights, three_nights / "raw", judge=False)
    assert state_checksums(nights / LIVE) == _once(three_nights), "and the lake alone gives the same"


def test_only_the_articles_of_the_damaged_part_are_worked_out_again(tmp_path: Path) -> None:
    home, raw = tmp_path / "home", tmp_path / "raw"
    write_articles(raw, range(6))
    first = run_stages(home, raw, judge=False, batch_size=2).run_id
    for table, stage, choose in (("blocks", "clean", min), ("numbers", "extract", max)):
        path = choose((home / "lake" / table).glob(f"run={first}/*.parquet"))
        _flip(path, 4 * path.stat().st_size)
        assert check_home(home).documents == 2
        planned = run_stages(home, raw, judge=False, batch_size=2).planned
        assert planned.counts["damaged"] == 2
        assert (planned.files_to_clean, planned.articles_to_extract) == ((2, 0) if stage == "clean" else (0, 2))


def test_a_lost_part_of_a_batch_that_was_written_in_several_costs_the_articles_of_the_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.extract, "NUMBERS_PER_PART", 1)
    home, raw = tmp_path / "home", tmp_path / "raw"
    write_articles(raw, range(6))
    run_stages(home, raw, judge=False, batch_size=2)
    before = state_checksums(home / LIVE)
    path = max((home / "lake" / "numbers").rglob("*.1.parquet"))
    _flip(path, 4 * path.stat().st_size)
    assert check_home(home).documents == 2
    planned = run_stages(home, raw, judge=False, batch_size=2).planned
    assert (planned.files_to_clean, planned.articles_to_extract) == (0, 2)
    (home / LIVE).unlink()
    run_stages(home, raw, judge=False)
    assert state_checksums(home / LIVE) == before


def test_a_run_finds_damage_of_what_it_reads_by_itself_and_says_so(three_nights: Path, nights: Path) -> None:
    path = min((nights / "lake" / "raw_files").glob("compacted=*/*.parquet"))
    path.write_bytes(b"not a table")
    run = run_stages(nights, three_nights / "raw", judge=False)
    (record,) = [row for row in Lake(nights).read_current("runs").to_pylist() if row["run_id"] == run.run_id]
    assert f"{path.relative_to(nights)} is damaged: its bytes are not those that were written; it was set aside" in record["message"]
    assert state_checksums(nights / LIVE) == _once(three_nights)


def test_lost_rows_of_files_that_are_gone_wait_in_quarantine_until_they_are_back(three_nights: Path, nights: Path, tmp_path: Path) -> None:
    """The run is over another location, and the file of the damaged rows is on no disk: nothing stops, nothing is forgotten."""
    aside = three_nights / "aside"
    path = min((nights / "lake" / "articles").glob("run=*/*.parquet"))
    lost = {uri.rpartition("/")[2] for uri in _column(path, "source_uri")}
    path.unlink()
    write_articles(tmp_path / "other", range(70, 71))
    (three_nights / "raw").rename(aside)
    try:
        assert check_home(nights).documents == len(lost)
        run_stages(nights, tmp_path / "other", judge=False)
        waiting = run_query(nights / LIVE, "select source_uri, detail from quarantine where reason = 'lost_rows'").to_pylist()
    finally:
        aside.rename(three_nights / "raw")
    assert {row["source_uri"].rpartition("/")[2] for row in waiting} == lost
    assert check_home(nights).documents == 0
    run_stages(nights, three_nights / "raw", judge=False)
    (tmp_path / "other" / "bài-00070.txt").unlink()
    run_stages(nights, tmp_path / "other", judge=False)
    assert state_checksums(nights / LIVE) == _once(three_nights)


def test_lost_rows_of_files_that_still_stand_elsewhere_are_worked_out_again(three_nights: Path, nights: Path, tmp_path: Path) -> None:
    path = min((nights / "lake" / "articles").glob("run=*/*.parquet"))
    path.unlink()
    (tmp_path / "other").mkdir()
    check_home(nights)
    run_stages(nights, tmp_path / "other", judge=False)
    assert state_checksums(nights / LIVE) == _once(three_nights)


def _column(path: Path, name: str) -> list[str]:
    import pyarrow.parquet as pq

    values: list[str] = pq.ParquetFile(path).read(columns=[name])[name].to_pylist()
    return values


def _truncate(live: Path) -> None:
    live.write_bytes(live.read_bytes()[:8192])


def _empty(live: Path) -> None:
    live.write_bytes(b"")


def _garble_the_middle(live: Path) -> None:
    content = bytearray(live.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4096] = bytes(byte ^ 0xFF for byte in content[middle : middle + 4096])
    live.write_bytes(content)


def _replace_by_text(live: Path) -> None:
    live.write_text("no database", encoding="utf-8")


def _replace_by_another_database(live: Path) -> None:
    live.unlink()
    with duckdb.connect(str(live)) as con:
        con.execute("create table t as select 1 as n")


def _replace_by_a_folder(live: Path) -> None:
    live.unlink()
    live.mkdir()


def _write_into_it(live: Path) -> None:
    with duckdb.connect(str(live)) as con:
        con.execute("delete from internal.observation_rows")


def _point_nowhere(live: Path) -> None:
    live.unlink()
    live.symlink_to(live.with_name("missing"))


def _flip_one_bit(live: Path) -> None:
    _flip(live, 4 * live.stat().st_size)


@pytest.mark.parametrize(
    "damage",
    [
        _truncate, _empty, _garble_the_middle, _replace_by_text, _replace_by_another_database, _replace_by_a_folder, _write_into_it,
        _point_nowhere, _flip_one_bit,
    ],
)  # fmt: skip
def test_a_damaged_live_file_is_built_anew_by_the_next_run_by_itself(
    three_nights: Path, nights: Path, damage: Callable[[Path], None]
) -> None:
    damage(nights / LIVE)
    shown = _solieu("status", "--home", nights)
    assert shown.exit_code == 0, shown.output
    assert "`solieu rebuild` makes it anew from the lake, and so does the next run" in shown.stdout
    assert "published" in shown.stdout
    assert LIVE in _found(nights) or damage is _point_nowhere
    assert run_stages(nights, three_nights / "raw", judge=False).documents.loaded == 0
    assert state_checksums(nights / LIVE) == _once(three_nights)
    assert find_live_fault(Lake(nights), nights / LIVE) is None


def test_a_live_file_of_before_there_were_digests_that_breaks_in_the_middle_is_built_anew(three_nights: Path, nights: Path) -> None:
    """Nothing tells before it is merged into; the merge fails, and the run builds from the lake."""
    for record in (nights / "lake").glob("_published.json*"):
        record.unlink()
    _garble_the_middle(nights / LIVE)
    write_articles(nights.parent / "more", range(80, 81))
    assert plan_build(Lake(nights), None, nights / LIVE, False).mode == "merge"
    run_stages(nights, [str(three_nights / "raw"), str(nights.parent / "more")], judge=False)
    (nights.parent / "more" / "bài-00080.txt").unlink()
    run_stages(nights, [str(three_nights / "raw"), str(nights.parent / "more")], judge=False)
    assert state_checksums(nights / LIVE) == _once(three_nights)


def test_the_lake_is_not_compacted_before_what_was_lost_is_worked_out_again(three_nights: Path, nights: Path) -> None:
    path = min((nights / "lake" / "numbers").glob("run=*/*.parquet"))
    path.unlink()
    check_home(nights)
    run = run_stages(nights, three_nights / "raw", judge=False).run_id
    _flip(max((nights / "lake" / "numbers").glob("run=*/*.parquet")), 100)
    check_home(nights)
    with pytest.raises(LakeDamaged, match="`solieu run` works them out again"):
        compact(Lake(nights), keep=1)
    run_stages(nights, three_nights / "raw", judge=False)
    assert compact(Lake(nights), keep=1) is not None
    assert check_home(nights).documents == 0, f"what was lost before {run} is no matter any more"
    run_stages(nights, three_nights / "raw", judge=False)
    assert state_checksums(nights / LIVE) == _once(three_nights)


def test_a_damaged_snapshot_is_not_gone_back_to(nights: Path) -> None:
    before = Lake(nights).committed()
    snapshot = nights / "snapshots" / f"{before[-2]}.duckdb"
    _flip(snapshot, 4 * snapshot.stat().st_size)
    with pytest.raises(UnknownRun, match=f"the snapshot of run {before[-2]} is damaged"):
        rollback(nights, before[-2])
    assert Lake(nights).committed() == before


def test_check_says_what_is_damaged_and_what_the_next_run_does(three_nights: Path, nights: Path) -> None:
    sound = _solieu("check", "--home", nights)
    assert sound.exit_code == 0, sound.output
    assert "0 files are damaged" in sound.stdout
    path = min((nights / "lake" / "observations").glob("run=*/*.parquet"))
    marker = min((nights / "lake" / "_runs").glob("*.json"))
    for damaged in (path, marker, nights / LIVE):
        _flip(damaged, 100)
    shown = _solieu("check", "--home", nights)
    assert shown.exit_code == 1
    for damaged in (path, marker, nights / LIVE):
        assert f"{damaged.relative_to(nights)} is damaged" in shown.stdout
    assert "3 files are damaged" in shown.stdout
    assert "documents are lost; the next run works them out again" in shown.stdout
    refused = _solieu("rebuild", "--home", nights)
    assert refused.exit_code == 1
    assert "`solieu run` works them out again" in refused.stderr
    run_stages(nights, three_nights / "raw", judge=False)
    assert _solieu("check", "--home", nights).exit_code == 0
    assert state_checksums(nights / LIVE) == _once(three_nights)


def test_rebuild_names_damage_and_judges_before_it_publishes(nights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (nights / LIVE).read_bytes()
    path = min((nights / "lake" / "numbers").glob("compacted=*/*.parquet"))
    _flip(path, 100)
    damaged = _solieu("rebuild", "--home", nights)
    assert damaged.exit_code == 1
    assert f"{path.relative_to(nights)} is damaged" in damaged.stderr
    _flip(path, 100)
    with monkeypatch.context() as patch:
        patch.setattr("warehouse.building._write_reference", lambda con: None)
        refused = _solieu("rebuild", "--home", nights)
    assert refused.exit_code == 3, refused.output
    assert "critical expectations failed, nothing was published" in refused.stderr
    assert (nights / LIVE).read_bytes() == before
    assert not (nights / "candidates").exists()
    assert _solieu("rebuild", "--home", nights).exit_code == 0
    assert find_live_fault(Lake(nights), nights / LIVE) is None
