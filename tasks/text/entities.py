"""Character references that a page escaped twice, so that a reader sees `&ecirc;` for ê."""

from __future__ import annotations

import re
from html import unescape
from html.entities import name2codepoint

_REFERENCE = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,9});")
# `&amp;ecirc;` in a text that no parser has read: escaped once more.
_ESCAPED_AGAIN = re.compile(r"&amp;(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,9});")
# What is in the way of reading once references are undone: tags that were escaped with the text.
_TAG = re.compile(r"</?(?:p|br|b|i|u|em|strong|span|div|font|a|h[1-6]|li|ul|ol|td|tr|table|tbody)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|br|div|h[1-6]|li|ul|ol|tr|table|tbody)\b", re.IGNORECASE)
_FEWEST = 2
"""References from which a text was escaped twice; one alone may be what an article is about."""


def unescape_twice(text: str) -> str:
    """The text with its character references undone, and the tags that were escaped with it gone.

    >>> unescape_twice("đảng vi&ecirc;n ti&ecirc;u biểu, T&#7915; đầu năm")
    'đảng viên tiêu biểu, Từ đầu năm'
    >>> unescape_twice("đảng vi&amp;ecirc;n ti&amp;ecirc;u biểu")
    'đảng viên tiêu biểu'
    >>> unescape_twice("Viết &lt;b&gt; để in đậm")
    'Viết <b> để in đậm'
    """
    if "&" not in text or ";" not in text:
        return text
    found = _REFERENCE.findall(text)
    if not found:
        return text
    plain = _REFERENCE.sub(_undone, text)
    if "&amp;" in found and _ESCAPED_AGAIN.search(text) is not None:
        plain = _REFERENCE.sub(_undone, plain)
    if sum(reference.lower() in ("&lt;", "&#60;") for reference in found) < _FEWEST * 2:
        return plain
    return _TAG.sub(lambda tag: "\n" if _BLOCK.match(tag.group()) else "", plain)


def _undone(found: re.Match[str]) -> str:
    """What one reference stands for; one that HTML does not know stays."""
    reference = found.group()
    if reference[1] != "#" and reference[1:-1] not in name2codepoint:
        return reference
    char = unescape(reference)
    return " " if char.isspace() else char
