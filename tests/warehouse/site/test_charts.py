"""Marks stand where their days and values say, inside the picture."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warehouse.reference import read_reference
from warehouse.site.charts import Point, time_chart
from warehouse.site.pictures import draw_map, point_of

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def row(**more: object) -> dict[str, object]:
    return {
        "observation_id": "a", "period_start": None, "period_end": date(2025, 6, 30), "published_on": None, "value": 5.0,
        "value_high": None, "status": "actual", "confidence": 0.5, "conflicting_values": None, **more,
    }  # fmt: skip


@given(st.lists(st.tuples(DAYS, st.floats(-1e15, 1e15)), min_size=1, max_size=30))
@example([(date(2000, 1, 1), 5e-324)])
@example([(date(2000, 1, 1), 1.0), (date(2000, 1, 1), 5e-324)])
def test_every_mark_is_inside_the_picture(told: list[tuple[date, float]]) -> None:
    chart = time_chart([Point(str(n), day, value) for n, (day, value) in enumerate(told)])
    assert chart is not None
    assert len(chart.marks) == len(told)
    for mark in chart.marks:
        assert chart.left <= mark.x <= chart.width - chart.right
        assert chart.top <= mark.y <= chart.height - chart.bottom


def test_more_is_higher_and_later_is_further_right() -> None:
    chart = time_chart([Point("a", date(2024, 1, 1), 3.0), Point("b", date(2025, 1, 1), 9.0)])
    assert chart is not None
    first, second = chart.marks
    assert first.x < second.x
    assert first.y > second.y
    assert not chart.is_log


def test_values_of_very_different_size_stand_on_a_scale_of_powers() -> None:
    chart = time_chart([Point("a", date(2024, 1, 1), 3.0), Point("b", date(2025, 1, 1), 90_000.0)])
    assert chart is not None
    assert chart.is_log
    assert [tick for _, tick in chart.value_ticks] == [1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0]


def test_a_value_without_end_is_not_drawn() -> None:
    assert time_chart([Point("a", date(2024, 1, 1), float("inf")), Point("b", date(2024, 1, 1), float("nan"))]) is None


def test_small_charts_share_a_scale() -> None:
    one = time_chart([Point("a", date(2024, 1, 1), 3.0)], years=(2020, 2025), values=(0.0, 100.0))
    other = time_chart([Point("a", date(2024, 1, 1), 100.0)], years=(2020, 2025), values=(0.0, 100.0))
    assert one is not None
    assert other is not None
    assert one.value_ticks == other.value_ticks
    assert one.year_ticks == other.year_ticks


def test_a_disagreement_and_a_target_are_drawn_as_such() -> None:
    point = point_of(row(conflicting_values=[4.0, 9.0], status="target"))
    assert point is not None
    assert (point.lowest, point.highest, point.is_target) == (4.0, 9.0, True)
    chart = time_chart([point])
    assert chart is not None
    mark = chart.marks[0]
    assert mark.y_low is not None
    assert mark.y_high is not None
    assert mark.y_high < mark.y < mark.y_low


@pytest.mark.parametrize(("confidence", "weight"), [(1.0, 1.0), (0.0, 0.25), (None, 0.6)])
def test_confidence_is_the_weight_of_a_mark(confidence: float | None, weight: float) -> None:
    point = point_of(row(confidence=confidence))
    assert point is not None
    assert point.weight == weight


@pytest.mark.parametrize("day", [None, date(40, 1, 1), date(2500, 1, 1)])
def test_a_figure_without_a_day_of_our_time_is_no_point(day: date | None) -> None:
    assert point_of(row(period_end=day)) is None


@pytest.mark.parametrize(("era", "count"), [("before_2025", 63), ("since_2025", 34)])
def test_every_province_has_a_square_of_its_own(era: str, count: int) -> None:
    places = [one for one in read_reference("places").to_pylist() if one["level"] == "province"]
    provinces = [{**one, "figures": 1} for one in places]
    tiles = draw_map(era, provinces).tiles
    assert len(tiles) == count
    assert len({(tile.x, tile.y) for tile in tiles}) == count
    with files("warehouse.site").joinpath("tiles.csv").open(encoding="utf-8") as rows:
        assert {one["place_code"] for one in csv.DictReader(rows) if one["era"] == era} == {
            one["place_code"] for one in provinces if one["era"] == era
        }
