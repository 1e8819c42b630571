"""Every whole-table rule holds on a sound warehouse, and each is made to fail."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from warehouse.checks import CHECK_SCHEMA, WORTH, Worth, list_checks, run_checks, run_statements
from warehouse.checks.of_contracts import TEMPLATES, sound_tables, statements_of
from warehouse.contracts import CONTRACTS
from warehouse.reading import opened

ONE = "(select min(article_id) from articles)"
SOME = "(select min(observation_id) from observations)"

BREAKS = {
    "articles.rows.floor": "delete from articles",
    "blocks.rows.floor": "delete from blocks",
    "raw_files.rows.floor": "delete from raw_files",
    "indicators.rows.floor": "delete from indicators",
    "units.rows.floor": "delete from units",
    "places.rows.floor": "delete from places",
    "numbers.rows.floor": "delete from numbers",
    "observations.rows.floor": "delete from internal.observation_rows",
    "observations.span.reproved": f"update internal.observation_rows set span_text = 'x' where observation_id = {SOME}",
    "numbers.span.reproved": f"update numbers set span_start = span_start + 1 where article_id = {ONE}",
    "observations.sentence.holds_span": f"update internal.observation_rows set sentence_end = span_start where observation_id = {SOME}",
    "blocks.offsets.present": f"update blocks set text_start = null where article_id = {ONE} and kept",
    "blocks.offsets.in_text": f"update blocks set text_end = text_end + 100000 where article_id = {ONE} and kept",
    "blocks.offsets.apart": f"update blocks set text_start = 0 where article_id = {ONE} and kept",
    "blocks.offsets.cover": f"delete from blocks where article_id = {ONE} and block_no = 1",
    "blocks.lines.ordered": f"update blocks set line_end = line_start - 1 where article_id = {ONE}",
    "articles.text.nfc": f"update articles set text = 'a' || chr(769) where article_id = {ONE}",
    "articles.text.visible": f"update articles set text = text || chr(8203) where article_id = {ONE}",
    "articles.text_chars.equal": f"update articles set text_chars = text_chars + 1 where article_id = {ONE}",
    "articles.text_folded.aligned": f"update articles set text_folded = text_folded || 'x' where article_id = {ONE}",
    "articles.text_folded.plain": f"update articles set text_folded = text where article_id = {ONE}",
    "articles.title.leads": f"update articles set title = 'Khác' where article_id = {ONE}",
    "blocks.article.exists": f"update blocks set article_id = 'nobody' where article_id = {ONE}",
    "observations.article.exists": f"update internal.observation_rows set article_id = 'nobody' where observation_id = {SOME}",
    "numbers.article.exists": f"update numbers set article_id = 'nobody' where article_id = {ONE}",
    "article_places.article.exists": f"update article_places set article_id = 'nobody' where article_id = {ONE}",
    "duplicates.article.exists": "update duplicates set duplicate_of = 'nobody'",
    "numbers.observation.exists": f"delete from internal.observation_rows where observation_id = {SOME}",
    "observations.indicator.exists": f"update internal.observation_rows set indicator = 'unheard_of' where observation_id = {SOME}",
    "observations.unit.exists": f"update internal.observation_rows set unit = 'unheard_of' where observation_id = {SOME}",
    "observations.place.exists": f"update internal.observation_rows set place_code = 'unheard of' where observation_id = {SOME}",
    "observations.number.exactly_one": f"delete from numbers where observation_id = {SOME}",
    "numbers.observation.named": f"update numbers set disposition = 'date' where observation_id = {SOME}",
    "numbers.spans.apart": "update numbers set span_end = span_end + 500",
    "raw_files.loaded.article": f"delete from articles where article_id = {ONE}",
    "articles.document.loaded": f"update raw_files set status = 'gone' where article_id = {ONE}",
    "observations.run.stands": f"update internal.observation_rows set run_id = 'older' where observation_id = {SOME}",
    "numbers.run.stands": f"update numbers set run_id = 'older' where article_id = {ONE}",
    "articles.blocks.kept": f"delete from blocks where article_id = {ONE}",
    "runs.documents.conserved": "update runs set discovered = discovered + 1",
    "duplicates.original.is_original": "update duplicates set duplicate_of = article_id",
    "figures.facts.complete": "update internal.facts set observation_id = 'nobody'",
    "observations.breakdown.json": f"update internal.observation_rows set breakdown = '[]' where observation_id = {SOME}",
    "observations.warnings.json": f"update internal.observation_rows set warnings = 'none' where observation_id = {SOME}",
    "runs.stages.json": "update runs set stages = '{'",
}  # fmt: skip


def all_rules(results: dict) -> dict[str, dict]:
    rows = [row for table in results.values() for row in table.to_pylist()]
    rules = {row["rule_id"]: row for row in rows}
    assert len(rules) == len(rows), "a rule id stands once"
    return rules


@pytest.fixture(scope="session")
def sound(rich_live: Path) -> dict[str, dict]:
    return all_rules(run_checks(rich_live))


@pytest.fixture(scope="session")
def homes(rich_live: Path) -> dict[str, str]:
    """Which check each rule stands in."""
    return {rule: name for name, table in run_checks(rich_live).items() for rule in table["rule_id"].to_pylist()}


def test_a_sound_warehouse_fails_nothing(sound: dict[str, dict]):
    assert [row for row in sound.values() if row["failing_count"]] == []
    assert all(row["failing_ids"] == "[]" for row in sound.values())


def test_answers_have_the_agreed_shape(rich_live: Path):
    for name, rows in run_checks(rich_live).items():
        assert rows.schema.equals(CHECK_SCHEMA), name
        assert set(rows["severity"].to_pylist()) <= {"critical", "warning", "info"}


def test_floors_come_first():
    assert list_checks()[0] == "floors"
    with pytest.raises(KeyError, match="no such checks: sums"):
        run_checks(Path("x"), ["sums"])


def test_every_rule_has_a_test_that_breaks_it(sound: dict[str, dict]):
    derived = {rule for rule in sound if rule.endswith((".unique", ".allowed", ".minimum", ".maximum"))}
    assert set(sound) - derived == set(BREAKS)
    assert len(derived) > 60


def broken_copy(rich_live: Path, folder: Path, statement: str) -> Path:
    path = folder / "broken.duckdb"
    shutil.copy(rich_live, path)
    with duckdb.connect(str(path)) as con:
        con.execute(statement)
    return path


@pytest.mark.parametrize("rule", BREAKS)
def test_rule_fails_when_it_should(rich_live: Path, homes: dict[str, str], tmp_path: Path, rule: str):
    path = broken_copy(rich_live, tmp_path, BREAKS[rule])
    row = all_rules(run_checks(path, [homes[rule]]))[rule]
    assert row["failing_count"] > 0, row
    if rule.endswith(".floor"):
        return
    ids = json.loads(row["failing_ids"])
    assert 0 < len(ids) <= 100
    assert len(ids) == min(100, row["failing_count"])
    owners = {fault["article_id"] for fault in row["faults"]}
    assert bool(owners) == (row["severity"] == "critical" and row["scope"] == "row")
    if owners:
        with duckdb.connect(str(path), read_only=True) as con:
            known = {article_id for (article_id,) in con.execute("select article_id from articles").fetchall()}
        assert owners <= known, "what is taken out is an article, or a row of one"


@pytest.mark.parametrize(
    "table", ["articles", "blocks", "observations", "numbers", "raw_files", "places", "runs", "duplicates", "article_places"]
)
def test_doubled_rows_fail_the_unique_check(rich_live: Path, tmp_path: Path, table: str):
    stored = CONTRACTS[table].stored
    path = broken_copy(rich_live, tmp_path, f"insert into {stored} select * from {stored} limit 1")
    row = all_rules(run_checks(path, ["unique_keys"]))[f"{table}.key.unique"]
    assert row["failing_count"] == 2
    assert len(json.loads(row["failing_ids"])) == 1
    worth = WORTH.get(table, Worth("critical", "table"))
    assert (row["severity"], row["scope"]) == (worth.severity, worth.scope)
    assert bool(row["faults"]) == (worth.scope == "row")
    assert (row["severity"] == "warning") == (table == "runs"), "only the record of runs is no reason to withhold figures"


def test_all_faults_are_told_not_only_the_first_hundred(rich_live: Path, tmp_path: Path):
    made = "article_id, level, name || ' ' || n, null, null, 'unknown', 1, run_id"
    copies = f"insert into article_places select {made} from article_places, range(300) as t(n)"
    path = broken_copy(rich_live, tmp_path, f"{copies}; insert into article_places from article_places where name like '% %'")
    row = all_rules(run_checks(path, ["unique_keys"]))["article_places.key.unique"]
    assert len(json.loads(row["failing_ids"])) == 100
    assert len({fault["item_id"] for fault in row["faults"]}) == row["failing_count"] // 2 > 100


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("blocks.kind.allowed", "update blocks set kind = 'poem'"),
        ("numbers.disposition.allowed", "update numbers set disposition = 'guess'"),
        ("articles.boilerplate_share.maximum", "update articles set boilerplate_share = 1.5"),
        ("observations.span_start.minimum", "update internal.observation_rows set span_start = -1"),
        ("duplicates.similarity.minimum", "update duplicates set similarity = -0.1"),
    ],
)
def test_values_outside_the_contract_fail(rich_live: Path, tmp_path: Path, rule: str, statement: str):
    row = all_rules(run_checks(broken_copy(rich_live, tmp_path, statement), ["contract_values"]))[rule]
    assert row["failing_count"] == row["evaluated_count"] > 0
    assert row["observed"].startswith("such as ")


def test_every_limit_of_the_contracts_is_checked(sound: dict[str, dict]):
    for contract in CONTRACTS.values():
        assert f"{contract.table}.key.unique" in sound
        for column in contract.columns:
            assert (f"{contract.table}.{column.name}.allowed" in sound) == bool(column.allowed)
            assert (f"{contract.table}.{column.name}.minimum" in sound) == (column.minimum is not None)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_count_finds_sound_answers_as_the_whole_question_does(rich_live: Path, name: str):
    with opened(rich_live, "UTC") as con:
        sound = sound_tables(con, name)
        assert set(sound) == set(statements_of(name))
        for table, statement in statements_of(name).items():
            assert sound[table] == run_statements(con, [statement]).to_pylist()


def test_only_a_table_in_which_something_is_broken_is_not_sound(rich_live: Path, tmp_path: Path):
    one = "(select min(span_start) from numbers)"
    path = broken_copy(rich_live, tmp_path, f"update numbers set disposition = 'guess' where span_start = {one}")
    with opened(path, "UTC") as con:
        assert set(statements_of("contract_values")) - set(sound_tables(con, "contract_values")) == {"numbers"}
