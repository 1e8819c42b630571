"""Contract of `runs`."""

from warehouse.contracts.contract import Contract, instant, integer, text

RUNS = Contract(
    table="runs",
    row_is="One run of the flow, published or not.",
    written_by="run",
    key=("run_id",),
    columns=(
        text("run_id", "Identity of the run: when it began by the clock, and a tail; `run_history.sequence` gives the order of runs."),
        text("status", "How it ended.", allowed=("published", "unchanged", "failed", "refused")),
        text("message", "One line on how it ended."),
        text("parameters", "JSON object of what it was asked to do."),
        text("versions", "JSON object of the versions of solieu and its libraries."),
        integer("contract_version", "Version of the contracts its rows follow.", minimum=1),
        text("clean_fingerprint", "Fingerprint of the cleaning rules it ran with."),
        text("extract_fingerprint", "Fingerprint of the extraction rules and lexicons it ran with."),
        instant("started_at", "When it began."),
        instant("ended_at", "When it ended.", nullable=True),
        integer("discovered", "Documents listed.", unit="documents", minimum=0),
        integer("unchanged", "Documents listed that needed nothing.", unit="documents", minimum=0),
        integer("loaded", "Documents processed that became articles.", unit="documents", minimum=0),
        integer("quarantined", "Documents processed that could not be used.", unit="documents", minimum=0),
        integer("gone", "Documents known before and no longer there.", unit="documents", minimum=0),
        integer("observations", "Figures extracted by this run.", unit="figures", minimum=0),
        integer("numbers", "Numbers accounted for by this run.", unit="numbers", minimum=0),
        integer("unexplained", "Numbers of this run that no rule explains.", unit="numbers", minimum=0),
        integer("observations_quarantined", "Figures of this run that failed validation.", unit="figures", minimum=0),
        integer("expectations", "Expectations evaluated.", unit="expectations", minimum=0),
        integer("expectations_failed", "Expectations that failed.", unit="expectations", minimum=0),
        text("stages", "JSON object: per stage its seconds and its counts in and out."),
        text("diff", "JSON object: figures added, removed and changed against the file published before.", nullable=True),
    ),
)
