"""Splitting lines that a page joined: a headline with its date, or several headlines."""

from __future__ import annotations

import re

from tasks.text.blocks import Line, make_line
from tasks.text.dates import find_stamp

# "... năm 2014 Ngày cập nhật 22/11/2014": the label of a date behind a headline.
_DATED = re.compile(
    r"\s[-–|(\s]*(?=(?:lan cap nhat cuoi|cap nhat|ngay (?:cap nhat|dang(?: tin| bai)?)|dang ngay|dang luc)\b\s*(?:luc|ngay)?\s*:?\s*\d)"
)
# "... ngày thành lập Hội (15:18 05/12/2017)": the minute and the day in brackets behind it.
_STAMPED = re.compile(r"\s(?=\((?:\d{4}-\d\d-\d\dt[\d:.]+z?|\d{1,2}:\d\d,? \d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{1,2}/\d{4},? \d{1,2}:\d\d)\)$)")
_LONGEST_STAMP = 30
_CRAWLED = re.compile(r"date (?:19|20)\d\d-\d\d-\d\d(?= \S)")
_BLANK = re.compile(" ")
_SHORTEST_HEADLINE = 4
_LONGEST_HEADLINE = 45
_LONGEST_DATE = 8
_DATE_ENDS = "0123456789)]"
# A word that begins a headline and no name, in capitals behind a word: "... trong mười năm qua Đến hết tháng 6 ..."
_NEXT_HEADLINE = re.compile(r"(?<!\S)(\w+) (?:Đến|Những|Từ|Trong|Khi|Nhiều|Sẽ|Hơn|Gần|Trên|Để|Sau|Vì sao) ")
_SHORTEST_ROW = 30


def split_dated(lines: list[Line]) -> list[Line]:
    """The lines of a page; one that is a headline with the date of publication behind it becomes two.

    Shape: the same lines, or one more for each that was divided; both halves keep the number of the raw line.
    """
    divided: list[Line] = []
    for line in lines:
        place = _date_behind(line) if line.text[-1] in _DATE_ENDS and line.words <= _LONGEST_HEADLINE else _date_before(line)
        if place is None:
            divided.append(line)
            continue
        for part in (slice(0, place.start()), slice(place.end(), None)):
            half = make_line(line.number, line.text[part], line.folded[part])
            divided.append(half.inherit(line))
    return divided


def _date_behind(line: Line) -> re.Match[str] | None:
    """Where the date begins behind a headline; nothing where the line is no headline or more than a date follows."""
    if line.words <= _SHORTEST_HEADLINE:
        return None
    if line.text[-1] == ")":
        return _STAMPED.search(line.folded, max(0, len(line.folded) - _LONGEST_STAMP))
    if "cap nhat" not in line.folded and "dang" not in line.folded:
        return None
    found = _DATED.search(line.folded)
    if found is None or line.folded[: found.start()].count(" ") < _SHORTEST_HEADLINE - 1:
        return None
    label = line.folded[found.end() :]
    stamp = find_stamp(line.text[found.end() :], label) if label.count(" ") < _LONGEST_DATE else None
    return found if stamp is not None and not stamp.before and not stamp.after else None


def _date_before(line: Line) -> re.Match[str] | None:
    """The blank behind the day that a crawler printed before the first words: `date 2025-08-19 Sáng 19/8, …`."""
    if not line.folded.startswith("date "):
        return None
    found = _CRAWLED.match(line.folded)
    return _BLANK.search(line.folded, found.end()) if found else None


def is_glued(line: Line) -> bool:
    """Several headlines on one line, without a stop between them or behind the last."""
    if line.words < _SHORTEST_ROW or not line.ends.isalnum() or ". " in line.text:
        return False
    return any(found.group(1)[0].islower() for found in _NEXT_HEADLINE.finditer(line.text))
