"""What a page says of its article: author, publication, source, section, counters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from tasks.text.blocks import Line
from tasks.text.boilerplate import Page
from tasks.text.bylines import glued_author, is_name, is_organisation, office_name, parse_byline
from tasks.text.dates import Stamp, find_stamp, find_url_day
from tasks.vi.fold import fold_text

_URL = re.compile(r"https?://[^\s<>\"')\]]+", re.IGNORECASE)
_VIEWS = re.compile(
    r"(?:so )?(?:luot|lan) (?:nguoi )?(?:xem|doc)(?: tin| bai)?\s*[:\-]?\s*(\d[\d.,]*)|da (?:xem|doc)\s*:\s*(\d[\d.,]*)|"
    r"so nguoi xem\s*:?\s*(\d[\d.,]*)|\bdoc\s*:?\s+(\d[\d.,]*)\s*luot\b"
)
_VIEWS_BEHIND = re.compile(r"(?<![\d.,/\-])(\d[\d.,]*)\s*(?:luot (?:xem|doc)|views?\b)")
_COMMENTS = re.compile(
    r"(?:binh luan|phan hoi|y kien|nhan xet)\s*[:(]\s*(\d[\d.,]*)|(?<![\d.,])(\d[\d.,]*)\s*(?:binh luan|phan hoi|nhan xet)\b"
)
_DIGIT = re.compile(r"\d")
_COUNTERS = re.compile(r"^(\d[\d.,]*)(?: (\d[\d.,]*))?$")
_HEAD_REACH = 3
_TAIL_REACH = 8


@dataclass(frozen=True, slots=True)
class Declared:
    """What an HTML page or a container declares beside the visible text; the visible text wins."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    section: str | None = None
    url: str | None = None
    rule: str = "hint"


@dataclass(slots=True)
class Metadata:
    """Columns of `articles` that come from lines other than the text."""

    author: str | None = None
    published_at: datetime | None = None
    published_on: date | None = None
    published_rule: str | None = None
    source_url: str | None = None
    source_host: str | None = None
    section: str | None = None
    view_count: int | None = None
    comment_count: int | None = None
    datelines: list[int] = field(default_factory=list)


def read_metadata(page: Page, declared: Declared) -> Metadata:
    """Reads the metadata of a classified page."""
    meta = Metadata()
    _read_source(page, declared, meta)
    _read_publication(page, declared, meta)
    _read_author(page, declared, meta)
    _read_section(page, declared, meta)
    _read_counters(page, meta)
    return meta


def _read_source(page: Page, declared: Declared, meta: Metadata) -> None:
    for index, label in enumerate(page.labels):
        if label.kind == "source":
            found = _URL.search(page.lines[index].text)
            if found is not None and (index > page.last or label.rule == "source_line"):
                meta.source_url = found.group().rstrip(".,;")
                break
    address = meta.source_url or declared.url
    if meta.source_url is None and declared.rule == "hint":
        meta.source_url = declared.url
    meta.source_host = host_of(address) if address else None


def host_of(url: str) -> str | None:
    """The host of an address, lower case, without www.

    >>> host_of("https://www.baoninhbinh.org.vn/a.htm")
    'baoninhbinh.org.vn'
    """
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _read_publication(page: Page, declared: Declared, meta: Metadata) -> None:
    stamp, index = _publication_stamp(page)
    if stamp is not None:
        meta.published_on, meta.published_at, meta.published_rule = stamp.day, stamp.at, "dateline"
        meta.datelines.append(index)
        return
    if declared.published:
        found = find_stamp(declared.published.strip(), fold_text(declared.published.strip()))
        if found is not None:
            meta.published_on, meta.published_at, meta.published_rule = found.day, found.at, declared.rule
            return
    for url in (meta.source_url, declared.url):
        day = find_url_day(url) if url else None
        if day is not None:
            meta.published_on, meta.published_rule = day, "url"
            return


def _publication_stamp(page: Page) -> tuple[Stamp | None, int]:
    """The stamp of publication: next to the title, or labelled, or right below the text; never a page clock."""
    top = page.title[0] if page.title else page.first
    bottom = page.title[-1] if page.title else -1
    best: tuple[tuple[int, ...], Stamp, int] | None = None
    for index, stamp in page.stamps.items():
        label = page.labels[index]
        if label.kind not in ("dateline", "page_clock"):
            continue
        if bottom < index <= page.first + _HEAD_REACH:
            place = 0
        elif index < top and label.kind == "dateline":
            place = 1
        elif page.last < index <= page.last + _TAIL_REACH and label.kind == "dateline":
            place = 3
        elif index < top and (stamp.labelled or (len(page.stamps) == 1 and _is_near(page, index, top))):
            place = 2
        elif page.first < index <= page.last:
            place = 4
        else:
            continue
        if stamp.clock and place in (1, 2):
            place = 5
        rank = (place, stamp.at is None, abs(index - top))
        if best is None or rank < best[0]:
            best = (rank, stamp, index)
    if best is None or (best[0][0] == 5 and best[2] < top - 1):
        return None, -1
    return best[1], best[2]


def _is_near(page: Page, index: int, top: int) -> bool:
    """A section name or two between a page's only date and its title; a page clock has the whole menu below it."""
    return top - index <= 3 and not any(mark is not None and mark.role == "line" for mark in page.marks[index + 1 : top])


def _read_author(page: Page, declared: Declared, meta: Metadata) -> None:
    meta.author = _tail_author(page) or _head_author(page, meta) or _glued(page) or _declared_author(declared)


def _byline_author(line: Line) -> str | None:
    byline = parse_byline(line.text, line.folded)
    if byline is not None:
        return byline.author
    return office_name(line.text) if is_organisation(line.text, line.folded) else None


def _tail_author(page: Page) -> str | None:
    for index in range(page.last + 1, min(page.last + 1 + _TAIL_REACH, len(page.labels))):
        if page.labels[index].kind == "byline":
            author = _byline_author(page.lines[index])
            if author is not None:
                return author
    return None


def _head_author(page: Page, meta: Metadata) -> str | None:
    if page.head.byline is not None and not _is_paper(page.lines[page.head.byline]):
        author = _byline_author(page.lines[page.head.byline])
        if author is not None:
            return author
    for index in meta.datelines:
        for rest in (page.stamps[index].before, page.stamps[index].after):
            byline = parse_byline(rest, fold_text(rest)) if rest else None
            if byline is not None and byline.author is not None and not _is_section_name(rest):
                return byline.author
    for index, label in enumerate(page.labels):
        if label.kind == "byline" and index <= page.last and not _is_paper(page.lines[index]):
            author = _byline_author(page.lines[index])
            if author is not None and index < page.first + 2:
                return author
    return None


def _is_paper(line: Line) -> bool:
    """A paper named above the text is where it was taken from; Bảo is a name."""
    return line.text.lower().startswith(("báo ", "tạp chí "))


def _is_section_name(text: str) -> bool:
    return text.count(" ") == 0 and "." not in text


def _glued(page: Page) -> str | None:
    for index in range(len(page.labels) - 1, -1, -1):
        if page.labels[index].kept:
            return glued_author(page.lines[index].text)
    return None


def _declared_author(declared: Declared) -> str | None:
    return declared.author if declared.author and is_name(declared.author) else None


def _read_section(page: Page, declared: Declared, meta: Metadata) -> None:
    if page.head.kicker is not None:
        meta.section = page.lines[page.head.kicker].text
        return
    for index in meta.datelines:
        before = page.stamps[index].before
        if before and parse_byline(before, fold_text(before)) is None:
            meta.section = before
            return
    meta.section = declared.section


def _read_counters(page: Page, meta: Metadata) -> None:
    for index in meta.datelines:
        candidates = [page.stamps[index].after.lstrip(" :|")]
        candidates += [page.lines[below].folded for below in (index + 1, index + 2) if below < page.first and _is_bare_counter(page, below)]
        for text in candidates:
            counters = _COUNTERS.match(text)
            if counters is not None and meta.view_count is None:
                meta.view_count = _count(counters.group(1))
                meta.comment_count = _count(counters.group(2)) if counters.group(2) else None
    if not meta.datelines and page.title:
        bare = [index for index in range(page.title[-1] + 1, page.first) if _is_bare_counter(page, index)]
        counts = sorted(count for index in bare if (count := _count(page.lines[index].folded)) is not None)
        if len(bare) == len(counts) == 2 and counts[0] < counts[1]:
            meta.comment_count, meta.view_count = counts  # fewer comment than look
    near = [*range(max(0, page.first - 12), max(page.first, 0)), *range(page.last + 1, min(len(page.lines), page.last + 16))]
    for index in near:
        if page.labels[index].kept:
            continue
        folded = page.lines[index].folded
        if page.lines[index].words > 24 or _DIGIT.search(folded) is None:
            continue
        if meta.view_count is None:
            meta.view_count = _number(_VIEWS, folded)
            if meta.view_count is None:
                meta.view_count = _number(_VIEWS_BEHIND, folded)
            below = page.marks[index + 1] if index + 1 < len(page.marks) else None
            if (
                meta.view_count is None
                and index > page.last
                and below is not None
                and below.kind == "comments"
                and _is_bare_counter(page, index)
            ):
                meta.view_count = _count(folded)
            if meta.view_count is None and page.labels[index].rule == "counter_value" and page.labels[index].kind == "view_counter":
                meta.view_count = _count(folded)
        if meta.comment_count is None:
            meta.comment_count = _number(_COMMENTS, folded)


def _is_bare_counter(page: Page, index: int) -> bool:
    mark = page.marks[index]
    return mark is not None and mark.rule in ("bare_number", "counter_pair")


def _number(pattern: re.Pattern[str], folded: str) -> int | None:
    found = pattern.search(folded)
    return _count(next(group for group in found.groups() if group)) if found is not None else None


def _count(digits: str) -> int | None:
    """A page counter: dots and commas both mark thousands there."""
    plain = digits.replace(".", "").replace(",", "")
    return int(plain) if plain.isdecimal() and len(plain) <= 12 else None
