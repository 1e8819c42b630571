"""Clean and extract for whoever only sends batches to workers: the rules are imported where a batch is worked on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from importlib import import_module
from typing import Any

from tasks.messages import CleanJob, CleanSummary, ExtractJob, ExtractSummary
from tasks.plan.shares import WHOLE
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


def settle_shares(jobs: Sequence[CleanJob], summaries: Sequence[CleanSummary]) -> tuple[list[CleanSummary], list[CleanJob]]:
    """The summaries that hold, and the batches that clean an archive once more, in one piece.

    These are of archives whose shares did not all read the same: the file was written to meanwhile, could not be read, or is one that
    kills its worker. What the shares wrote of it is removed.
    """
    kept: list[CleanSummary] = []
    of_archive: dict[str, list[tuple[CleanJob, CleanSummary]]] = defaultdict(list)
    for job, summary in zip(jobs, summaries, strict=True):
        if job.share.is_whole:
            kept.append(summary)
        else:
            of_archive[job.manifest].append((job, summary))
    again: list[CleanJob] = []
    for shares in of_archive.values():
        seen = {summary.seen for _, summary in shares}
        if len(seen) == 1 and None not in seen:
            kept += [summary for _, summary in shares]
            continue
        for job, _ in shares:
            CLEAN_RECOVERY.discard(job)
        first = shares[0][0]
        again.append(replace(first, part=first.part.rpartition("s")[0], poison=(), share=WHOLE))
    return kept, again
