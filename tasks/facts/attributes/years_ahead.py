"""Years to come: a figure told for one of them is aimed at."""

from __future__ import annotations

import re
from datetime import date

from tasks.facts.candidates.drafts import Draft
from tasks.vi.text.patterns import pattern

_YEAR, _UNTIL = pattern("year_named"), pattern("until")
_FAR_UNTIL = 16
_SPAN_AHEAD = pattern("span_ahead")
_AIMED_YEAR = pattern("aimed_year")
_OPENS_AHEAD = pattern("opens_ahead")


def looks_ahead(draft: Draft, spelled: str, since: int, published_on: date | None) -> bool:
    """Whether a year after that of publication is named as the time of the figure: `đến năm 2030`, `giai đoạn 2031 - 2035, …`."""
    before = draft.previous
    years = [match for match in _YEAR.finditer(spelled, since, draft.right.end) if _is_until(match, since, spelled)]
    if (opens := _SPAN_AHEAD.match(spelled, draft.sentence.start, draft.start)) is not None:
        years.append(opens)
    if not years:
        return False
    known = published_on.year if published_on is not None else _year_before_aims(spelled)
    if known is None:
        return False
    ahead = (match for match in years if int(match[1]) > known)
    return any(before is None or before.status != "actual" or match.end() > draft.clause.start for match in ahead)


def _is_until(year: re.Match[str], since: int, spelled: str) -> bool:
    return _UNTIL.search(spelled, max(since, year.start() - _FAR_UNTIL), year.start()) is not None


def _year_before_aims(spelled: str) -> int | None:
    """The latest year that can be over when an article without a date was written: the one before the first that it aims at."""
    return min((int(match[1]) - 1 for match in _AIMED_YEAR.finditer(spelled)), default=None)


def opens_with_future(draft: Draft, spelled: str) -> bool:
    """Whether the sentence opens with a time to come that names no year: `Trong 10 năm tới, huyện trồng 34 ha rừng`."""
    return _OPENS_AHEAD.match(spelled, draft.sentence.start, draft.start) is not None
