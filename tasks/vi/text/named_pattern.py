"""Patterns that are known by name first, and compiled when something is looked for: which overlay they come from is known by then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from seeds.overlay import on_change

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub")


class NamedPattern:
    """What `re.compile` gives, for the methods that the rules use. From the second call on a method is that of the compiled pattern."""

    __slots__ = ("_compile", "_is_compiled", "name", *METHODS)

    name: str
    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, name: str, compile_named: Callable[[str], re.Pattern[str]]) -> None:
        self.name = name
        self._compile = compile_named
        self._is_compiled = False

    def __getattr__(self, method: str) -> Any:
        """Python asks here only for methods that are not set yet.

        Raises:
            AttributeError: no such method.
            KeyError: there is no pattern of that name.
            LexiconError: the lexicon of patterns cannot be trusted.
        """
        if method not in METHODS:
            raise AttributeError(f"{type(self).__name__} has no {method}")
        compiled = self._compile(self.name)
        for known in METHODS:
            setattr(self, known, getattr(compiled, known))
        self._is_compiled = True
        return getattr(compiled, method)

    def forget(self) -> None:
        """Compile it anew when something is looked for again."""
        if self._is_compiled:
            self._is_compiled = False
            for method in METHODS:
                delattr(self, method)


_known: dict[str, NamedPattern] = {}


def known_pattern(name: str, compile_named: Callable[[str], re.Pattern[str]]) -> NamedPattern:
    """The one pattern of that name."""
    found = _known.get(name)
    return _known.setdefault(name, NamedPattern(name, compile_named)) if found is None else found


def _forget() -> None:
    for one in _known.values():
        one.forget()


on_change(_forget)
