"""Closed classes of words, written as prose."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a blank-separated list.

    >>> sorted(word_set("hơn gần"))
    ['gần', 'hơn']
    """
    return frozenset(words.split())
