"""A reader gives verdicts on the page of an article with mouse and keyboard, and finds them again after the next run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from plain_run import run_stages

from tests.browser.conftest import Shown, Watched, served
from warehouse.verdicts.store import VerdictStore

STORY = """Đảng bộ xã Nậm Búng vững bước

12/03/2021

Năm 2020, Đảng bộ xã Nậm Búng kết nạp được 21 đảng viên mới.

Đến nay, toàn Đảng bộ xã Nậm Búng có 214 đảng viên, sinh hoạt tại 12 chi bộ.

Lớp học tình thương của thầy giáo làng mở cửa lúc 19 giờ mỗi tối.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Shown]:
    """A home of one article, served."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "nam-bung.txt").write_text(STORY, encoding="utf-8")
    run_stages(tmp_path / "home", tmp_path / "raw", judge=False)
    with served(tmp_path / "home") as address:
        yield Shown(tmp_path / "home", tmp_path / "raw", address)


def card(page: Any, printed: str) -> Any:
    """The card of the figure that is printed so."""
    return page.locator("article.card").filter(has=page.locator(f"a.printed:text-is('{printed}')"))


def article_of(desk: Shown, language: str = "vi") -> str:
    return f"{desk.address}/{language}/articles/{desk.rows('select article_id from articles')[0]['article_id']}.html"


def test_verdicts_are_given_by_hand_and_survive_a_run(desk: Shown, watched: Watched) -> None:
    page = watched.open(article_of(desk))
    card(page, "214").get_by_role("button", name="Đúng").click()
    assert "đã xác nhận đúng" in card(page, "214").inner_text()
    wrong = card(page, "12")
    wrong.locator("summary", has_text="Sai: thế nào mới đúng").click()
    wrong.get_by_label("Giá trị").fill("13")
    wrong.get_by_label("Ghi chú").fill("báo in nhầm")
    wrong.get_by_label("Ghi chú").press("Enter")  # sends the form that is filled in, not the first button of the card
    assert "Giá trị: 12 → 13" in card(page, "12").inner_text()
    page.locator("summary", has_text="Mọi con số trong bài").click()
    page.get_by_role("link", name="Đây là số liệu").last.click()
    missing = page.locator("section#missing")
    assert "19" in missing.get_by_label("Những chữ quanh con số").input_value()
    missing.get_by_label("Giá trị").fill("19")
    missing.get_by_label("Chỉ tiêu").fill("Khác")
    missing.get_by_label("Đơn vị").fill("Giờ")
    missing.get_by_role("button", name="Số này bị thiếu").click()
    assert "bị thiếu" in page.locator("section#missing .judged").inner_text()
    assert watched.said == []
    assert [one.kind for one in VerdictStore.of(desk.home).current()] == ["right", "wrong", "missing"]

    run_stages(desk.home, desk.raw, judge=False, again="clean")
    page = watched.open(article_of(desk, "en"))
    assert "found right" in card(page, "214").inner_text()
    assert "Value: 12 → 13" in card(page, "12").inner_text()
    assert "found missing" in page.locator("section#missing .judged").inner_text()
    card(page, "214").get_by_role("button", name="Withdraw").click()
    assert "found right" not in card(page, "214").inner_text()


def test_a_block_is_judged_in_its_table(desk: Shown, watched: Watched) -> None:
    page = watched.open(article_of(desk))
    page.locator("details#blocks > summary").click()
    page.locator("details#blocks").get_by_role("button", name="Đáng bỏ").last.click()
    assert page.locator("details#blocks .judged").inner_text().startswith("đáng bỏ")
    assert page.locator("details#blocks").evaluate("one => one.open")


def test_another_page_of_the_browser_cannot_give_a_verdict(desk: Shown, watched: Watched, tmp_path: Path) -> None:
    """With the right token even: the origin is another."""
    page = watched.open(article_of(desk))
    form = card(page, "214").locator("form").first
    fields = {name: form.locator(f"input[name={name}]").get_attribute("value") for name in ("token", "text_sha256", "on", "figure")}
    inputs = "".join(f'<input name="{name}" value="{value}">' for name, value in {**fields, "verdict": "right"}.items())
    target = article_of(desk).removesuffix(".html") + "/verdicts"
    (tmp_path / "other.html").write_text(f'<form method="post" action="{target}">{inputs}<button>x</button></form>', encoding="utf-8")
    page = watched.open((tmp_path / "other.html").as_uri())
    page.locator("button").click()
    page.wait_for_url("**/verdicts")
    assert "Chỉ nhận nhận xét từ các trang của máy chủ này." in page.locator("main").inner_text()
    assert not VerdictStore.of(desk.home).all()
