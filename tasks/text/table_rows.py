"""Tables and lists of a page that belong to its text: which they are, and the cells of a row on one line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from tasks.text.elements import child_elements

CELL_GAP = " | "
_NESTED, _LAYOUT = ("table", "img"), ("ul", "form", "input", "select", "iframe", "ol", "h1", "h2", "h3", "h4")
"""Elements that tables for layout hold and tables of data do not."""
_FEWEST_CELLS = 2
_LONGEST_CELL = 240
_MOST_ROWS = 400
_FEWEST_PLAIN_ROWS = 3
"""Rows from which a table without a number is one of data."""
_TEXT_TAGS = frozenset({"p", "blockquote", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "b", "strong", "em", "i", "span"})
_WRAPPERS = frozenset({"div", "figure", "section", "center", "p"})
_MOST_WRAPPERS = 3
_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:19|20)\d\d")


def data_rows(table: Any, tags: Collection[str]) -> Iterator[list[Any]]:
    """The cells of each row of a table of data that has more than one; nothing for a table that lays out the page.

    `tags` are those of the page.

    Shape: one list of two and more `td` and `th` elements per row.
    """

    def count(*names: str) -> int:
        return sum([len(table.get_elements_by_tag_name(name)) for name in names if name in tags])

    if count(*_NESTED):
        return
    cells, links = count("td", "th"), count("a")
    if cells < _FEWEST_CELLS or links >= cells or count(*_LAYOUT) or (links and _is_linked(table)):
        return
    listed = table.get_elements_by_tag_name("tr")
    if not _is_data(table, len(listed)):  # nor will it be with the rows that hold something: a node takes long to get
        return
    rows: list[list[Any]] = []
    full = 0
    for row in listed[:_MOST_ROWS]:
        columns = [cell for cell in child_elements(row) if cell.tag in ("td", "th")]
        texts = [cell.text or "" for cell in columns]
        if any(len(text) > _LONGEST_CELL for text in texts):
            return
        filled = sum(not (text == "" or text.isspace()) for text in texts)
        full += filled > 1
        if filled and len(columns) > 1:
            rows.append(columns)
    if _is_data(table, full):
        yield from rows


def _is_data(table: Any, rows: int) -> bool:
    """Many rows, two with a number in them, or a single one right below text; what holds a day beside a section name is a page's head."""
    if rows >= _FEWEST_PLAIN_ROWS:
        return True
    text = table.text or ""
    return rows > 0 and _DIGIT.search(text) is not None and (rows > 1 or (_DAY.search(text) is None and follows_text(table)))


def is_list_of_text(items: Any) -> bool:
    """Whether a list stands right below text and is none of links."""
    return follows_text(items) and not _is_linked(items)


def follows_text(element: Any) -> bool:
    """Whether right above an element, in the same part of the page, there is a paragraph, a heading, a list or a table."""
    for _ in range(_MOST_WRAPPERS):
        above = element.prev
        while above is not None and (above.tag in ("br", "hr", "script", "style") or not (above.text or "").strip()):
            above = above.prev
        if above is not None:
            return above.tag in _TEXT_TAGS or above.tag == "#text"
        element = element.parent
        if element is None or element.tag not in _WRAPPERS:
            return False
    return False


def _is_linked(element: Any) -> bool:
    """Whether most of the text of an element is in links."""
    links = element.get_elements_by_tag_name("a")
    if not len(links):
        return False
    return sum(len(link.text or "") for link in links[:_MOST_ROWS]) * 2 > len((element.text or "").strip())


def one_line_rows(text: str, opens: str, closes: str, ends_cell: str, marks: re.Pattern[str]) -> str:
    """The text with every row between `opens` and `closes` on one line, its cells apart by a bar; empty cells are left out."""

    def joined(found: re.Match[str]) -> str:
        cells = [" ".join(cell.split()) for cell in found.group(1).split(ends_cell)]
        told = [cell for cell in cells if marks.sub("", cell).strip()]
        rest = "".join(mark for cell in cells if cell not in told for mark in marks.findall(cell))
        return f"{opens}{CELL_GAP.join(told)}{rest}{closes}"

    return re.sub(f"{opens}([^{opens}]*?){closes}", joined, text)
