"""The validation page opens anywhere, says what failed and what it cost, and lets no article write into it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from expectations.judgements import Judgement
from expectations.page import render_page

RUN: dict[str, Any] = {
    "run_id": "20261121T023000Z-3f9a", "status": "published", "message": "published 120 articles", "discovered": 1340,
    "loaded": 120, "started_at": datetime(2026, 11, 20, 19, 30, tzinfo=UTC), "ended_at": datetime(2026, 11, 20, 19, 33, 12, tzinfo=UTC),
    "versions": '{"solieu": "0.1.0"}',
}  # fmt: skip
HELD = Judgement("articles", "articles.text.nfc", "critical", "row", True, "e", "The text is NFC.", "120 rows", 120, 0)
WARNED = Judgement("articles", "articles.published_on.plausible", "warning", "row", False, "e", "The day is plausible.",
                   "1 of 120 rows: published_on=1970-01-01", 120, 1, ("00000000000000aa",))  # fmt: skip
REFUSED = Judgement("observations", "observations.value.share_within_whole", "critical", "row", False, "e", "A share is at most 100.",
                    "2 of 900 rows: value=105.3", 900, 2, ("00000000000000b1", "00000000000000b2"))  # fmt: skip
STOPPED = Judgement("articles", "articles.table.row_count", "critical", "table", False, "e", "There are rows.", "0 rows, 5 expected", 0, 5)
ITEM = {
    "reason": "no_article",
    "detail": "a list <script>alert(1)</script>",
    "source_uri": "file:///bao/1.html",
    "item_id": "file:///bao/1.html",
}


class Elements(HTMLParser):
    """Every start tag with its attributes, and whether tags close as they opened."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "br", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def elements(html: str) -> Elements:
    parser = Elements()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def page(*judgements: Judgement, items: tuple[dict[str, str], ...] = (), **run: Any) -> str:
    return render_page(judgements, RUN | run, items)


def test_the_page_asks_nothing_of_a_network() -> None:
    html = page(HELD, WARNED, REFUSED, STOPPED, items=(ITEM,))
    found = elements(html)
    assert not [tag for tag, _ in found.tags if tag in {"script", "link", "img", "iframe", "object"}]
    assert not [attrs for _, attrs in found.tags if {"src", "href", "srcset", "action"} & attrs.keys()]
    assert not re.search(r"https?://|url\(|@import", html)


def test_text_of_articles_is_escaped() -> None:
    html = page(replace(WARNED, observed="title=<b>Tin</b>"), items=(ITEM,))
    assert "<b>Tin" not in html
    assert "&lt;b&gt;Tin" in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("judgements", "told"),
    [
        ((HELD,), "Every rule held."),
        ((HELD, WARNED), "Fit to publish, with warnings."),
        ((HELD, WARNED, REFUSED), "Rows that broke a critical rule were left out"),
        ((HELD, REFUSED, STOPPED), "Not fit to publish: 1 critical rule of a whole table failed."),
        ((), "Nothing was judged."),
    ],
)
def test_the_verdict_stands_first(judgements: tuple[Judgement, ...], told: str) -> None:
    assert told in page(*judgements)


def test_rules_that_held_for_want_of_rows_are_counted_apart() -> None:
    html = page(HELD, replace(HELD, rule_id="articles.title.not_blank", evaluated_count=0, observed="nothing to judge"))
    assert "2 rules that held, 1 of them with nothing to judge" in html


def test_a_failure_shows_its_rule_what_was_observed_and_its_ids() -> None:
    html = page(HELD, REFUSED)
    for told in (REFUSED.rule_id, REFUSED.meaning, "2 of 900 rows: value=105.3", *REFUSED.failing_ids, "rows refused"):
        assert told in html
    assert html.index(REFUSED.rule_id) > html.index("observations</span>")


def test_a_warning_says_how_to_see_why_and_a_refused_row_is_not_in_the_file_that_would_tell() -> None:
    assert f"solieu explain {WARNED.failing_ids[0]}" in page(WARNED)
    assert "solieu explain" not in page(REFUSED)


def test_many_ids_are_cut_and_counted() -> None:
    html = page(replace(REFUSED, failing_ids=tuple(f"{number:016x}" for number in range(1500))))
    assert "and 1,480 more" in html


def test_the_run_is_told_in_local_time_with_its_counts() -> None:
    html = page(HELD)
    assert "21/11/2026 02:30 (Hà Nội)" in html
    assert "took 3 min 12 s" in html
    assert "<b>1,340</b><span>documents listed" in html
    assert "solieu 0.1.0" in html


def test_quarantine_is_grouped_by_reason_with_what_to_do() -> None:
    html = page(HELD, items=(ITEM,) * 60)
    assert "no_article" in html
    assert "Collect the article&#39;s own page." in html
    assert "and 10 more: solieu quarantine --reason no_article" in html


def test_a_run_that_is_not_over_yet_has_a_page_too() -> None:
    assert "Validation of run r9" in render_page([], {"run_id": "r9", "started_at": RUN["started_at"], "ended_at": None})


def test_commands_on_the_page_name_the_home() -> None:
    html = page(WARNED, items=(ITEM,) * 60, home="/data/kho số liệu")
    assert "solieu explain 00000000000000aa --home &#39;/data/kho số liệu&#39;" in html
    assert "solieu quarantine --reason no_article --home &#39;/data/kho số liệu&#39;" in html
