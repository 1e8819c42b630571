"""What a page says of its article: author, publication, source, section, counters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from tasks.text.blocks import Line
from tasks.text.boilerplate import Page
from tasks.text.bylines import is_name, is_person, parse_byline
from tasks.text.counters import read_counters
from tasks.text.dates import Stamp, find_declared, find_url_day
from tasks.text.declarations import Declared
from tasks.text.offices import is_organisation, office_name
from tasks.text.signatures import ABOVE_CAPTIONS, glued_author
from tasks.vi.text.fold import fold_text

_URL = re.compile(r"https?://[^\s<>\"')\]]+", re.IGNORECASE)
# "Nguồn: Báo Vùng Cao - baovungcao.vn": an address without its scheme.
_HOST = re.compile(r"(?<![\w@./])(?:[a-z0-9\-]+\.)+(?:vn|com|net|org|info)(?![\w.])(?:/[^\s<>\"')\]]*)?", re.IGNORECASE)
_EVENT = re.compile(r"\bngay (\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)\d\d)")
_OPENING = 60
"""Characters in which a report says when it happened."""
_NEWS_DAYS = 60
"""Days after which nothing is news."""
_HEAD_REACH = 3
_CLOCK_PLACE = 5
_TAIL_REACH = 8


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
    meta.view_count, meta.comment_count = read_counters(page, meta.datelines)
    return meta


def _read_source(page: Page, declared: Declared, meta: Metadata) -> None:
    for index, label in enumerate(page.labels):
        if label.kind == "source":
            found = _URL.search(page.lines[index].text) or _HOST.search(page.lines[index].text)
            if found is not None and (index > page.last or label.rule == "source_line"):
                meta.source_url = found.group().rstrip(".,;")
                break
    address = meta.source_url or declared.url
    if meta.source_url is None and declared.is_hint:
        meta.source_url = declared.url
    meta.source_host = host_of(address if "://" in address else f"//{address}") if address else None


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
    """What is said of this very article, then what the page shows, then what may be said of something else on it."""
    stamp, index = _publication_stamp(page)
    if stamp is not None:
        meta.datelines.append(index)
    said = find_declared(declared.published)
    if said is not None:
        meta.published_on, meta.published_at, meta.published_rule = said.day, said.at, declared.rule
        if said.at is None and stamp is not None and stamp.day == said.day:
            meta.published_at = stamp.at
        return
    if stamp is not None:
        rule = "time" if stamp.by_machine else "dateline"
        meta.published_on, meta.published_at, meta.published_rule = stamp.day, stamp.at, rule
        return
    presumed = find_declared(declared.presumed)
    if presumed is not None:
        meta.published_on, meta.published_at, meta.published_rule = presumed.day, presumed.at, declared.presumed_rule
        return
    for url in (meta.source_url, declared.url):
        day = find_url_day(url) if url else None
        if day is not None:
            meta.published_on, meta.published_rule = day, "url"
            return


def _publication_stamp(page: Page) -> tuple[Stamp | None, int]:
    """The stamp of publication: next to the title, or labelled, or right below the text; never a page clock.

    When a page was changed counts only where nothing says when it came out.
    """
    top = page.title[0] if page.title else page.first
    ranked = [
        ((place, stamp.at is None, abs(index - top)), stamp, index)
        for index, stamp in page.stamps.items()
        if (place := _place_of(stamp, index, page)) is not None
    ]
    if not ranked:
        return None, -1
    (place, *_), stamp, index = best = min(ranked, key=_rank)
    if stamp.label == "updated":
        others = (one for one in ranked if one[1].label == "published" or (one[1].label != "updated" and one[0][0] == place))
        (place, *_), stamp, index = min(others, key=_rank, default=best)
    if place == _CLOCK_PLACE and index < top - 1:
        return None, -1
    return stamp, index


def _rank(found: tuple[tuple[int, bool, int], Stamp, int]) -> tuple[int, bool, int]:
    return found[0]


def _place_of(stamp: Stamp, index: int, page: Page) -> int | None:
    """How near to what tells the article a stamp stands, the nearest first; None where a stamp says nothing of it."""
    top = page.title[0] if page.title else page.first
    bottom = page.title[-1] if page.title else -1
    kind = page.labels[index].kind
    if kind not in ("dateline", "page_clock"):
        return None
    if bottom < index <= page.first + _HEAD_REACH:
        return 0
    if page.last < index <= page.last + _TAIL_REACH and kind == "dateline":
        return 3
    if page.first < index <= page.last:
        return 4
    if index >= top:
        return None
    near = kind == "dateline" or stamp.labelled or (len(page.stamps) == 1 and _is_near(page, index, top))
    if not near or _is_long_after(stamp.day, page):
        return None
    return _CLOCK_PLACE if stamp.clock else 1 if kind == "dateline" else 2


def _is_long_after(day: date, page: Page) -> bool:
    """Whether the text opens with something that happened so long before that only the clock of a page can show that day."""
    event = _EVENT.search(page.lines[page.first].folded, 0, _OPENING)
    if event is None:
        return False
    try:
        happened = date(int(event.group(3)), int(event.group(2)), int(event.group(1)))
    except ValueError:
        return False
    return (day - happened).days > _NEWS_DAYS


def _is_near(page: Page, index: int, top: int) -> bool:
    """A section name or two between a page's only date and its title; a page clock has the whole menu below it."""
    return top - index <= 3 and not any(mark is not None and mark.role == "line" for mark in page.marks[index + 1 : top])


def _read_author(page: Page, declared: Declared, meta: Metadata) -> None:
    meta.author = (
        _tail_author(page)
        or _author_above_captions(page)
        or _head_author(page, meta)
        or _glued(page)
        or _sourced(page)
        or _declared_author(declared)
    )


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


def _author_above_captions(page: Page) -> str | None:
    """The name above the captions, or a labelled one with no more than an invitation to read on below it."""
    for index in range(page.last, page.first, -1):
        label = page.labels[index]
        if label.rule == ABOVE_CAPTIONS or (label.rule == "byline:labelled" and index >= page.last - _TAIL_REACH):
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


def _sourced(page: Page) -> str | None:
    """Who sent the text in, where a person and not a paper stands behind "Nguồn:"."""
    for index in range(page.last + 1, min(page.last + 1 + _TAIL_REACH, len(page.labels))):
        if page.labels[index].kind == "source":
            name = page.lines[index].text.partition(":")[2].strip(" .")
            if is_person(name):
                return name
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
