"""What there is to choose from for a figure's period, and what speaks for each choice, before anything is weighed."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import read_article
from tasks.facts.document.records import ArticleText
from tasks.facts.extraction import draft_figures
from tasks.facts.periods.choices import PeriodChoice, PeriodChoices


def choices(text: str, number: str) -> list[PeriodChoice]:
    """The choices of the figure printed so, those before it dated as the article is read."""
    reading = read_article(ArticleText("0" * 16, text, None, date(2020, 6, 30), None))
    drafts = draft_figures(reading)
    found = PeriodChoices(reading, drafts)
    for draft in drafts:
        told = found.of(draft)
        if draft.printed == number:
            return told
        found.settle(draft, _as_read(draft))
    raise AssertionError(f"no figure {number}")


def _as_read(draft: Draft) -> PeriodChoice:
    return PeriodChoice(draft.time, draft.period)


def _of(told: list[PeriodChoice], words: str | None, kind: str) -> frozenset[str]:
    (features,) = [one.features for one in told if (one.time.text if one.time else None) == words and one.coded[0] == kind]
    return features


def test_no_time_comes_first_as_an_event_and_as_a_state() -> None:
    told = choices("Xã kết nạp 9 đảng viên.", "9")
    assert [(one.time, one.coded[0]) for one in told] == [(None, "none"), (None, "as_of")]


def test_a_year_is_what_happened_in_it_or_a_state_at_it() -> None:
    told = choices("Năm 2019, xã kết nạp 9 đảng viên.", "9")
    assert [one.coded[:3] for one in told[2:]] == [
        ("year", date(2019, 1, 1), date(2019, 12, 31)),
        ("as_of", date(2019, 1, 1), date(2019, 12, 31)),
    ]


def test_now_is_a_state_only() -> None:
    told = choices("Đến nay, xã có 9 đảng viên.", "9")
    assert [one.coded[0] for one in told if one.time is not None] == ["as_of"]


def test_what_a_figure_is_measured_against_is_no_choice() -> None:
    assert all(one.time is None for one in choices("Sản lượng tăng 5,2% so với năm 2018.", "5,2%"))


def test_a_time_says_where_it_stands_and_which_rules_propose_it() -> None:
    told = choices("Năm 2018 xã trồng 40 ha keo, năm 2019 trồng 65 ha.", "65")
    near, far = _of(told, "năm 2019", "year"), _of(told, "Năm 2018", "year")
    assert {"clause", "clause rank 0", "rule beside", "rule all"} <= near
    assert {"sentence", "sentence rank 1", "last took sentence sentence"} <= far
    assert "rule all" not in far


def test_a_time_that_figures_of_the_paragraph_took_says_so() -> None:
    told = choices("Năm 2019, xã kết nạp 9 đảng viên. Các chi bộ giới thiệu 14 quần chúng. Xã khen 3 tập thể.", "3")
    assert {"sentence 2 before", "last took paragraph sentence 2 before", "all of 2 False"} <= _of(told, "Năm 2019", "year")


def test_a_share_knows_what_its_whole_took() -> None:
    told = choices("Năm 2019, xã có 120 đảng viên, trong đó 36 là nữ, chiếm 30%.", "30%")
    assert "whole took of False" in _of(told, "Năm 2019", "as_of")


def test_words_beside_the_figure_speak_for_a_state_or_for_what_happened() -> None:
    told = choices("Năm 2019, xã có 9 tổ hòa giải.", "9")
    assert "state there True False" in _of(told, "Năm 2019", "as_of")
    assert "event there True False" in _of(told, "Năm 2019", "year")


@pytest.mark.parametrize("clock", ["Lúc 3 giờ ", "Vào khoảng 3 giờ 15 phút ", "Hồi 15h "])
def test_a_sentence_opens_with_its_day_whatever_the_time_of_day(clock: str) -> None:
    plain = _of(choices("Ngày 14/8, mưa lớn cuốn trôi 16 căn nhà.", "16"), "Ngày 14/8", "as_of")
    timed = _of(choices(f"{clock}ngày 14/8, mưa lớn cuốn trôi 16 căn nhà.", "16"), "ngày 14/8", "as_of")
    assert any("scene True opens True" in one for one in plain)
    assert plain == timed
    later = _of(choices(f"Mưa lớn {clock.lower()}ngày 14/8 cuốn trôi 16 căn nhà.", "16"), "ngày 14/8", "as_of")
    assert not any("opens True" in one for one in later)
