"""Why a run stops on purpose."""


class RunRefused(RuntimeError):
    """The run stopped before it published because what it would have published cannot be trusted; the live file stands."""


class WorkersDie(RuntimeError):
    """So many documents kill their worker process that it must be the machine: too little memory, or a broken library."""
