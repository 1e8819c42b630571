"""Parts of a whole: `trong đó`, lists in brackets, and the whole each part refers to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.facts.attributes.breakdowns import names_slice, read_breakdown
from tasks.facts.attributes.indicators import judge
from tasks.facts.attributes.subjects import PEOPLE_UNITS, is_same_unit, names_unknown, rated_noun
from tasks.facts.candidates.cues import cues_within, right_cues
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.lexicons import STOCK, indicator_kinds
from tasks.facts.knowledge.links import OTHER, Link, related, targets
from tasks.facts.knowledge.noun_classes import anybody_nouns, body_nouns, distinct_nouns, generic_nouns
from tasks.facts.knowledge.rules import Relation, RuleId
from tasks.vi.text.fragments import DONE
from tasks.vi.text.patterns import pattern

_OPENS_PARTS = pattern("opens_parts")
# `trong tổng số 1.215 đảng viên, có 420 đồng chí là nữ`
_OUT_OF_WHOLE = pattern("out_of_whole")
_THERE_ARE = pattern("there_are_of")
_NEXT_RATE = pattern("next_rate")
_TELLS_MORE = pattern("tells_more")
_CLOSES_PARTS = pattern("closes_parts")
_OF_PEOPLE = PEOPLE_UNITS | {"household"}
# `Cấp ủy viên là nữ có`, `Tỷ lệ cấp ủy viên dưới 35 tuổi chiếm`: of whom a slice is told, and what may stand between it and its number.
_COMMITTEE_MEMBERS = pattern("committee_members")
_NUMBER_THEN = pattern("number_then")
# A place, or any other name, right before a number in a list: `; Bắc Lạc 3`.
_PLACE_BEFORE = pattern("place_before")
_NEAR = 40
# How far before its colon the word stands that opens a list of lines, and how many figures such a list has at most.
_OPENING, _MOST_ITEMS = 16, 60
# A share fits its part and whole when it is off by no more than this many per cent points.
_FITS = 0.6
# How far back a paragraph of parts looks for its whole, in code points.
_FAR_WHOLE = 600
_PARTS = pattern("parts_line")
_LIST_MARK = pattern("list_mark")
_AND = pattern("and_between")
_INCIDENT = pattern("incident")


def take_as_part(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """A part of a whole named before (`trong đó`, a list in brackets); None when it is none."""
    over = whole_over(draft, earlier, reading)
    if over is None and not _in_list(draft, earlier, reading):
        return None
    whole = _whole_of_places(draft, reading) if over is None else None
    head = over or whole or _head(draft, earlier, reading)
    if head is None:
        return None
    kind = head.kind if draft.noun is None and head.kind in ("area", "money", "amount") else draft.kind
    draft = draft._replace(kind=kind, is_part=True, head=head)
    noun = draft.noun_class or head.counts or rated_noun(draft, earlier, reading)
    clause = cues_within(reading, draft.clause.start, draft.start) or _joined_cues(draft, reading)
    after = right_cues(draft, reading)
    own = judge(draft, noun, clause, after) if whole is None else None
    if own and own.indicator == related(head.indicator, Link.INCLUDES):
        own = None  # of the forest that was planted `trồng cây gỗ lớn 1.900 ha`
    if own and (own.strong or (head.indicator == OTHER and draft.unit == "organisation")):
        # `9 đơn vị trực thuộc, gồm 6 đảng bộ huyện`
        draft = draft._replace(indicator=own.indicator, rule=RuleId(own.rule), counts=noun, cues=(*clause, *after))
    else:
        draft = draft.inheriting(head, Relation.PART_OF)
    if draft.noun is None and not draft.is_percent:
        if draft.measure != "rate" and (draft.kind != "count" or not names_unknown(draft, reading)):
            # `trong đó còn 12 bát sứ` counts no bodies, and what is paid `/con` has a unit of its own
            draft = draft._replace(unit=head.unit, unit_text=head.unit_text)
        if draft.measure == "count" and head.measure != "ratio":  # `129/175 trục (cả nhà máy là 175 trục)`: a number of things again
            draft = draft._replace(measure=head.measure)
    if _told_as_often(draft, head, reading):
        draft = draft._replace(frequency=head.frequency)  # `mỗi ngày 30.000 lượt xe, trong đó có 22.000 ô tô`
    return draft._replace(breakdown=read_breakdown(draft, reading) or _echoed(draft, reading) or _same_people(draft, reading))


def _told_as_often(draft: Draft, head: Draft, reading: Reading) -> bool:
    """Whether a part is told of the same time as its whole, which is told per day, month or year; not what was done at some time."""
    if draft.frequency is not None or head.frequency is None or draft.is_percent or draft.measure != head.measure:
        return False
    return draft.indicator == head.indicator and DONE not in reading.spelled[draft.left.start : draft.start]


def _joined_cues(draft: Draft, reading: Reading) -> list[Hit]:
    """What was said before the part that a part is joined to: `trong đó kỷ luật 8 tổ chức đảng và 203 đảng viên`."""
    before = draft.previous
    if before is None or not before.is_part or before.noun is None or draft.noun is None or before.noun_class == draft.noun_class:
        return []
    if _AND.fullmatch(reading.spelled, before.noun_end, draft.start) is None:
        return []
    return [hit for hit in before.cues if hit.end <= before.start]


def whole_over(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """The figure of the line that introduces the parts an item is one of: `kết nạp 145 đảng viên, trong đó:` above `+ Nữ: 60 đồng chí;`."""
    line = reading.line_start(draft.start)
    headings = reading.headings_over(line) if earlier and earlier[-1].start < line else ()
    if not headings:
        return None
    over = headings[0]
    opens = _OPENS_PARTS.search(reading.spelled, max(over.start, over.end - _OPENING), over.end)
    if opens is None or reading.spelled[opens.end() : over.end].strip() != ":":
        return None
    mark = _LIST_MARK.match(reading.spelled, line)
    if mark is not None and reading.place_at(mark.end()) is not None:
        return None  # what is told of a place may be a part or not (`place_lists`)
    wholes = (one for one in reversed(earlier[-_MOST_ITEMS:]) if over.start <= one.start < over.end and one.of is None)
    return next((one for one in wholes if _compatible(draft, one) and not _exceeds(draft, one)), None)


def _whole_of_places(draft: Draft, reading: Reading) -> Draft | None:
    """What stands before a bracket of places and bare numbers: `876 ha bị ngập (Nam Sơn 125,2; Bắc Lạc 7.404)`."""
    opened = -1 if draft.noun is not None or draft.is_percent else reading.spelled.rfind("(", draft.sentence.start, draft.start)
    if opened < 0 or reading.spelled.find(")", opened, draft.start) >= 0:
        return None
    named = _PLACE_BEFORE.search(reading.text, max(opened, draft.start - _NEAR), draft.start)
    if named is None or not all(word[0].isupper() for word in named[1].split()):
        return None
    whole = next((one for one in draft.before() if one.start < opened), None)
    return whole if whole is not None and not whole.is_percent and not _exceeds(draft, whole) else None


def _echoed(draft: Draft, reading: Reading) -> dict[str, str]:
    """The slice of a share that its count repeats in brackets: `nữ chiếm 35% (510 đảng viên)`."""
    share = draft.previous
    if share is None or not share.is_percent or draft.is_percent or reading.spelled[share.end : draft.start].strip() != "(":
        return {}
    return dict(share.breakdown)


def _same_people(draft: Draft, reading: Reading) -> dict[str, str]:
    """The people of the part right before, of whom more is told: `trong đó, hộ người Mông giảm 78 hộ nghèo, còn 677 hộ nghèo`."""
    before = draft.previous
    if before is None or not before.is_part or _TELLS_MORE.fullmatch(reading.spelled, before.noun_end, draft.start) is None:
        return {}
    return {key: value for key, value in before.breakdown.items() if key in ("ethnicity", "religion", "sex")}


def _in_list(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> bool:
    if draft.is_percent and draft.noun is None and names_slice(draft, reading) is not None and draft.previous is not None:
        return True
    if earlier and _tells_slice_of_elected(draft, earlier[-1], reading):
        return True
    left = reading.spelled[draft.left.start : draft.start]
    opens = _opens_parts(left)
    if opens and (draft.previous is not None or opens[0].startswith("trong") or not left[: opens.start()].strip()):
        return True  # `gồm` opens a list only after the whole, or where it begins the sentence
    return bool(earlier) and _goes_on(draft, earlier[-1], left, reading) and not _CLOSES_PARTS.search(left)


def _opens_parts(left: str) -> re.Match[str] | None:
    """The words that open a list of parts."""
    opens = _OPENS_PARTS.search(left)
    in_bracket = opens is not None and "(" in left[: opens.start()] and ")" in left[opens.end() :]
    return None if in_bracket else opens  # `151 vụ (bao gồm cả va chạm), làm 52 người chết`


def _tells_slice_of_elected(draft: Draft, last: Draft, reading: Reading) -> bool:
    """Whether words open with a slice of those who were just elected: `… bầu được 52 đồng chí. Trình độ đại học có 31 đồng chí`."""
    if last.indicator not in targets(Link.ELECTED_AS) or (draft.noun_class not in anybody_nouns() and not draft.is_percent):
        return False
    if reading.line_start(last.start) != reading.line_start(draft.start):
        return False
    start = draft.sentence.start if draft.previous is None else draft.clause.start
    subject = _COMMITTEE_MEMBERS.match(reading.spelled, start, draft.start)
    if subject is not None:
        return _NUMBER_THEN.fullmatch(reading.spelled, subject.end(), draft.start) is not None
    slices = reading.phrases["breakdown"].longest_at(start)
    return draft.previous is None and slices is not None and _NUMBER_THEN.fullmatch(reading.spelled, slices.end, draft.start) is not None


def _goes_on(draft: Draft, last: Draft, left: str, reading: Reading) -> bool:
    """Whether a figure stands in the list of parts, or in the brackets, that the figure before it stands in."""
    if draft.previous is not None and _OUT_OF_WHOLE.search(reading.spelled, draft.previous.left.start, draft.previous.start):
        return _THERE_ARE.match(left) is not None
    if last.sentence != draft.sentence:
        return last.is_part and reading.line_start(last.start) == reading.line_start(draft.start) and left.lstrip().startswith(("- ", "+ "))
    opened = left.rfind("(") > left.rfind(")") and not draft.is_percent
    gap = reading.spelled[last.end : draft.start]
    closed = gap.count(")") > gap.count("(")
    if not opened and closed and last.of is not None and reading.spelled.rfind("(", last.of.end, last.start) >= 0:
        return _list_member(last)  # only the share stood in brackets: `nữ 78 đồng chí (22,6%), tuổi trẻ 45`
    return opened or (_list_member(last) and not closed and not _has_own_whole(draft, last, reading))


def _has_own_whole(draft: Draft, last: Draft, reading: Reading) -> bool:
    """Whether a new share begins after the parts: `trong đó xuất khẩu lao động 3.100 người; tỷ lệ tham gia bảo hiểm 44%`."""
    if not draft.is_percent or last.is_percent or _NEXT_RATE.match(reading.spelled, last.noun_end, draft.start) is None:
        return False
    return not reading.phrases["breakdown"].within(last.noun_end, draft.start)


def _list_member(draft: Draft) -> bool:
    return draft.is_part or (draft.of is not None and draft.of.is_part)


def _part_before_bracket(draft: Draft, reading: Reading) -> Draft | None:
    """The part of a list that a bracket divides further: `trong đó huyện kỷ luật 9 đảng viên (khiển trách 6, cảnh cáo 3)`."""
    opened = reading.spelled.rfind("(", draft.sentence.start, draft.start)
    if opened < 0 or reading.spelled.find(")", opened, draft.start) >= 0:
        return None
    before = next((one for one in draft.before() if one.end <= opened), None)
    if before is None or not before.is_part or reading.spelled[before.noun_end : opened].strip():
        return None
    return before if _compatible(draft, before) and not _exceeds(draft, before) else None


def _head(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """The whole a part refers to: the figure whose share works out, else the nearest one that counts the same thing."""
    if (part := _part_before_bracket(draft, reading)) is not None:
        return part
    line = reading.line_start(draft.start)
    if line == draft.sentence.start and line > 0 and _opens_line(line, draft, reading):
        line = _told_before(line, earlier, reading)
    explicit = draft.previous is not None and "trong" in reading.spelled[draft.left.start : draft.start]
    wholes = [one for one in reversed(earlier[-40:]) if one.start >= line and one.of is None]
    wholes = [one for one in wholes if not one.is_part or (explicit and one.sentence == draft.sentence)]
    said = explicit or reading.spelled.rfind("(", draft.left.start, draft.start) >= 0
    wholes = [one for one in wholes if _compatible(draft, one)]
    if draft.is_percent and _divides_people(draft, reading):
        wholes = [one for one in wholes if one.unit in _OF_PEOPLE] or wholes
    large = [one for one in wholes if not _exceeds(draft, one)]
    wholes = large or [one for one in wholes if said and one.sentence == draft.sentence]
    if not wholes:
        return None
    share = draft.following if draft.following and draft.following.is_percent else None
    if share is not None and not draft.is_percent:
        for whole in wholes[:6]:
            if whole.number.value and abs(100 * draft.number.value / whole.number.value - share.number.value) < _FITS:
                return whole
    last = earlier[-1]
    if last.is_part and last.head in wholes:
        return last.head
    return wholes[0]


def _divides_people(draft: Draft, reading: Reading) -> bool:
    """Whether a share is one of a people or a faith: of `54.980 người, gồm 4 dân tộc; trong đó, dân tộc Tày chiếm 44%` the people."""
    named = names_slice(draft, reading)
    return named is not None and named.key in ("ethnicity", "religion")


def _told_before(line: int, earlier: Sequence[Draft], reading: Reading) -> int:
    """Where the paragraph begins that counted last before a line; captions without figures may stand between."""
    nearest = reading.line_start(line - 1)
    if not _PARTS.match(reading.spelled, line) is not None:
        return nearest
    before = next((one.start for one in reversed(earlier[-40:]) if one.start < line), line)
    return min(nearest, reading.line_start(before)) if line - before < _FAR_WHOLE else nearest


def _opens_line(line: int, draft: Draft, reading: Reading) -> bool:
    """Whether a paragraph begins with the parts of what the one before it counted; its later items are parts too."""
    if draft.previous is None:
        return _opens_parts(reading.spelled[line : draft.start]) is not None
    return draft.previous.is_part and _PARTS.match(reading.spelled, line) is not None


def _exceeds(part: Draft, whole: Draft) -> bool:
    """Whether a part is larger than its whole: where words or brackets say it is a part, a warning tells (`arithmetic`)."""
    return part.measure == whole.measure == "count" and part.number.value > whole.number.value


def _compatible(part: Draft, whole: Draft) -> bool:
    if part.noun is not None and whole.unit == "person" and _INCIDENT.match(part.noun.phrase.surface):
        return False  # incidents are no part of the people they struck
    if part.noun_class in distinct_nouns() and part.noun_class != whole.noun_class:
        return False
    if part.is_percent:
        return part.noun is None or part.noun_class in generic_nouns() or whole.noun_class == part.noun_class or whole.unit in PEOPLE_UNITS
    if part.noun is None:
        return not whole.is_percent and whole.kind == part.kind
    if part.kind != whole.kind:
        return False
    if part.unit != whole.unit and any(_INCIDENT.match((one.unit_text or "").lower()) for one in (part, whole)):
        return False  # persons are counted as `trường hợp`, never as `vụ`
    if part.noun_class == "household" and whole.unit == "household":
        return True  # the households of a slice of the poor ones
    if part.noun_class in body_nouns() and whole.noun_class == "party_organisation" and indicator_kinds()[whole.indicator] != STOCK:
        return True  # `kiểm tra 11 tổ chức đảng (gồm: 8 đảng ủy, 3 chi bộ)`
    if is_same_unit(part.unit, whole.unit):
        return (
            part.unit in PEOPLE_UNITS
            or part.kind != "count"
            or part.noun_class == whole.noun_class
            or part.noun_class in generic_nouns()
            or whole.noun_class in generic_nouns()
        )
    return False
