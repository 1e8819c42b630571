"""Confidence: what a row rests on decides how far it is trusted."""

from __future__ import annotations

from extracted import drafts, figure

from tasks.facts.document.reading import read_article
from tasks.facts.document.records import ArticleText
from tasks.facts.output.confidence import grounds_of


def test_a_row_with_its_own_event_holder_and_time_is_trusted_more_than_a_bare_count() -> None:
    sure = figure("Năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên.")
    unsure = figure("Theo đó, 34 khúc quanh đã được nói tới.")
    assert sure.confidence is not None
    assert unsure.confidence is not None
    assert 0 <= unsure.confidence < sure.confidence <= 1


def test_the_grounds_of_a_row_tell_noun_period_and_holder() -> None:
    text = "Năm 2019, Đảng bộ xã Nậm Cắn kết nạp 34 đảng viên."
    (draft,) = drafts(text)
    grounds = grounds_of(draft, read_article(ArticleText("a" * 16, text, None, None, None)))
    assert {"noun known count", "period own", "measure count", "indicator by event"} <= grounds
