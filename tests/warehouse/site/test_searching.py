"""A search finds what its own SQL finds, and refuses what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.reading import run_query
from warehouse.site.searching import FigureSearch, WrongFilter, count_found, export_found, find_figures, parse_search
from warehouse.site.source import Source

SEARCHES = [
    {},
    {"q": "dang vien"},
    {"q": "Đảng bộ", "sort": "largest"},
    {"q": "it's \" ;-- %"},
    {"indicator": "poverty_rate"},
    {"place": "00001"},
    {"topic": "party_building", "status": "target"},
    {"measure": "growth"},
    {"level": "commune"},
    {"source": "bao.example.vn"},
    {"year_from": "2025", "year_to": "2025", "sort": "smallest"},
    {"agrees": "no"},
    {"confidence": "0.5", "sort": "surest"},
]


@pytest.fixture(scope="module")
def source(rich_live: Path) -> Source:
    return Source(rich_live)


@pytest.mark.parametrize("given", SEARCHES, ids=str)
def test_a_search_finds_what_its_sql_finds_in_the_same_order(source: Source, rich_live: Path, given: dict[str, str]) -> None:
    search = parse_search(given)
    by_sql = run_query(rich_live, search.as_sql())
    found = export_found(source, search)
    assert found.column_names == by_sql.column_names
    assert found.to_pylist() == by_sql.to_pylist()
    assert count_found(source, search) == by_sql.num_rows


def test_the_searches_of_this_test_find_something(source: Source) -> None:
    empty = [given for given in SEARCHES if not count_found(source, parse_search(given))]
    assert empty == [{"q": "it's \" ;-- %"}, {"confidence": "0.5", "sort": "surest"}]


def test_words_are_found_without_their_accents_and_in_any_order(source: Source) -> None:
    wanted = {row["observation_id"] for row in find_figures(source, FigureSearch(q="đảng viên"))}
    assert wanted
    assert {row["observation_id"] for row in find_figures(source, FigureSearch(q="vien DANG"))} == wanted


def test_pages_of_a_search_neither_repeat_nor_skip(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.site.searching.PAGE_ROWS", 4)
    total = count_found(source, FigureSearch())
    seen = [
        row["observation_id"]
        for page in range(1, total // 4 + 2)
        for row in find_figures(source, FigureSearch(page=str(page), sort="largest"), most=4)
    ]
    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"year_from": "xx"}, "year_from: 'xx' is no whole number"),
        ({"confidence": "2"}, "confidence: '2' is no number from 0 to 1"),
        ({"confidence": "nan"}, "confidence: 'nan'"),
        ({"sort": "value; drop table articles"}, "sort: 'value; drop"),
        ({"page": "0"}, "page: '0'"),
        ({"measure": "weight"}, "measure: 'weight' is none of"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_by_name(given: dict[str, str], told: str) -> None:
    with pytest.raises(WrongFilter, match=told.replace("(", r"\(")):
        parse_search(given)


def test_the_same_search_always_has_the_same_address() -> None:
    search = parse_search({"sort": "newest", "q": " chi bộ ", "page": "1", "unknown": "x", "indicator": "deaths"})
    assert search.address() == "?q=chi+b%E1%BB%99&indicator=deaths"
    assert search.address(page=3) == "?q=chi+b%E1%BB%99&indicator=deaths&page=3"
