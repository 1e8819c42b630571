"""Every rule on rows has rows that break it, and it is the rule that says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from good_rows import MAKERS, RUN_ON, TEXT, Row, frame_of, good_rows, hex_id

from expectations.judgements import Judgement
from expectations.running import judge_rows
from expectations.suites import DOMAIN_RULES, rules_of
from warehouse.contracts import CONTRACTS

NAN, INFINITE = float("nan"), float("inf")

# What is done to the second of four good rows, and the rules that must fail, the first being the one under test.
# A rule that is not named here must hold: each breakage is told by its own rule, not by its neighbours.
BREAKAGES: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    # observations: spans
    ({"span_end": 84, "span_text": ""}, ("observations.span_end.after_start", "observations.span_text.not_blank")),
    ({"span_text": "50,4%"}, ("observations.span_text.length",)),
    ({"span_text": "50,47 "}, ("observations.span_text.trimmed",)),
    ({"sentence_end": 89}, ("observations.sentence.encloses_span",)),
    ({"sentence_start": 85}, ("observations.sentence.encloses_span",)),
    # observations: values
    ({"value": NAN}, ("observations.value.finite", "observations.value.not_negative", "observations.value.share_within_whole")),
    ({"value": INFINITE}, ("observations.value.finite", "observations.value.share_within_whole")),
    ({"value": -5.0, "measure": "growth"}, ("observations.value.not_negative",)),
    ({"value": 105.3}, ("observations.value.share_within_whole",)),
    ({"value": -0.5}, ("observations.value.share_within_whole", "observations.value.not_negative")),
    ({"value": 2e10, "measure": "count", "unit": "person"}, ("observations.value.person_count",)),
    ({"value": 12.5, "measure": "count", "unit": "person"}, ("observations.value.people_are_whole",)),
    ({"value_high": 40.0, "qualifier": "range"}, ("observations.value_high.not_below_value",)),
    ({"value_high": INFINITE, "qualifier": "range"}, ("observations.value_high.finite",)),
    ({"value_high": 60.0}, ("observations.value_high.only_of_ranges",)),
    ({"qualifier": "range"}, ("observations.value_high.only_of_ranges",)),
    ({"confidence": 1.2}, ("observations.confidence.between",)),
    ({"confidence": NAN}, ("observations.confidence.finite", "observations.confidence.between")),
    ({"denominator": 70.0}, ("observations.denominator.of_ratios",)),
    ({"measure": "ratio", "unit": "village"}, ("observations.denominator.of_ratios",)),
    ({"value": 0.0, "denominator": 0.0, "measure": "ratio", "unit": "village"}, ("observations.denominator.positive",)),
    ({"value": 21.0, "denominator": 19.0, "measure": "ratio", "unit": "target"}, ("observations.denominator.not_below_value",)),
    ({"value": 20.0, "denominator": INFINITE, "measure": "ratio", "unit": "target"}, ("observations.denominator.finite",)),
    # observations: what they mean
    ({"unit": "person"}, ("observations.unit.percent_of_shares",)),
    ({"unit": "person", "measure": "growth"}, ("observations.unit.percent_of_growth",)),
    ({"measure": "count"}, ("observations.measure.of_percent",)),
    ({"direction": "up"}, ("observations.direction.of_changes",)),
    ({"breakdown": "{sex: female"}, ("observations.breakdown.is_object", "observations.breakdown.known_keys")),
    ({"breakdown": "[1]"}, ("observations.breakdown.is_object",)),
    ({"breakdown": '{"colour": "red"}'}, ("observations.breakdown.known_keys",)),
    ({"warnings": "{}"}, ("observations.warnings.is_list", "observations.warnings.none")),
    ({"warnings": '["share 50.47 but 20 of 70 is 28.57"]'}, ("observations.warnings.none",)),
    ({"place_rule": None}, ("observations.place_code.explained",)),
    ({"fact_key": "not a hash"}, ("observations.fact_key.is_hash",)),
    # observations: periods
    ({"period_start": date(2025, 12, 31), "period_end": date(2025, 1, 1)}, ("observations.period_end.not_before_start",)),
    ({"period_start": date(25, 1, 1), "period_end": date(25, 12, 31)}, ("observations.period_start.plausible",)),
    ({"period_start": None, "period_end": date(2999, 1, 1)}, ("observations.period_start.plausible",)),
    ({"period_start": None, "period_end": None}, ("observations.period_start.of_dated_periods",)),
    ({"period_kind": "none"}, ("observations.period_start.none_without_period",)),
    ({"period_start": date(2027, 1, 1), "period_end": date(2027, 12, 31)}, ("observations.period_start.actual_not_in_future",)),
    # observations: contract
    ({"observation_id": "0000000000000001"}, ("observations.observation_id.unique",)),
    ({"observation_id": "1"}, ("observations.observation_id.is_id",)),
    ({"article_id": "000000000000000G"}, ("observations.article_id.is_id",)),
    ({"span_start": -6, "span_end": 0, "sentence_start": -6}, (
        "observations.span_start.between", "observations.span_end.between", "observations.sentence_start.between")),
    ({"span_start": -7, "span_end": -1, "sentence_start": -7}, (
        "observations.span_end.between", "observations.span_start.between", "observations.sentence_start.between")),
    ({"sentence_start": -1}, ("observations.sentence_start.between",)),
    ({"sentence_end": 0}, ("observations.sentence_end.between", "observations.sentence.encloses_span")),
    ({"measure": "guess", "unit": "item"}, ("observations.measure.allowed",)),
    ({"direction": "sideways", "measure": "growth"}, ("observations.direction.allowed",)),
    ({"qualifier": "maybe"}, ("observations.qualifier.allowed",)),
    ({"status": "wished"}, ("observations.status.allowed",)),
    ({"frequency": "hourly"}, ("observations.frequency.allowed",)),
    ({"period_kind": "era"}, ("observations.period_kind.allowed",)),
    # articles
    ({"source_uri": "bao/1.txt"}, ("articles.source_uri.absolute",)),
    ({"text_chars": 5, "word_count": 2}, ("articles.text_chars.is_length", "articles.text_folded.length")),
    ({"title": None, "text": "e\u0302" + TEXT[2:]}, ("articles.text.nfc",)),
    ({"title": None, "text": "\u200b" + TEXT[1:]}, ("articles.text.no_invisible",)),
    ({"title": None, "text": "\u00a0" + TEXT[1:]}, ("articles.text.plain_spaces",)),
    ({"text": TEXT[:-1] + "\n"}, ("articles.text.no_empty_line",)),
    ({"title": "Một tựa đề khác"}, ("articles.text.begins_with_title",)),
    ({"text_folded": "ngan"}, ("articles.text_folded.length",)),
    ({"text_folded": "Đ" * len(TEXT)}, ("articles.text_folded.lower",)),
    ({"published_at": None, "published_on": RUN_ON + timedelta(days=2)}, ("articles.published_on.plausible",)),
    ({"published_at": None, "published_on": date(1970, 1, 1)}, ("articles.published_on.plausible",)),
    ({"published_rule": None}, ("articles.published_on.explained",)),
    ({"published_on": date(2026, 1, 31)}, ("articles.published_at.same_day",)),
    ({"source_host": "www.baoxa.vn"}, ("articles.source_host.bare",)),
    ({"word_count": 10_000}, ("articles.word_count.below_text",)),
    ({"sentence_count": 0}, ("articles.sentence_count.some",)),
    ({"article_id": "0000000000000001"}, ("articles.article_id.unique",)),
    ({"article_id": "x"}, ("articles.article_id.is_id",)),
    ({"source_sha256": "ab"}, ("articles.source_sha256.is_sha256",)),
    ({"format": "pdf"}, ("articles.format.allowed",)),
    ({"language": "en"}, ("articles.language.allowed",)),
    ({"view_count": -1}, ("articles.view_count.between",)),
    ({"comment_count": -1}, ("articles.comment_count.between",)),
    ({"raw_bytes": 0}, ("articles.raw_bytes.between",)),
    ({"raw_lines": 0}, ("articles.raw_lines.between",)),
    ({"text_chars": 0, "word_count": 0}, (
        "articles.text_chars.between", "articles.text_chars.is_length", "articles.text_folded.length")),
    ({"word_count": -1}, ("articles.word_count.between",)),
    ({"sentence_count": -1}, ("articles.sentence_count.between", "articles.sentence_count.some")),
    ({"paragraph_count": -1}, ("articles.paragraph_count.between",)),
    ({"boilerplate_share": 1.2}, ("articles.boilerplate_share.between",)),
    ({"boilerplate_share": NAN}, ("articles.boilerplate_share.finite", "articles.boilerplate_share.between")),
    # blocks (the second row is a dropped one)
    ({"line_end": 1}, ("blocks.line_end.not_before_start",)),
    ({"text_start": 3, "text_end": 9}, ("blocks.text_start.of_kept",)),
    ({"text_start": 9, "text_end": 9}, ("blocks.text_end.after_start", "blocks.text_start.of_kept")),
    ({"dropped_text": None}, ("blocks.dropped_text.of_dropped",)),
    ({"block_no": 1}, ("blocks.table.unique",)),
    ({"block_no": -1}, ("blocks.block_no.between",)),
    ({"line_start": 0}, ("blocks.line_start.between",)),
    ({"line_start": -1, "line_end": 0}, ("blocks.line_end.between", "blocks.line_start.between")),
    ({"kind": "poem"}, ("blocks.kind.allowed",)),
    ({"text_start": -1, "text_end": 4}, ("blocks.text_start.between", "blocks.text_start.of_kept")),
    ({"text_start": -2, "text_end": -1}, ("blocks.text_end.between", "blocks.text_start.between", "blocks.text_start.of_kept")),
    ({"article_id": "z"}, ("blocks.article_id.is_id",)),
    # numbers
    ({"span_end": 20, "span_text": ""}, ("numbers.span_end.after_start", "numbers.span_text.not_blank")),
    ({"span_text": "21"}, ("numbers.span_text.length",)),
    ({"observation_id": None}, ("numbers.observation_id.of_figures",)),
    ({"disposition": "date"}, ("numbers.observation_id.of_figures",)),
    ({"disposition": "quarantined"}, ("numbers.observation_id.of_figures",)),
    ({"disposition": "unexplained", "observation_id": None}, ("numbers.disposition.explained",)),
    ({"disposition": "mystery", "observation_id": None}, ("numbers.disposition.allowed",)),
    ({"span_start": 10, "span_end": 13}, ("numbers.table.unique",)),
    ({"span_start": -3, "span_end": 0}, ("numbers.span_start.between", "numbers.span_end.between")),
    ({"span_start": -4, "span_end": -1}, ("numbers.span_end.between", "numbers.span_start.between")),
    ({"article_id": "z"}, ("numbers.article_id.is_id",)),
    ({"observation_id": "z"}, ("numbers.observation_id.is_id",)),
    # article_places
    ({"place_code": "VN-1"}, ("article_places.place_code.is_code",)),
    ({"place_code_2025": "1"}, ("article_places.place_code_2025.is_code",)),
    ({"level": "village"}, ("article_places.level.allowed",)),
    ({"mention_count": 0}, ("article_places.mention_count.between",)),
    ({"article_id": "0000000000000001"}, ("article_places.table.unique",)),
    ({"article_id": "z"}, ("article_places.article_id.is_id",)),
    # duplicates
    ({"article_id": hex_id(77), "duplicate_of": hex_id(77)}, ("duplicates.duplicate_of.other",)),
    ({"similarity": 0.9}, ("duplicates.similarity.of_exact",)),
    ({"similarity": 1.5, "method": "minhash"}, ("duplicates.similarity.between",)),
    ({"similarity": NAN, "method": "minhash"}, ("duplicates.similarity.finite", "duplicates.similarity.between")),
    ({"method": "guess"}, ("duplicates.method.allowed",)),
    ({"article_id": "0000000000000001"}, ("duplicates.article_id.unique",)),
    ({"article_id": "z"}, ("duplicates.article_id.is_id",)),
    ({"duplicate_of": "z"}, ("duplicates.duplicate_of.is_id",)),
]  # fmt: skip


REQUIRED = [(table, column.name) for table in DOMAIN_RULES for column in CONTRACTS[table].columns if not column.nullable]
BLANKABLE = [rule.rule_id for table in DOMAIN_RULES for rule in rules_of(table) if rule.kind == "filled"]


def judge(table: str, rows: list[Row]) -> dict[str, Judgement]:
    """The judgements of these rows by rule id."""
    return {judgement.rule_id: judgement for judgement in judge_rows(table, frame_of(table, rows), "b1", run_on=RUN_ON)}


def failing(judgements: dict[str, Judgement]) -> set[str]:
    """Ids of the rules that did not hold."""
    return {rule_id for rule_id, judgement in judgements.items() if not judgement.success}


def identity(table: str) -> str:
    """The column by which rows that are broken together are told apart."""
    return "observation_id" if table == "observations" else "article_id"


def stands_alone(table: str, change: Row, rule_id: str) -> bool:
    """Whether the change concerns the identity of the row, so that it must be judged in a frame of its own."""
    return identity(table) in change or rule_id.endswith(".unique")


@cache
def judged_together(table: str) -> dict[str, set[str]]:
    """The rules that each change of the table breaks, all changes judged in one frame, a row each."""
    changes = [
        change for change, expected in BREAKAGES if expected[0].startswith(f"{table}.") and not stands_alone(table, change, expected[0])
    ]
    changes += [{column: None} for owner, column in REQUIRED if owner == table and column != identity(table)]
    changes += [{rule_id.split(".")[1]: "  "} for rule_id in BLANKABLE if rule_id.startswith(f"{table}.")]
    rows = [MAKERS[table](2) | {identity(table): hex_id(1000 + place)} | change for place, change in enumerate(changes)]
    broken: dict[str, set[str]] = {repr(change): set() for change in changes}
    key = CONTRACTS[table].key.index(identity(table))
    for rule_id, judgement in judge(table, rows + good_rows(table, len(rows))).items():
        assert judgement.scope != "table" or judgement.success or ".table." not in rule_id, f"{rule_id}: {judgement.observed}"
        for failing_id in judgement.failing_ids:
            place = int(failing_id.split(":")[key], 16) - 1000
            broken[repr(changes[place])].add(rule_id)
    return broken


@pytest.mark.parametrize("table", DOMAIN_RULES)
def test_good_rows_keep_every_rule(table: str) -> None:
    judgements = judge(table, good_rows(table))
    assert failing(judgements) == set()
    assert list(judgements) == [rule.rule_id for rule in rules_of(table)]


@pytest.mark.parametrize(("change", "expected"), BREAKAGES, ids=[f"{expected[0]}-{place}" for place, (_, expected) in enumerate(BREAKAGES)])
def test_a_broken_row_fails_its_rule_and_no_other(change: dict[str, Any], expected: tuple[str, ...]) -> None:
    table = expected[0].split(".", 1)[0]
    if not stands_alone(table, change, expected[0]):
        assert judged_together(table)[repr(change)] == set(expected)
        return
    rows = good_rows(table)
    rows[1] |= change
    judgements = judge(table, rows)
    assert failing(judgements) == set(expected)
    judgement = judgements[expected[0]]
    assert judgement.failing_count == len(judgement.failing_ids) == (2 if expected[0].endswith(".unique") else 1)
    assert ":".join(str(rows[1][column]) for column in CONTRACTS[table].key) in judgement.failing_ids


@pytest.mark.parametrize(("table", "column"), REQUIRED, ids=[f"{table}.{column}" for table, column in REQUIRED])
def test_a_null_where_none_may_be_fails_by_its_own_rule(table: str, column: str) -> None:
    if column != identity(table):
        assert f"{table}.{column}.not_null" in judged_together(table)[repr({column: None})]
        return
    rows = good_rows(table)
    rows[1][column] = None
    failed = failing(judge(table, rows))
    assert f"{table}.{column}.not_null" in failed
    assert not {rule_id for rule_id in failed if rule_id.startswith(f"{table}.table.")}, "one bad row is no missing column"


@pytest.mark.parametrize("rule_id", BLANKABLE)
def test_a_blank_text_fails_by_its_own_rule(rule_id: str) -> None:
    table, column, _ = rule_id.split(".")
    assert rule_id in judged_together(table)[repr({column: "  "})]


def test_every_rule_on_rows_is_broken_by_some_test() -> None:
    broken = {expected[0] for _, expected in BREAKAGES} | set(BLANKABLE) | {f"{table}.{column}.not_null" for table, column in REQUIRED}
    on_rows = {rule.rule_id for table in DOMAIN_RULES for rule in rules_of(table) if rule.condition is not None}
    assert on_rows - broken == set()
    assert broken - on_rows == set()


@pytest.mark.parametrize(
    "change",
    [
        {"measure": "target_rate", "value": 105.0},
        {"measure": "growth", "value": 250.0, "direction": "up"},
        {"measure": "count", "unit": "item", "value": 12.5},
        {"status": "target", "period_start": date(2030, 1, 1), "period_end": date(2030, 12, 31)},
        {"value": 10.0, "value_high": 20.0, "qualifier": "range"},
        {"value": 20.0, "denominator": 70.0, "measure": "ratio", "unit": "village"},
        {"period_kind": "as_of", "period_start": None, "period_end": None},
        {"breakdown": '{"sex": "female"}'},
        {"place_code": None, "place_rule": "ambiguous"},
    ],
)
def test_what_an_article_may_well_say_breaks_no_rule(change: dict[str, Any]) -> None:
    rows = good_rows("observations")
    rows[1] |= change
    assert failing(judge("observations", rows)) == set()


def test_the_day_of_the_run_is_handed_in() -> None:
    rows = good_rows("articles")
    rows[1] |= {"published_at": None, "published_on": date(2026, 11, 22)}
    assert failing(judge("articles", rows)) == set()
    earlier = judge_rows("articles", frame_of("articles", rows), "b1", run_on=date(2026, 11, 20))
    assert [judgement.rule_id for judgement in earlier if not judgement.success] == ["articles.published_on.plausible"]


def test_a_time_before_midnight_in_london_is_the_next_day_in_hanoi() -> None:
    rows = good_rows("articles")
    late = datetime.fromisoformat("2026-01-31T17:00:00+00:00")
    rows[1] |= {"published_at": late, "published_on": date(2026, 2, 1)}
    assert failing(judge("articles", rows)) == set()
