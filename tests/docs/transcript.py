"""Replays the commands of a page of docs/ in a folder of its own, and gives the page back with what they really print.

    python tests/docs/transcript.py docs/nights.md            the page as it comes out now
    python tests/docs/transcript.py docs/nights.md --write    puts it in place of the page

In a ```console block a line that begins with `$ ` is a command, `> ` goes on with it, and the rest is its output. The folder
holds a copy of the code and of seeds/, so a page may write a correction there. Commands of solieu share one process, because
Prefect takes seconds to start; it is started anew when seeds/ changed, as a new command would see the change.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ .*\n(?:> .*\n)*", re.MULTILINE)
CODE = ("flows", "tasks", "expectations", "warehouse", "seeds")


class Place:
    """The folder of a transcript, and the process that runs its commands of solieu."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in CODE:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "articles"))
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("SOLIEU_")}
        self.environment.update(
            PYTHONPATH=str(folder), COLUMNS="120", DO_NOT_TRACK="1", PREFECT_SERVER_ANALYTICS_ENABLED="false", GX_ANALYTICS_ENABLED="false",
            PREFECT_LOGGING_LEVEL="CRITICAL", PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="180",
        )  # fmt: skip
        self.environment.setdefault("PREFECT_HOME", str(folder / ".prefect"))  # the tests have one that is set up
        self.seeds, self.process = "", None  # type: tuple[str, subprocess.Popen[str] | None]

    def run(self, command: str) -> str:
        """What the command prints, errors included; an exit code that is not 0 stands in a last line of its own."""
        if not command.startswith("solieu "):
            shell = ["bash", "-c", command]
            done = subprocess.run(shell, cwd=self.folder, capture_output=True, text=True, env=self.environment, check=False)
            return done.stdout + done.stderr
        process = self._solieu()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(shlex.split(command)[1:]) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{command}: the process ended with {process.wait()}")
        return str(json.loads(answer)).replace(str(self.folder), "…")

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            assert self.process.stdin is not None
            self.process.stdin.close()
            self.process.wait(timeout=600)
            self.process = None

    def _solieu(self) -> subprocess.Popen[str]:
        seeds = "".join(path.read_text("utf-8") for path in sorted((self.folder / "seeds" / "corrections").glob("*.yml")))
        if self.process is None or seeds != self.seeds:
            self.stop()
            self.seeds = seeds
            self.process = subprocess.Popen(
                [sys.executable, __file__, "--answer"],
                cwd=self.folder, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        return self.process


def replay(page: str, folder: Path) -> str:
    """The page with the real output of its commands."""
    place = Place(folder)

    def answered(command: re.Match[str]) -> str:
        typed = command[0].removeprefix("$ ").replace("\n> ", "\n").rstrip("\n")
        shown = "\n".join(line.rstrip() for line in place.run(typed).strip("\n").splitlines())
        return command[0] + (shown + "\n" if shown else "")

    def filled(block: re.Match[str]) -> str:
        return "```console\n" + "".join(answered(command) for command in COMMAND.finditer(block[1])) + "```"

    try:
        return BLOCK.sub(filled, page)
    finally:
        place.stop()


def answer() -> None:
    """Run a command of solieu per line of standard input, a JSON list; print its output as a JSON string."""
    from typer.testing import CliRunner

    from flows.cli import app

    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints past the runner is no answer
    for line in sys.stdin:
        result = CliRunner().invoke(app, json.loads(line))
        unforeseen = result.exception is not None and not isinstance(result.exception, SystemExit)
        ending = f"\n(exit code {result.exit_code})" if result.exit_code else ""
        shown = repr(result.exception) if unforeseen else result.output.rstrip("\n") + ending
        answers.write(json.dumps(shown) + "\n")
        answers.flush()


def main() -> int:
    """Replay a page and print it, or put it in its place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path, nargs="?", help="the page")
    parser.add_argument("--write", action="store_true", help="write the page instead of printing it")
    parser.add_argument("--answer", action="store_true", help="the process that runs the commands of solieu")
    given = parser.parse_args()
    if given.answer:
        answer()
        return 0
    with tempfile.TemporaryDirectory(prefix="solieu-transcript-") as folder:
        page = replay(given.page.read_text("utf-8"), Path(folder).resolve())
    if given.write:
        given.page.write_text(page, "utf-8")
    else:
        sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
