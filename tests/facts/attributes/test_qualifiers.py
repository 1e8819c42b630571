"""How exact a figure is, and whether it was or is aimed at."""

from __future__ import annotations

from datetime import date

import pytest
from extracted import figure, figures


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("318 đảng viên", "exact"),
        ("khoảng 318 đảng viên", "about"),
        ("xấp xỉ 318 đảng viên", "about"),
        ("trên dưới 318 đảng viên", "about"),
        ("gần 318 đảng viên", "nearly"),
        ("ngót 318 đảng viên", "nearly"),
        ("hơn 318 đảng viên", "over"),
        ("trên 318 đảng viên", "over"),
        ("ít nhất 318 đảng viên", "at_least"),
        ("không dưới 318 đảng viên", "at_least"),
        ("không ít hơn 318 đảng viên", "at_least"),
        ("tối đa 318 đảng viên", "at_most"),
        ("không quá 318 đảng viên", "at_most"),
        ("dưới 318 đảng viên", "at_most"),
        ("318 đảng viên trở lên", "at_least"),
        ("318 đảng viên trở xuống", "at_most"),
        ("≈ 318 đảng viên", "about"),
        ("~318 đảng viên", "about"),
        ("± 318 đảng viên", "about"),
        ("318 ± 5 đảng viên", "about"),
        (">= 318 đảng viên", "at_least"),
        ("≤ 318 đảng viên", "at_most"),
        ("300 - 318 đảng viên", "range"),
        ("từ 300 đến 318 đảng viên", "range"),
    ],
)
def test_qualifier(words: str, qualifier: str) -> None:
    assert figure(f"Đảng bộ có {words}.").qualifier == qualifier


def test_the_word_before_is_of_the_next_number_only() -> None:
    first, second = figures("Xã có hơn 1.200 hộ, 5.430 nhân khẩu.")
    assert (first.qualifier, second.qualifier) == ("over", "exact")


def test_a_range_has_two_ends() -> None:
    one = figure("Mỗi năm, chi bộ kết nạp từ 1 đến 2 đảng viên.")
    assert (one.value, one.value_high, one.qualifier, one.span_text) == (1, 2, "range", "1 đến 2")


@pytest.mark.parametrize("words", ["phấn đấu", "đặt mục tiêu", "sẽ", "dự kiến", "có kế hoạch kết nạp", "được giao chỉ tiêu"])
def test_what_is_aimed_at_is_a_target(words: str) -> None:
    assert figure(f"Huyện {words} kết nạp 34 đảng viên.").status == "target"


def test_a_word_of_doing_ends_the_aim() -> None:
    target, actual = figures("Huyện phấn đấu kết nạp 340 đảng viên; đến nay đã kết nạp 180 đảng viên.")
    assert (target.status, actual.status) == ("target", "actual")


def test_an_aim_holds_on_in_its_list() -> None:
    assert [one.status for one in figures("Phấn đấu kết nạp 34 đảng viên, thành lập 2 chi bộ.")] == ["target", "target"]


def test_a_year_after_the_published_day_is_a_target() -> None:
    text = "Đến năm 2025, xã có 318 đảng viên."
    assert figure(text).status == "target"
    assert figure(text, published_on=date(2026, 1, 1)).status == "actual"  # type: ignore[arg-type]
    assert figure(text, published_on=None).status == "actual"  # type: ignore[arg-type]


def test_a_threshold_is_a_target() -> None:
    one = figure("Tỷ lệ đảng viên dự họp phải hơn 70%.")
    assert (one.status, one.qualifier) == ("target", "over")


def test_an_aim_that_was_reached_says_nothing_of_what_follows() -> None:
    text = "Có 5 xã hoàn thành chỉ tiêu giao; huyện trồng 72 ha rừng."
    assert [one.status for one in figures(text)] == ["actual", "actual"]
    assert figure("Để hoàn thành chỉ tiêu giao kết nạp 34 đảng viên, huyện tích cực tạo nguồn.").status == "target"


@pytest.mark.parametrize(
    "opening",
    ["Năm 2020, ngành đề ra một số chỉ tiêu như sau:", "Chỉ tiêu kinh tế - xã hội năm 2020:", "Kế hoạch năm 2020:", "Mục tiêu cụ thể:"],
)
def test_a_list_of_aims(opening: str) -> None:
    assert {one.status for one in figures(f"{opening} kết nạp 34 đảng viên; trồng 72 ha rừng.")} == {"target"}


def test_family_planning_is_no_aim() -> None:
    assert figure("Vi phạm kế hoạch hóa gia đình: kỷ luật 12 đảng viên.").status == "actual"


def test_an_aim_in_a_bracket_is_alone() -> None:
    text = "Tỷ lệ hộ nghèo còn 4,2% (chỉ tiêu nghị quyết là 5%), tỷ lệ hộ cận nghèo còn 3,1%."
    assert [one.status for one in figures(text)] == ["actual", "target", "actual"]


def test_what_will_be_is_aimed_at() -> None:
    done, aimed = figures("Huyện đã có 2 xã đạt chuẩn nông thôn mới và 1 xã dự kiến hoàn thành cuối năm.")
    assert (done.status, aimed.status) == ("actual", "target")


def test_what_was_done_for_a_year_to_come_was_done() -> None:
    assert figure("Kỳ họp đã thông qua 11 nghị quyết quan trọng trong năm 2021.").status == "actual"


def test_what_a_congress_sets_holds_on_after_the_number_of_its_aims() -> None:
    statuses = [one.status for one in figures("Đại hội đề ra 31 chỉ tiêu, trong đó tỷ lệ hộ nghèo còn 3%.")]
    assert statuses[-1] == "target"


def test_the_year_to_come_of_one_figure_is_not_that_of_the_next() -> None:
    text = "Kỳ họp đã thông qua 11 nghị quyết trong năm 2021, đồng thời bỏ phiếu tín nhiệm đối với 10 chức danh."
    assert [one.status for one in figures(text)] == ["actual", "actual"]
