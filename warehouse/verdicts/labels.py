"""Verdicts as labels, one file per article, in the form of the labelled sets: what is right, with the words that name each number."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from warehouse.reading import TIME_ZONE, connect, run_query
from warehouse.statements import read_sql
from warehouse.verdicts.anchors import find_anchor
from warehouse.verdicts.records import COMPLETE, OF_BLOCKS, OF_FIGURES, Verdict
from warehouse.verdicts.standing import OUTDATED, JudgedArticle, Standing, find_standings

_CODES = ("indicator", "measure", "direction", "unit", "unit_text", "qualifier", "status", "organisation")
_ABOVE = {"commune": ("district", "province"), "district": ("province",), "province": ()}


@dataclass(frozen=True)
class LabelFile:
    """The labels of one article. `without_anchor` counts figures that no run of words names alone, which are left out."""

    name: str
    content: Mapping[str, Any]
    without_anchor: int

    def to_json(self) -> str:
        """As its file holds it."""
        return json.dumps(self.content, ensure_ascii=False, indent=1) + "\n"


def build_labels(live: Path, verdicts: Sequence[Verdict]) -> list[LabelFile]:
    """The labels of every article with verdicts on its text as it is now; those on earlier texts are left out.

    A figure that is right, or of which it is told what is right, or that is missing, is an observation of the labels; one that is
    none is among `not_observations`. `exhaustive` says that the reader vouched for the whole article. Where a block was judged, or
    the whole article, `lines` holds every line of the page as it was read, with the verdicts on blocks applied.

    Raises:
        NoWarehouse: there is no live file.
        QueryFailed: it cannot be read.
    """
    by_article: dict[str, list[Standing]] = {}
    for standing in find_standings(live, verdicts):
        if standing.state != OUTDATED and standing.article_id is not None:
            by_article.setdefault(standing.article_id, []).append(standing)
    asked = {"ids": sorted(by_article)}
    with connect(live) as con:
        articles = run_query(con, read_sql("verdicts/queries", "articles"), {**asked, "sizes": []}).to_pylist()
        blocks = run_query(con, read_sql("verdicts/queries", "blocks"), asked).to_pylist()
        places = run_query(con, read_sql("verdicts/queries", "places"), asked).to_pylist()
    taken: set[str] = set()
    files = []
    for article in sorted(articles, key=lambda one: str(one["source_uri"])):
        own = article["article_id"]
        judged = JudgedArticle(article, (), [block for block in blocks if block["article_id"] == own])
        labels = _labels_of(judged, by_article[own], [place for place in places if place["article_id"] == own])
        stem = Path(str(labels["file"])).stem
        name = f"{stem}-{own}" if stem.lower() in taken else stem
        taken.add(stem.lower())
        left_out = labels.pop("left_out")
        if labels["observations"] or labels["not_observations"] or "lines" in labels or labels["exhaustive"]:
            files.append(LabelFile(f"{name}.json", labels, left_out))
    return files


def _labels_of(judged: JudgedArticle, standings: Sequence[Standing], places: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    article = judged.article
    elsewhere = "\n".join(str(block["dropped_text"] or "") for block in judged.blocks)
    observations, others, left_out = [], [], 0
    of_figures = [one.verdict for one in standings if one.verdict.kind in OF_FIGURES]
    for verdict in sorted(of_figures, key=lambda one: one.span_start or 0):
        wanted = verdict.wanted
        if not wanted and verdict.kind != "no_figure":
            continue
        anchor = find_anchor(article["text"], verdict.span_start or 0, verdict.span_end or 0, elsewhere)
        if anchor is None:
            left_out += 1
        elif verdict.kind == "no_figure":
            others.append(anchor)
        else:
            observations.append(_observation(anchor, wanted))
    is_complete = any(one.verdict.kind == COMPLETE for one in standings)
    labels: dict[str, Any] = {
        "file": str(article["source_uri"]).rpartition("/")[2].rpartition("!")[2],
        "article": _metadata(article, places),
        "exhaustive": is_complete,
        "observations": observations,
        "not_observations": others,
        "left_out": left_out,
    }
    of_blocks = [one for one in standings if one.verdict.kind in OF_BLOCKS and one.block]
    if judged.blocks and (of_blocks or is_complete):
        labels["lines"] = _lines(judged.blocks, of_blocks)
    return labels


def _observation(anchor: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """One figure as the labelled sets write it."""
    return {
        "anchor": anchor,
        **{name: _whole(wanted.get(name)) for name in ("value", "value_high", "denominator")},
        **{name: wanted.get(name) for name in _CODES},
        "period": {
            "kind": wanted.get("period_kind"),
            "start": wanted.get("period_start"),
            "end": wanted.get("period_end"),
            "text": wanted.get("period_text"),
        },
        "frequency": wanted.get("frequency"),
        "breakdown": dict(wanted.get("breakdown") or {}),
        "alt": {},
    }


def _lines(blocks: Sequence[Mapping[str, Any]], judged: Sequence[Standing]) -> dict[str, str]:
    """What each line of the page is."""
    told = {one.block["block_no"]: str(one.verdict.right.get("kind") or "body") for one in judged if one.block}
    lines = {}
    for block in blocks:
        first, last = block["line_start"], block["line_end"]
        lines[str(first) if first == last else f"{first}-{last}"] = told.get(block["block_no"], block["kind"])
    return lines


def _metadata(article: Mapping[str, Any], places: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    at: datetime | None = article["published_at"]
    on: date | None = article["published_on"]
    published = at.astimezone(ZoneInfo(TIME_ZONE)).isoformat() if at else on.isoformat() if on else None
    return {
        "title": article["title"],
        "published_at": published,
        "author": article["author"],
        "source_url": article["source_url"],
        "view_count": article["view_count"],
        "places": [_place(place) for place in places],
    }


def _place(place: Mapping[str, Any]) -> dict[str, str]:
    """An administrative unit with what it lies in; the words for levels are left out of the names."""
    found = {"level": str(place["level"]), "name": str(place["name"])}
    for level in _ABOVE[place["level"]]:
        if place[f"{level}_name"]:
            found[level] = str(place[f"{level}_name"])
    return found


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
