"""Contract of `duplicates`."""

from warehouse.contracts.contract import ARTICLE_ID, RUN_ID, Contract, real, text

DUPLICATES = Contract(
    table="duplicates",
    row_is="One article that repeats another.",
    written_by="load",
    key=("article_id",),
    columns=(
        ARTICLE_ID,
        text("duplicate_of", "The article it repeats: the earliest published of its group, then the smallest id."),
        real(
            "similarity",
            "Jaccard similarity of the shingles of both texts; 1 when the normalised texts are equal.",
            unit="share 0-1",
            minimum=0,
            maximum=1,
        ),
        text("method", "How it was found.", allowed=("exact", "minhash")),
        RUN_ID,
    ),
)
