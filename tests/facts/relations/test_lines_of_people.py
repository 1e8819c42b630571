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
