"""General local news: what pages on households, credit, traffic and titles of villages print."""

from __future__ import annotations

from datetime import date

from extracted import figures

TITLE = "Huyện Mường Khê phát triển kinh tế"


def test_a_title_that_villages_win_holds_nothing() -> None:
    text = "Thị trấn Nậm Cắn có 5/5 ấp đạt chuẩn “Ấp văn hóa” và 10/10 cơ quan văn hóa; 100% hộ dân dùng điện."
    assert {one.organisation for one in figures(text, title=TITLE)} == {"Thị trấn Nậm Cắn"}


def test_a_year_behind_a_bracket_opens_the_next_clause() -> None:
    text = "Số hộ văn hóa năm 2018 là 3.341 (tỷ lệ 87,7%), năm 2019 đăng ký 3.486 hộ."
    assert [one.period_start for one in figures(text)] == [date(2018, 1, 1), date(2018, 1, 1), date(2019, 1, 1)]


def test_words_in_a_closed_bracket_open_no_parts() -> None:
    text = "Trong tháng 5, xảy ra 2 vụ làm 9 người chết. Từ đầu năm đến nay xảy ra 51 vụ (bao gồm cả va chạm), làm 12 người chết."
    assert figures(text)[-1].period_kind == "to_date"


def test_a_group_in_a_hamlet_is_a_name() -> None:
    assert [one.span_text for one in figures("Tổ 6 ấp Bình An có 12 hộ.")] == ["12"]


def test_a_recognition_without_a_time_is_when_the_sentence_says() -> None:
    text = "Tính đến nay, toàn xã có 2.718 hộ đăng ký; 2.590 hộ đạt tiêu chuẩn văn hóa."
    assert [one.period_text for one in figures(text)] == ["Tính đến nay", "Tính đến nay"]


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.span_text, one.indicator, one.organisation) for one in figures(text, title=TITLE)]


def test_rows_of_places_count_what_the_line_above_them_names() -> None:
    rows = told("Số hộ nghèo theo xã:\n- Xã Nậm Cắn: 45\n- Tà Cạ: 34")
    assert rows == [("45", "poor_households", "Xã Nậm Cắn"), ("34", "poor_households", "Tà Cạ")]
    assert told("Tỷ lệ hộ nghèo các xã\nNậm Cắn 12,5%\nTà Cạ 8,4%")[1] == ("8,4%", "poverty_rate", "Tà Cạ")


def test_each_column_counts_what_its_heading_names() -> None:
    rows = told("Kết quả rà soát\nXã Hộ nghèo Hộ cận nghèo\nNậm Cắn 45 67\nTà Cạ 34 12")
    assert [one[1] for one in rows] == ["poor_households", "near_poor_households"] * 2
    assert [one[2] for one in rows] == ["Nậm Cắn", "Nậm Cắn", "Tà Cạ", "Tà Cạ"]


def test_lines_under_a_told_sentence_are_no_table() -> None:
    assert {one[1] for one in told("Ông Bình kể chuyện hộ nghèo.\nNậm Cắn 45\nTà Cạ 34")} == {"other"}


def test_a_title_speaks_of_the_smaller_place_behind_its_colon() -> None:
    (one,) = figures("Tỷ lệ hộ nghèo còn 3%.", title="Huyện Mường Khê: Xã Nậm Cắn đạt chuẩn nông thôn mới")
    assert one.organisation == "Xã Nậm Cắn"


def test_what_is_said_of_so_many_out_of_a_whole_is_said_of_the_first() -> None:
    assert [one[1] for one in told("Toàn huyện có 44 xã /104 xã đạt chuẩn nông thôn mới.")] == [
        "new_rural_communes",
        "administrative_units",
    ]


def test_what_is_told_of_one_of_them_is_a_rate_and_its_base_no_figure() -> None:
    (one,) = figures("Giá trị sản xuất trên 1 ha đạt 100 triệu đồng.")
    assert (one.span_text, one.measure) == ("100 triệu", "rate")
    assert figures("Bình quân đất nông nghiệp cho 01 lao động còn thấp.") == []
    assert [one.span_text for one in figures("Có trên 1 ha lúa bị ngập, trao nhà cho 1 hộ nghèo.")] == ["1", "1"]


def test_one_of_every_so_many_is_a_rate() -> None:
    (one,) = figures("Cứ 2 hộ thì có 1 hộ nghèo.")
    assert (one.span_text, one.measure) == ("1", "rate")


def test_money_for_each_thing_is_a_rate_whatever_the_thing() -> None:
    rows = figures("Hỗ trợ 5 triệu đồng/căn, thưởng 2 triệu đồng/giải, thu 3 tỷ đồng/năm.")
    assert [one.measure for one in rows] == ["rate", "rate", "amount"]


def test_kinds_of_fields_and_of_teaching_and_the_end_of_a_quoted_name_count_nothing() -> None:
    assert figures("Xã trồng lúa 2 vụ, trường phải học 3 ca, nhà trường diễn vở “Đêm trăng 2” hằng tuần.") == []


def test_visits_are_made_whatever_stands_before_them() -> None:
    (one,) = figures("Trong quý III năm 2017, các điểm do huyện Yên Khánh quản lý đã đón 538.280 lượt khách.")
    assert one.period_kind == "quarter"


def test_pupils_are_no_slice_of_pupils_nor_new_rural_communes_of_the_country() -> None:
    rows = figures("Toàn huyện tăng 1.900 học sinh, trong đó tiểu học tăng 1.200 học sinh; 50% số xã đạt chuẩn nông thôn mới.")
    assert {"1.900", "1.200", "50%"} <= {one.span_text for one in rows}
    assert all("occupation" not in one.breakdown and "area" not in one.breakdown for one in rows)


def test_the_whole_country_by_its_name_is_a_holder() -> None:
    (one,) = figures("Toàn Việt Nam có 53 dân tộc.")
    assert one.organisation == "Việt Nam"


def test_what_a_body_does_is_no_part_of_its_name() -> None:
    (one,) = figures("Trung tâm Kỹ thuật Tài nguyên và Môi trường tổ chức 3 lớp.")
    assert one.organisation == "Trung tâm Kỹ thuật Tài nguyên và Môi trường"
    text = "Trung tâm Bảo tồn Di sản Hội An có 3 phòng. Các điểm do Trung tâm quản lý đã đón 300 khách."
    assert {one.organisation for one in figures(text)} == {"Trung tâm Bảo tồn Di sản Hội An"}


def test_a_class_by_its_size_is_no_figure() -> None:
    text = "Tỉnh có 5.664 tàu cá: dưới 6m: 271 chiếc; từ 6 đến dưới 12m: 912 chiếc; từ 12 - 15 m: 56 chiếc; từ 24m trở lên: 174 chiếc."
    assert [one.span_text for one in figures(text)] == ["5.664", "271", "912", "56", "174"]


def test_points_that_are_there_are_places_and_points_that_are_scored_are_not() -> None:
    points, _ = figures("Huyện có 87 điểm và 11 xã bỏ phiếu xong.")
    assert (points.measure, points.unit) == ("count", "item")
    assert [one.unit for one in figures("Toàn tỉnh xếp thứ 3, có 68 điểm.")] == ["point"]


def test_over_so_many_is_a_qualifier_and_a_base_only_behind_a_rate() -> None:
    text = "Hội thi thu hút trên 1.000 người, trao quà cho trên 100 trẻ em; bão làm chết trên 100 người."
    assert [(one.span_text, one.qualifier) for one in figures(text)] == [("1.000", "over"), ("100", "over"), ("100", "over")]
    rates = figures("Tỉnh đạt 9,5 bác sĩ/vạn dân, 25 giường bệnh trên 1 vạn dân; tỷ suất sinh là 12 ca trên 1.000 người.")
    assert [(one.span_text, one.measure) for one in rates] == [("9,5", "rate"), ("25", "rate"), ("12", "rate")]


def test_ships_of_a_power_are_counted_not_their_power() -> None:
    rows = figures("Tỉnh có 5.242 chiếc, trong đó tàu có công suất từ 90CV trở lên 1.392 chiếc.")
    assert [one.span_text for one in rows] == ["5.242", "1.392"]


def test_families_rewarded_after_others_are_no_households_of_the_place() -> None:
    rows = figures("Huyện khen thưởng cho 11 tập thể, 13 gia đình.")
    assert [one.indicator for one in rows] == ["other", "other"]


def test_better_than_the_same_season_before_is_a_change_not_dated_by_it() -> None:
    (one,) = figures("Năng suất cao hơn cùng vụ năm ngoái gần 0,5 tấn/ha.")
    assert (one.measure, one.direction, one.period_text) == ("change", "up", None)


def test_councils_of_a_level_and_traffic_police_hold_nothing() -> None:
    text = "Toàn tỉnh có 93 đơn vị bầu cử đại biểu HĐND cấp huyện, 1.680 đơn vị bầu cử đại biểu HĐND cấp xã."
    assert {one.organisation for one in figures(text)} == {"Toàn tỉnh"}
    patrol = figures("Trên địa bàn huyện Yên Khánh xảy ra 2 vụ. Lực lượng cảnh sát giao thông đã tổ chức 187 ca tuần tra.")
    assert {one.organisation for one in patrol} == {"huyện Yên Khánh"}


def test_a_number_said_again_in_words_is_one() -> None:
    text = "Tổng chi 2.500.000đ (Hai triệu, năm trăm nghìn đồng), hỗ trợ 12 hộ nghèo (2 hộ mới)."
    assert [one.span_text for one in figures(text)] == ["2.500.000", "12", "2"]


def test_what_is_there_now_does_not_date_what_was_done() -> None:
    text = "Trong 6 tháng đầu năm 2024, sản xuất tăng 7%. Hiện huyện có 6 xã đạt chuẩn. Thu ngân sách được 285 tỷ đồng."
    assert [one.period_kind for one in figures(text)] == ["range", "as_of", "range"]
