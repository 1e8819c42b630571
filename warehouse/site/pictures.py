"""Figures as charts: rows of the warehouse made to points, one chart for each kind of number that can share an axis."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from warehouse.site.articles import day_of
from warehouse.site.charts import Chart, Point, time_chart, years_of
from warehouse.site.words import Words, in_sentence

MOST_MARKS = 400
"""Marks of one chart; more hide each other."""
OLDEST, NEWEST = 1900, 2100
"""Years of a time axis; a figure of the year 40 would press all others into one line."""
LEAST_INK, UNKNOWN_INK = 0.25, 0.6
FEW = 0.03
"""Share of the earliest figures that a time axis leaves out when it gets half as long without them."""
LARGE, SMALL = (960, 300, 84), (330, 190, 74)
"""Width and height of a chart and the room for the labels of its values, in pixels."""
TILE = 54


@dataclass(frozen=True)
class Picture:
    """A chart with the rows its marks stand for, and how many figures it leaves out: without a day, or too many for one chart."""

    chart: Chart
    rows: Mapping[str, Mapping[str, Any]]
    caption: str
    shown: int
    hidden: int


@dataclass(frozen=True)
class Tile:
    """One province of a tile map, in pixels; `level` 0 to 3 says how many figures it has among its kind."""

    code: str
    short: str
    name: str
    figures: int
    x: int
    y: int
    level: int


@dataclass(frozen=True)
class TileMap:
    """Every province of one division as a square about where it lies."""

    era: str
    width: int
    height: int
    size: int
    tiles: tuple[Tile, ...]


def draw(
    rows: Sequence[Mapping[str, Any]],
    caption: str,
    *,
    small: bool = False,
    years: tuple[float, float] | None = None,
    values: Sequence[float] = (),
) -> Picture | None:
    """A chart of figures of one measure and unit, the newest when there are too many; None when none has a day."""
    points = [point for point in map(point_of, rows) if point]
    points.sort(key=lambda point: (point.day, point.key), reverse=True)
    drawn = _without_few_early(points[:MOST_MARKS])
    width, height, left = SMALL if small else LARGE
    chart = time_chart(drawn, width, height, left, years, values)
    if chart is None:
        return None
    by_key = {row["observation_id"]: row for row in rows}
    return Picture(chart, by_key, caption, len(chart.marks), len(rows) - len(chart.marks))


def _without_few_early(points: list[Point]) -> list[Point]:
    """The points, newest first, without a few early ones that would press all others together at the end of the axis."""
    keep = len(points) - int(len(points) * FEW)
    if keep == len(points):
        return points
    whole, short = ((early[0].day - early[-1].day).days for early in (points, points[:keep]))
    return points[:keep] if 0 < short * 2 <= whole else points


def point_of(row: Mapping[str, Any]) -> Point | None:
    """A figure as a point; None when it has no day that a chart can show."""
    day = day_of(row)
    if day is None or not OLDEST <= day.year < NEWEST:
        return None
    start = row["period_start"] if row["period_start"] and row["period_start"].year >= OLDEST and row["period_start"] < day else None
    conflict = [value for value in row["conflicting_values"] or () if math.isfinite(value)]
    weight = UNKNOWN_INK if row["confidence"] is None else LEAST_INK + (1 - LEAST_INK) * row["confidence"]
    return Point(
        row["observation_id"],
        day,
        row["value"],
        start,
        row["value_high"],
        row["status"] == "target",
        round(weight, 2),
        min(conflict, default=None),
        max(conflict, default=None),
    )


def draw_kinds(words: Words, rows: Sequence[Mapping[str, Any]], units: Mapping[str, Mapping[str, str]], most: int) -> list[Picture]:
    """One chart for each measure and unit of the figures of one indicator, the most frequent first."""
    kinds = _by(rows, lambda row: (row["measure"], row["unit"]))
    pictures: list[Picture] = []
    for (measure, unit), own in sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0]))[:most]:
        caption = f"{words.label('measure', measure)}, {unit_name(words, unit, units)}"
        if picture := draw(own, caption, small=bool(pictures)):
            pictures.append(picture)
    return pictures


def draw_indicators(words: Words, rows: Sequence[Mapping[str, Any]], units: Mapping[str, Mapping[str, str]], most: int) -> list[Picture]:
    """One small chart for each indicator, measure and unit that has at least two figures of different days."""
    pictures = []
    named = [row for row in rows if row["indicator"] != "other" and row["breakdown"] == "{}"]
    for (_, measure, unit), own in sorted(
        _by(named, lambda row: (row["indicator"], row["measure"], row["unit"])).items(), key=lambda kind: (-len(kind[1]), kind[0])
    ):
        if len({point.day for point in map(point_of, own) if point}) < 2:
            continue
        told = "" if measure in ("count", "amount") else f", {words.label('measure', measure)}"
        if picture := draw(own, f"{own[0][f'indicator_{words.language}']}{told}, {unit_name(words, unit, units)}", small=True):
            pictures.append(picture)
    return pictures[:most]


def draw_children(words: Words, rows: Sequence[Mapping[str, Any]], units: Mapping[str, Mapping[str, str]], most: int) -> list[Picture]:
    """One small chart for each place, all on one scale, of the kind of number that most of the figures are."""
    whole = [row for row in rows if row["breakdown"] == "{}"] or list(rows)
    if not whole:
        return []
    kinds = _by(whole, lambda row: (row["measure"], row["unit"]))
    (_, unit), own = max(kinds.items(), key=lambda kind: (len(kind[1]), kind[0]))
    points = [point for point in map(point_of, own) if point and math.isfinite(point.value)]
    if not points:
        return []
    reach = [point.value for point in points]
    pictures = []
    for name, of_place in sorted(
        _by(own, lambda row: row["place_name"] or row["place_code"]).items(), key=lambda kind: (-len(kind[1]), kind[0])
    ):
        caption = f"{name}, {unit_name(words, unit, units)}"
        if picture := draw(of_place, caption, small=True, years=years_of(points), values=(min(reach), max(reach))):
            pictures.append(picture)
    return pictures[:most]


def unit_name(words: Words, unit: str, units: Mapping[str, Mapping[str, str]]) -> str:
    """The name of a unit in the middle of a sentence."""
    return "%" if unit == "percent" else in_sentence(units.get(unit, {}).get(words.language, unit))


def draw_map(era: str, provinces: Sequence[Mapping[str, Any]]) -> TileMap:
    """The provinces of one division as tiles; `provinces` has `era, place_code, full_name, figures`."""
    counted = {row["place_code"]: row for row in provinces if row["era"] == era}
    places = [(row["place_code"], row["short"], int(row["column"]), int(row["row"])) for row in _tiles() if row["era"] == era]
    most = max((row["figures"] for row in counted.values()), default=0)
    tiles = tuple(_tile(counted[code], short, column, row, most) for code, short, column, row in places if code in counted)
    columns, rows = max(place[2] for place in places) + 1, max(place[3] for place in places) + 1
    return TileMap(era, columns * TILE, rows * TILE, TILE, tiles)


def _tile(province: Mapping[str, Any], short: str, column: int, row: int, most: int) -> Tile:
    level = _level(province["figures"], most)
    return Tile(province["place_code"], short, province["full_name"], province["figures"], column * TILE, row * TILE, level)


def _level(figures: int, most: int) -> int:
    """0 for none, else 1 to 3 by powers, since a few provinces have most of the news."""
    if not figures:
        return 0
    return 1 + min(2, int(3 * math.log(figures + 1) / math.log(most + 2)))


def _by(rows: Sequence[Mapping[str, Any]], key: Any) -> dict[Any, list[Mapping[str, Any]]]:
    return {value: list(own) for value, own in groupby(sorted(rows, key=key), key=key)}


@cache
def _tiles() -> list[dict[str, str]]:
    with files("warehouse.site").joinpath("tiles.csv").open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))
