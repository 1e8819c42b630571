"""docs/operate.md and docs/troubleshoot.md: nothing that an operator can meet is missing, and what they name exists."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from uuid import uuid4

import pytest
import typer.main
import yaml

from flows import terminal
from flows.cli import app
from flows.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
REASONS = Path(__file__).parents[2] / "seeds" / "reasons.csv"
TROUBLE = (DOCS / "troubleshoot.md").read_text("utf-8")
OPERATE = (DOCS / "operate.md").read_text("utf-8")
CODES = {0, terminal.FAILED, terminal.WRONG_SETTING, terminal.REFUSED, terminal.ATTENTION, terminal.BUSY, terminal.STOPPED}


def _entries(text: str) -> dict[str, str]:
    """What stands under each third-level title."""
    parts = re.split(r"^#{2,3} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _reasons() -> list[str]:
    return [row["code"] for row in csv.DictReader(REASONS.read_text("utf-8").splitlines())]


def test_every_exit_code_of_the_command_line_is_known_here() -> None:
    assert set(terminal.EXIT_CODES.values()) <= CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_exit_code_has_its_entry(code: int) -> None:
    assert len(_entries(TROUBLE)[f"Exit code {code}"].split()) > 10


@pytest.mark.parametrize("reason", _reasons())
def test_every_reason_for_quarantine_has_its_entry(reason: str) -> None:
    assert len(_entries(TROUBLE)[reason].split()) > 5


def test_no_entry_is_of_something_that_is_gone() -> None:
    entries = set(re.findall(r"^### (.+)$", TROUBLE, flags=re.MULTILINE))
    assert entries == {f"Exit code {code}" for code in CODES} | set(_reasons())


@pytest.mark.parametrize("text", [TROUBLE, OPERATE], ids=["troubleshoot", "operate"])
def test_commands_and_options_that_a_page_names_exist(text: str) -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name, rest in re.findall(r"(?:`|^ {4,}|&& )solieu ([a-z]+)([^`\n#]*)", text, flags=re.MULTILINE):
        if name not in commands:
            pytest.fail(f"there is no command solieu {name}")
        known = {option for parameter in commands[name].params for option in parameter.opts}
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in known, f"solieu {name} has no {option}"


def test_the_automation_of_the_page_is_one_of_prefect() -> None:
    from prefect.events.schemas.automations import AutomationCore

    (block,) = re.findall(r"```yaml\n(.*?)```", OPERATE, flags=re.DOTALL)
    (written,) = yaml.safe_load(block)["automations"]
    written["actions"][0]["block_document_id"] = str(uuid4())
    automation = AutomationCore.model_validate(written)
    assert automation.trigger.match_related  # type: ignore[union-attr]


def test_settings_that_the_page_names_exist() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", OPERATE, flags=re.DOTALL)
    assert len(blocks) == 2
    toml = "".join(blocks)
    assert set(re.findall(r"^(\w+) =", toml, flags=re.MULTILINE)) <= set(Settings.model_fields)


def test_metrics_that_the_page_names_are_written() -> None:
    source = (Path(__file__).parents[2] / "flows" / "metrics.py").read_text("utf-8")
    written = set(re.findall(r'"(solieu_\w+)"', source))
    assert set(re.findall(r"solieu_\w+", OPERATE)) == written
