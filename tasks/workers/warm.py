"""Imported by the fork server before it forks workers: reads every lexicon once, so that no worker has to read it again."""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from pathlib import Path

from seeds.overlay import LexiconError, read_overlay, use_overlay
from tasks.facts.document.records import ArticleText
from tasks.facts.extraction import extract_figures
from tasks.text.cleaning import clean_document
from tasks.text.readers import read_documents
from tasks.text.records import CleanedDocument, RawDocument
from tasks.workers.pool import OVERLAY_VARIABLE

SAMPLE = "Đảng bộ huyện kết nạp đảng viên mới\n\nNăm 2020, Đảng bộ huyện kết nạp được 12 đảng viên, đạt 60,5% chỉ tiêu đề ra.\n"


def warm_up() -> None:
    """Clean and extract one small article; what that builds stays in the memory of this process and of its children."""
    for document in read_documents("file:///warm-up.txt", SAMPLE.encode()):
        cleaned = clean_document(document) if isinstance(document, RawDocument) else document
        if isinstance(cleaned, CleanedDocument):
            article = cleaned.article
            extract_figures(ArticleText(article.article_id, article.text, article.title, article.published_on, article.source_host))


def use_overlay_of_parent() -> None:
    """Read the lexicons with the overlay of the process that starts this one.

    One that is being edited meanwhile is left out: the run that began has a copy of its own, and workers compare theirs with it.
    """
    if folder := os.environ.get(OVERLAY_VARIABLE):
        with suppress(LexiconError):
            use_overlay(read_overlay(Path(folder)))


use_overlay_of_parent()
warm_up()
gc.freeze()  # the lexicons stay for good: no collection walks over them again, and no worker copies their pages for it
