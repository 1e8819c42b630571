"""Every row of the boilerplate lexicon does what it says, and sentences that look like boilerplate stay free."""

from __future__ import annotations

import pytest

from tasks.text.blocks import make_line
from tasks.text.bylines import is_name
from tasks.text.line_labels import label_lines
from tasks.text.phrases import COLUMNS, load_phrases
from tasks.vi.text.fold import fold_text
from tasks.vi.text.lexicon import read_lexicon

ROWS = read_lexicon("boilerplate", COLUMNS)
NEGATIVE = read_lexicon("boilerplate_negative", ("surface", "reason"))


def mark_of(text: str) -> str | None:
    marks, _ = label_lines([make_line(1, text, fold_text(text))])
    return None if marks[0] is None else marks[0].kind


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['match']}-{row['surface']}")
def test_row_marks_its_example(row: dict[str, str]) -> None:
    assert mark_of(row["example"]) == row["expected"]


@pytest.mark.parametrize("row", NEGATIVE, ids=lambda row: row["surface"][:40])
def test_negative_is_not_marked(row: dict[str, str]) -> None:
    assert mark_of(row["surface"]) is None, row["reason"]


def test_phrase_inside_a_sentence_is_not_found() -> None:
    sentence = fold_text("Tin liên quan đến vụ việc sẽ được cơ quan công an thông báo sau khi có kết quả xác minh.")
    assert load_phrases().find(sentence, sentence.count(" ") + 1, False, True) is None


@pytest.mark.parametrize("row", read_lexicon("surnames", ("surface", "example", "source")), ids=lambda row: row["surface"])
def test_surname_begins_a_name(row: dict[str, str]) -> None:
    assert is_name(row["example"])
