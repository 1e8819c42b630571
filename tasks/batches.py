"""Clean and extract for whoever only sends batches to workers: the rules are imported where a batch is worked on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from importlib import import_module
from typing import Any

from tasks.messages import CleanJob, CleanSummary, ExtractJob, ExtractSummary
from tasks.workers.recovery import Recovery


def clean_batch(job: CleanJob) -> CleanSummary:
    """`tasks.clean.clean_batch`."""
    from tasks.clean import clean_batch as clean

    return clean(job)


def extract_batch(job: ExtractJob) -> ExtractSummary:
    """`tasks.extract.extract_batch`."""
    from tasks.extract import extract_batch as extract

    return extract(job)


def _recovery_of(module: str, name: str) -> Recovery[Any, Any]:
    """The recovery of that name, whose module is imported when a worker has died."""

    def step(part: str) -> Callable[..., Any]:
        def take(*given: Any) -> Any:
            return getattr(getattr(import_module(module), name), part)(*given)

        return take

    return Recovery(*(step(field.name) for field in fields(Recovery)))


CLEAN_RECOVERY: Recovery[CleanJob, CleanSummary] = _recovery_of("tasks.clean", "CLEAN_RECOVERY")
EXTRACT_RECOVERY: Recovery[ExtractJob, ExtractSummary] = _recovery_of("tasks.extract", "EXTRACT_RECOVERY")
"""How batches are done again when their worker died."""
