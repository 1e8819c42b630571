"""Which slice of the whole: by the words before a part, by the noun and what follows it of any figure."""

from __future__ import annotations

import json

import pytest
from extracted import figure, figures


@pytest.mark.parametrize(
    ("text", "slices"),
    [
        ("Huyện có 356 chi bộ thôn.", {"cell_type": "village"}),
        ("Huyện có 35 chi bộ trường học.", {"cell_type": "school"}),
        ("Huyện kết nạp 34 đảng viên là người dân tộc thiểu số.", {"ethnicity": "minority"}),
        ("Huyện kết nạp 34 đảng viên người Mông.", {"ethnicity": "Mông"}),
        ("Huyện kết nạp 34 đảng viên là nữ.", {"sex": "female"}),
        ("Huyện kết nạp 34 đảng viên theo đạo Công giáo.", {"religion": "catholic"}),
        ("Huyện kết nạp 34 đảng viên có trình độ đại học.", {"education": "university"}),
        ("Huyện khiển trách 34 đảng viên.", {"sanction": "reprimand"}),
        ("Hội Nông dân giới thiệu 34 quần chúng ưu tú.", {"introduced_by": "farmers_union"}),
        ("Huyện kết nạp 34 đảng viên.", {}),
    ],
)
def test_slice(text: str, slices: dict[str, str]) -> None:
    assert json.loads(figure(text).breakdown) == slices


def test_a_longer_phrase_hides_the_shorter_one_inside_it() -> None:
    assert json.loads(figure("Huyện kết nạp 34 đảng viên có trình độ trên đại học.").breakdown) == {"education": "postgraduate"}


def test_words_of_parts_are_read_in_lists_only() -> None:
    """`nông dân` makes a slice in a list of parts, and is only a word elsewhere."""
    _, part = figures("Huyện kết nạp 340 đảng viên, trong đó nông dân 120 đồng chí.")
    assert json.loads(part.breakdown) == {"occupation": "farmer"}
    assert json.loads(figure("Huyện kết nạp 34 đảng viên ở vùng nông dân canh tác lúa.").breakdown) == {}


def test_a_slice_before_the_number_is_of_the_part_not_of_the_whole() -> None:
    whole, part = figures("Phụ nữ xã có 120 hội viên, trong đó đảng viên nữ 12 đồng chí.")
    assert json.loads(whole.breakdown) == {}
    assert json.loads(part.breakdown) == {"sex": "female"}


def test_two_keys_of_one_part_stand_together() -> None:
    _, part = figures("Huyện kết nạp 340 đảng viên, trong đó có 34 nữ là người dân tộc thiểu số.")
    assert json.loads(part.breakdown) == {"ethnicity": "minority", "sex": "female"}


def test_excellent_union_members_are_the_candidates_themselves() -> None:
    one = figure("Đoàn xã giới thiệu 250 đoàn viên ưu tú.")
    assert (one.indicator, one.breakdown) == ("admission_candidates_introduced", "{}")


def test_slices_do_not_leak_over_va() -> None:
    first, second = figures("Xã có 12 chi bộ thôn và 318 đảng viên.")
    assert json.loads(first.breakdown) == {"cell_type": "village"}
    assert json.loads(second.breakdown) == {}


def test_a_word_for_women_is_a_slice_where_it_is_what_is_counted() -> None:
    assert json.loads(figure("Năm qua có 34 chị được kết nạp Đảng.").breakdown) == {"sex": "female"}
    assert json.loads(figure("Huyện kết nạp 34 đảng viên theo lời giới thiệu của chị Hoa.").breakdown) == {}
