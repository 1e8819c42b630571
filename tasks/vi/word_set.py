"""Closed classes of words, written as prose."""

from __future__ import annotations


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
