"""Bodies and places that a sentence sets apart for one figure: `Riêng thị xã A tăng 4 vụ`, `nhiều nhất là Đảng bộ B với 13 đồng chí`."""

from __future__ import annotations

from bisect import bisect_left

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.holders.mentions import HolderMentions, Mention, is_of_its_kind
from tasks.vi.entities.names import Organisation
from tasks.vi.text.fragments import AND, ENDS_OF_SETTING_APART, GETS
from tasks.vi.text.patterns import pattern

# `Riêng | xã A`, `trong đó, | xã A`, `thấp nhất là | xã A`, `tiếp theo là | xã A`: read this far before the name, in code points.
_SETS_APART = pattern("sets_apart")
_BEFORE = 48
_COMMITTEES = frozenset({"party_committee", "party_cell"})
# What an item of a list begins behind: `Hội Phụ nữ quản lý 112 tổ; | Hội Nông dân 81 tổ`.
_ITEM, _OPENS_LIST = "; ", ": "
# How far before its figure a row of names ends, at most.
_NEAR = 30
# How far behind the bracket a figure stands that it opens with, at most: `xã A (| tăng 36%)`.
_IN_BRACKET = 16


def singled_out(draft: Draft, reading: Reading, mentions: HolderMentions) -> str | None:
    """The body or place that is named for a figure alone, as printed in full: the last one before it, with no figure between. Those of a
    row that act as one are told as printed."""
    if (doer := _doer_behind(draft, reading, mentions)) is not None:
        return doer
    index = bisect_left(mentions.starts, draft.start) - 1
    told = mentions.all[index] if index >= 0 else None
    if told is None or told.one.start < draft.sentence.start or told.one.is_plural or told.names_nobody:
        return None
    if told.one.end > draft.start or is_of_its_kind(told.one, draft):
        return None
    if draft.previous is not None and draft.previous.end > told.one.end:
        return told.printed if _opens_item(draft, reading, told.one) else None
    if _opens_bracket(draft, reading, told):
        return told.printed
    first = _first_of_row(index, draft, reading, mentions)
    apart = _opens_item(draft, reading, first) or _is_set_apart(draft, reading, first)
    if first.start == told.one.start:
        return told.printed if apart else None
    acts = told.one.end + _NEAR > draft.start and "," not in reading.spelled[told.one.end : draft.start]
    return reading.text[first.start : told.one.end] if acts and (apart or first.start == draft.sentence.start) else None


def _doer_behind(draft: Draft, reading: Reading, mentions: HolderMentions) -> str | None:
    """The committee or cell that does what is told: `23 quần chúng được | Đảng bộ Công ty kết nạp`."""
    if not reading.spelled.startswith(GETS, draft.noun_end):
        return None
    start = draft.noun_end + len(GETS)
    index = bisect_left(mentions.starts, start)
    told = mentions.all[index] if index < len(mentions.all) else None
    if told is None or told.one.start != start or told.one.kind not in _COMMITTEES or told.one.is_plural:
        return None
    return told.printed


def _first_of_row(index: int, draft: Draft, reading: Reading, mentions: HolderMentions) -> Organisation:
    """The first of the mentions that stand side by side up to one: `Xã A, xã B và thị trấn C`; itself where it stands alone."""
    one = mentions.all[index].one
    while index > 0:
        before = mentions.all[index - 1].one
        joint = reading.spelled[before.end : one.start]
        alike = before.kind == one.kind and before.role != "within" and (before.level == one.level or joint == AND)
        if before.start < draft.sentence.start or joint not in (", ", AND) or one.role == "within" or not alike:
            break
        index, one = index - 1, before
    return one


def _opens_bracket(draft: Draft, reading: Reading, told: Mention) -> bool:
    """`thấp nhất là xã A (36%) và thị trấn B (38,5%)`."""
    between = reading.spelled[told.one.end : draft.start]
    if told.one.kind != "place" or not between.startswith(" (") or len(between) > _IN_BRACKET:
        return False
    return told.one.role != "within" and not any(mark in between for mark in ",;:)")


def _opens_item(draft: Draft, reading: Reading, one: Organisation) -> bool:
    """`Hội Phụ nữ quản lý 112 tổ; | Hội Nông dân 81 tổ, dư nợ 129 tỷ đồng`: the item that the figure is told in."""
    spelled, start = reading.spelled, one.start
    before = spelled[max(draft.sentence.start, start - len(_ITEM)) : start]
    listed = before == _ITEM or (before == _OPENS_LIST and spelled.find(_ITEM, draft.end, draft.sentence.end) > 0)
    return listed and ";" not in spelled[one.end : draft.start]


def _is_set_apart(draft: Draft, reading: Reading, one: Organisation) -> bool:
    """`riêng xã A`, `nhiều nhất là Đảng bộ B`."""
    if ";" in reading.spelled[one.end : draft.start]:
        return False
    before = reading.spelled[max(draft.sentence.start, one.start - _BEFORE) : one.start]
    return before.endswith(ENDS_OF_SETTING_APART) and _SETS_APART.search(before) is not None
