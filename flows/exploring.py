"""The command explore: a notebook of one's own on the figures, with five questions to begin with."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from flows.asking import HomeOption
from flows.settings import SettingsError, load_settings
from flows.terminal import say, says_errors
from warehouse.addresses import HOST
from warehouse.reading import NoWarehouse

PORT = 8751
NOTEBOOK = "explore.py"


def add_commands(app: typer.Typer) -> None:
    """Put the command of this module into the command line."""
    app.command()(says_errors(explore))


def explore(
    home: HomeOption = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65_535, help="Port of this machine.")] = PORT,
    show: Annotated[bool, typer.Option("--show", help="Only say where the notebook is; marimo is not needed.")] = False,
) -> None:
    """Open a marimo notebook on the figures in a web browser: five questions with charts, to change and go on from. Ends with Ctrl-C.

    The notebook is HOME/explore.py, yours to change; it is put there when there is none. Needs solieu[explore].
    """
    folder = load_settings(home=home).home
    live, notebook = folder / "warehouse.duckdb", folder / NOTEBOOK
    if not live.is_file():
        raise NoWarehouse(live)
    place_notebook(notebook)
    if show:
        say(notebook.absolute())
        return
    if importlib.util.find_spec("marimo") is None:
        raise SettingsError(f"explore: marimo is not installed; pip install 'solieu[explore]'. The notebook is {notebook.absolute()}")
    say(f"the notebook is {notebook.absolute()} (Ctrl-C ends it)")
    # No shell, the interpreter of this process, and a path of the operator's own settings.
    done = subprocess.run(command_of(notebook, live, port), check=False)  # noqa: S603
    if done.returncode:
        raise typer.Exit(done.returncode)


def place_notebook(notebook: Path) -> None:
    """Put the notebook in its place, unless somebody has one there already."""
    if not notebook.exists():
        with files("warehouse").joinpath("notebooks", NOTEBOOK).open("rb") as source, notebook.open("xb") as target:
            shutil.copyfileobj(source, target)


def command_of(notebook: Path, live: Path, port: int) -> list[str]:
    """What starts marimo on this machine alone; it asks for the token that it prints."""
    options = ["--host", HOST, "--port", str(port), "--skip-update-check"]
    return [sys.executable, "-m", "marimo", "edit", *options, str(notebook), "--", "--warehouse", str(live.absolute())]
