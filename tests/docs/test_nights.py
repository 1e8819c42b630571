"""docs/nights.md, typed again: every command prints what the page shows, run ids, times and rates apart."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "nights.md"
MASKS = (
    (re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{4}"), "RUN"),
    (re.compile(r"\d[\d,]* a second"), "N a second"),
    (re.compile(r"^  seconds .*"), "  seconds"),
    (re.compile(r"in \d+\.\d s$"), "in N s"),
    (re.compile(r"\(tasks/\w+\.py:\d+\)"), "(LINE)"),
    # How sure the listing was depends on how close together two commands came.
    (re.compile(r"\((same size and time|listed anew, same bytes)\)"), "(same)"),
    # Bytes differ with the size of a run's record.
    (re.compile(r"^disk: .*"), "disk:"),
    # How many rules there are is no matter of nights.
    (re.compile(r"\d+ expectations,"), "N expectations,"),
    (re.compile(r"\d+ judged,"), "N judged,"),
)


def masked(line: str) -> str:
    """The line without what differs from one replay to the next."""
    for pattern, shown in MASKS:
        line = pattern.sub(shown, line)
    return line.rstrip()


@pytest.fixture(scope="module")
def replayed() -> str:
    """The page with what its commands print now."""
    script = Path(__file__).with_name("transcript.py")
    done = subprocess.run([sys.executable, str(script), str(PAGE)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_transcript_prints_what_the_page_shows(replayed: str) -> None:
    pairs = zip_longest(PAGE.read_text("utf-8").splitlines(), replayed.splitlines(), fillvalue="")
    told = [
        f"line {number}\n  page   {shown}\n  really {real}"
        for number, (shown, real) in enumerate(pairs, 1)
        if masked(shown) != masked(real)
    ]
    assert not told, "\n".join(["after a wanted change: python tests/docs/transcript.py docs/nights.md --write", *told[:5]])


@pytest.mark.parametrize("command", ["plan", "run", "diff", "status", "quarantine", "replay", "rollback", "rebuild", "compact"])
def test_the_transcript_shows_each_command_of_the_night(command: str) -> None:
    assert f"\n$ solieu {command}" in PAGE.read_text("utf-8")


def test_masks_leave_figures_and_reasons_alone() -> None:
    line = "  20261122T013006Z-0583 published 7 articles, 28 a second, 3 of 12 figures (other bytes)"
    assert masked(line) == "  RUN published 7 articles, N a second, 3 of 12 figures (other bytes)"
