"""The number ledger: every digit of a text in exactly one row, every figure in it, nothing without a reason."""

from __future__ import annotations

import csv
import itertools
import re
from pathlib import Path

import pytest
from extracted import extract
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.facts.document.records import Extraction
from tests.vi.planted import PlantedText, planted_texts

# Pieces that make trouble when they touch: dates, codes, ratios, ranges, scores, broken digits.
PIECES = (
    "12 chi bộ", "34/56", "3,5%", "24/06/2020", "07-NQ/TU", "1.250 hộ", "năm 2019", "14:50", "Covid-19", "5 không 3 sạch",
    "2015-2020", "(1)", "1.", "khóa XII", "20 - 30", "0912.345.678", "thôn 3", "581triệu", "kết nạp", ",", ";", "\n", ".", "/",
    "-", "%", "12%%", "1..2", "3,,4", "5-", "hê%3ḅn", "một", "hai mươi lăm", "tỷ đồng", "54 tuổi", "http://a.vn/1?b=2",
    "(SN 1983)", "m2", "1/2", "2-1",
)  # fmt: skip


_UNIT = re.compile(r"(?<![^\W_])(?:\d\s?)?[kcdm]?m[23]$")


def check(text: str, found: Extraction) -> None:
    rows = found.numbers
    assert all(0 <= row.span_start < row.span_end <= len(text) and text[row.span_start : row.span_end] == row.span_text for row in rows)
    assert all(one.span_end <= two.span_start for one, two in itertools.pairwise(rows)), "rows overlap or are out of order"
    covered = {index for row in rows for index in range(row.span_start, row.span_end)}
    # The digit of a unit (`m2`) is part of a word, no number.
    left = [index for index, char in enumerate(text) if char in "0123456789" and index not in covered]
    lost = [index for index in left if not _UNIT.search(text[: index + 1])]
    assert not lost, [text[max(0, index - 10) : index + 10] for index in lost]
    figures = {(row.span_start, row.span_end): row.observation_id for row in rows if row.disposition == "observation"}
    assert figures == {(one.span_start, one.span_end): one.observation_id for one in found.observations}
    assert all((row.observation_id is None) == (row.disposition != "observation") and row.rule for row in rows)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_every_digit_of_odd_pieces_is_covered_once(text: str) -> None:
    check(text, extract(text))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789.,/-:%() \nabđXIVộ", max_size=60))
def test_every_digit_of_noise_is_covered_once(text: str) -> None:
    check(text, extract(text))


@settings(max_examples=100, deadline=None)
@given(planted_texts())
def test_planted_figures_are_observations_with_their_span_and_value(planted: PlantedText) -> None:
    """The oracle over the whole extraction: nothing planted is lost, nothing else is found."""
    found = extract(planted.text)
    check(planted.text, found)
    got = [(one.span_start, one.span_end, one.value, one.value_high, one.denominator) for one in found.observations]
    assert got == [
        (span.start, span.end, pytest.approx(figure.value), figure.value_high and pytest.approx(figure.value_high), figure.denominator)
        for span, figure in planted.figures
    ]


def test_a_figure_takes_its_digits_from_every_rule() -> None:
    found = extract("Ngày 24/06/2020, xã Nậm Cắn (thôn 3) kết nạp 12/15 quần chúng theo Nghị quyết số 07-NQ/TU.")
    assert [(row.span_text, row.disposition) for row in found.numbers] == [
        ("24/06/2020", "date"),
        ("3", "name"),
        ("12/15", "observation"),
        ("07-NQ/TU", "document"),
    ]


def test_the_ledger_uses_only_known_dispositions() -> None:
    known = {
        "observation", "quarantined", "date", "period", "clock", "document", "ordinal", "name", "person_age", "contact", "score",
        "list_marker",         "code", "idiom", "rate_base", "residue", "unexplained",
    }  # fmt: skip
    assert {row.disposition for row in extract(" ".join(PIECES)).numbers} <= known


def test_no_number_no_row() -> None:
    assert extract("Một số nơi đã làm tốt.").numbers == ()


def test_reasons_are_a_file_of_this_project() -> None:
    """The ledger's `unexplained` is countable: the reason file names what quarantine does with an observation that failed."""
    rows = csv.DictReader((Path(__file__).parents[3] / "seeds" / "reasons.csv").read_text("utf-8").splitlines())
    assert {"code", "what_to_do"} <= set(next(rows))
