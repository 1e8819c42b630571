"""Contract of `validations`."""

from warehouse.contracts.contract import RUN_ID, Contract, flag, integer, text

VALIDATIONS = Contract(
    table="validations",
    row_is="One expectation of one run.",
    written_by="validate",
    key=("run_id", "table_name", "rule_id"),
    columns=(
        text("table_name", "Table it judges."),
        text("rule_id", "Identity of the rule, e.g. observations.value.between."),
        text(
            "severity",
            "How bad a failure is: critical has consequences (see `scope`), warning and info are only reported.",
            allowed=("critical", "warning", "info"),
        ),
        text(
            "scope",
            "What a critical failure costs: row, the failing rows, or the articles they are of, go to quarantine; table, the run stops "
            "before it publishes.",
            allowed=("row", "table"),
        ),
        flag("success", "True when it held."),
        text("expectation", "Type of the Great Expectations expectation."),
        text("meaning", "What must hold, in plain words."),
        text("observed", "What was observed, in one line."),
        integer("evaluated_count", "Rows judged.", unit="rows", minimum=0),
        integer("failing_count", "Rows that failed.", unit="rows", minimum=0),
        text("failing_ids", "JSON list of the ids that failed, the first 100."),
        RUN_ID,
    ),
)
