"""The rows of cleaned documents: articles, their blocks, and the signatures that reprints are found by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from tasks.store.columns import columns_of, table_of
from tasks.text.records import Block, CleanedDocument
from warehouse.contracts import CONTRACTS
from warehouse.lake.tables import SIGNED_TABLE
from warehouse.parquet import rows_to_table
from warehouse.signatures import sign_texts


def build_cleaned_tables(documents: Sequence[CleanedDocument], run_id: str) -> Mapping[str, pa.Table]:
    """The rows of these documents per table of the lake.

    Raises:
        ContractBroken: the rows do not follow their contract.
    """
    articles = table_of("articles", [document.article for document in documents], run_id)
    texts = zip(articles["article_id"].to_pylist(), articles["text_folded"].to_pylist(), strict=True)
    return {"articles": articles, "blocks": _blocks_table(documents, run_id), SIGNED_TABLE: sign_texts(texts, run_id)}


def _blocks_table(documents: Sequence[CleanedDocument], run_id: str) -> pa.Table:
    blocks = [block for document in documents for block in document.blocks]
    owners = [document.article.article_id for document in documents for _ in document.blocks]
    columns = {"article_id": owners, **columns_of(Block._fields, blocks), "run_id": [run_id] * len(blocks)}
    return rows_to_table(CONTRACTS["blocks"], columns)
