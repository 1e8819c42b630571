"""A sentence without an end, or an article of one kind of line, costs as much for each figure as a shorter one: work is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from extracted import PUBLISHED_ON, article, drafts, extract

from tasks.facts.document import reading
from tasks.facts.document.reading import read_article
from tasks.facts.holders.mentions import HolderMentions
from tasks.facts.holders.names import HolderNames
from tasks.facts.periods.choices import PeriodChoice, PeriodChoices
from tasks.facts.relations import shares


class Counting:
    """A pattern that counts how often it is asked."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern, self.asked = pattern, 0

    def fullmatch(self, text: str, start: int, end: int) -> re.Match[str] | None:
        self.asked += 1
        return self._pattern.fullmatch(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        self.asked += 1
        return self._pattern.finditer(text)


def _most_times(years: int) -> int:
    """The most times that a figure of a row of years can hold at."""
    text = "Xã trồng rừng: " + ", ".join(f"năm {1900 + year} là {year + 100} ha" for year in range(years)) + "."
    found = drafts(text)
    assert len(found) == years
    choices, most = PeriodChoices(read_article(article(text)), found), 0
    for draft in found:
        most = max(most, len({one.time.start for one in choices.of(draft) if one.time is not None}))
        choices.settle(draft, PeriodChoice(draft.time, draft.period))
    return most


def test_a_figure_of_a_long_row_of_years_is_told_of_the_nearest_ones() -> None:
    assert _most_times(40) == _most_times(110) < 40


def _most_mentions(places: int) -> int:
    """The most mentions that are weighed for a figure of a row of places."""
    text = ", ".join(f"xã Nam Sơn trồng {place + 100} ha rừng" for place in range(places)) + "."
    read, found = read_article(article(text)), drafts(text)
    assert len(found) == len(read.organisations) == places
    mentions = HolderMentions(read, HolderNames(read, read.organisations))
    return max(len([*mentions.zones(draft)]) for draft in found)


def test_a_figure_of_a_long_row_of_places_is_told_of_the_nearest_ones() -> None:
    assert _most_mentions(60) == _most_mentions(120) < 60


@pytest.mark.parametrize("lines", [1, 60])
def test_the_year_an_article_was_written_in_is_sought_once(lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(reading._AIMED_YEAR)
    monkeypatch.setattr(reading, "_AIMED_YEAR", counting)
    found = extract("Đến năm 2035, huyện trồng 34 ha rừng.\n" * lines, published_on=None).observations
    assert (len(found), counting.asked) == (lines, 1)


def test_the_year_of_an_article_with_a_date_is_that_of_its_publication() -> None:
    assert read_article(article("Phấn đấu đến năm 2035 trồng 34 ha rừng.")).year_written == PUBLISHED_ON.year


def _asked_for_row(count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often two shares of a row are asked whether one goes on with the other."""
    counting = Counting(shares._NEXT_SHARE)
    with monkeypatch.context() as patch:
        patch.setattr(shares, "_NEXT_SHARE", counting)
        assert len(extract("Xã Nam Sơn, xã Hạ có tỷ lệ lần lượt là " + ", ".join(["40,6%"] * count) + ".").observations) == count
    return counting.asked


def test_a_long_row_of_shares_asks_each_for_a_bounded_stretch_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    short, long, longer = (_asked_for_row(count, monkeypatch) for count in (60, 90, 120))
    assert longer - long == long - short > 0
