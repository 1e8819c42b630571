"""Explaining: the sentence with the number marked, what was decided, which rule did it, what was inherited from where."""

from __future__ import annotations

from extracted import article, extract

from tasks.facts.explanation import NumberStory, explain_numbers

TEXT = "Ngày 24/06/2020, Đảng bộ xã Nậm Cắn cho biết đã kết nạp 34 đảng viên, trong đó nữ 12 đồng chí, chiếm 35,29%."


def stories(text: str = TEXT) -> dict[str, NumberStory]:
    return {story.span_text: story for story in explain_numbers(article(text))}


def test_every_number_has_a_story_in_reading_order() -> None:
    told = explain_numbers(article(TEXT))
    assert [story.span_text for story in told] == ["24/06/2020", "34", "12", "35,29%"]
    assert [story.span for story in told] == [(row.span_start, row.span_end) for row in extract(TEXT).numbers]


def test_the_number_is_marked_in_its_sentence() -> None:
    assert "đã kết nạp ⟦34⟧ đảng viên" in stories()["34"].sentence
    assert stories()["34"].sentence.replace("⟦", "").replace("⟧", "") == TEXT


def test_a_number_that_was_not_taken_says_why() -> None:
    story = stories()["24/06/2020"]
    assert (story.disposition, story.facts) == ("date", {})
    assert story.rule


def test_a_figure_tells_what_was_decided_and_by_which_rule() -> None:
    story = stories()["34"]
    assert story.disposition == "observation"
    assert story.facts["indicator"] == "party_members_admitted"
    assert story.facts["unit"] == "person (đảng viên)"
    assert story.facts["organisation"] == "Đảng bộ xã Nậm Cắn"
    assert "admit#>party_members_admitted" in story.rule


def test_a_part_and_its_share_tell_what_they_inherited_from_where() -> None:
    told = stories()
    assert "part of: 34" in told["12"].steps
    assert "share of: 12" in told["35,29%"].steps
    assert told["12"].facts["breakdown"] == told["35,29%"].facts["breakdown"] == "sex=female"


def test_a_ratio_is_told_with_its_denominator() -> None:
    assert stories("Có 311/463 đoàn viên được kết nạp.")["311/463"].facts["value"] == "311 of 463"


def test_explaining_agrees_with_extracting() -> None:
    observed = {one.span_text: one for one in extract(TEXT).observations}
    for printed, story in stories().items():
        if story.disposition == "observation":
            assert (story.facts["indicator"], story.rule) == (observed[printed].indicator, observed[printed].rule)


def test_a_large_value_keeps_its_digits_and_a_range_both_ends() -> None:
    assert stories("Xã thu ngân sách 12 tỷ 345 triệu đồng.")["12 tỷ 345 triệu"].facts["value"] == "12,345,000,000"
    assert stories("Mỗi năm xã kết nạp từ 5 đến 7 đảng viên.")["5 đến 7"].facts["value"] == "5 … 7"


def test_a_share_that_its_count_contradicts_says_so() -> None:
    told = stories("Năm 2020, Đảng bộ xã kết nạp 40 đảng viên, trong đó có 10 đảng viên nữ, chiếm 75%.")
    assert told["75%"].facts["disagrees"] == "share_of_counts with 10, 40: expected 25.0"
    assert "disagrees" not in told["10"].facts


def test_a_period_that_is_not_said_is_one_word() -> None:
    assert stories("Xã có 34 đảng viên.")["34"].facts["period"] == "as_of"
