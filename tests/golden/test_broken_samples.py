"""The broken sample files end in quarantine, each for the reason that seeds/articles/broken.csv gives."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tasks.text.cleaning import clean_document
from tasks.text.readers import read_documents
from tasks.text.records import RawDocument, Rejection

SAMPLES = Path(__file__).parents[2] / "seeds" / "articles"
with (SAMPLES / "broken.csv").open(encoding="utf8", newline="") as stream:
    BROKEN = [(row["file"], row["reason"]) for row in csv.DictReader(stream)]


@pytest.mark.parametrize(("name", "reason"), BROKEN)
def test_broken_file_is_rejected_with_its_reason(name: str, reason: str) -> None:
    path = SAMPLES / "raw" / name
    outcomes = []
    for document in read_documents(path.as_uri(), path.read_bytes()):
        outcomes.append(clean_document(document) if isinstance(document, RawDocument) else document)
    assert [outcome.reason for outcome in outcomes if isinstance(outcome, Rejection)] == [reason]
    assert len(outcomes) == 1
