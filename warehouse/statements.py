"""SQL statements of the warehouse, read from its .sql files as package data."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from string import Template

_NAMES = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*(?:, [a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*)*", re.ASCII)
"""Names in lower case, qualified or not, as contracts have them."""


@cache
def read_sql(folder: str, name: str) -> str:
    """The text of `warehouse/<folder>/<name>.sql`.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return (files("warehouse") / folder / f"{name}.sql").read_text("utf-8")


def fill_sql(folder: str, name: str, **names: str) -> str:
    """The statement with its `${name}` places filled. Only identifiers of contracts go in, never a user's text.

    Raises:
        KeyError: a place has no value.
    """
    return Template(read_sql(folder, name)).substitute(names)


def with_names(statement: str, **names: str) -> str:
    """A statement with its `${name}` places filled with names of tables and columns; nothing else goes in, whoever gives it.

    >>> with_names("select ${columns} from main.${table}", columns="run_id, status", table="runs")
    'select run_id, status from main.runs'

    Raises:
        ValueError: a value is more than names with commas between them.
        KeyError: a place has no value.
    """
    for place, value in names.items():
        if not _NAMES.fullmatch(value):
            raise ValueError(f"{place}: {value!r} is no list of names")
    return Template(statement).substitute(names)


def sql_names(folder: str) -> list[str]:
    """Names of the .sql files of a folder, sorted, without the ending."""
    return sorted(entry.name.removesuffix(".sql") for entry in (files("warehouse") / folder).iterdir() if entry.name.endswith(".sql"))
