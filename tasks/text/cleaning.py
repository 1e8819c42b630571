"""A raw document to an article and its blocks: decoding, telling apart, metadata, metrics. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from tasks.text.blocks import MOST_LINES, Line, split_lines
from tasks.text.boilerplate import Label, Page, classify_page
from tasks.text.contents import as_html, markdown_as_html
from tasks.text.declarations import Declared
from tasks.text.decode import Decoded, Undecodable, decode_document
from tasks.text.entities import unescape_twice
from tasks.text.html import parse_html
from tasks.text.known_formats import say_binary
from tasks.text.metadata import Metadata, read_metadata
from tasks.text.records import LARGEST_DOCUMENT, Article, Block, CleanedDocument, RawDocument, Rejection, reject_large
from tasks.text.suitability import judge_article
from tasks.vi.text.fold import normalise

LONGEST_TEXT = 1_000_000
"""Characters of an article; the laws that papers print in full have a third of it, and figures are held in memory per article."""
_LONE_MARKS = (" - ", " – ", " / ", "\n- ", "\n+ ")
"""The second character is the mark, which is rarer than blanks and looked for first."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s+[^\W_a-z]|\s*$)", re.MULTILINE)


def clean_document(raw: RawDocument) -> CleanedDocument | Rejection:
    """Cleans one raw document.

    Pure: the same bytes and address give the same rows. Content that cannot be used gives a Rejection with a reason code;
    nothing is raised for it.
    """
    if len(raw.data) > LARGEST_DOCUMENT:
        return reject_large(raw.source_uri, raw.container_uri, len(raw.data))
    decoded = decode_document(raw.data, is_html=raw.format == "html")
    if isinstance(decoded, Undecodable):
        told = say_binary(raw.data)
        return _reject(raw, "undecodable", f"no text but {told}" if told else decoded.detail)
    if raw.format == "txt":
        raw, decoded = _as_written(raw, decoded)
    if raw.format == "txt" and decoded.text.count("\n") > MOST_LINES:
        visible = sum(1 for line in decoded.text.split("\n") if line and not line.isspace())
        if visible > MOST_LINES:
            return _reject(raw, "too_large", f"{visible} lines; at most {MOST_LINES}")
    lines, name, declared = _lines_of(raw, decoded.text)
    if not lines:
        return _reject(raw, "empty", "no visible text")
    if len(lines) > MOST_LINES:
        return _reject(raw, "too_large", f"more than {MOST_LINES} lines")
    page = classify_page(lines, name)
    kept = [line for line, label in zip(page.lines, page.labels, strict=True) if label.kept]
    refusal = judge_article(kept, page.lines, len(page.stamps))
    if refusal is not None:
        return _reject(raw, refusal.reason, refusal.detail)
    length = sum([len(line.text) for line in kept])
    if length > LONGEST_TEXT:
        return _reject(raw, "too_large", f"{length} characters of text; at most {LONGEST_TEXT}")
    meta = read_metadata(page, declared)
    article_id = hashlib.sha256(raw.source_uri.encode()).hexdigest()[:16]
    text, folded, blocks = _assemble(page)
    article = _article(raw, article_id, page, meta, declared, text, folded, decoded, length)
    return CleanedDocument(article, blocks)


def _as_written(raw: RawDocument, decoded: Decoded) -> tuple[RawDocument, Decoded]:
    """A text file as what it holds: HTML or Markdown as HTML, and entities as the letters they stand for."""
    markup = as_html(decoded.text) or markdown_as_html(decoded.text)
    if markup is not None:
        return raw._replace(format="html"), replace(decoded, text=markup)
    text = unescape_twice(decoded.text)
    return raw, decoded if text == decoded.text else replace(decoded, text=normalise(text)[0])


def _lines_of(raw: RawDocument, text: str) -> tuple[list[Line], str, Declared]:
    """The visible lines of a document, the name the page bears, and what its container and its metadata declare."""
    hints = raw.hints
    if raw.format == "html":
        page = parse_html(text)
        declared = page.declared
        if hints:
            declared = replace(
                declared,
                title=hints.get("title") or declared.title,
                url=hints.get("url") or declared.url,
                presumed=hints.get("date") or declared.presumed,
                presumed_rule="hint" if hints.get("date") else declared.presumed_rule,
                is_hint=True,
            )
        return page.lines, page.name, declared
    return split_lines(text)[0], "", Declared(title=hints.get("title"), presumed=hints.get("date"), url=hints.get("url"))


def _reject(raw: RawDocument, reason: str, detail: str) -> Rejection:
    return Rejection(raw.source_uri, raw.container_uri, reason, detail)


def _assemble(page: Page) -> tuple[str, str, tuple[Block, ...]]:
    """The text, the same folded, and the blocks: each kept line one, neighbours dropped by the same rule one."""
    blocks: list[Block] = []
    parts: list[str] = []
    folded: list[str] = []
    offset = 0
    index = 0
    lines, labels = page.lines, page.labels
    title = set(page.title)
    while index < len(lines):
        label = labels[index]
        end = index
        if index in title:
            end = page.title[-1]
            part = " ".join([lines[position].text for position in page.title])
            folded.append(" ".join([lines[position].folded for position in page.title]))
        elif label.kept:
            part = lines[index].text
            folded.append(lines[index].folded)
        else:
            while end + 1 < len(lines) and _same(labels[end + 1], label):
                end += 1
            part = ""
        kept = bool(part)
        start = offset if kept else None
        dropped = None if kept else "\n".join([line.text for line in lines[index : end + 1]])
        blocks.append(
            Block(
                len(blocks),
                lines[index].number,
                lines[end].end_number,
                label.kind,
                kept,
                label.rule,
                dropped,
                start,
                offset + len(part) if kept else None,
            )
        )
        if kept:
            parts.append(part)
            offset += len(part) + 1
        index = end + 1
    # Folding goes letter by letter, so folded lines make up the folded text.
    return "\n".join(parts), "\n".join(folded), tuple(blocks)


def _same(label: Label, other: Label) -> bool:
    return not label.kept and label.kind == other.kind and label.rule == other.rule


def _article(
    raw: RawDocument, article_id: str, page: Page, meta: Metadata, declared: Declared, text: str, folded: str, decoded: Decoded, kept: int
) -> Article:
    """The columns of an article; `kept` is how many characters its lines have."""
    title = " ".join(page.lines[index].text for index in page.title) or declared.title
    lead = next((page.lines[i].text for i, label in enumerate(page.labels) if label.kept and label.kind == "body"), None)
    visible = sum([len(line.text) for line in page.lines])
    paragraphs = text.count("\n") + (not page.title)
    return Article(
        article_id=article_id,
        source_uri=raw.source_uri,
        source_host=meta.source_host,
        source_sha256=hashlib.sha256(raw.data).hexdigest(),
        format=raw.format,
        encoding=decoded.encoding,
        repairs=decoded.repairs,
        title=title,
        lead=lead,
        author=meta.author,
        published_at=meta.published_at,
        published_on=meta.published_on,
        published_rule=meta.published_rule,
        source_url=meta.source_url,
        section=meta.section,
        view_count=meta.view_count,
        comment_count=meta.comment_count,
        language="vi",
        text=text,
        text_folded=folded,
        raw_bytes=len(raw.data),
        raw_lines=decoded.text.count("\n") + (not decoded.text.endswith("\n")),
        text_chars=len(text),
        word_count=_count_words(text),
        sentence_count=max(1, len(_SENTENCE_END.findall(text))),
        paragraph_count=paragraphs,
        boilerplate_share=round((visible - kept) / visible, 4) if visible else 0.0,
    )


def _count_words(text: str) -> int:
    """Syllables: words as white space divides them, marks that stand alone not counted."""
    # Lines of the text are stripped and have single spaces, so counting gaps is splitting without the pieces.
    return text.count(" ") + text.count("\n") + 1 - sum([text.count(mark) for mark in _LONE_MARKS if mark[1] in text])
