"""Boxes of a page that only several lines together tell: odometers, the Internet Archive's toolbar."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_SHORTEST_ODOMETER = 5


def mark_odometers(lines: list[Line], marks: list[Mark | None]) -> None:
    """Counters printed one digit a line, and the number under a counter's header."""
    digits = [index for index, line in enumerate(lines) if len(line.text) == 1 and line.text.isdigit()]
    for run in _runs(digits):
        before = marks[run[0] - 1] if run[0] else None
        if len(run) >= _SHORTEST_ODOMETER or (before is not None and before.kind == "visitor_counter"):
            for position in run:
                marks[position] = Mark("visitor_counter", "line", "odometer")
    for index, mark in enumerate(marks[:-1]):
        if mark is None:
            continue
        following = marks[index + 1]
        if following is None:
            if mark[:2] in _COUNTING and _COUNTED.match(lines[index + 1].folded):
                marks[index + 1] = Mark("visitor_counter", "line", "counter_value")
        elif mark.kind in ("visitor_counter", "view_counter") and following.rule == "bare_number":
            marks[index + 1] = Mark(mark.kind, "line", "counter_value")


def _runs(positions: list[int]) -> Iterator[list[int]]:
    """Positions that follow one another, together."""
    run: list[int] = []
    for position in positions:
        if run and position != run[-1] + 1:
            yield run
            run = []
        run.append(position)
    if run:
        yield run


def mark_archive_toolbar(lines: list[Line], marks: list[Mark | None]) -> None:
    """The Internet Archive's toolbar, baked into the page: from its calendar to its "timestamps"."""
    counted = (index for index, line in enumerate(lines[:_TOOLBAR_REACH]) if line.words == 2 and _ARCHIVE.match(line.folded))
    anchor = next(counted, None)
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
