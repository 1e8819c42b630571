"""The body of an article: what stands between its first and its last prose line is kept, unless a rule names it."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.text.blocks import Line, Shape
from tasks.text.captions import is_caption, says_what_is_seen
from tasks.text.dates import Stamp
from tasks.text.header import LineLabel
from tasks.text.phrases import Mark

_BOX_KINDS = frozenset({"related", "tags", "comments", "footer", "poll"})


def label_body(
    lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp], core: list[int], first: int, last: int, title: str = ""
) -> Iterator[LineLabel]:
    """Labels the lines from `first` to `last`; `title` is the folded headline."""
    headlines = _headlines_between(lines, marks, first, last)
    prose = set(core)
    seen: dict[str, int] = {}
    kept_at: set[int] = set()
    box: str | None = None
    for index in range(first):
        mark = marks[index]
        if mark is not None and mark.kind == "caption":
            seen[_key(lines[index])] = index
    for index in range(first, last + 1):
        line, mark = lines[index], marks[index]
        if index in prose or (mark is None and line.shape is Shape.PROSE and box is None):
            box = None
        elif mark is not None:
            if mark.role == "after" and mark.kind in _BOX_KINDS and not _is_stray(index, lines, marks, prose):
                box = mark.kind
            if mark.kind == "caption":
                seen.setdefault(_key(line), index)
            if not _stays(index, mark, lines, marks, stamps):
                yield index, mark.kind, False, mark.rule
                continue
            if box is not None:
                yield index, box, False, "box"
                continue
        elif box is not None:
            yield index, box, False, "box"
            continue
        if index in headlines or (line.shape is not Shape.PROSE and line.words >= 5 and line.folded == title):
            yield (index, "related", False, "headlines") if index in headlines else (index, "duplicate", False, "title_repeated")
            continue
        key = _key(line)
        earlier = seen.get(key) if len(key) >= 40 else None
        if earlier is None and index > first and index - 1 in kept_at and _nearly_same(line, lines[index - 1], index - 1 == first):
            earlier = index - 1
        if earlier is not None:
            if earlier in kept_at and _is_caption_twice(index, earlier, lines, first):
                yield earlier, "caption", False, "caption_repeated"
                kept_at.discard(earlier)
                if line.shape is Shape.PROSE:
                    seen.pop(_key(lines[earlier]), None)  # a lead under two pictures is still the lead
            yield index, "duplicate", False, "repeated_line"
            continue
        seen[key] = index
        kept_at.add(index)
        if mark is None and line.shape is not Shape.PROSE and is_caption(index, lines, marks, first):
            yield index, "caption", False, "caption_like"
        else:
            yield index, "body", True, "body"


def _is_caption_twice(index: int, earlier: int, lines: list[Line], first: int) -> bool:
    """Whether a line printed again says what a picture shows; a lead printed twice stays once."""
    line = lines[index]
    if line.shape is not Shape.PROSE:
        return index - earlier <= 2
    if index != earlier + 1 or line.words > 45:
        return False
    again = index + 1 < len(lines) and _key(lines[index + 1]) == _key(line)
    return earlier != first or again or says_what_is_seen(line)


def _key(line: Line) -> str:
    """What two lines share that say the same, in whatever quotes."""
    folded = line.folded
    if "“" in folded:
        folded = folded.replace("“", '"').replace("”", '"')
    return folded.rstrip(".;, ")


def _headlines_between(lines: list[Line], marks: list[Mark | None], first: int, last: int) -> set[int]:
    """Other articles' headlines right below the first sentence, two or more, each led by the name of where it happened."""
    found: list[int] = []
    for index in range(first + 1, last + 1):
        line = lines[index]
        if marks[index] is not None or line.shape is Shape.PROSE or line.words < 8 or line.ends in ".;:,!?…":
            break
        if not _is_led_by_place(line.text):
            break
        found.append(index)
    places = {lines[index].folded.partition(":")[0] for index in found}
    return set(found) if len(places) >= 2 and len(places) == len(found) and lines[first].ends == "." else set()


def _is_led_by_place(text: str) -> bool:
    """ "Hòa Bình: Trao nhà tình nghĩa cho ...": a name of two to four words, a colon, a new beginning."""
    name, _, news = text.partition(": ")
    words = name.split()  # a blank may stand before the colon
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and news[:1].isupper()


def _nearly_same(line: Line, above: Line, opens: bool) -> bool:
    """A caption printed twice with a word changed, or a lead that the text repeats with some; lines that differ in a number do not."""
    if line.words < 8 or line.folded[:6] != above.folded[:6] or (line.words > 45 and not opens):
        return False
    key, other = _key(line), _key(above)
    words, others = key.split(), other.split()
    changed = set(words) ^ set(others)
    most = len(words) // 5 if opens and key[:40] == other[:40] and words[-3:] == others[-3:] else 2
    if len(changed) > max(2, most) or abs(len(words) - len(others)) > max(2, most):
        return False
    return not any(char.isdigit() for word in changed for char in word)


def _rule(mark: Mark | None) -> str:
    return mark.rule if mark is not None else ""


def _is_stray(index: int, lines: list[Line], marks: list[Mark | None], prose: set[int]) -> bool:
    """A marked line with prose right above and below opens no box."""
    return index - 1 in prose and index + 1 in prose


def _stays(index: int, mark: Mark, lines: list[Line], marks: list[Mark | None], stamps: dict[int, Stamp]) -> bool:
    """Whether a marked line is part of the text after all, since it stands inside it."""
    if mark.rule == "bare_number" and len(lines[index].text) <= 2 and index + 1 < len(lines):
        near = range(max(0, index - 2), index)
        cells = lines[index - 1].shape is not Shape.PROSE and any(_rule(marks[above]) == mark.rule for above in near)
        return cells or lines[index + 1].shape is not Shape.PROSE  # the name of a picture; in tables cells stand below or above
    if mark.role == "edge":
        return mark.rule not in ("relative_date", "separators")
    if mark.role == "count":
        return not any(
            other is not None and other.kind == "visitor_counter" and other.role == "line" for other in marks[max(0, index - 5) : index + 5]
        )
    if mark.kind == "dateline":
        stamp = stamps.get(index)
        return stamp is not None and mark.rule == "date_stamp" and stamp.at is None and not stamp.weekday and not stamp.labelled
    return False
