"""Contracts of the schema `internal`: what the loader keeps for itself in the file. Not part of the lake, not for analysts."""

import pyarrow as pa

from warehouse.contracts.contract import ARTICLE_ID, Column, Contract, flag, integer, real, text
from warehouse.contracts.observations import OBSERVATIONS

BUILD_INFO = Contract(
    table="build_info",
    row_is="How this file was made; one row.",
    written_by="load",
    key=("run_id",),
    columns=(
        text("run_id", "Last run whose rows the file holds; empty when built from a lake without runs."),
        text("mode", "full: from the lake alone; merge: the file before plus the change.", allowed=("full", "merge")),
        text("reason", "Why it was built that way."),
        integer("contract_version", "Version of the contracts the tables follow.", minimum=1),
        integer("layout_version", "Version of the schema `internal` and of how duplicates are found.", minimum=1),
        text("definitions_sha256", "Digest of the views, macros and comments of the file."),
        text("reference_sha256", "Digest of the seeds that `indicators`, `units` and `places` were loaded from."),
        integer("compact_bytes", "Size of the file when its rows were last written in one go; 0 when that was now.", unit="byte"),
        integer("compact_rows", "Rows of its tables then.", unit="row"),
    ),
)

LOADED_RUNS = Contract(
    table="loaded_runs",
    row_is="One run of the lake whose rows were considered for this file.",
    written_by="load",
    key=("run_id",),
    columns=(
        text("run_id", "The run."),
        integer("sequence", "Its place in the order of runs.", minimum=1),
        flag("stands", "True when its rows are part of the state, false when only its audit rows are here."),
    ),
)

ARTICLE_TEXTS = Contract(
    table="article_texts",
    row_is="One article and the key of its normalised text; articles of equal text share the key.",
    written_by="load",
    key=("article_id",),
    columns=(
        ARTICLE_ID,
        text("text_key", "First 16 hex digits of sha256 of the folded words of the text."),
    ),
)

TEXT_BUCKETS = Contract(
    table="text_buckets",
    row_is="One text and one bucket of alike texts it falls into: the band of its MinHash signature.",
    written_by="load",
    key=("text_key", "bucket"),
    columns=(
        text("text_key", "The text."),
        integer("bucket", "Hash of the band's number and values."),
    ),
)

TEXT_PAIRS = Contract(
    table="text_pairs",
    row_is="One pair of texts that share a bucket, compared word by word.",
    written_by="load",
    key=("bucket", "text_key_a", "text_key_b"),
    columns=(
        integer("bucket", "A bucket they share; a pair stands once per bucket."),
        text("text_key_a", "The text that sorts first."),
        text("text_key_b", "The other."),
        real("similarity", "Exact Jaccard similarity of their shingles.", unit="share 0-1", minimum=0, maximum=1),
    ),
)

FACTS = Contract(
    table="facts",
    row_is="One distinct fact: what the view figures shows of it.",
    written_by="load",
    key=("fact_key", "facet"),
    columns=(
        text("fact_key", "The key its reports share."),
        text("facet", "What tells facts of one key apart that cannot be compared; empty when all reports of the key are compared."),
        text("observation_id", "The report that speaks for it."),
        integer("report_count", "How many independent sources report it."),
        integer("article_count", "How many articles report it, reprints not counted."),
        flag("is_comparable", "False when an article gives unlike values under the key, so that each value is a fact of its own."),
        flag("agrees", "True when one value fits all reports."),
        Column("conflicting_values", pa.list_(pa.float64()), "The different values reported, when they do not agree.", nullable=True),
    ),
)

REPORTS_APART = Contract(
    table="reports_apart",
    row_is="One report that does not count for its fact_key alone; every report that is not here does.",
    written_by="load",
    key=("observation_id",),
    columns=(
        text("observation_id", "The report."),
        text("fact_key", "The key it counts under: in a reprint that of the original."),
        text("facet", "The facet of the fact it counts for."),
    ),
)

SITE = Contract(
    table="site",
    row_is="Where the pages of articles are; one row.",
    written_by="load",
    key=("copied_at",),
    columns=(
        text("copied_at", "What the address of an article begins with when the copy of the site has its page."),
        text("served_at", "What the address of every other article begins with."),
    ),
)

COPIED_ARTICLES = Contract(
    table="copied_articles",
    row_is="One article that has a page in the copy of the site.",
    written_by="load",
    key=("article_id",),
    columns=(ARTICLE_ID,),
)

DICTIONARY = Contract(
    table="dictionary_rows",
    row_is="One column of a table or view, or one macro: what the view dictionary shows, whatever name the file is attached under.",
    written_by="load",
    key=("kind", "name", "column_name"),
    columns=(
        text("kind", "table, view or macro."),
        text("name", "Name of the table, view or macro."),
        text("column_name", "Name of the column; null for a macro.", nullable=True),
        text("data_type", "Its type.", nullable=True),
        text("meaning", "What it means.", nullable=True),
        text("row_is", "What one row is, or what the macro answers.", nullable=True),
    ),
)

INTERNAL_CONTRACTS = {
    c.table: c
    for c in (
        BUILD_INFO, LOADED_RUNS, ARTICLE_TEXTS, TEXT_BUCKETS, TEXT_PAIRS, FACTS, REPORTS_APART, SITE, COPIED_ARTICLES, DICTIONARY,
    )
}  # fmt: skip

LOADERS_OWN = {**INTERNAL_CONTRACTS, "observation_rows": OBSERVATIONS}
"""The tables of the schema `internal`. They are of no use to people; views of their names stand in `main` all the same, for clients that
know no schemas (Datasette) look for every table of the file there, and fail on one that they do not find."""
