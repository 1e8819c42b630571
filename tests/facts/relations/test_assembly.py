"""From numbers to figures: parts and their whole, shares and their count, levels before and after, lists."""

from __future__ import annotations

import json

import pytest
from extracted import drafts, figure, figures


def test_parts_take_the_indicator_of_their_whole_and_their_own_slice() -> None:
    whole, women, minority = drafts("Huyện kết nạp 340 đảng viên, trong đó nữ 120 đồng chí, dân tộc thiểu số 210 đồng chí.")
    assert [one.indicator for one in (whole, women, minority)] == ["party_members_admitted"] * 3
    assert (women.head, minority.head) == (whole, whole)
    assert women.why["part_of"] == minority.why["part_of"] == "340"
    assert (women.breakdown, minority.breakdown, whole.breakdown) == ({"sex": "female"}, {"ethnicity": "minority"}, {})


def test_a_part_with_a_verb_of_its_own_keeps_the_more_telling_code() -> None:
    found = figures("Huyện thi hành kỷ luật 45 đảng viên, trong đó khiển trách 30, cảnh cáo 10, khai trừ 5.")
    assert [(one.span_text, one.indicator) for one in found] == [
        ("45", "party_members_disciplined"),
        ("30", "party_members_disciplined"),
        ("10", "party_members_disciplined"),
        ("5", "party_members_expelled"),
    ]
    assert [json.loads(one.breakdown).get("sanction") for one in found] == [None, "reprimand", "warning", "expulsion"]
    assert {one.unit for one in found} == {"person"}


def test_a_list_in_brackets_is_one_of_parts() -> None:
    whole, *parts = drafts("Xã có 12 chi bộ (9 chi bộ thôn, 2 chi bộ trường học, 1 chi bộ cơ quan).")
    assert [part.head for part in parts] == [whole] * 3
    assert [part.breakdown["cell_type"] for part in parts] == ["village", "school", "agency"]


def test_after_the_brackets_the_list_is_closed() -> None:
    *_, last = drafts("Xã có 12 chi bộ (9 chi bộ thôn, 2 chi bộ trường học), 318 đảng viên.")
    assert (last.head, last.indicator, last.breakdown) == (None, "party_members", {})


def test_people_counted_for_themselves_are_no_part() -> None:
    _, delegates = figures("Đảng bộ có 4.215 đảng viên, trong đó có 245 đại biểu dự Đại hội.")
    assert delegates.indicator == "congress_delegates"


@pytest.mark.parametrize("words", [", chiếm 30%", ", chiếm tỷ lệ 30%", " (30%)", " (chiếm 30%)", ", tương đương 30%"])
def test_a_share_follows_its_count(words: str) -> None:
    _, women, share = drafts(f"Đảng bộ có 400 đảng viên, trong đó nữ 120 đồng chí{words}.")
    assert (share.why["share_of"], share.indicator, share.measure) == ("120", "party_members", "share")
    assert share.breakdown == women.breakdown == {"sex": "female"}
    assert str(share.rule).startswith("share_of:part_of:")


def test_a_ratio_and_its_share_are_two_figures() -> None:
    ratio, share = figures("Có 311/463 đoàn viên ưu tú được kết nạp, đạt 67,17%.")
    assert (ratio.value, ratio.denominator, ratio.measure) == (311, 463, "ratio")
    assert (share.value, share.measure, share.unit) == (67.17, "share", "percent")
    assert ratio.indicator == share.indicator == "party_members_admitted"


def test_a_share_with_a_topic_of_its_own_does_not_follow() -> None:
    _, rate = figures("Xã có 45 hộ nghèo, tỷ lệ hộ cận nghèo là 3,4%.")
    assert (rate.indicator, rate.rule) == ("near_poor_households", "near_poverty_rate#>near_poor_households")


def test_raising_the_total_counts_the_whole_again() -> None:
    admitted, total = figures("Trong năm, Đảng bộ kết nạp 34 đảng viên, nâng tổng số đảng viên lên 318 đồng chí.")
    assert (admitted.indicator, admitted.measure) == ("party_members_admitted", "count")
    assert (total.indicator, total.measure, total.breakdown) == ("party_members", "count", "{}")


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Số chi bộ tăng từ 21 chi bộ lên 28 chi bộ.", "party_cells"),
        ("Thu nhập bình quân đầu người tăng từ 28 triệu đồng lên 35 triệu đồng.", "income_per_capita"),
        ("Tỷ lệ hộ nghèo giảm từ 12,5% xuống còn 4,7%.", "poverty_rate"),
    ],
)
def test_from_one_level_to_another_are_two_levels(text: str, indicator: str) -> None:
    old, new = figures(text)
    assert old.indicator == new.indicator == indicator
    assert (old.direction, new.direction) == (None, None)
    assert "change" not in (old.measure, new.measure)
    assert "growth" not in (old.measure, new.measure)


def test_a_change_after_a_count_is_of_the_same_thing() -> None:
    count, change = figures("Huyện kết nạp 135 đảng viên, tăng 12 đảng viên.")
    assert (change.indicator, change.measure, change.direction) == (count.indicator, "change", "up")


def test_a_number_without_a_noun_counts_what_stands_before_it() -> None:
    found = figures("Kết quả rà soát: đảng viên 318, hộ nghèo 45.")
    assert [(one.indicator, one.unit) for one in found] == [("party_members", "person"), ("poor_households", "household")]


def test_a_glued_pair_is_two_counts_not_a_ratio() -> None:
    households, people = figures("Thôn có 164hộ/268 nhân khẩu.")
    assert (households.indicator, households.denominator) == ("households", None)
    assert (people.indicator, people.value) == ("population", 268)


def test_a_fall_of_the_poverty_rate_is_a_reduction() -> None:
    one = figure("Tỷ lệ hộ nghèo giảm 3,5%.")
    assert (one.indicator, one.measure, one.direction) == ("poverty_reduction", "change", "down")


def test_the_second_of_two_changes_joined_by_va_is_a_change() -> None:
    dead, hurt = figures("Tai nạn giao thông giảm 2 người chết và 4 người bị thương.")
    assert (dead.measure, hurt.measure, hurt.direction) == ("change", "change", "down")


def test_parts_that_open_a_paragraph_are_parts_to_the_last() -> None:
    text = "Huyện kết nạp 90 đảng viên.\nTrong đó, nữ 40 đồng chí, người dân tộc thiểu số 25 đồng chí, công nhân 6 đồng chí."
    whole, *parts = drafts(text)
    assert [part.head for part in parts] == [whole] * 3


def test_a_change_of_other_things_than_the_stock_before_it_counts_those() -> None:
    _, change, cells = figures("Đảng bộ có 36 tổ chức đảng (giảm 1 đảng bộ do sáp nhập), trong đó có 24 chi bộ.")
    assert (change.indicator, change.measure, cells.indicator) == ("party_committees", "change", "party_cells")


def test_a_price_in_a_list_of_parts_is_no_body() -> None:
    assert figures("Đảng bộ huyện có 57 tổ chức cơ sở đảng.\nTrong đó còn 1 triệu 1/con.")[1].unit != "organisation"
