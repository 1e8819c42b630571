"""What a document is by its content, whatever it is called: a page of HTML, text with tags in it, Markdown."""

from __future__ import annotations

import html
import re
from functools import cache

from markdown_it import MarkdownIt

_HTML_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK_TAGS = "p|div|br|h[1-6]|ul|ol|li|table|tr|td|th|tbody|section|article|figure|figcaption|blockquote|hr|html|head|body|main|center|pre"
_INLINE_TAGS = "a|b|i|u|em|strong|span|font|sup|sub|img|small|strike|del|ins|s|code|mark|iframe|script|style"
_TAG = re.compile(rf"<(/?)({_BLOCK_TAGS}|{_INLINE_TAGS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK_TAGS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&lt;/?(?:{_BLOCK_TAGS}|{_INLINE_TAGS})(?=[\s/&])", re.IGNORECASE)
_MARKDOWN_SIGNS = (("]", "]("), ("*", "**"), ("_", "__"), ("#", "# "), ("|", "---"))
"""What a text must hold both of: first a single character, which is looked for ten times as fast."""
_MARKDOWN = re.compile(
    r"\]\((?:https?://|/|#|mailto:)[^()\s]*(?: \"[^\"\n]*\")?\)|"  # a link or a picture
    r"(?<![*\w])\*\*(?=[\w\"“'‘])[^*\n]{0,300}?(?<=[\w.,;:!?\"”'’)%…])\*\*(?!\*)|"
    r"(?<![_\w])__(?=[\w\"“])[^_\n]{0,300}?(?<=[\w.,;:!?\"”)%…])__(?![_\w])|"
    r"\A\s*# +\S|^ {0,3}#{2,6} +\S|"
    r"^ {0,3}\|? *:?-{3,}:? *(?:\| *:?-{3,}:? *)+\|? *$",  # the rule below the head of a table
    re.MULTILINE,
)
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
"""A star between two figures multiplies; read as emphasis it would make one number of both."""
_SEEN = 200_000
"""Characters of a document that are looked at: what is HTML shows it early."""


def begins_html(data: bytes) -> bool:
    """Whether bytes begin as a page of HTML.

    >>> begins_html(b" <!DOCTYPE HTML>"), begins_html(b"<p>x</p>")
    (True, False)
    """
    return _HTML_BEGINS.match(data[:4096].replace(b"\0", b"")) is not None


def as_html(text: str) -> str | None:
    r"""Text that holds HTML, as HTML; None where it holds no tag.

    Tags escaped throughout are unescaped. Where lines and not tags divide the paragraphs, the ends of lines become breaks.

    >>> as_html("Thu 3 < 5 tỷ đồng"), as_html("một<br/>hai"), as_html("&lt;p&gt;một&lt;/p&gt;")
    (None, 'một<br/>hai', '<p>một</p>')
    >>> as_html("<b>345</b> đảng viên\ndòng hai")
    '<b>345</b> đảng viên<br>\ndòng hai'
    """
    head = text[:_SEEN]
    if "<" not in head or _TAG.search(head) is None:
        if "&lt;" not in head or _ESCAPED_TAG.search(head) is None:
            return None
        text = html.unescape(text)
        head = text[:_SEEN]
    return text if _is_divided_by_tags(head) else text.replace("\n", "<br>\n")


def _is_divided_by_tags(text: str) -> bool:
    """Whether block tags divide the text: most of its lines bear one, or one line holds them all."""
    lines = [line for line in text.split("\n") if line and not line.isspace()]
    bearing = sum(1 for line in lines if _BLOCK_TAG.search(line))
    return bearing * 2 >= len(lines) or any(mark in text[:1000].lower() for mark in ("<html", "<body", "<!doctype"))


def markdown_as_html(text: str) -> str | None:
    r"""Markdown, as HTML; None where a text bears none of its marks. The end of a line stays one.

    Source: CommonMark 0.31, with tables and struck-out text.

    >>> markdown_as_html("Kết nạp **128** đảng viên.")
    '<p>Kết nạp <strong>128</strong> đảng viên.</p>\n'
    >>> markdown_as_html("(**) Số liệu tạm tính (**)\n- 345 đảng viên*")
    """
    if not any(char in text and sign in text for char, sign in _MARKDOWN_SIGNS) or _MARKDOWN.search(text) is None:
        return None
    rendered: str = _renderer().render(_TIMES.sub(r"\\*", text))
    return rendered


@cache
def _renderer() -> MarkdownIt:
    settings = {"html": True, "breaks": True}
    return MarkdownIt("commonmark", settings).enable(["table", "strikethrough"]).disable("code")  # indented lines are text
