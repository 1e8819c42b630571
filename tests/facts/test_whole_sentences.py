"""Whole sentences as papers print them, several figures in each: all of them come out, and nothing else does.

`whole_sentences.csv` is written in the notation of the lexicons (`tasks/facts/proofs/check.py`).
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tasks.facts.proofs.check import Proof, check_proof

with (Path(__file__).parent / "whole_sentences.csv").open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sentence"][:40])
def test_a_sentence_gives_its_figures(row: dict[str, str]) -> None:
    failure = check_proof(Proof("whole_sentences", ROWS.index(row) + 2, "", row["sentence"], row["expected"]))
    assert failure is None, f"\n{failure}"
