"""Lets a document kill the process that cleans it: read at the start of every process on whose path this folder comes first."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any

POISON = "độc"


def _poison(module: Any) -> None:
    clean = module.clean_document

    def clean_or_die(document: Any) -> Any:
        if POISON in document.source_uri:
            os.kill(os.getpid(), signal.SIGKILL)
        return clean(document)

    module.clean_document = clean_or_die


class _Finder:
    """Poisons `tasks.clean` when it has been imported."""

    busy = threading.local()

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != "tasks.clean" or getattr(self.busy, "here", False):
            return None
        self.busy.here = True
        try:
            from importlib.util import find_spec

            spec = find_spec(name)
        finally:
            self.busy.here = False
        assert spec is not None
        loader: Any = spec.loader
        run = loader.exec_module

        def exec_module(module: Any) -> None:
            run(module)
            _poison(module)

        loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, _Finder())  # type: ignore[arg-type]
