"""The copy of the site: whole, opening without a server, made anew only where something changed, and never half done."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from published_lake import build_and_publish
from small_lake import Page, commit_run, home_lake, page

from warehouse.lake.lake import Lake
from warehouse.reading import run_query
from warehouse.site import copying
from warehouse.site.copying import publish_site
from warehouse.site.frame import Frame
from warehouse.site.front import FRONT
from warehouse.site.source import Source
from warehouse.verdicts.records import Verdict, judged_columns, text_digest
from warehouse.verdicts.store import VerdictStore

HREF = re.compile(r'href="([^"]*)"')


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A home with one published night of six articles, one a reprint."""
    lake = home_lake(tmp_path)
    pages = [page(number) for number in range(5)]
    again = Page("file:///raw/again.txt", pages[1].text, host="bao-b.example.vn")
    commit_run(lake, "20261119T0230Z-0001", [*pages, again])
    build_and_publish(lake, "20261119T0230Z-0001")
    return lake


def files_of(site: Path) -> dict[str, tuple[int, int]]:
    """Every page with what tells one file from another."""
    found = {
        path.relative_to(site).as_posix(): path.stat()
        for path in site.resolve().rglob("*.html")
        for path in [site / path.relative_to(site.resolve())]
    }
    return {name: (one.st_ino, one.st_mtime_ns) for name, one in found.items()}


def test_no_link_of_a_copy_is_dead(lake: Lake) -> None:
    copied = publish_site(lake.home, 4)
    assert copied is not None
    pages = sorted((lake.home / "site").resolve().rglob("*.html"))
    assert len(pages) == copied.pages == copied.rendered
    followed = 0
    for one in pages:
        html = one.read_text("utf-8")
        ids = set(re.findall(r'\bid="([^"]+)"', html))
        for link in HREF.findall(html):
            path, place = urlsplit(link).path, urlsplit(link).fragment
            if link.startswith(("http", "data:")):
                continue
            target = (one.parent / unquote(path)).resolve() if path else one
            assert target.is_file(), (one, link)
            there = ids if target == one else set(re.findall(r'\bid="([^"]+)"', target.read_text("utf-8")))
            assert not place or place in there, (one, link)
            followed += 1
    assert followed > 500


def test_a_copy_runs_nothing_and_asks_no_network(lake: Lake) -> None:
    publish_site(lake.home, 10)
    for one in (lake.home / "site").resolve().rglob("*.html"):
        html = one.read_text("utf-8")
        assert 'Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-' in html
        assert not re.search(r"<(script|img|iframe|object|form)\b|\ssrc=|\sstyle=", html), one


def test_only_the_newest_articles_have_pages(lake: Lake) -> None:
    publish_site(lake.home, 2)
    assert len(list((lake.home / "site" / "vi" / "articles").iterdir())) == 2
    publish_site(lake.home, 0)
    assert not (lake.home / "site" / "vi" / "articles").exists()


def test_the_next_night_makes_only_pages_anew_that_changed(lake: Lake) -> None:
    publish_site(lake.home, 100)
    before = files_of(lake.home / "site")
    apart = Page(
        "file:///raw/apart.txt", "Chuyện khác\nCó 77 người chết.", indicator="deaths", organisation="Huyện B", host="khac.example.vn"
    )
    commit_run(lake, "20261120T0230Z-0002", [apart])
    build_and_publish(lake, "20261120T0230Z-0002")
    copied = publish_site(lake.home, 100)
    assert copied is not None
    after = files_of(lake.home / "site")
    kept = {name for name in before if after.get(name) == before[name]}
    assert {name for name in before if "/articles/" in name} <= kept
    assert "vi/indicators/party_members.html" in kept
    new = {name.split("/")[1] + "/" + name.split("/")[2] for name in set(after) - kept if name.count("/") == 2}
    assert new == {f"articles/{apart.article_id}.html", "indicators/deaths.html"}
    assert copied.rendered == len(after) - len(kept)


def test_pages_that_every_copy_has_are_taken_over_when_they_show_the_same(lake: Lake) -> None:
    publish_site(lake.home, 100)
    before = files_of(lake.home / "site")
    commit_run(lake, "20261120T0230Z-0002", [page(1, "Tin sửa\nXã có 901 đảng viên.")])
    build_and_publish(lake, "20261120T0230Z-0002")
    publish_site(lake.home, 100)
    kept = {name for name, one in files_of(lake.home / "site").items() if one == before.get(name)}
    assert {"index.html", "vi/figures.html", "vi/dictionary.html", "en/quarantine.html"} <= kept
    assert not kept & {"vi/index.html", "en/index.html"}


@pytest.mark.parametrize("name", sorted(set(FRONT) - {"index"}))
def test_a_page_that_can_be_taken_over_shows_nothing_but_what_its_state_tells(
    lake: Lake, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Source(lake.home / "warehouse.duckdb", ahead=False)) as source:
        assert FRONT[name].state(source, ["a"]) != FRONT[name].state(source, ["b"])

        def ask(*asked: object) -> None:
            raise AssertionError(f"the page asks for more: {asked}")

        monkeypatch.setattr(source, "table", ask)
        assert "</html>" in FRONT[name].render(source, Frame("vi", f"{name}.html", articles=frozenset()))


def test_a_page_changes_with_what_others_report_of_its_facts(lake: Lake) -> None:
    publish_site(lake.home, 100)
    first = (lake.home / "site" / "vi" / "articles" / f"{page(2).article_id}.html").read_text("utf-8")
    other = Page("file:///raw/zzz.txt", "Báo khác cũng đưa tin\nXã nay có 102 đảng viên, theo báo cáo.", host="bao-z.example.vn")
    commit_run(lake, "20261120T0230Z-0002", [other])
    build_and_publish(lake, "20261120T0230Z-0002")
    publish_site(lake.home, 100)
    now = (lake.home / "site" / "vi" / "articles" / f"{page(2).article_id}.html").read_text("utf-8")
    assert "bao-z.example.vn" not in first
    assert "bao-z.example.vn" in now


def test_incremental_copy_equals_a_copy_made_at_once(lake: Lake) -> None:
    publish_site(lake.home, 100)
    commit_run(lake, "20261120T0230Z-0002", [page(7), page(2, "Tin sửa\nXã có 900 đảng viên.")], gone=[page(0).uri])
    build_and_publish(lake, "20261120T0230Z-0002")
    publish_site(lake.home, 100)
    site = lake.home / "site"
    step_by_step = {name: (site / name).read_bytes() for name in files_of(site)}
    site.unlink()
    publish_site(lake.home, 100)
    assert {name: (site / name).read_bytes() for name in files_of(site)} == step_by_step


def test_a_copy_that_is_up_to_date_is_left_alone(lake: Lake) -> None:
    publish_site(lake.home, 3)
    before = files_of(lake.home / "site")
    assert publish_site(lake.home, 3) is None
    assert files_of(lake.home / "site") == before
    assert len(list((lake.home / "sites").iterdir())) == 1


def test_a_failure_on_the_way_leaves_the_copy_before(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_site(lake.home, 3)
    before = files_of(lake.home / "site")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "_write_articles", full)
    with pytest.raises(OSError, match="No space left"):
        publish_site(lake.home, 4)
    assert files_of(lake.home / "site") == before
    assert len(list((lake.home / "sites").iterdir())) == 1


def test_a_folder_of_somebody_is_not_replaced(lake: Lake) -> None:
    (lake.home / "site").mkdir()
    (lake.home / "site" / "mine.txt").write_text("của tôi")
    with pytest.raises(OSError, match=r"site"):
        publish_site(lake.home, 3)
    assert (lake.home / "site" / "mine.txt").read_text() == "của tôi"


def test_a_damaged_manifest_makes_every_page_anew(lake: Lake) -> None:
    first = publish_site(lake.home, 3)
    (lake.home / "site" / "manifest.json").write_text("{")
    second = publish_site(lake.home, 3)
    assert first is not None
    assert second is not None
    assert second.rendered == first.rendered


def verdict_on(lake: Lake, number: int, note: str) -> Verdict:
    """A verdict on the first figure of a page, written as a reader would."""
    told = run_query(
        lake.home / "warehouse.duckdb",
        "select * from observations join articles using (article_id) where article_id = $article order by span_start limit 1",
        {"article": page(number).article_id},
    ).to_pylist()[0]
    start, end = told["span_start"], told["span_end"]
    return VerdictStore.of(lake.home).add(
        Verdict(
            "", "right", f"span:{start}-{end}", told["article_id"], told["source_uri"], text_digest(told["text"]), told["text_chars"], "",
            told["run_id"], start, end, told["span_text"], read=judged_columns(told), note=note,
        )
    )  # fmt: skip


def test_a_copy_shows_the_verdicts_that_stood_and_changes_with_them(lake: Lake) -> None:
    assert publish_site(lake.home, 10) is not None
    of_page = f"vi/articles/{page(0).article_id}.html"
    before = files_of(lake.home / "site")
    assert 'class="judged' not in (lake.home / "site" / of_page).read_text("utf-8")
    given = verdict_on(lake, 0, note="Đúng như bản in.")
    copied = publish_site(lake.home, 10)
    assert copied is not None
    html = (lake.home / "site" / of_page).read_text("utf-8")
    assert "Đúng như bản in." in html
    assert "<form" not in html
    changed = {name for name, one in files_of(lake.home / "site").items() if "/articles/" in name and one != before[name]}
    assert changed == {of_page, of_page.replace("vi/", "en/")}
    assert publish_site(lake.home, 10) is None
    VerdictStore.of(lake.home).add(replace(given, kind="withdrawn"))
    assert publish_site(lake.home, 10) is not None
    assert "Đúng như bản in." not in (lake.home / "site" / of_page).read_text("utf-8")
