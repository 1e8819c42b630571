"""Figures that do not agree: each disagreement names its rule and the other figures, and nothing is changed."""

from __future__ import annotations

import json

import pytest
from extracted import figures


def warnings(text: str) -> list[list[dict[str, object]]]:
    return [json.loads(one.warnings) for one in figures(text)]


def test_a_share_of_a_ratio_that_does_not_work_out() -> None:
    ratio, share = figures("Có 40/61 thôn đạt chuẩn, đạt 75,6%.")
    (warning,) = json.loads(share.warnings)
    assert warning == {"rule": "share_of_ratio", "with": [ratio.observation_id], "expected": 65.57}
    assert (share.value, ratio.value, ratio.warnings) == (75.6, 40, "[]")


def test_a_share_of_counts_that_does_not_work_out() -> None:
    whole, part, share = figures("Đảng bộ có 400 đảng viên, trong đó nữ 120 đồng chí, chiếm 35%.")
    (warning,) = json.loads(share.warnings)
    assert warning == {"rule": "share_of_counts", "with": [part.observation_id, whole.observation_id], "expected": 30.0}


def test_a_part_larger_than_its_whole() -> None:
    found = figures("Xã có 12 chi bộ (19 chi bộ thôn, 2 chi bộ trường học).")
    flagged = [one for one in found if "parts_exceed_whole" in one.warnings]
    assert [one.span_text for one in flagged] == ["19"]
    assert json.loads(flagged[0].warnings)[0]["with"] == [found[0].observation_id]


@pytest.mark.parametrize(
    "text",
    [
        "Có 311/463 đoàn viên ưu tú được kết nạp, đạt 67,17%.",  # rounded
        "Có 2/3 thôn đạt chuẩn, đạt 66,6%.",  # cut off
        "Đảng bộ có 400 đảng viên, trong đó nữ 120 đồng chí, chiếm 30%.",
        "Đảng bộ có hơn 400 đảng viên, trong đó nữ 120 đồng chí, chiếm 29,6%.",  # not exact
        "Xã có 12 chi bộ (9 chi bộ thôn, 2 chi bộ trường học, 1 chi bộ cơ quan).",
    ],
)
def test_what_agrees_has_no_warning(text: str) -> None:
    assert all(not found for found in warnings(text))


def test_a_share_of_another_thing_is_not_compared() -> None:
    assert warnings("Xã có 45 hộ nghèo, tỷ lệ hộ cận nghèo là 3,4%.") == [[], []]
