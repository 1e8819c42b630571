"""Contract of `observations`."""

from warehouse.contracts.contract import ARTICLE_ID, RUN_ID, SPAN, Contract, day, integer, real, text

MEASURES = ("count", "amount", "share", "ratio", "rate", "change", "growth", "multiple", "target_rate", "target_excess")
QUALIFIERS = ("exact", "about", "nearly", "over", "at_least", "at_most", "range")
PERIOD_KINDS = ("as_of", "year", "month", "quarter", "range", "term", "to_date", "none")

OBSERVATIONS = Contract(
    table="observations",
    row_is="One figure that an article reports.",
    written_by="extract",
    key=("observation_id",),
    stored_as="internal.observation_rows",
    columns=(
        text("observation_id", "Identity of the figure: 16 hex digits of sha256 of article, span and indicator."),
        ARTICLE_ID,
        real("value", "The number, normalised: 2.804 is 2804, 67,17% is 67.17, 7 tỷ đồng is 7000000000.", unit="of `unit`"),
        real("value_high", "Upper end of a range, else null.", nullable=True, unit="of `unit`"),
        real("denominator", "n of d: the d of a ratio such as 20/70, else null.", nullable=True, unit="of `unit`"),
        *SPAN,
        text("indicator", "What is counted: a code of `indicators`."),
        text("measure", "Kind of number.", allowed=MEASURES),
        text("direction", "Of a change, growth, multiple or target_excess.", nullable=True, allowed=("up", "down")),
        text("unit", "Unit of the value: a code of `units`."),
        text("unit_text", "The unit or counted noun as printed.", nullable=True),
        text("qualifier", "How exact the article says the number is.", allowed=QUALIFIERS),
        text("status", "What was, or what is aimed at.", allowed=("actual", "target")),
        text("frequency", "When the figure is said per year, month or day.", nullable=True, allowed=("annual", "monthly", "daily")),
        text("breakdown", "JSON object of the slice the figure speaks of; {} when of the whole."),
        text("organisation", "Whose figure it is, as printed; null when the article gives none.", nullable=True),
        text("place_code", "Official code of the administrative unit it speaks of; null when unresolved.", nullable=True),
        text("place_rule", "How `place_code` was resolved, or why it was not.", nullable=True),
        text("period_kind", "Kind of period the figure holds for.", allowed=PERIOD_KINDS),
        day("period_start", "First day of the period, inclusive.", nullable=True),
        day("period_end", "Last day of the period, inclusive.", nullable=True),
        text("period_text", "The period as printed.", nullable=True),
        integer("sentence_start", "Start of the sentence in `articles.text`.", unit="code points", minimum=0),
        integer("sentence_end", "End of the sentence, exclusive.", unit="code points", minimum=1),
        text("fact_key", "Same key, same fact: hash of everything but the value; docs/analyst.md says of what."),
        text("rule", "Name of the rule that decided the indicator."),
        text("warnings", "JSON list of arithmetic disagreements with other figures of the article; [] when none."),
        text("correction", "Id of the correction in seeds/corrections that was applied, else null.", nullable=True),
        real(
            "confidence",
            "How often rows that rest on the same were right as a whole (value, what is counted, period, organisation) on labelled "
            "articles; null where nothing was measured.",
            nullable=True,
            minimum=0,
            maximum=1,
        ),
        RUN_ID,
    ),
)
