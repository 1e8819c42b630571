"""Aims that go on: in the next sentence, in a list of tasks, under a heading that says that aims follow."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.facts.attributes.qualifiers import TASK
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.vi.text.fragments import DONE
from tasks.vi.text.patterns import pattern
from tasks.vi.text.spans import Span

GOES_ON_AIMING = "goes on"
_GOES_ON = pattern("goes_on")
_LIST_MARK = pattern("list_mark")
_AIMS_AT = pattern("aims_at")
_THERE_NOW, _THEN_IN_BRACKET = pattern("there_now"), pattern("then_in_bracket")
_HEADS_AIMS, _HEADS_RESULTS = pattern("heads_aims"), pattern("heads_results")
# `kết nạp 34 đảng viên, bằng 120% kế hoạch`, `Năm 2019, kết nạp …`, told in 2020
_REACHED_SHARE, _YEAR_OVER = pattern("reached_share"), pattern("year_over")


def goes_on_aiming(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> bool:
    """Whether a sentence goes on (`Đồng thời, …`, under a line that ends in a semicolon, or under a heading) with what the one before
    it aims at, where it says nothing of aiming or of doing itself; a sentence that opens with a verb (`Giảm tỷ lệ hộ nghèo 1%`) is a
    task among tasks."""
    start = draft.sentence.start
    opens = _GOES_ON.match(reading.spelled, start)
    task = _opens_with_task(draft, reading)
    line = reading.line_start(draft.start)
    above = reading.line_start(line - 1) if line == start and (task or reading.spelled.endswith(";\n", 0, line)) else line
    aimed = bool(earlier) and earlier[-1].status == "target"
    under = _stands_under_aims(line, reading)
    colon = reading.spelled.find(":", start, draft.start) if draft.previous is None else -1
    if colon > 0 and _heads_aims(Span(start, colon), reading):
        start, under = colon, True  # `Nhiệm vụ 6 tháng cuối năm: trồng 50 ha rừng`
    if draft.previous is not None:
        aims = aimed and draft.previous.why.get("status") == GOES_ON_AIMING
    elif task:
        aims = (aimed and earlier[-1].start >= above) or ((under is None or line < start) and _aims_before(start, reading))
    else:
        aims = aimed and (opens is not None or above < line) and earlier[-1].start >= above
    if not (aims or under) or DONE in reading.spelled[start : draft.start] or _THERE_NOW.search(reading.spelled, start, draft.start):
        return False
    if _THEN_IN_BRACKET.search(reading.spelled, start, draft.start):
        return False  # `dưới 0,4% (năm 2023 là 0,58%)`
    if _REACHED_SHARE.search(reading.spelled, start, draft.sentence.end) or _is_over(start, draft.start, reading):
        return False
    said = reading.phrases["status"].within(max(start, opens.end() if opens else 0), draft.start)
    return all(hit.key == TASK for hit in said)


def _opens_with_task(draft: Draft, reading: Reading) -> bool:
    """Whether the sentence opens with a verb that sets a task, behind the mark of a list at most."""
    start = draft.sentence.start
    opening = _LIST_MARK.match(reading.spelled, start)
    hit = reading.phrases["status"].longest_at(opening.end() if opening else start)
    return hit is not None and hit.key == TASK


def _aims_before(start: int, reading: Reading) -> bool:
    """Whether the sentence before aims at something."""
    index = reading.sentence_of(start)
    if index == 0:
        return False
    before = reading.sentences[index - 1]
    return _AIMS_AT.search(reading.spelled, before.start, before.end) is not None


def _stands_under_aims(line: int, reading: Reading) -> bool | None:
    """Whether a line is an item under a heading or introduction of aims (`II. NHIỆM VỤ NĂM 2024`) rather than of results; null where
    it is no item under a heading."""
    headings, spelled = reading.headings_over(line), reading.spelled
    if not headings:
        return None
    mark = _LIST_MARK.match(spelled, line)
    is_item = (mark is not None and mark[0].strip()) or spelled.endswith((":\n", ";\n"), 0, line)
    if not is_item and headings[0].end + 1 < line:
        return None  # a paragraph, though not the one right below a heading
    return next((aims for heading in headings if (aims := _heads_aims(heading, reading)) is not None), False)


def _heads_aims(heading: Span, reading: Reading) -> bool | None:
    """Whether a heading, or the last sentence of an introduction, says that aims follow; null where it says neither that nor that
    results do."""
    start = max(heading.start, reading.sentences[reading.sentence_of(heading.end - 1)].start)
    if _HEADS_RESULTS.search(reading.spelled, start, heading.end) or _is_over(start, heading.end, reading):
        return False
    return _HEADS_AIMS.search(reading.spelled, start, heading.end) is not None or None


def _is_over(start: int, end: int, reading: Reading) -> bool:
    """Whether the latest year that is named between two positions was over when the article was published."""
    published = reading.article.published_on
    latest = max((int(year[1]) for year in _YEAR_OVER.finditer(reading.spelled, start, end)), default=None)
    return published is not None and latest is not None and latest < published.year
