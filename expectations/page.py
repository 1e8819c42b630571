"""The validation page of a run: one HTML file that opens anywhere, without a network."""

from __future__ import annotations

import csv
import json
import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from expectations.judgements import Judgement
from warehouse.printable import finalize_value

HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
SHOWN_IDS = 20
SHOWN_ITEMS = 50
TABLE_ORDER = ("articles", "observations", "numbers", "blocks", "article_places", "duplicates", "raw_files", "quarantine")

COUNTS = (
    ("discovered", "documents listed"),
    ("loaded", "became articles"),
    ("unchanged", "unchanged"),
    ("gone", "gone"),
    ("quarantined", "refused"),
    ("observations", "figures"),
    ("numbers", "numbers"),
    ("unexplained", "unexplained numbers"),
    ("observations_quarantined", "figures refused"),
)
"""Counts of `runs` that the page shows, and what it calls them."""


@dataclass(frozen=True)
class TableReport:
    """The judgements of one table, those that need a look apart from those that held."""

    name: str
    failed: tuple[Judgement, ...]
    held: tuple[Judgement, ...]

    @property
    def idle(self) -> int:
        """How many rules held because there was nothing to judge; a reader should know."""
        return sum(not judgement.evaluated_count for judgement in self.held)

    @property
    def worst(self) -> str:
        """How the table stands: `stop`, `refused`, `warning` or `held`."""
        if any(judgement.stops_the_run for judgement in self.failed):
            return "stop"
        if any(judgement.refuses_rows for judgement in self.failed):
            return "refused"
        return "warning" if self.failed else "held"


@dataclass(frozen=True)
class ReasonReport:
    """What was refused for one reason."""

    code: str
    meaning: str
    what_to_do: str
    count: int
    items: tuple[Mapping[str, Any], ...]


def render_page(judgements: Sequence[Judgement], run: Mapping[str, Any], quarantined: Iterable[Mapping[str, Any]] = ()) -> str:
    """The page as HTML.

    `run` holds columns of `runs` (those it lacks are left out) and `home`, which the commands on the page name; `quarantined`
    holds rows of `quarantine`.
    """
    tables = table_reports(judgements)
    return _template().render(
        home_option=f" --home {shlex.quote(run['home'])}" if run.get("home") else "",
        run={"status": "", "message": "", **run},
        started=_local(run.get("started_at")),
        took=_duration(run.get("started_at"), run.get("ended_at")),
        counts=[(label, run[name]) for name, label in COUNTS if run.get(name) is not None],
        versions=_object(run.get("versions")),
        tables=tables,
        tally=Counter(_verdict(judgement) for judgement in judgements),
        stopping=[judgement for judgement in judgements if judgement.stops_the_run],
        rows_judged={
            judgement.table_name: judgement.evaluated_count for judgement in judgements if judgement.rule_id.endswith(".row_count")
        },
        reasons=reason_reports(quarantined),
        verdict=_verdict,
        shown_ids=SHOWN_IDS,
        shown_items=SHOWN_ITEMS,
    )


def table_reports(judgements: Iterable[Judgement]) -> list[TableReport]:
    """The judgements by table, the tables in the order of the way of the data, what stops the run first."""
    order = {name: place for place, name in enumerate(TABLE_ORDER)}
    ranks = {"stop": 0, "refused": 1, "warning": 2, "held": 3}
    grouped = groupby(
        sorted(judgements, key=lambda one: (order.get(one.table_name, len(order)), one.table_name)), key=lambda one: one.table_name
    )
    reports = []
    for name, group in grouped:
        own = list(group)
        failed = sorted((one for one in own if not one.success), key=lambda one: ranks[_verdict(one)])
        reports.append(TableReport(name, tuple(failed), tuple(one for one in own if one.success)))
    return reports


def reason_reports(quarantined: Iterable[Mapping[str, Any]]) -> list[ReasonReport]:
    """The refused items by reason, the most frequent first."""
    by_reason: dict[str, list[Mapping[str, Any]]] = {}
    for item in quarantined:
        by_reason.setdefault(str(item["reason"]), []).append(item)
    told = _reasons()
    return [
        ReasonReport(code, *told.get(code, ("", "")), len(items), tuple(items[:SHOWN_ITEMS]))
        for code, items in sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]


def _verdict(judgement: Judgement) -> str:
    """`stop`, `refused`, `warning` or `held`."""
    if judgement.success:
        return "held"
    if judgement.stops_the_run:
        return "stop"
    return "refused" if judgement.refuses_rows else "warning"


@cache
def _reasons() -> dict[str, tuple[str, str]]:
    """Meaning of each reason code and what to do about it."""
    with files("seeds").joinpath("reasons.csv").open(encoding="utf-8") as file:
        return {row["code"]: (row["meaning"], row["what_to_do"]) for row in csv.DictReader(file)}


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=finalize_value)
    environment.filters["thousands"] = lambda value: f"{value:,}" if isinstance(value, int) else str(value)
    return environment.from_string(files("expectations").joinpath("page.html.j2").read_text("utf-8"))


def _local(moment: object) -> str:
    """The moment as a clock in Hà Nội shows it."""
    return moment.astimezone(HANOI).strftime("%d/%m/%Y %H:%M") if isinstance(moment, datetime) else ""


def _duration(start: object, end: object) -> str:
    """How long the run took, in words.

    >>> _duration(datetime(2026, 1, 1, 2, 30), datetime(2026, 1, 1, 2, 32, 5))
    '2 min 5 s'
    """
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return ""
    minutes, seconds = divmod(round((end - start).total_seconds()), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def _object(text: object) -> dict[str, Any]:
    """A JSON object, given as text or as itself; nothing when there is none."""
    found = json.loads(text) if isinstance(text, str) and text else text
    return dict(found) if isinstance(found, Mapping) else {}
