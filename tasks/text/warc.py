"""WARC and WACZ archives to raw documents: every record that holds a page, under its ordinal.

Source: ISO 28500:2017 (WARC 1.1); Common Crawl's WET files; WACZ 1.1.1.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tasks.text.addresses import MemberAddresses
from tasks.text.contents import begins_html
from tasks.text.feeds import is_feed, read_feed
from tasks.text.file_bytes import Raw, open_raw
from tasks.text.http_messages import HttpMessage, decode_body, media_type, split_message
from tasks.text.members import Source
from tasks.text.records import Format, RawDocument, Rejection
from tasks.text.unpacking import Allowance, BrokenContainerError, UnsafeArchiveError, check_member_name
from tasks.text.usual_pages import UsualPage
from tasks.text.warc_records import WarcRecord, read_records
from tasks.text.zip_streams import UNREADABLE, member_source

_PAGE_KINDS = frozenset({"response", "resource", "conversion"})
_NOT_PAGES = frozenset({"metadata", "urn", "dns", "whois", "warcinfo", "screenshot"})
"""Schemes under which crawlers store their own records: logs, settings, look-ups, extracted text beside its page."""
_TEXT_TYPES = frozenset({"text/plain", "text/markdown"})
_XML_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"})
_UNTYPED = frozenset({"", "application/octet-stream", "unknown/unknown", "application/unknown"})
_RANGE = re.compile(r"bytes 0-(\d+)/(\d+)")
_WARC_NAMES = (".warc", ".warc.gz", ".warc.zst")


def is_warc_name(name: str) -> bool:
    """Whether a file of this name holds WARC records.

    >>> is_warc_name("a/CC-MAIN.warc.gz"), is_warc_name("CC-MAIN.warc.wet.gz"), is_warc_name("a.cdxj.gz")
    (True, True, False)
    """
    name = name.lower()
    return name.endswith(_WARC_NAMES) or name.endswith((".warc.wet.gz", ".warc.wet", ".wet.gz", ".wet"))


def read_warc(
    address: str, container: str, source: Source, packed: int, others: Counter[str], allowance: Allowance
) -> Iterator[RawDocument | Rejection]:
    """The pages of a WARC file of `packed` bytes, each under `!ordinal`; records of other kinds are counted in `others`.

    A record that is cut or damaged is a Rejection, and so is a file without any page.
    """
    own: Counter[str] = Counter()
    pages = 0
    for record in read_records(source, packed, allowance):
        if isinstance(record, UsualPage):
            pages += 1
            yield RawDocument(f"{address}!{record.number}", container, "html", record.body, {"url": record.url} if record.url else {})
            continue
        for document in _documents_of(f"{address}!{record.number}", container, record, own, allowance):
            pages += 1
            yield document
    if own:
        others.update(own)
    if not pages:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(own.items())) or "none"
        told = f"no page among its records ({kinds}); pages are records of type response (2xx), resource or conversion with HTML or text"
        yield Rejection(address, container, "empty", told)


def read_wacz(address: str, container: str, data: Raw, others: Counter[str], allowance: Allowance) -> Iterator[RawDocument | Rejection]:
    """The pages of a WACZ archive: those of the WARC files in it; its indexes and page lists are none."""
    try:
        archive = zipfile.ZipFile(open_raw(data))
    except UNREADABLE as error:
        yield Rejection(address, container, "broken_container", f"wacz: {error}")
        return
    with archive:
        members = sorted((info for info in archive.infolist() if is_warc_name(info.filename)), key=lambda info: info.filename)
        if not members:
            yield Rejection(address, container, "empty", "a WACZ archive without a WARC file in it (archive/*.warc.gz)")
        addresses = MemberAddresses(address)
        for info in members:
            inside, _ = addresses.give(info.filename)
            try:
                check_member_name(info.filename)
                source = member_source(data, archive, info)
            except UnsafeArchiveError as error:
                yield Rejection(inside, container, "unsafe_archive", str(error))
            except UNREADABLE as error:
                yield Rejection(inside, container, "broken_container", f"wacz member: {error}")
            else:
                yield from read_warc(inside, container, source, max(1, info.compress_size), others, allowance)


def _documents_of(
    address: str, container: str, record: WarcRecord, others: Counter[str], allowance: Allowance
) -> Sequence[RawDocument | Rejection]:
    """The page of a record, the entries of its feed, or a Rejection; nothing, and counted, where it is of another kind."""
    if record.reason and not record.headers:
        return (Rejection(address, container, record.reason, record.detail),)
    kind, url, message = _message_of(record)
    holds = _name_of(kind, url, message)
    if holds is not None:
        others[holds] += 1
        return ()
    if record.reason:
        return (Rejection(address, container, record.reason, record.detail),)
    try:
        _check_whole(record, message)
        body = decode_body(message, allowance)
    except UnsafeArchiveError as error:
        return (Rejection(address, container, "unsafe_archive", str(error)),)
    except BrokenContainerError as error:
        return (Rejection(address, container, "broken_container", str(error)),)
    hints = {"url": url} if url else {}
    form = _format_of(message.content_type, body)
    if not body or body.isspace():
        return (Rejection(address, container, "empty", f"a {kind} without a body"),)
    if form is not None:
        return (RawDocument(address, container, form, body, hints),)
    if message.content_type in _XML_TYPES and is_feed(body):
        return tuple(read_feed(address, container, body))
    others[f"{kind} {message.content_type or 'without a type'}"] += 1
    return ()


def _message_of(record: WarcRecord) -> tuple[str, str, HttpMessage]:
    """The type of a record, its address without wget's angle brackets, and what it holds as an HTTP message."""
    headers = record.headers
    kind = _kind_of(headers.get(b"WARC-Type", b""))
    url = headers.get(b"WARC-Target-URI", b"").partition(b"\r")[0].decode("utf-8", "replace").strip("<> \t")
    if kind == "response":
        return kind, url, split_message(record.held, record.begin, record.end)
    said = headers.get(b"Content-Type", b"")
    block = record.held[record.begin : record.end] if kind in _PAGE_KINDS else b""
    return kind, url, HttpMessage(None, {b"Content-Type": said}, block, media_type(said))


@lru_cache(maxsize=64)
def _kind_of(said: bytes) -> str:
    return said.decode("utf-8", "replace").strip().lower()


def _name_of(kind: str, url: str, message: HttpMessage) -> str | None:
    """What a record is that holds no page; None: it may hold one."""
    if kind not in _PAGE_KINDS:
        return kind or "record without a type"
    if not url.startswith("http"):
        scheme = url.partition(":")[0].lower()
        if scheme in _NOT_PAGES:
            return f"{kind} of {scheme}:"
    if message.status is not None and not 200 <= message.status < 300:
        return f"{kind} {message.status}"
    said = message.content_type
    if "html" in said or said in _TEXT_TYPES or said in _XML_TYPES or said in _UNTYPED:
        return None
    return f"{kind} {said}"


def _check_whole(record: WarcRecord, message: HttpMessage) -> None:
    """Refuses what the crawler stored in part.

    Raises:
        BrokenContainerError: the record says that it is cut, is one of several, or answers for a part of the page.
    """
    truncated = record.headers.get(b"WARC-Truncated")
    if truncated is not None:
        raise BrokenContainerError(f"the crawler cut the record short (WARC-Truncated: {truncated.decode('utf-8', 'replace').strip()})")
    if b"WARC-Segment-Number" in record.headers:
        raise BrokenContainerError("a record in segments; its rest stands in another record")
    if message.status == 206:
        said = message.headers.get(b"Content-Range", b"").decode("latin-1").strip()
        found = _RANGE.match(said)
        if found is None or int(found[1]) + 1 != int(found[2]):
            raise BrokenContainerError(f"a part of the page (206, {said or 'no range said'})")


def _format_of(content_type: str, body: bytes) -> Format | None:
    if "html" in content_type:
        return "html"
    if content_type in _TEXT_TYPES:
        return "txt"
    return "html" if begins_html(body) else None
