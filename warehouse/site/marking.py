"""The text of an article cut at its figures, other numbers and mentions, so that a page can mark each at exactly its characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A stretch of the text: plain, a number (`number` is its row) or a mention of a holder or period (`mention` is where it begins)."""

    text: str
    start: int
    number: Mapping[str, Any] | None = None
    mention: int | None = None


@dataclass(frozen=True)
class Block:
    """A line of the text: the headline, or a paragraph."""

    is_title: bool
    pieces: tuple[Piece, ...]


def cut_text(text: str, numbers: Sequence[Mapping[str, Any]], mentions: Iterable[Span] = (), title: str | None = None) -> list[Block]:
    """The lines of a text in pieces; all pieces put together, with a line feed between blocks, are the text.

    Args:
        text: the cleaned text.
        numbers: rows with `span_start` and `span_end` that do not overlap.
        mentions: spans of holders and periods; they may overlap anything, and give way to numbers.
        title: the headline, when the first line of the text is one.
    """
    marked = {int(row["span_start"]): row for row in numbers}
    spans = [(int(row["span_start"]), int(row["span_end"])) for row in numbers]
    apart = _without(_merged(mentions), spans)
    edges = sorted({0, len(text)}.union(*spans, *apart))
    mention_at = {start: start for start, _ in apart}
    blocks: list[list[Piece]] = [[]]
    for start, end in pairwise(edges):
        number, mention = marked.get(start), mention_at.get(start)
        for position, line in enumerate(text[start:end].split("\n")):
            if position:
                blocks.append([])
            if line:
                blocks[-1].append(Piece(line, start, number, mention))
    first_line = text.partition("\n")[0]
    return [Block(place == 0 and title is not None and first_line == title, tuple(pieces)) for place, pieces in enumerate(blocks)]


def find_mention(text: str, words: str | None, near: int, sentence: Span) -> Span | None:
    """Where words are printed that belong to the figure at `near`: in its sentence, else before it, else anywhere; the nearest of these.

    >>> find_mention("Xã A có 5 chi bộ. Xã A có 9 đảng viên.", "xã a", 26, (18, 38))
    (18, 22)
    """
    if not words:
        return None
    found = [match.span() for match in re.finditer(re.escape(words), text)]
    found = found or [match.span() for match in re.finditer(re.escape(words), text, re.IGNORECASE)]
    if not found:
        return None
    inside = [span for span in found if sentence[0] <= span[0] and span[1] <= sentence[1]]
    before = [span for span in found if span[1] <= near]
    return min(inside or before or found, key=lambda span: abs(span[0] - near))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans with those that touch or overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(set(spans)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def _without(spans: Sequence[Span], others: Iterable[Span]) -> list[Span]:
    """The parts of the spans that lie in none of the others."""
    taken = sorted(others)
    left = []
    for start, end in spans:
        at = start
        for other_start, other_end in taken:
            if other_end <= at or other_start >= end:
                continue
            if at < other_start:
                left.append((at, other_start))
            at = max(at, other_end)
        if at < end:
            left.append((at, end))
    return left
