"""What the words around a figure propose for its time: the nearest period, carried as OBSERVATIONS §3 says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from tasks.facts.candidates.drafts import Draft
from tasks.facts.candidates.scenes import announces_aims, context_start
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.lexicons import indicator_parents
from tasks.facts.knowledge.links import OTHER
from tasks.facts.knowledge.rules import Relation
from tasks.facts.periods.article_times import NEAR, OWN_ONLY, STRETCHES, ArticleTimes
from tasks.vi.temporal.periods import Period
from tasks.vi.text.patterns import pattern

_ADJACENT = pattern("time_beside")
_OF_A_PLAN = pattern("of_a_plan")
# `thông qua 5 nghị quyết về: dự toán ngân sách năm 2021`: the year of a plan, or of something that a list names.
_OF_OTHERS = pattern("of_a_plan_or_list")
# `15 thôn được công nhận thôn văn hóa năm 2017`: when they became so.
_RECOGNISED = pattern("recognised")
_COMPARES = pattern("compares")
_COMPARED_NEAR = 400
_UNDATED, _SAME_TIME = pattern("undated_time"), "same_time"
_SCENE_KINDS = STRETCHES | {"term"}
_FROM_TO = pattern("from_to")
TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
# Between a time and the figure it is told of: `nay chỉ còn 9 hộ`.
_TOLD_OF = pattern("told_then")
_BREAK = re.compile(r"[,;:(]")
# What comes after these is another deed, with a time of its own.
_NEXT_DEED = pattern("next_deed")


class PeriodRules:
    """What the words around a figure propose for its time, asked for by place: no more than proposals, which `times.py` weighs.

    Args:
        reading: the article.
        drafts: its figures in reading order, their indicators decided.
        stock: whether each figure, by where it begins, counts what is there.
    """

    def __init__(self, reading: Reading, drafts: Sequence[Draft], stock: Mapping[int, bool]) -> None:
        self._reading, self._stock = reading, stock
        self.times = ArticleTimes(reading, drafts)
        self.settled: dict[int, Period | None] = {}  # the times that figures took, by where a figure begins
        comparisons = [one for one in reading.periods if one.role == "comparison"]
        self._compared = {one.end: one for one in comparisons if one.first is not None or one.rule == _SAME_TIME}
        self._in_brackets = [one for one in comparisons if reading.spelled.startswith("(", one.start - 1)]
        self._aimed: set[int] = set()  # where the times begin of what was aimed at
        self.last_figure = {draft.sentence: draft.end for draft in drafts}

    def settle(self, draft: Draft, time: Period | None) -> None:
        """Takes the time of a figure as decided, for the figures after it."""
        self.settled[draft.start] = time
        if time is not None:
            self.times.told.add(time.start)
            if draft.status == "target":
                self._aimed.add(time.start)

    def proposals(self, draft: Draft, before: Draft | None) -> dict[str, Period | None]:
        """What each rule proposes for a figure, by the rule's name; null where it knows none.

        Args:
            draft: the figure.
            before: the figure before it in the article, its time settled; null for the first one.
        """
        goes_on = before is not None and self.goes_on(draft, before)
        own, after = self._period_before(draft), self._period_after(draft)
        proposed: dict[str, Period | None] = {
            "compared": self._compared_with(draft),
            "before": own,
            "after": after,
            "beside": self._period_beside(draft, own, after),
            "brackets": self._around_brackets(draft),
            "row": self._scene_of_row(draft),
            "around": self._period_around(draft),
            "goes on": self.settled[before.start] if goes_on and before is not None else None,
        }
        return {**proposed, "all": self._by_all(draft, proposed)}

    def _by_all(self, draft: Draft, proposed: dict[str, Period | None]) -> Period | None:
        """The time by the rules alone, the nearest words first."""
        if draft.of is not None and not self._says_when(draft, draft.of):
            return self.settled[draft.of.start]
        time = proposed["compared"] or proposed["beside"]
        if time is None and draft.head is not None and (not self._stock[draft.start] or self._stock[draft.head.start]):
            return self.settled[draft.head.start]
        return time or proposed["around"] or proposed["goes on"]

    def _compared_with(self, draft: Draft) -> Period | None:
        """The earlier time whose figure a bracket gives: `tăng so với cùng kỳ năm 2019 (6.481 người)`, `đạt 44% (cùng kỳ 39%)`."""
        spelled = self._reading.spelled
        for one in self._in_brackets:
            if draft.sentence.start <= one.start < draft.start and self._is_right_before(one, draft.start):
                return one
        if not self._compared or draft.is_percent or spelled[draft.start - 1] != "(":
            return None
        return self._compared.get(len(spelled[draft.sentence.start : draft.start - 1].rstrip()) + draft.sentence.start)

    def goes_on(self, draft: Draft, before: Draft) -> bool:
        """Whether a paragraph goes on with what the one before it counted: `Hình thức kỷ luật: khiển trách 28, …`."""
        if self._stock[draft.start] or self._reading.in_title(before.start):
            return False
        line = self._reading.line_start(draft.start)
        if _COMPARES.match(self._reading.spelled, draft.sentence.start):
            return line - before.end < _COMPARED_NEAR  # `So với nhiệm kỳ trước, … tăng 78`: with what was just told
        if draft.indicator == OTHER or self._reading.line_start(max(0, line - 1)) > before.start:
            return False
        return draft.indicator == before.indicator or before.indicator == indicator_parents().get(draft.indicator)

    def _says_when(self, draft: Draft, source: Draft) -> bool:
        """Whether a share or second level has a time of its own, or the figure it speaks of one that ends there (`13,5% năm 2011`)."""
        between = self.times.between(max(source.end, draft.left.start), draft.start)
        return any(not self.times.closed_before(one, draft) for one in between) or self._period_after(draft) is not None

    def _period_beside(self, draft: Draft, before: Period | None, after: Period | None) -> Period | None:
        """The time of the own clause: right after the noun, unless it opens the next one (`năm 2018 120 người, năm 2019 135 người`)."""
        following = draft.following
        if after is None or following is None or following.sentence != draft.sentence:
            return after or before
        gap = self._reading.spelled[draft.noun_end : after.start]
        told = self._is_told_of(after, following.start)
        if before is None:
            return None if told and "," in gap else after  # `xóa được 51 hộ nghèo, nay chỉ còn 9 hộ`
        opens_next = told or ("," in gap and (after.end <= following.start or ")," in gap))  # `năm 2022 là 3.341 (87%), năm 2023 là 3.486`
        return before if opens_next else after

    def _is_told_of(self, period: Period, start: int) -> bool:
        """Whether only a verb stands between a time and a figure: of `năm 2015 là 348 con đến năm 2017 là 406` the second year."""
        return _TOLD_OF.fullmatch(self._reading.spelled, period.end, start) is not None

    def _is_right_before(self, period: Period, start: int) -> bool:
        """Whether no word but that of a level stands between a time and a figure."""
        return not self._reading.spelled[period.end : start].strip(" :") or self._is_told_of(period, start)

    def _period_after(self, draft: Draft) -> Period | None:
        """A time right after the noun: `2.094 USD năm 2018`."""
        for period in self.times.between(draft.noun_end, min(draft.noun_end + NEAR, draft.sentence.end)):
            beside = _ADJACENT.fullmatch(self._reading.spelled[draft.noun_end : period.start])
            if beside and period.rule not in ("vague_past", "cumulative"):
                return None if self.opens_bracket_of_next(period, draft) else period
        return None

    def opens_bracket_of_next(self, period: Period, draft: Draft) -> bool:
        """Whether the bracket it opens counts something itself: `tăng 9,9% (quý III đạt 165 tấn)`."""
        if draft.following is None or not self.times.in_bracket(period):
            return False
        return ")" not in self._reading.spelled[period.end : draft.following.start]

    def _period_before(self, draft: Draft) -> Period | None:
        inside = [one for one in self.times.between(draft.left.start, draft.start) if not self._is_said_of_previous(one, draft)]
        inside = [one for one in inside if not self.times.is_over(one, draft)]
        if not inside:
            return None
        last = self._opening_day(inside, draft) or inside[-1]
        of_the_first = draft.previous is not None and not self._reading.spelled[draft.left.start : last.start].strip()
        if of_the_first and _FROM_TO.search(self._reading.spelled, last.end, draft.start):
            return None  # of what fell `từ 11,25% năm 2011 xuống còn 2,89%` the year is that of the first
        return self._meant(last)

    def _is_said_of_previous(self, period: Period, draft: Draft) -> bool:
        """Whether it stands in the bracket right behind the figure before: `giảm 2,1% (theo chuẩn giai đoạn 2021 - 2025), mỗi năm có`."""
        before = draft.previous
        if before is None or not self.times.closed_before(period, draft):
            return False
        return self._reading.spelled[before.noun_end : period.start].lstrip().startswith("(")

    def _opening_day(self, inside: list[Period], draft: Draft) -> Period | None:
        """The day that opens a sentence, before a year its middle names: `Ngày 30/3, huyện họp bàn việc năm 2018, 90 người dự`."""
        first, last = inside[0], inside[-1]
        if first.grain != "day" or last.grain == "day" or last.end > draft.clause.start or self.times.sets_scene(last):
            return None
        return first if not self._reading.spelled[draft.sentence.start : first.start].strip() else None

    def _meant(self, period: Period) -> Period:
        """The year, quarter or month of the article that an undated `trong năm` means: the last one named before it."""
        undated = _UNDATED.fullmatch(period.text.lower())
        if undated is None:
            return period
        kind = undated.lastgroup
        before = [
            one for one in self.times.all[: bisect_left(self.times.starts, period.start)] if one.kind == kind and one.first is not None
        ]
        if period.first is not None:  # that of the published day, unless the paragraph is told of another
            line = self._reading.line_start(period.start)
            before = [one for one in before if one.start >= line and self.times.sets_scene(one)]
        return before[-1] if before else period

    def _period_around(self, draft: Draft) -> Period | None:
        before = self.times.between(draft.sentence.start, draft.left.start)
        before = [period for period in before if period.rule not in OWN_ONLY and not self.times.closed_before(period, draft)]
        before = [period for period in before if not self.times.is_over(period, draft)]
        scene = next((period for period in reversed(before) if self.times.sets_scene(period)), None)
        if scene or before:
            return self._meant(scene or before[-1])
        stock = self._stock[draft.start]
        said_after = self.times.between(draft.noun_end, draft.right.end)
        if stock and _RECOGNISED.search(self._reading.spelled, draft.noun_end, draft.right.end):
            end = draft.following.start if draft.following else draft.sentence.end
            semicolon = self._reading.spelled.find(";", draft.noun_end, end)
            if after := self.times.between(draft.noun_end, end if semicolon < 0 else semicolon):
                return after[0]
        if said_after and not stock and not _OF_A_PLAN.search(self._reading.spelled[draft.end : said_after[0].start]):
            return said_after[0]
        if not stock and (told := self._around_brackets(draft)) is not None:
            return told
        last = self.last_figure[draft.sentence]
        for period in self.times.between(last, draft.sentence.end):
            of_other = self.times.in_bracket(period) or _OF_OTHERS.search(self._reading.spelled, draft.end, period.start)
            if not stock and period.kind != "as_of" and not of_other and not _NEXT_DEED.search(self._reading.spelled, draft.end, last):
                return period
        if draft.unit in TIME_UNITS:
            return None  # a rule holds always
        if draft.status == "target" and (aimed := self._announced_before(draft)) is not None:
            return aimed
        if stock:
            return self._scene_of_row(draft)
        over = self.times.over(draft.start)
        earlier = self.times.between(context_start(self._reading, draft), draft.sentence.start)
        if draft.status == "actual":
            earlier = [period for period in earlier if period.start not in self._aimed]
        carried = next((period for period in reversed(earlier) if self.times.carries(period)), None)
        if carried is not None and carried.until and carried.kind == "as_of":
            return self._scene_of_sentence(carried, earlier) or carried
        return carried or over

    def _announced_before(self, draft: Draft) -> Period | None:
        """The time of the targets that an earlier sentence announced: `đề ra 18 chỉ tiêu của nhiệm kỳ 2025-2030. Trong đó, phấn đấu`."""
        earlier = self.times.between(context_start(self._reading, draft), draft.sentence.start)
        return next((period for period in reversed(earlier) if announces_aims(self._reading, period)), None)

    def _scene_of_sentence(self, level: Period, earlier: Sequence[Period]) -> Period | None:
        """The stretch that opens the sentence in which a level is dated: `Nhiệm kỳ 2020 - 2025, …; thu nhập đến cuối nhiệm kỳ đạt`."""
        start = self._reading.sentences[self._reading.sentence_of(level.start)].start
        opening = next((one for one in earlier if start <= one.start < level.start and one.kind in _SCENE_KINDS), None)
        return opening if opening is not None and not self._reading.spelled[start : opening.start].strip() else None

    def _around_brackets(self, draft: Draft) -> Period | None:
        """The time behind the brackets a figure opens, and of those in them: `30 mô hình (20 tập thể, 10 cá nhân) tiêu biểu năm 2019`."""
        spelled, before = self._reading.spelled, draft.previous
        if spelled.startswith(("(", " ("), draft.right.end):
            close = spelled.find(")", draft.right.end, draft.sentence.end)
            if close < 0:
                return None
            following = draft.following
            while following is not None and following.start < close:
                following = following.following
            end = draft.sentence.end if following is None else following.start
            stop = _BREAK.search(spelled, close, end)
            return next(iter(self.times.between(close, stop.start() if stop else end)), None)
        opened = before is not None and spelled.rfind("(", draft.sentence.start, draft.start) > spelled.rfind(")", 0, draft.start)
        return self.settled[before.start] if opened and before is not None else None

    def _scene_of_row(self, draft: Draft) -> Period | None:
        """A state holds now unless its own sentence says when, or it stands in a row of figures that all are of one year."""
        if Relation.ROW_OF_TABLE in draft.rule.relations and (over := self.times.over(draft.start)) is not None:
            return over
        before = self.settled[draft.previous.start] if draft.previous is not None else None
        carried = before is not None and before.end <= draft.sentence.start and before.kind in STRETCHES and before.first is not None
        return before if carried else None
