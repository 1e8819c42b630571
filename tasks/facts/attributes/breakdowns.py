"""Which slice of the whole a figure speaks of."""

from __future__ import annotations

import re

from tasks.facts.attributes.peoples import people_of
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.links import Link, has
from tasks.vi.gazetteer.level_words import level_words
from tasks.vi.text.fragments import AND, WITH
from tasks.vi.text.patterns import pattern

_OVER_A_COMMA = 40
# Units of which OBSERVATIONS §5 knows slices.
_DIVISIBLE = frozenset({"person", "case", "household", "organisation", "percent", "village"})
# What joins a subject to its share.
IS = pattern("is_so_many")
# Slices that stand before the number of any figure: who introduced, what the sanction was.
_SAID_BEFORE = frozenset({"introduced_by", "sanction", "area"})
_SANCTION = "sanction"
# Who somebody is: said once of the households and of the people in them.
_OF_PEOPLE = frozenset({"ethnicity", "religion"})
# The cue of people told in a list of places: `đồng bào Khmer sinh sống tập trung tại: huyện A (340 người), huyện B (120 người)`.
_SETTLED = "settled"
# `- Nữ: 9/29 đại biểu`, `* Trên đại học: 3 đồng chí`: the item of a list, up to its label and from it on.
_ITEM = re.compile(r"[\s*•+–-]*")
_HAS = pattern("has_so_many")
_ENDS = pattern("people_end")
_NEW = pattern("new_behind")
_IS_OR_NOTHING = pattern("is_or_nothing")
_COLON = pattern("is_label")
AND_SO_MANY = pattern("and_so_many")
_SEX_APART = pattern("sex_apart")
_PAIRED = pattern("pairs")
_AGE_BAND = pattern("age_band")


def read_breakdown(draft: Draft, reading: Reading) -> dict[str, str]:
    """The slice that the words at the number name, as keys of OBSERVATIONS §5.

    A part of a list is named by the words before its number (`đảng viên nữ 214`) or by its noun; any other figure only by
    its noun and what follows it (`7 chi bộ thôn`, `2 quần chúng là người có đạo`).
    """
    start = draft.clause.start
    if draft.previous is not None and start == draft.previous.noun_end:  # no comma since the figure before: its own words come first
        start = max(start, reading.spelled.rfind(AND, start, draft.start), reading.spelled.rfind(WITH, start, draft.start))
        start = draft.start if start == draft.clause.start and not draft.is_part else start
    if own_words := AND_SO_MANY.search(reading.spelled, start, draft.start):
        start = own_words.start()
    if draft.label is not None and (start == draft.start or draft.label.start < draft.clause.start):
        start = min(start, draft.label.start)
    opens = _first_word(draft, reading)
    before = reading.phrases["breakdown"].within(start, draft.start)
    after = reading.phrases["breakdown"].within(draft.number.end, min(draft.right.end + _OVER_A_COMMA, draft.sentence.end))
    after = [hit for hit in after if hit.start < draft.right.end]  # `là cán bộ, công chức` may reach over its comma
    after = [hit for hit in after if hit.key != _SANCTION or not _is_of_next(hit, draft, reading)]
    items = [] if draft.is_part else [hit for hit in before if _is_item(hit, draft, reading)]
    if not draft.is_part:
        label = draft.label
        before = items or [hit for hit in before if hit.key in _SAID_BEFORE or (label is not None and is_beside(label, hit, reading))]
        after = [hit for hit in after if hit.key != "introduced_by"]  # `250 đoàn viên ưu tú` are the candidates themselves
    if draft.unit not in _DIVISIBLE and not has(draft.indicator, Link.PER_HEAD):
        return {}
    hits = [hit for hit in (*before, *after) if not _is_whole(hit, draft) and (_is_noun(hit, draft) or not _is_in_name(hit, reading))]
    hits = [hit for hit in hits if hit.key != "sex" or hit.start < draft.noun_end or not _is_of_others(hit, draft, reading)]
    if draft.unit not in _DIVISIBLE:
        hits = [hit for hit in hits if hit.key == "area"]  # `thu nhập bình quân ở khu vực nông thôn đạt 20 triệu đồng`
    hits = [hit for hit in hits if hit.phrase.scope != "noun" or _is_noun(hit, draft)]
    if draft.rule.needs(_SETTLED):
        hits += [hit for hit in reading.phrases["breakdown"].within(draft.left.start, start) if hit.key in _OF_PEOPLE]
    own = _slices(hits, draft, draft.is_part or bool(items), opens, reading) or _elided_level(draft, reading)
    if "age" not in own and (band := _age_band(draft, reading)) is not None:
        own = {**own, "age": band}
    if not own and draft.rule.needs(_SETTLED) and draft.head is not None:
        return {key: value for key, value in draft.head.breakdown.items() if key in _OF_PEOPLE}
    if own or draft.previous is None:
        return own
    if (sanction := draft.previous.breakdown.get(_SANCTION)) and draft.rule.needs(sanction) and _is_joined(draft, reading):
        return {_SANCTION: sanction}  # `khiển trách một tổ chức đảng và 4 đảng viên`
    if not is_paired(draft, reading):
        return {}
    return {key: value for key, value in draft.previous.breakdown.items() if key in _OF_PEOPLE}


def _age_band(draft: Draft, reading: Reading) -> str | None:
    """The ages of those who are counted, as printed: `4 đảng viên dưới 30 tuổi`."""
    if draft.noun is None or draft.noun.phrase.value != "person":
        return None
    band = _AGE_BAND.match(reading.spelled, draft.noun_end)
    return reading.text[slice(*band.span(1))] if band is not None else None


def _is_of_others(hit: Hit, draft: Draft, reading: Reading) -> bool:
    """Whether a sex behind the noun is that of somebody else: `3 đối tượng hành hung một nữ sinh`, `một nam và một nữ`."""
    return _SEX_APART.search(reading.spelled, draft.noun_end, hit.start) is not None


def _is_of_next(hit: Hit, draft: Draft, reading: Reading) -> bool:
    """Whether a slice stands right before the next number: `kỷ luật 21 đảng viên bằng các hình thức khiển trách 12`."""
    following = draft.following
    return following is not None and hit.end <= following.start and not reading.spelled[hit.end : following.start].strip(" :")


def _is_joined(draft: Draft, reading: Reading) -> bool:
    """Whether only `và` stands between a figure and the one before."""
    return draft.previous is not None and reading.spelled[draft.previous.noun_end : draft.start].strip() == AND.strip()


def _is_item(hit: Hit, draft: Draft, reading: Reading) -> bool:
    """Whether a slice is the whole label of a figure in a list: `- Nữ: 9/29 đại biểu`."""
    if _COLON.fullmatch(reading.spelled, hit.end, draft.start) is None:
        return False
    return _ITEM.fullmatch(reading.spelled, draft.sentence.start, hit.start) is not None


def _is_whole(hit: Hit, draft: Draft) -> bool:
    """Whether a slice is what the indicator counts: `tiểu học tăng 120 học sinh` of the pupils."""
    return hit.key == "occupation" and draft.indicator == f"{hit.phrase.value}s"


def _first_word(draft: Draft, reading: Reading) -> int:
    """Where the first word of the clause begins."""
    start = draft.clause.start
    while start < draft.start and reading.spelled[start] == " ":
        start += 1
    return start


def _is_noun(hit: Hit, draft: Draft) -> bool:
    """Whether a slice is the noun that is counted, which is no name then: `1 chi bộ Quân sự`."""
    return draft.noun is not None and hit.start == draft.noun.start


def _is_label(hit: Hit, draft: Draft) -> bool:
    """Whether a slice is the noun before the number: `nam 20, nữ 25`."""
    return draft.noun is None and draft.label is not None and hit.start == draft.label.start


def _is_in_name(hit: Hit, reading: Reading) -> bool:
    """Whether a slice is a part of a name: of `ở thị trấn Prao` the place, of `Đoàn Thanh niên` the people."""
    if hit.key == "area":
        return reading.in_name(hit.end) or _NEW.match(reading.spelled, hit.end) is not None  # `chuẩn nông thôn | mới`
    return hit.key not in _SAID_BEFORE and reading.in_name(hit.start)


def is_paired(draft: Draft, reading: Reading) -> bool:
    """Whether a number is the people of the households right before it, or the other way round: `90 hộ, 458 khẩu`."""
    before = draft.previous
    if before is None or {before.unit, draft.unit} != {"household", "person"}:
        return False
    return _PAIRED.fullmatch(reading.spelled, before.noun_end, draft.start) is not None


def _elided_level(draft: Draft, reading: Reading) -> dict[str, str]:
    """The level of the next part of a list that gave the word `cấp` once: `cấp tỉnh 151, huyện: 208, xã: 250`."""
    before = draft.previous
    if not draft.is_part or before is None or "level" not in before.breakdown:
        return {}
    _, level = level_words().get(reading.spelled[draft.clause.start : draft.start].strip(" :"), ("", ""))
    return {"level": level} if level else {}


def names_slice(draft: Draft, reading: Reading) -> Hit | None:
    """The slice that a clause opens with, when the number is its share: `, nữ chiếm 35%`."""
    hit = reading.phrases["breakdown"].longest_at(_first_word(draft, reading))
    return hit if hit is not None and IS.fullmatch(reading.spelled, hit.end, draft.start) else None


def people_of_households(draft: Draft, reading: Reading) -> dict[str, str] | None:
    """The people or faith of the households of a part, told behind their number of heads: `có 670 hộ với 3.426 khẩu người Mông`.

    None where the households before have a slice of their own, or are no such part.
    """
    households = draft.previous
    if not draft.is_part or households is None or not households.is_part or households.breakdown or not is_paired(draft, reading):
        return None
    return {key: value for key, value in draft.breakdown.items() if key in _OF_PEOPLE}


def tells_a_people(draft: Draft, reading: Reading) -> bool:
    """Whether the clause is the name of a people and its number (`Cơ cấu các dân tộc: Dân tộc Thái 3.395 người`), or says how many of
    them a place has (`xã có 450 người dân tộc Mông`)."""
    first = _first_word(draft, reading)
    if "ethnicity" in draft.breakdown and (place := reading.place_at(first)) is not None:
        named = reading.phrases["breakdown"].longest_within(draft.number.end, draft.right.end)
        no_more = bool(named) and _ENDS.match(reading.spelled, named[-1].end) is not None  # not `34 người dân tộc thiểu số tham gia`
        return no_more and _HAS.fullmatch(reading.spelled, place.end, draft.start) is not None
    hit = reading.phrases["breakdown"].longest_at(first)
    if hit is None or hit.key != "ethnicity":
        return False
    return not reading.spelled[hit.end : draft.start].strip() or IS.fullmatch(reading.spelled, hit.end, draft.start) is not None


def is_beside(noun: Hit, hit: Hit, reading: Reading) -> bool:
    """Whether a slice stands right after the noun that the number counts, or is it: `số đảng viên nữ là 420`, `số giáo dân`."""
    if hit.key == "introduced_by" or hit.start < noun.start:
        return False
    return hit.start == noun.start or (hit.start >= noun.end and _IS_OR_NOTHING.fullmatch(reading.spelled, noun.end, hit.start) is not None)


def _slices(hits: list[Hit], draft: Draft, is_part: bool, opens: int, reading: Reading) -> dict[str, str]:
    """Longer phrases hide the shorter ones inside them; `opens` is where the words of the clause begin."""
    slices: dict[str, str] = {}
    covered = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        opening = hit.key == "area" and hit.start == opens  # `thành thị giảm 5%, nông thôn giảm 4%`
        opening = opening or (hit.key == "sex" and (_is_noun(hit, draft) or _is_label(hit, draft)))  # `làm 2 nam, 1 nữ tử vong`
        if hit.end <= covered or (hit.phrase.scope == "part" and not is_part and not opening):
            continue
        covered = hit.end
        slices.setdefault(hit.key, people_of(hit, reading) if hit.key == "ethnicity" else hit.phrase.value)
    return slices
