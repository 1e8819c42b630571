"""Phrases that mark boilerplate, read from `seeds/lexicon/boilerplate.csv`, and how a line is looked up among them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tasks.vi.text.fold import fold_text
from tasks.vi.text.lexicon import LexiconError, read_lexicon

COLUMNS = ("surface", "match", "kind", "role", "example", "expected", "source")
ROLES = ("line", "edge", "after", "item", "count")
_TRIM = " •-–—*+:;.,|<>«»[]()…!?#_=~→►▶➤&/\\'\"“”●·"
_COUNTS = re.compile(r"[\d.,:;()\[\]|/\-]+")
_LONGEST = 220
_LONGEST_PHRASE = 6
"""Words of a phrase in a row of phrases."""
_SHORTEST_NOTICE = 24
_EVEN_IN_PROSE = ("ads", "comments", "residue")
"""Kinds whose phrases tell even before a full sentence: slogans, forms, error messages."""


_BULLETS = frozenset({"- ", "* ", "+ ", "– ", "• "})


class Mark(NamedTuple):
    """What a rule says of one line.

    `role`: line = boilerplate wherever it stands; edge = only outside the body; after = closes the article when text went
    before; item = this line only, inside the body too; count = only with a number; meta = carries metadata.
    """

    kind: str
    role: str
    rule: str


class Phrases(NamedTuple):
    """The lexicon, ready to look up: whole lines in a dictionary, beginnings by their first word, and notices by a part of theirs."""

    whole: dict[str, Mark]
    starts: dict[str, tuple[tuple[str, Mark], ...]]
    inside: tuple[tuple[str, Mark], ...]
    first_words: frozenset[str]
    last_words: frozenset[str]

    def find(self, folded: str, words: int, digits: bool, ends_prose: bool) -> Mark | None:
        """The mark of a line, or nothing.

        >>> load_phrases().find("tin moi hon", 3, False, False).kind
        'related'
        """
        if len(folded) > _LONGEST:
            return None
        key = folded.strip(_TRIM)
        mark = self.whole.get(key)
        if mark is not None and mark.role != "count":
            return mark
        if digits and words <= 9:
            key = " ".join(_COUNTS.sub(" ", folded).split()).strip(_TRIM)
            mark = self.whole.get(key)
            if mark is not None and mark.role != "edge":
                return mark
        mark = self.find_start(folded, ends_prose and words >= 14)
        if mark is not None:
            return mark
        if 2 <= words <= 16 and not ends_prose and key.partition(" ")[0] in self.first_words and key.rpartition(" ")[2] in self.last_words:
            return self._only_phrases(key)
        return None

    def find_start(self, folded: str, prose: bool) -> Mark | None:
        """The mark of a line by how it begins; of a full sentence only labels, slogans and forms are."""
        if folded[:2] in _BULLETS:
            folded = folded[2:]
        first, _, _ = folded.partition(" ")
        for start, mark in self.starts.get(first.rstrip(":,.(|"), ()):
            if prose and start[-1] != ":" and mark.kind not in _EVEN_IN_PROSE:
                continue
            if folded.startswith(start) and (len(folded) == len(start) or not (start[-1].isalnum() and folded[len(start)].isalnum())):
                return mark
        return self.find_inside(folded) if len(folded) >= _SHORTEST_NOTICE else None

    def find_inside(self, folded: str) -> Mark | None:
        """The mark of a notice that words of it tell wherever they stand: who may copy, how to write a comment."""
        for part, mark in self.inside:
            if part in folded:
                return mark
        return None

    def _only_phrases(self, key: str) -> Mark | None:
        """A menu or a row of buttons on one line: nothing but whole phrases, one after the other."""
        words = key.split(" ")
        if not any(" ".join(words[:end]).strip(_TRIM) in self.whole for end in range(1, 4)):
            return None
        words = [word for word in (piece.strip(_TRIM) for piece in words) if word]
        marks: list[Mark] = []
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + _LONGEST_PHRASE), start, -1):
                mark = self.whole.get(" ".join(words[start:end]))
                if mark is not None and mark.role != "count":
                    marks.append(mark)
                    start = end
                    break
            else:
                return None
        telling = [mark for mark in marks if mark.role != "edge"]
        if not telling:
            return Mark(marks[0].kind, "edge", "only_phrases")
        return Mark(telling[0].kind, "line" if telling[0].role != "after" or len(marks) > 2 else "after", "only_phrases")


@cache
def load_phrases() -> Phrases:
    """Reads the lexicon once.

    Raises:
        LexiconError: a row names an unknown match or role, or two rows fold to the same phrase with different meaning.
    """
    whole: dict[str, Mark] = {}
    starts: dict[str, list[tuple[str, Mark]]] = {}
    inside: list[tuple[str, Mark]] = []
    for row in read_lexicon("boilerplate", COLUMNS):
        if row["match"] not in ("whole", "prefix", "inside") or row["role"] not in ROLES:
            raise LexiconError(f"seeds/lexicon/boilerplate.csv: {row['surface']!r} has match {row['match']!r}, role {row['role']!r}")
        mark = Mark(row["kind"], row["role"], f"phrase:{row['kind']}")
        folded = fold_text(row["surface"])
        if row["match"] == "whole":
            key = folded.strip(_TRIM) or folded
            if whole.setdefault(key, mark) != mark:
                raise LexiconError(f"seeds/lexicon/boilerplate.csv: {row['surface']!r} stands for {mark.kind} and {whole[key].kind}")
        elif row["match"] == "inside":
            inside.append((folded, mark))
        else:
            starts.setdefault(folded.split(" ")[0].rstrip(":,.(|"), []).append((folded, mark))
    longest_first = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in starts.items()}
    first = frozenset(phrase.partition(" ")[0] for phrase in whole)
    return Phrases(whole, longest_first, tuple(inside), first, frozenset(phrase.rpartition(" ")[2] for phrase in whole))
