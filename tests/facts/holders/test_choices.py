"""What there is to choose from for the holder of a figure: where mentions stand, who is no choice, and what speaks for each."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from extracted import article, drafts

from tasks.facts.document.reading import read_article
from tasks.facts.holders.holders import BESIDE, Holders
from tasks.facts.holders.mentions import AREAS, BEHIND, ZONES
from tasks.facts.holders.names import HolderNames, key_of
from tasks.facts.knowledge.weights import Weighed


def choices(text: str, printed: str, title: str | None = None, decided: dict[str, str | None] | None = None) -> list[Weighed]:
    """The choices for the figure printed like that; `decided` tells the holders of figures before it, nobody where it is silent."""
    found = drafts(text, title)
    holders = Holders(read_article(article(text, title)), found)
    for draft in found:
        if draft.printed == printed:
            return holders.choices_of(draft)
        holders.settle(draft, (decided or {}).get(draft.printed), "")
    raise AssertionError(f"no figure {printed} among {[draft.printed for draft in found]}")


def features(name: str | None, *of: Weighed) -> Collection[str]:
    """What speaks for one of the choices."""
    (said,) = [choice.features for choice in of if key_of(choice.value) == key_of(name)]
    return said


def names(*of: Weighed) -> list[str | None]:
    return [choice.value for choice in of]


@pytest.mark.parametrize(
    ("zone", "text", "title"),
    [
        ("clause", "Năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên.", None),
        ("since figure", "Ở Đảng bộ xã Nậm Cắn, sau khi rà soát kỹ, đã kết nạp 34 đảng viên.", None),
        ("sentence", "Đảng bộ xã Nậm Cắn có 12 chi bộ, trong năm kết nạp 34 đảng viên.", None),
        ("behind", "Năm 2019 có 34 đảng viên được kết nạp tại Đảng bộ xã Nậm Cắn.", None),
        ("rest", "Đã kết nạp 34 đảng viên, đây là cố gắng của Đảng bộ xã Nậm Cắn.", None),
        ("behind next", "Đã kết nạp 34 đảng viên, thành lập 2 chi bộ tại Đảng bộ xã Nậm Cắn.", None),
        ("sentence before", "Đảng bộ xã Nậm Cắn làm tốt việc này. Năm 2019 đã kết nạp 34 đảng viên.", None),
        ("paragraph", "Đảng bộ xã Nậm Cắn làm tốt. Ai cũng mừng. Năm 2019 đã kết nạp 34 đảng viên.", None),
        ("paragraph before", "Đảng bộ xã Nậm Cắn làm tốt.\nNăm 2019 đã kết nạp 34 đảng viên.", None),
        ("article", "Đảng bộ xã Nậm Cắn làm tốt.\nAi cũng mừng.\nNăm 2019 đã kết nạp 34 đảng viên.", None),
        ("title", "Năm 2019 đã kết nạp 34 đảng viên.", "Đảng bộ xã Nậm Cắn lớn mạnh"),
    ],
)
def test_a_mention_speaks_from_the_zone_it_stands_in_and_from_no_other(zone: str, text: str, title: str | None) -> None:
    said = features("Đảng bộ xã Nậm Cắn", *choices(text, "34", title))
    assert {one for one in ZONES if one in said} == {zone}


def test_every_zone_has_its_area_and_those_behind_are_on_the_right() -> None:
    assert set(AREAS) == set(ZONES)
    assert {zone for zone, area in AREAS.items() if area == "right"} == BEHIND


def test_all_mentions_of_one_body_speak_for_one_choice() -> None:
    found = choices("Đảng bộ xã Nậm Cắn lớn mạnh. Năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên.", "34")
    said = features("Đảng bộ xã Nậm Cắn", *found)
    assert {"clause", "sentence before", "named thrice"} <= set(said)


def test_mentions_of_a_zone_are_ranked_from_near_to_far() -> None:
    found = choices("Huyện ủy Kỳ Sơn giao, Đảng bộ xã Nậm Cắn và Đảng bộ xã Tà Cạ kết nạp 34 đảng viên.", "34")
    near, far = features("Đảng bộ xã Tà Cạ", *found), features("Huyện ủy Kỳ Sơn", *found)
    assert {"clause rank 0", "other names nearer 0"} <= set(near)
    assert "other names nearer 2" in far
    assert "clause rank 0" not in far


def mentioned(name: str, *of: Weighed) -> set[str]:
    """What the mentions of a name say for it: from which zones, and that it acted."""
    said = {one for choice in of if key_of(choice.value) == key_of(name) for one in choice.features}
    return {one for one in said if one in ZONES or one.startswith("acted last")}


def test_the_mention_of_a_body_of_the_kind_that_is_counted_says_nothing() -> None:
    cells = choices("Chi bộ 6 đã họp tại xã Nậm Cắn. Đến nay 12 chi bộ đã đại hội.", "12")
    assert mentioned("Chi bộ 6", *cells) == set()
    assert "sentence before" in mentioned("xã Nậm Cắn", *cells)
    members = choices("Chi bộ 6 đã họp tại xã Nậm Cắn. Đến nay 12 đảng viên đã dự.", "12")
    assert {"sentence before", "acted last paragraph"} <= mentioned("Chi bộ 6", *members)


def test_the_mention_of_an_association_by_its_head_alone_says_nothing() -> None:
    assert mentioned("Hội", *choices("Năm 2019, Hội đã giúp 12 hộ nghèo.", "12")) == set()
    assert "clause" in mentioned("các cấp Hội", *choices("Năm 2019, các cấp Hội đã giúp 12 hộ nghèo.", "12"))


def test_the_place_of_a_body_is_a_choice_of_its_own() -> None:
    found = choices("Năm 2019, UBND xã Nậm Cắn xây 34 nhà tình nghĩa.", "34")
    said = features("xã Nậm Cắn", *found)
    assert {"kind place", "its place clause"} <= set(said)
    assert "clause" not in said
    assert "kind place" not in features("UBND xã Nậm Cắn", *found)


def test_nobody_is_the_last_choice_and_the_only_one_where_nothing_is_named() -> None:
    assert names(*choices("Năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên.", "34"))[-1] is None
    (alone,) = choices("Năm ngoái, cả thảy có 34 đảng viên mới.", "34")
    assert alone.value is None
    assert {"nobody", "nobody choices 0", "nobody named before 0", "nobody title False False"} <= set(alone.features)


def test_a_person_told_of_speaks_to_nobody_and_to_every_name() -> None:
    found = choices("Tại xã Nậm Cắn, chị thu được 15 tấn ngô.", "15")
    assert "nobody person chị" in features(None, *found)
    assert {"person told of", "person told of False"} <= set(features("xã Nậm Cắn", *found))


CHAIN = "Năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên, trong đó có 12 nữ."


def test_the_holder_of_the_figure_before_and_of_the_whole_goes_on() -> None:
    said = set(features("Đảng bộ xã Nậm Cắn", *choices(CHAIN, "12", decided={"34": "Đảng bộ xã Nậm Cắn"})))
    assert {"holds last sentence", "holds last sentence since then 0", "holds whole", "holds whole count"} <= said


def test_a_holder_before_that_is_named_nowhere_else_is_a_choice_too() -> None:
    found = choices(CHAIN, "12", decided={"34": "Đảng bộ xã Tà Cạ"})
    assert "holds last sentence" in features("Đảng bộ xã Tà Cạ", *found)
    assert not [one for one in features("Đảng bộ xã Nậm Cắn", *found) if one.startswith("holds ")]


def test_nobody_before_speaks_for_nobody() -> None:
    found = choices(CHAIN, "12", decided={"34": None})
    assert "holds last sentence" in features(None, *found)
    assert "holds whole" not in features(None, *found)


def test_the_holder_before_is_told_by_how_far_away_its_figure_stands() -> None:
    text = "Năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên. {}Cũng trong năm, thành lập 2 chi bộ."
    decided: dict[str, str | None] = {"34": "Đảng bộ xã Nậm Cắn"}
    for between, where in (("", "paragraph"), ("\n", "article")):
        said = features("Đảng bộ xã Nậm Cắn", *choices(text.format(between), "2", decided=decided))
        assert [one for one in said if one in ("holds last sentence", "holds last paragraph", "holds last article")] == [
            f"holds last {where}"
        ]


def test_the_last_body_that_acted_and_the_last_scene_are_told() -> None:
    found = choices("Đảng bộ xã Nậm Cắn tổ chức hội nghị. Tại xã Tà Cạ, đã kết nạp 34 đảng viên.", "34")
    assert "acted last paragraph" in features("Đảng bộ xã Nậm Cắn", *found)
    assert "scene last sentence" in features("xã Tà Cạ", *found)


def test_the_title_speaks_for_whom_it_names() -> None:
    found = choices("Năm 2019 đã kết nạp 34 đảng viên.", "34", "Đảng bộ xã Nậm Cắn lớn mạnh")
    assert {"of title", "in title", "told of 0"} <= set(features("Đảng bộ xã Nậm Cắn", *found))


def test_what_is_known_of_a_figure_does_not_depend_on_which_was_asked_before() -> None:
    text = "Tại xã Tà Cạ, năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên; khai trừ 2 đảng viên."
    found = drafts(text)
    fresh, used = Holders(read_article(article(text)), found), Holders(read_article(article(text)), found)
    used.choices_of(found[0])
    assert [(one.value, set(one.features)) for one in used.choices_of(found[1])] == [
        (one.value, set(one.features)) for one in fresh.choices_of(found[1])
    ]


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Công an huyện Nậm Cắn bắt hai người. Họ đã trộm gần 34 triệu đồng.", "trộm"),
        ("Công an huyện Nậm Cắn vui mừng. “Cả năm, huyện thu được 34 triệu đồng.", "thu"),
        ("Công an huyện Nậm Cắn ra quân. Trong đó, 34 xe bị giữ.", ""),
    ],
)
def test_the_word_that_leads_to_a_figure_speaks(text: str, deed: str) -> None:
    found = choices(text, next(one.printed for one in drafts(text) if one.printed.startswith("34")))
    assert f"nobody before {deed}" in features(None, *found)
    assert f"before subject before {deed}" in features("Công an huyện Nậm Cắn", *found)


@pytest.mark.parametrize(
    ("text", "printed", "name"),
    [
        ("Toàn tỉnh Hà Nam có 30 vụ cháy. Riêng thị xã Yên Khê lại tăng 4 vụ.", "4", "thị xã Yên Khê"),
        ("Toàn huyện Yên Khê gieo 900 ha, trong đó xã Nậm Cắn 145 ha.", "145", "xã Nậm Cắn"),
        ("Nhiều nhất là Đảng bộ phường Lê Lợi với 13 đồng chí.", "13", "Đảng bộ phường Lê Lợi"),
        ("Nhiều nhất là phường Lê Lợi, kế tiếp là Đảng bộ phường Ba Đồn, 9 đồng chí.", "9", "Đảng bộ phường Ba Đồn"),
        ("Thấp nhất là xã Nậm Cắn (36%) và thị trấn Mường Khê (38,5%).", "38,5%", "thị trấn Mường Khê"),
        ("Hội Phụ nữ xã Nậm Cắn vay 30 tỷ đồng; Hội Nông dân xã Nậm Cắn vay 81 tỷ đồng.", "81 tỷ", "Hội Nông dân xã Nậm Cắn"),
        ("Các đơn vị: Hội Phụ nữ xã Nậm Cắn vay 30 tỷ đồng; Hội Nông dân xã Nậm Cắn vay 81 tỷ đồng.", "30 tỷ", "Hội Phụ nữ xã Nậm Cắn"),
        ("Xã Nậm Cắn vượt kế hoạch, còn với xã Mường Khê, vùng na đã rộng 300 ha.", "300", "xã Mường Khê"),
        ("Hội Phụ nữ xã Nậm Cắn có 2 tổ; Hội Nông dân xã Nậm Cắn có 8 tổ, vay 81 tỷ đồng.", "81 tỷ", "Hội Nông dân xã Nậm Cắn"),
        ("Xã Nậm Cắn, xã Mường Khê và thị trấn Yên Khê vượt mốc 97%.", "97%", "Xã Nậm Cắn, xã Mường Khê và thị trấn Yên Khê"),
        ("Xã Nậm Cắn, huyện Yên Khê vượt mốc 97%.", "97%", None),
        ("Địa bàn huyện Yên Khê có 2 vụ.", "2", "huyện Yên Khê"),
        ("Năm qua có 45 quần chúng được Chi bộ thôn Đông kết nạp.", "45", "Chi bộ thôn Đông"),
        ("Năm qua có 45 quần chúng được xã Nậm Cắn khen.", "45", None),
        ("Toàn huyện giảm 702 hộ nghèo. Trong các xã, Xá Nhè giảm nhanh nhất với 131 hộ.", "131", "Xá Nhè"),
        ("Toàn huyện giảm 702 hộ nghèo. Trong các xã, Xá Nhè giảm 131 hộ.", "131", None),
        ("Hai xã vượt mốc 97%, còn Hải Khê mới 88,3%.", "88,3%", "Hải Khê"),
        ("Hai xã vượt mốc 97%, còn Hải Zu mới 88,3%.", "88,3%", None),
        ("Xã Nậm Cắn vượt; ngược lại, ở xã Mường Khê và xã Yên Khê còn 80% số hộ nghèo.", "80%", "xã Mường Khê và xã Yên Khê"),
        ("Hiện còn xã Nậm Cắn gieo 300 ha.", "300", None),
        ("Toàn huyện Yên Khê họp với xã Nậm Cắn, sau đó có 9 người nghỉ.", "9", None),
        ("Riêng xã Nậm Cắn có 12 thôn, 90 hộ nghèo.", "90", None),
        ("Trong đó các xã Nậm Cắn, Mường Khê có 90 hộ nghèo.", "90", None),
        ("Xã Nậm Cắn (huyện Yên Khê, 12 thôn).", "12", None),
    ],
)
def test_a_name_that_is_set_apart_for_a_figure_holds_it_whatever_the_weights(text: str, printed: str, name: str | None) -> None:
    found = drafts(text)
    holders = Holders(read_article(article(text)), found)
    assert {draft.printed: holders.bare_name_of(draft) for draft in found}[printed] == name


@pytest.mark.parametrize(
    ("body", "name"),
    [("Đảng ủy xã Nậm Cắn", "xã Nậm Cắn"), ("Chủ tịch UBND thị trấn Nậm Cắn", "thị trấn Nậm Cắn"), ("Bà con", "Nậm Cắn")],
)
def test_a_bare_name_of_the_title_takes_the_level_that_a_longer_name_prints(body: str, name: str) -> None:
    reading = read_article(article(f"{body} vui vì kết quả này.", "Nậm Cắn: Thêm nhiều rừng mới"))
    assert HolderNames(reading, reading.organisations).title == name


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("paragraph", "Đảng bộ xã Nậm Cắn báo cáo kết quả:\n- Thu ngân sách khá.\n- Kết nạp 34 đảng viên."),
        ("paragraph", "Đảng bộ xã Nậm Cắn báo cáo kết quả:\n1. Về kinh tế\n2. Xây dựng Đảng\n+ Kết nạp 34 đảng viên."),
        ("paragraph before", "Đảng bộ xã Nậm Cắn họp.\nKết quả như sau:\n1. Về kinh tế\n- Kết nạp 34 đảng viên."),
        ("article", "Đảng bộ xã Nậm Cắn họp.\nKết quả như sau.\n19/5 là ngày vui.\nĐã kết nạp 34 đảng viên."),
    ],
)
def test_items_of_a_list_stand_in_the_paragraph_that_leads_to_them(zone: str, text: str) -> None:
    said = features("Đảng bộ xã Nậm Cắn", *choices(f"Tin trong ngày\n{text}", "34"))
    assert {one for one in ZONES if one in said} == {zone}


def test_nobody_is_told_whether_a_figure_is_an_item_and_how_much_the_article_speaks_of_one() -> None:
    text = "Đảng bộ xã Nậm Cắn báo cáo:\n- Kết nạp 34 đảng viên.\nCả xã có 12 thôn."
    assert {"nobody list True", "nobody told of share 2"} <= set(features(None, *choices(text, "34")))
    assert "nobody list False" in features(None, *choices(text, "12"))


def test_the_holder_before_goes_on_through_the_items_of_a_list() -> None:
    text = "Đảng bộ xã Nậm Cắn báo cáo:\n- Kết nạp 34 đảng viên.\n- Có 12 chi bộ."
    assert "holds last paragraph" in features("Đảng bộ xã Nậm Cắn", *choices(text, "12", decided={"34": "Đảng bộ xã Nậm Cắn"}))


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Huyện Yên Khê có 30 trường. Riêng xã Nậm Cắn có 4 trường. Năm qua xây 7 nhà.", "Huyện Yên Khê"),
        ("Huyện Yên Khê có 30 trường. Riêng xã Nậm Cắn có 4 trường; năm qua xây 7 nhà.", "Huyện Yên Khê"),
        ("Huyện Yên Khê có 30 trường. Riêng xã Nậm Cắn có 4 trường, năm qua xây 7 nhà.", "xã Nậm Cắn"),
    ],
)
def test_behind_a_name_set_apart_the_holder_before_it_goes_on(text: str, before: str) -> None:
    found = drafts(text)
    holders = Holders(read_article(article(text)), found)
    for draft in found[:-1]:
        bare = holders.bare_name_of(draft)
        holders.settle(draft, bare or "Huyện Yên Khê", BESIDE if bare else "clause")
    said = features(before, *holders.choices_of(found[-1]))
    assert any(one.startswith("holds last") for one in said)
