"""Rows on their way into the lake: in parts that fit into memory, and what no table can hold costs its own document alone."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from plain_run import run_stages
from small_articles import small_article, write_articles

import tasks.clean
import tasks.extract
from tasks.facts.document.records import ArticleText, Extraction
from tasks.facts.extraction import extract_figures
from tasks.text import cleaning
from tasks.text.cleaning import clean_document
from tasks.text.readers import read_documents
from tasks.text.records import CleanedDocument, RawDocument, Rejection
from warehouse.checksums import state_checksums
from warehouse.lake.lake import Lake
from warehouse.reading import run_query
from warehouse.signatures import sign_texts

QUARANTINE = "select stage, reason, parse_filename(source_uri) as name, detail from quarantine"
HALF = "\ud800"
"""Half a character, which Python holds and no table does."""


def test_an_article_that_no_table_can_hold_is_quarantined_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_articles(tmp_path / "raw", range(5))

    def spoil(document: RawDocument) -> CleanedDocument | Rejection:
        cleaned = clean_document(document)
        assert isinstance(cleaned, CleanedDocument)
        return replace(cleaned, article=replace(cleaned.article, author=HALF)) if "00003" in document.source_uri else cleaned

    monkeypatch.setattr(tasks.clean, "clean_document", spoil)
    run = run_stages(tmp_path / "home", tmp_path / "raw", judge=False)
    assert (run.documents.loaded, run.documents.quarantined) == (4, 1)
    (row,) = run_query(tmp_path / "home" / "warehouse.duckdb", QUARANTINE).to_pylist()
    assert (row["stage"], row["reason"], row["name"]) == ("clean", "internal_error", "bài-00003.txt")
    assert "surrogates not allowed" in row["detail"]


def test_every_article_is_signed_where_it_is_cleaned(tmp_path: Path) -> None:
    write_articles(tmp_path / "raw", range(5))
    run_id = run_stages(tmp_path / "home", tmp_path / "raw", judge=False, batch_size=2).run_id
    lake = Lake(tmp_path / "home")
    articles = lake.read_current("articles").sort_by("article_id")
    texts = zip(articles["article_id"].to_pylist(), articles["text_folded"].to_pylist(), strict=True)
    signed = lake.read_current("signatures").sort_by("article_id")
    assert signed.num_rows == 5
    assert signed.to_pylist() == sign_texts(texts, run_id).to_pylist()
    assert len({tuple(buckets) for buckets in signed["buckets"].to_pylist()}) == 5


def test_figures_that_no_table_can_hold_quarantine_their_article_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_articles(tmp_path / "raw", range(5))

    def spoil(article: ArticleText) -> Extraction:
        found = extract_figures(article)
        if "đợt 3" not in article.text:
            return found
        return replace(found, numbers=[replace(number, span_start=1 << 70) for number in found.numbers])

    monkeypatch.setattr(tasks.extract, "extract_figures", spoil)
    run = run_stages(tmp_path / "home", tmp_path / "raw", judge=False)
    assert (run.documents.loaded, run.documents.quarantined) == (4, 1)
    (row,) = run_query(tmp_path / "home" / "warehouse.duckdb", QUARANTINE).to_pylist()
    assert (row["stage"], row["reason"], row["name"]) == ("extract", "internal_error", "bài-00003.txt")


def test_what_a_container_holds_is_written_in_parts_of_so_many_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.clean, "CHARACTERS_PER_PART", 1_500)
    raw = tmp_path / "raw"
    raw.mkdir()
    lines = (json.dumps({"text": small_article(number)}, ensure_ascii=False) for number in range(9))
    (raw / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run = run_stages(tmp_path / "home", raw, judge=False)
    assert run.documents.loaded == 9
    parts = sorted((tmp_path / "home" / "lake" / "articles").glob("*/*.parquet"))
    assert len(parts) == 3
    assert all(sum(map(len, pq.ParquetFile(part).read()["text"].to_pylist())) < 3_000 for part in parts)


def test_the_figures_of_a_batch_are_written_in_parts_of_so_many_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_articles(tmp_path / "raw", range(9))
    once = run_stages(tmp_path / "once", tmp_path / "raw", judge=False, batch_size=9)
    monkeypatch.setattr(tasks.extract, "NUMBERS_PER_PART", 30)
    run = run_stages(tmp_path / "home", tmp_path / "raw", judge=False, batch_size=9)
    assert run.figures == once.figures
    assert len(list((tmp_path / "home" / "lake" / "numbers").glob("*/*.parquet"))) > 1
    assert state_checksums(tmp_path / "home" / "warehouse.duckdb") == state_checksums(tmp_path / "once" / "warehouse.duckdb")


def test_lines_of_a_packed_file_are_unpacked_one_after_the_other() -> None:
    line = json.dumps({"text": small_article(1) * 20}, ensure_ascii=False).encode() + b"\n"
    packed = gzip.compress(line * 1_500, 1, mtime=0)
    tracemalloc.start()
    try:
        count = sum(isinstance(document, RawDocument) for document in read_documents("file:///a.jsonl.gz", packed))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 1_500
    assert peak < len(line) * 1_500 / 10


def test_a_text_longer_than_any_article_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "LONGEST_TEXT", 300)
    document = RawDocument("file:///a.txt", "file:///a.txt", "txt", small_article(1).encode())
    refused = clean_document(document)
    assert isinstance(refused, Rejection)
    assert refused.reason == "too_large"
    assert "characters of text; at most 300" in refused.detail
