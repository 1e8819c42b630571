"""One function for each kind of page: it reads what the page shows and gives its HTML."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from warehouse.contracts.observations import MEASURES
from warehouse.site.articles import ArticlePage, Explainer, read_article
from warehouse.site.frame import Frame
from warehouse.site.judging import Judged
from warehouse.site.pictures import Picture, draw_children, draw_indicators, draw_kinds, draw_map
from warehouse.site.rendering import render
from warehouse.site.searching import PAGE_ROWS, SORTS, FigureSearch, count_found, find_figures
from warehouse.site.source import Row, Source
from warehouse.site.verdict_words import told_difference, view_verdicts
from warehouse.site.words import Words

OTHER = "other"
"""The indicator of what no indicator names: its figures count unlike things, and no axis holds them."""
NEWEST_ROWS, PLACE_ROWS = 100, 200
CHART_ROWS = 2_000
STAGES = ("discover", "clean", "extract", "validate", "load", "check", "publish", "site")
CHOICES = (
    ("topic", "topic", ("party_building", "economy", "society", "education", "other"), "Topic"),
    ("level", "level", ("province", "district", "commune"), "Level of the place"),
    ("measure", "measure", MEASURES, "Measure"),
    ("status", "status", ("actual", "target"), "Status"),
)


def night(source: Source, frame: Frame) -> str:
    """What the last run brought, what failed, what waits, how fresh the sources are."""
    run = next(iter(source.kept("night_run")), None)
    runs = [{**one, "seconds_of": _seconds(one["stages"])} for one in source.kept("night_runs")]
    failed = _linked_failures(source, frame)
    return render(
        "index",
        frame,
        run=run,
        diff=_diff(run, frame.words),
        total=source.kept("count_figures")[0]["figures"],
        failed=failed,
        drift=source.kept("night_drift"),
        rows=source.kept("night_figures"),
        reasons=_reasons(source),
        runs=runs,
        stages=[stage for stage in STAGES if any(stage in one["seconds_of"] for one in runs)],
        sources=source.kept("night_sources"),
        units=units_of(source),
    )


def figures(source: Source, frame: Frame, search: FigureSearch | None = None, wrong: str = "") -> str:
    """The search for figures; without a search the page says how to come to one."""
    if search is None:
        return render("figures", frame)
    model: dict[str, Any] = {"total": 0, "rows": [], "pages": 0, "pictures": []}
    if not wrong:
        rows = find_figures(source, search)
        total = rows[0]["found"] if rows else count_found(source, search)
        model = {"total": total, "rows": rows, "pages": math.ceil(total / PAGE_ROWS), "pictures": []}
        if search.indicator not in ("", OTHER) and search.number == 1:
            drawn = find_figures(source, search, CHART_ROWS)
            model["pictures"] = draw_kinds(frame.words, drawn, units_of(source), most=1)
    provinces = [row for row in source.kept("provinces") if row["era"] == "before_2025"]
    return render(
        "figures",
        frame,
        search=search,
        wrong=wrong,
        indicators=source.kept("indicators"),
        provinces=provinces,
        place_name=next((one["full_name"] for one in source.rows_of("place", search.place)), None) if search.place else None,
        sources=source.kept("sources"),
        choices=CHOICES,
        sorts=list(SORTS),
        more_open=bool(set(search.filters) - {"q", "indicator", "place", "year_from", "year_to"}),
        units=units_of(source),
        **model,
    )


def indicators(source: Source, frame: Frame) -> str:
    """Every indicator by topic."""
    rows = sorted(source.kept("indicators"), key=lambda row: (row["topic"] == "other", row["topic"]))
    return render("indicators", frame, topics=[(topic, list(own)) for topic, own in groupby(rows, key=lambda row: row["topic"])])


def indicator(source: Source, frame: Frame, code: str) -> str | None:
    """One indicator over time, its places and its newest figures; None when there is none of that code."""
    one = next((row for row in source.kept("indicators") if row["indicator"] == code), None)
    if one is None:
        return None
    marks = source.rows("marks_of_indicator", indicator=code, most=CHART_ROWS) if code != OTHER else []
    return render(
        "indicator",
        frame,
        one=one,
        rows=source.rows("figures_of_indicator", indicator=code, most=NEWEST_ROWS),
        pictures=[] if code == OTHER else draw_kinds(frame.words, marks, units_of(source), most=4),
        places=source.rows("indicator_places", indicator=code),
        units=units_of(source),
    )


def places(source: Source, frame: Frame) -> str:
    """The map of the provinces, and every place with figures."""
    provinces = source.kept("provinces")
    return render(
        "places", frame, maps=[draw_map(era, provinces) for era in ("before_2025", "since_2025")], rows=source.kept("places")[:1_000]
    )


def place(source: Source, frame: Frame, code: str, indicator_code: str = "") -> str | None:
    """One place: its indicators over time, the places within, its figures; None when there is none of that code."""
    found = next(iter(source.rows_of("place", code)), None)
    if found is None:
        return None
    marks = source.rows_of("marks_of_place", code, most=CHART_ROWS)
    has_places = found["level"] != "commune"
    reported = source.rows_of("child_indicators", code) if has_places else []
    chosen = next((one for one in reported if one["indicator"] == indicator_code), reported[0] if reported else None)
    multiples: list[Picture] = []
    if chosen:
        own = source.rows("marks_of_children", place=code, indicator=chosen["indicator"], most=CHART_ROWS)
        multiples = draw_children(frame.words, own, units_of(source), most=30)
    return render(
        "place",
        frame,
        place=found,
        rows=source.rows_of("figures_of_place", code, most=PLACE_ROWS),
        pictures=draw_indicators(frame.words, marks, units_of(source), most=24),
        multiples=multiples,
        multiples_of=chosen[f"indicator_{frame.language}"] if chosen else "",
        child_indicators=reported,
        children=source.rows_of("place_children", code) if has_places else [],
        units=units_of(source),
    )


def ask_ahead_of_places(source: Source, codes: Sequence[str]) -> None:
    """Ask what the pages of many places show at once; one query takes about as long for fifty as for one."""
    source.ask_ahead("marks_of_place", codes, most=CHART_ROWS)
    source.ask_ahead("figures_of_place", codes, most=PLACE_ROWS)
    for name in ("place", "child_indicators", "place_children"):
        source.ask_ahead(name, codes)


def conflicts(source: Source, frame: Frame) -> str:
    """Facts on which articles disagree, report by report."""
    rows = source.kept("conflicts")
    facts = [list(own) for _, own in groupby(rows, key=lambda row: (row["fact_key"], tuple(row["reported_values"] or ())))]
    return render("conflicts", frame, facts=facts, units=units_of(source))


def quarantine(source: Source, frame: Frame) -> str:
    """What waits in quarantine, by reason, with what to do."""
    return render("quarantine", frame, reasons=waiting_of(source))


def waiting_of(source: Source) -> list[Row]:
    """Every reason for which something waits in quarantine, with its rows."""
    return [{**one, "rows": source.kept("quarantine_rows", reason=one["reason"])} for one in _reasons(source)]


def dictionary(source: Source, frame: Frame) -> str:
    """Every table, view and macro with its columns."""
    relations = []
    for (kind, name), own in groupby(source.kept("dictionary"), key=lambda row: (row["kind"], row["name"])):
        columns = list(own)
        told = [column for column in columns if column["column_name"] is not None]
        anchor = f"{kind}-{name.partition('(')[0]}"
        relations.append({"kind": kind, "name": name, "anchor": anchor, "row_is": columns[0]["row_is"], "columns": told})
    return render("dictionary", frame, relations=relations)


def article(
    source: Source,
    frame: Frame,
    article_id: str,
    explain: Explainer | None = None,
    judge: Callable[[ArticlePage], Judged] | None = None,
    asked: str = "",
) -> str | None:
    """One article with its figures marked; None when there is none of that identity.

    Args:
        source: the published file.
        frame: where the page stands.
        article_id: identity of the article.
        explain: gives the steps behind each figure.
        judge: gives the verdicts on the article, where readers can give some.
        asked: where a number begins that a reader says is a figure.
    """
    page = read_article(source, article_id, explain)
    if page is None:
        return None
    units = units_of(source)
    judging = view_verdicts(frame.words, page, judge(page), units, asked) if judge else None
    return render("article", frame, page=page, units=units, judging=judging, stood=None)


def figure(source: Source, frame: Frame, observation_id: str, explain: Explainer | None = None) -> str | None:
    """One figure: its sentence, its tuple in words, the same fact elsewhere; None when there is none of that identity."""
    found = source.row("article_of_figure", id=observation_id)
    page = read_article(source, found["article_id"], explain) if found else None
    told = page.figure_at(observation_id) if page else None
    return render("figure", frame, page=page, figure=told, units=units_of(source)) if told else None


def units_of(source: Source) -> dict[str, dict[str, str]]:
    """The names of every unit by language."""
    return {row["unit"]: {"vi": row["label_vi"], "en": row["label_en"]} for row in source.kept("units")}


def _diff(run: Row | None, words: Words) -> Row:
    """What the last run changed against the file before; when there was none, every figure is new."""
    told: Row = {"added": 0, "removed": 0, "changed": 0, "warning": None, "before": None, "examples": {}}
    if run is None:
        return told
    told |= json.loads(run["diff"] or "{}")
    told["examples"] = {kind: [{**one, "columns": told_difference(words, one)} for one in some] for kind, some in told["examples"].items()}
    return told if told["before"] else {**told, "added": run["observations"] - run["observations_quarantined"]}


def _linked_failures(source: Source, frame: Frame) -> list[Row]:
    """Expectations that failed, each with the way to the first articles or figures that it names."""
    failed = [{**one, "ids": [str(id_) for id_ in json.loads(one["failing_ids"] or "[]")[:3]]} for one in source.kept("night_failed")]
    named = sorted({id_ for one in failed for id_ in one["ids"]})
    article_of = {row["observation_id"]: row["article_id"] for row in source.kept("articles_of_figures", ids=named)} if named else {}
    for one in failed:
        one["links"] = [(id_, frame.figure(id_, article_of[id_]) if id_ in article_of else None) for id_ in one["ids"]]
    return failed


def _seconds(stages: str | None) -> dict[str, float]:
    """Seconds of each stage of a run."""
    told = json.loads(stages or "{}")
    return {stage: told[stage]["seconds"] for stage in STAGES if isinstance(told.get(stage), dict) and "seconds" in told[stage]}


def _reasons(source: Source) -> list[Row]:
    """What waits in quarantine by reason, with what each means and what to do."""
    told = _told_reasons()
    empty = {"meaning": "", "what_to_do": ""}
    return [{**one, **told.get(one["reason"], empty)} for one in source.kept("quarantine_reasons")]


@cache
def _told_reasons() -> Mapping[str, Mapping[str, str]]:
    with files("seeds").joinpath("reasons.csv").open(encoding="utf-8") as rows:
        return {row["code"]: {"meaning": row["meaning"], "what_to_do": row["what_to_do"]} for row in csv.DictReader(rows)}
