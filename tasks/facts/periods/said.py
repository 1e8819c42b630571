"""The features of times in words, each group with what it counts: what depends on sorts alone is worked out once for all articles.

A feature's name is its key in `seeds/weights/period.csv`. `features.py` says which of them hold. A group holds what depends on
the same few things: the fewer these are, the oftener they come back.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tasks.facts.knowledge.weights import Said, Weights

# How many answers of each sort are kept: a few megabytes in all.
_KEPT = 4096
# The two ways to code a time.
EVENT, STATE = "event", "state"


class TimeSort(NamedTuple):
    """What a time is, whatever the figure: `named` says whether it is of a document or name, `resolved` whether its days are known,
    `scene` whether it sets a scene or opens its sentence."""

    sort: str
    kind: str
    rule: str
    named: bool
    role: str
    scene: str
    resolved: bool
    in_title: bool


class FigureSort(NamedTuple):
    """What a figure is, whatever the time; `of_time` says whether it counts days or years."""

    stock: bool
    kind: str
    status: str
    measure: str
    is_percent: bool
    whole_is: str
    of_time: bool


class Words(NamedTuple):
    """What the words of a figure say, as far as they come from closed lists."""

    indicator: str
    unit: str
    there: bool
    happened: bool
    direction: str | None
    frequency: str | None


@lru_cache(_KEPT)
def of_time(weights: Weights, zone: str, stock: bool, time: TimeSort) -> Said:
    """What a time in a zone says for a state, or for what happened."""
    sort, scene = time.sort, time.scene
    return weights.said(
        zone, f"{zone} stock {stock}", f"{zone} {sort}", f"{zone} by {time.rule}", f"{zone} named {time.named} {time.role}",
        f"{zone} {scene}", f"by {time.rule}", f"{zone} stock {stock} {sort}", f"resolved {time.resolved}",
        f"{zone} {scene} stock {stock}", f"{zone} {scene} {sort}", f"{zone} title {time.in_title}",
    )  # fmt: skip


@lru_cache(_KEPT)
def of_figure(weights: Weights, zone: str, time_kind: str, figure: FigureSort) -> Said:
    """What the sort of a figure says for a kind of time in a zone."""
    return weights.said(
        f"{zone} of {figure.kind}", f"{zone} status {figure.status} {time_kind}", f"{zone} measure {figure.measure} {figure.is_percent}",
        f"{zone} whole {figure.whole_is}", f"{zone} unit of time {figure.of_time}",
    )  # fmt: skip


@lru_cache(_KEPT)
def of_gap(weights: Weights, zone: str, rank: int, distance: int, in_bracket: bool, closed: bool, figures: int, breaks: int) -> Said:
    """What stands between a time and a figure."""
    return weights.said(
        f"{zone} rank {rank}", f"{zone} distance {distance}", f"{zone} bracket {in_bracket} closed {closed}",
        f"{zone} figures between {figures}", f"{zone} breaks {breaks}",
    )  # fmt: skip


@lru_cache(_KEPT)
def of_rule(weights: Weights, rule: str, stock: bool, zone: str) -> Said:
    """A rule that proposes a time."""
    return weights.said(f"rule {rule}", f"rule {rule} stock {stock}", f"rule {rule} {zone}")


@lru_cache(_KEPT)
def of_own(weights: Weights, zone: str, told: bool) -> Said:
    """Whether only a verb stands between a time and a figure."""
    return weights.said(f"{zone} told of it {told}")


@lru_cache(_KEPT)
def of_earlier(
    weights: Weights, zone: str, scene: str, stock: bool, status: str, carries: bool, took: bool, subject: bool, aims: bool, own_only: bool
) -> Said:
    """Whether what comes later is still in a time named before."""
    return weights.said(
        f"carries {carries} {zone} stock {stock}", f"carries {carries} took {took} stock {stock} {status}", f"carries {carries} {scene}",
        f"{zone} took {took} stock {stock}", f"{zone} subject of {subject}", f"{zone} aims {aims} {status}", f"{zone} own only {own_only}",
    )  # fmt: skip


@lru_cache(_KEPT)
def of_later(weights: Weights, zone: str, of_plan: bool, next_deed: bool, behind: str) -> Said:
    """Whether a time named later is told of the figure."""
    return weights.said(f"{zone} plan {of_plan}", f"{zone} next deed {next_deed}", f"{zone} behind {behind}")


@lru_cache(_KEPT)
def of_next(weights: Weights, told: bool, comma: bool, has_own: bool, opens_bracket: bool) -> Said:
    """Whether a time right behind a figure is told of the next one."""
    return weights.said(f"beside, of next {told} comma {comma} own {has_own}", f"beside, opens bracket {opens_bracket}")


@lru_cache(_KEPT)
def of_last(weights: Weights, where: str, zone: str, is_none: bool, alike: bool, stock: bool, last_stock: bool) -> Said:
    """The figure before took the time, or none."""
    return weights.said(
        f"last took {where} {zone}", f"last took {where} {is_none} alike {alike}",
        f"last took {where} stock {stock} {last_stock} {is_none}",
    )  # fmt: skip


@lru_cache(_KEPT)
def of_alike(weights: Weights, where: str, zone: str, is_none: bool, alike: bool, stock: bool) -> Said:
    """The last figure of the same sort took the time, or none."""
    return weights.said(
        f"alike took {where} {is_none}", f"alike took {where} {zone} stock {stock}", f"alike took {where} {is_none} alike {alike}"
    )


@lru_cache(_KEPT)
def of_share(weights: Weights, part: str, count: int, is_none: bool, zone: str, stock: bool) -> Said:
    """How many of the like figures of a paragraph took the time, or none."""
    return weights.said(f"{part} of {count} {is_none}", f"{part} {zone} stock {stock}")


@lru_cache(_KEPT)
def of_whole(weights: Weights, whole_is: str, is_none: bool, measure: str, stock: bool, whole_stock: bool) -> Said:
    """The figure it is a part or share of took the time, or none."""
    return weights.said(
        f"whole took {whole_is} {is_none}", f"whole took {whole_is} {measure} {is_none}",
        f"whole took {whole_is} {stock} {whole_stock} {is_none}",
    )  # fmt: skip


@lru_cache(_KEPT)
def none_of_figure(weights: Weights, figure: FigureSort) -> Said:
    """What the sort of a figure says for no time."""
    return weights.said(
        "none", f"none stock {figure.stock}", f"none of {figure.kind}", f"none status {figure.status}",
        f"none measure {figure.measure} {figure.is_percent}", f"none whole {figure.whole_is}", f"none unit of time {figure.of_time}",
    )  # fmt: skip


@lru_cache(_KEPT)
def none_of_times(weights: Weights, inside: int, before: int, carried: bool, stock: bool, status: str, in_title: bool) -> Said:
    """What the times named before say for no time."""
    return weights.said(
        f"none in sentence {inside}",
        f"none before {before}",
        f"none title {in_title}",
        f"none carried {carried} stock {stock} {status}",
        f"none carried {carried} title {in_title}",
    )


@lru_cache(_KEPT)
def none_though(weights: Weights, rule: str) -> Said:
    """No time though a rule proposes one."""
    return weights.said(f"none though {rule}")


class Codings(NamedTuple):
    """What speaks for coding a time (or none) as what happened, and as a state."""

    event: Said
    state: Said


def _codings(weights: Weights, *features: str) -> Codings:
    event, state = (weights.said(*[f"{coding} {feature}" for feature in features]) for coding in (EVENT, STATE))
    return Codings(event, state)


@lru_cache(_KEPT)
def coded_of_figure(weights: Weights, figure: FigureSort, words: Words) -> Codings:
    """What a figure is says for its codings: `có 5 tổ hòa giải` are there, `có 5 hộ được hỗ trợ` are not."""
    stock, measure = figure.stock, figure.measure
    return _codings(
        weights, f"{stock}", f"of {figure.kind}", f"of {words.indicator} {measure}", f"{measure} {stock}", f"unit {words.unit}",
        f"status {figure.status} {stock}", f"there {words.there} {stock}", f"happened {words.happened} {stock}",
        f"direction {words.direction}", f"frequency {words.frequency}",
    )  # fmt: skip


@lru_cache(4 * _KEPT)
def coded_of_word(weights: Weights, place: str, word: str) -> Codings:
    """What a word beside a figure says for its codings, by its place."""
    return _codings(weights, f"{place} {word}")


@lru_cache(_KEPT)
def coded_of_last(weights: Weights, as_coded: str, stock: bool, last_stock: bool) -> Codings:
    """How the figure before it in the sentence was coded."""
    return _codings(weights, f"last {as_coded} {stock} {last_stock}")


@lru_cache(_KEPT)
def coded_of_alike(weights: Weights, as_coded: str, same_indicator: bool, same_unit: bool) -> Codings:
    """How the figure before it was coded, and whether it counts the same."""
    return _codings(weights, f"last {as_coded} alike {same_indicator} {same_unit}")


@lru_cache(_KEPT)
def coded_of_whole(weights: Weights, as_coded: str, whole_is: str, measure: str) -> Codings:
    """How the figure it is a part or share of was coded."""
    return _codings(weights, f"whole {as_coded} {whole_is} {measure}")


@lru_cache(_KEPT)
def coded_of_status(weights: Weights, status: str, timed: bool) -> Codings:
    """Fact or aim, with a time or none."""
    return _codings(weights, f"status {status} timed {timed}")
