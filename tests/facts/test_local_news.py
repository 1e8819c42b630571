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
