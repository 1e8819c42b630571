"""One click from a query to the marked sentence: the address of a figure leads to a page on which its mark is."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from small_lake import Page, commit_run, home_lake, page
from starlette.testclient import TestClient

from warehouse.addresses import HOST, PORT, SiteAddress
from warehouse.building import build_candidate, complete_candidate, rebuild
from warehouse.lake.lake import Lake
from warehouse.publishing import publish
from warehouse.reading import run_query
from warehouse.site.copying import publish_site
from warehouse.site.serving import Site
from warehouse.site.source import Source

COPIED = 3


def publish_with(lake: Lake, run_id: str, site: SiteAddress) -> Path:
    """A night whose figures lead to `site`."""
    live, candidate = lake.home / "warehouse.duckdb", lake.home / "candidates" / f"{run_id}.duckdb"
    build_candidate(lake, run_id, live, candidate, site=site)
    complete_candidate(lake, run_id, candidate)
    publish(candidate, live)
    return live


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A home under a path that an address must escape, with one night of six articles, of which three are copied."""
    lake = home_lake(tmp_path / "kho số liệu #1")
    commit_run(lake, "20261119T0230Z-0001", [page(number, organisation=f"Đảng bộ xã {number}") for number in range(6)])
    publish_with(lake, "20261119T0230Z-0001", SiteAddress(copied_articles=COPIED))
    publish_site(lake.home, COPIED)
    return lake


def figures_of(live: Path, table: str = "observations") -> list[dict[str, str]]:
    return run_query(live, f"select observation_id, article_id, span_text, url from {table}").to_pylist()


def is_marked(html: str, figure: dict[str, str]) -> bool:
    """Whether the page marks the figure at the place its address names, at exactly its characters."""
    place = urlsplit(figure["url"]).fragment
    found = re.search(rf'<a class="number[^"]*" id="{place}"[^>]*>([^<]*)</a>', html)
    return found is not None and found[1] == figure["span_text"]


@pytest.mark.parametrize("table", ["observations", "figures"])
def test_a_figure_in_the_copy_leads_to_its_mark_in_a_file(lake: Lake, table: str) -> None:
    local = [figure for figure in figures_of(lake.home / "warehouse.duckdb", table) if figure["url"].startswith("file:")]
    assert len({figure["article_id"] for figure in local}) == COPIED
    for figure in local:
        assert is_marked(Path(unquote(urlsplit(figure["url"]).path)).read_text("utf-8"), figure)


@pytest.mark.parametrize("table", ["observations", "figures"])
def test_every_other_figure_leads_to_where_browse_serves_it(lake: Lake, table: str) -> None:
    served = [figure for figure in figures_of(lake.home / "warehouse.duckdb", table) if not figure["url"].startswith("file:")]
    assert len({figure["article_id"] for figure in served}) == 6 - COPIED
    source = Source(lake.home / "warehouse.duckdb")
    with TestClient(Site(source).app(), base_url=f"http://{HOST}:{PORT}") as client:
        for figure in served:
            assert figure["url"].startswith(f"http://{HOST}:{PORT}/")
            assert is_marked(client.get(figure["url"]).text, figure)
    source.close()


def test_an_article_that_leaves_the_copy_changes_its_address(lake: Lake) -> None:
    newer = [Page("file:///raw/moi.txt", "Tin mới\nXã có 77 đảng viên.", published_on=page(1).published_on.replace(year=2027))]
    commit_run(lake, "20261120T0230Z-0002", newer)
    live = publish_with(lake, "20261120T0230Z-0002", SiteAddress(copied_articles=COPIED))
    publish_site(lake.home, COPIED)
    for figure in figures_of(live):
        path = Path(unquote(urlsplit(figure["url"]).path))
        assert figure["url"].startswith("file:") == (lake.home / "site" / "vi" / "articles" / path.name).exists()
    assert len({figure["article_id"] for figure in figures_of(live) if figure["url"].startswith("file:")}) == COPIED


def test_an_address_of_ones_own_goes_before_the_copy_and_a_rebuild_takes_it_up(lake: Lake) -> None:
    candidate = lake.home / "candidates" / "again.duckdb"
    rebuild(lake, candidate, SiteAddress("https://so-lieu.example.vn/", COPIED))
    for figure in figures_of(candidate):
        assert figure["url"] == f"https://so-lieu.example.vn/vi/articles/{figure['article_id']}.html#{figure['observation_id']}"


def test_without_a_copy_every_figure_leads_to_browse(lake: Lake) -> None:
    candidate = lake.home / "candidates" / "again.duckdb"
    rebuild(lake, candidate, SiteAddress())
    assert {urlsplit(figure["url"]).netloc for figure in figures_of(candidate)} == {f"{HOST}:{PORT}"}


def test_other_answers_lead_there_too(lake: Lake) -> None:
    live = lake.home / "warehouse.duckdb"
    known = {figure["observation_id"]: figure["url"] for figure in figures_of(live)}
    one = min(known)
    for query in (f"from explain_figure('{one}')", "from find_figures('dang vien')", "from figures_of('party_members')"):
        rows = run_query(live, query).to_pylist()
        assert rows
        assert all(row["url"] == known[row["observation_id"]] for row in rows)
