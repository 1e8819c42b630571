"""What people are told of a night that went wrong, or is well again: what failed, which inputs, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq

from flows.health import Problem
from flows.results import RunResult
from flows.summary import markdown_text
from tasks.store.access import hide_passwords
from tasks.store.home import Home
from warehouse.lake.lake import Lake
from warehouse.printable import escape_controls, escape_line
from warehouse.reading import published_run

Kind = Literal["failed", "refused", "late", "recovered"]
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
INPUTS_SHOWN = 5
PAGE = "docs/troubleshoot.md"


@dataclass(frozen=True)
class Notice:
    """One message to people. `text` is Markdown."""

    kind: Kind
    title: str
    text: str
    run_id: str | None = None


def notice_of_failure(home: Path, result: RunResult | None, message: str, raw: Sequence[str], code: int) -> Notice:
    """What to tell of a run that failed or was refused; `result` is None for one that could not even begin.

    Args:
        home: the home it worked on.
        result: what the lake holds of the run.
        message: what it ended with.
        raw: the raw locations of the settings.
        code: the exit code of a command that ends so.
    """
    kind: Kind = "refused" if result and result.status == "refused" else "failed"
    facts = {
        "run": f"{result.run_id}, begun {say_time(result.started_at)}" if result else "none: it could not begin",
        "stage": (result.stage if result else None) or "before the first stage",
        "home": str(home.absolute()),
        "reads": ", ".join((result.raw if result else ()) or raw),
        "stands": _what_stands(home),
    }
    inputs = _inputs(home, result) if result else []
    text = _sections(
        "solieu: the run was refused, nothing was published" if kind == "refused" else "solieu: the run failed",
        message,
        facts,
        {"Which inputs": map(markdown_text, inputs), "What to do": _advice(home, code, result)},
    )
    return Notice(kind, f"solieu {kind}: {_short(message)}", text, result.run_id if result else None)


def notice_of_problems(home: Path, problems: Sequence[Problem]) -> Notice:
    """What to tell when nothing ran, or when the home is otherwise not well; the title has the first problem."""
    facts = {"home": str(home.absolute()), "stands": _what_stands(home)}
    told = {"What is wrong": [problem.message for problem in problems], "What to do": [problem.advice for problem in problems]}
    text = _sections(
        "solieu is not well",
        problems[0].message,
        facts,
        {name: [markdown_text(line) for line in lines] for name, lines in told.items()},
    )
    return Notice("late", f"solieu {problems[0].kind}: {_short(problems[0].message)}", text)


def notice_of_recovery(home: Path, result: RunResult, since: str) -> Notice:
    """What to tell when a run is good again after trouble."""
    facts = {"run": f"{result.run_id}, {result.status}", "home": str(home.absolute()), "trouble since": since}
    text = _sections("solieu: well again", result.message, facts, {"Warnings": map(markdown_text, result.warnings)})
    return Notice("recovered", f"solieu recovered: {_short(result.message)}", text, result.run_id)


def page_of(home: Path, run_id: str) -> Path:
    """Where the validation page of a run that was refused is kept."""
    return Home(home).page.parent / "runs" / f"{run_id}.html"


def say_time(moment: datetime) -> str:
    """A moment as clocks in Việt Nam show it.

    >>> from datetime import UTC
    >>> say_time(datetime(2026, 11, 21, 19, 30, tzinfo=UTC))
    '2026-11-22 02:30 (Việt Nam)'
    """
    return f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M} (Việt Nam)"


def _what_stands(home: Path) -> str:
    live = Home(home).live
    if held := published_run(live):
        return f"{live.absolute()}, as run {held} left it"
    return "a warehouse that cannot be read" if live.exists() else "no warehouse yet"


def _advice(home: Path, code: int, result: RunResult | None) -> list[str]:
    """What to do, as lines that name the home."""
    option = f"--home {home.absolute()}"
    lines = [f"`solieu status {option}` shows the last runs and what each said"]
    if result and any(one.stops for one in result.failed_expectations):
        lines.append(f"open {page_of(home, result.run_id).absolute()}: it shows each expectation that does not hold, and its rows")
    if result and result.quarantined:
        lines.append(f"`solieu quarantine {option}` says of each thing in quarantine what to do")
    lines.append(f"after the cause was mended: `solieu run {option}`; it does only what is left")
    lines.append(f"{PAGE} says more under exit code {code}, and under each reason for quarantine")
    return lines


def _inputs(home: Path, result: RunResult) -> list[str]:
    """What the run stumbled over: expectations with the documents that broke them, and what it refused by reason."""
    sources = _sources(home, result)
    lines = []
    for one in (one for one in result.failed_expectations if one.stops):
        named = list(dict.fromkeys(sources.get(item[:16], item) for item in one.ids))
        lines.append(f"{one.rule_id}: {one.observed}" + (f"; {_few(named)}" if named else ""))
    return [*lines, *(f"{count} refused as {reason}" for reason, count in result.quarantined.items())]


def _sources(home: Path, result: RunResult) -> Mapping[str, str]:
    """Source URI by article id, of the articles that the run worked on."""
    found: dict[str, str] = {}
    if any(one.stops and one.ids for one in result.failed_expectations):
        for path in Lake(home).files("articles", [result.run_id]):
            table = pq.ParquetFile(path).read(columns=["article_id", "source_uri"])
            found.update(zip(table["article_id"].to_pylist(), table["source_uri"].to_pylist(), strict=True))
    return found


def _few(items: Sequence[str]) -> str:
    more = f" and {len(items) - INPUTS_SHOWN} more" if len(items) > INPUTS_SHOWN else ""
    return ", ".join(items[:INPUTS_SHOWN]) + more


def _sections(head: str, message: str, facts: Mapping[str, str], lists: Mapping[str, Iterable[str]]) -> str:
    """Markdown: a headline, what was said, what is known, and lists (of Markdown) under their titles; empty ones are left out.

    What comes from names and addresses of documents is shown as it is, and is no markup of a page or a mail.
    """
    table = "\n".join(f"- {name}: {markdown_text(found)}" for name, found in facts.items())
    parts = [f"# {head}", markdown_text(message), table]
    for title, lines in lists.items():
        told = "\n".join(f"- {line}" for line in lines)
        parts += [f"## {title}\n\n{told}"] if told else []
    return escape_controls(hide_passwords("\n\n".join(parts))) + "\n"


def _short(message: str, length: int = 120) -> str:
    folded = escape_line(hide_passwords(" ".join(message.split())))
    return folded if len(folded) <= length else folded[: length - 1] + "…"
