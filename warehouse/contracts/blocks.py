"""Contract of `blocks`."""

from warehouse.contracts.contract import ARTICLE_ID, RUN_ID, Contract, flag, integer, text

BLOCK_KINDS = (
    # of the article
    "title", "body", "caption", "byline", "dateline", "source", "kicker",
    # boilerplate
    "visitor_counter", "view_counter", "navigation", "login", "search", "breadcrumb", "page_tools", "related",
    "comments", "page_clock", "image_alt", "duplicate", "tags", "rating", "footer", "ads", "poll", "weather", "residue",
)  # fmt: skip

BLOCKS = Contract(
    table="blocks",
    row_is="One block of the raw page, kept or dropped; neighbours dropped by the same rule are one block.",
    written_by="clean",
    key=("article_id", "block_no"),
    columns=(
        ARTICLE_ID,
        integer("block_no", "Position of the block on the page, from 0.", minimum=0),
        integer("line_start", "First raw line of the block, from 1; for HTML the line of the visible text.", unit="line", minimum=1),
        integer("line_end", "Last raw line of the block, inclusive.", unit="line", minimum=1),
        text("kind", "What the block is.", allowed=BLOCK_KINDS),
        flag("kept", "True when the block is part of `articles.text`."),
        text("rule", "Name of the rule that kept, labelled or dropped it."),
        text("dropped_text", "The block's text when it was not kept, else null.", nullable=True, long_text=True),
        integer("text_start", "Where a kept block begins in `articles.text`, else null.", nullable=True, unit="code points", minimum=0),
        integer(
            "text_end", "Where a kept block ends in `articles.text`, exclusive, else null.", nullable=True, unit="code points", minimum=0
        ),
        RUN_ID,
    ),
)
