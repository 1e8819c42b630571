"""Which indicator: the noun and the cues around the number decide, and the rule that fired says so."""

from __future__ import annotations

import pytest
from extracted import drafts, figure, figures

from tasks.facts.knowledge.lexicons import indicator_rules


@pytest.mark.parametrize(
    ("text", "indicator", "rule"),
    [
        ("Xã có 12 chi bộ.", "party_cells", "party_cell>party_cells"),
        ("Xã chia tách 3 chi bộ.", "party_cells_split", "party_cell+split#>party_cells_split"),
        ("Xã sáp nhập 3 chi bộ.", "party_cells_merged", "party_cell+merge#>party_cells_merged"),
        ("Xã còn 3 thôn chưa có chi bộ.", "villages_without_party_cell", "village+#no_cell>villages_without_party_cell"),
        ("Xã còn 3 thôn chưa có đảng viên.", "villages_without_party_member", "village+#no_member>villages_without_party_member"),
        ("Tỷ lệ hộ nghèo là 4,7%.", "poverty_rate", "poverty_rate#>poverty_rate"),
        ("Độ che phủ rừng đạt 57%.", "forest_cover", "forest_cover#>forest_cover"),
    ],
)
def test_the_rule_that_fired_is_told(text: str, indicator: str, rule: str) -> None:
    one = figure(text)
    assert (one.indicator, one.rule) == (indicator, rule)


def test_the_rule_that_sets_more_conditions_wins() -> None:
    """`chi bộ` alone counts cells; `chi bộ` that are founded are founded ones, though the noun rule fits too."""
    assert figure("Huyện có 5 chi bộ.").indicator == "party_cells"
    assert figure("Huyện thành lập 5 chi bộ.").indicator == "party_cells_established"


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Thôn có 128 hộ.", "households"),
        ("Xã hỗ trợ 128 hộ.", "other"),
        ("Trường có 450 học sinh.", "students"),
        ("Quỹ tặng quà cho 450 học sinh.", "other"),
        ("Tỉnh có 560 doanh nghiệp.", "enterprises"),
        ("Thanh tra xử phạt 56 doanh nghiệp.", "other"),
    ],
)
def test_a_group_that_was_served_is_no_stock(text: str, indicator: str) -> None:
    assert figure(text).indicator == indicator


def test_without_a_rule_it_is_other_and_keeps_its_noun() -> None:
    one = figure("Toàn xã có 34 mô hình kinh tế.")
    assert (one.indicator, one.rule, one.unit, one.unit_text) == ("other", "none", "item", "mô hình kinh tế")


def test_a_longer_noun_hides_the_shorter_one_inside_it() -> None:
    assert figure("Xã còn 45 hộ cận nghèo.").indicator == "near_poor_households"
    assert figure("Xã còn 45 hộ nghèo.").indicator == "poor_households"
    assert figure("Xã có 45 hộ.").indicator == "households"


def test_a_general_noun_takes_what_the_word_before_the_number_says() -> None:
    one = figure("Tổng số đảng viên của xã là 318 đồng chí.")
    assert (one.indicator, one.unit_text) == ("party_members", "đồng chí")


def test_a_verb_carries_over_a_list_that_has_no_verb_of_its_own() -> None:
    first, second = figures("Huyện đã kiểm tra 12 tổ chức đảng và 35 đảng viên.")
    assert (first.indicator, second.indicator) == ("party_organisations_inspected", "party_members_inspected")


def test_a_verb_is_not_carried_past_one_of_its_own() -> None:
    first, second = figures("Huyện kiểm tra 12 tổ chức đảng, kết nạp 35 đảng viên.")
    assert (first.indicator, second.indicator) == ("party_organisations_inspected", "party_members_admitted")


def test_the_cues_that_decided_are_kept_with_the_draft() -> None:
    (draft,) = drafts("Huyện kết nạp 34 đảng viên.")
    assert {"admit"} <= {hit.key for hit in draft.cues}
    assert draft.counts == "party_member"


def test_a_predicate_is_of_its_own_number_when_the_one_before_has_ended() -> None:
    first, second = figures("Toàn huyện có 120 bản; 8 bản chưa có chi bộ.")
    assert (first.indicator, second.indicator) == ("administrative_units", "villages_without_party_cell")


def test_a_list_of_nouns_shares_one_predicate() -> None:
    first, second = figures("Đến nay, 100% trường học, 69/69 bản đã có chi bộ.")
    assert (first.indicator, second.indicator) == ("institutions_with_party_cell", "villages_with_party_cell")


def test_no_two_rules_share_a_name() -> None:
    names = [rule.name for rule in indicator_rules()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Xã có 34 đảng viên.", "party_members"),
        ("Đại hội có 12 đại biểu đại diện cho 34 đảng viên.", "party_members"),
        ("Trung tâm mở lớp bồi dưỡng lý luận cho 34 đảng viên mới.", "other"),
        ("Đảng ủy cử 34 đảng viên học trung cấp chính trị.", "other"),
    ],
)
def test_members_who_are_taught_are_no_stock(text: str, indicator: str) -> None:
    assert figures(text)[-1].indicator == indicator
