"""The times of an article: which stand where, which set a scene, which a figure took. What the words say of a time is found out once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tasks.facts.attributes.tables import heads_over
from tasks.facts.candidates.drafts import Draft
from tasks.facts.candidates.scenes import is_no_time, sets_scene
from tasks.facts.document.reading import Reading
from tasks.vi.temporal.periods import Period
from tasks.vi.text.patterns import pattern
from tasks.vi.text.spans import Span

_OF_A_PLAN = pattern("of_a_plan")
_FROM_TO = pattern("from_to")
_NOW = pattern("now_word")
_SINCE = pattern("from_word")
STRETCHES = frozenset({"year", "month", "quarter", "range"})
HEADING_KINDS = STRETCHES | {"term", "to_date"}
# `Số sinh toàn tỉnh năm 2009 là 17.103 trẻ. …`: what the sentence counts is that of the year, and what follows it too.
_SUBJECT_OF = pattern("subject_of")
NEAR = 48
# Times that hold for the figure they stand beside and no other: `lũy kế 163 ha`, `gia đình văn hóa 3 năm liền`.
_ON_END, _FROM_NOW = "years_on_end", "from_now"
OWN_ONLY = frozenset({"cumulative", _ON_END})


class ArticleTimes:
    """The times at which something of an article can hold, in text order.

    `named` are also those of events and of what is to come; `told` is where the times begin that a figure took.

    Args:
        reading: the article.
        drafts: its figures in reading order.
    """

    def __init__(self, reading: Reading, drafts: Sequence[Draft]) -> None:
        self._reading = reading
        self.named = [one for one in reading.periods if one.role in ("time", "event", "future") and not is_no_time(reading, one)]
        self.all = [period for period in self.named if period.role == "time" or period.rule == _FROM_NOW]
        self.starts = [period.start for period in self.all]
        self.told: set[int] = set()
        self._scenes: dict[int, bool] = {}  # these three by where a time begins
        self._bracketed: dict[int, bool] = {}
        self._carrying: dict[int, bool | None] = {}
        self._over: dict[int, Period | None] = {}  # by where a figure begins
        raised = ((draft.raised_from, draft) for draft in drafts if draft.raised_from is not None)
        self._of_old_levels = {start for old, new in raised if (start := self._of_old_level(old, new)) is not None}

    def between(self, start: int, end: int) -> list[Period]:
        """The times of a window; those of documents and names only where there are no others."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if low == high:
            return []
        found = [period for period in self.all[low:high] if period.end <= end]
        plain = [period for period in found if not period.is_document_or_name]
        return plain or found

    def over(self, position: int) -> Period | None:
        """The time of the headings over a position, of a line or a cell: of the nearest one that names just one stretch or term."""
        if position not in self._over:
            headings = heads_over(self._reading, position) or self._reading.headings_over(position)
            self._over[position] = next((time for one in headings if (time := self._time_of(one)) is not None), None)
        return self._over[position]

    def _time_of(self, heading: Span) -> Period | None:
        """The one time of a heading, or of the sentence that introduces a list."""
        sentence = self._reading.sentences[self._reading.sentence_of(heading.end - 1)]
        for start in (max(sentence.start, heading.start), heading.start):
            times = [one for one in self.between(start, heading.end) if self._can_head(one)]
            if times:
                return times[0] if len(times) == 1 else None
        return None

    def _can_head(self, period: Period) -> bool:
        if period.is_document_or_name or period.rule in OWN_ONLY:
            return False
        return (period.kind in HEADING_KINDS and period.grain != "vague") or period.until

    def is_over(self, period: Period, draft: Draft) -> bool:
        """Whether a time before a figure was that of something else only: of the old level (`từ 45 ha năm 2013 lên 310 ha`), or of
        an earlier item of a list that has a time of its own (`đến năm 2030: …; về đích trước năm 2028; kết nạp 30 đảng viên`)."""
        if period.start in self._of_old_levels or self._ended_with_its_predicate(period, draft):
            return True
        spelled, start = self._reading.spelled, draft.sentence.start
        if period.start < start or spelled.find(";", period.end, draft.start) < 0 or self.sets_scene(period):
            return False
        item = max(spelled.rfind(mark, start, period.start) for mark in ";:")
        return item >= 0 and (bool(self.between(start, item)) or self.over(draft.start) is not None)

    def _ended_with_its_predicate(self, period: Period, draft: Draft) -> bool:
        """Whether years on end are those of a predicate before a comma: `chị A ba năm liền đoạt giải, là một trong 23 người`."""
        spelled = self._reading.spelled
        return period.rule == _ON_END and not spelled.startswith(",", period.end) and spelled.find(",", period.end, draft.start) >= 0

    def _of_old_level(self, old: Draft, new: Draft) -> int | None:
        """Where the time begins that stands right behind an old level."""
        time = next(iter(self.between(old.noun_end, new.start)), None)
        if time is None or "," in self._reading.spelled[old.noun_end : time.start]:
            return None
        return time.start if _FROM_TO.search(self._reading.spelled, time.end, new.start) is not None else None

    def carries(self, period: Period) -> bool:
        """Whether a time set the scene of its sentence, so that the next one is still in it: not the day of an event, not
        the year of a plan (`theo chuyên đề năm 2019`)."""
        if period.start not in self._carrying:
            self._carrying[period.start] = self._carries_by_its_words(period)
        carries = self._carrying[period.start]
        return period.start in self.told if carries is None else carries

    def _carries_by_its_words(self, period: Period) -> bool | None:
        """The same as far as words tell; null where a time carries once a figure took it."""
        of_an_event = period.grain in ("day", "part") and not period.until and period.kind == "as_of"
        of_an_event = of_an_event or (period.rule == "days" and _SINCE.match(period.text.lower()) is None)
        if of_an_event or period.rule in OWN_ONLY or self.in_bracket(period):
            return False
        if period.is_now:
            if _NOW.match(period.text.lower()):
                return False  # what is there now is no time of what was done
            return self.sets_scene(period)
        subject = period.rule != "season" and _SUBJECT_OF.match(self._reading.spelled, period.end) is not None
        if subject or self.sets_scene(period):
            return True
        return None if self._is_the_only_one(period) else False

    def _is_the_only_one(self, period: Period) -> bool:
        """Whether nothing else dates what its sentence counts: `việc làm cho 2.300 người trong năm 2022. Tuyển sinh 52.550 em.`"""
        if period.is_document_or_name or period.kind not in STRETCHES or period.first is None:
            return False
        if _OF_A_PLAN.search(self._reading.spelled, max(0, period.start - NEAR), period.start):
            return False
        sentence = self._reading.sentences[self._reading.sentence_of(period.start)]
        return len(self.between(sentence.start, sentence.end)) == 1

    def closed_before(self, period: Period, draft: Draft) -> bool:
        """Whether it stands in a bracket that ends before the figure: `(quý III đạt 93 tấn), tôm đạt 342 tấn`."""
        return self.in_bracket(period) and ")" in self._reading.spelled[period.end : draft.start]

    def sets_scene(self, period: Period) -> bool:
        """Whether a time stands where a sentence or clause sets its scene."""
        known = self._scenes.get(period.start)
        if known is None:
            known = self._scenes[period.start] = sets_scene(self._reading, period.start)
        return known

    def in_bracket(self, period: Period) -> bool:
        """Whether the last bracket before a time in its sentence opens."""
        known = self._bracketed.get(period.start)
        if known is None:
            sentence = self._reading.sentences[self._reading.sentence_of(period.start)]
            before = self._reading.spelled[sentence.start : period.start]
            known = self._bracketed[period.start] = before.rfind("(") > before.rfind(")")
        return known
