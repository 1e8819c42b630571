"""All rules of a table in the order they are judged and shown: floors, contract, subject."""

from __future__ import annotations

from functools import cache

from expectations.article_places import ARTICLE_PLACE_RULES
from expectations.articles import ARTICLE_RULES
from expectations.blocks import BLOCK_RULES
from expectations.contract_rules import contract_rules
from expectations.duplicates import DUPLICATE_RULES
from expectations.numbers import NUMBER_RULES
from expectations.observations import OBSERVATION_RULES
from expectations.rules import Rule
from warehouse.contracts import CONTRACTS

DOMAIN_RULES: dict[str, tuple[Rule, ...]] = {
    "articles": ARTICLE_RULES,
    "observations": OBSERVATION_RULES,
    "blocks": BLOCK_RULES,
    "numbers": NUMBER_RULES,
    "article_places": ARTICLE_PLACE_RULES,
    "duplicates": DUPLICATE_RULES,
}


@cache
def rules_of(table: str) -> tuple[Rule, ...]:
    """The rules of a table.

    >>> rules_of("observations")[0].rule_id
    'observations.table.row_count'

    Raises:
        KeyError: there is no contract of that table.
        ValueError: two rules have the same id.
    """
    if table not in CONTRACTS:
        raise KeyError(f"no contract of a table {table!r}; known: {', '.join(CONTRACTS)}")
    rules = contract_rules(CONTRACTS[table]) + DOMAIN_RULES.get(table, ())
    twice = {rule.rule_id for rule in rules if sum(rule.rule_id == other.rule_id for other in rules) > 1}
    if twice:
        raise ValueError(f"rule ids used twice: {', '.join(sorted(twice))}")
    return rules


@cache
def rule_by_id(rule_id: str) -> Rule:
    """The rule of that id.

    Raises:
        KeyError: there is none.
    """
    for rule in rules_of(rule_id.split(".", 1)[0]):
        if rule.rule_id == rule_id:
            return rule
    raise KeyError(f"no rule {rule_id!r}")
