"""How far words reach: what sets the scene of a sentence, and where the context of a figure begins."""

from __future__ import annotations

from tasks.facts.drafts import Draft
from tasks.facts.reading import Reading
from tasks.vi.temporal.periods import Period
from tasks.vi.text.patterns import pattern

_REFERS_BACK = pattern("refers_back")
_SETS_SCENE = pattern("sets_scene")
_PLACE_WORD = pattern("place_word")
_AIMS = pattern("announces_aims")
# How far back a paragraph is read, in code points: longer ones are lists that nobody carries in mind.
_REACH = 6000


def sets_scene(reading: Reading, position: int) -> bool:
    """Whether what begins here stands where a sentence or clause sets its scene, so that the next ones are still in it."""
    sentence = reading.sentences[reading.sentence_of(position)]
    start = max(sentence.start, position - 40)
    before = _PLACE_WORD.sub("", reading.spelled[start:position])
    return bool(before.strip() or start == sentence.start) and _SETS_SCENE.search(before) is not None


def context_start(reading: Reading, draft: Draft) -> int:
    """Where the context of a figure begins: its paragraph, and the one before when it opens by referring back to it."""
    start = reading.line_start(draft.start)
    if start > 0 and _REFERS_BACK.match(reading.spelled, start):
        start = reading.line_start(start - 1)
    return max(start, draft.sentence.start - _REACH)


def announces_aims(reading: Reading, period: Period) -> bool:
    """Whether a stretch of time is that of aims: `đề ra 18 chỉ tiêu của nhiệm kỳ 2025-2030`."""
    if period.first is None or period.kind not in ("term", "year", "range"):
        return False
    return _AIMS.search(reading.spelled, reading.sentences[reading.sentence_of(period.start)].start, period.start) is not None
