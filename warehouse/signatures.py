"""Signatures: what a text is found by among alike texts. Made where an article is cleaned; load makes those that are missing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import metadata
from itertools import islice

import numpy as np
import pyarrow as pa

from warehouse.alike import BANDS, ROWS, SEED, SHINGLE_WORDS, find_buckets, make_text_key, split_words
from warehouse.contracts.signatures import SIGNATURES
from warehouse.parquet import rows_to_table

VERSION = 1
"""Raise it when the code finds another key or other buckets for a text: those that stand in lakes are made anew then."""

TEXTS_AT_ONCE = 64
"""Texts whose words and shingles, strings of some 100 KB for each, are held in memory while they are signed."""


@cache
def signing_method() -> str:
    """What signatures are made by. Only those of one method can be compared."""
    return f"{VERSION}: minhash {BANDS}x{ROWS} of {SHINGLE_WORDS} words, seed {SEED}, rensa {metadata.version('rensa')}"


def sign_texts(texts: Iterable[tuple[str, str]], run_id: str) -> pa.Table:
    """The signatures of texts, given as the id of the article and its folded text.

    Shape: one row per text, in their order, with the columns of the contract `signatures`.
    """
    ids: list[str] = []
    keys: list[str] = []
    buckets: list[np.ndarray] = []
    waiting = iter(texts)
    while some := list(islice(waiting, TEXTS_AT_ONCE)):
        words = [split_words(text_folded) for _, text_folded in some]
        ids += [article_id for article_id, _ in some]
        keys += map(make_text_key, words)
        buckets += list(find_buckets(words))
    same = {"method": [signing_method()] * len(ids), "run_id": [run_id] * len(ids)}
    return rows_to_table(SIGNATURES, {**same, "article_id": ids, "text_key": keys, "buckets": buckets})
