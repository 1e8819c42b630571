"""Holders named without their level: `Phú Hòa (giảm 7 ca)`, `Kỳ Tây 14,66%, Kỳ Lạc 11,73%`, `cao nhất là Mỹ Hưng với 220 hộ`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.vi.entities.organisation_words import surnames
from tasks.vi.gazetteer.place_names import known_names, place_key
from tasks.vi.text.fragments import AND, IS, MOST, RESPECTIVELY, STILL
from tasks.vi.text.patterns import pattern
from tasks.vi.text.spelling import one_spelling

_BARE_NAME = pattern("bare_name")
_LISTED_NAME = pattern("listed_name")
# `cao nhất là Mỹ Hưng chiếm 10,9%`
_MOST = pattern("singled_out_name")
# `và An Nhơn có tỷ lệ hộ nghèo thấp nhất 2,5%`, after such a name
_AND_LEAST = pattern("least_name")
# `Hướng Hiệp là xã có hộ nghèo giảm nhiều nhất, giảm 87 hộ`
_IS_A_PLACE = pattern("is_a_place")
# `, Xá Nhè giảm nhanh nhất với 131 hộ`, `còn Hải Khê mới 88,3%`
_LEADS = pattern("leading_name")
_CONTRASTED = pattern("contrasted_name")
_MARKETS = pattern("markets")
_BESIDE = "a name before it"
_FAR = 40
# What joins the names of a list, and how close its numbers stand, in code points.
_JOINTS = (", ", AND, f",{AND}")
_JOINED = 12
_FEWEST_NAMES = 2
_NEAR = 16


def bare_name_before(draft: Draft, reading: Reading, reasons: Mapping[int, str]) -> str | None:
    """The name that holds a figure by standing right before it, or before the bracket that holds only it."""
    row = draft.why.get("row") or _before_bracket(draft, reading) or _respectively(draft, reading)
    return row or _in_list(draft, reading) or _singled_out(draft, reading, reasons)


def _before_bracket(draft: Draft, reading: Reading) -> str | None:
    """`Phú Hòa (giảm 7 ca), Đồng Xuân (giảm 5 ca)`."""
    text, opened = reading.text, reading.text.rfind("(", draft.sentence.start, draft.start)
    if opened < 0 or draft.start - opened > 24 or ")" in text[opened : draft.start] or not _has_capital(text, opened):
        return None
    match = _BARE_NAME.search(text, max(draft.sentence.start, opened - _FAR), opened)
    if match is None or not _is_capitalised(match[1]) or _is_person(match[1]):
        return None
    if not reading.in_name(match.start(1)):
        return match[1]
    known = (one for one in reading.organisations if one.start == match.start(1) and one.end == match.end(1))
    return next((one.full for one in known if one.kind == "place" and not one.head and one.role != "within"), None)


def _respectively(draft: Draft, reading: Reading) -> str | None:
    """`A và B có tỷ lệ lần lượt là 40,6% và 32,5%`: of as many places as there are numbers, each in its turn."""
    if (told := reading.spelled.rfind(RESPECTIVELY, draft.sentence.start, draft.start)) < 0:
        return None
    if len(names := _places_before(reading, draft.sentence.start, told)) < _FEWEST_NAMES:
        return None
    before, after = _count_before(draft, told, len(names)), _count_after(draft, len(names))
    return names[before] if len(names) == before + 1 + after else None


def _count_before(draft: Draft, told: int, most: int) -> int:
    """How many figures stand between the word that deals them out and one of them; `most` where there are more."""
    count, one = 0, draft.previous
    while one is not None and one.start > told and count < most:
        count, one = count + 1, one.previous
    return count


def _count_after(draft: Draft, most: int) -> int:
    """How many figures follow one in its sentence, each of its sort and joined to the one before; `most` where there are more."""
    count, last = 0, draft
    while (
        count < most
        and (one := last.following) is not None
        and one.sentence == draft.sentence
        and one.kind == draft.kind
        and one.start - last.end < _JOINED
    ):
        count, last = count + 1, one
    return count


def _places_before(reading: Reading, start: int, end: int) -> list[str]:
    """The places that stand side by side before a position, none of them inside another: the last such list of its sentence."""
    places = [one for one in reading.organisations if start <= one.start < end]
    names: list[str] = []
    for index, one in enumerate(places):
        joined = index > 0 and reading.spelled[places[index - 1].end : one.start] in _JOINTS
        listed = [*names, one.full] if joined and one.full else [one.full] if one.full else []
        names = listed if one.kind == "place" and not one.is_plural and one.role != "within" else []
    return names


def _singled_out(draft: Draft, reading: Reading, reasons: Mapping[int, str]) -> str | None:
    """A place that a sentence singles out by its bare name: `cao nhất là Mỹ Hưng chiếm 10,9%`, `Hướng Hiệp là xã giảm nhiều nhất`."""
    text, before = reading.text, draft.previous
    is_told = text.find(IS, draft.sentence.start, draft.sentence.start + _FAR) > 0
    opens = _IS_A_PLACE.match(text, draft.sentence.start) if is_told else None
    if opens is not None and ";" not in text[opens.end() : draft.start]:
        return opens[1] if _is_unknown(opens, reading) else None
    left = text[draft.left.start : draft.start]
    match = _MOST.search(left) if MOST in left else None
    if match is None and before is not None and reasons.get(before.start) in (_BESIDE, "inherited"):
        whole = before.head or before.of
        if reasons[before.start] == _BESIDE or (whole is not None and reasons.get(whole.start) == _BESIDE):
            match = _AND_LEAST.match(left)
    if match is None and (match := _contrasted(left)) is not None and place_key(match[1]) not in known_names():
        return None
    if match is None or not _is_capitalised(match[1]) or _is_person(match[1]) or reading.in_name(draft.left.start + match.start(1)):
        return None
    return match[1]


def _contrasted(left: str) -> re.Match[str] | None:
    """A name that does most of all, or that is set against those before it."""
    if MOST in left and (match := _LEADS.search(left)) is not None:
        return match
    return _CONTRASTED.search(left) if left.find(STILL) >= 0 and _has_capital(left, len(left)) else None


def _is_unknown(match: re.Match[str], reading: Reading) -> bool:
    """Whether the name stands in no name that is known to be one."""
    return _is_capitalised(match[1]) and not reading.in_name(match.start(1))


def _in_list(draft: Draft, reading: Reading) -> str | None:
    """`Kỳ Tây 14,66%, Kỳ Lạc 11,73%`, `Xuân Trường: 30,2%; Giao Thủy: 26,9%`: one name alone may be anything."""
    text = reading.text
    match = _listed_name(text, draft)
    if (
        match is None
        or not _is_capitalised(match[1])
        or _is_person(match[1])
        or _MARKETS.search(reading.spelled, draft.sentence.start, match.start(1))
    ):
        return None
    if any(one.start < draft.start and match.start(1) < one.end for one in reading.organisations if one.kind != "place" or one.head):
        return None
    beside = (draft.previous, draft.previous and draft.previous.previous, draft.following, draft.following and draft.following.following)
    others = (one for one in beside if one is not None and one.sentence == draft.sentence)  # `Ea Súp 7.849 hộ (43%); Nam Sơn 7.686 hộ`
    return match[1] if any(_listed_name(text, one) for one in others) else None


def _listed_name(text: str, draft: Draft) -> re.Match[str] | None:
    if not _has_capital(text, draft.start):
        return None
    return _LISTED_NAME.search(text, max(draft.sentence.start, draft.start - _FAR), draft.start)


def _has_capital(text: str, end: int) -> bool:
    """Whether a name can stand right before `end`: told before any pattern is asked."""
    near = text[max(0, end - _NEAR) : end]
    return near != near.lower()


def _is_person(name: str) -> bool:
    """Whether it is a surname with a middle and a given name, and no place: `Phạm Xuân Hương`."""
    first, *others = name.split()
    return len(others) > 1 and one_spelling(first) in surnames() and place_key(name) not in known_names()


def _is_capitalised(name: str) -> bool:
    return all(word[0].isupper() for word in name.split())
