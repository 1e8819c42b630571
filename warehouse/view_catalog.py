"""Views and macros: one .sql file each, whose opening comment becomes its comment in the warehouse.

A view file begins with comment lines: what one row is, then `-- <column>: <meaning>` for each column that no contract
explains. The rest is its query. A macro file holds a whole `create or replace macro` statement after its comment.

A view finds its tables in its own file, whatever name that is attached under; a macro looks for tables and other macros in the
database in use. So a macro that gives rows names each table as `${table}` and folds by `${fold(words)}`: the former becomes a table of
the database that its parameter `attached_as` names, the latter the text of the macro `fold`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache

import duckdb

from warehouse.contracts import CONTRACTS
from warehouse.contracts.internal import LOADERS_OWN
from warehouse.ddl import comment_of, comment_statements, quote
from warehouse.statements import fill_sql, read_sql, sql_names, with_names

_COLUMN_LINE = re.compile(r"-- ([a-z_0-9]+): (.+)")
_SOURCE = re.compile(r"\b(?:from|join)\s+(?:main\.)?([a-z_]+)", re.IGNORECASE)
_MACRO_KIND = re.compile(r"\bas\s+table\b", re.IGNORECASE)
_RELATION = re.compile(r"\$\{([a-z_]+)\}")
_FOLD = re.compile(r"\$\{fold\((.+?)\)\}")


@dataclass(frozen=True)
class View:
    """One view: its name, what a row is, the meanings its file gives to columns, and its query."""

    name: str
    row_is: str
    columns: dict[str, str]
    query: str


@dataclass(frozen=True)
class Macro:
    """One macro: its name, what it answers, whether it gives rows, and its statement."""

    name: str
    answers: str
    gives_rows: bool
    statement: str


def parse_view(name: str, text: str) -> View:
    """Take a view file apart.

    Raises:
        ValueError: the file does not begin with a comment that says what a row is.
    """
    row_is, columns, body = _split_header(name, text)
    return View(name, row_is, columns, body.strip().rstrip(";"))


def _split_header(name: str, text: str) -> tuple[str, dict[str, str], str]:
    lines = text.splitlines()
    head: list[str] = []
    while lines and lines[0].startswith("--"):
        head.append(lines.pop(0))
    if not head:
        raise ValueError(f"{name}.sql must begin with a comment that says what it answers")
    columns: dict[str, str] = {}
    said: list[str] = []
    for line in head:
        if match := _COLUMN_LINE.fullmatch(line):
            columns[match[1]] = match[2]
        else:
            said.append(line.removeprefix("--").strip())
    return " ".join(said), columns, "\n".join(lines)


@cache
def list_views() -> tuple[View, ...]:
    """Every view, each after the views it reads."""
    views = {name: parse_view(name, read_sql("views", name)) for name in sql_names("views")}
    ordered: dict[str, View] = {}

    def place(view: View) -> None:
        for source in _SOURCE.findall(view.query):
            if source in views and source != view.name and source not in ordered:
                place(views[source])
        ordered.setdefault(view.name, view)

    for view in views.values():
        place(view)
    return tuple(ordered.values())


@cache
def list_macros() -> tuple[Macro, ...]:
    """Every macro, scalar ones first because views and table macros call them."""
    macros = []
    for name in sql_names("macros"):
        answers, _, body = _split_header(name, read_sql("macros", name))
        macros.append(Macro(name, answers, bool(_MACRO_KIND.search(body)), _spell_out(body.strip().rstrip(";"))))
    return tuple(sorted(macros, key=lambda macro: (macro.gives_rows, macro.name)))


def _spell_out(statement: str) -> str:
    """A macro's statement with its tables and foldings as DuckDB finds them from any database.

    >>> _spell_out("select ${fold(trim(name))}")
    "select lower(strip_accents(replace(replace(trim(name), 'đ', 'd'), 'Đ', 'd')))"
    """
    folded = _FOLD.sub(lambda found: _folding().replace("words", found[1]), statement)
    return _RELATION.sub(_table_of, folded)


def _table_of(found: re.Match[str]) -> str:
    """A table of the database that a macro's parameter `attached_as` names; of the one in use when it is null."""
    return """query_table(coalesce('"' || replace(attached_as, '"', '""') || '".', '') || 'main.""" + found[1] + "')"


@cache
def _folding() -> str:
    """What the macro fold(words) is."""
    _, _, body = _split_header("fold", read_sql("macros", "fold"))
    return body.partition(" as\n")[2].strip().rstrip(";")


def meaning_of(view: View, column: str) -> str | None:
    """What a view's column means: as its file says, else as the contract of its name or of the first table that has such a column."""
    if column in view.columns:
        return view.columns[column]
    own = CONTRACTS.get(view.name)
    for contract in (own, *CONTRACTS.values()) if own else CONTRACTS.values():
        for candidate in contract.columns:
            if candidate.name == column:
                return comment_of(candidate)
    return None


@cache
def definitions_digest() -> str:
    """sha256 over every view, macro and comment: when it is the same, a file that has them needs no new ones."""
    digest = hashlib.sha256()
    for folder in ("views", "macros"):
        for name in sql_names(folder):
            digest.update(f"{folder}/{name}\n{read_sql(folder, name)}".encode())
    for contract in CONTRACTS.values():
        digest.update("\n".join(comment_statements(contract, contract.stored)).encode())
    digest.update(read_sql("load", "renew_dictionary").encode())
    return digest.hexdigest()


def renew_comments(con: duckdb.DuckDBPyConnection) -> None:
    """Comment every table and its columns as the contracts say now; a meaning may be reworded without a new version."""
    for contract in CONTRACTS.values():
        for statement in comment_statements(contract, contract.stored):
            con.execute(statement)


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Create every macro and view anew with comments, drop views of older versions, and renew the dictionary."""
    for (name,) in con.execute(
        "select view_name from duckdb_views() where database_name = current_database() and schema_name = 'main' and not internal"
    ).fetchall():
        con.execute(f"drop view if exists main.{name}")
    for macro in list_macros():
        if not macro.gives_rows:
            con.execute(macro.statement)
    for view in list_views():
        con.execute(f"create or replace view main.{view.name} as {view.query}")
    for macro in list_macros():
        if macro.gives_rows:
            con.execute(macro.statement)
        kind = "macro table" if macro.gives_rows else "macro"
        con.execute(f"comment on {kind} {macro.name} is {quote(macro.answers)}")
    _comment_views(con)
    _show_loaders_own(con)
    con.execute(fill_sql("load", "renew_dictionary", hidden=", ".join(LOADERS_OWN)))


def _show_loaders_own(con: duckdb.DuckDBPyConnection) -> None:
    """A view in `main` for each table of the loader's own; see LOADERS_OWN."""
    for table, contract in LOADERS_OWN.items():
        con.execute(with_names("create or replace view main.${table} as select * from internal.${table}", table=table))
        con.execute(f"comment on view main.{table} is {quote(f'Of the loader alone. {contract.row_is}')}")
        for column in contract.columns:
            con.execute(f"comment on column main.{table}.{column.name} is {quote(comment_of(column))}")


def _comment_views(con: duckdb.DuckDBPyConnection) -> None:
    columns: dict[str, list[str]] = {}
    for view_name, column in con.execute(
        "select table_name, column_name from duckdb_columns() where database_name = current_database() and schema_name = 'main'"
    ).fetchall():
        columns.setdefault(view_name, []).append(column)
    for view in list_views():
        con.execute(f"comment on view main.{view.name} is {quote(view.row_is)}")
        for column in columns[view.name]:
            meaning = meaning_of(view, column)
            if meaning:
                con.execute(f"comment on column main.{view.name}.{column} is {quote(meaning)}")
