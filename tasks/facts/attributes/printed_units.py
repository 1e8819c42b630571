"""The unit of a number, from the noun or measure after it, the noun of marks before it, or those it stands for (`cả 2`)."""

from __future__ import annotations

from tasks.facts.attributes.subjects import is_any_area, nothing_follows
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.vi.text.patterns import pattern

# `huyện có 87 điểm`, `tại 5 điểm`: places, where nothing is scored.
_PLACES = pattern("there_before")
_AT_PLACES = pattern("at_places")
_POINTS_ARE_PLACES = pattern("points_are_places")
_SCORED = pattern("scored")
# `điểm chuẩn ngành Luật là 24,75`
_MARKS_SET = pattern("marks_set")
_MOST_MARKS = 1000
_MEAN_AGE = pattern("mean_age")  # `tuổi đời bình quân 46,3`
# `mua ròng 167 nghìn đơn vị`: shares.
_TRADED = pattern("traded_unit")
_ONLY_CHILDREN, _HAS_CHILDREN = pattern("only_children"), pattern("has_children")
_OWN_CHILDREN, _CHILDREN_GO_ON = pattern("own_children"), pattern("children_go_on")
_FAMILY, _ANIMAL = pattern("family_word"), pattern("animal_word")
_MOST_CHILDREN = 15
# `Cả 2 bỏ trốn`
_ALL_OF_THEM = pattern("all_of_them")
_FAR_BACK = 200
# `7 bệnh nhân tử vong, 1 nguy kịch`
_COUNTED_SO_FAR, _WHO_THEY_ARE = pattern("counted_so_far"), pattern("who_they_are")
_BODY, _PERSON, _POINT, _ITEM = "organisation", "person", "point", "item"
_YEAR = "year"


def read_unit(draft: Draft, reading: Reading, before: str) -> str:
    """The unit of a figure; `before` is its clause up to the number."""
    if draft.kind == "percent":
        return "percent"
    noun = draft.noun
    if noun is None:
        return "vnd" if draft.kind == "money" else _unit_of_bare(draft, reading, before)
    if noun.key == _POINT and _are_places(draft, reading, before):
        return _ITEM
    if noun.phrase.is_unit:
        return noun.key
    if is_any_area(draft, reading):
        return _ITEM
    if noun.key == _BODY and draft.number.magnitude > 1 and _TRADED.fullmatch(noun.phrase.surface):
        return _ITEM
    if _ONLY_CHILDREN.fullmatch(noun.phrase.surface) and (_HAS_CHILDREN.search(before) or _are_children(draft, reading)):
        return _PERSON
    return noun.phrase.value


def _are_children(draft: Draft, reading: Reading) -> bool:
    """Whether so many are somebody's children: `chị một mình nuôi ba con ăn học`; not `nhà nuôi 2 con bò`."""
    spelled, start = reading.spelled, draft.sentence.start
    if draft.number.value > _MOST_CHILDREN or not _OWN_CHILDREN.search(spelled, start, draft.start):
        return False
    if not _CHILDREN_GO_ON.match(spelled, draft.noun_end) or _ANIMAL.search(spelled, reading.line_start(draft.start), draft.sentence.end):
        return False
    return _FAMILY.search(spelled, start, draft.sentence.end) is not None


def _unit_of_bare(draft: Draft, reading: Reading, before: str) -> str:
    """The unit of a number without a noun of its own: marks that a noun before it names, or the people it stands for."""
    if draft.kind != "count" or draft.number.denominator is not None:
        return _ITEM
    if draft.number.value < _MOST_MARKS and _MARKS_SET.search(before):
        return _POINT
    if _MEAN_AGE.search(before):
        return _YEAR
    if _ALL_OF_THEM.search(before):
        nouns = reading.phrases["noun"].longest_within(max(0, draft.start - _FAR_BACK), draft.start)
        return _PERSON if nouns and nouns[-1].phrase.value == _PERSON else _ITEM
    like = draft.previous
    if like is None or like.unit != _PERSON or nothing_follows(draft, reading):
        return _ITEM
    if _WHO_THEY_ARE.match(reading.spelled, draft.end) and _COUNTED_SO_FAR.fullmatch(reading.spelled, like.noun_end, draft.start):
        return _PERSON
    return _ITEM


def _are_places(draft: Draft, reading: Reading, before: str) -> bool:
    """Whether points are places, of which there are so many: `có 87 điểm` where nothing is scored, `thi ở 38 điểm`, `20 điểm bị sạt lở`."""
    if _AT_PLACES.search(before) or _POINTS_ARE_PLACES.match(reading.spelled, draft.noun_end):
        return True
    return _PLACES.search(before) is not None and _SCORED.search(reading.spelled, *draft.sentence) is None
