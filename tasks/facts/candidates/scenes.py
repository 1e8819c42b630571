"""How far words reach: what sets the scene of a sentence, and where the context of a figure begins."""

from __future__ import annotations

import re

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.vi.temporal.periods import Period
from tasks.vi.text.patterns import pattern

_REFERS_BACK = pattern("refers_back")
_CLOCK_BEFORE, _DIGIT = pattern("clock_before"), re.compile(r"\d")
_SETS_SCENE = pattern("sets_scene")
_PLACE_WORD = pattern("place_word")
_AIMS = pattern("announces_aims")
# How far before a time or place the word stands that lets it set the scene, in code points.
_FAR_WORD = 24
# How far back a paragraph is read, in code points and sentences: nobody carries more in mind, and many pages are one long paragraph.
_REACH, _SENTENCES = 6000, 7
# `19/5/1890 - 19/5/2023`: the day something is remembered.
_ANNIVERSARY = re.compile(r"(\d{1,2}[/.-]\d{1,2})[/.-]\d{4}\s*[-–]\s*\1[/.-]\d{4}")
_POST = pattern("former_post")
_FAR_POST = 180
_COMPARED = pattern("compared_before")
_FAR_COMPARED = 60


def sets_scene(reading: Reading, position: int) -> bool:
    """Whether what begins here stands where a sentence or clause sets its scene, so that the next ones are still in it."""
    sentence = reading.sentences[reading.sentence_of(position)]
    start, spelled = max(sentence.start, position - 40), reading.spelled
    place = _PLACE_WORD.search(spelled, max(start, position - _FAR_WORD), position)
    before = before_clock(spelled[start : position if place is None else place.start()])
    return bool(before.strip() or start == sentence.start) and _SETS_SCENE.search(before, max(0, len(before) - _FAR_WORD)) is not None


def before_clock(words: str) -> str:
    """What stands before a day, without its time of day: `Lúc 3 giờ ngày 14/8` opens with its day."""
    clock = _CLOCK_BEFORE.search(words) if _DIGIT.search(words) is not None else None
    return words[: clock.start()] if clock is not None else words


def context_start(reading: Reading, draft: Draft) -> int:
    """Where the context of a figure begins: its paragraph, and the one before when it opens by referring back to it."""
    start = reading.line_start(draft.start)
    if start > 0 and _REFERS_BACK.match(reading.spelled, start):
        start = reading.line_start(start - 1)
    first = max(0, reading.sentence_of(draft.start) - _SENTENCES)
    return max(start, draft.sentence.start - _REACH, reading.sentences[first].start)


def announces_aims(reading: Reading, period: Period) -> bool:
    """Whether a stretch of time is that of aims: `đề ra 18 chỉ tiêu của nhiệm kỳ 2025-2030`."""
    if period.first is None or period.kind not in ("term", "year", "range"):
        return False
    return _AIMS.search(reading.spelled, reading.sentences[reading.sentence_of(period.start)].start, period.start) is not None


def is_no_time(reading: Reading, period: Period) -> bool:
    """Whether it only dates what is remembered, when somebody held a post (`nguyên Bí thư huyện A nhiệm kỳ 2010 - 2015`), or what a
    figure is compared with (`so với tổng số đảng viên cuối năm 2010`)."""
    if period.kind in ("term", "range") and _POST.search(reading.spelled, max(0, period.start - _FAR_POST), period.start):
        return True
    compared = reading.spelled.find("so ", max(0, period.start - _FAR_COMPARED), period.start)
    if compared >= 0 and _COMPARED.search(reading.spelled, max(0, compared - 1), period.start):
        return True
    return _ANNIVERSARY.fullmatch(period.text) is not None
