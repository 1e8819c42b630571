"""Whose figure and when: the own clause, the clause before, the paragraph, the title, in that order."""

from __future__ import annotations

from datetime import date

import pytest
from extracted import drafts, figure, figures

TITLE = "Đảng bộ huyện Mường Khê phát triển đảng viên"


def test_the_organisation_of_the_own_clause_comes_first() -> None:
    one = figure("Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên.", title=TITLE)
    assert one.organisation == "Đảng bộ xã Nậm Cắn"


def test_failing_that_the_clause_before() -> None:
    first, second = figures("Đảng bộ xã Nậm Cắn có 12 chi bộ, với 318 đảng viên.", title=TITLE)
    assert first.organisation == second.organisation == "Đảng bộ xã Nậm Cắn"


def test_failing_that_the_title_and_the_draft_says_so() -> None:
    (draft,) = drafts("Năm qua đã kết nạp 34 đảng viên.", title=TITLE)
    assert draft.organisation == "Đảng bộ huyện Mường Khê"
    assert draft.why["organisation"] == "title"


def test_without_title_and_name_there_is_none() -> None:
    assert figure("Năm qua đã kết nạp 34 đảng viên.").organisation is None


def test_each_clause_of_a_list_has_its_own_holder() -> None:
    first, second = figures("Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên, Đảng bộ xã Tà Cạ kết nạp 21 đảng viên.")
    assert (first.organisation, second.organisation) == ("Đảng bộ xã Nậm Cắn", "Đảng bộ xã Tà Cạ")


def test_a_part_inherits_the_holder_of_its_whole() -> None:
    whole, part = drafts("Đảng bộ xã Nậm Cắn có 318 đảng viên, trong đó nữ 120 đồng chí.")
    assert part.organisation == whole.organisation == "Đảng bộ xã Nậm Cắn"
    assert part.why["organisation"] == "inherited"


def test_a_short_form_is_completed_to_the_fullest_printed_one() -> None:
    assert figures("Đảng bộ xã Nậm Cắn có 12 chi bộ.\nĐảng bộ xã đã kết nạp 34 đảng viên.")[1].organisation == "Đảng bộ xã Nậm Cắn"


def test_who_only_reports_a_figure_does_not_hold_it() -> None:
    one = figure("Theo báo cáo của Sở Lao động tỉnh Lai Châu, xã Nậm Cắn còn 45 hộ nghèo.")
    assert one.organisation == "xã Nậm Cắn"


def test_a_speaker_speaks_for_the_body_he_leads() -> None:
    of_party = figure("Ông Trần Văn Bình, Bí thư Đảng ủy xã Nậm Cắn cho biết: Từ đầu năm đã kết nạp 5 đảng viên.", title=TITLE)
    of_place = figure("Bà Lò Thị Hoa, Phó Chủ tịch UBND xã Nậm Cắn chia sẻ: “Năm qua đã xóa 12 nhà tạm”.", title=TITLE)
    assert (of_party.organisation, of_place.organisation) == ("Đảng ủy xã Nậm Cắn", "xã Nậm Cắn")


def test_a_quotation_goes_on_with_its_speaker() -> None:
    text = "Ông Bình, Chủ tịch UBND xã Nậm Cắn kể: “Khi đó rất khó khăn. Nay đã xóa 12 nhà tạm”. Toàn huyện xóa 90 nhà tạm."
    first, second = figures(text, title=TITLE)
    assert first.organisation == "xã Nậm Cắn"
    assert second.organisation != "xã Nậm Cắn"


def test_the_second_of_two_parts_has_the_holder_of_the_first() -> None:
    text = "Huyện kiểm tra 56 tổ chức đảng. Trong đó, UBKT Huyện ủy kiểm tra 6 tổ chức đảng và 33 đảng viên."
    assert [one.organisation for one in figures(text, title=TITLE)[1:]] == ["UBKT Huyện ủy", "UBKT Huyện ủy"]


def test_a_villager_speaks_for_his_commune() -> None:
    text = 'Bà Lò Thị Hoa ở thôn 6, xã Nậm Cắn cho hay: "Trước đây, năng suất ngô thấp, chỉ đạt 6 tấn/ha. Nay đạt 9 tấn/ha".'
    assert {one.organisation for one in figures(text, title=TITLE)} == {"xã Nậm Cắn"}


def test_where_people_are_sent_does_not_hold_them() -> None:
    sent = figures("Đảng bộ xã Nậm Cắn kết nạp 21 quần chúng; cử 7 đồng chí học trung cấp tại tỉnh Lai Châu.", title=TITLE)
    assert {one.organisation for one in sent} == {"Đảng bộ xã Nậm Cắn"}


def test_a_family_holds_what_is_told_of_it() -> None:
    text = "Gia đình ông Hoàng Văn Bình (52 tuổi) trước đây rất nghèo. Được vay 50 triệu đồng, ông nuôi 6 con bò."
    assert {one.organisation for one in figures(text, title=TITLE)} == {"Gia đình ông Hoàng Văn Bình"}


def test_a_list_of_bare_names_with_figures() -> None:
    text = "Một số nơi tỷ lệ hộ nghèo còn cao như: Kỳ Tân 14,6%, Kỳ Lâm 11,7%, Kỳ Hải 10,4%."
    assert [one.organisation for one in figures(text, title=TITLE)] == ["Kỳ Tân", "Kỳ Lâm", "Kỳ Hải"]


def test_markets_hold_no_figures() -> None:
    text = "Huyện Mường Khê xuất khẩu sang Nhật Bản 168 triệu USD, Trung Quốc 20 triệu USD."
    assert {one.organisation for one in figures(text)} == {"Huyện Mường Khê"}


def test_what_a_congress_decides_is_its_bodys() -> None:
    text = "Đại hội Đảng bộ huyện Mường Khê đề ra 31 chỉ tiêu. Đại hội bầu Ban Chấp hành gồm 25 đồng chí."
    assert {one.organisation for one in figures(text)} == {"Đảng bộ huyện Mường Khê"}


def test_a_village_of_a_ward_named_without_a_comma_holds_its_figures() -> None:
    assert figure("Khu phố 2 Phường 8 có 490 hộ dân.").organisation == "Khu phố 2"


def test_a_hospital_of_the_province_with_words_of_its_own_holds_what_stands_in_its_bracket() -> None:
    found = figures("Kết nạp được nhiều là: Trường Cao đẳng Nam Sơn (28 đảng viên), Bệnh viện Phục hồi chức năng tỉnh (8 đảng viên).")
    assert [one.organisation for one in found] == ["Trường Cao đẳng Nam Sơn", "Bệnh viện Phục hồi chức năng tỉnh"]


def test_where_money_lies_is_not_whose_it_is() -> None:
    text = "Hội Nông dân xã Nậm Cắn vận động Quỹ hỗ trợ nông dân được 331 triệu đồng, vay từ Ngân hàng Chính sách 45 triệu đồng."
    assert {one.organisation for one in figures(text)} == {"Hội Nông dân xã Nậm Cắn"}


def test_news_of_one_place_without_a_title() -> None:
    text = "Ước 6 tháng, cây trồng trên địa bàn huyện Mường Khê được 330 ha.\nCây ngô gieo trồng được 41 ha."
    assert {one.organisation for one in figures(text)} == {"huyện Mường Khê"}


def test_a_city_is_not_the_district_of_the_title() -> None:
    one = figure("Đợt này, toàn thành phố có 870 đảng viên được nhận Huy hiệu Đảng.", title="Quận Hà Đông trao Huy hiệu Đảng")
    assert one.organisation == "toàn thành phố"


def test_the_committee_told_of_before_stands_for_the_bare_word() -> None:
    text = "Bí thư Đảng ủy khối Doanh nghiệp tỉnh dự lễ. Năm qua, Đảng ủy khối đã bồi dưỡng 227 quần chúng ưu tú."
    assert figure(text).organisation == "Đảng ủy khối Doanh nghiệp tỉnh"


def test_who_is_cited_as_the_source_does_not_hold_the_figure() -> None:
    one = figure("Theo kết quả điều tra của Sở Nông nghiệp, huyện Mường Khê có 12.300 ha lúa.")
    assert one.organisation == "huyện Mường Khê"


def test_the_state_sector_is_nobody() -> None:
    title = "Phát triển Đảng trong doanh nghiệp ngoài khu vực Nhà nước"
    assert figure("Trong khu vực ngoài Nhà nước có 38 cơ sở đảng.", title=title).organisation is None


def test_a_body_after_the_one_that_gave_the_decision() -> None:
    text = "Thực hiện Quyết định 05 của Ban Bí thư, Huyện ủy Mường Khê đã kết nạp 8 quần chúng."
    assert figure(text).organisation == "Huyện ủy Mường Khê"


def test_a_cell_beside_another_speaks_for_itself() -> None:
    text = "Cũng như chi bộ Nà Hai, chi bộ Nà Lại chỉ kết nạp được 2 đảng viên."
    assert figure(text).organisation == "chi bộ Nà Lại"


def test_the_names_of_a_list_hold_nothing_over_a_semicolon() -> None:
    text = "Có 6/43 tỉnh đạt trên 20% gồm Hà Nam, Vĩnh Phúc; có 12/43 tỉnh đạt trên 15%."
    assert [one.organisation for one in figures(text)][-2:] == [None, None]


def test_a_region_holds_where_it_sets_the_scene() -> None:
    assert figure("Ở khu vực ĐBSCL, nông dân thu hoạch 500 ha.").organisation == "ĐBSCL"
    text = "Xã Nậm Cắn là cửa ngõ của Tây Nguyên, có 500 ha lúa."
    assert figure(text).organisation == "Xã Nậm Cắn"


def test_what_an_association_also_gives_is_no_state() -> None:
    assert figure("Hội còn trao 2 con bò cho hội viên.").period_kind == "none"


def test_some_years_told_of_are_the_time_of_their_clause() -> None:
    _, second = figures("Năm 2014, xã có 12 em vào đại học. Trong 5 năm có 174 em vào đại học.")
    assert second.period_text == "Trong 5 năm"


def test_what_people_did_before_is_not_when_they_were_admitted() -> None:
    assert figure("Năm 2019, huyện kết nạp 8 quần chúng trước đây vi phạm chính sách.", "8").period_text == "Năm 2019"


def test_a_paragraph_that_refers_back_is_still_in_the_time_before() -> None:
    text = "6 tháng đầu năm 2020, tỉnh xảy ra 12 vụ.\nTrong đó, đường bộ xảy ra 10 vụ. Đường thủy xảy ra 2 vụ."
    assert {one.period_kind for one in figures(text)} == {"range"}


def test_committees_of_the_base_are_named_as_printed() -> None:
    assert figure("Cấp ủy cơ sở kiểm tra 50 tổ chức đảng.").organisation == "Cấp ủy cơ sở"


def test_the_whole_of_a_body_without_a_name_is_a_holder() -> None:
    one = figure("Ủy ban Kiểm tra Huyện ủy vào cuộc. Số đảng viên bị kỷ luật trong toàn Đảng bộ là 7 đảng viên.")
    assert one.organisation == "toàn Đảng bộ"


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "printed"),
    [
        ("Năm 2019, xã kết nạp 34 đảng viên.", "year", date(2019, 1, 1), date(2019, 12, 31), "Năm 2019"),
        ("Năm 2019, xã có 318 đảng viên.", "as_of", date(2019, 1, 1), date(2019, 12, 31), "Năm 2019"),
        ("Tháng 5/2019, xã kết nạp 4 đảng viên.", "month", date(2019, 5, 1), date(2019, 5, 31), "Tháng 5/2019"),
        ("Quý I/2019, xã kết nạp 4 đảng viên.", "quarter", date(2019, 1, 1), date(2019, 3, 31), "Quý I/2019"),
        ("Nhiệm kỳ 2015-2020, xã kết nạp 34 đảng viên.", "term", date(2015, 1, 1), date(2020, 12, 31), "Nhiệm kỳ 2015-2020"),
        ("Giai đoạn 2016-2019, xã kết nạp 34 đảng viên.", "range", date(2016, 1, 1), date(2019, 12, 31), "Giai đoạn 2016-2019"),
        ("Từ năm 2017 đến nay, xã kết nạp 34 đảng viên.", "to_date", date(2017, 1, 1), date(2020, 6, 30), "Từ năm 2017 đến nay"),
        ("Đến nay, xã có 318 đảng viên.", "as_of", None, None, "Đến nay"),
        ("Xã có 318 đảng viên.", "as_of", None, None, None),
        ("Xã kết nạp 34 đảng viên.", "none", None, None, None),
    ],
)
def test_a_stock_is_as_of_a_time_and_a_flow_in_it(text: str, kind: str, start: date | None, end: date | None, printed: str | None) -> None:
    one = figure(text)
    assert (one.period_kind, one.period_start, one.period_end, one.period_text) == (kind, start, end, printed)


def test_two_times_of_one_sentence_go_to_their_own_figures() -> None:
    old, new = figures("Tỷ lệ hộ nghèo giảm từ 12,5% năm 2015 xuống còn 4,7% năm 2019.")
    assert (old.period_text, new.period_text) == ("năm 2015", "năm 2019")


def test_a_time_before_the_comma_is_not_replaced_by_that_of_the_next_clause() -> None:
    first, second = figures("Năm 2018 huyện kết nạp 120 đảng viên, năm 2019 kết nạp 135 đảng viên.")
    assert (first.period_text, second.period_text) == ("Năm 2018", "năm 2019")


def test_what_a_figure_is_measured_against_is_not_its_time() -> None:
    one = figure("Sản lượng lúa tăng 5,2% so với năm 2018.")
    assert one.period_kind == "none"


def test_a_time_that_set_the_scene_carries_into_the_next_sentence() -> None:
    _, second = figures("Năm 2019, huyện kết nạp 120 đảng viên. Các chi bộ cũng giới thiệu 210 quần chúng ưu tú.")
    assert (second.period_kind, second.period_text) == ("year", "Năm 2019")


def test_a_time_does_not_carry_into_the_next_paragraph() -> None:
    _, second = figures("Năm 2019, huyện kết nạp 120 đảng viên.\nCác chi bộ giới thiệu 210 quần chúng ưu tú.")
    assert second.period_kind == "none"


def test_a_time_in_a_bracket_stays_there() -> None:
    shrimp, in_bracket, prawn = figures("Năm 2019, tôm sú đạt 213 tấn (quý III ước đạt 93 tấn), tôm thẻ đạt 342 tấn.")
    assert (shrimp.period_kind, in_bracket.period_kind, prawn.period_kind) == ("year", "quarter", "year")


def test_the_year_of_a_subject_carries_into_the_next_sentence() -> None:
    _, second = figures("Số trẻ sinh ra năm 2009 là 812 cháu. Số con thứ ba được sinh ra là 57 cháu.")
    assert (second.period_kind, second.period_text) == ("year", "năm 2009")


def test_the_only_year_of_a_sentence_carries_into_the_next() -> None:
    _, second = figures("Huyện giải quyết việc làm cho 2.300 người trong năm 2019. Toàn huyện tuyển sinh 550 em.")
    assert (second.period_kind, second.period_text) == ("year", "trong năm 2019")


def test_a_figure_dated_on_its_own_does_not_take_the_time_of_the_one_before() -> None:
    first, second = figures("6 tháng đầu năm 2020, huyện gieo trồng 471 ha ngô; ước cả năm 812 ha.")
    assert (first.period_kind, second.period_kind, second.period_end) == ("range", "year", date(2020, 12, 31))


def test_the_year_of_a_goal_in_a_bracket_dates_nothing() -> None:
    one = figure("Huyện kết nạp 49 đảng viên (hoàn thành sớm mục tiêu năm 2022).")
    assert one.period_kind == "none"


def test_stocks_of_one_sentence_have_one_time() -> None:
    kinds = {one.period_text for one in figures("Năm học 2022-2023, huyện có 45 trường với 678 lớp.")}
    assert kinds == {"Năm học 2022-2023"}


def test_the_year_of_tasks_to_come_is_not_the_year_spoken_of() -> None:
    text = "Ngày 5/1, xã tổng kết công tác năm 2019 và đề ra nhiệm vụ năm 2020. Trong năm, Đảng bộ xã đã kết nạp 8 đảng viên."
    assert figure(text, "8").period_start == date(2019, 1, 1)


def test_the_term_that_is_over_when_its_successor_opens() -> None:
    text = "Đại hội Đảng bộ xã nhiệm kỳ 2020-2025 khai mạc. Nhiệm kỳ qua, xã kết nạp 34 đảng viên."
    assert figure(text, "34").period_start == date(2015, 1, 1)


def test_the_days_of_an_event_do_not_carry() -> None:
    _, second = figures("Ngày 4-5/2/2020, huyện trao 9 suất quà cho người dân. Mỗi suất trị giá 2 triệu đồng.")
    assert second.period_kind == "none"


def test_a_comparison_goes_on_with_the_time_just_told() -> None:
    text = "Nhiệm kỳ 2010-2015, huyện kỷ luật 45 đảng viên.\nSo với nhiệm kỳ trước, số đảng viên bị kỷ luật tăng 7."
    assert figures(text)[1].period_kind == "term"


def test_now_as_the_end_is_the_published_day_when_known() -> None:
    text = "Từ năm 2017 đến nay, xã kết nạp 34 đảng viên."
    assert figure(text, published_on=None).period_end is None  # type: ignore[arg-type]
    assert figure(text, published_on=date(2021, 3, 4)).period_end == date(2021, 3, 4)  # type: ignore[arg-type]


def test_a_place_singled_out_by_its_bare_name_holds_its_figures() -> None:
    title = "Huyện Mường Khê giảm nghèo"
    text = "Địa phương có tỷ lệ hộ nghèo cao nhất là Mỹ Lâm chiếm 10,9% với hơn 220 hộ và An Sơn có tỷ lệ hộ nghèo thấp nhất 2,5%."
    assert [one.organisation for one in figures(text, title=title)] == ["Mỹ Lâm", "Mỹ Lâm", "An Sơn"]
    text = "Hòa Sơn là xã có hộ nghèo giảm nhiều nhất trên địa bàn huyện, giảm 87 hộ; kế đến là xã A Vinh giảm 7,7%, A Bốc giảm 7%."
    assert [one.organisation for one in figures(text, title=title)] == ["Hòa Sơn", "xã A Vinh", "A Bốc"]


def test_towns_as_a_slice_hold_nothing() -> None:
    text = "Tỷ lệ hộ nghèo ở thị trấn giảm 5,2%, ở nông thôn giảm 5,1%."
    assert {one.organisation for one in figures(text, title="Huyện Mường Khê giảm nghèo")} == {"Huyện Mường Khê"}


def test_an_undated_half_year_without_a_published_day_is_of_the_year_of_the_article() -> None:
    text = "Hội nghị đề ra nhiệm vụ 6 tháng cuối năm 2020.\nTrong 6 tháng đầu năm, hội trồng 12 nghìn cây."
    assert figures(text, published_on=None)[-1].period_end == date(2020, 6, 30)  # type: ignore[arg-type]


def test_a_state_in_a_row_of_figures_of_a_year_is_of_that_year() -> None:
    text = "Năm 2018, xã làm được nhiều việc. Xã thu ngân sách 7 tỷ đồng, 9/9 thôn đạt chuẩn."
    money, villages = figures(text)
    assert (money.period_kind, villages.period_kind) == ("year", "as_of")
    assert money.period_start == villages.period_start == date(2018, 1, 1)


def test_the_time_behind_brackets_is_of_the_figure_before_them_and_of_those_inside() -> None:
    text = "Huyện khen 30 mô hình (21 tập thể, 9 cá nhân) tiêu biểu năm 2019, đồng thời đề nghị khen 8 mô hình giai đoạn 2018 - 2020."
    assert [one.period_text for one in figures(text)] == ["năm 2019"] * 3 + ["giai đoạn 2018 - 2020"]


def test_the_last_time_of_a_sentence_is_not_of_what_stands_before_another_deed() -> None:
    first, _ = figures("Huyện trồng 9 nghìn cây; xã khen 8 mô hình giai đoạn 2018 - 2020.")
    assert first.period_kind == "none"


def test_no_cell_has_cells() -> None:
    text = "Chi bộ khu 4 được chọn đại hội điểm và đã hoàn thành. Tiếp đó, 15 chi bộ đồng loạt đại hội."
    assert figure(text, "15").organisation is None


def test_when_a_village_was_recognised_is_when_it_counts() -> None:
    one = figure("Toàn xã có 15/19 thôn được công nhận thôn văn hóa năm 2017.")
    assert (one.period_kind, one.period_text) == ("as_of", "năm 2017")
    first, second = figures("Toàn xã có 5/5 thôn đạt danh hiệu thôn văn hóa; 3 trường học; năm 2019 có 12 hộ thoát nghèo.")[:2]
    assert (first.period_text, second.period_text) == (None, None)


def test_the_year_of_what_a_list_names_is_not_that_of_the_figure() -> None:
    one = figure("Kỳ họp đã thông qua 5 nghị quyết về: dự toán ngân sách năm 2021; kế hoạch đầu tư năm 2022.")
    assert one.period_text is None


def test_the_opening_day_is_when_an_event_was_attended() -> None:
    one = figure("Ngày 30/3, huyện Mường Khê họp bàn về đời sống văn hóa năm 2018, hơn 100 đại biểu đã tham dự.")
    assert one.period_text == "Ngày 30/3"


def test_income_until_now_is_a_level() -> None:
    text = "Đến nay xã giữ vững 19/19 tiêu chí. Nổi bật là thu nhập bình quân đầu người đạt 63 triệu đồng/người/năm."
    assert [one.period_kind for one in figures(text)] == ["as_of", "as_of"]


def test_a_place_that_holds_a_part_is_no_slice_of_it() -> None:
    parts = figures("Mưa lớn làm hư hỏng 99 ngôi nhà (Nam Sơn 82, Bắc Lạc 3).")[1:]
    assert [(one.organisation, one.breakdown) for one in parts] == [("Nam Sơn", "{}"), ("Bắc Lạc", "{}")]


def test_a_central_body_whose_decree_is_named_holds_nothing() -> None:
    one = figure("Xã Nậm Cắn được sáp nhập từ 2 xã theo Nghị quyết của Ủy ban Thường vụ Quốc hội.")
    assert one.organisation == "Xã Nậm Cắn"


def test_the_term_that_is_over_at_its_congress_without_a_published_day() -> None:
    text = "Đại hội Đảng bộ xã nhiệm kỳ 2020-2025 khai mạc. Nhiệm kỳ qua, xã kết nạp 34 đảng viên."
    assert figure(text, "34", published_on=None).period_start == date(2015, 1, 1)  # type: ignore[arg-type]


def test_what_was_added_is_no_state() -> None:
    assert figure("Đảng bộ huyện đã phát triển thêm 24 tổ chức đảng.").period_kind == "none"


def test_all_of_an_association_is_the_one_told_of() -> None:
    text = "Hội Cựu chiến binh huyện Mường Khê họp.\nToàn Hội có 15 chi hội. Các cấp Hội đã trồng 300 cây."
    assert {one.organisation for one in figures(text)} == {"Hội Cựu chiến binh huyện Mường Khê"}


def test_bodies_of_many_levels_are_named_as_printed() -> None:
    first, second = figures("Các cấp ủy Đảng đã kết nạp 24 đảng viên.\nCấp ủy các cấp và chi bộ kiểm tra 52 tổ chức đảng.")
    assert (first.organisation, second.organisation) == ("Các cấp ủy Đảng", "Cấp ủy các cấp và chi bộ")


def test_what_is_brought_to_a_standard_does_not_act() -> None:
    text = "Xã Nậm Cắn hoàn thành các tiêu chí đưa thôn Na Lạ đạt chuẩn. Tỷ lệ hộ nghèo giảm 3,4%."
    assert figure(text, "3,4%").organisation == "Xã Nậm Cắn"


def test_the_middle_of_a_list_of_names_holds_nothing() -> None:
    text = "Xã Nậm Cắn được sáp nhập từ 3 xã: Mường Lạn, Nậm Cắn và Tà Cạ, có diện tích 112 km2."
    assert figure(text, "112").organisation == "Xã Nậm Cắn"


def test_news_without_a_title_is_of_the_body_its_lead_names() -> None:
    text = "Đảng bộ xã Nậm Cắn và Đảng bộ xã Tà Cạ họp sáng nay.\nNăm qua, thu ngân sách đạt 7 tỷ đồng."
    assert figure(text).organisation == "Đảng bộ xã Nậm Cắn"


def test_parts_find_their_whole_over_a_caption() -> None:
    text = "Huyện công nhận 90 mô hình năm 2019.\nÔng Bình bên vườn cây.\nTrong đó có 40 mô hình cá nhân và 50 mô hình tập thể."
    assert [one.period_text for one in figures(text)] == ["năm 2019"] * 3


def test_the_whole_year_is_the_one_its_paragraph_names() -> None:
    text = "Năm 2017, diện tích gieo trồng đạt 8.375 ha. Tuy nhiên, sản lượng cả năm chỉ đạt 5.211 tấn."
    assert [one.period_start for one in figures(text)] == [date(2017, 1, 1)] * 2


def test_a_bracket_behind_the_time_compared_with_is_of_that_time() -> None:
    text = "Đến ngày 31/5/2020, có 59.170 người tham gia so với cùng kỳ năm 2019 (55.310 người)."
    assert [one.period_start for one in figures(text)] == [date(2020, 5, 31), date(2019, 1, 1)]


def test_rows_of_places_with_their_shares_have_their_holders() -> None:
    text = "Tỷ lệ hộ nghèo còn cao như: Nam Sơn có 7.849 hộ (43,1%); M’Lăng 7.362 hộ (41,1%); Krông Lâm 7.686 hộ (35,9%)."
    names = [one.organisation for one in figures(text, title="Huyện Mường Khê giảm nghèo")]
    assert names == ["Nam Sơn", "Nam Sơn", "M’Lăng", "M’Lăng", "Krông Lâm", "Krông Lâm"]


def test_words_that_only_join_are_no_slice() -> None:
    first, second = figures("Tuy nhiên lại có 6 hộ nghèo và 23 hộ nghèo phát sinh mới.")
    assert (first.breakdown, second.breakdown) == ("{}", '{"other": "phát sinh mới"}')


def test_years_on_end_that_are_named_in_brackets() -> None:
    one = figure("Có 46 hộ đạt gia đình văn hóa 3 năm liền (2015-2017).")
    assert (one.period_start, one.period_end) == (date(2015, 1, 1), date(2017, 12, 31))


def test_a_level_at_the_end_of_a_term_does_not_date_what_follows() -> None:
    text = "Nhiệm kỳ 2015 - 2020, thu nhập đến cuối nhiệm kỳ đạt 63 triệu đồng/người/năm. Đảng bộ xã kết nạp 43 đảng viên."
    assert figure(text, "43").period_kind == "term"


def test_when_an_aim_is_due_is_not_when_something_was() -> None:
    text = "Xã phấn đấu đến năm 2025 thu nhập đạt 65 triệu đồng/người/năm. Đại hội đã bầu 15 đồng chí vào Ban Chấp hành."
    assert figure(text, "15").period_kind == "none"


def test_in_the_quarter_is_the_one_told_of() -> None:
    text = "Trong quý I/2020, huyện gieo 900 ha lúa.\nTrong quý, toàn Đảng bộ đã kết nạp 32 đảng viên."
    assert figure(text, "32").period_end == date(2020, 3, 31)


def test_guests_of_a_larger_place_do_not_make_it_the_holder() -> None:
    text = "Dự có các ban, ngành của tỉnh và 168 đại biểu đại diện cho hơn 900 đảng viên trong toàn Đảng bộ."
    assert {one.organisation for one in figures(text, title=TITLE)} == {"Đảng bộ huyện Mường Khê"}


def test_the_committees_of_a_level_hold_what_they_inspected() -> None:
    text = "Cấp ủy các cấp kiểm tra 61 tổ chức đảng. Trong đó: cấp ủy cấp huyện và tương đương kiểm tra 47 tổ chức đảng, 81 đảng viên."
    assert [one.organisation for one in figures(text)][1:] == ["cấp ủy cấp huyện và tương đương"] * 2


def test_a_commune_whose_name_ends_with_a_number() -> None:
    one = figure("Đại hội Đảng bộ xã Tam Xuân 2 lần thứ VII họp.\nĐảng bộ xã kết nạp 9 đảng viên.")
    assert (one.value, one.organisation) == (9, "Đảng bộ xã Tam Xuân 2")


def test_a_bare_place_that_opens_the_title_and_acts() -> None:
    assert figure("Trong năm, thu ngân sách đạt 7 tỷ đồng.", title="Chư Păh vượt thu ngân sách").organisation == "Chư Păh"


def test_a_paragraph_that_told_of_one_goes_on_with_it() -> None:
    text = "Tốc độ tăng trưởng của xã Nậm Cắn đạt gần 12%. Tỷ lệ chi bộ vững mạnh hơn 80%."
    assert {one.organisation for one in figures(text)} == {"xã Nậm Cắn"}


def test_the_branch_of_a_national_body_in_a_place_is_one_body() -> None:
    assert figure("Hội Nông dân Việt Nam huyện Mường Khê kết nạp 90 hội viên.").organisation == "Hội Nông dân Việt Nam huyện Mường Khê"


def test_where_one_person_belongs_does_not_hold_the_next_figures() -> None:
    text = (
        "Đảng bộ huyện Mường Khê có 12 đồng chí nhận Huy hiệu Đảng. Có 1 đồng chí nhận Huy hiệu 70 năm tuổi Đảng là ông Lò Văn Pín, "
        "sinh năm 1930, sinh hoạt tại Đảng bộ xã Tà Cạ; 4 đồng chí nhận Huy hiệu 60 năm tuổi Đảng."
    )
    assert {one.organisation for one in figures(text)} == {"Đảng bộ huyện Mường Khê"}


def test_a_partner_does_not_hold_what_was_done_together() -> None:
    text = "Hội Nông dân xã Nậm Cắn kết hợp với Ban chỉ đạo xã Tà Cạ cấp phát 900 tờ rơi."
    assert figure(text).organisation == "Hội Nông dân xã Nậm Cắn"


def test_who_agreed_to_a_meeting_does_not_hold_its_figures() -> None:
    text = "Được sự đồng ý của Đảng ủy xã Tà Cạ, Chi bộ Trường THCS Nậm Cắn họp xếp loại.\nKết quả: có 9 đảng viên hoàn thành tốt."
    assert figure(text).organisation == "Chi bộ Trường THCS Nậm Cắn"


def test_what_a_fund_has_got_is_of_those_who_gathered_it() -> None:
    text = "Hội Cựu chiến binh huyện Mường Khê gây quỹ: “Quỹ đền ơn đáp nghĩa” được trên 69 triệu. Hội dựng 8 căn nhà."
    assert {(one.organisation, one.unit) for one in figures(text)} == {
        ("Hội Cựu chiến binh huyện Mường Khê", "vnd"),
        ("Hội Cựu chiến binh huyện Mường Khê", "item"),
    }


def test_a_merged_commune_holds_its_area_not_what_it_was_made_of() -> None:
    text = (
        "Xã Nậm Cắn được thành lập trên cơ sở sáp nhập 3 xã của huyện Mường Khê gồm: Tà Cạ, Huồi Tụ và Nậm Cắn, "
        "diện tích tự nhiên 98 km2, dân số 12.340 người."
    )
    assert {one.organisation for one in figures(text)} == {"Xã Nậm Cắn"}


def test_what_went_well_in_a_place_sets_the_scene() -> None:
    text = "Kinh tế của xã Nậm Cắn đạt nhiều kết quả. Thu ngân sách đạt trên 7 tỷ đồng."
    assert figure(text).organisation == "xã Nậm Cắn"


def test_the_feast_of_a_national_body_is_no_holder() -> None:
    text = "Hội Phụ nữ tặng 35 phần quà."
    assert figure(text, title="Tà Cạ: Kỷ niệm 93 năm Ngày thành lập Hội Liên hiệp Phụ nữ Việt Nam").organisation != (
        "Hội Liên hiệp Phụ nữ Việt Nam"
    )


def test_a_year_that_only_a_verb_parts_from_the_next_figure_is_of_that() -> None:
    first, second = figures("Đàn gia súc năm 2015 là 348 con đến năm 2017 là 406 con.")
    assert (first.period_start, second.period_start) == (date(2015, 1, 1), date(2017, 1, 1))


def test_so_far_is_said_of_the_one_figure_after_it() -> None:
    text = "Trong tháng 8/2025, xã trồng rừng được 16 ha, lũy kế 163 ha. Nhân dân đóng góp 690 triệu đồng."
    assert [one.period_kind for one in figures(text)] == ["month", "to_date", "month"]


def test_who_acts_in_brackets_only_does_not_carry() -> None:
    text = "Nhiều xã đạt chuẩn (hiện nay xã Khánh An đã đạt 19 tiêu chí). Đến nay số xã đạt từ 10 tiêu chí trở lên là 37 xã."
    assert [one.organisation for one in figures(text)] == ["xã Khánh An", None, None]


def test_who_reports_holds_what_nobody_else_does() -> None:
    (one,) = figures("Theo UBND huyện Yên Khánh, mưa lớn làm sập 21 nhà.")
    assert one.organisation == "UBND huyện Yên Khánh"


def test_who_manages_a_thing_holds_its_figures() -> None:
    (one,) = figures("Các di tích do Sở Văn hóa và Thể thao Ninh Bình quản lý đón 300 khách.")
    assert one.organisation == "Sở Văn hóa và Thể thao Ninh Bình"


def test_no_village_has_villages() -> None:
    (one,) = figures("Điện lưới: Thôn có điện lưới là 11/17 thôn.")
    assert one.organisation is None


def test_the_city_in_one_word_of_capitals() -> None:
    (one,) = figures("TPHCM trồng 3.000 cây xanh trong năm 2021.")
    assert one.organisation == "TPHCM"


def test_an_arm_of_a_body_is_completed_to_the_body() -> None:
    (one,) = figures("UBND xã Khánh An họp. Thường trực UBND xã đề nghị chi 30 triệu đồng làm đường.")
    assert one.organisation == "UBND xã Khánh An"


def test_a_name_whose_second_word_begins_small_is_the_one_printed_elsewhere() -> None:
    (one,) = figures("Xã Khánh An khởi công. Công trình nghĩa trang xã Khánh an có 3 phòng.")
    assert one.organisation == "Xã Khánh An"


def test_the_last_of_a_list_does_not_hold_the_next_sentence() -> None:
    text = "Tại huyện Yên Khánh, bệnh có ở 4 xã gồm: xã Khánh An thuộc vùng đê; xã Khánh Hải thuộc ven biển. Toàn bộ 120 con trâu đã tiêm."
    assert [one.organisation for one in figures(text)] == ["huyện Yên Khánh", "huyện Yên Khánh"]


def test_now_behind_a_comma_is_of_what_is_left() -> None:
    text = "Năm qua, xã xóa được 21 hộ nghèo và 14 hộ cận nghèo, nay chỉ còn 6 hộ nghèo."
    assert [one.period_text for one in figures(text)][1:] == ["Năm qua", "nay"]


def test_a_line_under_a_semicolon_goes_on_with_what_is_aimed_at() -> None:
    text = "Xã phấn đấu: mỗi năm tạo việc làm cho 40 lao động;\n90% hộ dùng nước sạch; 80% thôn có điện.\nNăm qua xã trồng 3 ha rừng."
    assert [one.status for one in figures(text)] == ["target", "target", "target", "actual"]


def test_a_body_of_the_country_in_a_place_is_one_body() -> None:
    (one,) = figures("Đoàn TNCS Hồ Chí Minh huyện Yên Khánh có 45 cơ sở.")
    assert one.organisation == "Đoàn TNCS Hồ Chí Minh huyện Yên Khánh"


def test_the_short_form_in_a_bracket_does_not_part_a_body_from_its_place() -> None:
    text = "Hội Liên hiệp Phụ nữ (LHPN) xã Nậm Cắn trao 35 phần quà."
    assert figure(text).organisation == "Hội Liên hiệp Phụ nữ (LHPN) xã Nậm Cắn"


def test_the_association_alone_is_the_one_told_of() -> None:
    text = "Hội Nông dân xã Nậm Cắn họp bàn việc năm mới.\nTrong năm, Hội đã kết nạp 35 hội viên."
    assert figure(text).organisation == "Hội Nông dân xã Nậm Cắn"


def test_ahead_of_a_whole_province_it_is_still_the_commune() -> None:
    text = "Xã Nậm Cắn phát triển mạnh đàn dê, dẫn đầu toàn tỉnh với 4.500 con."
    assert figure(text).organisation == "Xã Nậm Cắn"


def test_targets_are_of_the_term_announced_before() -> None:
    text = "Đại hội đề ra các chỉ tiêu của nhiệm kỳ 2025 - 2030. Trong đó, phấn đấu kết nạp 150 đảng viên."
    assert (figure(text).status, figure(text).period_start) == ("target", date(2025, 1, 1))


def test_a_bracket_behind_a_figure_does_not_date_the_next() -> None:
    text = "Năm 2023, hộ nghèo giảm 2,1% (theo chuẩn giai đoạn 2021 - 2025), có 12 hộ thoát nghèo."
    assert figure(text, "12").period_kind != "range"


def test_a_bracket_behind_a_part_divides_the_part() -> None:
    text = (
        "Xã Khánh An kỷ luật 33 đảng viên, trong đó Ủy ban Kiểm tra Huyện ủy Yên Khánh kỷ luật 9 đảng viên "
        "(khiển trách 6 trường hợp, cảnh cáo 3 trường hợp)."
    )
    holders = [one.organisation for one in figures(text)]
    assert holders[1] == holders[2] == holders[3] != holders[0]


def test_when_somebody_held_a_post_is_not_when_a_figure_holds() -> None:
    text = "Năm 2021, xã có việc.\nBị kỷ luật có 2 đảng viên là ông Lê Văn Năm, nguyên Bí thư Đảng ủy xã Khánh An nhiệm kỳ 2010 - 2015."
    (one,) = figures(text)
    assert one.period_text != "nhiệm kỳ 2010 - 2015"


def test_who_says_so_and_when_is_not_when_a_figure_holds() -> None:
    text = "Ngày 12/8, Ủy ban Kiểm tra Tỉnh ủy Hà Nam cho biết trong 6 tháng đầu năm 2019, các cấp đã kỷ luật 38 đảng viên."
    (one,) = figures(text)
    assert one.period_text == "trong 6 tháng đầu năm 2019"


def test_a_kind_of_place_of_which_there_is_none_is_no_holder() -> None:
    first, *_ = figures("Hiện không còn xã đạt dưới 10 tiêu chí.\nÔng Nam ở xã Phú Cường vay 50 triệu đồng.")
    assert first.organisation is None


def test_whom_delegates_join_does_not_hold_the_slices_of_them() -> None:
    text = "Phường Khánh An họp, cử 55 vị tham gia Ủy ban MTTQ Việt Nam phường, trong đó có 21 vị là nữ."
    assert [one.organisation for one in figures(text)] == ["Phường Khánh An"] * 2


def test_a_deed_before_a_number_is_no_part_of_a_name() -> None:
    text = "Hội Nông dân huyện Yên Khánh họp. Phối hợp Ngân hàng CSXH quản lý 98 tổ."
    assert figure(text).organisation == "Hội Nông dân huyện Yên Khánh"
    assert figure("Ngân hàng CSXH quản lý 98 tổ.").organisation == "Ngân hàng CSXH"


def test_a_national_body_of_a_level_is_completed_to_its_place() -> None:
    text = "Ủy ban MTTQ Việt Nam phường Khánh An họp.\nỦy ban MTTQ Việt Nam phường đã tặng 98 suất quà."
    assert figure(text).organisation == "Ủy ban MTTQ Việt Nam phường Khánh An"


def test_words_that_name_no_day_leave_a_deed_without_one() -> None:
    one = figure("Vừa qua, gia đình bà Hoa bán 3 con bò.")
    assert (one.period_kind, one.period_start, one.period_text) == ("none", None, "Vừa qua")


def test_how_large_something_is_inherits_no_time_of_a_deed() -> None:
    text = "Năm 2016, xã Nậm Cắn sửa 4 km đường. Xã có diện tích tự nhiên hơn 1.360 ha."
    assert [one.period_kind for one in figures(text)] == ["year", "as_of"]
    assert figures(text)[1].period_start is None


def test_a_list_of_what_there_is_until_now_is_a_state_throughout() -> None:
    found = figures("Đến nay, tỉnh có 8 hội sinh vật cảnh; 118 hội cơ sở và 17 câu lạc bộ.")
    assert {(one.period_kind, one.period_start) for one in found} == {("as_of", None)}


def test_what_is_told_of_now_is_of_now_stock_or_flow() -> None:
    for text in ("Đến nay, đã kết nạp 5 đảng viên.", "Tính đến nay, huyện có 120 hợp tác xã.", "Đến nay đạt 67% kế hoạch."):
        assert figure(text).period_kind == "as_of"
        assert figure(text).period_start is None


def test_a_time_is_not_carried_through_a_page_of_one_paragraph() -> None:
    told = "Năm 2016, xã trồng 30 ha rừng. " + "Bà con rất phấn khởi. " * 3 + "Xã mua 12 xe đạp."
    far = told.replace("Bà con rất phấn khởi. ", "Bà con rất phấn khởi. " * 4)
    assert figures(told)[1].period_kind == "year"
    assert figures(far)[1].period_kind == "none"


def test_a_year_of_birth_dates_no_other_day() -> None:
    one = figure("Chiều 20-5, công an khởi tố bị can A (sinh năm 1981), người đã lấy trộm 3 xe máy.", "3", published_on=None)
    assert one.period_start is None


def test_a_person_called_now_is_no_time() -> None:
    assert figure("Đại úy Hiện bắt giữ 3 đối tượng.").period_text is None
    assert figure("Hiện xã có 34 hộ nghèo.").period_text == "Hiện"
