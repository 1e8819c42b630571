"""A search for figures: what a reader filled in, as a condition on the figures in memory and as SQL a reader can take along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa

from warehouse.contracts.observations import MEASURES
from warehouse.ddl import quote
from warehouse.site.source import Row, Source
from warehouse.statements import fill_sql

PAGE_ROWS = 50
SORTS: dict[str, str] = {
    "newest": "published_on desc nulls last",
    "oldest": "published_on nulls last",
    "largest": "value desc",
    "smallest": "value",
    "period": "period_end desc nulls last",
    "reports": "report_count desc, published_on desc nulls last",
    "surest": "confidence desc nulls last, published_on desc nulls last",
}
"""Orders a reader can choose; the identity comes last in each, so that pages neither repeat nor skip a figure."""

WORDS_OF_A_FIGURE = (
    "concat_ws(' ', indicator_vi, indicator_en, unit_text, organisation, place_name, district_name, province_name, sentence)"
)


class WrongFilter(ValueError):
    """A filter has a value that it cannot have; the message names it."""


@dataclass(frozen=True)
class FigureSearch:
    """What is looked for; a field that is empty does not filter."""

    q: str = ""
    indicator: str = ""
    place: str = ""
    topic: str = ""
    level: str = ""
    measure: str = ""
    status: str = ""
    source: str = ""
    year_from: str = ""
    year_to: str = ""
    confidence: str = ""
    agrees: str = ""
    sort: str = "newest"
    page: str = "1"

    @property
    def offset(self) -> int:
        """Figures before the page."""
        return (_whole("page", self.page, 1, 10_000_000) - 1) * PAGE_ROWS

    @property
    def number(self) -> int:
        """The page, from 1."""
        return self.offset // PAGE_ROWS + 1

    @property
    def order(self) -> str:
        """The `order by` of the search."""
        return f"{SORTS[self.sort]}, observation_id"

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("sort", "page") and getattr(self, f.name)}

    def address(self, **changed: object) -> str:
        """The query string that stands for this search, changed in some fields; the same search always has the same address."""
        other = replace(self, **{name: str(value) for name, value in changed.items()})
        set_fields = {f.name: getattr(other, f.name) for f in fields(other) if getattr(other, f.name) != f.default}
        return "?" + urlencode(set_fields) if set_fields else ""

    def condition(self) -> tuple[str, dict[str, Any]]:
        """The search as a condition on `pages.main.shown`, with its parameters."""
        parts: list[str] = ["true"]
        parameters: dict[str, Any] = {}
        words = {f"word{number}": word for number, word in enumerate(self.q.split())}
        if words:
            every = " and ".join(f"contains(folded_words, fold(${name}))" for name in words)
            parts.append(f"shown.rowid in ({fill_sql('site/queries', 'search_words', every=every)})")
            parameters |= words
        for name, (sql, read) in _FILTERS.items():
            if value := getattr(self, name):
                parts.append(sql)
                parameters[name] = read(value)
        return " and ".join(parts), parameters

    def as_sql(self) -> str:
        """The same search as a query on the view `figures`, for any DuckDB client."""
        parts = [f"contains(fold({WORDS_OF_A_FIGURE}), fold({quote(word)}))" for word in self.q.split()]
        for name, (_, read) in _FILTERS.items():
            if value := getattr(self, name):
                parts.append(_PUBLIC[name].replace(f"${name}", quote(value) if read is str else str(read(value))))
        where = "where " + "\n  and ".join(parts) + "\n" if parts else ""
        return f"select *\nfrom figures\n{where}order by {self.order}"


def parse_search(given: Mapping[str, str]) -> FigureSearch:
    """A search from the query string of an address; names it does not know are left out.

    Raises:
        WrongFilter: a number is none, or an order or code is none of those there are.
    """
    known = {f.name for f in fields(FigureSearch)}
    search = FigureSearch(**{name: value.strip().replace("\x00", "") for name, value in given.items() if name in known and value.strip()})
    for name in ("year_from", "year_to"):
        if getattr(search, name):
            _whole(name, getattr(search, name), -9999, 9999)
    if search.confidence:
        _share(search.confidence)
    for name, allowed in _ALLOWED.items():
        if getattr(search, name) and getattr(search, name) not in allowed:
            raise WrongFilter(f"{name}: {getattr(search, name)[:40]!r} is none of {', '.join(allowed)}")
    _ = search.offset
    return search


def count_found(source: Source, search: FigureSearch) -> int:
    """How many figures a search finds."""
    condition, parameters = search.condition()
    rows = source.table(fill_sql("site/queries", "search_count", condition=condition), parameters)
    return int(rows["figures"][0].as_py())


def find_figures(source: Source, search: FigureSearch, most: int = PAGE_ROWS) -> list[Row]:
    """The figures of one page of a search, as `pages.main.shown` has them."""
    condition, parameters = search.condition()
    sql = fill_sql("site/queries", "search_rows", condition=condition, order=search.order)
    return list(source.table(sql, {**parameters, "most": most, "skipped": search.offset}).to_pylist())


def export_found(source: Source, search: FigureSearch) -> pa.Table:
    """Every figure a search finds, in the columns of the view `figures`."""
    condition, parameters = search.condition()
    return source.table(fill_sql("site/queries", "search_export", condition=condition, order=search.order), parameters)


def _whole(name: str, text: str, least: int, most: int) -> int:
    """A whole number within limits.

    Raises:
        WrongFilter: it is none.
    """
    try:
        number = int(text)
    except ValueError:
        number = most + 1
    if not least <= number <= most:
        raise WrongFilter(f"{name}: {text[:40]!r} is no whole number from {least} to {most}")
    return number


def _share(text: str) -> float:
    """A share from 0 to 1.

    Raises:
        WrongFilter: it is none.
    """
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise WrongFilter(f"confidence: {text[:40]!r} is no number from 0 to 1")
    return share


_ALLOWED: dict[str, tuple[str, ...]] = {
    "sort": tuple(SORTS),
    "level": ("province", "district", "commune"),
    "measure": MEASURES,
    "status": ("actual", "target"),
    "agrees": ("yes", "no"),
}

_FILTERS: dict[str, tuple[str, Any]] = {
    "indicator": ("indicator = $indicator", str),
    "place": ("$place in (place_code, parent_code, province_code)", str),
    "topic": ("topic = $topic", str),
    "level": ("level = $level", str),
    "measure": ("measure = $measure", str),
    "status": ("status = $status", str),
    "source": ("source_host = $source", str),
    "year_from": ("year >= $year_from", int),
    "year_to": ("year <= $year_to", int),
    "confidence": ("confidence >= $confidence", float),
    "agrees": ("agrees = ($agrees = 'yes')", str),
}

_PUBLIC: dict[str, str] = {
    **{name: sql for name, (sql, _) in _FILTERS.items()},
    "place": "place_code in (select place_code from places where $place in (place_code, parent_code, province_code))",
}
