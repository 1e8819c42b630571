"""Where a page stands, and how it links: the same paths serve for files on a disk and for `solieu browse`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from warehouse.site.words import LANGUAGES, Words

WEB = ("http", "https")
"""Kinds of addresses a page of an article may link to; `javascript:` is none."""


@dataclass(frozen=True)
class Frame:
    """One page: its language, its path below the folder of its language, and which other pages there are.

    `articles` holds the articles that have a page; None when every article has one, which is so when pages are served.
    `from_top` begins every link at the top of the server, for a message that stands at any address.
    """

    language: str
    path: str
    served: bool = False
    articles: frozenset[str] | None = None
    query: str = ""
    from_top: bool = False

    @property
    def words(self) -> Words:
        """The words of the page's language."""
        return Words(self.language)

    @property
    def root(self) -> str:
        """The way from the page to the folder of its language.

        >>> Frame("vi", "articles/1.html").root
        '../'
        """
        return f"/{self.language}/" if self.from_top else "../" * self.path.count("/")

    def at(self, path: str) -> Frame:
        """The frame of another page."""
        return replace(self, path=path, query="")

    def href(self, path: str) -> str:
        """The way to another page of the same language."""
        return self.root + path

    def languages(self) -> list[tuple[str, str]]:
        """Each language with the way to this page in it."""
        return [(language, f"{self.root}../{language}/{self.path}{self.query}") for language in LANGUAGES]

    def article(self, article_id: str, observation_id: str | None = None) -> str | None:
        """The way to an article, at the mark of a figure; None when it has no page here."""
        if self.articles is not None and article_id not in self.articles:
            return None
        return self.href(article_path(article_id)) + (f"#{observation_id}" if observation_id else "")

    def figure(self, observation_id: str, article_id: str) -> str | None:
        """The way to a figure: its own page where pages are served, else its mark in its article."""
        return self.href(f"figures/{observation_id}.html") if self.served else self.article(article_id, observation_id)

    def indicator(self, code: str) -> str:
        """The way to an indicator."""
        return self.href(f"indicators/{quote(code, safe='')}.html")

    def place(self, code: str) -> str:
        """The way to a place."""
        return self.href(f"places/{quote(code, safe='')}.html")


def article_path(article_id: str) -> str:
    """Where the page of an article stands below the folder of a language."""
    return f"articles/{article_id}.html"


def web_address(address: str | None) -> str | None:
    """The address when a browser may follow it without running anything; else None.

    >>> web_address("https://bao.example.vn/tin"), web_address("javascript:alert(1)"), web_address(None)
    ('https://bao.example.vn/tin', None, None)
    """
    try:
        return address if address and urlsplit(address).scheme.lower() in WEB else None
    except ValueError:
        return None
