"""A figure in the making: a number that may be an observation, with the windows of text its rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from tasks.facts.lexicons import topic_names
from tasks.facts.phrases import Hit
from tasks.facts.reading import Reading
from tasks.facts.relations import OTHER
from tasks.facts.rules import UNDECIDED, Relation, RuleId
from tasks.vi.numbers.numbers import Number
from tasks.vi.temporal.periods import Period
from tasks.vi.text.fragments import AND, IS
from tasks.vi.text.patterns import pattern
from tasks.vi.text.spans import Span

MONEY = frozenset({"vnd", "usd", "foreign_currency"})
AREA = frozenset({"hectare", "square_metre", "square_kilometre"})
# Words that may stand between a number and its noun: `100% các trường học`, `20% số tổ chức`.
_BEFORE_NOUN = pattern("before_noun")
OF_PLAN = pattern("of_plan")
# What makes a number in millions without `đồng` money: `tổng số tiền 157,4 triệu`.
_SUM_OF_MONEY = pattern("sum_of_money")
# `15tr`, `1tr2`: the short form is of money alone.
_SHORT_SUM = re.compile(r"\dtr\d*$")
_MILLION, _BILLION = 1e6, 1e9
_SHARE_IS = pattern("share_is")
_SHARE_ENDS = pattern("share_ends")
_FAR_SHARE = 100
_REACHES = pattern("reaches_before")
_FAR_REACHES = 24
_HUNDRED = 100
_FAR_SUM = 60
_LISTED = frozenset({"village", "commune", "school", "health_station", "organisation"})
_PLACES = frozenset({"village", "commune"})
_AND_NOUN = pattern("and_noun")
# Marks that end nothing: `8 đồng chí xếp loại: hoàn thành tốt nhiệm vụ`, `được trao tặng, truy tặng Huy hiệu Đảng`.
_NO_BREAK = pattern("no_break")
# `nhiệm vụ kiểm tra, giám sát, thi hành kỷ luật` is one thing.
_ONE_TASK = pattern("one_task")
# What makes a noun behind a comma the next subject: `kỷ luật 3 tổ chức đảng, cấp ủy các cấp khiển trách 14`.
_ACTS = pattern("acts")
_MARK = re.compile(r"[,;:()\n]")
_DASH = re.compile(r"(?<!\d)[^\S\n][–-]\s(?!\d)")
_SOFT_BREAK = re.compile(rf"{_MARK.pattern}|{_DASH.pattern}")


class Draft(NamedTuple):
    """One number on its way to an observation.

    `noun` is the counted noun or unit of measure found after the number (`noun_end` its end, or the end of the number),
    `label` the noun that stands before it in a list (`dân tộc 504`), `counts` the noun class it was decided to count.
    `clause` runs from the last comma to the number, `left` from the figure before (or the sentence's start), `right` from
    the noun to the next break or figure. `topics` names what the article speaks of
    anywhere. `previous` and `following` are its neighbours in the sentence; `head` is the
    whole it is a part of, `of` the figure it is a share or change of. `raised_from` the first of `từ 28 lên 35`. `why`
    says what was taken from where.

    A draft never changes. `previous` is the decided figure before it, `following` the next number as it was found. Two drafts
    are equal when they are of the same number.
    """

    number: Number
    start: int
    end: int
    is_percent: bool
    printed: str
    sentence: Span
    kind: str
    noun: Hit | None
    noun_end: int
    noun_class: str | None
    unit_text: str | None
    left: Span
    clause: Span
    right: Span
    topics: frozenset[str]
    previous: Draft | None = None
    following: Draft | None = None
    label: Hit | None = None
    counts: str | None = None
    head: Draft | None = None
    of: Draft | None = None
    is_part: bool = False
    raised_from: Draft | None = None
    indicator: str = OTHER
    rule: RuleId = UNDECIDED
    cues: tuple[Hit, ...] = ()
    measure: str = "count"
    direction: str | None = None
    unit: str = "item"
    qualifier: str = "exact"
    status: str = "actual"
    frequency: str | None = None
    breakdown: Mapping[str, str] = MappingProxyType({})
    organisation: str | None = None
    holder_probability: float = 1.0
    time: Period | None = None
    period: tuple[str, date | None, date | None, str | None] = ("none", None, None, None)
    why: Mapping[str, str] = MappingProxyType({})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Draft) and self.start == other.start

    def __hash__(self) -> int:
        return hash(self.start)

    def before(self) -> Iterator[Draft]:
        """The figures before it in its sentence, nearest first."""
        one = self.previous
        while one is not None:
            yield one
            one = one.previous

    def taking(self, indicator: str, rule: RuleId) -> Draft:
        """The same figure, settled on an indicator."""
        return self._replace(indicator=indicator, rule=rule)

    def inheriting(self, source: Draft, relation: Relation) -> Draft:
        """The same figure, counting what another figure counts."""
        return self._replace(
            indicator=source.indicator,
            rule=source.rule.through(relation),
            why={**self.why, relation: source.printed},
            cues=source.cues,
            counts=self.noun_class or source.counts,
        )


def find_drafts(reading: Reading, candidates: list[Number]) -> list[Draft]:
    """Makes a draft of every candidate number; each knows the one that follows in its sentence."""
    drafts: list[Draft] = []
    text, spelled = reading.text, reading.spelled
    topics = frozenset(name for name in topic_names() if pattern(name).search(spelled)) if candidates else frozenset()
    last: Draft | None = None
    for candidate in candidates:
        start = candidate.start
        sentence = reading.sentences[reading.sentence_of(start)]
        number = _with_sign(candidate, reading)
        noun, noun_end = _noun_after(reading, number)
        before = last if last is not None and last.sentence == sentence else None
        left = _left(spelled, min(before.noun_end, start) if before is not None else sentence.start, start)
        last = Draft(
            number=number,
            start=start,
            end=number.end,
            is_percent=number.is_percent,
            printed=text[start : number.end],
            sentence=sentence,
            kind=_kind(number, noun, reading),
            noun=noun,
            noun_end=noun_end,
            noun_class=noun.key if noun is not None and noun.phrase.table == "noun" else None,
            unit_text=text[noun.start : noun.end] if noun is not None else None,
            left=left,
            clause=Span(_last_break(spelled, left), start),
            right=Span(noun_end, noun_end),
            topics=topics,
        )
        drafts.append(last)
    return _linked(drafts, spelled)


def _linked(drafts: list[Draft], spelled: str) -> list[Draft]:
    """The drafts with the next number of their sentence and the window after them: from the last one back, for none can change."""
    following: Draft | None = None
    linked: list[Draft] = []
    for draft in reversed(drafts):
        if following is not None and following.sentence != draft.sentence:
            following = None
        following = draft._replace(following=following, right=Span(draft.noun_end, _right_end(spelled, draft, following)))
        linked.append(following)
    linked.reverse()
    return linked


def _with_sign(number: Number, reading: Reading) -> Number:
    """A decimal that is a share whose sign was forgotten: `tỷ lệ đảng viên hoàn thành nhiệm vụ đạt 13,2;`, `đạt 98,31 kế hoạch`."""
    if number.is_percent or not number.decimals or number.magnitude > 1 or number.denominator is not None:
        return number
    if _lacks_sign(number, reading):
        return number._replace(is_percent=True, form="percent")
    return number


def _lacks_sign(number: Number, reading: Reading) -> bool:
    if OF_PLAN.match(reading.spelled, number.end):
        return _REACHES.search(reading.spelled, max(0, number.start - _FAR_REACHES), number.start) is not None
    ends = number.value <= _HUNDRED and _SHARE_ENDS.match(reading.spelled, number.end) is not None
    return ends and _SHARE_IS.search(reading.spelled, max(0, number.start - _FAR_SHARE), number.start) is not None


def _noun_after(reading: Reading, number: Number) -> tuple[Hit | None, int]:
    """The noun or unit of measure that the number counts, and where it ends."""
    spelled, end, phrases = reading.spelled, number.end, reading.phrases
    if 0 <= number.counted_at < end:  # `US$ 1,3 tỷ`, `2 tấn rưỡi`
        unit = phrases["measure"].longest_at(number.counted_at)
        return unit, end
    end = max(end, number.counted_at)  # behind a footnote mark
    if not number.is_percent:
        bare = end
        while spelled.startswith(" ", bare):
            bare += 1
        measure = phrases["measure"].longest_at(bare)
        noun = phrases["noun"].longest_at(bare)
        if measure is not None and (noun is None or measure.end >= noun.end):
            return measure, measure.end
        if noun is not None:
            return noun, _list_end(reading, noun)
    if OF_PLAN.match(spelled, end):
        return None, end  # `100% chỉ tiêu`: the plan is what it is measured against
    skipped = _BEFORE_NOUN.match(spelled, end)
    noun = phrases["noun"].longest_at(skipped.end() if skipped else end)
    if noun is not None and noun.phrase.value in _PLACES and spelled.startswith(IS, end):
        noun = None  # `có tỷ lệ hộ nghèo dưới 7% là thị trấn A, xã B`
    return (noun, _list_end(reading, noun, of_share=number.is_percent)) if noun is not None else (None, end)


def _list_end(reading: Reading, noun: Hit, *, of_share: bool = False) -> int:
    """Where a list of like nouns ends that are counted together: `100% thôn, làng, tổ dân phố`, not `3 thôn, xã A`.

    What one share is of may be of several kinds: `100% thôn, trường học, trạm y tế có chi bộ`.
    """
    end = noun.end
    while match := _AND_NOUN.match(reading.spelled, end):
        following = reading.phrases["noun"].longest_at(match.end())
        if following is None or following.phrase.value not in _LISTED:
            return end
        if following.phrase.value != noun.phrase.value and not of_share:
            return end
        if reading.text[following.end : following.end + 2].strip()[:1].isupper() or _ACTS.match(reading.spelled, following.end):
            return end
        end = following.end
    return end


def _kind(number: Number, noun: Hit | None, reading: Reading) -> str:
    if number.is_percent:
        return "percent"
    if noun and noun.phrase.table == "measure":
        return "money" if noun.key in MONEY else "area" if noun.key in AREA else "amount"
    if noun is not None:
        return "count"
    if number.magnitude >= _BILLION:
        return "money"
    if _SHORT_SUM.search(reading.spelled, number.start, number.end):
        return "money"
    is_sum = number.magnitude >= _MILLION and _SUM_OF_MONEY.search(reading.spelled, max(0, number.start - _FAR_SUM), number.start)
    return "money" if is_sum else "count"


def _left(spelled: str, start: int, end: int) -> Span:
    """From the figure before or the last semicolon to the number."""
    return Span(max(start, spelled.rfind(";", start, end) + 1), end)


def _holds_dash(spelled: str, start: int, end: int) -> bool:
    return spelled.find("-", start, end) >= 0 or spelled.find("–", start, end) >= 0


def _last_break(spelled: str, window: Span) -> int:
    """After the last break of the window; a colon right before the number is none (`trình độ đại học: 150`)."""
    start, end = window
    last = max([spelled.rfind(mark, start, end) for mark in ",;()\n"])
    while last >= start and spelled[last] == "," and _ONE_TASK.match(spelled, last):
        last = max([spelled.rfind(mark, start, last) for mark in ",;()\n"])
    colon = spelled.rfind(":", start, end)
    while colon > last and not spelled[colon + 1 : end].strip():
        colon = spelled.rfind(":", start, colon)
    last = max(last + 1, colon + 1, start)
    if _holds_dash(spelled, last, end):
        for match in _DASH.finditer(spelled, start, end):
            last = max(last, match.end())
    return last


def _right_end(spelled: str, draft: Draft, following: Draft | None) -> int:
    """To the next break; when another figure follows, what comes after `và` is said of that one."""
    limit = following.start if following else draft.sentence.end
    # A class of marks alone is searched for five times as fast.
    pattern = _SOFT_BREAK if _holds_dash(spelled, draft.noun_end, limit) else _MARK
    match = pattern.search(spelled, draft.noun_end, limit)
    if match and _NO_BREAK.match(spelled, match.start()):
        match = pattern.search(spelled, match.end(), limit)
    end = match.start() if match else max(draft.noun_end, limit)
    if following:
        joined = spelled.find(AND, draft.noun_end, end)
        end = joined if joined >= 0 else end
    return end
