"""Results of queries as text, CSV, JSON, Parquet or a spreadsheet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from warehouse.exchange import json_ready, name_apart, say_changes, spell_far_days
from warehouse.printable import escape_json, escape_line
from warehouse.spreadsheets import LONGEST_CELL, NoSpreadsheet, disarm_rows, find_long_cells, write_spreadsheet

MAX_CELL = 60
_ADDRESS = re.compile(r"(?:https?|file)://\S{1,2000}")
"""What a terminal opens on a click; cut, it leads nowhere."""
PLAIN_TYPES: tuple[Callable[[pa.DataType], bool], ...] = (
    pa.types.is_null, pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal, pa.types.is_date,
    pa.types.is_timestamp, pa.types.is_time, pa.types.is_string, pa.types.is_large_string,
)  # fmt: skip
"""Kinds of values that a cell of any format holds as they are."""


class UnknownFormat(ValueError):
    """No such format of output."""


def format_result(rows: pa.Table, name: str, limit: int | None = None) -> str:
    """Rows as text in the format `table`, `csv` or `json`; `limit` keeps a table on the screen and says what it left out.

    No control character of the data is left that a terminal would obey, and no text of a CSV starts a formula.

    Raises:
        UnknownFormat: no such format, or `parquet`, which is bytes: see `write_result`.
    """
    if name == "table":
        return format_table(spell_far_days(rows), limit)
    if name == "csv":
        sink = pa.BufferOutputStream()
        pc.write_csv(_csv_rows(rows), sink)
        return str(sink.getvalue().to_pybytes().decode("utf-8"))
    if name == "json":
        values = json_ready(spell_far_days(name_apart(rows)).to_pylist())
        return escape_json(json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False)) + "\n"
    raise UnknownFormat(f"{name!r} is no text format; use table, csv or json, or write a .parquet file")


def write_result(rows: pa.Table, path: Path) -> list[str]:
    """Write rows to a .parquet, .csv, .json or .xlsx file, as its ending says; what the reader should know of them, if anything.

    Raises:
        UnknownFormat: another ending, or .xlsx without openpyxl, or more rows than a spreadsheet holds.
    """
    writers: dict[str, Callable[[pa.Table, Path], None]] = {
        ".parquet": lambda table, target: pq.write_table(name_apart(table), target, compression="zstd"),
        ".csv": lambda table, target: pc.write_csv(_csv_rows(table), target),
        ".json": lambda table, target: _write_text(target, format_result(table, "json")),
        ".xlsx": lambda table, target: write_spreadsheet(flatten_cells(spell_far_days(name_apart(table))), target),
    }
    if path.suffix.lower() not in writers:
        raise UnknownFormat(f"{path.name} must end in {', '.join(writers)}")
    try:
        writers[path.suffix.lower()](rows, path)
    except NoSpreadsheet as error:
        raise UnknownFormat(str(error)) from None
    return [*say_changes(rows, path.suffix.lower()[1:]), *_say_long_cells(rows, path.suffix.lower())]


def _csv_rows(rows: pa.Table) -> pa.Table:
    """The rows as a CSV file holds them."""
    return disarm_rows(flatten_cells(spell_far_days(name_apart(rows))))


def _say_long_cells(rows: pa.Table, ending: str) -> list[str]:
    """One line for each column that holds more than a cell of a spreadsheet can."""
    if ending not in (".csv", ".xlsx"):
        return []
    done = "cut, and each says so at its end" if ending == ".xlsx" else "whole in the file, but spreadsheets cut or scatter them"
    limit = f"longer than the {LONGEST_CELL:,} characters of a spreadsheet"
    return [
        f"{count} cell{'' if count == 1 else 's'} of {escape_line(name)} {limit}: {done}"
        for name, count in find_long_cells(flatten_cells(rows)).items()
    ]


def format_table(rows: pa.Table, limit: int | None = None) -> str:
    """Rows as an aligned table with a line of counts at the end; long cells are cut with …, numbers stand right."""
    shown = rows if limit is None else rows.slice(0, limit)
    cells = [[_cell(value) for value in column.to_pylist()] for column in shown.columns]
    names = [escape_line(name) for name in rows.column_names]
    widths = [max([len(name), *(len(cell) for cell in column)]) for name, column in zip(names, cells, strict=True)]
    right = [pa.types.is_integer(f.type) or pa.types.is_floating(f.type) or pa.types.is_decimal(f.type) for f in rows.schema]
    lines = ["  ".join(name.ljust(width) for name, width in zip(names, widths, strict=True)).rstrip()]
    lines.append("  ".join("─" * width for width in widths))
    for row in zip(*cells, strict=True):
        parts = [cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(row, widths, right, strict=True)]
        lines.append("  ".join(parts).rstrip())
    count = f"{rows.num_rows} row{'' if rows.num_rows == 1 else 's'}"
    lines.append(count if shown.num_rows == rows.num_rows else f"{count}, the first {shown.num_rows} shown")
    return "\n".join(lines) + "\n"


def flatten_cells(rows: pa.Table) -> pa.Table:
    """The same rows in cells that CSV and spreadsheets hold: lists and structs as JSON text, bytes as hexadecimal digits."""
    return pa.table([_flatten(column) for column in rows.columns], names=rows.column_names)


def _flatten(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    kind = column.type
    if any(is_plain(kind) for is_plain in PLAIN_TYPES):
        return column
    if pa.types.is_nested(kind):
        return _texts(column, lambda value: json.dumps(json_ready(value), ensure_ascii=False))
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return _texts(column, lambda value: value.hex())
    return _texts(column, str)


def _texts(column: pa.ChunkedArray, write: Callable[[Any], str]) -> pa.Array:
    return pa.array([None if value is None else write(value) for value in column.to_pylist()], pa.string())


def _cell(value: Any) -> str:
    """A value as a cell of a table: nulls empty, whole numbers without a point, one line, not too long."""
    if value is None:
        return ""
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    elif isinstance(value, datetime):
        text = value.isoformat(" ", "seconds")
    elif isinstance(value, (list, dict)):
        text = json.dumps(json_ready(value), ensure_ascii=False)
    else:
        text = str(value)
    text = escape_line(" ".join(text.split("\n")))
    return text if len(text) <= MAX_CELL or _ADDRESS.fullmatch(text) else text[: MAX_CELL - 1] + "…"


def _write_text(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
