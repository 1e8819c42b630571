"""Charts as numbers for an SVG template: where each mark, tick and line stands. They know nothing of figures or HTML."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LOG_FROM = 200.0
"""The largest value over the smallest from which on a scale of powers of ten shows more than one of equal steps."""
# What lies nearer to zero is drawn as zero.
_LEAST = 1e-12


@dataclass(frozen=True)
class Point:
    """One figure on a chart: the days it holds for, its value, and how it is drawn."""

    key: str
    day: date
    value: float
    start: date | None = None
    high: float | None = None
    is_target: bool = False
    weight: float = 1.0
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Mark:
    """A point with its place in pixels: the middle, the beginning of its period, and the ends of its range or of what conflicts."""

    point: Point
    x: float
    y: float
    x_start: float | None
    y_high: float | None
    y_low: float | None


@dataclass(frozen=True)
class Chart:
    """A time series in pixels. `ticks` of the value axis hold the value, those of time the year."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    marks: tuple[Mark, ...]
    value_ticks: tuple[tuple[float, float], ...]
    year_ticks: tuple[tuple[float, int], ...]
    is_log: bool


def time_chart(
    points: Sequence[Point],
    width: int = 720,
    height: int = 300,
    left: int = 84,
    years: tuple[float, float] | None = None,
    values: Sequence[float] = (),
) -> Chart | None:
    """Points over time; None when there is none that can be drawn.

    Args:
        points: what is drawn; infinite values are left out.
        width: pixels.
        height: pixels.
        left: pixels kept for the labels of the value axis.
        years: first and last year of the time axis; those of the points when None.
        values: values the value axis must reach, so that several charts share one scale.
    """
    drawn = [point for point in points if math.isfinite(point.value)]
    if not drawn:
        return None
    right, top, bottom = (left if width > 600 else 14), 12, 26  # a wide chart says its values on both sides: a phone shows one
    first, last = years or years_of(drawn)
    reach = [*values, *(value for point in drawn for value in (point.value, point.high, point.lowest, point.highest) if value is not None)]
    reach = [value for value in reach if math.isfinite(value)]
    low, high = min(reach), max(reach)
    is_log = low >= _LEAST and high / low >= LOG_FROM
    ticks = _powers(low, high) if is_log else _steps(low, high)
    span = (ticks[0], ticks[-1])

    def x_of(day: date) -> float:
        share = (_year(day) - first) / (last - first)
        return round(left + min(1.0, max(0.0, share)) * (width - left - right), 1)

    def y_of(value: float) -> float:
        a, b, at = (math.log10(span[0]), math.log10(span[1]), math.log10(value)) if is_log else (span[0], span[1], value)
        return round(height - bottom - (at - a) / (b - a) * (height - top - bottom), 1)

    marks = tuple(
        Mark(
            point,
            x_of(point.day),
            y_of(point.value),
            x_of(point.start) if point.start else None,
            y_of(max(_given(point.high, point.highest))) if _given(point.high, point.highest) else None,
            y_of(point.lowest) if point.lowest is not None and math.isfinite(point.lowest) else None,
        )
        for point in sorted(drawn, key=lambda point: (point.day, point.key))
    )
    return Chart(
        width, height, left, right, top, bottom, marks,
        tuple((y_of(tick), tick) for tick in ticks),
        tuple((x_of(date(year, 1, 1)), year) for year in _year_ticks(first, last, width - left)),
        is_log,
    )  # fmt: skip


def years_of(points: Sequence[Point]) -> tuple[float, float]:
    """The first and last year that a time axis of these points shows, whole years, at least one."""
    first = math.floor(min(_year(point.start or point.day) for point in points))
    last = math.ceil(max(_year(point.day) for point in points))
    return float(first), float(max(last, first + 1))


def _given(*values: float | None) -> list[float]:
    return [value for value in values if value is not None and math.isfinite(value)]


def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _steps(low: float, high: float) -> list[float]:
    """Ticks of equal steps from or through zero, about five.

    >>> _steps(0, 128), _steps(-3, 4), _steps(5, 5)
    ([0.0, 50.0, 100.0, 150.0], [-4.0, -2.0, 0.0, 2.0, 4.0], [0.0, 2.0, 4.0, 6.0])
    """
    low, high = min(0.0, low), max(0.0, high)
    if high - low < _LEAST:
        high = 1.0
    rough = (high - low) / 4
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough)
    return [float(f"{step * number:.12g}") for number in range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)]


def _powers(low: float, high: float) -> list[float]:
    """Ticks at powers of ten around the values, at most eight.

    >>> _powers(3, 70000)
    [1.0, 10.0, 100.0, 1000.0, 10000.0, 100000.0]
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    step = max(1, math.ceil((last - first) / 7))
    last = first + step * math.ceil((last - first) / step)
    return [10.0**power for power in range(first, last + 1, step)]


def _year_ticks(first: float, last: float, width: int) -> list[int]:
    """Years that are written under the axis: as many as have room."""
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 500, 1000, 5000) if (last - first) / size <= max(2, width / 58))
    return [year for year in range(int(first), int(last) + 1) if year % step == 0]
