"""Pages ask one published file at a time, and go over to the next when that is open."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from published_lake import build_and_publish
from small_lake import commit_run, home_lake, page

from warehouse.lake.lake import Lake
from warehouse.reading import NoWarehouse
from warehouse.site import opened
from warehouse.site.source import Source

FIRST, SECOND = "20261119T0230Z-0001", "20261120T0230Z-0002"


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    made = home_lake(tmp_path)
    commit_run(made, FIRST, [page(1)])
    return made


def publish_next(lake: Lake) -> None:
    commit_run(lake, SECOND, [page(2)])
    build_and_publish(lake, SECOND)


def run_of(source: Source) -> str:
    return str(source.rows("night_run")[0]["run_id"])


def test_the_file_before_is_shown_while_the_next_is_opened(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source(build_and_publish(lake, FIRST), patience=0)
    assert run_of(source) == FIRST
    may_open, connect = threading.Event(), opened.connect

    def connect_when_allowed(live: Path) -> object:
        assert may_open.wait(600)
        return connect(live)

    monkeypatch.setattr(opened, "connect", connect_when_allowed)
    publish_next(lake)
    assert run_of(source) == FIRST
    opening = source._opening
    assert opening is not None
    may_open.set()
    assert opening.done.wait(600)
    assert run_of(source) == SECOND
    source.close()


def test_a_block_asks_one_file_whatever_is_published_meanwhile(lake: Lake) -> None:
    source = Source(build_and_publish(lake, FIRST), patience=None)
    with source.pinned():
        publish_next(lake)
        assert run_of(source) == FIRST
        assert source.kept("night_run")[0]["run_id"] == FIRST
    assert run_of(source) == SECOND
    assert source.kept("night_run")[0]["run_id"] == SECOND
    source.close()


def test_rows_that_are_kept_are_asked_for_once_per_file_and_parameters(lake: Lake) -> None:
    source = Source(build_and_publish(lake, FIRST))
    places = source.kept("place", asked=["00001"])
    assert source.kept("place", asked=["00001"]) is places
    assert source.kept("place", asked=["79"]) != places
    source.close()


def test_a_file_that_cannot_be_opened_is_tried_again(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    source, connect = Source(build_and_publish(lake, FIRST)), opened.connect

    def fail(live: Path) -> object:
        raise NoWarehouse(live)

    monkeypatch.setattr(opened, "connect", fail)
    with pytest.raises(NoWarehouse):
        run_of(source)
    monkeypatch.setattr(opened, "connect", connect)
    assert run_of(source) == FIRST
    source.close()


def tables_of(source: Source) -> set[str]:
    """The tables in memory that are there by now."""
    return set(source.table("select table_name from duckdb_tables() where database_name = 'pages'")["table_name"].to_pylist())


def test_a_file_that_is_not_opened_ahead_makes_what_is_asked_for(lake: Lake) -> None:
    live = build_and_publish(lake, FIRST)
    ahead, lazy = Source(live), Source(live, ahead=False)
    assert tables_of(ahead) == set(opened.IN_MEMORY)
    assert tables_of(lazy) == set()
    assert lazy.rows("sources") == ahead.rows("sources") != []
    assert tables_of(lazy) == {"located", "shown"}
    count = "select count(*) as found from pages.main.folded where contains(folded_words, 'dang vien')"
    assert lazy.table(count).to_pylist() == ahead.table(count).to_pylist() != [{"found": 0}]
    assert tables_of(lazy) == {"located", "shown", "folded"}
    for source in (ahead, lazy):
        source.close()


def test_readers_who_need_the_same_table_at_once_wait_for_it(lake: Lake) -> None:
    source = Source(build_and_publish(lake, FIRST), ahead=False)
    with ThreadPoolExecutor(4) as readers:
        found = list(readers.map(source.rows, ["count_figures", "places", "count_figures", "sources"] * 3))
    assert found[0] == found[2] == [{"figures": found[0][0]["figures"]}]
    assert found[0][0]["figures"] > 0
    source.close()
