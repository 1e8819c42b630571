"""A document to an article: rejections with their reasons, metadata from containers, metrics."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tasks.text.blocks import MOST_LINES
from tasks.text.cleaning import clean_document
from tasks.text.records import LARGEST_DOCUMENT, CleanedDocument, RawDocument, Rejection

BODY = [
    "Đến nay, toàn xã có 1.250 hộ dân, trong đó 86 hộ nghèo, chiếm 6,9%.",
    "Những năm qua, cấp ủy luôn quan tâm bồi dưỡng quần chúng ưu tú để kết nạp vào Đảng.",
    "Năm 2022, Đảng bộ huyện kết nạp 145 đảng viên, đạt 103,5% kế hoạch được giao.",
]


def raw(text: str | bytes, kind: str = "txt", **hints: str) -> RawDocument:
    data = text.encode() if isinstance(text, str) else text
    return RawDocument("file:///a.txt", "file:///a.txt", kind, data, hints)  # type: ignore[arg-type]


def article_of(document: RawDocument) -> CleanedDocument:
    cleaned = clean_document(document)
    assert isinstance(cleaned, CleanedDocument), cleaned
    return cleaned


ENGLISH = "The quick brown fox jumps over the lazy dog near the bank of the river, and then it goes home to sleep.\n" * 6
LIST_PAGE = "\n".join(
    f"Tiêu đề bài viết số {number} của chuyên mục\n0{number}/05/2023\n"
    f"Huyện vừa tổng kết công tác năm thứ {number}, đạt nhiều kết quả trên các lĩnh vực..."
    for number in range(1, 9)
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("   \n\u200b\n\u00a0\n", "empty"),
        (ENGLISH, "language"),
        ("Trang chủ\nĐăng nhập\nLiên hệ\nTin tức\n", "no_article"),
        ("404\nKhông tìm thấy trang bạn yêu cầu. Vui lòng kiểm tra lại đường dẫn.\nTrang chủ", "no_article"),
        (LIST_PAGE, "no_article"),
        ("Q2jhbmcgYm8gaHV5ZW4gbmFtIG5odW4gbHVvbiBxdWFuIHRhbSBsYW5oIGNoaSBkYW8gdGh1YyBoaWVuIHRvdCBjb25nIHRhYw\n" * 12, "scrambled"),
        (bytes(range(256)) * 30, "undecodable"),
        (b"a" * (LARGEST_DOCUMENT + 1), "too_large"),
        ("a\n" * (MOST_LINES + 1), "too_large"),
    ],
)
def test_rejections(text: str | bytes, reason: str) -> None:
    rejection = clean_document(raw(text))
    assert isinstance(rejection, Rejection)
    assert (rejection.reason, bool(rejection.detail)) == (reason, True)


@pytest.mark.parametrize("counter", ["Đọc 390 lượt", "Đã đọc: 390 lượt", "Lượt xem: 390"])
def test_the_counter_of_readers(counter: str) -> None:
    sentence = "Đảng bộ xã có 74 đảng viên sinh hoạt tại 9 chi bộ, trong đó có 7 chi bộ thôn và 2 chi bộ cơ quan. " * 4
    cleaned = clean_document(RawDocument("file:///a", "file:///a", "txt", f"Đảng bộ xã lớn mạnh\n{counter}\n{sentence}".encode()))
    assert isinstance(cleaned, CleanedDocument)
    assert cleaned.article.view_count == 390
    assert "390" not in cleaned.article.text


def test_a_stamp_on_the_line_of_the_title() -> None:
    article = article_of(raw("Xã Tân Phong kỷ niệm ngày thành lập Hội (15:18 05/12/2017)\n" + "\n".join(BODY))).article
    assert article.title == "Xã Tân Phong kỷ niệm ngày thành lập Hội"
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2017-12-05T15:18:00+07:00"


def test_a_stamp_before_the_first_words() -> None:
    article = article_of(raw("date 2025-08-19 " + "\n".join(BODY))).article
    assert (article.published_on, article.text.startswith("Đến nay")) == (date(2025, 8, 19), True)


def test_an_english_counter_beside_the_date() -> None:
    page = "TIN XÃ - THỊ TRẤN\n\nXã Tân Phong thoát nghèo\nPublish date 07/07/2020 | 10:54  | View count: 558\n" + "\n".join(BODY)
    article = article_of(raw(page)).article
    assert (article.view_count, article.author) == (558, None)


def test_every_reason_is_in_the_list() -> None:
    with (Path(__file__).parents[2] / "seeds" / "reasons.csv").open(encoding="utf-8") as file:
        known = {row["code"] for row in csv.DictReader(file)}
    assert {"empty", "undecodable", "language", "no_article", "scrambled", "too_large", "unsafe_archive", "broken_container"} <= known


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(BODY[:1]) + " Bà con rất phấn khởi trước kết quả đạt được trong năm qua.",
        "Xã Tân Phong thoát nghèo\n" + BODY[0],
        "\n".join([*BODY, "404 hộ đã thoát nghèo."]),
        "Ket qua giam ngheo nam 2022 cua xa Tan Phong\n"
        "Den nay toan xa co 1.250 ho dan, trong do co 86 ho ngheo, va nguoi dan deu phan khoi voi ket qua nay.",
    ],
)
def test_real_articles_are_not_rejected(text: str) -> None:
    assert article_of(raw(text)).article.text.count("\n") == text.count("\n")


def test_metrics() -> None:
    text = "Xã Tân Phong vươn lên thoát nghèo\n\n" + "\n".join(BODY)
    article = article_of(raw(text)).article
    assert article.title == "Xã Tân Phong vươn lên thoát nghèo"
    assert article.lead == BODY[0]
    assert (article.paragraph_count, article.sentence_count) == (3, 3)
    assert article.word_count == len(article.text.split())
    assert (article.raw_bytes, article.raw_lines, article.text_chars) == (len(text.encode()), 5, len(article.text))
    assert article.boilerplate_share == 0.0


def test_hints_fill_what_the_page_does_not_say() -> None:
    article = article_of(raw("\n".join(BODY), url="https://www.bao.vn/2023/05/04/a.htm", title="Xã Tân Phong thoát nghèo")).article
    assert (article.source_url, article.source_host) == ("https://www.bao.vn/2023/05/04/a.htm", "bao.vn")
    assert (article.published_on, article.published_at, article.published_rule) == (date(2023, 5, 4), None, "url")
    assert article.title == "Xã Tân Phong thoát nghèo"


def test_date_on_the_page_wins_over_hints() -> None:
    lines = ["Xã Tân Phong vươn lên thoát nghèo", "Thứ Tư, 24/06/2020, 14:50", *BODY]
    article = article_of(raw("\n".join(lines), date="2021-01-01")).article
    assert (article.published_on, article.published_rule) == (date(2020, 6, 24), "dateline")


def test_broken_sentence_is_one_block_with_its_raw_lines() -> None:
    lines = ["Xã Tân Phong vươn lên thoát nghèo", "Sáng ngày", "2/7", ", tại xã", "Hưng Bình", ", huyện đã tổ chức hội nghị.", *BODY]
    document = article_of(raw("\n".join(lines)))
    assert document.article.text.split("\n")[1] == "Sáng ngày 2/7, tại xã Hưng Bình, huyện đã tổ chức hội nghị."
    assert [(block.line_start, block.line_end) for block in document.blocks][1] == (2, 6)


def test_a_headline_stays_apart_from_the_wrapped_text_below_it() -> None:
    lines = [
        "31/10/2023",
        "Tân Phong: Gặp mặt cán bộ phụ nữ qua các thời kỳ của xã nhân ngày 20-10",
        "Từ ngày 14/10 đến 20/10/2023, bốn chi hội phụ nữ của",
        "xã đều họp mặt, ôn lại truyền thống của phụ nữ và",
        "tặng quà cho các hội viên gặp khó khăn trong đời sống",
        "thường ngày của thôn.",
    ]
    article = article_of(raw("\n".join(lines))).article
    assert article.title == lines[1]
    assert article.published_on == date(2023, 10, 31)
    assert article.text.split("\n")[1].startswith("Từ ngày 14/10 đến 20/10/2023, bốn chi hội phụ nữ của xã đều họp mặt")


def test_the_outline_of_a_portrait_is_no_headline() -> None:
    lines = ["ĐIỀU KIỆN TỰ NHIÊN VÀ KINH TẾ CỦA XÃ", "I- Điều kiện tự nhiên:", "1- Vị trí địa lý:", *BODY]
    assert article_of(raw("\n".join(lines))).article.title == lines[0]


def test_the_name_of_a_place_is_the_headline_of_its_portrait() -> None:
    lines = ["Xã Khánh An", "", "1. Dân số: Toàn xã có 10 dân tộc với 2.939 hộ và 11.925 khẩu sinh sống ở 20 thôn trải dài bên sông."]
    assert article_of(raw("\n".join(lines))).article.title == lines[0]


def test_a_headline_with_a_name_and_a_colon_may_end_in_a_full_stop() -> None:
    lines = ["Mường Khê: Tăng hơn 1.900 học sinh so với năm học trước.", *BODY]
    assert article_of(raw("\n".join(lines))).article.title == lines[0]


def test_votes_headlines_in_a_row_and_readings_are_no_text() -> None:
    row = "Thành phố có thêm một sản phẩm du lịch mới [Infographic]: Những địa điểm không thể bỏ qua khi đến biển |"
    page = ["41 người đã bình chọn", "Xã Khánh An khởi công nhà văn hóa thôn", "Đăng ngày: 02-08-2019; 492 lần đọc", row, *BODY]
    article = article_of(raw("\n".join(page))).article
    assert (article.title, article.view_count) == (page[1], 492)
    assert "bình chọn" not in article.text
    assert row[:30] not in article.text


def test_a_blank_before_a_colon_below_the_first_sentence_is_no_fault() -> None:
    text = "\n".join(["Xã Nà Tông họp bàn việc cuối năm", BODY[0], "Bản Nậm : Các hộ cùng nhau làm đường ra nương rẫy mới", *BODY[1:]])
    assert "Bản Nậm : Các hộ" in article_of(raw(text)).article.text


def test_of_two_headlines_that_say_the_same_the_fuller_one_is_the_title() -> None:
    fuller, again = "Hội Phụ nữ huyện Mường Khê tổng kết phong trào thi đua", "Hội Phụ nữ huyện tổng kết phong trào thi đua"
    article = article_of(raw("\n".join(["Trang chủ", fuller, again, *BODY]))).article
    assert article.title == fuller
    assert again not in article.text.split("\n")


def test_the_line_right_below_the_date_is_the_title_not_the_one_under_it() -> None:
    title, under = "Kết quả xử lý đơn thư tuần 4 tháng 5", "Kết quả tiếp nhận đơn của Thanh tra huyện"
    text = "\n".join(["Kết quả xử lý đơn thư", "(26.07.2019 14:14)", title, under, *BODY])
    assert article_of(raw(text)).article.title == title


def test_a_text_without_full_stops_has_a_sentence() -> None:
    lines = [line.rstrip(".") + ";" for line in BODY]
    assert article_of(raw("Xã Tân Phong vươn lên thoát nghèo\n\n" + "\n".join(lines))).article.sentence_count == 1
