"""From numbers to figures: what each draft counts, on its own or as a part, a share or a change of a figure before it."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.facts.attributes.actors import is_actor
from tasks.facts.attributes.aims import GOES_ON_AIMING, goes_on_aiming
from tasks.facts.attributes.breakdowns import is_paired, people_of_households, read_breakdown, tells_a_people
from tasks.facts.attributes.indicators import Verdict, decide, judge, stock_of, tells_victims
from tasks.facts.attributes.measures import read_measure
from tasks.facts.attributes.qualifiers import Status, read_qualifier, read_status
from tasks.facts.attributes.subjects import (
    WHOLE_ONES,
    counted_noun,
    find_heading,
    find_label,
    is_of_place,
    names_number_of,
    nothing_follows,
    rated_noun,
    says_head_again,
    shared_noun,
    unit_of,
)
from tasks.facts.attributes.tables import take_in_table
from tasks.facts.candidates.cues import cues_within
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.links import OTHER, Link, related
from tasks.facts.knowledge.noun_classes import body_nouns, generic_nouns, place_nouns
from tasks.facts.knowledge.rules import Construction, Relation, RuleId
from tasks.facts.relations.consequences import draw_consequences
from tasks.facts.relations.lists import going_on, take_as_next_time, take_as_plan, take_set_apart
from tasks.facts.relations.parts import take_as_part, whole_over
from tasks.facts.relations.place_lists import take_at_place, take_in_row, take_under_heading
from tasks.facts.relations.poverty import poor_indicator, take_as_count, take_as_rest
from tasks.facts.relations.shares import old_level, take_as_share
from tasks.vi.text.patterns import pattern

# The cue of a whole that has no number: `trong số đảng viên mới kết nạp, nữ chiếm 40%`.
_OF_PEOPLE_NAMED = "of_admitted"
_UNIT_WORD = pattern("unit_word")
_JOINS_ITEMS, _NEXT_RATED = pattern("joins_items"), pattern("next_rated")
# Kinds of numbers that grow by so many per cent or times.
_CHANGING = ("count", "money", "price", "percent")
_POINT, _PERSON = "point", "person"


def assemble(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """What each draft counts, decided in reading order, so that parts and shares find the figure they refer to."""
    decided: list[Draft] = []
    for found in drafts:
        before = decided[-1] if decided and decided[-1].sentence == found.sentence else None
        draft = _as_worded(found._replace(previous=before), decided, reading)
        draft = draw_consequences(_referring(draft, decided, reading) or _on_its_own(draft, decided, reading), reading)
        if before is not None and (people := people_of_households(draft, reading)) is not None:
            decided[-1] = before._replace(breakdown=people)
            draft = draft._replace(previous=decided[-1])
        decided.append(draft)
    return decided


def _as_worded(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft:
    """A figure with what the words at its number say: how it measures, how exactly, fact or aim, the noun before it."""
    measured = read_measure(draft, reading)
    is_price = measured.measure == "rate" and (draft.kind == "money" or draft.number.form == "permille")
    kind = "price" if is_price else draft.kind
    kind = "plan" if measured.measure in ("target_rate", "target_excess") else kind
    status = read_status(draft, reading)
    if status.value != "target" and goes_on_aiming(draft, earlier, reading):
        status = Status("target", GOES_ON_AIMING)
    why = {"change": measured.word, "status": status.reason}
    return draft._replace(
        kind=kind,
        measure=measured.measure,
        unit=measured.unit,
        direction=measured.direction,
        frequency=measured.frequency,
        qualifier=read_qualifier(draft, measured.direction, reading),
        status=status.value,
        label=find_label(draft, reading),
        raised_from=old_level(draft, kind, reading),
        why={step: word for step, word in why.items() if word is not None},
    )


def _referring(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """The figure with what it takes from a figure before it; None when it refers to none."""
    if draft.noun is None and whole_over(draft, earlier, reading) is not None:
        return take_as_part(draft, earlier, reading)  # `kỷ luật 34 đảng viên, cụ thể:` above `- Khiển trách: 20` is no table
    return (
        take_in_table(draft, earlier, reading)
        or take_as_plan(draft, reading)
        or take_set_apart(draft, earlier, reading)
        or take_as_next_time(draft, reading)
        or take_at_place(draft, earlier, reading)
        or take_as_share(draft, reading)
        or take_as_count(draft, reading)
        or take_as_rest(draft, reading)
        or take_in_row(draft, reading)
        or take_under_heading(draft, earlier, reading)
        or take_as_part(draft, earlier, reading)
    )


def _on_its_own(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft:
    """The figure by the rules of its own words; failing those, as the next item of the list it stands in."""
    noun, before, unit = _find_noun(draft, earlier, reading)
    if draft.label is not None and draft.noun_class == "organisation" and says_head_again(draft):
        unit = draft.label.phrase.value
    draft = _by_rule(draft, noun, unit or draft.unit, earlier, reading)
    draft = _with_unit_of_label(draft, noun, before, reading)
    if breakdown := read_breakdown(draft, reading):
        draft = draft._replace(breakdown=breakdown)
    named_people = related(draft.indicator, Link.NAMED_PEOPLE_AS)
    if named_people and draft.unit == "person" and tells_a_people(draft, reading):
        draft = draft.taking(named_people, RuleId(Construction.A_PEOPLE))  # `Dân tộc Thái 3.395 người, chiếm 99%`
    if draft.rule.relations[:1] == (Relation.LIST_OF,) and draft.label is not None and draft.label is earlier[-1].label:
        draft = draft._replace(breakdown=draft.breakdown or earlier[-1].breakdown)
    sliced = draft.noun_class or (draft.label.key if draft.label else None)
    if draft.indicator == OTHER and draft.is_percent and draft.breakdown and (stock := stock_of(sliced)):
        return draft.taking(stock.indicator, RuleId(stock))  # `đảng viên nữ chiếm 34,6%` is a share of the members
    return draft


def _by_rule(draft: Draft, noun: str | None, unit: str, earlier: Sequence[Draft], reading: Reading) -> Draft:
    """The figure with the indicator that its words name, or that of the list it goes on with."""
    verdict, cues = decide(draft, noun, reading)
    if draft.is_percent and draft.noun is None and draft.label is not None and not (verdict and verdict.strong):
        other, cues = decide(draft, draft.label.key, reading)
        verdict = other or verdict
    draft = draft._replace(counts=noun, unit=unit, cues=cues)
    verdict = verdict or _what_changes(draft, reading)
    if verdict is not None and is_actor(draft, verdict, reading):
        verdict = None
    if verdict is not None and not verdict.strong and (_is_unheard_of(verdict, draft, earlier) or _is_served_too(draft, reading)):
        verdict = None
    poor = poor_indicator(draft, reading, verdict.indicator if verdict else None)
    if poor is not None:
        return draft.taking(poor, RuleId(Construction.POOR_ARE))
    if verdict is not None:
        rule = RuleId(verdict.rule)
        return draft._replace(indicator=verdict.indicator, rule=rule, is_part=rule.needs(_OF_PEOPLE_NAMED))
    if draft.noun_class == "person" and is_paired(draft, reading) and (people := _people_of(draft.previous)) and draft.previous:
        return draft.taking(people, draft.previous.rule.through(Relation.PEOPLE_OF))
    return going_on(draft, earlier, reading)


def _with_unit_of_label(draft: Draft, noun: str | None, before: Draft | None, reading: Reading) -> Draft:
    """The unit of a number without a noun: that of the noun before it, or of the figure it takes its noun from."""
    named = draft.label is not None and not (before is not None and (before.start > draft.start or draft.label.key in generic_nouns()))
    named = named and draft.label is not None and draft.unit != _POINT
    if draft.noun is None and draft.kind == "count" and draft.label is not None and named and nothing_follows(draft, reading):
        return draft._replace(unit=draft.label.phrase.value, unit_text=reading.text[draft.label.start : draft.label.end])
    if (like := _like_place_before(draft, reading)) is not None:
        return draft._replace(unit=like.unit, unit_text=like.unit_text, measure="rate" if like.measure == "rate" else draft.measure)
    if draft.noun is None and noun is not None and draft.indicator != OTHER and not draft.is_percent:
        return draft._replace(unit=before.unit if before and before.start < draft.start else unit_of(noun))
    return draft


def _like_place_before(draft: Draft, reading: Reading) -> Draft | None:
    """The count of the place before, of a bare number behind the name of the next: `Anh có 497.000 du học sinh, Pháp 310.000`."""
    like = draft.previous
    if like is None or draft.noun is not None or not draft.kind == like.kind == "count" or draft.unit != "item" or like.unit == "item":
        return None
    if not nothing_follows(draft, reading):
        return None
    if like.measure == "rate":  # `24 bác sĩ trên 10.000 dân, trong khi Lào chỉ có 5`
        named = _NEXT_RATED.fullmatch(reading.spelled, like.right.end, draft.start)
        return like if named is not None and reading.text[named.start("who")].isupper() else None
    return like if is_of_place(draft, reading, like.noun_end) else None


def _people_of(before: Draft | None) -> str | None:
    """What the people in those are that a figure counts."""
    return related(before.indicator, Link.PEOPLE_OF) if before is not None else None


def _find_noun(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> tuple[str | None, Draft | None, str | None]:
    """The noun class a draft counts, and the figure it takes it from where its own words name none; its unit where that tells."""
    shared = shared_noun(draft, reading)
    if shared is not None and judge(draft, shared.noun_class, cues_within(reading, draft.clause.start, draft.start), []) is not None:
        return shared.noun_class, shared, None
    noun = counted_noun(draft, reading) or rated_noun(draft, earlier, reading)
    if noun is None and draft.kind == "count" and nothing_follows(draft, reading):
        if tells_victims(draft, reading):
            return _PERSON, None, _PERSON
        subject = find_heading(draft, reading)
        before = None if subject else _last_count(draft, earlier, reading)
        if subject is not None and subject.key in place_nouns():
            subject = None  # `số mắc cao ở các quận: Đống Đa 372`
        if before is not None and before.counts in place_nouns() and (names_number_of(draft, reading) or _is_next_place(draft, reading)):
            before = None  # `2 quận có số ca mắc lên đến hơn 100`, `Đống Đa 372, Hoàng Mai 253`
        if before is not None and before.unit in WHOLE_ONES and draft.number.decimals and draft.number.magnitude == 1:
            before = None  # `trường có 45 giáo viên, lương hệ số chỉ 1,86`
        return (subject.key if subject else before.counts if before else None), before, None
    if draft.noun is None or _UNIT_WORD.fullmatch(draft.noun.phrase.surface) is None:
        return noun, None, None
    before = _last_count(draft, earlier, reading)
    nouns = reading.phrases["noun"].longest_within(draft.clause.start, draft.start)
    if (body := next((hit.key for hit in reversed(nouns) if hit.key in body_nouns()), None)) is not None:
        return body, before, "organisation"  # `tổ chức đảng trong khu vực ngoài nhà nước là 38 cơ sở`
    if before is not None and before.counts in body_nouns():
        return before.counts, before, before.unit  # `32 cơ sở đảng: trong sạch vững mạnh 06 cơ sở`
    return noun, before, None


def _is_next_place(draft: Draft, reading: Reading) -> bool:
    """Whether a number stands behind the next of named places, of which something else than places is told."""
    before = draft.previous
    return before is not None and before.counts is None and before.noun is None and is_of_place(draft, reading, before.end)


def _is_unheard_of(verdict: Verdict, draft: Draft, earlier: Sequence[Draft]) -> bool:
    """Whether a weak word alone names a sum that the article has not spoken of: `thu đạt 34 tỷ đồng` before any revenue."""
    return draft.kind == "money" and all(one.indicator != verdict.indicator for one in earlier)


def _what_changes(draft: Draft, reading: Reading) -> Verdict | None:
    """The rule for what a change is of, whatever kind of number that is: `thu nhập bình quân đầu người tăng 12%`, `gấp 1,8 lần`."""
    if draft.measure not in ("growth", "multiple"):
        return None
    noun = draft.label.key if draft.label else None
    said = cues_within(reading, draft.clause.start, draft.start)
    verdict: Verdict | None = None
    for kind in _CHANGING:
        verdict = judge(draft._replace(kind=kind), noun, said, [])
        if verdict is not None and verdict.strong:
            break
    return verdict if verdict is not None and verdict.strong else None


def _is_served_too(draft: Draft, reading: Reading) -> bool:
    """Whether households are the next of those whom something was done for: `tặng quà cho 120 hộ nghèo, 15 hộ cận nghèo`."""
    before = draft.previous
    if before is None or draft.unit != "household" or before.indicator != OTHER:
        return False
    if before.unit != "household" and not any(hit.key == "serve" for hit in cues_within(reading, before.left.start, before.start)):
        return False  # `khen thưởng cho 11 tập thể, 13 hộ`
    return _JOINS_ITEMS.fullmatch(reading.spelled, before.noun_end, draft.start) is not None


def _last_count(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """The last figure of the paragraph that counts things with a noun."""
    line = reading.line_start(draft.start)
    near = (one for one in reversed(earlier[-20:]) if one.start >= line)
    return next((one for one in near if one.counts is not None and not one.is_percent), None)
