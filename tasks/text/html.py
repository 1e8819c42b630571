"""HTML to the same lines as flattened text, with what the elements say: zone, heading, share of links.

The tree is resiliparse's. Marks of private use are set into it at the borders of telling elements, the library writes the
text, and the marks are read off the lines again: the walk over the tree stays in its C++ code.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, islice
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from tasks.text.blocks import MOST_LINES, Line, make_line
from tasks.text.metadata import Declared
from tasks.vi.fold import fold_text, holds_between, normalise

_OPEN, _CLOSE, _LINK, _LINK_END = "\uf8f0", "\uf8f1", "\uf8f2", "\uf8f3"
_MARKS_FROM, _MARKS_TO = "\uf8c0", "\uf8f3"
_MARKS = re.compile(f"[{_MARKS_FROM}-{_MARKS_TO}]")
_FIRST_ZONE = 0xF8C0
_HEADINGS = "h1,h2,h3,h4,h5,h6"
_SELECTOR = f"{_HEADINGS},nav,footer,aside,figcaption,time,[class],[id],[role]"
ZONES = ("navigation", "footer", "related", "comments", "tags", "page_tools", "ads", "caption", "byline", "lead", "title", "body", "hidden")
"""What an element's tag, class or id can say of the text in it."""

_BY_TAG = {"nav": "navigation", "footer": "footer", "aside": "related", "figcaption": "caption"}
# Words of class and id attributes; the word must stand alone between marks, digits and capitals.
_BY_NAME: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (zone, re.compile(rf"(?:^|[\s_\-])(?:{words})(?:$|[\s_\-\d])"))
    for zone, words in (
        ("comments", r"comments?|comment-?(?:list|form|box|area|wrap(?:per)?)|binh-?luan|fb-comments|disqus\w*|respond"),
        (
            "related",
            r"related\w*|relate|relatednews|tin-?lien-?quan|lien-?quan|tin-?khac|tinkhac|tbtinkhac|other-?news|othernews|"
            r"morenews|read-?more|sidebar|most-?view\w*|xem-?nhieu|doc-?nhieu|recommend\w*|cung-?chuyen-?muc|same-?cate\w*",
        ),
        ("navigation", r"breadcrumbs?|menu|main-?menu|top-?menu|navbar\w*|nav|pagination|pager|paging|bread"),
        ("footer", r"footer|page-?footer|site-?footer|bottom-?footer"),
        ("tags", r"tags?|tag-?list|box-?tags?|keywords?|tagcloud|post-?tags"),
        ("page_tools", r"share|social\w*|sharing|print|toolbar|font-?size|like-?share|addthis\w*|zalo-share-button"),
        ("ads", r"ads|adv|advert\w*|banner\w*|quang-?cao|adsbygoogle"),
        ("caption", r"caption|wp-caption-text|photocms_caption|image-?caption|img-?caption|fig-?caption|desc-?img|chu-?thich"),
        ("byline", r"author|tac-?gia|byline|news-?author|post-?author"),
        ("lead", r"sapo|lead|chapeau|news-?sapo|detail-?sapo|summary|intro-?text|hometext"),
    )
)
_BODY_NAME = re.compile(
    r"(?:^|[\s_\-])(?:article-?body|entry-?content|post-?body|post-?content|news-?content|detail-?content|"
    r"content-?detail|articlebody|fck_detail|bodytext)(?:$|[\s_\-\d])"
)
_HIDDEN = "[style*='display:none'],[style*='display: none'],[hidden]"
_LARGEST_HIDDEN = 1500
_MOST_HIDDEN = 300
_MOST_ELEMENTS = 2_000
"""Elements of one kind that are looked at; a page with more has said enough."""
_TOO_MANY_ELEMENTS = 20_000
"""So many of one kind are no page that anyone reads, and only to list them would take the library a second."""
_MOST_MEASURED = 30
"""How often the text of a page may be measured in pieces; zones nested without end are not worth more."""
_SHARE_OF_PAGE = 0.3
# The names of one letter first, and the others only behind one of their first letters: most tags are none of these.
_FORMATTING = re.compile(r"<(/?)(?:[abisu]|(?=[bcefnst])(?:big|code|em|font|nobr|small|strike|strong|tt))\b[^<>]*>", re.IGNORECASE)
_MOST_UNCLOSED = 300
# A tag of 500 attributes and more: the parser compares each of them with all before. Every repetition gives nothing back
# (`++`, `?+`), so that the search goes over the page once.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ENDLESS_TAG = re.compile(rf"<([a-zA-Z][^\s/>]{{0,60}}+)(?=[\s/])(?:{_ATTRIBUTE}){{500,}}+")
_DATA_URI = re.compile(r"(?<=[\"'(])data:[^\"')\s]{200,}")
_DATE_NAMES = ("article:published_time", "pubdate", "date", "dc.date", "dc.date.issued", "datepublished", "publishdate", "publish-date")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The visible lines of an HTML page, its name in the browser's title bar, and what its metadata declares."""

    lines: list[Line]
    name: str
    declared: Declared


def parse_html(html: str) -> HtmlPage:
    """Parses a page.

    Shape: one `Line` per visible line, numbered from 1; empty ones counted.
    """
    tree = HTMLTree.parse(_defused(html))
    declared = _declared(tree)
    name = normalise(tree.title or "")[0].strip()
    _hide(tree)
    _set_marks(tree)
    for image in _all(tree, "[alt]"):
        image.remove_attribute("alt")
    # alt_texts=False would drop <figure> whole, its caption or table with it; so the alternative texts go before.
    text = extract_plain_text(tree, preserve_formatting=True, list_bullets=False, alt_texts=True)
    text, _ = normalise(text.replace("\t", "\n"))
    return HtmlPage(_read_lines(text), name, declared)


def _defused(html: str) -> str:
    """The page without what no article needs and a parser suffers from: inlined pictures, endless unclosed formatting."""
    if len(html) > 200_000 and "data:" in html:
        html = _DATA_URI.sub("data:", html)
    if holds_between(html, _MARKS_FROM, _MARKS_TO):
        html = _MARKS.sub("", html)
    html = _ENDLESS_TAG.sub(r"<\1", html)
    slashes = _FORMATTING.findall(html)
    if slashes.count("") > _MOST_UNCLOSED and max(accumulate(-1 if slash else 1 for slash in slashes)) > _MOST_UNCLOSED:
        return _FORMATTING.sub(" ", html)
    return html


def _all(tree: Any, selector: str) -> tuple[Any, ...]:
    """The elements that match; sliced, since the library's list looks up all elements anew for each one when iterated."""
    found = tree.document.query_selector_all(selector)
    return tuple(found[:_MOST_ELEMENTS]) if len(found) <= _TOO_MANY_ELEMENTS else ()


def _size(element: Any) -> int:
    """How long the text of an element is; a frameset has none at all."""
    return len(element.text or "")


def _hide(tree: Any) -> None:
    """Takes out what the page does not show; a large hidden part may be the article, shown by a script."""
    for element in _all(tree, _HIDDEN)[:_MOST_HIDDEN]:
        if element.tag not in ("html", "body", "main", "article") and _size(element) <= _LARGEST_HIDDEN:
            element.decompose()


def _set_marks(tree: Any) -> None:
    """Sets the marks of zones, headings and links into the tree."""
    body = tree.body
    if body is None:
        return
    whole = max(1, _size(body))
    measured = 0
    for element in _all(tree, _SELECTOR):
        tag = element.tag
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            _enclose(tree, element, chr(_FIRST_ZONE + 20 + int(tag[1])), _CLOSE)
            continue
        zone = _zone_of(tag, element)
        if zone is None or tag in ("body", "html", "form", "main"):
            continue
        size = _size(element)
        measured += size
        if measured > whole * _MOST_MEASURED:
            break
        if zone == "body" or size <= whole * _SHARE_OF_PAGE:
            _enclose(tree, element, chr(_FIRST_ZONE + ZONES.index(zone)), _CLOSE)
    for element in _all(tree, "a"):
        _enclose(tree, element, _LINK, _LINK_END)


def _zone_of(tag: str, element: Any) -> str | None:
    zone = _BY_TAG.get(tag)
    if zone is not None:
        return zone
    zone = _zone_of_name(f"{element.class_name} {element.id}")
    if zone is None and element.getattr("role") == "navigation":
        return "navigation"
    return zone


@lru_cache(maxsize=8_192)
def _zone_of_name(name: str) -> str | None:
    """The zone that the words of a class and an id tell; pages of a site repeat them, so answers are kept."""
    name = name.strip().lower()
    for zone, pattern in _BY_NAME:
        if pattern.search(name):
            return zone
    return "body" if _BODY_NAME.search(name) else None


def _enclose(tree: Any, element: Any, first: str, last: str) -> None:
    child = element.first_child
    if child is None:
        return
    element.insert_before(tree.create_text_node(first), child)
    element.append_child(tree.create_text_node(last))


@dataclass(slots=True)
class _Marks:
    """The marks that are open at a place of the text: for each, the innermost zone and heading from it on."""

    open: list[tuple[str, int]] = field(default_factory=lambda: [("", 0)])
    in_link: bool = False

    def apply(self, mark: str) -> None:
        if mark in (_LINK, _LINK_END):
            self.in_link = mark == _LINK
        elif mark == _CLOSE:
            if len(self.open) > 1:
                self.open.pop()
        else:
            zone, heading = self.open[-1]
            code = ord(mark) - _FIRST_ZONE
            self.open.append((zone, code - 20) if code >= 20 else (ZONES[code], heading))


def _read_lines(text: str) -> list[Line]:
    """Reads the marks off the text and gives each line what they say."""
    marks = _Marks()
    every = ((number, *_read_line(marked, marks)) for number, marked in enumerate(text.split("\n"), 1))
    read = list(islice((one for one in every if one[1]), MOST_LINES + 1))  # who asks refuses more
    if not read:
        return []
    folded = fold_text("\n".join([visible for _, visible, _, _ in read])).split("\n")  # once for the page
    lines: list[Line] = []
    for (number, visible, (zone, heading), linked), fold in zip(read, folded, strict=True):
        line = make_line(number, visible, fold)
        line.zone, line.heading = zone, heading
        line.link_share = min(1.0, linked / len(visible))
        lines.append(line)
    return lines


def _read_line(marked: str, marks: _Marks) -> tuple[str, tuple[str, int], int]:
    """One line without its marks, its zone and heading, and how many of its characters are in links."""
    said = marks.open[-1]
    if not marked or marked.isspace():
        return "", said, 0
    if _MARKS.search(marked) is None:
        visible = " ".join(marked.split())
        return visible, said, len(visible) * marks.in_link
    pieces: list[str] = []
    linked = last = 0
    blank = True
    for found in _MARKS.finditer(marked):
        piece = marked[last : found.start()]
        last = found.end()
        seen = len(piece.strip())
        linked += seen * marks.in_link
        blank = blank and not seen
        pieces.append(piece)
        marks.apply(found.group())
        if blank:
            said = marks.open[-1]
    linked += len(marked[last:].strip()) * marks.in_link
    pieces.append(marked[last:])
    return " ".join("".join(pieces).split()), said, linked


def _declared(tree: Any) -> Declared:
    """What meta elements and JSON-LD declare."""
    found: dict[str, str] = {}
    for element in _all(tree, "meta[content]"):
        key = (element.getattr("property") or element.getattr("name") or element.getattr("itemprop") or "").lower()
        if key and key not in found:
            found[key] = element.getattr("content").strip()
    linked = _linked_data(tree)
    published = linked.get("datePublished") or next((found[name] for name in _DATE_NAMES if found.get(name)), None)
    canonical = tree.document.query_selector("link[rel='canonical']")
    url = found.get("og:url") or (canonical.getattr("href") if canonical is not None else None)
    return Declared(
        title=found.get("og:title") or linked.get("headline"),
        author=linked.get("author") or found.get("author") or found.get("article:author"),
        published=published,
        section=found.get("article:section") or linked.get("articleSection"),
        url=url if url and url.startswith("http") else None,
        rule="json_ld" if linked.get("datePublished") else "meta",
    )


def _linked_data(tree: Any) -> dict[str, str]:
    """The fields of the first JSON-LD object that is an article."""
    for element in _all(tree, "script[type='application/ld+json']"):
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue  # broken or hostile JSON-LD declares nothing
        for item in _items(data):
            if "datePublished" in item or "headline" in item:
                return {key: _plain(item.get(key)) for key in ("datePublished", "headline", "author", "articleSection")}
    return {}


def _items(data: object) -> list[dict[str, object]]:
    if isinstance(data, dict):
        graph = data.get("@graph")
        return [data, *([item for item in graph if isinstance(item, dict)] if isinstance(graph, list) else [])]
    return [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []


def _plain(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return value.strip() if isinstance(value, str) else ""
