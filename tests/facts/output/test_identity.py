"""Ids and fact keys: the same figure has the same id, two reports of one fact the same key, unlike figures never."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from extracted import article, figure, figures

from tasks.facts.extraction import extract_figures
from tasks.facts.output.identity import breakdown_json, fact_key, observation_id

FACT = {
    "article_id": "a",
    "indicator": "party_members",
    "measure": "count",
    "unit": "person",
    "unit_text": "đảng viên",
    "status": "actual",
    "frequency": None,
    "breakdown": {"sex": "female"},
    "place_code": None,
    "organisation": "Đảng bộ xã Nậm Cắn",
    "period": ("year", date(2019, 1, 1), date(2019, 12, 31)),
}


def key(**changed: object) -> str:
    return fact_key(**{**FACT, **changed})  # type: ignore[arg-type]


def test_an_id_names_article_span_and_indicator() -> None:
    one = observation_id("a", 3, 5, "party_members")
    assert len(one) == 16
    assert one == observation_id("a", 3, 5, "party_members")
    others = {
        one,
        observation_id("b", 3, 5, "party_members"),
        observation_id("a", 3, 6, "party_members"),
        observation_id("a", 3, 5, "other"),
    }
    assert len(others) == 4


@pytest.mark.parametrize(
    "changed",
    [
        {"indicator": "party_cells"},
        {"measure": "share"},
        {"unit": "household"},
        {"status": "target"},
        {"frequency": "annual"},
        {"breakdown": {}},
        {"breakdown": {"sex": "female", "other": "chủ doanh nghiệp"}},
        {"is_old_level": True},
        {"organisation": "Đảng bộ xã Tà Cạ"},
        {"place_code": "12345"},
        {"period": ("year", date(2018, 1, 1), date(2018, 12, 31))},
        {"period": ("as_of", date(2019, 1, 1), date(2019, 12, 31))},
    ],
)
def test_each_column_of_a_fact_tells_facts_apart(changed: dict[str, object]) -> None:
    assert key(**changed) != key()


@pytest.mark.parametrize(
    "changed",
    [
        {"article_id": "b"},
        {"unit_text": "đồng chí"},
        {"organisation": "đảng bộ xã nậm cắn"},
    ],
)
def test_what_does_not_make_another_fact(changed: dict[str, object]) -> None:
    assert key(**changed) == key()


@pytest.mark.parametrize("unknown", [{"organisation": None}, {"period": ("none", None, None)}, {"indicator": "other"}])
def test_where_the_fact_is_not_known_the_article_and_noun_count(unknown: dict[str, object]) -> None:
    assert key(**unknown, article_id="b") != key(**unknown)
    assert key(**unknown, unit_text="đồng chí") != key(**unknown)
    assert key(**unknown, breakdown={"sex": "female", "other": "x"}) != key(**unknown)


def test_a_free_slice_is_compared_folded() -> None:
    one, two = ({"other": name} for name in ("Chủ doanh nghiệp", "chủ doanh nghiệp"))
    assert key(breakdown=one) == key(breakdown=two)


def test_the_level_before_a_change_is_another_fact() -> None:
    old, new = figures("Số chi bộ của Đảng bộ xã Nậm Cắn tăng từ 17 lên 22 chi bộ.")
    assert (old.value, new.value) == (17, 22)
    assert old.fact_key != new.fact_key


def test_a_place_code_stands_for_the_printed_name() -> None:
    assert key(place_code="12345", organisation="xã Nậm Cắn") == key(place_code="12345", organisation="Đảng bộ xã Nậm Cắn")


@pytest.mark.parametrize("body", ["Đoàn xã Nậm Cắn", "Công an xã Nậm Cắn", "Trường THCS Nậm Cắn", "Chi bộ bản Huồi Pốc"])
def test_another_body_of_the_place_is_another_holder(body: str) -> None:
    assert key(place_code="12345", organisation=body) != key(place_code="12345", organisation="Đảng bộ xã Nậm Cắn")
    assert key(place_code="12345", organisation=body) != key(place_code="12345", organisation="Hội Nông dân xã Nậm Cắn")


def test_a_slice_is_json_with_sorted_keys() -> None:
    assert breakdown_json({"sex": "female", "age": "youth"}) == '{"age": "youth", "sex": "female"}'


def test_the_same_fact_told_twice_has_one_key_and_two_ids() -> None:
    first, second = figures("Năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên.\nNăm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên.")
    assert first.fact_key == second.fact_key
    assert first.observation_id != second.observation_id


def test_another_value_of_the_same_fact_keeps_its_key() -> None:
    text = "Năm 2019, Đảng bộ xã Nậm Cắn kết nạp {} đảng viên."
    assert figure(text.format(34)).fact_key == figure(text.format(43)).fact_key


def test_two_articles_that_report_one_fact_share_its_key() -> None:
    one = article("Năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên.")
    keys = {extract_figures(replace(one, article_id=name)).observations[0].fact_key for name in ("a" * 16, "b" * 16)}
    assert len(keys) == 1
