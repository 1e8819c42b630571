"""Moments that a machine wrote: ISO 8601, RFC 2822, seconds and milliseconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

VIETNAM = timezone(timedelta(hours=7), "+07")

_EPOCH = re.compile(r"(?:/Date\()?(\d{9,10}|\d{12,13}|\d{15,16})(?:\.\d+)?(?:[+-]\d{4})?(?:\)/)?")
_DIGITS_OF_SECONDS = 10
# `2024-03-12 08:10:00 +0700`: a blank before the offset, which ISO 8601 does not know.
_LOOSE_OFFSET = re.compile(r"(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s+(?=(?:[+-]\d\d:?\d\d|Z)$)")
# `Tue Mar 12 2024 08:10:00 GMT+0700 (Indochina Time)`, as a browser writes it.
_BROWSER = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3}) (\d\d?) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC)([+-]\d{4})")
_ONLY_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")
_MACHINE = re.compile(r"\d{4}-?\d\d-?\d\d(?:[T ]\d\d?:?\d\d.*)?$|\d{9,16}(?:\.\d+)?$|/Date\(|[A-Za-z]{3},? ")


class Instant(NamedTuple):
    """A day in Việt Nam, and the instant where a clock time is given."""

    day: date
    at: datetime | None


def parse_moment(text: str) -> Instant | None:
    """Reads a moment that a machine wrote; without an offset it is Vietnamese time. None when it is none.

    The day is the one that the instant falls on in Việt Nam.

    >>> parse_moment("2024-05-06T23:30:00Z").day.isoformat(), parse_moment("1710205800000").day.isoformat()
    ('2024-05-07', '2024-03-12')
    >>> parse_moment("Tue, 12 Mar 2024 20:00:00 GMT").at.isoformat()
    '2024-03-13T03:00:00+07:00'
    """
    text = text.strip()
    if _MACHINE.match(text) is None:
        return None
    try:
        if _ONLY_DAY.fullmatch(text):
            return Instant(date.fromisoformat(text), None)
        at = _instant(text)
        if at is None:
            return None
        at = (at.replace(tzinfo=VIETNAM) if at.tzinfo is None else at).astimezone(VIETNAM)
    except (ValueError, OverflowError, OSError):
        return None
    return Instant(at.date(), at)


def _instant(text: str) -> datetime | None:
    if _is_compact(text):
        text = f"{text[:8]}T{text[8:]}"
    epoch = _EPOCH.fullmatch(text)
    if epoch is not None:
        digits = epoch.group(1)
        thousands = -(-(len(digits) - _DIGITS_OF_SECONDS) // 3)
        return datetime.fromtimestamp(int(digits) // 1000**thousands, UTC)
    browser = _BROWSER.match(text)
    if browser is not None:
        month, day, year, clock, offset = browser.groups()
        return parsedate_to_datetime(f"{day} {month} {year} {clock} {offset}")
    if text[0].isalpha():
        return parsedate_to_datetime(text)
    return datetime.fromisoformat(_LOOSE_OFFSET.sub(r"\1", text))


def _is_compact(text: str) -> bool:
    """`202403120810`: a year, a month and a day without marks are no seconds."""
    return len(text) in (12, 14) and text.isdecimal() and text[:2] in ("19", "20") and text[4:6] <= "12"
