"""Importing Great Expectations for half of what it takes: what no rule of ours uses is not loaded with it.

- Its charts and statistical tests need Altair and SciPy. Python's own `LazyLoader` puts a module in place and runs its code at the first
  use of one of its names.
- It does without SQLAlchemy and the clients of object stores where they are not installed, and then has no data sources of that kind.
  Ours is a frame. Where Prefect is imported SQLAlchemy is there anyway, and nothing is kept back.
- It makes some 400 classes of data sources and expectations, and Pydantic copies the fields of a class for each class made from it, down
  to the defaults and types that nobody changes.
"""

from __future__ import annotations

import copy
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any

DEFERRED = frozenset({"altair", "scipy.stats"})
"""Loaded when something asks for one of their names, if ever."""

KEPT_BACK = frozenset({"sqlalchemy", "boto3", "botocore"})
"""Not there for Great Expectations, with all their modules."""


class _Deferring(MetaPathFinder):
    """Finds the deferred libraries, to be loaded at their first use, and not those that are kept back from this thread."""

    def __init__(self, kept_back: frozenset[str]) -> None:
        self.kept_back, self.thread = kept_back, threading.get_ident()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The module with a loader that waits; None for all others, and for one without code of its own.

        Raises:
            ModuleNotFoundError: the module is kept back.
        """
        if fullname.partition(".")[0] in self.kept_back and threading.get_ident() == self.thread:
            raise ModuleNotFoundError(f"{fullname} is kept back from Great Expectations", name=fullname)
        if fullname not in DEFERRED:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.loader is None:
            return None
        spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def deferring() -> Iterator[None]:
    """What is imported in the block gets those libraries unloaded, or not at all; who has imported them before keeps them."""
    kept_back = frozenset() if "prefect" in sys.modules else frozenset(name for name in KEPT_BACK if name not in sys.modules)
    finder = _Deferring(kept_back)
    sys.meta_path.insert(0, finder)
    try:
        with _fields_copied_lightly():
            yield
    finally:
        sys.meta_path.remove(finder)


@contextmanager
def _fields_copied_lightly() -> Iterator[None]:
    """Classes that Pydantic makes in the block copy of the fields of their bases what is changed for a class, and share the rest."""
    classes = import_module("pydantic.v1.main")
    deep = classes.smart_deepcopy
    classes.__dict__["smart_deepcopy"] = lambda value: _copy_fields(value, deep)
    try:
        yield
    finally:
        classes.__dict__["smart_deepcopy"] = deep


def _copy_fields(value: Any, deep: Callable[[Any], Any]) -> Any:
    """The fields of a base by name for a class made from it; what is anything else is copied as Pydantic does."""
    from pydantic.v1.fields import ModelField

    if type(value) is not dict or not all(type(field) is ModelField and not field.sub_fields_mapping for field in value.values()):
        return deep(value)
    return {name: copy_field(field) for name, field in value.items()}


def copy_field(field: Any) -> Any:
    """A field of its own: validators, alias and inclusion are set for each class, fields within it when a name is resolved later."""
    own = copy.copy(field)
    own.class_validators, own.field_info = dict(field.class_validators), copy.copy(field.field_info)
    own.sub_fields = [copy_field(one) for one in field.sub_fields] if field.sub_fields else field.sub_fields
    own.key_field = copy_field(field.key_field) if field.key_field else None
    return own
