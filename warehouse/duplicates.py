"""Reprints: the table `duplicates`, a function of the current articles only, renewed at the cost of the change.

Texts of equal words are one text. Texts that share a MinHash bucket are compared word by word, each with the first few
of its bucket. Buckets and comparisons are kept in the schema `internal`, so a night compares only what changed.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from warehouse.alike import THRESHOLD, choose_originals, hash_shingles, measure_similarity, split_words
from warehouse.lake.lake import Lake
from warehouse.lake.relations import register_files
from warehouse.lake.tables import SIGNED_TABLE
from warehouse.signatures import sign_texts, signing_method
from warehouse.statements import fill_sql, read_sql, with_names

LEADERS = 8
"""How many texts of a bucket every other one is compared with. A true original is the first of the buckets it shares."""

BATCH_ROWS = 2048
KEYS_AT_ONCE = 20_000
"""Texts whose shingles, 5 KB of each, are held in memory while pairs are compared."""


def refresh_duplicates(con: duckdb.DuckDBPyConnection, lake: Lake) -> int:
    """Renew `duplicates` after a merge; needs the temporary table `cleaned_change`. Gives the number of rows."""
    _sign_articles(con, lake)
    con.execute(read_sql("load", "find_touched_texts"))
    if _count(con, "select count(*) from touched_texts"):
        con.execute(read_sql("load", "find_touched_buckets"))
        con.execute(read_sql("load", "renew_texts"))
        _rank_texts(
            con, "held.text_key in (select text_key from internal.text_buckets where bucket in (select bucket from touched_buckets))"
        )
        con.execute(fill_sql("load", "wanted_pairs", leaders=str(LEADERS)))
        _compare_pairs(con)
        con.execute(read_sql("load", "renew_pairs"))
        _rank_texts(con, "true")
        _choose_repeats(con)
        con.execute(read_sql("load", "renew_duplicates"))
    return _count(con, "select count(*) from main.duplicates")


def _sign_articles(con: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Make `signed_articles(article_id, text_key)` and `signed_texts(text_key, bucket)` of the articles taken in.

    Most were signed when they were cleaned. Those of lakes from before, and those signed by another method, are signed now.
    """
    runs = [row[0] for row in con.execute("select distinct run_id from cleaned_change where run_id is not null order by run_id").fetchall()]
    register_files(con, lake, SIGNED_TABLE, runs)
    con.execute(read_sql("load", "known_signatures"), [signing_method()])
    unsigned = con.sql(read_sql("load", "unsigned_texts")).to_arrow_reader(BATCH_ROWS)
    signed = [sign_texts(zip(*(column.to_pylist() for column in batch.columns), strict=True), "") for batch in unsigned]
    if signed:
        _keep(con, "late_signatures", pa.concat_tables(signed))
        con.execute("insert into signatures select article_id, text_key, buckets from late_signatures")
    con.execute(read_sql("load", "signed_texts"))


def _compare_pairs(con: duckdb.DuckDBPyConnection) -> None:
    """Make `compared_pairs(text_key_a, text_key_b, similarity)` of the pairs nobody compared yet."""
    pairs = con.sql(read_sql("load", "unknown_pairs")).fetchall()
    similarities: list[float] = []
    for chunk in _chunk_pairs(pairs):
        shingles = _read_shingles(con, {key for pair in chunk for key in pair})
        similarities.extend(measure_similarity(shingles[one], shingles[other]) for one, other in chunk)
    _keep(
        con,
        "compared_pairs",
        pa.table(
            {
                "text_key_a": pa.array([a for a, _ in pairs], pa.string()),
                "text_key_b": pa.array([b for _, b in pairs], pa.string()),
                "similarity": pa.array(similarities, pa.float64()),
            }
        ),
    )


def _chunk_pairs(pairs: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Pairs in groups that speak of at most `KEYS_AT_ONCE` texts, in their order."""
    chunk: list[tuple[str, str]] = []
    keys: set[str] = set()
    for pair in pairs:
        if len(keys) >= KEYS_AT_ONCE:
            yield chunk
            chunk, keys = [], set()
        chunk.append(pair)
        keys.update(pair)
    if chunk:
        yield chunk


def _read_shingles(con: duckdb.DuckDBPyConnection, keys: set[str]) -> dict[str, NDArray[np.int64]]:
    """Shingles of the texts with these keys."""
    _keep(con, "asked_keys", pa.table({"text_key": pa.array(sorted(keys), pa.string())}))
    found: dict[str, NDArray[np.int64]] = {}
    for batch in con.sql(read_sql("load", "texts_of_keys")).to_arrow_reader(BATCH_ROWS):
        for key, text_folded in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            found[key] = hash_shingles(split_words(text_folded))
    return found


def _rank_texts(con: duckdb.DuckDBPyConnection, condition: str) -> None:
    con.execute("create or replace temp table text_ranks as " + fill_sql("load", "text_ranks", condition=condition))


def _choose_repeats(con: duckdb.DuckDBPyConnection) -> None:
    """Make `repeated_texts(text_key, original_key, similarity)`."""
    pairs = con.sql(fill_sql("load", "alike_texts", threshold=str(THRESHOLD))).fetchall()
    ranks: dict[str, tuple[object, str]] = {}
    if pairs:
        _keep(con, "asked_keys", pa.table({"text_key": pa.array(sorted({k for a, b, _ in pairs for k in (a, b)}), pa.string())}))
        rows = con.execute(
            "select text_key, rank[1] as published_on, article_id from text_ranks where text_key in (select text_key from asked_keys)"
        ).fetchall()
        ranks = {key: (published_on, article_id) for key, published_on, article_id in rows}
    repeats = choose_originals(pairs, ranks)
    _keep(
        con,
        "repeated_texts",
        pa.table(
            {
                "text_key": pa.array(list(repeats), pa.string()),
                "original_key": pa.array([original for original, _ in repeats.values()], pa.string()),
                "similarity": pa.array([similarity for _, similarity in repeats.values()], pa.float64()),
            }
        ),
    )


def _keep(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make a temporary table of Arrow rows."""
    con.register("arrow_rows", rows)
    con.execute(with_names("create or replace temp table ${name} as select * from arrow_rows", name=name))
    con.unregister("arrow_rows")


def _count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = con.execute(sql).fetchone()
    return int(row[0]) if row else 0
