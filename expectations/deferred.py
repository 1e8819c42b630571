"""Libraries that Great Expectations imports and no rule of ours uses: they are loaded when something asks for them, if ever.

The charts and statistical tests of Great Expectations need Altair and SciPy, a third of the time that its import takes. Python's own
`LazyLoader` puts a module in place and runs its code at the first use of one of its names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

DEFERRED = frozenset({"altair", "scipy.stats"})


class _Deferring(MetaPathFinder):
    """Finds the deferred libraries, to be loaded at their first use."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The module with a loader that waits; None for all others, and for one without code of its own."""
        if fullname not in DEFERRED:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.loader is None:
            return None
        spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def deferring() -> Iterator[None]:
    """What is imported in the block gets those libraries unloaded; who has imported them before keeps them."""
    finder = _Deferring()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
