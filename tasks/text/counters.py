"""How often a page says that its article was opened and commented on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tasks.text.boilerplate import Page

_VIEWS = re.compile(
    r"(?:so )?(?:luot|lan) (?:nguoi )?(?:xem|doc)(?: tin| bai)?\s*[:\-]?\s*(\d[\d.,]*)|da (?:xem|doc)\s*:\s*(\d[\d.,]*)|"
    r"(?:view count|views?|hits|luot view)\s*:\s*(\d[\d.,]*)|so nguoi xem\s*:?\s*(\d[\d.,]*)|\bdoc\s*:?\s+(\d[\d.,]*)\s*luot\b"
)
_VIEWS_BEHIND = re.compile(r"(?<![\d.,/\-])(\d[\d.,]*)\s*(?:(?:luot|lan) (?:xem|doc)|views?\b)")
_COMMENTS = re.compile(
    r"(?:binh luan|phan hoi|y kien|nhan xet)\s*[:(]\s*(\d[\d.,]*)|(?<![\d.,])(\d[\d.,]*)\s*(?:binh luan|phan hoi|nhan xet)\b"
)
# Of these every line holds one that the patterns above find something on; to look for them is ten times as fast.
_VIEW_SIGNS, _COMMENT_SIGNS = ("xem", "doc", "view", "hits"), ("binh luan", "phan hoi", "y kien", "nhan xet")
_NUMBER = re.compile(r"\d[\d.,]*")
_BARE = re.compile(r"^(\d[\d.,]*)(?: (\d[\d.,]*))?$")
_ABOVE, _BELOW = 12, 16
"""Lines above and below the text among which counters are looked for."""
_LONGEST_LINE = 24


class Counters(NamedTuple):
    """How often an article was opened and how many comments it has; None where the page does not say."""

    views: int | None = None
    comments: int | None = None


def read_counters(page: Page, datelines: list[int]) -> Counters:
    """Reads the counters: bare numbers beside the date of publication first, then labelled ones near the text."""
    beside = _beside_date(page, datelines) if datelines else _below_title(page)
    views, comments = beside
    for index in _near(page):
        if views is None:
            views = _views(page, index)
        if comments is None and any(sign in page.lines[index].folded for sign in _COMMENT_SIGNS):
            comments = _number(_COMMENTS, page.lines[index].folded)
    return Counters(views, comments)


def _beside_date(page: Page, datelines: list[int]) -> Counters:
    for index in datelines:
        candidates = [page.stamps[index].after.lstrip(" :|")]
        candidates += [page.lines[below].folded for below in (index + 1, index + 2) if below < page.first and _is_bare(page, below)]
        for text in candidates:
            found = _BARE.match(text)
            if found is not None:
                return Counters(_count(found.group(1)), _count(found.group(2)) if found.group(2) else None)
    return Counters()


def _below_title(page: Page) -> Counters:
    """Two bare numbers between a headline and its text: fewer comment than look."""
    if not page.title:
        return Counters()
    bare = [index for index in range(page.title[-1] + 1, page.first) if _is_bare(page, index)]
    counts = sorted(count for index in bare if (count := _count(page.lines[index].folded)) is not None)
    return Counters(counts[1], counts[0]) if len(bare) == len(counts) == 2 and counts[0] < counts[1] else Counters()


def _near(page: Page) -> Iterator[int]:
    """Short lines with a digit above and below the text that are no part of it."""
    above = range(max(0, page.first - _ABOVE), max(page.first, 0))
    below = range(page.last + 1, min(len(page.lines), page.last + _BELOW))
    for index in (*above, *below):
        line = page.lines[index]
        if not page.labels[index].kept and line.words <= _LONGEST_LINE and _NUMBER.search(line.folded) is not None:
            yield index


def _views(page: Page, index: int) -> int | None:
    folded, label = page.lines[index].folded, page.labels[index]
    if any(sign in folded for sign in _VIEW_SIGNS):
        labelled = _number(_VIEWS, folded)
        if labelled is None:
            labelled = _number(_VIEWS_BEHIND, folded)
        if labelled is not None:
            return labelled
    if label.kind == "view_counter":
        numbers = _NUMBER.findall(folded)
        if len(numbers) == 1:
            return _count(numbers[0])
    below = page.marks[index + 1] if index + 1 < len(page.marks) else None
    commented = index > page.last and below is not None and below.kind == "comments"
    return _count(folded) if commented and _is_bare(page, index) else None


def _is_bare(page: Page, index: int) -> bool:
    mark = page.marks[index]
    return mark is not None and mark.rule in ("bare_number", "counter_pair")


def _number(pattern: re.Pattern[str], folded: str) -> int | None:
    found = pattern.search(folded)
    return _count(next(group for group in found.groups() if group)) if found is not None else None


def _count(digits: str) -> int | None:
    """A page counter: dots and commas both mark thousands there."""
    plain = digits.replace(".", "").replace(",", "")
    return int(plain) if plain.isdecimal() and len(plain) <= 12 else None
