"""What follows once a figure's indicator is decided: the measure, unit or narrower indicator that it calls for."""

from __future__ import annotations

from tasks.facts.attributes.indicators import stock_of
from tasks.facts.attributes.measures import is_level, is_of_earlier_time
from tasks.facts.attributes.subjects import PEOPLE_UNITS
from tasks.facts.candidates.cues import outside_cues
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.links import OTHER, Link, has, related, root, targets
from tasks.facts.knowledge.rules import Construction, Relation, RuleId
from tasks.facts.relations.shares import MOST_ADMITTED
from tasks.vi.text.patterns import pattern

# `Ban Chấp hành Đảng bộ xã A nhiệm kỳ 2025 - 2030 gồm 24 đồng chí`: elected, though nobody says so.
_BODY_OF_TERM = pattern("body_of_term")
_ELECTS = pattern("elects")
_COMMITTEE = pattern("committee_word")
_INDIVIDUALS = pattern("individuals")
_MAKES_UP = pattern("makes_up_before")
_RATE = pattern("rate_named")
# `lãi suất 936%/năm`
_PER_TIME = pattern("per_time")
_CONSISTS_OF = pattern("consists_of")
# The slices of candidates by those who led them to the Party, and of those whom it disciplined.
_OF_PARTY = frozenset({"introduced_by", "sanction"})
_RAISES_TOTAL = pattern("raises_total")
_SETS_AIMS = pattern("sets_aims")


def draw_consequences(draft: Draft, reading: Reading) -> Draft:
    """Brings measure, unit and indicator of a decided figure in line: a fall of the poverty rate is a reduction."""
    return _fit_people(_fit_standard(_fit_measure(draft, reading), reading), reading)


def _fit_measure(draft: Draft, reading: Reading) -> Draft:
    fall = related(draft.indicator, Link.FALLS_AS) if Relation.LEFT_OF not in draft.rule.relations else None
    if draft.measure in ("growth", "change") and fall is not None and (draft.is_percent or draft.direction == "down"):
        draft = draft._replace(indicator=fall, measure="change")
    level = related(draft.indicator, Link.LEVEL_AS)
    if draft.is_percent and draft.measure == "share" and level is not None and is_level(draft, reading):
        draft = draft._replace(indicator=level)  # `giảm tỷ lệ hộ nghèo xuống dưới 15%` says a level
    if draft.measure == "share" and draft.number.value > 100:  # no share is larger than its whole
        is_rate = is_of_earlier_time(draft, reading) or _PER_TIME.match(reading.spelled, draft.end)
        draft = draft._replace(measure="rate" if is_rate else "target_rate")
    divided = related(draft.indicator, Link.DIVIDES)
    if divided is not None and draft.measure == "share" and (draft.breakdown or draft.number.value > MOST_ADMITTED):
        draft = draft._replace(indicator=divided)  # `tỷ lệ đảng viên mới là nữ` divides the admitted
        spelled = reading.spelled
        told = _RATE.search(spelled, draft.left.start, draft.start) or _MAKES_UP.search(spelled, draft.clause.start, draft.start)
        if not draft.breakdown and told is None:
            draft = draft._replace(measure="target_rate")  # `Kết nạp đảng viên mới đạt 79%`
    return draft._replace(measure="amount") if has(draft.indicator, Link.PER_HEAD) and draft.measure == "rate" else draft


def _fit_standard(draft: Draft, reading: Reading) -> Draft:
    """Whose standard is met, and whether aims are met or only set."""
    standard = related(draft.indicator, Link.STANDARD_MET_AS)
    if standard is not None and draft.unit == "commune" and _has_all_criteria(draft):
        draft = draft.taking(standard, RuleId(Construction.ALL_CRITERIA))
    of_places = draft.indicator in targets(Link.STANDARD_MET_AS)
    if of_places and draft.measure == "share" and draft.noun is None and _of_no_commune(draft, reading):
        draft = draft.taking(OTHER, RuleId(Construction.OTHER_STANDARD))  # `tỷ lệ cán bộ đạt chuẩn`
    if has(draft.indicator, Link.AIMS) and draft.number.denominator is None and _are_set(draft, reading):
        draft = draft.taking(OTHER, RuleId(Construction.AIMS_SET))
    return draft


def _fit_people(draft: Draft, reading: Reading) -> Draft:
    """Persons behind cases, bodies and shares."""
    raised = draft.previous if draft.indicator == OTHER and draft.kind == "count" else None
    if raised is not None and raised.unit == draft.unit and _RAISES_TOTAL.search(reading.spelled, draft.clause.start, draft.start):
        draft = draft._replace(indicator=root(raised.indicator), rule=raised.rule.through(Relation.LIST_OF), counts=raised.counts)
    if draft.unit == "case" and root(draft.indicator) == _members():
        draft = draft._replace(unit="person")
    elected = related(draft.indicator, Link.ELECTED_AS)
    if elected is not None and draft.kind == "count":
        if draft.unit in PEOPLE_UNITS and _consists_of(draft, reading):
            draft = draft.taking(elected, RuleId(Construction.BODY_OF_TERM))
        elif draft.noun is not None and _COMMITTEE.match(draft.noun.phrase.surface) is not None:
            draft = _as_elected(draft, elected, reading)
    individuals = draft.noun is not None and _INDIVIDUALS.fullmatch(draft.noun.phrase.surface) is not None
    if draft.indicator == OTHER and individuals and draft.previous is not None:
        persons = related(draft.previous.indicator, Link.PERSONS_BESIDE)
        if persons is not None:
            draft = draft.taking(persons, draft.previous.rule.through(Relation.PERSONS_BESIDE))
    if draft.indicator == OTHER and not _OF_PARTY.isdisjoint(draft.breakdown):
        # members of the Youth Union of whom nobody says that it led them, people whom a court warns
        draft = draft._replace(breakdown={key: value for key, value in draft.breakdown.items() if key not in _OF_PARTY})
    return draft


def _members() -> str | None:
    """The indicator of the members there are."""
    stock = stock_of("party_member")
    return stock.indicator if stock is not None else None


def _has_all_criteria(draft: Draft) -> bool:
    """Whether communes are counted that meet every criterion: `6 xã đạt 19/19 tiêu chí`."""
    criteria = draft.following
    if criteria is None or criteria.noun_class != "criterion" or criteria.left.start != draft.noun_end:
        return False
    return criteria.number.denominator == criteria.number.value


def _of_no_commune(draft: Draft, reading: Reading) -> bool:
    """Whether a share that meets a standard is of officials or schools: `tỷ lệ cán bộ, công chức đạt chuẩn là 98%`."""
    if draft.of is not None:
        return False
    nouns = reading.phrases["noun"].longest_within(draft.left.start, draft.start)
    nouns = outside_cues(reading, nouns)  # not the `thôn` of `nông thôn mới`
    return bool(nouns) and all(hit.key != "commune" for hit in nouns)


def _are_set(draft: Draft, reading: Reading) -> bool:
    """Whether aims are set rather than met: `phấn đấu thực hiện 16 chỉ tiêu`, `nghị quyết với 20 chỉ tiêu chủ yếu là: …`."""
    return draft.status == "target" or _SETS_AIMS.search(reading.spelled, draft.clause.start, draft.start) is not None


def _consists_of(draft: Draft, reading: Reading) -> bool:
    """Whether the members of a body of a term are counted: `Ban Chấp hành … nhiệm kỳ 2025 - 2030 gồm 24 đồng chí`."""
    if _CONSISTS_OF.search(reading.spelled, draft.clause.start, draft.start) is None:
        return False
    return _BODY_OF_TERM.search(reading.spelled, draft.left.start, draft.start) is not None


def _as_elected(draft: Draft, elected: str, reading: Reading) -> Draft:
    """`bầu 369 cấp ủy`: the members of the committees, not the committees."""
    if not _ELECTS.search(reading.spelled, draft.clause.start, draft.start):
        return draft
    return draft._replace(indicator=elected, rule=RuleId(Construction.ELECTED_BODY_ITSELF), unit="person")
