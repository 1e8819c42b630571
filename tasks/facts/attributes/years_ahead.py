"""Years to come: a figure told for one of them is aimed at."""

from __future__ import annotations

import re

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.vi.text.patterns import pattern

_YEAR, _UNTIL = pattern("year_named"), pattern("until")
_FAR_UNTIL = 16
_SPAN_AHEAD = pattern("span_ahead")
_OPENS_AHEAD = pattern("opens_ahead")


def looks_ahead(draft: Draft, reading: Reading, since: int) -> bool:
    """Whether a year after that of publication is named as the time of the figure: `đến năm 2030`, `giai đoạn 2031 - 2035, …`."""
    before, spelled = draft.previous, reading.spelled
    years = [match for match in _YEAR.finditer(spelled, since, draft.right.end) if _is_until(match, since, spelled)]
    if (opens := _SPAN_AHEAD.match(spelled, draft.sentence.start, draft.start)) is not None:
        years.append(opens)
    if not years:
        return False
    if (known := reading.year_written) is None:
        return False
    ahead = (match for match in years if int(match[1]) > known)
    return any(before is None or before.status != "actual" or match.end() > draft.clause.start for match in ahead)


def _is_until(year: re.Match[str], since: int, spelled: str) -> bool:
    return _UNTIL.search(spelled, max(since, year.start() - _FAR_UNTIL), year.start()) is not None


def opens_with_future(draft: Draft, spelled: str) -> bool:
    """Whether the sentence opens with a time to come that names no year: `Trong 10 năm tới, huyện trồng 34 ha rừng`."""
    return _OPENS_AHEAD.match(spelled, draft.sentence.start, draft.start) is not None
