"""MHTML, the page with its pictures in one file as browsers save it, to a raw document.

Source: RFC 2557; Chromium's `Snapshot-Content-Location`.
"""

from __future__ import annotations

from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from tasks.text.http_messages import ends_page
from tasks.text.records import RawDocument, Rejection


def read_mhtml(address: str, container: str, data: bytes) -> RawDocument | Rejection:
    """The page of an MHTML file; pictures, style sheets and frames beside it are left."""
    message = message_from_bytes(data)
    part = _page_of(message)
    if part is None:
        return Rejection(address, container, "broken_container", "an MHTML file without an HTML part; save the page again")
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        return Rejection(address, container, "empty", "an MHTML file whose HTML part is empty")
    body = _in_utf8(body, part.get_content_charset())
    is_cut = any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)
    if is_cut and not ends_page(body):
        return Rejection(address, container, "broken_container", "an MHTML file that is cut short in its page; save the page again")
    url = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
    return RawDocument(address, container, "html", body, {"url": url} if url.startswith("http") else {})


def _page_of(message: Message) -> Message | None:
    """The part that is the page: the one that `start` names, else the first of HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    named = (part for part in pages if start and part.get("Content-ID") == start)
    return next(named, pages[0] if pages else None)


def _in_utf8(body: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 where its part says another encoding and is in it: the page itself may not say."""
    if charset in (None, "utf-8", "us-ascii", "iso-8859-1"):
        return body
    try:
        return body.decode(charset).encode()
    except (LookupError, UnicodeError):
        return body
