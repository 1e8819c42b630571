"""Other ways to ask: pandas, polars, Ibis, plain duckdb, and the file under another name."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from published_lake import build_and_publish
from small_lake import commit_run, home_lake, page

from warehouse.contracts import CONTRACTS
from warehouse.contracts.internal import LOADERS_OWN
from warehouse.reading import connect, run_query
from warehouse.view_catalog import list_macros, list_views

QUERY = "select indicator, value, report_count from figures order by observation_id"


def test_pandas(rich_live: Path):
    with duckdb.connect(str(rich_live), read_only=True) as con:
        frame = con.sql(QUERY).df()
    assert list(frame.columns) == ["indicator", "value", "report_count"]
    assert len(frame) > 5


def test_polars(rich_live: Path):
    polars = pytest.importorskip("polars")
    with duckdb.connect(str(rich_live), read_only=True) as con:
        frame = polars.from_arrow(con.sql(QUERY).to_arrow_table())
    assert frame.height > 5


def test_ibis_reads_the_views_and_writes_sql_that_answers(rich_live: Path):
    """Ibis 12 itself cannot fetch rows from DuckDB 2.0: it asks for `fetch_arrow_table`, which is gone."""
    ibis = pytest.importorskip("ibis")
    con = ibis.duckdb.connect(str(rich_live), read_only=True)
    figures = con.table("figures")
    assert {"level", "measure_vi", "url"} <= set(figures.columns)
    assert "url" in con.table("observations").columns
    query = ibis.to_sql(figures.filter(figures.report_count > 1).count(), dialect="duckdb")
    con.disconnect()
    assert run_query(rich_live, str(query)).column(0).to_pylist()[0] >= 1


def test_file_answers_under_any_name(rich_live: Path, tmp_path: Path):
    other = tmp_path / "a copy of it.duckdb"
    shutil.copy(rich_live, other)
    with duckdb.connect(str(other), read_only=True) as con:
        assert con.execute("select count(*) from figures").fetchone() == duckdb_count(rich_live)
        assert con.execute("select count(*) > 0 from find_articles('dang vien')").fetchone() == (True,)
        assert con.execute("select count(*) > 100 from dictionary").fetchone() == (True,)


def duckdb_count(path: Path) -> tuple[int] | None:
    con = connect(path)
    try:
        return con.execute("select count(*) from figures").fetchone()
    finally:
        con.close()


def test_comments_are_there_for_any_client(rich_live: Path):
    with duckdb.connect(str(rich_live), read_only=True) as con:
        missing = con.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal and comment is null"
        ).fetchall()
    assert missing == []


@pytest.fixture
def guest(rich_live: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A session of somebody's own with tables of the same names, to which the file is attached as `kho số liệu`."""
    with duckdb.connect() as con:
        con.execute(f"attach '{rich_live}' as \"kho số liệu\" (read_only)")
        con.execute("create schema internal")
        for name in ("articles", "observations", "figures", "places", "internal.facts", "internal.site"):
            con.execute(f"create table {name} as select 'mine' as article_id, 'mine' as indicator")
        con.execute("create macro fold(words) as 'mine'")
        yield con


@pytest.mark.parametrize("view", sorted({view.name for view in list_views()} | set(CONTRACTS) | set(LOADERS_OWN)))
def test_an_attached_file_answers_like_at_home(guest: duckdb.DuckDBPyConnection, rich_live: Path, view: str):
    there = guest.sql(f'select * from "kho số liệu".{view}').to_arrow_table()
    at_home = run_query(rich_live, f"from {view}")
    assert there.num_rows > 0 or view in ("article_places", "reports_apart", "text_pairs", "copied_articles")
    assert there.column_names == at_home.column_names
    assert there.num_rows == at_home.num_rows


CALLS = {
    "figures_of": "'party_members', 'xa a'",
    "find_figures": "'dang vien'",
    "find_articles": "'dang vien'",
    "trusted_figures": "0.0",
    "counts": "'party_members'",
    "shares": "'poverty_rate'",
    "amounts": "'investment'",
    "explain_figure": "(select min(observation_id) from {w}observations)",
    "blocks_of": "(select min(article_id) from {w}articles)",
}


def test_every_macro_that_gives_rows_is_called_here():
    assert set(CALLS) == {macro.name for macro in list_macros() if macro.gives_rows}


@pytest.mark.parametrize("macro", CALLS)
def test_a_macro_of_an_attached_file_answers_like_at_home(guest: duckdb.DuckDBPyConnection, rich_live: Path, macro: str):
    w = '"kho số liệu".'
    at_home = run_query(rich_live, f"from {macro}({CALLS[macro].format(w='')})").to_pylist()
    assert at_home or macro == "trusted_figures"
    call = f"from {w}{macro}({CALLS[macro].format(w=w)}, attached_as := 'kho số liệu')"
    guest.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
    assert guest.sql(call).to_arrow_table().to_pylist() == at_home
    guest.execute('use "kho số liệu"')
    assert guest.sql(f"from {macro}({CALLS[macro].format(w='')})").to_arrow_table().to_pylist() == at_home


def test_two_warehouses_in_one_session_do_not_mix(rich_live: Path, tmp_path: Path):
    commit_run(lake := home_lake(tmp_path), "r1", [page(1)])
    other = build_and_publish(lake, "r1")
    with duckdb.connect() as con:
        con.execute(f"attach '{rich_live}' as one (read_only); attach '{other}' as two (read_only); use one")
        for answer in ("figures", "find_figures('dang vien'"):
            called = f"two.{answer}, attached_as := 'two')" if "(" in answer else f"two.{answer}"
            at_home = run_query(other, f"from {answer})" if "(" in answer else f"from {answer}").num_rows
            assert con.execute(f"select count(*) from {called}").fetchone() == (at_home,)
        assert con.execute("select count(distinct row_is) > 20 from two.dictionary").fetchone() == (True,)


def test_every_table_of_the_file_is_found_by_its_bare_name(rich_live: Path):
    """Datasette asks `pragma table_info(name)` of everything that `sqlite_master` lists, whatever its schema."""
    with duckdb.connect(str(rich_live), read_only=True) as con:
        names = [row[0] for row in con.execute("select name from sqlite_master").fetchall()]
        assert {"facts", "observations", "figures"} <= set(names)
        for name in names:
            assert con.execute(f'pragma table_info("{name}")').fetchall(), name
            assert con.execute(f'select count(*) from "{name}"').fetchone() is not None


def test_what_people_ask_has_one_name_in_one_schema(rich_live: Path):
    """SQLAlchemy puts the columns of tables together that share a name, whatever their schemas."""
    sql = "select table_name from information_schema.tables group by table_name having count(*) > 1"
    with duckdb.connect(str(rich_live), read_only=True) as con:
        twice = {row[0] for row in con.execute(sql).fetchall()}
    assert twice == set(LOADERS_OWN)


def test_every_view_names_the_schema_of_what_it_reads():
    known = {view.name for view in list_views()} | set(CONTRACTS)
    for view in list_views():
        inner = set(re.findall(r"(?:with|,)\s+([a-z_]+) as \(", view.query))
        bare = set(re.findall(r"\b(?:from|join)\s+([a-z_]+)\b(?![.(])", view.query)) & known - inner
        assert not bare, (view.name, bare)
