"""Work that kills its process, for the workers of tests: imported by them by name."""

from __future__ import annotations

import os
import signal

import pyarrow.parquet as pq

from tasks.clean import CleanJob, CleanSummary, clean_batch
from tasks.extract import ExtractJob, ExtractSummary, extract_batch

POISON = "độc"
"""In the name of a file it kills whoever cleans it, in a text whoever extracts it."""


def die() -> None:
    """As the kernel does it when memory runs out: no word, no clean-up."""
    os.kill(os.getpid(), signal.SIGKILL)


def clean_and_die(job: CleanJob) -> CleanSummary:
    """Clean the batch; with a poisonous file in it die after everything was written, before anybody is told."""
    summary = clean_batch(job)
    if any(POISON in uri for uri in pq.read_table(job.manifest)["uri"].to_pylist()):
        die()
    return summary


def extract_and_die(job: ExtractJob) -> ExtractSummary:
    """Extract the batch; with a poisonous article in it die after everything was written."""
    summary = extract_batch(job)
    if any(POISON in text for text in job.read()["text"].to_pylist()):
        die()
    return summary


def die_here(job: CleanJob) -> CleanSummary:
    """A batch that kills in the process of the run itself."""
    die()
    return clean_batch(job)
