"""A night unlike those before it is reported, and only reported."""

from __future__ import annotations

from dataclasses import replace

import pytest
from good_rows import good_rows, table_of_rows

from expectations.drift import Profile, compare_profiles, merge_profiles, profile_rows
from expectations.running import judge_checks

USUAL = Profile(
    rows={"articles": 200, "observations": 2000, "numbers": 6000, "quarantine": 20},
    nulls={"observations.period_start": 400, "articles.author": 100},
    mixes={
        "observations.measure": {"count": 1400, "share": 600},
        "articles.format": {"txt": 150, "html": 50},
        "articles.boilerplate_share": {"0": 200},
        "numbers.disposition": {"observation": 2000, "date": 3800, "unexplained": 200},
        "quarantine.reason": {"no_article": 18, "language": 2},
    },
)
BEFORE = [USUAL] * 3


def moved(today: Profile, before: list[Profile] | None = None) -> dict[str, str]:
    """What each rule that fails observed."""
    judgements = judge_checks({"profile": compare_profiles(today, BEFORE if before is None else before)})
    assert {judgement.severity for judgement in judgements} == {"warning"}
    return {judgement.rule_id: judgement.observed for judgement in judgements if not judgement.success}


def test_a_night_like_the_others_has_not_drifted() -> None:
    assert moved(USUAL) == {}


NIGHTS: dict[str, tuple[Profile, str, str]] = {
    "fewer figures": (
        replace(USUAL, rows=USUAL.rows | {"observations": 900}),
        "observations.table.figures_per_article_drift",
        "4.50 figures an article, 10.00 before",
    ),
    "more figures": (
        replace(USUAL, rows=USUAL.rows | {"observations": 4100}),
        "observations.table.figures_per_article_drift",
        "20.50 figures an article",
    ),
    "emptier periods": (
        replace(USUAL, nulls={"observations.period_start": 1800}),
        "observations.table.null_share_drift",
        "period_start 20% empty before, 90% now",
    ),
    "emptier authors": (
        replace(USUAL, nulls={"articles.author": 190}),
        "articles.table.null_share_drift",
        "author 50% empty before, 95% now",
    ),
    "other measures": (
        replace(USUAL, mixes={"observations.measure": {"count": 700, "share": 1300}}),
        "observations.measure.mix_drift",
        "35% moved",
    ),
    "other format": (
        replace(USUAL, mixes={"articles.format": {"html": 200}}),
        "articles.format.mix_drift",
        "75% moved: html 25% before, 100% now",
    ),
    "other dispositions": (
        replace(USUAL, mixes={"numbers.disposition": {"date": 6000}}),
        "numbers.disposition.mix_drift",
        "date 63% before, 100% now",
    ),
    "figures lost to no rule": (
        replace(USUAL, mixes={"numbers.disposition": {"observation": 2000, "date": 3100, "unexplained": 900}}),
        "numbers.table.unexplained_drift",
        "3.3% before, 15.0% now",
    ),
    "more boilerplate": (
        replace(USUAL, mixes={"articles.boilerplate_share": {"0": 100, "80": 100}}),
        "articles.boilerplate_share.mix_drift",
        "50% moved: 0 100% before, 50% now",
    ),
    "more refusals": (
        replace(
            USUAL,
            rows={"articles": 160, "observations": 1600, "quarantine": 60},
            mixes={"quarantine.reason": {"no_article": 20, "undecodable": 40}},
        ),
        "quarantine.reason.drift",
        "undecodable 0.0% before, 18.2% now",
    ),
}


@pytest.mark.parametrize("night", NIGHTS)
def test_each_departure_is_told_by_its_rule_alone(night: str) -> None:
    today, rule_id, told = NIGHTS[night]
    found = moved(today)
    # Half or double the figures also changes every share of nulls; the other rules look at one thing each.
    assert set(found) - {"observations.table.null_share_drift"} == {rule_id} - {"observations.table.null_share_drift"}
    assert told in found[rule_id]


def test_with_few_runs_or_few_rows_there_is_nothing_to_compare() -> None:
    odd = replace(USUAL, mixes={"articles.format": {"html": 200}})
    assert moved(odd, BEFORE[:2]) == {}
    assert moved(replace(odd, mixes={"articles.format": {"html": 20}})) == {}
    table = compare_profiles(Profile(), [])
    assert set(table["observed"].to_pylist()) == {"too little to compare with"}


def test_profiles_of_batches_add_up_and_survive_json() -> None:
    rows = good_rows("articles")
    rows[0]["author"] = None
    part = profile_rows("articles", table_of_rows("articles", rows))
    both = merge_profiles([part, part])
    assert both.rows == {"articles": 8}
    assert both.nulls["articles.author"] == 2
    assert both.mixes["articles.format"] == {"txt": 8}
    assert Profile.from_json(both.to_json()) == both
    with pytest.raises(ValueError, match="not a profile"):
        Profile.from_json("{}")
