"""Why a run stops on purpose."""


class RunRefused(RuntimeError):
    """The run stopped before it published because what it would have published cannot be trusted; the live file stands."""
