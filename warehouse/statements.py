"""SQL statements of the warehouse, read from its .sql files as package data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template


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


def sql_names(folder: str) -> list[str]:
    """Names of the .sql files of a folder, sorted, without the ending."""
    return sorted(entry.name.removesuffix(".sql") for entry in (files("warehouse") / folder).iterdir() if entry.name.endswith(".sql"))
