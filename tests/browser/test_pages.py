"""Every kind of page as a browser shows it: quiet, without a request of its own, readable, at any width and in the dark."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import HOSTILE, LONG_WORD, PHONE, WIDE, Shown, Watched

KINDS = ("index", "figures", "figure", "indicators", "indicator", "places", "place", "article", "conflicts", "quarantine", "dictionary")
DARK = {"color_scheme": "dark", "viewport": PHONE}
READ_MARKS = """() => {
    const marks = {};
    let text = '';
    for (const [place, paragraph] of document.querySelectorAll('section.text > p').entries()) {
        if (place) text += '\\n';
        for (const node of paragraph.childNodes) {
            if (node.nodeType === Node.ELEMENT_NODE && node.matches('a.number'))
                marks[node.id] = [Array.from(text).length, node.textContent];
            text += node.textContent;
        }
    }
    return [text, marks];
}"""
"""The text of the paragraphs, one a line, and of each marked figure where it begins, in code points, and its characters."""

COPIED = tuple(kind for kind in KINDS if kind != "figure")


def overflow(page: Any) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_served_page_is_quiet_and_asks_for_nothing(shown: Shown, watched: Watched, language: str) -> None:
    for kind in KINDS:
        address = f"{shown.address}/{language}/{shown.kinds[kind]}.html"
        page = watched.open(address)
        assert page.locator("h1").inner_text(), kind
        assert watched.said == [], kind
        assert watched.asked == [address], kind
        assert page.evaluate("document.scripts.length") == 0, kind


def test_every_page_of_the_copy_opens_from_the_disk(shown: Shown, watched: Watched) -> None:
    for kind in COPIED:
        address = (shown.home / "site" / "vi" / f"{shown.kinds[kind]}.html").as_uri()
        page = watched.open(address)
        assert page.locator("h1").inner_text(), kind
        assert watched.said == [], kind
        assert watched.asked == [address], kind


def test_the_folder_itself_leads_to_the_first_page(shown: Shown, watched: Watched) -> None:
    page = watched.open((shown.home / "site" / "index.html").as_uri())
    page.wait_for_url("**/vi/index.html")
    assert page.locator("html").get_attribute("lang") == "vi"


@pytest.mark.parametrize("watched", [{"viewport": PHONE}], indirect=True)
def test_every_page_fits_a_phone(shown: Shown, watched: Watched) -> None:
    for kind in KINDS:
        assert overflow(watched.open(f"{shown.address}/vi/{shown.kinds[kind]}.html")) == 0, kind


@pytest.mark.parametrize(
    ("kind", "watched"),
    [*((kind, {}) for kind in KINDS), *((kind, DARK) for kind in ("article", "indicator", "places"))],
    indirect=["watched"],
    ids=[*(f"{kind}-light" for kind in KINDS), "article-dark", "indicator-dark", "places-dark"],
)
def test_axe_finds_no_serious_problem(shown: Shown, watched: Watched, kind: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (make env)")
    page = watched.open(f"{shown.address}/vi/{shown.kinds[kind]}.html")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = axe.Axe().run(page).response["violations"]
    told = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in ("serious", "critical")]
    assert told == []


def test_the_whole_site_is_reached_by_keyboard(shown: Shown, watched: Watched) -> None:
    page = watched.open(f"{shown.address}/vi/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_search_finds_with_and_without_accents_and_keeps_its_address(shown: Shown, watched: Watched) -> None:
    page = watched.open(f"{shown.address}/vi/figures.html")
    page.get_by_label("Từ khóa, có dấu hoặc không dấu").fill("tan ky dang vien")
    page.get_by_role("button", name="Tìm").click()
    without = page.locator("tr.figure-row").all_inner_texts()
    assert [row for row in without if "Tân Kỳ" in row]
    assert f"{len(without)} số liệu" in page.locator("main").inner_text()
    assert "q=tan+ky+dang+vien" in page.url
    address = page.get_by_role("link", name="Địa chỉ của lần tìm này").get_attribute("href")
    watched.open(f"{shown.address}/vi/{address}")
    assert page.locator("tr.figure-row").all_inner_texts() == without
    watched.open(f"{shown.address}/vi/figures.html?q=T%C3%A2n+K%E1%BB%B3+%C4%91%E1%BA%A3ng+vi%C3%AAn")
    assert page.locator("tr.figure-row").all_inner_texts() == without


def test_filters_hold_together_and_can_be_taken_back(shown: Shown, watched: Watched) -> None:
    page = watched.open(f"{shown.address}/en/figures.html")
    page.get_by_label("Indicator").select_option("party_members_admitted")
    page.locator("summary", has_text="More filters").click()
    page.get_by_label("Status").select_option("target")
    page.get_by_role("button", name="Search").click()
    targets = shown.rows("from figures where indicator = 'party_members_admitted' and status = 'target'")
    assert targets
    assert page.locator("tr.figure-row").count() == len(targets)
    assert page.get_by_label("Status").is_visible()
    page.get_by_label("Status").select_option("")
    page.get_by_role("button", name="Search").click()
    assert f"{len(shown.rows('''from figures where indicator = 'party_members_admitted' '''))} figures" in page.locator("main").inner_text()


def test_every_figure_is_marked_at_exactly_its_characters(shown: Shown, watched: Watched) -> None:
    """The paragraphs of the page are the text, and the marks stand where the warehouse says."""
    articles = shown.rows("select article_id, text from articles order by article_id limit 12")
    for article in articles:
        page = watched.open(f"{shown.address}/vi/articles/{article['article_id']}.html")
        text, marks = page.evaluate(READ_MARKS)
        assert text == article["text"]
        rows = shown.rows(f"select observation_id, span_start, span_text from observations where article_id = '{article['article_id']}'")
        assert marks == {row["observation_id"]: [row["span_start"], row["span_text"]] for row in rows}


def test_a_mark_of_a_chart_leads_to_its_figure(shown: Shown, watched: Watched) -> None:
    page = watched.open(f"{shown.address}/vi/{shown.kinds['indicator']}.html")
    page.locator("figure.chart svg a").first.click()
    page.wait_for_url("**/figures/*.html")
    assert page.locator("mark").inner_text()


@pytest.mark.parametrize("watched", [{"viewport": PHONE}, {"viewport": WIDE}], indirect=True, ids=["phone", "wide"])
def test_a_hostile_article_is_only_text(hostile: Shown, watched: Watched) -> None:
    article = hostile.rows("select article_id from articles")[0]["article_id"]
    figure = hostile.rows("select observation_id from observations")[0]["observation_id"]
    served, copied = f"{hostile.address}/vi", (hostile.home / "site" / "vi").as_uri()
    pages = [f"{top}/{below}.html" for top in (served, copied) for below in ("index", f"articles/{article}", "indicators/party_members")]
    for address in [*pages, f"{served}/figures/{figure}.html", f"{served}/figures.html?q=%3Cscript%3E"]:
        page = watched.open(address)
        assert watched.said == [], address
        assert watched.asked == [address], address
        assert page.evaluate("document.querySelectorAll('script, img, iframe, [onload], [onerror], a[href^=\"javascript:\"]').length") == 0
        assert "\u202e" not in page.content(), address
        assert overflow(page) == 0, address
    page = watched.open(f"{copied}/articles/{article}.html")
    text = page.locator("section.text").text_content()
    for words in ("<img src=x onerror=alert(3)>", '=HYPERLINK("http://evil.example")', "javascript:alert(4)", LONG_WORD):
        assert words in text
    assert page.locator("h1").text_content() == HOSTILE.partition("\n")[0]
