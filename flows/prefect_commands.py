"""What a deployment takes of Prefect's commands, in one process: to import Prefect takes longer than each of them.

    python -P -m flows.prefect_commands POOL PREFECT_YAML

The pool is made unless it is there, with room for one run at a time; then everything in the file is deployed. It ends with the exit
code of the first command that fails, after what that command said.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from prefect.cli import app
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound


def commands(pool: str, file: str) -> Iterator[list[str]]:
    """The commands that are to be run, each after the one before."""
    if not has_pool(pool):
        yield ["work-pool", "create", pool, "--type", "process"]
        yield ["work-pool", "set-concurrency-limit", pool, "1"]
    yield ["--no-prompt", "deploy", "--all", "--prefect-file", file]


def has_pool(pool: str) -> bool:
    """Whether the server has a work pool of that name."""
    with get_client(sync_client=True) as client:
        try:
            client.read_work_pool(pool)
        except ObjectNotFound:
            return False
    return True


def run(command: list[str]) -> int:
    """Run a command as if it had been typed; its exit code."""
    sys.argv = ["prefect", *command]
    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def main() -> int:
    """Run all of them; the exit code of the first that fails."""
    _, pool, file = sys.argv
    try:
        for command in commands(pool, file):
            if code := run(command):
                print(f"prefect {' '.join(command)} failed", file=sys.stderr)
                return code
    except Exception as error:  # whatever Prefect's client raises: nobody answers, or not as Prefect does
        print(f"the server cannot be asked for the work pool {pool}: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
