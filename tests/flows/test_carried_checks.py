"""Checks of articles that did not change are carried over; those of changed articles, and checks that found something, are not."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pytest
from plain_run import run_stages
from small_articles import write_articles

from warehouse import carried_checks
from warehouse.carried_checks import BY_ARTICLE, Carried, fingerprint_of_checks, run_changed_checks
from warehouse.checks import run_checks
from warehouse.lake.lake import Lake
from warehouse.reading import run_query


class TwoNights(NamedTuple):
    """A home after a full run over four articles and a night that changed one; the file before that night is `before`."""

    home: Path
    before: Path
    live: Path


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> TwoNights:
    folder = tmp_path_factory.mktemp("carried")
    home, raw = folder / "home", folder / "raw"
    write_articles(raw, range(4))
    run_stages(home, raw)
    shutil.copy(home / "warehouse.duckdb", folder / "before.duckdb")
    write_articles(raw, range(1), edition=1)
    run_stages(home, raw)
    return TwoNights(home, folder / "before.duckdb", home / "warehouse.duckdb")


def _left(home: Path) -> list[Carried]:
    found = [Carried.read(json.loads(stages)["carried"]) for stages in Lake(home).read_current("runs")["stages"].to_pylist()]
    return [one for one in found if one]


def _row(found: dict[str, pa.Table], rule: str) -> dict[str, object]:
    return next(row for table in found.values() for row in table.to_pylist() if row["rule_id"] == rule)


def _broken(nights: TwoNights, folder: Path, changed: bool) -> Path:
    """The live file with a wrong span in the article that changed, or in one that did not."""
    path = folder / "broken.duckdb"
    shutil.copy(nights.live, path)
    order = "desc" if changed else "asc"
    with duckdb.connect(str(path)) as con:
        con.execute(
            "update numbers set span_text = 'x' where article_id = "
            f"(select article_id from raw_files order by extracted_run_id {order}, article_id limit 1)"
        )
    return path


def test_a_night_checks_what_changed_and_leaves_word_for_the_next(nights: TwoNights) -> None:
    first, second = _left(nights.home)
    assert (first.nights, second.nights) == (0, 1)
    assert set(first.holding) == set(second.holding) == set(BY_ARTICLE)
    sql = "select evaluated_count from validations where rule_id = 'numbers.span.reproved' order by run_id"
    of_first, of_second = run_query(nights.live, sql)["evaluated_count"].to_pylist()
    changed = "select count(*) as n from numbers where article_id in (select article_id from raw_files where extracted_run_id = {})"
    last = run_query(nights.live, changed.format("(select max(run_id) from runs)"))["n"].to_pylist()[0]
    assert 0 < of_second == last < of_first


def test_changed_checks_give_the_rules_of_all_checks(nights: TwoNights) -> None:
    found, left = run_changed_checks(nights.live, nights.before, _left(nights.home)[0])
    every = run_checks(nights.live)
    assert set(found) == set(every)
    assert {name: table["rule_id"].to_pylist() for name, table in found.items()} == {
        name: table["rule_id"].to_pylist() for name, table in every.items()
    }
    assert left.nights == 1


def test_a_wrong_row_of_a_changed_article_is_found(nights: TwoNights, tmp_path: Path) -> None:
    found, left = run_changed_checks(_broken(nights, tmp_path, changed=True), nights.before, _left(nights.home)[0])
    assert _row(found, "numbers.span.reproved")["failing_count"] == _row(found, "numbers.span.reproved")["evaluated_count"]
    assert "spans" not in left.holding
    assert "ledger" in left.holding


@pytest.mark.parametrize(
    "carried",
    [
        None,
        Carried("other checks", 0, BY_ARTICLE),
        Carried(fingerprint_of_checks(), carried_checks.MOST_NIGHTS, BY_ARTICLE),
        Carried(fingerprint_of_checks(), 0, ("ledger", "texts")),
    ],
    ids=["nothing was left", "the checks changed", "it was long ago", "this check found something"],
)
def test_all_articles_are_checked_again(nights: TwoNights, tmp_path: Path, carried: Carried | None) -> None:
    path = _broken(nights, tmp_path, changed=False)
    trusted = Carried(fingerprint_of_checks(), 0, BY_ARTICLE)
    assert _row(run_changed_checks(path, nights.before, trusted)[0], "numbers.span.reproved")["failing_count"] == 0
    found, left = run_changed_checks(path, nights.before, carried)
    assert 0 < _row(found, "numbers.span.reproved")["failing_count"] < _row(found, "numbers.span.reproved")["evaluated_count"]
    assert left.nights == (1 if carried and carried == replace(trusted, holding=carried.holding) else 0)


def test_a_file_built_from_the_lake_is_checked_as_a_whole(nights: TwoNights, tmp_path: Path) -> None:
    path = _broken(nights, tmp_path, changed=False)
    with duckdb.connect(str(path)) as con:
        con.execute("update internal.build_info set mode = 'full'")
    found, left = run_changed_checks(path, nights.before, Carried(fingerprint_of_checks(), 0, BY_ARTICLE))
    assert _row(found, "numbers.span.reproved")["failing_count"] > 0
    assert left.nights == 0
