"""What kind of number a figure is: measure, direction, unit and how often, read from the words right around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.facts.attributes.printed_units import read_unit
from tasks.facts.candidates.counted_nouns import OF_PLAN
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.vi.text.fragments import AND, MOST
from tasks.vi.text.patterns import pattern

# Words that may stand between the word of change and the number.
# `ít hơn cùng kỳ 300 ha`, `tăng so với năm trước 12%`
_CHANGE = pattern("changes_by")
# `tăng 132 tỷ đồng (+5,04%)`
_SIGNED = re.compile(r"^\s*([+–-])\s?$")
_TO_A_LEVEL = pattern("to_a_level")
_GROWS_TO = pattern("grows_to")
_FROM = pattern("from_level")
_TO = pattern("then_to")
_DOWN_TO = pattern("down_to")
_GROWTH_SUBJECT = pattern("growth_subject")
_GROWTH_TOPIC = pattern("growth_topic")
_MARK_BEFORE = 2
# `xã giảm nhiều nhất là Nam Sơn 5,2%`
_CHANGES_MOST = pattern("changes_most")
_EXCEEDS, _EXCEEDS_PLAN_BY = pattern("exceeds_plan"), pattern("exceeds_plan_by")
_EXCEEDS_LEVEL = pattern("exceeds_level")
_NOT_EXCEEDING = pattern("not_exceeding")
_REACHED_AND = pattern("reached_and")
_FROM_BARE = pattern("from_before")
_AND = pattern("and_between")
# `gấp 1,7 lần năm 2016 và 2,3 lần năm 2015`
_AND_IN_YEAR = pattern("and_in_year")
_AND_OR_COMMA = pattern("or_comma")
_PER_TIME = pattern("per_time")
_EVERY = pattern("every")
_FAR_EVERY = 300  # code points before a figure
_OF_SOMEBODY = pattern("of_somebody")
_EACH_AFTER = pattern("each_after")
_EACH_OPENS, _NO_OTHER_TIME = pattern("each_opens"), pattern("no_other_time")
_PER_THING = pattern("per_thing")
# The slash is left out: `bình quân hơn 2,2 triệu đồng hội viên`.
_ON_AVERAGE = pattern("on_average")
_OF_EACH = pattern("of_each")
_EACH_BEFORE = pattern("each_before_number")
# `5 triệu đồng/căn`, whatever it is paid for; but `5 triệu đồng/năm`.
_PAID_PER = pattern("paid_per")
# `27.000 đồng một ký`
_PAID_PER_ONE = pattern("paid_per_one")
# `bình quân/xã: 16,1 tiêu chí`
# `cứ 2 hộ thì có 1 hộ nghèo`
_THING_PER, _NEAR_SLASH = pattern("thing_per"), 24  # `250 kg phân/ha`
_OF_EVERY = pattern("of_every")
_PER_BEFORE = pattern("per_before")
# `số giường bệnh trên 1 vạn dân là 25,5`
_PER_BASE_BEFORE = pattern("per_base_before")
_IN_A_ROW = pattern("in_a_row")
_FELLS, _RANK = pattern("fells"), pattern("rank_follows")
_OVERCOMES, _OBSTACLE = pattern("overcomes"), pattern("obstacle_follows")
# `được trả thấp hơn cô 10 lần`
_THAN_SOMETHING = pattern("than_something")
# `thấp hơn giá trong nước 2,6 triệu đồng`, `giảm chi phí nhân công 20%`, `tăng giá bán lẻ 500 đồng`, `chênh lệch 4.000 đồng`
_THAN_COMPARAND = pattern("than_comparand")
_CHANGES_OBJECT = pattern("changes_object")
_CHANGES_PRICE = pattern("changes_price")
_DIFFERS_BY = pattern("differs_by")
_AGAINST = pattern("against")
_EARLIER_TIME = pattern("earlier_time")
_COMPARED_WITH = pattern("compared_with")
_NEAR_COMPARED = 60
_MAKES_UP = pattern("makes_up_before")
_MORE_THAN_PLAN = pattern("more_than_plan")
_POINTS = "percent_point"
FREQUENCIES = ("annual", "monthly", "daily")


class Measured(NamedTuple):
    """What kind of number a figure is; `word` is the word of change that says so."""

    measure: str
    unit: str
    direction: str | None = None
    frequency: str | None = None
    word: str | None = None


def read_measure(draft: Draft, reading: Reading) -> Measured:
    """Measure, direction, unit and frequency of a figure from its own words."""
    before = reading.spelled[draft.clause.start : draft.start]
    after = reading.spelled[draft.noun_end : draft.right.end]
    unit = read_unit(draft, reading, before)
    read = _read_change(draft, unit, reading, before) or Measured(_plain_measure(draft, unit), unit)
    if draft.is_percent and read.measure != "target_excess" and OF_PLAN.match(reading.spelled, draft.end):
        if read.measure == "share" and _MAKES_UP.search(before):
            pass  # `nợ 2.700 tỷ đồng, chiếm 4,2% so với kế hoạch thu`
        elif read.measure in ("share", "growth") and read.direction is None:
            read = read._replace(measure="target_rate")
        elif _EXCEEDS.search(before) or (read.measure == "growth" and _AGAINST.match(reading.spelled, draft.end)):
            read = read._replace(measure="target_excess")  # `thấp hơn 0,4% so với chỉ tiêu tỉnh giao`
    opening = reading.spelled[draft.sentence.start : draft.clause.start] if draft.previous is None else ""
    often = before.rpartition(AND)[2] if unit != "year" else ""  # `lương hưu hằng tháng xuống còn 15 năm`
    frequency = _frequency(often, after, opening) or _goes_on_as_often(draft, unit, reading)
    if read.measure in ("count", "amount") and _is_rate(draft, read, before, after, reading):
        return read._replace(measure="rate", frequency=frequency)
    return read if frequency is None else read._replace(frequency=frequency)


def _is_rate(draft: Draft, read: Measured, before: str, after: str, reading: Reading) -> bool:
    """Whether a number is told per thing: `5 triệu đồng/căn`, `cứ 2 hộ thì có 1`."""
    return bool(
        (after.lstrip()[:1] in ("/", "t", "m") and (_PER_THING.match(after) or (draft.kind == "money" and _PAID_PER.match(after))))
        or (draft.kind == "money" and _PAID_PER_ONE.match(after))
        or ("/" in after[:_NEAR_SLASH] and draft.noun is not None and draft.noun.phrase.is_unit and _THING_PER.match(after))
        or _PER_BEFORE.search(before)
        or (draft.kind == "count" and _PER_BASE_BEFORE.search(reading.spelled, draft.left.start, draft.start))
        or (read.measure == "amount" and _EACH_BEFORE.search(before))
        or _OF_EVERY.search(before)
        or (draft.kind == "money" and _OF_EACH.match(after) and _ON_AVERAGE.search(before))
    )


def is_of_earlier_time(draft: Draft, reading: Reading) -> bool:
    """Whether a per cent measures against an earlier time: `bằng 96,8% so với cùng kỳ`."""
    return _EARLIER_TIME.match(reading.spelled, draft.end) is not None


def is_level(draft: Draft, reading: Reading) -> bool:
    """Whether a change is said to reach the number rather than to measure it: `giảm xuống dưới 15%`."""
    if _FROM.search(reading.spelled, draft.clause.start, draft.start) and _TO.match(reading.spelled, draft.noun_end):
        return True  # `giảm tỷ lệ hộ nghèo từ 12% xuống 8%`
    return _DOWN_TO.search(reading.spelled, draft.clause.start, draft.start) is not None


def _plain_measure(draft: Draft, unit: str) -> str:
    if draft.is_percent or draft.number.form == _POINTS:
        return "share"  # `công nghiệp đóng góp 2,7 điểm phần trăm`
    if draft.number.form == "permille":
        return "rate"
    if draft.number.denominator is not None:
        return "ratio"
    if unit == "times":
        return "count"
    return (
        "amount"
        if unit == "point" or (unit == "year" and draft.noun is None) or (draft.kind in ("money", "area", "amount") and unit != "item")
        else "count"
    )


def _read_change(draft: Draft, unit: str, reading: Reading, before: str) -> Measured | None:
    """What a word or sign of change before the number makes of it; None when there is none."""
    if draft.is_percent and (sign := _SIGNED.search(before)):
        return Measured("growth", unit, "up" if sign[1] == "+" else "down")
    if draft.number.sign < 0 and draft.number.value > 0:  # `tăng trưởng -3,2%`, `âm 2,5%`
        return Measured("growth" if draft.is_percent else "change", unit, "down")
    change = None if draft.number.denominator is not None and draft.noun_class != "target" else _CHANGE.search(before)
    if draft.number.value_high is not None:
        change = change or _CHANGE.search(_FROM_BARE.sub("", before))  # `giảm từ 20 đến 30%`
    elif change is not None and _TO_A_LEVEL.search(before) and not _GROWS_TO.search(before[change.start() :] + " "):
        change = change if unit == "times" and _AGAINST.match(reading.spelled, draft.noun_end) else None  # `tăng lên 1,5 lần so với`
    if unit == "times" and change is None and (than := _THAN_SOMETHING.search(before)) is not None:
        return Measured("multiple", "item", than.lastgroup, word=than[0])
    if change is None:
        return _read_unnamed_change(draft, unit, reading) or _read_distant_change(draft, unit, before)
    if not draft.is_percent and (_IN_A_ROW.match(reading.spelled, draft.noun_end) or _acts_on_things(draft, unit, before, reading)):
        return None  # `cổ phiếu tăng 5 phiên liên tiếp`, `cắt hạ 5 cây gỗ`
    kind = change.lastgroup or ""
    if kind == "equals":
        return Measured("multiple", "item") if unit == "times" else None
    if kind == "exceeds" and _NOT_EXCEEDING.search(before, 0, change.start()):
        return None  # `không vượt quá 30%` is a bound
    if kind.startswith("than_") and unit == "times":
        return Measured("multiple", "item", "down" if kind.endswith("down") else "up", word=change[kind])
    points = draft.number.form == _POINTS  # `thấp hơn 0,1 điểm phần trăm` compares by itself
    if kind.startswith("than_") and not draft.is_percent and not points and not _compares(draft, reading):
        return None  # `có ít hơn 340 đảng viên` says how exact the count is
    if kind == "exceeds" and not draft.is_percent and _EXCEEDS_LEVEL.search(before) and not _compares(draft, reading):
        return None  # `giá đã vượt 130.000 đồng/kg` is a level
    if kind == "exceeds" and not draft.is_percent and _REACHED_AND.search(before, 0, change.start()):
        return None  # `đạt và vượt 10.012 tấn` is what was reached
    if kind == "exceeds" and not draft.is_percent and (draft.noun_class == "target" or draft.number.denominator is not None):
        return None  # `hoàn thành và vượt 21/25 chỉ tiêu` counts targets
    direction, word = "down" if kind.endswith("down") else "up", change[kind]
    if unit == "times":
        return Measured("multiple", "item", direction, word=word)
    if kind == "exceeds" and draft.is_percent:
        return Measured("target_excess", unit, direction, word=word)
    return Measured("growth" if draft.is_percent and kind != "points_down" else "change", unit, direction, word=word)


def _acts_on_things(draft: Draft, unit: str, before: str, reading: Reading) -> bool:
    """Whether a word of change is a verb of what is done to things: `đốn hạ 12 cây thông`, `gấp 10 chiếc áo`, `vượt 3 con đèo`."""
    if unit == "times" or draft.number.denominator is not None:
        return False
    if _OVERCOMES.search(before) and _OBSTACLE.match(reading.spelled, draft.end):
        return not _compares(draft, reading)
    return (
        draft.noun is not None
        and not draft.noun.phrase.is_unit
        and _FELLS.search(before) is not None
        and _RANK.match(reading.spelled, draft.end) is None
    )


def _compares(draft: Draft, reading: Reading) -> bool:
    """Whether a sentence compares with another time or place: `so với cùng kỳ, án khởi tố ít hơn 2 vụ`."""
    end = min(draft.noun_end + _NEAR_COMPARED, draft.sentence.end)
    return _COMPARED_WITH.search(reading.spelled, draft.sentence.start, end) is not None


def _read_unnamed_change(draft: Draft, unit: str, reading: Reading) -> Measured | None:
    """A growth named by its subject (`tốc độ tăng trưởng đạt 7%`), or the second of `giảm 2 người chết và 4 người bị thương`."""
    previous = draft.previous
    clause = reading.spelled[draft.clause.start : draft.start]
    if (draft.is_percent or draft.noun) and MOST in clause and (most := _CHANGES_MOST.search(clause)):
        return Measured("growth" if draft.is_percent else "change", unit, most.lastgroup)
    if draft.is_percent and _names_growth(draft, reading):
        return Measured("growth", unit)
    if previous is None:
        return None
    if previous.measure == "multiple" and unit == "times" and _AND_IN_YEAR.fullmatch(reading.spelled, previous.noun_end, draft.start):
        return Measured("multiple", "item", previous.direction)
    if previous.measure == "change" and not draft.is_percent and previous.kind == draft.kind:
        joined = _AND_OR_COMMA.fullmatch(reading.spelled, previous.right.end, draft.start)
    else:
        joined = _grows_too(draft, previous, reading)
    return Measured(previous.measure, unit, previous.direction) if joined else None


def _names_growth(draft: Draft, reading: Reading) -> bool:
    """Whether the subject or the topic of the sentence is a growth: `tốc độ tăng trưởng đạt 7%`, `tăng trưởng phục hồi, quý I đạt 5%`."""
    if _GROWTH_SUBJECT.search(reading.spelled, max(draft.left.start, draft.start - 90), draft.start):
        return True
    return _GROWTH_TOPIC.search(reading.spelled, max(0, draft.sentence.start - _MARK_BEFORE), draft.start) is not None


def _read_distant_change(draft: Draft, unit: str, before: str) -> Measured | None:
    """A change whose object or comparand stands before the number: `giảm chi phí nhân công 20%`, `thấp hơn giá trong nước 2 triệu đồng`."""
    if (
        draft.number.denominator is not None
        or unit == "times"
        or not (draft.is_percent or draft.kind == "money" or _is_measured(draft) or draft.kind == "percent")
    ):
        more = _MORE_THAN_PLAN.search(before) if draft.noun is not None and draft.noun_class != "target" and unit != "times" else None
        return Measured("change", unit, more.lastgroup, word=more[0]) if more is not None else None
    if (exceeds := _EXCEEDS_PLAN_BY.search(before)) is not None:
        return Measured("target_excess" if draft.is_percent else "change", unit, "up", word=exceeds[0].partition(" ")[0])
    than = _THAN_COMPARAND.search(before)
    found = than or (_CHANGES_OBJECT if draft.is_percent else _CHANGES_PRICE).search(before)
    if found is None:
        return Measured("change", unit) if not draft.is_percent and _DIFFERS_BY.search(before) else None
    direction = found.lastgroup or "up"
    return Measured(
        "growth" if draft.is_percent else "change", unit, direction, word=found[0].split(" ")[0] if than is None else found[direction]
    )


def _is_measured(draft: Draft) -> bool:
    """Whether a number bears a unit of measure."""
    return draft.noun is not None and draft.noun.phrase.is_unit


def _grows_too(draft: Draft, previous: Draft, reading: Reading) -> re.Match[str] | None:
    """What joins a share to the first of two growths: `tăng 61% số vụ và 16% số người so với cùng kỳ`."""
    if previous.measure != "growth" or not draft.is_percent or draft.noun is None or previous.noun is None:
        return None
    return _AND.fullmatch(reading.spelled, previous.noun_end, draft.start)


def _goes_on_as_often(draft: Draft, unit: str, reading: Reading) -> str | None:
    """How often what the sentence said at its beginning goes on: `hàng năm nhận 10 tỷ đồng với trung cấp, và 20 tỷ đồng với đại học`."""
    before, spelled = draft.previous, reading.spelled
    if before is None or before.frequency is None or unit != before.unit or unit in ("year", "percent"):
        return None
    since = max(draft.sentence.start, before.start - _FAR_EVERY)
    if _EVERY.search(spelled, since, before.start) is None or _EACH_AFTER.match(spelled, before.noun_end, draft.start):
        return None
    return before.frequency if _NO_OTHER_TIME.fullmatch(spelled, before.noun_end, draft.start) else None


def _frequency(before: str, after: str, opening: str) -> str | None:
    match = _PER_TIME.match(after)
    every = _EVERY.search(before) if match is None else None
    if every is not None and _OF_SOMEBODY.match(before, every.end()):
        every = None  # `khẩu phần ăn hằng ngày của hơn 400 học sinh`
    match = match or every or (_EACH_AFTER.match(after) if after else None) or _EACH_OPENS.match(opening)
    if match is None:
        return None
    return next(frequency for frequency, group in zip(FREQUENCIES, match.groups(), strict=True) if group)
