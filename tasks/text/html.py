"""HTML to the same lines as flattened text, with what the elements say: zone, heading, share of links.

The tree is resiliparse's. Marks of private use are set into it at the borders of telling elements, the library writes the
text, and the marks are read off the lines again: the walk over the tree stays in its C++ code.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from resiliparse.extract.html2text import extract_plain_text

from tasks.text.blocks import Line
from tasks.text.declarations import Declared, moments, read_declared
from tasks.text.elements import Elements, child_elements, count_tags, parse_page, text_size
from tasks.text.entities import unescape_twice
from tasks.text.marked_lines import (
    BREAK,
    CELL_END,
    CLOSE,
    FIRST_MOMENT,
    FIRST_ZONE,
    LINK,
    LINK_END,
    MARKS,
    MARKS_FROM,
    MARKS_TO,
    MOST_MOMENTS,
    PICTURE,
    ROW_END,
    read_lines,
    zone_mark,
)
from tasks.text.shown import hide_unseen, open_shadow_roots, settle_raised
from tasks.text.table_rows import data_rows, is_list_of_text, one_line_rows
from tasks.text.zones import elements_that_tell, telling_names, zone_of
from tasks.vi.text.fold import holds_between, normalise

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_ZONES = frozenset({"body", "html", "main", *_HEADINGS})
_PICTURES = ("picture", "figure", "video", "iframe", "object")
_MOST_MEASURED = 30
"""How often the text of a page may be measured in pieces; zones nested without end are not worth more."""
_SHARE_OF_PAGE = 0.3
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
        page.put_before(picture, PICTURE)
    hide_unseen(page)
    settle_raised(page)
    said = _set_marks(page, telling_names(page))
    for image in page.named("img"):
        image.setattr("alt", PICTURE)
    for element in page.named("area", "input"):
        element.remove_attribute("alt")
    # alt_texts=False would drop <figure> whole, its caption or table with it; so the alternative texts go before.
    text = extract_plain_text(tree, preserve_formatting=True, list_bullets=False, alt_texts=True)
    if ROW_END in text:
        text = one_line_rows(text, zone_mark("row"), ROW_END, CELL_END, MARKS)
    text, _ = normalise(unescape_twice(text.replace("\t", "\n").replace(BREAK, "\n")))
    return HtmlPage(read_lines(text, said), name, declared)


def _defused(html: str, tags: Counter[str]) -> str:
    """The page without what no article needs and a parser suffers from: inlined pictures, endless unclosed formatting.

    `tags` are those that the page opens, and how often.
    """
    if len(html) > 200_000 and "data:" in html:
        html = _DATA_URI.sub("data:", html)
    if holds_between(html, MARKS_FROM, MARKS_TO):
        html = MARKS.sub("", html)
    html = _ENDLESS_TAG.sub(r"<\1", html)
    if sum(map(tags.__getitem__, _FORMATTING_TAGS)) <= _MOST_UNCLOSED:
        return html
    slashes = _FORMATTING_OPENS.findall(html)
    if slashes.count("") > _MOST_UNCLOSED and max(accumulate(-1 if slash else 1 for slash in slashes)) > _MOST_UNCLOSED:
        return _FORMATTING.sub(" ", html)
    return html


def _set_marks(page: Elements, names: tuple[list[str], list[str]]) -> list[str]:
    """Sets the marks of zones, headings, rows, moments and links into the tree; `names` are those of `telling_names`.

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
            page.enclose(element, chr(FIRST_ZONE + 20 + rank), CLOSE)
    for element in elements_that_tell(page, *names):
        tag = element.tag
        zone = zone_of(tag, element)
        if zone is None or tag in _NO_ZONES:
            continue
        size = text_size(element)
        measured += size
        if measured > whole * _MOST_MEASURED:
            break
        if zone == "body" or size <= whole * _SHARE_OF_PAGE:
            page.enclose(element, zone_mark(zone), CLOSE)
    for element in page.named("a"):
        if element.hasattr("href"):
            page.enclose(element, LINK, LINK_END)
    for label in page.matching("svg text") if page.named("svg") else ():
        page.enclose(label, f"{BREAK}{zone_mark('drawing')}", f"{CLOSE}{BREAK}")
    said = moments(page)[:MOST_MOMENTS]
    for number, (element, _) in enumerate(said):
        element.insert_before(page.text_node(chr(FIRST_MOMENT + number)), element.first_child)
    return [moment for _, moment in said]


def _mark_tables(page: Elements) -> None:
    """Sets the marks of the rows of tables, and of the items of lists, that stand in running text."""
    for table in page.named("table"):
        for cells in data_rows(table, page.tags):
            page.put_into(cells[0], zone_mark("row"), CELL_END)
            for cell in cells[1:-1]:
                page.put_into(cell, "", CELL_END)
            page.put_into(cells[-1], "", ROW_END)
    for items in page.named("ul", "ol"):
        if is_list_of_text(items):
            for item in [item for item in child_elements(items) if item.tag == "li"]:
                page.enclose(item, zone_mark("item"), CLOSE)
