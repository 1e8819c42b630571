"""The elements of a parsed page, looked up within limits that no page people read comes near."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from resiliparse.parse.html import HTMLTree

MOST_ELEMENTS = 2_000
"""Elements of one kind that are looked at; a page with more has said enough."""
TOO_MANY_ELEMENTS = 20_000
"""So many of one kind are no page that anyone reads, and only to list them would take the library a second."""

_PLAIN_VALUE = re.compile(r"[\w\-:;,.%!#() /]+")
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)")


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of a page; none of a kind that the page holds without end.

    `source` is what was parsed; `tags` are those that it holds, since even to find no element takes long.
    """

    tree: Any
    source: str
    tags: frozenset[str]

    def matching(self, selector: str) -> tuple[Any, ...]:
        """Those that a CSS selector matches, in page order; it asks every element of the page."""
        return _first(self.tree.document.query_selector_all(selector))

    def named(self, *tags: str) -> tuple[Any, ...]:
        """Those of some tags, tag after tag; thirty times as fast as a selector where the page holds none."""
        return tuple(element for tag in tags if tag in self.tags for element in _first(self.tree.document.get_elements_by_tag_name(tag)))

    def classed(self, name: str) -> tuple[Any, ...]:
        """Those of a class."""
        return _first(self.tree.document.get_elements_by_class_name(name))

    def having(self, attribute: str, values: list[str]) -> tuple[Any, ...]:
        """Those whose attribute is just one of some values; all plain values in one walk over the page."""
        plain = ",".join(f"[{attribute}='{value}']" for value in values if _PLAIN_VALUE.fullmatch(value))
        others = (value for value in values if not _PLAIN_VALUE.fullmatch(value))
        found = self.matching(plain) if plain else ()
        return found + tuple(one for value in others for one in _first(self.tree.document.get_elements_by_attr(attribute, value)))

    def text_node(self, text: str) -> Any:
        """A new node of text."""
        return self.tree.create_text_node(text)

    def put_before(self, element: Any, text: str) -> None:
        """Puts text right before an element."""
        element.parent.insert_before(self.text_node(text), element)

    def enclose(self, element: Any, first: str, last: str) -> None:
        """Puts text at the beginning and at the end of an element that holds anything."""
        child = element.first_child
        if child is None:
            return
        element.insert_before(self.text_node(first), child)
        element.append_child(self.text_node(last))


def parse_page(html: str) -> Elements:
    """The elements of a page, from its source."""
    return Elements(HTMLTree.parse(html), html, frozenset(map(str.lower, set(_TAG.findall(html)))))


def _first(found: Any) -> tuple[Any, ...]:
    # Sliced, since the library's list looks up all elements anew for each one when iterated.
    return tuple(found[:MOST_ELEMENTS]) if len(found) <= TOO_MANY_ELEMENTS else ()


def attribute_values(name: str, html: str) -> set[str]:
    """The values of an attribute in the source of a page, each once; names in mixed case are not found."""
    values = set(_values_of(name).findall(html))
    if f"{name.upper()}=" in html:
        values.update(_values_of(name.upper()).findall(html))
    return {value.strip("\"'") for value in values}


@cache
def _values_of(name: str) -> re.Pattern[str]:
    # Begins with plain letters, which the search for runs through the page for.
    return re.compile(f"{name}=(\"[^\"]*\"|'[^']*'|[^\\s\"'>]+)")


def text_size(element: Any) -> int:
    """How long the text of an element is; a frameset has none at all."""
    return len(element.text or "")
