"""Lines of places with their people, under a heading that says what they all are."""

from __future__ import annotations

from extracted import extract


def _told(text: str) -> list[tuple[str, str]]:
    return [(one.span_text, one.indicator) for one in extract(text).observations]


def test_lines_under_a_heading_count_what_it_counts() -> None:
    text = "Lũ quét tại huyện Nam Sơn.\nCụ thể 7 người chết gồm:\n- Xã Bắc Lạc: 3 người\n- Xã Tây Định: 4 người"
    assert _told(text) == [("7", "deaths"), ("3", "deaths"), ("4", "deaths")]


def test_lines_without_such_a_heading_count_for_themselves() -> None:
    text = "Lũ quét làm 7 người chết.\nTình nguyện viên các xã có:\n- Xã Bắc Lạc: 3 người\n- Xã Tây Định: 4 người"
    assert _told(text) == [("7", "deaths"), ("3", "other"), ("4", "other")]


def test_a_line_with_words_of_its_own_is_no_row() -> None:
    text = "Cụ thể 7 người chết gồm:\n- Xã Bắc Lạc tặng quà: 3 người"
    assert _told(text) == [("7", "deaths"), ("3", "other")]


def test_lines_of_parts_count_what_the_line_that_opens_them_does() -> None:
    text = "Tin huyện.\nHuyện kết nạp 145 đồng chí vào Đảng, trong đó:\n+ Nữ: 60 đồng chí;\n+ Dân tộc thiểu số: 32 đồng chí."
    assert [indicator for _, indicator in _told(text)] == ["party_members_admitted"] * 3
    assert [one.breakdown for one in extract(text).observations] == ["{}", '{"sex": "female"}', '{"ethnicity": "minority"}']


def test_lines_of_sanctions_are_no_table_of_places() -> None:
    text = "Tin huyện.\nSố đảng viên bị kỷ luật: 34 đảng viên, cụ thể:\n- Khiển trách: 20\n- Cảnh cáo: 12"
    assert [indicator for _, indicator in _told(text)] == ["party_members_disciplined"] * 3


def test_a_line_that_counts_something_else_is_no_part() -> None:
    text = "Tin huyện.\nHuyện thu ngân sách 320 tỷ đồng. Cụ thể:\n- Kết nạp 45 đảng viên."
    assert _told(text)[1] == ("45", "party_members_admitted")
