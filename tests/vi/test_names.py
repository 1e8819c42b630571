"""Mentions of bodies and places: what is found, what part it plays, what a short form stands for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vi.entities.names import Organisation, find_organisations, find_title_organisation

# sentence, the mention expected, its role
FOUND = [
    ("Đảng bộ xã Nàn Sín đã kết nạp 9 đồng chí.", "Đảng bộ xã Nàn Sín", "subject"),
    ("Năm 2020, chi bộ xóm 6 kết nạp 2 đảng viên.", "chi bộ xóm 6", "subject"),
    ("Ban Thường vụ Huyện ủy Hòa Bình đã ban hành 12 văn bản.", "Ban Thường vụ Huyện ủy Hòa Bình", "subject"),
    ("Thành uỷ TP HCM đã kỷ luật 48 tổ chức đảng.", "Thành uỷ TP HCM", "subject"),
    ("UBND xã Hương Sơn hỗ trợ 30 hộ.", "UBND xã Hương Sơn", "subject"),
    ("Trường THCS Lê Lợi có 30 giáo viên.", "Trường THCS Lê Lợi", "subject"),
    ("Công an huyện Mộc Châu xử lý 12 vụ.", "Công an huyện Mộc Châu", "subject"),
    ("Hạt kiểm lâm huyện luôn quan tâm.", "Hạt kiểm lâm huyện", "subject"),
    ("Liên đoàn Lao động tỉnh hỗ trợ 200 công nhân.", "Liên đoàn Lao động tỉnh", "subject"),
    ("Tính đến nay, tỉnh Long An có 57 xã.", "tỉnh Long An", "subject"),
    ("Hơn 2.400 đảng viên ở TP HCM bị kỷ luật.", "TP HCM", "at"),
    ("500 đảng viên bị kỷ luật ở Đà Nẵng.", "Đà Nẵng", "at"),
    ("Hiện cả nước còn 16.500 người có công.", "cả nước", "subject"),
    ("Hiện toàn huyện đang quản lý 02 trại.", "toàn huyện", "subject"),
    ("tổng số đảng viên toàn huyện lên 1.154 đồng chí", "toàn huyện", "at"),
    ("Tại xã Đắk Som, năm 2017, có 20 hộ được hỗ trợ.", "xã Đắk Som", "at"),
    ("Hiện nay, trên địa bàn huyện Đăk R’Lấp có 63.567 ha.", "huyện Đăk R’Lấp", "at"),
    ("Ở xã Đắk R'Măng, huyện Đắk R'Lấp, có 12 hộ.", "huyện Đắk R'Lấp", "within"),
    ("Ông A, Bí thư Đảng ủy xã Thượng Nung cho hay.", "Đảng ủy xã Thượng Nung", "title"),
    ("Phó Bí thư Thường trực Huyện ủy Nguyễn Bá Út chủ trì.", "Huyện ủy", "title"),
    ("Bí thư Tỉnh uỷ Kiên Giang Nguyễn Thanh Nghị báo cáo.", "Tỉnh uỷ Kiên Giang", "title"),
    ("Giám đốc Sở Nông nghiệp - Phát triển nông thôn An Giang cho rằng.", "Sở Nông nghiệp - Phát triển nông thôn An Giang", "title"),
    ("Huyện được Trung ương bố trí 14,7 tỷ.", "Trung ương", "by"),
    ("vượt 62% chỉ tiêu huyện giao", "huyện", "by"),
    ("phòng Lao động - Thương binh và Xã hội quận 6 bị cảnh cáo", "phòng Lao động - Thương binh và Xã hội quận 6", "subject"),
    ("Uỷ ban Kiểm tra Quận uỷ quận 6 đã quyết định.", "Uỷ ban Kiểm tra Quận uỷ quận 6", "subject"),
    ("Xã Lê Hồng, huyện Thanh Miện, tỉnh Hải Dương có 12 thôn.", "huyện Thanh Miện", "within"),
    ("Huyện Mường Khương (Lào Cai) có 16 xã.", "Lào Cai", "within"),
    ("Phù Chẩn là xã của TX Từ Sơn.", "TX Từ Sơn", "of"),
    ("UBND các xã đã hỗ trợ 8,2 tỷ đồng.", "UBND các xã", "subject"),
    ("Quỹ vì người nghèo Trung ương tiếp nhận trên 43 tỷ đồng.", "Quỹ vì người nghèo Trung ương", "subject"),
    ("Đảng bộ Quân sự tỉnh đạt 61,90%.", "Đảng bộ Quân sự tỉnh", "subject"),
    ("Đảng ủy Khối các cơ quan tỉnh Lạng Sơn có 57 tổ chức.", "Đảng ủy Khối các cơ quan tỉnh Lạng Sơn", "subject"),
    ("Liên đoàn Lao động thành phố Hải Phòng hỗ trợ 200 công nhân.", "Liên đoàn Lao động thành phố Hải Phòng", "subject"),
    ("Trung đoàn 764 có 300 chiến sĩ.", "Trung đoàn 764", "subject"),
    ("Tỉnh Bà Rịa - Vũng Tàu có 12 xã.", "Tỉnh Bà Rịa - Vũng Tàu", "subject"),
    ("Năm 2017, quận Hai Bà Trưng có 94 công dân nhập ngũ.", "quận Hai Bà Trưng", "subject"),
    ("Năm 2016, Nhật Bản có 186 cảng cá.", "Nhật Bản", "subject"),
    ("Nga là thị trường lớn với 150.000 lượt khách.", "Nga", "subject"),
    ("Có 700 dân thường thiệt mạng tại Afghanistan.", "Afghanistan", "at"),
    ("Đảng bộ xã Vĩnh Mỹ B. Chất lượng được nâng lên.", "Đảng bộ xã Vĩnh Mỹ B", "subject"),
]

NOT_FOUND = [
    "an sinh xã hội được bảo đảm",
    "Chị Nguyễn Thị Nga trồng 3 ha cà phê, chị Nga thu 2 tấn",
    "Anh cho biết vườn có 300 cây",
    "ký 112 bản cam kết, giữ gìn bản sắc",
    "các tổ chức đoàn thể và toàn xã hội",
    "nâng cao năng lực lãnh đạo của đội ngũ cán bộ",
    "thành lập 12 chi bộ, giải thể 07 chi bộ",
    "đạt 100% thôn, 69/69 bản",
    "văn bản chỉ đạo, trụ sở làm việc",
    "theo tấm gương đạo đức Hồ Chí Minh",
    "TỔ CHỨC CHÍNH TRỊ - XÃ HỘI",
    "nông thôn mới, thị trường, hợp tác",
    "Anh Nguyễn Thái Bình có 12 ha cà phê",
    "đường trục xã được nhựa hóa",
    "tình trạng xóm, bản chưa có tổ chức Đảng",
    "ở xã, phường và thị trấn đã có 12 mô hình",
]


def by_text(found: list[Organisation], text: str) -> Organisation:
    mentions = [o for o in found if o.text == text]
    assert mentions, f"{text!r} not among {[o.text for o in found]}"
    return mentions[0]


@pytest.mark.parametrize(("sentence", "text", "role"), FOUND, ids=[row[1] for row in FOUND])
def test_found(sentence: str, text: str, role: str) -> None:
    mention = by_text(find_organisations(sentence, None), text)
    assert mention.role == role
    assert sentence[mention.start : mention.end] == text


@pytest.mark.parametrize("sentence", NOT_FOUND)
def test_not_found(sentence: str) -> None:
    assert [o.text for o in find_organisations(sentence, None)] == []


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Huyện Hòa Bình đổi mới\nTrong 5 năm qua, huyện đã kết nạp 424 đảng viên.", "huyện", "Huyện Hòa Bình"),
        ("Đảng bộ tỉnh Kiên Giang chú trọng.\nToàn Đảng bộ đã phát triển 11.507 đảng viên.", "Toàn Đảng bộ", "Đảng bộ tỉnh Kiên Giang"),
        ("Bí thư chi bộ xóm 6 cho biết: Xóm có 259 hộ.", "Xóm", "xóm 6"),
        ("Bí thư Huyện ủy Lạc Dương cho biết: Huyện có 12 xã.", "Huyện", "huyện Lạc Dương"),
        ("Chi bộ xóm 6 của xóm 6.\nXóm có 259 hộ.", "Xóm", "xóm 6"),
        ("Tại An Giang, 6 tháng đầu năm 2017 toàn tỉnh có 21 xã.", "toàn tỉnh", "An Giang"),
        ("Thành uỷ Đà Nẵng báo cáo.\nNăm qua, Thành uỷ kỷ luật 48 tổ chức.", "Thành uỷ", "Thành uỷ Đà Nẵng"),
        ("Trung tâm Y tế huyện Mộc Châu có 30 bác sĩ.\nTrung tâm Văn hóa huyện mở 2 lớp.", "Trung tâm Văn hóa huyện", None),
        ("Tin vắn\nHôm nay, toàn Đảng bộ kết nạp 3 đảng viên. Đảng bộ xã A Lưới họp.", "toàn Đảng bộ", None),
    ],
)
def test_short_form_stands_for_what_is_printed(text: str, short: str, full: str | None) -> None:
    assert by_text(find_organisations(text, text.split("\n", maxsplit=1)[0]), short).full == full


def test_a_full_stop_ends_a_name_unless_it_abbreviates() -> None:
    assert [o.text for o in find_organisations("Đảng bộ cơ sở. Kết quả tốt. TP. Hồ Chí Minh họp.", None)] == [
        "Đảng bộ cơ sở",
        "TP. Hồ Chí Minh",
    ]


def test_place_of_a_short_body() -> None:
    mention = by_text(find_organisations("Xã Nàn Sín đổi mới.\nĐảng ủy xã đã giao chỉ tiêu.", None), "Đảng ủy xã")
    assert (mention.full, mention.place) == (None, "Xã Nàn Sín")


def test_misprint_takes_the_spelling_of_the_title() -> None:
    text = "Đảng bộ xã Nàn Sín: Chú trọng\nĐến nay, Đảng bỗ xã Nàn Sín có 74 đảng viên."
    assert by_text(find_organisations(text, "Đảng bộ xã Nàn Sín: Chú trọng"), "Đảng bỗ xã Nàn Sín").full == "Đảng bộ xã Nàn Sín"


def test_bare_name_of_a_place_named_elsewhere() -> None:
    text = "Phù Chẩn, điển hình ở Bắc Ninh\nNăm 2014, Phù Chẩn đạt 16/19 tiêu chí. Chủ tịch UBND xã Phù Chẩn chia sẻ."
    found = [o for o in find_organisations(text, None) if o.text == "Phù Chẩn"]
    assert [o.level for o in found] == ["commune", "commune"]


def test_plural_and_counted_things() -> None:
    found = find_organisations("Các đảng bộ xã, thị trấn của huyện có 12 chi bộ.", None)
    assert [(o.text, o.is_plural) for o in found if o.is_plural] == [("đảng bộ xã, thị trấn", True)]
    assert "chi bộ" not in [o.text for o in found]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Đảng bộ huyện Nậm Nhùn: Chú trọng công tác tổ chức", "Đảng bộ huyện Nậm Nhùn"),
        ("Hơn 2.400 đảng viên ở TP HCM bị kỷ luật", "TP HCM"),
        ("HUYỆN ỦY ĐẮK R’LẤP: Tổ chức Hội nghị", "HUYỆN ỦY ĐẮK R’LẤP"),
        ("Phó thủ tướng yêu cầu xây nhà ở cho người có công", None),
    ],
)
def test_title_organisation(title: str, text: str | None) -> None:
    found = find_title_organisation(title)
    assert (found.text if found else None) == text


@given(st.text(alphabet="Đảng bộ xã huyện Nàn Sín 6, toàn.\n’'R-Lấp UBND các", max_size=60))
def test_spans_slice_to_their_text_and_never_overlap(text: str) -> None:
    found = find_organisations(text, None)
    assert all(text[o.start : o.end] == o.text for o in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_company_known_by_its_letters_acts() -> None:
    text = "SGV Technology đã ký 2 gói thầu. Đến nay, SGV Technology đã bàn giao 100% thiết bị."
    assert [(one.text, one.kind, one.role) for one in find_organisations(text, None)] == [("SGV Technology", "company", "subject")] * 2


def test_letters_of_measures_and_programmes_are_no_company() -> None:
    assert not find_organisations("GDP tăng 6%. GDP đã vượt kế hoạch, FDI cũng đạt khá, FDI đã tăng.", None)


def test_a_publishing_house_is_no_village() -> None:
    assert "bản" not in [one.head for one in find_organisations("Nhà xuất bản Chính trị đã in 88 đầu sách.", None)]


def test_a_company_is_named_with_its_trade() -> None:
    found = find_organisations("Công ty xe tơ - dệt lụa Hà Vân có 11 đảng viên. Công ty May tặng Trường Tiểu học A 5 máy.", None)
    assert [one.text for one in found] == ["Công ty xe tơ - dệt lụa Hà Vân", "Công ty May", "Trường Tiểu học A"]


@pytest.mark.parametrize("text", ["Khối Liên minh châu Âu có 27 nước.", "Trong khối Quân đội có 34 đơn vị.", "Khối NATO có 30 nước."])
def test_a_block_of_states_or_troops_is_no_village(text: str) -> None:
    assert not [one for one in find_organisations(text, None) if one.text.lower().startswith("khối")]


def test_a_village_named_with_khoi_is_still_one() -> None:
    assert [one.text for one in find_organisations("Tại khối Liên Sơn có 30 hộ.", None)] == ["khối Liên Sơn"]
