"""Contract of `signatures`: what clean leaves of each text for load to find reprints by. Of the lake alone, in no warehouse."""

import pyarrow as pa

from warehouse.contracts.contract import ARTICLE_ID, RUN_ID, Column, Contract, text

SIGNATURES = Contract(
    table="signatures",
    row_is="One article and what its text is found by among alike texts. An article without a row is signed when it is loaded.",
    written_by="clean",
    key=("article_id",),
    columns=(
        ARTICLE_ID,
        text("method", "How it was made; a signature of another method is not used."),
        text("text_key", "First 16 hex digits of sha256 of the folded words of the text."),
        Column("buckets", pa.list_(pa.int64()), "Buckets of alike texts that the text falls into, one for each band of its MinHash."),
        RUN_ID,
    ),
)
