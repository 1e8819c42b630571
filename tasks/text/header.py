"""The header of an article: its title, kicker, dateline and byline, and where its text begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from tasks.text.blocks import Line, Shape
from tasks.text.bylines import parse_byline
from tasks.text.dates import Stamp
from tasks.text.phrases import Mark
from tasks.text.regions import is_teaser, is_title_like
from tasks.text.titles import (
    MENU,
    PASSED,
    below_title,
    is_affiliation_line,
    is_numbered,
    named_title,
    says_less,
    title_above,
    title_below_date,
    title_first_of_all,
    title_in_prose,
    title_on_top,
    title_over_date,
    whole_title,
)
from tasks.text.undated_titles import undated_title
from tasks.vi.text.fold import fold_text

LineLabel = tuple[int, str, bool, str]
"""Position of a line, its kind, whether it is kept, and the rule."""


_LONG_LEAD = 60
"""Characters by which a lead is known again."""


@dataclass(slots=True)
class ArticleHeader:
    """What was found above the text: positions of title, kicker, stamps and byline, and the labels that follow."""

    first: int = -1
    title: list[int] = field(default_factory=list)
    kicker: int | None = None
    byline: int | None = None
    labels: list[LineLabel] = field(default_factory=list)


def find_header(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], core: list[int], name: str) -> ArticleHeader:
    """Finds the title of an article and labels the lines between it and the text; `name` is the folded one of the page."""
    head = ArticleHeader(first=_begin(lines, marks, core, name))
    title = undated_title(lines, marks, core, head.first)
    if title is None:
        title = title_in_prose(lines, marks, core, head.first)
    if title is None:
        title = named_title(lines, marks, head.first, name)
    if title is None:
        title = title_over_date(lines, marks, head.first)
    if title is None:
        title = title_below_date(lines, marks, head.first, core)
    if title is None:
        title = title_on_top(lines, marks, head.first)
    if title is None:
        title = title_above(lines, marks, head.first)
    if title is None:
        title = title_first_of_all(lines, marks, head.first, core)
    if title is not None and title == head.first:
        head.first = below_title(lines, marks, core, title)
    if title is None:
        _label_report_headings(lines, marks, head)
        return head
    head.title = whole_title(lines, marks, title)
    head.labels += [(index, "title", True, "title") for index in head.title]
    _label_kicker(lines, marks, stamps, head)
    _label_between(lines, marks, stamps, head)
    return head


def _begin(lines: list[Line], marks: list[Mark | None], core: list[int], name: str) -> int:
    """The first prose line of the article: prose above the headline that the page bears as its name belongs to something else."""
    first = _after_slogans(lines, marks, core)
    if len(name) < 15:
        return first
    named = [
        index for index in range(1, core[-1]) if lines[index].words >= 5 and marks[index] is None and name.startswith(lines[index].folded)
    ]
    if not named or named[0] < first or _opens_with_headline(lines, marks, named[0], first):
        return first
    begin = next(index for index in core if index > named[0])
    return begin if core.index(begin) * 3 <= len(core) else first


def _opens_with_headline(lines: list[Line], marks: list[Mark | None], named: int, first: int) -> bool:
    """Whether the page begins with its headline, so that the same line further down is its second print."""
    bare = lines[0].folded == lines[named].folded
    return bare and not any(_kind(mark) in MENU for mark in marks[:first])


def _after_slogans(lines: list[Line], marks: list[Mark | None], core: list[int]) -> int:
    """Skips a lone sentence or two at the top when a menu, a headline and a dateline come before the next prose line."""
    for above, below in pairwise(core[:3]):
        gap = range(above + 1, below)
        if _says_again(lines[above], lines[below]) and marks[below - 1] is None and is_title_like(lines[below - 1]):
            return below
        menu = any(_kind(marks[index]) in MENU for index in gap)
        dated = any(_kind(marks[index]) == "dateline" for index in gap)
        if menu and dated and any(marks[index] is None and is_title_like(lines[index]) for index in gap):
            return below
    return core[0]


def _says_again(line: Line, below: Line) -> bool:
    """A lead printed above the boxes of a page and again below the headline."""
    return len(below.folded) >= _LONG_LEAD and line.folded.endswith(below.folded[-_LONG_LEAD:])


def _kind(mark: Mark | None) -> str:
    return mark.kind if mark is not None else ""


def page_name(lines: list[Line], name: str) -> str:
    """What the page calls itself, folded: its title bar, or the first line of flattened text."""
    return fold_text(" ".join(name.split())) if name else lines[0].folded


def _label_kicker(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], head: ArticleHeader) -> None:
    """The section or kicker right above the title, the dateline between them or not; the page clock further up."""
    index = head.title[0] - 1
    for index in range(head.title[0] - 1, max(head.title[0] - 6, -1), -1):
        mark, line = marks[index], lines[index]
        if mark is not None and mark.kind == "dateline":
            if index in stamps and not _menu_between(marks, index, head.title[0]):
                head.labels.append((index, "dateline", False, mark.rule))
            continue
        if mark is not None and mark.kind in PASSED:
            continue
        if (mark is None or mark.role == "edge") and line.words <= 8 and line.shape is Shape.SHORT and line.ends not in ".;":
            head.kicker = index
            head.labels.append((index, "kicker", False, "kicker"))
        return


def _label_report_headings(lines: list[Line], marks: list[Mark | None], head: ArticleHeader) -> None:
    """A report without a headline: its numbered headings above the first sentence are text."""
    for index in range(head.first - 1, -1, -1):
        if marks[index] is not None or not is_numbered(lines[index]):
            return
        head.labels.append((index, "body", True, "report_heading"))


def _menu_between(marks: list[Mark | None], start: int, end: int) -> bool:
    return any(mark is not None and mark.kind in MENU and mark.role != "edge" for mark in marks[start + 1 : end])


def _label_between(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], head: ArticleHeader) -> None:
    """Lines between the title and the first prose line: dateline, byline, a lead without a full stop."""
    title = lines[head.title[-1]]
    for index in range(head.title[-1] + 1, head.first):
        mark, line = marks[index], lines[index]
        if mark is not None:
            if mark.kind in ("dateline", "byline"):
                head.byline = index if mark.kind == "byline" and head.byline is None else head.byline
                head.labels.append((index, mark.kind, False, mark.rule))
            elif mark.kind == "table":
                head.labels.append((index, "body", True, mark.rule))
            elif mark.role == "edge" and mark.kind == "navigation":
                head.labels.append((index, "kicker", False, "section"))
            continue
        if line.folded == title.folded or says_less(line, title):
            head.labels.append((index, "duplicate", False, "title_repeated"))
        elif (parse_byline(line.text, line.folded) is not None and line.words <= 12) or is_affiliation_line(index, lines):
            head.byline = index if head.byline is None else head.byline
            head.labels.append((index, "byline", False, "byline"))
        elif is_numbered(line):
            head.labels.append((index, "body", True, "report_heading"))
        elif line.words <= 3 and line.ends not in '.!?…"”' and line.text[0] not in "-–•+*":
            head.labels.append((index, "kicker", False, "short_above_text"))
        elif is_teaser(line) and line.words < 8:
            head.labels.append((index, "related", False, "teaser"))
        else:
            head.labels.append((index, "body", True, "lead"))
