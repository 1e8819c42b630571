"""The head of an article: its title, kicker, dateline and byline, and where its text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from tasks.text.blocks import Line, Shape
from tasks.text.bylines import is_affiliation, is_person, parse_byline
from tasks.text.dates import Stamp
from tasks.text.phrases import Mark
from tasks.text.regions import is_teaser, is_title_like
from tasks.vi.fold import fold_text

Verdict = tuple[int, str, bool, str]
"""Position of a line, its kind, whether it is kept, and the rule."""

_NUMBERED = re.compile(r"(?:[IVX]{1,5}[.)/]\s(?!I\.)|\d{1,2}(?:\.\d{1,2}){0,3}[.)/]\s*)[^\W\d_]")
_REACH = 30
"""Lines above the first prose line among which the title is looked for."""
_PASSED = frozenset(
    {
        "page_tools",
        "view_counter",
        "ads",
        "rating",
        "residue",
        "image_alt",
        "caption",
        "source",
        "byline",
        "login",
        "comments",
        "dateline",
        "tags",
    }
)
_MENU = frozenset({"navigation", "breadcrumb", "search", "visitor_counter", "weather", "poll", "footer", "related"})


@dataclass(slots=True)
class Head:
    """What was found above the text: positions of title, kicker, stamps and byline, and the labels that follow."""

    first: int = -1
    title: list[int] = field(default_factory=list)
    kicker: int | None = None
    byline: int | None = None
    labels: list[Verdict] = field(default_factory=list)


def find_head(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], core: list[int], name: str) -> Head:
    """Finds the title of an article and labels the lines between it and the text."""
    name = _page_name(lines, name)
    head = Head(first=_begin(lines, marks, core, name))
    title = _title_in_prose(lines, marks, core, head.first)
    if title is None:
        title = _named_title(lines, marks, head.first, name)
    if title is None:
        title = _title_on_top(lines, marks, head.first)
    if title is None:
        title = _title_above(lines, marks, head.first)
    elif title == head.first:
        head.first = next((index for index in range(title + 1, len(lines)) if marks[index] is None), title)
    if title is None:
        _label_report_headings(lines, marks, head)
        return head
    head.title = _whole_title(lines, marks, title)
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
    if not named or named[0] < first:
        return first
    begin = next(index for index in core if index > named[0])
    return begin if core.index(begin) * 3 <= len(core) else first


def _after_slogans(lines: list[Line], marks: list[Mark | None], core: list[int]) -> int:
    """Skips a lone sentence or two at the top when a menu, a headline and a dateline come before the next prose line."""
    for above, below in pairwise(core[:3]):
        gap = range(above + 1, below)
        menu = any(_kind(marks[index]) in _MENU for index in gap)
        dated = any(_kind(marks[index]) == "dateline" for index in gap)
        if menu and dated and any(marks[index] is None and is_title_like(lines[index]) for index in gap):
            return below
    return core[0]


def _kind(mark: Mark | None) -> str:
    return mark.kind if mark is not None else ""


def _page_name(lines: list[Line], name: str) -> str:
    """What the page calls itself, folded: its title bar, or the first line of flattened text."""
    return fold_text(" ".join(name.split())) if name else lines[0].folded


def _title_in_prose(lines: list[Line], marks: list[Mark | None], core: list[int], first: int) -> int | None:
    """A headline that looks like prose: it asks or exclaims, or is long, and stands first."""
    line = lines[first]
    above = next((index for index in range(first - 1, -1, -1) if marks[index] is None), None)
    if above is not None and (first - above > 12 or is_title_like(lines[above])):
        return None
    below = marks[first + 1] if first + 1 < len(marks) else None
    if len(core) > 1 and first <= core[0] and below is not None and below.kind == "dateline" and line.words <= 25 and line.ends == ".":
        return first if not _has_inner_stop(line) else None
    if len(core) > 1 and line.words <= 40 and line.ends not in ".;:,…" and not _has_inner_stop(line) and first <= core[0]:
        return first
    return None


def _has_inner_stop(line: Line) -> bool:
    return ". " in line.text[:-1] or "! " in line.text[:-1] or "? " in line.text[:-1]


def _named_title(lines: list[Line], marks: list[Mark | None], first: int, name: str) -> int | None:
    """The line that the page bears as its name, before the name of the site."""
    for index in range(first - 1, max(first - _REACH, 0), -1):
        if marks[index] is None and lines[index].words >= 5 and name.startswith(lines[index].folded):
            return index
    return None


def _title_on_top(lines: list[Line], marks: list[Mark | None], first: int) -> int | None:
    """On a page without a menu above its text: the first line, when a list or broken lines come before the first full sentence."""
    if any(mark is not None and mark.kind in _MENU for mark in marks[:first]):
        return None
    free = [index for index in range(first) if marks[index] is None]
    if len(free) < 4:
        return None
    top = next((index for index in free[:3] if _can_be_title(lines[index]) and lines[index].words >= 5), None)
    return top if top is not None and not _is_caption_place(top, lines, marks, first) else None


def _title_above(lines: list[Line], marks: list[Mark | None], first: int) -> int | None:
    """The nearest line above the text that can be a headline."""
    menu = 0
    found: int | None = None
    for index in range(first - 1, max(first - _REACH, -1), -1):
        mark, line = marks[index], lines[index]
        if mark is not None:
            if mark.kind in _PASSED:
                continue
            menu += 1
            if (found is not None and mark.role != "edge") or menu > 6:
                break
            continue
        if found is None:
            closed = index == 0 and line.ends == "." and line.shape is Shape.SHORT and line.words >= 4
            if (_can_be_title(line) or closed) and not (_is_caption_place(index, lines, marks, first) or _is_affiliation(index, lines)):
                found = index
            continue
        break
    if found is None:
        return None
    return _higher_title(lines, marks, found)


def _can_be_title(line: Line) -> bool:
    if line.words > 45 or len(line.text) < 8 or line.words < 3 or (is_numbered(line) and not line.heading):
        return False
    if line.ends in ".;,:" and line.words > 4 and not line.heading:
        return line.ends == ":" and line.words <= 12
    return parse_byline(line.text, line.folded) is None or line.heading > 0


def is_numbered(line: Line) -> bool:
    """A heading of a report: `I. ...`, `1.2. ...`."""
    return _NUMBERED.match(line.text) is not None


def _is_affiliation(index: int, lines: list[Line]) -> bool:
    """Where the author named on the line above works."""
    if index < 2 or not is_affiliation(lines[index].text, lines[index].folded):
        return False
    name = lines[index - 1]
    signed = name.words <= 12 and is_person(name.text) and is_title_like(lines[index - 2]) and lines[index - 2].words >= 6
    return signed or _is_affiliation(index - 1, lines)


def _is_caption_place(index: int, lines: list[Line], marks: list[Mark | None], first: int) -> bool:
    """Right below a picture's name, or saying word for word how the text begins."""
    mark = marks[index - 1] if index else None
    if mark is not None and mark.kind == "image_alt":
        return True
    line = lines[index]
    return line.words >= 15 and lines[first].folded.startswith(line.folded[: max(40, len(line.folded) // 2)])


def _higher_title(lines: list[Line], marks: list[Mark | None], found: int) -> int:
    """When the line found is a lead without a full stop or a caption, the headline is the one above it."""
    dated = False
    for index in range(found - 1, max(found - 8, -1), -1):
        mark, line = marks[index], lines[index]
        if mark is not None:
            if mark.kind not in _PASSED:
                return found
            dated = dated or mark.kind == "dateline"
            continue
        if parse_byline(line.text, line.folded) is not None or (line.words <= 4 and lines[found].words <= 5):
            continue
        if not is_title_like(line) or line.words > 30:
            return found
        longer = lines[found].words >= 22 and 5 <= line.words <= 25
        opens = index == 0 and found == 1 and lines[found].shape is Shape.SHORT and line.words >= 5 and line.words >= lines[found].words
        tool = lines[found].words <= 5 and line.words >= 8
        headed = line.heading == 1 and lines[found].heading != 1
        return index if opens or longer or headed or tool or (dated and line.words >= 8) else found
    return found


def _whole_title(lines: list[Line], marks: list[Mark | None], title: int) -> list[int]:
    """The headline with the lines above that belong to it: a kicker with a colon, or its beginning."""
    whole = [title]
    above = title - 1
    if above >= 0 and marks[above] is None:
        line, head = lines[above], lines[title]
        near = head.number - line.end_number <= 3
        if near and line.words <= 14 and (line.ends in ":" or line.text[-1] in "-–—,"):
            whole.insert(0, above)
    return whole


def _label_kicker(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], head: Head) -> None:
    """The section or kicker right above the title, the dateline between them or not; the page clock further up."""
    index = head.title[0] - 1
    for index in range(head.title[0] - 1, max(head.title[0] - 6, -1), -1):
        mark, line = marks[index], lines[index]
        if mark is not None and mark.kind == "dateline":
            if index in stamps and not _menu_between(marks, index, head.title[0]):
                head.labels.append((index, "dateline", False, mark.rule))
            continue
        if mark is not None and mark.kind in _PASSED:
            continue
        if (mark is None or mark.role == "edge") and line.words <= 8 and line.shape is Shape.SHORT and line.ends not in ".;":
            head.kicker = index
            head.labels.append((index, "kicker", False, "kicker"))
        return


def _label_report_headings(lines: list[Line], marks: list[Mark | None], head: Head) -> None:
    """A report without a headline: its numbered headings above the first sentence are text."""
    for index in range(head.first - 1, -1, -1):
        if marks[index] is not None or not is_numbered(lines[index]):
            return
        head.labels.append((index, "body", True, "report_heading"))


def _menu_between(marks: list[Mark | None], start: int, end: int) -> bool:
    return any(mark is not None and mark.kind in _MENU and mark.role != "edge" for mark in marks[start + 1 : end])


def _label_between(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], head: Head) -> None:
    """Lines between the title and the first prose line: dateline, byline, a lead without a full stop."""
    title = lines[head.title[-1]]
    for index in range(head.title[-1] + 1, head.first):
        mark, line = marks[index], lines[index]
        if mark is not None:
            if mark.kind in ("dateline", "byline"):
                head.byline = index if mark.kind == "byline" and head.byline is None else head.byline
                head.labels.append((index, mark.kind, False, mark.rule))
            elif mark.role == "edge" and mark.kind == "navigation":
                head.labels.append((index, "kicker", False, "section"))
            continue
        if line.folded == title.folded:
            head.labels.append((index, "duplicate", False, "title_repeated"))
        elif (parse_byline(line.text, line.folded) is not None and line.words <= 12) or _is_affiliation(index, lines):
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
