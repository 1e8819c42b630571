"""docs/analyst.md: every block of Python and SQL is run on a warehouse of the sample articles, and the output shown is what comes out."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from plain_run import run_stages

from warehouse.formats import format_result
from warehouse.reading import connect, list_tables, run_query

PAGE = Path(__file__).parents[2] / "docs" / "analyst.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language, in their order."""
    return [body for kind, body in FENCE.findall(PAGE.read_text("utf-8")) if kind == language]


def answers() -> list[tuple[str, str]]:
    """Each SQL block with the output block that follows it."""
    found = FENCE.findall(PAGE.read_text("utf-8"))
    return [
        (body, after[1]) for (kind, body), after in zip(found, [*found[1:], ("", "")], strict=True) if kind == "sql" and after[0] == "text"
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, sample_articles: Path) -> Path:
    """A working folder with the sample articles published to `var`, as the page has it."""
    folder = tmp_path_factory.mktemp("analyst")
    run_stages(folder / "var", sample_articles, judge=False)
    return folder


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python_of_the_page_runs(number: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = blocks("python")[number]
    if "ibis" in code:
        pytest.importorskip("ibis")
        if not hasattr(duckdb.DuckDBPyConnection, "fetch_arrow_table"):
            pytest.skip("Ibis 12 asks DuckDB for fetch_arrow_table, which 2.0 no longer has; tried with DuckDB 1.5")
    if "polars" in code:
        pytest.importorskip("polars")
    monkeypatch.chdir(folder)
    exec(compile(code, f"{PAGE.name}, Python block {number + 1}", "exec"), {})


@pytest.mark.parametrize(("query", "shown"), answers())
def test_sql_of_the_page_answers_as_shown(query: str, shown: str, folder: Path) -> None:
    rows = run_query(folder / "var" / "warehouse.duckdb", query)
    assert rows.num_rows
    assert _lines(format_result(rows, "table", 1_000)) == _lines(shown)


def test_every_sql_block_has_its_output_and_there_are_three_languages() -> None:
    assert len(answers()) == len(blocks("sql")) == 4
    assert {kind for kind, _ in FENCE.findall(PAGE.read_text("utf-8"))} == {"python", "java", "sql", "text"}


def test_views_and_macros_that_the_page_names_exist(folder: Path) -> None:
    live = folder / "var" / "warehouse.duckdb"
    text = PAGE.read_text("utf-8")
    there = {row["name"] for row in list_tables(live).to_pylist()}
    named = set(re.findall(r"^\| `(\w+)` \| one ", text, re.MULTILINE))
    assert len(named) == 7
    assert named <= there
    with connect(live) as con:
        rows = con.execute("select function_name from duckdb_functions() where function_type = 'table_macro'").fetchall()
    macros = {row[0] for row in rows}
    assert set(re.findall(r"`(?:from )?(\w+)\(", text)) - {"fold", "create_engine"} <= macros


def test_the_page_opens_the_file_read_only_everywhere() -> None:
    text = PAGE.read_text("utf-8")
    assert all("read_only=True" in code or "(read_only)" in code for code in blocks("python"))
    assert 'setProperty("duckdb.read_only", "true")' in text
    assert "duckdb -readonly" in text


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
