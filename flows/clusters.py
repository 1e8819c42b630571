"""Clusters of Dask and of Ray: who works there, whether they answer, and what becomes of a batch that was sent."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from time import monotonic
from typing import Any, Protocol, TypeVar

from prefect.task_runners import TaskRunner

from flows.settings import SettingsError
from tasks.errors import ClusterGone, WorkersDie, WorkerUnfit

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")
Runner = TaskRunner[Any]

SECONDS_TO_ANSWER = 5.0
SECONDS_TO_CLOSE = 3.0
SECONDS_TO_PROBE = 60.0


class Cluster(Protocol):
    """What a run asks of a cluster."""

    address: str
    runner: Runner

    def count_workers(self) -> int:
        """How many workers there are now.

        Raises:
            Exception: the scheduler does not answer, in whichever words.
        """

    def is_listening(self) -> bool:
        """Whether the port of the scheduler answers, however busy it is."""

    def ask_workers(self, question: Callable[[Asked], Answered], subject: Asked) -> dict[str, Answered | BaseException]:
        """What every worker answers, by its address; an error where it fails, or does not answer in time."""

    def find_ended(self, sent: Sequence[Any]) -> list[Any]:
        """Those of the batches that have ended, well or not, as far as is known now."""

    def explain(self, error: Exception) -> Exception:
        """The error of a batch in the words of solieu, where the cluster has words of its own."""

    def give_up(self, sent: Iterable[Any]) -> None:
        """Let no batch begin that has not begun."""


class DaskCluster:
    """A scheduler of Dask and its workers."""

    def __init__(self, address: str, runner: Any) -> None:
        self.address, self.runner = address, runner

    def count_workers(self) -> int:
        """Workers that the scheduler knows."""
        client = self.runner.client
        if client.status != "running":
            raise ConnectionError(f"the connection is {client.status}")
        return len(_within(SECONDS_TO_ANSWER, client.nthreads))

    def is_listening(self) -> bool:
        """Whether a connection to the scheduler can be opened."""
        return _error_of_connecting(self.runner.client.scheduler.address) is None

    def ask_workers(self, question: Callable[[Asked], Answered], subject: Asked) -> dict[str, Answered | BaseException]:
        """Each worker by a thread of its own: one that hangs hides no other."""
        client = self.runner.client

        def ask(worker: str) -> Any:
            return client.run(question, subject, workers=[worker], on_error="return")[worker]

        return _ask_all(list(client.nthreads()), ask)

    def find_ended(self, sent: Sequence[Any]) -> list[Any]:
        """Futures that have ended; known here without asking."""
        return [one for one in sent if one.wrapped_future.done()]

    def explain(self, error: Exception) -> Exception:
        """Dask gives up a batch that was on several workers when they died, and cancels all when the scheduler went."""
        name = type(error).__name__
        if name == "KilledWorker":
            advice = "see their logs and their memory; fewer threads for each worker, or a smaller --batch-size, need less"
            return WorkersDie(f"workers of {self.address} died again and again: {' '.join(str(error).split())}; {advice}")
        # What a worker's own disk or network raises comes as WorkerUnfit: an OSError is of the way to the scheduler.
        if isinstance(error, OSError) or name in {"CancelledError", "FutureCancelledError", "FuturesCancelledError", "ClosedClientError"}:
            advice = "nothing was published; see that it runs, and run again"
            return ClusterGone(f"the scheduler {self.address} has gone, or was started anew; {advice}")
        if "deserialization of the task graph" in str(error):
            return WorkerUnfit(f"the scheduler {self.address} cannot read what it is sent; install the solieu of this machine there, too")
        return error

    def give_up(self, sent: Iterable[Any]) -> None:
        """Cancel what has not ended."""
        _within(SECONDS_TO_CLOSE, lambda: self.runner.client.cancel([one.wrapped_future for one in sent], force=True))


class RayCluster:
    """A head of Ray and its nodes."""

    def __init__(self, address: str, runner: Any) -> None:
        self.address, self.runner = address, runner
        self._ray: Any = import_module("ray")

    def count_workers(self) -> int:
        """Nodes that are alive. The head is reached by its port first: Ray itself waits minutes for one that is gone."""
        if "://" in self.address and (error := _error_of_connecting(self.address)):
            raise error
        return len(_within(SECONDS_TO_ANSWER, self._nodes))

    def is_listening(self) -> bool:
        """Whether a connection to the head can be opened; one that Ray started here ends with this process."""
        return "://" not in self.address or _error_of_connecting(self.address) is None

    def ask_workers(self, question: Callable[[Asked], Answered], subject: Asked) -> dict[str, Answered | BaseException]:
        """A task bound to each node."""
        strategies = import_module("ray.util.scheduling_strategies")

        def ask(node: str) -> Any:
            bound = strategies.NodeAffinitySchedulingStrategy(node_id=node, soft=False)
            return self._ray.get(self._ray.remote(question).options(scheduling_strategy=bound).remote(subject), timeout=SECONDS_TO_PROBE)

        return _ask_all(self._nodes(), ask)

    def find_ended(self, sent: Sequence[Any]) -> list[Any]:
        """References that can be read; none while the head does not answer, for which Ray would wait."""

        def look() -> list[Any]:
            waiting = {one.wrapped_future: one for one in sent}
            return [waiting[reference] for reference in self._ray.wait(list(waiting), num_returns=len(waiting), timeout=0)[0]]

        try:
            return _within(SECONDS_TO_ANSWER, look)
        except (TimeoutError, ConnectionError):
            return []

    def explain(self, error: Exception) -> Exception:
        """Ray says of a worker that died again and again that it crashed."""
        if type(error).__name__ in {"WorkerCrashedError", "OutOfMemoryError", "NodeDiedError"}:
            return WorkersDie(f"workers of {self.address} died again and again: {' '.join(str(error).split())}")
        return error

    def give_up(self, sent: Iterable[Any]) -> None:
        """Cancel what has not ended."""
        _within(SECONDS_TO_CLOSE, lambda: [self._ray.cancel(one.wrapped_future, force=False) for one in sent])

    def _nodes(self) -> list[str]:
        return [node["NodeID"] for node in self._ray.nodes() if node["Alive"]]


@contextmanager
def joined_cluster(address: str, workers: int) -> Iterator[Cluster]:
    """The cluster of that address, or one of this machine with so many workers (`dask`, `ray`), while the block lasts.

    Raises:
        SettingsError: the package that speaks to it is not installed.
        ClusterGone: nobody answers at the address.
    """
    runner = cluster_runner(address, workers)
    kind: Callable[[str, Any], Cluster] = RayCluster if address.startswith("ray") else DaskCluster
    if "://" in address:
        _must_listen(address)
    runner.__enter__()
    cluster = kind(address, runner)
    try:
        yield cluster
    except ClusterGone:
        with suppress(TimeoutError):  # nobody is there to take leave of; a thread of its own goes on, and ends with this process
            _within(SECONDS_TO_CLOSE, lambda: _leave(cluster))
        raise
    except BaseException:
        _leave(cluster)
        raise
    _leave(cluster)


def cluster_runner(cluster: str, workers: int) -> Runner:
    """The task runner of a Dask or Ray cluster: of that address, or with so many workers of one that it starts on this machine."""
    kind = "ray" if cluster.startswith("ray") else "dask"
    try:
        package = import_module(f"prefect_{kind}")
    except ImportError as error:
        raise SettingsError(f"cluster: {cluster} needs the package prefect-{kind} ({error}); pip install prefect-{kind}") from None
    for name in ("distributed", "distributed.client", "tornado"):  # Dask tells every connection, and each that ends
        logging.getLogger(name).setLevel(logging.CRITICAL)
    runner: Runner
    if kind == "ray":
        runner = package.RayTaskRunner(**({"address": cluster} if "://" in cluster else {"init_kwargs": {"num_cpus": workers}}))
    elif "://" in cluster:
        runner = package.DaskTaskRunner(address=cluster)
    else:
        # One worker of so many threads, beside the run: batches are done in processes of their own, whoever sends them there, and
        # workers that are processes would each import Prefect and the flow first.
        here = {
            "n_workers": 1, "threads_per_worker": workers, "processes": False, "protocol": "tcp", "host": "127.0.0.1",
            "dashboard_address": None, "memory_limit": 0,
        }  # fmt: skip
        runner = package.DaskTaskRunner(cluster_kwargs=here)
    return runner


def _must_listen(address: str) -> None:
    if error := _error_of_connecting(address):
        raise ClusterGone(f"cluster: nobody answers at {address} ({error}); start its scheduler, or mend the address")


def _error_of_connecting(address: str) -> OSError | ValueError | None:
    """What keeps a connection to that address from being opened; None when nothing does. ValueError: it names no port."""
    host, _, port = address.partition("://")[2].rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS_TO_ANSWER):
            return None
    except (OSError, ValueError) as error:
        return error


def _leave(cluster: Cluster) -> None:
    """Close what speaks to the cluster; the client of Dask first, where its scheduler is gone: Prefect's own close waits a minute."""
    client = getattr(cluster.runner, "_client", None)
    if client is not None and isinstance(cluster, DaskCluster) and client.status != "running":
        with suppress(TimeoutError):
            _within(SECONDS_TO_CLOSE, lambda: client.close(timeout=SECONDS_TO_CLOSE))
    cluster.runner.__exit__(None, None, None)


def _ask_all(workers: list[str], ask: Callable[[str], Any]) -> dict[str, Any]:
    """What each answers, or the error; all are asked at once."""
    answers: dict[str, Any] = {worker: TimeoutError(f"it has not answered within {SECONDS_TO_PROBE:.0f} s") for worker in workers}

    def note(worker: str) -> None:
        try:
            answers[worker] = ask(worker)
        except Exception as error:  # whichever words the cluster has for it: they are told with the worker's name
            answers[worker] = error

    threads = [threading.Thread(target=note, args=(worker,), daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    until = monotonic() + SECONDS_TO_PROBE
    for thread in threads:
        thread.join(max(0.0, until - monotonic()))
    return dict(answers)


def _within(seconds: float, call: Callable[[], Answered]) -> Answered:
    """What the call gives, or an error when it takes longer.

    Raises:
        TimeoutError: it has not ended in time.
    """
    ended = threading.Event()
    found: list[Answered] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(call())
        except BaseException as error:  # raised again where the call was asked for
            failed.append(error)
        ended.set()

    threading.Thread(target=run, daemon=True).start()
    if not ended.wait(seconds):
        raise TimeoutError(f"no answer within {seconds:.0f} s")
    if failed:
        raise failed[0]
    return found[0]
