"""The page of an article and its figures: nothing of the text is lost or can write into the page, and marks and cards are tied."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

from small_articles import write_articles
from typer.testing import CliRunner

from flows.cli import app
from flows.story_page import Told, render_stories
from tasks.facts.document.records import ArticleText
from tasks.facts.explanation import explain_numbers

TEXT = (
    "Tin <b>xã</b> & bản\nNăm 2020, Đảng bộ xã Nậm Cắn kết nạp 40 đảng viên, trong đó có 10 đảng viên nữ, chiếm 75%.\n"
    "Năm 2021, xã phấn đấu kết nạp 50 đảng viên."
)


def _told(text: str = TEXT) -> Told:
    stories = explain_numbers(ArticleText("a", text, text.split("\n", maxsplit=1)[0], date(2020, 12, 31), None))
    return Told("<script>alert(1)</script>", "file:///a.txt", "2020-12-31", text, tuple(stories))


def test_the_pieces_are_the_text() -> None:
    pieces = _told().pieces()
    assert "".join(piece for piece, _ in pieces) == TEXT
    assert [piece for piece, story in pieces if story] == ["2020", "40", "10", "75%", "2021", "50"]


def test_the_page_holds_the_text_and_lets_it_write_nothing() -> None:
    page = render_stories([_told()])
    (text,) = re.findall(r'<div class="text">(.*?)</div>', page, re.DOTALL)
    assert unescape(re.sub(r"<[^>]+>", "", text)).replace("\n\n", "\n") == TEXT
    assert "<script>" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page), "it needs no network"


def test_every_mark_leads_to_its_card_and_back() -> None:
    page = render_stories([_told(), _told()])
    places = set(re.findall(r' id="([^"]+)"', page))
    assert len(places) == 2 * 2 * len(_told().figures()) == 16
    assert set(re.findall(r'href="#([^"]+)"', page)) == places


def test_a_target_and_a_contradiction_can_be_seen() -> None:
    page = render_stories([_told()])
    assert page.count('class="badge target"') == 1
    assert "share_of_counts with 10, 40: expected 25.0" in page
    assert page.count('class="number wrong"') == 1


def test_the_command_writes_the_page_and_says_where(tmp_path: Path) -> None:
    write_articles(tmp_path, range(1))
    page = tmp_path / "trang.html"
    done = CliRunner().invoke(app, ["explain", str(tmp_path / "bài-00000.txt"), "--page", str(page)])
    assert done.exit_code == 0, done.output
    assert done.output.strip() == page.as_uri()
    assert "Nậm Mười" in page.read_text("utf-8")
