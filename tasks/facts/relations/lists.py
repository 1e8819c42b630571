"""The next item of a list, which says nothing of its own: it counts what the items before it count."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.facts.attributes.breakdowns import names_slice
from tasks.facts.attributes.qualifiers import PLAN_BESIDE
from tasks.facts.attributes.subjects import is_of_place, nothing_follows
from tasks.facts.candidates.cues import cues_within, speaks
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.links import OTHER
from tasks.facts.knowledge.noun_classes import anybody_nouns
from tasks.facts.knowledge.rules import Relation
from tasks.vi.text.fragments import MOST
from tasks.vi.text.patterns import pattern

# How far back a superlative looks for the change it speaks of, in figures and code points.
_FEW, _NEAR = 8, 400
_SHARE_OF_WHOLE = pattern("makes_up_before")
# `tặng quà cho 100 gia đình với tổng số tiền 18 triệu đồng`: the price of what was counted before, not the next sum of a list.
_PAID = pattern("paid")
_SETS_APART = pattern("opens_apart")
_RANKS, _NEXT_TIME = pattern("ranks"), pattern("next_time")


def going_on(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft:
    """An item that says nothing of its own continues the list it stands in: the same things after a semicolon, sums of money,
    cases of a kind, shares that `chiếm` a whole."""
    if earlier and draft.is_percent and draft.direction is not None and MOST in reading.spelled[draft.left.start : draft.start]:
        told = _same_change(draft, earlier)
        return draft.inheriting(told, Relation.MOST_OF) if told is not None else draft
    if (first := _ranked_of(draft, earlier, reading)) is not None:
        return draft.inheriting(first, Relation.MOST_OF)
    if not earlier or earlier[-1].sentence != draft.sentence:
        return draft
    last = earlier[-1]
    alike = last.is_percent or last.measure == "change"
    if draft.is_percent and alike and draft.noun is None and is_of_place(draft, reading, last.noun_end):
        whole = last.of or last
        if draft.measure == last.measure or (draft.direction is not None and draft.direction == whole.direction):
            # `tỷ lệ hộ nghèo cao như: xã A 14,6%, xã B 11,7%`, `kế đến là xã A giảm 7,7%`
            return draft.inheriting(last, Relation.LIST_OF)._replace(label=last.label)
        return draft
    listed = ";" in reading.spelled[last.end : draft.start]
    for one in reversed(earlier[-12:]):
        if one.sentence != draft.sentence:
            return draft
        if one.indicator == OTHER or one.kind != draft.kind:
            continue
        paid = draft.previous is not one and _PAID.search(reading.spelled, draft.left.start, draft.start) is not None
        money = one.unit == draft.unit and not paid and (draft.kind == "money" or (listed and draft.kind in ("area", "price")))
        said = cues_within(reading, draft.left.start, draft.start)
        silent = not speaks(said)
        cases = draft.noun_class == one.noun_class == "case" and not any(hit.key == "moves_members" for hit in said)
        people = (
            listed
            and silent
            and draft.kind == "count"
            and draft.noun is not None
            and one.unit == draft.unit
            and draft.noun_class in anybody_nouns()
            and not _has_own_subject(draft, said, reading)
        )
        shares = draft.is_percent and _SHARE_OF_WHOLE.search(reading.spelled[draft.left.start : draft.start]) is not None
        shares = shares and (listed or (one.is_percent and bool(one.breakdown) and names_slice(draft, reading) is not None))
        if money or cases or people or shares:
            return draft.inheriting(one, Relation.LIST_OF)._replace(is_part=people)
        return draft
    return draft


def _ranked_of(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """What was told of all, before a sentence on who has most: `Nhiều nhất là xã A với 13 đồng chí, kế tiếp là xã B, 9 đồng chí`."""
    if draft.noun_class not in anybody_nouns() or _RANKS.match(reading.spelled, draft.sentence.start) is None:
        return None
    line = reading.line_start(draft.start)
    near = (one for one in reversed(earlier[-_FEW:]) if one.start >= line and not one.is_percent and one.indicator != OTHER)
    return next((one for one in near if one.unit == draft.unit), None)


def take_as_next_time(draft: Draft, reading: Reading) -> Draft | None:
    """The same at another time, where only a time stands between two bare numbers: `năm 2021 là 198, năm 2022 lên 264`."""
    like = draft.previous
    if like is None or draft.noun is not None or like.noun is not None or not draft.kind == like.kind == "count" or like.indicator == OTHER:
        return None
    if not nothing_follows(draft, reading) or _NEXT_TIME.fullmatch(reading.spelled, like.end, draft.start) is None:
        return None
    return draft.inheriting(like, Relation.LIST_OF)._replace(unit=like.unit, unit_text=like.unit_text, breakdown=like.breakdown)


def take_set_apart(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """A share of places that a sentence sets apart, of what was told of all of them: `Riêng 3 xã vùng cao đạt 100%`."""
    if not draft.is_percent or draft.noun is not None or draft.measure != "share":
        return None
    opens = _SETS_APART.match(reading.spelled, draft.sentence.start, draft.start)
    if opens is None or speaks(cues_within(reading, draft.sentence.start, draft.start)):
        return None
    line = reading.line_start(draft.start)
    told = (one for one in reversed(earlier[-_FEW:]) if one.start >= line and one.sentence != draft.sentence and one.is_percent)
    like = next(told, None)
    if like is None or like.measure != "share" or like.indicator == OTHER:
        return None
    return draft.inheriting(like, Relation.AT_PLACE)


def take_as_plan(draft: Draft, reading: Reading) -> Draft | None:
    """The plan beside what was reached, where it says nothing of its own: `kết nạp 29 đảng viên (nghị quyết giao 25)`."""
    like = draft.previous
    if like is None or draft.why.get("status") != PLAN_BESIDE or draft.noun is not None or draft.is_percent or like.is_percent:
        return None
    if not nothing_follows(draft, reading) or like.measure not in ("count", "amount"):
        return None
    taken = draft.inheriting(like, Relation.LIST_OF)
    return taken._replace(kind=like.kind, measure=like.measure, unit=like.unit, unit_text=like.unit_text, breakdown=like.breakdown)


def _has_own_subject(draft: Draft, said: Sequence[Hit], reading: Reading) -> bool:
    """Whether an item of a list says of somebody else what there is: `Chi bộ có 11 đảng viên; công ty đang có 90 lao động`."""
    there = next((hit for hit in said if hit.key == "stock"), None)
    return there is not None and bool(reading.spelled[draft.left.start : there.start].strip())


def _same_change(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The change that a superlative goes on from: `tỷ lệ hộ nghèo giảm 2,1%. Xã giảm nhiều nhất là Nam Sơn 5,2%`."""
    near = (one for one in reversed(earlier[-_FEW:]) if draft.start - one.end < _NEAR and one.is_percent and one.indicator != OTHER)
    return next((one for one in near if one.direction == draft.direction), None)
