"""Questions as people type them: with what is told to them, with hints where nothing comes, and from an address back to its figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from plain_run import run_stages
from small_articles import write_articles
from typer.testing import CliRunner, Result

from flows.cli import app
from warehouse.hints import hint_for_error, hint_for_nothing
from warehouse.reading import run_query


def _solieu(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one published run over small articles, and their raw folder beside it."""
    folder = tmp_path_factory.mktemp("asking")
    write_articles(folder / "raw", range(3))
    run_stages(folder / "home", folder / "raw", judge=False)
    return folder / "home"


def test_the_list_says_what_can_be_told(home: Path) -> None:
    (line,) = [line for line in _solieu("ask").stdout.splitlines() if line.startswith("analyst_admissions_by_commune")]
    assert line.endswith("(--like)")


@pytest.mark.parametrize("told", [["--words", "Chi bộ"], ["--words=chi bo"], ["--format", "json", "--words", "CHI BỘ"]])
def test_words_are_told_to_a_question(home: Path, told: list[str]) -> None:
    done = _solieu("ask", "find_figures", *told, "--home", home)
    assert done.exit_code == 0, done.output
    assert "chi bộ" in done.stdout


def test_show_prints_a_query_that_runs_anywhere(home: Path) -> None:
    shown = _solieu("ask", "admissions_by_commune", "--like", "Tân Kỳ' --", "--show").stdout
    assert "fold('Tân Kỳ'' --')" in shown
    assert "$" not in shown
    assert run_query(home / "warehouse.duckdb", shown).num_rows == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["no_such"], "no_such: no such question; `solieu ask` lists them"),
        (["find_figures", "--colour", "red"], "--colour: editor_find_figures has no such parameter; it has --words"),
        (["find_figures", "--words"], "--words: the value is missing"),
        (["find_figures", "--words", "Tân", "Kỳ"], "Kỳ: put words of several parts in quotes"),
    ],
)
def test_what_a_question_does_not_understand_ends_with_2(home: Path, arguments: list[str], told: str) -> None:
    done = _solieu("ask", *arguments, "--home", home)
    assert done.exit_code == 2
    assert told in done.stderr


def test_words_without_marks_that_ilike_does_not_find_get_a_hint_on_standard_error(home: Path) -> None:
    query = "select organisation from figures where organisation ilike '%nam muoi%'"
    done = _solieu("sql", query, "--format", "json", "--home", home)
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])
    assert "fold(…) like '%nam muoi%', or from find_figures('nam muoi')" in done.stderr
    assert "nam muoi" not in _solieu("sql", query.replace("organisation ilike", "fold(organisation) like"), "--home", home).stderr


def test_a_function_that_other_databases_have_for_it_gets_a_hint(home: Path) -> None:
    done = _solieu("sql", "select unaccent('Đảng')", "--home", home)
    assert done.exit_code == 1
    assert "the macro that takes tone marks off is fold(words)" in done.stderr


def test_no_hint_where_none_helps() -> None:
    assert hint_for_nothing("from figures where value < 0") is None
    assert hint_for_nothing("from figures where fold(organisation) like '%nam muoi%'") is None
    assert hint_for_error("Binder Error: no column named x") is None


def test_json_and_notes_keep_apart(home: Path) -> None:
    done = _solieu("sql", "select 1 as a, 2 as a, 'inf'::double as i", "--format", "json", "--home", home)
    assert json.loads(done.stdout) == [{"a": 1, "a_2": 2, "i": "Infinity"}]
    assert "a stands for several columns" in done.stderr
    assert "1 cell of i with infinite" in done.stderr


def test_a_figure_is_explained_from_an_id_in_quotes_and_from_any_address_of_it(home: Path) -> None:
    one = run_query(home / "warehouse.duckdb", "from figures order by observation_id limit 1").to_pylist()[0]
    figure, article = one["observation_id"], one["article_id"]
    plain = _solieu("explain", figure, "--home", home)
    assert plain.exit_code == 0, plain.output
    assert one["span_text"] in plain.stdout
    addresses = [
        f"'{figure}'", f'"{figure}"', f" {figure[:9]} ", one["url"], f"http://127.0.0.1:8750/f/{figure}",
        f"http://127.0.0.1:8750/en/figures/{figure}.html", f"http://127.0.0.1:8750/vi/articles/{article}.html#c-{figure}",
        f"https://so-lieu.example.vn/kho/vi/articles/{article}.html?x=1#{figure}",
    ]  # fmt: skip
    for address in addresses:
        assert _solieu("explain", address, "--home", home).stdout == plain.stdout, address
    whole = _solieu("explain", article, "--home", home).stdout
    assert len(whole) > len(plain.stdout)
    assert _solieu("explain", f"file:///x/site/vi/articles/{article}.html#top", "--home", home).stdout == whole


@pytest.mark.parametrize("given", ["ffff", "", "''", "https://bao.example.vn/tin"])
def test_what_is_no_figure_is_said(home: Path, given: str) -> None:
    done = _solieu("explain", given, "--home", home)
    assert done.exit_code == 1
    assert "no figure or article" in done.stderr


def test_a_folder_is_explained_file_by_file(home: Path, tmp_path: Path) -> None:
    raw = home.parent / "raw"
    shown = _solieu("explain", raw).stdout
    for path in raw.iterdir():
        alone = _solieu("explain", path).stdout
        assert alone in shown
        assert path.as_uri().rpartition("/")[2].split("%")[0] in shown
    done = _solieu("explain", tmp_path)
    assert done.exit_code == 1
    assert "holds no file" in done.stderr
