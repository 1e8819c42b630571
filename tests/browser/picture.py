"""Make the picture README begins with: `python tests/browser/picture.py` writes docs/site.png from the sample articles."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "warehouse")]
SIZE = {"width": 1100, "height": 600}
TITLE = "Than Uyên: Nhiều chỉ tiêu kinh tế - xã hội đạt và vượt kế hoạch"


def main() -> int:
    """Publish the samples, give two verdicts, and photograph the page of one article."""
    from plain_run import run_stages
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import QUIET, served
    from warehouse.reading import run_query

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        home = Path(folder) / "home"
        run_stages(home, ROOT / "seeds" / "articles" / "raw", judge=False)
        sql = "select article_id from articles where title = $title and article_id not in (select article_id from duplicates)"
        article = run_query(home / "warehouse.duckdb", sql, {"title": TITLE})["article_id"][0].as_py()
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        with served(home) as address:
            page = browser.new_page(viewport=SIZE)
            page.goto(f"{address}/vi/articles/{article}.html")
            page.locator("article.card").nth(1).get_by_role("button", name="Đúng").click()
            page.goto(f"{address}/vi/articles/{article}.html")
            page.evaluate("document.querySelector('main > p > code').parentElement.remove()")  # a path of this machine
            page.screenshot(path=str(ROOT / "docs" / "site.png"))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
