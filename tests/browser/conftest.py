"""The pages in a real browser: Debian's Chromium, driven by Playwright. Skipped where either is absent."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from plain_run import run_stages
from published_lake import build_and_publish
from small_lake import Page, commit_run, home_lake

from warehouse.reading import run_query
from warehouse.site.copying import publish_site
from warehouse.site.serving import Site
from warehouse.site.source import Source
from warehouse.verdicts.store import VerdictStore

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}
QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
LONG_WORD = "đ" * 1_000_000
HOSTILE = (
    "Tin <script>alert(1)</script> & \"ngoặc\" onload='alert(2)'\n"
    'Xã Bản Mù có 214 đảng viên <img src=x onerror=alert(3)> theo javascript:alert(4) và =HYPERLINK("http://evil.example").\n'
    f"Dòng \u202eđảo ngược\u202c, rồi một từ dài: {LONG_WORD} hết."
)
"""Text that would run, lead away, turn the direction or fill the window; the rules would clean much of it away, so it goes past them."""


@dataclass
class Watched:
    """A page of the browser, with what it said and what it asked for."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, address: str) -> Any:
        self.said.clear()
        self.asked.clear()
        self.page.goto(address)
        return self.page


@dataclass(frozen=True)
class Shown:
    """A home as people look at it: its live site, and its copy."""

    home: Path
    raw: Path
    address: str

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return list(run_query(self.home / "warehouse.duckdb", sql).to_pylist())

    @property
    def kinds(self) -> dict[str, str]:
        """One page of each kind, by its path below the language."""
        article = self.most_frequent("observations", "article_id")
        figure = self.rows(f"select observation_id as id from observations where article_id = '{article}' order by span_start")[0]["id"]
        fronts = {name: name for name in ("index", "figures", "indicators", "places", "conflicts", "quarantine", "dictionary")}
        return fronts | {
            "article": f"articles/{article}",
            "figure": f"figures/{figure}",
            "indicator": f"indicators/{self.most_frequent('figures', 'indicator')}",
            "place": f"places/{self.most_frequent('figures', 'place_code')}",
        }

    def most_frequent(self, table: str, column: str) -> str:
        """The code that most rows have; `other` is none."""
        sql = f"select {column} as code from {table} where {column} <> 'other' group by 1 order by count(*) desc, 1 limit 1"
        return str(self.rows(sql)[0]["code"])


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the site of a home, on this machine alone, while the block lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    source = Source(home / "warehouse.duckdb")
    server = uvicorn.Server(uvicorn.Config(Site(source, None, VerdictStore.of(home)).app(), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        for _ in range(600):
            if server.started:
                break
            thread.join(0.1)
        assert server.started, "the site did not come up"
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
        source.close()


@pytest.fixture(scope="session")
def shown(chromium: Any, tmp_path_factory: pytest.TempPathFactory, sample_articles: Path) -> Iterator[Shown]:
    """The sample articles, published, copied and served. Verdicts may be given; do not publish over it."""
    folder = tmp_path_factory.mktemp("shown")
    (folder / "raw").mkdir()
    for text in sample_articles.glob("*.txt"):
        shutil.copy(text, folder / "raw")
    run_stages(folder / "home", folder / "raw", judge=False)
    publish_site(folder / "home", 100)
    with served(folder / "home") as address:
        yield Shown(folder / "home", folder / "raw", address)


@pytest.fixture(scope="session")
def hostile(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A home of one article that is hostile in every field a page shows, published, copied and served."""
    lake = home_lake(tmp_path_factory.mktemp("hostile"))
    holder = HOSTILE.partition("\n")[0]
    more = {"unit_text": holder, "period_text": holder}
    uri, host = "file:///raw/<script>.txt", "javascript:alert(5)"
    nasty = Page(uri, HOSTILE, host=host, organisation=holder, more=more, dates=("1", "2", "3", "4"))
    commit_run(lake, "20261119T0230Z-0001", [nasty])
    build_and_publish(lake, "20261119T0230Z-0001")
    publish_site(lake.home, 10)
    with served(lake.home) as address:
        yield Shown(lake.home, lake.home, address)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser, with nothing of its own to fetch."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not on this machine (apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make env)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def watched(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A new page that tells what it said and asked for; `wide` unless the test asks for another size or colours."""
    options = {"viewport": WIDE, **getattr(request, "param", {})}
    context = chromium.new_context(**options)
    context.set_default_timeout(300_000)  # a busy machine may take its time
    page = context.new_page()
    found = Watched(page)
    page.on("console", lambda message: found.said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: found.said.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (found.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda asked: found.asked.append(asked.url))
    yield found
    context.close()
