"""A figure in the making: a number that may be an observation, with the windows of text its rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from tasks.facts.candidates.counted_nouns import OF_PLAN, is_bare_sum, kind_of_number, noun_after
from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.links import OTHER
from tasks.facts.knowledge.rules import UNDECIDED, Relation, RuleId
from tasks.vi.numbers.numbers import Number
from tasks.vi.temporal.periods import Period
from tasks.vi.text.fragments import AND, BUT
from tasks.vi.text.patterns import pattern
from tasks.vi.text.spans import Span

_FROM, _TO = pattern("from_level"), pattern("then_to")
_PAIR = pattern("pair_with_unit")
_SHARE_IS = pattern("share_is")
_SHARE_ENDS = pattern("share_ends")
_FAR_SHARE = 100
_REACHES = pattern("reaches_before")
_FAR_REACHES = 24
_HUNDRED = 100
_POINTS = "percent_point"
# Marks that end nothing: `8 đồng chí xếp loại: hoàn thành tốt nhiệm vụ`, `được trao tặng, truy tặng Huy hiệu Đảng`.
_NO_BREAK = pattern("no_break")
# `nhiệm vụ kiểm tra, giám sát, thi hành kỷ luật` is one thing.
_ONE_TASK = pattern("one_task")
_MARK = re.compile(r"[,;:()\n]")
_DASH = re.compile(r"(?<!\d)[^\S\n][–-]\s(?!\d)")
_SOFT_BREAK = re.compile(rf"{_MARK.pattern}|{_DASH.pattern}")


class Topics:
    """What an article speaks of anywhere, by the names of patterns: each is sought when a rule first asks for it."""

    __slots__ = ("_known", "_spelled")

    def __init__(self, spelled: str) -> None:
        self._spelled = spelled
        self._known: dict[str, bool] = {}

    def __contains__(self, name: str) -> bool:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = pattern(name).search(self._spelled) is not None
        return known


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
    topics: Topics
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
    period_probability: float = 1.0
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
    topics = Topics(spelled)
    last: Draft | None = None
    for candidate in candidates:
        start = candidate.start
        sentence = reading.sentences[reading.sentence_of(start)]
        number = _with_sign(candidate, reading)
        noun, noun_end = noun_after(reading, number)
        before = last if last is not None and last.sentence == sentence else None
        kind = kind_of_number(number, noun, reading)
        if (
            kind == "count"
            and noun is None
            and before is not None
            and before.kind == "money"
            and is_bare_sum(number, before.noun_end, reading)
        ):
            kind = "money"  # `lương thấp nhất 3,5 triệu đồng, cao nhất 12 triệu`
        left = _left(spelled, min(before.noun_end, start) if before is not None else sentence.start, start)
        last = Draft(
            number=number,
            start=start,
            end=number.end,
            is_percent=number.is_percent,
            printed=text[start : number.end],
            sentence=sentence,
            kind=kind,
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
        draft = _in_unit_of(draft, following, spelled)  # noqa: PLW2901 - the same with what the next one says
        following = draft._replace(following=following, right=Span(draft.noun_end, _right_end(spelled, draft, following)))
        linked.append(following)
    linked.reverse()
    return linked


def _in_unit_of(draft: Draft, following: Draft | None, spelled: str) -> Draft:
    """The first of `từ 4,5 lên 6,2 triệu tấn` in the unit that only the second bears."""
    points = following is not None and following.number.form == _POINTS and draft.noun is None and not draft.is_percent
    if points and following is not None and _PAIR.fullmatch(spelled, draft.end, following.start):
        return draft._replace(number=draft.number._replace(form=_POINTS), kind=following.kind)  # `3,4 và 6,1 điểm phần trăm`
    if following is None or draft.noun is not None or following.noun is None or draft.is_percent or not following.noun.phrase.is_unit:
        return draft
    if _PAIR.fullmatch(spelled, draft.end, following.start):
        return draft._replace(noun=following.noun, kind=following.kind, unit_text=following.unit_text)  # `136 và 186 gram`
    link = _TO.match(spelled, draft.end)
    joined = link is not None and link.end() <= following.start and not spelled[link.end() : following.start].strip()
    if not joined or _FROM.search(spelled, draft.clause.start, draft.start) is None:
        return draft
    return draft._replace(noun=following.noun, kind=following.kind, unit_text=following.unit_text)


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
    if (opposed := spelled.find(BUT, draft.noun_end, end)) >= 0:
        end = opposed  # `có 90 lao động nhưng chưa kết nạp được ai`
    if following:
        joined = spelled.find(AND, draft.noun_end, end)
        end = joined if joined >= 0 else end
    return end
