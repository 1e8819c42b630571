"""Where on a page the article's running text is: segments of prose, and the boxes between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.text.blocks import Line, Shape
from tasks.text.bylines import parse_byline
from tasks.text.dates import Stamp
from tasks.text.phrases import Mark

# Kinds of lines that stand between an article and something else, never inside one.
_SPLITTING = frozenset(
    {"navigation", "breadcrumb", "search", "visitor_counter", "login", "poll", "weather", "footer", "comments", "related", "tags"}
)
_OPENING_WORDS = 35
"""Words of running text before a heading like "related news" can mean that the article is over."""
_TEASER_WORDS = 70
_SHORTEST_HEADLINE = 5
_SMALL_HEADING = 3
_REACH_OF_HEADING = 200
_FEWEST_NAMED = 5
_HEAD_LINES = 12
"""Lines above running text among which its headline is looked for."""


@dataclass(slots=True)
class Segment:
    """Prose lines that belong together, with what opened them."""

    opener: str
    lines: list[int] = field(default_factory=list)
    words: int = 0

    def add(self, index: int, line: Line) -> None:
        """Takes a line in; the words of a teaser count half."""
        self.lines.append(index)
        self.words += line.words // 2 if is_teaser(line) else line.words


@dataclass(slots=True)
class Region:
    """A box after running text: its kind, where it began, how many marks it bears."""

    kind: str
    start: int
    marks: int
    signed: bool


def is_teaser(line: Line) -> bool:
    """A short text cut off with dots, as lists of other articles show."""
    return line.words <= _TEASER_WORDS and (line.text.endswith(("...", "…")) or line.text.endswith((" [...]", " […]")))


def is_title_like(line: Line) -> bool:
    """A line that could be a headline: some words, no end of a sentence."""
    return line.shape is not Shape.PROSE and 3 <= line.words <= 40 and line.ends not in ".:;,…"


def next_headline(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], above: int, index: int) -> int | None:
    """Where another article begins between the prose lines at `above` and `index`: a headline, and right below it a bare date.

    Of a page with elements, a second heading of the first rank is one without a date too.
    """
    for position in range(above + 1, index):
        line = lines[position]
        if marks[position] is not None or not is_title_like(line) or line.words < _SHORTEST_HEADLINE or line.zone:
            continue
        if line.heading == 1 and any(one.heading == 1 for one in lines[max(0, above - _REACH_OF_HEADING) : above]):
            return position
        stamp = stamps.get(position + 1) if position + 1 < index else None
        if stamp is not None and not stamp.before and not stamp.after and line.heading < _SMALL_HEADING:
            return position
    return None


def find_segments(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp]) -> list[Segment]:
    """Divides the prose of a page into segments at boxes and menus."""
    segments: list[Segment] = []
    region: Region | None = None
    splits = 0.0
    total = last_prose = 0
    for index, line in enumerate(lines):
        mark = marks[index]
        if mark is not None:
            if mark.role == "after" and total >= _OPENING_WORDS:
                region = _opened(region, mark, index, lines, marks)
            elif mark.kind in _SPLITTING and mark.role != "item":
                splits += 0.5 if mark.role == "edge" else 1
            continue
        if line.shape is not Shape.PROSE:
            continue
        above, last_prose = last_prose, index
        if total >= _OPENING_WORDS and next_headline(lines, marks, stamps, above, index) is not None:
            segments.append(Segment("gap"))
            region = None
        elif region is not None:
            if not _exits(region, index, lines, marks, total):
                continue
            segments.append(Segment(region.kind))
            region = None
        elif not segments or splits >= 3:
            segments.append(Segment("gap"))
        splits = 0.0
        segments[-1].add(index, line)
        total = segments[-1].words if segments[-1].opener == "gap" else total + line.words
    return segments


def _opened(region: Region | None, mark: Mark, index: int, lines: list[Line], marks: list[Mark | None]) -> Region:
    if region is None:
        return Region(mark.kind, index, 1, _is_signed(index, lines, marks))
    if region.kind in ("related", "tags") and mark.kind in ("comments", "footer", "poll"):
        region.kind = mark.kind
    region.marks += 1
    return region


def _is_signed(index: int, lines: list[Line], marks: list[Mark | None]) -> bool:
    """Whether a byline or a source stands right above, so that the article is over."""
    for position in range(index - 1, max(index - 5, -1), -1):
        mark = marks[position]
        if mark is not None:
            if mark.kind == "source":
                return True
            continue
        line = lines[position]
        return line.shape is Shape.SHORT and parse_byline(line.text, line.folded) is not None
    return False


def _exits(region: Region, index: int, lines: list[Line], marks: list[Mark | None], total: int) -> bool:
    """Whether the prose line at `index` goes on with the article that the box interrupted."""
    words = proses = paired = 0
    end = index
    for position in range(index, len(lines)):
        mark = marks[position]
        if mark is not None and mark.role == "after":
            break
        if mark is None and lines[position].shape is Shape.PROSE:
            proses += 1
            words += lines[position].words
            above = position - 1
            if is_teaser(lines[position]) or (above >= 0 and marks[above] is None and is_title_like(lines[above])):
                paired += 1
            end = position
    alone = proses - paired
    if region.kind not in ("related", "tags"):
        return region.marks < 3 and not region.signed and proses >= 3 and words >= max(120, 2 * total)
    if region.signed:
        return alone >= 3 and words >= 150 and alone > paired
    if alone >= 2 and words >= 50 and alone >= paired:
        return True
    line = lines[index]
    if is_teaser(line):
        return False
    return ((proses - paired) * 2 >= proses and line.words >= 60) or _is_signed_below(end, lines, marks)


def _is_signed_below(end: int, lines: list[Line], marks: list[Mark | None]) -> bool:
    if end + 1 >= len(lines):
        return False
    mark, line = marks[end + 1], lines[end + 1]
    return (mark is not None and mark.kind == "source") or (
        mark is None and line.words <= 8 and parse_byline(line.text, line.folded) is not None
    )


def find_core(lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], name: str) -> list[int]:
    """The positions of the article's prose lines: the heaviest segment and those it goes on in.

    Of several articles the one counts whose headline is the folded `name` of the page.
    """
    segments = find_segments(lines, marks, stamps)
    if not segments:
        return []
    named = (position for position, one in enumerate(segments) if one.words >= _OPENING_WORDS and _is_named(lines, one.lines[0], name))
    heaviest = max(range(len(segments)), key=lambda position: (segments[position].words, -position))
    if len(segments) > 1 and name:
        heaviest = next(named, heaviest)
    start = heaviest
    while start > 0 and segments[start].opener != "gap":
        start -= 1
    end = heaviest
    while end + 1 < len(segments) and segments[end + 1].opener != "gap":
        end += 1
    core = [index for segment in segments[start : end + 1] for index in segment.lines]
    return core[: _cut(lines, marks, core)]


def _is_named(lines: list[Line], first: int, name: str) -> bool:
    """Whether the headline that the page bears as its name stands right above the prose line at `first`."""
    above = lines[max(0, first - _HEAD_LINES) : first]
    return any(line.words >= _FEWEST_NAMED and name.startswith(line.folded) for line in above)


def _cut(lines: list[Line], marks: list[Mark | None], core: list[int]) -> int:
    """How many prose lines remain when a list of headlines with teasers, that no heading announces, is cut off the end."""
    keep = len(core)
    teasers = 0
    while keep > 1:
        index = core[keep - 1]
        above = index - 1
        line = lines[index]
        headed = above > core[keep - 2] and marks[above] is None and is_title_like(lines[above]) and lines[above].words >= 4
        if not headed or line.words > 75:
            break
        teasers += is_teaser(line)
        keep -= 1
    cut = len(core) - keep
    if not cut:
        return len(core)
    above = core[keep] - 2
    signed = above > core[keep - 1] and _signs(lines[above], marks[above])
    if (signed and (teasers or cut >= 2)) or (cut >= 3 and teasers * 2 >= cut):
        return keep
    return len(core)


def _signs(line: Line, mark: Mark | None) -> bool:
    if mark is not None:
        return mark.kind in ("source", "byline", "dateline", "page_tools", "view_counter")
    return line.shape is Shape.SHORT and parse_byline(line.text, line.folded) is not None
