"""What must hold of the places of an article, beyond their contract."""

from __future__ import annotations

import pyarrow.compute as pc

from expectations.conditions import Condition
from expectations.rules import Rule, domain_rule

ARTICLE_PLACE_RULES: tuple[Rule, ...] = tuple(
    domain_rule(f"article_places.{column}.is_code", f"{column} is an official code: two to five digits.",
                Condition(pc.match_substring_regex(pc.field(column), "^[0-9]{2,5}$"), where=~pc.field(column).is_null()),
                f"{column} name place_rule", "warning")
    for column in ("place_code", "place_code_2025")
)  # fmt: skip
