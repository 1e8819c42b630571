"""Contract of `numbers`."""

from warehouse.contracts.contract import ARTICLE_ID, RUN_ID, SPAN, Contract, text

DISPOSITIONS = (
    "observation", "quarantined", "date", "period", "clock", "document", "ordinal", "name", "person_age", "contact",
    "score", "list_marker", "code", "idiom", "rate_base", "residue", "unexplained",
)  # fmt: skip

NUMBERS = Contract(
    table="numbers",
    row_is="One number of the cleaned text and what became of it.",
    written_by="extract",
    key=("article_id", "span_start"),
    columns=(
        ARTICLE_ID,
        *SPAN,
        text("disposition", "What the number is.", allowed=DISPOSITIONS),
        text("rule", "Name of the rule that decided."),
        text("observation_id", "The figure, when it is one; else null.", nullable=True),
        RUN_ID,
    ),
)
