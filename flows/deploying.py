"""The command deploy: what runs when, told to a Prefect server, from a checkout or from an installed wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from flows.environment import TELEMETRY_OFF, CannotDeploy
from flows.settings import SettingsError
from flows.terminal import say, says_errors

POOL = "solieu"
"""Work pool that the deployments of prefect.yaml name."""


def add_commands(app: typer.Typer) -> None:
    """Put the command of this module into the command line."""
    app.command()(says_errors(deploy))


def deploy(
    directory: Annotated[
        Path, typer.Option("--directory", help="Folder that runs work in; a solieu.toml in it holds for them.  [default: this one]")
    ] = Path(),
) -> None:
    """Tell a Prefect server what runs when: nightly, on-demand, replay. Makes the work pool when there is none."""
    if not directory.is_dir():
        raise SettingsError(f"--directory: {directory} is no folder")
    server = server_address()
    deploy_all(os.environ, directory.resolve())
    say(f"deployed nightly, on-demand and replay to {server}; they work in {directory.resolve()}")
    say(f"start a worker: prefect worker start --pool {POOL} --type process")


def server_address() -> str:
    """The API that Prefect's settings name.

    Raises:
        SettingsError: they name none, and a temporary server would forget the deployments at once.
    """
    from prefect.settings import PREFECT_API_URL

    address: str | None = PREFECT_API_URL.value()
    if not address:
        raise SettingsError("PREFECT_API_URL: no Prefect server; set it to the address of yours, e.g. http://127.0.0.1:4200/api")
    return address


def deploy_all(environment: Mapping[str, str], directory: Path) -> None:
    """Make the work pool unless it is there, with room for one run at a time, and the deployments of flows/prefect.yaml.

    Raises:
        CannotDeploy: Prefect refused one of these.
    """
    with resources.as_file(resources.files("flows").joinpath("prefect.yaml")) as file:
        command = [sys.executable, "-P", "-m", "flows.prefect_commands", POOL, str(file)]  # a list and no shell
        told = {**environment, **TELEMETRY_OFF}
        done = subprocess.run(command, env=told, cwd=directory, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CannotDeploy((done.stderr or done.stdout).strip())


def prefect_command(arguments: Sequence[str]) -> list[str]:
    """A command of the Prefect that belongs to this Python; -P keeps folders of the working directory from being imported."""
    return [sys.executable, "-P", "-m", "prefect", *arguments]
