"""What a browser shows of a page: hidden parts go, struck-out words go, raised signs become what they mean, drawings stay apart."""

from __future__ import annotations

import re
from typing import Any

from tasks.text.elements import Elements

_HIDDEN_BY_STYLE = re.compile(
    r"\bdisplay\s*:\s*none|\bvisibility\s*:\s*(?:hidden|collapse)|\bopacity\s*:\s*0*(?:\.0*)?%?\s*(?:;|!|$)|"
    r"\bcontent-visibility\s*:\s*hidden|\b(?:left|top|text-indent)\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
_STRUCK_BY_STYLE = re.compile(r"\btext-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE)
_BEHIND_HIDDEN = re.compile(r"=|\s*/?>|\s+[a-zA-Z\-]+=")
# What stands inside these is for browsers that cannot show the element.
_WITH_FALLBACK = ("video", "audio", "canvas", "object", "progress", "meter")
_LARGEST_HIDDEN = 1500
_PROSE = re.compile(r"[^<>{};]{120,}")
_WORDS_OF_PROSE = 20
_LARGEST_STRUCK = 600
"""Characters: an element of old pages that nobody closed strikes out the rest of the page."""
_MOST_HIDDEN = 300
_SHADOW = re.compile(r"<template\b[^<>]*\bshadowrootmode\b[^<>]*>|<template\b|</template\s*>", re.IGNORECASE)

_NOTE_SIGN = re.compile(r"[\[(]?(?:\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*|\*{1,4}|†|‡)[\])]?|[\[(][a-zđ][\])]", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_EXPONENT = re.compile(r"[+\-−]?\d{1,2}")
_UNIT = re.compile(r"(?:^|[\d\s/(.,])(?:k|h|da|d|c|m|µ|μ|n)?m\s?$", re.IGNORECASE)
_POWER = re.compile(r"[x×*·.⋅]\s*10\s*$", re.IGNORECASE)
_TEN = re.compile(r"(?<![\d.,])10\s*$")
_DEGREE = re.compile(r"\d\s*$")
_TEMPERATURE = re.compile(r"\s?[CFK]\b")
_SMALLEST_SURE_EXPONENT = 3


def open_shadow_roots(html: str) -> str:
    """The page with its declarative shadow roots in the open: a browser shows them in place of their host's content."""
    if "shadowroot" not in html:
        return html
    pieces: list[str] = []
    closing: list[str] = []
    done = 0
    for found in _SHADOW.finditer(html):
        tag = found.group()
        if tag.startswith("</"):
            replaced = closing.pop() if closing else tag
        elif tag.endswith(">"):
            replaced = "<div>"
            closing.append("</div>")
        else:
            replaced = tag
            closing.append("</template>")
        pieces += (html[done : found.start()], replaced)
        done = found.end()
    return "".join((*pieces, html[done:]))


def hide_unseen(page: Elements) -> None:
    """Takes out what the page does not show; a large hidden part that holds prose may be the article, shown by a script."""
    styles = sorted(page.values["style"])
    for telling, largest in ((_STRUCK_BY_STYLE, _LARGEST_STRUCK), (_HIDDEN_BY_STYLE, _LARGEST_HIDDEN)):
        told = [style for style in styles if telling.search(style) is not None]
        for element in page.having("style", told)[:_MOST_HIDDEN]:
            _take_out(element, largest)
    if any(_BEHIND_HIDDEN.match(piece) for piece in page.source.split("hidden")[1:]):
        for element in page.matching("[hidden]")[:_MOST_HIDDEN]:
            _take_out(element, _LARGEST_HIDDEN)
    for element in page.named("dialog"):
        if not element.hasattr("open"):
            _take_out(element, _LARGEST_HIDDEN)
    for element in page.named("del", "s", "strike"):
        _take_out(element, _LARGEST_STRUCK)
    for element in page.named(*_WITH_FALLBACK):
        element.decompose()
    if page.named("svg"):
        for element in page.matching("svg title,svg desc,svg style"):
            element.decompose()


def _take_out(element: Any, largest: int) -> None:
    if element.tag in ("html", "body", "main", "article"):
        return
    if len(element.text or "") <= largest or (largest == _LARGEST_HIDDEN and not _holds_prose(element.html)):
        element.decompose()


def _holds_prose(html: str) -> bool:
    """Whether a piece of a page holds a run of words as long as a sentence; menus and forms, however large, do not."""
    return any(found[0].count(" ") >= _WORDS_OF_PROSE for found in _PROSE.finditer(html))


def settle_raised(page: Elements) -> None:
    """Writes raised signs as what they mean: `m²`, `10⁶`, `30°C`; a mark that points to a footnote is no part of a number."""
    for element in page.named("sup"):
        sign = (element.text or "").strip()
        meant = _raised(sign, _text_before(element), _text_after(element), element.query_selector("a") is not None)
        if meant != sign:
            element.parent.replace_child(page.text_node(meant), element)
    for element in page.named("msup"):
        parts = element.children
        if len(parts) == 2 and _EXPONENT.fullmatch((parts[1].text or "").strip()):
            element.replace_child(page.text_node((parts[1].text or "").strip().translate(_RAISED)), parts[1])
    for element in page.named("mn", "mi", "mo", "mtext"):
        if element.parent is not None and element.parent.tag != "msup":
            element.append_child(page.text_node(" "))


def _raised(sign: str, before: str, after: str, linked: bool) -> str:
    """What a raised sign means between the text before and after it; nothing for the mark of a footnote."""
    if sign in ("2", "3") and _UNIT.search(before) is not None and not linked:
        return sign.translate(_RAISED)
    if sign in ("0", "o", "O", "º", "°") and _DEGREE.search(before) is not None and (sign in "º°" or _TEMPERATURE.match(after) is not None):
        return "°"
    if _EXPONENT.fullmatch(sign) and not linked:
        sure = not sign.isdecimal() or int(sign) >= _SMALLEST_SURE_EXPONENT
        if _POWER.search(before) is not None or (sure and _TEN.search(before) is not None):
            return sign.translate(_RAISED)
    return "" if _NOTE_SIGN.fullmatch(sign) is not None else sign


def _text_before(element: Any) -> str:
    """The text right before an element, in its own block or in the element around it."""
    for _ in range(3):
        node = element.prev
        if node is not None:
            return (node.text or "")[-20:]
        element = element.parent
        if element is None or element.tag in ("p", "div", "td", "li", "body"):
            break
    return ""


def _text_after(element: Any) -> str:
    node = element.next
    return (node.text or "")[:8] if node is not None else ""
