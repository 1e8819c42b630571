"""Files that could not be read: a few are faults of their own, many are the machine's, and then nothing may be published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from tasks.errors import RunRefused, WorkerUnfit
from tasks.messages import CleanSummary
from tasks.store.raw_files import read_bytes
from tasks.store.unread import UnreadFile

FEWEST = 3
"""Unreadable files that may be the files' own fault, whatever their share: a link that leads nowhere stops no night."""

ADVICE = (
    "nothing was published; see that their storage answers and lets this user read, then run again; if they are to be left out run with "
    "--allow-unreadable"
)


class TooManyUnread(RunRefused):
    """More of the files could not be read than is believable without a confirmation."""


def check_readable(known: pa.Table, batches: Sequence[CleanSummary], largest_share: float) -> None:
    """Stop when more than `largest_share` of the files that were opened could not be read, or more than a few whose articles stand.

    Files that could not be read before either are left out: they are tried every night and lose nothing.

    Shape: `known` has the columns of the contract `raw_files`. Units: `largest_share` 0-1; 1 confirms any share.

    Raises:
        TooManyUnread: with the counts, an example and how to confirm.
    """
    unread = [file for batch in batches for file in batch.unread]
    if len(unread) <= FEWEST:
        return
    unread_before = _unread_before(known)
    new = [file for file in unread if file.uri not in unread_before]
    tried = sum(batch.tried for batch in batches) - (len(unread) - len(new))
    if len(new) > max(FEWEST, largest_share * tried):
        raise TooManyUnread(
            f"{len(new)} of {tried} files could not be read, more than {largest_share:.0%}, e.g. {new[0].uri} ({new[0].error}); {ADVICE}"
        )
    standing = set(known.filter(pc.equal(known["status"], "loaded"))["container_uri"].to_pylist())
    lost = [file for file in new if file.uri in standing]
    if len(lost) > FEWEST and largest_share < 1:
        raise TooManyUnread(
            f"{len(lost)} files whose articles stand could not be read any more, e.g. {lost[0].uri} ({lost[0].error}); {ADVICE}"
        )


def blame_worker(unread: Iterable[UnreadFile]) -> None:
    """Stop when this machine can read a file that a worker of a cluster could not: the fault is the worker's, not the file's.

    Raises:
        WorkerUnfit: names the worker, the file and what to do.
    """
    for file in unread:
        try:
            read_bytes(file.path, 0)
        except OSError:
            continue  # nobody can read it: it is in quarantine, and counts as unreadable
        raise WorkerUnfit(
            f"worker {file.reader} could not read {file.uri} ({file.error}), which this machine can; make the raw location readable "
            "there under the same path, or give the worker the keys of the store; then run again"
        )


def _unread_before(known: pa.Table) -> set[str]:
    """Files that an earlier run could not read: quarantined, and their bytes never seen."""
    without = known.filter(pc.and_(pc.equal(known["status"], "quarantined"), pc.is_null(known["sha256"])))
    return set(without["container_uri"].to_pylist())
