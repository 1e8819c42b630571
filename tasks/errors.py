"""Why a run stops on purpose."""


class RunRefused(RuntimeError):
    """The run stopped before it published because what it would have published cannot be trusted; the live file stands."""


class WorkersDie(RuntimeError):
    """So many documents kill their worker process that it must be the machine: too little memory, or a broken library."""


STORAGE_WAITS = (2, 10)
"""Seconds before what reads or writes storage is tried again, and again."""


def may_pass(error: object) -> bool:
    """Whether trying again makes sense: storage may come back, a wrong path does not mend itself."""
    return isinstance(error, OSError) or bool(getattr(error, "may_pass", False))
