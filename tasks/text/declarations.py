"""What a page says of its article where no reader sees it: meta elements, linked data, attributes of elements."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import Any

from tasks.text.elements import Elements
from tasks.text.instants import parse_moment
from tasks.text.linked_data import Story, read_stories, story_of_page

_OPEN_GRAPH_DATE = "article:published_time"
_DATE_NAMES = ("pubdate", "date", "dc.date", "dc.date.issued", "datepublished", "publishdate", "publish-date")
_LINKED_DATA = "script[type='application/ld+json']"
_NAMED_MOMENTS = "[itemprop='datePublished'][content]"


@dataclass(frozen=True, slots=True)
class Declared:
    """What an HTML page or a container declares beside the visible text.

    `published` is said of this very article and goes before the stamps of the page; `presumed` may be said of something
    else on it, or is the container's word, and goes behind them. `rule` and `presumed_rule` name where they stand;
    `is_hint`: the address is the container's word.
    """

    title: str | None = None
    author: str | None = None
    published: str | None = None
    section: str | None = None
    url: str | None = None
    rule: str = "hint"
    presumed: str | None = None
    presumed_rule: str = "hint"
    is_hint: bool = True


def read_declared(page: Elements, name: str) -> Declared:
    """What meta elements and JSON-LD declare; `name` is the title bar."""
    found: dict[str, str] = {}
    for element in page.named("meta"):
        key = (element.getattr("property") or element.getattr("name") or element.getattr("itemprop") or "").lower()
        if key and key not in found and element.hasattr("content"):
            found[key] = element.getattr("content").strip()
    canonical = page.document.query_selector("link[rel='canonical']") if "canonical" in page.source else None
    url = found.get("og:url") or (canonical.getattr("href") if canonical is not None else None)
    title = unescape(found.get("og:title", "")) or None
    story, is_own = _story(page, [title or "", name], url)
    published, rule, presumed, presumed_rule = _dates(found, story, is_own)
    story = story if is_own else None
    return Declared(
        title=title or (unescape(story.headline) if story else None) or None,
        author=(story.author if story else "") or found.get("author") or found.get("article:author") or None,
        published=published,
        section=found.get("article:section") or (story.section if story else "") or None,
        url=url if url and url.startswith("http") else None,
        rule=rule,
        presumed=presumed,
        presumed_rule=presumed_rule,
        is_hint=False,
    )


def _story(page: Elements, titles: list[str], url: str | None) -> tuple[Story | None, bool]:
    if "ld+json" not in page.source:
        return None, False
    stories = read_stories(element.text or "" for element in page.matching(_LINKED_DATA))
    if not stories:
        return None, False
    return story_of_page(stories, [*titles, *(element.text or "" for element in page.named("h1"))], url)


def _dates(found: dict[str, str], story: Story | None, is_own: bool) -> tuple[str | None, str, str | None, str]:
    """The date said of this article and its place, and the one that may be said of it and its place."""
    named = next((found[key] for key in _DATE_NAMES if found.get(key)), None)
    linked = story.published if story is not None else ""
    presumed, presumed_rule = (linked, "json_ld") if linked and not is_own else (named, "meta")
    if linked and is_own:
        return linked, "json_ld", named, "meta"
    return found.get(_OPEN_GRAPH_DATE) or None, "meta", presumed, presumed_rule


def moments(page: Elements) -> list[tuple[Any, str]]:
    """The elements that say a moment in an attribute, and what they say; one that cannot be read says none."""
    found: list[tuple[Any, str]] = []
    named = page.matching(_NAMED_MOMENTS) if "datePublished" in page.source else ()
    for element in (*page.named("time"), *named, *(one for one in page.named("abbr") if "published" in one.class_name)):
        said = element.getattr("datetime") or element.getattr("content") or element.getattr("title") or ""
        if element.tag != "meta" and parse_moment(said) is not None:
            found.append((element, said))
    return found
