"""Contract of `quarantine`."""

from warehouse.contracts.contract import RUN_ID, Contract, instant, integer, text

QUARANTINE = Contract(
    table="quarantine",
    row_is="One thing that could not be used, and why.",
    written_by="all stages",
    key=("run_id", "source_uri", "stage", "reason", "item_id"),
    columns=(
        text("source_uri", "The raw document it came from."),
        text("item_id", "The article or observation when a row was refused; equal to `source_uri` when the document was."),
        text("stage", "Stage that refused it.", allowed=("discover", "clean", "extract", "validate")),
        text("reason", "Reason code of seeds/reasons.csv."),
        text("detail", "What exactly was wrong, in one line."),
        integer("span_start", "Where in `articles.text`, when it is about a span.", nullable=True, unit="code points", minimum=0),
        integer("span_end", "End of that span, exclusive.", nullable=True, unit="code points", minimum=0),
        instant("quarantined_at", "When it was refused."),
        text("replayed_run_id", "Run that took it out again; null while it is still here.", nullable=True),
        text(
            "outcome",
            "Where it went when it was replayed: loaded, gone or quarantined again.",
            nullable=True,
            allowed=("loaded", "gone", "quarantined"),
        ),
        RUN_ID,
    ),
)
