"""Whether a cluster still answers while its batches are under way: silence is one thing, a port that nobody listens on another."""

from __future__ import annotations

from time import monotonic

from flows.clusters import Cluster
from tasks.errors import ClusterGone

SECONDS_UNTIL_GONE = 15.0
"""A scheduler whose port has not answered for so long is gone: with the time to close, a run ends within half a minute."""
SECONDS_OF_SILENCE = 180.0
"""How long one may say nothing whose port answers: it is busy, e.g. reading the code of its first task."""
SECONDS_WITHOUT_WORKER = 300.0
"""How long a cluster may have no worker: one that grows by need begins with none."""


class Watch:
    """Whether a cluster still answers: asked every few seconds while batches are under way."""

    EVERY = 2.0

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._asked = self._answered = self._had_workers = monotonic()

    def look(self) -> None:
        """Ask, when it is time to.

        Raises:
            ClusterGone: it has not answered, or has had no worker, for too long.
        """
        now = monotonic()
        if now - self._asked < self.EVERY:
            return
        try:
            workers = self.cluster.count_workers()
        except Exception as error:  # a cluster that is gone says so in many words; how long it does decides
            silence = SECONDS_OF_SILENCE if self.cluster.is_listening() else SECONDS_UNTIL_GONE
            if monotonic() - self._answered > silence:
                raise ClusterGone(
                    f"the scheduler {self.cluster.address} has not answered for {silence:.0f} s "
                    f"({type(error).__name__}: {' '.join(str(error).split())}); nothing was published; start it and run again"
                ) from error
            self._asked = monotonic()
            return
        self._asked = self._answered = monotonic()
        if workers:
            self._had_workers = self._answered
        elif self._answered - self._had_workers > SECONDS_WITHOUT_WORKER:
            raise ClusterGone(f"{self.cluster.address} has had no worker for {SECONDS_WITHOUT_WORKER:.0f} s; start some and run again")
