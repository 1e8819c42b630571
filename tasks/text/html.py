"""HTML to the same lines as flattened text, with what the elements say: zone, heading, share of links.

The tree is resiliparse's. Marks of private use are set into it at the borders of telling elements, the library writes the
text, and the marks are read off the lines again: the walk over the tree stays in its C++ code.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from resiliparse.extract.html2text import extract_plain_text

from tasks.text.blocks import MOST_LINES, Line, Shape, make_line
from tasks.text.declarations import Declared, moments, read_declared
from tasks.text.elements import Elements, count_tags, parse_page, text_size
from tasks.text.entities import unescape_twice
from tasks.text.shown import hide_unseen, open_shadow_roots, settle_raised
from tasks.text.table_rows import data_rows, is_list_of_text, one_line_rows
from tasks.vi.text.fold import fold_text, holds_between, normalise

_CLOSE, _LINK, _LINK_END, _PICTURE, _BREAK, _CELL_END, _ROW_END = "\uf8f1\uf8f2\uf8f3\uf8f4\uf8f5\uf8f6\uf8f7"
_MARKS_FROM, _MARKS_TO = "\uf880", "\uf8f7"
_MARKS = re.compile(f"[{_MARKS_FROM}-{_MARKS_TO}]")
_EACH_MARK = re.compile(f"([{_MARKS_FROM}-{_MARKS_TO}])")
_FIRST_MOMENT, _MOST_MOMENTS = 0xF880, 64
_FIRST_ZONE = 0xF8C0
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BY_ROLE = "[role='navigation']"
_NO_ZONES = frozenset({"body", "html", "main", *_HEADINGS})
_PICTURES = ("picture", "figure", "video", "iframe", "object")
ZONES = (
    "navigation",
    "footer",
    "related",
    "comments",
    "tags",
    "page_tools",
    "ads",
    "caption",
    "byline",
    "lead",
    "title",
    "body",
    "drawing",
    "row",
    "item",
)
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
        (
            "page_tools",
            r"players?|audio-?\w*|text-?to-?speech|tts|plyr\w*|jw-?player|video-?js|surveys?|polls?|votes?|ratings?|share|social\w*|sharing|print|toolbar|font-?size|like-?share|addthis\w*|zalo-share-button",
        ),
        (
            "ads",
            r"pay-?walls?|subscri(?:be|ption)\w*|newsletters?|app-?(?:banner|download|promo)\w*|download-?app|pop-?ups?|modals?|ads|adv|advert\w*|banner\w*|quang-?cao|adsbygoogle",
        ),
        ("caption", r"caption|wp-caption-text|photocms_caption|image-?caption|img-?caption|fig-?caption|desc-?img|chu-?thich"),
        ("byline", r"author|tac-?gia|byline|news-?author|post-?author"),
        ("lead", r"sapo|lead|chapeau|news-?sapo|detail-?sapo|summary|intro-?text|hometext"),
    )
)
_BODY_NAME = re.compile(
    r"(?:^|[\s_\-])(?:article-?body|entry-?content|post-?body|post-?content|news-?content|detail-?content|"
    r"content-?detail|articlebody|fck_detail|bodytext)(?:$|[\s_\-\d])"
)
_MOST_MEASURED = 30
"""How often the text of a page may be measured in pieces; zones nested without end are not worth more."""
_SHARE_OF_PAGE = 0.3
_MOST_NAMES = 300
_FIELDS = "textarea,input[type='text'],input[type='email'],input[type='tel'],input[type='radio'],input:not([type])"
_LARGEST_FORM = 1500
_BESIDE_PICTURE = 2
"""Lines below a picture that can be what is written under it."""
_FORMATTING_TAGS = ("a", "b", "i", "s", "u", "big", "code", "em", "font", "nobr", "small", "strike", "strong", "tt")
# The names of one letter first, and the others only behind one of their first letters: most tags are none of these.
_FORMATTING = re.compile(r"<(/?)(?:[abisu]|(?=[bcefnst])(?:big|code|em|font|nobr|small|strike|strong|tt))\b[^<>]*>", re.IGNORECASE)
# The same, only to be counted: with both cases spelled out, which is twice as fast.
_LONGER_NAMES = "|".join("".join(f"[{char}{char.upper()}]" for char in name) for name in _FORMATTING_TAGS if len(name) > 1)
_FORMATTING_OPENS = re.compile(rf"<(/?)(?:[abisuABISU]|(?=[bcefnstBCEFNST])(?:{_LONGER_NAMES}))(?=[\s/>])")
_MOST_UNCLOSED = 300
# A tag of 500 attributes and more: the parser compares each of them with all before. Every repetition gives nothing back
# (`++`, `?+`), so that the search goes over the page once.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ENDLESS_TAG = re.compile(rf"<([a-zA-Z][^\s/>]{{0,60}}+)(?=[\s/])(?:{_ATTRIBUTE}){{500,}}+")
_DATA_URI = re.compile(r"data:(?<=[\"'(]data:)[^\"')\s]{200,}")  # begins with letters, which the search runs through the page for


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
    html = open_shadow_roots(html)
    tags = count_tags(html)
    html = _defused(html, tags)
    page = parse_page(html, tags)
    tree = page.tree
    name = normalise(unescape_twice(tree.title or ""))[0].strip()
    declared = read_declared(page, name)
    for picture in page.named(*_PICTURES):
        page.put_before(picture, _PICTURE)
    hide_unseen(page)
    settle_raised(page)
    said = _set_marks(page, _telling_names(page))
    for image in page.named("img"):
        image.setattr("alt", _PICTURE)
    for element in page.named("area", "input"):
        element.remove_attribute("alt")
    # alt_texts=False would drop <figure> whole, its caption or table with it; so the alternative texts go before.
    text = extract_plain_text(tree, preserve_formatting=True, list_bullets=False, alt_texts=True)
    if _ROW_END in text:
        text = one_line_rows(text, _zone_mark("row"), _ROW_END, _CELL_END, _MARKS)
    text, _ = normalise(unescape_twice(text.replace("\t", "\n").replace(_BREAK, "\n")))
    return HtmlPage(_read_lines(text, said), name, declared)


def _defused(html: str, tags: Counter[str]) -> str:
    """The page without what no article needs and a parser suffers from: inlined pictures, endless unclosed formatting.

    `tags` are those that the page opens, and how often.
    """
    if len(html) > 200_000 and "data:" in html:
        html = _DATA_URI.sub("data:", html)
    if holds_between(html, _MARKS_FROM, _MARKS_TO):
        html = _MARKS.sub("", html)
    html = _ENDLESS_TAG.sub(r"<\1", html)
    if sum(map(tags.__getitem__, _FORMATTING_TAGS)) <= _MOST_UNCLOSED:
        return html
    slashes = _FORMATTING_OPENS.findall(html)
    if slashes.count("") > _MOST_UNCLOSED and max(accumulate(-1 if slash else 1 for slash in slashes)) > _MOST_UNCLOSED:
        return _FORMATTING.sub(" ", html)
    return html


def _zone_mark(zone: str) -> str:
    return chr(_FIRST_ZONE + ZONES.index(zone))


def _set_marks(page: Elements, names: tuple[list[str], list[str]]) -> list[str]:
    """Sets the marks of zones, headings, rows, moments and links into the tree; `names` are those of `_telling_names`.

    Returns:
        The moments that elements say, in the order of their marks.
    """
    body = page.tree.body
    if body is None:
        return []
    _mark_tables(page)
    whole = max(1, text_size(body))
    measured = 0
    for rank, heading in enumerate(_HEADINGS, 1):
        for element in page.named(heading):
            page.enclose(element, chr(_FIRST_ZONE + 20 + rank), _CLOSE)
    for element in _that_tell(page, *names):
        tag = element.tag
        zone = _zone_of(tag, element)
        if zone is None or tag in _NO_ZONES:
            continue
        size = text_size(element)
        measured += size
        if measured > whole * _MOST_MEASURED:
            break
        if zone == "body" or size <= whole * _SHARE_OF_PAGE:
            page.enclose(element, _zone_mark(zone), _CLOSE)
    for element in page.named("a"):
        if element.hasattr("href"):
            page.enclose(element, _LINK, _LINK_END)
    for label in page.matching("svg text") if page.named("svg") else ():
        page.enclose(label, f"{_BREAK}{_zone_mark('drawing')}", f"{_CLOSE}{_BREAK}")
    said = moments(page)[:_MOST_MOMENTS]
    for number, (element, _) in enumerate(said):
        element.insert_before(page.text_node(chr(_FIRST_MOMENT + number)), element.first_child)
    return [moment for _, moment in said]


def _mark_tables(page: Elements) -> None:
    """Sets the marks of the rows of tables, and of the items of lists, that stand in running text."""
    for table in page.named("table"):
        for cells in data_rows(table):
            cells[0].insert_before(page.text_node(_zone_mark("row")), cells[0].first_child)
            for cell in cells[:-1]:
                cell.append_child(page.text_node(_CELL_END))
            cells[-1].append_child(page.text_node(_ROW_END))
    for items in page.named("ul", "ol"):
        if is_list_of_text(items):
            for item in items.children:
                if item.tag == "li":
                    page.enclose(item, _zone_mark("item"), _CLOSE)


def _telling_names(page: Elements) -> tuple[list[str], list[str]]:
    """The classes and the ids of a page that tell a zone, each once: few do, and to ask every element takes long."""
    classes = {name for value in page.values["class"] for name in value.split() if _zone_of_name(name) is not None}
    ids = {value for value in page.values["id"] if _zone_of_name(value) is not None}
    return sorted(classes)[:_MOST_NAMES], sorted(ids)[:_MOST_NAMES]


def _that_tell(page: Elements, classes: list[str], ids: list[str]) -> list[Any]:
    """The elements whose tag, class, id or role can tell a zone, each once."""
    found = [*page.named("form", *_BY_TAG), *(page.matching(_BY_ROLE) if "navigation" in page.source else ())]
    for name in classes:
        found += page.classed(name)
    found += page.having("id", ids)
    return list(dict(zip(map(id, found), found, strict=True)).values())


def _is_to_fill_in(form: Any) -> bool:
    """Whether a form is a box that readers write into; many a page stands in a form as a whole."""
    return text_size(form) <= _LARGEST_FORM and form.query_selector(_FIELDS) is not None and form.query_selector("h1,article") is None


def _zone_of(tag: str, element: Any) -> str | None:
    if tag == "form":
        return "page_tools" if _is_to_fill_in(element) else None
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


_INNER_ZONES = frozenset({"row", "item"})
_AROUND_TEXT = frozenset({"", "body", "lead"})
"""Zones that rows and items of a text stand in; in any other they are what the zone is."""


@dataclass(slots=True)
class _Marks:
    """The marks that are open at a place of the text: for each, the innermost zone and heading from it on.

    `said` holds the moments of the page by the number of their marks, `moment` the last one since the line began;
    `lines` counts the visible lines since the last picture.
    """

    said: list[str]
    open: list[tuple[str, int]] = field(default_factory=lambda: [("", 0)])
    in_link: bool = False
    moment: str = ""
    lines: int = _BESIDE_PICTURE + 1

    def apply(self, mark: str) -> None:
        if mark in (_LINK, _LINK_END):
            self.in_link = mark == _LINK
        elif mark in (_CLOSE, _ROW_END):
            if len(self.open) > 1:
                self.open.pop()
        elif mark == _PICTURE:
            self.lines = 0
        elif ord(mark) < _FIRST_ZONE:
            number = ord(mark) - _FIRST_MOMENT
            self.moment = self.said[number] if number < len(self.said) else ""
        elif mark != _CELL_END:
            zone, heading = self.open[-1]
            code = ord(mark) - _FIRST_ZONE
            inner = ZONES[code] if code < len(ZONES) else ""
            if inner in _INNER_ZONES and zone not in _AROUND_TEXT:
                inner = zone
            self.open.append((zone, code - 20) if code >= 20 else (inner, heading))


def _read_lines(text: str, said: list[str]) -> list[Line]:
    """Reads the marks off the text and gives each line what they say."""
    marks = _Marks(said)
    read: list[_Read] = []
    for number, marked in enumerate(text.split("\n"), 1):
        if marked and not marked.isspace():
            one = _read_line(number, marked, marks)
            if one is not None:
                read.append(one)
                if len(read) > MOST_LINES:  # who asks refuses more
                    break
    if not read:
        return []
    folded = fold_text("\n".join([one.visible for one in read])).split("\n")  # once for the page
    lines: list[Line] = []
    for one, fold in zip(read, folded, strict=True):
        line = make_line(one.number, one.visible, fold)
        line.zone, line.heading = one.said
        if line.zone == "row" and line.shape is Shape.PROSE:
            line.shape = Shape.LONG
        line.link_share = min(1.0, one.linked / len(one.visible))
        line.pictured, line.moment = one.pictured, one.moment
        lines.append(line)
    return lines


class _Read(NamedTuple):
    """One line without its marks, its zone and heading, how many of its characters are in links, and what it stands beside."""

    number: int
    visible: str
    said: tuple[str, int] = ("", 0)
    linked: int = 0
    pictured: bool = False
    moment: str = ""


def _read_line(number: int, marked: str, marks: _Marks) -> _Read | None:
    """The line without its marks; None where it holds nothing else."""
    said = marks.open[-1]
    pieces = _EACH_MARK.split(marked)
    if len(pieces) == 1:
        visible = " ".join(marked.split())
        marks.lines += 1
        return _Read(number, visible, said, len(visible) * marks.in_link, marks.lines <= _BESIDE_PICTURE)
    linked = 0
    blank = True
    for place in range(0, len(pieces), 2):
        seen = len(pieces[place].strip())
        if marks.in_link:
            linked += seen
        blank = blank and not seen
        if place + 1 < len(pieces):
            marks.apply(pieces[place + 1])
            if blank:
                said = marks.open[-1]
    if blank:
        return None
    visible = " ".join("".join(pieces[::2]).split())
    moment, marks.moment = marks.moment, ""
    marks.lines += 1
    return _Read(number, visible, said, linked, marks.lines <= _BESIDE_PICTURE, moment)
