"""The elements of a parsed page, looked up within limits that no page people read comes near."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resiliparse.parse.html import HTMLTree

MOST_ELEMENTS = 2_000
"""Elements of one kind that are looked at; a page with more has said enough."""
TOO_MANY_ELEMENTS = 20_000
"""So many of one kind are no page that anyone reads, and only to list them would take the library a second."""

_FEW_TAGS = 5_000
"""Opening tags of a page below which no kind of element needs to be counted before it is listed."""

_PLAIN_VALUE = re.compile(r"[\w\-:;,.%!#() /]+")
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)")
_NAMES_BY_END = {end: name for name in ("class", "id", "style") for end in (name[-2:], name[-2:].upper(), name[-2:].title())}
_MOST_SIGNS = 10
"""Equal signs in the value of an attribute."""
_BARE_VALUE = re.compile(r"[^\s\"'>]+")


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of a page; none of a kind that the page holds without end.

    `document` is the root of `tree`, which takes as long to get as an element. `source` is what was parsed; `tags` are
    those that it opens, in lower case, and how often: even to find no element takes long. `values` are those of its
    attributes `class`, `id` and `style`.
    """

    tree: Any
    document: Any
    source: str
    tags: Counter[str]
    values: dict[str, set[str]]
    is_small: bool

    def matching(self, selector: str) -> tuple[Any, ...]:
        """Those that a CSS selector matches, in page order; it asks every element of the page."""
        return self._first(self.document.query_selector_all(selector))

    def named(self, *tags: str) -> tuple[Any, ...]:
        """Those of some tags, tag after tag; thirty times as fast as a selector where the page holds none."""
        there = [tag for tag in tags if tag in self.tags]
        if not there:
            return ()
        return tuple([element for tag in there for element in self._first(self.document.get_elements_by_tag_name(tag))])

    def classed(self, name: str) -> tuple[Any, ...]:
        """Those of a class."""
        return self._first(self.document.get_elements_by_class_name(name))

    def having(self, attribute: str, values: list[str]) -> tuple[Any, ...]:
        """Those whose attribute is just one of some values; all plain values in one walk over the page."""
        plain = ",".join(f"[{attribute}='{value}']" for value in values if _PLAIN_VALUE.fullmatch(value))
        others = (value for value in values if not _PLAIN_VALUE.fullmatch(value))
        found = self.matching(plain) if plain else ()
        return found + tuple(one for value in others for one in self._first(self.document.get_elements_by_attr(attribute, value)))

    def _first(self, found: Any) -> tuple[Any, ...]:
        # Sliced, since the library's list looks up all elements anew for each one when iterated.
        return tuple(found[:MOST_ELEMENTS]) if self.is_small or len(found) <= TOO_MANY_ELEMENTS else ()

    def text_node(self, text: str) -> Any:
        """A new node of text."""
        return self.tree.create_text_node(text)

    def put_before(self, element: Any, text: str) -> None:
        """Puts text right before an element."""
        element.parent.insert_before(self.text_node(text), element)

    def enclose(self, element: Any, first: str, last: str) -> None:
        """Puts text at the beginning and at the end of an element that holds anything."""
        if element.first_element_child is None:  # the text alone: written anew five times as fast as nodes are set around it
            text = element.text
            if text:
                element.text = f"{first}{text}{last}"
            return
        element.insert_before(self.text_node(first), element.first_child)
        element.append_child(self.text_node(last))

    def put_into(self, element: Any, first: str, last: str) -> None:
        """Puts text at the beginning and at the end of an element, also of an empty one."""
        text = element.text if element.first_element_child is None else None
        if text:
            element.text = f"{first}{text}{last}"
            return
        if first:
            element.insert_before(self.text_node(first), element.first_child)
        element.append_child(self.text_node(last))


def parse_page(html: str, tags: Counter[str]) -> Elements:
    """The elements of a page, from its source; `tags` as `count_tags` counts them."""
    tree = HTMLTree.parse(html)
    return Elements(tree, tree.document, html, tags, find_values(html), tags.total() <= _FEW_TAGS)


def count_tags(html: str) -> Counter[str]:
    """The tags that a page opens, in lower case, and how often.

    >>> count_tags("<P>một<br>hai</P><p>")["p"]
    2
    """
    counts: Counter[str] = Counter()
    for name, count in Counter(_TAG.findall(html)).items():
        counts[name.lower()] += count
    return counts


def find_values(html: str) -> dict[str, set[str]]:
    """What the attributes `class`, `id` and `style` say in the source of a page, each value once.

    The page is cut at its equal signs, which takes a third of the time of a search with patterns.

    >>> find_values('<p class="a b" ID=c style="width=1;top:0">')
    {'class': {'a b'}, 'id': {'c'}, 'style': {'width=1;top:0'}}
    """
    found: dict[str, set[str]] = {"class": set(), "id": set(), "style": set()}
    pieces = html.split("=")
    for number, before in enumerate(pieces[:-1], 1):
        name = _NAMES_BY_END.get(before[-2:])
        if name is not None and before[-len(name) :].lower() == name:
            value = _value_of(pieces, number)
            if value is not None:
                found[name].add(value)
    return found


def _value_of(pieces: list[str], number: int) -> str | None:
    """The value that begins a piece; one in quotes may go on behind equal signs."""
    piece = pieces[number]
    quote = piece[:1]
    if quote not in ("'", '"'):
        bare = _BARE_VALUE.match(piece)
        return bare.group() if bare is not None else None
    end = piece.find(quote, 1)
    if end < 0:
        piece = "=".join(pieces[number : number + _MOST_SIGNS])
        end = piece.find(quote, 1)
    return piece[1:end] if end > 0 else None


def child_elements(element: Any) -> Iterator[Any]:
    """The elements right in an element; the library's list of them looks up all anew for each one."""
    child = element.first_element_child
    while child is not None:
        yield child
        child = child.next_element


def text_size(element: Any) -> int:
    """How long the text of an element is; a frameset has none at all."""
    return len(element.text or "")
