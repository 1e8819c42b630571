"""Cleaning within limits that small inputs pass, for the workers of tests: imported by them by name."""

from __future__ import annotations

from tasks.clean import clean_batch
from tasks.messages import CleanJob, CleanSummary
from tasks.text import cleaning, json_lines, readers, unpacking, zip_archives

LARGEST = 400_000


def clean_within_low_limits(job: CleanJob) -> CleanSummary:
    """Clean a batch; what unpacks to more than some hundred thousand bytes is too much."""
    unpacking.LARGEST_ARCHIVE = 2 * LARGEST
    unpacking.MOST_MEMBERS = 50
    zip_archives.LARGEST_MEMBER = readers.LARGEST_MEMBER = LARGEST
    json_lines.LARGEST_LINE = LARGEST // 2
    cleaning.LONGEST_TEXT = LARGEST // 4
    return clean_batch(job)
