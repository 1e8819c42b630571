"""Closed classes of words, written as prose."""

from __future__ import annotations

import re


def word_set(words: str) -> frozenset[str]:
    """The words of a blank-separated list.

    >>> sorted(word_set("hơn gần"))
    ['gần', 'hơn']
    """
    return frozenset(words.split())


def phrase_set(phrases: str) -> frozenset[str]:
    """The phrases of a comma-separated list.

    >>> sorted(phrase_set("đồng chí, chi bộ"))
    ['chi bộ', 'đồng chí']
    """
    return frozenset(" ".join(phrase.split()) for phrase in phrases.split(","))


def on_one_line(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern whose blanks are no line breaks: what stands in the next line belongs to no number of this one.

    >>> bool(on_one_line(r"6\\snăm").match("6 năm")), bool(on_one_line(r"6\\snăm").match("6\\nnăm"))
    (True, False)
    """
    return re.compile(pattern.replace(r"\s", r"[^\S\n]"), flags)
