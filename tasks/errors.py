"""Why a run stops on purpose."""


class RunRefused(RuntimeError):
    """The run stopped before it published because what it would have published cannot be trusted; the live file stands."""


class WorkersDie(RuntimeError):
    """So many documents kill their worker process that it must be the machine: too little memory, or a broken library."""


class WorkerUnfit(RuntimeError):
    """A worker of a cluster cannot do what the run's own machine can: it is the worker, and no document is at fault.

    `lines` name one worker each, what it lacks and what to do.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


class ClusterGone(RuntimeError):
    """The scheduler of a cluster does not answer any more, or has no worker left."""


STORAGE_WAITS = (2, 10)
"""Seconds before what reads or writes storage is tried again, and again."""


def may_pass(error: object) -> bool:
    """Whether trying again makes sense: storage may come back, a wrong path does not mend itself."""
    return isinstance(error, OSError) or bool(getattr(error, "may_pass", False))
