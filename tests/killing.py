"""Work that kills its process, for the workers of tests: imported by them by name."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pyarrow.parquet as pq

import tasks.clean
import tasks.extract
from tasks.clean import clean_batch
from tasks.extract import extract_batch, read_articles
from tasks.facts.extraction import extract_figures
from tasks.messages import CleanJob, CleanSummary, ExtractJob, ExtractSummary
from tasks.text.cleaning import clean_document
from tasks.workers import deadline

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
    if any(POISON in text for text in read_articles(job)["text"].to_pylist()):
        die()
    return summary


def clean_and_hang(job: CleanJob) -> CleanSummary:
    """Clean the batch; a poisonous file is one that a pattern never comes to the end of."""
    deadline.SECONDS = 0.3
    tasks.clean.clean_document = lambda document: clean_document(document) if POISON not in document.source_uri else hang()
    return clean_batch(job)


def extract_and_hang(job: ExtractJob) -> ExtractSummary:
    """Extract the batch; a poisonous article is one that a pattern never comes to the end of."""
    deadline.SECONDS = 0.3
    tasks.extract.extract_figures = lambda article: extract_figures(article) if POISON not in article.text else hang()
    return extract_batch(job)


def hang() -> None:
    """Backtrack for years, in C, holding the lock of the interpreter."""
    re.fullmatch(r"(?:a+)+b", "a" * 80)


def name_process(job: object) -> int:
    """The process that does the work."""
    return os.getpid()


def die_here(job: CleanJob) -> CleanSummary:
    """A batch that kills in the process of the run itself."""
    die()
    return clean_batch(job)


def extract_and_hang_for_long(job: ExtractJob) -> ExtractSummary:
    """Leave a sign in the home that an article is under way, and never come to its end."""
    (job.home.path / f"hanging-{job.part}").touch()
    hang()
    return extract_batch(job)


def clean_once_dead(folder: str, home: str, moment: int, job: CleanJob) -> CleanSummary:
    """Clean the batch; the first worker that does so is killed at that moment of its work on the disk."""
    _die_once(Path(folder), home, moment)
    return clean_batch(job)


def extract_once_dead(folder: str, home: str, moment: int, job: ExtractJob) -> ExtractSummary:
    """Extract the batch; the first worker that does so is killed at that moment of its work on the disk."""
    _die_once(Path(folder), home, moment)
    return extract_batch(job)


def _die_once(folder: Path, home: str, moment: int) -> None:
    """Be the one to die, unless somebody was chosen before; `died` is made when it happens."""
    from injecting import Fault, count_moments

    try:
        (folder / "chosen").touch(exist_ok=False)
    except FileExistsError:
        return
    count_moments(Fault("kill", moment), Path(home), folder / "died")
