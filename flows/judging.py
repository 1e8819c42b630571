"""The commands verdicts: what readers found right, wrong or missing, as a list, as labels, as corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import typer
import yaml

from flows.asking import FormatOption, HomeOption, OutputFormat, print_rows
from flows.settings import SettingsError, load_settings
from flows.terminal import say, says_errors
from tasks.facts.output.corrections import CORRECTABLE, parse_corrections
from tasks.store.home import Home
from warehouse.permissions import open_private
from warehouse.reading import QueryFailed
from warehouse.verdicts.labels import build_labels
from warehouse.verdicts.records import OF_BLOCKS, Verdict
from warehouse.verdicts.standing import MET, OTHERWISE, OUTDATED, Standing, count_standings, find_standings
from warehouse.verdicts.store import VerdictStore

LISTED = pa.schema(
    [(name, pa.string()) for name in ("id", "decided_at", "verdict", "standing", "what", "article_id", "source_uri", "right", "note")]
)
"""Columns of the list."""


def add_commands(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    group = typer.Typer(help="What readers found right, wrong or missing on the pages of `solieu browse`.", no_args_is_help=True)
    group.callback()(lambda: None)
    group.command("list")(says_errors(list_verdicts))
    group.command("export")(says_errors(export))
    group.command("correct")(says_errors(correct))
    app.add_typer(group, name="verdicts")


def list_verdicts(
    output_format: FormatOption = OutputFormat.TABLE,
    home: HomeOption = None,
) -> None:
    """List the verdicts that hold, and how each stands to what is read now: holds, met, otherwise or outdated."""
    folder = load_settings(home=home).home
    standings = standings_of(folder)
    if not standings and output_format is OutputFormat.TABLE:
        say("no verdict yet; `solieu browse` takes them on the pages of articles")
        return
    print_rows(pa.Table.from_pylist([_row(one) for one in standings], LISTED), output_format)


def export(
    to: Annotated[Path, typer.Option("--to", help="Folder for the labels, one file per article; it is made.")],
    home: HomeOption = None,
) -> None:
    """Write the verdicts as labels, in the form of the labelled articles under seeds/articles/gold: `solieu calibrate` reads them."""
    folder = load_settings(home=home).home
    files = build_labels(Home(folder).live, VerdictStore.of(folder).current())
    to.mkdir(parents=True, exist_ok=True)
    for one in files:
        (to / one.name).write_text(one.to_json(), encoding="utf-8")
    figures = sum(len(one.content["observations"]) for one in files)
    say(f"{len(files)} articles with {figures} labelled figures in {to}")
    if left_out := sum(one.without_anchor for one in files):
        say(f"left out: {left_out} figures around which no words stand only once on the page")


def correct(
    verdict: Annotated[str, typer.Argument(help="Id of a verdict that says what is right, or its beginning: see `solieu verdicts list`.")],
    to: Annotated[Path | None, typer.Option("--to", help="Corrections file (.yml) to add it to; printed when not given.")] = None,
    home: HomeOption = None,
) -> None:
    """Turn a verdict into a correction: from the next extraction on the figure is read as the verdict says, and marked with its id."""
    written = yaml.safe_dump([correction_of(_find(load_settings(home=home).home, verdict))], allow_unicode=True, sort_keys=False, width=120)
    parse_corrections("verdict.yml", written)
    if to is None:
        say(written.rstrip())
        return
    if to.suffix != ".yml":
        raise SettingsError(f"--to: {to} would not be read; a file of corrections ends in .yml")
    before = to.read_text(encoding="utf-8") if to.exists() else ""
    whole = f"{before.rstrip()}\n\n{written}".lstrip()
    ids = [one.id for one in parse_corrections(to.name, whole)]
    if len(set(ids)) < len(ids):
        raise SettingsError(f"--to: {to} has the correction {ids[-1]} already")
    to.parent.mkdir(parents=True, exist_ok=True)
    partial = to.with_name(f".{to.name}.partial")
    with open(partial, "w", encoding="utf-8", opener=open_private) as sink:
        sink.write(whole)
    partial.replace(to)
    say(f"{ids[-1]} in {to}")


def standings_of(home: Path) -> list[Standing]:
    """How the verdicts of a home stand to its live file; without a file all are outdated."""
    verdicts = VerdictStore.of(home).current()
    live = Home(home).live
    return find_standings(live, verdicts) if live.is_file() else [Standing(one, OUTDATED) for one in verdicts]


def counts_of(home: Path) -> dict[str, int] | None:
    """How many verdicts there are by kind and standing, for `status`; None when the live file cannot be read, which `status` says."""
    try:
        return count_standings(standings_of(home))
    except QueryFailed:
        return None


def say_verdicts(home: Path) -> None:
    """One line for `status`; nothing while there is no verdict."""
    store = VerdictStore.of(home)
    counts = counts_of(home)
    if counts is None:
        say(f"verdicts: {len(store.current())} given; how they stand is told when the warehouse can be read")
        return
    names = {MET: "read so by now", OTHERWISE: "read otherwise by now", OUTDATED: "on texts that changed since", "no_figure": "no figure"}
    told = [f"{count} {names.get(name, name)}" for name, count in counts.items() if count]
    store.all()
    damaged = [f"{len(store.damaged)} files cannot be read: {', '.join(sorted(store.damaged))}"] if store.damaged else []
    if told or damaged:
        say("verdicts: " + ", ".join([*told, *damaged]))


def correction_of(verdict: Verdict) -> dict[str, Any]:
    """The correction that a verdict asks for, in the form of `seeds/corrections`.

    Raises:
        SettingsError: the verdict does not say what is right, or what is right cannot be a correction.
    """
    if verdict.kind != "wrong" or not verdict.right:
        raise SettingsError(f"verdict {verdict.verdict_id} does not say what is right of a figure that is read; nothing to correct")
    unfit = sorted(set(verdict.right) - CORRECTABLE)
    if unfit:
        allowed = ", ".join(sorted(CORRECTABLE))
        told = f"a correction may change {allowed}, not {', '.join(unfit)}; teach a rule instead"
        raise SettingsError(f"verdict {verdict.verdict_id}: {told}")
    return {
        "id": f"verdict-{verdict.verdict_id}",
        "match": {"sentence": verdict.sentence, "span_text": verdict.span_text},
        "expect": {name: verdict.read[name] for name in verdict.right},
        "action": {"set": dict(verdict.right)},
        "reason": verdict.note or f"a reader found it wrong in {verdict.source_uri.rpartition('/')[2]}",
        "reported_on": date.fromisoformat(verdict.decided_at[:10]),
    }


def _find(home: Path, verdict_id: str) -> Verdict:
    """The verdict that holds and has that identity.

    Raises:
        SettingsError: there is none, or more than one begins so.
    """
    found = [one for one in VerdictStore.of(home).current() if one.verdict_id.startswith(verdict_id)]
    if len(found) != 1:
        raise SettingsError(f"{verdict_id}: {len(found)} verdicts that hold begin so; `solieu verdicts list` shows all")
    return found[0]


def _row(standing: Standing) -> dict[str, str]:
    verdict = standing.verdict
    judged = str(verdict.block.get("text", "")) if verdict.kind in OF_BLOCKS else verdict.span_text
    told: Sequence[str] = [f"{name} {_plain(verdict.read.get(name))} -> {_plain(value)}" for name, value in verdict.right.items()]
    return {
        "id": verdict.verdict_id,
        "decided_at": verdict.decided_at[:19],
        "verdict": verdict.kind,
        "standing": standing.state,
        "what": " ".join(judged.split())[:80],
        "article_id": verdict.article_id,
        "source_uri": verdict.source_uri,
        "right": "; ".join(told) if verdict.kind == "wrong" else "",
        "note": verdict.note,
    }


def _plain(value: object) -> str:
    return "-" if value is None else f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
