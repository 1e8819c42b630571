"""The data dictionary `docs/dictionary.md`, generated: `python -m warehouse.dictionary` writes it anew."""

from __future__ import annotations

import csv
import sys
from importlib.resources import files
from pathlib import Path

import duckdb

from warehouse.candidate import create_tables
from warehouse.contracts import CONTRACT_VERSION, CONTRACTS, Column, Contract
from warehouse.ddl import sql_type
from warehouse.view_catalog import View, create_views, list_macros, list_views, meaning_of

DICTIONARY_PATH = Path("docs/dictionary.md")
_HEAD = f"""# Data dictionary

Generated from `warehouse/contracts`, `warehouse/views`, `warehouse/macros` and `seeds/reasons.csv` (contract version {CONTRACT_VERSION}).
Do not edit: run `python -m warehouse.dictionary`. The same words stand in the warehouse as comments; ask
`select * from dictionary`. Instants are stored in UTC; days are calendar days in Việt Nam; spans count code points from 0.
"""  # noqa: S608 - a page, no statement


def render_dictionary() -> str:
    """The whole dictionary as Markdown."""
    with duckdb.connect() as con:
        create_tables(con)
        create_views(con)
        types = {
            (table, column): kind
            for table, column, kind in con.execute(
                "select table_name, column_name, data_type from duckdb_columns() "
                "where schema_name = 'main' and not internal order by column_index"
            ).fetchall()
        }
        parameters = dict(
            con.execute(
                "select function_name, any_value(array_to_string(parameters, ', ')) from duckdb_functions() "
                "where function_type in ('macro', 'table_macro') and schema_name = 'main' and not internal group by function_name"
            ).fetchall()
        )
    parts = [_HEAD, "## Tables\n", *(_render_contract(contract, types) for contract in CONTRACTS.values())]
    parts += ["## Views\n", *(_render_view(view, types) for view in list_views() if view.name not in CONTRACTS)]
    parts += ["## Macros\n", "| macro | answers |\n|---|---|"]
    parts += [f"| `{macro.name}({parameters[macro.name]})` | {_cell(macro.answers)} |" for macro in list_macros()]
    parts += ["\n## Reasons for quarantine\n", "| code | stage | what it means | what to do |", "|---|---|---|---|"]
    parts += ["| " + " | ".join((f"`{row[0]}`", *map(_cell, row[1:]))) + " |" for row in _read_reasons()]
    return "\n".join(parts) + "\n"


def _read_reasons() -> list[list[str]]:
    """The rows of seeds/reasons.csv: code, stage, meaning, what to do."""
    text = (files("seeds") / "reasons.csv").read_text("utf-8")
    return list(csv.reader(text.splitlines()))[1:]


def _render_contract(contract: Contract, types: dict[tuple[str, str], str]) -> str:
    """One table: the columns of its contract, and those that a view of its name adds."""
    lines = [
        f"### {contract.table}\n",
        f"{contract.row_is} Unique by `{', '.join(contract.key)}`. Written by {contract.written_by}.\n",
        "| column | type | null | unit | meaning | allowed values |",
        "|---|---|---|---|---|---|",
    ]
    for column in contract.columns:
        null = "yes" if column.nullable else "no"
        cells = (f"`{column.name}`", sql_type(column), null, column.unit or "", column.meaning, _allowed(column))
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    shown, known = next((view for view in list_views() if view.name == contract.table), None), {column.name for column in contract.columns}
    if shown:
        added = [(column, kind) for (table, column), kind in types.items() if table == shown.name and column not in known]
        lines += [f"| `{column}` | {kind.lower()} | yes |  | {_cell(meaning_of(shown, column) or '')} |  |" for column, kind in added]
    return "\n".join(lines) + "\n"


def _allowed(column: Column) -> str:
    if column.allowed:
        return ", ".join(f"`{value}`" for value in column.allowed)
    if column.minimum is not None and column.maximum is not None:
        return f"{column.minimum:g} to {column.maximum:g}"
    if column.minimum is not None:
        return f"from {column.minimum:g}"
    return f"up to {column.maximum:g}" if column.maximum is not None else ""


def _render_view(view: View, types: dict[tuple[str, str], str]) -> str:
    lines = [f"### {view.name}\n", view.row_is + "\n", "| column | type | meaning |", "|---|---|---|"]
    for (table, column), kind in types.items():
        if table == view.name:
            lines.append(f"| `{column}` | {kind.lower()} | {_cell(meaning_of(view, column) or '')} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main(path: Path = DICTIONARY_PATH) -> int:
    """Write the dictionary; gives the exit code."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_dictionary(), encoding="utf-8")
    print(f"{path} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
