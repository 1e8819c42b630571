"""Where the page of an article is: what the column `url` of figures and observations begins with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HOST, PORT = "127.0.0.1", 8750
"""Where `solieu browse` serves the site, always the same, so that the address of a figure stays good from one day to the next."""

COPY = "site"
"""The copy of the site below the home."""

ARTICLES = "vi/articles/"
"""The folder of the pages of articles below the site."""


@dataclass(frozen=True)
class SiteAddress:
    """Where the site of a home is read.

    `url` is the address it is published at; None when it is read on this machine. `copied_articles` is how many articles, the
    newest, have pages in the copy under the home.
    """

    url: str | None = None
    copied_articles: int = 0

    def copied_at(self, home: Path) -> str:
        """What the address of an article begins with when the copy has its page.

        >>> SiteAddress(copied_articles=200).copied_at(Path("/data/kho số liệu"))
        'file:///data/kho%20s%E1%BB%91%20li%E1%BB%87u/site/vi/articles/'
        >>> SiteAddress("https://so-lieu.example.vn/").copied_at(Path("/data"))
        'https://so-lieu.example.vn/vi/articles/'
        """
        return f"{(self.url or (home.absolute() / COPY).as_uri()).rstrip('/')}/{ARTICLES}"

    def served_at(self) -> str:
        """What the address of every other article begins with.

        >>> SiteAddress().served_at()
        'http://127.0.0.1:8750/vi/articles/'
        """
        return f"{(self.url or f'http://{HOST}:{PORT}').rstrip('/')}/{ARTICLES}"


LOCAL = SiteAddress()
"""No copy of the site, and no address of its own: pages are what `solieu browse` serves."""
