"""Strict reading of the lexicons in `seeds/lexicon/`, and of the overlay that is active: what is known, as data."""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from io import StringIO
from types import MappingProxyType

from seeds import overlay
from seeds.overlay import LexiconError, Row, own_files, parse_rows, read_rows
from seeds.overlay import decode as decode_lexicon

__all__ = ["LexiconError", "decode_lexicon", "parse_lexicon", "read_lexicon", "row_of", "sort_lexicon"]

RULES = ("tasks.vi.", "tasks.text.", "tasks.facts.")
"""The packages that read lexicons."""


def read_lexicon(name: str, columns: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    """Reads `seeds/lexicon/<name>.csv` with the rows that the overlay adds or puts in the place of others.

    Shape: one mapping per row with exactly the keys `columns`; rows sorted by the first column, then by the others.

    Raises:
        LexiconError: the file is missing, not UTF-8 NFC, has other columns than `columns`, or a row that is short,
            long, blank in its first column, padded with spaces, repeated or, in the seeds, out of order.
    """
    return _read(name, tuple(columns))[0]


def row_of(name: str, columns: Sequence[str], index: int) -> Row:
    """The row that `read_lexicon` gives at that index, with its file and its line."""
    return _read(name, tuple(columns))[1][index]


Read = tuple[tuple[Mapping[str, str], ...], list[Row]]
_kept: dict[tuple[str, tuple[str, ...]], tuple[object, Read]] = {}
"""What was read of each lexicon last, and the files of the overlay it was read with."""


@cache
def _read(name: str, columns: tuple[str, ...]) -> Read:
    own, kept = own_files(name), _kept.get((name, columns))
    if kept is None or kept[0] != own:
        header, rows = read_rows(name)
        kept = _kept[name, columns] = (own, (_checked(f"seeds/lexicon/{name}.csv", header, rows, columns), rows))
    return kept[1]


def parse_lexicon(label: str, text: str, columns: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    """Checks and reads the text of a lexicon; `label` names it in errors.

    Raises:
        LexiconError: see `read_lexicon`.

    >>> parse_lexicon("x.csv", "surface,example\\nmột số,một số nơi\\n", ["surface", "example"])[0]["surface"]
    'một số'
    """
    header, rows = parse_rows(label, text)
    return _checked(label, header, rows, columns)


def _checked(label: str, header: Sequence[str], rows: Sequence[Row], columns: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    if list(header) != list(columns):
        raise LexiconError(f"{label}, line 1: columns are {','.join(header)}; expected {','.join(columns)}")
    checked: list[Mapping[str, str]] = []
    last: Row | None = None
    for row in rows:
        _check_row(row, columns, last)
        last = row
        checked.append(MappingProxyType(dict(zip(columns, row.cells, strict=True))))
    return tuple(checked)


def sort_lexicon(label: str, text: str) -> str:
    """The text of a lexicon with its rows in order (by code point) and in NFC; new rows may be written anywhere below the header.

    Raises:
        LexiconError: it is no CSV.

    >>> sort_lexicon("x.csv", "surface,unit\\nxã,commune\\nhộ,household\\n")
    'surface,unit\\nhộ,household\\nxã,commune\\n'
    """
    header, rows = parse_rows(label, unicodedata.normalize("NFC", text))
    sorted_text = StringIO(newline="")
    csv.writer(sorted_text, lineterminator="\n").writerows([header, *sorted(row.cells for row in rows)])
    return sorted_text.getvalue()


def _check_row(row: Row, columns: Sequence[str], last: Row | None) -> None:
    """Whether a row is well written; those of an overlay are in order already, and stand beside rows of another file."""
    cells, where = row.cells, row.place
    if len(cells) != len(columns):
        raise LexiconError(f"{where}: {len(cells)} cells; expected {len(columns)} ({','.join(columns)})")
    if not cells[0]:
        raise LexiconError(f"{where}: column {columns[0]} is blank")
    for column, cell in zip(columns, cells, strict=True):
        if cell != cell.strip():
            raise LexiconError(f"{where}: column {column} has spaces at its ends: {cell!r}")
        if not unicodedata.is_normalized("NFC", cell):
            raise LexiconError(f"{where}: column {column} is not NFC: {cell!r}; normalise the file")
    if last is not None and cells == last.cells:
        raise LexiconError(f"{where}: the same row twice")
    if last is not None and cells < last.cells:
        order = f"{cells[0]!r} belongs before {last.cells[0]!r}"
        raise LexiconError(f"{where}: out of order; {order}; `solieu lexicon sort` puts rows in order")


def _forget() -> None:
    """Forget what the rules keep of the lexicons: all that their functions cache, for almost all of it is built from a lexicon."""
    for name, module in list(sys.modules.items()):
        if name.startswith(RULES):
            for kept in list(vars(module).values()):
                if callable(clear := getattr(kept, "cache_clear", None)):
                    clear()


overlay.on_change(_forget)
