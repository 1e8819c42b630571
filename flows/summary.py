"""The summary of a run: what people read at its end, on the terminal and in the Prefect UI."""

from __future__ import annotations

import html
import re
import shlex
from dataclasses import dataclass, field, replace
from pathlib import Path

from tasks.runs.conservation import DocumentCounts
from tasks.runs.record import RunRecord
from warehouse.diffing import FigureDiff
from warehouse.printable import escape_line

QUESTIONS = (
    'solieu sql "select indicator_vi, count(*) as figures from figures group by indicator_vi order by figures desc limit 10"',
    "solieu sql \"select value, organisation, period_text, url from counts('party_members_admitted')\"",
    'solieu sql "select disposition, count(*) as numbers from numbers group by disposition order by numbers desc"',
)


@dataclass(frozen=True)
class RunSummary:
    """How a run ended. Units: `seconds` per stage."""

    run_id: str
    status: str
    message: str
    home: str
    live: str
    documents: DocumentCounts
    figures: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    others: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, run: RunRecord, status: str, message: str) -> RunSummary:
        """The summary of a run's record."""
        seconds = {stage: counts["seconds"] for stage, counts in run.stages.items() if "seconds" in counts}
        live, others = str(run.home.live), run.stages.get("clean", {}).get("others", {})
        warnings = tuple(run.warnings)
        return cls(run.run_id, status, message, str(run.home), live, run.documents, dict(run.figures), seconds, warnings, others)

    def warned(self, warning: str) -> RunSummary:
        """The summary with one more warning."""
        return replace(self, warnings=(*self.warnings, warning))

    def lines(self) -> list[tuple[str, str]]:
        """What there is to say, as pairs of a name and what was found."""
        documents, figures = self.documents, self.figures
        unexplained = figures.get("unexplained", 0)
        pairs = [
            ("run", f"{self.run_id}, {self.status}"),
            ("documents", f"{documents.discovered} found, {documents.unchanged} unchanged, {documents.gone} gone"),
            ("articles", f"{documents.loaded} processed"),
            ("figures", f"{figures.get('observations', 0)} of {figures.get('numbers', 0)} numbers, {unexplained} unexplained"),
            ("quarantined", f"{documents.quarantined} documents, {figures.get('observations_quarantined', 0)} figures"),
            ("expectations", f"{figures.get('expectations', 0)} judged, {figures.get('expectations_failed', 0)} failed"),
            ("seconds", ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in self.seconds.items())),
            ("warehouse", self.live),
            *(("warning", warning) for warning in self.warnings),
        ]
        if self.others:
            told = ", ".join(f"{count} {kind}" for kind, count in sorted(self.others.items()))
            pairs.insert(5, ("passed over", f"{sum(self.others.values())} records of web archives without a page: {told}"))
        if self.status == "unchanged":
            return [pair for pair in pairs if pair[0] in ("run", "documents", "warehouse", "warning")]
        return pairs

    def say(self) -> str:
        """The summary as lines of a log."""
        return "\n".join([self.message, *(f"  {name:<12}  {found}" for name, found in self.lines())])


def say_diff(diff: FigureDiff, mode: str) -> str:
    """One line on how the new file differs from the one before."""
    if diff.before is None:
        return f"{mode} build, the first one"
    told = f"{mode} build, {diff.added} figures added, {diff.removed} removed, {diff.changed} changed"
    return f"{told}; {diff.warning}" if diff.warning else told


def questions_of(home: str) -> tuple[str, ...]:
    """The questions to ask, for the warehouse of that home."""
    option = "" if home == "var" else f" --home {shlex.quote(home)}"
    return tuple(f"{question}{option}" for question in QUESTIONS)


def markdown_text(text: str) -> str:
    r"""Text as Markdown shows it: one line that is no markup, ends no cell of a table and holds no control character.

    >>> markdown_text("tin <img src=x> | [a](b)")
    'tin &lt;img src=x&gt; \\| \\[a\\](b)'
    """
    return re.sub(r"([\\`*\[\]|])", r"\\\1", html.escape(escape_line(text), quote=False))


def summary_markdown(summary: RunSummary) -> str:
    """The summary as a table and three questions, for an artifact; it is read elsewhere, so the home is told in full."""
    rows = "\n".join(f"| {name} | {markdown_text(found)} |" for name, found in summary.lines())
    questions = "\n".join(f"    {question}" for question in questions_of(str(Path(summary.home).absolute())))
    return f"# {markdown_text(summary.message)}\n\n| | |\n|---|---|\n{rows}\n\nAsk it:\n\n{questions}\n"
