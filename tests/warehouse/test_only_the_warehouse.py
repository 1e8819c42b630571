"""A query of a person reaches the warehouse and nothing else: every way out that DuckDB has is tried."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from warehouse.reading import QueryFailed, connect, read_rows, run_query

WAYS_IN = [
    "select * from read_text('{secret}')",
    "select * from read_blob('{secret}')",
    "select * from read_csv('{secret}')",
    "from '{secret}'",
    "from '{folder}/*.csv'",
    "select * from glob('{folder}/*')",
    "select * from sniff_csv('{secret}')",
    "select * from parquet_metadata('{secret}')",
    "select * from read_duckdb('{other}')",
    "select * from read_blob('{live}')",
    "select * from query('from ''{secret}''')",
    "create temp table taken as select 1 as a; copy taken from '{secret}'",
    "attach '{other}' as other; from other.t",
    "attach '{other}' as other (read_only); from other.t",
    "import database '{folder}'",
    "explain analyze select * from read_text('{secret}')",
    "prepare held as select * from read_text('{secret}'); execute held",
    "select * from read_text('http://127.0.0.1:9/x')",
]

WAYS_OUT = [
    "copy articles to '{folder}/out.csv'",
    "copy (select 1) to '{live}'",
    "copy (select 1) to '{live}' (use_tmp_file false)",
    "copy (select 1) to '{live}.wal'",
    "copy (select 1) to '{live}.wal' (use_tmp_file false)",
    "copy (select 1) to '{folder}/.tmp/out.csv'",
    "explain analyze copy (select 1) to '{live}.wal'",
    "prepare held as copy (select 1) to '{live}.wal'; execute held",
    "export database '{folder}/exported'",
    "attach '{folder}/new.duckdb' as made",
    "detach warehouse; attach '{live}' as warehouse; delete from warehouse.articles",
    "use memory; detach warehouse; attach '{live}' as warehouse; delete from warehouse.articles",
    "attach '{live}' as writable; delete from writable.articles",
    "attach ':memory:' as held",
    "delete from articles",
    "drop table articles",
    "truncate articles",
    "update articles set title = null",
    "insert into articles select * from articles",
    "alter table articles add column x int",
    "create table made as select 1 as a",
    "create or replace view figures as select 1 as a",
    "create macro made() as 1",
    "comment on table articles is 'x'",
    "create persistent secret held (type http, bearer_token 'x')",
    "install httpfs",
    "force install httpfs from '{folder}'",
    "load httpfs",
    "load '{folder}/x.duckdb_extension'",
    "update extensions",
    "call enable_logging(storage := 'file', storage_path := '{folder}/log')",
]

SETTINGS = [
    "set enable_external_access = true",
    "set disabled_filesystems = ''",
    "reset disabled_filesystems",
    "set allowed_paths = ['{secret}']",
    "set allowed_directories = ['{folder}']",
    "set lock_configuration = false",
    "reset lock_configuration",
    "set temp_directory = '{folder}/spill'",
    "set profiling_output = '{folder}/profile.json'",
    "pragma enable_profiling = 'json'",
    "pragma profiling_output = '{folder}/profile.json'",
    "set secret_directory = '{folder}'",
    "set python_enable_replacements = true",
    "set autoload_known_extensions = true",
]


@pytest.fixture
def place(rich_live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A folder, also the working folder, with a copy of the warehouse, another database, and a file that is nobody's business."""
    live = tmp_path / "warehouse.duckdb"
    shutil.copy(rich_live, live)
    (tmp_path / "secret.csv").write_text("word\nkept\n", "utf-8")
    with duckdb.connect(str(tmp_path / "other.duckdb")) as con:
        con.execute("create table t as select 'kept' as word")
    monkeypatch.chdir(tmp_path)
    return {
        "live": str(live),
        "secret": str(tmp_path / "secret.csv"),
        "other": str(tmp_path / "other.duckdb"),
        "folder": str(tmp_path),
    }


def _contents(folder: str) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(Path(folder).rglob("*")) if path.is_file()}


@pytest.mark.parametrize("query", [*WAYS_IN, *WAYS_OUT, *SETTINGS])
def test_a_query_that_reaches_outside_is_refused_and_touches_nothing(query: str, place: dict[str, str]) -> None:
    before = _contents(place["folder"])
    with pytest.raises(QueryFailed):
        run_query(Path(place["live"]), query.format(**place))
    assert _contents(place["folder"]) == before


@pytest.mark.parametrize("query", [*WAYS_IN, *WAYS_OUT, *SETTINGS])
def test_the_connection_itself_refuses_whoever_forwards_the_query(query: str, place: dict[str, str]) -> None:
    before = _contents(place["folder"])
    with closing(connect(Path(place["live"]))) as con:
        for statement in query.format(**place).split("; "):
            try:
                rows = con.sql(statement)
                shown = str(rows.fetchall()) if rows is not None else ""
            except (duckdb.Error, ValueError):
                continue
            assert "kept" not in shown
    assert _contents(place["folder"]) == before
    assert run_query(Path(place["live"]), "select count(*) as n from articles").to_pylist()[0]["n"] > 0


def test_variables_of_the_process_are_no_tables(rich_live: Path) -> None:
    import pyarrow as pa

    held_here = pa.table({"a": [1]})
    assert held_here.num_rows == 1
    with closing(connect(rich_live)) as con, pytest.raises(duckdb.Error, match="held_here"):
        con.sql("from held_here").fetchall()


def test_what_a_file_would_have_done_is_told_in_plain_words(rich_live: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryFailed, match="a query reads the warehouse and nothing else: no files"):
        run_query(rich_live, f"select * from read_text('{tmp_path}')")
    with pytest.raises(QueryFailed, match="`solieu export` writes rows to a file"):
        run_query(rich_live, f"copy articles to '{tmp_path}/x.csv'")


def test_temporary_tables_and_questions_about_the_schema_still_work(rich_live: Path) -> None:
    assert run_query(rich_live, "create temp table k as select 7 as a; from k").to_pylist() == [{"a": 7}]
    for query in ("show tables", "describe figures", "summarize articles", "explain from figures", "set variable a = 1; select 1 as a"):
        assert run_query(rich_live, query).num_rows


def test_rows_are_exported_by_name_or_by_one_query(rich_live: Path) -> None:
    count = run_query(rich_live, "from figures").num_rows
    for what in ("figures", " figures\n", "from figures", "select * from figures;", "with f as (from figures) from f"):
        assert read_rows(rich_live, what).num_rows == count
    assert read_rows(rich_live, "internal.build_info").num_rows == 1
    assert read_rows(rich_live, "pivot figures on measure using count(*)").num_rows


@pytest.mark.parametrize(
    "what",
    [
        'figures"; drop table articles; --',
        'articles" union all by name select 1 as a --',
        "select 1; select 2",
        "select 1; drop table articles",
        "no_such_table",
        "",
        "delete from articles",
        "create temp table k as select 1 as a",
        "explain analyze from figures",
    ],
)
def test_a_name_is_no_sql(what: str, rich_live: Path) -> None:
    with pytest.raises(QueryFailed, match="neither one query nor a table or view; there are arithmetic_warnings, "):
        read_rows(rich_live, what)
