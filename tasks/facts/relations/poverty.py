"""Poor households: who is told to be so, and the counts that a share stands for.

`hộ nghèo toàn huyện giảm còn 8,4%`, `còn 6,7% hộ nghèo, với hơn 2.500 hộ`, `giảm 0,8% hộ nghèo (290 hộ)`.
"""

from __future__ import annotations

from tasks.facts.attributes.subjects import is_of_place
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.links import Link, inverse, related
from tasks.facts.knowledge.rules import Relation
from tasks.vi.text.patterns import pattern

_REST = pattern("what_remains")
_STANDS_FOR = pattern("stands_for")
# Not what the poor get or do, nor who they are: `hộ nghèo được hỗ trợ 70%`, `hộ nghèo là đồng bào dân tộc chiếm 45%`.
_POOR_ARE = pattern("poor_are")
# `tỷ lệ hộ nghèo còn cao như: Ea Súp có 7.849 hộ`
_POOR_THERE = pattern("poor_there")
_PLAIN = pattern("plain_household")
_SAYS_SO, _THEN_CHANGES = pattern("says_so"), pattern("then_changes")


def take_as_rest(draft: Draft, reading: Reading) -> Draft | None:
    """Households that are left of the poor just told of: `năm 2018 có 200 hộ nghèo, đến nay chỉ còn 31 hộ`; None when it counts others."""
    before = draft.previous
    if before is None or draft.noun is None or _PLAIN.fullmatch(draft.noun.phrase.surface) is None or draft.number.denominator is not None:
        return None
    indicator = related(before.indicator, Link.LEFT_AS)
    between = reading.spelled[before.noun_end : draft.start]
    changes = draft.measure == "change" and _THEN_CHANGES.fullmatch(between) is not None  # `còn 6.214 hộ nghèo, giảm 702 hộ`
    if indicator is None or not (changes or _REST.fullmatch(between)):
        return None
    return draft._replace(
        indicator=indicator,
        rule=before.rule.through(Relation.LEFT_OF),
        counts=draft.noun_class,
        breakdown=before.breakdown,
        why={**draft.why, Relation.LEFT_OF: before.printed},
    )


def take_as_count(draft: Draft, reading: Reading) -> Draft | None:
    """Households told right after the share that they are; None when it does not count them."""
    share = draft.previous
    if share is None or not share.is_percent or draft.noun_class != "household" or draft.number.denominator is not None:
        return None
    indicator = related(share.indicator, Link.COUNTED_AS)
    between = reading.spelled[share.noun_end : draft.start]
    says_so = _STANDS_FOR.fullmatch(between) is not None and _SAYS_SO.search(between) is not None
    changes = draft.measure == "change" and _THEN_CHANGES.fullmatch(between) is not None  # `tỷ lệ hộ nghèo còn 4,2%, giảm 120 hộ`
    if indicator is None or not (says_so or changes):
        return None
    taken = draft._replace(
        indicator=indicator,
        rule=share.rule.through(Relation.COUNT_OF),
        head=share,
        counts=draft.noun_class,
        breakdown=share.breakdown,
        why={**draft.why, Relation.COUNT_OF: share.printed},
    )
    if inverse(indicator, Link.FALLS_AS) is not None and share.direction is not None:
        return taken._replace(measure="change", direction=share.direction)
    return taken


def poor_indicator(draft: Draft, reading: Reading, found: str | None) -> str | None:
    """What a share or count of households says whose clause tells of the poor: `hộ nghèo toàn huyện còn 8,4%`.

    None otherwise, and where what a rule `found` says as much.
    """
    if not (draft.is_percent and draft.noun is None) and draft.noun_class != "household":
        return None
    labelled = reading.spelled[draft.clause.start - 1 : draft.clause.start] == ":"  # `Hộ nghèo: dưới 0,4%`
    told = _POOR_ARE.search(reading.spelled, draft.left.start if labelled else draft.clause.start, draft.start)
    if told is None and is_of_place(draft, reading, draft.clause.start):
        told = _POOR_THERE.search(reading.spelled, draft.left.start, draft.clause.start)
    if told is None:
        return None
    indicator = told.lastgroup or ""
    if found is not None and related(found, Link.LEFT_AS) == indicator:
        return None
    return related(indicator, Link.SHARE_AS) if draft.is_percent else indicator
