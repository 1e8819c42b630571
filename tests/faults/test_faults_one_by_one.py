"""A fair, small share of what `make test-faults` tries: faults at moments spread over each operation, and kills in the middle of writes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from injecting import Fault, Operation
from trying import Nights, Tally, prepare_nights, try_fault

SHARES: dict[Operation, int] = {"run": 3, "rebuild": 1, "compact": 1, "rollback": 1, "replay": 1}
"""Moments tried of each operation: evenly spread, from another beginning in every operation."""


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    return prepare_nights(tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize("operation", SHARES)
def test_faults_spread_over_an_operation_lose_nothing_and_leave_nothing(operation: Operation, nights: Nights, tmp_path: Path) -> None:
    tally, drawn = Tally(), random.Random(operation)
    moments = try_fault(nights, operation, Fault("none"), tmp_path / "whole", tally, whole=False)
    assert moments > 10, "the moments of the operation are counted"
    share = SHARES[operation]
    for number in range(share):
        moment = 1 + (number * moments + drawn.randrange(moments)) // share
        kind = ("kill", "fail", "keep failing")[number % 3]
        try_fault(nights, operation, Fault(kind, moment=moment), tmp_path / f"{number}", tally)
    assert tally.is_clean, str(tally)
    assert tally.polls >= tally.faults, "readers read throughout"


def test_a_kill_in_the_middle_of_a_write_of_duckdb_loses_nothing(nights: Nights, tmp_path: Path) -> None:
    tally = Tally()
    try_fault(nights, "run", Fault("kill", size=600_000), tmp_path / "kill", tally)
    try_fault(nights, "run", Fault("fail", size=600_000), tmp_path / "fail", tally)
    assert (tally.faults, tally.kills) == (2, 1)
    assert tally.is_clean, str(tally)
