"""RSS and Atom feeds to raw documents: each entry that holds its article's text is one.

Source: RSS 2.0 with the content module, RSS 1.0, RFC 4287 (Atom).
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from tasks.text.addresses import MemberAddresses
from tasks.text.contents import as_html
from tasks.text.records import RawDocument, Rejection

_LARGEST = 16_000_000
"""Bytes of a feed."""
FEED_HEAD = 8192
"""Bytes by which a feed is told."""
_MOST_TAGS = 100_000
"""A feed that is not well-formed is read tag by tag, and one of more tags would take a minute."""
_FEED = re.compile(rb"(?:<\?[^>]*>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]*>|\s)*<(?:\w+:)?(rss|feed|rdf)[\s>]", re.IGNORECASE | re.DOTALL)
_BEGINNINGS = frozenset({bytes([code]) for code in b"<\0 \t\n\v\f\r\xef\xfe\xff"})
"""What a feed can begin with: a tag, blanks, the mark of an encoding."""
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:xem|đọc) (?:tiếp|thêm)|read more)[\s>»]*$", re.IGNORECASE)
_ZONE = re.compile(r"(?:GMT|UTC)([+-])0?(\d{1,2})(?::?00)?$")
_FULL_WORDS = 100
"""Words from which a description is the article itself; teasers have 20 to 60."""
_SHORT_WORDS = 60
_LONGEST_ID = 300


def is_feed(data: bytes) -> bool:
    """Whether bytes begin as an RSS or Atom feed.

    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0">'), is_feed(b"<?xml version='1.0'?><urlset>")
    (True, False)
    """
    if data[:1] not in _BEGINNINGS:
        return False
    return _FEED.match(data[:FEED_HEAD].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")) is not None


def read_feed(address: str, container: str, data: bytes) -> Iterator[RawDocument | Rejection]:
    """The entries of a feed, each under `!id` as its feed gives it; an entry with a teaser only is a Rejection.

    A feed of nothing but teasers is one Rejection.
    """
    if len(data) > _LARGEST or data.count(b"<") > _MOST_TAGS:
        yield Rejection(address, container, "too_large", f"a feed of {len(data)} bytes; at most {_LARGEST} and {_MOST_TAGS} tags")
        return
    import feedparser  # slow to import, and few runs meet a feed

    # A stream and not the bytes: what looks like a path or an address would be opened.
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it raises whatever its parsers meet, such as half a character
        yield Rejection(address, container, "broken_container", f"a feed that cannot be parsed: {type(error).__name__}: {error}")
        return
    if not feed.entries:
        why = f": {feed.bozo_exception}" if feed.get("bozo") else ""
        yield Rejection(address, container, "broken_container" if why else "empty", f"a feed without entries{why}")
        return
    contents = [_content_of(entry) for entry in feed.entries]
    if not any(contents):
        told = f"a feed of {len(contents)} teasers without the text of their articles; collect the articles' own pages"
        yield Rejection(address, container, "no_article", told)
        return
    addresses = MemberAddresses(address)
    for number, (entry, content) in enumerate(zip(feed.entries, contents, strict=True), 1):
        name = str(entry.get("id") or entry.get("link") or number)
        inside, repeated = addresses.give(name if len(name) <= _LONGEST_ID else str(number))
        if repeated:
            yield Rejection(inside, container, "broken_container", "a second entry of that id in the feed")
        elif not content:
            yield Rejection(inside, container, "no_article", "a teaser without the text of its article; collect the article's own page")
        else:
            yield _document_of(inside, container, entry, content)


def _content_of(entry: Any) -> str:
    """The text of an entry's article as HTML; empty where there is only a teaser."""
    pieces = [_as_html(piece) for piece in entry.get("content", ())]
    content = max(pieces, key=len, default="")
    if content.strip() and not _is_teaser(content, _SHORT_WORDS):
        return content
    summary = _as_html(entry["summary_detail"]) if entry.get("summary_detail") else ""
    is_long = len(_PARAGRAPH.findall(summary)) >= 3
    return summary if (is_long and not _is_teaser(summary, _SHORT_WORDS)) or _words(summary) >= _FULL_WORDS else ""


def _as_html(piece: Any) -> str:
    value = str(piece.get("value") or "")
    if "html" in str(piece.get("type") or ""):
        return as_html(value) or html.escape(value, quote=False).replace("\n", "<br>\n")
    return html.escape(value, quote=False).replace("\n", "<br>\n")


def _words(content: str) -> int:
    return len(_TAG.sub(" ", content).split())


def _is_teaser(content: str, few: int) -> bool:
    """Whether a text is short and says that it goes on elsewhere."""
    visible = html.unescape(_TAG.sub(" ", content)).strip()
    return len(visible.split()) < few and _GOES_ON.search(visible) is not None


def _document_of(address: str, container: str, entry: Any, content: str) -> RawDocument:
    title = " ".join(html.unescape(_TAG.sub("", str(entry.get("title") or ""))).split())
    head = [f"<title>{html.escape(title)}</title>"]
    author = str(entry.get("author") or "").strip()
    if author:
        head.append(f'<meta name="author" content="{html.escape(author)}">')
    top = f"<h1>{html.escape(title)}</h1>\n" if title and title not in content[: len(title) + 200] else ""
    page = f'<html><head><meta charset="utf-8">{"".join(head)}</head><body><article>\n{top}{content}\n</article></body></html>'
    said = str(entry.get("published") or entry.get("updated") or "")
    found = {"url": str(entry.get("link") or ""), "title": title, "date": _moment(said)}
    hints = {key: value for key, value in found.items() if value}
    return RawDocument(address, container, "html", page.encode("utf-8", "replace"), hints)


def _moment(said: str) -> str:
    """The time of an entry in ISO 8601, with its offset from UTC where one is said; what is not understood, as it is.

    >>> _moment("Tue, 12 Mar 2024 08:10:00 GMT+7"), _moment("2024-03-12T23:30:00Z")
    ('2024-03-12T08:10:00+07:00', '2024-03-12T23:30:00Z')
    """
    said = said.strip()
    try:
        datetime.fromisoformat(said)
    except ValueError:
        try:
            return parsedate_to_datetime(_ZONE.sub(lambda found: f"{found[1]}{int(found[2]):02d}00", said)).isoformat()
        except ValueError:
            return said
    return said
