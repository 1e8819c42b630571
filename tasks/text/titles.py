"""Which lines of a page are the headline of its article."""

from __future__ import annotations

import re

from tasks.text.blocks import Line, Shape
from tasks.text.bylines import is_person, parse_byline
from tasks.text.offices import is_affiliation
from tasks.text.phrases import Mark
from tasks.text.regions import is_title_like

_NUMBERED = re.compile(r"(?:[IVX]{1,5}[.)/-]\s(?!I\.)|\d{1,2}(?:\.\d{1,2}){0,3}(?:[.)/]\s*|-\s))[^\W\d_]")
# How reports begin: with the day, the occasion, or the sign of the paper.
REPORT_OPENER = re.compile(
    r"(?:\([^()]{1,20}\)\s*[-–:]?\s*)?(?:(?:sang|trua|chieu|toi)\b|ngay \d|trong (?:\d|hai|ba) ngay|vua qua|moi day|hom nay|nham |nhan |"
    r"thuc hien |huong ung |chao mung |thiet thuc |can cu |thoi gian qua|nhung nam (?:qua|gan)|trong (?:nhung nam|thoi gian|khuon kho)|"
    r"tu ngay|tiep tuc )"
)
# How sentences begin and headlines hardly ever do.
_SENTENCE_OPENER = re.compile(
    r"(?:den|hien|tinh|theo|tai|voi|trong|sau|truoc|khi|de|tu|o|do|nho|qua|cung|ben|ngoai|duoc|day|dip|nam|bang|mac|neu|tuy|vi|vua|moi|"
    r"thoi gian)\b"
)
# The name of a place, which has the form of a person's: the headline over what a page tells of it.
_PLACE = re.compile(r"(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|tinh) ")
# "... của các cơ sở ...": a headline that whoever copied it cut off between two words.
_CUT = re.compile(r"\w ?(?:\.{3}|…)$")
# A stop between two sentences; behind one or two capitals it shortens a word (`TP. HCM`, `Q. 12`).
_INNER_STOP = re.compile(r"(?<!\b[A-ZĐ])(?<!\b[A-ZĐ]{2})[.!?] (?=.)")
_SHORTEST_FIRST, _LONGEST_FIRST = 4, 30
_MOST_BETWEEN = 3
"""Lines between a headline and its text: author, date, a lead without a stop."""
_TAKEN_FOR = frozenset({"caption", "related", "byline"})
"""What `Clip: …`, `[VIDEO] …` and `Bà Lò Thị Mai, Chủ tịch …` look like elsewhere."""
_REACH = 30
"""Lines above the first prose line among which the title is looked for."""
PASSED = frozenset(
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
        "table",
    }
)
MENU = frozenset({"navigation", "breadcrumb", "search", "visitor_counter", "weather", "poll", "footer", "related"})


def title_in_prose(lines: list[Line], marks: list[Mark | None], core: list[int], first: int) -> int | None:
    """A headline that looks like prose: it asks or exclaims, or is long, and stands first."""
    line = lines[first]
    above = next((index for index in range(first - 1, -1, -1) if marks[index] is None), None)
    if above is not None and (first - above > 12 or is_title_like(lines[above])):
        return None
    if len(core) < 2 or first > core[0] or line.words > 40 or _has_inner_stop(line):
        return None
    if line.ends == "." and line.words <= 30:
        return first if _is_closed_title(lines, marks, core, first, above is None) else None
    return first if line.ends not in ".;:,…" else None


def _is_closed_title(lines: list[Line], marks: list[Mark | None], core: list[int], first: int, opens: bool) -> bool:
    """A headline that ends in a full stop: dated on the next line, printed twice, or above a text that begins as reports do."""
    below = marks[first + 1] if first + 1 < len(marks) else None
    if below is not None and below.kind == "dateline":
        return True
    if _second_print(lines, first) is not None:
        return True
    if not opens:
        return False
    if _CUT.search(lines[first].text) is not None:
        return True
    if lines[first].words <= 20 and _is_told_of_name(lines[first].text):
        return True
    opener, follower = lines[first].folded, lines[core[core.index(first) + 1]].folded if first in core else ""
    if REPORT_OPENER.match(opener) is not None or _SENTENCE_OPENER.match(opener) is not None:
        return False
    return REPORT_OPENER.match(follower) is not None


def _is_told_of_name(text: str) -> bool:
    """`Lục Khê: Tăng 1.900 học sinh.`: a name and a colon, as headlines begin and sentences do not."""
    name, colon, told = text.partition(": ")
    words = name.split()
    return bool(colon) and 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and told[:1].isupper()


def _second_print(lines: list[Line], title: int) -> int | None:
    """Where a headline stands again a few lines below."""
    return next((index for index in range(title + 1, min(title + 5, len(lines))) if lines[index].folded == lines[title].folded), None)


def below_title(lines: list[Line], marks: list[Mark | None], core: list[int], title: int) -> int:
    """Where the text begins below a headline that looked like prose; what stands before the headline's second print is no text."""
    again = _second_print(lines, title)
    if again is not None:
        return next((index for index in core if index > again), title)
    return next((index for index in range(title + 1, len(lines)) if marks[index] is None), title)


def _has_inner_stop(line: Line) -> bool:
    return _INNER_STOP.search(line.text) is not None


def title_first_of_all(lines: list[Line], marks: list[Mark | None], first: int, core: list[int]) -> int | None:
    """The first line of a text that nothing stands above: a headline, whatever it ends with or is taken for, but a sentence."""
    line, mark = lines[0], marks[0]
    sentence = line.ends == "." and _CUT.search(line.text) is None
    if sentence or not _SHORTEST_FIRST <= line.words <= _LONGEST_FIRST or is_numbered(line):
        return None
    if mark is not None and mark.kind not in _TAKEN_FOR:
        return None
    if any(mark is not None and mark.kind not in PASSED for mark in marks[1:first]) or first > _MOST_BETWEEN:
        return None
    return 0 if first > 0 or len(core) > 1 else None


def named_title(lines: list[Line], marks: list[Mark | None], first: int, name: str) -> int | None:
    """The line that the page bears as its name, before the name of the site."""
    for index in range(first - 1, max(first - _REACH, 0), -1):
        if marks[index] is None and lines[index].words >= 5 and name.startswith(lines[index].folded):
            return index
    return None


def title_over_date(lines: list[Line], marks: list[Mark | None], first: int) -> int | None:
    """The line above the date of publication, where only the author's name and marked lines stand between the date and the text."""
    dated = False
    for index in range(first - 1, max(first - 8, -1), -1):
        mark, line = marks[index], lines[index]
        if mark is not None:
            if mark.kind not in PASSED:
                return None
            dated = dated or mark.kind == "dateline"
        elif line.words > 6 or parse_byline(line.text, line.folded) is None:
            return index if dated and line.words >= 4 and _can_be_title(line) else None
    return None


def title_below_date(lines: list[Line], marks: list[Mark | None], first: int, core: list[int]) -> int | None:
    """The line below the date that stands under a menu: above a lead and a caption without full stops, or closed and above a report."""
    for index in range(first - 1, max(first - 8, 0), -1):
        mark = marks[index]
        if mark is None:
            continue
        if mark.kind != "dateline":
            if mark.kind not in PASSED:
                return None
            continue
        above, below = marks[index - 1], index + 1
        menu = above is not None and above.kind in MENU
        if menu and below == first:
            return first if _is_closed_over_report(lines, core, first) else None
        free = sum(marks[position] is None for position in range(below, first))
        headline = free > 1 and marks[below] is None and _can_be_title(lines[below]) and is_title_like(lines[below])
        return below if menu and headline and 5 <= lines[below].words <= 25 else None
    return None


def _is_closed_over_report(lines: list[Line], core: list[int], first: int) -> bool:
    """A line with a full stop that does not begin as reports do, right above one that does."""
    line = lines[first]
    if first not in core[:-1] or not 5 <= line.words <= 25 or _has_inner_stop(line) or REPORT_OPENER.match(line.folded) is not None:
        return False
    follower = lines[core[core.index(first) + 1]]
    return line.words < follower.words and REPORT_OPENER.match(follower.folded) is not None


def title_on_top(lines: list[Line], marks: list[Mark | None], first: int) -> int | None:
    """On a page without a menu above its text: the first line, when a list or broken lines come before the first full sentence."""
    if first == 1 and _is_slogan(marks[0]) and lines[0].words >= 8 and _can_be_title(lines[0]):
        return 0  # a slogan is the headline where there is no other
    if any(mark is not None and mark.kind in MENU for mark in marks[:first]):
        return None
    free = [index for index in range(first) if marks[index] is None]
    if len(free) < 4:
        return None
    top = next((index for index in free[:3] if _can_be_title(lines[index]) and lines[index].words >= 5), None)
    return top if top is not None and not _is_caption_place(top, lines, marks, first) else None


def _is_slogan(mark: Mark | None) -> bool:
    return mark is not None and (mark.kind == "ads" or (mark.kind == "navigation" and mark.role == "edge"))


def title_above(lines: list[Line], marks: list[Mark | None], first: int) -> int | None:
    """The nearest line above the text that can be a headline."""
    menu = 0
    found: int | None = None
    for index in range(first - 1, max(first - _REACH, -1), -1):
        mark, line = marks[index], lines[index]
        if mark is not None:
            if mark.kind in PASSED:
                continue
            menu += 1
            if (found is not None and mark.role != "edge") or menu > 6:
                break
            continue
        if found is None:
            closed = index == 0 and line.ends == "." and line.shape is Shape.SHORT and line.words >= 4
            if (_can_be_title(line) or closed) and not (_is_caption_place(index, lines, marks, first) or is_affiliation_line(index, lines)):
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
        return (line.ends == ":" and line.words <= 12) or (line.ends == "." and line.text.isupper())
    return parse_byline(line.text, line.folded) is None or line.heading > 0 or _PLACE.match(line.folded) is not None


def is_numbered(line: Line) -> bool:
    """A heading of a report: `I. ...`, `1.2. ...`."""
    return _NUMBERED.match(line.text) is not None


def is_affiliation_line(index: int, lines: list[Line]) -> bool:
    """Where the author named on the line above works."""
    if index < 2 or not is_affiliation(lines[index].text, lines[index].folded):
        return False
    name = lines[index - 1]
    signed = name.words <= 12 and is_person(name.text) and is_title_like(lines[index - 2]) and lines[index - 2].words >= 6
    return signed or is_affiliation_line(index - 1, lines)


def _is_caption_place(index: int, lines: list[Line], marks: list[Mark | None], first: int) -> bool:
    """Right below a picture's name, or saying word for word how the text begins."""
    mark = marks[index - 1] if index else None
    if mark is not None and mark.kind == "image_alt":
        return True
    line = lines[index]
    return line.words >= 15 and lines[first].folded.startswith(line.folded[: max(40, len(line.folded) // 2)])


def _higher_title(lines: list[Line], marks: list[Mark | None], found: int) -> int:
    """When the line found is a lead without a full stop or a caption, the headline is the one above it: also where that says the same
    in more words, or stands right below the date."""
    dated = False
    for index in range(found - 1, max(found - 8, -1), -1):
        mark, line = marks[index], lines[index]
        if mark is not None:
            if mark.kind not in PASSED:
                return found
            dated = dated or mark.kind == "dateline"
            continue
        if parse_byline(line.text, line.folded) is not None or (line.words <= 4 and lines[found].words <= 5):
            continue
        if not is_title_like(line) or line.words > 30:
            return found
        longer = lines[found].words >= 22 and 5 <= line.words <= 25
        opens = index == 0 and found == 1 and line.words >= 5 and (lines[found].words >= 12 or line.words >= lines[found].words)
        tool = lines[found].words <= 5 and line.words >= 8
        headed = line.heading == 1 and lines[found].heading != 1
        fuller = says_less(lines[found], line)
        stamp = marks[index - 1] if index else None
        stamped = stamp is not None and stamp.kind == "dateline" and line.words >= 6
        return index if opens or longer or headed or tool or fuller or stamped or (dated and line.words >= 8) else found
    return found


def says_less(line: Line, title: Line) -> bool:
    """Whether a line says again, in words of the headline alone, what the headline says."""
    return title.words >= line.words >= 5 and set(line.folded.split()) <= set(title.folded.split())


def whole_title(lines: list[Line], marks: list[Mark | None], title: int) -> list[int]:
    """The headline with the lines above that belong to it: a kicker with a colon, or its beginning."""
    whole = [title]
    above = title - 1
    if above >= 0 and marks[above] is None:
        line, head = lines[above], lines[title]
        near = head.number - line.end_number <= 3
        if near and line.words <= 14 and (line.ends in ":" or line.text[-1] in "-–—,"):
            whole.insert(0, above)
    return whole
