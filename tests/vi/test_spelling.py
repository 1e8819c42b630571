"""One spelling: where tones stand, i and y, and tones that a misprint sets on the wrong letter."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tasks.vi.text.spelling import one_spelling

LEXICONS = Path(__file__).parents[2] / "seeds" / "lexicon"


@pytest.mark.parametrize(
    ("printed", "spelled"),
    [
        ("mươì thươǹg", "mười thươǹg"),
        ("ngươì", "người"),
        ("nghịêp", "nghiệp"),
        ("ngheò", "nghèo"),
        ("đừơng", "đường"),
        ("cuả", "của"),
        ("mưà", "mừa"),
        ("hòan", "hoàn"),
        ("ngòai", "ngoài"),
        ("ngoaì", "ngoài"),
        ("hùynh", "huỳnh"),
        ("hùyên", "huyền"),
        ("huỳên", "huyền"),
        ("tưới tiêù", "tưới tiều"),
        ("baò", "bào"),
        ("cuôí", "cuối"),
        ("qúê", "quế"),
        ("HỘI VIÊN NGHEÒ", "hội viên nghèo"),
    ],
)
def test_a_misplaced_tone_is_read_where_it_belongs(printed: str, spelled: str) -> None:
    assert one_spelling(printed) == spelled
    assert len(one_spelling(printed)) == len(printed)


RIGHT = """
quà quá quỳ quý quyền quỳnh già giá giường giếng gìn giục của cúa mùa mía bìa tuần thuế khuỷu thuở hoàn hòa khỏe xoè toàn ngoài
xoáy nguời hươu rượu yếu tiểu nghiêng chuyện khuya nghèo đều cứu lưới nguội buổi đẩy giày trại mào rau nói gối mới mùi gửi
"""


@pytest.mark.parametrize("text", RIGHT.split())
def test_what_stands_right_stays(text: str) -> None:
    expected = {"xoè": "xòe"}.get(text, text)
    assert one_spelling(text) == expected


def test_no_surface_of_a_lexicon_is_taken_for_a_misprint() -> None:
    changed = []
    for path in sorted(LEXICONS.glob("*.csv")):
        with path.open(encoding="utf8", newline="") as stream:
            for row in csv.DictReader(stream):
                for word in (row.get("surface") or "").lower().split():
                    spelled = one_spelling(word)
                    if one_spelling(spelled) != spelled:
                        changed.append((path.name, word, spelled))
    assert changed == []
