"""The words around a number by which a label names it: the fewest that stand once on the page."""

from __future__ import annotations

import re

MOST_WORDS = 8
"""Words of an anchor; only where so few stand more than once it has up to `LAST_RESORT`."""
LAST_RESORT = 40

_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s+")


def find_anchor(text: str, start: int, end: int, elsewhere: str = "") -> str | None:
    """The shortest run of words around the characters `start` to `end` that stands once; None when none does.

    Args:
        text: the article's text; an anchor stays within one line of it.
        start: where the number begins.
        end: where it ends.
        elsewhere: what else stands on the page.

    >>> find_anchor("Xã có 9 chi bộ. Huyện có 9 chi bộ.", 6, 7)
    'Xã có 9'
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    words = [match.span() for match in _WORD.finditer(line)]
    own = [place for place, (first, last) in enumerate(words) if first < end - line_start and last > start - line_start]
    if not own:
        return None
    page = _SPACE.sub(" ", f"{text}\n{elsewhere}")
    for count in range(len(own), min(len(words), max(LAST_RESORT, len(own))) + 1):
        for left in sorted(range(own[-1] - count + 1, own[0] + 1), key=lambda place: abs(2 * place + count - own[0] - own[-1])):
            if left < 0 or left + count > len(words):
                continue
            anchor = _SPACE.sub(" ", line[words[left][0] : words[left + count - 1][1]])
            if _stands_once(page, anchor):
                return anchor
    return None


def find_words(text: str, anchor: str) -> list[tuple[int, int]]:
    """Where words stand in a text, white space folded.

    >>> find_words("có 9\\nchi bộ", "9 chi")
    [(3, 8)]
    """
    words = anchor.split()
    return [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)] if words else []


def _stands_once(page: str, words: str) -> bool:
    first = page.find(words)
    return first >= 0 and page.find(words, first + 1) < 0
