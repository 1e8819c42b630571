"""The rows of `article_places`: one per administrative unit of an article, each with a level and name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tasks.facts.document.records import ArticlePlace
from tasks.facts.places.index import BEFORE, SINCE

if TYPE_CHECKING:
    from tasks.facts.places.places import PlaceMention

UNRESOLVED = frozenset({"ambiguous", "unknown", "outside_context"})


def article_places(article_id: str, found: Iterable[PlaceMention]) -> tuple[ArticlePlace, ...]:
    """One row per unit: no two of an article have the same level and name, whatever the article calls them.

    A `thành phố` is a province or a district, so an article that also writes `huyện` or `thị xã` before the same name gives two
    mentions of one level. They are one unit when they have the same code, or neither has one; else they are two neighbours of
    one name (a town and the district around it), which keep the word for their level in their name.
    """
    units: dict[tuple[str, str, str | None], list[PlaceMention]] = {}
    for place in found:
        units.setdefault((_level(place), place.name, place.unit.code if place.unit is not None else None), []).append(place)
    names = Counter((level, name) for level, name, _ in units)
    rows: dict[tuple[str, str], ArticlePlace] = {}
    for (level, name, _), places in units.items():
        told = f"{places[0].word} {name}".strip() if names[level, name] > 1 else name
        row = _row(article_id, level, told, places)
        same = rows.get((level, told))
        if same is None:
            rows[level, told] = row
        else:  # nothing that is printed tells them apart: the one that has a code speaks for both
            known = row if same.place_rule in UNRESOLVED else same
            rows[level, told] = known._replace(mention_count=same.mention_count + row.mention_count)
    return tuple(rows.values())


def _level(place: PlaceMention) -> str:
    if place.unit is not None:
        return place.unit.level
    return "district" if place.level == "city" else place.level


def _row(article_id: str, level: str, name: str, places: Sequence[PlaceMention]) -> ArticlePlace:
    """The row of one unit, of all its mentions."""
    unit = places[0].unit
    before = unit.code if unit is not None and unit.era == BEFORE else None
    since = (unit.code if unit.era == SINCE else unit.code_2025 or None) if unit is not None else None
    return ArticlePlace(article_id, level, name, before, since, places[0].rule, sum(place.count for place in places))
