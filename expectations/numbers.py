"""What must hold of the ledger of numbers, beyond its contract."""

from __future__ import annotations

import pyarrow.compute as pc

from expectations.conditions import Condition
from expectations.rules import Rule, domain_rule

_start, _end = pc.field("span_start"), pc.field("span_end")

NUMBER_RULES: tuple[Rule, ...] = (
    domain_rule("numbers.span_end.after_start", "A span ends after it begins.", Condition(_end > _start), "span_start span_end"),
    domain_rule("numbers.span_text.length", "A span is as long as its text: span_end - span_start characters.",
                Condition(pc.utf8_length(pc.field("span_text")) == _end - _start), "span_start span_end span_text"),
    domain_rule("numbers.observation_id.of_figures", "A number names its figure exactly when it is one that stands.",
                Condition(pc.field("observation_id").is_null() == (pc.field("disposition") != "observation")),
                "disposition observation_id span_text"),
    domain_rule("numbers.disposition.explained", "Every number is explained by a rule.",
                Condition(pc.field("disposition") != "unexplained"), "disposition span_text", "warning"),
)  # fmt: skip
