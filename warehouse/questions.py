"""Questions that people ask the warehouse: one .sql file each in `warehouse/queries`.

Below its first line a file may name parameters, one a line, as `-- $like = '': what it is`. The value is an SQL literal and holds when
nothing else is asked for; `$like` stands for it in the query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warehouse.ddl import quote
from warehouse.statements import read_sql, sql_names

_FIRST_LINE = re.compile(r"-- (analyst|editor|sceptic|operator|data engineer): (.+)")
_PARAMETER = re.compile(r"-- \$([a-z]+) = ('[^']*'|\d+|null): (.+)")
_PLACE = re.compile(r"\$([a-z]+)\b")
READERS = ("analyst", "editor", "sceptic", "operator", "data engineer")


class UnknownQuestion(ValueError):
    """There is no such question, or it has no such parameter, or the parameter is a whole number and the value is none."""


@dataclass(frozen=True)
class Parameter:
    """What may be told to a question: its name, the SQL literal that holds when nothing is told, and what it is."""

    name: str
    default: str
    meaning: str

    def literal(self, value: str) -> str:
        """The value as an SQL literal of the kind of the default.

        Raises:
            UnknownQuestion: the default is a whole number and the value is none.
        """
        if not self.default.isdigit():
            return quote(value)
        if not re.fullmatch(r"-?\d{1,18}", value.strip(), re.ASCII):
            raise UnknownQuestion(f"--{self.name}: {value!r} is no whole number")
        return value.strip()


@dataclass(frozen=True)
class Question:
    """One question: the file it stands in, who asks, what, its parameters, and the query with their places."""

    name: str
    reader: str
    asks: str
    parameters: tuple[Parameter, ...]
    template: str

    @property
    def sql(self) -> str:
        """The query that answers when nothing is told."""
        return self.fill({})

    def fill(self, told: Mapping[str, str]) -> str:
        """The query with what was told in its places, ready for any client.

        Raises:
            UnknownQuestion: the question has no such parameter, or the value is of another kind.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := [name for name in told if name not in known]:
            there = ", ".join(f"--{name}" for name in known) or "none"
            raise UnknownQuestion(f"--{unknown[0]}: {self.name} has no such parameter; it has {there}")
        values = {name: known[name].literal(told[name]) if name in told else known[name].default for name in known}
        return _PLACE.sub(lambda found: values[found[1]], self.template)


@cache
def list_questions() -> tuple[Question, ...]:
    """Every question, grouped by reader.

    Raises:
        ValueError: a file does not begin with `-- <reader>: <question>`, or uses a parameter that it does not name.
    """
    found = [parse_question(name, read_sql("queries", name)) for name in sql_names("queries")]
    return tuple(sorted(found, key=lambda question: (READERS.index(question.reader), question.name)))


def parse_question(name: str, text: str) -> Question:
    """Take the file of a question apart.

    Raises:
        ValueError: it does not begin with `-- <reader>: <question>`, or uses a parameter that it does not name.
    """
    first, *lines = text.splitlines()
    match = _FIRST_LINE.fullmatch(first)
    if not match:
        raise ValueError(f"warehouse/queries/{name}.sql must begin with `-- <reader>: <question>`; readers: {', '.join(READERS)}")
    parameters = []
    while lines and (parameter := _PARAMETER.fullmatch(lines[0])):
        parameters.append(Parameter(*parameter.groups()))
        lines.pop(0)
    template = "\n".join([first, *lines]) + "\n"
    if unnamed := set(_PLACE.findall(template)) - {parameter.name for parameter in parameters}:
        raise ValueError(f"warehouse/queries/{name}.sql uses ${min(unnamed)} and does not name it")
    return Question(name, match[1], match[2], tuple(parameters), template)


def find_question(name: str) -> Question:
    """The question of that name, with or without the reader in front: `admissions_by_commune` is `analyst_admissions_by_commune`.

    Raises:
        UnknownQuestion: there is none, or several readers have one.
    """
    questions = list_questions()
    found = [question for question in questions if question.name == name]
    found = found or [question for question in questions if question.name.partition("_")[2] == name]
    if len(found) > 1:
        raise UnknownQuestion(f"{name}: say which one: {', '.join(question.name for question in found)}")
    if not found:
        raise UnknownQuestion(f"{name}: no such question; `solieu ask` lists them")
    return found[0]
