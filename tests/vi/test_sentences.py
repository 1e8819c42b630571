"""Sentences: where they end, and where a stop ends nothing."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.sentences import find_sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_sentences(text)]


# Sentences are parted by |; the text under test has a blank there unless the mark says otherwise (¦ none, ¶ line break).
CASES = [
    "Xã có 74 đảng viên.|Huyện có 1.023 hộ.",
    "Đại hội bế mạc./.|Tin: Nam",
    "Đảng bộ huyện vững mạnh. /.|Bài sau",
    "Nhiều chuyến bay tiếp theo.¦Huyện đã chỉ đạo.",
    "chí hướng phấn đấu vào Đảng...¦Trước những khó khăn trên, Đảng ủy đã họp.",
    "Hồi năm... 1969, làng còn nghèo.|Nay đã khác.",
    "Ông Q. chưa nhận được tiền.|Ông kiện.",
    "Theo TS. Nguyễn Hà và PGS.TS. Lê Nam, TP. HCM nóng lên.|TP.HCM có 24 quận.",
    "Báo cáo của Th.S Lê Hùng, đ/c. Nam và Nxb. Trẻ.|Hết.",
    "Chỉ thị số 05-CT/TW ngày 30.5.2019 của Bộ Chính trị.|Quy định 08-QĐ/TU của Tỉnh ủy.",
    "Thứ năm, 23/11/2023 - 19:55'|¶Đảng bộ huyện luôn quan tâm.",
    "Xem tại https://baoninhbinh.org.vn/dang-bo.htm nhé.|Cảm ơn.",
    "Theo VOV.VN, vov.vn và Zing.vn đưa tin.|Hết.",
    "Đảng bộ xã Vĩnh Hậu, Đảng bộ xã Vĩnh Mỹ B.|Chất lượng đảng viên được nâng lên.",
    "Bà H. Nguyễn nói.|George W. Bush đã đến.",
    "Thu 2 tỷ đồng; chi 1 tỷ đồng; còn 1 tỷ đồng.|Huyện khen.",
    "Ông nói: “Chúng tôi đã làm.”|Sau đó ông về.",
    "“Bao giờ xong?” - ông hỏi.|“Sắp rồi!” là câu đáp.",
    "Bán lúa, ngô, khoai, v.v. cho thương lái.|Các xã có gạo, ngô, v.v.|Huyện có chè.",
    "Hỗ trợ bơ, xoài, mít… cho các hộ.|Nhiều hộ vui…|Có hộ giàu.",
    "1. Tình hình chung¶2. Kết quả đạt được.|Cụ thể: xã đạt 19 tiêu chí.",
    "a) Về thu ngân sách¶- Thu 5 tỷ đồng.¶+ Chi 3 tỷ đồng",
    "Năm 2018.|39 người bị khai trừ.",
    "Vụ việc xảy ra ở P. Bến Nghé, Q. 1.|Công an vào cuộc.",
    "Lãi suất 5.5% / năm, tăng 0.5%.|Hết.",
    "Ngã xuống sông .|Phượt thủ đã mất.",
    "Đoạn một không có dấu¶Đoạn hai cũng vậy",
]


@pytest.mark.parametrize("case", CASES)
def test_where_sentences_end(case: str) -> None:
    text = case.replace("|¶", "\n").replace("¶", "\n").replace("|", " ").replace("¦", "")
    wanted = [part for part in case.replace("|¶", "|").replace("¶", "|").replace("¦", "|").split("|") if part]
    assert split(text) == wanted


ABBREVIATIONS = read_lexicon("abbreviations", ("surface", "example", "source"))


@pytest.mark.parametrize("row", ABBREVIATIONS, ids=[row["surface"] for row in ABBREVIATIONS])
def test_each_abbreviation_of_the_lexicon(row: dict[str, str]) -> None:
    text = f"{row['example']} Câu sau."
    assert f"{row['surface']}. " in text.lower()
    assert split(text) == [row["example"], "Câu sau."]


@given(st.text(alphabet="abcĐTP. .,;!?…\n\"”'0123/-", max_size=80))
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    spans = find_sentences(text)
    assert spans == sorted(spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    inside = {place for span in spans for place in range(span.start, span.end)}
    assert all(place in inside for place, char in enumerate(text) if char.isalnum())
    assert all("\n" not in text[span.start : span.end] for span in spans)
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() != "" for span in spans)


@pytest.mark.parametrize("text", ["." * 50000, ". " * 25000, "A. " * 20000, "a.B" * 20000, ". (" * 20000, "/" * 50000, "…" * 50000])
def test_broken_text_is_split_in_linear_time(text: str) -> None:
    started = process_time()
    find_sentences(text)
    assert process_time() - started < 5
