"""Rows of `quarantine`: what could not be used, where, and why, so that a night goes on without it."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from tasks.store.access import hide_passwords
from tasks.store.columns import columns_of
from tasks.text.records import Rejection
from warehouse.contracts import CONTRACTS
from warehouse.parquet import rows_to_table
from warehouse.printable import escape_line

ROOT = Path(__file__).parents[2]
DISCOVER_REASONS = frozenset({"unreadable", "unknown_format", "not_a_file", "not_followed"})
LONGEST_DETAIL = 500
DIED = "the worker process died on it twice, alone the second time: killed, crashed, or it took too long"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One document or row that a stage refused. `item_id` is the document itself unless a row was refused."""

    source_uri: str
    item_id: str
    stage: str
    reason: str
    detail: str
    span_start: int | None = None
    span_end: int | None = None


def refusal_of(rejection: Rejection) -> Refusal:
    """The quarantine row of a document that could not be cleaned."""
    stage = "discover" if rejection.reason in DISCOVER_REASONS else "clean"
    return Refusal(rejection.source_uri, rejection.source_uri, stage, rejection.reason, one_line(rejection.detail))


def quarantine_table(refusals: list[Refusal], run_id: str) -> pa.Table:
    """The refusals as rows of the contract `quarantine`, still in quarantine."""
    names = ["source_uri", "item_id", "stage", "reason", "detail", "span_start", "span_end"]
    count = len(refusals)
    return rows_to_table(
        CONTRACTS["quarantine"],
        {
            **columns_of(names, refusals),
            "quarantined_at": [datetime.now(UTC)] * count,
            "replayed_run_id": [None] * count,
            "outcome": [None] * count,
            "run_id": [run_id] * count,
        },
    )


def describe_error(error: BaseException) -> str:
    """Type, message and the line of this project that raised, e.g. `ValueError: … (tasks/vi/numbers/numbers.py:120)`."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename]
    where = f" ({Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno})" if ours else ""
    return one_line(f"{type(error).__name__}: {error}{where}")


def one_line(text: str) -> str:
    """White space folded, control characters written out, passwords of addresses left out, and cut to a length that a table can show.

    >>> one_line("a\\n  b")
    'a b'
    """
    folded = escape_line(hide_passwords(" ".join(text.split())))
    return folded if len(folded) <= LONGEST_DETAIL else folded[: LONGEST_DETAIL - 1] + "…"
