"""What must hold of the list of reprints, beyond its contract."""

from __future__ import annotations

import pyarrow.compute as pc

from expectations.conditions import Condition
from expectations.rules import Rule, domain_rule

DUPLICATE_RULES: tuple[Rule, ...] = (
    domain_rule("duplicates.duplicate_of.other", "No article repeats itself.",
                Condition(pc.field("duplicate_of") != pc.field("article_id")), "article_id duplicate_of"),
    domain_rule("duplicates.similarity.of_exact", "Only equal texts are exact duplicates.",
                Condition(pc.field("similarity") == 1, where=pc.field("method") == "exact"), "method similarity", "warning"),
)  # fmt: skip
