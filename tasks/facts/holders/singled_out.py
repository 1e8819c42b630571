"""Bodies and places that a sentence sets apart for one figure: `Riêng thị xã A tăng 4 vụ`, `nhiều nhất là Đảng bộ B với 13 đồng chí`."""

from __future__ import annotations

from bisect import bisect_left

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.holders.mentions import HolderMentions, Mention, is_of_its_kind
from tasks.vi.text.fragments import ENDS_OF_SETTING_APART
from tasks.vi.text.patterns import pattern

# `Riêng | xã A`, `trong đó, | xã A`, `thấp nhất là | xã A`, `tiếp theo là | xã A`: read this far before the name, in code points.
_SETS_APART = pattern("sets_apart")
_BEFORE = 48
# What an item of a list begins behind: `Hội Phụ nữ quản lý 112 tổ; | Hội Nông dân 81 tổ`.
_ITEM, _OPENS_LIST = "; ", ": "
# How far behind the bracket a figure stands that it opens with, at most: `xã A (| tăng 36%)`.
_IN_BRACKET = 16


def singled_out(draft: Draft, reading: Reading, mentions: HolderMentions) -> str | None:
    """The body or place that is named for a figure alone, as printed in full: the last one before it, with no figure between."""
    index = bisect_left(mentions.starts, draft.start) - 1
    told = mentions.all[index] if index >= 0 else None
    if told is None or told.one.start < draft.sentence.start or told.one.is_plural or told.names_nobody:
        return None
    earlier = draft.previous
    if told.one.end > draft.start or (earlier is not None and earlier.end > told.one.end) or is_of_its_kind(told.one, draft):
        return None
    return told.printed if _opens_bracket(draft, reading, told) or _is_set_apart(draft, reading, told) else None


def _opens_bracket(draft: Draft, reading: Reading, told: Mention) -> bool:
    """`thấp nhất là xã A (36%) và thị trấn B (38,5%)`."""
    between = reading.spelled[told.one.end : draft.start]
    if told.one.kind != "place" or not between.startswith(" (") or len(between) > _IN_BRACKET:
        return False
    return told.one.role != "within" and not any(mark in between for mark in ",;:)")


def _is_set_apart(draft: Draft, reading: Reading, told: Mention) -> bool:
    spelled, start = reading.spelled, told.one.start
    if ";" in spelled[told.one.end : draft.start]:
        return False
    before = spelled[max(draft.sentence.start, start - _BEFORE) : start]
    is_item = before.endswith(_ITEM) or (before.endswith(_OPENS_LIST) and spelled.find(_ITEM, draft.end, draft.sentence.end) > 0)
    return is_item or (before.endswith(ENDS_OF_SETTING_APART) and _SETS_APART.search(before) is not None)
