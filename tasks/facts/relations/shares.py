"""Figures that speak of another figure: shares, changes, multiples, the second level of `từ 28 lên 35`."""

from __future__ import annotations

from itertools import islice, takewhile

from tasks.facts.attributes.breakdowns import is_paired, read_breakdown
from tasks.facts.attributes.indicators import Verdict, judge, stock_of
from tasks.facts.attributes.measures import is_of_earlier_time
from tasks.facts.attributes.subjects import counted_noun, is_same_unit
from tasks.facts.candidates.counted_nouns import OF_PLAN
from tasks.facts.candidates.cues import cues_within, right_cues
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.lexicons import indicator_parents
from tasks.facts.knowledge.links import Link, has, inverse
from tasks.facts.knowledge.rules import Relation
from tasks.vi.text.fragments import AND
from tasks.vi.text.patterns import pattern

_CHANGES = frozenset({"change", "growth", "multiple", "target_rate", "target_excess"})
_FOLLOWS = pattern("share_follows")
_OF_WHOLE = pattern("share_of_whole")
_BARE_SHARE = pattern("bare_share")
_TO_LEVEL = pattern("to_level")
_FROM_LEVEL = pattern("from_level_hedged")
_RESPECTIVELY = pattern("respectively")
_NEXT_SHARE = pattern("next_share")
_RATED_OTHERWISE = pattern("rated_otherwise")
_IS_OF_PEOPLE = pattern("is_of_people")
_RATE = pattern("rate_named")
_REACHES = pattern("reaches_somewhere")
_OF_MEMBERS = pattern("of_members")
# No party grows by a fifth in a year: what is more is a share of the plan or of something else, in per cent.
MOST_ADMITTED = 20
_ALL = 100  # per cent
_SANCTION, _A_ROW = "sanction", 2
# How many figures of a sentence a look back goes over.
_LOOK_BACK = 24


def take_as_share(draft: Draft, reading: Reading) -> Draft | None:
    """A per cent, change or multiple that speaks of the figure right before it; None when it does not."""
    previous = draft.previous
    if previous is None:
        return None
    if draft.is_percent and draft.noun is None and (source := _respective(draft, reading)) is not None:
        first = _first_share(draft, reading)
        return _referring(draft._replace(measure=first.measure, direction=first.direction), source, reading)
    clause = reading.spelled[draft.clause.start : draft.start]
    if draft.clause.start == draft.left.start:
        clause = clause[clause.rfind(AND) + 1 :]
    refers = draft.is_percent and (_OF_WHOLE if draft.noun else _FOLLOWS).match(clause) is not None
    says_who = draft.noun is None or _IS_OF_PEOPLE.match(reading.spelled, draft.end) is not None  # `812 khẩu, 98% là người Jrai`
    refers = refers or (draft.is_percent and says_who and _BARE_SHARE.match(clause) is not None)
    refers = refers or (draft.measure in _CHANGES and _BARE_SHARE.match(clause) is not None)
    refers = refers or (
        draft.measure == "growth" and draft.noun is not None and previous.measure == "growth" and clause.strip() == AND.strip()
    )
    if draft.is_percent and draft.noun is not None and draft.left.start > previous.right.end:
        refers = False  # `thu ngân sách 72 tỷ đồng; giảm 0,5% hộ nghèo`: the next of a list, with a noun of its own
    if draft.raised_from is not None:
        previous, refers = draft.raised_from, True
    if not refers:
        return None
    own = _own_topic(draft, reading)
    if own is not None and own.strong:
        return None
    source = _same_measure(draft, previous) or _same_noun(draft) or _referent(draft, previous, reading)
    if draft.measure == "change" and draft.noun is not None and not is_same_unit(draft.unit, _root(source).unit):
        return None  # `tăng 60 tổ chức đảng và 2.359 đảng viên`
    if draft.measure == "change" and _counts_its_own(draft, _root(source)):
        return None  # `36 tổ chức đảng (giảm 1 đảng bộ)`
    return _fitted(_referring(draft, source, reading), source, clause, reading)


def _fitted(draft: Draft, source: Draft, clause: str, reading: Reading) -> Draft:
    """A share or change with the measure that its source and its clause call for."""
    if has(source.indicator, Link.RATING) and _RATED_OTHERWISE.match(reading.spelled, draft.end):
        draft = draft._replace(indicator=indicator_parents()[source.indicator])  # `9,1% hoàn thành nhiệm vụ` after those who did it well
    if draft.measure == "share" and _is_of_a_plan(draft, source, clause) and not is_of_earlier_time(draft, reading):
        draft = draft._replace(measure="target_rate")
    rate = inverse(source.indicator, Link.DIVIDES)
    if rate is not None and draft.measure == "share" and _is_admission_rate(draft, source, clause, reading):
        draft = draft.taking(rate, source.rule.through(Relation.RATE_OF))
    if draft.status == "target" and source.measure == "target_excess":
        draft = draft._replace(measure="share", direction=None)  # `thấp hơn 0,4% so với chỉ tiêu tỉnh giao (35,5%)`
    elif draft.measure in _CHANGES and not _reaches_aim(draft, source):
        draft = draft._replace(status=source.status)
    elif source.measure in ("change", "growth") and draft.measure == "share" and reading.spelled[draft.clause.start - 1] == "(":
        draft = draft._replace(measure="growth", direction=source.direction)
    if draft.noun is None and not draft.is_percent:
        draft = draft._replace(unit=source.unit, unit_text=source.unit_text)
        if source.is_percent and draft.number.value > _ALL:  # `60,5% đơn vị (tăng 5.900 so với năm trước)` counts them
            told = source.noun or source.label
            draft = draft._replace(
                unit=told.phrase.value if told else "item", unit_text=reading.text[told.start : told.end] if told else None
            )
    return draft


def _counts_its_own(draft: Draft, source: Draft) -> bool:
    """Whether a change is of other things than the plain stock it follows."""
    if draft.noun_class is None or source.counts is None or draft.noun_class == source.counts:
        return False
    own, whole = stock_of(draft.noun_class), stock_of(source.counts)
    return own is not None and whole is not None and source.indicator == whole.indicator != own.indicator


def _root(source: Draft) -> Draft:
    """The count that a share of a share speaks of in the end."""
    while source.is_percent and source.of is not None:
        source = source.of
    return source


def _referring(draft: Draft, source: Draft, reading: Reading) -> Draft:
    """A share or change of what another figure counts, and of its slice."""
    draft = draft._replace(of=source).inheriting(source, Relation.SHARE_OF)
    return draft._replace(breakdown={**source.breakdown, **read_breakdown(draft, reading)})


def _first_share(draft: Draft, reading: Reading) -> Draft:
    """The first of the row of shares that a share stands in; itself when none stands before it."""
    first = draft
    while (before := first.previous) and before.is_percent and _follows(before, first, reading):
        first = before
    return first


def _respective(draft: Draft, reading: Reading) -> Draft | None:
    """The count that a share of a row of shares stands for: `2.677 hộ nghèo và 2.342 hộ cận nghèo, tương ứng 7,07% và 6,18%`."""
    shares = _row_of_shares(draft, reading)
    first = shares[0]
    if not 2 <= len(shares) <= _LOOK_BACK or not _RESPECTIVELY.search(reading.spelled, first.left.start, first.start):
        return None
    counts = [one for one in islice(first.before(), len(shares)) if not one.is_percent and one.of is None]
    if len(counts) < len(shares):
        return None
    return counts[-1 - shares.index(draft)]


def _row_of_shares(draft: Draft, reading: Reading) -> list[Draft]:
    """The shares beside one, joined to each other, in reading order: cut off once it is longer than a look back."""
    row, first, last = [draft], draft, draft
    while len(row) <= _LOOK_BACK and (before := first.previous) and before.is_percent and _follows(before, first, reading):
        row.insert(0, before)
        first = before
    while len(row) <= _LOOK_BACK and (after := last.following) and after.is_percent and _follows(last, after, reading):
        row.append(after)
        last = after
    return row


def _follows(share: Draft, following: Draft, reading: Reading) -> bool:
    return _NEXT_SHARE.fullmatch(reading.spelled, share.end, following.start) is not None


def _is_admission_rate(draft: Draft, source: Draft, clause: str, reading: Reading) -> bool:
    """Whether a share relates all admitted members to the members there are: `kết nạp 133 đảng viên, đạt tỷ lệ 7,6%`."""
    if source.measure != "count" or source.breakdown or source.is_part:
        return False
    of_members = _OF_MEMBERS.match(reading.spelled, draft.end) is not None
    return of_members or (_RATE.search(clause) is not None and draft.number.value < MOST_ADMITTED and not draft.noun)


def _is_of_a_plan(draft: Draft, source: Draft, clause: str) -> bool:
    """Whether a share that something `đạt` is of a plan: because shares before it in the sentence were (`đạt 105% chỉ tiêu; …
    kết nạp 52, đạt 50,98%`), or because it speaks of a sum of revenue."""
    if _REACHES.search(clause) is None:
        return False
    if _reaches_aim(draft, source):
        return True
    if has(source.indicator, Link.PLANNED) and source.measure == "amount" and _RATE.search(clause) is None:
        return True
    return any(before.measure == "target_rate" for before in islice(draft.before(), _LOOK_BACK))


def _reaches_aim(draft: Draft, source: Draft) -> bool:
    """Whether a share says how much of an aim was reached: `so với chỉ tiêu của tỉnh (70.540 người) đạt 84%`."""
    return draft.is_percent and draft.status == "actual" and source.status == "target" and not source.is_percent


def _same_measure(draft: Draft, previous: Draft) -> Draft | None:
    """What a change in a unit of its own goes back to: `khởi tố 705 vụ với 1.145 bị can, giảm 354 vụ`."""
    if draft.measure != "change" or draft.noun is None or previous.is_percent or previous.unit == draft.unit:
        return None
    return next((one for one in islice(previous.before(), _LOOK_BACK) if one.unit == draft.unit and one.of is None), None)


def _same_noun(draft: Draft) -> Draft | None:
    """What a growth of a noun of its own goes back to: `kỷ luật 87 tổ chức đảng và 600 đảng viên, tăng 61% số tổ chức`."""
    if draft.measure != "growth" or draft.noun is None:
        return None
    told = (one for one in islice(draft.before(), _LOOK_BACK) if one.of is None and not one.is_percent and one.noun is not None)
    return next((one for one in told if _names_same(draft, one)), None)


def _names_same(draft: Draft, counted: Draft) -> bool:
    """Whether a figure has the noun of another, or its head: `tổ chức` of `tổ chức đảng`."""
    if draft.noun is None or counted.noun is None:
        return False
    own, whole = draft.noun.phrase.surface, counted.noun.phrase.surface
    return draft.noun_class == counted.noun_class or whole.startswith(f"{own} ")


def _referent(draft: Draft, previous: Draft, reading: Reading) -> Draft:
    """The figure a share or change speaks of: the one before, or what stands before its brackets or is its whole."""
    if ")" in reading.spelled[previous.end : draft.start] and previous.of is None:
        opened = reading.spelled.rfind("(", draft.sentence.start, previous.start)
        outside = next((one for one in islice(previous.before(), _LOOK_BACK) if one.start < opened), None)
        if outside is not None and opened >= 0 and ")" not in reading.spelled[opened : previous.start]:
            return outside  # `chiếm 91,8% (dân số 808.149 người) và chiếm 87%`
    if draft.measure == "change" and ";" in reading.spelled[previous.noun_end : draft.start]:
        colon = reading.spelled.find(":", draft.sentence.start, previous.start)
        listed = next((one for one in islice(previous.before(), _LOOK_BACK) if one.end <= colon), None)
        if listed is not None and is_same_unit(listed.unit, draft.unit):
            return listed  # `Kỷ luật 17 đảng viên: khiển trách 11, khai trừ 1; giảm 6 trường hợp`
    if draft.is_percent and previous.previous is not None and draft.noun_class == previous.previous.counts and is_paired(previous, reading):
        return previous.previous  # `90 hộ, 458 khẩu (chiếm 95,7% số hộ)`
    if (sanctioned := _before_sanctions(draft)) is not None:
        return sanctioned
    whole = previous.head or (previous.of.head if previous.of else None)
    if draft.noun_class is not None and whole is not None and whole.counts == draft.noun_class != previous.counts:
        return whole  # `kỷ luật 62 đảng viên, trong đó có 13 cấp ủy viên (20,9%), giảm 18 đảng viên`
    return previous


def _before_sanctions(draft: Draft) -> Draft | None:
    """Whom a row of sanctions divides, where a change follows it: `kỷ luật 21 đảng viên: khiển trách 12, cảnh cáo 6, tăng 4 trường hợp`."""
    row = [*takewhile(lambda one: _SANCTION in one.breakdown, islice(draft.before(), _LOOK_BACK))]
    if draft.measure != "change" or len(row) < _A_ROW or row[-1].previous is None:
        return None
    whole = row[-1].previous
    return whole if _root(row[-1]).unit == whole.unit and not whole.is_percent else None


def old_level(draft: Draft, kind: str, reading: Reading) -> Draft | None:
    """The old level of `từ 28 lên 35`, `từ 5.213 hộ (26,4%) xuống 4.480 hộ`, where the draft is the new one: it counts the same."""
    previous = draft.previous
    if previous is None:
        return None
    old = previous.of if previous.is_percent and not draft.is_percent and previous.of is not None else previous
    if old.kind != kind or _TO_LEVEL.search(reading.spelled, draft.left.start, draft.start) is None:
        return None
    return old if _FROM_LEVEL.search(reading.spelled[old.left.start : old.start]) is not None else None


def _own_topic(draft: Draft, reading: Reading) -> Verdict | None:
    """What the words of the clause itself say, nothing carried."""
    left, right = cues_within(reading, draft.clause.start, draft.start), right_cues(draft, reading)
    if draft.kind == "plan" and OF_PLAN.match(reading.spelled, draft.end):
        left = [*left, *right]  # `đạt 98% kế hoạch kết nạp đảng viên`
    return judge(draft, counted_noun(draft, reading), left, right)
