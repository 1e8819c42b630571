"""The words of a text, found once for every finder that asks for words: names, times, numbers in words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container

import numpy as np

from tasks.vi.text.spelling import one_spelling

_TABLE_SIZE = 1 << 16
# Word characters as `\w` has them: looking each up is ten times as fast as a pattern that asks every character.
_IS_WORD = np.fromiter((char.isalnum() or char == "_" for char in map(chr, range(_TABLE_SIZE))), dtype=np.bool_, count=_TABLE_SIZE)
_IS_OTHER_DIGIT = np.fromiter((code > 127 and chr(code).isdecimal() for code in range(_TABLE_SIZE)), dtype=np.bool_, count=_TABLE_SIZE)
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_SPACE = np.uint16(ord(" "))
_WORD = re.compile(r"\w+")
_APOSTROPHE = re.compile(r"['’‘`](?<=\w.)\s?\w")
# A short element with an apostrophe belongs to the word after it: R'Lấp, Đắk R’ Lấp, H'Drai.
_APOSTROPHE_WORD = re.compile(r"(?:[^\W\d_]{1,2}['’‘`]\s?(?=\w))?\w+(?:['’‘`](?=[^\W\d_])\w+)*")


class Words:
    """The words of one text, as parallel lists: an object for each would cost more than all the rest.

    `low` is the text in one spelling (`tasks.vi.text.spelling`); `starts`, `ends` are code points; `lows` are the words of `low`, those
    with an apostrophe kept whole. `has_odd` tells whether any of them holds more than letters and digits, `has_other_digits` whether the
    text holds digits of other scripts than ours.

    >>> words = Words("Huyện Đắk R'Lấp: 9 xã")
    >>> words.lows, words.starts
    (['huyện', 'đắk', "r'lấp", '9', 'xã'], [0, 6, 10, 17, 19])
    """

    __slots__ = ("count", "ends", "has_odd", "has_other_digits", "low", "lows", "starts", "text")

    def __init__(self, text: str, spelled: str | None = None) -> None:
        self.text = text
        self.low = spelled if spelled is not None else one_spelling(text)
        self.starts, self.ends, self.lows, self.has_other_digits = _split(self.low)
        self.has_odd = "_" in self.low
        self._join_at_apostrophes()
        self.count = len(self.lows)

    def _join_at_apostrophes(self) -> None:
        low, starts, ends, done = self.low, self.starts, self.ends, 0
        for mark in _APOSTROPHE.finditer(low):
            index = bisect_left(ends, mark.start())
            if ends[index] != mark.start() or starts[index] < done:
                continue
            word = _APOSTROPHE_WORD.match(low, starts[index])
            done = word.end() if word is not None else 0
            if done > ends[index]:
                self.has_odd = True
                last = bisect_left(ends, done)
                self.lows[index : last + 1] = [low[starts[index] : done]]
                del starts[index + 1 : last + 1], ends[index:last]

    def among(self, vocabulary: Container[str]) -> list[int]:
        """Indexes of the words that a vocabulary holds."""
        return [index for index, word in enumerate(self.lows) if word in vocabulary]

    def is_capital(self, index: int) -> bool:
        """Whether the first letter of a word is a capital."""
        return self.text[self.starts[index]].isupper()

    def gap(self, index: int) -> str:
        """What stands between word `index - 1` and word `index`; a full stop at the ends of the text."""
        return self.low[self.ends[index - 1] : self.starts[index]] if 0 < index < self.count else "."

    def together(self, first: int, after: int) -> bool:
        """Whether only spaces stand between the words `first:after`."""
        low, starts, ends = self.low, self.starts, self.ends
        for at in range(first + 1, after):
            gap = low[ends[at - 1] : starts[at]]
            if gap != " " and gap.strip(" "):
                return False
        return True

    def span(self, first: int, last: int) -> str:
        """The text of the words `first:last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def _split(text: str) -> tuple[list[int], list[int], list[str], bool]:
    """Starts and ends of the runs of word characters, in code points, the runs, and whether there are digits of other scripts.

    >>> _split("Đảng bộ xã: 9")
    ([0, 5, 8, 12], [4, 7, 10, 13], ['Đảng', 'bộ', 'xã', '9'], False)
    """
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if codes.size != len(text):  # letters beyond the table, such as emoji, are rare
        found = list(_WORD.finditer(text))
        other = _OTHER_DIGIT.search(text) is not None
        return [word.start() for word in found], [word.end() for word in found], [word[0] for word in found], other
    inside = np.zeros(codes.size + 2, dtype=np.bool_)
    inside[1:-1] = _IS_WORD.take(codes)
    edges = np.flatnonzero(inside[1:] != inside[:-1]).tolist()
    spaced = np.where(inside[1:-1], codes, _SPACE).tobytes().decode("utf-16-le", "surrogatepass")
    return edges[::2], edges[1::2], spaced.split(), bool(_IS_OTHER_DIGIT.take(codes).any())
