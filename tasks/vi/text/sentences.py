"""Sentences of a text, as offsets.

A line break always ends a sentence, a semicolon never does. A stop ends one when what follows can begin one; it does not
after an abbreviation, inside a number, a date, a code or an address, or after the number that opens a line.
"""

from __future__ import annotations

import re
from functools import cache

from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.spans import Span

_CLOSERS = "\"”’'»)]"
# One class of marks to stop at, sorted out afterwards: four alternatives tried at each character cost thrice as much.
_END = re.compile(rf"[\n.!?…/]+[{re.escape(_CLOSERS)}]*")
_AFTER = re.compile(r"(\s*)([\"“‘'«(\[•+*-]*\s?)(\w?)(\w?)")
_WORD_BEFORE = re.compile(r"[\w./]+$")
_WORD_AFTER = re.compile(r"\s*[\"“‘'«(]*(\w+)(?:\s+(\w+))?")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["surface"] for row in read_lexicon("abbreviations", ("surface", "example", "source")))


def find_sentences(text: str) -> list[Span]:
    """Sentences in reading order, without the white space around them.

    >>> text = "Ông Q. ở TP. Huế có 1.023 cây.Huyện khen./. Nay còn 2,5 ha"
    >>> [text[s.start : s.end] for s in find_sentences(text)]
    ['Ông Q. ở TP. Huế có 1.023 cây.', 'Huyện khen./.', 'Nay còn 2,5 ha']
    """
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        mark, low = match[0], match.start()
        line_end = mark.find("\n")
        if line_end >= 0:
            _add(found, text, start, low + line_end)
            start = low + mark.rfind("\n") + 1  # `\n?\n` holds two line ends
        elif mark != "/" and _ends_sentence(text, low, match.end(), mark, start):
            _add(found, text, start, match.end())
            start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    """Adds `start:end` less the white space around it; what holds no letter or digit joins the sentence before."""
    inside = text[start:end]
    end = start + len(inside.rstrip())
    start = end - len(inside.strip())
    if start == end:
        return
    if not any(map(str.isalnum, inside)):
        if found and "\n" not in text[found[-1].end : start]:
            found[-1] = Span(found[-1].start, end)
        return
    found.append(Span(start, end))


def _ends_sentence(text: str, low: int, end: int, mark: str, start: int) -> bool:
    """Whether the mark at `low:end` ends the sentence that began at `start`."""
    if "/" in mark and not mark.startswith(("./.", "/.")):
        return False
    after = _AFTER.match(text, end)
    if after is None or not after[3]:
        # Nothing that can begin a sentence follows in sight: only the end of the line ends it.
        return "/" in mark
    if "/" in mark:
        return True
    spaced, first = bool(after[1]), after[3]
    if first.islower():
        return False
    if mark[0] != ".":
        return (first.isupper() or (spaced and first.isdigit())) and (spaced or mark[0] == "…")
    if mark.startswith(("..", ".…")):
        return first.isupper()
    if not spaced:
        # "tiếp theo.Huyện": a stop without its space. Not "TP.HCM", "Th.S", "1.023", "vov.vn".
        return first.isupper() and after[4].islower() and low > start and text[low - 1].islower() and not _is_abbreviated(text, low, end)
    return not (_is_abbreviated(text, low, end) or _opens_line(text, low, start))


def _is_abbreviated(text: str, low: int, end: int) -> bool:
    """Whether the stop at `low` belongs to the word before it."""
    if end - low > 1:
        return False
    before = _WORD_BEFORE.search(text, max(0, low - 12), low)
    if before is None:
        return False
    word = before[0]
    if word.lower() in _abbreviations():
        # "trang 5 p." in lower case is no ward: one-letter ones are written as capitals.
        return len(word) > 1 or word.isupper()
    if word.lower() in ("v.v", "vv"):
        return False
    if len(word) > 3 and "." not in word:
        return False
    if len(word) == 1 and word.isupper():
        return _is_initial(text, before.start(), end)
    if len(word) == 2 and word.istitle() and word in ("Th", "Ph", "Ch", "Tr", "Kh", "Ng", "Nh", "Gi"):
        return True
    return "." in word and word.replace(".", "").isupper() and len(word) <= 6


def _is_initial(text: str, low: int, end: int) -> bool:
    """Whether a single capital is an initial (`ông Q. Nam`, `George W. Bush`), not the end of a name (`xã Vĩnh Mỹ B. Chất lượng`)."""
    words = text[max(0, low - 24) : low].split()
    if not words:
        return True
    before = words[-1]
    following = _WORD_AFTER.match(text, end)
    if before[:1].islower() or following is None:
        return True
    second = following[2] or ""
    return (before.isascii() and following[1].isascii()) or not second.islower()


def _opens_line(text: str, low: int, start: int) -> bool:
    """Whether only the number or letter of a list item stands before the stop."""
    head = text[start:low].strip(' \n(["“-')
    return 0 < len(head) <= 4 and (head.replace(".", "").isdigit() or len(head) == 1 or not head.strip("IVX"))
