"""Places: official codes by what stands around a name; a wrong code is worse than none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.facts.document.records import ArticlePlace, ArticleText
from tasks.facts.places.index import BEFORE, SINCE, place_index, province_of_host, unmarked
from tasks.facts.places.places import resolve_places
from tasks.vi.gazetteer.place_names import place_key


def resolve(text: str, title: str | None = None, host: str | None = None, published: date | None = None) -> dict[str, ArticlePlace]:
    rows, _ = resolve_places(ArticleText("a", text, title, published, host))
    return {row.name: row for row in rows}


def code_and_rule(row: ArticlePlace) -> tuple[str | None, str]:
    return row.place_code, row.place_rule


@pytest.mark.parametrize(
    ("text", "name", "code", "rule"),
    [
        ("Xã Nàn Sín có 74 đảng viên.", "Nàn Sín", "02836", "unique_name"),
        ("Xã Nàn Xín có 74 đảng viên.", "Nàn Xín", "02836", "unique_name"),
        ("Xã Tân Lập, huyện Mộc Châu có 500 hộ.", "Tân Lập", "03997", "by_district"),
        ("Huyện Mộc Châu đổi mới. Xã Tân Lập có 500 hộ.", "Tân Lập", "03997", "by_district"),
        ("Xã Tân Lập (Mộc Châu, Sơn La) có 500 hộ.", "Tân Lập", "03997", "by_district"),
        ("Huyện Châu Thành (Kiên Giang) có 12 xã.", "Châu Thành", "905", "by_province"),
        ("Xã Tân Lập có 500 hộ.", "Tân Lập", None, "ambiguous"),
        ("Huyện Châu Thành, tỉnh Kiên Giang có 12 xã.", "Châu Thành", "905", "by_province"),
        ("Huyện Châu Thành có 12 xã.", "Châu Thành", None, "ambiguous"),
        ("Tại phường 11, quận 6, TP HCM có 7 vụ.", "11", "27364", "by_district"),
        ("Tại phường 11 có 7 vụ.", "11", None, "ambiguous"),
        ("Huyện Đăk R’lấp có 63.567 ha.", "Đăk R’lấp", "666", "unique_name"),
        ("HUYỆN ĐẮK R'LẤP có 63.567 ha.", "ĐẮK R'LẤP", "666", "unique_name"),
        ("Huyện Hoà Bình có 2.804 đảng viên.", "Hoà Bình", "961", "unique_name"),
        ("Thành phố Hòa Bình có 2.804 đảng viên.", "Hòa Bình", "148", "unique_name"),
        ("Tỉnh Hòa Bình có 2.804 đảng viên.", "Hòa Bình", "17", "unique_name"),
        ("Xã Không Có Thật có 12 hộ.", "Không Có Thật", None, "unknown"),
        ("Xã Tân Lập, huyện Krông Nô có 500 hộ.", "Tân Lập", None, "outside_context"),
    ],
)
def test_rules(text: str, name: str, code: str | None, rule: str) -> None:
    assert code_and_rule(resolve(text)[name]) == (code, rule)


def test_host_decides_what_the_text_leaves_open() -> None:
    text = "Huyện Châu Thành có 12 xã."
    assert code_and_rule(resolve(text, host="baokiengiang.vn")["Châu Thành"]) == ("905", "by_host")


def test_title_decides_between_provinces_the_text_names() -> None:
    text = "Tỉnh Kiên Giang phát triển\nHuyện Châu Thành có 12 xã; so với tỉnh Bến Tre thì cao hơn."
    assert code_and_rule(resolve(text, title="Tỉnh Kiên Giang phát triển")["Châu Thành"]) == ("905", "by_title")


def test_communes_of_the_text_decide_between_districts() -> None:
    text = "Huyện Châu Thành họp. Xã Bình An và xã Giục Tượng, xã Mong Thọ A đạt chuẩn."
    assert code_and_rule(resolve(text)["Châu Thành"]) == ("905", "by_members")


def test_marks_left_out_are_found_in_the_district_the_text_names() -> None:
    text = "Huyện Si Ma Cai có 10 xã. Xã Nan Sin có 74 đảng viên."
    assert code_and_rule(resolve(text)["Nan Sin"]) == ("02836", "by_spelling")


def test_short_unique_name_is_not_trusted_against_the_province_of_the_article() -> None:
    assert code_and_rule(resolve("Tỉnh Kiên Giang mời xã Trung Hoá dự.")["Trung Hoá"]) == (None, "outside_context")


def test_code_since_the_reform() -> None:
    assert resolve("Xã Nàn Sín có 74 đảng viên.")["Nàn Sín"].place_code_2025 == "02824"
    assert resolve("Tỉnh Kiên Giang có 12 xã.")["Kiên Giang"].place_code_2025 == "91"
    after = resolve("Phường Ba Đình, thành phố Hà Nội có 12 chi bộ.", published=date(2025, 9, 1))["Ba Đình"]
    assert (after.place_code, after.place_code_2025) == (None, "00004")


def test_place_of_an_organisation() -> None:
    text = "Đảng bộ xã Nàn Sín\nĐảng bộ xã Nàn Sín có 74 đảng viên. Toàn Đảng bộ xã kết nạp 9 đồng chí. "
    text += "Chi bộ xóm 6 có 12 đảng viên. Cả nước có 5 triệu."
    _, place_of = resolve_places(ArticleText("a", text, "Đảng bộ xã Nàn Sín", None, None))
    assert place_of("Đảng bộ xã Nàn Sín") == ("02836", "unique_name")
    assert place_of("Toàn Đảng bộ xã") == ("02836", "unique_name")
    assert place_of("Chi bộ xóm 6") == (None, "below_commune")
    assert place_of("Cả nước") == (None, "country")
    assert place_of(None) == (None, "no_organisation")
    assert place_of("mỗi chi bộ") == (None, "unknown")


def test_mentions_are_counted() -> None:
    assert resolve("Xã Nàn Sín họp. Đảng bộ xã Nàn Sín có 74 đảng viên.")["Nàn Sín"].mention_count == 2


@pytest.mark.parametrize(
    ("host", "code"),
    [("baolaocai.vn", "10"), ("laocai.gov.vn", "10"), ("m.baohaiduong.vn", "30"), ("sonongnghiep.hatinh.gov.vn", "42"),
     ("vnexpress.net", None), ("tuoitre.vn", None), ("vietnamnet.vn", None), (None, None)],
)  # fmt: skip
def test_province_of_host(host: str | None, code: str | None) -> None:
    assert province_of_host(host) == code


def test_the_data_hang_together() -> None:
    index = place_index()
    units = list(index.by_code.values())
    assert sum(u.era == BEFORE and u.level == "province" for u in units) == 63
    assert sum(u.era == SINCE and u.level == "province" for u in units) == 34
    assert sum(u.era == SINCE and u.level == "commune" for u in units) == 3321
    assert all((u.era, u.parent) in index.by_code for u in units if u.parent)
    assert all((u.era, u.province) in index.by_code for u in units)
    assert all((SINCE, u.code_2025) in index.by_code for u in units if u.code_2025)


def test_spellings_of_one_name() -> None:
    assert place_key("Đắk Lắk") == place_key("Đăk Lắk") == place_key("Đắc Lắk")
    assert place_key("Phường 01") != place_key("Phường 11")
    assert unmarked("Vĩnh Mĩ") == unmarked("Vĩnh Mỹ")


def keys(text: str) -> list[tuple[str, str, str | None, int]]:
    rows, _ = resolve_places(ArticleText("a", text, None, None, None))
    return [(row.level, row.name, row.place_code, row.mention_count) for row in rows if row.level == "district"]


def test_a_town_and_the_district_around_it_are_two_units_of_one_name() -> None:
    text = "Tỉnh Đồng Tháp họp tại thành phố Cao Lãnh. Huyện Cao Lãnh có 12 xã, thành phố Cao Lãnh có 15 phường."
    assert keys(text) == [("district", "thành phố Cao Lãnh", "866", 2), ("district", "huyện Cao Lãnh", "873", 1)]


def test_a_name_that_is_called_city_and_district_and_has_no_code_is_one_unit() -> None:
    assert keys("Thành phố Rừng Xanh họp. Huyện Rừng Xanh có 12 xã.") == [("district", "Rừng Xanh", None, 2)]


def test_one_unit_under_two_level_words_is_one_row() -> None:
    rows = keys("Tỉnh Thái Nguyên họp. Thị xã Phổ Yên nay là thành phố Phổ Yên, nơi có 18 phường, xã.")
    assert [(level, name, count) for level, name, _, count in rows] == [("district", "Phổ Yên", 2)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tại Đắklắk, nông dân tái canh 210 ha cà phê.", "66"),
        ("Bà con Kontum thu hoạch 85 tấn bời lời.", "62"),
        ("Đoàn khảo sát đến Gialai có 14 người.", "64"),
    ],
)
def test_a_province_printed_in_one_word_needs_no_level(text: str, code: str) -> None:
    assert [row.place_code for row in resolve(text).values()] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Huyện Mađrăk có 13 xã.", "652"),
        ("Huyện Krông Buk có 7 xã.", "649"),
        ("Huyện Cư Jut có 8 xã.", "662"),
        ("Huyện Konplong trồng 30 ha sâm.", "613"),
        ("Huyện Sín Mần có 19 xã.", "033"),
    ],
)
def test_names_of_the_highlands_as_the_press_prints_them(text: str, code: str) -> None:
    assert [row.place_code for row in resolve(text).values() if row.level == "district"] == [code]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("Thành phố", "Huyện", "Thị xã", "Quận", "Tỉnh", "Xã", "Phường", "Thị trấn", "TP", "")),
            st.sampled_from(("Cao Lãnh", "Hồng Ngự", "Kỳ Anh", "Huế", "Lai Châu", "Châu Đốc", "Rừng Xanh")),
        ),
        max_size=9,
    )
)
def test_no_two_places_of_an_article_have_one_level_and_name(mentions: list[tuple[str, str]]) -> None:
    text = " ".join(f"{word} {name} có {number} đảng viên.".strip() for number, (word, name) in enumerate(mentions, start=2))
    rows, _ = resolve_places(ArticleText("a", text, None, None, None))
    assert len({(row.level, row.name) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("Tỉnh Đăk Lắc còn 34 hộ nghèo.", "province", "66"),
        ("Tỉnh Đắklắk còn 34 hộ nghèo.", "province", "66"),
        ("Tỉnh Daklak còn 34 hộ nghèo.", "province", "66"),
        ("Tỉnh Đak Nông còn 34 hộ nghèo.", "province", "67"),
        ("Huyện Krông Buk, tỉnh Đắk Lắk còn 34 hộ nghèo.", "district", "649"),
        ("Huyện Iagrai, tỉnh Gia Lai còn 34 hộ nghèo.", "district", "628"),
        ("Huyện EaKar, tỉnh Đắk Lắk còn 34 hộ nghèo.", "district", "651"),
        ("H. Tây Giang, tỉnh Quảng Nam còn 34 hộ nghèo.", "district", "504"),
        ("Q. Bình Thạnh, TP.HCM có 34 hộ kinh doanh.", "district", "765"),
        ("Q.5, TP.HCM có 34 hộ kinh doanh.", "district", "774"),
        ("P. 4, Q. 5, TP.HCM có 34 hộ kinh doanh.", "commune", "27301"),
        ("X. Lũng Nặm, H. Hà Quảng, tỉnh Cao Bằng còn 34 hộ nghèo.", "commune", "01393"),
    ],
)
def test_spellings_and_one_letter_levels(text: str, level: str, code: str) -> None:
    places, _ = resolve_places(ArticleText("a" * 16, text, None, date(2020, 6, 30), None))
    assert (level, code) in [(place.level, place.place_code) for place in places]


@pytest.mark.parametrize("text", ["Theo ông P. Nam, xã có 34 hộ.", "Bác sĩ H. Quỳnh khám cho 34 người.", "Hình X. quang của 34 ca."])
def test_an_initial_is_no_level(text: str) -> None:
    places, _ = resolve_places(ArticleText("a" * 16, text, None, date(2020, 6, 30), None))
    assert not places
