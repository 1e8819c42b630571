"""Other ways to ask: pandas, polars, Ibis, plain duckdb, and the file under another name."""

import shutil
from pathlib import Path

import duckdb
import pytest

from warehouse.reading import connect

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


def test_ibis(rich_live: Path):
    ibis = pytest.importorskip("ibis")
    pytest.importorskip("pyarrow_hotfix", reason="ibis hands results over through pyarrow_hotfix")
    con = ibis.duckdb.connect(str(rich_live), read_only=True)
    figures = con.table("figures")
    assert figures.filter(figures.report_count > 1).count().execute() >= 1
    con.disconnect()


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
