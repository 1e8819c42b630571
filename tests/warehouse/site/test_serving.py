"""The site over HTTP: every page opens in both languages, changes nothing, runs nothing, and answers to this machine alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from published_lake import build_and_publish
from small_lake import Page, commit_run, home_lake, page
from starlette.testclient import TestClient

from warehouse.reading import run_query
from warehouse.site.serving import Site
from warehouse.site.source import Source

LOCAL = "http://127.0.0.1"
PAGES = ("index", "figures", "indicators", "indicators/party_members", "places", "places/00001", "places/01", "conflicts", "quarantine",
         "dictionary")  # fmt: skip
HOSTILE = '<script>alert(1)</script>" onload="x\u202egnp.exe =HYPERLINK("http://evil.example") ' + "x" * 5_000


@pytest.fixture(scope="module")
def client(rich_live: Path) -> Iterator[TestClient]:
    source = Source(rich_live)
    with TestClient(Site(source).app(), base_url=LOCAL) as found:
        yield found
    source.close()


class Links(HTMLParser):
    """Addresses that a page links to, the ids it has, and the elements that could run something."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(given["href"])
        if "id" in given:
            self.ids.append(given["id"])
        if (
            tag in ("script", "iframe", "object", "embed", "img", "base")
            or any(name.startswith("on") for name in given)
            or "style" in given
        ):
            self.running.append(f"{tag} {given}")


def links_of(html: str) -> Links:
    found = Links()
    found.feed(html)
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_and_runs_nothing(client: TestClient, language: str, path: str) -> None:
    answer = client.get(f"/{language}/{path}.html")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    found = links_of(answer.text)
    assert not found.running
    assert len(found.ids) == len(set(found.ids))


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    """From the first page all pages are reached; none of their links is dead, nor the place on the page it names."""
    seen: dict[str, Links] = {}
    waiting = [f"{LOCAL}/vi/index.html"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, address
        html = "text/html" in answer.headers["content-type"]
        seen[address] = links_of(answer.text) if html else Links()
        for link in seen[address].links:
            target = str(answer.url.join(link))
            if target.startswith(LOCAL):
                waiting.append(target.partition("#")[0])
    kinds = {address.removeprefix(f"{LOCAL}/").split("/")[1].partition("?")[0] for address in seen}
    assert kinds >= {"index.html", "figures.html", "articles", "figures", "places", "indicators", "figures.csv", "figures.parquet"}
    from httpx import URL

    for address, found in seen.items():
        for link in found.links:
            target, _, place = str(URL(address).join(link)).partition("#")
            assert not place or not target.startswith(LOCAL) or place in seen[target].ids or place == "main", (address, link)


def test_a_figure_is_marked_at_exactly_its_characters(client: TestClient, rich_live: Path) -> None:
    rows = run_query(rich_live, "select article_id, observation_id, span_text from observations").to_pylist()
    assert rows
    for row in rows:
        html = client.get(f"/vi/articles/{row['article_id']}.html").text
        assert re.search(rf'<a class="number[^"]*" id="{row["observation_id"]}"[^>]*>{re.escape(row["span_text"])}</a>', html)


def test_a_figure_has_a_short_address(client: TestClient, rich_live: Path) -> None:
    one = run_query(rich_live, "select observation_id, span_text from observations limit 1").to_pylist()[0]
    answer = client.get(f"/f/{one['observation_id']}")
    assert answer.url.path == f"/vi/figures/{one['observation_id']}.html"
    assert f"<mark>{one['span_text']}</mark>" in answer.text


def test_reports_elsewhere_are_those_that_are_counted_together(client: TestClient, rich_live: Path) -> None:
    sql = """
        select one.observation_id, one.article_id, other.observation_id as elsewhere
        from reports as one
        join reports as other
          on other.counted_as = one.counted_as and other.facet = one.facet and other.article_id <> one.article_id
    """
    pairs = run_query(rich_live, sql).to_pylist()
    assert pairs
    for pair in pairs:
        assert f"#{pair['elsewhere']}" in client.get(f"/vi/articles/{pair['article_id']}.html").text
    together = {(pair["observation_id"], pair["elsewhere"]) for pair in pairs}
    for one in run_query(rich_live, "select observation_id from observations").to_pylist():
        html = client.get(f"/vi/figures/{one['observation_id']}.html").text.partition("Cùng số liệu ở bài khác</h2>")[2]
        shown = set(re.findall(r"/figures/([0-9a-f]{16})\.html|\b([0-9a-f]{16})\.html", html))
        assert {a or b for a, b in shown} == {other for own, other in together if own == one["observation_id"]}


def test_an_article_that_says_a_fact_often_is_named_once(tmp_path: Path) -> None:
    row = "Xã có 12 đảng viên"
    table = Page("file:///raw/bang.txt", "\n".join(["Bảng theo dõi hằng tháng", *[row] * 3]))
    other = Page("file:///raw/tin.txt", f"Tin trong ngày\n{row}, theo báo cáo.", host="bao-z.example.vn")
    lake = home_lake(tmp_path)
    commit_run(lake, "20261119T0230Z-0001", [table, other])
    source = Source(build_and_publish(lake, "20261119T0230Z-0001"))
    shown = source.rows("article_elsewhere", ids=[table.article_id, other.article_id])
    source.close()
    assert [one["article_id"] for one in shown if one["asked_in"] == table.article_id] == [other.article_id] * 3
    assert [one["article_id"] for one in shown if one["asked_in"] == other.article_id] == [table.article_id]


def test_a_page_of_many_figures_links_a_few_reports_of_each_and_says_how_many_more(tmp_path: Path) -> None:
    lake = home_lake(tmp_path)
    told = "Toàn xã có 214 đảng viên."
    others = [Page(f"file:///raw/{number}.txt", f"Tin số {number}\n{told}", host=f"bao-{number}.example.vn") for number in range(9)]
    long = Page("file:///raw/long.txt", f"Bảng tổng hợp\n{told}\n" + " ".join(f"Cụm {number} có 7 nhà." for number in range(30)))
    commit_run(lake, "20261119T0230Z-0001", [*others, long])
    source = Source(build_and_publish(lake, "20261119T0230Z-0001"))
    with TestClient(Site(source).app(), base_url=LOCAL) as client:
        card = client.get(f"/en/articles/{long.article_id}.html").text.partition('<article class="card"')[2].partition("</article>")[0]
        assert len(re.findall(r"\(bao-\d\.example\.vn", card)) == 5
        way = re.search(r'<a href="([^"]+)">4 more</a>', card)
        assert way is not None
        figure = client.get(f"/en/articles/{way[1]}").text
        assert len(set(re.findall(r"bao-\d\.example\.vn", figure))) == 9
        assert "more</a>" not in client.get(f"/en/articles/{others[0].article_id}.html").text
    source.close()


def test_csv_and_parquet_hold_every_figure_of_the_search(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(client.get("/vi/figures.parquet?indicator=party_members").content)
    rows = pq.read_table(tmp_path / "x.parquet")
    assert rows.num_rows
    csv_lines = client.get("/vi/figures.csv?indicator=party_members").text.splitlines()
    assert len(csv_lines) == rows.num_rows + 1
    assert csv_lines[0].split(",")[0].strip('"') == rows.column_names[0] == "observation_id"


def test_a_download_that_is_too_large_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.site.serving.MOST_EXPORTED", 3)
    answer = client.get("/en/figures.csv")
    assert answer.status_code == 413
    assert "more than the 3 of a download" in answer.text


@pytest.mark.parametrize("address", ["/vi/articles/0000.html", "/vi/figures/x.html", "/vi/places/999999.html", "/vi/indicators/x.html",
                                     "/de/index.html", "/vi/nothing", "/f/%22%3E%3Cscript%3E"])  # fmt: skip
def test_what_is_not_there_is_said_on_a_page_that_leads_back(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert client.get(str(answer.url.join(links_of(answer.text).links[1]))).status_code == 200
    assert "<script" not in answer.text


def test_a_wrong_filter_is_told_above_the_form(client: TestClient) -> None:
    answer = client.get("/en/figures.html?year_from=%3Cb%3E")
    assert answer.status_code == 200
    assert "year_from: &#39;&lt;b&gt;&#39; is no whole number" in answer.text


def test_another_name_than_this_machines_is_refused(client: TestClient) -> None:
    assert client.get("/vi/index.html", headers={"host": "rebound.example"}).status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent_to_it(client: TestClient, method: str) -> None:
    assert client.request(method, "/vi/figures.html").status_code == 405


def test_without_a_warehouse_it_says_so(tmp_path: Path) -> None:
    with TestClient(Site(Source(tmp_path / "none.duckdb")).app(), base_url=LOCAL) as client:
        answer = client.get("/en/index.html")
    assert answer.status_code == 503
    assert "run `solieu run` first" in answer.text


def test_a_file_of_another_solieu_says_what_to_do(tmp_path: Path, rich_live: Path) -> None:
    live = Path(shutil.copy(rich_live, tmp_path / "warehouse.duckdb"))
    with duckdb.connect(str(live)) as con:
        con.execute("drop view conflicts")
    source = Source(live)
    with TestClient(Site(source).app(), base_url=LOCAL) as client:
        answer = client.get("/en/conflicts.html")
    source.close()
    assert answer.status_code == 500
    assert "was published by another version of solieu" in answer.text
    assert "`solieu run` or `solieu rebuild` publishes it anew" in answer.text


def test_a_new_file_is_shown_as_soon_as_it_is_published(tmp_path: Path) -> None:
    lake = home_lake(tmp_path)
    commit_run(lake, "20261119T0230Z-0001", [page(1)])
    source = Source(build_and_publish(lake, "20261119T0230Z-0001"), patience=None)
    with TestClient(Site(source).app(), base_url=LOCAL) as client:
        assert "20261119T0230Z-0001" in client.get("/en/index.html").text
        commit_run(lake, "20261120T0230Z-0002", [page(2)])
        build_and_publish(lake, "20261120T0230Z-0002")
        assert "20261120T0230Z-0002" in client.get("/en/index.html").text
    source.close()


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    lake = home_lake(tmp_path)
    nasty = Page(
        f"file:///raw/{HOSTILE[:40]}.txt", f"{HOSTILE}\nXã có 34 đảng viên {HOSTILE}.", date(2026, 1, 1), "bao.example.vn",
        organisation=HOSTILE, more={"unit_text": HOSTILE, "period_text": HOSTILE},
    )  # fmt: skip
    commit_run(lake, "20261119T0230Z-0001", [nasty])
    source = Source(build_and_publish(lake, "20261119T0230Z-0001"))
    row = source.rows("article_of_figure", id=source.table("select observation_id from observations limit 1")[0][0].as_py())[0]
    with TestClient(Site(source).app(), base_url=LOCAL) as client:
        for path in ("index", "figures", "indicators/party_members", f"articles/{row['article_id']}", f"figures/{row['observation_id']}"):
            html = client.get(f"/vi/{path}.html").text
            found = links_of(html)
            assert not found.running, path
            assert "\u202e" not in html
            assert not [link for link in found.links if link.lower().startswith(("javascript:", "data:"))]
        csv = client.get("/vi/figures.csv").text
        assert '"=HYPERLINK' not in csv
    source.close()
