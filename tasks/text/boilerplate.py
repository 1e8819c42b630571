"""Tells the article of a page from everything around it: one label for every line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.text.blocks import Line, make_line
from tasks.text.body import label_body
from tasks.text.dates import Stamp
from tasks.text.fragments import join_fragments
from tasks.text.header import ArticleHeader, find_header, page_name
from tasks.text.line_labels import label_lines
from tasks.text.line_splitting import split_dated
from tasks.text.phrases import Mark
from tasks.text.regions import find_core
from tasks.text.signatures import ABOVE_CAPTIONS, ENDS_PAGE, name_above_captions, name_ending_page
from tasks.text.trailer import label_trailer

_BULLETS = "•▪·●►▶"
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)$")


@dataclass(slots=True)
class Label:
    """What a line is, whether it is part of the text, and the rule that says so."""

    kind: str
    kept: bool
    rule: str


@dataclass(slots=True)
class Page:
    """A page with its lines told apart.

    `first` and `last` are the positions of the first and the last line of the article's running text; both -1 when there
    is none. `title` holds the positions of the headline's lines, kicker included.
    """

    lines: list[Line]
    marks: list[Mark | None]
    stamps: dict[int, Stamp]
    labels: list[Label]
    head: ArticleHeader
    first: int
    last: int
    title: list[int] = field(default_factory=list)


def classify_page(lines: list[Line], name: str = "") -> Page:
    """Labels every line of a page; a page is judged by itself alone.

    `name` is what an HTML page calls itself in the browser's title bar.
    """
    lines = split_dated(lines)
    marks, stamps = label_lines(lines)
    lines, marks, where = join_fragments(lines, marks)
    stamps = {where[index]: stamp for index, stamp in stamps.items()}
    folded_name = page_name(lines, name)
    core = find_core(lines, marks, stamps, folded_name)
    if not core:
        labels = [_outside(mark, "no_article") for mark in marks]
        return Page(lines, marks, stamps, labels, ArticleHeader(), -1, -1)
    head = find_header(lines, marks, stamps, core, folded_name)
    first, last = head.first, core[-1]
    labels = [_outside(mark, "above_article") for mark in marks[:first]]
    labels += [_INSIDE] * (last + 1 - first)  # every one of them is labelled below
    labels += [_outside(mark, "below_article") for mark in marks[last + 1 :]]
    for index, kind, kept, rule in head.labels:
        labels[index] = Label(kind, kept, rule)
    for index in head.title:
        if lines[index].text[0] in _BULLETS or lines[index].text[-1] == ")":
            lines[index] = _bare_headline(lines[index])
    title = " ".join([lines[index].folded for index in head.title])
    for index, kind, kept, rule in label_body(lines, marks, stamps, core, first, last, title):
        labels[index] = Label(kind, kept, rule)
    signature = name_above_captions(lines, marks, core)
    if signature is not None:
        labels[signature] = Label("byline", False, ABOVE_CAPTIONS)
    for index, kind, kept, rule in label_trailer(lines, marks, stamps, last):
        labels[index] = Label(kind, kept, rule)
    signature = name_ending_page(lines, marks, last)
    if signature is not None:
        labels[signature] = Label("byline", False, ENDS_PAGE)
    return Page(lines, marks, stamps, labels, head, first, last, head.title)


def _bare_headline(line: Line) -> Line:
    """A headline that its page sets as an item of a list, or with brackets behind it that hold no date after all."""
    begin = len(line.text) - len(line.text.lstrip(_BULLETS + " "))
    empty = _EMPTY_BRACKETS.search(line.text, begin)
    end = empty.start() if empty is not None else len(line.text)
    if begin >= end:
        return line
    bare = make_line(line.number, line.text[begin:end], line.folded[begin:end])
    bare.end_number = line.end_number
    return bare.inherit(line)


_INSIDE = Label("body", True, "body")


def _outside(mark: Mark | None, rule: str) -> Label:
    if mark is None or mark.kind == "table":
        return Label("related" if rule == "below_article" else "navigation", False, rule)
    if mark.kind == "dateline":
        return Label("page_clock" if rule == "above_article" else "related", False, mark.rule)
    return Label(mark.kind, False, mark.rule)
