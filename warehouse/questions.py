"""Questions that people ask the warehouse: one .sql file each in `warehouse/queries`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from warehouse.statements import read_sql, sql_names

_FIRST_LINE = re.compile(r"-- (analyst|editor|sceptic|operator|data engineer): (.+)")
READERS = ("analyst", "editor", "sceptic", "operator", "data engineer")


@dataclass(frozen=True)
class Question:
    """One question: the file it stands in, who asks, what, and the query that answers."""

    name: str
    reader: str
    asks: str
    sql: str


@cache
def list_questions() -> tuple[Question, ...]:
    """Every question, grouped by reader.

    Raises:
        ValueError: a file does not begin with `-- <reader>: <question>`.
    """
    found = []
    for name in sql_names("queries"):
        sql = read_sql("queries", name)
        match = _FIRST_LINE.fullmatch(sql.split("\n", 1)[0])
        if not match:
            raise ValueError(f"warehouse/queries/{name}.sql must begin with `-- <reader>: <question>`; readers: {', '.join(READERS)}")
        found.append(Question(name, match[1], match[2], sql))
    return tuple(sorted(found, key=lambda question: (READERS.index(question.reader), question.name)))
