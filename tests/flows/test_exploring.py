"""The notebook of `solieu explore`: every cell is run on the sample articles, in marimo itself where it is installed."""

from __future__ import annotations

import ast
import importlib.util
import re
import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from plain_run import run_stages
from typer.testing import CliRunner

from flows.cli import app
from flows.exploring import command_of, place_notebook

NOTEBOOK = Path(__file__).parents[2] / "warehouse" / "notebooks" / "explore.py"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_articles: Path) -> Path:
    """A home with the sample articles."""
    home = tmp_path_factory.mktemp("explore") / "home"
    run_stages(home, sample_articles, judge=False)
    return home


def cells() -> list[ast.FunctionDef]:
    """The cells of the notebook, in their order."""
    return [node for node in ast.parse(NOTEBOOK.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]


def code_of(cell: ast.FunctionDef) -> str:
    """What a cell does, without what it hands on."""
    return textwrap.dedent("\n".join(ast.unparse(line) for line in cell.body if not isinstance(line, ast.Return)))


@pytest.fixture(scope="module")
def ran(home: Path) -> dict[str, Any]:
    """Every name the notebook gives, after all cells have run but the one that imports marimo, each with what it asks for.

    Of marimo the cells use two functions: what was told on the command line, and text, which is kept here.
    """
    import altair
    import duckdb

    told: list[str] = []
    marimo = SimpleNamespace(cli_args=lambda: {"warehouse": str(home / "warehouse.duckdb")}, md=told.append)
    held: dict[str, Any] = {"alt": altair, "duckdb": duckdb, "mo": marimo, "told": told}
    for cell in cells():
        asked = {argument.arg for argument in cell.args.args}
        if not asked:
            continue
        assert asked <= set(held), f"{ast.unparse(cell)} asks for {asked - set(held)}"
        exec(compile(code_of(cell), str(NOTEBOOK), "exec"), held)
    yield held
    held["con"].close()


@pytest.mark.parametrize("question", ["coverage", "admitted", "poor", "reached", "trust"])
def test_each_question_is_answered_and_drawn(ran: dict[str, Any], question: str) -> None:
    assert len(ran[question]) > 0
    spec = ran[f"{question}_chart"].to_dict()
    fields = {encoding["field"] for encoding in spec["encoding"].values() if isinstance(encoding, dict) and "field" in encoding}
    assert fields <= set(ran[question].columns)
    rows = next(iter(spec["datasets"].values()))
    assert len(rows) == len(ran[question])


@pytest.mark.parametrize("question", ["admitted", "poor", "reached"])
def test_marks_lead_to_sentences(ran: dict[str, Any], question: str) -> None:
    assert ran[f"{question}_chart"].to_dict()["encoding"]["href"]["field"] == "url"
    assert ran[question]["url"].str.match(r"^(file|http)://\S+/vi/articles/[0-9a-f]{16}\.html#[0-9a-f]{16}$").all()


def test_it_begins_with_what_there_is_and_each_question_has_its_heading(ran: dict[str, Any]) -> None:
    assert re.search(r"\d+ figures of 34 articles, the newest of \d{4}-\d\d-\d\d; run \d{8}T", ran["told"][0])
    assert len([text for text in ran["told"][1:] if text.startswith("## ")]) == 5


def test_the_link_in_the_docs_is_the_notebook() -> None:
    assert (NOTEBOOK.parents[2] / "docs" / "explore.py").resolve() == NOTEBOOK


def test_a_notebook_that_somebody_changed_is_left_alone(tmp_path: Path) -> None:
    place_notebook(tmp_path / "explore.py")
    assert (tmp_path / "explore.py").read_bytes() == NOTEBOOK.read_bytes()
    (tmp_path / "explore.py").write_text("của tôi", "utf-8")
    place_notebook(tmp_path / "explore.py")
    assert (tmp_path / "explore.py").read_text("utf-8") == "của tôi"


def test_it_is_opened_on_this_machine_alone(tmp_path: Path) -> None:
    command = command_of(tmp_path / "explore.py", tmp_path / "warehouse.duckdb", 8751)
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert command[-2:] == ["--warehouse", str(tmp_path / "warehouse.duckdb")]


def test_the_command_says_what_is_missing(home: Path, tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["explore", "--show", "--home", str(home)])
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.strip() == str((home / "explore.py").absolute())
    none = CliRunner().invoke(app, ["explore", "--home", str(tmp_path)])
    assert none.exit_code == 1
    assert "there is no warehouse" in none.stderr
    if importlib.util.find_spec("marimo") is None:
        done = CliRunner().invoke(app, ["explore", "--home", str(home)])
        assert done.exit_code == 2
        assert "pip install 'solieu[explore]'" in done.stderr


def test_marimo_runs_the_whole_notebook(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("marimo", reason="marimo is an optional extra")
    monkeypatch.chdir(home)
    (home / "var").mkdir(exist_ok=True)
    (home / "var" / "warehouse.duckdb").unlink(missing_ok=True)
    (home / "var" / "warehouse.duckdb").symlink_to(home / "warehouse.duckdb")
    spec = importlib.util.spec_from_file_location("explore", NOTEBOOK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    _, held = module.app.run()
    assert len(held["admitted"]) > 0
