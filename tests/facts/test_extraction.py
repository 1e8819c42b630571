"""The whole extraction of an article: spans slice to their text, the same text gives the same rows, spelling does not matter."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path

import pytest
from extracted import PUBLISHED_ON, article, extract, figures
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.facts.document.records import ArticleText
from tasks.facts.extraction import extract_figures
from tasks.text.cleaning import clean_document
from tasks.text.readers import read_documents
from tasks.text.records import CleanedDocument, Rejection
from tests.vi.planted import PlantedText, planted_texts

RAW = Path(__file__).parents[2] / "seeds" / "articles" / "raw"
FRAME = "Huyện Mường Khê\nĐến năm 2019, Đảng bộ huyện có 57 tổ chức cơ sở đảng.\n{}\nTin: Phòng Văn hóa."


def cleaned(path: Path) -> ArticleText:
    """The article of a sample page, as the pipeline hands it over."""
    (one,) = [clean_document(raw) for raw in read_documents(path.as_uri(), path.read_bytes()) if not isinstance(raw, Rejection)]
    assert isinstance(one, CleanedDocument)
    return ArticleText(one.article.article_id, one.article.text, one.article.title, one.article.published_on, one.article.source_host)


SAMPLES = sorted(path for path in RAW.glob("*.txt") if not path.name.startswith("9"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:2])
def test_a_sample_article_is_located_exactly_and_read_the_same_twice(path: Path) -> None:
    page = cleaned(path)
    text, found = page.text, extract_figures(page)
    for one in found.observations:
        assert text[one.span_start : one.span_end] == one.span_text
        assert one.sentence_start <= one.span_start < one.span_end <= one.sentence_end
        assert one.unit_text is None or one.unit_text in text
        assert one.organisation is None or one.organisation.split()[-1] in text
        assert one.period_text is None or one.period_text in text
    assert len({one.observation_id for one in found.observations}) == len(found.observations)
    assert extract_figures(page) == found, "extraction is not pure"


@settings(max_examples=60, deadline=None)
@given(planted_texts())
def test_planted_figures_are_found_whatever_stands_around_them(planted: PlantedText) -> None:
    """A paragraph before and after changes no value and no number of the figures between."""
    alone = [(one.value, one.value_high, one.denominator, one.unit) for one in figures(planted.text)]
    framed = extract(FRAME.format(planted.text))
    start = FRAME.index("{}")
    inside = [one for one in framed.observations if start <= one.span_start < start + len(planted.text)]
    assert [(one.value, one.value_high, one.denominator, one.unit) for one in inside] == alone


@settings(max_examples=40, deadline=None)
@given(st.lists(planted_texts(), min_size=1, max_size=5))
def test_planted_articles_of_many_paragraphs(paragraphs: list[PlantedText]) -> None:
    """Title and paragraphs with figures planted in them: each is found at its place with its value, and nothing else is."""
    title = "Đảng bộ huyện Mường Khê phát triển đảng viên"
    text, planted = title, []
    for one in paragraphs:
        text += "\n"
        planted += [(span.start + len(text), span.end + len(text), figure.value) for span, figure in one.figures]
        text += one.text
    found = extract_figures(ArticleText("a" * 16, text, title, PUBLISHED_ON, None)).observations
    assert [(one.span_start, one.span_end, one.value) for one in found] == [
        (start, end, pytest.approx(value)) for start, end, value in planted
    ]
    assert {one.article_id for one in found} == {"a" * 16}


@settings(max_examples=40, deadline=None)
@given(planted_texts())
def test_capitals_of_words_do_not_change_what_a_number_is_worth(planted: PlantedText) -> None:
    lower = figures(planted.text.lower())
    assert [one.value for one in lower] == [one.value for one in figures(planted.text)]


def test_both_spellings_of_a_tone_mark_give_the_same_figure() -> None:
    one, two = figures("Xã có 12 hoà giải viên.")[0], figures("Xã có 12 hòa giải viên.")[0]
    assert (one.indicator, one.unit) == (two.indicator, two.unit)


def test_text_is_taken_as_it_is_and_not_normalised_again() -> None:
    """Cleaning hands over NFC; extraction of NFC text never moves an offset."""
    text = "Đảng bộ xã có 318 đảng viên."
    assert unicodedata.is_normalized("NFC", text)
    (one,) = figures(text)
    assert text[one.span_start : one.span_end] == "318"


def test_empty_text_gives_nothing() -> None:
    found = extract("")
    assert (found.observations, found.numbers) == ((), ())


def test_every_figure_stands_on_a_rule() -> None:
    assert all(one.rule for one in extract_figures(cleaned(SAMPLES[0])).observations)


def test_figures_are_in_reading_order_without_overlap() -> None:
    found = extract_figures(cleaned(SAMPLES[0])).observations
    assert all(one.span_end <= two.span_start for one, two in itertools.pairwise(found))


def test_the_article_id_goes_into_every_row() -> None:
    one = article("Xã có 12 chi bộ và 318 đảng viên ở 11 thôn (thôn 3).")
    found = extract_figures(one)
    assert {row.article_id for row in (*found.observations, *found.numbers)} == {one.article_id}
    assert all("article_id" in row._fields for row in found.numbers)


def test_a_figure_in_the_title_and_the_body_is_two_observations() -> None:
    found = figures("Năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên.", title="Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên")
    assert [one.span_text for one in found] == ["34", "34"]
    assert {one.organisation for one in found} == {"Đảng bộ xã Nậm Cắn"}
