"""Compiles the rules where SOLIEU_COMPILE=1 asks for it (`make wheel`): mypyc turns the typed modules into one C extension.

The `.py` files go into the wheel as well: fingerprints and tracebacks read them, and without a compiler they are what runs.
"""

from __future__ import annotations

import os
from pathlib import Path

from setuptools import Extension, setup

PURE_PACKAGES = ("tasks/vi", "tasks/text", "tasks/facts")
INTERPRETED = frozenset({"tasks/vi/text/named_pattern.py"})
"""Classes whose attributes come to be when they are asked for, which compiled classes cannot do."""


def rules() -> list[str]:
    """Paths of the modules that are compiled."""
    found = (path for package in PURE_PACKAGES for path in Path(package).rglob("*.py") if path.name != "__init__.py")
    return sorted(str(path) for path in found if path.as_posix() not in INTERPRETED)


def extensions() -> list[Extension]:
    """The extension, or nothing where none is asked for."""
    if os.environ.get("SOLIEU_COMPILE") != "1":
        return []
    from mypyc.build import mypycify

    return list(mypycify(rules(), opt_level="2", debug_level="0", multi_file=True))


if __name__ == "__main__":
    setup(ext_modules=extensions())
