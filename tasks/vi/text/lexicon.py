"""Strict reading of the lexicons in `seeds/lexicon/`: what is known, as data."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from io import StringIO
from types import MappingProxyType


class LexiconError(ValueError):
    """A lexicon that cannot be trusted; the message names file, line, and what was expected."""


def read_lexicon(name: str, columns: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    """Reads `seeds/lexicon/<name>.csv`.

    Shape: one mapping per row with exactly the keys `columns`; rows sorted by the first column, then by the others.

    Raises:
        LexiconError: the file is missing, not UTF-8 NFC, has other columns than `columns`, or a row that is short,
            long, blank in its first column, padded with spaces, repeated or out of order.
    """
    return _read(name, tuple(columns))


@cache
def _read(name: str, columns: tuple[str, ...]) -> tuple[Mapping[str, str], ...]:
    file = resources.files("seeds") / "lexicon" / f"{name}.csv"
    label = f"seeds/lexicon/{name}.csv"
    try:
        return parse_lexicon(label, decode_lexicon(label, file.read_bytes()), columns)
    except FileNotFoundError as error:
        raise LexiconError(f"{label}: no such lexicon") from error


def decode_lexicon(label: str, data: bytes) -> str:
    """The text of a lexicon.

    Raises:
        LexiconError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{label}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def parse_lexicon(label: str, text: str, columns: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    """Checks and reads the text of a lexicon; `label` names it in errors.

    Raises:
        LexiconError: see `read_lexicon`.

    >>> parse_lexicon("x.csv", "surface,example\\nmột số,một số nơi\\n", ["surface", "example"])[0]["surface"]
    'một số'
    """
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != list(columns):
            raise LexiconError(f"{label}, line 1: columns are {','.join(header)}; expected {','.join(columns)}")
        rows: list[Mapping[str, str]] = []
        last: tuple[str, ...] | None = None
        for row in reader:
            _check_row(f"{label}, line {reader.line_num}", row, columns, last)
            last = tuple(row)
            rows.append(MappingProxyType(dict(zip(columns, row, strict=True))))
    except csv.Error as error:
        raise LexiconError(f"{label}, line {reader.line_num}: {error}") from error
    return tuple(rows)


def sort_lexicon(label: str, text: str) -> str:
    """The text of a lexicon with its rows in order (by code point) and in NFC; new rows may be written anywhere below the header.

    Raises:
        LexiconError: it is no CSV.

    >>> sort_lexicon("x.csv", "surface,unit\\nxã,commune\\nhộ,household\\n")
    'surface,unit\\nhộ,household\\nxã,commune\\n'
    """
    reader = csv.reader(StringIO(unicodedata.normalize("NFC", text), newline=""), strict=True)
    try:
        header, *rows = reader
    except csv.Error as error:
        raise LexiconError(f"{label}, line {reader.line_num}: {error}") from error
    sorted_text = StringIO(newline="")
    csv.writer(sorted_text, lineterminator="\n").writerows([header, *sorted(row for row in rows if row)])
    return sorted_text.getvalue()


def _check_row(where: str, row: Sequence[str], columns: Sequence[str], last: tuple[str, ...] | None) -> None:
    if len(row) != len(columns):
        raise LexiconError(f"{where}: {len(row)} cells; expected {len(columns)} ({','.join(columns)})")
    if not row[0]:
        raise LexiconError(f"{where}: column {columns[0]} is blank")
    for column, cell in zip(columns, row, strict=True):
        if cell != cell.strip():
            raise LexiconError(f"{where}: column {column} has spaces at its ends: {cell!r}")
        if not unicodedata.is_normalized("NFC", cell):
            raise LexiconError(f"{where}: column {column} is not NFC: {cell!r}; normalise the file")
    if last is not None and tuple(row) == last:
        raise LexiconError(f"{where}: the same row twice")
    if last is not None and tuple(row) < last:
        raise LexiconError(f"{where}: out of order; {row[0]!r} belongs before {last[0]!r}; `solieu lexicon sort` puts rows in order")
