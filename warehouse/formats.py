"""Results of queries as text, CSV, JSON, Parquet or a spreadsheet."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

MAX_CELL = 60
XLSX_ROWS = 1_048_575


class UnknownFormat(ValueError):
    """No such format of output."""


def format_result(rows: pa.Table, name: str, limit: int | None = None) -> str:
    """Rows as text in the format `table`, `csv` or `json`; `limit` keeps a table on the screen and says what it left out.

    Raises:
        UnknownFormat: no such format, or `parquet`, which is bytes: see `write_result`.
    """
    if name == "table":
        return format_table(rows, limit)
    if name == "csv":
        sink = pa.BufferOutputStream()
        pc.write_csv(flatten_cells(rows), sink)
        return str(sink.getvalue().to_pybytes().decode("utf-8"))
    if name == "json":
        return json.dumps(rows.to_pylist(), ensure_ascii=False, default=_json_value, indent=1) + "\n"
    raise UnknownFormat(f"{name!r} is no text format; use table, csv or json, or write a .parquet file")


def write_result(rows: pa.Table, path: Path) -> None:
    """Write rows to a .parquet, .csv, .json or .xlsx file, as its ending says.

    Raises:
        UnknownFormat: another ending, or .xlsx without openpyxl, or more rows than a spreadsheet holds.
    """
    writers: dict[str, Callable[[pa.Table, Path], None]] = {
        ".parquet": lambda table, target: pq.write_table(table, target, compression="zstd"),
        ".csv": lambda table, target: pc.write_csv(flatten_cells(table), target),
        ".json": lambda table, target: _write_text(target, format_result(table, "json")),
        ".xlsx": _write_xlsx,
    }
    if path.suffix.lower() not in writers:
        raise UnknownFormat(f"{path.name} must end in {', '.join(writers)}")
    writers[path.suffix.lower()](rows, path)


def format_table(rows: pa.Table, limit: int | None = None) -> str:
    """Rows as an aligned table with a line of counts at the end; long cells are cut with …, numbers stand right."""
    shown = rows if limit is None else rows.slice(0, limit)
    cells = [[_cell(value) for value in column.to_pylist()] for column in shown.columns]
    widths = [max([len(name), *(len(cell) for cell in column)]) for name, column in zip(rows.column_names, cells, strict=True)]
    right = [pa.types.is_integer(f.type) or pa.types.is_floating(f.type) or pa.types.is_decimal(f.type) for f in rows.schema]
    lines = ["  ".join(name.ljust(width) for name, width in zip(rows.column_names, widths, strict=True)).rstrip()]
    lines.append("  ".join("─" * width for width in widths))
    for row in zip(*cells, strict=True):
        parts = [cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(row, widths, right, strict=True)]
        lines.append("  ".join(parts).rstrip())
    count = f"{rows.num_rows} row{'' if rows.num_rows == 1 else 's'}"
    lines.append(count if shown.num_rows == rows.num_rows else f"{count}, the first {shown.num_rows} shown")
    return "\n".join(lines) + "\n"


def flatten_cells(rows: pa.Table) -> pa.Table:
    """The same rows with lists and structs as JSON text, for formats that hold plain cells only."""
    columns = [
        pa.array([None if v is None else json.dumps(v, ensure_ascii=False, default=_json_value) for v in column.to_pylist()], pa.string())
        if pa.types.is_nested(column.type)
        else column
        for column in rows.columns
    ]
    return pa.table(columns, names=rows.column_names)


def _cell(value: Any) -> str:
    """A value as a cell of a table: nulls empty, whole numbers without a point, one line, not too long."""
    if value is None:
        return ""
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    elif isinstance(value, datetime):
        text = value.isoformat(" ", "seconds")
    elif isinstance(value, (list, dict)):
        text = json.dumps(value, ensure_ascii=False, default=_json_value)
    else:
        text = str(value)
    text = " ".join(text.split("\n"))
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"


def _json_value(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _write_text(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")


def _write_xlsx(rows: pa.Table, path: Path) -> None:
    if rows.num_rows > XLSX_ROWS:
        raise UnknownFormat(f"a spreadsheet holds {XLSX_ROWS} rows, the result has {rows.num_rows}; write .parquet or .csv")
    try:
        openpyxl = importlib.import_module("openpyxl")
    except ModuleNotFoundError:
        raise UnknownFormat("writing .xlsx needs openpyxl: install solieu[xlsx]") from None
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("solieu")
    sheet.append(rows.column_names)
    for row in flatten_cells(rows).to_pylist():
        # A spreadsheet knows no time zones; the clock it shows is the one in Việt Nam.
        sheet.append([value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in row.values()])
    book.save(path)
