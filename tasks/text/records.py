"""What cleaning takes and gives: the values handed between readers, cleaner and the clean task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

Format = Literal["txt", "html"]

LARGEST_DOCUMENT = 8_000_000
"""Bytes; no article comes near, and reading more would hold up a night."""


_NO_HINTS: Mapping[str, str] = {}


class RawDocument(NamedTuple):
    """One raw document: the bytes of one page.

    `hints` holds what its container says of it and the bytes do not (`url`, `title`, `date` of a JSON line or WARC record).
    """

    source_uri: str
    container_uri: str
    format: Format
    data: bytes
    hints: Mapping[str, str] = _NO_HINTS


class Block(NamedTuple):
    """One block of a page, kept or dropped. Lines are 1-based and inclusive, `text_*` offsets half-open code points."""

    block_no: int
    line_start: int
    line_end: int
    kind: str
    kept: bool
    rule: str
    dropped_text: str | None
    text_start: int | None
    text_end: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """One cleaned article: the columns of the `articles` contract, `run_id` aside, in its order."""

    article_id: str
    source_uri: str
    source_host: str | None
    source_sha256: str
    format: Format
    encoding: str
    repairs: str
    title: str | None
    lead: str | None
    author: str | None
    published_at: datetime | None
    published_on: date | None
    published_rule: str | None
    source_url: str | None
    section: str | None
    view_count: int | None
    comment_count: int | None
    language: str
    text: str
    text_folded: str
    raw_bytes: int
    raw_lines: int
    text_chars: int
    word_count: int
    sentence_count: int
    paragraph_count: int
    boilerplate_share: float


@dataclass(frozen=True, slots=True)
class CleanedDocument:
    """An article and every block of the page it came from."""

    article: Article
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A document that cannot be used, with a reason code of `seeds/reasons.csv`."""

    source_uri: str
    container_uri: str
    reason: str
    detail: str


def reject_large(source_uri: str, container_uri: str, size: int) -> Rejection:
    """The rejection of a document of so many bytes, more than `LARGEST_DOCUMENT`."""
    return Rejection(source_uri, container_uri, "too_large", f"{size} bytes; at most {LARGEST_DOCUMENT}")
