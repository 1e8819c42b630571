"""What a number counts when its own noun does not tell: the noun before it, the heading of its list, its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.facts.attributes.breakdowns import IS, is_beside
from tasks.facts.attributes.indicators import stock_of
from tasks.facts.candidates.cues import cues_within, outside_cues, speaks_of_whole
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.lexicons import is_weak, phrases
from tasks.facts.knowledge.links import root
from tasks.facts.knowledge.noun_classes import anybody_nouns, generic_nouns, place_nouns, rated_nouns
from tasks.vi.text.patterns import pattern

_ITEM_MARKS = " \n-–+*•"
# How near the next number of `447 tổ chức và 1.528 đảng viên` stands, in code points: no room for a verb.
_NEXT = 4
# `giành được 1/4 thành phố`, `kiểm soát 2/3 thị trấn`: the parts of one place, and who holds them.
_HELD = pattern("holds_ground")
_FEWEST, _MOST_PARTS = 2, 10
_BARE_AREA, _AREA_OWNER = pattern("bare_area"), pattern("area_owner")
_RESIDENTS, _BEFALLEN_NEXT = "residents", pattern("befallen_next")
_INSPECT = "inspect"
# Who is counted in whole numbers.
WHOLE_ONES = frozenset({"person", "household"})
PEOPLE_UNITS = frozenset({"person", "case"})
_RATED_TOGETHER = 8
# The place an item of a list is of, and nothing else: `, huyện Nam Hưng: 48,9%`, `; Tây Định 24%`.
_ITEM_PLACE = pattern("item_place")
# Where those are whom a number counts: `viên chức làm việc tại các hội quần chúng là 33`.
_PLACED = pattern("placed")
_PLACED_NEAR = 16
_ORGANISATION = pattern("organisation_word")
_POINTED_AT = pattern("pointed_at")
_ORGANISED = pattern("organised")
_NEAR_NAME = 16
# `số người làm việc trong đơn vị của bộ, ngành, địa phương là hơn 2 triệu`: whom the number counts, whose they are in a list.
_OF_SEVERAL, _ANY_PLACE = pattern("of_several"), pattern("any_place")
# What may follow a number that has no noun of its own: anything else is a noun that the lexicon does not know.
_NOTHING_FOLLOWS = pattern("nothing_follows")
# Words that are no noun, whatever they say of what was counted before: `số đảng viên là 24 được phân công`.
_NO_NOUN_FOLLOWS = pattern("no_noun_follows")
_NEXT_VERB = pattern("next_verb")
_SUBJECT = pattern("share_subject")


def find_label(draft: Draft, reading: Reading) -> Hit | None:
    """The noun before the number in its clause: what a number without a noun of its own counts.

    The last one that is not part of a name (`toàn huyện`, `xã A`); of a per cent the one that `tỷ lệ` stands before.
    """
    if reading.spelled[draft.clause.start : draft.start].rstrip().endswith(":"):
        item = reading.phrases["noun"].longest_at(draft.clause.start + _leading_blanks(reading.spelled, draft.clause.start))
        if item and (reading.spelled[item.end : draft.start].strip() == ":" or _is_sliced(item, draft, reading)):
            return item  # `phẩm chất đạo đức: 14`, `Đảng viên nữ: 420`
        if draft.is_percent:
            return _subject_of_places(draft, reading)
        told = _SUBJECT.search(reading.spelled, draft.clause.start, draft.start)  # `Tổng số giáo viên của trường: 56`
        bare = draft.noun is None or draft.noun_class in anybody_nouns()
        return reading.phrases["noun"].longest_at(told.end()) if told and bare else None
    if (said := _said_before_bracket(draft, reading)) is not None:
        return said
    subject = _SUBJECT.search(reading.spelled, draft.clause.start, draft.start)
    named = reading.phrases["noun"].longest_at(subject.end()) if subject else None
    if named is not None or draft.is_percent:
        return named or _sliced_subject(draft, reading) or _subject_of_places(draft, reading)
    nouns = outside_cues(reading, reading.phrases["noun"].longest_within(draft.clause.start, draft.start))
    nouns = [noun for noun in reversed(nouns) if not _is_no_label(noun, reading)]
    if draft.number.decimals and draft.number.magnitude == 1:
        nouns = [noun for noun in nouns if noun.phrase.value not in WHOLE_ONES]  # `lương hệ số của giáo viên chỉ 1,86`
    nouns = [noun for noun in nouns if noun.key not in place_nouns() or not _is_whose(noun, nouns)]
    if not nouns and (head := _OF_SEVERAL.search(reading.spelled, draft.left.start, draft.start)) is not None:
        return reading.phrases["noun"].longest_at(head.start(1))
    counted = (noun for noun in nouns if _PLACED.search(reading.spelled, max(0, noun.start - _PLACED_NEAR), noun.start) is None)
    return next(counted, nouns[0] if nouns else None)


def _said_before_bracket(draft: Draft, reading: Reading) -> Hit | None:
    """The longer noun right before a bracket that says its head again: `số đơn vị hành chính cấp xã (13 đơn vị)`."""
    opened = draft.clause.start - 1
    if draft.noun is None or opened < 0 or reading.spelled[opened : draft.start].strip() != "(":
        return None
    nouns = reading.phrases["noun"].longest_within(draft.left.start, opened)
    if not nouns or reading.spelled[nouns[-1].end : opened].strip():
        return None
    return nouns[-1] if nouns[-1].phrase.surface.startswith(f"{draft.noun.phrase.surface} ") else None


def _is_no_label(noun: Hit, reading: Reading) -> bool:
    """Whether a word that may be a noun is none here: part of a name, or the verb of `đã tổ chức được 64 phiên`."""
    if _ORGANISATION.fullmatch(noun.phrase.surface) is not None and _ORGANISED.match(reading.spelled, noun.end):
        return True
    if noun.start > 1 and reading.spelled[noun.start - 2].isdigit():
        return True  # `25 giường/10.000 dân và 45 điều dưỡng/10.000 dân`: the base of a rate
    if _POINTED_AT.match(reading.spelled, noun.end):
        return True  # `chỉ tiêu của trường này là 245`
    return reading.in_name(noun.start) or _names_something(noun, reading.text)


def _is_whose(place: Hit, nouns: Sequence[Hit]) -> bool:
    """Whether a place is whose those are that a noun before it names: `số đơn vị sự nghiệp của địa phương là 53.700`."""
    return _ANY_PLACE.fullmatch(place.phrase.surface) is not None or any(
        noun.start < place.start for noun in nouns if noun.key != place.key
    )


def _names_something(noun: Hit, text: str) -> bool:
    """Whether a word that may be a noun is a word of a bare name: the first of `Nam Sơn 82`, the last of `Tây Hồ 12`."""
    if " " in noun.phrase.surface or not text[noun.start].isupper():
        return False
    *_, before = ("", *text[max(0, noun.start - _NEAR_NAME) : noun.start].split(" ")[:-1])
    return text[noun.end + 1 : noun.end + 2].isupper() or (before[:1].isupper() and before.isalpha())


def _sliced_subject(draft: Draft, reading: Reading) -> Hit | None:
    """The noun of `đảng viên nữ chiếm 34,6%`: it opens the clause and a slice of it follows."""
    noun = reading.phrases["noun"].longest_at(draft.clause.start + _leading_blanks(reading.spelled, draft.clause.start))
    if noun is None:
        return None
    slices = reading.phrases["breakdown"].longest_within(noun.end, draft.start)
    fits = slices and is_beside(noun, slices[0], reading) and IS.fullmatch(reading.spelled, slices[0].end, draft.start)
    return noun if fits else None


def is_of_place(draft: Draft, reading: Reading, start: int) -> bool:
    """Whether only the name of a place stands between a position and the number: the next item of a list of places."""
    item = _ITEM_PLACE.fullmatch(reading.text, start, draft.start)
    if item is None:
        return False
    words = re.split("[ ’']", item[2])
    return (len(words) > 1 or item[1] is not None) and all(word[0].isupper() for word in words)


def _subject_of_places(draft: Draft, reading: Reading) -> Hit | None:
    """The noun of a list of places, said before the first one: `số giáo dân chiếm tỷ lệ cao, như huyện Nam Hưng: 48,9%`."""
    if not is_of_place(draft, reading, draft.clause.start):
        return None
    nouns = (reading.phrases["noun"].longest_at(match.end()) for match in _SUBJECT.finditer(reading.spelled, draft.left.start, draft.start))
    return next((noun for noun in reversed(list(nouns)) if noun is not None), None)


def _leading_blanks(spelled: str, start: int) -> int:
    return len(spelled[start : start + 8]) - len(spelled[start : start + 8].lstrip(_ITEM_MARKS))


def _is_sliced(noun: Hit, draft: Draft, reading: Reading) -> bool:
    """Whether a slice of the noun is all that stands between it and the colon before the number: `Đảng viên là người dân tộc: 43`."""
    slices = reading.phrases["breakdown"].longest_within(noun.end, draft.start)
    return bool(slices) and is_beside(noun, slices[0], reading) and reading.spelled[slices[-1].end : draft.start].strip() == ":"


def _goes_with_members(draft: Draft, noun: Hit | None, reading: Reading) -> bool:
    """Whether `tổ chức` are those of the Party, since members are counted with them: `447 tổ chức và 1.528 đảng viên`, or before."""
    following, before = draft.following, draft.previous
    together = following is not None and following.noun_class == "party_member" and following.start - draft.noun_end <= _NEXT
    together = together or (before is not None and before.noun_class == "party_member" and draft.start - before.noun_end <= _NEXT)
    if before is not None and before.noun_class == "party_organisation":  # `kiểm tra 9 tổ chức đảng, giám sát 5 tổ chức`
        together = together or any(hit.key == _INSPECT for hit in cues_within(reading, before.noun_end, draft.start))
    return together and noun is not None and _ORGANISATION.fullmatch(noun.phrase.surface) is not None


def _is_out_of_bodies(draft: Draft, reading: Reading) -> bool:
    """Whether bodies are some of those of the Party that were counted right before: `Trong 58 tổ chức đảng, 11 tổ chức xếp loại tốt`."""
    whole = draft.previous
    if whole is None or whole.noun is None or draft.noun is None or whole.noun_class != "party_organisation":
        return False
    return whole.noun.phrase.surface.startswith(f"{draft.noun.phrase.surface} ") and speaks_of_whole(whole, reading)


def counted_noun(draft: Draft, reading: Reading) -> str | None:
    """The noun class a draft counts: its own unless that is generic and a more telling one stands before the number.

    A number that a word follows which no lexicon knows counts what that word names, not what is told before it.
    """
    if draft.is_percent and draft.noun is None:
        return None
    own = draft.noun_class
    if own in place_nouns() and (_is_of_one(draft, reading) or is_any_area(draft, reading)):
        return None
    if own == "organisation" and (_goes_with_members(draft, draft.noun, reading) or _is_out_of_bodies(draft, reading)):
        return "party_organisation"
    if draft.kind != "count" or draft.label is None or draft.label.key in generic_nouns():
        return own
    if names_unknown(draft, reading):
        return None
    if own == "organisation" and (draft.label.key.startswith("party_") or draft.label.key == "enterprise"):
        return draft.label.key  # `tổng số tổ chức đảng là 185 tổ chức`
    if own == "organisation" and says_head_again(draft):
        return draft.label.key  # `tổng số đơn vị hành chính là 13 đơn vị`
    if draft.label.key == _RESIDENTS and own is not None and _BEFALLEN_NEXT.match(reading.spelled, draft.end):
        return own  # `dân hôi của sau tai nạn 2 người chết`
    if own is None or (own in anybody_nouns() and is_same_unit(draft.label.phrase.value, draft.unit)):
        return draft.label.key
    return own


def _is_of_one(draft: Draft, reading: Reading) -> bool:
    """Whether a fraction is of one place rather than of several: `giành được 1/4 thành phố`; not `1/3 số xã`, `3/4 xã đạt chuẩn`."""
    if draft.is_percent:  # `kiểm soát 60% tỉnh Idlib`
        bare = draft.noun is not None and not reading.spelled[draft.end : draft.noun.start].strip()
        return bare and reading.text[draft.noun_end + 1 : draft.noun_end + 2].isupper()
    under = draft.number.denominator
    if under is None or not _FEWEST <= under <= _MOST_PARTS or draft.noun is None or reading.spelled[draft.end : draft.noun.start].strip():
        return False
    return _HELD.search(reading.spelled, draft.clause.start, draft.start) is not None


def is_any_area(draft: Draft, reading: Reading) -> bool:
    """Whether areas are parts of anything rather than of a commune: `bệnh viện chia làm 5 khu`."""
    if draft.noun is None or _BARE_AREA.fullmatch(draft.noun.phrase.surface) is None:
        return False
    return _AREA_OWNER.search(reading.spelled, *draft.sentence) is None


def names_unknown(draft: Draft, reading: Reading) -> bool:
    """Whether the word after a number is a noun that no lexicon knows: `12 bát sứ`."""
    if draft.noun is not None or nothing_follows(draft, reading):
        return False
    return _NO_NOUN_FOLLOWS.match(reading.spelled, draft.end) is None


def shared_noun(draft: Draft, reading: Reading) -> Draft | None:
    """The figure whose noun a list of verbs with bare numbers ends in: `khiển trách 17, cảnh cáo 4, khai trừ 2 trường hợp`."""
    if draft.noun is not None or draft.is_percent or not nothing_follows(draft, reading):
        return None
    said = cues_within(reading, draft.clause.start, draft.start)
    if not said or is_weak(said[-1].key) or reading.spelled[said[-1].end : draft.start].strip():
        return None
    one = draft
    while one.following is not None and _NEXT_VERB.fullmatch(reading.spelled, one.end, one.following.start):
        one = one.following
        if one.noun is not None:
            return one if one.kind == "count" and one.noun_class is not None else None
    return None


def says_head_again(draft: Draft) -> bool:
    """Whether the noun after a number is the head of a longer one before it: `đơn vị` of `đơn vị hành chính cấp xã`."""
    if draft.noun is None or draft.label is None:
        return False
    return draft.label.phrase.surface.startswith(f"{draft.noun.phrase.surface} ")


def nothing_follows(draft: Draft, reading: Reading) -> bool:
    """Whether a number stands without a noun after it, known to the lexicon or not."""
    return _NOTHING_FOLLOWS.match(reading.spelled, draft.end) is not None


def is_same_unit(one: str, other: str) -> bool:
    """Whether two units count the same: persons are also counted as `trường hợp`."""
    return one == other or {one, other} <= PEOPLE_UNITS


def find_heading(draft: Draft, reading: Reading) -> Hit | None:
    """The noun of a heading before a colon: `Hình thức kỷ luật đảng viên: khiển trách 28`."""
    colon = reading.spelled.rfind(":", draft.left.start, draft.clause.start)
    if colon < 0:
        return None
    nouns = reading.phrases["noun"].longest_within(draft.left.start, colon)
    return next((noun for noun in reversed(nouns) if not reading.in_name(noun.start)), None)


def rated_noun(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> str | None:
    """What a number without a noun counts that rates what was told before it: `10 đảng viên HTXSNV, chiếm 11%; 186 HTTNV`."""
    if draft.noun is not None or draft.kind not in ("count", "percent"):
        return None
    own = (hit.key for hit in reversed(reading.phrases["noun"].longest_within(draft.left.start, draft.start)) if hit.key in rated_nouns())
    noun = next(own, None) or _rated_before(draft, earlier)  # `…; tỷ lệ đảng viên xếp loại hoàn thành tốt nhiệm vụ 93%`
    if noun is None:
        return None
    said = [hit.key for hit in cues_within(reading, draft.clause.start, draft.right.end)]
    of_its_own = any(key.endswith("_cue") for key in said)
    return noun if any(key.startswith("rated_") for key in said) and not of_its_own else None


def _rated_before(draft: Draft, earlier: Sequence[Draft]) -> str | None:
    """The noun of the last members or bodies of the Party told in the sentence."""
    for one in reversed(earlier[-_RATED_TOGETHER:]):
        if one.sentence != draft.sentence:
            return None
        whole = root(one.indicator)
        noun = next((noun for noun in rated_nouns() if (stock := stock_of(noun)) is not None and stock.indicator == whole), None)
        if noun is not None:
            return noun
    return None


def unit_of(noun: str) -> str:
    """The unit of a noun class."""
    return next(phrase.value for phrase in phrases() if phrase.table == "noun" and phrase.key == noun)


def names_number_of(draft: Draft, reading: Reading) -> bool:
    """Whether the clause says what the number is of: `có số ca mắc lên đến hơn 100`."""
    return _SUBJECT.search(reading.spelled, draft.clause.start, draft.start) is not None
