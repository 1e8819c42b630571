"""Lists of places, each with its figure, of what was told of all of them.

`3 huyện thu đạt thấp là Nam Sơn (38%), Bắc Lạc (39%)`, `tỷ lệ hộ nghèo cao như: Ea Súp có 7.849 hộ (43%); Krông Bông 7.686 hộ`.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.facts.attributes.indicators import judge
from tasks.facts.attributes.subjects import is_of_place
from tasks.facts.candidates.cues import cues_within
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.links import OTHER
from tasks.facts.knowledge.noun_classes import place_nouns
from tasks.facts.knowledge.rules import Relation, RuleId
from tasks.vi.text.patterns import pattern

_FIRST_PLACE = pattern("first_place")
_LIST_MARK = pattern("list_mark")
_NEAR = 60
_FEW = 8


def take_at_place(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """A share of a place of a list, of what was told of all of them; None when it is none.

    What is told stands before the count (`tỷ lệ hộ nghèo tại 2 xã gồm xã Ba 14%`), after it (`3 huyện có tỷ lệ hộ nghèo cao
    là A (38%)`), or is that of the shares before it in the sentence.
    """
    before = draft.previous
    if not draft.is_percent or draft.noun is not None or before is None:
        return None
    if "at_place" in before.why and is_of_place(draft, reading, before.end):
        return _inherit(draft, before)
    if before.noun_class not in place_nouns() or not _opens_list(draft, before, reading):
        return None
    for start, end in ((before.left.start, before.start), (before.noun_end, draft.start)):
        verdict = judge(draft, None, cues_within(reading, start, end), ())
        if verdict is not None and verdict.strong:
            taken = draft.taking(verdict.indicator, RuleId(verdict.rule, (Relation.AT_PLACE,)))
            return taken._replace(why={**draft.why, "at_place": before.printed})
    shares = (one for one in reversed(earlier[-_FEW:]) if one.sentence == draft.sentence and one.is_percent and one.indicator != OTHER)
    like = next(shares, None)
    return _inherit(draft, like) if like is not None else None


def _opens_list(draft: Draft, places: Draft, reading: Reading) -> bool:
    """Whether the name of a place, the first after they were counted, stands right before the number."""
    named = _FIRST_PLACE.search(reading.text, max(places.noun_end, draft.start - _NEAR), draft.start)
    return named is not None and all(word[0].isupper() for word in named[1].split())


def _inherit(draft: Draft, like: Draft) -> Draft:
    measure = like.measure if draft.measure == "share" else draft.measure
    return draft.inheriting(like, Relation.AT_PLACE)._replace(measure=measure, breakdown=like.breakdown)


def take_in_row(draft: Draft, reading: Reading) -> Draft | None:
    """A count of the next place of a list that counts what the last one did; None when it is none."""
    before = draft.previous
    if before is None or draft.noun_class is None:
        return None
    like = next((one for one in draft.before() if not one.is_percent), None)
    if like is None or like.noun_class != draft.noun_class or like.measure != draft.measure:
        return None
    if not is_of_place(draft, reading, before.noun_end):
        return None
    return draft.inheriting(like, Relation.ROW_OF)._replace(breakdown=like.breakdown)


def take_under_heading(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """People of a place in a line under a heading that counts all of them; None when it is none.

    `9 người chết gồm:` / `- Phường A: 1 người` / `- Xã B: 4 người`
    """
    if draft.noun_class is None or draft.previous is not None or draft.is_percent or not earlier:
        return None
    mark = _LIST_MARK.match(reading.spelled, reading.line_start(draft.start))
    if mark is None or not mark[0].strip() or not is_of_place(draft, reading, mark.end()):
        return None
    for like in reversed(earlier[-_FEW:]):
        above = reading.spelled.find("\n", like.end)
        if like.noun_class != draft.noun_class or like.measure != draft.measure:
            continue
        if like.rule.relations[:1] == (Relation.ROW_OF,) or reading.spelled[:above].endswith(":"):
            return draft.inheriting(like, Relation.ROW_OF)._replace(breakdown=like.breakdown)
        return None
    return None
