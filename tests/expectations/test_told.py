"""What must hold is told in Vietnamese, too."""

from __future__ import annotations

import re
from importlib.resources import files

from expectations.suites import rules_of
from warehouse.contracts import CONTRACTS
from warehouse.site.telling import tell_vietnamese

CHECKS = re.compile(r"'([^'\n]+\.)'(?: as meaning)?,\n")


def test_the_rules_of_every_table_are_told_in_vietnamese() -> None:
    told = {rule.meaning for table in CONTRACTS for rule in rules_of(table)}
    assert len(told) > 100
    assert not {text for text in told if tell_vietnamese(text) is None}, "write them into seeds/told_words.csv"


def test_the_checks_of_the_whole_are_told_in_vietnamese() -> None:
    folder = files("warehouse") / "checks"
    told = {text for one in folder.iterdir() if one.name.endswith(".sql") for text in CHECKS.findall(one.read_text("utf-8"))}
    assert told
    assert not {text for text in told if tell_vietnamese(text) is None}, "write them into seeds/told_words.csv"
