"""Cells that a spreadsheet shows as they are: text never starts a formula, and what is too long for a cell is said.

Source: OWASP, "CSV Injection"; Microsoft, "Excel specifications and limits" (32,767 characters, counted in UTF-16).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.exchange import sheet_ready
from warehouse.printable import remove_controls

XLSX_ROWS = 1_048_575
LONGEST_CELL = 32_767
FORMULA_STARTS = frozenset("=+-@＝＋－＠")
"""What makes a spreadsheet compute a cell of a CSV file, also behind blanks; some read the wide forms, too."""


class NoSpreadsheet(ValueError):
    """The rows cannot be written as a spreadsheet."""


def disarm_text(text: str) -> str:
    """Text for a CSV file: without control characters, and behind an apostrophe where a spreadsheet would compute it.

    >>> disarm_text("=HYPERLINK(\\"http://example.vn\\")")
    '\\'=HYPERLINK("http://example.vn")'
    >>> disarm_text("- Toàn huyện có 12 xã")
    "'- Toàn huyện có 12 xã"
    >>> disarm_text("12 xã")
    '12 xã'
    """
    plain = remove_controls(text)
    return f"'{plain}" if plain.lstrip()[:1] in FORMULA_STARTS else plain


def cell_length(text: str) -> int:
    """The characters of a text as a spreadsheet counts them: those outside the basic plane are two.

    >>> cell_length("xã"), cell_length("😀")
    (2, 2)
    """
    return len(text) + sum(character > "\uffff" for character in text) if not text.isascii() else len(text)


def disarm_rows(rows: pa.Table) -> pa.Table:
    """The rows with every text, column names included, as `disarm_text` writes it; nested columns must be text already."""
    columns = [
        pa.array([None if value is None else disarm_text(value) for value in column.to_pylist()], pa.string())
        if _is_text(column.type)
        else column
        for column in rows.columns
    ]
    return pa.table(columns, names=[disarm_text(name) for name in rows.column_names])


def find_long_cells(rows: pa.Table) -> dict[str, int]:
    """How many cells of each column are longer than a spreadsheet's may be; columns without one are left out."""
    counts = {}
    for name, column in zip(rows.column_names, rows.columns, strict=True):
        if _is_text(column.type):
            may_be = column.filter(pc.greater(pc.utf8_length(column), LONGEST_CELL // 2))
            counts[name] = sum(cell_length(value) > LONGEST_CELL for value in may_be.to_pylist())
    return {name: count for name, count in counts.items() if count}


def write_spreadsheet(rows: pa.Table, path: Path) -> None:
    """Write rows to an .xlsx file. Text is stored as text, whatever it begins with; a cell that is too long is cut and says so.

    Raises:
        NoSpreadsheet: there are more rows than a sheet holds, or openpyxl is not installed.
    """
    if rows.num_rows > XLSX_ROWS:
        raise NoSpreadsheet(f"a spreadsheet holds {XLSX_ROWS} rows, the result has {rows.num_rows}; write .parquet or .csv")
    try:
        openpyxl = importlib.import_module("openpyxl")
        cells = importlib.import_module("openpyxl.cell")
    except ModuleNotFoundError:
        raise NoSpreadsheet("writing .xlsx needs openpyxl: install solieu[xlsx]") from None
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("solieu")

    def cell(value: Any) -> Any:
        value = sheet_ready(value)
        if not isinstance(value, str):
            return value
        written = cells.WriteOnlyCell(sheet, cut_text(value))
        written.data_type = "s"  # openpyxl takes text that begins with = for a formula, and #N/A for an error
        return written

    sheet.append([cell(name) for name in rows.column_names])
    for row in _row_values(rows):
        sheet.append([cell(value) for value in row])
    book.save(path)


def cut_text(text: str) -> str:
    """Text for a cell of a spreadsheet: without control characters; what is too long ends in a note that says how long it was."""
    plain = remove_controls(text)
    length = cell_length(plain)
    if length <= LONGEST_CELL:
        return plain
    note = f"… [cut: {length} characters]"
    kept = plain[: LONGEST_CELL - len(note)]
    while cell_length(kept) > LONGEST_CELL - len(note):
        kept = kept[: len(kept) - (cell_length(kept) - LONGEST_CELL + len(note) + 1) // 2]
    return kept + note


def _row_values(rows: pa.Table) -> Iterator[tuple[Any, ...]]:
    """The rows one by one; two columns of one name stay two."""
    for batch in rows.to_batches(10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
