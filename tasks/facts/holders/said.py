"""The features of holders in words, each group with what it counts: what depends on sorts alone is worked out once for all articles.

A feature's name is its key in `seeds/weights/holder.csv`. `choices.py` and `features.py` say which of them hold. The answers are kept:
they are read, and never changed.
"""

from __future__ import annotations

from functools import lru_cache

from tasks.facts.knowledge.weights import Weights

# How many answers of each sort are kept: some megabytes.
_KEPT = 8192
Counts = dict[str, float]
"""Features with what each counts."""


@lru_cache(_KEPT)
def of_part(weights: Weights, zone: str, role: str, kind: str, level: str, sets_scene: bool, is_named: bool, has_verb: bool) -> Counts:
    """What a sort of mention says by the part it plays in a zone."""
    return weights.of((
        zone, f"{zone} {role}", f"{zone} {role} {kind}", f"{zone} {role} verb {has_verb}", f"role {role}",
        f"{zone} {role} scene {sets_scene}", f"kind {kind}", f"level {level}", f"named {is_named}",
    ))  # fmt: skip


@lru_cache(_KEPT)
def of_zone(weights: Weights, zone: str, preposition: str, opens: bool) -> Counts:
    """What the word before a mention says in a zone, and that it opens its sentence."""
    return weights.of((f"{zone} after {preposition}", *([f"opens {zone}"] if opens else [])))


@lru_cache(_KEPT)
def of_sorts(weights: Weights, zone: str, role: str, kind: str, level: str, is_arm: bool, rank: int, of: str) -> Counts:
    """What the sort of a mention says for a sort of figure (`of`)."""
    return weights.of((
        f"{zone} rank {rank}", f"{zone} {role} {kind} rank {min(rank, 1)}", f"{zone} {kind} of {of}", f"kind {kind} of {of}",
        f"level {level} of {of}", f"arm {is_arm} of {of}",
    ))  # fmt: skip


@lru_cache(_KEPT)
def of_deed(weights: Weights, area: str, role: str, deed: str) -> Counts:
    """What the part a mention plays in an area says for a figure that a word leads to (`deed`): the police hold what they seized, not
    what a thief took."""
    return weights.of((f"{area} {role} before {deed}",))


@lru_cache(_KEPT)
def of_its_place(weights: Weights, zone: str, role: str, kind: str, is_arm: bool, rank: int, of: str) -> Counts:
    """What the sort of a mention says for the place it is of, and a sort of figure (`of`): the huyện of `Huyện ủy A`."""
    return weights.of((
        f"its place {zone} {role}", f"its place {zone}", f"its place {kind} of {of}", f"its place {role}",
        f"its place arm {is_arm} of {of}", f"its place {zone} rank {rank} of {of}", "kind place", f"kind place of {of}",
    ))  # fmt: skip


@lru_cache(_KEPT)
def of_nearer(weights: Weights, names: str, count: int) -> Counts:
    """How many names of others stand nearer to a figure than a mention (`other names`), or than the body whose place it is."""
    return weights.of((f"{names} nearer {count}",))


@lru_cache(_KEPT)
def of_name(weights: Weights, times: str, in_title: bool, in_lead: bool, of: str) -> Counts:
    """How often an article names a body or place, and where, for a sort of figure (`of`)."""
    titled = ("in title", f"in title of {of}") if in_title else ()
    return weights.of((f"named {times}", *titled, *(["in lead"] if in_lead else [])))


@lru_cache(_KEPT)
def of_acting(weights: Weights, deed: str, where: str, kind: str, of: str, other: str, is_told: bool) -> Counts:
    """The last body that acted, or the last place that set a scene; `is_told` whether one of the `other` stands nearer."""
    return weights.of((f"{deed} last {where}", f"{deed} last {where} {kind} of {of}", f"{deed} last {other} {is_told}"))


@lru_cache(_KEPT)
def of_nobody(weights: Weights, of: str, person: str | None, titled: bool, in_title: bool, choices: int, named: int) -> Counts:
    """What speaks for nobody holding a sort of figure (`of`): a person told of, no title, few choices, few names before it."""
    return weights.of((
        "nobody", f"nobody of {of}", f"nobody person {person is not None}", f"nobody person {person}", f"nobody title {titled} {in_title}",
        f"nobody choices {choices}", f"nobody named before {named}",
    ))  # fmt: skip


@lru_cache(_KEPT)
def of_nobody_in_list(weights: Weights, is_item: bool, share: int) -> Counts:
    """What speaks for nobody by whether the figure is an item of a list and how much the article speaks of one body, in quarters."""
    return weights.of((f"nobody list {is_item}", f"nobody told of share {share}"))


@lru_cache(_KEPT)
def nobody_before(weights: Weights, deed: str) -> Counts:
    """What the word that leads to a figure says for nobody holding it."""
    return weights.of((f"nobody before {deed}",))


@lru_cache(_KEPT)
def of_person(weights: Weights, is_household: bool) -> Counts:
    """A person is told of beside a choice."""
    return weights.of(("person told of", f"person told of {is_household}"))


@lru_cache(_KEPT)
def of_last(weights: Weights, where: str, since: int, alike: bool) -> Counts:
    """The holder of the figure before; `since` counts the names since then, `alike` says whether it counts the same."""
    return weights.of((f"holds last {where}", f"holds last {where} since then {since}", f"holds last {where} alike {alike}"))


@lru_cache(_KEPT)
def of_whole(weights: Weights, measure: str) -> Counts:
    """The holder of the figure it is a part or share of."""
    return weights.of(("holds whole", f"holds whole {measure}"))
