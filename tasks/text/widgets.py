"""Boxes of a page that only several lines together tell: odometers, the Internet Archive's toolbar."""

from __future__ import annotations

import re

from tasks.text.blocks import Line
from tasks.text.phrases import Mark

_COUNTED = re.compile(r"^[a-z]+(?: [a-z]+){0,3} ?: ?\d[\d.,]*$")
_COUNTING = (("visitor_counter", "line"), ("visitor_counter", "after"))
_ARCHIVE = re.compile(r"^\d+ captures?$")
_ARCHIVE_BIT = re.compile(
    r"^(?:success|fail|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d{1,4}|[\d a-z]+ - [\d a-z]+|\.|copyright.*|loading.*)$"
)
_ARCHIVE_END = frozenset({"timestamps", "about this capture"})
_TOOLBAR_REACH = 60


def mark_odometers(lines: list[Line], marks: list[Mark | None]) -> None:
    """Counters printed one digit a line, and the number under a counter's header."""
    run = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and len(lines[index].text) == 1 and lines[index].text.isdigit():
            run += 1
            continue
        if run:
            before = marks[index - run - 1] if index > run else None
            if run >= 5 or (before is not None and before.kind == "visitor_counter"):
                for position in range(index - run, index):
                    marks[position] = Mark("visitor_counter", "line", "odometer")
        run = 0
    for index, mark in enumerate(marks[:-1]):
        following = marks[index + 1]
        if (
            mark is not None
            and mark.kind in ("visitor_counter", "view_counter")
            and following is not None
            and following.rule == "bare_number"
        ):
            marks[index + 1] = Mark(mark.kind, "line", "counter_value")
        elif mark is not None and following is None and mark[:2] in _COUNTING and _COUNTED.match(lines[index + 1].folded):
            marks[index + 1] = Mark("visitor_counter", "line", "counter_value")


def mark_archive_toolbar(lines: list[Line], marks: list[Mark | None]) -> None:
    """The Internet Archive's toolbar, baked into the page: from its calendar to its "timestamps"."""
    anchor = next((index for index, line in enumerate(lines[:_TOOLBAR_REACH]) if _ARCHIVE.match(line.folded)), None)
    if anchor is None:
        return
    start = anchor
    while start > 0 and _ARCHIVE_BIT.match(lines[start - 1].folded):
        start -= 1
    end = anchor + 1
    for index in range(anchor + 1, min(anchor + 30, len(lines))):
        if lines[index].folded.strip(" :") in _ARCHIVE_END:
            end = index + 1
    while end < len(lines) and _ARCHIVE_BIT.match(lines[end].folded):
        end += 1
    for index in range(start, end):
        marks[index] = Mark("navigation", "line", "archive_toolbar")
