"""What a page declares of its article in JSON-LD (schema.org), read as leniently as search engines do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from tasks.vi.text.fold import fold_text

# `/*<![CDATA[*/ … /*]]>*/`, `//<![CDATA[`, `<!-- … -->`: wrappers of old templates around the object.
_WRAPPER = re.compile(
    r"^\s*+(?:(?:/\*\s*+)?<!\[CDATA\[(?:\s*+\*/)?|//\s*+<!\[CDATA\[|<!--)"
    r"|(?:(?:/\*\s*+)?\]\]>(?:\s*+\*/)?|//\s*+\]\]>|(?://\s*+)?-->)\s*+;?\s*+$"
)
_WRAPPER_SIGNS = ("<!", "]]>", "-->")
# Strings stay as they are; outside of them a comma before a closing bracket goes.
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+"|,(?=\s*+[}\]])', re.DOTALL)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
_TYPE_NAME = re.compile(r"[A-Za-z]+$")
_STORIES = ("article", "blogposting", "report")
"""Ends of the schema.org types that are an article: NewsArticle, ReportageNewsArticle, BlogPosting …"""
_MOST_ITEMS = 500
_LARGEST = 400_000
_LARGEST_NUMBER = 1e18
_SHORTEST_SHARED = 25
"""Characters from which the beginning of a headline tells it."""
_SIGNS = re.compile(r"[\W_]+")
_LETTER = re.compile(r"[^\W_]")
_DECODER = json.JSONDecoder(strict=False)  # line ends stand raw in descriptions


class Story(NamedTuple):
    """An article as linked data declares it; empty strings for what is not said. `is_typed`: it says that it is an article."""

    headline: str
    published: str
    author: str
    section: str
    url: str
    is_typed: bool


def read_stories(scripts: Iterable[str]) -> list[Story]:
    """The articles that the JSON-LD scripts of a page declare, in page order; what is broken beyond mending declares nothing."""
    return [story for text in scripts for item in _items(_parse(text)) if (story := _story(item)) is not None]


def story_of_page(stories: list[Story], titles: Iterable[str], url: str | None) -> tuple[Story | None, bool]:
    """The story that is this page's article, and whether its headline or address says so.

    A page lists others too; the only one that a page declares is taken for its own, though not for sure, when it bears
    another headline.
    """
    typed = [story for story in stories if story.is_typed] or stories
    titles = list(titles)
    if typed and typed[0].headline in titles and _LETTER.search(typed[0].headline) is not None:
        return typed[0], True  # as the keys would say
    names = [key for title in titles if (key := headline_key(title))]
    for story in typed:
        if any(same_headline(headline_key(story.headline), name) for name in names):
            return story, True
    if url:
        own = next((story for story in typed if story.url and _bare_address(story.url) == _bare_address(url)), None)
        if own is not None:
            return own, True
    if len(typed) != 1:
        return None, False
    return typed[0], not typed[0].headline or not names


def headline_key(title: str) -> str:
    """A headline without marks, case and signs, so that two prints of it can be compared."""
    return _SIGNS.sub(" ", fold_text(unescape(title))).strip()


def same_headline(one: str, other: str) -> bool:
    """Whether two headline keys are the same headline, one of them perhaps cut or with the name of the site behind it."""
    if one == other:
        return bool(one)
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST_SHARED and longer.startswith(shorter)


def _parse(text: str) -> object:
    text = text[:_LARGEST]
    if any(sign in text for sign in _WRAPPER_SIGNS):
        text = _WRAPPER.sub("", _WRAPPER.sub("", text))
    text = text.strip()
    if not text:
        return None
    for mend in (_as_it_is, _mended, _unescaped):
        try:
            return _DECODER.decode(mend(text))
        except (ValueError, RecursionError):
            continue
    return None


def _as_it_is(text: str) -> str:
    return text


def _mended(text: str) -> str:
    """Without commas behind the last member and without escapes that JSON does not know."""
    text = _BAD_ESCAPE.sub("", text)
    return _STRING_OR_COMMA.sub(lambda found: "" if found.group() == "," else found.group(), text).rstrip(";, \n")


def _unescaped(text: str) -> str:
    return _mended(unescape(text))


def _items(data: object) -> Iterator[dict[str, object]]:
    """Every object of the data that can be an article: in lists, in a graph, as what a page is about."""
    waiting: list[object] = [data]
    for _ in range(_MOST_ITEMS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:_MOST_ITEMS]
        elif isinstance(one, dict):
            yield one
            waiting[:0] = [one[key] for key in ("@graph", "mainEntity") if isinstance(one.get(key), dict | list)]


def _story(item: dict[str, object]) -> Story | None:
    types = item.get("@type")
    listed = types if isinstance(types, list) else [types]
    names = [found.group().lower() for name in listed if (found := _TYPE_NAME.search(str(name or "")))]
    typed = any(name.endswith(_STORIES) for name in names)
    if names and not typed:
        return None  # WebPage, VideoObject, ImageObject: published at another time than the article
    headline = _plain(item.get("headline")) or (_plain(item.get("name")) if typed else "")
    published = _plain(item.get("datePublished"))
    if not headline and not published:
        return None
    page = item.get("mainEntityOfPage")
    url = _plain(item.get("url")) or (_plain(page.get("@id")) if isinstance(page, dict) else _plain(page))
    return Story(headline, published, _plain(item.get("author")), _plain(item.get("articleSection")), url, typed)


def _plain(value: object) -> str:
    """The text of a value: itself, the first of a list, the name of a person; a number of seconds as it is printed."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if abs(value) < _LARGEST_NUMBER else ""
    return value.strip() if isinstance(value, str) else ""


def _bare_address(url: str) -> str:
    return url.partition("://")[2].partition("?")[0].partition("#")[0].removeprefix("www.").rstrip("/").lower()
