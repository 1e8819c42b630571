"""Corrections: a known error of a source is put right, visibly, and only while its guard holds."""

from __future__ import annotations

import pytest

from tasks.facts.document.records import ArticleText
from tasks.facts.extraction import extract_figures
from tasks.facts.output.corrections import CorrectionError, apply_corrections, parse_corrections, read_corrections

ARTICLE = ArticleText("a" * 16, "Toàn huyện có 1.250 đảng viên sinh hoạt tại 45 chi bộ.", None, None, None)
FILE = """
- id: misplaced-dot
  match: {sentence: "Toàn huyện có", span_text: "1.250"}
  expect: {value: 1250}
  action: {set: {value: 1520}}
  reason: the paper printed a correction the next day
  reported_on: 2026-11-01
"""


def test_a_correction_changes_only_its_figure_and_says_so() -> None:
    figures = extract_figures(ARTICLE).observations
    changed = apply_corrections(ARTICLE, figures, parse_corrections("x.yml", FILE))
    assert [(one.value, one.correction) for one in changed] == [(1520, "misplaced-dot"), (45, None)]
    assert changed[0].span_text == "1.250"


def test_a_guard_that_no_longer_holds_fails_loudly() -> None:
    figures = extract_figures(ARTICLE).observations
    with pytest.raises(CorrectionError, match=r"misplaced-dot: expected value = 9 at '1.250', the rules now read 1250"):
        apply_corrections(ARTICLE, figures, parse_corrections("x.yml", FILE.replace("value: 1250", "value: 9")))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("value: 1520", "span_start: 3"), "action.set may change"),
        (("  reason: the paper printed a correction the next day\n", ""), "expected the keys"),
        (("span_text", "span"), "match needs sentence and span_text"),
        (("expect: {value", "expect: {worth"), "expect names columns"),
    ],
)
def test_a_badly_written_correction_is_refused_by_name(change: tuple[str, str], message: str) -> None:
    with pytest.raises(CorrectionError, match=message):
        parse_corrections("x.yml", FILE.replace(*change))


def test_the_committed_corrections_are_well_formed() -> None:
    assert isinstance(read_corrections(), tuple)
